package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/recur"
	"modestad/generator/source"
)

// An Event with all that it is tied to.
type Event struct {
	*content.Event
	UID         string // the same in every language and feed
	Partner     *Partner
	Venue       *Venue
	With        []*Partner // partners that accepted to organise it too
	Official    bool
	Audiences   []string // none is all
	Series      *Series
	EditionOf   *Event
	PartOf      *Event
	Editions    []*Event // those that name this one
	Parts       []*Event
	Occurrences []Occurrence // in order; one where it does not repeat, none where it is not dated
	Changed     []Occurrence // those of the rule that differ from it, by day, wherever they lie: feeds give the rule whole
	Stamp       Stamp
	HasStamp    bool
	Beyond      bool // its partner has more events than the site is made for, and this is one too many

	files []string // of its page, with the whole base before each, by language in the order of the site's
}

// An Occurrence is one time that an event happens.
type Occurrence struct {
	On         civil.DateTime // as the rule, or `also`, gives it
	Also       bool           // not of the rule: `also` adds it
	Start      civil.DateTime
	End        civil.DateTime // as an event's: exclusive for times, the last day for dates; zero for none
	AllDay     bool
	Begin      time.Time // the instants between which it is on
	Finish     time.Time
	Status     string
	Venue      *Venue
	Place      *content.Place
	Online     string
	Note       content.By[string]
	Changed    bool // something differs from the rule
	PlaceMoved bool // the place does
}

// Deadline says whether the event is in the calendar on its deadline.
func (e *Event) IsDeadline() bool { return e.Kind == "call" }

// Last gives the instant after which nothing of the event is to come; the zero time where it never ends, as a
// product, or is not dated.
func (e *Event) Last() time.Time {
	if n := len(e.Occurrences); n > 0 {
		last := e.Occurrences[0].Finish
		for _, o := range e.Occurrences[1:] {
			if o.Finish.After(last) {
				last = o.Finish
			}
		}
		return last
	}
	return time.Time{}
}

// Next gives the occurrences that are not over at an instant.
func (e *Event) Next(now time.Time) []Occurrence {
	for i, o := range e.Occurrences {
		if o.Finish.After(now) {
			out := e.Occurrences[i:]
			if !slices.ContainsFunc(out, func(o Occurrence) bool { return !o.Finish.After(now) }) {
				return out
			}
			return slices.DeleteFunc(slices.Clone(out), func(o Occurrence) bool { return !o.Finish.After(now) })
		}
	}
	return nil
}

// Places gives what the event is held at: its venue, and those that occurrences moved to.
func (e *Event) Places() []*Venue {
	var out []*Venue
	add := func(v *Venue) {
		if v != nil && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	add(e.Venue)
	for _, o := range e.Occurrences {
		add(o.Venue)
	}
	return out
}

func (s *Site) resolveEvents(c *content.Content, o Options) {
	perPartner := map[string]int{}
	sections := make([]string, len(s.Config.Languages))
	for i, l := range s.Config.Languages {
		sections[i] = s.Absolute(s.Section(l.Tag, "calendar"))
	}
	for _, e := range c.Events {
		perPartner[e.Partner]++
		if n := perPartner[e.Partner]; n == s.Config.Limits.EventsPerPartner+1 {
			s.found.Add(e.File.Whole().Find("events-many", e.Partner, s.Config.Limits.EventsPerPartner))
		}
		if e.Draft && !o.Drafts {
			s.hidden[e.ID()] = true
			continue
		}
		x := &Event{Event: e, Beyond: perPartner[e.Partner] > s.Config.Limits.EventsPerPartner, files: make([]string, len(sections))}
		for i, section := range sections {
			x.files[i] = section + e.ID() + "/" + index
		}
		s.events[e.ID()] = x
		s.Events = append(s.Events, x)
	}
	all := map[string]bool{}
	for _, e := range c.Events {
		all[e.ID()] = true
	}
	for _, x := range s.Events {
		s.resolveEvent(x, all, o)
	}
	s.resolveOfficial(c, all)
	for _, x := range s.Events {
		for _, w := range x.Event.With {
			if p := named(s, s.partners, w, "partner-unknown"); p != nil && p != x.Partner && p.AcceptsEvent(x.ID()) && !slices.Contains(x.With, p) {
				x.With = append(x.With, p)
			}
		}
		for _, v := range x.Places() {
			v.Events = append(v.Events, x)
			if a := v.Area; a != nil && (len(a.Events) == 0 || a.Events[len(a.Events)-1] != x) { // one of its places was there before
				a.Events = append(a.Events, x)
			}
		}
		if x.Series != nil {
			x.Series.Events = append(x.Series.Events, x)
		}
	}
	for _, x := range s.Series {
		slices.SortStableFunc(x.Events, func(a, b *Event) int {
			return cmp.Or(cmp.Compare(a.Position, b.Position), Chronological(a, b))
		})
	}
	s.inTime = slices.Clone(s.Events)
	slices.SortFunc(s.inTime, Chronological)
	for _, x := range s.inTime {
		if x.Partner != nil {
			x.Partner.Events = append(x.Partner.Events, x)
		}
		for _, p := range x.With {
			p.Events = append(p.Events, x)
		}
	}
	for _, c := range c.Partners {
		for _, a := range c.Accepts {
			partner, slug, _ := strings.Cut(a.ID, "/")
			switch {
			case s.partners[partner] == nil:
				s.found.Add(a.Find("partner-unknown", partner).Near(partner, keys(s.partners)))
			case slug != "*" && !all[a.ID]:
				s.lost(a.Find("event-unknown", a.ID).Near(a.ID, keys(all)), "event-unknown", a.ID)
			}
		}
	}
}

// Chronological orders events by when they begin, undated ones by their month or season, then by id.
func Chronological(a, b *Event) int {
	if c := a.From().Compare(b.From()); c != 0 {
		return c
	}
	return strings.Compare(a.ID(), b.ID())
}

// From gives the instant from which the event is to be looked for: its first occurrence, or the first day of its
// month, season or availability.
func (e *Event) From() time.Time {
	at := func(d civil.Date) time.Time {
		t, _ := civil.DateTime{Date: d}.In(e.Zone)
		return t
	}
	switch {
	case len(e.Occurrences) > 0:
		return e.Occurrences[0].Begin
	case !e.Month.IsZero():
		return at(e.Month.First())
	case !e.Season.IsZero():
		return at(SeasonStart(e.Season))
	case !e.Event.From.IsZero():
		return at(e.Event.From)
	}
	return time.Time{}
}

// SeasonStart gives the first day of a season: March, June, September, or December of the year before.
func SeasonStart(s content.Season) civil.Date {
	switch s.Name {
	case "spring":
		return civil.Date{Year: s.Year, Month: time.March, Day: 1}
	case "summer":
		return civil.Date{Year: s.Year, Month: time.June, Day: 1}
	case "autumn":
		return civil.Date{Year: s.Year, Month: time.September, Day: 1}
	}
	return civil.Date{Year: s.Year - 1, Month: time.December, Day: 1}
}

func (s *Site) resolveEvent(x *Event, all map[string]bool, o Options) {
	e := x.Event
	x.Partner = s.partners[e.Partner]
	if x.Partner == nil {
		s.found.Add(e.File.Whole().Find("partner-missing", e.Partner).Near(e.Partner, keys(s.partners)))
	}
	x.Venue = named(s, s.venues, e.Venue, "venue-unknown")
	x.Series = named(s, s.series, e.Series, "series-unknown")
	x.Audiences = s.audiences(e.Audiences)
	named(s, s.partners, e.Owner, "partner-unknown")
	for _, tie := range []struct {
		ref  source.Ref
		into **Event
		back func(*Event) *[]*Event
	}{
		{e.EditionOf, &x.EditionOf, func(y *Event) *[]*Event { return &y.Editions }},
		{e.PartOf, &x.PartOf, func(y *Event) *[]*Event { return &y.Parts }},
	} {
		if tie.ref.ID == "" {
			continue
		}
		y := s.events[tie.ref.ID]
		switch {
		case y == x:
			s.found.Add(tie.ref.Find("event-itself"))
		case y != nil:
			*tie.into = y
			list := tie.back(y)
			*list = append(*list, x)
		case s.hidden[tie.ref.ID]:
			s.found.Add(tie.ref.Find("draft-named", tie.ref.ID))
		default:
			s.lost(tie.ref.Find("event-unknown", tie.ref.ID).Near(tie.ref.ID, keys(all)), "event-unknown", tie.ref.ID)
		}
	}
	oldest := e.ID()
	if len(e.RenamedFrom) > 0 {
		oldest = e.RenamedFrom[0].ID
		if !strings.Contains(oldest, "/") {
			oldest = e.Partner + "/" + oldest
		}
	}
	if x.Partner != nil {
		// A renamed partner's events keep the UID that they had under its oldest name.
		if partner, slug, _ := strings.Cut(oldest, "/"); partner == x.Partner.ID && len(x.Partner.RenamedFrom) > 0 {
			oldest = x.Partner.RenamedFrom[0].ID + "/" + slug
		}
	}
	x.UID = oldest + "@" + s.Config.UIDHost
	x.Occurrences = s.occurrences(x)
	if o.History != nil {
		paths := []string{e.File.Path}
		if x.Venue != nil {
			paths = append(paths, x.Venue.File.Path)
		}
		x.Stamp, x.HasStamp = o.History(paths...)
	}
}

// pastYears is how far back occurrences of a rule are shown.
const pastYears = 10

// occurrences gives the times that an event happens, from its first to the horizon.
func (s *Site) occurrences(x *Event) []Occurrence {
	e := x.Event
	if e.Kind == "call" {
		if e.Deadline.Date.IsZero() {
			return nil
		}
		o := Occurrence{On: e.Deadline.DateTime, Start: e.Deadline.DateTime, End: e.Deadline.DateTime, AllDay: true, Status: e.Status,
			Venue: x.Venue, Place: e.Place, Online: e.Online}
		o.Begin, _ = e.Deadline.Date.At(civil.Clock{}).In(e.Zone)
		o.Finish, _ = e.Deadline.Date.AddDays(1).At(civil.Clock{}).In(e.Zone)
		if e.Deadline.HasTime {
			o.Finish, _ = e.Deadline.DateTime.In(e.Zone)
		}
		return []Occurrence{o}
	}
	if e.Start.IsZero() {
		return nil
	}
	starts := []civil.DateTime{e.Start}
	if e.Repeat != nil && e.Repeat.Rule != nil {
		limit := s.Config.Limits.Occurrences
		from := civil.Date{Year: s.Today.Year - pastYears, Month: s.Today.Month, Day: 1}
		past, _ := e.Repeat.Rule.Expand(e.Start, recur.Window{From: from, To: s.Today.AddDays(-1), Limit: 366 * pastYears})
		future, end := e.Repeat.Rule.Expand(e.Start, recur.Window{From: s.Today, To: s.Horizon, Limit: limit})
		if end == recur.Full {
			s.found.Add(e.Repeat.At.Find("occurrences-many", limit))
		}
		starts = append(past, future...)
		s.checkClocks(e, starts)
	}
	if e.Repeat != nil && e.Repeat.Rule != nil {
		for _, c := range e.Repeat.Changes {
			if len(e.Repeat.Rule.Strays(e.Start.Date, []civil.Date{c.On})) == 0 {
				x.Changed = append(x.Changed, s.occurrence(x, c.On.At(e.Start.Clock)))
			}
		}
		slices.SortFunc(x.Changed, func(a, b Occurrence) int { return a.On.Compare(b.On) })
	}
	var out []Occurrence
	for _, at := range starts {
		if e.Repeat != nil && slices.Contains(e.Repeat.Except, at.Date) {
			continue
		}
		out = append(out, s.occurrence(x, at))
	}
	if e.Repeat != nil {
		for _, at := range e.Repeat.Also {
			o := s.occurrence(x, at)
			o.Also = true
			out = append(out, o)
		}
		slices.SortStableFunc(out, func(a, b Occurrence) int { return a.Begin.Compare(b.Begin) })
	}
	return out
}

// checkClocks warns, once each, of the first instance that daylight saving skips and the first that it shows twice. The
// event's own start is looked at where it is read, and an instance that is left out or moved is no matter.
func (s *Site) checkClocks(e *content.Event, starts []civil.DateTime) {
	if e.AllDay {
		return
	}
	skipped, doubled := false, false
	for _, i := range recur.In(starts, e.Zone) {
		if i.Fit == civil.Exact || i.At == e.Start || slices.Contains(e.Repeat.Except, i.At.Date) ||
			slices.ContainsFunc(e.Repeat.Changes, func(c content.Change) bool { return c.On == i.At.Date && !c.Start.IsZero() }) {
			continue
		}
		switch {
		case i.Fit == civil.Skipped && !skipped:
			skipped = true
			s.found.Add(e.Repeat.At.Find("repeat-skipped", i.At.String(), civil.Of(i.Time).String()))
		case i.Fit == civil.Doubled && !doubled:
			doubled = true
			s.found.Add(e.Repeat.At.Find("repeat-twice", i.At.String()))
		}
	}
}

// occurrence makes the one that the rule, or `also`, gives at a time.
func (s *Site) occurrence(x *Event, at civil.DateTime) Occurrence {
	e := x.Event
	o := Occurrence{On: at, Start: at, AllDay: e.AllDay, Status: e.Status, Venue: x.Venue, Place: e.Place, Online: e.Online}
	length := 0 // days of an all-day event, seconds of wall clock of a timed one
	if !e.End.IsZero() {
		length = e.End.Date.DaysSince(e.Start.Date)
		if !e.AllDay {
			length = length*86400 + e.End.Seconds() - e.Start.Seconds()
		}
	}
	if e.Repeat != nil {
		for _, c := range e.Repeat.Changes {
			if c.On != at.Date {
				continue
			}
			o.Changed = true
			o.Note = c.Note
			if c.Status != "" && e.Status == "confirmed" || c.Status != "" && c.Status != "confirmed" {
				o.Status = c.Status
			}
			if !c.Start.IsZero() {
				o.Start = c.Start
			}
			if !c.End.IsZero() {
				o.End = c.End
			}
			if v := named(s, s.venues, c.Venue, "venue-unknown"); v != nil {
				o.Venue, o.Place, o.PlaceMoved = v, nil, true
			}
			if c.Place != nil {
				o.Venue, o.Place, o.PlaceMoved = nil, c.Place, true
			}
			if c.Online != "" {
				o.Online = c.Online
			}
		}
	}
	if o.End.IsZero() && (!e.End.IsZero() || e.AllDay) {
		o.End = After(o.Start, length, e.AllDay)
	}
	o.Begin, _ = o.Start.In(e.Zone)
	switch {
	case e.AllDay:
		o.Finish, _ = o.End.Date.AddDays(1).At(civil.Clock{}).In(e.Zone)
	case o.End.IsZero():
		// Nobody knows how long it takes: it is over when its day is.
		o.Finish, _ = o.Start.Date.AddDays(1).At(civil.Clock{}).In(e.Zone)
	default:
		o.Finish, _ = o.End.In(e.Zone)
	}
	return o
}

// After gives the wall-clock reading some days (of all-day events) or seconds after another.
func After(t civil.DateTime, length int, allDay bool) civil.DateTime {
	if allDay {
		t.Date = t.Date.AddDays(length)
		return t
	}
	total := t.Seconds() + length
	days := total / 86400
	total -= days * 86400
	if total < 0 {
		days, total = days-1, total+86400
	}
	return t.Date.AddDays(days).At(civil.Clock{Hour: total / 3600, Minute: total / 60 % 60, Second: total % 60})
}

func (s *Site) resolveOfficial(c *content.Content, all map[string]bool) {
	for _, ref := range c.Official.Events {
		partner, slug, _ := strings.Cut(ref.ID, "/")
		if slug == "*" {
			if s.partners[partner] == nil {
				s.found.Add(ref.Find("partner-unknown", partner).Near(partner, keys(s.partners)))
			}
			for _, x := range s.Events {
				if x.Event.Partner == partner {
					x.Official = true
				}
			}
			continue
		}
		switch x := s.events[ref.ID]; {
		case x != nil:
			x.Official = true
		case !all[ref.ID]:
			s.lost(ref.Find("event-unknown", ref.ID).Near(ref.ID, keys(all)), "event-unknown", ref.ID)
		}
	}
}
