package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"modestad/generator/i18n"
	"modestad/generator/markdown"
	"modestad/generator/site"
	"modestad/generator/view"
)

// registerLinks is how many places an entry of the register names.
const registerLinks = 12

// A register collects entries by their name and kind.
type register struct {
	entries []*view.Entry
	byName  map[entryKey]*view.Entry
}

type entryKey struct{ name, kind string }

// add adds links to the entry of a name: the one of its kind, else, for whoever may be known otherwise already, one of
// the kinds given, else a new one.
func (r *register) add(name view.Text, kind string, known []string, links ...view.Link) {
	lower := strings.ToLower(name.Text)
	if lower == "" {
		return
	}
	e := r.byName[entryKey{lower, kind}]
	for _, k := range known {
		if e == nil {
			e = r.byName[entryKey{lower, k}]
		}
	}
	if e == nil {
		e = &view.Entry{Name: name, Kind: kind}
		r.byName[entryKey{lower, kind}] = e
		r.entries = append(r.entries, e)
	}
	for _, l := range links {
		if l.URL != "" && len(e.Links) < registerLinks && !slices.ContainsFunc(e.Links, func(o view.Link) bool { return o.URL == l.URL }) {
			e.Links = append(e.Links, l)
		}
	}
}

// Search fills the search page: the register of partners, people, places, districts, series, subjects and chapters,
// each with the places where it stands. What stands nowhere is left out.
func (ed *Edition) Search() view.Search {
	x, intro := ed.section("search", "search", ed.sectionAddress("search"), 1, 1)
	v := view.Search{Page: ed.frame(x), Intro: intro}
	if script := ed.book.options.Assets.Search; script != "" {
		v.Script, v.Index = ed.s.URL(script), ed.s.URL(ed.SearchIndexAddress())
		v.Count, v.None = ed.t("search.count", "Count", "{n}"), ed.t("search.none", "Query", "{q}")
	}
	r := &register{byName: map[entryKey]*view.Entry{}}
	ed.registerThings(r)
	ed.registerPeople(r)
	ed.registerSubjects(r)
	groups := map[string]*view.Letter{}
	var letters []string
	i18n.SortBy(ed.w.Locale, r.entries, func(e *view.Entry) string { return sortName(e.Name.Text) })
	for _, e := range r.entries {
		if len(e.Links) == 0 {
			continue
		}
		letter := initial(e.Name.Text)
		g := groups[letter]
		if g == nil {
			g = &view.Letter{ID: letterID(letter), Letter: letter}
			groups[letter] = g
			letters = append(letters, letter)
		}
		g.Entries = append(g.Entries, *e)
	}
	i18n.SortBy(ed.w.Locale, letters, func(l string) string { return l })
	for _, l := range letters {
		v.Letters = append(v.Letters, view.Link{URL: "#" + groups[l].ID, Text: view.Text{Text: l}})
		v.Entries = append(v.Entries, *groups[l])
	}
	return v
}

// registerThings adds what has a page of its own, and the chapters that name it.
func (ed *Edition) registerThings(r *register) {
	s := ed.s
	told := ed.told()
	add := func(name view.Text, kind, scheme, id string, own view.Link) {
		own.Text = view.Text{Text: ed.t("list.register_page")}
		r.add(name, ed.t("list.register_"+kind), nil, append([]view.Link{own}, told[scheme+":"+id]...)...)
	}
	for _, p := range s.Partners {
		add(ed.by(p.Name), "partner", "partner", p.ID, ed.partnerLink(p))
	}
	for _, p := range s.Venues {
		add(ed.by(p.Name), "venue", "venue", p.ID, ed.venueLink(p))
	}
	for _, a := range s.Areas {
		add(ed.by(a.Name), "area", "area", a.ID, ed.areaLink(a))
	}
	for _, x := range s.Series {
		own := view.Link{}
		if s.Config.Outputs.On("series") {
			own.URL = s.URL(s.SeriesAddress(ed.lang, x.ID))
		}
		add(ed.by(x.Name), "series", "series", x.ID, own)
	}
	for _, c := range ed.chapters() {
		t, in, _ := site.Pick(s, c.Texts, ed.lang)
		var links []view.Link
		for _, l := range s.Longreads {
			if slices.Contains(l.Chapters, c) {
				links = append(links, ed.link(s.LongreadAddress(ed.lang, l.Audience)+"#"+c.ID, ed.audienceName(l.Audience.ID)))
			}
		}
		r.add(ed.text(t.Head.Title, in), ed.t("list.register_chapter"), nil, links...)
	}
}

// told gives the chapters that name a thing, by its scheme and id: each in the first longread that has it.
func (ed *Edition) told() map[string][]view.Link {
	out := map[string][]view.Link{}
	for _, c := range ed.chapters() {
		t, in, _ := site.Pick(ed.s, c.Texts, ed.lang)
		address, ok := ed.s.Address("chapter", c.ID, "", site.Context{Lang: ed.lang})
		if t.Body == nil || !ok {
			continue
		}
		link := ed.link(address, ed.text(t.Head.Title, in))
		for _, ref := range t.Body.References() {
			key := ref.Scheme + ":" + ref.ID
			if list := out[key]; len(list) == 0 || list[len(list)-1] != link {
				out[key] = append(list, link)
			}
		}
	}
	return out
}

// registerPeople adds who performs, with the events, and who is quoted, with the chapters.
func (ed *Edition) registerPeople(r *register) {
	s := ed.s
	person, known := ed.t("list.register_person"), []string{ed.t("list.register_partner")}
	for _, e := range s.Events {
		for _, name := range e.Performers {
			r.add(view.Text{Text: name}, person, known, ed.link(s.EventAddress(ed.lang, e), ed.title(e)))
		}
	}
	for _, c := range ed.chapters() {
		t, in, _ := site.Pick(s, c.Texts, ed.lang)
		if t.Body == nil {
			continue
		}
		for _, d := range directivesOf(t.Body.Directives()) {
			if d.Name == "quote" {
				r.add(ed.text(d.Values.Text("who"), in), person, known, ed.quotedIn(c.ID, ed.text(t.Head.Title, in), d))
			}
		}
	}
}

// quotedIn links the chapter that has a quotation, in the first longread whose readers see it.
func (ed *Edition) quotedIn(chapter string, title view.Text, d *markdown.Directive) view.Link {
	address, ok := ed.s.Address("chapter", chapter, "", site.Context{Lang: ed.lang, Audiences: d.Audiences})
	if !ok {
		return view.Link{}
	}
	return ed.link(address, title)
}

// registerSubjects adds the tags: with the feed that is about them, and what is to come or can be had.
func (ed *Edition) registerSubjects(r *register) {
	s := ed.s
	subject := ed.t("list.register_tag")
	events := map[string][]*site.Event{}
	var tags []string
	for _, e := range s.Events {
		for _, t := range e.Tags {
			if events[t.ID] == nil {
				tags = append(tags, t.ID)
			}
			events[t.ID] = append(events[t.ID], e)
		}
	}
	slices.Sort(tags)
	for _, t := range tags {
		if s.Feed("tag-"+t) != nil && s.Config.Outputs.On("feeds") {
			r.add(view.Text{Text: t}, subject, nil, ed.plain(s.FeedsPage(ed.lang)+"#tag-"+t, ed.t("list.register_feed")))
		}
		for _, x := range ed.upcoming(events[t], registerLinks) {
			r.add(view.Text{Text: t}, subject, nil, ed.link(s.EventAddress(ed.lang, x.e), ed.title(x.e)))
		}
		for _, e := range events[t] {
			if (e.Kind == "product" || e.Kind == "support") && !ed.book.gone(e) {
				r.add(view.Text{Text: t}, subject, nil, ed.link(s.EventAddress(ed.lang, e), ed.title(e)))
			}
		}
	}
}

// sortName is a name without what stands before its first letter or digit.
func sortName(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// initial is the letter that a name stands under: without its marks where it is Latin, "0–9" for digits.
func initial(s string) string {
	s = sortName(s)
	first, size := utf8.DecodeRuneInString(s)
	switch {
	case size == 0:
		return "0–9"
	case unicode.IsDigit(first):
		return "0–9"
	}
	if plain := markdown.Slug(string(first)); plain != "" {
		return strings.ToUpper(plain[:1])
	}
	return strings.ToUpper(string(first))
}

// letterID is an id for a letter of any script.
func letterID(letter string) string {
	if plain := markdown.Slug(letter); plain != "" {
		return "letter-" + plain
	}
	first, _ := utf8.DecodeRuneInString(letter)
	return "letter-" + itoa(int(first))
}
