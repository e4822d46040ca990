package page

import (
	"html/template"
	"net/url"
	"strings"

	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// feedAddresses are the ways to one feed.
type feedAddresses struct {
	https   string
	webcal  template.URL
	google  string
	outlook string
	office  string
}

// addresses gives the ways to a feed. The calendars of Google and Microsoft take them in the query of their own page
// for subscribing; webcal is the scheme that calendar programs open.
func (ed *Edition) addresses(f *site.Feed) feedAddresses {
	https := ed.s.Absolute(ed.s.FeedAddress(ed.lang, f.ID, "ics"))
	webcal := https
	if _, rest, ok := strings.Cut(https, "://"); ok {
		webcal = "webcal://" + rest
	}
	add := "/calendar/0/addfromweb?" + url.Values{"url": {https}, "name": {ed.FeedTitle(f)}}.Encode()
	return feedAddresses{
		https: https, webcal: template.URL(webcal), google: "https://calendar.google.com/calendar/r?cid=" + url.QueryEscape(webcal),
		outlook: "https://outlook.live.com" + add, office: "https://outlook.office.com" + add,
	}
}

// Subscribe is the panel that takes a feed along; nil without a feed.
func (ed *Edition) Subscribe(f *site.Feed) *view.Subscribe {
	if f == nil {
		return nil
	}
	a := ed.addresses(f)
	v := &view.Subscribe{Webcal: a.webcal, Google: a.google, Outlook: a.outlook, Office: a.office, Code: ed.code(a), Download: ed.s.URL(ed.s.FeedAddress(ed.lang, f.ID, "ics")), Address: a.https}
	if f.ID != "all" {
		v.Title = ed.t("list.subscribe", "Feed", ed.FeedName(f).Text)
		v.Text = ed.FeedDescription(f) + " " + ed.t("subscribe.intro")
	}
	if ed.s.Config.Outputs.On("feeds") {
		more := ed.plain(ed.s.FeedsPage(ed.lang), ed.t("section.feeds"))
		v.More = &more
	}
	return v
}

// follow is the panel of the first of some feeds that the site has.
func (ed *Edition) follow(ids ...string) *view.Subscribe {
	for _, id := range ids {
		if f := ed.s.Feed(id); f != nil {
			return ed.Subscribe(f)
		}
	}
	return nil
}

// feedItem is a feed in a list of them.
func (ed *Edition) feedItem(f *site.Feed) view.FeedItem {
	s, a := ed.s, ed.addresses(f)
	v := view.FeedItem{ID: f.ID, Name: ed.FeedName(f), Webcal: a.webcal, Google: a.google, Outlook: a.outlook,
		Office: a.office, Filter: ownFilter(f), ICS: s.URL(s.FeedAddress(ed.lang, f.ID, "ics")), Address: a.https}
	v.Name.Text = ed.w.Capital(v.Name.Text)
	if n := ed.book.coming(f.Events); n > 0 {
		v.Count = ed.w.Plural("count.products", n)
	}
	if s.Config.Outputs.On("json") {
		v.JSON = s.URL(s.FeedAddress(ed.lang, f.ID, "json"))
	}
	if s.Config.Outputs.On("atom") {
		v.Atom = s.URL(s.FeedAddress(ed.lang, f.ID, "atom"))
	}
	if s.Config.Outputs.On("embed") {
		v.Embed = s.URL(s.EmbedAddress(ed.lang, f.ID))
	}
	return v
}

// coming counts the events that are not over; one without a date is to come until its month or season has passed.
func (b *Book) coming(events []*site.Event) int {
	n := 0
	for _, e := range events {
		last, undated := undatedEnd(e)
		switch {
		case e.Kind == "product" || e.Kind == "support":
		case len(e.Occurrences) > 0 && e.Last().After(b.Site.Now), undated && !last.Before(b.Site.Today):
			n++
		}
	}
	return n
}

// feedGroups are the families of feeds on their page, with the words that name each. Those of a family that can be
// long are in the order of their names.
var feedGroups = []struct {
	id, title string
	families  []string
	sorted    bool
}{
	{"general", "list.feeds_general", []string{"all", "official", "off", "calls"}, false},
	{"audience", "filter.audience", []string{"audience"}, false},
	{"own", "list.feeds_own", []string{"own"}, true},
	{"kind", "filter.kind", []string{"kind"}, false},
	{"partner", "section.partners", []string{"partner"}, true},
	{"area", "section.areas", []string{"area"}, true},
	{"venue", "section.venues", []string{"venue"}, true},
	{"series", "section.series", []string{"series"}, true},
	{"tag", "list.feeds_tag", []string{"tag"}, true},
}

// Feeds fills the page of all feeds.
func (ed *Edition) Feeds() view.Feeds {
	s := ed.s
	x, intro := ed.section("feeds", "feeds", s.FeedsPage, 1, 1)
	v := view.Feeds{Page: ed.frame(x), Intro: intro}
	main := s.Feed("all")
	if main == nil && len(s.Feeds) > 0 {
		main = s.Feeds[0]
	}
	if main != nil {
		v.Main = *ed.Subscribe(main)
		v.Main.More = nil
	}
	v.Builder = ed.feedBuilder()
	codes := len(s.Feeds) <= mostCodes
	for _, g := range feedGroups {
		group := view.FeedGroup{ID: "family--" + g.id, Title: ed.t(g.title)}
		for _, family := range g.families {
			for _, f := range ed.feedsOf(family) {
				item := ed.feedItem(f)
				if codes {
					item.Code = ed.code(ed.addresses(f))
				}
				group.Feeds = append(group.Feeds, item)
			}
		}
		if g.sorted {
			i18n.SortBy(ed.w.Locale, group.Feeds, func(f view.FeedItem) string { return f.Name.Text })
		}
		if len(group.Feeds) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	if s.Config.Outputs.On("data") {
		for _, d := range []struct{ file, kind string }{{"events.json", "JSON"}, {"events.csv", "CSV"}, {"events.jsonld", "JSON-LD"}, {"events.ics", "iCalendar"}, {"dcat.jsonld", "DCAT-AP"}} {
			v.Data = append(v.Data, view.Download{URL: s.URL("data/" + d.file), Label: d.file, Type: d.kind})
		}
		if l := s.Config.Licence; l != "" {
			v.Licence = view.Link{URL: licenceURL(l), Text: view.Text{Text: l}}
		}
	}
	return v
}

// feedsOf gives the feeds of a family: audiences and kinds in the order of the site and of the model. One about
// something that nothing was ever said of is left out; its own page has it all the same.
func (ed *Edition) feedsOf(family string) []*site.Feed {
	s := ed.s
	var order []string
	switch family {
	case "audience":
		for _, a := range s.Config.Audiences {
			order = append(order, "audience-"+a.ID)
		}
	case "kind":
		for _, k := range content.Kinds() {
			order = append(order, "kind-"+k)
		}
	default:
		var out []*site.Feed
		for _, f := range s.Feeds {
			if f.Family == family && (len(f.Lists) > 0 || f.About == "" || family == "calls") {
				out = append(out, f)
			}
		}
		return out
	}
	var out []*site.Feed
	for _, id := range order {
		if f := s.Feed(id); f != nil {
			out = append(out, f)
		}
	}
	return out
}
