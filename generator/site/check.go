package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"modestad/generator/diag"
)

// However many events are put at one moment, the work and the words stay in proportion to their number: an event is held
// against so many of those that are going on, and told of so many that it clashes with.
const (
	clashesSought = 64
	clashesTold   = 8
)

// clashes warns of two timed official occurrences of one partner, or at one venue, that overlap, unless one
// event is part of the other or they share a series. Each pair of events is named once.
func (s *Site) clashes() (found diag.List) {
	type slot struct {
		e *Event
		o *Occurrence
	}
	byPartner, byVenue := map[string][]slot{}, map[string][]slot{}
	for _, e := range s.Events {
		if !e.Official || e.Kind != "event" || e.AllDay {
			continue
		}
		for i := range e.Occurrences {
			o := &e.Occurrences[i]
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
	told := map[*Event]int{}
	for _, groups := range []map[string][]slot{byPartner, byVenue} {
		for _, key := range keys(groups) {
			slots := groups[key]
			slices.SortStableFunc(slots, func(a, b slot) int {
				if c := a.o.Begin.Compare(b.o.Begin); c != 0 {
					return c
				}
				return strings.Compare(a.e.ID(), b.e.ID())
			})
			var open []slot
			var ends time.Time // the first of open to end
			for _, x := range slots {
				if !ends.After(x.o.Begin) {
					open = slices.DeleteFunc(open, func(y slot) bool { return !y.o.Finish.After(x.o.Begin) })
					ends = x.o.Finish
					for _, y := range open {
						ends = earlier(ends, y.o.Finish)
					}
				}
				ends = earlier(ends, x.o.Finish)
				for _, y := range open[max(0, len(open)-clashesSought):] {
					p := pair{y.e, x.e}
					if told[x.e] == clashesTold {
						break
					}
					if x.e == y.e || tied(x.e, y.e) || seen[p] || seen[pair{x.e, y.e}] {
						continue
					}
					seen[p] = true
					told[x.e]++
					found.Add(x.e.StartAt.Find("clash", x.e.ID(), y.e.ID(), x.o.Start.String()))
				}
				open = append(open, x)
			}
		}
	}
	return found
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
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
