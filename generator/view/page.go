package view

import "html/template"

// Text is a piece of text that may be in another language than the page around it. Lang and Dir (ltr or rtl)
// are set together, and only when they differ from the page's own (WCAG 3.1.2).
type Text struct{ Text, Lang, Dir string }

// Link is an address with its words. Current marks the page itself, or the section it stands in.
type Link struct {
	URL     string
	Text    Text
	Current bool
}

// Date is a moment or a span for the eye (Text) and for machines (ISO, the value of a time element).
type Date struct{ ISO, Text string }

// Page is the frame of every page: head, header, breadcrumb and footer.
type Page struct {
	Lang, Dir   string // BCP 47 tag, and ltr or rtl
	Kind        string // a class for the page type: home, longread, calendar, event, ...
	DocTitle    string // page – section – site
	Description string
	Canonical   string // absolute; empty on pages that have none
	Robots      string // "noindex", or empty
	CSP         string // the policy, as the header also carries it
	Alternates  []Alternate
	XDefault    string // absolute; empty where the set of alternates is
	Feeds       []FeedLink
	OEmbed      string // address of the data for programs that embed the page; empty where none can
	OpenGraph   OpenGraph
	JSONLD      []template.HTML // complete script elements

	Style    string   // the stylesheet
	Script   string   // the module script
	Fonts    []string // to preload; display face first
	Icon     string   // SVG
	IconPNG  string   // 180 px, for home screens
	Manifest string   // empty where the site is not installable
	Search   string   // address of the search page, empty where there is none

	SiteName    string
	HomeURL     string
	Nav         []Link
	Audiences   []AudienceLink
	Breadcrumbs []Link // from home to this page; fewer than two are not shown
	Notice      *Notice
	Draft       bool // shown by a preview only
	Footer      Footer
}

// Alternate is this page in one language. Untranslated ones are shown in the switch with a remark. Absolute is empty
// where the head must not announce it: it, or the page itself, is not translated.
type Alternate struct {
	Lang, Dir  string
	URL        string // relative to the site; the switch
	Absolute   string // the head
	Name       string // the language's name in itself
	Current    bool
	Translated bool
}

// FeedLink announces a feed in the head.
type FeedLink struct{ URL, Type, Title string }

// OpenGraph is what a shared link shows.
type OpenGraph struct {
	Type, Title, Description, URL, SiteName, Locale string
	Image, ImageAlt, ImageWidth, ImageHeight        string // Image absolute; empty where there is none
	ImageType                                       string // its media type
}

// AudienceLink is the way to one longread. Class is a0, a1, ... by the order of the audiences: it carries the
// colour and the stitch (the theme draws three and a neutral fourth).
type AudienceLink struct {
	URL     string
	Text    Text
	Class   string
	Current bool
}

// Notice says that the page is (partly) shown in another language. Text is in the page's language.
type Notice struct {
	Text string
	Link *Link // to the original
}

// Footer is the garment label.
type Footer struct {
	Links     []CareLink
	Licence   Link
	Contact   string // the name of who answers
	Email     string // without mailto:
	Built     Date
	Languages string // "Nederlands, English, Français"
	Sources   string // "12 bronnen, 64 feiten"; empty where the site has none
	Source    *Link  // this page's file on the forge
}

// CareLink is a link of the label with a care symbol: statement, privacy, feed, contact, data,
// sources; any other has the iron.
type CareLink struct {
	Kind string
	Link Link
}

// Picture is an image with its ready markup (img or picture, with srcset, sizes, dimensions and alt).
type Picture struct {
	HTML    template.HTML
	Caption template.HTML
	Credit  Text
}

// Headline is a title set as a block: each run is one line, drawn to the same length by its width class
// (w50 to w150; "low" beside it where its letters reach down to the next line), at the height that Class (h10 to h40,
// in percent of the measure) gives. Where Runs is empty the title is set plainly; so are most titles outside heroes,
// but for those with a word so long that it would break.
type Headline struct {
	Text  Text // the whole title
	Class string
	Runs  []Run
}

// Run is one line of a headline.
type Run struct{ Text, Class string }

// Prose is rendered Markdown that may be borrowed from another language.
type Prose struct {
	HTML      template.HTML
	Lang, Dir string
}

// Intro is the written introduction of a generated page (content/pages/<output>).
type Intro struct {
	Title   Headline
	Summary Text
	Body    Prose
}

// Pager leads through a long list. Prev and Next are nil at its ends.
type Pager struct {
	Prev, Next *Link
	Pages      []Link
	Status     string // "pagina 2 van 14"
}
