package markdown

import (
	"slices"
	"strings"

	"modestad/generator/directive"
)

// attributeNames are those that an author may give.
var attributeNames = []string{"id", "class", "lang", "dir"}

// A pair is one attribute as it was written.
type pair struct {
	name, value string
	start, end  int
}

// attributesSize gives the length of the attributes that a line begins with, or 0 where it begins with none.
func attributesSize(line []byte) int {
	_, size := scanAttributes(line)
	return size
}

// scanAttributes reads {#id .class name=value name="value"}. Anything else is text, and its size is 0.
func scanAttributes(line []byte) (pairs []pair, size int) {
	if len(line) == 0 || line[0] != '{' {
		return nil, 0
	}
	for i := 1; i < len(line); {
		start := i
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			i++
		case c == '}':
			if len(pairs) == 0 {
				return nil, 0
			}
			return pairs, i + 1
		case c == '#' || c == '.':
			for i++; i < len(line) && attributeByte(line[i]); i++ {
			}
			name := "id"
			if c == '.' {
				name = "class"
			}
			pairs = append(pairs, pair{name, string(line[start+1 : i]), start, i})
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			for i < len(line) && attributeByte(line[i]) {
				i++
			}
			name := string(line[start:i])
			if i >= len(line) || line[i] != '=' {
				return nil, 0
			}
			i++
			var value string
			if i < len(line) && line[i] == '"' {
				end := i + 1
				for end < len(line) && line[end] != '"' {
					end++
				}
				if end >= len(line) {
					return nil, 0
				}
				value, i = string(line[i+1:end]), end+1
			} else {
				from := i
				for i < len(line) && attributeByte(line[i]) {
					i++
				}
				value = string(line[from:i])
			}
			pairs = append(pairs, pair{name, value, start, i})
		default:
			return nil, 0
		}
	}
	return nil, 0
}

func attributeByte(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || '0' <= b && b <= '9' || b == '-' || b == '_' || b == ':' || b >= 0x80
}

// parseAttributes reads and checks the attributes that a line begins with; at is the line's offset.
func parseAttributes(line []byte, at int, state *reading) (*attributes, int) {
	pairs, size := scanAttributes(line)
	if size == 0 {
		return nil, 0
	}
	out := &attributes{}
	for _, p := range pairs {
		ok := true
		switch p.name {
		case "id":
			ok = directive.ID(p.value) && out.id == ""
			out.id = p.value
		case "class":
			for class := range strings.FieldsSeq(p.value) {
				if !directive.ID(class) || state.classes != nil && !slices.Contains(state.classes, class) {
					ok = false
					continue
				}
				out.class = strings.TrimSpace(out.class + " " + class)
			}
		case "lang":
			ok = languageTag(p.value)
			out.lang = p.value
		case "dir":
			ok = p.value == "ltr" || p.value == "rtl" || p.value == "auto"
			out.dir = p.value
		default:
			state.faults = append(state.faults, fault{code: "attribute-unknown", start: at + p.start, end: at + p.end,
				args: []any{p.name}, unknown: p.name, known: attributeNames})
			continue
		}
		if ok {
			continue
		}
		state.fault("attribute-value", at+p.start, at+p.end, p.name, p.value)
		switch p.name {
		case "id":
			out.id = ""
		case "lang":
			out.lang = ""
		case "dir":
			out.dir = ""
		}
	}
	return out, size
}

// languageTag says whether s has the shape of a language tag (RFC 5646, section 2.1): parts of letters and digits,
// the first of two or three letters.
func languageTag(s string) bool {
	if len(s) > 35 {
		return false
	}
	first := true
	for part := range strings.SplitSeq(s, "-") {
		if len(part) < 1 || len(part) > 8 || first && (len(part) < 2 || len(part) > 3) {
			return false
		}
		for i := range len(part) {
			b := part[i]
			letter := 'a' <= b|0x20 && b|0x20 <= 'z'
			if !letter && (first || b < '0' || b > '9') {
				return false
			}
		}
		first = false
	}
	return true
}
