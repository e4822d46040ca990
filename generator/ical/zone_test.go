package ical

import (
	"os"
	"strings"
	"testing"
	"time"
)

var tryZones = []string{"Europe/Brussels", "Europe/London", "America/New_York", "Europe/Istanbul", "Asia/Kolkata",
	"Africa/Casablanca", "Australia/Lord_Howe", "Europe/Dublin", "America/Santiago", "Asia/Jerusalem", "Africa/Cairo",
	"America/Nuuk", "Asia/Gaza", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu", "Antarctica/Troll", "UTC", "Etc/GMT+5"}

// observed reads a VTIMEZONE of ours with the strict reader.
func observed(t testing.TB, name string, first, last int) []turn {
	t.Helper()
	data, err := timezone(name, first, last)
	if err != nil {
		t.Fatal(err)
	}
	c := checker{open: []*component{{}, {name: "VCALENDAR", props: known["VCALENDAR"], count: map[string]int{}}}}
	for num, s := range unfold(string(data), c.fault) {
		l, code, text := parseLine(num, s)
		if code != "" {
			t.Fatal(text)
		}
		c.line(l)
	}
	if len(c.faults) > 0 || c.zones[name] == nil {
		t.Fatal(c.faults)
	}
	steps := mostSteps
	all, err := turns(c.zones[name].observances, first, last+1, &steps)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every day of the years in use, and every quarter of an hour around each change, our VTIMEZONE and the tz
// database say the same.
func TestTimezoneAgrees(t *testing.T) {
	for _, name := range tryZones {
		for _, years := range [][2]int{{2020, 2037}, {1996, 1996}, {1985, 1999}, {2027, 2027}, {2016, 2050}} {
			loc, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			all := observed(t, name, years[0], years[1])
			if err := agree(all, loc, years[0], years[1]); err != nil {
				t.Errorf("%s %v: %v", name, years, err)
			}
			end := time.Date(years[1], 12, 30, 0, 0, 0, 0, time.UTC)
			for day := time.Date(years[0], 1, 2, 0, 0, 0, 0, time.UTC); day.Before(end); day = day.AddDate(0, 0, 1) {
				step := 24 * time.Hour
				_, a := day.In(loc).Zone()
				if _, b := day.AddDate(0, 0, 1).In(loc).Zone(); a != b {
					step = 15 * time.Minute
				}
				for at := day; at.Before(day.AddDate(0, 0, 1)); at = at.Add(step) {
					if _, want := at.In(loc).Zone(); offsetAt(all, at) != want {
						t.Fatalf("%s at %s: %d, want %d", name, at, offsetAt(all, at), want)
					}
				}
			}
		}
	}
}

// The zone that the feeds are in is the text that clients have been seen to read.
func TestTimezoneText(t *testing.T) {
	const want = `BEGIN:VTIMEZONE
TZID:Europe/Brussels
X-LIC-LOCATION:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
`
	got, err := timezone("Europe/Brussels", alwaysFirst, alwaysLast)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != strings.ReplaceAll(want, "\n", crlf) {
		t.Errorf("got\n%s", got)
	}
}

func TestTimezoneRefuses(t *testing.T) {
	for _, name := range []string{"", "Local", "Nowhere", "../../etc/passwd", "Europe/Brussels\r\nX:", "Romance Standard Time"} {
		if data, err := timezone(name, 2027, 2027); err == nil {
			t.Errorf("%q gave %q", name, data)
		}
	}
}

// Every zone that the machine lists can be written. Skipped where it lists none.
func TestTimezoneAll(t *testing.T) {
	table, err := os.ReadFile("/usr/share/zoneinfo/tzdata.zi")
	if err != nil {
		t.Skip("no list of zones on this machine")
	}
	n := 0
	for l := range strings.Lines(string(table)) {
		f := strings.Fields(l)
		if len(f) < 3 || f[0] != "Z" || f[1] == "Factory" {
			continue
		}
		loc, err := time.LoadLocation(f[1])
		if err != nil {
			continue
		}
		n++
		if err := agree(observed(t, f[1], 2020, 2040), loc, 2020, 2040); err != nil {
			t.Errorf("%s: %v", f[1], err)
		}
	}
	if n < 300 {
		t.Errorf("only %d zones", n)
	}
}
