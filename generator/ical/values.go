package ical

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"modestad/generator/civil"
)

// A form is how a stamp is written.
type form uint8

const (
	noForm form = iota
	dateForm
	localForm
	utcForm
)

// A stamp is a DATE or DATE-TIME value as it stands (RFC 5545, sections 3.3.4 and 3.3.5).
type stamp struct {
	civil.DateTime
	form form
}

// parseStamp reads a DATE or DATE-TIME. A leap second is none here: the clocks of computers do not show it.
func parseStamp(s string) (stamp, error) {
	bad := fmt.Errorf("no date or time: %q", s[:min(len(s), 40)])
	if len(s) != 8 && len(s) != 15 && len(s) != 16 {
		return stamp{}, bad
	}
	var v stamp
	var ok bool
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[4:6])
	d, ok3 := digits(s[6:8])
	v.Date = civil.Date{Year: y, Month: time.Month(m), Day: d}
	if !ok1 || !ok2 || !ok3 || y == 0 || !v.Date.Valid() {
		return stamp{}, bad
	}
	if len(s) == 8 {
		v.form = dateForm
		return v, nil
	}
	if s[8] != 'T' || len(s) == 16 && s[15] != 'Z' {
		return stamp{}, bad
	}
	if v.Clock, ok = parseClock(s[9:15]); !ok {
		return stamp{}, bad
	}
	v.form = localForm
	if len(s) == 16 {
		v.form = utcForm
	}
	return v, nil
}

func parseClock(s string) (civil.Clock, bool) {
	h, ok1 := digits(s[:2])
	m, ok2 := digits(s[2:4])
	sec, ok3 := digits(s[4:6])
	return civil.Clock{Hour: h, Minute: m, Second: sec}, ok1 && ok2 && ok3 && h < 24 && m < 60 && sec < 60
}

// digits reads an unsigned number of at most nine digits.
func digits(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// instant gives the moment that v is in loc; a UTC stamp needs no loc.
func (v stamp) instant(loc *time.Location) time.Time {
	if v.form == utcForm {
		loc = time.UTC
	}
	t, _ := v.DateTime.In(loc)
	return t
}

// A duration is a DURATION value (RFC 5545, section 3.3.6): days are nominal, seconds exact.
type duration struct{ days, seconds int }

func parseDuration(s string) (duration, error) {
	bad := fmt.Errorf("no duration: %q", s[:min(len(s), 40)])
	rest, sign := s, 1
	if r, ok := strings.CutPrefix(rest, "-"); ok {
		rest, sign = r, -1
	} else {
		rest = strings.TrimPrefix(rest, "+")
	}
	rest, ok := strings.CutPrefix(rest, "P")
	if !ok || rest == "" {
		return duration{}, bad
	}
	var d duration
	const dateUnits, timeUnits = "WD", "HMS"
	units, last := dateUnits, -1
	for rest != "" {
		if rest[0] == 'T' && units == dateUnits && len(rest) > 1 {
			units, last, rest = timeUnits, -1, rest[1:]
			continue
		}
		i := 0
		for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
			i++
		}
		n, ok := digits(rest[:i])
		if !ok || n > 1_000_000 || i == len(rest) {
			return duration{}, bad
		}
		u := strings.IndexByte(units, rest[i])
		if u <= last {
			return duration{}, bad
		}
		switch rest[i] {
		case 'W':
			d.days += 7 * n
		case 'D':
			d.days += n
		case 'H':
			d.seconds += 3600 * n
		case 'M':
			d.seconds += 60 * n
		case 'S':
			d.seconds += n
		}
		last, rest = u, rest[i+1:]
	}
	return duration{sign * d.days, sign * d.seconds}, nil
}

// parseOffset reads a UTC-OFFSET (RFC 5545, section 3.3.14) as seconds east of Greenwich.
func parseOffset(s string) (int, error) {
	bad := fmt.Errorf("no offset: %q", s[:min(len(s), 40)])
	if len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, bad
	}
	c, ok := parseClock((s[1:] + "00")[:6])
	if !ok || s[0] == '-' && c.Seconds() == 0 {
		return 0, bad
	}
	if s[0] == '-' {
		return -c.Seconds(), nil
	}
	return c.Seconds(), nil
}

// unescape gives the text that a TEXT value stands for (RFC 5545, section 3.3.11).
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' && i+1 < len(s) {
			i++
			if c = s[i]; c == 'n' || c == 'N' {
				c = '\n'
			}
		}
		b = append(b, c)
	}
	return string(b)
}

// splitText cuts a list of TEXT values at the commas that are not escaped; the parts are still escaped.
func splitText(s string) []string {
	var parts []string
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ',':
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	return append(parts, s[from:])
}

// checkText says what is wrong with the escapes of a TEXT value.
func checkText(s string, list bool) error {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
			if i == len(s) || strings.IndexByte(`\;,nN`, s[i]) < 0 {
				return errors.New("a backslash that escapes nothing")
			}
		case ';':
			return errors.New("a bare semicolon")
		case ',':
			if !list {
				return errors.New("a bare comma")
			}
		}
	}
	return nil
}
