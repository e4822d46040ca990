package markdown

import (
	"html/template"
	"slices"
	"strconv"
)

// Render gives a document as HTML: blocks one after another, without anything around them. It may be called from
// several goroutines for one document.
func Render(doc *Document, opts Options) template.HTML {
	r := &renderer{doc: doc, opts: &opts}
	if opts.Typography.set() {
		r.composer = opts.Typography.composer()
	}
	var html template.HTML
	doc.packed.read(func(root *node, out []byte) []byte {
		r.out = out
		r.blocks(root.children)
		r.notes()
		html = markup(r.out)
		return r.out
	})
	return html
}

// markup is the only place where bytes become HTML that templates trust: everything that a renderer wrote.
func markup(b []byte) template.HTML { return template.HTML(b) }

type renderer struct {
	doc      *Document
	opts     *Options
	composer composer
	out      []byte
	linked   bool // within a link, which holds no other
	heading  bool
	pending  []*node       // footnotes to come after this block
	numbers  map[*node]int // of footnotes, in the order in which they are referred to
}

func (t *Typography) set() bool {
	return t.Double[0] != "" || t.Apostrophe != "" || t.Ellipsis != "" || t.Dashes[0] != "" || len(t.Spaces) > 0
}

func (r *renderer) raw(s string) { r.out = append(r.out, s...) }

// escape writes a text for content and for attributes in double quotes.
func (r *renderer) escape(s string) {
	from := 0
	for i := range len(s) {
		var with string
		switch s[i] {
		case '&':
			with = "&amp;"
		case '<':
			with = "&lt;"
		case '>':
			with = "&gt;"
		case '"':
			with = "&#34;"
		case 0:
			with = "\uFFFD"
		default:
			continue
		}
		r.raw(s[from:i])
		r.raw(with)
		from = i + 1
	}
	r.raw(s[from:])
}

// attribute writes an attribute where it has a value.
func (r *renderer) attribute(name, value string) {
	if value == "" {
		return
	}
	r.raw(" ")
	r.raw(name)
	r.raw(`="`)
	r.escape(value)
	r.raw(`"`)
}

func (r *renderer) id(id string) string {
	if id == "" || r.opts.IDPrefix == "" {
		return id
	}
	return r.opts.IDPrefix + "--" + id
}

// blocks writes blocks, and after each the footnotes that it was first to refer to.
func (r *renderer) blocks(nodes []*node) {
	for _, n := range nodes {
		r.block(n)
	}
}

// element writes a block whose content is inline.
func (r *renderer) element(tag string, n *node) {
	r.composer.begin()
	r.inlines(n.children)
	r.raw("</")
	r.raw(tag)
	r.raw(">\n")
}

func (r *renderer) block(n *node) {
	switch n.kind {
	case kindGroup:
		r.blocks(n.children)
	case kindParagraph:
		r.raw("<p")
		if r.opts.ParagraphIDs {
			r.attribute("id", r.id(n.rare().id))
		}
		r.raw(">")
		r.element("p", n)
		r.notes()
	case kindText:
		r.composer.begin()
		r.inlines(n.children)
		r.notes()
	case kindHeading:
		tag := "h" + strconv.Itoa(max(2, min(6, int(n.level)+r.opts.HeadingShift)))
		r.raw("<")
		r.raw(tag)
		r.attribute("id", r.id(n.rare().id))
		r.attributes(n.rare().attr)
		r.raw(">")
		r.heading = true
		r.element(tag, n)
		r.heading = false
		r.notes()
	case kindBreak:
		r.raw("<hr>\n")
	case kindQuote:
		r.wrap("blockquote", n)
	case kindCode:
		r.raw("<pre><code")
		if language := n.rare().title; language != "" {
			r.attribute("class", "language-"+language)
		}
		r.raw(">")
		r.escape(n.text)
		r.raw("</code></pre>\n")
	case kindList:
		r.list(n)
	case kindItem:
		r.raw("<li>")
		r.blocks(n.children)
		r.raw("</li>\n")
	case kindTable:
		r.table(n)
	case kindTerms:
		r.wrap("dl", n)
		r.notes()
	case kindTerm:
		r.raw("<dt>")
		r.element("dt", n)
	case kindDescription:
		r.raw("<dd>")
		r.blocks(n.children)
		r.notes()
		r.raw("</dd>\n")
	case kindDirective:
		r.directive(n)
	}
}

func (r *renderer) wrap(tag string, n *node) {
	r.raw("<" + tag + ">\n")
	r.blocks(n.children)
	r.raw("</" + tag + ">\n")
}

func (r *renderer) list(n *node) {
	if !n.ordered {
		r.wrap("ul", n)
		return
	}
	r.raw("<ol")
	if n.level != 1 {
		r.attribute("start", strconv.Itoa(int(n.level)))
	}
	r.raw(">\n")
	r.blocks(n.children)
	r.raw("</ol>\n")
}

// table writes a table within an element that can scroll sideways.
func (r *renderer) table(n *node) {
	r.raw("<div class=\"table\"><table>\n")
	body := false
	for _, row := range n.children {
		tag := "td"
		if row.kind == kindHead {
			tag = "th"
			r.raw("<thead>")
		} else if !body {
			body = true
			r.raw("<tbody>\n")
		}
		r.raw("<tr>")
		for _, cell := range row.children {
			r.raw("<" + tag)
			if tag == "th" {
				r.raw(` scope="col"`)
			}
			r.attribute("class", alignments[cell.level])
			r.raw(">")
			r.composer.begin()
			r.inlines(cell.children)
			r.raw("</" + tag + ">")
		}
		r.raw("</tr>")
		if row.kind == kindHead {
			r.raw("</thead>")
		}
		r.raw("\n")
	}
	if body {
		r.raw("</tbody>\n")
	}
	r.raw("</table></div>\n")
	r.notes()
}

// visible says whether the reader is among the audiences of a for block.
func visible(n *node, audience string) bool {
	return n.more.dir.Name != "for" || audience == "" || slices.Contains(n.more.dir.Values.List("audiences"), audience)
}

func (r *renderer) directive(n *node) {
	if !visible(n, r.opts.Audience) {
		return
	}
	if n.more.dir.Name == "for" {
		r.blocks(n.children)
		return
	}
	if r.opts.Resolver == nil {
		r.blocks(n.children)
		return
	}
	block := Block{Directive: n.more.dir, ID: r.id(n.rare().id)}
	if n.more.dir.Name == "steps" {
		for i, part := range split(n.children) {
			if i == 0 {
				block.Named = referred(part, nil)
			}
			block.Parts = append(block.Parts, r.apart(part))
		}
	} else if len(n.more.dir.Items) == 0 {
		block.Body = r.apart(n.children)
	}
	r.raw(string(r.opts.Resolver.Directive(block)))
	r.raw("\n")
}

// referred gives the references within nodes, after those that are known.
func referred(nodes []*node, known []Reference) []Reference {
	for _, n := range nodes {
		if n.kind == kindReference {
			known = append(known, *n.more.ref)
		}
		known = referred(n.children, known)
	}
	return known
}

// apart renders blocks on their own.
func (r *renderer) apart(nodes []*node) template.HTML {
	out := r.out
	r.out = nil
	r.blocks(nodes)
	r.notes()
	done := markup(r.out)
	r.out = out
	return done
}

// notes writes the footnotes that wait. A footnote may refer to another, which comes after it.
func (r *renderer) notes() {
	if len(r.pending) == 0 {
		return
	}
	waiting := r.pending
	r.pending = nil
	var later []*node
	for _, n := range waiting {
		number := strconv.Itoa(r.numbers[n])
		r.raw(`<aside class="note" role="doc-footnote"`)
		r.attribute("id", r.id("note-"+number))
		r.raw(`><a class="note-back" role="doc-backlink"`)
		r.attribute("href", "#"+r.id("noteref-"+number))
		if r.opts.NoteBack != "" {
			r.attribute("aria-label", r.opts.NoteBack+" "+number)
		}
		r.raw(">")
		r.raw(number)
		r.raw("</a> ")
		for _, c := range n.children {
			r.noteBlock(c)
			later = append(later, r.pending...)
			r.pending = nil
		}
		r.raw("</aside>\n")
	}
	r.pending = later
	r.notes()
}

// noteBlock writes one block of a footnote without letting others in between.
func (r *renderer) noteBlock(n *node) {
	if n.kind != kindParagraph {
		r.block(n)
		return
	}
	r.raw("<p>")
	r.element("p", n)
}
