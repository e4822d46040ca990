package ownership

import (
	"path"
	"strings"
	"unicode"
)

// taken gives the partner that a new folder's name can be taken for.
func (c *checker) taken(name string) string {
	for _, p := range append([]string{c.partner}, c.Partners...) {
		if p != name && skeleton(p) == skeleton(name) {
			return p
		}
	}
	return ""
}

// lookalikes are letters that are drawn like the Latin ones below them: the part of Unicode's confusables (UTS #39)
// that can stand in for an id.
var lookalikes = strings.NewReplacer(
	"а", "a", "ɑ", "a", "α", "a", "с", "c", "ϲ", "c", "ԁ", "d", "е", "e", "ё", "e", "һ", "h", "і", "i", "ї", "i", "ι", "i", "ı", "i", "ј", "j", "к", "k",
	"κ", "k", "ӏ", "l", "м", "m", "п", "n", "ո", "n", "о", "o", "ο", "o", "օ", "o", "р", "p", "ρ", "p", "ѕ", "s", "т", "t", "τ", "t", "υ", "u", "ս", "u",
	"ѵ", "v", "ν", "v", "ѡ", "w", "ԝ", "w", "х", "x", "χ", "x", "у", "y", "γ", "y",
	"à", "a", "á", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e", "ì", "i", "í", "i", "î", "i", "ï", "i",
	"ñ", "n", "ò", "o", "ó", "o", "ô", "o", "ö", "o", "õ", "o", "ø", "o", "ù", "u", "ú", "u", "û", "u", "ü", "u", "ý", "y", "ÿ", "y",
)

// pairs are characters of ids that are taken for one another at a glance.
var pairs = strings.NewReplacer("rn", "m", "vv", "w", "0", "o", "1", "l", "i", "l", "5", "s", "-", "", "_", "", ".", "", " ", "")

// skeleton gives what names that look the same have in common.
func skeleton(name string) string {
	folded := strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E: // fullwidth forms
			r -= 0xFEE0
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r): // accents of their own, and what cannot be seen
			return -1
		}
		return unicode.ToLower(r)
	}, name)
	return pairs.Replace(lookalikes.Replace(folded))
}

// odd gives the first part of a path whose name a partner may not use, and the code of why.
func odd(file string) (name, code string) {
	for part := range strings.SplitSeq(file, "/") {
		switch {
		case strings.HasPrefix(part, "."):
			return part, "ownership-hidden"
		case strings.ContainsFunc(part, func(r rune) bool { return !unicode.IsPrint(r) || r == '\\' || r == unicode.ReplacementChar }), mixed(strings.TrimSuffix(part, path.Ext(part))), reserved(part):
			return part, "ownership-name"
		}
	}
	return "", ""
}

// mixed says whether a name has letters of several scripts; those of Japanese go together.
func mixed(name string) bool {
	first := ""
	for _, r := range name {
		s := script(r)
		if s == "" {
			continue
		}
		if first != "" && s != first {
			return true
		}
		first = s
	}
	return false
}

// script names the script of a letter; empty for what all scripts share.
func script(r rune) string {
	switch {
	case !unicode.IsLetter(r):
		return ""
	case unicode.Is(unicode.Latin, r):
		return "Latin"
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return "Japanese"
	}
	for name, table := range unicode.Scripts { // a letter has one script, so that the order does not matter
		if name != "Common" && name != "Inherited" && unicode.Is(table, r) {
			return name
		}
	}
	return ""
}

// reserved says whether Windows cannot have a file of that name, so that the proposal could not be checked out there.
func reserved(name string) bool {
	if strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.ContainsAny(name, `<>:"|?*`) {
		return true
	}
	base := strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "com") || strings.HasPrefix(base, "lpt")) && base[3] >= '1' && base[3] <= '9'
}
