package page

import (
	"html/template"
	"net/url"
	"strings"
	"time"

	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// nextShown is how many of the coming dates of a series an event's page names.
const nextShown = 12

// Event fills the page of an event of any kind.
func (ed *Edition) Event(e *site.Event) view.Event {
	s := ed.s
	t, in, _ := site.Pick(s, e.Texts, ed.lang)
	section, sectionAt := ed.eventSection(e)
	x := sheet{
		kind: "event", title: t.Title, section: section, sectionAt: sectionAt, description: t.Summary, draft: e.Draft,
		address:    func(lang string) string { return s.EventAddress(lang, e) },
		absolute:   func(lang string) string { return s.EventAbsolute(lang, e) },
		translated: func(lang string) bool { return has(e.Texts, lang) },
		noindex:    e.Draft,
	}
	if in != ed.lang {
		x.shown = in
	}
	if e.Partner != nil {
		x.about = "partner-" + e.Partner.ID
	}
	if x.description == "" {
		x.description = ed.plainText(t.Body, in, 160)
	}
	if s.Config.Outputs.On("share_images") {
		at, c := ed.eventShared(e)
		x.card, x.cardAt = &c, at
	}
	v := view.Event{
		Page: ed.frame(x), Class: e.Kind, Kind: ed.t("kind." + e.Kind), Headline: headlineOf(ed.text(t.Title, in), 45), Summary: ed.text(t.Summary, in),
		Body:  ed.prose(t.Body, in, where{ctx: site.Context{Lang: ed.lang, Audiences: e.Audiences}, rel: "noopener noreferrer ugc", folder: dirOf(e.File.Path)}),
		State: e.Status, Rule: ed.rule(e), Age: ed.age(e), Website: outside(e.URL, ed.t("event.website")), Attribution: "",
	}
	ed.sharePicture(&v.Page, e.Image.Path, t.ImageAlt)
	v.Page.JSONLD = append(v.Page.JSONLD, ed.eventLD(e, t)...)
	if e.Status != "confirmed" {
		v.Status = ed.t("status." + e.Status)
	}
	if e.Kind == "event" || e.Kind == "exhibition" {
		v.Official = ed.t("programme.off")
		if e.Official {
			v.Official = ed.t("programme.official")
		}
	}
	ed.eventWhen(&v, e)
	v.Where = ed.where(e)
	if e.Online != "" {
		v.Online = outside(e.Online, ed.t("place.online"))
	}
	if p := e.Price; p != nil {
		v.Price = &view.Price{Text: ed.price(e), Free: p.Free, Booking: outside(p.Booking, ed.t("price.booking"))}
	}
	v.Access = ed.eventAccess(e)
	var languages []string
	for _, l := range e.Languages {
		languages = append(languages, ed.languageName(l))
	}
	v.Languages = ed.w.List(languages)
	for _, a := range e.Audiences {
		l := ed.audience(a)
		v.For = append(v.For, view.Link{URL: l.URL, Text: l.Text})
	}
	for _, f := range e.Event.For {
		v.For = append(v.For, view.Link{Text: view.Text{Text: ed.t("for." + f)}})
	}
	for _, f := range e.Visit {
		v.For = append(v.For, view.Link{Text: view.Text{Text: ed.t("visit." + f)}})
	}
	for _, n := range e.Need {
		v.Need = append(v.Need, view.Text{Text: ed.t("need." + n)})
	}
	if e.Green != nil {
		v.Green = &view.Link{URL: e.Green.URL, Text: view.Text{Text: e.Green.Label}}
	}
	ed.eventTies(&v, e)
	if e.Image.Path != "" && ed.book.options.Pictures != nil {
		v.Picture = &view.Picture{HTML: ed.book.options.Pictures.Picture(e.Image.Path, t.ImageAlt, e.Image.Focus, true)}
		if e.Image.Credit != "" {
			v.Picture.Credit = view.Text{Text: ed.t("event.image_by", "Credit", e.Image.Credit)}
		}
	}
	if v.Picture == nil && v.Number == "" {
		v.Drawing = ed.drawEvent(e)
	}
	v.Contact = ed.contact(e.Contact)
	v.Share = ed.passOn(s.EventAbsolute(ed.lang, e), t.Title)
	if f := s.Config.Forge; f.Kind != "" {
		v.Change = &view.Link{URL: ForgeEdit(f, e.File.Path), Text: view.Text{Text: ed.t("event.change")}}
	}
	if !e.Reviewed.IsZero() {
		d := ed.date(e.Reviewed, i18n.Long)
		v.Reviewed = &d
	}
	return v
}

// passOn is how a page is passed on (RFC 6068 for the letter).
func (ed *Edition) passOn(address, title string) view.Share {
	return view.Share{URL: address, Mail: "mailto:?subject=" + url.PathEscape(title) + "&body=" + url.PathEscape(address)}
}

// has says whether a thing has a text in a language.
func has[T any](by content.By[T], lang string) bool {
	for _, e := range by {
		if e.Lang == lang || e.Lang == "" {
			return true
		}
	}
	return false
}

func dirOf(path string) string { return path[:strings.LastIndexByte(path, '/')+1] }

// outside is a link to another site; nil where there is none.
func outside(address, text string) *view.Link {
	if address == "" {
		return nil
	}
	return &view.Link{URL: address, Text: view.Text{Text: text}}
}

// eventSection is the part of the site that an event's page stands in.
func (ed *Edition) eventSection(e *site.Event) (name, address string) {
	section := map[string]string{"product": "menu", "call": "calls", "support": "support"}[e.Kind]
	if section == "" || !ed.s.Config.Outputs.On(section) {
		section = "calendar"
	}
	return ed.t("section." + section), ed.s.Section(ed.lang, section)
}

// eventWhen fills in all that says when.
func (ed *Edition) eventWhen(v *view.Event, e *site.Event) {
	s, w := ed.s, ed.w
	switch {
	case e.Kind == "product" || e.Kind == "support":
		v.Available = ed.available(e)
	case len(e.Occurrences) == 0:
		v.When = ed.undated(e)
		if v.When.Text != "" {
			v.StatusNote = view.Text{Text: ed.t("when.date_to_follow")}
		}
	default:
		o := e.Occurrences[0]
		next := e.Next(s.Now)
		if len(next) > 0 {
			o = next[0]
		}
		v.When = ed.when(o)
		if e.Kind == "exhibition" {
			v.When.Text = w.DateRange(o.Start.Date, o.End.Date, i18n.Long)
		}
		if lastDay(o) == o.Start.Date {
			v.Number, v.Month = w.Int(o.Start.Day), w.Date(o.Start.Date, i18n.MonthYear)
		}
		last := e.Last()
		v.End = last.Format(time.RFC3339)
		if !last.After(s.Now) {
			v.Over = ed.t("status.past")
		}
		if len(e.Occurrences) > 1 {
			for i, o := range next {
				if i == nextShown {
					break
				}
				v.Next = append(v.Next, ed.occurrence(o))
			}
		}
		if e.Kind == "event" && s.Config.Outputs.On("events_ics") || e.Kind != "event" {
			ed.addTo(v, e, o)
		}
	}
	if e.Kind == "call" || e.Kind == "support" {
		if d := e.Deadline; !d.Date.IsZero() {
			date := view.Date{ISO: d.Date.String(), Text: w.Date(d.Date, i18n.Full)}
			if d.HasTime {
				at, _ := d.DateTime.In(e.Zone)
				date = view.Date{ISO: at.Format(time.RFC3339), Text: w.DateTime(d.DateTime, i18n.Full)}
			}
			v.Deadline = &date
		}
		if !e.Opens.Date.IsZero() {
			date := ed.date(e.Opens.Date, i18n.Full)
			v.Opens = &date
		}
	}
	if len(e.Opening) > 0 {
		v.Opening = ed.openingRows(e.Opening)
	}
	for _, d := range e.Closed {
		if !d.Before(s.Today) {
			v.Closed = append(v.Closed, ed.date(d, i18n.Full))
		}
	}
}

func (ed *Edition) occurrence(o site.Occurrence) view.Occurrence {
	x := view.Occurrence{Date: view.Date{ISO: iso(o), Text: ed.w.Date(o.Start.Date, i18n.Full)}, Time: ed.hours(o), State: o.Status, End: o.Finish.Format(time.RFC3339)}
	if o.Status != "confirmed" {
		x.Status = ed.t("status." + o.Status)
	}
	if note, in, ok := site.Pick(ed.s, o.Note, ed.lang); ok {
		x.Note = ed.text(note, in)
	} else if o.Changed && o.Start != o.On {
		x.Note = view.Text{Text: ed.t("when.moved_from", "Date", ed.w.Date(o.On.Date, i18n.Card))}
	}
	return x
}

// addTo fills in the ways to take one event along.
func (ed *Edition) addTo(v *view.Event, e *site.Event, o site.Occurrence) {
	s := ed.s
	if s.Config.Outputs.On("events_ics") {
		v.AddICS = s.EventURL(ed.lang, e) + "event.ics"
	}
	title := ed.title(e).Text
	place := ed.placeLine(e)
	page := s.EventAbsolute(ed.lang, e)
	form := "20060102T150405"
	from, to := o.Begin.Format(form), o.Finish.Format(form)
	if o.End.IsZero() {
		to = from
	}
	outFrom, outTo := o.Begin.Format(time.RFC3339), o.Finish.Format(time.RFC3339)
	allDay, zone := "", e.ZoneName
	if o.AllDay {
		from, to = o.Start.Date.String(), o.End.Date.AddDays(1).String()
		outFrom, outTo = from, to
		from, to = strings.ReplaceAll(from, "-", ""), strings.ReplaceAll(to, "-", "")
		allDay, zone = "true", ""
	}
	v.AddGoogle = query("https://calendar.google.com/calendar/render", "action", "TEMPLATE", "ctz", zone, "dates", from+"/"+to, "details", page,
		"location", place, "text", title)
	v.AddOutlook = query("https://outlook.live.com/calendar/0/action/compose", "allday", allDay, "body", page, "enddt", outTo, "location", place,
		"path", "/calendar/action/compose", "rru", "addevent", "startdt", outFrom, "subject", title)
}

// query gives an address with a query: names, each with its value. What is empty is left out.
func query(address string, pairs ...string) string {
	b := append(make([]byte, 0, 512), address...)
	sep := byte('?')
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			continue
		}
		b = append(append(append(b, sep), pairs[i]...), '=')
		b = appendQuery(b, pairs[i+1])
		sep = '&'
	}
	return string(b)
}

// appendQuery writes a value of a query as url.QueryEscape does.
func appendQuery(b []byte, value string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(value) {
		switch c := value[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.', c == '~':
			b = append(b, c)
		case c == ' ':
			b = append(b, '+')
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return b
}

// placeLine is where an event is, on one line.
func (ed *Edition) placeLine(e *site.Event) string {
	switch {
	case e.Venue != nil:
		return ed.VenueLine(e.Venue)
	case e.Place != nil:
		return join(", ", e.Place.Name, e.Place.Address)
	}
	return e.Online
}

// VenueLine is a venue's name and address on one line.
func (ed *Edition) VenueLine(v *site.Venue) string { return join(", ", ed.word(v.Name), Address(v)) }

// Address is a venue's postal address on one line.
func Address(v *site.Venue) string { return join(", ", v.Street, join(" ", v.Postcode, v.City)) }

func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

func (ed *Edition) where(e *site.Event) *view.Where {
	switch {
	case e.Venue != nil:
		w := ed.venueWhere(e.Venue)
		return &w
	case e.Place != nil:
		return &view.Where{Name: view.Link{Text: view.Text{Text: e.Place.Name}}, Address: e.Place.Address, Map: ed.mapLink(e.Place.Geo)}
	}
	return nil
}

func (ed *Edition) venueWhere(v *site.Venue) view.Where {
	s := ed.s
	w := view.Where{Name: view.Link{Text: ed.by(v.Name)}, Address: Address(v), Map: ed.mapLink(v.Geo), Access: ed.access(v.Access), Drawing: ed.drawSituation(v)}
	if s.Config.Outputs.On("venues") {
		w.Name.URL = s.URL(s.VenueAddress(ed.lang, v.ID))
	}
	if v.Area != nil {
		l := view.Link{Text: ed.by(v.Area.Name)}
		if s.Config.Outputs.On("areas") {
			l.URL = s.URL(s.AreaAddress(ed.lang, v.Area.ID))
		}
		w.Area = &l
	}
	for _, r := range v.Reach {
		w.Reach = append(w.Reach, view.Term{Name: ed.t("place." + r.By), Text: ed.by(r.Text)})
	}
	return w
}

func (ed *Edition) mapLink(geo *[2]float64) *view.Link {
	if geo == nil {
		return nil
	}
	lat, lon := number(geo[0]), number(geo[1])
	return outside("https://www.openstreetmap.org/?mlat="+lat+"&mlon="+lon+"#map=17/"+lat+"/"+lon, ed.t("place.map"))
}

func (ed *Edition) age(e *site.Event) string {
	switch {
	case e.MinAge > 0 && e.MaxAge > 0:
		return ed.t("age.range", "Min", e.MinAge, "Max", e.MaxAge)
	case e.MinAge > 0:
		return ed.t("age.from", "Min", e.MinAge)
	case e.MaxAge > 0:
		return ed.t("age.to", "Max", e.MaxAge)
	}
	return ""
}

func (ed *Edition) contact(c config.Contact) *view.Contact {
	if c == (config.Contact{}) {
		return nil
	}
	v := &view.Contact{Name: view.Text{Text: c.Name}, Email: c.Email, Phone: c.Phone}
	if c.Phone != "" {
		v.PhoneURL = phoneURL(c.Phone)
	}
	return v
}

// phoneURL keeps of a telephone number what RFC 3966 knows: a plus sign and digits.
func phoneURL(phone string) template.URL {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
	return template.URL("tel:" + digits)
}

// eventTies fills in what the event belongs to, and what belongs to it.
func (ed *Edition) eventTies(v *view.Event, e *site.Event) {
	s := ed.s
	partner := func(p *site.Partner) {
		l := view.Link{Text: ed.by(p.Name)}
		if s.Config.Outputs.On("partners") {
			l.URL = s.URL(s.PartnerAddress(ed.lang, p.ID))
		}
		v.Partners = append(v.Partners, l)
	}
	if e.Partner != nil {
		partner(e.Partner)
	}
	for _, p := range e.With {
		partner(p)
	}
	v.Performers = e.Performers
	if x := e.Series; x != nil {
		l := view.Link{Text: ed.by(x.Name)}
		if s.Config.Outputs.On("series") {
			l.URL = s.URL(s.SeriesAddress(ed.lang, x.ID))
		}
		if e.Position > 0 {
			l.Text.Text = ed.t("event.series", "Position", e.Position, "Series", l.Text.Text)
		} else {
			l.Text.Text = ed.t("event.in_series", "Series", l.Text.Text)
		}
		v.PartOf = append(v.PartOf, l)
	}
	for _, tie := range []struct {
		key string
		to  *site.Event
	}{{"event.part_of", e.PartOf}, {"event.edition_of", e.EditionOf}} {
		if tie.to != nil {
			title := ed.title(tie.to)
			title.Text = ed.t(tie.key, "Event", title.Text)
			v.PartOf = append(v.PartOf, ed.link(s.EventAddress(ed.lang, tie.to), title))
		}
	}
	for _, list := range [][]*site.Event{e.Parts, e.Editions} {
		for _, p := range list {
			v.Parts = append(v.Parts, *ed.soonest(p))
		}
	}
	for _, t := range e.Tags {
		if s.Feed("tag-"+t.ID) != nil {
			v.Tags = append(v.Tags, ed.plain(s.FeedsPage(ed.lang)+"#tag-"+t.ID, t.ID))
		}
	}
	v.Related = ed.related(e)
}

// soonest is the card of an event with its next date, or its last one where all are past. Few events stand on the
// pages of many others: each card is made once.
func (ed *Edition) soonest(e *site.Event) *view.EventItem {
	if made, ok := ed.cards.Load(e); ok {
		return made.(*view.EventItem)
	}
	card := ed.soonestCard(e)
	ed.cards.Store(e, &card)
	return &card
}

func (ed *Edition) soonestCard(e *site.Event) view.EventItem {
	if next := e.Next(ed.s.Now); len(next) > 0 {
		return ed.item(e, &next[0])
	}
	if n := len(e.Occurrences); n > 0 {
		return ed.item(e, &e.Occurrences[n-1])
	}
	return ed.item(e, nil)
}

// relatedShown is how many events a page names beside its own.
const relatedShown = 3

// related are the next events that share the series, else the partner.
func (ed *Edition) related(e *site.Event) []*view.EventItem {
	out := make([]*view.EventItem, 0, relatedShown)
	add := func(list []*site.Event) {
		for _, o := range list {
			if len(out) == relatedShown {
				return
			}
			if o == e || o.Kind != e.Kind || o.PartOf == e || o.Status == "cancelled" || o.Last().Before(ed.s.Now) && len(o.Occurrences) > 0 {
				continue
			}
			out = append(out, ed.soonest(o))
		}
	}
	if e.Series != nil {
		add(e.Series.Events)
	}
	if len(out) == 0 && e.Partner != nil {
		add(ed.upcomingOf(e.Partner.Events, relatedShown+1))
	}
	return out
}

// upcomingOf gives the first n of a chronological list that are not over. A date decides, so that a partner with
// thousands of past events costs no more than one with a few.
func (ed *Edition) upcomingOf(list []*site.Event, n int) []*site.Event {
	var out []*site.Event
	for _, e := range list {
		if len(out) == n {
			break
		}
		if len(e.Occurrences) == 0 || e.Last().After(ed.s.Now) {
			out = append(out, e)
		}
	}
	return out
}
