package page

import (
	"slices"

	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// calls divides the calls: open ones by their deadline, those that open later by when they do, closed ones with the
// latest first.
func (b *Book) calls() (open, later, closed []showing) {
	s := b.Site
	for _, e := range s.Events {
		if e.Kind != "call" || len(e.Occurrences) == 0 {
			continue
		}
		x := showing{e, &e.Occurrences[0]}
		switch {
		case !x.o.Finish.After(s.Now):
			closed = append(closed, x)
		case opensLater(s, e):
			later = append(later, x)
		default:
			open = append(open, x)
		}
	}
	slices.SortStableFunc(open, func(a, b showing) int { return a.o.Finish.Compare(b.o.Finish) })
	slices.SortStableFunc(later, func(a, b showing) int { return a.e.Opens.DateTime.Compare(b.e.Opens.DateTime) })
	slices.SortStableFunc(closed, func(a, b showing) int { return b.o.Finish.Compare(a.o.Finish) })
	return open, later, closed
}

// opensLater says whether a call is not open yet.
func opensLater(s *site.Site, e *site.Event) bool {
	if e.Opens.Date.IsZero() {
		return false
	}
	at, _ := e.Opens.DateTime.In(e.Zone)
	return at.After(s.Now)
}

// CallsParts is how many pages the calls take: closed ones are what grows.
func (b *Book) CallsParts() int {
	_, _, closed := b.calls()
	return parts(len(closed), listPart)
}

// Calls fills a page of the calls. Part counts from 1; what is open, or will be, is on the first.
func (ed *Edition) Calls(part int) view.Calls {
	s := ed.s
	open, later, closed := ed.book.calls()
	of := parts(len(closed), listPart)
	first := ed.sectionAddress("calls")
	x, intro := ed.section("calls", "calls", first, part, of)
	x.about = "calls"
	v := view.Calls{Page: ed.frame(x), Intro: intro, Pager: ed.pager(first, part, of)}
	for _, c := range cutPart(closed, part) {
		v.Closed = append(v.Closed, ed.item(c.e, c.o))
	}
	if part > 1 {
		return v
	}
	for _, c := range open {
		v.Open = append(v.Open, ed.item(c.e, c.o))
	}
	for _, c := range later {
		v.Open = append(v.Open, ed.callItem(c))
	}
	for _, e := range ed.toFollow(s.Events) {
		if e.Kind == "call" {
			v.Undated = append(v.Undated, ed.item(e, nil))
		}
	}
	v.Subscribe = ed.follow("calls", "kind-call")
	if len(v.Open)+len(v.Undated) == 0 {
		v.Empty = &view.Empty{Text: ed.t("list.calls_empty")}
		if s.HasKind("support") && s.Config.Outputs.On("support") {
			v.Empty.Links = append(v.Empty.Links, ed.plain(s.Section(ed.lang, "support"), ed.t("section.support")))
		}
		v.Empty.Links = append(v.Empty.Links, ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar")))
	}
	return v
}

// callItem is the card of a call, which says when it opens where it is not open yet.
func (ed *Edition) callItem(c showing) view.EventItem {
	item := ed.item(c.e, c.o)
	if item.Status == "" && opensLater(ed.s, c.e) {
		item.Status = ed.w.Capital(ed.t("when.opens", "Date", ed.w.Date(c.e.Opens.Date, i18n.Long)))
	}
	return item
}
