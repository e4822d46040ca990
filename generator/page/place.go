package page

import (
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// AreaParts and VenueParts are how many pages a district's and a place's programme take.
func (b *Book) AreaParts(a *site.Area) int {
	return parts(len(b.programmeIn(a).coming), listPart)
}
func (b *Book) VenueParts(v *site.Venue) int {
	return parts(len(b.programmeAt(v).coming), listPart)
}

// Areas fills the page of the districts, with the places that lie in none.
func (ed *Edition) Areas() view.Areas {
	s := ed.s
	x, intro := ed.section("areas", "areas", ed.sectionAddress("areas"), 1, 1)
	v := view.Areas{Page: ed.frame(x), Intro: intro, Drawing: ed.drawAreas()}
	for _, a := range s.Areas {
		item := view.AreaItem{Link: ed.areaLink(a), Count: ed.count(a.Events)}
		if doc, in, ok := site.Pick(s, a.About, ed.lang); ok {
			item.About = ed.text(ed.plainText(doc, in, 240), in)
		}
		for _, p := range a.Venues {
			item.Venues = append(item.Venues, ed.venueLink(p))
		}
		i18n.SortBy(ed.w.Locale, item.Venues, linkText)
		v.Areas = append(v.Areas, item)
	}
	for _, p := range s.Venues {
		if p.Area == nil {
			v.Venues = append(v.Venues, ed.venueLink(p))
		}
	}
	i18n.SortBy(ed.w.Locale, v.Areas, func(a view.AreaItem) string { return a.Link.Text.Text })
	i18n.SortBy(ed.w.Locale, v.Venues, linkText)
	return v
}

func linkText(l view.Link) string { return l.Text.Text }

// inAreas makes the frame of a page that stands among the districts, where the site shows them.
func (ed *Edition) inAreas(x sheet) sheet {
	if ed.s.Config.Outputs.On("areas") && len(ed.s.Areas) > 0 {
		x.section, x.sectionAt = ed.t("section.areas"), ed.s.Section(ed.lang, "areas")
	}
	return x
}

// Area fills a page of a district. Part counts from 1: further parts go on with what is on there.
func (ed *Edition) Area(a *site.Area, part int) view.Area {
	s := ed.s
	have := ed.book.programmeIn(a)
	of := parts(len(have.coming), listPart)
	first := func(lang string) string { return s.AreaAddress(lang, a.ID) }
	name := ed.by(a.Name)
	c := ed.namedCard(a.Name, "section.areas", "area "+a.ID)
	x := ed.inAreas(sheet{card: &c, cardAt: first(ed.lang), kind: "area", about: "area-" + a.ID, file: a.File.Path, description: ed.describe(a.About)})
	v := view.Area{Page: ed.detail(x, name, first, part, of), Name: name, Drawing: ed.drawArea(a), Items: ed.items(cutPart(have.coming, part)), Pager: ed.pager(first, part, of)}
	if part > 1 {
		return v
	}
	v.About = ed.about(a.About, a.File.Path)
	v.Running, v.Products = ed.items(have.running), ed.wholes(have.products)
	for _, p := range a.Venues {
		v.Venues = append(v.Venues, view.VenueItem{Link: ed.venueLink(p), Address: Address(p), Access: ed.access(p.Access), Count: ed.count(p.Events)})
	}
	i18n.SortBy(ed.w.Locale, v.Venues, func(p view.VenueItem) string { return p.Link.Text.Text })
	v.Subscribe = ed.follow("area-" + a.ID)
	if have.none() {
		v.Empty = ed.nothing("list.place_empty")
	}
	return v
}

// Venue fills a page of a place. Part counts from 1: further parts go on with what is on there.
func (ed *Edition) Venue(p *site.Venue, part int) view.Venue {
	s := ed.s
	have := ed.book.programmeAt(p)
	of := parts(len(have.coming), listPart)
	first := func(lang string) string { return s.VenueAddress(lang, p.ID) }
	name := ed.by(p.Name)
	x := ed.inAreas(sheet{kind: "venue", about: "venue-" + p.ID, file: p.File.Path, description: Address(p)})
	if p.Area != nil && x.sectionAt != "" {
		x.crumbs = []view.Link{ed.areaLink(p.Area)}
	}
	v := view.Venue{Page: ed.detail(x, name, first, part, of), Name: name, Where: ed.venueWhere(p), Website: website(p.URL),
		Items: ed.items(cutPart(have.coming, part)), Pager: ed.pager(first, part, of)}
	v.Where.Name = view.Link{} // the title says it
	for _, o := range s.Partners {
		if o.Venue == p {
			v.Partners = append(v.Partners, ed.partnerLink(o))
		}
	}
	i18n.SortBy(ed.w.Locale, v.Partners, linkText)
	if part > 1 {
		return v
	}
	v.Running, v.Products = ed.items(have.running), ed.wholes(have.products)
	v.Subscribe = ed.follow("venue-" + p.ID)
	if have.none() {
		v.Empty = ed.nothing("list.place_empty")
	}
	return v
}
