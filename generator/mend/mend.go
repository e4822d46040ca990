// Package mend corrects faults where there is no doubt about what the author meant.
//
// Invariants: a text changes only at the place of a finding, and only where what stands there is what the finding
// names; after each change a file can be read at least as far as before; what is doubtful is left alone. Mending twice
// is mending once.
package mend

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"modestad/generator/diag"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// A Mended is a change that was made: at a place of the text as it was before that change.
type Mended struct {
	At      diag.Place
	Was, Is string
}

// most is how many faults of one file are mended in one go.
const most = 200

// File mends what can be mended of the findings about one file, of which data is the text.
func File(name string, data []byte, found diag.List) (mended []byte, done []Mended) {
	// From the end, so that the places before a change stay where they are.
	sorted := found.Sorted()
	for i := len(sorted) - 1; i >= 0 && len(done) < most; i-- {
		f := sorted[i]
		start, ok := offset(data, f.Place.Start)
		end, ok2 := offset(data, f.Place.End)
		if f.Place.File != name || !ok || !ok2 || start > end {
			continue
		}
		was := string(data[start:end])
		is, start, end := meant(f, data, start, end)
		if is == "" || start < 0 || string(data[start:end]) == is {
			continue
		}
		if start != end {
			was = string(data[start:end])
		}
		next := bytes.Join([][]byte{data[:start], []byte(is), data[end:]}, nil)
		if path.Ext(name) == ".toml" && !further(name, data, next) {
			continue
		}
		data = next
		done = append(done, Mended{f.Place, was, is})
	}
	return data, done
}

// offset finds a point in a text: its column counts code points.
func offset(data []byte, p diag.Point) (int, bool) {
	if p.Line < 1 || p.Column < 1 {
		return 0, false
	}
	at := 0
	for range p.Line - 1 {
		i := bytes.IndexByte(data[at:], '\n')
		if i < 0 {
			return 0, false
		}
		at += i + 1
	}
	for range p.Column - 1 {
		if at >= len(data) || data[at] == '\n' {
			return 0, false
		}
		_, n := utf8.DecodeRune(data[at:])
		at += n
	}
	return at, true
}

// meant gives what the author meant at a finding, and the stretch that it replaces; empty where that is not certain.
func meant(f diag.Finding, data []byte, start, end int) (is string, from, to int) {
	text := string(data[start:end])
	switch f.Code {
	case "toml-bool":
		if lower := strings.ToLower(text); lower == "true" || lower == "false" {
			return lower, start, end
		}
	case "toml-curly":
		return curly(text), start, end
	case "toml-equals":
		// key: "value", as in YAML and JSON
		if text == ":" && bare(string(lineUpTo(data, start))) {
			return " =", start, end
		}
	case "toml-comma":
		// 12,5 is a number with a comma where no key can follow
		if m := decimal.FindSubmatchIndex(data[:min(len(data), end+20)][max(0, start-20):]); m != nil {
			at := max(0, start-20) + m[3]
			if at <= start && start <= at+1+m[5]-m[4]+8 {
				return ".", at, at + 1
			}
		}
	case "text-invisible":
		if len(f.Args) == 1 {
			for _, r := range []rune{'\u200B', '\u2060', '\uFEFF'} {
				if f.Args[0] == fmt.Sprintf("U+%04X", r) && strings.ContainsRune(text, r) {
					return strings.ReplaceAll(text, string(r), ""), start, end
				}
			}
		}
	case "value-moment", "value-date", "value-clock":
		return unquoted(f.Code, text), start, end
	default:
		return spelling(f, text), start, end
	}
	return "", -1, -1
}

// Quoted are the codes of dates and times that stand between quotes, as programs write them that know none.
func Quoted() []string { return []string{"value-moment", "value-date", "value-clock"} }

// unquoted is a date or a time without its quotes; empty where it is none of the kind that is wanted.
func unquoted(code, text string) string {
	if len(text) < 3 || text[0] != '"' && text[0] != '\'' || text[len(text)-1] != text[0] {
		return ""
	}
	text = text[1 : len(text)-1]
	for _, layout := range map[string][]string{"value-moment": {time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339},
		"value-date": {time.DateOnly}, "value-clock": {"15:04", time.TimeOnly}}[code] {
		if _, err := time.Parse(layout, text); err == nil {
			if strings.HasSuffix(layout, "15:04") { // TOML wants the seconds
				text += ":00"
			}
			return text
		}
	}
	return ""
}

// decimal is a number with a comma in it, up to where its value ends.
var decimal = regexp.MustCompile(`=[ \t]*([0-9]+),([0-9]+)[ \t]*(?:[}\r\n#]|$)`)

// spelling gives the known name where only capitals, hyphens, underscores and blanks differ from it.
func spelling(f diag.Finding, text string) string {
	bare := strings.Trim(text, `"'`)
	if f.Nearest == "" || len(f.Args) == 0 || f.Args[0] != bare || plain(bare) != plain(f.Nearest) {
		return ""
	}
	return strings.Replace(text, bare, f.Nearest, 1)
}

func plain(name string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(name))
}

// curly gives a text between curly quotes between straight ones.
func curly(text string) string {
	const quotes = "“”„‟‘’‚‛«»‹›"
	inside := strings.Trim(text, quotes)
	first, last := strings.HasPrefix(text, inside), strings.HasSuffix(text, inside)
	if first || last || strings.ContainsAny(inside, "\"\\\n“”„«»") || utf8.RuneCountInString(text)-utf8.RuneCountInString(inside) != 2 {
		return ""
	}
	return `"` + inside + `"`
}

// lineUpTo gives what stands on a line before an offset.
func lineUpTo(data []byte, at int) []byte {
	return bytes.TrimSpace(data[bytes.LastIndexByte(data[:at], '\n')+1 : at])
}

// bare says whether a text is a key that needs no quotes.
func bare(key string) bool {
	return key != "" && strings.Trim(strings.ToLower(key), "abcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}

// further says whether a TOML text can be read at least as far as it could before, with a fault less.
func further(name string, before, after []byte) bool {
	a, b := broken(name, before), broken(name, after)
	return b == 0 || a != 0 && b >= a
}

// broken gives the line on which a text stops to be TOML; 0 where it is.
func broken(name string, data []byte) int {
	f := &source.File{Path: name, Data: data}
	for _, found := range tomlfile.Parse(f.Span(0, len(data))).Close() {
		if strings.HasPrefix(found.Code, "toml-") {
			return max(1, found.Place.Start.Line)
		}
	}
	return 0
}
