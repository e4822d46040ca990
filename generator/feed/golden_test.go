package feed

import (
	"strings"
	"testing"
)

// Every calendar of the example site is without fault, and what the others make of it stands in golden files.
func TestExample(t *testing.T) {
	s := build(t, example(t, nil), stamps{"content/partners/momu/events/lezing-snit.toml": 7}.of)
	for lang := range s.editions {
		for _, f := range s.site.Feeds {
			data := whole(t)(s.ICS(f, lang))
			clean(t, lang+" "+f.ID, data)
			if len(s.site.FeedAddress(lang, f.ID, "ics")) > 200 {
				t.Errorf("%s: the address is long", f.ID)
			}
		}
		for _, e := range s.site.Events {
			if len(e.Occurrences) > 0 && e.Kind != "product" && e.Kind != "support" {
				clean(t, lang+" "+e.ID(), must(t)(s.EventICS(nil, e, lang)))
			}
		}
	}
	for _, lang := range []string{"nl", "en", "fr"} {
		golden(t, "all."+lang+".ics", whole(t)(s.ICS(s.site.Feed("all"), lang)))
	}
	golden(t, "kind-exhibition.nl.ics", whole(t)(s.ICS(s.site.Feed("kind-exhibition"), "nl")))
	golden(t, "venue-stadsfeestzaal.en.ics", whole(t)(s.ICS(s.site.Feed("venue-stadsfeestzaal"), "en")))
	golden(t, "expo.nl.ics", must(t)(s.EventICS(nil, s.site.Event("momu/expo-patronen"), "nl")))
	golden(t, "all.nl.json", must(t)(s.JSON(s.site.Feed("all"), "nl")))
	golden(t, "all.fr.atom", must(t)(s.Atom(s.site.Feed("all"), "fr")))
	golden(t, "events.json", must(t)(s.EventsJSON()))
	golden(t, "events.csv", must(t)(s.EventsCSV()))
	golden(t, "events.jsonld", must(t)(s.EventsJSONLD()))
	golden(t, "events.ics", whole(t)(s.EventsICS()))
	golden(t, "dcat.jsonld", must(t)(s.DCAT()))
}

// Without Git nothing tells when an event was changed.
func TestWithoutGit(t *testing.T) {
	s := build(t, example(t, nil), nil)
	data := whole(t)(s.ICS(s.site.Feed("partner-stad-antwerpen"), "nl"))
	clean(t, "without Git", data)
	golden(t, "without-git.nl.ics", data)
}

// What the site holds is made again and again alike, in any order.
func TestSame(t *testing.T) {
	a, b := build(t, example(t, nil), stamps{}.of), build(t, example(t, nil), stamps{}.of)
	for i := range a.site.Feeds {
		whole(t)(b.ICS(b.site.Feeds[len(b.site.Feeds)-1-i], "en"))
	}
	for _, f := range a.site.Feeds {
		if string(whole(t)(a.ICS(f, "en"))) != string(whole(t)(b.ICS(b.site.Feed(f.ID), "en"))) {
			t.Errorf("%s differs", f.ID)
		}
	}
}

// Without a mailbox nobody can be the organiser, and a calendar without organisers has no METHOD (RFC 5546, 3.2.1).
func TestWithoutMailbox(t *testing.T) {
	files := example(t, nil)
	config := string(files["site.toml"].Data)
	config = strings.Replace(config, `email = "mode@modestad.example"`, "", 1)
	config = strings.Replace(config, `base_url         = "https://modestad.example/"`, "base_url = \"https://example.org/mode/stad/\"\nuid_host = \"modestad.example\"", 1)
	files["site.toml"].Data = []byte(config)
	s := build(t, files, nil)
	for _, f := range s.site.Feeds {
		data := string(whole(t)(s.ICS(f, "nl")))
		clean(t, f.ID, []byte(data))
		for _, name := range []string{"METHOD", "ORGANIZER", "mailto"} {
			if strings.Contains(data, name) {
				t.Errorf("%s has %s", f.ID, name)
			}
		}
		if f.ID != "all" {
			continue
		}
		for _, want := range []string{"SOURCE;VALUE=URI:https://example.org/mode/stad/nl/feeds/all.ics\r\n", "UID:momu/modeweekend@modestad.example\r\n",
			"URL:https://example.org/mode/stad/nl/kalender/momu/modeweekend/\r\n"} {
			if !strings.Contains(data, want) {
				t.Errorf("lacks %s", want)
			}
		}
		if body := strings.ReplaceAll(data, "\r\n ", ""); !strings.Contains(body, "(https://example.org/mode/stad/nl/plaatsen/stadsfeestzaal/)") {
			t.Error("a link of the text is not whole")
		}
	}
}
