package page

import (
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

const (
	homeNow        = 6 // what is on now and next
	homeHighlights = 4
	homePartners   = 12
)

// Home fills a language's home.
func (ed *Edition) Home() view.Home {
	s := ed.s
	title, description := ed.language.Title, ed.language.Description
	x := sheet{kind: "home", title: title, description: description, address: s.Home}
	v := view.Home{Today: ed.date(s.Today, i18n.Full)}
	heading, in := title, ed.lang
	if p := s.Page("home"); p != nil {
		t, tin, _ := site.Pick(s, p.Texts, ed.lang)
		heading, in = t.Title, tin
		v.Summary = ed.text(t.Summary, tin)
		v.Body = ed.prose(t.Body, tin, where{ctx: site.Context{Lang: ed.lang}, folder: dirOf(t.File.Path)})
		x.file = t.File.Path
		if tin == ed.lang && t.Summary != "" {
			x.description = t.Summary
		}
	}
	if v.Summary.Text == "" {
		v.Summary = view.Text{Text: description}
	}
	v.Page, v.Headline = ed.frame(x), headlineOf(ed.text(heading, in), 60)
	if p := ed.publisherLD(); p != nil {
		v.Page.JSONLD = append(v.Page.JSONLD, ld(struct {
			Context string `json:"@context"`
			*ldThing
		}{schema, p}))
	}
	for _, l := range s.Longreads {
		v.Audiences = append(v.Audiences, ed.audienceCard(l))
	}
	shown := map[*site.Event]bool{}
	for _, e := range s.Events {
		if e.Kind == "exhibition" && len(e.Next(s.Now)) > 0 && !e.Occurrences[0].Begin.After(s.Now) {
			shown[e] = true
			v.Running = append(v.Running, ed.item(e, &e.Occurrences[0]))
		}
	}
	var later []*site.Event
	for _, e := range s.Events {
		if e.Kind == "event" || e.Kind == "exhibition" && len(e.Occurrences) > 0 && e.Occurrences[0].Begin.After(s.Now) || e.Kind == "call" {
			later = append(later, e)
		}
	}
	for _, c := range ed.upcoming(later, homeNow) {
		shown[c.e] = true
		v.Now = append(v.Now, ed.item(c.e, c.o))
	}
	for _, c := range ed.upcoming(ed.series(), homeHighlights+len(shown)) {
		if !shown[c.e] && len(v.Highlights) < homeHighlights {
			shown[c.e] = true
			v.Highlights = append(v.Highlights, ed.item(c.e, c.o))
		}
	}
	v.Times, _ = ed.shortcuts("")
	calendar := ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar"))
	v.Calendar = &calendar
	if s.Config.Outputs.On("areas") {
		for _, a := range s.Areas {
			v.Areas = append(v.Areas, ed.link(s.AreaAddress(ed.lang, a.ID), ed.by(a.Name)))
		}
	}
	if s.Config.Outputs.On("partners") {
		for i, p := range s.Partners {
			if i == homePartners {
				break
			}
			v.Partners = append(v.Partners, ed.link(s.PartnerAddress(ed.lang, p.ID), ed.by(p.Name)))
		}
		all := ed.plain(s.Section(ed.lang, "partners"), ed.t("section.partners"))
		v.AllPartner = &all
	}
	if f := s.Feed("all"); f != nil {
		v.Subscribe = ed.Subscribe(f)
	}
	v.Drawing = ed.drawHome()
	return v
}

// series gives the events that are in a series, or official: the ones worth a journey.
func (ed *Edition) series() []*site.Event {
	var out []*site.Event
	for _, e := range ed.s.Events {
		if e.Series != nil || e.Official {
			out = append(out, e)
		}
	}
	return out
}
