package i18n

import (
	"fmt"
	"strings"
	"time"

	"modestad/generator/civil"
)

// A pattern is a date pattern of CLDR (UTS 35, part 4, "Date Format Patterns"), ready to be filled in. In
// the pattern of a range, the fields from the first that comes a second time onwards are of the later date.
type pattern []token

// A token is a run of literal text, or one field of the first or second of two moments.
type token struct {
	field  byte // a pattern letter; 0: text
	width  uint8
	second bool
	spoken bool // a day of the month beside a month in words
	text   string
}

// fieldLetters are the pattern letters that can be filled in.
const fieldLetters = "yYMLdEcaHhkKmsG"

// compilePattern reads a pattern; a letter that is no field known here is an error.
func compilePattern(s string) (pattern, error) {
	var p pattern
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			p = append(p, token{text: text.String()})
			text.Reset()
		}
	}
	var seen [128]bool
	second, words := false, false
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\'':
			end := strings.IndexByte(s[i+1:], '\'')
			if end < 0 {
				return nil, fmt.Errorf("pattern %q: the quote is not closed", s)
			}
			if end == 0 {
				text.WriteByte('\'')
			}
			text.WriteString(s[i+1 : i+1+end])
			i += end + 2
		case letter(c | 0x20):
			n := 1
			for i+n < len(s) && s[i+n] == c {
				n++
			}
			if !strings.ContainsRune(fieldLetters, rune(c)) || n > 5 {
				return nil, fmt.Errorf("pattern %q: %q is no field (fields are %s; text stands between quotes)", s, s[i:i+n], fieldLetters)
			}
			flush()
			second = second || seen[c]
			seen[c] = true
			words = words || (c == 'M' || c == 'L') && n > 2
			p = append(p, token{field: c, width: uint8(n), second: second})
			i += n
		default:
			text.WriteByte(c)
			i++
		}
	}
	flush()
	for i := range p {
		p[i].spoken = words && p[i].field == 'd'
	}
	return p, nil
}

// appendPattern fills in p.
func (l *Locale) appendPattern(b []byte, p pattern, from, to *civil.DateTime) []byte {
	for i := range p {
		t := &p[i]
		if t.field == 0 {
			b = append(b, t.text...)
			continue
		}
		at := from
		if t.second {
			at = to
		}
		b = l.appendField(b, t, at)
	}
	return b
}

func (l *Locale) appendField(b []byte, t *token, at *civil.DateTime) []byte {
	switch t.field {
	case 'y', 'Y': // Y is the year of the week, which data use where y is meant
		if t.width == 2 {
			return l.appendDigits(b, at.Year%100, 2)
		}
		return l.appendDigits(b, at.Year, int(t.width))
	case 'M', 'L':
		if t.width <= 2 {
			return l.appendDigits(b, int(at.Month), int(t.width))
		}
		return append(b, l.months[alone(t.field)][widthOf(t.width)][monthIndex(at.Month)]...)
	case 'd':
		if t.spoken && at.Day == 1 && l.firstOfMonth != "" {
			return append(b, l.firstOfMonth...)
		}
		return l.appendDigits(b, at.Day, int(t.width))
	case 'E', 'c':
		return append(b, l.days[alone(t.field)][widthOf(t.width)][at.Weekday()]...)
	case 'a':
		if at.Hour%24 >= 12 {
			return append(b, l.pm...)
		}
		return append(b, l.am...)
	case 'H':
		return l.appendDigits(b, at.Hour, int(t.width))
	case 'k':
		return l.appendDigits(b, (at.Hour+23)%24+1, int(t.width))
	case 'h':
		return l.appendDigits(b, (at.Hour+11)%12+1, int(t.width))
	case 'K':
		return l.appendDigits(b, at.Hour%12, int(t.width))
	case 'm':
		return l.appendDigits(b, at.Minute, int(t.width))
	case 's':
		return l.appendDigits(b, at.Second, int(t.width))
	}
	return append(b, l.era...)
}

// monthIndex counts from 0 and stays in the year, whatever the month.
func monthIndex(m time.Month) int { return ((int(m)-1)%12 + 12) % 12 }

// A Width says how much of a name is written.
type Width int

// The widths of names of months and days.
const (
	Wide Width = iota
	Abbreviated
	Narrow // one letter as a rule, not always unambiguous
)

func widthOf(run uint8) Width {
	switch run {
	case 4:
		return Wide
	case 5:
		return Narrow
	}
	return Abbreviated
}

// appendDigits writes n in the locale's digits, with zeros before it up to width.
func (l *Locale) appendDigits(b []byte, n, width int) []byte {
	if n < 0 {
		b, n = append(b, l.minus...), -n
	}
	var digits [20]byte
	i := len(digits)
	for n > 0 || width > 0 || i == len(digits) {
		i--
		digits[i] = byte(n % 10)
		n /= 10
		width--
	}
	for ; i < len(digits); i++ {
		b = append(b, l.digits[digits[i]]...)
	}
	return b
}

// alone says which table of names a field takes: 0 within a date, 1 where the name stands alone.
func alone(field byte) int {
	if field == 'L' || field == 'c' {
		return 1
	}
	return 0
}
