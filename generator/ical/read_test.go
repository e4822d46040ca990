package ical

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func home(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// describe writes what was read, one field a line, so that golden files can be read by people.
func describe(events []Imported, problems []Problem) string {
	var b strings.Builder
	when := func(name string, all ...When) {
		for _, w := range all {
			if !w.IsZero() {
				fmt.Fprintf(&b, "  %s %v %s\n", name, w.At, w.Zone)
			}
		}
	}
	for _, e := range events {
		fmt.Fprintf(&b, "%s (line %d)\n", e.UID, e.Line)
		when("start", e.Start)
		when("end", e.End)
		when("recurrence", e.Recurrence)
		for _, f := range []struct{ name, value string }{{"rule", e.RRule}, {"status", string(e.Status)},
			{"summary", e.Summary}, {"description", e.Description}, {"location", e.Location}, {"url", e.URL},
			{"conference", e.Conference}, {"language", e.Language}} {
			if f.value != "" {
				fmt.Fprintf(&b, "  %s %q\n", f.name, f.value)
			}
		}
		when("except", e.ExDates...)
		when("also", e.RDates...)
		if e.Geo != nil {
			fmt.Fprintf(&b, "  geo %v\n", *e.Geo)
		}
		if len(e.Categories) > 0 {
			fmt.Fprintf(&b, "  categories %q\n", e.Categories)
		}
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "line %d: %s: %s: %s", p.Line, p.UID, p.Code, p.Text)
		if p.Dropped {
			b.WriteString(" (left out)")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestReadGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/import/*.ics")
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				events, problems, _ := Read(data, home(t))
				golden := strings.TrimSuffix(file, ".ics") + ".txt"
				if err := os.WriteFile(golden, []byte(describe(events, problems)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for name, data := range map[string][]byte{
				"LF": data, "CRLF": bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")),
				"BOM": append([]byte("\ufeff"), data...),
			} {
				events, problems, err := Read(data, home(t))
				if err != nil {
					t.Fatal(name, err)
				}
				got := describe(events, problems)
				golden := strings.TrimSuffix(file, ".ics") + ".txt"
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
				}
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	good, err := os.ReadFile("testdata/import/google.ics")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrNoCalendar},
		{"a page", []byte("<!DOCTYPE html><title>404</title>"), ErrNoCalendar},
		{"cut off", good[:len(good)/2], ErrTruncated},
		{"too large", bytes.Repeat([]byte("a"), 5<<20+1), ErrTooLarge},
		{"no events", []byte("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"), ErrNoEvents},
		{"UTF-16", []byte("\xff\xfeB\x00E\x00"), ErrNotUTF8},
		{"only what is left out", []byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR\n"), ErrNoEvents},
	} {
		t.Run(row.name, func(t *testing.T) {
			events, _, err := Read(row.data, home(t))
			if !errors.Is(err, row.want) || len(events) > 0 {
				t.Errorf("got %d events, %v; want %v", len(events), err, row.want)
			}
		})
	}
}

// What is too much in a file is left out and named; what stands beside it is read.
func TestReadLimits(t *testing.T) {
	event := func(n int, line string) string {
		return fmt.Sprintf("BEGIN:VEVENT\nUID:%d\nDTSTART:20270401T190000\nSUMMARY:Naaien\n%s\nEND:VEVENT\n", n, line)
	}
	var zones strings.Builder
	for i := range mostZones + 50 {
		fmt.Fprintf(&zones, "BEGIN:VEVENT\nUID:z%d\nDTSTART;TZID=Zone %d:20270401T190000\nSUMMARY:Naaien\nEND:VEVENT\n", i, i)
	}
	for name, c := range map[string]struct {
		events, problem string
		n               int
	}{
		"a long line":         {event(1, "DESCRIPTION:"+strings.Repeat("a", maxLine+1)), "too long", 1},
		"a long line, folded": {event(1, "DESCRIPTION:"+strings.Repeat("a\n ", maxLine+1)), "too long", 1},
		"many zones":          {zones.String(), "too many time zones", mostZones + 50},
	} {
		events, problems, err := Read([]byte("BEGIN:VCALENDAR\nVERSION:2.0\n"+c.events+"END:VCALENDAR\n"), home(t))
		if err != nil || len(events) != c.n || !slices.ContainsFunc(problems, func(p Problem) bool { return strings.Contains(p.Text, c.problem) }) {
			t.Errorf("%s: %d events, %d problems, %v", name, len(events), len(problems), err)
		}
	}
}

// What Read gives can be rendered as it is, whatever was in the file.
func TestReadRenders(t *testing.T) {
	files, _ := filepath.Glob("testdata/*/*.ics")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		events, _, _ := Read(data, home(t))
		for _, e := range events {
			if _, err := Render(asEvent(e)); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

// asEvent makes an event of what was read, without its rule, which may be none of ours.
func asEvent(e Imported) Event {
	out := Event{UID: e.UID, Stamp: stampTime, Start: e.Start, Summary: e.Summary, Description: e.Description,
		Location: e.Location, Geo: e.Geo, URL: e.URL, Categories: e.Categories, Status: e.Status, Conference: e.Conference}
	if e.End.Zone == e.Start.Zone && e.End.At.After(e.Start.At) {
		out.End = e.End
	}
	return out
}

// Our own feeds come back as they were written.
func TestReadBack(t *testing.T) {
	for name, events := range map[string][]Event{"kinds": kinds(), "series": series(), "texts": texts(), "folds": folds(), "zones": zones()} {
		data := corpus(t)[name]
		got, problems, err := Read(data, home(t))
		if err != nil || len(got) != len(events) {
			t.Fatalf("%s: %d of %d events, %v", name, len(got), len(events), err)
		}
		for _, p := range problems {
			if p.Code != "not-taken" { // images
				t.Errorf("%s: %+v", name, p)
			}
		}
		for i, e := range events {
			g := got[i]
			if g.Summary != cleanText(e.Summary, false) || name != "texts" && g.Location != cleanText(e.Location, false) ||
				g.Start != e.Start || g.Recurrence != e.Recurrence ||
				!(g.End == e.End || e.End.IsZero()) || fmt.Sprint(g.ExDates) != fmt.Sprint(e.ExDates) {
				t.Errorf("%s: got %+v\nwant %+v", name, g, e)
			}
			if g.Description != cleanText(e.Description, true) && name != "texts" {
				t.Errorf("%s: got %q\nwant %q", name, g.Description, e.Description)
			}
		}
	}
}

func TestPlainHTML(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"a < b & c > d <3", "a < b & c > d <3"},
		{"AT&T ?a=1&copy=2", "AT&T ?a=1&copy=2"},
		{"Fish &amp; chips &#8211; &eacute;&nbsp;!", "Fish & chips – é !"},
		{"<p>a</p><p>b</p>", "a\n\nb"},
		{"a<br/>b<BR>c", "a\nb\nc"},
		{"<ul><li>a</li><li>b</li></ul>", "- a\n- b"},
		{`<a href="https://x.example/">here</a>`, "here (https://x.example/)"},
		{`<a href="https://x.example/">https://x.example/</a>`, "https://x.example/"},
		{`<a href="javascript:alert(1)">x</a>`, "x"},
		{"<script>x</script>a<style>b</style><!-- c -->d", "ad"},
		{"<script>never closed", ""},
		{"<https://x.example/> and <mail@x.example>", "<https://x.example/> and <mail@x.example>"},
		{"&lt;script&gt;", "<script>"},
	} {
		if got := plainHTML(row.in); got != row.want {
			t.Errorf("plainHTML(%q) = %q, want %q", row.in, got, row.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.ics")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		events, _, _ := Read(data, home(t))
		for _, e := range events {
			if e.Start.At.Year < 1 || e.Start.At.Year > 9999 {
				continue
			}
			c, err := Render(asEvent(e))
			if err != nil {
				continue
			}
			wellFormed(t, c.Bytes)
		}
	})
}
