package ical

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// clean says whether s needs no cleaning: valid UTF-8 without controls, and without line ends but plain line feeds where
// breaks are allowed.
func clean(s string, breaks bool) bool {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= 0x20 && c < 0x7f, c == '\n' && breaks:
			i++
		case c < utf8.RuneSelf:
			return false
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r < 0xa0 || r == 0x2028 || r == 0x2029 || r == utf8.RuneError && size == 1 {
				return false
			}
			i += size
		}
	}
	return true
}

// cleanText gives s as valid UTF-8 without controls. Line ends of every kind become "\n" where breaks are
// allowed and a space where not, tabs a space; other C0 and C1 controls and DEL are dropped. Runs of spaces
// become one, since a line that is folded inside a long run looks blank. Directional marks stay: they are
// part of the text.
func cleanText(s string, breaks bool) string {
	if clean(s, breaks) {
		return squeeze(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\r' && i+1 < len(s) && s[i+1] == '\n':
			// The line feed that follows speaks for both.
		case r >= '\n' && r <= '\r', r == 0x85, r == 0x2028, r == 0x2029:
			if breaks {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		case r == '\t':
			b.WriteByte(' ')
		case r < 0x20, r >= 0x7f && r < 0xa0:
		default:
			b.WriteRune(r)
		}
	}
	return squeeze(b.String())
}

// squeeze trims s and leaves one space of each run.
func squeeze(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "  ") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] != ' ' || s[i-1] != ' ' {
			b = append(b, s[i])
		}
	}
	return string(b)
}

var paramReplacer = strings.NewReplacer(`"`, "'", `\`, "/", "^", " ")

// cleanParam gives s as what may stand between the quotes of a parameter. RFC 5545 knows no escape there,
// and RFC 6868's carets are not understood everywhere, so what would need one is replaced.
func cleanParam(s string) string {
	return paramReplacer.Replace(cleanText(s, false))
}

// cleanCategory gives s without the commas that split categories in clients that do not unescape them.
func cleanCategory(s string) string {
	s = cleanText(s, false)
	if strings.ContainsAny(s, `,;\`) {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
			return r == ',' || r == ';' || r == '\\' || r == ' '
		}), " ")
	}
	return s
}

// cleanLink gives the web address s as an RFC 3986 URI: what is not ASCII is percent-encoded. A control or
// a space, another scheme than http and https, or no host is an error.
func cleanLink(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", errors.New("an address that is not UTF-8")
	}
	encode := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ' || c == 0x7f:
			return "", fmt.Errorf("a control or a space in the address %q", s)
		case c >= 0x80 || strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			encode++
		}
	}
	if encode > 0 {
		const hex = "0123456789ABCDEF"
		b := make([]byte, 0, len(s)+2*encode)
		for i := range len(s) {
			if c := s[i]; c >= 0x80 || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
				b = append(b, '%', hex[c>>4], hex[c&15])
			} else {
				b = append(b, c)
			}
		}
		s = string(b)
	}
	if ordinary(s) {
		return s, nil
	}
	u, err := url.Parse(s)
	if err != nil {
		return "", fmt.Errorf("no address: %q", s)
	}
	if u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return "", fmt.Errorf("no web address: %q", s)
	}
	return s, nil
}

// ordinary says whether s is a web address of letters, digits and what may stand between them anywhere, as nearly all are.
func ordinary(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok || rest == "" || rest[0] == '/' {
		return false
	}
	for i := range len(rest) {
		switch c := rest[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c == '-', c == '.', c == '_', c == '/':
		default:
			return false
		}
	}
	return true
}

// checkEmail accepts the addresses that can stand in a mailto: without encoding.
func checkEmail(s string) error {
	at := strings.IndexByte(s, '@')
	if at < 1 || at == len(s)-1 || len(s) > 254 || strings.IndexByte(s[at+1:], '@') >= 0 {
		return fmt.Errorf("no e-mail address: %q", s)
	}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"(),:;<>[]\\%?&#^`{|}", c) >= 0 {
			return fmt.Errorf("%q in the e-mail address %q", c, s)
		}
	}
	return nil
}

// checkZone accepts what the names of the tz database are made of.
func checkZone(s string) error {
	if s == "" || len(s) > 64 || s == "Local" {
		return fmt.Errorf("no time zone: %q", s)
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9',
			c == '/', c == '_', c == '-', c == '+':
		default:
			return fmt.Errorf("no time zone: %q", s)
		}
	}
	return nil
}
