package ical

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// A line is a content line (RFC 5545, section 3.1), unfolded. Names are in capitals.
type line struct {
	num    int // of its first physical line, from 1
	name   string
	params []param
	value  string
}

type param struct {
	name   string
	values []string // without their quotes
}

// param gives the only value of a parameter, or "".
func (l *line) param(name string) string {
	for i := range l.params {
		if l.params[i].name == name && len(l.params[i].values) == 1 {
			return l.params[i].values[0]
		}
	}
	return ""
}

// A reporter is told what is wrong, by line.
type reporter func(num int, code, text string)

// unfold gives the content lines of s with the number of their first physical line. With a reporter it tells
// of everything in which the physical lines are not by the letter; without, it takes line feeds alone too.
func unfold(s string, report reporter) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		var whole string // the content line so far, where it is one physical line
		var parts []byte // and where it is several
		from, num := 0, 0
		flush := func() bool {
			if from == 0 {
				return true
			}
			if len(parts) > 0 {
				whole = string(parts)
				parts = parts[:0]
			}
			return yield(from, whole)
		}
		for s != "" {
			num++
			phys, rest, ended := strings.Cut(s, "\n")
			s = rest
			phys, crlf := strings.CutSuffix(phys, "\r")
			if report != nil {
				if !ended || !crlf {
					report(num, "CRLF", "a line does not end in CRLF")
				}
				physical(num, phys, report)
			}
			if phys == "" {
				continue
			}
			if phys[0] != ' ' && phys[0] != '\t' {
				if !flush() {
					return
				}
				whole, from = phys, num
				continue
			}
			if from == 0 {
				if report != nil {
					report(num, "FOLD", "a continuation of nothing")
				}
				continue
			}
			if len(parts) == 0 {
				parts = append(parts, whole...)
			}
			parts = append(parts, phys[1:]...)
		}
		flush()
	}
}

// physical checks one physical line, without its end.
func physical(num int, s string, report reporter) {
	if strings.TrimLeft(s, " \t") == "" {
		report(num, "BLANK", "a blank line")
		return
	}
	if len(s) > 75 {
		report(num, "FOLD", "a line of more than 75 octets")
	}
	ascii, control := true, false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x80:
			ascii = false
		case c < ' ' && c != '\t', c == 0x7f:
			control = true
		}
	}
	if !ascii {
		switch first, _ := utf8.DecodeRuneInString(s[1:]); {
		case utf8.ValidString(s):
			for _, r := range s {
				control = control || r >= 0x80 && r < 0xa0
			}
		case s[0] == ' ' && first == utf8.RuneError, !utf8.FullRuneInString(lastOctets(s)):
			report(num, "FOLD", "a line is folded inside a character")
		default:
			report(num, "UTF8", "octets that are not UTF-8")
		}
	}
	if control {
		report(num, "CTRL", "a control character")
	}
}

// lastOctets gives the end of s from its last octet that begins a character.
func lastOctets(s string) string {
	for i := len(s) - 1; i >= 0 && i > len(s)-utf8.UTFMax; i-- {
		if utf8.RuneStart(s[i]) {
			return s[i:]
		}
	}
	return s
}

// parseLine takes a content line apart. What is wrong with it is a code and a sentence.
func parseLine(num int, s string) (l line, code, fault string) {
	l.num = num
	i := nameEnd(s)
	if i == 0 || i == len(s) || s[i] != ':' && s[i] != ';' {
		return l, "NAME", "a line that begins with no property's name"
	}
	l.name = strings.ToUpper(s[:i])
	for s[i] == ';' {
		s = s[i+1:]
		n := nameEnd(s)
		if n == 0 || n == len(s) || s[n] != '=' {
			return l, "PARAM", "a parameter without name or value"
		}
		p := param{name: strings.ToUpper(s[:n])}
		i = n
		for i < len(s) && (s[i] == '=' || s[i] == ',') {
			value, rest, ok := paramValue(s[i+1:])
			if !ok {
				return l, "PARAM", "a parameter " + p.name + " whose quotes do not match"
			}
			p.values = append(p.values, value)
			s, i = rest, 0
		}
		if s == "" || s[0] != ';' && s[0] != ':' {
			return l, "PARAM", "a parameter " + p.name + " that does not end"
		}
		i = 0
		l.params = append(l.params, p)
	}
	l.value = s[i+1:]
	return l, "", ""
}

func nameEnd(s string) int {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-':
		default:
			return i
		}
	}
	return len(s)
}

// paramValue cuts off a parameter's value, quoted or not.
func paramValue(s string) (value, rest string, ok bool) {
	if s != "" && s[0] == '"' {
		value, rest, ok = strings.Cut(s[1:], `"`)
		return value, rest, ok
	}
	i := strings.IndexAny(s, `",;:`)
	if i < 0 || s[i] == '"' {
		return "", "", false
	}
	return s[:i], s[i:], true
}
