package page

import (
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// tagged makes a card that the filters of its list can choose, by its tags and by when it is to the minute.
func (ed *Edition) tagged(e *site.Event, o *site.Occurrence) view.EventItem {
	x := ed.item(e, o)
	x.Tags = ed.tags(e)
	if o != nil {
		x.Date.ISO = iso(*o)
	}
	return x
}

// title is an event's title in the language that the edition's readers are served.
func (ed *Edition) title(e *site.Event) view.Text {
	t, in, _ := site.Pick(ed.s, e.Texts, ed.lang)
	return ed.text(t.Title, in)
}

// item makes the card of an event; o is the occurrence that it stands for, nil where it stands for the whole.
func (ed *Edition) item(e *site.Event, o *site.Occurrence) view.EventItem {
	s := ed.s
	t, in, _ := site.Pick(s, e.Texts, ed.lang)
	status := e.Status
	x := view.EventItem{
		URL: s.EventURL(ed.lang, e), Title: ed.narrow(t.Title, in), Summary: ed.text(t.Summary, in), Kind: ed.t("kind." + e.Kind),
		Class: e.Kind, Draft: e.Draft,
	}
	if e.Partner != nil {
		x.Partner = ed.by(e.Partner.Name)
	}
	if e.Kind == "event" || e.Kind == "exhibition" {
		x.Official = ed.t("programme.off")
		if e.Official {
			x.Official = ed.t("programme.official")
		}
	}
	x.Price = ed.price(e)
	if s.Accessible(e, "wheelchair") {
		x.Chips = append(x.Chips, ed.t("access.wheelchair"))
	}
	if slices.Contains(e.Visit, "families") {
		x.Chips = append(x.Chips, ed.t("visit.families"))
	}
	place, online := e.Place, e.Online
	venue := e.Venue
	switch {
	case o != nil:
		status, place, venue, online = o.Status, o.Place, o.Venue, o.Online
		ed.itemWhen(&x, e, *o)
	case e.Kind == "product" || e.Kind == "support":
		if text := ed.available(e); text != ed.t("when.always") {
			x.Date = view.Date{Text: text}
		}
		if !e.To.IsZero() {
			end, _ := e.To.AddDays(1).At(civil.Clock{}).In(e.Zone)
			x.End = end.Format(time.RFC3339)
		}
	case len(e.Occurrences) > 0:
		x.Date = ed.card(e.Occurrences[0])
	default:
		x.Date = ed.undated(e)
		x.Time = ed.t("when.date_to_follow")
	}
	switch {
	case venue != nil:
		x.Place = ed.by(venue.Name)
	case place != nil:
		x.Place = view.Text{Text: place.Name}
	case online != "":
		x.Place = view.Text{Text: ed.t("place.online")}
	}
	x.State = status
	if status != "confirmed" {
		x.Status = ed.t("status." + status)
	}
	return x
}

// itemWhen fills in when an occurrence is.
func (ed *Edition) itemWhen(x *view.EventItem, e *site.Event, o site.Occurrence) {
	x.Date = ed.card(o)
	x.End = o.Finish.Format(time.RFC3339)
	switch {
	case e.Kind == "call":
		x.Number, x.Month = ed.w.Int(o.Start.Day), ed.w.Month(o.Start.Month, i18n.Wide)
		x.Date.Text = ed.t("when.deadline", "Date", ed.w.Date(o.Start.Date, i18n.Card))
		if e.Deadline.HasTime {
			x.Time = ed.w.Time(e.Deadline.Clock)
		}
		return
	case e.Kind == "exhibition":
		x.Date.Text = ed.w.DateRange(o.Start.Date, o.End.Date, i18n.Medium)
		return
	}
	if lastDay(o) == o.Start.Date {
		x.Number, x.Month = ed.w.Int(o.Start.Day), ed.w.Month(o.Start.Month, i18n.Wide)
		x.Time = ed.hours(o)
		if o.AllDay {
			x.Time = ed.t("when.all_day")
		}
	} else if !o.AllDay {
		x.Time = ed.w.Time(o.Start.Clock)
	}
	if o.Changed {
		note, in, ok := site.Pick(ed.s, o.Note, ed.lang)
		switch {
		case ok && in == ed.lang:
			x.Moved = note
		case o.Start.Date != o.On.Date:
			x.Moved = ed.t("when.moved_from", "Date", ed.w.Date(o.On.Date, i18n.Card))
		case o.Start != o.On:
			x.Moved = ed.t("when.moved_from", "Date", ed.w.Time(o.On.Clock))
		}
	}
}

// price says what an event costs, shortly.
func (ed *Edition) price(e *site.Event) string {
	p := e.Price
	switch {
	case p == nil:
		return ""
	case p.Free:
		return ed.t("price.free")
	case p.HasFrom && p.HasTo && p.From != p.To:
		return ed.t("price.range", "From", ed.w.Euro(p.From), "To", ed.w.Euro(p.To))
	case p.HasFrom && !p.HasTo:
		return ed.t("price.from", "Price", ed.w.Euro(p.From))
	case p.HasTo:
		return ed.t("price.exact", "Price", ed.w.Euro(p.To))
	}
	return ""
}

// tags are the values that the filters of lists know an event by: "<group>:<id>", separated by spaces.
func (ed *Edition) tags(e *site.Event) string {
	var b strings.Builder
	add := func(group, id string) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(group)
		b.WriteByte(':')
		b.WriteString(id)
	}
	add("kind", e.Kind)
	if e.Official {
		add("programme", "official")
	} else {
		add("programme", "off")
	}
	for _, a := range ed.s.Config.Audiences {
		if site.For(e, a.ID) {
			add("audience", a.ID)
		}
	}
	if e.Partner != nil {
		add("partner", e.Partner.ID)
	}
	for _, p := range e.With {
		add("partner", p.ID)
	}
	for _, v := range e.Places() {
		if v.Area != nil {
			add("area", v.Area.ID)
		}
	}
	if site.Free(e) {
		add("price", "free")
	}
	for _, v := range e.Visit {
		add("visit", v)
	}
	for _, c := range e.Crowds {
		add("crowd", c)
	}
	for _, term := range filterAccess {
		if ed.s.Accessible(e, term) {
			add("access", term)
		}
	}
	for _, l := range e.Languages {
		add("language", l)
	}
	for _, f := range e.For {
		add("for", f)
	}
	for _, n := range e.Need {
		add("need", n)
	}
	return b.String()
}

// filterAccess are the terms of accessibility that lists can be filtered by.
var filterAccess = []string{"wheelchair", "step_free", "sign_language", "captions", "audio_description", "induction_loop", "easy_language", "quiet", "companion_free"}
