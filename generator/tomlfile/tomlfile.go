// Package tomlfile reads TOML so that every key and value knows its place. BurntSushi/toml decodes; an index
// beside it, made by another parser, knows where things stand, and is the guard that hostile input meets first.
//
// Invariants: a fault is a finding at its own place, and reading goes on; a key that nobody asked for is a
// finding when the document is closed; keys are told apart by case; no input takes more than time in
// proportion to its length.
package tomlfile

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"modestad/generator/diag"
	"modestad/generator/source"
)

// A Document is one TOML text that is being read.
type Document struct {
	file   *source.File
	root   *Table
	found  diag.List
	tables []*Table
	broken bool // no TOML: what it lacks is then no news
}

// A Table is a table of a document. Its getters record wrong types as findings and give the zero value; what
// is not there is the zero value without a finding.
type Table struct {
	doc   *Document
	path  string
	m     map[string]any
	n     *node
	asked []string
	free  bool // any key is fine
}

// Parse reads the TOML text in a span. Where it cannot be read, the document is empty and its findings say why.
func Parse(s source.Span) *Document {
	d := &Document{file: s.File}
	data := s.File.Data[s.Start:s.End]
	d.root = d.table("", map[string]any{}, &node{val: extent{s.Start, s.Start}})
	if i := invalid(data); i >= 0 {
		d.find(extent{s.Start + i, s.Start + i + 1}, "toml-encoding")
		return d
	}
	if bytes.HasPrefix(data, bom) {
		data, s.Start = data[len(bom):], s.Start+len(bom)
	}
	ix, root, fault, err := index(data, s.Start)
	if errors.Is(err, errDepth) || err != nil && !mild(data) {
		d.find(fault, "toml-depth")
		return d
	}
	m, derr := ix.decode(root)
	if derr != nil {
		var pe toml.ParseError
		if errors.As(derr, &pe) {
			start := max(0, min(pe.Position.Start, len(data)))
			for start > 0 && start < len(data) && !utf8.RuneStart(data[start]) {
				start-- // the decoder's place may be inside a character
			}
			at := extent{start, min(start+max(1, pe.Position.Len), max(len(data), start+1))}
			f := slip(pe.Message, data, at)
			d.find(extent{s.Start + f.at.start, s.Start + f.at.end}, f.code, f.args...)
			return d
		}
		d.find(fault, "toml-syntax", derr.Error())
		return d
	}
	if err != nil {
		d.find(fault, "toml-syntax", strings.TrimPrefix(err.Error(), "toml: "))
		return d
	}
	*d.root = Table{doc: d, m: m, n: root, asked: d.root.asked}
	return d
}

var bom = []byte("\uFEFF")

// mild says whether a text that the index refused may still be shown to the decoder, whose words for a slip
// are the better ones, without danger: no deep nesting and no long dotted key.
func mild(data []byte) bool {
	return len(data) < 1<<20 && bytes.Count(data, []byte("[")) < 2000 && bytes.Count(data, []byte("{")) < 2000 &&
		bytes.Count(data, []byte(".")) < 5000
}

func (d *Document) table(path string, m map[string]any, n *node) *Table {
	if n.table == nil {
		most := 10 // keys that readers of a table ask for
		if path == "" {
			most = 48
		}
		n.table = &Table{doc: d, path: path, m: m, n: n, asked: make([]string, 0, most)}
		d.tables = append(d.tables, n.table)
	}
	return n.table
}

func (d *Document) span(e extent) source.Span { return d.file.Span(e.start, e.end) }

// find records why the text cannot be read.
func (d *Document) find(e extent, code string, args ...any) {
	d.broken = true
	d.found.Add(d.span(e).Find(code, args...))
}

// Root gives the document's own table.
func (d *Document) Root() *Table { return d.root }

// maxUnknown is how many keys of a file are named that nobody asked for: more are of no help, and a file could be full
// of them.
const maxUnknown = 200

// Close reports the keys that nobody asked for, the first of them, and gives all findings of the document.
func (d *Document) Close() diag.List {
	unknown := 0
	for _, t := range d.tables {
		if t.free {
			continue
		}
		for _, k := range t.n.kids {
			if _, there := t.m[k.name]; there && !slices.Contains(t.asked, k.name) {
				if unknown++; unknown > maxUnknown {
					return d.found
				}
				f := d.span(k.key).Find("key-unknown", k.name).Near(k.name, t.asked)
				d.found.Add(f)
			}
		}
	}
	return d.found
}

// Broken says whether the text could not be read, so that nothing follows from what its tables lack.
func (d *Document) Broken() bool { return d.broken }

// Find records a finding at a key's value, or at the table itself where it has no such key.
func (t *Table) Find(key, code string, args ...any) { t.Add(t.At(key).Find(code, args...)) }

// Add records findings that were made elsewhere. In a document that could not be read they would follow from that
// alone, and are dropped.
func (t *Table) Add(f ...diag.Finding) {
	if !t.doc.broken {
		t.doc.found.Add(f...)
	}
}

// At is the place of a key's value; the place of the table itself where it has no such key.
func (t *Table) At(key string) source.Span {
	if k := t.n.kid(key); k != nil {
		return t.doc.span(k.val)
	}
	return t.Span()
}

// KeyAt is the place of a key itself; the place of the table where it has no such key.
func (t *Table) KeyAt(key string) source.Span {
	if k := t.n.kid(key); k != nil {
		return t.doc.span(k.key)
	}
	return t.Span()
}

// Span is the place of the table: its header, or the value of its key; the file as such for a document's own.
func (t *Table) Span() source.Span {
	if t.path == "" && t.n.key == (extent{}) {
		return t.doc.file.Whole()
	}
	return t.doc.span(t.n.val)
}

// Has says whether the key is there, and counts as asking for it.
func (t *Table) Has(key string) bool {
	_, ok := t.ask(key)
	return ok
}

// Keys gives the keys there are, in the order of the document.
func (t *Table) Keys() []string {
	out := make([]string, 0, len(t.n.kids))
	for _, k := range t.n.kids {
		if _, ok := t.m[k.name]; ok {
			out = append(out, k.name)
		}
	}
	return out
}

// Free says that any further key is fine.
func (t *Table) Free() { t.free = true }

// Raw gives the decoded values as they are, and asks for all of them.
func (t *Table) Raw() map[string]any {
	t.free = true
	t.doc.decoded(t.m)
	return t.m
}

// ask gives a value; in a table, or a list of them, nodes may stand for long texts.
func (t *Table) ask(key string) (any, bool) {
	t.noted(key)
	v, ok := t.m[key]
	if n, long := v.(*node); long {
		return string(t.doc.text(n)), ok
	}
	return v, ok
}

// noted notes that a key was asked for.
func (t *Table) noted(key string) {
	if !slices.Contains(t.asked, key) {
		t.asked = append(t.asked, key)
	}
}

// scalar reads a value of one type.
func scalar[T any](t *Table, key, code string) (T, bool) {
	var zero T
	v, ok := t.ask(key)
	if !ok {
		return zero, false
	}
	s, ok := v.(T)
	if !ok {
		t.Find(key, code, key)
	}
	return s, ok
}

// Block reads text that may have several lines.
func (t *Table) Block(key string) string {
	s, _ := scalar[string](t, key, "value-text")
	if i := strings.IndexFunc(s, controlInBlock); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		t.Find(key, "text-control", key, codePoint(r))
		return ""
	}
	return s
}

func controlInBlock(r rune) bool { return control(r) && r != '\n' && r != '\t' && r != '\r' }

// Text reads text that may have several lines, as a span in which places can be found: in the file itself where
// the text stands there as it is, else in a detached copy. It is empty where the key lacks.
func (t *Table) Text(key string) source.Span {
	if n, long := t.m[key].(*node); long && bytes.IndexFunc(t.doc.text(n), controlInBlock) < 0 {
		t.noted(key)
		return t.doc.span(n.text)
	}
	s := t.Block(key)
	at := t.At(key)
	if s == "" {
		return source.Span{}
	}
	raw := t.doc.file.Data[at.Start:at.End]
	for _, quote := range []string{`"""`, "'''", `"`, "'"} {
		if !bytes.HasPrefix(raw, []byte(quote)) {
			continue
		}
		start := len(quote)
		if len(quote) == 3 && bytes.HasPrefix(raw[start:], []byte("\n")) {
			start++
		}
		if len(raw) >= start+len(s) && string(raw[start:start+len(s)]) == s {
			return t.doc.file.Span(at.Start+start, at.Start+start+len(s))
		}
		break
	}
	copied := source.Detached(at, []byte(s))
	return copied.Span(0, len(s))
}

// Line reads text of one line: no control character, and none that cannot be seen or that turns the direction
// of writing (CVE-2021-42574).
func (t *Table) Line(key string) string {
	s, _ := scalar[string](t, key, "value-text")
	return t.checkLine(key, s, t.At(key))
}

func (t *Table) checkLine(key, s string, at source.Span) string {
	for _, r := range s {
		switch {
		case control(r):
			t.doc.found.Add(at.Find("text-control", key, codePoint(r)))
			return ""
		case invisible(r):
			t.doc.found.Add(at.Find("text-invisible", codePoint(r)))
			return ""
		}
	}
	// The decoder's strings are pieces of a copy of the whole document, which nothing should hold on to.
	return strings.Clone(strings.TrimSpace(s))
}

// Ref reads a name of something else, with its place. The zero Ref is none.
func (t *Table) Ref(key string) source.Ref {
	if s := t.Line(key); s != "" {
		return source.Ref{ID: s, At: t.At(key)}
	}
	return source.Ref{}
}

// Refs reads a list of names, each with its place.
func (t *Table) Refs(key string) []source.Ref {
	v, ok := t.ask(key)
	if !ok {
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		t.Find(key, "value-list", key)
		return nil
	}
	out := make([]source.Ref, 0, len(list))
	for i, v := range list {
		at := t.itemAt(key, i)
		s, ok := v.(string)
		if !ok {
			t.doc.found.Add(at.Find("value-text", key))
			continue
		}
		if s = t.checkLine(key, s, at); s != "" {
			out = append(out, source.Ref{ID: s, At: at})
		}
	}
	return out
}

// Lines reads a list of texts of one line.
func (t *Table) Lines(key string) []string {
	var out []string
	for _, r := range t.Refs(key) {
		out = append(out, r.ID)
	}
	return out
}

func (t *Table) itemAt(key string, i int) source.Span {
	if k := t.n.kid(key); k != nil && i < len(k.items) {
		return t.doc.span(k.items[i].val)
	}
	return t.At(key)
}

// An Item is one element of a list, as it was decoded, with its place.
type Item struct {
	Value any
	At    source.Span
}

// Items reads a list of anything.
func (t *Table) Items(key string) []Item {
	v, ok := t.Any(key)
	if !ok {
		return nil
	}
	var list []any
	switch v := v.(type) {
	case []any:
		list = v
	case []map[string]any:
		for _, m := range v {
			list = append(list, m)
		}
	default:
		t.Find(key, "value-list", key)
		return nil
	}
	out := make([]Item, len(list))
	for i, v := range list {
		out[i] = Item{v, t.itemAt(key, i)}
	}
	return out
}

// Any gives a value as it was decoded.
func (t *Table) Any(key string) (any, bool) {
	v, ok := t.ask(key)
	return t.doc.decoded(v), ok
}

// Bool reads true or false.
func (t *Table) Bool(key string) (value, ok bool) { return scalar[bool](t, key, "value-bool") }

// Int reads a whole number.
func (t *Table) Int(key string) (int, bool) {
	n, ok := scalar[int64](t, key, "value-integer")
	return int(n), ok
}

// Number reads a number, whole or not; infinity and NaN are none.
func (t *Table) Number(key string) (float64, bool) {
	v, ok := t.ask(key)
	if !ok {
		return 0, false
	}
	if n, ok := Number(v); ok {
		return n, true
	}
	t.Find(key, "value-number", key)
	return 0, false
}

// Number gives a decoded value as a number, where it is one.
func Number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, !math.IsInf(v, 0) && !math.IsNaN(v)
	}
	return 0, false
}

// Table reads a table; nil where it lacks.
func (t *Table) Table(key string) *Table {
	v, ok := t.ask(key)
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	k := t.n.kid(key)
	if !ok || k == nil {
		t.Find(key, "value-table", key)
		return nil
	}
	return t.doc.table(t.path+"."+key, m, k)
}

// Tables reads an array of tables, as [[key]] or as a list of inline tables.
func (t *Table) Tables(key string) []*Table {
	v, ok := t.ask(key)
	if !ok {
		return nil
	}
	k := t.n.kid(key)
	var maps []map[string]any
	switch v := v.(type) {
	case []map[string]any:
		maps = v
	case []any:
		for i, e := range v {
			m, ok := e.(map[string]any)
			if !ok {
				t.doc.found.Add(t.itemAt(key, i).Find("value-table", key))
				return nil
			}
			maps = append(maps, m)
		}
	default:
		t.Find(key, "value-tables", key)
		return nil
	}
	var out []*Table
	for i, m := range maps {
		if k != nil && i < len(k.items) {
			out = append(out, t.doc.table(t.path+"."+key, m, k.items[i]))
		}
	}
	return out
}

// Document gives the document that the table belongs to.
func (t *Table) Document() *Document { return t.doc }

// Asked says whether somebody asked for a key.
func (t *Table) Asked(key string) bool { return slices.Contains(t.asked, key) }

// Peek gives a decoded value without asking for it.
func (t *Table) Peek(key string) any { return t.doc.decoded(t.m[key]) }

// Path is the place of the value that keys lead to, table by table; of the nearest table where they lead nowhere.
func (t *Table) Path(keys ...string) source.Span {
	n := t.n
	for _, k := range keys {
		next := n.kid(k)
		if next == nil {
			break
		}
		n = next
	}
	if n == t.n {
		return t.Span()
	}
	return t.doc.span(n.val)
}
