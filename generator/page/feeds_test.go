package page

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"modestad/generator/view"
)

func TestFeeds(t *testing.T) {
	b := example(t)
	v := b.Edition("nl").Feeds()
	is(t, "main", string(v.Main.Webcal), "webcal://modestad.example/nl/feeds/all.ics")
	if v.Main.More != nil {
		t.Error("the page of all feeds leads to itself")
	}
	var groups []string
	ids := map[string]view.FeedItem{}
	for _, g := range v.Groups {
		groups = append(groups, g.ID)
		for _, f := range g.Feeds {
			if _, twice := ids[f.ID]; twice {
				t.Errorf("%s stands twice", f.ID)
			}
			ids[f.ID] = f
		}
	}
	same(t, "families", groups, []string{"family--general", "family--audience", "family--own", "family--kind", "family--partner", "family--area", "family--venue", "family--series", "family--tag"})
	is(t, "all of them", len(ids), len(b.Site.Feeds))
	general := v.Groups[0].Feeds
	same(t, "general", []string{general[0].ID, general[1].ID, general[2].ID, general[3].ID}, []string{"all", "official", "off", "calls"})
	f := ids["partner-momu"]
	is(t, "name", f.Name.Text, "MoMu, ModeMuseum Antwerpen")
	is(t, "address", f.Address, "https://modestad.example/nl/feeds/partner-momu.ics")
	is(t, "json", f.JSON, "/nl/feeds/partner-momu.json")
	is(t, "atom", f.Atom, "/nl/feeds/partner-momu.atom")
	is(t, "embed", f.Embed, "/nl/embed/partner-momu/")
	// Four events of the museum are not over: the tour, the lecture, the exhibition, the weekend.
	is(t, "count", f.Count, "4 activiteiten")
	google, err := url.Parse(f.Google)
	if err != nil {
		t.Fatal(err)
	}
	is(t, "google", google.Query().Get("cid"), "webcal://modestad.example/nl/feeds/partner-momu.ics")
	is(t, "google", google.Host+google.Path, "calendar.google.com/calendar/r")
	outlook, err := url.Parse(f.Outlook)
	if err != nil {
		t.Fatal(err)
	}
	is(t, "outlook", outlook.Query().Get("url"), f.Address)
	is(t, "outlook's name", outlook.Query().Get("name"), "Antwerpen Modestad (voorbeeld): MoMu, ModeMuseum Antwerpen")
	is(t, "own", ids["gratis"].Name.Text, "Gratis mode")
	is(t, "data", len(v.Data), 5)
	is(t, "licence", v.Licence.URL, "https://creativecommons.org/licenses/by/4.0/")
	for _, lang := range []string{"en", "fr"} {
		w := b.Edition(lang).Feeds()
		is(t, lang, len(w.Groups), 9)
		is(t, lang, w.Groups[0].Feeds[0].ICS, "/"+lang+"/feeds/all.ics")
	}
}

func TestSubscribe(t *testing.T) {
	ed := example(t).Edition("en")
	v := ed.Subscribe(ed.s.Feed("area-modebuurt"))
	is(t, "title", v.Title, "In your own calendar: in Fashion district")
	hasText(t, "text", v.Text, "What is on in Fashion district", "Subscribe once")
	is(t, "more", v.More.URL, "/en/feeds/")
	is(t, "download", v.Download, "/en/feeds/area-modebuurt.ics")
	is(t, "all has no title", ed.Subscribe(ed.s.Feed("all")).Title, "")
	if ed.Subscribe(nil) != nil || ed.follow("no-such-feed") != nil {
		t.Error("a panel without a feed")
	}
}

func TestJoin(t *testing.T) {
	b := example(t)
	v := b.Edition("nl").Join()
	is(t, "title", v.Intro.Title.Text.Text, "Doe mee")
	is(t, "ways without a forge", len(v.Ways), 3)
	is(t, "no forge", v.Form.Forge+v.Form.ForgeKind, "")
	is(t, "mail", v.Ways[2].Link.URL, "mailto:mode@modestad.example")
	// The introduction is only Dutch: French readers have their own title, and borrow the rest.
	fr := b.Edition("fr").Join()
	is(t, "French title", fr.Intro.Title.Text.Text, "Participer")
	is(t, "borrowed", fr.Intro.Summary.Lang+" "+fr.Intro.Body.Lang, "nl-BE nl-BE")
	is(t, "no description", fr.Page.Description, "")

	fsys := files(t, nil)
	text := string(fsys["site.toml"].Data)
	fsys["site.toml"].Data = []byte(strings.Replace(text, "[languages.nl]", "[forge]\nkind = \"gitlab\"\nurl = \"https://forge.example/mode\"\nbranch = \"main\"\n[languages.nl]", 1))
	with := book(t, fsys, spring).Edition("en").Join()
	is(t, "ways", len(with.Ways), 4)
	is(t, "forge", with.Form.Forge, "https://forge.example/mode/-/new/main/content/partners")
	is(t, "kinds", len(with.Form.Kinds), 5)
	is(t, "partners", with.Form.Partners[0].Text.Text, "MoMu, ModeMuseum Antwerpen")
	is(t, "venues", len(formField(with.Form, "venue").Options), 2)
	is(t, "audiences", formField(with.Form, "audiences").Options[0], view.Option{Value: "belevers", Text: view.Text{Text: "Visitors"}})
	// The empty file is one that the site reads.
	file := with.Form.Template
	check := book(t, files(t, map[string]string{"content/partners/momu/events/proef.toml": file}), spring)
	e := check.Site.Event("momu/proef")
	if e == nil || len(e.Occurrences) != 1 || e.Occurrences[0].Start.String() != "2027-05-05T20:00:00" {
		t.Errorf("the empty file:\n%s\n%+v", file, e)
	}
}

func TestSearch(t *testing.T) {
	over := map[string]string{
		"content/venues/momu-huis.toml":              "name = \"Stad Antwerpen\"\nstreet = \"x\"\ncity = \"x\"\n",
		"content/partners/momu/events/optreden.toml": "start = 2027-06-01T20:00:00\nend = 2027-06-01T21:00:00\nperformers = [\"Élodie Zwart\", \"Stad Antwerpen\", \"3 x niets\", \"Ольга\"]\n[nl]\ntitle = \"Optreden\"\n",
	}
	b := book(t, files(t, over), spring)
	for _, ed := range b.Editions {
		v := ed.Search()
		ids := map[string]bool{}
		var letters []string
		for i, l := range v.Entries {
			letters = append(letters, l.Letter)
			if ids[l.ID] || v.Letters[i].URL != "#"+l.ID {
				t.Errorf("%s: %s", ed.lang, l.ID)
			}
			ids[l.ID] = true
			for j, e := range l.Entries {
				if len(e.Links) == 0 {
					t.Errorf("%s: %s leads nowhere", ed.lang, e.Name.Text)
				}
				if j > 0 && ed.w.Compare(sortName(l.Entries[j-1].Name.Text), sortName(e.Name.Text)) > 0 {
					t.Errorf("%s: %s comes after %s", ed.lang, e.Name.Text, l.Entries[j-1].Name.Text)
				}
			}
		}
		is(t, ed.lang+": first", letters[0], "0–9")
		is(t, ed.lang+": last", letters[len(letters)-1], "О")
		if !strings.Contains(strings.Join(letters, ""), "E") {
			t.Errorf("%s: Élodie does not stand under E: %v", ed.lang, letters)
		}
	}
	v := b.Edition("nl").Search()
	find := func(name string) view.Entry {
		for _, l := range v.Entries {
			for _, e := range l.Entries {
				if e.Name.Text == name {
					return e
				}
			}
		}
		t.Errorf("no %s", name)
		return view.Entry{}
	}
	// The city performs, is quoted, and is a partner: one entry. A place of its name has its own.
	city := find("Stad Antwerpen")
	is(t, "kind", city.Kind, "partner")
	same(t, "city", links(city.Links), []string{"/nl/partners/stad-antwerpen/ de pagina", "/nl/kalender/momu/optreden/ Optreden", "/nl/belevers/#ankers Drie ankers"})
	same(t, "venue", links(find("ModeNatie").Links), []string{"/nl/plaatsen/modenatie/ de pagina", "/nl/belevers/#ankers Drie ankers"})
	same(t, "chapter", links(find("Drie ankers").Links), []string{"/nl/belevers/#ankers Belevers", "/nl/ondernemers/#ankers Ondernemers", "/nl/talent/#ankers Talent"})
	same(t, "tag", links(find("netwerk").Links), []string{"/nl/feeds/#tag-netwerk agenda om te volgen", "/nl/kalender/stad-antwerpen/modecafe/ Modecafé (voorbeeld)"})
	is(t, "person", find("Élodie Zwart").Kind, "persoon")
}

func TestEmbed(t *testing.T) {
	b := example(t)
	v := b.Edition("nl").Embed(b.Site.Feed("partner-momu"))
	is(t, "title", v.Title, "Antwerpen Modestad (voorbeeld): MoMu, ModeMuseum Antwerpen")
	is(t, "all", v.All.URL, "/nl/partners/momu/")
	is(t, "robots", v.Page.Robots, "noindex")
	is(t, "canonical", v.Page.Canonical, "https://modestad.example/nl/embed/partner-momu/")
	is(t, "items", len(v.Items), 14)
	is(t, "running", len(v.Running), 1)
	all := b.Edition("fr").Embed(b.Site.Feed("all"))
	is(t, "all", len(all.Items), 16) // and the café, and the call
	is(t, "undated", len(all.Undated), 1)
	is(t, "only undated", b.Edition("nl").Embed(b.Site.Feed("series-modemoment-2027")).Empty, "Er liggen nu geen data vast.")
	is(t, "to the calendar", all.All.URL, "/fr/agenda/")
	is(t, "calls", b.Edition("fr").Embed(b.Site.Feed("calls")).All.URL, "/fr/appels/")
	many := map[string]string{}
	for n := range 30 {
		many[fmt.Sprintf("content/partners/momu/events/e%02d.toml", n)] = fmt.Sprintf("start = 2027-04-10T%02d:00:00\nend = 2027-04-10T23:30:00\n[nl]\ntitle = \"E\"\n", n%20)
	}
	full := book(t, files(t, many), spring)
	is(t, "limit", len(full.Edition("en").Embed(full.Site.Feed("all")).Items), embedShown)
}

func TestEmbedMessage(t *testing.T) {
	b := example(t)
	l := b.Site.Longreads[1]
	v := b.Edition("nl").EmbedMessage(l, l.Chapters[0])
	is(t, "title", v.Title.Text, "Drie ankers voor je zaak")
	is(t, "class", v.Class, "a1")
	is(t, "all", v.All.URL, "/nl/ondernemers/#ankers")
	hasText(t, "body", string(v.Body.HTML), "<p>De mode van Antwerpen rust")
	is(t, "canonical", v.Page.Canonical, "https://modestad.example/nl/embed/message/ondernemers/ankers/")
	fr := b.Edition("fr").EmbedMessage(l, l.Chapters[0])
	is(t, "borrowed", fr.Body.Lang+" "+fr.Title.Lang, "en-GB en-GB")
	// A note stays with its paragraph.
	first := b.Site.Longreads[0]
	hasText(t, "note", string(b.Edition("nl").EmbedMessage(first, first.Chapters[1]).Body.HTML), `id="note-1"`, `href="#noteref-1"`, `id="noteref-1"`)
}

// formField gives a field of the form by its name.
func formField(f *view.JoinForm, name string) view.FormField {
	for _, p := range append(f.Texts, f.Parts...) {
		for _, x := range p.Fields {
			if x.Name == name {
				return x
			}
		}
	}
	return view.FormField{}
}
