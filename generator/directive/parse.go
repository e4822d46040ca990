package directive

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Fault is one thing that is wrong with the arguments. Code is that of the finding it becomes, Args what the
// finding names; Known, where it is not nil, holds the names among which Unknown was to be.
type Fault struct {
	Code       string
	Args       []any
	Unknown    string
	Known      []string
	Start, End int
}

// maxArguments is the longest fence that is read, in bytes: lists are searched, so their length is bounded.
const maxArguments = 4 << 10

// Parse reads the arguments of a directive: key="value", key='value' (without escapes), key=value, and bare words.
// Within double quotes \" \\ \n \t \uXXXX and \UXXXXXXXX mean what they do in TOML.
func Parse(spec *Spec, args string) (Values, []Fault) {
	p := parser{spec: spec, in: args}
	if len(args) > maxArguments {
		p.fault("directive-argument", 0, len(args), strings.ToValidUTF8(args[:40], "")+"…")
		return nil, p.faults
	}
	for p.blanks(); p.at < len(p.in); p.blanks() {
		p.argument()
	}
	p.check()
	return p.out, p.faults
}

type parser struct {
	spec   *Spec
	in     string
	at     int
	out    Values
	faults []Fault
}

func (p *parser) fault(code string, start, end int, args ...any) {
	p.faults = append(p.faults, Fault{Code: code, Args: args, Start: start, End: end})
}

func (p *parser) unknown(start, end int, name string, known []string) {
	p.faults = append(p.faults, Fault{Code: "directive-parameter-unknown", Args: []any{p.spec.Name, name},
		Unknown: name, Known: known, Start: start, End: end})
}

func (p *parser) blanks() {
	for p.at < len(p.in) && (p.in[p.at] == ' ' || p.in[p.at] == '\t' || p.in[p.at] == '\r' || p.in[p.at] == '\n') {
		p.at++
	}
}

// argument reads one argument and always moves on.
func (p *parser) argument() {
	start := p.at
	word := p.word()
	if word == "" {
		end := p.stray()
		p.fault("directive-argument", start, end, p.in[start:end])
		return
	}
	end := p.at
	p.blanks()
	if p.at >= len(p.in) || p.in[p.at] != '=' {
		p.at = end
		p.bareWord(word, start, end)
		return
	}
	p.at++
	p.blanks()
	from := p.at
	value, ok := p.value()
	if !ok {
		p.fault("directive-argument", start, p.at, p.in[start:p.at])
		return
	}
	param := p.spec.Param(word)
	if param == nil || param.Bare {
		p.unknown(start, end, word, p.named())
		return
	}
	p.add(param, value, start, from, p.at)
}

// word reads letters, digits and what may join them; a bare word and a key look alike.
func (p *parser) word() string {
	start := p.at
	for p.at < len(p.in) && wordByte(p.in[p.at]) {
		p.at++
	}
	return p.in[start:p.at]
}

func wordByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '-' || b == '_' || b == '.' || b == '/'
}

// stray moves past what cannot begin an argument, up to the next blank.
func (p *parser) stray() int {
	for p.at < len(p.in) && p.in[p.at] != ' ' && p.in[p.at] != '\t' {
		p.at++
	}
	return p.at
}

func (p *parser) value() (string, bool) {
	if p.at >= len(p.in) {
		return "", false
	}
	switch p.in[p.at] {
	case '"':
		return p.quoted()
	case '\'':
		end := strings.IndexByte(p.in[p.at+1:], '\'')
		if end < 0 {
			p.at = len(p.in)
			return "", false
		}
		value := p.in[p.at+1 : p.at+1+end]
		p.at += end + 2
		return value, true
	}
	start := p.at
	end := p.stray()
	value := p.in[start:end]
	return value, value != "" && !strings.ContainsAny(value, "\"'=“”‘’«»")
}

func (p *parser) quoted() (string, bool) {
	var b strings.Builder
	for p.at++; p.at < len(p.in); {
		switch c := p.in[p.at]; c {
		case '"':
			p.at++
			if p.at < len(p.in) && p.in[p.at] != ' ' && p.in[p.at] != '\t' {
				p.stray()
				return "", false
			}
			return b.String(), true
		case '\\':
			r, size := escape(p.in[p.at:])
			if size == 0 {
				p.at = len(p.in)
				return "", false
			}
			b.WriteRune(r)
			p.at += size
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	return "", false
}

// escape reads one escape sequence and gives its size in bytes, or 0.
func escape(s string) (rune, int) {
	if len(s) < 2 {
		return 0, 0
	}
	digits := 0
	switch s[1] {
	case '"', '\\':
		return rune(s[1]), 2
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || len(s) < 2+digits {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil || n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, 0
	}
	return rune(n), 2 + digits
}

func (p *parser) bareWord(word string, start, end int) {
	if param := p.spec.Param(word); param != nil && param.Type == Flag {
		p.add(param, "", start, start, end)
		return
	}
	param := p.spec.bare()
	if param == nil {
		if param := p.spec.Param(word); param != nil {
			p.fault("directive-parameter-value", start, end, word, "", param.wants())
			return
		}
		p.unknown(start, end, word, p.named())
		return
	}
	if !ID(word) {
		p.fault("directive-parameter-value", start, end, param.Name, word, param.wants())
		return
	}
	item := Item{word, start, end}
	for i := range p.out {
		if p.out[i].Param != param {
			continue
		}
		if slices.ContainsFunc(p.out[i].List, func(o Item) bool { return o.Text == word }) {
			p.fault("directive-parameter-double", start, end, word)
			return
		}
		p.out[i].List = append(p.out[i].List, item)
		p.out[i].End = end
		return
	}
	p.out = append(p.out, Value{Param: param, List: []Item{item}, Start: start, End: end})
}

// add checks a value against its parameter; key is where the name stands, start and end where the value does.
func (p *parser) add(param *Param, text string, key, start, end int) {
	if p.out.Has(param.Name) {
		p.fault("directive-parameter-double", key, end, param.Name)
		return
	}
	v := Value{Param: param, Text: text, Start: start, End: end}
	ok := true
	switch param.Type {
	case Text:
		ok = strings.TrimSpace(text) != "" && utf8.ValidString(text)
	case Integer:
		n, err := strconv.Atoi(text)
		ok = err == nil && n >= param.Min && n <= param.Max
		v.Number = n
	case Flag:
		ok = text == "" || text == "true"
	case Enum:
		ok = slices.Contains(param.Values, text)
	case Path:
		ok = LocalPath(text)
	case Anchor, Name:
		ok = ID(text)
	case Names:
		v.List, ok = p.names(text, start, end)
		v.Text = ""
	}
	if !ok {
		f := Fault{Code: "directive-parameter-value", Args: []any{param.Name, text, param.wants()}, Start: start, End: end}
		if param.Type == Enum {
			f.Unknown, f.Known = text, param.Values
		}
		p.faults = append(p.faults, f)
		return
	}
	p.out = append(p.out, v)
}

// names splits a list at its commas. An item's place is exact where the list holds no escapes.
func (p *parser) names(text string, start, end int) ([]Item, bool) {
	var out []Item
	offset := start
	if strings.HasPrefix(p.in[start:], `"`) || strings.HasPrefix(p.in[start:], "'") {
		offset++
	}
	exact := strings.HasPrefix(p.in[offset:end], text)
	at := 0
	for part := range strings.SplitSeq(text, ",") {
		id := strings.TrimSpace(part)
		if !ID(id) || slices.ContainsFunc(out, func(o Item) bool { return o.Text == id }) {
			return nil, false
		}
		item := Item{id, start, end}
		if exact {
			item.Start = offset + at + strings.Index(part, id)
			item.End = item.Start + len(id)
		}
		out = append(out, item)
		at += len(part) + 1
	}
	return out, true
}

// check finds what is missing. A parameter that was given wrongly has had its fault and is not missing, nor is anything
// where what stands there could not be read.
func (p *parser) check() {
	for i := range p.spec.Params {
		param := &p.spec.Params[i]
		if param.Required && !p.out.Has(param.Name) && !p.faulted(param.Name) {
			p.fault("directive-parameter-missing", 0, len(p.in), p.spec.Name, strings.ReplaceAll(param.Form(), `"`, "'"))
		}
	}
	given, faulted := 0, false
	for _, name := range p.spec.Exclusive {
		if p.out.Has(name) {
			given++
		}
		faulted = faulted || p.faulted(name)
	}
	if len(p.spec.Exclusive) > 0 && (given > 1 || given == 0 && !faulted) {
		p.fault("directive-exclusive", 0, len(p.in), p.spec.Name, strings.Join(p.spec.Exclusive, " | "))
	}
}

// faulted says whether a fault may be that of a parameter: one of its own, that of a name that is a slip away from its
// name, or an argument that cannot be read.
func (p *parser) faulted(name string) bool {
	return slices.ContainsFunc(p.faults, func(f Fault) bool {
		switch f.Code {
		case "directive-parameter-unknown":
			return slip(f.Unknown, name)
		case "directive-argument":
			return true
		}
		return f.Args[0] == name
	})
}

// slip says whether two words differ by one letter that is wrong, lacks or is too many, or by two that changed places.
func slip(a, b string) bool {
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	a, b = a[start:], b[start:]
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// named gives the names that may be written on the fence.
func (p *parser) named() []string {
	var out []string
	for _, param := range p.spec.Params {
		if !param.Bare {
			out = append(out, param.Name)
		}
	}
	return out
}

// maxID is the longest id that the content model allows, in bytes.
const maxID = 64

// ID says whether s is an id of the content model: [a-z0-9]+(-[a-z0-9]+)*, at most 64 characters.
func ID(s string) bool {
	if s == "" || len(s) > maxID || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		b := s[i]
		switch {
		case 'a' <= b && b <= 'z', '0' <= b && b <= '9':
		case b == '-' && s[i-1] != '-':
		default:
			return false
		}
	}
	return true
}

// LocalPath says whether s names a file at or below the text's own folder: relative, clean, with slashes, and of
// characters that mean the same on every system and in an address.
func LocalPath(s string) bool {
	if s == "" || len(s) > 255 || s[0] == '/' || path.Clean(s) != s || s == ".." || s == "." || strings.HasPrefix(s, "../") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == utf8.RuneError || strings.ContainsRune(`\:*?"<>|%#`, r)
	})
}
