package recur

import (
	"iter"
	"slices"
	"time"

	"modestad/generator/civil"
)

// A Window bounds an expansion: the instances from From on (zero: from the first), up to To, which it
// includes, and no more than Limit of them.
type Window struct {
	From, To civil.Date
	Limit    int
}

// An End says why an expansion stopped.
type End int

const (
	Ended   End = iota // the rule has no more instances
	Horizon            // it may have more after the window
	Full               // it has more within the window, but not within its limit
)

// Expand gives the instances of r within w, in order, at the clock time of start, which is taken to be the
// first of them. Count counts from start, wherever the window begins. A reading that daylight saving skips
// is given as the rule has it: see In.
func (r Rule) Expand(start civil.DateTime, w Window) ([]civil.DateTime, End) {
	out := make([]civil.DateTime, 0, max(0, min(w.Limit, 64)))
	last, end := w.To, Horizon
	if !r.Until.IsZero() && !r.Until.After(w.To) {
		last, end = r.Until, Ended
	}
	from := w.From
	if r.Count > 0 {
		from = start.Date
	}
	n := 0
	for d := range r.days(start.Date, from, last) {
		if r.Count > 0 && n == r.Count {
			return out, Ended
		}
		n++
		if d.Before(w.From) {
			continue
		}
		if len(out) >= w.Limit {
			return out, Full
		}
		out = append(out, d.At(start.Clock))
	}
	if r.Count > 0 && n == r.Count {
		end = Ended
	}
	return out, end
}

// Strays gives those of days that are no instances of r, in their order.
func (r Rule) Strays(start civil.Date, days []civil.Date) []civil.Date {
	var out []civil.Date
	if r.Count == 0 {
		p := r.plan(start)
		for _, d := range days {
			if d.Before(start) || !r.Until.IsZero() && d.After(r.Until) || !d.Valid() || !p.has(number(d)) {
				out = append(out, d)
			}
		}
		return out
	}
	if len(days) == 0 {
		return nil
	}
	wanted := make(map[civil.Date]bool, len(days))
	for _, d := range days {
		wanted[d] = true
	}
	last := slices.MaxFunc(days, civil.Date.Compare)
	if !r.Until.IsZero() && r.Until.Before(last) {
		last = r.Until
	}
	n := 0
	for d := range r.days(start, start, last) {
		if n++; n > r.Count {
			break
		}
		delete(wanted, d)
	}
	for _, d := range days {
		if wanted[d] {
			out = append(out, d)
		}
	}
	return out
}

// An Instance is an occurrence with its place in time.
type Instance struct {
	At   civil.DateTime // as the rule has it: what EXDATE and RECURRENCE-ID name
	Time time.Time      // in the zone asked for
	Fit  civil.Fit      // Skipped: daylight saving skips At, and Time shows the later reading (RFC 5545, 3.3.5)
}

// In places occurrences in a time zone. What is Skipped or Doubled in it is for the caller to warn about.
func In(occurrences []civil.DateTime, loc *time.Location) []Instance {
	out := make([]Instance, len(occurrences))
	for i, at := range occurrences {
		t, fit := at.In(loc)
		out[i] = Instance{at, t, fit}
	}
	return out
}

// lastDay is the last day that a rule can reach: a year has four digits in RFC 5545.
var lastDay = number(civil.Date{Year: 9999, Month: time.December, Day: 31})

// cycle is the length in days of the Gregorian calendar's pattern. What did not happen within it, as
// 30 February, never will.
const cycle = 146097

// days gives the instances from the day from up to last, Count aside.
func (r Rule) days(start, from, last civil.Date) iter.Seq[civil.Date] {
	return func(yield func(civil.Date) bool) {
		if !start.Valid() {
			return
		}
		p := r.plan(start)
		begin, end := p.start, min(number(last), lastDay)
		if from.After(start) {
			begin = number(from)
		}
		empty := 0
		for k := p.periodOf(begin) / p.interval; empty < cycle; k++ {
			first, next := p.period(k * p.interval)
			if first > end {
				return
			}
			n := max(first, begin)
			for w := weekday(n); n < next && n <= end; n, w = n+1, (w+1)%7 {
				if p.never>>w&1 != 0 {
					empty++
					continue
				}
				d, ok := p.fits(n)
				if !ok {
					empty++
					continue
				}
				empty = 0
				if !yield(d) {
					return
				}
			}
		}
	}
}

// A plan is a rule made ready to test days, which are numbers here: 0 is 1 January 1970.
type plan struct {
	freq          Freq
	interval      int
	start         int
	first         civil.Date
	weekStart     time.Weekday
	months        uint16 // bit m for month m
	ahead, behind uint32 // bit d for the dth day of the month, and for the dth from its end
	weekdays      uint8  // bit d for every weekday d on which each day fits
	nth           []Day  // the numbered weekdays
	byMonth       bool   // there is a ByMonth, and so on
	byMonthDay    bool
	never         uint8 // bit d for every weekday d on which nothing can fall
}

func (r Rule) plan(start civil.Date) plan {
	r = r.Whole(start)
	p := plan{
		freq: r.Freq, interval: r.Interval, start: number(start), first: start, weekStart: r.WeekStart,
		byMonth: len(r.ByMonth) > 0, byMonthDay: len(r.ByMonthDay) > 0,
	}
	for _, m := range r.ByMonth {
		p.months |= 1 << m
	}
	for _, d := range r.ByMonthDay {
		if d > 0 {
			p.ahead |= 1 << d
		} else {
			p.behind |= 1 << -d
		}
	}
	for _, d := range r.ByDay {
		if d.Nth == 0 {
			p.weekdays |= 1 << d.Day
		} else {
			p.nth = append(p.nth, d)
		}
	}
	if len(r.ByDay) == 0 {
		p.weekdays = 1<<7 - 1
	}
	p.never = ^p.weekdays
	for _, d := range p.nth {
		p.never &^= 1 << d.Day
	}
	return p
}

// has says whether the day n is an instance, the start and the end of the rule aside.
func (p *plan) has(n int) bool {
	_, ok := p.fits(n)
	return ok && p.periodOf(n)%p.interval == 0
}

// periodOf gives the period that the day n lies in, counted from that of the start; it takes no day before.
func (p *plan) periodOf(n int) int {
	switch p.freq {
	case Weekly:
		return (n - p.week()) / 7
	case Monthly:
		d := dateOf(n)
		return (d.Year-p.first.Year)*12 + int(d.Month-p.first.Month)
	case Yearly:
		return dateOf(n).Year - p.first.Year
	}
	return n - p.start
}

// period gives the first day of the kth period, and the first day after it.
func (p *plan) period(k int) (first, next int) {
	switch p.freq {
	case Weekly:
		first = p.week() + 7*k
		return first, first + 7
	case Monthly:
		m := int(p.first.Month) - 1 + k
		return month(p.first.Year+m/12, m%12+1), month(p.first.Year+(m+1)/12, (m+1)%12+1)
	case Yearly:
		return month(p.first.Year+k, 1), month(p.first.Year+k+1, 1)
	}
	return p.start + k, p.start + k + 1
}

// week gives the first day of the week of the start.
func (p *plan) week() int { return p.start - (weekday(p.start)-int(p.weekStart)+7)%7 }

// fits gives the day n, and says whether it has what the BY parts ask.
func (p *plan) fits(n int) (civil.Date, bool) {
	w := weekday(n)
	if p.never>>w&1 != 0 {
		return civil.Date{}, false // most days of most rules: no need to know their date
	}
	d := dateOf(n)
	if p.byMonth && p.months>>d.Month&1 == 0 {
		return d, false
	}
	if p.byMonthDay && p.ahead>>d.Day&1 == 0 && (p.behind == 0 || p.behind>>(daysIn(d)-d.Day+1)&1 == 0) {
		return d, false
	}
	if p.weekdays>>w&1 != 0 {
		return d, true
	}
	for _, by := range p.nth {
		if int(by.Day) != w {
			continue
		}
		before, after := d.Day-1, daysIn(d)-d.Day
		if p.freq == Yearly && !p.byMonth {
			before, after = n-month(d.Year, 1), month(d.Year+1, 1)-1-n
		}
		if by.Nth == before/7+1 || by.Nth == -(after/7+1) {
			return d, true
		}
	}
	return d, false
}

// weekday gives the weekday of the day n, as time.Weekday numbers them.
func weekday(n int) int { return ((n+4)%7 + 7) % 7 }

// number gives the number of the day d. It and dateOf are the usual arithmetic on years that begin in March.
func number(d civil.Date) int { return month(d.Year, int(d.Month)) + d.Day - 1 }

// month gives the number of the first day of the month m, from 1 to 12.
func month(year, m int) int {
	if m <= 2 {
		year--
	}
	era := year / 400
	if year < 0 {
		era = (year - 399) / 400
	}
	y := year - era*400
	return era*cycle + y*365 + y/4 - y/100 + (153*((m+9)%12)+2)/5 - 719468
}

// dateOf gives the day of the number n.
func dateOf(n int) civil.Date {
	n += 719468
	era := n / cycle
	if n < 0 {
		era = (n - cycle + 1) / cycle
	}
	doe := n - era*cycle
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	m, year := mp+3, yoe+era*400
	if m > 12 {
		m, year = m-12, year+1
	}
	return civil.Date{Year: year, Month: time.Month(m), Day: doy - (153*mp+2)/5 + 1}
}

// daysIn gives the number of days of d's month.
func daysIn(d civil.Date) int {
	switch d.Month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if d.Year%4 == 0 && (d.Year%100 != 0 || d.Year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
