package page

import (
	"slices"
	"strings"

	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/share"
	"modestad/generator/site"
	"modestad/generator/view"
)

// A sheet is what the frame of a page has to know of it.
type sheet struct {
	kind        string
	title       string    // of the page itself, in words
	name        view.Text // the title, where it may be borrowed and the page is not
	section     string    // what it stands in; empty for none
	sectionAt   string    // its address
	description string
	address     func(lang string) string
	absolute    func(lang string) string // the same with the whole base; nil where nobody knows it beforehand
	translated  func(lang string) bool   // nil: it is, everywhere
	shown       string                   // the language of a page that is borrowed as a whole; empty for its own
	noindex     bool
	about       string                   // the feed that the page is about; empty for all
	embed       func(lang string) string // the address that others embed in its place; nil for that of about
	crumbs      []view.Link
	draft       bool
	file        string      // the file on the forge
	card        *share.Card // what stands for it where it is shared; nil for home's
	cardAt      string      // the page whose picture that is
}

// frameCommon makes what is the same on all pages of a language.
func (ed *Edition) frameCommon() view.Page {
	s, a := ed.s, ed.book.options.Assets
	p := view.Page{
		Lang: ed.tag(), Dir: ed.dir, CSP: ed.book.options.CSP, SiteName: ed.language.Title, HomeURL: s.URL(s.Home(ed.lang)),
		Style: s.URL(a.Style), Icon: s.URL(a.Icon),
	}
	if a.Script != "" {
		p.Script = s.URL(a.Script)
	}
	if a.IconPNG != "" {
		p.IconPNG = s.URL(a.IconPNG)
	}
	if a.Manifest != "" {
		p.Manifest = s.URL(a.Manifest)
	}
	for _, f := range a.Fonts {
		p.Fonts = append(p.Fonts, s.URL(f))
	}
	if s.Config.Outputs.On("search") {
		p.Search = s.URL(s.Section(ed.lang, "search"))
	}
	for _, l := range s.Longreads {
		p.Audiences = append(p.Audiences, ed.audience(l.Audience.ID))
	}
	p.Nav = ed.nav()
	p.Footer = ed.footer()
	return p
}

// audience is the way to the longread for one audience.
func (ed *Edition) audience(id string) view.AudienceLink {
	for i, a := range ed.s.Config.Audiences {
		if a.ID == id {
			return view.AudienceLink{URL: ed.s.URL(ed.s.LongreadAddress(ed.lang, a)), Text: ed.audienceName(id), Class: audienceClass(i)}
		}
	}
	return view.AudienceLink{}
}

func (ed *Edition) audienceName(id string) view.Text {
	a, _ := ed.s.Config.Audience(id)
	if t := ed.by(a.Name); t.Text != "" {
		return t
	}
	return view.Text{Text: ed.w.Capital(id)}
}

// audienceClass is the class that carries an audience's colour and stitch; from the fourth on they share one.
func audienceClass(i int) string { return "a" + string('0'+rune(min(i, 3))) }

// nav is the navigation: the calendar and what goes with it, then the ordinary pages that ask to be in it.
func (ed *Edition) nav() []view.Link {
	s := ed.s
	out := []view.Link{ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar"))}
	have := map[string]bool{
		"menu": s.HasKind("product"), "calls": s.HasKind("call"), "support": s.HasKind("support"), "partners": len(s.Partners) > 0,
		"areas": len(s.Areas) > 0, "plan": len(s.Plan.Lines) > 0, "facts": false, "join": false,
	}
	for _, name := range []string{"menu", "calls", "support", "partners", "areas", "plan"} {
		if have[name] && s.Config.Outputs.On(name) {
			out = append(out, ed.plain(s.Section(ed.lang, name), ed.t("section."+name)))
		}
	}
	pages := slices.DeleteFunc(slices.Clone(s.Pages), func(p *content.Page) bool {
		return content.IsOutput(p.ID) || p.Texts[0].Value.Menu == 0
	})
	slices.SortStableFunc(pages, func(a, b *content.Page) int { return a.Texts[0].Value.Menu - b.Texts[0].Value.Menu })
	for _, p := range pages {
		t, in, _ := site.Pick(s, p.Texts, ed.lang)
		out = append(out, ed.link(s.PageAddress(ed.lang, p), ed.text(t.Title, in)))
	}
	return out
}

func (ed *Edition) footer() view.Footer {
	s := ed.s
	f := view.Footer{Contact: s.Config.Contact.Name, Email: s.Config.Contact.Email,
		Built: view.Date{ISO: s.Today.String(), Text: ed.w.Date(s.Today, i18n.Long)}}
	add := func(kind, address, text string) {
		f.Links = append(f.Links, view.CareLink{Kind: kind, Link: ed.plain(address, ed.w.Hyphenate(text))})
	}
	page := func(kind, id string) {
		if p := s.Page(id); p != nil {
			t, in, _ := site.Pick(s, p.Texts, ed.lang)
			f.Links = append(f.Links, view.CareLink{Kind: kind, Link: ed.link(s.PageAddress(ed.lang, p), ed.narrow(t.Title, in))})
		}
	}
	if s.Statement != nil && s.Page("accessibility") == nil {
		add("statement", s.StatementAddress(ed.lang), ed.t("page.statement"))
	}
	page("statement", "accessibility")
	page("privacy", "privacy")
	if s.Config.Outputs.On("feeds") {
		add("feed", s.FeedsPage(ed.lang), ed.t("section.feeds"))
	}
	page("contact", "contact")
	if s.Config.Outputs.On("facts") && len(s.Facts) > 0 {
		add("data", s.Section(ed.lang, "facts"), ed.t("section.facts"))
		add("sources", s.Section(ed.lang, "sources"), ed.t("section.sources"))
	}
	if s.Config.Outputs.On("join") {
		add("join", s.Section(ed.lang, "join"), ed.t("section.join"))
	}
	if l := s.Config.Licence; l != "" {
		f.Licence = view.Link{URL: licenceURL(l), Text: view.Text{Text: l}}
	}
	var languages []string
	for _, o := range s.Config.Languages {
		languages = append(languages, ed.book.options.Languages[o.Tag].Autonym())
	}
	f.Languages = strings.Join(languages, ", ")
	if n := len(s.Facts); n > 0 {
		f.Sources = ed.w.List([]string{ed.w.Plural("count.sources", len(s.Sources)), ed.w.Plural("count.facts", n)})
	}
	return f
}

// licenceURL gives the page of an SPDX licence where it is one of Creative Commons, whose addresses follow from
// their names; other licences have their page at SPDX.
func licenceURL(id string) string {
	parts := strings.Split(strings.ToLower(id), "-")
	if len(parts) >= 3 && parts[0] == "cc" && parts[1] != "pddc" {
		return "https://creativecommons.org/licenses/" + strings.Join(parts[1:len(parts)-1], "-") + "/" + parts[len(parts)-1] + "/"
	}
	if strings.EqualFold(id, "CC0-1.0") {
		return "https://creativecommons.org/publicdomain/zero/1.0/"
	}
	return "https://spdx.org/licenses/" + id + ".html"
}

// frame makes the frame of one page.
func (ed *Edition) frame(x sheet) view.Page {
	s, p := ed.s, ed.common
	absolute := x.absolute
	if absolute == nil {
		absolute = func(lang string) string { return s.Absolute(x.address(lang)) }
	}
	own := absolute(ed.lang)
	ownURL := s.Link(own)
	p.Kind, p.Description, p.Draft = x.kind, cut(x.description, 200), x.draft
	parts := []string{x.title}
	if x.section != "" && x.section != x.title {
		parts = append(parts, x.section)
	}
	if x.title != ed.language.Title {
		parts = append(parts, ed.language.Title)
	}
	p.DocTitle = strings.Join(parts, " – ")
	translated := func(lang string) bool { return x.translated == nil || x.translated(lang) }
	p.Canonical = own
	if x.shown != "" && x.shown != ed.lang {
		p.Canonical = absolute(x.shown)
	}
	if x.noindex {
		p.Robots = "noindex"
	}
	// A page that is not translated is the original's: it announces no alternates, so that the set of them is mutual.
	announces := translated(ed.lang) && !x.noindex
	p.Alternates = make([]view.Alternate, len(ed.book.Editions))
	for i, o := range ed.book.Editions {
		a := absolute(o.lang)
		p.Alternates[i] = view.Alternate{Lang: o.tag(), Dir: o.dir, URL: s.Link(a), Name: o.autonym, Current: o == ed, Translated: translated(o.lang)}
		if announces && translated(o.lang) {
			p.Alternates[i].Absolute = a
		}
	}
	if announces && translated(s.Config.DefaultLanguage) {
		p.XDefault = absolute(s.Config.DefaultLanguage)
	}
	if x.shown != "" && x.shown != ed.lang {
		link := view.Link{URL: s.Link(absolute(x.shown)), Text: ed.text(ed.book.byTag[x.shown].w.Autonym(), x.shown)}
		p.Notice = &view.Notice{Text: ed.t("language.fallback", "Wanted", ed.names[ed.lang], "Shown", ed.names[x.shown]), Link: &link}
	}
	p.Nav = current(p.Nav, ownURL, s.URL(x.sectionAt))
	p.Audiences = slices.Clone(p.Audiences)
	for i := range p.Audiences {
		p.Audiences[i].Current = p.Audiences[i].URL == ownURL
	}
	p.Feeds = ed.feedLinks(x.about)
	p.OEmbed = ed.oEmbedLink(x)
	p.OpenGraph = view.OpenGraph{Type: "website", Title: x.title, Description: p.Description, URL: p.Canonical, SiteName: ed.language.Title,
		Locale: strings.ReplaceAll(ed.tag(), "-", "_")}
	switch {
	case x.noindex && x.card == nil:
	case x.card != nil:
		ed.share(&p, x.cardAt, *x.card)
	default:
		ed.share(&p, s.Home(ed.lang), ed.home)
	}
	if x.crumbs != nil || x.sectionAt != "" {
		p.Breadcrumbs = make([]view.Link, 0, 3+len(x.crumbs))
		p.Breadcrumbs = append(p.Breadcrumbs, ed.plain(s.Home(ed.lang), ed.t("section.home")))
		if x.sectionAt != "" && s.URL(x.sectionAt) != ownURL {
			p.Breadcrumbs = append(p.Breadcrumbs, ed.plain(x.sectionAt, x.section))
		}
		p.Breadcrumbs = append(p.Breadcrumbs, x.crumbs...)
		here := view.Link{URL: ownURL, Text: ed.text(x.title, x.shown)}
		if x.name.Lang != "" {
			here.Text = x.name
		}
		here.Current = true
		p.Breadcrumbs = append(p.Breadcrumbs, here)
		p.JSONLD = append(p.JSONLD, ed.breadcrumbLD(p.Breadcrumbs))
	}
	if f := s.Config.Forge; f.Kind != "" && x.file != "" {
		p.Footer.Source = &view.Link{URL: ForgeEdit(f, x.file), Text: view.Text{Text: ed.t("list.change")}}
	}
	return p
}

// current marks the link to the page itself, or to the section that it stands in.
func current(links []view.Link, own, section string) []view.Link {
	out := slices.Clone(links)
	for i := range out {
		out[i].Current = out[i].URL == own || section != "" && out[i].URL == section
	}
	return out
}

// feedLinks are the feeds that a page announces: those of what it is about, else of everything.
func (ed *Edition) feedLinks(about string) []view.FeedLink {
	s := ed.s
	if about == "" {
		about = "all"
	}
	f := s.Feed(about)
	if f == nil {
		return nil
	}
	if made, ok := ed.links.Load(f); ok {
		return made.([]view.FeedLink)
	}
	name := ed.FeedTitle(f)
	out := []view.FeedLink{{URL: s.URL(s.FeedAddress(ed.lang, f.ID, "ics")), Type: "text/calendar", Title: name}}
	if s.Config.Outputs.On("json") {
		out = append(out, view.FeedLink{URL: s.URL(s.FeedAddress(ed.lang, f.ID, "json")), Type: "application/feed+json", Title: name})
	}
	if s.Config.Outputs.On("atom") {
		out = append(out, view.FeedLink{URL: s.URL(s.FeedAddress(ed.lang, f.ID, "atom")), Type: "application/atom+xml", Title: name})
	}
	ed.links.Store(f, out)
	return out
}

// oEmbedLink is the address of the data for programs that embed a page whose address was pasted into them: that of a
// message, or of the feed that the page is about. A page about nothing in particular has none.
func (ed *Edition) oEmbedLink(x sheet) string {
	s := ed.s
	if !s.Config.Outputs.On("embed") {
		return ""
	}
	if x.embed != nil {
		return s.Absolute(OEmbedAddress(x.embed(ed.lang)))
	}
	about := x.about
	if x.kind == "calendar" && about == "" {
		about = "all"
	}
	if about == "" || s.Feed(about) == nil {
		return ""
	}
	return s.Absolute(OEmbedAddress(s.EmbedAddress(ed.lang, about)))
}

// FeedName is what a feed is about, in the edition's language: "official programme", "MoMu".
func (ed *Edition) FeedName(f *site.Feed) view.Text {
	s := ed.s
	named := func(key string, name view.Text) view.Text {
		return view.Text{Text: ed.t(key, "Name", name.Text), Lang: name.Lang, Dir: name.Dir}
	}
	if f.Own != nil {
		if t := ed.by(f.Own.Title); t.Text != "" {
			return t
		}
		return view.Text{Text: ed.filterName(f)}
	}
	switch f.Family {
	case "audience":
		return view.Text{Text: ed.t("feed.audience", "Name", ed.audienceName(f.About).Text)}
	case "partner":
		return named("feed.partner", ed.by(s.Partner(f.About).Name))
	case "area":
		return named("feed.area", ed.by(s.Area(f.About).Name))
	case "venue":
		return named("feed.venue", ed.by(s.Venue(f.About).Name))
	case "series":
		for _, x := range s.Series {
			if x.ID == f.About {
				return named("feed.series", ed.by(x.Name))
			}
		}
	case "tag":
		return view.Text{Text: ed.t("feed.tag", "Name", f.About)}
	}
	return view.Text{Text: ed.t("feed." + f.ID)}
}

// filterName composes the name of a feed of the site's own from what it chooses.
func (ed *Edition) filterName(f *site.Feed) string {
	s, x := ed.s, f.Own.Filter
	var parts []string
	for _, r := range x.Kind {
		parts = append(parts, ed.t("kinds."+r.ID))
	}
	for _, r := range x.Programme {
		parts = append(parts, ed.t("programme."+r.ID))
	}
	if x.Free != nil && *x.Free {
		parts = append(parts, ed.t("price.free"))
	}
	for _, r := range x.Audience {
		parts = append(parts, ed.audienceName(r.ID).Text)
	}
	for _, r := range x.Partner {
		if p := s.Partner(r.ID); p != nil {
			parts = append(parts, ed.word(p.Name))
		}
	}
	for _, r := range x.Area {
		if a := s.Area(r.ID); a != nil {
			parts = append(parts, ed.word(a.Name))
		}
	}
	for _, r := range x.Venue {
		if v := s.Venue(r.ID); v != nil {
			parts = append(parts, ed.word(v.Name))
		}
	}
	for _, r := range x.Visit {
		parts = append(parts, ed.t("visit."+r.ID))
	}
	for _, r := range x.Crowd {
		parts = append(parts, ed.t("crowd."+r.ID))
	}
	for _, r := range x.Access {
		parts = append(parts, ed.t("access."+r.ID))
	}
	for _, r := range x.Tag {
		parts = append(parts, r.ID)
	}
	for _, r := range x.Language {
		parts = append(parts, ed.languageName(r.ID))
	}
	if len(parts) == 0 {
		return f.ID
	}
	return ed.w.Capital(strings.Join(parts, ", "))
}

// FeedTitle is a feed's name with the site's before it, as it stands in a calendar program.
func (ed *Edition) FeedTitle(f *site.Feed) string {
	if f.ID == "all" {
		return ed.language.Title
	}
	return ed.t("feed.name", "Site", ed.language.Title, "Feed", ed.FeedName(f).Text)
}

// FeedDescription says what is in a feed.
func (ed *Edition) FeedDescription(f *site.Feed) string {
	key := "feed.about." + f.Family
	switch {
	case f.Own != nil:
		key = "feed.about.own"
	case f.Family == "kind":
		key = "feed.about." + f.ID
	}
	return ed.t(key, "Site", ed.language.Title, "Name", ed.feedSubject(f))
}

// feedSubject names what a feed is about, without the words around it.
func (ed *Edition) feedSubject(f *site.Feed) string {
	s := ed.s
	switch f.Family {
	case "audience":
		return ed.audienceName(f.About).Text
	case "partner":
		return ed.word(s.Partner(f.About).Name)
	case "area":
		return ed.word(s.Area(f.About).Name)
	case "venue":
		return ed.word(s.Venue(f.About).Name)
	case "tag":
		return f.About
	}
	return ed.FeedName(f).Text
}

// languageName names a language in the edition's own; the tag where nobody knows it.
func (ed *Edition) languageName(tag string) string {
	if name, ok := ed.names[tag]; ok {
		return name
	}
	t, err := i18n.ParseTag(tag)
	if err != nil {
		return tag
	}
	return ed.w.Name(t)
}
