package page

import (
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/site"
)

// An agenda is the calendar in order, the same for all languages.
type agenda struct {
	coming  []showing // what is not over, each occurrence for itself; exhibitions until they open
	running []showing // exhibitions that are on
	follow  []*site.Event
	months  map[civil.Date]*month
	order   []civil.Date // first days of the months that have anything, and of the present one
	seasons map[int][]*site.Event
}

// A month is what is on between its first and last day.
type month struct {
	first   civil.Date
	list    []showing // occurrences that begin in it, and those of several days that go on in it
	running []showing // exhibitions
	undated []*site.Event
}

func monthOf(d civil.Date) civil.Date { return civil.Date{Year: d.Year, Month: d.Month, Day: 1} }

func nextMonth(d civil.Date) civil.Date { return monthOf(d.AddDays(32 - d.Day)) }

// longest is how many months an exhibition is shown in: one without end would fill the calendar.
const longest = 36

func newAgenda(s *site.Site) *agenda {
	a := &agenda{months: map[civil.Date]*month{}, seasons: map[int][]*site.Event{}}
	at := func(d civil.Date) *month {
		m := a.months[d]
		if m == nil {
			m = &month{first: d}
			a.months[d] = m
		}
		return m
	}
	at(monthOf(s.Today))
	for _, e := range s.Events {
		if e.Kind == "product" || e.Kind == "support" {
			continue
		}
		for i := range e.Occurrences {
			o := &e.Occurrences[i]
			x := showing{e, o}
			over := !o.Finish.After(s.Now)
			first, last := monthOf(o.Start.Date), monthOf(lastDay(*o))
			if e.Kind == "exhibition" {
				if !over && !o.Begin.After(s.Now) {
					a.running = append(a.running, x)
				} else if !over {
					a.coming = append(a.coming, x)
				}
				for n := 0; n < longest && !first.After(last); n++ {
					at(first).running = append(at(first).running, x)
					first = nextMonth(first)
				}
				continue
			}
			if !over {
				a.coming = append(a.coming, x)
			}
			for n := 0; n < longest && !first.After(last); n++ {
				at(first).list = append(at(first).list, x)
				first = nextMonth(first)
			}
		}
		if len(e.Occurrences) > 0 {
			continue
		}
		if !e.Month.IsZero() {
			m := at(e.Month.First())
			m.undated = append(m.undated, e)
		} else if !e.Season.IsZero() {
			a.seasons[e.Season.Year] = append(a.seasons[e.Season.Year], e)
		}
		if last, ok := undatedEnd(e); ok && !last.Before(s.Today) {
			a.follow = append(a.follow, e)
		}
	}
	slices.SortStableFunc(a.coming, compareShowings)
	slices.SortStableFunc(a.running, func(x, y showing) int { return x.o.Finish.Compare(y.o.Finish) })
	slices.SortStableFunc(a.follow, site.Chronological)
	for d, m := range a.months {
		slices.SortStableFunc(m.list, compareShowings)
		slices.SortStableFunc(m.running, compareShowings)
		slices.SortStableFunc(m.undated, site.Chronological)
		a.order = append(a.order, d)
	}
	slices.SortFunc(a.order, civil.Date.Compare)
	return a
}

// years gives the years that have a month in the calendar, or an event that is known by its season.
func (a *agenda) years() []int {
	var out []int
	for _, d := range a.order {
		out = append(out, d.Year)
	}
	for y := range a.seasons {
		out = append(out, y)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A Filter is a choice out of the calendar that has a page of its own.
type Filter struct {
	ID    string
	group string // of the words that name it
	key   string
	has   func(x showing) bool
	From  []showing
}

// Filters are those that anything passes, in the order in which they are offered.
func (b *Book) filters() []Filter {
	s, a := b.Site, b.agenda
	var out []Filter
	add := func(id, group, key string, has func(x showing) bool) {
		var list []showing
		for _, x := range a.coming {
			if has(x) {
				list = append(list, x)
			}
		}
		if len(list) > 0 {
			out = append(out, Filter{id, group, key, has, list})
		}
	}
	until := func(d civil.Date) func(showing) bool {
		end, _ := d.AddDays(1).At(civil.Clock{}).In(s.Config.Zone)
		return func(x showing) bool { return x.o.Begin.Before(end) }
	}
	add("today", "when", "today", until(s.Today))
	friday := s.Today.AddDays((int(time.Friday) - int(s.Today.Weekday()) + 7) % 7)
	if s.Today.Weekday() == time.Saturday || s.Today.Weekday() == time.Sunday {
		friday = s.Today.AddDays(-((int(s.Today.Weekday()) + 2) % 7))
	}
	from, _ := friday.At(civil.Clock{Hour: 17}).In(s.Config.Zone)
	sunday := until(friday.AddDays(2))
	add("weekend", "when", "weekend", func(x showing) bool { return sunday(x) && x.o.Finish.After(from) })
	add("month", "when", "month", until(nextMonth(s.Today).AddDays(-1)))
	for _, c := range s.Config.Audiences {
		add("audience-"+c.ID, "audience", c.ID, func(x showing) bool { return len(x.e.Audiences) > 0 && site.For(x.e, c.ID) })
	}
	add("official", "programme", "official", func(x showing) bool { return x.e.Official })
	add("off", "programme", "off", func(x showing) bool { return !x.e.Official })
	for _, k := range []string{"event", "exhibition", "call"} {
		add("kind-"+k, "kinds", k, func(x showing) bool { return x.e.Kind == k })
	}
	add("free", "price", "free", func(x showing) bool { return site.Free(x.e) })
	for _, v := range []string{"families", "schools", "group"} {
		add("visit-"+v, "visit", v, func(x showing) bool { return slices.Contains(x.e.Visit, v) })
	}
	for _, c := range []string{"own", "in", "us"} {
		add("crowd-"+c, "crowd", c, func(x showing) bool { return slices.Contains(x.e.Crowds, c) })
	}
	for _, t := range filterAccess {
		add("access-"+strings.ReplaceAll(t, "_", "-"), "access", t, func(x showing) bool { return s.Accessible(x.e, t) })
	}
	for _, area := range s.Areas {
		add("area-"+area.ID, "area", area.ID, func(x showing) bool {
			return slices.ContainsFunc(x.e.Places(), func(v *site.Venue) bool { return v.Area == area })
		})
	}
	return out
}
