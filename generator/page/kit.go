package page

import (
	"html/template"
	"math"
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/draw"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
	"modestad/generator/widget"
)

// Kit fills a partner's message kit: the shared message in three lengths, quotations and figures to go with it, and
// codes and feeds for a site of its own.
func (ed *Edition) Kit(p *site.Partner) view.Kit {
	s := ed.s
	name := ed.by(p.Name)
	x := sheet{kind: "kit", title: ed.t("list.kit_of", "Name", name.Text), section: ed.t("section.partners"), sectionAt: s.Section(ed.lang, "partners"),
		address: func(lang string) string { return s.KitAddress(lang, p.ID) }, noindex: true, about: "partner-" + p.ID, crumbs: []view.Link{ed.partnerLink(p)}}
	if !s.Config.Outputs.On("partners") {
		x.section, x.sectionAt, x.crumbs = "", "", nil
	}
	v := view.Kit{Page: ed.frame(x), Partner: ed.partnerLink(p), Intro: paragraph(ed.t("list.kit_intro", "Site", ed.language.Title))}
	type quote struct {
		chapter *content.Chapter
		index   int
	}
	seen := map[quote]bool{}
	for _, l := range s.Longreads {
		a := view.KitAudience{ID: "messages-" + l.Audience.ID, Class: audienceClass(l.Index), Name: ed.audienceName(l.Audience.ID)}
		for _, c := range l.Chapters {
			id := kitMessageID(l, c)
			m := ed.message(l, c, id)
			read := ed.plain(s.LongreadAddress(ed.lang, l.Audience)+"#"+c.ID, ed.t("list.kit_read"))
			t, in, _ := site.Pick(s, c.Texts, ed.lang)
			a.Messages = append(a.Messages, view.KitMessage{ID: id, Chapter: ed.text(t.Head.Title, in), Line: m.line, Short: m.short, Long: ed.marked(m.long.HTML, in), Page: &read})
			for _, q := range m.quotes {
				if key := (quote{c, q.index}); !seen[key] {
					seen[key] = true
					v.Quotes = append(v.Quotes, q.quote)
				}
			}
		}
		if len(a.Messages) > 0 {
			v.Audiences = append(v.Audiences, a)
		}
	}
	v.Facts = ed.kitFacts()
	v.Embeds = ed.kitEmbeds(p)
	if s.Config.Outputs.On("widgets") {
		v.Builder = ed.kitBuilder(p)
		v.Integrity = widget.Integrity()
		v.Pinned = element("script", attribute{"type", "module"}, attribute{"src", s.Absolute(widget.Pinned(widget.Version))}, attribute{"integrity", v.Integrity}, attribute{"crossorigin", "anonymous"}) + "</script>"
	}
	v.Codes = ed.kitCodes(p)
	v.Changes = ed.kitChanges(p, len(v.Facts) > 0)
	for _, id := range []string{"partner-" + p.ID, "all", "official", "calls"} {
		if f := s.Feed(id); f != nil {
			v.Feeds = append(v.Feeds, ed.feedItem(f))
		}
	}
	if b := p.Brand; b != nil {
		for _, c := range []struct{ name, value string }{{"accent", b.Accent}, {"ink", b.Ink}, {"paper", b.Paper}} {
			if c.value != "" {
				v.Brand = append(v.Brand, ed.colour(c.name, c.value, b.Paper))
			}
		}
	}
	return v
}

// colour is a colour of a brand, with its contrast on the brand's paper: rounded down, so that it never promises
// more than there is.
func (ed *Edition) colour(name, value, paper string) view.KitColour {
	v := view.KitColour{Name: ed.w.Capital(ed.t("list.brand_" + name)), Value: value, Drawing: svg(draw.Swatch(value))}
	if name != "paper" && paper != "" {
		v.Contrast = ed.t("list.brand_contrast", "Ratio", ed.w.Decimal(math.Floor(content.Contrast(value, paper)*10)/10, 1))
	}
	return v
}

// kitMessageID is the id of a message on the page.
func kitMessageID(l *site.Longread, c *content.Chapter) string {
	return "message-" + l.Audience.ID + "-" + c.ID
}

// kitFacts are the facts that the chapters state, in the order in which they do; each once.
func (ed *Edition) kitFacts() []view.KitFacts {
	s := ed.s
	var out []view.KitFacts
	seen := map[*site.Fact]bool{}
	for _, c := range ed.chapters() {
		t, in, _ := site.Pick(s, c.Texts, ed.lang)
		if t.Body == nil {
			continue
		}
		of := view.KitFacts{Chapter: ed.text(t.Head.Title, in)}
		for _, r := range t.Body.References() {
			f := s.Fact(r.ID)
			if r.Scheme != "fact" || f == nil || seen[f] {
				continue
			}
			seen[f] = true
			v := view.Evidence{ID: "fact-" + f.ID, Figure: ed.display(f), Label: ed.by(f.Label), Period: ed.period(f.Period), Locator: ed.text(f.Locator, "")}
			if f.Source != nil {
				source := view.Link{Text: ed.by(f.Source.Title)}
				if s.Config.Outputs.On("facts") {
					source.URL = s.URL(s.SourceAddress(ed.lang, f.Source.ID))
				}
				v.Source = &source
			}
			if s.Config.Outputs.On("facts") {
				v.Fact = s.URL(s.FactAddress(ed.lang, f.ID))
			}
			of.Facts = append(of.Facts, v)
		}
		if n := len(of.Facts); n > 0 {
			of.Count = ed.w.Int(n)
			out = append(out, of)
		}
	}
	return out
}

// An attribute of an element in a code to paste.
type attribute struct{ name, value string }

// element writes the beginning of an element for a code to paste.
func element(name string, attributes ...attribute) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for _, a := range attributes {
		if a.value != "" {
			b.WriteString(" " + a.name + `="` + template.HTMLEscapeString(a.value) + `"`)
		}
	}
	b.WriteString(">")
	return b.String()
}

// component writes the two lines that put a component on a page: the script, and the element with the link that
// stands there without it.
func (ed *Edition) component(name, address, text string, attributes ...attribute) string {
	return element("script", attribute{"type", "module"}, attribute{"src", ed.s.Absolute(widget.Address)}) + "</script>\n" +
		element(name, attributes...) + element("a", attribute{"href", ed.s.Absolute(address)}) + template.HTMLEscapeString(text) + "</a></" + name + ">"
}

// iframe writes the code of a document in a document.
func (ed *Edition) iframe(address, title string) string {
	return element("iframe", attribute{"src", ed.s.Absolute(address)}, attribute{"title", title}, attribute{"width", "100%"}, attribute{"height", itoa(embedHeight)}, attribute{"frameborder", "0"}, attribute{"loading", "lazy"}) + "</iframe>"
}

// kitEmbeds are the codes to paste: a calendar and a message, each as a component and as an iframe.
func (ed *Edition) kitEmbeds(p *site.Partner) []view.KitEmbed {
	s := ed.s
	brand := ""
	if p.Brand != nil {
		brand = p.ID
	}
	var out []view.KitEmbed
	add := func(id, key, snippet, preview, label string, args ...any) {
		out = append(out, view.KitEmbed{ID: id, Title: ed.t("list." + key), Text: ed.t("list."+key+"_text", args...), Code: snippet, Preview: preview, Label: label})
	}
	widgets, embed := s.Config.Outputs.On("widgets"), s.Config.Outputs.On("embed")
	f := s.Feed("partner-" + p.ID)
	if f == nil {
		f = s.Feed("all")
	}
	if f != nil {
		title := ed.FeedTitle(f)
		if widgets {
			add("embed-calendar", "embed_calendar", ed.component("modestad-calendar", ed.feedHome(f), title, attribute{"lang", ed.lang}, attribute{"feed", f.ID}, attribute{"brand", brand}),
				ed.preview(embed, s.EmbedAddress(ed.lang, f.ID)), title)
		}
		if embed {
			frame := ed.iframe(s.EmbedAddress(ed.lang, f.ID), title)
			add("embed-calendar-frame", "embed_calendar_frame", frame, ed.preview(!widgets, s.EmbedAddress(ed.lang, f.ID)), title)
			add("embed-calendar-fit", "embed_calendar_fit", element("script", attribute{"type", "module"}, attribute{"src", s.Absolute(widget.FrameAddress)})+"</script>\n"+frame, "", title)
		}
	}
	for _, l := range s.Longreads {
		if len(l.Chapters) == 0 {
			continue
		}
		c := l.Chapters[0]
		t, _, _ := site.Pick(s, c.Texts, ed.lang)
		title := t.For(l.Audience.ID).Title
		address := s.EmbedMessage(ed.lang, l.Audience.ID, c.ID)
		args := []any{"Audiences", ed.w.List(ed.audienceIDs()), "Chapters", ed.w.List(chapterIDs(l))}
		if widgets {
			add("embed-message", "embed_message", ed.component("modestad-message", s.LongreadAddress(ed.lang, l.Audience)+"#"+c.ID, title,
				attribute{"lang", ed.lang}, attribute{"audience", l.Audience.ID}, attribute{"chapter", c.ID}, attribute{"brand", brand}), ed.preview(embed, address), title, args...)
		}
		if embed {
			if brand != "" && widgets {
				address += "?brand=" + brand // the brand is one of the files of the widgets
			}
			add("embed-message-frame", "embed_message_frame", ed.iframe(address, title), ed.preview(!widgets || brand != "", address), title, args...)
		}
		break
	}
	return out
}

// kitBuilder is what the form of a partner's kit offers to choose from.
func (ed *Edition) kitBuilder(p *site.Partner) *view.KitBuilder {
	s := ed.s
	if ed.book.options.Assets.Kit == "" {
		return nil
	}
	v := &view.KitBuilder{Script: s.URL(ed.book.options.Assets.Kit), Base: s.Config.BaseURL, Here: s.URL("")}
	if p.Brand != nil {
		v.Brand = p.ID
	}
	add := func(f *site.Feed) {
		if f == nil {
			return
		}
		v.Feeds = append(v.Feeds, view.Option{Value: f.ID, Text: view.Text{Text: ed.w.Capital(ed.FeedName(f).Text)}})
		for _, o := range ed.book.Editions {
			v.Fallbacks = append(v.Fallbacks, view.KitFallback{For: o.lang + " " + f.ID, URL: s.Absolute(o.feedHome(f)), Text: o.FeedTitle(f)})
		}
	}
	add(s.Feed("partner-" + p.ID))
	for _, f := range s.Feeds {
		if f.Family != "partner" && f.Family != "venue" && f.Family != "tag" {
			add(f)
		}
	}
	for _, name := range []string{"list", "month"} {
		v.Views = append(v.Views, view.Option{Value: name, Text: view.Text{Text: ed.t("calendar." + name)}})
	}
	v.Views = append(v.Views, view.Option{Value: "next", Text: view.Text{Text: ed.t("list.view_next")}})
	for _, o := range ed.book.Editions {
		v.Languages = append(v.Languages, view.Option{Value: o.lang, Text: ed.text(o.autonym, o.lang)})
	}
	for _, l := range s.Longreads {
		for _, o := range ed.book.Editions {
			t, _, _ := site.Pick(s, l.Texts, o.lang)
			v.Fallbacks = append(v.Fallbacks, view.KitFallback{For: o.lang + " " + l.Audience.ID, URL: s.Absolute(s.LongreadAddress(o.lang, l.Audience)), Text: t.Title})
		}
		for _, c := range l.Chapters {
			t, in, _ := site.Pick(s, c.Texts, ed.lang)
			text := ed.text(t.For(l.Audience.ID).Title, in)
			text.Text = ed.line(ed.audienceName(l.Audience.ID).Text + ": " + text.Text)
			v.Messages = append(v.Messages, view.Option{Value: l.Audience.ID + "/" + c.ID, Text: text})
		}
	}
	return v
}

// kitCodes are the addresses that a partner can print: its page, and its calendar to subscribe to.
func (ed *Edition) kitCodes(p *site.Partner) []view.KitCode {
	s := ed.s
	var out []view.KitCode
	add := func(title, address string) {
		// An address that is too long for a code has none.
		if drawing, err := draw.QR(draw.Frame{ID: "qr-" + itoa(len(out)+1), Title: title}, address); err == nil {
			out = append(out, view.KitCode{Title: title, Address: address, Drawing: svg(drawing)})
		}
	}
	if s.Config.Outputs.On("partners") {
		add(ed.word(p.Name), s.Absolute(s.PartnerAddress(ed.lang, p.ID)))
	}
	if f := s.Feed("partner-" + p.ID); f != nil {
		add(ed.FeedTitle(f), string(ed.addresses(f).webcal))
	}
	return out
}

// How far back the changes of a kit go, and how many it names.
const (
	kitChangeDays  = 92
	kitChangesMost = 30
)

// kitChanges are the messages, the figures and the partner's events that changed in about a quarter, the latest first, as
// version control knows them: it knows files, so that figures count as one.
func (ed *Edition) kitChanges(p *site.Partner, figures bool) []view.KitChange {
	type change struct {
		when time.Time
		view.KitChange
	}
	s := ed.s
	var list []change
	add := func(stamp site.Stamp, what string, text view.Link) {
		if stamp.Modified.After(s.Now.AddDate(0, 0, -kitChangeDays)) {
			list = append(list, change{stamp.Modified, view.KitChange{Date: ed.date(civil.DateOf(stamp.Modified.In(s.Config.Zone)), i18n.Long), What: ed.w.Capital(what), Text: text}})
		}
	}
	seen := map[string]bool{}
	for _, l := range s.Longreads {
		for _, c := range l.Chapters {
			t, in, _ := site.Pick(s, c.Texts, ed.lang)
			if !seen[c.ID] {
				seen[c.ID] = true
				add(s.Texts[t.File.Path], ed.t("theme.kit_build_message"), view.Link{URL: "#" + kitMessageID(l, c), Text: ed.text(t.Head.Title, in)})
			}
		}
	}
	if figures {
		add(s.Texts[s.Facts[0].At.File.Path], "", view.Link{URL: "#figures", Text: view.Text{Text: ed.t("section.facts")}})
	}
	for _, e := range p.Events {
		if e.HasStamp && !e.Draft {
			add(e.Stamp, ed.t("kind."+e.Kind), view.Link{URL: s.EventURL(ed.lang, e), Text: ed.title(e)})
		}
	}
	slices.SortStableFunc(list, func(a, b change) int { return b.when.Compare(a.when) })
	var out []view.KitChange
	for _, c := range list[:min(len(list), kitChangesMost)] {
		out = append(out, c.KitChange)
	}
	return out
}

// preview is where a code can be seen at work, if it can.
func (ed *Edition) preview(ok bool, address string) string {
	if !ok {
		return ""
	}
	return ed.s.URL(address)
}

func (ed *Edition) audienceIDs() []string {
	var out []string
	for _, l := range ed.s.Longreads {
		out = append(out, l.Audience.ID)
	}
	return out
}

func chapterIDs(l *site.Longread) []string {
	var out []string
	for _, c := range l.Chapters {
		out = append(out, c.ID)
	}
	return out
}
