package page

import (
	"encoding/json"
	"slices"

	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
	"modestad/generator/widget"
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

// parted gives what is in a feed in two: the exhibitions that are on, those that end first before the others, and
// everything else but exhibitions that are over.
func (ed *Edition) parted(f *site.Feed) (running []showing, rest []*site.Event) {
	s := ed.s
	for _, e := range f.Lists {
		switch {
		case e.Kind != "exhibition" || len(e.Occurrences) == 0 || e.Occurrences[0].Begin.After(s.Now):
			rest = append(rest, e)
		case e.Occurrences[0].Finish.After(s.Now):
			running = append(running, showing{e, &e.Occurrences[0]})
		}
	}
	slices.SortStableFunc(running, func(a, b showing) int { return a.o.Finish.Compare(b.o.Finish) })
	return running, rest
}

// embedHeight is how high a frame is, in pixels, where nothing tells it how high it should be.
const embedHeight = 640

// OEmbedAddress is the address of the data beside a page that others can embed.
func OEmbedAddress(embed string) string { return embed + "oembed.json" }

// An oEmbed is the answer of a provider of oEmbed 1.0 (oembed.com, 2.3.4), ready as a file.
type oEmbed struct {
	Version     string `json:"version"`
	Type        string `json:"type"`
	Title       string `json:"title"`
	Provider    string `json:"provider_name"`
	ProviderURL string `json:"provider_url"`
	CacheAge    int    `json:"cache_age"`
	HTML        string `json:"html"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`
}

func (ed *Edition) oEmbed(address, title string) ([]byte, error) {
	// Drupal knows a provider by its name: it is one in every language.
	provider := ed.book.Edition(ed.s.Config.DefaultLanguage).language.Title
	return json.Marshal(oEmbed{Version: "1.0", Type: "rich", Title: title, Provider: provider, ProviderURL: ed.s.Absolute(ed.s.Home(ed.lang)), CacheAge: 86400,
		HTML: ed.iframe(address, title), Width: embedHeight, Height: embedHeight})
}

// EmbedData is what tells other programs how to embed a feed's page.
func (ed *Edition) EmbedData(f *site.Feed) ([]byte, error) {
	return ed.oEmbed(ed.s.EmbedAddress(ed.lang, f.ID), ed.FeedTitle(f))
}

// EmbedMessageData is what tells other programs how to embed a message.
func (ed *Edition) EmbedMessageData(l *site.Longread, c *content.Chapter) ([]byte, error) {
	t, _, _ := site.Pick(ed.s, c.Texts, ed.lang)
	return ed.oEmbed(ed.s.EmbedMessage(ed.lang, l.Audience.ID, c.ID), t.For(l.Audience.ID).Title)
}

// Embed fills a feed's page for iframes.
func (ed *Edition) Embed(f *site.Feed) view.Embed {
	s := ed.s
	title := ed.FeedTitle(f)
	v := view.Embed{Title: title, All: ed.plain(ed.feedHome(f), ed.t("list.embed_more", "Site", ed.language.Title)), Empty: ed.t("filter.none")}
	v.Page = ed.frame(sheet{kind: "embed", title: title, description: ed.FeedDescription(f), about: f.ID, noindex: true,
		address: func(lang string) string { return s.EmbedAddress(lang, f.ID) }})
	if f.Family == "partner" && s.Partner(f.About).Brand != nil {
		v.Brand = s.URL(widget.StyleAddress(f.About))
	}
	running, rest := ed.parted(f)
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
	v.Page = ed.frame(sheet{kind: "embed", title: m.line.Text, embed: func(lang string) string { return s.EmbedMessage(lang, l.Audience.ID, c.ID) },
		description: ed.own(m.short), noindex: true,
		address: func(lang string) string { return s.EmbedMessage(lang, l.Audience.ID, c.ID) }})
	return v
}
