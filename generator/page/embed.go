package page

import (
	"slices"

	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
)

// embedShown is how many dates a feed's page for iframes shows, and as many of what runs and of what is undated.
const embedShown = 20

// feedHome is the address of the page that shows what a feed is about: that of the thing itself, else the calendar.
func (ed *Edition) feedHome(f *site.Feed) string {
	s, on := ed.s, ed.s.Config.Outputs.On
	switch {
	case f.Family == "partner" && on("partners"):
		return s.PartnerAddress(ed.lang, f.About)
	case f.Family == "area" && on("areas"):
		return s.AreaAddress(ed.lang, f.About)
	case f.Family == "venue" && on("venues"):
		return s.VenueAddress(ed.lang, f.About)
	case f.Family == "series" && on("series"):
		return s.SeriesAddress(ed.lang, f.About)
	case (f.Family == "calls" || f.ID == "kind-call") && on("calls"):
		return s.Section(ed.lang, "calls")
	}
	return s.Section(ed.lang, "calendar")
}

// Embed fills a feed's page for iframes.
func (ed *Edition) Embed(f *site.Feed) view.Embed {
	s := ed.s
	title := ed.FeedTitle(f)
	v := view.Embed{Title: title, All: ed.plain(ed.feedHome(f), ed.t("list.embed_more", "Site", ed.language.Title)), Empty: ed.t("filter.none")}
	v.Page = ed.frame(sheet{kind: "embed", title: title, description: ed.FeedDescription(f), about: f.ID, noindex: true,
		address: func(lang string) string { return s.EmbedAddress(lang, f.ID) }})
	var running []showing
	var rest []*site.Event
	for _, e := range f.Lists {
		switch {
		case e.Kind != "exhibition" || len(e.Occurrences) == 0 || e.Occurrences[0].Begin.After(s.Now):
			rest = append(rest, e)
		case e.Occurrences[0].Finish.After(s.Now):
			running = append(running, showing{e, &e.Occurrences[0]})
		}
	}
	slices.SortStableFunc(running, func(a, b showing) int { return a.o.Finish.Compare(b.o.Finish) })
	v.Running = ed.items(running[:min(len(running), embedShown)])
	for _, x := range ed.upcoming(rest, embedShown) {
		if x.o != nil {
			v.Items = append(v.Items, ed.item(x.e, x.o))
		}
	}
	undated := ed.toFollow(rest)
	v.Undated = ed.wholes(undated[:min(len(undated), embedShown)])
	if len(v.Running)+len(v.Undated) > 0 {
		v.Empty = ed.t("list.embed_undated")
	}
	return v
}

// EmbedMessage fills the page for iframes of what a chapter says to an audience.
func (ed *Edition) EmbedMessage(l *site.Longread, c *content.Chapter) view.EmbedMessage {
	s := ed.s
	m := ed.message(l, c, "")
	v := view.EmbedMessage{Class: audienceClass(l.Index), Title: m.line, Body: m.long, All: ed.plain(s.LongreadAddress(ed.lang, l.Audience)+"#"+c.ID, ed.t("list.kit_read"))}
	if v.Body.HTML == "" {
		v.Body = view.Prose{HTML: "<p>" + escape(m.short.Text) + "</p>", Lang: m.short.Lang, Dir: m.short.Dir}
	}
	v.Page = ed.frame(sheet{kind: "embed", title: m.line.Text, description: ed.own(m.short), noindex: true,
		address: func(lang string) string { return s.EmbedMessage(lang, l.Audience.ID, c.ID) }})
	return v
}
