package importer

import (
	"fmt"
	"regexp"
	"strings"

	"modestad/generator/markdown"
)

// file writes a new event file.
func (d draft) file(comment string) []byte {
	var top, tables, words strings.Builder
	lines := []line{{"kind", text("event")}, {"source_uid", text(d.uid)}}
	var under []line
	for _, g := range d.groups {
		if g.table == "" {
			lines = append(lines, g.lines...)
		} else {
			under = append(under, g.lines...)
		}
		if g.tables != "" {
			tables.WriteString("\n" + g.tables)
		}
	}
	writeLines(&top, lines, 0)
	writeLines(&words, under, 0)
	var b strings.Builder
	for l := range strings.SplitSeq(comment, "\n") {
		if l = visible(l); l != "" {
			b.WriteString("# " + l + "\n")
		}
	}
	body := top.String() + tables.String() + "\n[" + d.lang + "]\n" + words.String()
	b.WriteString(record(d.digests()) + "\n" + body)
	return []byte(b.String())
}

// writeLines writes keys and values, the equals signs below each other, width octets from the margin at least.
func writeLines(b *strings.Builder, lines []line, width int) {
	for _, l := range lines {
		width = max(width, len(l.key))
	}
	for _, l := range lines {
		fmt.Fprintf(b, "%-*s = %s\n", width, l.key, l.value)
	}
}

func array(list []string) string {
	one := "[" + strings.Join(list, ", ") + "]"
	if len(one) <= 100 {
		return one
	}
	return "[\n  " + strings.Join(list, ",\n  ") + ",\n]"
}

// text writes a string of one line as TOML. Controls are escaped, so that nothing of a calendar ends it.
func text(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	escape(&b, s)
	b.WriteByte('"')
	return b.String()
}

func escape(b *strings.Builder, s string) {
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(b, "\\u%04X", r)
		default:
			b.WriteRune(r)
		}
	}
}

// block writes a text of several lines as TOML.
func block(s string) string {
	if strings.Contains(s, "\\") && !strings.Contains(s, "'''") && !strings.HasSuffix(s, "'") {
		return "'''\n" + s + "'''" // backslashes as they are
	}
	var b strings.Builder
	b.WriteString("\"\"\"\n")
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		escape(&b, l)
	}
	b.WriteString("\"\"\"")
	return b.String()
}

var (
	link    = regexp.MustCompile(`https://[^\s<>"'\\^{|}\x60]+`)
	ordered = regexp.MustCompile(`^(\d{1,9})([.)])`)
	entity  = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)
)

// asMarkdown gives a plain text as Markdown that reads the same: lines stay lines, a list stays one, addresses become
// links, and nothing else means anything.
func asMarkdown(s string) string {
	var b strings.Builder
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		item := strings.HasPrefix(l, "- ")
		if i > 0 {
			before := lines[i-1]
			wasItem := strings.HasPrefix(before, "- ")
			switch {
			case l == "" || before == "":
				b.WriteByte('\n')
			case item && wasItem:
				b.WriteByte('\n')
			case item || wasItem:
				b.WriteString("\n\n")
			default:
				b.WriteString("\\\n")
			}
		}
		if item {
			b.WriteString("- ")
			l = strings.TrimLeft(l[2:], " -")
		}
		b.WriteString(asWords(l))
	}
	return b.String()
}

// asWords gives a line as Markdown in which nothing but an address has a meaning.
func asWords(l string) string {
	var b strings.Builder
	for l != "" {
		at := link.FindStringIndex(l)
		if at == nil {
			break
		}
		address := strings.TrimRight(l[at[0]:at[1]], ".,;:!?)]*_")
		b.WriteString(literally(l[:at[0]], b.Len() == 0))
		if webAddress(address) && markdown.Linkable(address) {
			b.WriteString("<" + address + ">")
		} else {
			b.WriteString(literally(address, false))
		}
		l = l[at[0]+len(address):]
	}
	b.WriteString(literally(l, b.Len() == 0))
	return b.String()
}

// literally escapes what Markdown takes for more than words; first says that the text begins its line.
func literally(s string, first bool) string {
	var b strings.Builder
	number := ordered.FindStringSubmatchIndex(s)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case strings.IndexByte("\\`*[]<>#{}|~^", c) >= 0,
			c == '_' && !(i > 0 && i+1 < len(s) && letter(s[i-1]) && letter(s[i+1])),
			c == '&' && entity.MatchString(s[i:min(len(s), i+40)]) && entity.FindStringIndex(s[i:min(len(s), i+40)])[0] == 0,
			first && i == 0 && strings.IndexByte("-+=:!", c) >= 0,
			first && number != nil && i == number[4]:
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func letter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}
