package feed

import (
	"fmt"
	"slices"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/ical"
	"modestad/generator/page"
	"modestad/generator/site"
)

// components renders an event: alone, as a series with its changes and further dates, as the first and last day of
// an exhibition (as one banner where that is asked for), as the deadline of a call. None where it has no date.
func (ed *edition) components(e *site.Event, banner bool) ([]ical.Component, error) {
	if len(e.Occurrences) == 0 && len(e.Changed) == 0 {
		return nil, nil
	}
	d := ed.draw(e, ed.Brief(e))
	var events []ical.Event
	switch {
	case e.Kind == "call":
		events = []ical.Event{d.deadline()}
	case e.Kind == "exhibition" && banner:
		events = []ical.Event{d.on(e.Occurrences[0])}
	case e.Kind == "exhibition":
		events = d.ends(e.Occurrences[0])
	default:
		events = d.dates()
	}
	key := renderedKey{ed.Lang(), e.UID, banner}
	if was, ok := ed.rendered.of(key, events); ok {
		return was, nil
	}
	out := make([]ical.Component, len(events))
	for i, x := range events {
		c, err := ical.Render(x)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.File.Path, err)
		}
		out[i] = c
	}
	ed.rendered.keep(key, events, out)
	return out, nil
}

// A drawing is an event on its way to iCalendar.
type drawing struct {
	*edition
	e    *site.Event
	b    page.Brief
	base ical.Event // what all its components have
}

func (ed *edition) draw(e *site.Event, b page.Brief) drawing {
	s := ed.site
	base := ical.Event{
		UID: e.UID, Stamp: modified(e), URL: s.EventAbsolute(ed.Lang(), e), Image: b.Image,
		Categories: []string{ed.Text("kind." + e.Kind)},
	}
	if e.HasStamp {
		base.Modified, base.Sequence = base.Stamp, &e.Stamp.Sequence
	}
	for _, t := range e.Tags {
		base.Categories = append(base.Categories, t.ID)
	}
	if mailbox := s.Config.Contact.Email; mailbox != "" {
		base.Organizer = ical.Organizer{Name: s.Config.Contact.Name, Email: mailbox}
		if e.Partner != nil {
			base.Organizer.Name = ed.Name(e.Partner.Name)
		}
	}
	if e.Partner != nil && e.Partner.Brand != nil {
		base.Color = e.Partner.Brand.Accent
	}
	return drawing{ed, e, b, base}
}

// on makes the component of one occurrence.
func (d drawing) on(o site.Occurrence) ical.Event {
	x := d.base
	x.Start = d.when(o.Start)
	switch {
	case o.End.IsZero():
	case o.AllDay:
		x.End = ical.Day(o.End.Date.AddDays(1))
	default:
		// Where the clocks are changed between the two, nothing may be left.
		if end := d.when(o.End); end.At.After(x.Start.At) {
			x.End = end
		}
	}
	x.Summary, x.Status = d.Marked(d.b.Title, o.Status, d.e.Draft), status(o.Status)
	x.Description = d.description(d.Note(o))
	x.Transparent = o.AllDay
	d.place(&x, o)
	return x
}

// place fills in where an occurrence is.
func (d drawing) place(x *ical.Event, o site.Occurrence) {
	x.Location, x.Conference = d.Place(o), o.Online
	switch {
	case o.Venue != nil:
		x.Geo = o.Venue.Geo
	case o.Place != nil:
		x.Geo = o.Place.Geo
	}
}

// when gives a reading of the event's clocks; the later one where daylight saving skips it (RFC 5545, 3.3.5).
func (d drawing) when(t civil.DateTime) ical.When {
	if d.e.AllDay {
		return ical.Day(t.Date)
	}
	if at, fit := t.In(d.e.Zone); fit == civil.Skipped {
		t = civil.Of(at)
	}
	return ical.At(t, d.e.ZoneName)
}

// ruled gives a time as the rule has it, for what names an instance of it.
func (d drawing) ruled(t civil.DateTime) ical.When {
	if d.e.AllDay {
		return ical.Day(t.Date)
	}
	return ical.At(t, d.e.ZoneName)
}

// first is the occurrence that the rule begins with.
func first(e *site.Event) site.Occurrence {
	o := site.Occurrence{On: e.Start, Start: e.Start, End: e.End, AllDay: e.AllDay, Status: e.Status, Venue: e.Venue, Place: e.Place, Online: e.Online}
	if o.AllDay && o.End.IsZero() {
		o.End = o.Start
	}
	return o
}

// dates makes the components of an event: the series with its changes, then the further dates.
func (d drawing) dates() []ical.Event {
	e := d.e
	var out []ical.Event
	if e.Repeat != nil && e.Repeat.Rule != nil {
		out = d.series()
	}
	var also []site.Occurrence
	for _, o := range e.Occurrences {
		switch {
		case o.Also:
			also = append(also, o)
		case len(out) == 0:
			out = append(out, d.on(o)) // it does not repeat, or by further dates alone
		}
	}
	main := len(out) > 0
	slices.SortStableFunc(also, func(a, b site.Occurrence) int { return a.On.Compare(b.On) })
	for i, o := range also {
		x := d.on(o)
		x.UID = derived(e.UID, o.On.Date.String())
		if i > 0 && also[i-1].On.Date == o.On.Date {
			x.UID = derived(e.UID, o.On.Date.String()+"-"+strings.ReplaceAll(o.On.Clock.String(), ":", ""))
		}
		if main {
			x.RelatedTo = e.UID
		}
		out = append(out, x)
	}
	return out
}

// series makes the component of a rule, and those of its instances that differ. Past ones stay in the rule; one
// without an end has no UNTIL.
func (d drawing) series() []ical.Event {
	e := d.e
	x := d.on(first(e))
	x.RRule = e.Repeat.Rule.RRule(e.Start, e.AllDay, e.Zone)
	except := slices.Clone(e.Repeat.Except)
	slices.SortFunc(except, civil.Date.Compare)
	for _, day := range slices.Compact(except) {
		x.ExDates = append(x.ExDates, d.ruled(day.At(e.Start.Clock)))
	}
	out := []ical.Event{x}
	for _, o := range e.Changed {
		y := d.on(o)
		y.Recurrence = d.ruled(o.On)
		out = append(out, y)
	}
	return out
}

// ends makes the opening and the last day of an exhibition; one entry where they are the same.
func (d drawing) ends(o site.Occurrence) []ical.Event {
	opening, closing := o, o
	opening.End, closing.Start = o.Start, o.End
	open := d.on(opening)
	open.UID = derived(d.e.UID, "opening")
	if o.Start.Date == o.End.Date {
		return []ical.Event{open}
	}
	last := d.on(closing)
	last.UID = derived(d.e.UID, "closing")
	title := func(key string) string {
		return d.Marked(d.Text(key, "Title", d.b.Title), o.Status, d.e.Draft)
	}
	open.Summary, last.Summary = title("event.opening_of"), title("event.closing_of")
	return []ical.Event{open, last}
}

// deadline makes the entry of a call: the day of its deadline, with the hour in the text.
func (d drawing) deadline() ical.Event {
	o := d.e.Occurrences[0]
	x := d.base
	x.Start, x.End = ical.Day(o.Start.Date), ical.Day(o.Start.Date.AddDays(1))
	x.Summary = d.Marked(d.Text("event.deadline_of", "Title", d.b.Title), o.Status, d.e.Draft)
	x.Status, x.Transparent = status(o.Status), true
	x.Description = d.description(d.Deadline(d.e))
	d.place(&x, o)
	return x
}

// description tells all in plain text: what is particular to this date first, and the page's address last, on a line
// of its own.
func (d drawing) description(note string) string {
	var parts []string
	for _, p := range []string{note, d.b.Summary, d.b.Body, strings.Join(d.b.Practical, "\n"), d.base.URL} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "\n\n")
}

// derived gives the UID of what is made of an event. No id has two hyphens in a row, so that it is no other event's.
func derived(uid, part string) string {
	i := strings.LastIndexByte(uid, '@')
	return uid[:i] + "--" + part + uid[i:]
}

// status gives what RFC 5545 knows of an event's status. It has no word for postponed; who has no ticket for what is
// sold out still has it take place.
func status(s string) ical.Status {
	switch s {
	case "cancelled":
		return ical.Cancelled
	case "tentative", "postponed":
		return ical.Tentative
	}
	return ical.Confirmed
}
