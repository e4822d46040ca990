package markdown

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"
)

// decode resolves the backslash escapes and entities of a text (CommonMark 2.4 and 2.5), once. Characters that must
// not be in a text do not get in as entities; at is the text's offset.
func (b *builder) decode(raw []byte, at int) string {
	i := 0
	for i < len(raw) && raw[i] != '\\' && raw[i] != '&' && raw[i] != '\r' {
		i++
	}
	if i == len(raw) {
		return string(raw)
	}
	var out strings.Builder
	out.Grow(len(raw))
	for i = 0; i < len(raw); {
		switch c := raw[i]; {
		case c == '\\' && i+1 < len(raw) && punctuation(raw[i+1]):
			out.WriteByte(raw[i+1])
			i += 2
		case c == '&':
			s, size := entity(raw[i:])
			if size == 0 {
				out.WriteByte('&')
				i++
				continue
			}
			if r := firstInvisible(s); r != 0 {
				b.fault("text-invisible", at+i, at+i+size, fmt.Sprintf("U+%04X", r))
				s = ""
			}
			out.WriteString(s)
			i += size
		case c == '\r':
			i++
		default:
			out.WriteByte(c)
			i++
		}
	}
	return out.String()
}

func punctuation(b byte) bool {
	return '!' <= b && b <= '/' || ':' <= b && b <= '@' || '[' <= b && b <= '`' || '{' <= b && b <= '~'
}

// maxEntity is longer than the name of any entity.
const maxEntity = 34

// entity reads one entity and gives its size, or 0 where it is none.
func entity(raw []byte) (string, int) {
	end := 1
	for end < len(raw) && end < maxEntity && raw[end] != ';' {
		c := raw[end]
		if c != '#' && (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			return "", 0
		}
		end++
	}
	if end >= len(raw) || raw[end] != ';' || end < 2 {
		return "", 0
	}
	name := string(raw[:end+1])
	s := html.UnescapeString(name)
	if s == name || strings.HasSuffix(s, ";") && name != "&semi;" && name != "&#59;" && !strings.EqualFold(name, "&#x3b;") {
		return "", 0 // unknown, or only its beginning is known
	}
	return s, end + 1
}

// invisible says whether a character cannot be seen but changes how others read: controls, directional embeddings
// and isolates, zero-width and tag characters (Unicode TR 36, section 2.5). Joiners and directional marks, which
// Arabic and others need, are not among them.
func invisible(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case r < 0x20, 0x7f <= r && r < 0xa0:
		return true
	case r < 0x200b:
		return false
	case r == 0x200b, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x2069, r == 0xfeff, 0xe0000 <= r && r <= 0xe007f:
		return true
	}
	return false
}

func firstInvisible(s string) rune {
	for _, r := range s {
		if invisible(r) {
			return max(r, 1)
		}
	}
	return 0
}

// invisible reports such characters where they stand.
func (b *builder) invisible() {
	for i := 0; i < len(b.src); {
		c := b.src[i]
		if c >= 0x20 && c < 0x7f || c == '\n' || c == '\r' || c == '\t' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b.src[i:])
		if invisible(r) && len(b.faults) < maxFindings {
			b.fault("text-invisible", i, i+size, fmt.Sprintf("U+%04X", r))
		}
		i += size
	}
}
