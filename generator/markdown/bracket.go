package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A bracketParser adds three things to goldmark's links: attributes after a link, bracketed spans with attributes
// ([cran]{lang=fr}), and references to footnotes.
type bracketParser struct{ links parser.InlineParser }

// attributeName is under what our attributes hang on a node of goldmark's.
const attributeName = "attributes"

// bracketed is a span with attributes.
type bracketed struct{ ast.BaseInline }

var kindBracketed = ast.NewNodeKind("Bracketed")

// Kind implements ast.Node.
func (*bracketed) Kind() ast.NodeKind { return kindBracketed }

// Dump implements ast.Node.
func (b *bracketed) Dump(src []byte, level int) { ast.DumpHelper(b, src, level, nil, nil) }

// noteMark is a reference to a footnote, whether or not there is one.
type noteMark struct {
	ast.BaseInline
	label      string
	start, end int
}

var kindNoteMark = ast.NewNodeKind("NoteMark")

// Kind implements ast.Node.
func (*noteMark) Kind() ast.NodeKind { return kindNoteMark }

// Dump implements ast.Node.
func (n *noteMark) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

func (b bracketParser) Trigger() []byte { return b.links.Trigger() }

// CloseBlock implements parser.CloseBlocker.
func (b bracketParser) CloseBlock(parent ast.Node, r text.Reader, pc parser.Context) {
	b.links.(parser.CloseBlocker).CloseBlock(parent, r, pc)
}

func (b bracketParser) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, seg := r.PeekLine()
	switch {
	case line[0] == '!' && len(line) > 2 && line[1] == '[' && line[2] == '^':
		return nil // an exclamation, then a note
	case line[0] == '[' && len(line) > 1 && line[1] == '^':
		if n := note(line, seg.Start); n != nil {
			r.Advance(n.end - n.start)
			return n
		}
	case line[0] == ']':
		return b.close(parent, r, pc)
	}
	return b.links.Parse(parent, r, pc)
}

// maxLabel is the longest label of a footnote, in bytes.
const maxLabel = 64

func note(line []byte, at int) *noteMark {
	end := bytes.IndexByte(line[:min(len(line), maxLabel+3)], ']')
	if end < 3 || bytes.ContainsAny(line[2:end], "[]\\ \t") {
		return nil
	}
	return &noteMark{label: string(line[2:end]), start: at, end: at + end + 1}
}

// close handles a closing bracket. Attributes directly after it make a span of what no link begins with.
func (b bracketParser) close(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	state := readingOf(pc)
	line, seg := r.PeekLine()
	row, position := r.Position()
	var opener, bottom ast.Node
	if len(line) > 1 && line[1] == '{' && attributesSize(line[1:]) > 0 {
		opener, bottom = lastOpener(parent)
	}
	var span *bracketed
	if opener != nil {
		span = &bracketed{}
		span.SetPos(opener.Pos())
		parent.InsertAfter(parent, opener, span)
	}
	link := b.links.Parse(parent, r, pc)
	if link != nil {
		if span != nil {
			span.Parent().RemoveChild(span.Parent(), span)
		}
		rest, at := r.PeekLine()
		if len(rest) > 0 && rest[0] == '{' {
			if attr, size := parseAttributes(rest, at.Start, state); size > 0 {
				r.Advance(size)
				link.SetAttributeString(attributeName, attr)
			}
		}
		return link
	}
	if span == nil {
		return nil
	}
	r.SetPosition(row, position)
	if !dropOpener(parent, span) {
		parent.RemoveChild(parent, span)
		return nil
	}
	parser.ProcessDelimiters(bottom, pc)
	for c := span.NextSibling(); c != nil; {
		next := c.NextSibling()
		parent.RemoveChild(parent, c)
		span.AppendChild(span, c)
		c = next
	}
	attr, size := parseAttributes(line[1:], seg.Start+1, state)
	span.SetAttributeString(attributeName, attr)
	r.Advance(1 + size)
	parent.RemoveChild(parent, span)
	return span
}

// lastOpener finds the opening bracket that a closing one would meet, and the last delimiter before it, beyond which
// emphasis within the brackets must not reach. The opening bracket of an image is none of ours.
func lastOpener(parent ast.Node) (opener, bottom ast.Node) {
	for c := parent.LastChild(); c != nil; c = c.PreviousSibling() {
		if opener == nil {
			if c.Kind().String() == "LinkLabelState" {
				opener = c
			}
			continue
		}
		if d, ok := c.(*parser.Delimiter); ok {
			return opener, d
		}
	}
	return opener, nil
}

// dropOpener takes away the bracket, which goldmark has turned back into text that ends just before the span.
func dropOpener(parent ast.Node, span ast.Node) bool {
	t, ok := span.PreviousSibling().(*ast.Text)
	if !ok || t.Segment.Len() == 0 {
		return false
	}
	t.Segment.Stop--
	if t.Segment.Len() == 0 {
		parent.RemoveChild(parent, t)
	}
	return true
}
