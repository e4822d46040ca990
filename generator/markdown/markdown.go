// Package markdown reads what authors write, checks it, and renders it as HTML or plain text. It is the home of
// goldmark: CommonMark with tables, footnotes, definition lists and strikethrough, and three things of our own:
// directives between fences of colons, attributes on headings, links and bracketed spans, and references by URI
// (fact:, event:, chapter: and so on).
//
// Invariants:
//   - Parse never fails: it gives a usable Document and, beside it, the findings, with offsets into the file.
//   - A Document does not change once it is parsed, so that it may be rendered from many goroutines.
//   - Raw HTML is an error and never comes out. Every address is checked against a list of what is allowed after
//     its entities are resolved. Everything that an author wrote is escaped when it is written, by escape alone.
//   - template.HTML is made in one function, markup.
//   - Work grows with the length of the text: what would make it grow faster is refused before it is parsed.
//   - What a reference means, how a directive looks and what an image becomes is the Resolver's to say.
//
// A footnote is an aside directly after the block that first refers to it, with a link back: it can stand in the
// margin of a wide screen, is never hidden on a narrow one, and is read where it belongs when printed or spoken.
package markdown

import (
	"html/template"

	"modestad/generator/directive"
	"modestad/generator/source"
)

// Limits bound a text. A zero limit is the content model's default.
type Limits struct {
	Paragraph    int // bytes of one paragraph
	Nesting      int // blocks within blocks
	TableColumns int
	Page         int // bytes of the text, and of what it grows to
}

// ParseOptions say how a text is read.
type ParseOptions struct {
	Limits       Limits
	Classes      []string // the classes that authors may give; nil allows any
	Units        []string // words that make a number a bare figure, beside the signs for percent and euro: "procent"
	ParagraphIDs bool     // paragraphs have ids made of their text, for deep links
}

// A Document is one parsed text.
type Document struct {
	file       *source.File
	size       int // of the text
	packed     packed
	refs       []Reference
	headings   []Heading
	anchors    []Anchor
	directives []*Directive
	images     []Image
	figures    []source.Span
}

// A Reference names a thing of the site. Scheme is that of its URI (fact, partner, event, chapter, page, venue,
// area, source, action, series); or path for a file beside the text; or, for what a directive's parameters name,
// also feed, line and audience.
type Reference struct {
	Scheme, ID, Anchor string
	Auto               bool     // written as <fact:id>: the thing's own name or figure is the text
	Audiences          []string // of the for blocks around it, those that all name; nil is everybody
	Span               source.Span
}

// A Heading is one heading. ID is without the prefix that Render gives it.
type Heading struct {
	Level     int
	ID, Text  string
	Audiences []string
	Span      source.Span
}

// An Anchor is a place that links can lead to: a heading, or whatever an author gave an id.
type Anchor struct {
	ID        string
	Audiences []string
	Span      source.Span
}

// A Directive is one directive as it was written.
type Directive struct {
	Name      string
	Index     int // its number in the text, from 0
	Values    directive.Values
	Audiences []string
	Span      source.Span // the opening fence
	Children  []*Directive
	Items     []Image // of a gallery
}

// An Image is an image beside the text. Src is relative to the text's folder, with slashes.
type Image struct {
	Src, Alt, Title string
	Audiences       []string
	Span            source.Span
}

// References gives every reference, in source order.
func (d *Document) References() []Reference { return d.refs }

// Headings gives every heading, in source order.
func (d *Document) Headings() []Heading { return d.headings }

// Anchors gives every id that a link can lead to, in source order.
func (d *Document) Anchors() []Anchor { return d.anchors }

// Directives gives the outermost directives, in source order.
func (d *Document) Directives() []*Directive { return d.directives }

// Images gives every image, those of figures and galleries too, in source order.
func (d *Document) Images() []Image { return d.images }

// BareFigures gives the numbers with a unit (percent, euro) that stand in the text without a fact: not in code, in
// quotations or in addresses.
func (d *Document) BareFigures() []source.Span { return d.figures }

// A Target is what a reference comes to. Lang and Dir are those of Text where it is borrowed from another language.
type Target struct {
	URL, Text, Lang, Dir, Class, Title string
}

// A Block is a directive on its way to HTML.
type Block struct {
	*Directive
	ID    string // of its id parameter, with the prefix; empty without
	Body  template.HTML
	Parts []template.HTML // of steps: the figure, then each step
	Named []Reference     // of steps: what the figure refers to, in the order of the text
}

// A Resolver knows the site. Its methods are called from several goroutines.
type Resolver interface {
	// Resolve says what a reference means; false where it means nothing, and then its text comes out bare.
	Resolve(Reference) (Target, bool)
	// Directive gives the HTML of any directive but for, which is never seen.
	Directive(Block) template.HTML
	// Image gives the HTML of an image that stands in the text.
	Image(Image) template.HTML
}

// Options say how a document is rendered.
type Options struct {
	Lang          string // of the text; a Target in another language is marked
	Typography    Typography
	Resolver      Resolver
	IDPrefix      string // ids become <prefix>--<id>; empty leaves them as they are
	HeadingShift  int    // added to the level of each heading; the first level is the page's own
	Audience      string // blocks for others are left out; empty leaves in all
	Rel           string // of links to other sites
	ParagraphIDs  bool   // paragraphs show their ids, where they were parsed with them
	NoteBack      string // the name of a note's way back, for who cannot see its arrow
	Hyphenate     func(string) string
	withAddresses bool
}
