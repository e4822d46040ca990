package feed

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"modestad/generator/ical"
	"modestad/generator/site"
)

const (
	own  = "content/partners/momu/events/proef.toml"
	uid  = "momu/proef@modestad.example"
	text = "[nl]\ntitle = \"Proef\"\nsummary = \"Kort.\"\n"
)

// lines gives the unfolded lines of some components, those of each after its UID.
func lines(list []ical.Component) []string {
	var out []string
	for _, c := range list {
		out = append(out, strings.Split(strings.ReplaceAll(string(c.Bytes), "\r\n ", ""), "\r\n")...)
	}
	return out
}

// alone makes the components of one event in a language.
func alone(t testing.TB, toml, lang string, banner bool) (*Set, *site.Event, []ical.Component) {
	t.Helper()
	s := build(t, example(t, map[string]string{own: toml}), stamps{own: 3}.of)
	e := s.site.Event("momu/proef")
	list, err := s.editions[lang].calendar(e, banner)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.site.Feeds {
		clean(t, f.ID, whole(t)(s.ICS(f, lang)))
	}
	return s, e, list
}

func TestComponents(t *testing.T) {
	for _, c := range []struct {
		name, toml, lang string
		banner           bool
		count            int
		want, not        []string
	}{
		{name: "at a time", lang: "nl", count: 1, toml: "start = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\nvenue = \"modenatie\"\n" + text,
			want: []string{"UID:" + uid, "DTSTAMP:20270115T123000Z", "LAST-MODIFIED:20270115T123000Z", "SEQUENCE:3", "DTSTART;TZID=Europe/Brussels:20270610T200000",
				"DTEND;TZID=Europe/Brussels:20270610T230000", "SUMMARY:Proef", "STATUS:CONFIRMED", `LOCATION:ModeNatie\, Nationalestraat 28\, 2000 Antwerpen`,
				"GEO:51.216700;4.399600", "URL:https://modestad.example/nl/kalender/momu/proef/", "CATEGORIES:evenement",
				`ORGANIZER;CN="MoMu, ModeMuseum Antwerpen":mailto:mode@modestad.example`},
			not: []string{"TRANSP", "RRULE", "BEGIN:VALARM", "RDATE", "CONFERENCE"}},
		{name: "without an end", lang: "nl", count: 1, toml: "start = 2027-06-10T20:00:00\n" + text,
			want: []string{"DTSTART;TZID=Europe/Brussels:20270610T200000"}, not: []string{"DTEND", "DURATION", "LOCATION"}},
		{name: "over midnight and the year", lang: "nl", count: 1, toml: "start = 2027-12-31T22:00:00\nend = 2028-01-01T04:00:00\n" + text,
			want: []string{"DTSTART;TZID=Europe/Brussels:20271231T220000", "DTEND;TZID=Europe/Brussels:20280101T040000"}},
		{name: "in another zone", lang: "nl", count: 1, toml: "timezone = \"America/New_York\"\nstart = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\n" + text,
			want: []string{"DTSTART;TZID=America/New_York:20270610T200000"}},
		{name: "with an offset", lang: "nl", count: 1, toml: "start = 2027-06-10T18:00:00Z\nend = 2027-06-10T19:00:00Z\n" + text,
			want: []string{"DTSTART;TZID=Europe/Brussels:20270610T200000"}},
		{name: "one day", lang: "nl", count: 1, toml: "start = 2027-06-10\n" + text,
			want: []string{"DTSTART;VALUE=DATE:20270610", "DTEND;VALUE=DATE:20270611", "TRANSP:TRANSPARENT"}},
		{name: "some days", lang: "nl", count: 1, toml: "start = 2027-06-10\nend = 2027-06-12\n" + text,
			want: []string{"DTSTART;VALUE=DATE:20270610", "DTEND;VALUE=DATE:20270613", "TRANSP:TRANSPARENT"}},
		{name: "online", lang: "nl", count: 1, toml: "start = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\nonline = \"https://example.org/live\"\n" + text,
			want: []string{"CONFERENCE;VALUE=URI:https://example.org/live", "LOCATION:https://example.org/live"}, not: []string{"GEO"}},
		{name: "hybrid", lang: "nl", count: 1, toml: "start = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\nvenue = \"modenatie\"\nonline = \"https://example.org/live\"\n" + text,
			want: []string{"CONFERENCE;VALUE=URI:https://example.org/live", `LOCATION:ModeNatie\, Nationalestraat 28\, 2000 Antwerpen`, "GEO:51.216700;4.399600"}},
		{name: "at a place of its own", lang: "nl", count: 1,
			toml: "start = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\nplace = { name = \"Kade\", address = \"Scheldekaai 1, Antwerpen\", geo = [51.22, 4.39] }\n" + text,
			want: []string{`LOCATION:Kade\, Scheldekaai 1\, Antwerpen`, "GEO:51.220000;4.390000"}},
		{name: "cancelled, in French", lang: "fr", count: 1, toml: "status = \"cancelled\"\nstart = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\n" + text + "[fr]\ntitle = \"Essai\"\n",
			want: []string{"UID:" + uid, "STATUS:CANCELLED", "SUMMARY:[Annulé] Essai", "CATEGORIES:événement"}},
		{name: "postponed", lang: "en", count: 1, toml: "status = \"postponed\"\nstart = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\n" + text,
			want: []string{"STATUS:TENTATIVE", "SUMMARY:[Postponed] Proef"}},
		{name: "tentative", lang: "nl", count: 1, toml: "status = \"tentative\"\nstart = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\n" + text,
			want: []string{"STATUS:TENTATIVE", "SUMMARY:[Onder voorbehoud] Proef"}},
		{name: "sold out", lang: "nl", count: 1, toml: "status = \"sold-out\"\nstart = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\n" + text,
			want: []string{"STATUS:CONFIRMED", "SUMMARY:[Uitverkocht] Proef"}},
		{name: "renamed", lang: "nl", count: 1, toml: "renamed_from = [\"stad-antwerpen/eerst\", \"daarna\"]\nstart = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\n" + text,
			want: []string{"UID:stad-antwerpen/eerst@modestad.example", "URL:https://modestad.example/nl/kalender/momu/proef/"}},
		{name: "weekly over both changes of the clock", lang: "nl", count: 1,
			toml: "start = 2027-03-04T19:00:00\nend = 2027-03-04T20:30:00\n[repeat]\nevery = \"week\"\nuntil = 2027-11-04\nexcept = [2027-04-01, 2027-03-11]\n" + text,
			want: []string{"RRULE:FREQ=WEEKLY;UNTIL=20271104T180000Z", "EXDATE;TZID=Europe/Brussels:20270311T190000", "EXDATE;TZID=Europe/Brussels:20270401T190000"},
			not:  []string{"RECURRENCE-ID", "RELATED-TO"}},
		{name: "open-ended", lang: "nl", count: 1, toml: "start = 2027-03-04T19:00:00\nend = 2027-03-04T20:30:00\n[repeat]\nevery = \"month\"\non = [\"first thu\"]\n" + text,
			want: []string{"RRULE:FREQ=MONTHLY;BYDAY=1TH"}, not: []string{"UNTIL", "COUNT"}},
		{name: "changes of all sorts", lang: "nl", count: 5,
			toml: "start = 2027-05-06T19:00:00\nend = 2027-05-06T20:30:00\nvenue = \"modenatie\"\n[repeat]\nevery = \"week\"\n" +
				"[[repeat.change]]\non = 2027-05-13\nstart = 2027-05-14T18:00:00\n" +
				"[[repeat.change]]\non = 2027-05-20\nstatus = \"cancelled\"\nnl.note = \"De gids is ziek.\"\n" +
				"[[repeat.change]]\non = 2027-05-27\nvenue = \"stadsfeestzaal\"\n" +
				"[[repeat.change]]\non = 2039-05-05\nend = 2039-05-05T22:00:00\n" + text,
			want: []string{"RECURRENCE-ID;TZID=Europe/Brussels:20270513T190000", "DTSTART;TZID=Europe/Brussels:20270514T180000", "DTEND;TZID=Europe/Brussels:20270514T193000",
				"RECURRENCE-ID;TZID=Europe/Brussels:20270520T190000", "STATUS:CANCELLED", "SUMMARY:[Geannuleerd] Proef",
				"RECURRENCE-ID;TZID=Europe/Brussels:20270527T190000", `LOCATION:Stadsfeestzaal\, Meir 78\, 2000 Antwerpen`,
				"RECURRENCE-ID;TZID=Europe/Brussels:20390505T190000", "DTEND;TZID=Europe/Brussels:20390505T220000"}},
		{name: "a series that is cancelled, with a change", lang: "nl", count: 2,
			toml: "status = \"cancelled\"\nstart = 2027-05-06T19:00:00\nend = 2027-05-06T20:30:00\n[repeat]\nevery = \"week\"\ncount = 4\n[[repeat.change]]\non = 2027-05-13\nstart = 2027-05-14T18:00:00\nstatus = \"confirmed\"\n" + text,
			want: []string{"STATUS:CANCELLED", "RRULE:FREQ=WEEKLY;COUNT=4"}, not: []string{"STATUS:CONFIRMED"}},
		{name: "days that repeat", lang: "nl", count: 2,
			toml: "start = 2027-05-08\nend = 2027-05-09\n[repeat]\nevery = \"month\"\non = [\"second sat\"]\ncount = 4\nexcept = [2027-06-12]\n[[repeat.change]]\non = 2027-07-10\nstart = 2027-07-17\n" + text,
			want: []string{"RRULE:FREQ=MONTHLY;BYDAY=2SA;COUNT=4", "EXDATE;VALUE=DATE:20270612", "RECURRENCE-ID;VALUE=DATE:20270710", "DTSTART;VALUE=DATE:20270717", "DTEND;VALUE=DATE:20270719"}},
		{name: "further dates of a rule", lang: "nl", count: 4,
			toml: "start = 2027-05-06T19:00:00\nend = 2027-05-06T20:30:00\n[repeat]\nevery = \"week\"\ncount = 2\nalso = [2027-05-07T15:00:00, 2027-05-07T11:00:00, 2027-06-01T19:00:00]\n" +
				"[[repeat.change]]\non = 2027-06-01\nstart = 2027-06-02T20:00:00\n" + text,
			want: []string{"UID:" + uid, "UID:momu/proef--2027-05-07@modestad.example", "UID:momu/proef--2027-05-07-1500@modestad.example", "UID:momu/proef--2027-06-01@modestad.example",
				"DTSTART;TZID=Europe/Brussels:20270507T110000", "DTSTART;TZID=Europe/Brussels:20270602T200000", "DTEND;TZID=Europe/Brussels:20270602T213000", "RELATED-TO:" + uid},
			not: []string{"RDATE", "RECURRENCE-ID"}},
		{name: "several dates without a rule", lang: "nl", count: 3,
			toml: "start = 2027-05-06T19:00:00\nend = 2027-05-06T20:30:00\n[repeat]\nalso = [2027-05-06T21:00:00, 2027-05-08T19:00:00]\n" + text,
			want: []string{"UID:" + uid, "UID:momu/proef--2027-05-06@modestad.example", "UID:momu/proef--2027-05-08@modestad.example"}, not: []string{"RRULE", "RDATE"}},
		{name: "the first date of several is off", lang: "nl", count: 1,
			toml: "start = 2027-05-06T19:00:00\nend = 2027-05-06T20:30:00\n[repeat]\nexcept = [2027-05-06]\nalso = [2027-05-08T19:00:00]\n" + text,
			want: []string{"UID:momu/proef--2027-05-08@modestad.example"}, not: []string{"UID:" + uid, "RELATED-TO"}},
		{name: "an instance that daylight saving skips is changed", lang: "nl", count: 2,
			toml: "start = 2027-03-07T02:30:00\nend = 2027-03-07T02:45:00\n[repeat]\nevery = \"week\"\n[[repeat.change]]\non = 2027-03-28\nstatus = \"sold-out\"\n" + text,
			want: []string{"RECURRENCE-ID;TZID=Europe/Brussels:20270328T023000", "DTSTART;TZID=Europe/Brussels:20270328T033000", "DTEND;TZID=Europe/Brussels:20270328T034500"}},
		{name: "an exhibition", lang: "nl", count: 2, toml: "kind = \"exhibition\"\nstart = 2027-06-01\nend = 2027-09-30\nvenue = \"modenatie\"\n" + text,
			want: []string{"UID:momu/proef--opening@modestad.example", "SUMMARY:Opening: Proef", "DTSTART;VALUE=DATE:20270601", "DTEND;VALUE=DATE:20270602",
				"UID:momu/proef--closing@modestad.example", "SUMMARY:Laatste dag: Proef", "DTSTART;VALUE=DATE:20270930", "DTEND;VALUE=DATE:20271001", "TRANSP:TRANSPARENT"},
			not: []string{"UID:" + uid}},
		{name: "an exhibition as a banner", lang: "nl", banner: true, count: 1, toml: "kind = \"exhibition\"\nstart = 2027-06-01\nend = 2027-09-30\n" + text,
			want: []string{"UID:" + uid, "SUMMARY:Proef", "DTSTART;VALUE=DATE:20270601", "DTEND;VALUE=DATE:20271001", "TRANSP:TRANSPARENT"}},
		{name: "an exhibition of a day", lang: "nl", count: 1, toml: "kind = \"exhibition\"\nstart = 2027-06-01\nend = 2027-06-01\n" + text,
			want: []string{"UID:momu/proef--opening@modestad.example", "SUMMARY:Proef", "DTEND;VALUE=DATE:20270602"}},
		{name: "an exhibition that is cancelled", lang: "en", count: 2, toml: "kind = \"exhibition\"\nstatus = \"cancelled\"\nstart = 2027-06-01\nend = 2027-06-02\n" + text,
			want: []string{"SUMMARY:[Cancelled] Opening: Proef", "SUMMARY:[Cancelled] Last day: Proef", "STATUS:CANCELLED"}, not: []string{"STATUS:CONFIRMED"}},
		{name: "a call", lang: "en", count: 1, toml: "kind = \"call\"\ndeadline = 2027-06-30T17:00:00\n" + text,
			want: []string{"UID:" + uid, "DTSTART;VALUE=DATE:20270630", "DTEND;VALUE=DATE:20270701", "SUMMARY:Deadline: Proef", "TRANSP:TRANSPARENT", "CATEGORIES:call"}, not: []string{"BEGIN:VTODO"}},
		{name: "a call until the end of a day", lang: "nl", count: 1, toml: "kind = \"call\"\ndeadline = 2027-06-30\n" + text, want: []string{"DTSTART;VALUE=DATE:20270630"}},
		{name: "no date yet", lang: "nl", count: 0, toml: "month = \"2027-10\"\n" + text},
		{name: "a product", lang: "nl", count: 0, toml: "kind = \"product\"\n" + text},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, list := alone(t, c.toml, c.lang, c.banner)
			if len(list) != c.count {
				t.Fatalf("%d components, want %d", len(list), c.count)
			}
			got := lines(list)
			for _, w := range c.want {
				if !slices.Contains(got, w) {
					t.Errorf("lacks %s\n%s", w, strings.Join(got, "\n"))
				}
			}
			for _, n := range c.not {
				if slices.ContainsFunc(got, func(l string) bool { return strings.HasPrefix(l, n) }) {
					t.Errorf("has %s\n%s", n, strings.Join(got, "\n"))
				}
			}
		})
	}
}

// The text of an entry holds all that matters, in order, and ends with the address of the page.
func TestDescription(t *testing.T) {
	_, _, list := alone(t, `kind = "call"
opens = 2027-05-01
deadline = 2027-06-30T17:00:00
for = ["designer"]
with = ["stad-antwerpen"]
performers = ["Ada", "Bob"]
tags = ["een", "twee"]
contact = { name = "Balie", email = "balie@example.org" }
[nl]
title = "Proef"
summary = "Kort."
body = """
Lang, met een [link](https://example.org/a) en <partner:momu>.

- een
- twee
"""
`, "nl", false)
	want := strings.Join([]string{"Deadline: woensdag 30 juni 2027 om 17:00", "", "Kort.", "",
		"Lang, met een link (https://example.org/a) en MoMu, ModeMuseum Antwerpen (https://modestad.example/nl/partners/momu/).", "", "- een", "- twee", "",
		"Voor wie: ontwerpers", "Organisator: MoMu, ModeMuseum Antwerpen", "Met Ada en Bob", "Contact: Balie, balie@example.org", "",
		"https://modestad.example/nl/kalender/momu/proef/"}, "\n")
	escaped := "DESCRIPTION:" + strings.NewReplacer("\n", `\n`, ",", `\,`, ";", `\;`).Replace(want)
	if got := lines(list); !slices.Contains(got, escaped) {
		t.Errorf("got %s\nwant %s", strings.Join(got, "\n"), escaped)
	}
}

// Whatever a text holds, it starts no line, property or parameter.
func TestHostile(t *testing.T) {
	s := build(t, example(t, map[string]string{own: "start = 2027-06-10T20:00:00\nend = 2027-06-10T23:00:00\ntags = [\"a\"]\n" + text}), stamps{}.of)
	e := s.site.Event("momu/proef")
	for _, bad := range []string{"a\r\nATTENDEE:mailto:x@example.org", "a\nEND:VEVENT\nBEGIN:VALARM", "a\rb", "a\x00\x07\x1b\x7fb", "\u0085x\u2028y\u2029z", `";X="y`, `\n\N\;\,\\`,
		"a\\", strings.Repeat("é", 200), strings.Repeat("👩‍🎨", 40), "\xff\xfe\x80", "]]></title><script>alert(1)</script>", "=cmd|' /C calc'!A0", "\uFEFFx"} {
		for i := range e.Texts {
			e.Texts[i].Value.Title, e.Texts[i].Value.Summary = "t"+bad, bad
		}
		e.Tags[0].ID, e.Performers, e.Place = bad, []string{bad}, nil
		e.Contact.Name = bad
		fresh := New(pageOf(s), nil)
		f := s.site.Feed("all")
		data := whole(t)(fresh.ICS(f, "nl"))
		clean(t, fmt.Sprintf("%q", bad), data)
		for _, l := range strings.Split(strings.ReplaceAll(string(data), "\r\n ", ""), "\r\n") {
			name, _, _ := strings.Cut(l, ":")
			if strings.HasPrefix(name, "ATTENDEE") || name == "BEGIN" && strings.HasSuffix(l, "VALARM") {
				t.Errorf("%q: %s", bad, l)
			}
		}
		wellFormed(t, must(t)(fresh.Atom(f, "nl")))
		valid(t, must(t)(fresh.JSON(f, "nl")))
		valid(t, must(t)(fresh.EventsJSON()))
		valid(t, must(t)(fresh.EventsJSONLD()))
		table(t, must(t)(fresh.EventsCSV()))
	}
}
