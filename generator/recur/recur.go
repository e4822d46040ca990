// Package recur says on which days a repeated event happens: the rule as editors write it, as RFC 5545
// writes it, and the instances that it stands for.
//
// Invariants: the arithmetic knows days and wall-clock readings only, never a time zone; nothing is endless,
// whatever the rule; a rule that a parser here gives has lists in canonical order, without doubles.
package recur

import (
	"cmp"
	"slices"
	"time"

	"modestad/generator/civil"
)

// A Freq is the period that a rule counts in.
type Freq int

const (
	Daily Freq = iota + 1
	Weekly
	Monthly
	Yearly
)

// A Day is a weekday, or the Nth of its month or year: -1 is the last one, and 0 every one.
type Day struct {
	Nth int
	Day time.Weekday
}

// A Rule is the part of RFC 5545, section 3.3.10, that the content model has. What it leaves out comes from
// the first instance: see Whole. A day of the month that a month does not have is skipped, and so is
// 29 February in a common year.
type Rule struct {
	Freq       Freq
	Interval   int // every so many periods; 0 means 1
	ByMonth    []time.Month
	ByMonthDay []int // from 1, or from -1 for the last day backwards
	ByDay      []Day // in a year, Nth counts within the month where there is a ByMonth
	// WeekStart matters to a weekly rule with an interval alone; the parsers give Monday wherever it does not.
	WeekStart time.Weekday
	Count     int        // so many instances, the first included; 0 where nothing counts them
	Until     civil.Date // the last day on which it may happen; zero where there is none
}

// Whole gives r with what RFC 5545 takes from the first instance written out: the weekday of a weekly rule,
// the day of a monthly one, the day and month of a yearly one.
func (r Rule) Whole(start civil.Date) Rule {
	r.Interval = max(r.Interval, 1)
	days := len(r.ByDay) > 0 || len(r.ByMonthDay) > 0
	switch {
	case r.Freq == Weekly && len(r.ByDay) == 0:
		r.ByDay = []Day{{Day: start.Weekday()}}
	case r.Freq == Monthly && !days:
		r.ByMonthDay = []int{start.Day}
	case r.Freq == Yearly && !days:
		r.ByMonthDay = []int{start.Day}
		if len(r.ByMonth) == 0 {
			r.ByMonth = []time.Month{start.Month}
		}
	}
	return r
}

// Matches says whether start is an instance of the rule that begins with it, as the content model wants.
func (r Rule) Matches(start civil.Date) bool {
	return len(r.Strays(start, []civil.Date{start})) == 0
}

// Never says whether the rule, begun on start, gives no day at all in any year: on 30 February.
func (r Rule) Never(start civil.Date) bool {
	for range r.days(start, start, civil.Date{Year: 9999, Month: time.December, Day: 31}) {
		return false
	}
	return true
}

// Endless says whether neither a count nor a last day ends the rule.
func (r Rule) Endless() bool { return r.Count == 0 && r.Until.IsZero() }

// canonical puts the lists in order, without doubles, and drops a week start that changes nothing.
func (r Rule) canonical() Rule {
	slices.Sort(r.ByMonth)
	r.ByMonth = slices.Compact(r.ByMonth)
	slices.SortFunc(r.ByMonthDay, ordinal)
	r.ByMonthDay = slices.Compact(r.ByMonthDay)
	slices.SortFunc(r.ByDay, func(a, b Day) int {
		return cmp.Or(ordinal(a.Nth, b.Nth), cmp.Compare(fromMonday(a.Day), fromMonday(b.Day)))
	})
	r.ByDay = slices.Compact(r.ByDay)
	if !r.weekStartMatters() {
		r.WeekStart = time.Monday
	}
	return r
}

func (r Rule) weekStartMatters() bool { return r.Freq == Weekly && r.Interval > 1 }

// ordinal orders what counts from the start before what counts from the end.
func ordinal(a, b int) int {
	if a < 0 != (b < 0) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

func fromMonday(d time.Weekday) int { return (int(d) + 6) % 7 }
