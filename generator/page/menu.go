package page

import (
	"slices"

	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// A grouping puts each event of a list under one heading.
type grouping struct {
	of    func(e *site.Event) string // an id; empty for none
	order []string
	title func(id string) string
	chips func(e *site.Event) []string // what its card says besides; nil for nothing
}

// available gives what of a kind can be had today or later.
func (b *Book) available(kind string) []*site.Event {
	var out []*site.Event
	for _, e := range b.Site.Events {
		if e.Kind == kind && !b.gone(e) {
			out = append(out, e)
		}
	}
	return out
}

// gone says whether a product or a measure of support can no longer be had.
func (b *Book) gone(e *site.Event) bool {
	today := b.Site.Today
	return !e.To.IsZero() && e.To.Before(today) || !e.Deadline.Date.IsZero() && e.Deadline.Date.Before(today)
}

// MenuParts is how many pages the activity menu takes.
func (b *Book) MenuParts() int { return parts(len(b.available("product")), listPart) }

// Menu fills a page of the activity menu: what can be booked or lived at any time. Part counts from 1.
func (ed *Edition) Menu(part int) view.Menu {
	s := ed.s
	events := ed.book.available("product")
	of := parts(len(events), listPart)
	first := ed.sectionAddress("menu")
	x, intro := ed.section("menu", "menu", first, part, of)
	v := view.Menu{Page: ed.frame(x), Intro: intro, Count: ed.w.Plural("count.products", len(events)), Pager: ed.pager(first, part, of)}
	v.Filters = ed.facets(events, ed.visitFacet(), ed.crowdFacet(), ed.areaFacet(), ed.priceFacet(), ed.accessFacet())
	v.Groups = ed.groups(events, part, ed.byCrowd(events))
	if len(events) == 0 {
		v.Empty = &view.Empty{Text: ed.t("list.menu_empty"), Links: []view.Link{ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar"))}}
	}
	return v
}

// byCrowd groups by the widest public that something is for, for it is what most of its visitors have in common;
// where nothing says whom it is for, by the ways to come.
func (ed *Edition) byCrowd(events []*site.Event) grouping {
	widest := content.Crowds()
	slices.Reverse(widest)
	pick := func(order, have []string) string {
		for _, id := range order {
			if slices.Contains(have, id) {
				return id
			}
		}
		return ""
	}
	if slices.ContainsFunc(events, func(e *site.Event) bool { return len(e.Crowds) > 0 }) {
		return grouping{of: func(e *site.Event) string { return pick(widest, e.Crowds) }, order: widest, title: func(id string) string { return ed.t("list.crowd_" + id) }}
	}
	visits := content.Visits()
	return grouping{of: func(e *site.Event) string { return pick(visits, e.Visit) }, order: visits, title: func(id string) string { return ed.w.Capital(ed.t("visit." + id)) }}
}

// groups shows a part of a list under its headings: in their order, then by title, and what has none at the end.
func (ed *Edition) groups(events []*site.Event, part int, g grouping) []view.Group {
	list := slices.Clone(events)
	i18n.SortBy(ed.w.Locale, list, func(e *site.Event) string { return ed.title(e).Text })
	rank := func(e *site.Event) int {
		if i := slices.Index(g.order, g.of(e)); i >= 0 {
			return i
		}
		return len(g.order)
	}
	slices.SortStableFunc(list, func(a, b *site.Event) int { return rank(a) - rank(b) })
	var out []view.Group
	last := -1
	for _, e := range cutPart(list, part) {
		if r := rank(e); r != last {
			group := view.Group{ID: "group--other", Title: view.Text{Text: ed.t("list.other")}}
			if r < len(g.order) {
				group = view.Group{ID: "group--" + g.order[r], Title: view.Text{Text: g.title(g.order[r])}}
			}
			out = append(out, group)
			last = r
		}
		item := ed.tagged(e, nil)
		if g.chips != nil {
			item.Chips = append(item.Chips, g.chips(e)...)
		}
		out[len(out)-1].Items = append(out[len(out)-1].Items, item)
	}
	if len(out) == 1 && out[0].ID == "group--other" {
		out[0].Title = view.Text{Text: ed.t("list.everything")}
	}
	return out
}
