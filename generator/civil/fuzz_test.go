package civil

import (
	"testing"
	"time"
)

// FuzzParseDate: what is taken for a date is one that exists, and is written as it was read.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2027-03-28", "2028-02-29", "2027-02-29", "0000-01-01", "9999-12-31", "2027-3-1", "2027-03-28 ", "+027-01-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s); err == nil && (!d.Valid() || d.String() != s) {
			t.Fatalf("%q: %s", s, d)
		}
	})
}

// FuzzIn compares the meaning of a clock reading with a search through every second around it.
func FuzzIn(f *testing.F) {
	f.Add(2027, 3, 28, 2, 30, 0)
	f.Add(2027, 10, 31, 2, 30, 1)
	f.Add(2011, 12, 30, 12, 0, 2) // Apia had no such day
	f.Add(1940, 5, 20, 0, 30, 0)
	zones := []*time.Location{}
	for _, name := range []string{"Europe/Brussels", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			f.Fatal(err)
		}
		zones = append(zones, zone)
	}
	f.Fuzz(func(t *testing.T, year, month, day, hour, minute, zone int) {
		at := DateTime{Date{year, time.Month(month), day}, Clock{Hour: hour, Minute: minute}}
		if !at.Valid() || year < 1900 || year > 2200 || hour < 0 || hour > 23 || minute < 0 || minute > 59 {
			t.Skip()
		}
		loc := zones[uint(zone)%uint(len(zones))]
		got, fit := at.In(loc)
		// Every offset that is in force within two days of the reading is tried.
		var fits []time.Time
		offsets := map[int]bool{}
		wall := time.Date(year, at.Month, day, hour, minute, 0, 0, time.UTC)
		for h := -48; h <= 48; h++ {
			_, off := wall.Add(time.Duration(h) * time.Hour).In(loc).Zone()
			if offsets[off] {
				continue
			}
			offsets[off] = true
			if u := wall.Add(-time.Duration(off) * time.Second).In(loc); Of(u) == at {
				fits = append(fits, u)
			}
		}
		switch {
		case len(fits) == 0 && fit != Skipped, len(fits) == 1 && (fit != Exact || !got.Equal(fits[0])), len(fits) > 1 && fit != Doubled:
			t.Fatalf("%s in %s: %s, fit %d; it fits %v", at, loc, got, fit, fits)
		}
		for _, u := range fits {
			if u.Before(got) {
				t.Fatalf("%s in %s: %s, and %s is earlier", at, loc, got, u)
			}
		}
	})
}
