package view

import "html/template"

// Menu is page/menu: what can always be booked or lived, by motive.
type Menu struct {
	Page    Page
	Intro   Intro
	Filters []Filter
	Count   string
	Groups  []Group
	Empty   *Empty
	Pager   *Pager
}

// Group is a part of a list with a heading.
type Group struct {
	ID    string
	Title Text
	Text  Text
	Items []EventItem
}

// Calls is page/calls: what is open, what opens later, what closed.
type Calls struct {
	Page      Page
	Intro     Intro
	Open      []EventItem
	Undated   []EventItem
	Closed    []EventItem
	Empty     *Empty
	Pager     *Pager
	Subscribe *Subscribe
}

// Support is page/support: the support finder, by who one is and what one needs.
type Support struct {
	Page    Page
	Intro   Intro
	Filters []Filter
	Count   string
	Groups  []Group // by need
	Contact *Contact
	Empty   *Empty
	Pager   *Pager
}

// Partners is page/partners.
type Partners struct {
	Page   Page
	Intro  Intro
	Groups []PartnerGroup // by role
	Join   *Link
	Pager  *Pager
}

// PartnerGroup is the partners of one role.
type PartnerGroup struct {
	ID       string
	Title    string
	Partners []PartnerItem
}

// PartnerItem is a partner in a list.
type PartnerItem struct {
	URL   string
	Name  Text
	About Text
	Role  string
	Logo  template.HTML
	Count string // "12 activiteiten"
}

// Partner is page/partner.
type Partner struct {
	Page      Page
	Name      Text
	Role      string
	About     Prose
	Logo      template.HTML
	Website   *Link
	Contact   *Contact
	Where     *Where
	Items     []EventItem
	Running   []EventItem
	Products  []EventItem
	Calls     []EventItem
	Actions   []Milestone
	Empty     *Empty
	Pager     *Pager
	Subscribe *Subscribe
	Kit       *Link
	Change    *Link
}

// Kit is page/kit: what a partner takes along: messages, figures, feeds and embed codes.
type Kit struct {
	Page      Page
	Partner   Link
	Intro     Prose
	Audiences []KitAudience
	Quotes    []Quote
	Facts     []KitFacts
	Builder   *KitBuilder
	Embeds    []KitEmbed
	Feeds     []FeedItem
	Pinned    string // code of the pinned script
	Integrity string // its SRI
	Codes     []KitCode
	Changes   []KitChange
	Brand     []KitColour
}

// KitBuilder is the form that composes a code and shows it at work; it needs scripts. Base is the site's address for
// the code, Here the same where the page stands. Messages are "<audience>/<chapter>".
type KitBuilder struct {
	Script, Base, Here string
	Brand              string // the partner's id; empty where it has no brand
	Feeds, Views       []Option
	Languages          []Option
	Messages           []Option
	Fallbacks          []KitFallback
}

// KitFallback is the link that stands in an element without scripts. For is "<language> <feed>" or
// "<language> <audience>".
type KitFallback struct {
	For, URL, Text string
}

// KitCode is an address as a QR code.
type KitCode struct {
	Title   string
	Address string
	Drawing template.HTML
}

// KitAudience is what the chapters say to an audience.
type KitAudience struct {
	ID       string
	Class    string
	Name     Text
	Messages []KitMessage
}

// KitMessage is a chapter's message for an audience, in three lengths.
type KitMessage struct {
	ID      string
	Chapter Text
	Line    Text
	Short   Text
	Long    template.HTML
	Page    *Link
}

// KitFacts are the figures that a chapter states.
type KitFacts struct {
	Chapter Text
	Count   string
	Facts   []Evidence
}

// KitEmbed is a code to paste, with how it looks.
type KitEmbed struct {
	ID      string
	Title   string
	Text    string
	Code    string
	Preview string // address for the iframe
	Label   string // its title
}

// KitChange is an entry of what changed lately. What says of which kind it is, where the text does not.
type KitChange struct {
	Date Date
	What string
	Text Link
}

// KitColour is a colour of the partner's brand. Drawing is the swatch.
type KitColour struct {
	Name, Value, Contrast string
	Drawing               template.HTML
}
