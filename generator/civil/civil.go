// Package civil holds dates and clock times as people write them, without a time zone, and says what
// they mean in one.
//
// Invariant: nothing here reads the machine's clock or its time zone.
package civil

import (
	"cmp"
	"fmt"
	"time"
)

// A Date is a day of the proleptic Gregorian calendar.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// A Clock is a time of day, to the second.
type Clock struct{ Hour, Minute, Second int }

// A DateTime is a wall-clock reading: what a person's watch shows somewhere.
type DateTime struct {
	Date
	Clock
}

// DateOf gives the date that t shows in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Of gives the wall-clock reading of t in its own location.
func Of(t time.Time) DateTime {
	h, m, s := t.Clock()
	return DateTime{DateOf(t), Clock{h, m, s}}
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero says whether d is the zero Date, which is no day at all.
func (d Date) IsZero() bool { return d == Date{} }

// Valid says whether d is a day that exists: 2027-02-30 is not.
func (d Date) Valid() bool { return DateOf(d.utc()) == d }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays gives the date n days later, or earlier where n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// DaysSince gives the number of days from e to d.
func (d Date) DaysSince(e Date) int { return int(d.utc().Sub(e.utc()) / (24 * time.Hour)) }

// DaysIn gives the number of days of d's month.
func (d Date) DaysIn() int { return Date{d.Year, d.Month + 1, 0}.utc().Day() }

// At gives the wall-clock reading c on the day d.
func (d Date) At(c Clock) DateTime { return DateTime{d, c} }

// Compare orders dates: negative where d is before e.
func (d Date) Compare(e Date) int {
	if c := cmp.Compare(d.Year, e.Year); c != 0 {
		return c
	}
	if c := cmp.Compare(d.Month, e.Month); c != 0 {
		return c
	}
	return cmp.Compare(d.Day, e.Day)
}

// Before says whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After says whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// String gives d as in RFC 3339: 2027-06-10.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// ParseDate reads a date as in RFC 3339.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("no date: %q", s)
	}
	return DateOf(t), nil
}

// Seconds gives the seconds since midnight.
func (c Clock) Seconds() int { return c.Hour*3600 + c.Minute*60 + c.Second }

// String gives c as 20:00, with seconds where there are any.
func (c Clock) String() string {
	if c.Second == 0 {
		return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute)
	}
	return fmt.Sprintf("%02d:%02d:%02d", c.Hour, c.Minute, c.Second)
}

// Compare orders wall-clock readings.
func (t DateTime) Compare(u DateTime) int {
	if c := t.Date.Compare(u.Date); c != 0 {
		return c
	}
	return cmp.Compare(t.Seconds(), u.Seconds())
}

// Before says whether t is an earlier reading than u.
func (t DateTime) Before(u DateTime) bool { return t.Compare(u) < 0 }

// After says whether t is a later reading than u.
func (t DateTime) After(u DateTime) bool { return t.Compare(u) > 0 }

// String gives t as 2027-06-10T20:00:00.
func (t DateTime) String() string {
	return fmt.Sprintf("%sT%02d:%02d:%02d", t.Date, t.Hour, t.Minute, t.Second)
}

// A Fit says how a wall-clock reading fits a time zone.
type Fit int

const (
	Exact   Fit = iota // the reading happens once
	Skipped            // the clocks jump over it, as on the last Sunday of March
	Doubled            // it happens twice, as on the last Sunday of October
)

// In gives the instant at which the clocks of loc show t. A doubled reading is taken as the first of the
// two, and a skipped one with the offset before the jump, so that 02:30 becomes 03:30: both as RFC 5545,
// section 3.3.5, has it.
func (t DateTime) In(loc *time.Location) (time.Time, Fit) {
	wall := time.Date(t.Year, t.Month, t.Day, t.Hour, t.Minute, t.Second, 0, time.UTC)
	// The offsets in force a day before and a day after are the only ones that can matter: no zone
	// changes its clocks twice within two days.
	_, before := wall.Add(-24 * time.Hour).In(loc).Zone()
	_, after := wall.Add(24 * time.Hour).In(loc).Zone()
	first := wall.Add(time.Duration(-before) * time.Second).In(loc)
	if before == after {
		return first, Exact
	}
	second := wall.Add(time.Duration(-after) * time.Second).In(loc)
	fitsFirst, fitsSecond := Of(first) == t, Of(second) == t
	switch {
	case fitsFirst && fitsSecond:
		if second.Before(first) {
			first = second
		}
		return first, Doubled
	case fitsFirst:
		return first, Exact
	case fitsSecond:
		return second, Exact
	}
	return first, Skipped
}

// Neighbours gives the last reading before the jump that skips t and the first one after it.
func (t DateTime) Neighbours(loc *time.Location) (before, after DateTime) {
	instant, fit := t.In(loc)
	if fit != Skipped {
		return t, t
	}
	start, _ := instant.ZoneBounds()
	return Of(start.Add(-time.Second).In(loc)), Of(start.In(loc))
}
