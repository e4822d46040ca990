package tomlfile

import (
	"bytes"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A Statement is one key with its value, or one header, as whole lines of a text: from the start of the line that it
// begins on to behind its last line break. TOML has one statement a line.
type Statement struct {
	Table      []string // the header that it stands under; of a header, itself
	Key        []string // below Table; none for a header
	Header     bool
	Start, End int // byte offsets, End exclusive
}

// Name is the whole name of what the statement sets or opens.
func (s Statement) Name() []string { return append(append([]string(nil), s.Table...), s.Key...) }

// Statements gives the statements of a text in their order, for who changes one and leaves all others, with their
// comments, as they are. ok is false where the text is no TOML.
func Statements(data []byte) (list []Statement, ok bool) {
	base := 0
	if bytes.HasPrefix(data, bom) {
		base = len(bom)
	}
	ix := &indexer{p: new(unstable.Parser), data: data[base:], base: base}
	ix.p.Reset(ix.data)
	var table []string
	for ix.p.NextExpression() {
		e := ix.p.Expression()
		if e.Kind == unstable.Comment {
			continue
		}
		var name []string
		var last extent
		first := -1
		for it := e.Key(); it.Next(); {
			last = ix.raw(it.Node())
			if first < 0 {
				first = last.start
			}
			if name = append(name, string(it.Node().Data)); len(name) > maxKeyPart {
				return nil, false
			}
		}
		s := Statement{Table: table, Key: name, Start: bytes.LastIndexByte(data[:first], '\n') + 1, End: last.end}
		if e.Kind == unstable.KeyValue {
			s.End = max(s.End, base+int(e.Raw.Offset+e.Raw.Length))
		} else {
			table = name
			s.Table, s.Key, s.Header = name, nil, true
		}
		s.Start = max(s.Start, base)
		if i := bytes.IndexByte(data[s.End:], '\n'); i >= 0 {
			s.End += i + 1
		} else {
			s.End = len(data)
		}
		list = append(list, s)
	}
	return list, ix.p.Error() == nil
}
