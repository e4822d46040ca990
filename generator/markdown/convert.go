package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"modestad/generator/source"
)

// A builder makes our tree of goldmark's, and checks everything on the way.
type builder struct {
	reading
	doc   *Document
	src   []byte
	text  string // the same as src; nodes hold pieces of it
	base  int
	units []string
	name  bool // paragraphs get ids
	room  *room

	audiences []string // of the for blocks around; nil is everybody
	within    []*Directive
	depth     int
	quoted    bool    // in a quotation, whose figures are the speaker's
	grown     int     // bytes that link definitions grow to where they are used
	level     int     // of the last heading
	unnamed   []*node // every heading, in the order of the document's
	count     int     // directives so far
	local     []localLink
	ids       map[string]bool
	notes     map[string]*noteText
	paragraph map[string]int
}

// A localLink is a link to a place in the same text; whether that is there is known at the end.
type localLink struct {
	id         string
	start, end int
	audiences  []string
}

// A noteText is a footnote's definition.
type noteText struct {
	def  *east.Footnote
	node *node
}

func (b *builder) document(tree ast.Node) {
	b.ids, b.paragraph = map[string]bool{}, map[string]int{}
	if bytes.Contains(b.src, []byte("[^")) {
		b.findNotes(tree)
	}
	root := &node{children: b.blocks(tree)}
	b.unusedNotes()
	b.nameHeadings()
	b.doc.packed, b.room.bytes = pack(root, b.room.bytes)
	b.checkLocal()
	byPlace(b.doc.refs, func(r Reference) source.Span { return r.Span })
	byPlace(b.doc.anchors, func(a Anchor) source.Span { return a.Span })
	byPlace(b.doc.images, func(i Image) source.Span { return i.Span })
	byPlace(b.doc.figures, func(s source.Span) source.Span { return s })
}

// node keeps a node.
func (b *builder) node(n node) *node {
	out := b.room.node()
	*out = n
	return out
}

// byPlace sorts by source order; a footnote is read where it is referred to, which may be elsewhere.
func byPlace[T any](list []T, span func(T) source.Span) {
	slices.SortStableFunc(list, func(x, y T) int { return cmp.Compare(span(x).Start, span(y).Start) })
}

// blocks converts the block children of a node.
func (b *builder) blocks(parent ast.Node) []*node {
	if parent.ChildCount() == 0 {
		return nil
	}
	if b.depth >= b.limits.Nesting {
		at := max(0, parent.Pos())
		b.fault("nesting-depth", at, lineEnd(b.src, min(at, len(b.src))), b.limits.Nesting)
		return nil
	}
	b.depth++
	defer func() { b.depth-- }()
	out := b.room.list(parent.ChildCount())
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		if n := b.block(c); n != nil {
			out = append(out, n)
		}
	}
	return out
}

func (b *builder) block(c ast.Node) *node {
	switch c := c.(type) {
	case *ast.Paragraph:
		return b.paragraphNode(c)
	case *ast.TextBlock:
		return b.node(node{kind: kindText, children: b.inlines(c)})
	case *ast.Heading:
		return b.heading(c)
	case *ast.ThematicBreak:
		return b.node(node{kind: kindBreak})
	case *ast.Blockquote:
		return b.node(node{kind: kindQuote, children: b.blocks(c)})
	case *ast.CodeBlock:
		return b.node(node{kind: kindCode, text: b.lines(c)})
	case *ast.FencedCodeBlock:
		n := b.node(node{kind: kindCode, text: b.lines(c)})
		if language := c.Language(b.src); language != nil {
			n.own().title = b.decode(language, c.Pos())
		}
		return n
	case *ast.List:
		n := b.node(node{kind: kindList, ordered: c.IsOrdered(), level: int32(c.Start), children: b.blocks(c)})
		return n
	case *ast.ListItem:
		return b.node(node{kind: kindItem, children: b.blocks(c)})
	case *ast.HTMLBlock:
		b.html(b.lineSpan(c))
		return nil
	case *east.Table:
		return b.table(c)
	case *east.DefinitionList:
		return b.node(node{kind: kindTerms, children: b.blocks(c)})
	case *east.DefinitionTerm:
		return b.node(node{kind: kindTerm, children: b.inlines(c)})
	case *east.DefinitionDescription:
		return b.node(node{kind: kindDescription, children: b.blocks(c)})
	case *fence:
		return b.fence(c)
	}
	return nil // link definitions, and footnotes, which are read where they are referred to
}

func (b *builder) lineSpan(c ast.Node) (start, end int) {
	lines := c.Lines()
	if lines.Len() == 0 {
		at := max(0, c.Pos())
		return at, at
	}
	start = lines.At(0).Start
	return start, lineEnd(b.src, start)
}

func (b *builder) lines(c ast.Node) string {
	var out strings.Builder
	for i := range c.Lines().Len() {
		seg := c.Lines().At(i)
		out.Write(seg.Value(b.src))
	}
	return strings.ReplaceAll(out.String(), "\r\n", "\n")
}

func (b *builder) paragraphNode(c *ast.Paragraph) *node {
	n := b.node(node{kind: kindParagraph, children: b.inlines(c)})
	if len(n.children) == 0 {
		return nil
	}
	if b.name {
		n.own().id = b.paragraphID(c)
	}
	return n
}

func (b *builder) table(c *east.Table) *node {
	n := b.node(node{kind: kindTable})
	for row := c.FirstChild(); row != nil; row = row.NextSibling() {
		r := b.node(node{kind: kindRow})
		if _, ok := row.(*east.TableHeader); ok {
			r.kind = kindHead
		}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			out := b.node(node{kind: kindCell, children: b.inlines(cell)})
			if cell, ok := cell.(*east.TableCell); ok {
				switch cell.Alignment {
				case east.AlignLeft:
					out.level = 1
				case east.AlignRight:
					out.level = 2
				case east.AlignCenter:
					out.level = 3
				}
			}
			r.children = append(r.children, out)
		}
		n.children = append(n.children, r)
	}
	return n
}

func (b *builder) html(start, end int) {
	word := strings.ToLower(tagName(b.src[start:end]))
	f := fault{code: "html-raw", start: start, end: end, args: []any{clip(string(b.src[start:end])), instead[word]}}
	if instead[word] == "" {
		f.args[1] = "**, _, [](), ![](), :::"
	}
	b.faults = append(b.faults, f)
}

// instead names the Markdown that says what a tag says.
var instead = map[string]string{
	"b": "**…**", "strong": "**…**", "i": "_…_", "em": "_…_", "a": "[…](…)", "img": "![…](…)", "hr": "---",
	"h1": "#", "h2": "##", "h3": "###", "h4": "####", "ul": "- …", "ol": "1. …", "li": "- …",
	"blockquote": "> …", "code": "`…`", "pre": "```", "del": "~~…~~", "s": "~~…~~", "span": "[…]{lang=…}",
	"table": "| … | … |", "dl": ": …", "details": "::: details", "figure": "::: figure", "aside": "::: aside",
}

func tagName(html []byte) string {
	html = bytes.TrimLeft(html, " </")
	end := 0
	for end < len(html) && end < 16 && (html[end]|0x20 >= 'a' && html[end]|0x20 <= 'z' || html[end] >= '0' && html[end] <= '9') {
		end++
	}
	return string(html[:end])
}

// clip shortens what a finding quotes.
func clip(s string) string {
	const most = 60
	runes := 0
	for i := range s {
		if runes++; runes > most {
			return s[:i] + "…"
		}
	}
	return s
}
