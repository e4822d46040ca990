package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"

	"modestad/generator/directive"
)

// fence converts a directive: its arguments, what they refer to, and whether its body is one that it may have.
func (b *builder) fence(c *fence) *node {
	if c.stray {
		b.fault("directive-stray", c.start, c.end)
		return nil
	}
	if !c.closed && !c.crossed {
		b.fault("directive-unclosed", c.start, c.end, c.name)
	}
	spec := directive.Find(c.name)
	if spec == nil {
		b.faults = append(b.faults, fault{code: "directive-unknown", start: c.start, end: c.end, args: []any{clip(c.name)},
			unknown: c.name, known: directive.Known()})
		return b.node(node{kind: kindGroup, children: b.blocks(c)})
	}
	for _, around := range b.within {
		if slices.Contains(spec.Outside, around.Name) {
			b.fault("directive-inside", c.start, c.end, spec.Name, around.Name)
			break
		}
	}
	values, faults := directive.Parse(spec, c.args)
	for _, f := range faults {
		start, end := c.argsAt+f.Start, c.argsAt+f.End
		if f.Start == 0 && f.End == len(c.args) {
			start, end = c.start, c.end // about the fence as a whole
		}
		b.faults = append(b.faults, fault{code: f.Code, start: start, end: end, args: f.Args, unknown: f.Unknown, known: f.Known})
	}
	if spec.Draws {
		if b.grown += drawnSize; b.grown > b.limits.Page {
			b.fault("page-size", c.start, c.end, b.grown, b.limits.Page)
			return b.node(node{kind: kindGroup, children: b.blocks(c)})
		}
	}
	d := &Directive{Name: spec.Name, Index: b.count, Values: values, Audiences: b.audiences, Span: b.span(c.start, c.end)}
	b.count++
	b.named(d, c)
	if n := len(b.within); n > 0 {
		b.within[n-1].Children = append(b.within[n-1].Children, d)
	} else {
		b.doc.directives = append(b.doc.directives, d)
	}

	audiences, quoted := b.audiences, b.quoted
	if spec.Name == "for" {
		b.audiences = common(b.audiences, values.List("audiences"))
	}
	b.quoted = b.quoted || spec.Name == "quote"
	b.within = append(b.within, d)
	n := b.node(node{kind: kindDirective, children: b.blocks(c), more: &more{dir: d, id: values.Text("id")}})
	b.within = b.within[:len(b.within)-1]
	b.audiences, b.quoted = audiences, quoted
	b.body(spec, n, c)
	return n
}

// common gives the audiences that both blocks name; around may be everybody.
func common(around, named []string) []string {
	if around == nil {
		return named
	}
	out := []string{}
	for _, a := range named {
		if slices.Contains(around, a) {
			out = append(out, a)
		}
	}
	return out
}

// named records what the arguments refer to: things of the site, files, an id of their own.
func (b *builder) named(d *Directive, c *fence) {
	for _, v := range d.Values {
		start, end := c.argsAt+v.Start, c.argsAt+v.End
		ref := Reference{Scheme: v.Param.Scheme, ID: v.Text, Audiences: b.audiences, Span: b.span(start, end)}
		switch v.Param.Type {
		case directive.Name:
			b.doc.refs = append(b.doc.refs, ref)
		case directive.Names:
			for _, item := range v.List {
				ref.ID, ref.Span = item.Text, b.span(c.argsAt+item.Start, c.argsAt+item.End)
				b.doc.refs = append(b.doc.refs, ref)
			}
		case directive.Path:
			if d.Name == "figure" {
				img := Image{Src: v.Text, Alt: d.Values.Text("alt"), Audiences: b.audiences, Span: ref.Span}
				b.doc.images = append(b.doc.images, img)
				continue
			}
			ref.Scheme = "path"
			b.doc.refs = append(b.doc.refs, ref)
		case directive.Anchor:
			b.anchor(v.Text, start, end)
		}
	}
}

// body checks what stands between the fences.
func (b *builder) body(spec *directive.Spec, n *node, c *fence) {
	wants := ""
	switch spec.Body {
	case directive.Required:
		if len(n.children) == 0 {
			wants = "…"
		}
	case directive.Empty:
		if len(n.children) > 0 {
			wants = "—"
		}
	case directive.Images:
		ok := false
		if n.more.dir.Items, ok = items(n.children); !ok {
			wants = "![…](…)"
		}
	case directive.Parts:
		b.dashes(c)
		parts := split(n.children)
		if len(parts) < 2 || slices.ContainsFunc(parts, func(p []*node) bool { return len(p) == 0 }) {
			wants = "… --- …"
		}
	}
	if wants != "" {
		b.fault("directive-body", c.start, c.end, spec.Name, wants)
	}
}

// items gives the images of a gallery, and false where there are none or something else as well.
func items(nodes []*node) ([]Image, bool) {
	var out []Image
	for _, n := range nodes {
		if n.kind != kindParagraph {
			return out, false
		}
		for _, c := range n.children {
			switch c.kind {
			case kindImage:
				out = append(out, *c.rare().img)
			case kindSoft, kindHard:
			default:
				return out, false
			}
		}
	}
	return out, len(out) > 0
}

// split gives the stretches between the lines ---.
func split(nodes []*node) [][]*node {
	parts := [][]*node{nil}
	for _, n := range nodes {
		if n.kind == kindBreak {
			parts = append(parts, nil)
			continue
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], n)
	}
	return parts
}

// dashes reports a --- that was to divide but, directly under a paragraph, has made a heading of it.
func (b *builder) dashes(c *fence) {
	for k := c.FirstChild(); k != nil; k = k.NextSibling() {
		h, ok := k.(*ast.Heading)
		if !ok || h.Level != 2 || h.Lines().Len() == 0 {
			continue
		}
		start := h.Lines().At(0).Start
		from := start
		for from > 0 && b.src[from-1] != '\n' {
			from--
		}
		line := b.src[from:lineEnd(b.src, start)]
		for len(line) > 0 && isBlank(line[0]) {
			line = line[1:]
		}
		if len(line) > 0 && line[0] != '#' {
			b.fault("steps-dashes", start, lineEnd(b.src, start))
		}
	}
}
