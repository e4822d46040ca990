package markdown

import "strings"

// A Passage is a stretch of a document that a search can lead to: a paragraph, or what stands between two of them. ID
// is the nearest place before it that a link reaches, as Render names it; empty before the first. Heading is the one
// that it stands under; Text has no markup.
type Passage struct{ ID, Heading, Text string }

// Passages cuts a document as a search shows it: where opts gives paragraphs ids, each paragraph is one; else
// all that stands under a heading is. Of opts it uses what PlainText does, and IDPrefix and ParagraphIDs.
func Passages(doc *Document, opts Options) []Passage {
	c := &cutter{opts: opts}
	doc.packed.read(func(root *node, out []byte) []byte {
		c.blocks(root.children)
		return out
	})
	c.close()
	return c.out
}

type cutter struct {
	opts Options
	out  []Passage
	now  Passage
	text []string // of now, not yet joined
}

func (c *cutter) close() {
	if c.now.Text = strings.Join(c.text, " "); c.now.Text != "" {
		c.out = append(c.out, c.now)
	}
	c.text = nil
}

// begin starts a passage at a place; one without an id goes on where the last one was.
func (c *cutter) begin(id string) {
	if id == "" {
		return
	}
	c.close()
	if c.opts.IDPrefix != "" {
		id = c.opts.IDPrefix + "--" + id
	}
	c.now.ID = id
}

func (c *cutter) add(nodes ...*node) {
	p := &plainer{opts: &c.opts, bare: true}
	if c.opts.Typography.set() {
		p.composer = c.opts.Typography.composer()
	}
	p.blocks(nodes)
	if s := strings.Join(strings.Fields(p.out.String()), " "); s != "" {
		c.text = append(c.text, s)
	}
}

func (c *cutter) blocks(nodes []*node) {
	for _, n := range nodes {
		switch n.kind {
		case kindGroup, kindQuote:
			c.blocks(n.children)
		case kindHeading:
			c.begin(n.rare().id)
			c.now.Heading = strings.TrimSpace(plainInline(n.children))
		case kindParagraph:
			if c.opts.ParagraphIDs {
				c.begin(n.rare().id)
			}
			c.add(n)
		case kindDirective:
			if n.more.dir.Name == "for" && visible(n, c.opts.Audience) {
				c.blocks(n.children)
				continue
			}
			c.begin(n.rare().id)
			c.add(n)
		default:
			c.add(n)
		}
	}
}
