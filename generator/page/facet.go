package page

import (
	"slices"
	"strings"

	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
)

// A facet is a choice that a list can be narrowed by. Its values are those of EventItem.Tags.
type facet struct {
	id, title string
	options   []facetOption
}

type facetOption struct {
	id   string
	text view.Text
	has  func(e *site.Event) bool
}

// vocabulary makes the options of a fixed vocabulary.
func (ed *Edition) vocabulary(group string, ids []string, of func(e *site.Event) []string) []facetOption {
	var out []facetOption
	for _, id := range ids {
		out = append(out, facetOption{id, view.Text{Text: ed.w.Capital(ed.t(group + "." + id))}, func(e *site.Event) bool { return slices.Contains(of(e), id) }})
	}
	return out
}

func (ed *Edition) visitFacet() facet {
	return facet{"visit", "visit.title", ed.vocabulary("visit", content.Visits(), func(e *site.Event) []string { return e.Visit })}
}

func (ed *Edition) crowdFacet() facet {
	return facet{"crowd", "filter.crowd", ed.vocabulary("crowd", content.Crowds(), func(e *site.Event) []string { return e.Crowds })}
}

func (ed *Edition) forFacet() facet {
	return facet{"for", "for.title", ed.vocabulary("for", content.SupportFor(), func(e *site.Event) []string { return e.For })}
}

func (ed *Edition) needFacet() facet {
	return facet{"need", "need.title", ed.vocabulary("need", content.SupportNeeds(), func(e *site.Event) []string { return e.Need })}
}

func (ed *Edition) priceFacet() facet {
	return facet{"price", "price.title", []facetOption{{"free", view.Text{Text: ed.w.Capital(ed.t("price.free"))}, site.Free}}}
}

func (ed *Edition) accessFacet() facet {
	f := facet{id: "access", title: "access.title"}
	for _, term := range filterAccess {
		f.options = append(f.options, facetOption{term, view.Text{Text: ed.w.Capital(ed.t("access." + term))}, func(e *site.Event) bool { return ed.s.Accessible(e, term) }})
	}
	return f
}

func (ed *Edition) areaFacet() facet {
	f := facet{id: "area", title: "filter.area"}
	for _, a := range ed.s.Areas {
		f.options = append(f.options, facetOption{a.ID, ed.by(a.Name), func(e *site.Event) bool {
			return slices.ContainsFunc(e.Places(), func(v *site.Venue) bool { return v.Area == a })
		}})
	}
	return f
}

func (ed *Edition) audienceFacet() facet {
	f := facet{id: "audience", title: "filter.audience"}
	for _, a := range ed.s.Config.Audiences {
		f.options = append(f.options, facetOption{a.ID, ed.audienceName(a.ID), func(e *site.Event) bool { return site.For(e, a.ID) }})
	}
	return f
}

func (ed *Edition) kindFacet() facet {
	f := facet{id: "kind", title: "filter.kind"}
	for _, k := range calendarKinds {
		f.options = append(f.options, facetOption{k, view.Text{Text: ed.w.Capital(ed.t("kinds." + k))}, func(e *site.Event) bool { return e.Kind == k }})
	}
	return f
}

func (ed *Edition) programmeFacet() facet {
	option := func(id string, official bool) facetOption {
		return facetOption{id, view.Text{Text: ed.w.Capital(ed.t("programme." + id))}, func(e *site.Event) bool { return e.Official == official }}
	}
	return facet{"programme", "filter.programme", []facetOption{option("official", true), option("off", false)}}
}

func (ed *Edition) partnerFacet() facet {
	f := facet{id: "partner", title: "filter.partner"}
	for _, p := range ed.s.Partners {
		f.options = append(f.options, facetOption{p.ID, ed.by(p.Name), func(e *site.Event) bool { return e.Partner == p || slices.Contains(e.With, p) }})
	}
	return f
}

func (ed *Edition) languageFacet() facet {
	f := facet{id: "language", title: "theme.languages"}
	seen := map[string]bool{}
	for _, e := range ed.s.Events {
		for _, l := range e.Languages {
			if !seen[l] {
				seen[l] = true
				f.options = append(f.options, facetOption{l, view.Text{Text: ed.w.Capital(ed.languageName(l))}, func(e *site.Event) bool { return slices.Contains(e.Languages, l) }})
			}
		}
	}
	slices.SortFunc(f.options, func(a, b facetOption) int { return strings.Compare(a.id, b.id) })
	return f
}

// facets gives the choices that divide a list: an option that nothing has, or a single one that everything has,
// helps nobody.
func (ed *Edition) facets(events []*site.Event, list ...facet) []view.Filter {
	var out []view.Filter
	for _, f := range list {
		v := view.Filter{ID: f.id, Legend: ed.t(f.title)}
		divides := false
		for _, o := range f.options {
			n := 0
			for _, e := range events {
				if o.has(e) {
					n++
				}
			}
			if n == 0 {
				continue
			}
			divides = divides || n < len(events)
			v.Options = append(v.Options, view.FilterOption{Value: f.id + ":" + o.id, Text: o.text, Count: ed.w.Int(n)})
		}
		if divides {
			out = append(out, v)
		}
	}
	return out
}
