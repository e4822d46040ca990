package content

import (
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/recur"
	"modestad/generator/source"
)

// Kinds are what can stand in the calendar, in the order of the content model.
func Kinds() []string { return []string{"event", "exhibition", "product", "call", "support"} }

// Statuses of an event, or of one occurrence of it.
func Statuses() []string {
	return []string{"confirmed", "tentative", "cancelled", "postponed", "sold-out"}
}

// Crowds are the motives that bring people: pure fashion, heightened interest, wide public.
func Crowds() []string { return []string{"own", "in", "us"} }

// Visits are the ways to come.
func Visits() []string { return []string{"individual", "group", "schools", "families"} }

// SupportFor and SupportNeeds are whom a measure of support helps, and with what.
func SupportFor() []string {
	return []string{"starter", "designer", "retailer", "company", "student", "pupil", "jobseeker", "teacher", "researcher", "organiser"}
}
func SupportNeeds() []string {
	return []string{"capital", "market", "knowhow", "space", "mentor", "staff", "network"}
}

// Seasons of an event that has no date yet.
func Seasons() []string { return []string{"winter", "spring", "summer", "autumn"} }

// An Event is anything in the calendar: an event, an exhibition, a product, a call, a measure of support.
type Event struct {
	Partner, Slug string
	File          *source.File
	Kind          string
	Status        string
	Draft         bool
	SourceUID     string
	RenamedFrom   []source.Ref

	Zone     *time.Location
	ZoneName string
	AllDay   bool
	Start    civil.DateTime // zero where the event is not dated
	End      civil.DateTime // exclusive for times, the last day for dates; zero where there is none
	StartAt  source.Span
	Month    DueDate // not yet dated, but for the month
	Season   Season  // not yet dated, but for the season
	Deadline Deadline
	Opens    Deadline
	From, To civil.Date // of `available`; zero where open

	Repeat  *Repeat
	Opening []Hours
	Closed  []civil.Date

	Venue  source.Ref
	Place  *Place
	Online string

	Audiences  []source.Ref
	Crowds     []string
	Tags       []source.Ref
	Languages  []string
	For, Need  []string
	Owner      source.Ref
	Reviewed   civil.Date
	Image      Image
	URL        string
	Price      *Price
	MinAge     int // 0 for none
	MaxAge     int // 0 for none
	Visit      []string
	Access     []Access
	Green      *Green
	Series     source.Ref
	Position   int
	With       []source.Ref
	Performers []string
	EditionOf  source.Ref
	PartOf     source.Ref
	Contact    config.Contact

	Texts By[EventText]

	id string
}

// ID is the event's id: partner/slug.
func (e *Event) ID() string { return e.id }

// Dated says whether the event has a day in the calendar.
func (e *Event) Dated() bool { return !e.Start.IsZero() || !e.Deadline.Date.IsZero() }

// An EventText is an event in one language.
type EventText struct {
	At             source.Span
	Title, Summary string
	Body           Body // nil where there is none
	ImageAlt       string
	TranslatedFrom string
}

// A Season is a time of year. Name is one of Seasons.
type Season struct {
	Year int
	Name string
}

// IsZero says whether there is none.
func (s Season) IsZero() bool { return s.Name == "" }

// A Deadline is a day, and the time on it where HasTime.
type Deadline struct {
	civil.DateTime
	HasTime bool
}

// Hours are weekly opening hours: on each of Days from From to To.
type Hours struct {
	Days     []time.Weekday
	From, To civil.Clock
}

// A Place is one that is used once and has no file of its own.
type Place struct {
	Name, Address string
	Geo           *[2]float64
}

// An Image is a picture in the partner's folder.
type Image struct {
	Path   string // relative to the site's root
	At     source.Span
	Focus  [2]float64 // from the upper left corner, each 0 to 1
	Credit string
}

// A Price is what it costs, in euro. HasFrom and HasTo say whether an amount is known.
type Price struct {
	Free           bool
	From, To       float64
	HasFrom, HasTo bool
	Booking        string
}

// A Green is a label that the event carries for sustainability.
type Green struct{ Label, URL string }

// A Repeat says when an event happens again. Rule is nil where only Also adds dates.
type Repeat struct {
	Rule    *recur.Rule
	Except  []civil.Date
	Also    []civil.DateTime
	Changes []Change
	At      source.Span
}

// A Change is one occurrence that differs. On is the day that the rule, or `also`, gives it.
type Change struct {
	On         civil.Date
	At         source.Span
	Start, End civil.DateTime // zero where they stay; End as an event's
	Status     string
	Venue      source.Ref
	Place      *Place
	Online     string
	Note       By[string]
}
