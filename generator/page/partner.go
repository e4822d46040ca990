package page

import (
	"html/template"
	"slices"

	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// PartnersParts is how many pages the list of partners takes.
func (b *Book) PartnersParts() int { return parts(len(b.Site.Partners), listPart) }

// PartnerParts is how many pages a partner's programme takes.
func (b *Book) PartnerParts(p *site.Partner) int {
	return parts(len(b.programmeOf(p).coming), listPart)
}

// Partners fills a page of the list of partners: by their role, then by name. Part counts from 1.
func (ed *Edition) Partners(part int) view.Partners {
	s := ed.s
	of := ed.book.PartnersParts()
	first := ed.sectionAddress("partners")
	x, intro := ed.section("partners", "partners", first, part, of)
	v := view.Partners{Page: ed.frame(x), Intro: intro, Pager: ed.pager(first, part, of)}
	roles := content.PartnerRoles()
	rank := func(p *site.Partner) int {
		if i := slices.Index(roles, p.Role); i >= 0 {
			return i
		}
		return len(roles)
	}
	list := slices.Clone(s.Partners)
	i18n.SortBy(ed.w.Locale, list, func(p *site.Partner) string { return ed.word(p.Name) })
	slices.SortStableFunc(list, func(a, b *site.Partner) int { return rank(a) - rank(b) })
	last := -1
	for _, p := range cutPart(list, part) {
		if r := rank(p); r != last {
			group := view.PartnerGroup{ID: "role--other", Title: ed.t("list.other")}
			if r < len(roles) {
				group = view.PartnerGroup{ID: "role--" + roles[r], Title: ed.t("roles." + roles[r])}
			}
			v.Groups = append(v.Groups, group)
			last = r
		}
		item := ed.partnerItem(p)
		item.Role = "" // the heading says it
		item.Logo = ed.logo(p)
		v.Groups[len(v.Groups)-1].Partners = append(v.Groups[len(v.Groups)-1].Partners, item)
	}
	if s.Config.Outputs.On("join") {
		join := ed.plain(s.Section(ed.lang, "join"), ed.t("section.join"))
		v.Join = &join
	}
	return v
}

// Logos are the names that a partner's own image may have, the best one first.
func Logos() []string { return []string{"logo.svg", "logo.png"} }

// logo is a partner's own image. Its name stands beside it, so that it says nothing by itself.
func (ed *Edition) logo(p *site.Partner) template.HTML {
	if ed.book.options.Pictures == nil {
		return ""
	}
	for _, name := range Logos() {
		if html := ed.book.options.Pictures.Picture(dirOf(p.File.Path)+name, "", [2]float64{0.5, 0.5}, false); html != "" {
			return html
		}
	}
	return ""
}

// Partner fills a page of a partner. Part counts from 1: further parts go on with its programme.
func (ed *Edition) Partner(p *site.Partner, part int) view.Partner {
	s := ed.s
	have := ed.book.programmeOf(p)
	of := parts(len(have.coming), listPart)
	first := func(lang string) string { return s.PartnerAddress(lang, p.ID) }
	name := ed.by(p.Name)
	c := ed.namedCard(p.Name, "section.partners", "partner "+p.ID)
	x := sheet{card: &c, cardAt: first(ed.lang), kind: "partner", section: ed.t("section.partners"), sectionAt: s.Section(ed.lang, "partners"), about: "partner-" + p.ID, file: p.File.Path,
		description: ed.describe(p.About)}
	v := view.Partner{Page: ed.detail(x, name, first, part, of), Name: name, Items: ed.items(cutPart(have.coming, part)), Pager: ed.pager(first, part, of)}
	v.Page.JSONLD = append(v.Page.JSONLD, ld(ldThing{Context: schema, Type: "Organization", ID: s.Absolute(first(ed.lang)), Name: name.Text, URL: p.URL}))
	if p.Role != "" {
		v.Role = ed.t("role." + p.Role)
	}
	v.Website, v.Contact, v.Change = website(p.URL), ed.contact(p.Contact), ed.change(p.File.Path)
	if p.Venue != nil {
		w := ed.venueWhere(p.Venue)
		v.Where = &w
	}
	if s.Config.Outputs.On("kit") {
		kit := ed.plain(s.KitAddress(ed.lang, p.ID), ed.t("section.kit"))
		v.Kit = &kit
	}
	v.Logo = ed.logo(p)
	if part > 1 {
		return v
	}
	v.About = ed.about(p.About, p.File.Path)
	v.Running, v.Products, v.Calls = ed.items(have.running), ed.wholes(have.products), ed.items(have.calls)
	for _, list := range [][]view.EventItem{v.Items, v.Running, v.Products, v.Calls} {
		for i := range list {
			if list[i].Partner == name { // the page says so
				list[i].Partner = view.Text{}
			}
		}
	}
	v.Actions = ed.actionsOf(p)
	v.Subscribe = ed.follow("partner-" + p.ID)
	if have.none() {
		v.Empty = ed.nothing("list.partner_empty")
	}
	return v
}

// detail is the frame of a page of one thing, at a part of its list. Further parts have the thing itself in the
// breadcrumb.
func (ed *Edition) detail(x sheet, name view.Text, first func(lang string) string, part, of int) view.Page {
	x.title, x.name, x.address = name.Text, name, inPart(first, part)
	if part > 1 {
		x.name = view.Text{}
		x.crumbs = append(x.crumbs, ed.link(first(ed.lang), name))
		x.title = ed.t("list.part", "Title", name.Text, "Part", ed.partTitle(part, of))
	}
	if x.crumbs == nil {
		x.crumbs = []view.Link{}
	}
	return ed.frame(x)
}

// actionsOf are the dated actions of the plan that a partner leads, in the order of their dates.
func (ed *Edition) actionsOf(p *site.Partner) []view.Milestone {
	s := ed.s
	var list []*content.Action
	for i := range s.Plan.Actions {
		if a := &s.Plan.Actions[i]; a.Owner.ID == p.ID && !a.Due.IsZero() {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b *content.Action) int { return a.Due.First().Compare(b.Due.First()) })
	var out []view.Milestone
	for _, a := range list {
		m := view.Milestone{Date: ed.due(a.Due), Title: ed.by(a.Title), Status: ed.t("plan.status." + a.Status), Class: a.Status}
		if s.Config.Outputs.On("plan") {
			m.URL = s.URL(s.ActionAddress(ed.lang, a.ID))
		}
		out = append(out, m)
	}
	return out
}
