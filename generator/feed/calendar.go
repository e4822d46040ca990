package feed

import (
	"context"
	"slices"
	"strings"
	"time"

	"modestad/generator/ical"
	"modestad/generator/site"
	"modestad/generator/source"
)

// refresh is how often calendar programs are asked to look again.
const refresh = 12 * time.Hour

// ICS gives a feed as iCalendar, in parts that follow each other and belong to the set. The feed of exhibitions shows
// each as one banner; all others show its first and its last day.
func (s *Set) ICS(f *site.Feed, lang string) ([][]byte, error) {
	ed := s.editions[lang]
	list, err := ed.listOf(f)
	if err != nil {
		return nil, err
	}
	c := ed.header(s.site.FeedAddress(lang, f.ID, "ics"))
	c.Name, c.Description, c.URL = ed.FeedTitle(f), ed.FeedDescription(f), ed.about(f)
	if p := s.site.Partner(f.About); f.Family == "partner" && p != nil && p.Brand != nil {
		c.Color = p.Brand.Accent
	}
	return s.calendar.Parts(c, list)
}

// EventICS writes one event to the end of buf as a calendar of its own; an exhibition is one banner.
func (s *Set) EventICS(buf []byte, e *site.Event, lang string) ([]byte, error) {
	ed := s.editions[lang]
	list, err := ed.calendar(e, true)
	if err != nil {
		return nil, err
	}
	address := s.site.EventAddress(lang, e)
	c := ed.header(address + "event.ics")
	t, _, _ := site.Pick(s.site, e.Texts, lang)
	c.Name, c.Description, c.URL = t.Title, t.Summary, s.site.Absolute(address)
	return s.calendar.Append(buf, c, list)
}

// EventsICS gives the open data as iCalendar, in parts as ICS does: what the feed of everything holds, in the default
// language.
func (s *Set) EventsICS() ([][]byte, error) {
	ed := s.language()
	list, err := ed.list(s.all(), false)
	if err != nil {
		return nil, err
	}
	all := &site.Feed{ID: "all", Family: "all"}
	c := ed.header("data/events.ics")
	c.Name, c.Description, c.URL = ed.FeedTitle(all), ed.FeedDescription(all), s.site.Absolute(s.site.Home(ed.Lang()))
	return s.calendar.Parts(c, list)
}

// header gives what every calendar of a language says of itself, at an address of the site.
func (ed *edition) header(address string) ical.Calendar {
	return ical.Calendar{ProdID: "-//modestad//calendar//" + strings.ToUpper(ed.Lang()), Source: ed.site.Absolute(address),
		Zone: ed.site.Config.ZoneName, Refresh: refresh}
}

// about gives the address of the page where people read about a feed.
func (ed *edition) about(f *site.Feed) string {
	if !ed.site.Config.Outputs.On("feeds") {
		return ed.site.Absolute(ed.site.Home(ed.Lang()))
	}
	return ed.site.Absolute(ed.site.FeedsPage(ed.Lang())) + "#" + f.ID
}

// listOf gives the components of a feed.
func (ed *edition) listOf(f *site.Feed) ([]ical.Component, error) {
	return ed.list(f.Events, banners(f))
}

// banners says whether a feed shows an exhibition as one banner.
func banners(f *site.Feed) bool { return f.Family == "kind" && f.About == "exhibition" }

// list gives the components of events, in their order. What is not made yet is made in parallel.
func (ed *edition) list(events []*site.Event, banner bool) ([]ical.Component, error) {
	made := make([][]ical.Component, len(events))
	err := source.Each(context.Background(), len(events), 0, func(i int) (err error) {
		made[i], err = ed.calendar(events[i], banner)
		return err
	})
	return slices.Concat(made...), err
}
