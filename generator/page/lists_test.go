package page

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"modestad/generator/civil"
	"modestad/generator/view"
)

func TestMenu(t *testing.T) {
	b := example(t)
	for lang, want := range map[string]struct{ title, group, url, count, lang string }{
		"nl": {"Aanbod", "Groepen", "/nl/kalender/momu/atelierbezoek/", "1 activiteit", ""},
		"en": {"Activities", "Groups", "/en/calendar/momu/atelierbezoek/", "1 activity", "nl-BE"},
		"fr": {"Activités", "Groupes", "/fr/agenda/momu/atelierbezoek/", "1\u00a0activité", "nl-BE"},
	} {
		v := b.Edition(lang).Menu(1)
		is(t, lang, v.Intro.Title.Text.Text, want.title)
		is(t, lang, v.Count, want.count)
		if len(v.Groups) != 1 || len(v.Groups[0].Items) != 1 {
			t.Fatalf("%s: groups %+v", lang, v.Groups)
		}
		// The visit is for groups, schools and families: the first of the ways to come is its heading.
		is(t, lang, v.Groups[0].Title.Text, want.group)
		item := v.Groups[0].Items[0]
		is(t, lang, item.URL, want.url)
		is(t, lang, item.Title.Lang, want.lang)
		if v.Pager != nil || v.Empty != nil {
			t.Errorf("%s: a pager or an empty list: %+v %+v", lang, v.Pager, v.Empty)
		}
		is(t, lang+" crumbs", len(v.Page.Breadcrumbs), 2)
	}
	// What ended is not on the menu.
	late := book(t, files(t, nil), time.Date(2028, 1, 1, 12, 0, 0, 0, time.UTC)).Edition("nl").Menu(1)
	if late.Empty == nil || len(late.Empty.Links) == 0 || len(late.Groups) != 0 {
		t.Errorf("a menu without anything: %+v", late)
	}
}

func product(n int, more string) string {
	return fmt.Sprintf("kind = \"product\"\n%s\n[nl]\ntitle = \"Product %03d\"\n", more, n)
}

func TestMenuGroupsAndParts(t *testing.T) {
	over := map[string]string{"content/partners/momu/events/atelierbezoek.toml": ""}
	for n := range 120 {
		crowds := []string{`crowds = ["own"]`, `crowds = ["own", "us"]`, `crowds = ["in"]`}[n%3]
		if n == 119 {
			crowds = `visit = { families = true }`
		}
		over[fmt.Sprintf("content/partners/momu/events/p%03d.toml", n)] = product(n, crowds)
	}
	b := book(t, files(t, over), spring)
	is(t, "parts", b.MenuParts(), 3)
	ed := b.Edition("nl")
	var all []string
	var headings []string
	for part := 1; part <= 3; part++ {
		v := ed.Menu(part)
		is(t, "count", v.Count, "120 activiteiten")
		is(t, "canonical", v.Page.Canonical, "https://modestad.example/nl/aanbod/"+[]string{"", "", "p/2/", "p/3/"}[part])
		for _, g := range v.Groups {
			headings = append(headings, g.ID)
			all = append(all, titles(g.Items)...)
		}
		if part == 2 {
			is(t, "status", v.Pager.Status, "Pagina 2 van 3")
			is(t, "previous", v.Pager.Prev.URL, "/nl/aanbod/")
			is(t, "next", v.Pager.Next.URL, "/nl/aanbod/p/3/")
			is(t, "crumbs", len(v.Page.Breadcrumbs), 3)
			is(t, "title", v.Page.DocTitle, "Pagina 2 van 3 – Aanbod – Antwerpen Modestad (voorbeeld)")
			if v.Intro.Body.HTML != "" {
				t.Error("the introduction stands on every part")
			}
		}
	}
	is(t, "entries", len(all), 120)
	// The widest public first: everyone 0-49 (40 of them), the curious 40-79, fashion lovers, the rest.
	same(t, "headings", headings, []string{"group--us", "group--in", "group--in", "group--own", "group--own", "group--other"})
	is(t, "first", all[0], "Product 001")
	is(t, "last", all[119], "Product 119")
	v := ed.Menu(1)
	var groups []string
	for _, f := range v.Filters {
		groups = append(groups, f.ID)
	}
	same(t, "filters", groups, []string{"visit", "crowd"})
	is(t, "option", v.Filters[1].Options[0], view.FilterOption{Value: "crowd:own", Text: view.Text{Text: "Modeliefhebbers"}, Count: "80"})
}

func TestPager(t *testing.T) {
	ed := example(t).Edition("en")
	for _, c := range []struct {
		part, of int
		want     string
	}{
		{1, 2, "[1] 2"}, {1, 20, "[1] 2 3 … 20"}, {4, 20, "1 2 3 [4] 5 6 … 20"}, {5, 20, "1 2 3 4 [5] 6 7 … 20"}, {6, 20, "1 … 4 5 [6] 7 8 … 20"},
		{10, 20, "1 … 8 9 [10] 11 12 … 20"}, {20, 20, "1 … 18 19 [20]"}, {16, 20, "1 … 14 15 [16] 17 18 19 20"},
	} {
		var got []string
		for _, l := range ed.pager(ed.sectionAddress("menu"), c.part, c.of).Pages {
			if l.Current {
				l.Text.Text = "[" + l.Text.Text + "]"
			}
			got = append(got, l.Text.Text)
		}
		is(t, fmt.Sprint(c.part, " of ", c.of), strings.Join(got, " "), c.want)
	}
	if ed.pager(ed.sectionAddress("menu"), 1, 1) != nil {
		t.Error("a pager for one part")
	}
}

func TestCalls(t *testing.T) {
	call := func(title, more string) string {
		return "kind = \"call\"\n" + more + "\n[nl]\ntitle = \"" + title + "\"\n"
	}
	over := map[string]string{
		"content/partners/momu/events/a.toml": call("Later", "opens = 2027-05-01\ndeadline = 2027-06-01"),
		"content/partners/momu/events/b.toml": call("Eerder", "deadline = 2027-04-05"),
		"content/partners/momu/events/c.toml": call("Volgt", `month = "2027-09"`),
	}
	for n := range 60 {
		over[fmt.Sprintf("content/partners/momu/events/d%02d.toml", n)] = call(fmt.Sprint("Voorbij ", n), "deadline = "+civil.Date{Year: 2026, Month: 1, Day: 1}.AddDays(n).String())
	}
	b := book(t, files(t, over), spring)
	is(t, "parts", b.CallsParts(), 2)
	v := b.Edition("nl").Calls(1)
	same(t, "open", titles(v.Open), []string{"Eerder", "Oproep: etalages", "Later"})
	is(t, "opens later", v.Open[2].Status, "Opent op 1 mei 2027")
	is(t, "is open", v.Open[1].Status, "")
	same(t, "undated", titles(v.Undated), []string{"Volgt"})
	is(t, "closed", len(v.Closed), 50)
	is(t, "latest closed", titles(v.Closed)[0], "Voorbij 59")
	is(t, "feed", v.Subscribe.Address, "https://modestad.example/nl/feeds/calls.ics")
	v = b.Edition("fr").Calls(2)
	is(t, "rest", len(v.Closed), 10)
	if len(v.Open) != 0 || v.Subscribe != nil || v.Empty != nil {
		t.Errorf("the second part is more than closed calls: %+v", v)
	}
	none := book(t, files(t, nil), time.Date(2027, 5, 1, 12, 0, 0, 0, time.UTC)).Edition("en").Calls(1)
	hasText(t, "empty", none.Empty.Text, "No call is open")
	is(t, "empty leads on", none.Empty.Links[0].URL, "/en/support/")
	is(t, "closed now", len(none.Closed), 1)
}

func TestSupport(t *testing.T) {
	b := example(t)
	for lang, want := range map[string]struct{ group, chips, count string }{
		"nl": {"Kennis", "starters studenten een mentor", "1 steunmaatregel"},
		"en": {"Know-how", "start-ups students a mentor", "1 support measure"},
		"fr": {"Du savoir-faire", "jeunes entreprises étudiants un mentor", "1\u00a0mesure de soutien"},
	} {
		v := b.Edition(lang).Support(1)
		is(t, lang, v.Count, want.count)
		if len(v.Groups) != 1 {
			t.Fatalf("%s: %+v", lang, v.Groups)
		}
		if !strings.EqualFold(v.Groups[0].Title.Text, want.group) {
			t.Errorf("%s: %q, want %q", lang, v.Groups[0].Title.Text, want.group)
		}
		is(t, lang, strings.Join(v.Groups[0].Items[0].Chips, " "), want.chips)
		is(t, lang, v.Contact.Email, "mode@modestad.example")
	}
}
