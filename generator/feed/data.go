package feed

import (
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/site"
)

// The structures of data/events.json, in the order of the output contract. What an event does not have is left out.
// Texts are tables by language, and hold only what was written in it; names of things stand in every language.
type dataEvent struct {
	ID          string           `json:"id"`
	UID         string           `json:"uid"`
	Kind        string           `json:"kind"`
	Status      string           `json:"status"`
	Programme   string           `json:"programme"` // official or off
	Start       string           `json:"start,omitempty"`
	End         string           `json:"end,omitempty"`
	AllDay      *bool            `json:"all_day,omitempty"`
	Timezone    string           `json:"timezone"`
	Month       string           `json:"month,omitempty"`
	Season      string           `json:"season,omitempty"`
	Deadline    string           `json:"deadline,omitempty"`
	Opens       string           `json:"opens,omitempty"`
	Available   *dataPeriod      `json:"available,omitempty"`
	Repeat      *dataRepeat      `json:"repeat,omitempty"`
	Occurrences []dataOccurrence `json:"occurrences,omitempty"`
	Partner     *dataPartner     `json:"partner,omitempty"`
	With        []*dataPartner   `json:"with,omitempty"`
	Venue       *dataVenue       `json:"venue,omitempty"`
	Place       *dataPlace       `json:"place,omitempty"`
	Online      string           `json:"online,omitempty"`
	Series      *dataSeries      `json:"series,omitempty"`
	PartOf      string           `json:"part_of,omitempty"`
	EditionOf   string           `json:"edition_of,omitempty"`
	Audiences   []string         `json:"audiences,omitempty"`
	Crowds      []string         `json:"crowds,omitempty"`
	Tags        []string         `json:"tags,omitempty"`
	Price       *dataPrice       `json:"price,omitempty"`
	Age         *dataAge         `json:"age,omitempty"`
	Visit       map[string]bool  `json:"visit,omitempty"`
	Access      map[string]any   `json:"access,omitempty"`
	Opening     []dataHours      `json:"opening,omitempty"`
	Closed      []string         `json:"closed,omitempty"`
	Languages   []string         `json:"languages,omitempty"`
	Image       string           `json:"image,omitempty"`
	Contact     *dataContact     `json:"contact,omitempty"`
	Modified    string           `json:"modified,omitempty"`
	Title       words            `json:"title"`
	Summary     words            `json:"summary,omitempty"`
	Body        words            `json:"body,omitempty"` // plain text, a blank line between paragraphs
	URL         words            `json:"url"`
}

// words are a text by language.
type words map[string]string

type dataPeriod struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

type dataRepeat struct {
	Rule   string   `json:"rule,omitempty"` // RFC 5545, section 3.3.10
	Except []string `json:"except,omitempty"`
	Also   []string `json:"also,omitempty"`
}

// A dataOccurrence says of a date what is particular to it. On is the time that the rule gives, where it was moved.
type dataOccurrence struct {
	Start  string     `json:"start"`
	End    string     `json:"end,omitempty"`
	On     string     `json:"on,omitempty"`
	Status string     `json:"status"`
	Venue  string     `json:"venue,omitempty"`
	Place  *dataPlace `json:"place,omitempty"`
	Online string     `json:"online,omitempty"`
	Note   words      `json:"note,omitempty"`
}

type dataPartner struct {
	ID   string `json:"id"`
	Name words  `json:"name"`
	URL  string `json:"url,omitempty"`
}

type dataVenue struct {
	ID       string           `json:"id"`
	Name     words            `json:"name"`
	Street   string           `json:"street,omitempty"`
	Postcode string           `json:"postcode,omitempty"`
	City     string           `json:"city,omitempty"`
	Geo      *[2]float64      `json:"geo,omitempty"` // latitude, longitude
	Area     string           `json:"area,omitempty"`
	Access   map[string]any   `json:"access,omitempty"`
	Reach    map[string]words `json:"reach,omitempty"` // how to get there, by means
	URL      string           `json:"url,omitempty"`
}

type dataPlace struct {
	Name    string      `json:"name"`
	Address string      `json:"address,omitempty"`
	Geo     *[2]float64 `json:"geo,omitempty"`
}

type dataSeries struct {
	ID       string `json:"id"`
	Position int    `json:"position,omitempty"`
	Name     words  `json:"name"`
}

type dataPrice struct {
	Free    bool     `json:"free"`
	From    *float64 `json:"from,omitempty"` // euro
	To      *float64 `json:"to,omitempty"`
	Booking string   `json:"booking,omitempty"`
}

type dataAge struct {
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
}

type dataHours struct {
	Days []string `json:"days"`
	From string   `json:"from"`
	To   string   `json:"to"`
}

type dataContact struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// published gives the events of the open data: all kinds, without drafts, by id.
func (s *Set) published() []*site.Event {
	return slices.DeleteFunc(slices.Clone(s.site.Events), func(e *site.Event) bool { return e.Draft })
}

// EventsJSON gives the open data of all published events as JSON.
func (s *Set) EventsJSON() ([]byte, error) {
	out := []byte(`{"events":[`)
	for i, e := range s.published() {
		if i > 0 {
			out = append(out, ',')
		}
		one, err := encode(s.data(e))
		if err != nil {
			return nil, err
		}
		out = append(out, one...)
	}
	return append(out, "]}"...), nil
}

// EventsJSONLD gives the open data as a graph of schema.org, in the default language.
func (s *Set) EventsJSONLD() ([]byte, error) { return encode(s.language().Graph(s.published())) }

// moment writes a time for machines: a date, or RFC 3339 with its offset; nothing for the zero time.
func moment(t civil.DateTime, allDay bool, zone *time.Location) string {
	switch {
	case t.Date.IsZero():
		return ""
	case allDay:
		return t.Date.String()
	}
	at, _ := t.In(zone)
	return at.Format(time.RFC3339)
}

func (s *Set) data(e *site.Event) dataEvent {
	x := dataEvent{ID: e.ID(), UID: e.UID, Kind: e.Kind, Status: e.Status, Programme: programme(e), Timezone: e.ZoneName,
		Start: moment(e.Start, e.AllDay, e.Zone), End: moment(e.End, e.AllDay, e.Zone),
		Deadline: moment(e.Deadline.DateTime, !e.Deadline.HasTime, e.Zone), Opens: moment(e.Opens.DateTime, !e.Opens.HasTime, e.Zone),
		Online: e.Online, Place: place(e.Place), Audiences: e.Audiences, Crowds: e.Crowds, Tags: tags(e), Visit: visits(e),
		Access: access(e.Access), Languages: e.Languages, Image: s.language().Image(e)}
	if !e.Start.IsZero() {
		x.AllDay = &e.AllDay
	}
	if !e.Month.IsZero() {
		x.Month = e.Month.First().String()[:7]
	}
	if !e.Season.IsZero() {
		x.Season = season(e.Season)
	}
	if !e.Event.From.IsZero() || !e.To.IsZero() {
		x.Available = &dataPeriod{day(e.Event.From), day(e.To)}
	}
	x.Repeat = repeat(e)
	if e.Kind != "call" {
		for _, o := range e.Occurrences {
			x.Occurrences = append(x.Occurrences, s.occurrence(e, o))
		}
	}
	if e.Partner != nil {
		x.Partner = s.partner(e.Partner)
	}
	for _, p := range e.With {
		x.With = append(x.With, s.partner(p))
	}
	if v := e.Venue; v != nil {
		x.Venue = &dataVenue{v.ID, s.names(v.Name), v.Street, v.Postcode, v.City, v.Geo, v.Venue.Area.ID, access(v.Access), s.reach(v.Reach), v.URL}
	}
	if e.Series != nil {
		x.Series = &dataSeries{e.Series.ID, e.Position, s.names(e.Series.Name)}
	}
	if e.PartOf != nil && !e.PartOf.Draft {
		x.PartOf = e.PartOf.ID()
	}
	if e.EditionOf != nil && !e.EditionOf.Draft {
		x.EditionOf = e.EditionOf.ID()
	}
	if p := e.Price; p != nil {
		x.Price = &dataPrice{Free: p.Free, Booking: p.Booking}
		if p.HasFrom {
			x.Price.From = &p.From
		}
		if p.HasTo {
			x.Price.To = &p.To
		}
	}
	if e.MinAge > 0 || e.MaxAge > 0 {
		x.Age = &dataAge{e.MinAge, e.MaxAge}
	}
	for _, h := range e.Opening {
		y := dataHours{From: h.From.String(), To: h.To.String()}
		for _, d := range h.Days {
			y.Days = append(y.Days, strings.ToLower(d.String()[:3]))
		}
		x.Opening = append(x.Opening, y)
	}
	for _, d := range e.Closed {
		x.Closed = append(x.Closed, d.String())
	}
	if c := e.Contact; c != (config.Contact{}) {
		x.Contact = &dataContact{c.Name, c.Email, c.Phone}
	}
	if e.HasStamp {
		x.Modified = modified(e).Format(time.RFC3339)
	}
	x.Title, x.Summary, x.Body, x.URL = words{}, words{}, words{}, words{}
	for _, t := range e.Texts {
		x.Title[t.Lang] = t.Value.Title
		if t.Value.Summary != "" {
			x.Summary[t.Lang] = t.Value.Summary
		}
		if ed := s.editions[t.Lang]; ed != nil && t.Value.Body != nil {
			x.Body[t.Lang] = ed.Unformatted(t.Value.Body, t.Lang, e.Audiences)
		}
	}
	for _, l := range s.site.Config.Languages {
		x.URL[l.Tag] = s.site.EventAbsolute(l.Tag, e)
	}
	return x
}

func (s *Set) occurrence(e *site.Event, o site.Occurrence) dataOccurrence {
	x := dataOccurrence{Start: moment(o.Start, o.AllDay, e.Zone), End: moment(o.End, o.AllDay, e.Zone), Status: o.Status}
	if o.Start != o.On {
		x.On = moment(o.On, o.AllDay, e.Zone)
	}
	if o.PlaceMoved {
		x.Place = place(o.Place)
		if o.Venue != nil {
			x.Venue = o.Venue.ID
		}
	}
	if o.Online != e.Online {
		x.Online = o.Online
	}
	for _, n := range o.Note {
		if x.Note == nil {
			x.Note = words{}
		}
		x.Note[n.Lang] = n.Value
	}
	return x
}

// names gives a name in every language of the site.
func (s *Set) names(by content.By[string]) words {
	out := words{}
	for lang, ed := range s.editions {
		out[lang] = ed.Name(by)
	}
	return out
}

// reach says how to get to a place, by means and language.
func (s *Set) reach(notes []content.ReachNote) map[string]words {
	if len(notes) == 0 {
		return nil
	}
	out := make(map[string]words, len(notes))
	for _, n := range notes {
		out[n.By] = s.names(n.Text)
	}
	return out
}

func (s *Set) partner(p *site.Partner) *dataPartner {
	return &dataPartner{p.ID, s.names(p.Name), p.URL}
}

func programme(e *site.Event) string {
	if e.Official {
		return "official"
	}
	return "off"
}

func tags(e *site.Event) []string {
	var out []string
	for _, t := range e.Tags {
		out = append(out, t.ID)
	}
	return out
}

func place(p *content.Place) *dataPlace {
	if p == nil {
		return nil
	}
	return &dataPlace{p.Name, p.Address, p.Geo}
}

// access gives the terms as authors write them: whether a thing is there, or in which sign languages.
func access(list []content.Access) map[string]any {
	if len(list) == 0 {
		return nil
	}
	out := map[string]any{}
	for _, a := range list {
		out[a.Term] = a.Has
		if len(a.Languages) > 0 {
			out[a.Term] = a.Languages
		}
	}
	return out
}

func repeat(e *site.Event) *dataRepeat {
	r := e.Repeat
	if r == nil {
		return nil
	}
	x := &dataRepeat{}
	if r.Rule != nil {
		x.Rule = r.Rule.RRule(e.Start, e.AllDay, e.Zone)
	}
	for _, d := range r.Except {
		x.Except = append(x.Except, d.String())
	}
	for _, t := range r.Also {
		x.Also = append(x.Also, moment(t, e.AllDay, e.Zone))
	}
	return x
}

func day(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// season writes a season as authors do: 2027-autumn.
func season(s content.Season) string { return civil.Date{Year: s.Year}.String()[:5] + s.Name }

// visits are the ways to come, in the form that the content has them.
func visits(e *site.Event) map[string]bool {
	if len(e.Visit) == 0 {
		return nil
	}
	out := make(map[string]bool, len(e.Visit))
	for _, v := range e.Visit {
		out[v] = true
	}
	return out
}
