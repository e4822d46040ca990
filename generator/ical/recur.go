package ical

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
)

// A rule is a RECUR value (RFC 5545, section 3.3.10).
type rule struct {
	freq            string
	interval, count int // count 0: none
	until           stamp
	byDay           []nthDay
	byMonthDay      []int
	byMonth         []int
	weekStart       time.Weekday
	other           bool // it has parts or a frequency that on cannot answer for
}

// An nthDay is a weekday, of the period's nth week of it, or of each where n is 0.
type nthDay struct {
	n   int
	day time.Weekday
}

var weekdayNames = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

func parseWeekday(s string) (time.Weekday, bool) {
	i := slices.Index(weekdayNames[:], s)
	return time.Weekday(i), i >= 0
}

// parseRule reads a RECUR value, by the letter: names and values in capitals, each part once, numbers within
// their bounds.
func parseRule(s string) (rule, error) {
	r := rule{interval: 1, weekStart: time.Monday}
	if len(s) > 1000 {
		return r, fmt.Errorf("a rule of %d octets", len(s))
	}
	seen := make([]string, 0, 8)
	for part := range strings.SplitSeq(s, ";") {
		name, value, _ := strings.Cut(part, "=")
		if slices.Contains(seen, name) || !r.set(name, value) {
			return r, fmt.Errorf("no recurrence rule: %q", part)
		}
		seen = append(seen, name)
	}
	if r.freq == "" {
		return r, fmt.Errorf("a recurrence rule without FREQ: %q", s)
	}
	if r.count > 0 && r.until.form != noForm {
		return r, fmt.Errorf("a recurrence rule with both COUNT and UNTIL: %q", s)
	}
	for _, d := range r.byDay {
		if d.n != 0 && r.freq != "MONTHLY" && r.freq != "YEARLY" {
			return r, fmt.Errorf("BYDAY counts weeks, but FREQ is %s", r.freq)
		}
	}
	if r.freq == "WEEKLY" && r.byMonthDay != nil {
		return r, fmt.Errorf("BYMONTHDAY with FREQ=WEEKLY: %q", s)
	}
	return r, nil
}

func (r *rule) set(name, value string) bool {
	var ok bool
	switch name {
	case "FREQ":
		switch r.freq = value; value {
		case "DAILY", "WEEKLY", "MONTHLY", "YEARLY":
			return true
		case "SECONDLY", "MINUTELY", "HOURLY":
			r.other = true
			return true
		}
		return false
	case "INTERVAL":
		r.interval, ok = digits(value)
		return ok && r.interval > 0
	case "COUNT":
		r.count, ok = digits(value)
		return ok && r.count > 0
	case "UNTIL":
		var err error
		r.until, err = parseStamp(value)
		return err == nil
	case "WKST":
		r.weekStart, ok = parseWeekday(value)
		return ok
	case "BYDAY":
		for v := range strings.SplitSeq(value, ",") {
			if len(v) < 2 {
				return false
			}
			day, ok := parseWeekday(v[len(v)-2:])
			n := 0
			if v = v[:len(v)-2]; v != "" {
				if n, ok = signed(v, 53); !ok {
					return false
				}
			}
			if !ok {
				return false
			}
			r.byDay = append(r.byDay, nthDay{n, day})
		}
		return true
	case "BYMONTHDAY":
		r.byMonthDay, ok = signedList(value, 31)
		return ok
	case "BYMONTH":
		r.byMonth, ok = signedList(value, 12)
		return ok && slices.Min(r.byMonth) > 0
	case "BYSETPOS", "BYYEARDAY":
		r.other = true
		_, ok = signedList(value, 366)
		return ok
	case "BYWEEKNO":
		r.other = true
		_, ok = signedList(value, 53)
		return ok
	case "BYHOUR", "BYMINUTE", "BYSECOND":
		r.other = true
		for v := range strings.SplitSeq(value, ",") {
			if n, ok := digits(v); !ok || n > 60 {
				return false
			}
		}
		return true
	}
	return false
}

// signed reads a number from 1 to most, or from -most to -1.
func signed(s string, most int) (int, bool) {
	sign := 1
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	n, ok := digits(s)
	return sign * n, ok && n > 0 && n <= most
}

func signedList(s string, most int) ([]int, bool) {
	var list []int
	for v := range strings.SplitSeq(s, ",") {
		n, ok := signed(v, most)
		if !ok {
			return nil, false
		}
		list = append(list, n)
	}
	return list, true
}

// lastYear gives a year that no instance is after, at most fifty years on; ten years on for an open rule.
func (r rule) lastYear(start int) int {
	switch {
	case r.until.form != noForm:
		return min(r.until.Year, start+50)
	case r.count > 0:
		perYear := map[string]int{"YEARLY": 1, "MONTHLY": 12, "WEEKLY": 52, "DAILY": 365}[r.freq]
		if perYear == 0 || r.interval > 1000 || r.count > 100_000 {
			return start + 50
		}
		return start + min(50, r.count*r.interval/perYear+1)
	}
	return start + 10
}

// on says whether the rule, begun on start, has d, whatever its UNTIL and COUNT say (RFC 5545, section
// 3.3.10, the table of what each part limits or expands). It means nothing where r.other is set.
func (r rule) on(start, d civil.Date) bool {
	if d.Before(start) || len(r.byMonth) > 0 && !slices.Contains(r.byMonth, int(d.Month)) {
		return false
	}
	var periods int
	switch r.freq {
	case "DAILY":
		periods = d.DaysSince(start)
	case "WEEKLY":
		periods = r.week(d).DaysSince(r.week(start)) / 7
	case "MONTHLY":
		periods = (d.Year-start.Year)*12 + int(d.Month-start.Month)
	case "YEARLY":
		periods = d.Year - start.Year
	}
	if periods%r.interval != 0 {
		return false
	}
	if r.byMonthDay != nil && !slices.Contains(r.byMonthDay, d.Day) &&
		!slices.Contains(r.byMonthDay, d.Day-d.DaysIn()-1) {
		return false
	}
	if r.byDay != nil {
		return slices.ContainsFunc(r.byDay, func(n nthDay) bool { return r.nth(n, d) })
	}
	switch {
	case r.byMonthDay != nil || r.freq == "DAILY":
		return true
	case r.freq == "WEEKLY":
		return d.Weekday() == start.Weekday()
	case r.freq == "MONTHLY":
		return d.Day == start.Day
	}
	return d.Day == start.Day && (r.byMonth != nil || d.Month == start.Month)
}

// week gives the first day of d's week.
func (r rule) week(d civil.Date) civil.Date {
	return d.AddDays(-(int(d.Weekday()-r.weekStart) + 7) % 7)
}

// nth says whether d is the day n of its month, or of its year where the rule is a yearly one without months.
func (r rule) nth(n nthDay, d civil.Date) bool {
	if d.Weekday() != n.day {
		return false
	}
	at, of := d.Day, d.DaysIn()
	if r.freq == "YEARLY" && r.byMonth == nil {
		january := civil.Date{Year: d.Year, Month: 1, Day: 1}
		at, of = d.DaysSince(january)+1, civil.Date{Year: d.Year + 1, Month: 1, Day: 1}.DaysSince(january)
	}
	return n.n == 0 || n.n == (at-1)/7+1 || n.n == -((of-at)/7+1)
}
