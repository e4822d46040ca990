package i18n

import (
	"fmt"
	"strings"
)

// A Tag is a language tag after BCP 47, as far as it selects language data.
type Tag struct {
	Language string // two or three letters, lower case
	Script   string // four letters, title case; may be empty
	Region   string // two letters or three digits, upper case; may be empty
	Variants string // what else stands before an extension, lower case, "-" between; may be empty
}

// ParseTag reads a language tag in any case. Extensions and private use are dropped; a tag that is not well
// formed (RFC 5646, section 2.1) is an error.
func ParseTag(s string) (Tag, error) {
	bad := fmt.Errorf("%q is no language tag (BCP 47), such as nl, fr-BE or zh-Hant", s)
	if len(s) > 64 {
		return Tag{}, bad
	}
	parts := strings.Split(strings.ToLower(s), "-")
	if n := len(parts[0]); n < 2 || n > 3 || !all(parts[0], letter) {
		return Tag{}, bad
	}
	t := Tag{Language: parts[0]}
	var variants []string
	for i, p := range parts[1:] {
		n := len(p)
		switch {
		case n == 0 || n > 8 || !all(p, alnum):
			return Tag{}, bad
		case n == 1:
			if i+2 == len(parts) || i+3 == len(parts) && parts[i+2] == "" {
				return Tag{}, bad
			}
			t.Variants = strings.Join(variants, "-")
			return t, nil
		case n == 4 && all(p, letter) && t.Script == "" && t.Region == "" && variants == nil:
			t.Script = strings.ToUpper(p[:1]) + p[1:]
		case (n == 2 && all(p, letter) || n == 3 && all(p, digit)) && t.Region == "" && variants == nil:
			t.Region = strings.ToUpper(p)
		case n >= 5 || n == 4 && digit(p[0]) || n == 3 && all(p, letter) && t.Region == "" && variants == nil:
			variants = append(variants, p)
		default:
			return Tag{}, bad
		}
	}
	t.Variants = strings.Join(variants, "-")
	return t, nil
}

// String gives the tag with the customary case of its parts.
func (t Tag) String() string {
	s := t.Language
	for _, p := range []string{t.Script, t.Region, t.Variants} {
		if p != "" {
			s += "-" + p
		}
	}
	return s
}

// lookups gives the names to try for t, the most exact first.
func (t Tag) lookups() []string {
	var names []string
	if t.Script != "" && t.Region != "" {
		names = append(names, t.Language+"-"+t.Script+"-"+t.Region)
	}
	if t.Script != "" {
		names = append(names, t.Language+"-"+t.Script)
	} else if t.Region != "" {
		names = append(names, t.Language+"-"+t.Region)
	}
	return append(names, t.Language)
}

func all(s string, is func(byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' }
func digit(c byte) bool  { return '0' <= c && c <= '9' }
func alnum(c byte) bool  { return letter(c) || digit(c) }
