package site

import (
	"cmp"
	"slices"
	"strings"

	"modestad/generator/content"
	"modestad/generator/source"
)

// checkClashes warns of two timed official occurrences of one partner, or at one venue, that overlap, unless one
// event is part of the other or they share a series. Each pair of events is named once.
func (s *Site) checkClashes() {
	type slot struct {
		e *Event
		o Occurrence
	}
	byPartner, byVenue := map[string][]slot{}, map[string][]slot{}
	for _, e := range s.Events {
		if !e.Official || e.Kind != "event" || e.AllDay {
			continue
		}
		for _, o := range e.Occurrences {
			if o.Status == "cancelled" || o.Status == "postponed" || o.End.IsZero() {
				continue
			}
			byPartner[e.Event.Partner] = append(byPartner[e.Event.Partner], slot{e, o})
			if o.Venue != nil {
				byVenue[o.Venue.ID] = append(byVenue[o.Venue.ID], slot{e, o})
			}
		}
	}
	type pair struct{ a, b *Event }
	seen := map[pair]bool{}
	for _, groups := range []map[string][]slot{byPartner, byVenue} {
		for _, key := range keys(groups) {
			slots := groups[key]
			slices.SortStableFunc(slots, func(a, b slot) int {
				return cmp.Or(a.o.Begin.Compare(b.o.Begin), strings.Compare(a.e.ID(), b.e.ID()))
			})
			var open []slot
			for _, x := range slots {
				open = slices.DeleteFunc(open, func(y slot) bool { return !y.o.Finish.After(x.o.Begin) })
				for _, y := range open {
					p := pair{y.e, x.e}
					if x.e == y.e || tied(x.e, y.e) || seen[p] || seen[pair{x.e, y.e}] {
						continue
					}
					seen[p] = true
					s.found.Add(x.e.StartAt.Find("clash", x.e.ID(), y.e.ID(), x.o.Start.String()))
				}
				open = append(open, x)
			}
		}
	}
}

func tied(a, b *Event) bool {
	return a.PartOf == b || b.PartOf == a || a.Series != nil && a.Series == b.Series
}

// checkFacts puts the uses of facts and sources in order, each once.
func (s *Site) checkFacts() {
	for _, f := range s.Facts {
		slices.SortStableFunc(f.Used, compareUses)
		f.Used = slices.CompactFunc(f.Used, func(a, b Use) bool { return compareUses(a, b) == 0 })
	}
	for _, x := range s.Sources {
		slices.SortStableFunc(x.Used, compareUses)
		x.Used = slices.CompactFunc(x.Used, func(a, b Use) bool { return compareUses(a, b) == 0 })
	}
}

func compareUses(a, b Use) int {
	id := func(u Use) string {
		if u.Event != nil {
			return u.Event.ID()
		}
		return ""
	}
	return cmp.Or(strings.Compare(a.Chapter, b.Chapter), strings.Compare(a.Page, b.Page), strings.Compare(id(a), id(b)))
}

// resolveRedirects leads from every address that a renamed thing had, in every language, to the one it has.
func (s *Site) resolveRedirects(c *content.Content) {
	add := func(from, to string) {
		if from != to {
			s.Redirects = append(s.Redirects, Redirect{from, to})
		}
	}
	for _, lang := range s.Config.Tags() {
		first := lang == s.Config.DefaultLanguage
		for _, e := range s.Events {
			for _, old := range e.RenamedFrom {
				id := old.ID
				if !strings.Contains(id, "/") {
					id = e.Event.Partner + "/" + id
				}
				if s.events[id] != nil {
					if first {
						s.found.Add(old.Find("renamed-exists", old.ID))
					}
					continue
				}
				add(s.eventAddress(lang, id), s.EventAddress(lang, e))
			}
			if e.Partner != nil {
				for _, old := range e.Partner.RenamedFrom {
					add(s.eventAddress(lang, old.ID+"/"+e.Slug), s.EventAddress(lang, e))
				}
			}
		}
		rename := func(list []source.Ref, exists func(string) bool, address func(lang, id string) string, id string) {
			for _, old := range list {
				if exists(old.ID) {
					if first {
						s.found.Add(old.Find("renamed-exists", old.ID))
					}
					continue
				}
				add(address(lang, old.ID), address(lang, id))
			}
		}
		if s.Config.Outputs.On("partners") {
			for _, p := range s.Partners {
				rename(p.RenamedFrom, func(id string) bool { return s.partners[id] != nil }, s.PartnerAddress, p.ID)
			}
		}
		if s.Config.Outputs.On("venues") {
			for _, v := range s.Venues {
				rename(v.RenamedFrom, func(id string) bool { return s.venues[id] != nil }, s.VenueAddress, v.ID)
			}
		}
		if s.Config.Outputs.On("areas") {
			for _, a := range s.Areas {
				rename(a.RenamedFrom, func(id string) bool { return s.areas[id] != nil }, s.AreaAddress, a.ID)
			}
		}
		if s.Config.Outputs.On("series") {
			for _, x := range s.Series {
				rename(x.RenamedFrom, func(id string) bool { return s.series[id] != nil }, s.SeriesAddress, x.ID)
			}
		}
		for _, p := range s.Pages {
			text, in, _ := Pick(s, p.Texts, lang)
			if in != lang {
				continue
			}
			for _, old := range text.RenamedFrom {
				add(lang+"/"+old.ID+"/", s.PageAddress(lang, p))
			}
		}
	}
	slices.SortFunc(s.Redirects, func(a, b Redirect) int { return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To)) })
	s.Redirects = slices.CompactFunc(s.Redirects, func(a, b Redirect) bool { return a.From == b.From })
}
