package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"modestad/generator/directive"
)

// inlines converts the inline children of a node.
func (b *builder) inlines(parent ast.Node) []*node {
	if parent.ChildCount() == 0 {
		return nil
	}
	out := b.room.list(2 * parent.ChildCount()) // a run of text may end a line
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			out = b.words(out, t)
			continue
		}
		if n := b.inline(c); n != nil {
			out = append(out, n)
		}
	}
	return out
}

// words adds a run of text and, where it ends a line, the break.
func (b *builder) words(out []*node, t *ast.Text) []*node {
	if seg := t.Segment; seg.Len() > 0 {
		raw := b.src[seg.Start:seg.Stop]
		if !b.quoted {
			b.findFigures(raw, seg.Start)
		}
		s := b.text[seg.Start:seg.Stop]
		if seg.Padding > 0 || bytes.ContainsAny(raw, "\\&\r") {
			s = b.decode(seg.Value(b.src), seg.Start)
		}
		if s != "" {
			out = append(out, b.node(node{kind: kindWords, text: s}))
		}
	}
	if t.HardLineBreak() {
		out = append(out, b.node(node{kind: kindHard}))
	} else if t.SoftLineBreak() {
		out = append(out, b.node(node{kind: kindSoft}))
	}
	return out
}

func (b *builder) inline(c ast.Node) *node {
	switch c := c.(type) {
	case *ast.Emphasis:
		n := b.node(node{kind: kindEmphasis, children: b.inlines(c)})
		if c.Level == 2 {
			n.kind = kindStrong
		}
		return n
	case *east.Strikethrough:
		return b.node(node{kind: kindStrike, children: b.inlines(c)})
	case *ast.CodeSpan:
		return b.node(node{kind: kindVerbatim, text: b.codeSpan(c)})
	case *ast.RawHTML:
		first := c.Segments.At(0)
		b.html(first.Start, max(first.Start, min(first.Stop, lineEnd(b.src, first.Start))))
	case *ast.Link:
		return b.link(c)
	case *ast.AutoLink:
		return b.autoLink(c)
	case *ast.Image:
		return b.image(c)
	case *bracketed:
		return b.attributed(b.node(node{kind: kindSpan, children: b.inlines(c)}), c)
	case *noteMark:
		return b.noteMark(c)
	case *ast.String:
		return b.node(node{kind: kindWords, text: string(c.Value)})
	}
	return nil
}

// codeSpan gives the text of a code span, its line ends turned into blanks (CommonMark 6.1).
func (b *builder) codeSpan(c *ast.CodeSpan) string {
	var out strings.Builder
	for t := c.FirstChild(); t != nil; t = t.NextSibling() {
		if t, ok := t.(*ast.Text); ok {
			out.Write(t.Segment.Value(b.src))
		}
	}
	return strings.NewReplacer("\r\n", " ", "\n", " ").Replace(out.String())
}

// attributed gives n the attributes that the author wrote after c.
func (b *builder) attributed(n *node, c ast.Node) *node {
	v, ok := c.AttributeString(attributeName)
	if !ok {
		return n
	}
	attr := v.(*attributes)
	n.own().attr = attr
	if attr.id != "" {
		start := max(0, c.Pos())
		n.own().id = attr.id
		b.anchor(attr.id, start, lineEnd(b.src, start))
	}
	return n
}

// anchor records an author's id, which a text has once.
func (b *builder) anchor(id string, start, end int) {
	if b.ids[id] {
		b.fault("anchor-double", start, end, id)
		return
	}
	b.ids[id] = true
	b.doc.anchors = append(b.doc.anchors, Anchor{ID: id, Audiences: b.audiences, Span: b.span(start, end)})
}

func (b *builder) link(c *ast.Link) *node {
	start, end := b.addressSpan(c, c.Destination)
	kids := b.inlines(c)
	if !b.grow(c, len(c.Destination)+len(c.Title), start, end) {
		return b.node(node{kind: kindGroup, children: kids})
	}
	n := b.attributed(b.node(node{kind: kindLink, children: kids}), c)
	if len(c.Title) > 0 {
		n.own().title = b.decode(c.Title, start)
	}
	raw := b.decode(c.Destination, start)
	return b.address(n, raw, start, end, false)
}

func (b *builder) autoLink(c *ast.AutoLink) *node {
	start := c.Pos() + 1
	end := start + len(c.Label(b.src))
	label := b.text[start:end]
	n := b.node(node{kind: kindLink, children: []*node{b.node(node{kind: kindWords, text: label})}})
	if c.AutoLinkType == ast.AutoLinkEmail {
		return b.address(n, "mailto:"+label, start, end, true)
	}
	return b.address(n, label, start, end, true)
}

func (b *builder) image(c *ast.Image) *node {
	start, end := b.addressSpan(c, c.Destination)
	if !b.grow(c, len(c.Destination)+len(c.Title), start, end) {
		return nil
	}
	src := b.decode(c.Destination, start)
	if !directive.LocalPath(src) {
		b.fault("image-address", start, end, clip(src))
		return nil
	}
	alt := strings.TrimSpace(plainInline(b.inlines(c)))
	if alt == "" {
		b.fault("image-alt", start, end, src)
	}
	img := Image{Src: src, Alt: alt, Audiences: b.audiences, Span: b.span(start, end)}
	img.Title = b.decode(c.Title, start)
	b.doc.images = append(b.doc.images, img)
	return b.node(node{kind: kindImage, more: &more{img: &img}})
}

// grow counts what a link's definition is copied to, because short references to a long one multiply it.
func (b *builder) grow(c ast.Node, size, start, end int) bool {
	if byDefinition(c) {
		b.grown += size
	}
	if b.grown <= b.limits.Page {
		return true
	}
	b.fault("page-size", start, end, b.grown, b.limits.Page)
	return false
}

// byDefinition says whether a link's address stands in a definition elsewhere.
func byDefinition(c ast.Node) bool {
	switch c := c.(type) {
	case *ast.Link:
		return c.Reference != nil
	case *ast.Image:
		return c.Reference != nil
	}
	return false
}

// addressSpan finds where a link's address stands: after its text, or, by a definition, the text itself.
func (b *builder) addressSpan(c ast.Node, address []byte) (start, end int) {
	at := max(0, c.Pos())
	last := at
	for n := c.LastChild(); n != nil; n = n.LastChild() {
		if t, ok := n.(*ast.Text); ok {
			last = max(last, t.Segment.Stop)
		}
	}
	if len(address) > 0 && !byDefinition(c) {
		window := b.src[min(last, len(b.src)):min(len(b.src), last+len(address)+64)]
		if i := strings.Index(string(window), string(address)); i >= 0 {
			return last + i, last + i + len(address)
		}
	}
	return at, min(max(at+1, last), lineEnd(b.src, min(at, len(b.src))))
}

func (b *builder) findNotes(parent ast.Node) {
	b.notes = map[string]*noteText{}
	_ = ast.Walk(parent, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		def, ok := n.(*east.Footnote)
		if !ok {
			return ast.WalkContinue, nil
		}
		label := string(def.Ref)
		if b.notes[label] != nil {
			at := max(0, def.Pos())
			b.fault("note-double", at, lineEnd(b.src, at), clip(label))
			return ast.WalkSkipChildren, nil
		}
		b.notes[label] = &noteText{def: def}
		return ast.WalkSkipChildren, nil
	})
}

func (b *builder) noteMark(c *noteMark) *node {
	note := b.notes[c.label]
	if note == nil {
		b.fault("note-missing", c.start, c.end, c.label)
		return b.node(node{kind: kindWords, text: "[^" + c.label + "]"})
	}
	if note.node == nil {
		note.node = b.node(node{})
		depth, quoted := b.depth, b.quoted
		b.depth, b.quoted = 0, false
		note.node.children = b.blocks(note.def)
		b.depth, b.quoted = depth, quoted
	}
	return b.node(node{kind: kindNote, note: note.node})
}

// unusedNotes reports footnotes that nothing refers to. They come out nowhere.
func (b *builder) unusedNotes() {
	for _, note := range b.notes {
		if note.node != nil {
			continue
		}
		at := max(0, note.def.Pos())
		b.fault("note-unused", at, lineEnd(b.src, at), clip(string(note.def.Ref)))
	}
}
