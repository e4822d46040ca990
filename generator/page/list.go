package page

import (
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// A showing is an event in a list: one occurrence of it, or the whole where o is nil.
type showing struct {
	e *site.Event
	o *site.Occurrence
}

func (x showing) begin() time.Time {
	if x.o != nil {
		return x.o.Begin
	}
	return x.e.From()
}

func compareShowings(a, b showing) int {
	if c := a.begin().Compare(b.begin()); c != 0 {
		return c
	}
	return strings.Compare(a.e.ID(), b.e.ID())
}

// upcoming gives the next n of a list, each occurrence for itself, what is undated last.
func (ed *Edition) upcoming(events []*site.Event, n int) []showing {
	var out []showing
	for _, e := range events {
		if e.Kind == "product" || e.Kind == "support" {
			continue
		}
		next := e.Next(ed.s.Now)
		for i := range next {
			if i == n {
				break
			}
			out = append(out, showing{e, &next[i]})
		}
	}
	slices.SortStableFunc(out, compareShowings)
	if len(out) > n {
		return out[:n]
	}
	for _, e := range ed.toFollow(events) {
		if len(out) == n {
			break
		}
		out = append(out, showing{e, nil})
	}
	return out
}

// toFollow gives the events that have no date yet, and whose month or season is not over.
func (ed *Edition) toFollow(events []*site.Event) []*site.Event {
	var out []*site.Event
	for _, e := range events {
		if ed.isToFollow(e) {
			out = append(out, e)
		}
	}
	return out
}

func (ed *Edition) isToFollow(e *site.Event) bool {
	last, ok := undatedEnd(e)
	return ok && !last.Before(ed.s.Today)
}

// undatedEnd is the last day that an undated event can be on.
func undatedEnd(e *site.Event) (civil.Date, bool) {
	switch {
	case len(e.Occurrences) > 0:
	case !e.Month.IsZero():
		return e.Month.Last(), true
	case !e.Season.IsZero():
		first := site.SeasonStart(e.Season)
		return civil.Date{Year: first.Year, Month: first.Month + 3, Day: 1}.AddDays(-1), true
	}
	return civil.Date{}, false
}

// days groups showings by the day that they begin on; what began earlier and goes on is on today.
func (ed *Edition) days(list []showing) []view.Day { return ed.grouped(list, ed.s.Today, ed.item) }

// pastDays groups showings by the day that they begin on, whenever that was.
func (ed *Edition) pastDays(list []showing) []view.Day {
	return ed.grouped(list, civil.Date{}, ed.item)
}

func (ed *Edition) grouped(list []showing, earliest civil.Date, card func(*site.Event, *site.Occurrence) view.EventItem) []view.Day {
	var out []view.Day
	var last civil.Date
	on := func(x showing) civil.Date {
		if d := x.o.Start.Date; !d.Before(earliest) {
			return d
		}
		return earliest
	}
	for i, x := range list {
		d := on(x)
		if d != last || len(out) == 0 {
			same := i + 1
			for same < len(list) && on(list[same]) == d {
				same++
			}
			day := view.Day{ID: "day-" + d.String(), Date: ed.date(d, i18n.Full), Number: ed.w.Int(d.Day), Weekday: ed.w.Weekday(d.Weekday(), i18n.Abbreviated),
				Month: ed.w.Month(d.Month, i18n.Wide), Items: make([]view.EventItem, 0, same-i)}
			if d == ed.s.Today {
				day.Label = ed.t("when.today")
			}
			out = append(out, day)
			last = d
		}
		out[len(out)-1].Items = append(out[len(out)-1].Items, card(x.e, x.o))
	}
	return out
}
