package markdown

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// PlainText gives a document without markup: a blank line between blocks, "- " before the items of a list, tables
// as lines. It is for search, summaries and feeds. References come out as the resolver names them; footnotes follow
// at the end. Of opts it uses the resolver, the audience and the typography.
func PlainText(doc *Document, opts Options) string { return plain(doc, opts) }

// PlainTextWithAddresses gives the same with the address of each link after its text, for what shows no links, such
// as the description of a calendar entry (RFC 5545, section 3.8.1.5).
func PlainTextWithAddresses(doc *Document, opts Options) string {
	opts.withAddresses = true
	return plain(doc, opts)
}

// Words counts the words of a document for an audience; an empty one reads everything.
func Words(doc *Document, opts Options) int {
	n := 0
	for word := range strings.FieldsSeq(plain(doc, opts)) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

func plain(doc *Document, opts Options) string {
	p := &plainer{opts: &opts}
	if opts.Typography.set() {
		p.composer = opts.Typography.composer()
	}
	p.out.Grow(doc.size + doc.size/8)
	doc.packed.read(func(root *node, out []byte) []byte {
		p.blocks(root.children)
		for i := 0; i < len(p.order); i++ { // a footnote may refer to another
			p.gap()
			p.out.WriteString("[" + strconv.Itoa(i+1) + "] ")
			p.fresh = true
			p.blocks(p.order[i].children)
		}
		return out
	})
	return strings.TrimSpace(p.out.String())
}

// plainInline gives the text of inline nodes that name nothing of the site.
func plainInline(nodes []*node) string {
	p := &plainer{opts: &Options{}, bare: true}
	p.inlines(nodes)
	return p.out.String()
}

type plainer struct {
	opts     *Options
	composer composer
	out      strings.Builder
	indent   string
	fresh    bool // just after a mark that a block follows on the same line
	tight    bool // a line break between blocks instead of a blank line
	bare     bool // without the numbers of footnotes
	numbers  map[*node]int
	order    []*node
}

// gap begins a block.
func (p *plainer) gap() {
	if p.fresh || p.out.Len() == 0 {
		p.fresh = false
		return
	}
	p.out.WriteByte('\n')
	if !p.tight {
		p.out.WriteByte('\n')
	}
	p.out.WriteString(p.indent)
}

func (p *plainer) blocks(nodes []*node) {
	for _, n := range nodes {
		p.block(n)
	}
}

func (p *plainer) paragraph(nodes []*node) {
	if !slices.ContainsFunc(nodes, func(n *node) bool { return n.kind != kindImage && n.kind != kindSoft }) {
		return
	}
	p.gap()
	p.composer.begin()
	p.inlines(nodes)
}

func (p *plainer) block(n *node) {
	switch n.kind {
	case kindGroup, kindQuote, kindTerms:
		p.blocks(n.children)
	case kindParagraph, kindText, kindHeading, kindTerm:
		p.paragraph(n.children)
	case kindCode:
		p.gap()
		p.out.WriteString(strings.ReplaceAll(strings.TrimRight(n.text, "\n"), "\n", "\n"+p.indent))
	case kindList:
		p.list(n)
	case kindDescription:
		tight := p.tight
		p.tight = true
		p.blocks(n.children)
		p.tight = tight
	case kindTable:
		p.table(n)
	case kindDirective:
		p.directive(n)
	}
}

func (p *plainer) list(n *node) {
	indent, tight := p.indent, p.tight
	for i, item := range n.children {
		p.gap()
		p.tight = true
		mark := "- "
		if n.ordered {
			mark = strconv.Itoa(int(n.level)+i) + ". "
		}
		p.out.WriteString(mark)
		p.indent = indent + strings.Repeat(" ", len(mark))
		p.fresh = true
		p.blocks(item.children)
		p.fresh = false
		p.indent = indent
	}
	p.tight = tight
}

func (p *plainer) table(n *node) {
	tight := p.tight
	for _, row := range n.children {
		p.gap()
		p.tight = true
		for i, cell := range row.children {
			if i > 0 {
				p.out.WriteString(" | ")
			}
			p.composer.begin()
			p.inlines(cell.children)
		}
	}
	p.tight = tight
}

// directive writes what a directive says in words: its texts that readers read, and its body.
func (p *plainer) directive(n *node) {
	if !visible(n, p.opts.Audience) {
		return
	}
	var after []string
	for _, v := range n.more.dir.Values {
		switch {
		case !v.Param.Prose:
		case n.more.dir.Name == "quote":
			after = append(after, v.Text)
		default:
			p.gap()
			p.out.WriteString(v.Text)
		}
	}
	p.blocks(n.children)
	if len(after) > 0 {
		p.gap()
		p.out.WriteString("— " + strings.Join(after, ", "))
	}
}

func (p *plainer) inlines(nodes []*node) {
	for _, n := range nodes {
		p.inline(n)
	}
}

func (p *plainer) inline(n *node) {
	switch n.kind {
	case kindWords:
		p.out.WriteString(p.composer.compose(n.text))
	case kindSoft:
		p.out.WriteByte(' ')
		p.composer.skip(" ")
	case kindHard:
		p.out.WriteString("\n" + p.indent)
		p.composer.skip(" ")
	case kindVerbatim:
		p.out.WriteString(n.text)
		p.composer.skip("x")
	case kindLink:
		p.inlines(n.children)
		if n.text[0] != '#' {
			p.address(plainInline(n.children), n.text)
		}
	case kindReference:
		p.reference(n)
	case kindNote:
		if !p.bare {
			p.note(n.note)
		}
	default:
		p.inlines(n.children)
	}
}

// address writes a link's address where it is wanted and the text is not the address already.
func (p *plainer) address(text, url string) {
	if p.opts.withAddresses && url != "" && text != url && "mailto:"+text != url {
		p.out.WriteString(" (" + url + ")")
	}
}

func (p *plainer) reference(n *node) {
	var target Target
	ok := false
	if p.opts.Resolver != nil {
		target, ok = p.opts.Resolver.Resolve(*n.more.ref)
	}
	if !n.more.ref.Auto {
		p.inlines(n.children)
	} else if ok {
		p.out.WriteString(target.Text)
		p.composer.skip(target.Text)
	}
	if n.more.ref.Scheme != "fact" {
		p.address("", target.URL)
	}
}

// note writes a footnote's number where footnotes can be told apart, and keeps the note for the end.
func (p *plainer) note(n *node) {
	number, ok := p.numbers[n]
	if !ok {
		if p.numbers == nil {
			p.numbers = map[*node]int{}
		}
		p.order = append(p.order, n)
		number = len(p.order)
		p.numbers[n] = number
	}
	p.out.WriteString("[" + strconv.Itoa(number) + "]")
}
