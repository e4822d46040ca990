package markdown

// kind says what a node is.
type kind uint8

const (
	kindGroup kind = iota // only its children
	kindParagraph
	kindText // inline content without a paragraph of its own, as in a tight list
	kindHeading
	kindBreak
	kindQuote
	kindCode
	kindList
	kindItem
	kindTable
	kindRow
	kindHead
	kindCell
	kindTerms
	kindTerm
	kindDescription
	kindDirective

	kindWords // a run of characters
	kindSoft  // the end of a line
	kindHard  // a line break
	kindEmphasis
	kindStrong
	kindStrike
	kindVerbatim
	kindSpan
	kindLink
	kindReference
	kindImage
	kindNote
)

// leaf says that a node of this kind has no children.
func (k kind) leaf() bool {
	switch k {
	case kindWords, kindSoft, kindHard, kindBreak, kindCode, kindVerbatim, kindImage, kindNote:
		return true
	}
	return false
}

// A node is a piece of a document: what goldmark parsed, with everything resolved and checked. It is never changed
// after Parse, which packs it; who wants the tree unpacks it.
type node struct {
	kind     kind
	ordered  bool   // list
	level    int32  // of a heading, number of a list's first item, or the alignment of a cell
	text     string // words, code; address of a link
	children []*node
	note     *node // of kindNote: what it says
	more     *more
}

// More is what few nodes have.
type more struct {
	title string // of a link; the name of a code block's language
	id    string // the author's, or generated; without prefix
	attr  *attributes
	ref   *Reference
	img   *Image
	dir   *Directive
}

// rare gives what few nodes have, to be read.
func (n *node) rare() more {
	if n.more == nil {
		return more{}
	}
	return *n.more
}

// own gives the same to be written, while the tree is made.
func (n *node) own() *more {
	if n.more == nil {
		n.more = &more{}
	}
	return n.more
}

// attributes are the ones that an author may give.
type attributes struct {
	id, class, lang, dir string
}

// Alignments of a cell, as classes: a policy against inline style stands in the way of anything else.
var alignments = [...]string{"", "start", "end", "center"}
