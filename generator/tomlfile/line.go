package tomlfile

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

func codePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

func control(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}

func invisible(r rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r >= 0xE0000 && r <= 0xE007F:
		return true
	case r == 0x200B, r == 0x2060, r == 0xFEFF, r == 0x200E, r == 0x200F, r == 0x061C, r == 0x00AD, r == 0x180E, r == 0x3164:
		return true
	}
	return false
}

// Visible says whether text has neither control characters nor ones that cannot be seen or turn the direction.
func Visible(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return control(r) || invisible(r) })
}
