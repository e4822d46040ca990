package directive

import (
	"fmt"
	"strings"
)

// Guide prints the author's guide to all directives, as Markdown, in a language that the program speaks; in English
// where it does not.
func Guide(lang string) string {
	about := func(m map[string]string) string {
		if s := m[lang]; s != "" {
			return s
		}
		return m["en"]
	}
	var b strings.Builder
	for i, s := range All {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "## %s\n\n%s\n\n    %s\n", s.Name, about(s.About), s.Form())
		for _, p := range s.Params {
			fmt.Fprintf(&b, "    %-12s %s\n", p.Name, about(p.About))
		}
		fmt.Fprintf(&b, "\n")
		for _, line := range strings.Split(strings.TrimRight(s.Example, "\n"), "\n") {
			fmt.Fprintf(&b, "    %s\n", line)
		}
	}
	return b.String()
}
