package page

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// maxFindings is how many gaps, and how many collisions, a planning names.
const maxFindings = 20

// A quarter is a quarter's weeks, the first of which may begin before it.
type quarter struct {
	first, last civil.Date // of the quarter
	begin       civil.Date // of the first week
	weeks       int
}

func quarterOf(q *content.Quarter, firstDay time.Weekday) quarter {
	first := civil.Date{Year: q.Year, Month: time.Month(3*q.N - 2), Day: 1}
	end := civil.Date{Year: q.Year, Month: time.Month(3 * q.N), Day: 1}
	x := quarter{first: first, last: end.AddDays(end.DaysIn() - 1)}
	x.begin = first.AddDays(-((int(first.Weekday()) - int(firstDay) + 7) % 7))
	x.weeks = x.last.DaysSince(x.begin)/7 + 1
	return x
}

// span gives the weeks that a stretch of days takes, from the first to after the last; none where it is outside.
func (x quarter) span(from, to civil.Date) (first, end int, ok bool) {
	if from.IsZero() || to.Before(x.begin) || from.After(x.begin.AddDays(7*x.weeks-1)) {
		return 0, 0, false
	}
	first = max(0, from.DaysSince(x.begin)/7)
	if from.Before(x.begin) {
		first = 0
	}
	return first, min(x.weeks, to.DaysSince(x.begin)/7+1), true
}

// A slot is an item of a planning with its place among all of them.
type slot struct {
	*content.Item
	n          int
	first, end int // weeks
	shown      bool
}

// until is the last day of an item.
func until(i *content.Item) civil.Date {
	if i.End.IsZero() {
		return i.Start
	}
	return i.End
}

// Planning fills the page of a quarter's communication: partners by weeks, and what is missing or meets.
func (ed *Edition) Planning(q *content.Quarter) view.Planning {
	s := ed.s
	title := ed.t("planning.title", "Quarter", ed.quarterName(q))
	v := view.Planning{Title: title, Caption: ed.t("list.planning_caption", "Quarter", ed.quarterName(q))}
	v.Page = ed.frame(sheet{kind: "planning", title: title, noindex: true, file: q.File.Path, crumbs: []view.Link{},
		address: func(lang string) string { return s.QuarterAddress(lang, q.ID) }})
	for i, o := range s.Planning {
		if o.ID != q.ID {
			continue
		}
		link := func(o *content.Quarter) *view.Link {
			l := ed.plain(s.QuarterAddress(ed.lang, o.ID), ed.quarterName(o))
			return &l
		}
		if i > 0 {
			v.Prev = link(s.Planning[i-1])
		}
		if i+1 < len(s.Planning) {
			v.Next = link(s.Planning[i+1])
		}
	}
	x := quarterOf(q, ed.w.FirstDay())
	for n := range x.weeks {
		from := x.begin.AddDays(7 * n)
		v.Weeks = append(v.Weeks, view.PlanningWeek{Number: ed.weekName(from), Text: ed.w.Date(from, i18n.DayMonth)})
	}
	slots := make([]slot, len(q.Items))
	for i := range q.Items {
		slots[i] = slot{Item: &q.Items[i], n: i + 1}
		slots[i].first, slots[i].end, slots[i].shown = x.span(q.Items[i].Start, until(&q.Items[i]))
	}
	v.Rows = ed.planningRows(slots, x.weeks)
	meetings := ed.meetings(slots)
	v.Findings = append(ed.gaps(slots, x), ed.collisions(meetings)...)
	v.Audiences = ed.planningAudiences(slots, x, meetings)
	slices.SortStableFunc(slots, func(a, b slot) int { return cmp.Or(a.Start.Compare(b.Start), a.n-b.n) })
	for _, i := range slots {
		v.Items = append(v.Items, ed.planningItem(i))
	}
	return v
}

func (ed *Edition) quarterName(q *content.Quarter) string {
	return ed.t("quarter.name", "Quarter", q.N, "Year", ed.w.Date(civil.Date{Year: q.Year, Month: 6, Day: 1}, i18n.Year))
}

// weekName is the number of the week that begins on a day: that of ISO 8601, of the week's Thursday.
func (ed *Edition) weekName(begin civil.Date) string {
	d := begin
	for d.Weekday() != time.Thursday {
		d = d.AddDays(1)
	}
	_, week := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).ISOWeek()
	return ed.t("list.week", "Week", strconv.Itoa(week))
}

func (ed *Edition) planningPartner(id string) view.Link {
	if p := ed.s.Partner(id); p != nil {
		return ed.partnerLink(p)
	}
	return view.Link{Text: view.Text{Text: id}}
}

// planningRows puts the items into rows: by partner, and what overlaps within a partner in a row of its own.
func (ed *Edition) planningRows(slots []slot, weeks int) []view.PlanningRow {
	byPartner := map[string][]slot{}
	var ids []string
	for _, i := range slots {
		if !i.shown {
			continue
		}
		if byPartner[i.Partner.ID] == nil {
			ids = append(ids, i.Partner.ID)
		}
		byPartner[i.Partner.ID] = append(byPartner[i.Partner.ID], i)
	}
	slices.Sort(ids)
	i18n.SortBy(ed.w.Locale, ids, func(id string) string { return ed.planningPartner(id).Text.Text })
	var rows []view.PlanningRow
	for _, id := range ids {
		list := byPartner[id]
		slices.SortStableFunc(list, func(a, b slot) int { return cmp.Or(a.first-b.first, a.n-b.n) })
		for _, lane := range lanes(list, weeks) {
			rows = append(rows, view.PlanningRow{Partner: ed.planningPartner(id), Cells: cells(lane, weeks, func(i slot) view.PlanningCell {
				return view.PlanningCell{Title: ed.by(i.Text), URL: "#item-" + strconv.Itoa(i.n), Class: i.Status}
			})})
		}
	}
	return rows
}

// lanes spreads items, in the order of their first weeks, over as few rows as hold them without overlap: each goes
// into the first that is free.
func lanes(list []slot, weeks int) [][]slot {
	var out [][]slot
	var free []int // lanes, the first of them at the end
	busy := make([][]int, weeks+1)
	week := 0
	for _, i := range list {
		if week <= i.first {
			for ; week <= i.first; week++ {
				free = append(free, busy[week]...)
			}
			slices.Sort(free)
			slices.Reverse(free)
		}
		lane := len(out)
		if n := len(free); n > 0 {
			lane, free = free[n-1], free[:n-1]
		} else {
			out = append(out, nil)
		}
		out[lane] = append(out[lane], i)
		busy[i.end] = append(busy[i.end], lane)
	}
	return out
}

// meant says whether an item speaks to an audience; one that names none speaks to all.
func meant(i *content.Item, audience string) bool {
	if len(i.Audiences) == 0 {
		return true
	}
	for _, a := range i.Audiences {
		if a.ID == audience {
			return true
		}
	}
	return false
}

// busy says of each week whether somebody says something to an audience. What was dropped says nothing.
func (x quarter) busy(slots []slot, audience string) []bool {
	busy := make([]bool, x.weeks)
	for _, i := range slots {
		if !i.shown || i.Status == "dropped" || !meant(i.Item, audience) {
			continue
		}
		for w := i.first; w < i.end; w++ {
			busy[w] = true
		}
	}
	return busy
}

// gaps names the weeks in which nobody says anything to an audience.
func (ed *Edition) gaps(slots []slot, x quarter) []string {
	var out []string
	for _, a := range ed.s.Config.Audiences {
		name := ed.audienceName(a.ID).Text
		busy := x.busy(slots, a.ID)
		if !slices.Contains(busy, true) {
			out = append(out, ed.t("list.gap_all", "Audience", name))
			continue
		}
		var weeks []string
		for w := 0; w < x.weeks; w++ {
			if busy[w] {
				continue
			}
			from := w
			for w+1 < x.weeks && !busy[w+1] {
				w++
			}
			text := ed.weekName(x.begin.AddDays(7 * from))
			if w > from {
				text = ed.t("list.week_range", "From", text, "To", ed.weekName(x.begin.AddDays(7*w)))
			}
			weeks = append(weeks, text)
		}
		if len(weeks) > 0 {
			out = append(out, ed.t("list.gap", "Audience", name, "Weeks", ed.w.List(weeks)))
		}
	}
	return out
}

// A meeting is where two partners bring one chapter to one audience or more at the same time.
type meeting struct {
	a, b      slot
	from, to  civil.Date
	audiences []string // ids
}

// meetings gives the first of them, in the order of chapters, audiences and time.
func (ed *Edition) meetings(slots []slot) []*meeting {
	s := ed.s
	type key struct{ chapter, audience string }
	groups := map[key][]slot{}
	var keys []key
	for _, i := range slots {
		if i.Chapter.ID == "" || i.Start.IsZero() || i.Status == "dropped" {
			continue
		}
		for _, a := range s.Config.Audiences {
			if meant(i.Item, a.ID) {
				k := key{i.Chapter.ID, a.ID}
				if groups[k] == nil {
					keys = append(keys, k)
				}
				groups[k] = append(groups[k], i)
			}
		}
	}
	type pair struct{ a, b int }
	var list []*meeting
	at := map[pair]*meeting{}
	for _, k := range keys {
		group := groups[k]
		slices.SortStableFunc(group, func(a, b slot) int { return cmp.Or(a.Start.Compare(b.Start), a.n-b.n) })
		// Of each partner only the item that lasts longest can meet what comes later.
		open := map[string]slot{}
		var partners []string
		for _, i := range group {
			for _, id := range partners {
				o := open[id]
				if id == i.Partner.ID || until(o.Item).Before(i.Start) {
					continue
				}
				p := pair{o.n, i.n}
				if at[p] == nil {
					if len(list) == maxFindings {
						continue
					}
					to := until(o.Item)
					if end := until(i.Item); end.Before(to) {
						to = end
					}
					at[p] = &meeting{a: o, b: i, from: i.Start, to: to}
					list = append(list, at[p])
				}
				at[p].audiences = append(at[p].audiences, k.audience)
			}
			o, have := open[i.Partner.ID]
			if !have {
				partners = append(partners, i.Partner.ID)
			}
			if !have || until(o.Item).Before(until(i.Item)) {
				open[i.Partner.ID] = i
			}
		}
	}
	return list
}

// collisions says of meetings in words that the partners can join forces, or take turns.
func (ed *Edition) collisions(list []*meeting) []string {
	var out []string
	for _, f := range list {
		var names []string
		for _, id := range f.audiences {
			names = append(names, ed.audienceName(id).Text)
		}
		when := ed.w.Date(f.from, i18n.Long)
		if f.from != f.to {
			when = ed.w.DateRange(f.from, f.to, i18n.Long)
		}
		out = append(out, ed.t("list.collision", "Partners", ed.w.List([]string{ed.planningPartner(f.a.Partner.ID).Text.Text, ed.planningPartner(f.b.Partner.ID).Text.Text}),
			"Chapter", ed.w.Quote(ed.chapterTitle(f.a.Chapter.ID)), "Audiences", ed.w.List(names), "When", when))
	}
	return out
}

// chapterTitle is a chapter's title for all audiences; its id where there is none.
func (ed *Edition) chapterTitle(id string) string {
	c := ed.s.Chapters[id]
	if c == nil {
		return id
	}
	t, _, _ := site.Pick(ed.s, c.Texts, ed.lang)
	return t.Head.Title
}

func (ed *Edition) planningItem(i slot) view.PlanningItem {
	s := ed.s
	v := view.PlanningItem{ID: "item-" + strconv.Itoa(i.n), Title: ed.by(i.Text), Partner: ed.planningPartner(i.Partner.ID), Channel: view.Text{Text: i.Channel},
		Status: ed.t("planning.status." + i.Status), Class: i.Status}
	switch last := until(i.Item); {
	case i.Start.IsZero():
		v.When.Text = ed.t("when.date_to_follow")
	case last == i.Start:
		v.When = ed.date(i.Start, i18n.Long)
	default:
		v.When.Text = ed.w.DateRange(i.Start, last, i18n.Long)
	}
	for _, a := range i.Audiences {
		if slices.ContainsFunc(s.Longreads, func(l *site.Longread) bool { return l.Audience.ID == a.ID }) {
			v.Audience = append(v.Audience, ed.audience(a.ID))
		}
	}
	if c := s.Chapters[i.Chapter.ID]; c != nil {
		var audiences []string
		for _, a := range i.Audiences {
			audiences = append(audiences, a.ID)
		}
		if address, ok := s.Address("chapter", c.ID, "", site.Context{Lang: ed.lang, Audiences: audiences}); ok {
			t, in, _ := site.Pick(s, c.Texts, ed.lang)
			link := ed.link(address, ed.text(t.Head.Title, in))
			v.Chapter = &link
		}
	}
	return v
}
