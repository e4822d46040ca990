package view

import "html/template"

// Choice is page/choice: the language choice at the site's root. It stands outside every language, so its
// words come with it.
type Choice struct {
	Page      Page
	Languages []ChoiceLanguage
	Drawing   template.HTML
}

// ChoiceLanguage is one door.
type ChoiceLanguage struct {
	Lang, Dir   string
	URL         string
	Name        string // of the language, in itself
	Class       string // the width class that fills the measure at height h16; may be empty
	Site        string // the site's title in it
	Description string
}

// Home is page/home.
type Home struct {
	Page       Page
	Headline   Headline
	Summary    Text
	Body       Prose
	Drawing    template.HTML // the garment, or the lay plan
	Times      []Link        // the calendar now, today, this weekend, this month
	Audiences  []AudienceCard
	Today      Date
	Now        []EventItem // today and the coming days
	Running    []EventItem // exhibitions
	Highlights []EventItem
	Calendar   *Link
	Areas      []Link
	Partners   []Link
	AllPartner *Link
	Subscribe  *Subscribe
}

// AudienceCard is the way into a longread.
type AudienceCard struct {
	URL      string
	Class    string
	Name     Text
	Title    Text
	Summary  Text
	Reading  string
	Piece    template.HTML
	Chapters []Link
}

// Subscribe is the panel that takes a feed along.
type Subscribe struct {
	Title    string // empty: "take the calendar along"
	Text     string
	Webcal   template.URL
	Google   string
	Outlook  string
	Office   string        // Microsoft 365
	Code     template.HTML // the webcal address as a QR code; empty where there is none
	Download string        // .ics
	Address  string        // https, to copy
	More     *Link         // all feeds
}
