package page

import (
	"slices"

	"modestad/generator/civil"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// calendarPart is how many dates one page of the calendar holds, and monthItems how many the table of a month.
const (
	calendarPart = 60
	monthItems   = 400
	yearTop      = 3
)

// CalendarParts is how many pages the list of what is to come takes.
func (b *Book) CalendarParts() int { return parts(len(b.agenda.coming), calendarPart) }

// Filters are the choices out of the calendar that have pages of their own.
func (b *Book) Filters() []Filter { return b.filterList }

// Months gives the first days of the months that have a page, and Years the years.
func (b *Book) Months() []civil.Date { return b.agenda.order }
func (b *Book) Years() []int         { return b.agenda.years() }

// MonthParts is how many pages a month takes: its table, and lists of everything where the table cannot hold it.
func (b *Book) MonthParts(d civil.Date) int {
	n := len(b.agenda.months[d].list)
	if n <= monthItems {
		return 1
	}
	return 1 + parts(n, calendarPart)
}

// Calendar fills a page of the list of what is to come. Part counts from 1.
func (ed *Edition) Calendar(part int) view.Calendar {
	a, s := ed.book.agenda, ed.s
	first := func(lang string) string { return s.Section(lang, "calendar") }
	address := func(lang string) string { return site.PartAddress(first(lang), part) }
	pages := parts(len(a.coming), calendarPart)
	intro := ed.intro("calendar", "")
	x := sheet{kind: "calendar", title: intro.Title.Text.Text, description: intro.Summary.Text, address: address}
	if part > 1 {
		x.section, x.sectionAt, x.title = x.title, first(ed.lang), ed.t("page.number", "Page", part, "Pages", pages)
		intro.Body, intro.Summary = view.Prose{}, view.Text{}
	}
	all := Filter{from: a.coming, running: a.running, follow: a.follow}
	v := ed.calendar(x, all, part, ed.tagged)
	v.Intro = intro
	v.Pager = ed.pager(first, part, pages)
	ed.choices.Do(func() { ed.filters = ed.filterGroups(all) })
	v.Filters = ed.filters
	if part == 1 {
		if f := s.Feed("all"); f != nil {
			v.Subscribe = ed.Subscribe(f)
		}
	}
	if all.len() == 0 {
		v.Empty = ed.empty(nil)
	}
	return v
}

// Filtered fills the page of a pre-built filter: the first of what passes it.
func (ed *Edition) Filtered(f Filter) view.Calendar {
	s := ed.s
	name := ed.filterLabel(f)
	v := ed.calendar(sheet{kind: "calendar", title: name.Text, name: name, section: ed.intro("calendar", "").Title.Text.Text, sectionAt: s.Section(ed.lang, "calendar"),
		about: f.feed(), address: func(lang string) string { return s.FilterAddress(lang, f.ID) }}, f, 1, ed.item)
	v.Intro = view.Intro{Title: headlineOf(name, titleGoal)}
	combine := ed.plain(s.Section(ed.lang, "calendar")+"?f="+f.value(), ed.t("filter.combine"))
	v.Combine = &combine
	if feed := s.Feed(f.feed()); feed != nil {
		v.Subscribe = ed.Subscribe(feed)
	}
	if f.len() == 0 {
		v.Empty = ed.empty(&f)
	}
	return v
}

// feed is the feed that holds what a filter chooses, where there is one of its name.
func (f Filter) feed() string {
	switch f.group {
	case "when", "crowd", "visit", "access", "price":
		return ""
	}
	return f.ID
}

// value is the choice that the filter is in the form of the list.
func (f Filter) value() string {
	if f.group == "kinds" {
		return "kind:" + f.key
	}
	return f.group + ":" + f.key
}

// filterLabel names a filter in the edition's language.
func (ed *Edition) filterLabel(f Filter) view.Text {
	switch f.group {
	case "audience":
		return ed.audienceName(f.key)
	case "area":
		return ed.by(ed.s.Area(f.key).Name)
	}
	return view.Text{Text: ed.w.Capital(ed.t(f.group + "." + f.key))}
}

// calendar fills what the pages of the calendar's list and of its filters share; card makes what stands in the list.
func (ed *Edition) calendar(x sheet, f Filter, part int, card func(*site.Event, *site.Occurrence) view.EventItem) view.Calendar {
	own := x.address(ed.lang)
	c := ed.sectionCard("calendar")
	x.card, x.cardAt = &c, ed.s.Section(ed.lang, "calendar")
	v := view.Calendar{Page: ed.frame(x), Today: ed.date(ed.s.Today, i18n.Full), Count: ed.w.Plural("count.events", f.len()), Views: ed.views(own)}
	v.Times, v.Shortcuts = ed.shortcuts(own)
	from, to := window(len(f.from), calendarPart, part)
	v.Days = ed.grouped(f.from[from:to], ed.s.Today, card)
	if part > 1 {
		return v
	}
	for _, x := range f.running {
		v.Running = append(v.Running, card(x.e, x.o))
	}
	for _, e := range f.follow {
		v.Undated = append(v.Undated, card(e, nil))
	}
	return v
}

// empty says that nothing is on, and what would help: f is the filter that nothing passes, nil for all there is.
func (ed *Edition) empty(f *Filter) *view.Empty {
	s := ed.s
	e := &view.Empty{Text: ed.t("filter.none")}
	if f != nil {
		for _, o := range ed.book.filterList {
			if o.group == f.group && o.len() > 0 {
				e.Links = append(e.Links, ed.link(s.FilterAddress(ed.lang, o.ID), ed.filterLabel(o)))
			}
		}
		e.Links = append(e.Links, ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar")))
	}
	if s.HasKind("product") && s.Config.Outputs.On("menu") {
		e.Links = append(e.Links, ed.plain(s.Section(ed.lang, "menu"), ed.t("section.menu")))
	}
	return e
}

// views are the ways to look at the calendar.
func (ed *Edition) views(own string) []view.Link {
	s := ed.s
	out := []view.Link{ed.plain(s.Section(ed.lang, "calendar"), ed.t("calendar.list"))}
	out = append(out, ed.plain(s.MonthAddress(ed.lang, monthOf(s.Today)), ed.t("calendar.month")))
	if s.Config.Outputs.On("years") {
		out = append(out, ed.plain(s.YearAddress(ed.lang, s.Today.Year), ed.t("calendar.year")))
	}
	return current(out, s.URL(own), "")
}

// shortcuts are links to the pre-built filters: those that say when, and the others.
func (ed *Edition) shortcuts(own string) (times, others []view.Link) {
	for _, f := range ed.book.filterList {
		l := ed.link(ed.s.FilterAddress(ed.lang, f.ID), ed.filterLabel(f))
		if f.group == "when" {
			times = append(times, l)
		} else {
			others = append(others, l)
		}
	}
	return current(times, ed.s.URL(own), ""), current(others, ed.s.URL(own), "")
}

// filterGroups are the choices that a script combines, with how many dates each has. What is on today or this weekend
// only the reader's clock knows: the script looks at it, and no number of the build would be right.
func (ed *Edition) filterGroups(f Filter) []view.Filter {
	when := view.Filter{ID: "when", Legend: ed.t("filter.when")}
	for _, o := range ed.book.filterList {
		if o.group == "when" {
			when.Options = append(when.Options, view.FilterOption{Value: o.value(), Text: ed.filterLabel(o)})
		}
	}
	events := make([]*site.Event, 0, f.len())
	for _, x := range slices.Concat(f.from, f.running) {
		events = append(events, x.e)
	}
	events = append(events, f.follow...)
	if len(events) == 0 {
		return nil
	}
	return append([]view.Filter{when}, ed.facets(events, ed.priceFacet(), ed.accessFacet(), ed.visitFacet(), ed.kindFacet(), ed.programmeFacet(), ed.audienceFacet(),
		ed.areaFacet(), ed.partnerFacet(), ed.crowdFacet(), ed.languageFacet())...)
}

// Month fills the page of a month: its table, or from part 2 on a list of everything in it.
func (ed *Edition) Month(first civil.Date) view.Month {
	s, m := ed.s, ed.book.agenda.months[first]
	title := ed.w.Capital(ed.w.Date(first, i18n.MonthYear))
	v := view.Month{Title: title, Caption: ed.t("when.calendar_month", "Month", ed.w.Date(first, i18n.MonthYear)), Count: ed.w.Plural("count.events", len(m.list)+len(m.running)+len(m.undated))}
	c := ed.sectionCard("calendar")
	v.Page = ed.frame(sheet{card: &c, cardAt: s.Section(ed.lang, "calendar"), kind: "month", title: title, section: ed.t("section.calendar"), sectionAt: s.Section(ed.lang, "calendar"), description: v.Caption,
		address: func(lang string) string { return s.MonthAddress(lang, first) }})
	v.Views = ed.views(s.MonthAddress(ed.lang, first))
	v.Prev, v.Next = ed.monthNeighbours(first)
	week := ed.w.Week()
	for _, d := range week {
		v.Weekdays = append(v.Weekdays, view.Weekday{Short: ed.w.Weekday(d, i18n.Abbreviated), Long: ed.w.Weekday(d, i18n.Wide)})
	}
	days := m.byDay()
	limit := dayLimit(days)
	lead := (int(first.Weekday()) - int(week[0]) + 7) % 7
	last := first.DaysIn()
	for n := 1 - lead; n <= last; n += 7 {
		var w view.Week
		for i := range 7 {
			day := n + i
			if day < 1 || day > last {
				w.Days = append(w.Days, view.MonthDay{Outside: true})
				continue
			}
			w.Days = append(w.Days, ed.monthDay(first, day, days[day], limit))
		}
		v.Weeks = append(v.Weeks, w)
	}
	for _, x := range m.running {
		v.Running = append(v.Running, ed.item(x.e, x.o))
	}
	for _, e := range m.undated {
		v.Undated = append(v.Undated, ed.item(e, nil))
	}
	if len(m.list)+len(m.running)+len(m.undated) == 0 {
		v.Empty = ed.empty(nil)
		v.Empty.Links = append([]view.Link{ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar"))}, v.Empty.Links...)
	}
	return v
}

// byDay gives what is on each day of the month: what takes several days is on each of them.
func (m *month) byDay() map[int][]showing {
	out := map[int][]showing{}
	last := m.first.AddDays(m.first.DaysIn() - 1)
	for _, x := range m.list {
		from, to := x.o.Start.Date, lastDay(*x.o)
		if from.Before(m.first) {
			from = m.first
		}
		if to.After(last) {
			to = last
		}
		for d := from; !d.After(to); d = d.AddDays(1) {
			out[d.Day] = append(out[d.Day], x)
		}
	}
	return out
}

// dayLimit is how many of a day the table shows, so that all days together stay within monthItems.
func dayLimit(days map[int][]showing) int {
	for limit := monthItems; limit > 1; limit-- {
		sum := 0
		for _, list := range days {
			sum += min(len(list), limit)
		}
		if sum <= monthItems {
			return limit
		}
	}
	return 1
}

func (ed *Edition) monthDay(first civil.Date, day int, list []showing, limit int) view.MonthDay {
	d := civil.Date{Year: first.Year, Month: first.Month, Day: day}
	v := view.MonthDay{Date: ed.date(d, i18n.Full), Number: ed.w.Int(day), Weekday: ed.w.Weekday(d.Weekday(), i18n.Wide)}
	if len(list) > 0 {
		v.Items = make([]view.EventItem, 0, min(len(list), max(limit, 0)))
	}
	for i, x := range list {
		if i == limit {
			more := ed.plain(ed.monthPartOf(first, d), ed.w.Plural("calendar.more", len(list)-limit))
			v.More = &more
			break
		}
		v.Items = append(v.Items, ed.item(x.e, x.o))
	}
	return v
}

// monthPartOf is the address of the list of a busy month at a day.
func (ed *Edition) monthPartOf(first, day civil.Date) string {
	m := ed.book.agenda.months[first]
	at := 0
	for at < len(m.list) && m.list[at].o.Start.Date.Before(day) {
		at++
	}
	return site.PartAddress(ed.s.MonthAddress(ed.lang, first), 2+at/calendarPart) + "#day-" + day.String()
}

// MonthList fills a page of the list of a busy month; part counts from 2, for the table is the first.
func (ed *Edition) MonthList(first civil.Date, part int) view.Calendar {
	s, m := ed.s, ed.book.agenda.months[first]
	base := func(lang string) string { return s.MonthAddress(lang, first) }
	from, to := window(len(m.list), calendarPart, part-1)
	title := ed.w.Capital(ed.w.Date(first, i18n.MonthYear))
	pages := ed.book.MonthParts(first)
	v := view.Calendar{Intro: view.Intro{Title: headlineOf(view.Text{Text: title}, titleGoal)}, Today: ed.date(s.Today, i18n.Full), Count: ed.w.Plural("count.events", len(m.list))}
	v.Page = ed.frame(sheet{kind: "calendar", title: ed.t("page.number", "Page", part, "Pages", pages), section: title, sectionAt: base(ed.lang),
		address: func(lang string) string { return site.PartAddress(base(lang), part) }})
	v.Views = ed.views("")
	v.Days = ed.pastDays(m.list[from:to])
	v.Pager = ed.pager(base, part, pages)
	return v
}

func (ed *Edition) monthNeighbours(first civil.Date) (prev, next *view.Link) {
	order := ed.book.agenda.order
	for i, d := range order {
		if d != first {
			continue
		}
		link := func(d civil.Date) *view.Link {
			l := ed.plain(ed.s.MonthAddress(ed.lang, d), ed.w.Date(d, i18n.MonthYear))
			return &l
		}
		if i > 0 {
			prev = link(order[i-1])
		}
		if i+1 < len(order) {
			next = link(order[i+1])
		}
	}
	return prev, next
}

// Year fills the page of a year.
func (ed *Edition) Year(year int) view.Year {
	s, a := ed.s, ed.book.agenda
	name := ed.w.Date(civil.Date{Year: year, Month: 6, Day: 1}, i18n.Year)
	v := view.Year{Title: name}
	c := ed.sectionCard("calendar")
	v.Page = ed.frame(sheet{card: &c, cardAt: s.Section(ed.lang, "calendar"), kind: "year", title: name, section: ed.t("section.calendar"), sectionAt: s.Section(ed.lang, "calendar"),
		description: ed.t("when.calendar_year", "Year", name), address: func(lang string) string { return s.YearAddress(lang, year) }})
	v.Views = ed.views(s.YearAddress(ed.lang, year))
	years := a.years()
	for i, y := range years {
		if y != year {
			continue
		}
		link := func(y int) *view.Link {
			l := ed.plain(s.YearAddress(ed.lang, y), ed.w.Date(civil.Date{Year: y, Month: 6, Day: 1}, i18n.Year))
			return &l
		}
		if i > 0 {
			v.Prev = link(years[i-1])
		}
		if i+1 < len(years) {
			v.Next = link(years[i+1])
		}
	}
	for _, first := range a.order {
		if first.Year == year {
			v.Months = append(v.Months, ed.yearMonth(a.months[first]))
		}
	}
	for _, e := range a.seasons[year] {
		v.Undated = append(v.Undated, ed.item(e, nil))
	}
	return v
}

func (ed *Edition) yearMonth(m *month) view.YearMonth {
	days := m.byDay()
	n := len(m.list) + len(m.running) + len(m.undated)
	v := view.YearMonth{Link: ed.plain(ed.s.MonthAddress(ed.lang, m.first), ed.w.Capital(ed.w.Month(m.first.Month, i18n.Wide))), Count: ed.w.Plural("count.events", n)}
	lead := (int(m.first.Weekday()) - int(ed.w.Week()[0]) + 7) % 7
	for n := 1 - lead; n <= m.first.DaysIn(); n += 7 {
		var w view.YearWeek
		for i := range 7 {
			day := n + i
			if day < 1 || day > m.first.DaysIn() {
				w.Days = append(w.Days, view.YearDay{Class: "busy-0"})
				continue
			}
			w.Days = append(w.Days, view.YearDay{Number: ed.w.Int(day), Class: "busy-" + itoa(min(4, len(days[day])))})
		}
		v.Weeks = append(v.Weeks, w)
	}
	for i, x := range m.list {
		if i == yearTop {
			break
		}
		v.Top = append(v.Top, ed.item(x.e, x.o))
	}
	return v
}

// parts is how many pages a list of n takes.
func parts(n, size int) int { return max(1, (n+size-1)/size) }

// window is the stretch of a list that a page of it shows.
func window(n, size, part int) (from, to int) {
	from = min((part-1)*size, n)
	return from, min(from+size, n)
}
