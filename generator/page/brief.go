package page

import (
	"slices"
	"strings"

	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/markdown"
	"modestad/generator/site"
)

// A Brief is an event in words alone, for what is no page: calendars, feeds, data. Nothing in it depends on the day
// of the build, so that it changes when the event does.
type Brief struct {
	Lang      string   // the language of the three that follow, BCP 47
	Title     string   // as it was written: Marked marks it
	Summary   string   // one line; may be empty
	Body      string   // paragraphs with a blank line between, the addresses of links after their texts
	Practical []string // a line each: opening hours, price, accessibility, who
	Image     string   // the whole address of its picture; empty where there is none
}

// Brief tells an event in words alone.
func (ed *Edition) Brief(e *site.Event) Brief {
	t, in, _ := site.Pick(ed.s, e.Texts, ed.lang)
	b := Brief{Lang: ed.tag(), Title: t.Title, Summary: t.Summary, Body: ed.Unformatted(t.Body, in, e.Audiences), Practical: ed.practical(e)}
	if other := ed.book.byTag[in]; other != nil {
		b.Lang = other.tag()
	}
	b.Image = ed.Image(e)
	return b
}

// Image gives the whole address of an event's picture; empty where it has none.
func (ed *Edition) Image(e *site.Event) string {
	if e.Image.Path != "" && ed.book.options.Pictures != nil {
		if address, _, _ := ed.book.options.Pictures.Share(e.Image.Path); address != "" {
			return ed.s.Absolute(address)
		}
	}
	return ""
}

// Unformatted gives Markdown as plain text, with whole addresses after the texts of links. Lang is the language that
// it is in; audiences are those that it speaks to.
func (ed *Edition) Unformatted(doc *markdown.Document, lang string, audiences []string) string {
	if doc == nil {
		return ""
	}
	in := ed.book.byTag[lang]
	if in == nil {
		in = ed
	}
	r := absolute{&resolver{ed: ed, lang: lang, in: in, at: where{ctx: site.Context{Lang: ed.lang, Audiences: audiences}}}}
	return markdown.PlainTextWithAddresses(doc, markdown.Options{Lang: in.tag(), Typography: in.marks, Resolver: r})
}

// absolute resolves references for a text that stands on no page.
type absolute struct{ *resolver }

func (r absolute) Resolve(ref markdown.Reference) (markdown.Target, bool) {
	t, ok := r.resolver.Resolve(ref)
	switch {
	case strings.HasPrefix(t.URL, "#"):
		t.URL = ""
	case strings.HasPrefix(t.URL, "/"):
		t.URL = r.ed.absolute(t.URL)
	}
	return t, ok
}

// Marked gives a title with what its readers must know first: that it is cancelled, sold out, a draft.
func (ed *Edition) Marked(title, status string, draft bool) string {
	if status != "confirmed" && status != "" {
		title = ed.t("status_title."+status, "Title", title)
	}
	if draft {
		title = ed.t("status_title.draft", "Title", title)
	}
	return title
}

// Note says how an occurrence differs: in its own words, or that it was moved; empty where it does not.
func (ed *Edition) Note(o site.Occurrence) string {
	if note, _, ok := site.Pick(ed.s, o.Note, ed.lang); ok {
		return note
	}
	switch {
	case !o.Changed || o.Start == o.On:
		return ""
	case o.Start.Date == o.On.Date:
		return ed.t("when.moved_from", "Date", ed.w.Time(o.On.Clock))
	}
	return ed.t("when.moved_from", "Date", ed.w.Date(o.On.Date, i18n.Full))
}

// When says when an occurrence is, in full.
func (ed *Edition) When(o site.Occurrence) string { return ed.when(o).Text }

// Rule says how an event repeats; empty where it does not.
func (ed *Edition) Rule(e *site.Event) string { return ed.rule(e) }

// Deadline says until when one can answer a call, with the hour where there is one; empty without.
func (ed *Edition) Deadline(e *site.Event) string {
	d := e.Deadline
	switch {
	case d.Date.IsZero():
		return ""
	case d.HasTime:
		return ed.w.Capital(ed.t("when.deadline_at", "Date", ed.w.Date(d.Date, i18n.Full), "Time", ed.w.Time(d.Clock)))
	}
	return ed.w.Capital(ed.t("when.deadline", "Date", ed.w.Date(d.Date, i18n.Full)))
}

// Place is where an occurrence is: name and address on one line, or the address on the web of one that is online only.
func (ed *Edition) Place(o site.Occurrence) string {
	switch {
	case o.Venue != nil:
		return ed.VenueLine(o.Venue)
	case o.Place != nil:
		return join(", ", o.Place.Name, o.Place.Address)
	}
	return o.Online
}

// Text gives a word of the interface.
func (ed *Edition) Text(key string, args ...any) string { return ed.t(key, args...) }

// Except says on which days an event does not happen though its rule has it; empty where there is none.
func (ed *Edition) Except(e *site.Event) string {
	if e.Repeat == nil || len(e.Repeat.Except) == 0 {
		return ""
	}
	var days []string
	for _, d := range e.Repeat.Except {
		days = append(days, ed.w.Date(d, i18n.Long))
	}
	return ed.w.Capital(ed.t("when.except", "Dates", ed.w.List(days)))
}

// Name picks a name in the edition's language.
func (ed *Edition) Name(by content.By[string]) string { return ed.word(by) }

// Tag is the edition's language as HTML and XML want it.
func (ed *Edition) Tag() string { return ed.tag() }

// Title is the site's own title.
func (ed *Edition) Title() string { return ed.language.Title }

// LicenceURL gives the address of an SPDX licence's page.
func LicenceURL(id string) string { return licenceURL(id) }

// practical are the lines that tell how to come, for whom it is and who makes it.
func (ed *Edition) practical(e *site.Event) []string {
	var out []string
	add := func(label, text string) {
		if text != "" {
			out = append(out, ed.w.Capital(ed.t(label))+ed.w.SpaceBefore(':')+": "+text)
		}
	}
	line := func(key, name, text string) {
		if text != "" {
			out = append(out, ed.t(key, name, text))
		}
	}
	if len(e.Opening) > 0 {
		for _, row := range ed.openingRows(e.Opening) {
			out = append(out, ed.t("opening.hours", "Days", row.Days, "Hours", row.Hours))
		}
	}
	var closed []string
	for _, d := range e.Closed {
		closed = append(closed, ed.w.Date(d, i18n.Long))
	}
	if len(closed) > 0 {
		out = append(out, ed.w.Capital(ed.t("opening.closed_on", "Dates", ed.w.List(closed))))
	}
	add("price.title", ed.price(e))
	if e.Price != nil {
		add("price.booking", e.Price.Booking)
	}
	add("age.title", ed.age(e))
	add("access.title", ed.accessLine(e))
	var languages []string
	for _, l := range e.Languages {
		languages = append(languages, ed.languageName(l))
	}
	line("event.languages", "Languages", ed.w.List(languages))
	for _, group := range []struct {
		name string
		ids  []string
	}{{"for", e.Event.For}, {"need", e.Need}, {"visit", e.Visit}} {
		var words []string
		for _, id := range group.ids {
			words = append(words, ed.t(group.name+"."+id))
		}
		add(group.name+".title", ed.w.List(words))
	}
	if e.Partner != nil {
		add("event.organiser", ed.word(e.Partner.Name))
	}
	var with []string
	for _, p := range e.With {
		with = append(with, ed.word(p.Name))
	}
	line("event.with", "Partners", ed.w.List(with))
	line("event.performers", "Names", ed.w.List(e.Performers))
	if e.Series != nil {
		line("event.in_series", "Series", ed.word(e.Series.Name))
	}
	if e.PartOf != nil {
		line("event.part_of", "Event", ed.title(e.PartOf).Text)
	}
	if e.EditionOf != nil {
		line("event.edition_of", "Event", ed.title(e.EditionOf).Text)
	}
	if e.Green != nil {
		add("event.green", join(" ", e.Green.Label, e.Green.URL))
	}
	add("event.contact", join(", ", e.Contact.Name, e.Contact.Email, e.Contact.Phone))
	if e.Online != "" {
		add("place.online", e.Online)
	}
	add("event.website", e.URL)
	return out
}

// accessLine words what makes an event accessible: by itself, or else by its place.
func (ed *Edition) accessLine(e *site.Event) string {
	list := slices.Clone(e.Access)
	if e.Venue != nil {
		for _, a := range e.Venue.Access {
			if !slices.ContainsFunc(e.Access, func(o content.Access) bool { return o.Term == a.Term }) {
				list = append(list, a)
			}
		}
	}
	var words []string
	for _, a := range ed.access(list) {
		words = append(words, a.Name)
	}
	return strings.Join(words, ", ")
}
