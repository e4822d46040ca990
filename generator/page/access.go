package page

import (
	"slices"
	"strings"

	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
)

// eventAccess words what an event says of its accessibility, then what its place adds, and at the end what it says
// not to have.
func (ed *Edition) eventAccess(e *site.Event) []view.Term {
	list := slices.Clone(e.Access)
	if e.Venue != nil {
		for _, a := range e.Venue.Access {
			if !slices.ContainsFunc(list, func(own content.Access) bool { return own.Term == a.Term }) {
				list = append(list, a)
			}
		}
	}
	out := ed.access(list)
	var without []string
	for _, a := range e.Access {
		if !a.Has {
			without = append(without, ed.t("access."+a.Term))
		}
	}
	if len(without) > 0 {
		out = append(out, view.Term{Name: ed.t("access.without", "Terms", ed.w.List(without))})
	}
	return out
}

// access words the terms of accessibility that are there.
func (ed *Edition) access(list []content.Access) []view.Term {
	var out []view.Term
	for _, a := range list {
		if !a.Has {
			continue
		}
		name := ed.t("access." + a.Term)
		if a.Term == "sign_language" && len(a.Languages) > 0 {
			var langs []string
			for _, l := range a.Languages {
				if key := "sign_language." + strings.ToLower(l); ed.w.Has(key) {
					langs = append(langs, ed.t(key))
				} else {
					langs = append(langs, l)
				}
			}
			name = ed.t("access.sign_language_in", "Language", ed.w.List(langs))
		}
		out = append(out, view.Term{Name: ed.w.Capital(name)})
	}
	return out
}
