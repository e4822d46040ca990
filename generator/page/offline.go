package page

import (
	"encoding/json"
	"html/template"

	"modestad/generator/view"
)

// How much of the calendar is kept for readers without a connection.
const (
	offlineDays  = 28
	offlinePages = 40
)

// OfflineAddress is the address of the page that stands for all that a reader without a connection has not kept.
func (ed *Edition) OfflineAddress() string { return ed.lang + "/offline.html" }

// OfflineListAddress is the address of the list of pages that are kept of the coming weeks.
func (ed *Edition) OfflineListAddress() string { return ed.lang + "/offline.json" }

// Offline fills that page. Its links lead to what may have been kept; a script hides those that were not.
func (ed *Edition) Offline() view.NotFound {
	s := ed.s
	address := func(lang string) string { return ed.book.byTag[lang].OfflineAddress() }
	title := view.Text{Text: ed.t("offline.title")}
	v := view.NotFound{Page: ed.frame(sheet{kind: "offline", title: title.Text, address: address, noindex: true}), Headline: headlineOf(title, 45),
		Body: view.Prose{HTML: template.HTML("<p>" + template.HTMLEscapeString(ed.t("offline.text")) + "</p>")}, Drawing: ed.drawWrong()}
	v.Page.Canonical, v.Page.OpenGraph.URL = "", ""
	v.Links = append(v.Links, ed.plain(s.Home(ed.lang), ed.t("notfound.home")), ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar")))
	for _, a := range v.Page.Audiences {
		v.Links = append(v.Links, view.Link{URL: a.URL, Text: a.Text})
	}
	return v
}

// OfflineChosen gives the addresses, with the site's path, of what is kept once a reader has opened it: home, the
// calendar, a longread, the search.
func (ed *Edition) OfflineChosen() []string {
	s := ed.s
	out := []string{s.URL(s.Home(ed.lang)), s.URL(s.Section(ed.lang, "calendar"))}
	for _, l := range s.Longreads {
		out = append(out, s.URL(s.LongreadAddress(ed.lang, l.Audience)))
	}
	if s.Config.Outputs.On("search") {
		out = append(out, s.URL(s.Section(ed.lang, "search")))
	}
	return out
}

// OfflineList is the calendar of the coming weeks as a list of addresses: the calendar itself, then what is on, the
// nearest first.
func (ed *Edition) OfflineList() ([]byte, error) {
	s, a := ed.s, ed.book.agenda
	list := []string{s.URL(s.Section(ed.lang, "calendar"))}
	met := map[string]bool{}
	until := s.Now.AddDate(0, 0, offlineDays)
	for _, group := range [][]showing{a.coming, a.running} {
		for _, x := range group {
			address := s.EventURL(ed.lang, x.e)
			if x.o.Begin.After(until) || met[address] || len(list) >= offlinePages {
				continue
			}
			met[address] = true
			list = append(list, address)
		}
	}
	return json.Marshal(list)
}
