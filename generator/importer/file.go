package importer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/diag"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// mark begins the comment that records what the import wrote.
const mark = "# imported:"

// A known is an event file that is there.
type known struct {
	file     *source.File
	values   map[string]any
	uid      string
	imported bool              // it has the comment
	written  map[string]string // digests of the groups as the import wrote them
}

func read(f *source.File) (*known, diag.List) {
	doc := tomlfile.Parse(f.Span(0, len(f.Data)))
	doc.Root().Free()
	if found := doc.Close(); len(found) > 0 {
		return nil, found
	}
	k := &known{file: f, values: doc.Root().Raw(), written: map[string]string{}}
	k.uid, _ = k.values["source_uid"].(string)
	for l := range bytes.Lines(f.Data) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(string(l)), mark); ok {
			k.imported = true
			for _, x := range strings.Fields(rest) {
				if name, digest, ok := strings.Cut(x, "="); ok {
					k.written[name] = digest
				}
			}
			break
		}
	}
	return k, nil
}

// last is the last day that the file's event is known to be on; the end of time where it repeats.
func (k *known) last() civil.Date {
	if _, ok := k.values["repeat"]; ok {
		return civil.Date{Year: 9999, Month: 12, Day: 31}
	}
	for _, key := range []string{"end", "start"} {
		if m, ok := tomlfile.MomentOf(k.values[key]); ok {
			return m.Local.Date
		}
	}
	return civil.Date{}
}

func (k *known) status() string {
	s, _ := k.values["status"].(string)
	return s
}

// title is the first that the file's languages have.
func (k *known) title() string {
	for _, name := range slices.Sorted(maps.Keys(k.values)) {
		if t, ok := k.values[name].(map[string]any); ok {
			if s, ok := t["title"].(string); ok {
				return s
			}
		}
	}
	return ""
}

// parts splits the name of a group into the language that it is under and what it is.
func parts(name string) (table, what string) {
	if lang, what, ok := strings.Cut(name, "."); ok {
		return lang, what
	}
	return "", name
}

// digest tells the values of a group from others; empty where the group has none. It does not see how they are
// written.
func digest(values map[string]any, name string) string {
	table, what := parts(name)
	if table != "" {
		values, _ = values[table].(map[string]any)
	}
	has := map[string]any{}
	for _, key := range groupKeys[what] {
		if v, ok := values[key]; ok {
			has[key] = v
		}
	}
	if len(has) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(canonical(has)))
	return hex.EncodeToString(sum[:4])
}

// digests gives those of the groups as the calendar has them.
func (d draft) digests() map[string]string {
	var b strings.Builder
	tables := ""
	for _, g := range d.groups {
		if g.table == "" {
			writeLines(&b, g.lines, 0)
			tables += g.tables
		}
	}
	b.WriteString(tables + "[" + d.lang + "]\n")
	for _, g := range d.groups {
		if g.table != "" {
			writeLines(&b, g.lines, 0)
		}
	}
	out := map[string]string{}
	k, found := read(&source.File{Data: []byte(b.String())})
	for _, g := range d.groups {
		if len(found) == 0 {
			out[g.name] = digest(k.values, g.name)
		}
	}
	return out
}

// record writes the comment.
func record(digests map[string]string) string {
	b := []byte(mark)
	for _, name := range slices.Sorted(maps.Keys(digests)) {
		if digests[name] != "" {
			b = append(b, " "+name+"="+digests[name]...)
		}
	}
	return string(b)
}

// update gives the file with what the calendar changed, and names the groups that followed it, and those that stayed
// a person's though the calendar has something else.
func (k *known) update(d draft) (data []byte, updated, kept []string) {
	wanted := d.digests()
	written := maps.Clone(k.written)
	data = k.file.Data
	for _, g := range d.groups {
		now, was, is := digest(k.values, g.name), k.written[g.name], wanted[g.name]
		if now == is {
			continue
		}
		if !k.imported || now != was {
			if is != was {
				kept = append(kept, g.name)
			}
			continue
		}
		next, ok := replace(data, g)
		if !ok || !onlyChanged(data, next, g.name, is) {
			kept = append(kept, g.name)
			continue
		}
		data, written[g.name] = next, is
		updated = append(updated, g.name)
	}
	if len(updated) > 0 {
		data = rerecord(data, record(written))
	}
	return data, updated, kept
}

// rerecord puts the comment in the place of the one that is there.
func rerecord(data []byte, comment string) []byte {
	var out []byte
	done := false
	for l := range bytes.Lines(data) {
		if !done && strings.HasPrefix(strings.TrimSpace(string(l)), mark) {
			done = true
			l = append([]byte(comment), l[len(bytes.TrimRight(l, "\r\n")):]...)
		}
		out = append(out, l...)
	}
	return out
}

// replace takes the statements of a group out of a text and puts its new ones in.
func replace(data []byte, g group) ([]byte, bool) {
	list, ok := tomlfile.Statements(data)
	if !ok {
		return nil, false
	}
	table, what := parts(g.name)
	ours := func(s tomlfile.Statement) bool {
		name := s.Name()
		if table != "" {
			if name[0] != table {
				return false
			}
			name = name[1:]
		}
		return len(name) > 0 && slices.Contains(groupKeys[what], name[0])
	}
	top, tables := -1, -1 // where new keys and new tables go
	after := -1           // behind the last other key of the table
	for _, s := range list {
		under := strings.Join(s.Table, ".")
		switch {
		case ours(s) && (s.Header || len(s.Table) > 0 && table == ""):
			if tables < 0 {
				tables = s.Start
			}
		case ours(s):
			if top < 0 {
				top = s.Start
			}
		case under == table && (!s.Header || table != ""):
			after = s.End
		}
	}
	if top < 0 {
		top = after
	}
	if top < 0 && table == "" {
		if top = 0; len(list) > 0 {
			top = list[0].Start
		}
	}
	if top < 0 {
		return nil, false // the language has no table: a person took it away
	}
	if tables < 0 {
		if tables = after; after < top {
			tables = top
		}
	}
	width := 0 // as the keys around them are written
	for _, s := range list {
		if !s.Header && strings.Join(s.Table, ".") == table && len(s.Key) == 1 {
			width = max(width, bytes.IndexByte(data[s.Start:s.End], '=')-1)
		}
	}
	var lines strings.Builder
	writeLines(&lines, g.lines, min(width, 24))
	var out []byte
	at := 0
	put := func(to int) {
		out = append(out, data[at:to]...)
		if n := len(out); n > 0 && out[n-1] != '\n' {
			out = append(out, '\n')
		}
		at = to
	}
	emitTop := func() { out = append(out, lines.String()...) }
	emitTables := func() {
		if g.tables == "" {
			return
		}
		if n := len(out); n > 1 && out[n-2] != '\n' {
			out = append(out, '\n')
		}
		out = append(out, g.tables...)
		out = append(out, '\n')
	}
	doneTop, doneTables := false, false
	for _, s := range append(list, tomlfile.Statement{Start: len(data), End: len(data), Header: true}) {
		last := s.Start == len(data) && s.End == len(data)
		if !doneTop && top <= s.Start {
			put(top)
			emitTop()
			doneTop = true
		}
		if !doneTables && tables <= s.Start {
			put(max(tables, at))
			emitTables()
			doneTables = true
		}
		if !last && ours(s) {
			put(s.Start)
			at = s.End
		}
	}
	return append(out, data[at:]...), true
}

// onlyChanged says whether a text became what was meant: the group has the wanted values, and all else is the same.
func onlyChanged(before, after []byte, name, wanted string) bool {
	a, found := read(&source.File{Data: before})
	b, more := read(&source.File{Data: after})
	if len(found)+len(more) > 0 || digest(b.values, name) != wanted {
		return false
	}
	return without(a.values, name) == without(b.values, name)
}

// without gives all values but a group's as one text.
func without(values map[string]any, name string) string {
	table, what := parts(name)
	values = maps.Clone(values)
	if table != "" {
		under, _ := values[table].(map[string]any)
		under = maps.Clone(under)
		for _, key := range groupKeys[what] {
			delete(under, key)
		}
		values[table] = under
	} else {
		for _, key := range groupKeys[what] {
			delete(values, key)
		}
	}
	return canonical(values)
}

// canonical writes a value the same way on every machine, however the file writes it.
func canonical(v any) string {
	var b strings.Builder
	var write func(v any)
	write = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			b.WriteByte('{')
			for _, key := range slices.Sorted(maps.Keys(v)) {
				fmt.Fprintf(&b, "%q:", key)
				write(v[key])
				b.WriteByte(',')
			}
			b.WriteByte('}')
		case []map[string]any:
			b.WriteByte('[')
			for _, x := range v {
				write(x)
				b.WriteByte(',')
			}
			b.WriteByte(']')
		case []any:
			b.WriteByte('[')
			for _, x := range v {
				write(x)
				b.WriteByte(',')
			}
			b.WriteByte(']')
		case time.Time:
			switch m, ok := tomlfile.MomentOf(v); {
			case !ok:
				b.WriteString(v.Format(time.TimeOnly))
			case m.Kind == tomlfile.OffsetTime:
				b.WriteString(v.UTC().Format(time.RFC3339))
			case m.Kind == tomlfile.DateOnly:
				b.WriteString(m.Local.Date.String())
			default:
				b.WriteString(m.Local.String())
			}
		default:
			fmt.Fprintf(&b, "%#v", v)
		}
	}
	write(v)
	return b.String()
}
