package ical

import (
	"fmt"
	"slices"
	"sort"
	"time"

	"modestad/generator/civil"
)

// An observance is a STANDARD or DAYLIGHT component, as it stands in a file.
type observance struct {
	onset    stamp
	from, to int
	rrule    string
	dates    []stamp // RDATE
}

// A turn is a moment at which the clocks change, by a VTIMEZONE.
type turn struct {
	at       time.Time
	from, to int
}

// turns gives the moments at which the observances change the clocks, in order: where they do so by a rule,
// those from the year before first to the year last. steps is what it may spend on looking at days, and is counted down.
func turns(all []observance, first, last int, steps *int) ([]turn, error) {
	var out []turn
	for _, o := range all {
		add := func(wall civil.DateTime) {
			at := stamp{DateTime: wall, form: utcForm}.instant(nil).Add(time.Duration(-o.from) * time.Second)
			out = append(out, turn{at, o.from, o.to})
		}
		add(o.onset.DateTime)
		for _, d := range o.dates {
			add(d.DateTime)
		}
		if o.rrule == "" {
			continue
		}
		r, err := parseRule(o.rrule)
		if err != nil {
			return nil, err
		}
		if r.other || r.freq != "YEARLY" || len(r.byMonth) != 1 {
			return nil, fmt.Errorf("a time zone's rule that is not yearly in one month: %s", o.rrule)
		}
		count := 1
		year := max(o.onset.Year, first-1)
		if r.count > 0 {
			year = o.onset.Year
		}
		for ; year <= last; year++ {
			for d := (civil.Date{Year: year, Month: time.Month(r.byMonth[0]), Day: 1}); int(d.Month) == r.byMonth[0]; d = d.AddDays(1) {
				if *steps--; *steps < 0 {
					return nil, fmt.Errorf("too much to look at")
				}
				if d.After(o.onset.Date) && r.on(o.onset.Date, d) {
					wall := d.At(o.onset.Clock)
					count++
					if r.count > 0 && count > r.count || r.until.form != noForm && wall.Date.After(r.until.Date) {
						continue
					}
					add(wall)
				}
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].at.Before(out[j].at) })
	return out, nil
}

// offsetAt gives the offset in force at t; before the first turn, what that one changes from.
func offsetAt(all []turn, t time.Time) int {
	i, found := slices.BinarySearchFunc(all, t, func(a turn, t time.Time) int { return a.at.Compare(t) })
	if found {
		for i+1 < len(all) && all[i+1].at.Equal(t) {
			i++
		}
		return all[i].to
	}
	if i == 0 {
		return all[0].from
	}
	return all[i-1].to
}

// agree says where the turns and the tz database differ in the years first to last: it compares both before
// and at each change that either of them knows.
func agree(all []turn, loc *time.Location, first, last int) error {
	begin, _ := civil.Date{Year: first, Month: 1, Day: 1}.At(civil.Clock{}).In(loc)
	end, _ := civil.Date{Year: last + 1, Month: 1, Day: 1}.At(civil.Clock{}).In(loc)
	if len(all) == 0 || all[0].at.After(begin) {
		return fmt.Errorf("the time zone does not say what holds at the start of %d", first)
	}
	moments := []time.Time{begin, end.Add(-time.Second)}
	for t, ok := nextBound(begin); ok && t.Before(end); t, ok = nextBound(t) {
		moments = append(moments, t.Add(-time.Second), t)
	}
	for _, c := range all {
		if !c.at.Before(begin) && c.at.Before(end) {
			moments = append(moments, c.at.Add(-time.Second), c.at)
		}
	}
	for _, t := range moments {
		if _, want := t.In(loc).Zone(); offsetAt(all, t) != want {
			return fmt.Errorf("the time zone says %s at %s, where %s has %s", formatOffset(offsetAt(all, t)),
				utc(t), loc, formatOffset(want))
		}
	}
	return nil
}
