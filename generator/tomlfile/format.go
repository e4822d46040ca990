package tomlfile

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"modestad/generator/source"
)

// ErrFormat is a text that is no TOML, so that it has no canonical form.
var ErrFormat = errors.New("not TOML; modestad check says where")

// An entry is a key and its value as they are written, with the remarks above them.
type entry struct {
	above   []string // remarks; an empty line stands for any number of them
	key     string
	value   string
	remark  string // behind the value, with the blanks before it
	ordinal int
}

// A section is a header, or the beginning of the document, and what follows.
type section struct {
	above   []string
	header  string // as it is written; empty for the beginning
	remark  string
	entries []entry
	below   []string // remarks after the last entry
}

// Format gives TOML in its canonical form: keys in an order, equals signs of a block one below the other, text of
// several lines in three quotes, no blanks at ends, no two empty lines together. Remarks stay with what they stand
// above or behind. order gives the keys of a table, by its header's parts; others come after those, as they were. What
// is decoded from the form is what was decoded before, and the form of the form is itself.
func Format(data []byte, order func(table []string) []string) ([]byte, error) {
	text := bytes.TrimPrefix(data, bom)
	if !isTOML(text) {
		return data, ErrFormat
	}
	var b strings.Builder
	for i, s := range scan(string(text)) {
		s.write(&b, order(headerParts(s.header)), i == 0)
	}
	out := strings.TrimRight(b.String(), "\n") + "\n"
	if strings.TrimSpace(out) == "" {
		out = ""
	}
	var before, after map[string]any
	if _, err := toml.Decode(string(text), &before); err != nil {
		return data, ErrFormat
	}
	if _, err := toml.Decode(out, &after); err != nil || !same(before, after) {
		return data, ErrFormat
	}
	return []byte(out), nil
}

func isTOML(text []byte) bool {
	f := &source.File{Data: text}
	for _, found := range Parse(f.Span(0, len(text))).Close() {
		if strings.HasPrefix(found.Code, "toml-") {
			return false
		}
	}
	return true
}

// same says whether two decoded values are the same.
func same(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for k, v := range a {
			w, there := b[k]
			if !there || !same(v, w) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, same)
	case []map[string]any:
		b, ok := b.([]map[string]any)
		return ok && slices.EqualFunc(a, b, func(x, y map[string]any) bool { return same(x, y) })
	case time.Time:
		b, ok := b.(time.Time)
		return ok && a.Equal(b) && a.Location().String() == b.Location().String()
	case float64:
		b, ok := b.(float64)
		return ok && (a == b || a != a && b != b)
	}
	return a == b
}

// scan takes a text apart that is known to be TOML.
func scan(text string) []section {
	sections := []section{{}}
	var above []string
	for at := 0; at < len(text); {
		now := &sections[len(sections)-1]
		start := at + len(text[at:]) - len(strings.TrimLeft(text[at:], " \t"))
		switch {
		case start >= len(text):
			at = len(text)
		case text[start] == '\n' || text[start] == '\r':
			if n := len(above); n == 0 || above[n-1] != "" {
				above = append(above, "")
			}
			at = start + 1
			if text[start] == '\r' {
				at = min(start+2, len(text))
			}
		case text[start] == '#':
			end := lineEnd(text, start)
			above = append(above, strings.TrimRight(text[start:end], " \t\r"))
			at = end + 1
		case text[start] == '[':
			end := skip(text, start, ']')
			if strings.HasPrefix(text[start:], "[[") {
				end = skip(text, end, ']')
			}
			remark, next := rest(text, end)
			sections = append(sections, section{above: above, header: text[start:end], remark: remark})
			above, at = nil, next
		default:
			equals := skip(text, start, '=')
			value := equals + len(text[equals:]) - len(strings.TrimLeft(text[equals:], " \t"))
			end := valueEnd(text, value)
			remark, next := rest(text, end)
			now.entries = append(now.entries, entry{above: above, key: strings.TrimRight(text[start:equals-1], " \t"), value: text[value:end],
				remark: remark, ordinal: len(now.entries)})
			above, at = nil, next
		}
	}
	last := &sections[len(sections)-1]
	last.below = above
	return sections
}

func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

// rest gives the remark behind a value, and where the next line begins.
func rest(text string, at int) (remark string, next int) {
	end := lineEnd(text, at)
	return strings.TrimRight(text[at:end], " \t\r"), min(end+1, len(text))
}

// skip gives the offset after the next mark that stands in no quotes.
func skip(text string, at int, mark byte) int {
	for at < len(text) {
		switch c := text[at]; {
		case c == mark && !(mark == ']' && at+1 < len(text) && text[at] == '['):
			return at + 1
		case c == '"' || c == '\'':
			at = stringEnd(text, at)
		default:
			at++
		}
	}
	return len(text)
}

// stringEnd gives the offset after a string that begins at an offset.
func stringEnd(text string, at int) int {
	quote := text[at : at+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(text[at:], triple) {
		for at += 3; at < len(text); at++ {
			switch {
			case text[at] == '\\' && quote == `"`:
				at++
			case strings.HasPrefix(text[at:], triple):
				for at += 3; at < len(text) && text[at:at+1] == quote; at++ { // up to two quotes more belong to the text
				}
				return at
			}
		}
		return len(text)
	}
	for at++; at < len(text) && text[at] != '\n'; at++ {
		switch {
		case text[at] == '\\' && quote == `"`:
			at++
		case text[at:at+1] == quote:
			return at + 1
		}
	}
	return min(at, len(text))
}

// valueEnd gives the offset after a value: at the end of its line, or where its brackets are closed.
func valueEnd(text string, at int) int {
	depth := 0
	start := at
	for at < len(text) {
		switch c := text[at]; {
		case c == '"' || c == '\'':
			at = stringEnd(text, at)
			continue
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == '#' && depth > 0:
			at = lineEnd(text, at)
			continue
		case (c == '\n' || c == '#') && depth == 0:
			return start + len(strings.TrimRight(text[start:at], " \t\r"))
		}
		at++
	}
	return start + len(strings.TrimRight(text[start:], " \t\r\n"))
}

// headerParts are the bare parts of a header.
func headerParts(header string) []string {
	if header == "" {
		return nil
	}
	var out []string
	for part := range strings.SplitSeq(strings.Trim(header, "[]"), ".") {
		out = append(out, strings.Trim(strings.TrimSpace(part), `"'`))
	}
	return out
}

// write writes a section, its keys in their order.
func (s section) write(b *strings.Builder, order []string, first bool) {
	writeRemarks(b, s.above)
	if s.header != "" {
		b.WriteString(s.header + s.remark + "\n")
	}
	entries := slices.Clone(s.entries)
	if first && len(entries) > 0 { // remarks at the top are about the file
		writeRemarks(b, entries[0].above)
		entries[0].above = nil
	}
	rank := func(e entry) int {
		name, _, _ := strings.Cut(e.key, ".")
		if i := slices.Index(order, strings.Trim(strings.TrimSpace(name), `"'`)); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(entries, func(x, y entry) int { return rank(x) - rank(y) })
	if len(entries) > 0 && s.header != "" {
		entries[0].above = slices.Clone(entries[0].above)
		for len(entries[0].above) > 0 && entries[0].above[0] == "" {
			entries[0].above = entries[0].above[1:]
		}
	}
	for i := 0; i < len(entries); {
		end := i + 1
		for end < len(entries) && !slices.Contains(entries[end].above, "") {
			end++
		}
		width := 0
		for _, e := range entries[i:end] {
			width = max(width, len([]rune(e.key)))
		}
		for _, e := range entries[i:end] {
			writeRemarks(b, e.above)
			b.WriteString(e.key + strings.Repeat(" ", width-len([]rune(e.key))) + " = " + canonical(e.value) + e.remark + "\n")
		}
		i = end
	}
	writeRemarks(b, s.below)
}

func writeRemarks(b *strings.Builder, above []string) {
	for _, line := range above {
		if line == "" && (b.Len() == 0 || strings.HasSuffix(b.String(), "\n\n")) {
			continue
		}
		b.WriteString(line + "\n")
	}
}

// noFraction is a time whose fraction of a second says nothing.
var noFraction = regexp.MustCompile(`^((?:\d{4}-\d\d-\d\d[Tt ])?\d\d:\d\d:\d\d)\.0+(|[Zz]|[+-]\d\d:\d\d)$`)

// canonical writes a value: text of several lines between three quotes, times without an empty fraction.
func canonical(value string) string {
	if m := noFraction.FindStringSubmatch(value); m != nil {
		return m[1] + m[2]
	}
	if len(value) < 2 || value[0] != '"' || strings.HasPrefix(value, `"""`) || !strings.Contains(value, `\n`) {
		return value
	}
	var v struct{ V string }
	if _, err := toml.Decode("V = "+value, &v); err != nil || !strings.Contains(v.V, "\n") {
		return value
	}
	var out strings.Builder
	out.WriteString("\"\"\"\n")
	quotes := 0
	for _, r := range v.V {
		if r == '"' {
			quotes++
		} else {
			quotes = 0
		}
		switch {
		case r == '\\':
			out.WriteString(`\\`)
		case quotes == 3:
			out.WriteString(`\"`)
			quotes = 0
		case r == '\n' || r == '\t':
			out.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			out.WriteString(`\u00` + string("0123456789abcdef"[r>>4]) + string("0123456789abcdef"[r&15]))
		default:
			out.WriteRune(r)
		}
	}
	text := out.String()
	if strings.HasSuffix(text, `"`) && len(v.V) > 0 {
		text = text[:len(text)-1] + `\"`
		if strings.HasSuffix(text, `\\"`) {
			text = text[:len(text)-3] + `\"`
		}
	}
	return text + `"""`
}
