package ical

import (
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"modestad/generator/civil"
)

// A foreignZone is what a TZID of somebody else's stands for.
type foreignZone struct {
	loc       *time.Location // nil: unknown
	table     []turn         // where only the file's own VTIMEZONE knows it
	converted bool           // times are not as written, but turned to the reader's zone
}

// mostZones is how many TZIDs Read looks into in one file.
const mostZones = 200

// zone finds out what a TZID stands for: a name of the tz database, one of Windows, one with a prefix
// (/mozilla.org/20050126_1/Europe/Brussels), one that its VTIMEZONE explains. A zone whose clocks are those of
// home is home.
func (r *reader) zone(l line, tzid string) *foreignZone {
	if z, ok := r.zones[tzid]; ok {
		return z
	}
	z := &foreignZone{loc: r.home}
	if len(r.zones) >= mostZones {
		r.problem(l, "zone", "too many time zones in one file; "+quote(tzid)+" was taken as "+r.home.String(), tzid)
		return z
	}
	r.zones[tzid] = z
	name := strings.Trim(strings.TrimSpace(tzid), `"`)
	table := r.tables[tzid]
	if z.loc = loadZone(name); z.loc == nil {
		z.loc = ics.WindowsTimezoneToIANA(name)
	}
	if z.loc == nil && table != nil && table.uid != "" {
		z.loc = loadZone(table.uid)
	}
	first, last := r.first, r.last
	switch {
	case z.loc != nil:
		if sameClocks(z.loc, r.home, first, last) {
			z.loc = r.home
		}
	case table != nil:
		all, err := turns(table.observances, first, last+1, &r.steps)
		if err != nil || len(all) == 0 {
			break
		}
		z.loc = r.home
		if agree(all, r.home, first, last) != nil {
			z.table, z.converted = all, true
			r.problem(l, "zone", "the time zone "+quote(tzid)+" is the file's own; its times were turned to "+r.home.String(), tzid)
		}
	}
	if z.loc == nil {
		r.problem(l, "zone", "the time zone "+quote(tzid)+" is not known; its times were taken as those of "+r.home.String(), tzid)
		z.loc = r.home
	}
	return z
}

func quote(s string) string { return `"` + cleanText(s[:min(len(s), 60)], false) + `"` }

// loadZone finds a name in the tz database, or the end of one with a prefix.
func loadZone(name string) *time.Location {
	parts := strings.Split(name, "/")
	for i := range parts {
		rest := parts[max(0, len(parts)-3+i):]
		if i > 2 || len(rest) < 2 && len(parts) > 1 {
			break
		}
		try := strings.Join(rest, "/")
		if checkZone(try) != nil {
			continue
		}
		if loc, err := time.LoadLocation(try); err == nil {
			return loc
		}
	}
	return nil
}

// years notes the years that the events of the file begin in, and ten more for what repeats.
func (r *reader) years() {
	var first, last int
	for _, lines := range r.raw {
		for _, l := range lines {
			if v, err := parseStamp(l.value); err == nil && l.name == "DTSTART" && v.Year > 1900 && v.Year < 2200 {
				first, last = widen(first, last, v.Year)
			}
		}
	}
	if first == 0 {
		first, last = alwaysFirst, alwaysLast
	}
	r.first, r.last = first, last+10
}

// sameClocks says whether two zones show the same from the year first to the year last.
func sameClocks(a, b *time.Location, first, last int) bool {
	begin := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC)
	end := time.Date(last+1, 1, 1, 0, 0, 0, 0, time.UTC)
	moments := []time.Time{begin}
	for _, loc := range []*time.Location{a, b} {
		for t, ok := nextBound(begin.In(loc)); ok && t.Before(end); t, ok = nextBound(t) {
			moments = append(moments, t)
		}
	}
	return !slices.ContainsFunc(moments, func(t time.Time) bool {
		_, x := t.In(a).Zone()
		_, y := t.In(b).Zone()
		return x != y
	})
}

// when reads the value v of a property as a time. UTC becomes the clocks of home; a time without a zone is in
// the calendar's, or home.
func (r *reader) when(l line, v stamp) When {
	if v.form == dateForm {
		return Day(v.Date)
	}
	if v.form == utcForm {
		return At(civil.Of(v.instant(nil).In(r.home)), r.home.String())
	}
	tzid := l.param("TZID")
	if tzid == "" {
		tzid = r.calendar
	}
	if tzid == "" {
		return At(v.DateTime, r.home.String())
	}
	z := r.zone(l, tzid)
	if z.table == nil {
		return At(v.DateTime, z.loc.String())
	}
	// The reading is taken with the offset before it, and again with the one in force then.
	wall := stamp{DateTime: v.DateTime, form: utcForm}.instant(nil)
	t := wall.Add(time.Duration(-offsetAt(z.table, wall)) * time.Second)
	t = wall.Add(time.Duration(-offsetAt(z.table, t)) * time.Second)
	return At(civil.Of(t.In(r.home)), r.home.String())
}
