package view

import "html/template"

// For is directive/for: a passage for some audiences only. It is shown without a frame; Class lets print and
// editors see it.
type For struct {
	Class string
	Body  template.HTML
}

// Quote is directive/quote.
type Quote struct {
	Body   template.HTML
	Who    Text
	Role   Text
	Source *Link
}

// Evidence is directive/evidence: a claim as a card, with its figure and its source.
type Evidence struct {
	ID       string // of the card, to link to
	Number   string // "bewijsstuk 1-A"
	Figure   string // "39 %"
	Label    Text   // what the figure counts
	Period   string
	Body     template.HTML
	Source   *Link
	Locator  Text
	Fact     string // address of the fact on the facts page
	Strength string // "gemeten", in words; empty where nothing is stated
}

// Figure is directive/figure. Class is wide, margin or empty.
type Figure struct {
	Class   string
	Picture Picture
}

// Gallery is directive/gallery: figures side by side.
type Gallery struct {
	Label string
	Body  template.HTML
}

// Chart is directive/chart. Wide and Narrow are two drawings of the same data; each has its own title and
// description. Rows hold the same figures for everybody who reads tables.
type Chart struct {
	ID       string
	Title    Text // the finding
	Wide     template.HTML
	Narrow   template.HTML
	Summary  string // the description in words
	Columns  []Text
	Rows     []ChartRow
	Sources  []Link
	Download *Download
}

// ChartRow is one row of a chart's table.
type ChartRow struct {
	Name  Text
	Cells []string
}

// Timeline is directive/timeline: milestones along the thread.
type Timeline struct {
	Label   string
	Drawing template.HTML // wide screens, decorative; may be empty
	Items   []Milestone
}

// Milestone is an action or target with its date. Class is planned, running, done or dropped.
type Milestone struct {
	Date   Date
	Title  Text
	URL    string
	Text   template.HTML
	Status string // in words
	Class  string
}

// Steps is directive/steps: a figure that stays while its steps pass. Drawing, which is decoration, grows with them: its
// parts have the classes of the steps; it is empty where Figure is drawn itself.
type Steps struct {
	Label   string
	Drawing template.HTML
	Figure  template.HTML
	Steps   []Step
}

// Step is one part of Steps. Class is step-1, step-2, ...: the drawing's parts carry the same.
type Step struct {
	Number string
	Class  string
	Body   template.HTML
}

// EventsBlock is directive/events: the next of a feed.
type EventsBlock struct {
	Title string
	Items []EventItem
	All   *Link
	Empty string
}

// PartnersBlock is directive/partners.
type PartnersBlock struct {
	Label    string
	Partners []PartnerItem
}

// Aside is directive/aside.
type Aside struct {
	Label string // names the region
	Body  template.HTML
}

// Details is directive/details.
type Details struct {
	Summary Text
	Body    template.HTML
}
