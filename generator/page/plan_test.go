package page

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"modestad/generator/view"
)

func TestPlan(t *testing.T) {
	over := map[string]string{"content/longread/chapters/beleven/nl.md": "+++\ntitle = \"Beleef\"\nline = \"beleven\"\n+++\nZie [de kalender](action:kalender).\n"}
	b := book(t, files(t, over), spring)
	v := b.Edition("nl").Plan()
	var states []string
	for _, p := range v.Progress {
		states = append(states, p.Text+" "+p.Name+" "+p.Value)
	}
	same(t, "progress", states, []string{"1 actie bezig 50", "1 actie klaar 50"})
	is(t, "lines", len(v.Lines), 2)
	line := v.Lines[1]
	is(t, "line", line.ID+" "+line.Number+" "+line.Title.Text, "line-beleven 2 Beleef mode in de stad")
	is(t, "done", line.Done.Text, "1 van 2 acties klaar")
	is(t, "meter", line.Done.Value, "50")
	is(t, "chapter", line.Chapter.URL, "/nl/belevers/#beleven")
	is(t, "timeline", len(line.Timeline.Items), 2)
	a := line.Actions[0]
	is(t, "action", a.ID, "kalender")
	is(t, "due", a.Due, view.Date{ISO: "2022", Text: "tegen 2022"})
	is(t, "late", a.Late, "later dan gepland")
	is(t, "owner", a.Owner.URL, "/nl/partners/momu/")
	is(t, "used", len(a.Used), 3) // in each longread
	is(t, "done is not late", line.Actions[1].Late, "")
	is(t, "no actions", v.Lines[0].Done.Text, "nog geen acties")
	is(t, "no actions", v.Lines[0].Done.Value, "0")
	is(t, "target", v.Lines[0].Targets[0].ID, "acties-2025")
	en := b.Edition("en").Plan()
	is(t, "borrowed", en.Lines[1].Actions[1].Title.Lang, "nl-BE")
	is(t, "by", en.Lines[1].Actions[1].Due.Text, "April 2022") // it is done
	is(t, "by", en.Lines[1].Actions[0].Due.Text, "by 2022")
	// A due year is over when the year is.
	before := book(t, files(t, nil), time.Date(2022, 12, 31, 12, 0, 0, 0, time.UTC))
	is(t, "not late yet", before.Edition("fr").Plan().Lines[1].Actions[0].Late, "")
}

func TestFacts(t *testing.T) {
	b := example(t)
	for lang, want := range map[string]struct{ figure, count, lang string }{
		"nl": {"39%", "3 feiten", ""}, "en": {"39%", "3 facts", ""}, "fr": {"39\u00a0%", "3\u00a0faits", "en-GB"},
	} {
		v := b.Edition(lang).Facts()
		is(t, lang, strings.ReplaceAll(strings.ReplaceAll(v.Groups[0].Facts[0].Figure, "\u202f", "\u00a0"), "39 %", "39%"), want.figure)
		is(t, lang, strings.ReplaceAll(v.Count, "\u202f", "\u00a0"), want.count)
		is(t, lang, v.Groups[0].Facts[0].Label.Lang, want.lang)
	}
	v := b.Edition("nl").Facts()
	is(t, "group", v.Groups[0].ID, "source--modeplan-2021")
	// The evidence stands in a chapter of all three longreads; the budget only where its block is read.
	growth := v.Groups[0].Facts[slices.IndexFunc(v.Groups[0].Facts, func(f view.Fact) bool { return f.ID == "omzetgroei-modesector" })]
	same(t, "growth is used", links(growth.Used), []string{"/nl/belevers/#ankers Drie ankers (Belevers)", "/nl/ondernemers/#ankers Drie ankers voor je zaak (Ondernemers)", "/nl/talent/#ankers Drie ankers (Talent)"})
	budget := v.Groups[0].Facts[slices.IndexFunc(v.Groups[0].Facts, func(f view.Fact) bool { return f.ID == "call-mode-budget" })]
	same(t, "budget is used", links(budget.Used), []string{"/nl/ondernemers/#ankers Drie ankers voor je zaak (Ondernemers)", "/nl/talent/#ankers Drie ankers (Talent)"})
	is(t, "period", budget.Period, "2021")
	is(t, "source", growth.Source.URL, "/nl/bronnen/#modeplan-2021")
	is(t, "no review yet", growth.Review, "")
	late := book(t, files(t, nil), time.Date(2028, 1, 1, 12, 0, 0, 0, time.UTC)).Edition("en").Facts()
	hasText(t, "overdue", fmt.Sprint(late.Groups), "Was to be looked at again from 31 December 2027")
	same(t, "downloads", []string{v.Downloads[0].URL, v.Downloads[1].URL}, []string{"/nl/feiten/facts.json", "/nl/feiten/facts.csv"})
}

func links(list []view.Link) []string {
	var out []string
	for _, l := range list {
		out = append(out, l.URL+" "+l.Text.Text)
	}
	return out
}

func TestSources(t *testing.T) {
	v := example(t).Edition("en").Sources()
	is(t, "sources", len(v.Sources), 1)
	s := v.Sources[0]
	is(t, "language", s.Language, "Dutch")
	is(t, "date", s.Date, view.Date{ISO: "2021", Text: "2021"})
	is(t, "facts", len(s.Facts), 3)
	is(t, "fact", s.Facts[0].URL[:len("/en/facts/#")], "/en/facts/#")
	is(t, "title", s.Title.Lang, "")
	is(t, "used", len(s.Used), 3) // the quotation, which all read
}

func TestFactsJSON(t *testing.T) {
	data, err := example(t).Edition("fr").FactsJSON()
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Language, Licence string
		Facts             []struct {
			ID             string
			Value          float64
			Figure         string
			Label_language string
			Period, URL    string
			Used           []string
		}
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	is(t, "language", v.Language, "fr-BE")
	is(t, "licence", v.Licence, "CC-BY-4.0")
	is(t, "facts", len(v.Facts), 3)
	for _, f := range v.Facts {
		if f.ID == "omzetgroei-modesector" {
			is(t, "value", f.Value, 39)
			is(t, "label's language", f.Label_language, "en")
			same(t, "used", f.Used[:1], []string{"https://modestad.example/fr/visiteurs/#ankers"})
			is(t, "address", f.URL, "https://modestad.example/fr/chiffres/#omzetgroei-modesector")
		}
	}
}

func TestFactsCSV(t *testing.T) {
	over := map[string]string{"content/facts.toml": "[f]\nvalue = -2.5\nunit = \"number\"\nperiod = \"2009-\"\nsource = \"modeplan-2021\"\nlocator = \"=1+1\"\n[f.nl]\nlabel = \"@een, \\\"twee\\\"\"\n" +
		"[omzetgroei-modesector]\nvalue = 1\nunit = \"number\"\nsource = \"modeplan-2021\"\nnl.label = \"x\"\n[tw-groei-modesector]\nvalue = 1\nunit = \"number\"\nsource = \"modeplan-2021\"\nnl.label = \"x\"\n" +
		"[call-mode-budget]\nunit = \"date\"\nvalue = \"2021-06\"\nsource = \"modeplan-2021\"\nnl.label = \"x\"\n"}
	data, err := book(t, files(t, over), spring).Edition("nl").FactsCSV()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	is(t, "rows", len(rows), 5)
	for _, r := range rows {
		switch r[0] {
		case "f":
			same(t, "cells", []string{r[1], r[4], r[6], r[10]}, []string{"-2.5", `'@een, "twee"`, "2009/..", "'=1+1"})
		case "call-mode-budget":
			is(t, "date", r[1], "2021-06")
		}
	}
	if !strings.Contains(string(data), "\r\n") {
		t.Error("lines do not end as RFC 4180 has them")
	}
}

func planning(t *testing.T, items string) (*Book, func(lang string) view.Planning) {
	b := book(t, files(t, map[string]string{"content/planning/2027-q2.toml": items, "content/planning/2027-q1.toml": "", "content/planning/2027-q3.toml": "[[items]]\npartner = \"momu\"\nstart = 2027-07-01\nend = 2027-07-02\nstatus = \"idea\"\nchannel = \"x\"\nnl.text = \"x\"\n"}), spring)
	return b, func(lang string) view.Planning {
		for _, q := range b.Site.Planning {
			if q.ID == "2027-q2" {
				return b.Edition(lang).Planning(q)
			}
		}
		t.Fatal("no quarter")
		return view.Planning{}
	}
}

func item(partner, chapter, from, to, status, audiences string) string {
	return fmt.Sprintf("[[items]]\npartner = %q\nchannel = \"nieuwsbrief\"\naudiences = [%s]\nchapter = %q\nstart = %s\nend = %s\nstatus = %q\n[items.nl]\ntext = \"%s %s\"\n", partner, audiences, chapter, from, to, status, partner, from)
}

func TestPlanning(t *testing.T) {
	_, fill := planning(t, item("momu", "beleven", "2027-04-05", "2027-04-30", "planned", `"belevers"`)+
		item("momu", "ankers", "2027-04-12", "2027-04-18", "idea", `"belevers"`)+
		item("momu", "ankers", "2027-05-03", "2027-05-03", "done", `"talent"`)+
		item("stad-antwerpen", "beleven", "2027-03-20", "2027-04-11", "running", `"belevers", "talent"`)+
		item("stad-antwerpen", "ankers", "2027-06-14", "2027-07-20", "dropped", `"ondernemers"`))
	v := fill("nl")
	is(t, "title", v.Title, "Communicatieplanning 2e kwartaal 2027")
	is(t, "robots", v.Page.Robots, "noindex")
	is(t, "weeks", len(v.Weeks), 14)
	is(t, "first week", v.Weeks[0], view.PlanningWeek{Number: "week 13", Text: "29 maart"})
	is(t, "last week", v.Weeks[13], view.PlanningWeek{Number: "week 26", Text: "28 juni"})
	if v.Prev != nil || v.Next == nil || v.Next.URL != "/nl/planning/2027-q3/" {
		t.Errorf("neighbours: %+v %+v", v.Prev, v.Next)
	}
	var rows []string
	for _, r := range v.Rows {
		sum, text := 0, r.Partner.Text.Text[:4]
		for _, c := range r.Cells {
			text += " " + c.Span + c.Class
			n := 0
			fmt.Sscan(c.Span, &n)
			sum += n
		}
		is(t, "cells of "+text, sum, 14)
		rows = append(rows, text)
	}
	// What overlaps at one partner has a row of its own; what reaches over the end is cut there.
	same(t, "rows", rows, []string{"MoMu 1 4planned 1done 8", "MoMu 2 1idea 11", "Stad 2running 9 3dropped"})
	same(t, "findings", v.Findings, []string{
		"Niemand zegt iets aan Belevers in week 18 tot en met week 26.",
		"Niemand zegt dit kwartaal iets aan Ondernemers.",
		"Niemand zegt iets aan Talent in week 15 tot en met week 17 en week 19 tot en met week 26.",
		"Stad Antwerpen en MoMu, ModeMuseum Antwerpen brengen “Beleef mode in de stad” tegelijk aan Belevers: 5–11 april 2027. Slaan ze de handen in elkaar?",
	}[:len(v.Findings)])
	is(t, "findings", len(v.Findings), 4)
	// The same by audience and message: the weeks without anything, and who brings what; what meets is marked.
	rows = nil
	for _, a := range v.Audiences {
		text := a.Name.Text
		for _, c := range a.Weeks {
			text += " " + c.Span + c.Class
		}
		rows = append(rows, text)
		for _, m := range a.Messages {
			text := "  " + m.Title.Text + ":"
			for _, c := range m.Cells {
				text += " " + c.Span + c.Class
				if c.Meets != "" {
					text += "!"
				}
			}
			rows = append(rows, text)
		}
	}
	same(t, "audiences", rows, []string{
		"Belevers 5heard 9gap", "  Drie ankers: 2 1idea 11", "  Beleef mode in de stad: 2running! 12", "  Beleef mode in de stad: 1 4planned! 9",
		"Ondernemers 14gap", "  Drie ankers: 11 3dropped",
		"Talent 2heard 3gap 1heard 8gap", "  Drie ankers: 5 1done 8", "  Beleef mode in de stad: 2running 12",
	})
	is(t, "items", len(v.Items), 5)
	is(t, "first item", v.Items[0].ID, "item-4")
	is(t, "chapter", v.Items[0].Chapter.URL, "/nl/belevers/#beleven")
	is(t, "audiences", len(v.Items[0].Audience), 2)
	is(t, "when", v.Items[3].When, view.Date{ISO: "2027-05-03", Text: "3 mei 2027"})
	for _, lang := range []string{"en", "fr"} {
		if w := fill(lang); len(w.Findings) != 4 || w.Items[0].Title.Lang != "nl-BE" {
			t.Errorf("%s: %+v", lang, w)
		}
	}
}

// What a hostile file holds costs no more than it is long.
func TestPlanningMany(t *testing.T) {
	var text strings.Builder
	for range 2000 {
		text.WriteString(item("momu", "beleven", "2027-04-05", "2027-04-30", "planned", `"belevers"`))
	}
	_, fill := planning(t, text.String()+item("stad-antwerpen", "beleven", "2027-04-05", "2027-04-30", "planned", `"belevers"`))
	v := fill("en")
	is(t, "rows", len(v.Rows), 2001)
	is(t, "collisions", len(v.Findings), 1+1+1+1)
}
