package diag

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hidden says whether a character steers a terminal, a log or the direction of writing, or cannot be seen: controls,
// formats (Trojan Source, CVE-2021-42574), line and paragraph separators, and what is no character at all.
func hidden(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs)
}

// logCommand begins a command to GitHub's runner wherever it stands in a line of a log (actions/runner, ActionCommand).
const logCommand = "##["

// clean makes text safe to print: what is hidden is written as an escape that can be read.
func clean(s string) string {
	s = strings.ReplaceAll(s, logCommand, `##\[`)
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if !hidden(r) {
			b.WriteRune(r)
			continue
		}
		q := strconv.QuoteRuneToASCII(r)
		b.WriteString(q[1 : len(q)-1])
	}
	return b.String()
}

// cut shortens text to some characters.
func cut(s string, most int) string {
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// shown makes a line of source safe to print, with a character for each that it has, so that columns stay. Tabs
// stay tabs.
func shown(line string) []rune {
	out := []rune(line)
	for i, r := range out {
		if r != '\t' && hidden(r) || r == '[' && i > 1 && string(out[i-2:i+1]) == logCommand {
			out[i] = '\uFFFD'
		}
	}
	return out
}

// width is how many cells of a terminal a character takes, roughly as East Asian Width (UAX 11) has it.
func width(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF && r != 0x303F, r >= 0xAC00 && r <= 0xD7A3, r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1F64F, r >= 0x1F900 && r <= 0x1F9FF,
		r >= 0x20000 && r <= 0x3FFFD:
		return 2
	}
	return 1
}
