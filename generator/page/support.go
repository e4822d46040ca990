package page

import (
	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
)

// SupportParts is how many pages the support finder takes.
func (b *Book) SupportParts() int { return parts(len(b.available("support")), listPart) }

// Support fills a page of the support finder: measures by what they help with, narrowed by whom they help. Part
// counts from 1. A measure stands once, under the first of its needs, and names the others.
func (ed *Edition) Support(part int) view.Support {
	s := ed.s
	events := ed.book.available("support")
	of := parts(len(events), listPart)
	first := ed.sectionAddress("support")
	x, intro := ed.section("support", "support", first, part, of)
	v := view.Support{Page: ed.frame(x), Intro: intro, Count: ed.w.Plural("count.support", len(events)), Pager: ed.pager(first, part, of)}
	v.Filters = ed.facets(events, ed.forFacet(), ed.needFacet(), ed.audienceFacet(), ed.priceFacet())
	v.Groups = ed.groups(events, part, grouping{
		of: func(e *site.Event) string {
			if len(e.Need) == 0 {
				return ""
			}
			return e.Need[0]
		},
		order: content.SupportNeeds(), title: func(id string) string { return ed.w.Capital(ed.t("need." + id)) }, chips: ed.supportChips,
	})
	v.Contact = ed.contact(s.Config.Contact)
	if len(events) == 0 {
		v.Empty = &view.Empty{Text: ed.t("list.support_empty")}
		if s.HasKind("call") && s.Config.Outputs.On("calls") {
			v.Empty.Links = append(v.Empty.Links, ed.plain(s.Section(ed.lang, "calls"), ed.t("section.calls")))
		}
		v.Empty.Links = append(v.Empty.Links, ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar")))
	}
	return v
}

// supportChips says whom a measure helps, and with what beside what it stands under.
func (ed *Edition) supportChips(e *site.Event) []string {
	var out []string
	for _, f := range e.For {
		out = append(out, ed.t("for."+f))
	}
	for i, n := range e.Need {
		if i > 0 {
			out = append(out, ed.t("need."+n))
		}
	}
	return out
}
