package ical

import (
	"fmt"
	"math/bits"
	"strconv"
	"time"
	_ "time/tzdata" // a machine without a tz database writes the same

	"modestad/generator/civil"
)

// A shift is a moment at which a zone's clocks change, or what they are called.
type shift struct {
	onset    civil.DateTime // what the clocks showed, by the offset before
	from, to int            // seconds east of Greenwich
	name     string
	daylight bool
	idle     bool // it changes nothing
}

// timezone gives the VTIMEZONE of an IANA zone, right for every moment from the year first to the year last.
//
// Where the clocks change by one yearly rule, it is a rule from the first year that it held; older shifts,
// and those of zones without such a rule (Morocco follows the moon), are written out one by one.
func timezone(name string, first, last int) ([]byte, error) {
	if err := checkZone(name); err != nil {
		return nil, err
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("no time zone %q", name)
	}
	w := newWriter()
	w.raw("BEGIN:VTIMEZONE")
	w.text("TZID", name, false)
	w.text("X-LIC-LOCATION", name, false)
	regular := regularYears(loc, last)
	for _, s := range singleShifts(loc, first, last, regular.since) {
		w.shift(s, "")
	}
	if regular.since != 0 {
		for i, s := range regular.shifts {
			w.shift(s, regular.rules[i])
		}
	}
	w.raw("END:VTIMEZONE")
	return w.out.Bytes(), w.err
}

func (w *writer) shift(s shift, rrule string) {
	kind := "STANDARD"
	if s.daylight {
		kind = "DAYLIGHT"
	}
	w.raw("BEGIN:" + kind)
	onset := When{At: s.onset}
	w.add("DTSTART", "", string(appendTime(appendDate(nil, onset), onset)))
	w.add("TZOFFSETFROM", "", formatOffset(s.from))
	w.add("TZOFFSETTO", "", formatOffset(s.to))
	w.text("TZNAME", s.name, false)
	if rrule != "" {
		w.add("RRULE", "", rrule)
	}
	w.raw("END:" + kind)
}

func formatOffset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	if seconds%60 == 0 {
		return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	}
	return fmt.Sprintf("%c%02d%02d%02d", sign, seconds/3600, seconds/60%60, seconds%60)
}

// shiftsIn gives the shifts whose onset, by the clocks, lies in the years first to last. Go's bounds that
// change nothing (its rules for the years after the last written shift begin anew each year) are none.
func shiftsIn(loc *time.Location, first, last int) []shift {
	var all []shift
	t := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -2).In(loc)
	for {
		var ok bool
		if t, ok = nextBound(t); !ok {
			return all
		}
		s := shiftAt(t, loc)
		if s.onset.Year > last {
			return all
		}
		if s.onset.Year >= first && !s.idle {
			all = append(all, s)
		}
	}
}

// nextBound gives the end of the zone in force at t, by t's location; false where it has none. By Go's
// reckoning the years that no table covers have 365 days, so that on the last day of a leap year ZoneBounds
// gives an end that is past; there it is asked again a day later.
func nextBound(t time.Time) (time.Time, bool) {
	for {
		_, end := t.ZoneBounds()
		if end.IsZero() || end.After(t) {
			return end, !end.IsZero()
		}
		t = t.AddDate(0, 0, 1)
	}
}

// shiftAt describes the shift at the instant t.
func shiftAt(t time.Time, loc *time.Location) shift {
	before, after := t.Add(-time.Second).In(loc), t.In(loc)
	_, from := before.Zone()
	name, to := after.Zone()
	oldName, _ := before.Zone()
	return shift{
		onset: civil.Of(t.In(time.FixedZone("", from))), from: from, to: to, name: name,
		// Where winter is the exception (Ireland), it is still the summer that is called daylight.
		daylight: (after.IsDST() || before.IsDST()) && to > from,
		idle:     from == to && name == oldName,
	}
}

// A regular is the yearly rules of a zone: none where since is 0.
type regular struct {
	since  int
	shifts []shift // of the year since
	rules  []string
}

// beyond is how many years after the last one in use a rule must go on holding to be taken for one.
const beyond = 3

// regularYears finds the two yearly rules that hold from some year to the year last and beyond.
func regularYears(loc *time.Location, last int) regular {
	var r regular
	var masks []uint
	for year := last + beyond; year >= 1970; year-- {
		shifts := shiftsIn(loc, year, year)
		if len(shifts) != 2 {
			break
		}
		if masks == nil {
			masks = []uint{^uint(0), ^uint(0)}
			r.shifts = shifts
		}
		merged := make([]uint, 2)
		for i, s := range shifts {
			if !alike(s, r.shifts[i]) {
				break
			}
			merged[i] = masks[i] & weeksOf(s.onset.Date)
		}
		if merged[0] == 0 || merged[1] == 0 {
			break
		}
		masks, r.shifts, r.since = merged, shifts, year
	}
	if r.since == 0 || r.since > last {
		return regular{}
	}
	for i, s := range r.shifts {
		r.rules = append(r.rules, fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%s%s",
			s.onset.Month, weekName(masks[i]), weekdayNames[s.onset.Weekday()]))
	}
	return r
}

// alike says whether two shifts differ in their day of the month and their year alone.
func alike(a, b shift) bool {
	return a.onset.Month == b.onset.Month && a.onset.Weekday() == b.onset.Weekday() &&
		a.onset.Clock == b.onset.Clock && a.from == b.from && a.to == b.to && a.name == b.name &&
		a.daylight == b.daylight
}

const lastWeek = 1 << 5

// weeksOf gives, as bits, the ways to count d's weekday in its month: 1 to 4 from the front, or the last.
func weeksOf(d civil.Date) uint {
	var mask uint
	if n := (d.Day-1)/7 + 1; n <= 4 {
		mask = 1 << n
	}
	if d.Day+7 > d.DaysIn() {
		mask |= lastWeek
	}
	return mask
}

func weekName(mask uint) string {
	if mask&lastWeek != 0 {
		return "-1"
	}
	return strconv.Itoa(bits.TrailingZeros(mask))
}

// singleShifts gives what the yearly rules, which hold since a year (0: there are none), leave out of the
// years first to last: the shift that is in force as the first begins, and each up to the rules.
func singleShifts(loc *time.Location, first, last, since int) []shift {
	if since != 0 {
		if since < first {
			return nil
		}
		last = since - 1
	} else {
		last++
	}
	newYear, _ := civil.Date{Year: first, Month: 1, Day: 1}.At(civil.Clock{}).In(loc)
	name, offset := newYear.Zone()
	initial := shift{
		onset: civil.Date{Year: min(first, 1970), Month: 1, Day: 1}.At(civil.Clock{}),
		from:  offset, to: offset, name: name,
	}
	if begun, _ := newYear.ZoneBounds(); !begun.IsZero() && begun.Year() >= 1970 {
		initial = shiftAt(begun, loc)
	}
	return append([]shift{initial}, shiftsIn(loc, first, last)...)
}
