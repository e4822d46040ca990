package ical

import (
	"bytes"
	"math"
	"net/url"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
)

func TestRenderRefuses(t *testing.T) {
	negative := -1
	for _, row := range []struct {
		name, want string
		change     func(*Event)
	}{
		{"no UID", "UID", func(e *Event) { e.UID = "" }},
		{"UID with a line", "UID", func(e *Event) { e.UID = "a\r\nb" }},
		{"no stamp", "DTSTAMP", func(e *Event) { e.Stamp = time.Time{} }},
		{"no start", "no start", func(e *Event) { e.Start = When{} }},
		{"no summary", "summary", func(e *Event) { e.Summary = "\r\n" }},
		{"no such day", "no time", func(e *Event) { e.Start = brussels(2027, 2, 30, 1, 0) }},
		{"no such hour", "no time", func(e *Event) { e.Start = brussels(2027, 2, 3, 25, 0) }},
		{"hours made up of minutes", "no time", func(e *Event) { e.Start.At.Hour, e.Start.At.Minute = 100, -6000 }},
		{"stamp of the year 10000", "DTSTAMP", func(e *Event) { e.Stamp = stampTime.AddDate(8000, 0, 0) }},
		{"end before start", "not after", func(e *Event) { e.End = e.Start }},
		{"day and time", "mixed", func(e *Event) { e.End = day(2027, 6, 11) }},
		{"time without zone", "without zone", func(e *Event) { e.Start.Zone, e.End.Zone = "", "" }},
		{"zone with a line", "time zone", func(e *Event) { e.Start.Zone = "Europe/Brussels\r\nX:" }},
		{"zone with a parameter", "time zone", func(e *Event) { e.Start.Zone = "Europe/Brussels;X=y" }},
		{"rule with a line", "rule", func(e *Event) { e.RRule = "FREQ=DAILY\r\nATTENDEE:mailto:a@b" }},
		{"rule that never is", "rule", func(e *Event) { e.RRule = "FREQ=DAILY;INTERVAL=0" }},
		{"rule without the start", "not in the rule", func(e *Event) { e.RRule = "FREQ=WEEKLY;BYDAY=MO" }},
		{"UNTIL of another kind", "UNTIL", func(e *Event) { e.RRule = "FREQ=DAILY;UNTIL=20270801" }},
		{"exception in another zone", "zone", func(e *Event) { e.ExDates = []When{in("Europe/London", 2027, 6, 10, 20, 0)} }},
		{"changed occurrence with a rule", "rule", func(e *Event) { e.Recurrence, e.RRule = e.Start, "FREQ=DAILY" }},
		{"URL with a line", "address", func(e *Event) { e.URL = "https://x.example/\r\nATTENDEE:mailto:e@e" }},
		{"URL with a space", "address", func(e *Event) { e.URL = "https://x.example/a b" }},
		{"script", "address", func(e *Event) { e.URL = "javascript:alert(1)" }},
		{"data", "address", func(e *Event) { e.Image = "data:text/html,x" }},
		{"no host", "address", func(e *Event) { e.Conference = "https:///x" }},
		{"status", "status", func(e *Event) { e.Status = "CONFIRMED\r\nX:y" }},
		{"e-mail with a line", "e-mail", func(e *Event) { e.Organizer.Email = "a@b\r\nX:y" }},
		{"e-mail with a parameter", "e-mail", func(e *Event) { e.Organizer.Email = "a@b;X=y" }},
		{"no e-mail", "e-mail", func(e *Event) { e.Organizer.Email = "a" }},
		{"colour", "colour", func(e *Event) { e.Color = "red" }},
		{"colour cut off", "colour", func(e *Event) { e.Color = "#" }},
		{"place", "Earth", func(e *Event) { e.Geo = &[2]float64{math.NaN(), 0} }},
		{"sequence", "SEQUENCE", func(e *Event) { e.Sequence = &negative }},
	} {
		t.Run(row.name, func(t *testing.T) {
			c, err := Render(event("a", row.change))
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v and %q; want %q", err, c.Bytes, row.want)
			}
		})
	}
}

func TestFeedRefuses(t *testing.T) {
	one := render(t, []Event{event("a", nil)})
	for name, change := range map[string]func(*Calendar){
		"name":   func(c *Calendar) { c.Name = "" },
		"prodid": func(c *Calendar) { c.ProdID = "\r\n" },
		"zone":   func(c *Calendar) { c.Zone = "a\r\nb" },
		"url":    func(c *Calendar) { c.URL = "https://x/\r\n" },
		"source": func(c *Calendar) { c.Source = "ftp://x/" },
		"colour": func(c *Calendar) { c.Color = "#12345g" },
	} {
		cal := header
		change(&cal)
		if data, err := new(Feeds).Append(nil, cal, one); err == nil {
			t.Errorf("%s: %q", name, data)
		}
	}
}

func TestClean(t *testing.T) {
	for _, row := range []struct{ name, in, line, lines string }{
		{"plain", "abc", "abc", "abc"},
		{"line ends", "a\r\nb\rc\nd\u2028e\u2029f\u0085g\vh\fi", "a b c d e f g h i", "a\nb\nc\nd\ne\nf\ng\nh\ni"},
		{"controls", "a\x00\x07b\x7fc\u009bd", "abcd", "abcd"},
		{"tab and runs", " a\t\tb   c ", "a b c", "a b c"},
		{"no UTF-8", "a\xffb", "a\ufffdb", "a\ufffdb"},
		{"directions stay", "\u202ea\u202c", "\u202ea\u202c", "\u202ea\u202c"},
		{"joiners stay", "👩\u200d🎨", "👩\u200d🎨", "👩\u200d🎨"},
	} {
		if got := cleanText(row.in, false); got != row.line {
			t.Errorf("%s: %q, want %q", row.name, got, row.line)
		}
		if got := cleanText(row.in, true); got != row.lines {
			t.Errorf("%s, lines: %q, want %q", row.name, got, row.lines)
		}
	}
	if got, err := cleanLink("https://café.example/a{b}\"?q=é"); err != nil || got != "https://caf%C3%A9.example/a%7Bb%7D%22?q=%C3%A9" {
		t.Error(got, err)
	}
	if got, err := nearestColour("#B1203F"); err != nil || got != "firebrick" {
		t.Error(got, err)
	}
}

// The library's own parser reads what we write, and finds the texts that went in.
func TestLibraryReads(t *testing.T) {
	for name, events := range map[string][]Event{"kinds": kinds(), "series": series(), "folds": folds(), "texts": texts()} {
		cal, err := ics.ParseCalendar(bytes.NewReader(corpus(t)[name]))
		if err != nil {
			t.Fatal(name, err)
		}
		got := cal.Events()
		if len(got) != len(events) {
			t.Fatalf("%s: %d events, want %d", name, len(got), len(events))
		}
		for i, e := range events {
			if s := got[i].GetProperty(ics.ComponentPropertySummary); s.Value != cleanText(e.Summary, false) {
				t.Errorf("%s: %q, want %q", name, s.Value, cleanText(e.Summary, false))
			}
			if d := got[i].GetProperty(ics.ComponentPropertyDescription); d != nil && d.Value != cleanText(e.Description, true) {
				t.Errorf("%s: %q, want %q", name, d.Value, cleanText(e.Description, true))
			}
		}
	}
}

// The same data give the same bytes, and METHOD is there only where each event has an organizer.
func TestFeed(t *testing.T) {
	a, b := corpus(t), corpus(t)
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs", name)
		}
	}
	mixed := render(t, []Event{event("a", nil), event("b", func(e *Event) { e.Organizer = Organizer{} })})
	data, err := new(Feeds).Append(nil, header, mixed)
	if err != nil || bytes.Contains(data, []byte("METHOD")) || !bytes.Contains(a["kinds"], []byte("METHOD:PUBLISH\r\n")) {
		t.Errorf("METHOD: %v", err)
	}
	for _, c := range mixed {
		if !bytes.Contains(data, c.Bytes) {
			t.Error("a component is not in the feed as it was rendered")
		}
	}
}

// inspect is the last guard: it must see what the cleaning should have stopped.
func TestInspect(t *testing.T) {
	for _, row := range []struct {
		name, in string
		ok       bool
	}{
		{"good", "SUMMARY:a\r\n b\r\n", true},
		{"other name", "SUMMARYX:a\r\n", false},
		{"second line", "SUMMARY:a\r\nATTENDEE:b\r\n", false},
		{"bare line feed", "SUMMARY:a\nb\r\n", false},
		{"bare carriage return", "SUMMARY:a\rb\r\n", false},
		{"control", "SUMMARY:a\x00\r\n", false},
		{"long", "SUMMARY:" + strings.Repeat("a", 70) + "\r\n", false},
		{"cut character", "SUMMARY:\xc3\r\n \xa9\r\n", false},
		{"blank fold", "SUMMARY:a\r\n \r\n", false},
		{"no end", "SUMMARY:a", false},
	} {
		if err := inspect([]byte(row.in), "SUMMARY"); (err == nil) != row.ok {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

// Whatever the texts hold, they start no line, property or parameter.
func FuzzRender(f *testing.F) {
	f.Add(hostile, hostile, "https://x.example/", "FREQ=DAILY", "a@b", "Europe/Brussels")
	f.Add("a", strings.Repeat("é ", 90), "https://x/\r\nX:y", "FREQ=WEEKLY;BYDAY=TH\nX:y", "a@b;c", "UTC")
	f.Add(strings.Repeat(" <", 99), "漢字> ", "mailto:x", "", "", "")
	f.Fuzz(func(t *testing.T, one, two, link, rule, email, zone string) {
		e := event("a", func(e *Event) {
			e.UID, e.Summary, e.Description, e.Location = one, two, one, two
			e.Categories, e.Organizer = []string{one, two}, Organizer{one, email}
			e.RelatedTo, e.URL, e.RRule, e.Color = two, link, rule, one
			e.Start.Zone, e.End.Zone, e.Status = zone, zone, Status(two)
		})
		// What is refused is taken out, so that the rest is tried all the same.
		for _, drop := range []func(){func() {}, func() { e.Color = "" }, func() { e.Status = "" }, func() { e.RRule = "" },
			func() { e.URL = "" }, func() { e.Organizer.Email = "x@y.example" }, func() { e.UID = "a" },
			func() { e.Start.Zone, e.End.Zone = "UTC", "UTC" }, func() { e.Summary = "a" }} {
			drop()
			c, err := Render(e)
			if err != nil {
				continue
			}
			wellFormed(t, c.Bytes)
			return
		}
		t.Fatal("nothing could be rendered")
	})
}

// A text and an address are escaped and folded as the library does it.
func FuzzLine(f *testing.F) {
	f.Add("SUMMARY", hostile)
	f.Add("X-A", strings.Repeat("é <", 40))
	f.Add("URL", "a.example/"+strings.Repeat("mode-", 30))
	f.Add("DESCRIPTION", strings.Repeat("a", 63)+"漢"+strings.Repeat(">b ", 50)+"\\n\n;,")
	f.Fuzz(func(t *testing.T, name, value string) {
		if value = cleanText(value, true); value == "" || cleanText(name, false) != name || len(name) > 40 {
			return
		}
		var want bytes.Buffer
		w := newWriter()
		// A token that the library does not know has the type TEXT.
		p := ics.BaseProperty{IANAToken: "X-" + name, Value: value}
		if err := p.SerializeTo(&want, w.config); err != nil {
			t.Fatal(err)
		}
		if w.text("X-"+name, value, true); w.out.String() != want.String() {
			t.Errorf("text\n%q, the library\n%q", &w.out, &want)
		}
		value, err := cleanLink("https://" + value)
		if err != nil {
			return
		}
		if u, err := url.Parse(value); err != nil || u.Host == "" {
			t.Errorf("%q is no address: %v", value, err)
		}
		want.Reset()
		w.out.Reset()
		p.Value, p.ICalParameters = value, map[string][]string{"VALUE": {"URI"}}
		if err := p.SerializeTo(&want, w.config); err != nil {
			t.Fatal(err)
		}
		if err := w.link("X-"+name, ";VALUE=URI", value); err != nil || w.out.String() != want.String() {
			t.Errorf("address\n%q, the library\n%q (%v)", &w.out, &want, err)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	e := kinds()[0]
	e.Description = strings.Repeat("Een avond lang talent, makers en muziek. ", 12)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Render(e); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFeed(b *testing.B) {
	all := many(b, 10_000)
	var feeds Feeds
	b.ReportAllocs()
	for b.Loop() {
		data, err := feeds.Append(nil, header, all)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(data)))
	}
}

func BenchmarkCheck(b *testing.B) {
	data, err := new(Feeds).Append(nil, header, many(b, 10_000))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Check(data)
	}
}

func many(b *testing.B, n int) []Component {
	e := kinds()[0]
	e.Description = strings.Repeat("Een avond lang talent, makers en muziek. ", 12)
	c, err := Render(e)
	if err != nil {
		b.Fatal(err)
	}
	all := make([]Component, n)
	for i := range all {
		all[i] = c
	}
	return all
}
