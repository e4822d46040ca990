package tomlfile

import (
	"bytes"
	"errors"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"
)

// A node is where a key and its value stand in a document. Tables have kids, arrays have items.
type node struct {
	name     string
	key, val extent
	kids     []*node
	byName   map[string]*node // only where there are many kids
	items    []*node
	table    *Table // once somebody asked for it
	text     extent // of a long text that stands in the document as it is, between its quotation marks
}

// An extent is a stretch of a file, in byte offsets; End is exclusive.
type extent struct{ start, end int }

const (
	maxDepth   = 8  // tables in tables, arrays in arrays
	maxKeyPart = 8  // parts of one dotted key
	manyKids   = 12 // from here on, a map finds a kid
	longText   = 48 // from here on, a text is not shown to the decoder
)

var errDepth = errors.New("nested too deep")

func (n *node) kid(name string) *node {
	if n.byName != nil {
		return n.byName[name]
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

func (ix *indexer) add(n *node, name string) *node {
	k := ix.node()
	k.name = name
	n.kids = append(n.kids, k)
	if n.byName == nil && len(n.kids) > manyKids {
		n.byName = make(map[string]*node, 2*len(n.kids))
		for _, o := range n.kids {
			n.byName[o.name] = o
		}
	} else if n.byName != nil {
		n.byName[name] = k
	}
	return k
}

// An indexer walks a document with a parser that knows places, and builds the tree of nodes. It is also the
// guard that stands before the decoder: it takes time in proportion to the input, refuses deep nesting and
// long dotted keys, and does not recurse deeper than maxDepth itself.
type indexer struct {
	p    *unstable.Parser
	data []byte
	base int      // offset of data in its file
	long []extent // the texts of nodes that have one, in the order of the document
	free []node   // the next nodes
}

// node gives a new node. They are made some at a time: a document of a hundred lines has about as many.
func (ix *indexer) node() *node {
	if len(ix.free) == 0 {
		ix.free = make([]node, 16)
	}
	n := &ix.free[0]
	ix.free = ix.free[1:]
	return n
}

// parsers are at hand for the next document.
var parsers = sync.Pool{New: func() any { return new(unstable.Parser) }}

// index gives the root of the tree. errSpan is where a fault stands, as offsets into the file.
func index(data []byte, base int) (ix *indexer, root *node, fault extent, err error) {
	ix = &indexer{p: parsers.Get().(*unstable.Parser), data: data, base: base}
	defer func() {
		ix.p.Reset(nil)
		parsers.Put(ix.p)
		ix.p = nil
	}()
	root = &node{val: extent{base, base}}
	ix.p.Reset(data)
	at := root
	for ix.p.NextExpression() {
		switch e := ix.p.Expression(); e.Kind {
		case unstable.Table:
			at, fault, err = ix.header(root, e, false)
		case unstable.ArrayTable:
			at, fault, err = ix.header(root, e, true)
		case unstable.KeyValue:
			fault, err = ix.keyValue(at, e, 0)
		}
		if err != nil {
			return ix, root, fault, err
		}
	}
	if err := ix.p.Error(); err != nil {
		var pe *unstable.ParserError
		if errors.As(err, &pe) && len(pe.Highlight) > 0 {
			r := ix.p.Range(pe.Highlight)
			fault = ix.extent(int(r.Offset), int(r.Offset+r.Length))
		}
		return ix, root, fault, err
	}
	return ix, root, extent{}, nil
}

func (ix *indexer) extent(start, end int) extent { return extent{ix.base + start, ix.base + end} }

func (ix *indexer) raw(n *unstable.Node) extent {
	if n.Raw.Length == 0 && len(n.Data) > 0 {
		if r, ok := ix.rangeOf(n.Data); ok {
			return r
		}
	}
	return ix.extent(int(n.Raw.Offset), int(n.Raw.Offset+n.Raw.Length))
}

// rangeOf finds data in the document; it is not part of it where the parser had to unescape it.
func (ix *indexer) rangeOf(data []byte) (extent, bool) {
	offset := cap(ix.data) - cap(data)
	if offset < 0 || offset+len(data) > len(ix.data) || len(data) == 0 || &ix.data[offset] != &data[0] {
		return extent{}, false
	}
	return ix.extent(offset, offset+len(data)), true
}

// header finds or makes the table that a [header] or [[header]] opens.
func (ix *indexer) header(root *node, e *unstable.Node, array bool) (*node, extent, error) {
	at, it := root, e.Key()
	var whole extent
	for parts := 0; it.Next(); parts++ {
		k := ix.raw(it.Node())
		if parts == 0 {
			whole.start = k.start
		}
		whole.end = k.end
		if parts >= maxKeyPart {
			return nil, k, errDepth
		}
		name := string(it.Node().Data)
		next := at.kid(name)
		if next == nil {
			next = ix.add(at, name)
			next.key, next.val = k, k
		}
		last := it.IsLast()
		switch {
		case last && array:
			item := ix.node()
			item.name, item.key, item.val = name, k, k
			next.items = append(next.items, item)
			next = item
		case !last && len(next.items) > 0:
			next = next.items[len(next.items)-1]
		}
		at = next
	}
	at.key, at.val = whole, whole
	return at, extent{}, nil
}

func (ix *indexer) keyValue(at *node, e *unstable.Node, depth int) (extent, error) {
	it := e.Key()
	var whole extent
	for parts := 0; it.Next(); parts++ {
		k := ix.raw(it.Node())
		if parts == 0 {
			whole.start = k.start
		}
		whole.end = k.end
		if parts >= maxKeyPart {
			return k, errDepth
		}
		name := string(it.Node().Data)
		next := at.kid(name)
		if next == nil {
			next = ix.add(at, name)
			next.key, next.val = k, k
		}
		at = next
	}
	at.key = whole
	end := ix.base + int(e.Raw.Offset+e.Raw.Length)
	start := ix.valueStart(whole.end)
	at.val = extent{start, max(start, end)}
	if v := e.Value(); depth == 0 && v.Kind == unstable.String && len(v.Data) >= longText && bytes.IndexByte(v.Data, '\r') < 0 {
		if text, ok := ix.rangeOf(v.Data); ok {
			at.text, ix.long = text, append(ix.long, text)
		}
	}
	return ix.value(at, e.Value(), depth)
}

// decode has the decoder read the document without its long texts, which need no decoding and are most of a file. In
// their places stand their nodes: see Document.text.
func (ix *indexer) decode(root *node) (map[string]any, error) {
	var short strings.Builder
	size, from := len(ix.data), 0
	for _, e := range ix.long {
		size -= e.end - e.start
	}
	short.Grow(size)
	for _, e := range ix.long {
		short.Write(ix.data[from : e.start-ix.base])
		from = e.end - ix.base
	}
	short.Write(ix.data[from:])
	var all any // not a map, which the decoder would copy its own into
	_, err := toml.Decode(short.String(), &all)
	if err != nil {
		_, err = toml.Decode(string(ix.data), &all) // for its words and its places
	}
	m, _ := all.(map[string]any)
	if m == nil {
		m = map[string]any{}
	}
	if err == nil && len(ix.long) > 0 {
		fill(root, m)
	}
	return m, err
}

func fill(n *node, m map[string]any) {
	for _, k := range n.kids {
		if k.text != (extent{}) {
			m[k.name] = k
			continue
		}
		switch v := m[k.name].(type) {
		case map[string]any:
			fill(k, v)
		case []map[string]any:
			for i, item := range k.items {
				if i < len(v) {
					fill(item, v[i])
				}
			}
		}
	}
}

// text gives the long text of a node.
func (d *Document) text(n *node) []byte { return d.file.Data[n.text.start:n.text.end] }

// decoded gives a value as the decoder would have: with long texts in the places of their nodes, at any depth.
func (d *Document) decoded(v any) any {
	switch v := v.(type) {
	case *node:
		return string(d.text(v))
	case map[string]any:
		for key, x := range v {
			v[key] = d.decoded(x)
		}
	case []map[string]any:
		for _, x := range v {
			d.decoded(x)
		}
	}
	return v
}

// valueStart skips from the end of a key over the equals sign.
func (ix *indexer) valueStart(end int) int {
	rest := ix.data[end-ix.base:]
	i := bytes.IndexByte(rest, '=')
	if i < 0 {
		return end
	}
	for i++; i < len(rest) && (rest[i] == ' ' || rest[i] == '\t'); i++ {
	}
	return end + i
}

func (ix *indexer) value(at *node, v *unstable.Node, depth int) (extent, error) {
	if depth >= maxDepth {
		return at.val, errDepth
	}
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.KeyValue {
				continue
			}
			if fault, err := ix.keyValue(at, it.Node(), depth+1); err != nil {
				return fault, err
			}
		}
	case unstable.Array:
		from := at.val.start
		for it := v.Children(); it.Next(); {
			e := it.Node()
			if e.Kind == unstable.Comment {
				continue
			}
			item := ix.node()
			item.name, item.key = at.name, at.key
			item.val = ix.raw(e)
			if item.val.end <= item.val.start || item.val.start < from {
				item.val = extent{from, from + 1}
			}
			at.items = append(at.items, item)
			if fault, err := ix.value(item, e, depth+1); err != nil {
				return fault, err
			}
			if n := len(item.kids); n > 0 {
				item.val.end = max(item.val.end, item.kids[n-1].val.end)
			}
			from = item.val.end
		}
	}
	return extent{}, nil
}
