package site

import (
	"slices"
	"strings"
	"time"

	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/source"
)

// A Feed is a choice of events that people subscribe to.
type Feed struct {
	ID     string
	Family string // of the output contract
	About  string // the id of what it is about: an audience, partner, area, venue, kind, series or tag
	Own    *config.Feed
	Events []*Event // dated ones that are not long past, chronologically
	Lists  []*Event // all that the feed's lists can show: undated ones too
}

// Feed gives a feed by its id.
func (s *Site) Feed(id string) *Feed {
	i, ok := slices.BinarySearchFunc(s.Feeds, id, func(f *Feed, id string) int { return strings.Compare(f.ID, id) })
	if !ok {
		return nil
	}
	return s.Feeds[i]
}

func (s *Site) feedIDs() []string {
	out := make([]string, len(s.Feeds))
	for i, f := range s.Feeds {
		out[i] = f.ID
	}
	return out
}

// InFeeds says whether an event belongs into feeds: it is dated, and not over for longer than the limit.
func (s *Site) InFeeds(e *Event) bool {
	if len(e.Occurrences) == 0 || e.Kind == "product" || e.Kind == "support" {
		return false
	}
	return e.Last().After(s.Now.Add(-time.Duration(s.Config.Limits.FeedPastDays) * 24 * time.Hour))
}

// resolveFeeds makes every feed that the site wants, each with its events.
func (s *Site) resolveFeeds() {
	feeds := map[string]*Feed{}
	add := func(family, id, about string) {
		if s.Config.Outputs.Feed(family) && feeds[id] == nil {
			feeds[id] = &Feed{ID: id, Family: family, About: about}
			s.Feeds = append(s.Feeds, feeds[id])
		}
	}
	add("all", "all", "")
	add("official", "official", "")
	add("off", "off", "")
	add("calls", "calls", "call")
	for _, a := range s.Config.Audiences {
		add("audience", "audience-"+a.ID, a.ID)
	}
	for _, p := range s.Partners {
		add("partner", "partner-"+p.ID, p.ID)
	}
	for _, a := range s.Areas {
		add("area", "area-"+a.ID, a.ID)
	}
	for _, v := range s.Venues {
		add("venue", "venue-"+v.ID, v.ID)
	}
	for _, k := range []string{"event", "exhibition", "call"} {
		add("kind", "kind-"+k, k)
	}
	for _, x := range s.Series {
		add("series", "series-"+x.ID, x.ID)
	}
	var tags []string
	for _, e := range s.Events {
		for _, t := range e.Tags {
			tags = append(tags, t.ID)
		}
	}
	slices.Sort(tags)
	for _, t := range slices.Compact(tags) {
		add("tag", "tag-"+t, t)
	}
	for i := range s.Config.Feeds {
		f := &s.Config.Feeds[i]
		s.checkFilter(f)
		add("own", f.ID, "")
		if x := feeds[f.ID]; x != nil {
			x.Own = f
		}
	}
	var own []*Feed
	for _, f := range s.Feeds {
		if f.Own != nil {
			own = append(own, f)
		}
	}
	for _, e := range s.inTime {
		dated := s.InFeeds(e)
		into := func(id string) {
			if f := feeds[id]; f != nil {
				f.Lists = append(f.Lists, e)
				if dated {
					f.Events = append(f.Events, e)
				}
			}
		}
		s.eachFeed(e, into)
		for _, f := range own {
			if s.Matches(e, f.Own.Filter) {
				into(f.ID)
			}
		}
	}
	slices.SortFunc(s.Feeds, func(a, b *Feed) int { return strings.Compare(a.ID, b.ID) })
}

// eachFeed names the feeds of the built-in families that an event is in, each once.
func (s *Site) eachFeed(e *Event, into func(id string)) {
	into("all")
	if e.Official {
		into("official")
	} else {
		into("off")
	}
	if e.Kind == "call" {
		into("calls")
	}
	into("kind-" + e.Kind)
	for _, a := range s.Config.Audiences {
		if For(e, a.ID) {
			into("audience-" + a.ID)
		}
	}
	if e.Partner != nil {
		into("partner-" + e.Partner.ID)
	}
	for _, p := range e.With {
		into("partner-" + p.ID)
	}
	var areas []*Area
	for _, v := range e.Places() {
		into("venue-" + v.ID)
		if v.Area != nil && !slices.Contains(areas, v.Area) {
			areas = append(areas, v.Area)
			into("area-" + v.Area.ID)
		}
	}
	if e.Series != nil {
		into("series-" + e.Series.ID)
	}
	for i, t := range e.Tags {
		if !slices.ContainsFunc(e.Tags[:i], func(o source.Ref) bool { return o.ID == t.ID }) {
			into("tag-" + t.ID)
		}
	}
}

// For says whether an event is meant for an audience; one that names none is for all.
func For(e *Event, audience string) bool {
	return len(e.Audiences) == 0 || slices.Contains(e.Audiences, audience)
}

// Matches says whether an event passes a filter.
func (s *Site) Matches(e *Event, f config.Filter) bool {
	any := func(want []source.Ref, has func(id string) bool) bool {
		return len(want) == 0 || slices.ContainsFunc(want, func(r source.Ref) bool { return has(r.ID) })
	}
	in := func(list []string) func(string) bool {
		return func(id string) bool { return slices.Contains(list, id) }
	}
	programme := "off"
	if e.Official {
		programme = "official"
	}
	places := e.Places()
	return any(f.Audience, func(id string) bool { return For(e, id) }) &&
		any(f.Programme, func(id string) bool { return id == programme }) &&
		any(f.Kind, func(id string) bool { return id == e.Kind }) &&
		any(f.Partner, func(id string) bool {
			return e.Event.Partner == id || slices.ContainsFunc(e.With, func(p *Partner) bool { return p.ID == id })
		}) &&
		any(f.Area, func(id string) bool {
			return slices.ContainsFunc(places, func(v *Venue) bool { return v.Area != nil && v.Area.ID == id })
		}) &&
		any(f.Venue, func(id string) bool {
			return slices.ContainsFunc(places, func(v *Venue) bool { return v.ID == id })
		}) &&
		any(f.Series, func(id string) bool { return e.Series != nil && e.Series.ID == id }) &&
		any(f.Tag, func(id string) bool {
			return slices.ContainsFunc(e.Tags, func(t source.Ref) bool { return t.ID == id })
		}) &&
		any(f.Crowd, in(e.Crowds)) && any(f.Visit, in(e.Visit)) && any(f.Language, in(e.Languages)) &&
		any(f.Access, func(id string) bool { return s.Accessible(e, id) }) &&
		(f.Free == nil || *f.Free == Free(e))
}

// Free says whether nothing is to be paid.
func Free(e *Event) bool { return e.Price != nil && e.Price.Free }

// Accessible says whether the event, or else its place, has a term of accessibility.
func (s *Site) Accessible(e *Event, term string) bool {
	for _, a := range e.Access {
		if a.Term == term {
			return a.Has
		}
	}
	return e.Venue != nil && content.Has(e.Venue.Access, term)
}

// checkFilter checks the names in the filter of a feed of one's own.
func (s *Site) checkFilter(f *config.Feed) {
	check := func(refs []source.Ref, code string, known []string) {
		for _, r := range refs {
			if !slices.Contains(known, r.ID) {
				s.found.Add(r.Find(code, r.ID, strings.Join(known, ", ")).Near(r.ID, known))
			}
		}
	}
	x := f.Filter
	check(x.Audience, "audience-unknown", s.audienceIDs())
	check(x.Programme, "value-unknown", []string{"official", "off"})
	check(x.Kind, "value-unknown", content.Kinds())
	check(x.Partner, "partner-unknown", keys(s.partners))
	check(x.Area, "area-unknown", keys(s.areas))
	check(x.Venue, "venue-unknown", keys(s.venues))
	check(x.Series, "series-unknown", keys(s.series))
	check(x.Crowd, "value-unknown", content.Crowds())
	check(x.Visit, "value-unknown", content.Visits())
	check(x.Access, "value-unknown", content.AccessTerms())
	for _, t := range x.Tag {
		if !config.ValidID(t.ID) {
			s.found.Add(t.Find("id-form", t.ID))
		}
	}
}
