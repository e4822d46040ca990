package output

import (
	"modestad/generator/page"
	"modestad/generator/site"
	"modestad/generator/source"
)

// lists plans the pages that are made of what the site knows: activities, calls, support, partners, places, the plan,
// facts, feeds, and the ways to take part.
func (x *planner) lists() {
	s, b := x.Site, x.Book
	on := s.Config.Outputs.On
	all := s.Config.Tags()
	plan := func(tmpl string, address func(lang string) string, from source.Span, in []string, view func(ed *page.Edition) any) {
		for _, ed := range b.Editions {
			x.page(ed.Lang(), address, tmpl, from, in, func() any { return view(ed) })
		}
	}
	section := func(name string) func(lang string) string {
		return func(lang string) string { return s.Section(lang, name) }
	}
	// parted plans a list that is cut into pages.
	parted := func(tmpl string, address func(lang string) string, from source.Span, n int, view func(ed *page.Edition, part int) any) {
		for part := 1; part <= n; part++ {
			plan(tmpl, func(lang string) string { return site.PartAddress(address(lang), part) }, from, all, func(ed *page.Edition) any { return view(ed, part) })
		}
	}
	none := source.Span{}
	if on("menu") {
		parted("menu", section("menu"), none, b.MenuParts(), func(ed *page.Edition, part int) any { return ed.Menu(part) })
	}
	if on("calls") {
		parted("calls", section("calls"), none, b.CallsParts(), func(ed *page.Edition, part int) any { return ed.Calls(part) })
	}
	if on("support") {
		parted("support", section("support"), none, b.SupportParts(), func(ed *page.Edition, part int) any { return ed.Support(part) })
	}
	if on("partners") {
		parted("partners", section("partners"), none, b.PartnersParts(), func(ed *page.Edition, part int) any { return ed.Partners(part) })
		for _, p := range s.Partners {
			parted("partner", func(lang string) string { return s.PartnerAddress(lang, p.ID) }, file(p.File), b.PartnerParts(p),
				func(ed *page.Edition, part int) any { return ed.Partner(p, part) })
			if on("kit") {
				plan("kit", func(lang string) string { return s.KitAddress(lang, p.ID) }, file(p.File), nil, func(ed *page.Edition) any { return ed.Kit(p) })
			}
		}
	}
	if on("areas") {
		plan("areas", section("areas"), none, all, func(ed *page.Edition) any { return ed.Areas() })
		for _, a := range s.Areas {
			parted("area", func(lang string) string { return s.AreaAddress(lang, a.ID) }, file(a.File), b.AreaParts(a),
				func(ed *page.Edition, part int) any { return ed.Area(a, part) })
		}
	}
	if on("venues") {
		for _, v := range s.Venues {
			parted("venue", func(lang string) string { return s.VenueAddress(lang, v.ID) }, file(v.File), b.VenueParts(v),
				func(ed *page.Edition, part int) any { return ed.Venue(v, part) })
		}
	}
	if on("series") {
		for _, v := range s.Series {
			plan("series", func(lang string) string { return s.SeriesAddress(lang, v.ID) }, file(v.File), all, func(ed *page.Edition) any { return ed.Series(v) })
		}
	}
	if on("plan") {
		plan("plan", section("plan"), none, all, func(ed *page.Edition) any { return ed.Plan() })
	}
	if on("facts") {
		plan("facts", section("facts"), none, all, func(ed *page.Edition) any { return ed.Facts() })
		plan("sources", section("sources"), none, all, func(ed *page.Edition) any { return ed.Sources() })
		for _, ed := range b.Editions {
			x.raw(ed.FactsJSONAddress(), "application/json", none, ed.FactsJSON)
			x.raw(ed.FactsCSVAddress(), "text/csv", none, ed.FactsCSV)
		}
	}
	if on("feeds") {
		plan("feeds", s.FeedsPage, none, all, func(ed *page.Edition) any { return ed.Feeds() })
	}
	if on("planning") {
		for _, q := range s.Planning {
			plan("planning", func(lang string) string { return s.QuarterAddress(lang, q.ID) }, file(q.File), nil, func(ed *page.Edition) any { return ed.Planning(q) })
		}
	}
	if on("join") {
		plan("join", section("join"), none, all, func(ed *page.Edition) any { return ed.Join() })
	}
	if on("search") {
		plan("search", section("search"), none, all, func(ed *page.Edition) any { return ed.Search() })
		for _, ed := range b.Editions {
			x.raw(ed.SearchIndexAddress(), "application/json", none, ed.SearchIndex)
		}
	}
	if on("embed") {
		for _, f := range s.Feeds {
			plan("embed", func(lang string) string { return s.EmbedAddress(lang, f.ID) }, none, nil, func(ed *page.Edition) any { return ed.Embed(f) })
		}
		for _, l := range s.Longreads {
			for _, c := range l.Chapters {
				plan("embed-message", func(lang string) string { return s.EmbedMessage(lang, l.Audience.ID, c.ID) }, none, nil,
					func(ed *page.Edition) any { return ed.EmbedMessage(l, c) })
			}
		}
	}
}
