package view

import "html/template"

// Event is page/event, for every kind; what a kind lacks is empty.
type Event struct {
	Page        Page
	Class       string // event, exhibition, product, call, support
	Kind        string // in words
	Headline    Headline
	Summary     Text
	Body        Prose
	Number      string // "10", the day, where there is one
	Month       string // "juni 2027"
	When        Date   // "donderdag 10 juni 2027, 20.00 tot 23.00 uur"
	State       string
	Status      string
	StatusNote  Text
	Official    string
	End         string // RFC 3339: past it a script says that it is over
	Over        string // those words, when it was over at the build; else empty
	Next        []Occurrence
	Rule        string // "elke donderdag tot 31 december"
	Opening     []OpeningRow
	Closed      []Date
	Deadline    *Date
	Opens       *Date
	Available   string
	Where       *Where
	Online      *Link
	Price       *Price
	Age         string
	Access      []Term
	Languages   string
	For         []Link // audiences, crowds, visitors; a support measure's target groups
	Need        []Text
	Green       *Link
	Partners    []Link
	Performers  []string
	PartOf      []Link // series, edition, programme
	Parts       []EventItem
	Related     []*EventItem
	Tags        []Link
	Picture     *Picture
	Contact     *Contact
	Website     *Link
	AddICS      string
	AddGoogle   string
	AddOutlook  string
	Share       Share
	Change      *Link // the file on the forge
	Reviewed    *Date
	Drawing     template.HTML // where there is no picture
	Attribution string
}

// Share is how a page is passed on: its address, and the same as a letter (mailto:).
type Share struct{ URL, Mail string }

// Occurrence is one date of a repeated event.
type Occurrence struct {
	Date   Date
	Time   string
	Status string
	State  string
	Note   Text
	End    string
}

// OpeningRow is a line of the opening hours.
type OpeningRow struct{ Days, Hours string }

// Where is a place with the way to it.
type Where struct {
	Name    Link // to the venue's page; URL may be empty
	Address string
	Area    *Link
	Map     *Link         // an outside map, which the reader chooses to open
	Drawing template.HTML // situation map
	Reach   []Term
	Access  []Term
}

// Price is what it costs.
type Price struct {
	Text    string
	Note    string
	Booking *Link
	Free    bool
}

// Term is a word with what it says. Text may be empty.
type Term struct {
	Name string
	Text Text
}

// Contact is a public contact.
type Contact struct {
	Name     Text
	Email    string
	Phone    string
	PhoneURL template.URL // tel:
}
