package ical

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"modestad/generator/civil"
)

var update = flag.Bool("update", false, "write the golden files anew")

func date(y int, m time.Month, d int) civil.Date { return civil.Date{Year: y, Month: m, Day: d} }

func day(y int, m time.Month, d int) When { return Day(date(y, m, d)) }

func in(zone string, y int, m time.Month, d, hour, minute int) When {
	return At(date(y, m, d).At(civil.Clock{Hour: hour, Minute: minute}), zone)
}

func brussels(y int, m time.Month, d, hour, minute int) When {
	return in("Europe/Brussels", y, m, d, hour, minute)
}

var (
	stampTime = time.Date(2027, 1, 15, 9, 30, 0, 0, time.UTC)
	organizer = Organizer{Name: `MoMu, "ModeMuseum"; Antwerpen: O'Neill`, Email: "kalender@modestad.example"}
	header    = Calendar{
		ProdID: "-//modestad//calendar//EN", Name: "Modestad: alles; echt, alles",
		Description: "Wat er te doen is.\nElke dag.", URL: "https://modestad.example/nl/feeds/",
		Source: "https://modestad.example/nl/feeds/all.ics", Zone: "Europe/Brussels",
		Refresh: 12 * time.Hour, Color: "#b1203f",
	}
)

// event gives a plain valid event with changes.
func event(id string, change func(*Event)) Event {
	sequence := 3
	e := Event{
		UID: id + "@modestad.example", Stamp: stampTime, Modified: stampTime, Sequence: &sequence,
		Start: brussels(2027, 6, 10, 20, 0), End: brussels(2027, 6, 10, 23, 0), Status: Confirmed,
		Summary: "Modeshow", Organizer: organizer,
	}
	if change != nil {
		change(&e)
	}
	return e
}

func kinds() []Event {
	days := func(from, to When) func(*Event) {
		return func(e *Event) { e.Start, e.End, e.Transparent = from, to, true }
	}
	full := event("momu/show", func(e *Event) {
		e.Description = "Een avond lang.\n\nMet: talent, makers; en \\ muziek.\nhttps://modestad.example/nl/kalender/momu/show/"
		e.Location = "ModeNatie, Nationalestraat 28, 2000 Antwerpen"
		e.Geo = &[2]float64{51.2167, 4.3996}
		e.URL = "https://modestad.example/nl/kalender/momu/show/?a=1,2;b=3"
		e.Categories = []string{"defile", "talent, en meer"}
		e.Color, e.Image = "#123456", "https://modestad.example/a,b;c.png"
		e.Conference = "https://meet.example/x;y,z"
	})
	return []Event{
		full,
		event("momu/night", func(e *Event) { e.Start, e.End = brussels(2027, 12, 31, 22, 0), brussels(2028, 1, 1, 2, 0) }),
		event("momu/open-end", func(e *Event) { e.End = When{} }),
		event("momu/cancelled", func(e *Event) { e.Status, e.Summary = Cancelled, "GEANNULEERD: Modeshow" }),
		event("momu/tentative", func(e *Event) { e.Status, e.Summary = Tentative, "Onder voorbehoud: Modeshow" }),
		event("momu/no-git", func(e *Event) { e.Sequence, e.Modified = nil, time.Time{} }),
		event("momu/weekend", days(day(2027, 6, 12), day(2027, 6, 14))),
		event("momu/expo-opening", days(day(2027, 3, 27), day(2027, 3, 28))),
		event("momu/expo-closing", days(day(2027, 10, 31), day(2027, 11, 1))),
		event("momu/expo", days(day(2027, 3, 27), day(2027, 11, 1))),
		event("stad/call", days(day(2027, 9, 30), day(2027, 10, 1))),
	}
}

// series has a weekly tour over both changes of the clocks, with exceptions and changed occurrences.
func series() []Event {
	weekly := func(change func(*Event)) Event {
		return event("momu/tour", func(e *Event) {
			e.Summary = "Rondleiding"
			e.Start, e.End = brussels(2027, 3, 4, 19, 0), brussels(2027, 3, 4, 20, 30)
			change(e)
		})
	}
	changed := func(original, start, end When, status Status) Event {
		return weekly(func(e *Event) { e.Recurrence, e.Start, e.End, e.Status = original, start, end, status })
	}
	ruled := func(id, rule string, start, end When) Event {
		return event(id, func(e *Event) { e.Start, e.End, e.RRule, e.Transparent = start, end, rule, start.AllDay() })
	}
	return []Event{
		weekly(func(e *Event) {
			e.RRule = "FREQ=WEEKLY;BYDAY=TH;UNTIL=20271209T180000Z"
			e.ExDates = []When{brussels(2027, 5, 6, 19, 0), brussels(2027, 11, 11, 19, 0)}
		}),
		changed(brussels(2027, 3, 25, 19, 0), brussels(2027, 3, 28, 3, 30), brussels(2027, 3, 28, 5, 0), Confirmed),
		changed(brussels(2027, 4, 1, 19, 0), brussels(2027, 4, 1, 18, 0), brussels(2027, 4, 1, 19, 30), Confirmed),
		changed(brussels(2027, 10, 28, 19, 0), brussels(2027, 11, 2, 18, 0), brussels(2027, 11, 2, 19, 30), Confirmed),
		changed(brussels(2027, 11, 4, 19, 0), brussels(2027, 11, 4, 19, 0), brussels(2027, 11, 4, 20, 30), Cancelled),
		event("momu/tour-20270507T190000", func(e *Event) {
			e.RelatedTo = "momu/tour@modestad.example"
			e.Start, e.End = brussels(2027, 5, 7, 19, 0), brussels(2027, 5, 7, 20, 30)
		}),
		ruled("momu/open", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", brussels(2027, 1, 4, 9, 0), brussels(2027, 1, 4, 10, 0)),
		ruled("momu/last-friday", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12", brussels(2027, 1, 29, 17, 0), brussels(2027, 1, 29, 18, 0)),
		ruled("momu/month-end", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=14", brussels(2027, 1, 31, 17, 0), When{}),
		ruled("momu/yearly", "FREQ=YEARLY", day(2027, 6, 1), day(2027, 6, 3)),
		ruled("momu/daily", "FREQ=DAILY;COUNT=5", day(2027, 3, 26), day(2027, 3, 27)),
		ruled("momu/monthly", "FREQ=MONTHLY;BYMONTHDAY=1,15;UNTIL=20271215", day(2027, 1, 1), day(2027, 1, 2)),
	}
}

const hostile = "a\r\nATTENDEE:mailto:x@y\rEND:VEVENT\nBEGIN:VALARM\x00\x07\x1b[0m\x7f\u0085\u2028\u2029;,:\\\"'^n\\n\t\v\f\xff\xc3 \u202eom\u202c"

// texts has every field full of what must not get out.
func texts() []Event {
	return []Event{
		event("x/hostile", func(e *Event) {
			e.Summary, e.Description, e.Location = hostile, hostile, hostile
			e.Categories = []string{hostile, ",;", "\r\n"}
			e.Organizer.Name, e.RelatedTo = hostile, hostile
		}),
		event("x/backslashes", func(e *Event) {
			e.Summary = `\ \\ \n \, \; ,; " ' : \`
			e.Description = "\\n is no break\nbut this is\n\n\nand  these   are    not spaces\n" + strings.Repeat(" ", 200) + "end"
		}),
		event("x/rtl", func(e *Event) {
			e.Summary, e.Description = "أسبوع الموضة في أنتويرب", strings.Repeat("موضة, أنتويرب; ", 30)
		}),
	}
}

// folds moves long texts over the fold, octet by octet.
func folds() []Event {
	var all []Event
	for i := range 76 {
		all = append(all, event(fmt.Sprintf("fold/%02d", i), func(e *Event) {
			e.Summary = strings.Repeat("x", i) + strings.Repeat("é", 40) + "👩‍🎨👨‍👩‍👧‍👦🏳️‍🌈" + strings.Repeat("漢字", 30)
			e.Description = strings.Repeat("y", i) + " " + strings.Repeat("👩🏽‍🎤,;\\\n", 12)
		}))
	}
	return all
}

func zones() []Event {
	var all []Event
	for _, zone := range []string{"Africa/Casablanca", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
		"Europe/Brussels", "Europe/Istanbul", "Europe/London", "America/Santiago"} {
		for _, month := range []time.Month{1, 4, 7, 10} {
			all = append(all, event(fmt.Sprintf("zone/%s-%d", strings.ToLower(zone), month), func(e *Event) {
				e.Start, e.End = in(zone, 2027, month, 20, 20, 0), in(zone, 2027, month, 20, 21, 0)
			}))
		}
	}
	return all
}

// corpus is a feed of each sort, by name.
func corpus(t testing.TB) map[string][]byte {
	unorganized := []Event{event("x/plain", func(e *Event) { e.Organizer = Organizer{} })}
	out := map[string][]byte{}
	var feeds Feeds
	for name, events := range map[string][]Event{"kinds": kinds(), "series": series(), "texts": texts(),
		"folds": folds(), "zones": zones(), "empty": nil, "unorganized": unorganized} {
		data, err := feeds.Append(nil, header, render(t, events))
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = data
	}
	return out
}

func render(t testing.TB, events []Event) []Component {
	t.Helper()
	var all []Component
	for _, e := range events {
		c, err := Render(e)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

func TestGolden(t *testing.T) {
	for name, got := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "golden", name+".ics")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s differs; run with -update and look at the difference", file)
			}
			for _, f := range Check(got) {
				if !f.Warning {
					t.Error(f)
				}
			}
		})
	}
}
