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
	ID      string
	group   string // of the words that name it
	key     string
	from    []showing // out of what is to come
	running []showing // and of the exhibitions that are on
	follow  []*site.Event
}

func (f Filter) len() int { return len(f.from) + len(f.running) + len(f.follow) }

// Filters are those that anything passes, in the order in which they are offered. Those that say when are always
// there, so that an address that somebody kept goes on to work.
func (b *Book) filters() []Filter {
	s, a := b.Site, b.agenda
	var out []Filter
	add := func(f Filter, has func(x showing) bool) {
		pick := func(list []showing) []showing {
			return slices.DeleteFunc(slices.Clone(list), func(x showing) bool { return !has(x) })
		}
		f.from, f.running = pick(a.coming), pick(a.running)
		f.follow = slices.DeleteFunc(slices.Clone(a.follow), func(e *site.Event) bool { return !has(showing{e: e}) })
		if f.len() > 0 || f.group == "when" {
			out = append(out, f)
		}
	}
	when := func(key string, from, until time.Time, undated bool) {
		add(Filter{ID: key, group: "when", key: key}, func(x showing) bool {
			if x.o == nil {
				return undated && x.e.From().Before(until)
			}
			return x.o.Begin.Before(until) && x.o.Finish.After(from)
		})
	}
	midnight := func(d civil.Date) time.Time {
		t, _ := d.At(civil.Clock{}).In(s.Config.Zone)
		return t
	}
	when("now", s.Now, s.Now.Add(1), false)
	when("today", s.Now, midnight(s.Today.AddDays(1)), false)
	friday := weekend(s.Today)
	from, _ := friday.At(civil.Clock{Hour: 17}).In(s.Config.Zone)
	when("weekend", from, midnight(friday.AddDays(3)), false)
	when("month", s.Now, midnight(nextMonth(s.Today)), true)
	by := func(id, group, key string, has func(e *site.Event) bool) {
		add(Filter{ID: id, group: group, key: key}, func(x showing) bool { return has(x.e) })
	}
	for _, c := range s.Config.Audiences {
		by("audience-"+c.ID, "audience", c.ID, func(e *site.Event) bool { return len(e.Audiences) > 0 && site.For(e, c.ID) })
	}
	by("official", "programme", "official", func(e *site.Event) bool { return e.Official })
	by("off", "programme", "off", func(e *site.Event) bool { return !e.Official })
	for _, k := range calendarKinds {
		by("kind-"+k, "kinds", k, func(e *site.Event) bool { return e.Kind == k })
	}
	by("free", "price", "free", site.Free)
	for _, v := range []string{"families", "schools", "group"} {
		by("visit-"+v, "visit", v, func(e *site.Event) bool { return slices.Contains(e.Visit, v) })
	}
	for _, c := range []string{"own", "in", "us"} {
		by("crowd-"+c, "crowd", c, func(e *site.Event) bool { return slices.Contains(e.Crowds, c) })
	}
	for _, t := range filterAccess {
		by("access-"+strings.ReplaceAll(t, "_", "-"), "access", t, func(e *site.Event) bool { return s.Accessible(e, t) })
	}
	for _, area := range s.Areas {
		// Asked once an event, not once for each of its times: its places are those of all of them.
		there := map[*site.Event]bool{}
		for _, e := range s.Events {
			there[e] = slices.ContainsFunc(e.Places(), func(v *site.Venue) bool { return v.Area == area })
		}
		by("area-"+area.ID, "area", area.ID, func(e *site.Event) bool { return there[e] })
	}
	return out
}

// calendarKinds are the kinds that the calendar holds.
var calendarKinds = []string{"event", "exhibition", "call"}

// weekend is the Friday of the weekend that a day is in, or of the next one.
func weekend(d civil.Date) civil.Date {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return d.AddDays(-((int(w) + 2) % 7))
	}
	return d.AddDays((int(time.Friday) - int(d.Weekday()) + 7) % 7)
}
