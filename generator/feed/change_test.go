package feed

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"modestad/generator/ical"
)

// parts cuts a calendar into its components: those of an event under the name of its id, all else under "".
func parts(data []byte) map[string]string {
	out := map[string]string{}
	rest := string(data)
	for {
		before, after, ok := strings.Cut(rest, "BEGIN:VEVENT\r\n")
		out[""] += before
		if !ok {
			return out
		}
		body, next, _ := strings.Cut(after, "END:VEVENT\r\n")
		_, uid, _ := strings.Cut(strings.ReplaceAll(body, "\r\n ", ""), "UID:")
		id, _, _ := strings.Cut(uid, "@")
		id, _, _ = strings.Cut(id, "--")
		out[id] += body
		rest = next
	}
}

// A change to one event changes its own components and nothing else, in every feed and language.
func TestOnlyItsOwn(t *testing.T) {
	base := map[string]string{own: series["weekly"]}
	was := build(t, example(t, base), stamps{}.of)
	var before Rendered
	for lang, ed := range New(pageOf(was), &before).editions {
		if _, err := ed.list(was.all(), false); err != nil {
			t.Fatal(lang, err)
		}
	}
	changes := map[string]map[string]string{
		own: {
			"title":     strings.Replace(series["weekly"], "Proef", "Toets", 1),
			"time":      strings.Replace(series["weekly"], "start = 2027-03-04T19:00:00", "start = 2027-03-04T18:30:00", 1),
			"cancelled": "status = \"cancelled\"\n" + series["weekly"],
			"place":     strings.Replace(series["weekly"], `venue = "modenatie"`, `venue = "stadsfeestzaal"`, 1),
			"tag":       "tags = [\"rondleiding\"]\n" + series["weekly"],
			"gone":      "",
			"no repeat": "start = 2027-06-10T20:00:00\n" + text,
			"draft":     "draft = true\n" + series["weekly"],
		},
		"content/partners/momu/events/modeweekend.toml": {"moved": "start = 2027-06-18\nend = 2027-06-20\nseries = { id = \"modemoment-2027\", position = 1 }\n" + text},
		"content/partners/momu/events/expo-patronen.toml": {
			"longer": "kind = \"exhibition\"\nstart = 2027-03-20\nend = 2027-10-05\n" + text},
		"content/partners/stad-antwerpen/events/oproep-etalages.toml": {"later": "kind = \"call\"\ndeadline = 2027-05-30T17:00:00\n" + text},
	}
	for _, path := range slices.Sorted(maps.Keys(changes)) {
		id := strings.NewReplacer("content/partners/", "", "/events", "", ".toml", "").Replace(path)
		for _, what := range slices.Sorted(maps.Keys(changes[path])) {
			t.Run(id+" "+what, func(t *testing.T) {
				with := maps.Clone(base)
				with[path] = changes[path][what]
				is := build(t, example(t, with), stamps{path: 9}.of)
				again := New(pageOf(is), &before) // the same, with what is remembered of the changes before
				touched := 0
				for _, f := range is.site.Feeds {
					before := was.site.Feed(f.ID)
					if before == nil {
						continue
					}
					for lang := range is.editions {
						if !bytes.Equal(whole(t)(is.ICS(f, lang)), whole(t)(again.ICS(f, lang))) {
							t.Errorf("%s.%s is another where what was rendered before is remembered", f.ID, lang)
						}
						a, b := parts(whole(t)(was.ICS(before, lang))), parts(whole(t)(is.ICS(f, lang)))
						for _, key := range append(slices.Collect(maps.Keys(a)), slices.Collect(maps.Keys(b))...) {
							if a[key] != b[key] {
								touched++
								if key != id {
									t.Errorf("%s.%s: %q changed too:\n%s", f.ID, lang, key, firstDifference([]byte(b[key]), []byte(a[key])))
								}
							}
						}
					}
				}
				if touched == 0 {
					t.Error("nothing changed")
				}
			})
		}
	}
}

// An event that is edited, cancelled, moved, renamed: what calendars keep of it follows, and nothing vanishes.
func TestLife(t *testing.T) {
	renamed := "content/partners/momu/events/toets.toml"
	now := time.Date(2027, 4, 10, 12, 0, 0, 0, time.UTC)
	var before []byte
	for i, step := range []map[string]string{
		{own: series["weekly"]},
		{own: strings.Replace(series["weekly"], "Proef", "Toets", 1)},
		{own: strings.Replace(series["weekly"], "T19:00:00", "T18:00:00", 1)},
		{own: series["weekly"] + "[en]\ntitle = \"Trial\"\n"},
		{own: "", renamed: "renamed_from = [\"proef\"]\n" + series["weekly"]},
		{own: "", renamed: "renamed_from = [\"proef\"]\nstatus = \"cancelled\"\n" + series["weekly"]},
	} {
		s := build(t, example(t, step), stamps{own: i + 2, renamed: i + 2}.of)
		data := whole(t)(s.ICS(s.site.Feed("all"), "nl"))
		clean(t, fmt.Sprint("step ", i), data)
		for _, f := range ical.History(before, data, now) {
			if before != nil && f.Code != "CHURN" {
				t.Errorf("step %d: %s", i, f)
			}
		}
		before = data
	}
	if !strings.Contains(string(before), "UID:"+uid) || !strings.Contains(string(before), "STATUS:CANCELLED") {
		t.Errorf("%s", before)
	}
}

// Feeds are made by several goroutines at once; each event is rendered once for all of them.
func TestParallel(t *testing.T) {
	s, alone := withSeries(t), withSeries(t)
	var wg sync.WaitGroup
	for lang := range s.editions {
		for _, f := range s.site.Feeds {
			wg.Go(func() {
				got, err := s.ICS(f, lang)
				want, wanted := alone.ICS(alone.site.Feed(f.ID), lang)
				if err != nil || wanted != nil || !slices.EqualFunc(got, want, bytes.Equal) {
					t.Errorf("%s %s: %v", f.ID, lang, err)
				}
				s.Atom(f, lang)
				s.JSON(f, lang)
			})
		}
		wg.Go(func() {
			s.EventsJSON()
			s.EventsCSV()
			s.EventsJSONLD()
			s.EventsICS()
			s.DCAT()
			s.Large()
		})
	}
	wg.Wait()
	e := s.site.Event("momu/weekly")
	one, _ := s.editions["nl"].calendar(e, false)
	two, _ := s.editions["nl"].calendar(e, false)
	if &one[0] != &two[0] {
		t.Error("rendered twice")
	}
}

// many makes a site of n events.
func many(t testing.TB, n int, body string) *Set {
	changes := map[string]string{}
	for i := range n {
		toml := fmt.Sprintf("start = 2027-%02d-%02dT20:00:00\nend = 2027-%02d-%02dT22:00:00\nvenue = \"modenatie\"\naudiences = [\"belevers\"]\ntags = [\"t%d\"]\nprice = { from = 10.0 }\nlanguages = [\"nl\"]\n",
			4+i%9, 1+i%28, 4+i%9, 1+i%28, i%20)
		if i%5 == 0 {
			toml += "[repeat]\nevery = \"week\"\ncount = 8\n"
		}
		for _, l := range []string{"nl", "en", "fr"} {
			toml += fmt.Sprintf("[%s]\ntitle = \"Avond %d over mode\"\nsummary = \"Een avond lang talent, makers en muziek.\"\nbody = \"\"\"\n%s\n\"\"\"\n", l, i, body)
		}
		changes[fmt.Sprintf("content/partners/momu/events/e%05d.toml", i)] = toml
	}
	return build(t, example(t, changes), stamps{}.of)
}

// What did not change is not rendered again.
func TestRendered(t *testing.T) {
	was := build(t, example(t, map[string]string{own: series["weekly"]}), stamps{}.of)
	is := build(t, example(t, map[string]string{own: strings.Replace(series["weekly"], "Proef", "Toets", 1)}), stamps{}.of)
	var before Rendered
	first := all[[]ical.Component](t)(New(pageOf(was), &before).editions["nl"].list(was.all(), false))
	second := all[[]ical.Component](t)(New(pageOf(is), &before).editions["nl"].list(is.all(), false))
	if len(first) != len(second) {
		t.Fatalf("%d components became %d", len(first), len(second))
	}
	for i, c := range second {
		mine := strings.HasPrefix(c.UID, strings.NewReplacer("content/partners/", "", "/events", "", ".toml", "").Replace(own))
		if same := &c.Bytes[0] == &first[i].Bytes[0]; same == mine {
			t.Errorf("%s: the same bytes: %v", c.UID, same)
		}
	}
}

// A feed that is too large for calendar programs is a warning, once, with its size.
func TestLarge(t *testing.T) {
	s := many(t, 300, strings.Repeat("Een lange tekst over mode in de stad. ", 120))
	found := s.Large()
	var ids []any
	for _, f := range found {
		ids = append(ids, f.Args[0])
		if f.Code != "feed-size" || f.Severity != 1 || f.Args[2].(int) < 1024 {
			t.Errorf("%+v", f)
		}
	}
	if !slices.Contains(ids, any("all")) || slices.Contains(ids, any("tag-t1")) || slices.Contains(ids, any("kind-call")) {
		t.Errorf("%v", ids)
	}
	if small := withSeries(t).Large(); len(small) > 0 {
		t.Errorf("%v", small)
	}
}

// The aim is 150 ms on one core for 3,000 events in three languages.
func BenchmarkComponents(b *testing.B) {
	s := many(b, 3000, "Een avond lang talent, makers en muziek, in de stad en daarbuiten. Breng mee wie je wilt.")
	b.ReportAllocs()
	for b.Loop() {
		fresh := New(pageOf(s), nil)
		for _, ed := range fresh.editions {
			if _, err := ed.list(s.all(), false); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// A calendar of 5,000 events in every feed, form and language, from the site as it was resolved.
func BenchmarkFeeds(b *testing.B) {
	s := many(b, 5000, "Een avond lang talent, makers en muziek.")
	b.ReportAllocs()
	for b.Loop() {
		fresh := New(pageOf(s), nil)
		for lang := range fresh.editions {
			for _, f := range fresh.site.Feeds {
				_, ics := fresh.ICS(f, lang)
				_, json := fresh.JSON(f, lang)
				_, atom := fresh.Atom(f, lang)
				if err := errors.Join(ics, json, atom); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.ReportMetric(float64(len(s.site.Feeds)*len(s.editions)), "feeds")
}

func BenchmarkData(b *testing.B) {
	s := many(b, 3000, "Een avond lang talent, makers en muziek.")
	for b.Loop() {
		if _, err := s.EventsJSON(); err != nil {
			b.Fatal(err)
		}
	}
}
