package importer_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/cputime"
	"modestad/generator/diag"
	"modestad/generator/ical"
	"modestad/generator/importer"
	"modestad/generator/source"
)

var update = flag.Bool("update", false, "write the golden files")

const siteTOML = `base_url = "https://modestad.example/"
timezone = "Europe/Brussels"
default_language = "nl"
publisher = "stad"
[languages.nl]
title = "x"
[languages.en]
title = "x"
`

func site(t testing.TB) *config.Config {
	t.Helper()
	c, found := config.Read(&source.File{Path: "site.toml", Data: []byte(siteTOML)})
	if c == nil || found.Failed() {
		t.Fatal(found)
	}
	return c
}

func options(c *config.Config) importer.Options {
	return importer.Options{Partner: "atelier", Zone: c.Zone, Language: "nl", Languages: c.Tags(), Today: civil.Date{Year: 2027, Month: time.March, Day: 1},
		Venues: []importer.Venue{{ID: "modenatie", Names: []string{"ModeNatie"}}}, Comment: "Uit de kalender."}
}

// plan imports a calendar over the files that are there.
func plan(t testing.TB, c *config.Config, calendar string, existing ...*source.File) importer.Result {
	t.Helper()
	events, problems, err := ical.Read([]byte(calendar), c.Zone)
	if err != nil {
		t.Fatal(err)
	}
	r, found := importer.Plan(events, problems, existing, options(c))
	if len(found) > 0 {
		t.Fatal(found)
	}
	return r
}

// faults gives the errors that the content model finds in a file.
func faults(c *config.Config, f *source.File) (out diag.List) {
	for _, x := range content.ReadFile(f, content.Options{Config: c, Today: civil.Date{Year: 2027, Month: time.March, Day: 1}}).Found {
		if x.Severity == diag.Error {
			out.Add(x)
		}
	}
	return out
}

func show(r importer.Result) string {
	kinds := []string{"taken", "updated", "kept", "same", "past", "gone", "left"}
	var b strings.Builder
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "%s %s %q %v %s %q\n", kinds[n.Kind], filepath.Base(n.Path), n.Title, n.Keys, n.What, n.Value)
	}
	for _, f := range r.Files {
		fmt.Fprintf(&b, "\n-- %s --\n%s", f.Path, f.Data)
	}
	return b.String()
}

func TestPrograms(t *testing.T) {
	c := site(t)
	names, err := filepath.Glob("../ical/testdata/import/*.ics")
	if err != nil || len(names) == 0 {
		t.Fatal("no calendars", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			r := plan(t, c, string(data))
			for _, f := range r.Files {
				if found := faults(c, f); len(found) > 0 {
					t.Errorf("%s\n%s", f.Data, found[0].Message("en"))
				}
			}
			got := show(r)
			golden := filepath.Join("testdata", strings.TrimSuffix(filepath.Base(name), ".ics")+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			// The same calendar again changes nothing.
			again := plan(t, c, string(data), r.Files...)
			if len(again.Files) > 0 {
				t.Errorf("a second import writes %s:\n%s", again.Files[0].Path, again.Files[0].Data)
			}
		})
	}
}

const calendar = `BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a@x
DTSTART;TZID=Europe/Brussels:20270401T190000
DTEND;TZID=Europe/Brussels:20270401T203000
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Naaien
LOCATION:Atelier, Straat 1
END:VEVENT
END:VCALENDAR
`

func TestReimport(t *testing.T) {
	c := site(t)
	first := plan(t, c, calendar).Files[0]
	edit := func(old, new string) *source.File {
		s := string(first.Data)
		if strings.Count(s, old) != 1 {
			t.Fatalf("%q stands %d times in\n%s", old, strings.Count(s, old), s)
		}
		return &source.File{Path: first.Path, Data: []byte(strings.Replace(s, old, new, 1))}
	}
	moved := strings.ReplaceAll(strings.ReplaceAll(calendar, "T190000", "T200000"), "T203000", "T213000")
	tests := []struct {
		name, calendar string
		file           *source.File
		note           string
		has, lacks     []string
	}{
		{"moved", moved, first, "updated [when]", []string{"start = 2027-04-01T20:00:00", `every = "week"`, `source_uid = "a@x"`}, []string{"T19"}},
		{"moved, with comments and keys of a person", moved, edit("[repeat]", "# mijn noot\nprice = { free = true }\n\n[en]\ntitle = \"Sewing\"\n\n[repeat]"), "updated [when]",
			[]string{"T20:00:00", "# mijn noot", `title = "Sewing"`}, []string{"T19:00"}},
		{"moved, written otherwise", moved, edit("2027-04-01T19:00:00", "2027-04-01 19:00:00 # om zeven"), "updated [when]", []string{"T20:00:00"}, nil},
		{"moved, by a person as well", moved, edit("T19:00:00", "T18:00:00"), "kept [when]", nil, nil},
		{"a person's title", calendar, edit(`"Naaien"`, `"Leren naaien"`), "", nil, nil},
		{"both have a new title", strings.Replace(calendar, "Naaien", "Breien", 1), edit(`"Naaien"`, `"Leren naaien"`), "kept [nl.title]", nil, nil},
		{"a person took the place away", strings.Replace(calendar, "Straat 1", "Straat 2", 1), edit(`place      = { name = "Atelier", address = "Straat 1" }`, ""), "kept [where]", nil, nil},
		{"a person named the venue", calendar, edit(`place      = { name = "Atelier", address = "Straat 1" }`, `venue = "modenatie"`), "", nil, nil},
		{"cancelled", strings.Replace(calendar, "SUMMARY", "STATUS:CANCELLED\nSUMMARY", 1), first, "updated [status]", []string{`status = "cancelled"`}, nil},
		{"no more repeat", strings.Replace(calendar, "RRULE:FREQ=WEEKLY;COUNT=5\n", "", 1), first, "updated [when]", []string{"T19:00:00"}, []string{"repeat"}},
		{"a description", strings.Replace(calendar, "SUMMARY", "DESCRIPTION:Met naald\\nen draad\nSUMMARY", 1), first, "updated [nl.text]", []string{"body = '''\nMet naald\\\nen draad'''"}, nil},
		{"the comment is gone", moved, edit("# imported:", "# "), "kept [when]", nil, nil},
		{"the file has another name", moved, &source.File{Path: "content/partners/atelier/events/anders.toml", Data: first.Data}, "updated [when]", []string{"T20:00:00"}, nil},
		{"the table of the language is gone", strings.Replace(calendar, "Naaien", "Breien", 1), edit("[nl]\ntitle = \"Naaien\"\n", "[en]\ntitle = \"Sewing\"\n"), "kept [nl.title]", nil, nil},
		{"dotted keys", strings.Replace(calendar, "Naaien", "Breien", 1), edit("[nl]\ntitle = \"Naaien\"\n", "[en]\ntitle = \"Sewing\"\n[nl]\ntitle = 'Naaien'\nsummary = \"Kort\"\n"), "updated [nl.title]", []string{`title = "Breien"`, `summary = "Kort"`}, nil},
		{"Windows", strings.ReplaceAll(moved, "\n", "\r\n"), &source.File{Path: first.Path, Data: []byte(strings.ReplaceAll(string(first.Data), "\n", "\r\n"))}, "updated [when]", []string{"T20:00:00"}, nil},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			r := plan(t, c, x.calendar, x.file)
			var got []string
			for _, n := range r.Notes {
				if n.Kind == importer.Updated {
					got = append(got, fmt.Sprint("updated ", n.Keys))
				}
				if n.Kind == importer.Kept {
					got = append(got, fmt.Sprint("kept ", n.Keys))
				}
			}
			if strings.Join(got, ";") != x.note {
				t.Errorf("%q, not %q\n%s", strings.Join(got, ";"), x.note, show(r))
			}
			if strings.HasPrefix(x.note, "updated") != (len(r.Files) == 1) {
				t.Fatalf("%d files", len(r.Files))
			}
			if len(r.Files) == 0 {
				return
			}
			f := r.Files[0]
			if f.Path != x.file.Path {
				t.Errorf("another file: %s", f.Path)
			}
			if found := faults(c, f); len(found) > 0 {
				t.Errorf("%s", found[0].Message("en"))
			}
			for _, s := range x.has {
				if !strings.Contains(strings.Join(strings.Fields(string(f.Data)), " "), strings.Join(strings.Fields(s), " ")) {
					t.Errorf("no %q in\n%s", s, f.Data)
				}
			}
			for _, s := range x.lacks {
				if strings.Contains(string(f.Data), s) {
					t.Errorf("still %q in\n%s", s, f.Data)
				}
			}
			if again := plan(t, c, x.calendar, f); len(again.Files) > 0 {
				t.Errorf("a second import changes it again:\n%s\n%s", f.Data, again.Files[0].Data)
			}
			if back := plan(t, c, calendar, f); len(back.Files) != 1 {
				t.Errorf("the calendar as it was does not bring it back:\n%s", show(back))
			}
		})
	}
}

func TestGoneAndBroken(t *testing.T) {
	c := site(t)
	first := plan(t, c, calendar).Files[0]
	other := strings.ReplaceAll(strings.ReplaceAll(calendar, "a@x", "b@x"), "RRULE:FREQ=WEEKLY;COUNT=5\n", "")
	r := plan(t, c, other, first)
	if got := show(r); !strings.Contains(got, `gone naaien.toml "Naaien"`) || !strings.Contains(got, "naaien-2027-04-01.toml") {
		t.Errorf("got\n%s", got)
	}
	events, problems, _ := ical.Read([]byte(calendar), c.Zone)
	bad := &source.File{Path: "content/partners/atelier/events/x.toml", Data: []byte("start = \n")}
	if r, found := importer.Plan(events, problems, []*source.File{bad}, options(c)); len(found) == 0 || len(r.Files) > 0 {
		t.Error("a file that is no TOML stops the import")
	}
	late := options(c)
	late.Today = civil.Date{Year: 2028, Month: time.January, Day: 1}
	if r, _ := importer.Plan(events, problems, nil, late); len(r.Files) > 0 || r.Notes[0].Kind != importer.Past {
		t.Errorf("what is over is not taken: %s", show(r))
	}
	late.Past = true
	if r, _ := importer.Plan(events, problems, nil, late); len(r.Files) != 1 {
		t.Error("what is over is taken where that is asked for")
	}
}

func FuzzPlan(f *testing.F) {
	names, _ := filepath.Glob("../ical/testdata/import/*.ics")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(strings.Replace(calendar, "SUMMARY", "DESCRIPTION:# a\\n::: for x\\n<b>*x*_y_ {#id} [a](b) | \\\\ ''' \\n---\\n1. x & &amp; https://a.example/*\nSUMMARY", 1))
	c := site(f)
	f.Fuzz(func(t *testing.T, s string) {
		events, problems, err := ical.Read([]byte(s), c.Zone)
		if err != nil {
			return
		}
		o := options(c)
		o.Past = true
		r, found := importer.Plan(events, problems, nil, o)
		if len(found) > 0 {
			t.Fatal(found)
		}
		for _, x := range r.Files {
			if found := faults(c, x); len(found) > 0 {
				t.Fatalf("%s\n%s: %s", x.Data, found[0].Place, found[0].Message("en"))
			}
			dir := "content/partners/atelier/events/"
			if slug := strings.TrimSuffix(strings.TrimPrefix(x.Path, dir), ".toml"); !config.ValidID(slug) || x.Path != dir+slug+".toml" {
				t.Fatalf("path %q", x.Path)
			}
		}
		again, found := importer.Plan(events, problems, r.Files, o)
		if len(found) > 0 || len(again.Files) > 0 {
			t.Fatalf("not the same again: %v\n%s\n%s", found, again.Files[0].Data, r.Files[0].Data)
		}
	})
}

// One event cannot make a file that a site would refuse: dates, exceptions and words have an end, and what they lack is said.
func TestLimits(t *testing.T) {
	c := site(t)
	var dates, skips strings.Builder
	for i := range 400 {
		fmt.Fprintf(&dates, "RDATE:%sT190000\n", civil.Date{Year: 2027, Month: time.April, Day: 2}.AddDays(i).String())
	}
	for i := range 1500 {
		fmt.Fprintf(&skips, "EXDATE:%sT190000\n", civil.Date{Year: 2027, Month: time.April, Day: 2}.AddDays(i).String())
	}
	event := func(uid, lines string) string {
		return "BEGIN:VEVENT\nUID:" + uid + "\nDTSTART:20270401T190000\nSUMMARY:" + uid + "\n" + lines + "END:VEVENT\n"
	}
	dashless := strings.NewReplacer("-", "").Replace
	r := plan(t, c, "BEGIN:VCALENDAR\n"+event("dates", dashless(dates.String()))+event("skips", "RRULE:FREQ=DAILY\n"+dashless(skips.String()))+
		event("words", "DESCRIPTION:"+strings.Repeat("woord ", 40_000)+"\n")+"END:VCALENDAR\n")
	if len(r.Files) != 3 {
		t.Fatal(show(r))
	}
	for _, f := range r.Files {
		if len(f.Data) > 40<<10 || len(faults(c, f)) > 0 {
			t.Errorf("%s: %d octets, %v", f.Path, len(f.Data), faults(c, f))
		}
	}
}

func TestLarge(t *testing.T) {
	c := site(t)
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\n")
	for i := range 12000 {
		fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:%d\nDTSTART:20270401T190000\nSUMMARY:Naaien\nEND:VEVENT\n", i)
	}
	b.WriteString("BEGIN:VEVENT\nUID:many\nDTSTART:20270401T190000\nRRULE:FREQ=DAILY;COUNT=99999\nSUMMARY:Elke dag\n")
	for range 100000 {
		b.WriteString("EXDATE:22000101T190000\n")
	}
	b.WriteString("END:VEVENT\nEND:VCALENDAR\n")
	var r importer.Result
	if took := cputime.Of(func() { r = plan(t, c, b.String()) }); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if len(r.Files) != 12001 {
		t.Errorf("%d files", len(r.Files))
	}
}
