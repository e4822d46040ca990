package trace

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"modestad/generator/source"
)

// manyFiles hold many records, each a table of its own name.
var manyFiles = []string{"content/facts.toml", "content/sources.toml"}

// A section is a stretch of a TOML file from one header to the next.
type section struct{ name, text string }

// sections cuts a TOML file at its headers. The first part of a dotted name is the section's; what stands before the
// first header has none.
func sections(text string) []section {
	out := []section{{}}
	inside := "" // a string of several lines
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		if inside == "" && strings.HasPrefix(trimmed, "[") {
			name, _, _ := strings.Cut(strings.TrimLeft(trimmed, "[ "), "]")
			name, _, _ = strings.Cut(name, ".")
			out = append(out, section{name: strings.Trim(name, `"' `)})
		}
		out[len(out)-1].text += line
		for _, quote := range []string{`"""`, "'''"} {
			if inside == "" || inside == quote {
				for range strings.Count(line, quote) {
					if inside == "" {
						inside = quote
					} else {
						inside = ""
					}
				}
			}
		}
	}
	return out
}

// recordsOf gives the names of a file's records, sorted; none where it is not one of many.
func recordsOf(f *source.File) []string {
	if f == nil || !slices.Contains(manyFiles, path.Clean(f.Path)) {
		return nil
	}
	var out []string
	for _, s := range sections(f.Text()) {
		if s.name != "" {
			out = append(out, s.name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var (
	words  = regexp.MustCompile(`(?m)^(\s*(?:label|title|author|note)\s*=\s*")`)
	number = regexp.MustCompile(`(?m)^(\s*value\s*=\s*)([0-9][0-9_.]*)`)
)

// changed gives records another value and other words. They are not taken out: how many there are shows on every page.
func changed(f *source.File, records []string) func(*source.Tree) *source.Tree {
	var out strings.Builder
	for _, s := range sections(f.Text()) {
		if _, one := slices.BinarySearch(records, s.name); one && s.name != "" {
			s.text = words.ReplaceAllString(s.text, "${1}"+mark)
			s.text = number.ReplaceAllString(s.text, "${1}1${2}")
		}
		out.WriteString(s.text)
	}
	return func(tree *source.Tree) *source.Tree { return tree.With(f.Path, []byte(out.String())) }
}
