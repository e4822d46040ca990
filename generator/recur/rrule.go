package recur

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/diag"
)

var (
	freqs    = []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
	dayCodes = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	parts    = []string{"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"}

	otherFreqs = []string{"SECONDLY", "MINUTELY", "HOURLY"}
	otherParts = []string{"BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
)

// maxRRule is the longest text that ParseRRule reads, in bytes: a rule with every day of the month and every
// weekday of the year fits in it several times.
const maxRRule = 4096

// ParseRRule reads the value of an RRULE (RFC 5545, section 3.3.10), of which it takes DAILY, WEEKLY,
// MONTHLY and YEARLY with the parts that Rule has, in any order and in either case, for a series whose first
// instance is start; an all-day one starts at 00:00. The error is an *Error.
//
// UNTIL may be a date, a local date-time or one in UTC, whatever the start: in the wild it is. What counts is
// the last day on which the series may still happen, in loc.
func ParseRRule(s string, start civil.DateTime, loc *time.Location) (Rule, error) {
	if len(s) > maxRRule {
		return Rule{}, &Error{Part: "RRULE", Index: -1, Offset: maxRRule, Length: len(s) - maxRRule, Reason: Malformed}
	}
	p := reader{rule: Rule{Interval: 1, WeekStart: time.Monday}, start: start, loc: loc, at: map[string]field{}}
	for offset, rest, more := 0, s, true; more; {
		var text string
		text, rest, more = strings.Cut(rest, ";")
		if err := p.part(field{text, offset}); err != nil {
			return Rule{}, err.in(s)
		}
		offset += len(text) + 1
	}
	if err := p.whole(len(s)); err != nil {
		return Rule{}, err.in(s)
	}
	return p.rule.canonical(), nil
}

// in gives e with its value as it stands in s.
func (e *Error) in(s string) *Error {
	e.Value = s[e.Offset : e.Offset+e.Length]
	return e
}

// upper puts ASCII letters in upper case and leaves all else, so that bytes stay where they are.
func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// A field is a stretch of the text, with the byte that it begins at.
type field struct {
	text   string
	offset int
}

func (f field) wrong(part string, why Reason) *Error {
	return &Error{Part: part, Index: -1, Offset: f.offset, Length: len(f.text), Reason: why}
}

func (f field) outside(part string, low, high int) *Error {
	e := f.wrong(part, OutOfRange)
	e.Min, e.Max = low, high
	return e
}

// list cuts the field at its commas.
func (f field) list() []field {
	var out []field
	offset := f.offset
	for _, text := range strings.Split(f.text, ",") {
		out = append(out, field{text, offset})
		offset += len(text) + 1
	}
	return out
}

// A reader gathers the parts of a rule.
type reader struct {
	rule  Rule
	start civil.DateTime
	loc   *time.Location
	at    map[string]field // the values seen, by the name of their part
}

// part reads NAME=VALUE.
func (p *reader) part(f field) *Error {
	name, value, ok := strings.Cut(upper(f.text), "=")
	switch {
	case !ok:
		return f.wrong("RRULE", Malformed)
	case slices.Contains(otherParts, name):
		return f.wrong(name, Unsupported)
	case !slices.Contains(parts, name):
		return field{name, f.offset}.unknown("RRULE", parts)
	}
	if _, seen := p.at[name]; seen {
		return f.wrong(name, Doubled)
	}
	v := field{value, f.offset + len(name) + 1}
	p.at[name] = v
	return p.value(name, v)
}

// value reads the value of the part name.
func (p *reader) value(name string, v field) *Error {
	switch name {
	case "FREQ":
		at := slices.Index(freqs, v.text)
		if slices.Contains(otherFreqs, v.text) {
			return v.wrong(name, Unsupported)
		}
		if at < 0 {
			return v.unknown(name, freqs)
		}
		p.rule.Freq = Freq(at + 1)
	case "INTERVAL":
		return v.number(name, false, 1, maxNumber, func(n int) { p.rule.Interval = n })
	case "COUNT":
		return v.number(name, false, 1, maxNumber, func(n int) { p.rule.Count = n })
	case "UNTIL":
		return p.until(v)
	case "WKST":
		at := slices.Index(dayCodes, v.text)
		if at < 0 {
			return v.unknown(name, dayCodes)
		}
		p.rule.WeekStart = weekdayAt(at)
	case "BYMONTH":
		for _, el := range v.list() {
			err := el.number(name, false, 1, 12, func(n int) { p.rule.ByMonth = append(p.rule.ByMonth, time.Month(n)) })
			if err != nil {
				return err
			}
		}
	case "BYMONTHDAY":
		for _, el := range v.list() {
			err := el.number(name, true, -31, 31, func(n int) { p.rule.ByMonthDay = append(p.rule.ByMonthDay, n) })
			if err != nil {
				return err
			}
		}
	case "BYDAY":
		for _, el := range v.list() {
			if len(el.text) < 2 {
				return el.unknown(name, dayCodes)
			}
			cut := len(el.text) - 2
			at := slices.Index(dayCodes, el.text[cut:])
			if at < 0 {
				return el.unknown(name, dayCodes)
			}
			day := Day{Day: weekdayAt(at)}
			if cut > 0 {
				err := field{el.text[:cut], el.offset}.number(name, true, -53, 53, func(n int) { day.Nth = n })
				if err != nil {
					return err
				}
			}
			p.rule.ByDay = append(p.rule.ByDay, day)
		}
	}
	return nil
}

func (f field) unknown(part string, known []string) *Error {
	e := f.wrong(part, UnknownWord)
	e.Known, e.Nearest = known, diag.Nearest(f.text, known)
	return e
}

// number reads one or more digits, with a sign where signed says so, and a value from low to high but 0.
func (f field) number(part string, signed bool, low, high int, use func(int)) *Error {
	digits := f.text
	if signed && digits != "" && (digits[0] == '+' || digits[0] == '-') {
		digits = digits[1:]
	} else if digits != "" && digits[0] == '-' {
		if _, err := strconv.Atoi(digits); err == nil {
			return f.outside(part, low, high)
		}
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return f.wrong(part, Malformed)
	}
	n, err := strconv.Atoi(f.text)
	if err != nil || n < low || n > high || n == 0 {
		return f.outside(part, low, high)
	}
	use(n)
	return nil
}

// until reads a date or a date-time.
func (p *reader) until(v field) *Error {
	day, clock, timed := strings.Cut(v.text, "T")
	d, err := time.Parse("20060102", day)
	if err != nil {
		return v.wrong("UNTIL", Malformed)
	}
	date := civil.DateOf(d)
	if timed {
		clock, utc := strings.CutSuffix(clock, "Z")
		if minute, leap := strings.CutSuffix(clock, "60"); leap {
			clock = minute + "59" // a leap second
		}
		c, err := time.Parse("150405", clock)
		if err != nil || len(clock) != 6 {
			return v.wrong("UNTIL", Malformed)
		}
		last := date.At(civil.Of(c).Clock)
		if utc {
			date = lastUntil(last, p.start.Clock, p.loc)
		} else if last.Before(date.At(p.start.Clock)) {
			date = date.AddDays(-1)
		}
	}
	if date.Before(p.start.Date) {
		return v.wrong("UNTIL", BeforeStart)
	}
	p.rule.Until = date
	return nil
}

// lastUntil gives the last day whose reading at falls in loc at utc or before.
func lastUntil(utc civil.DateTime, at civil.Clock, loc *time.Location) civil.Date {
	end, _ := utc.In(time.UTC)
	day := civil.DateOf(end.In(loc)).AddDays(1)
	for {
		if t, _ := day.At(at).In(loc); !t.After(end) {
			return day
		}
		day = day.AddDays(-1)
	}
}

// whole looks at how the parts go together, once all are read. length is that of the whole text.
func (p *reader) whole(length int) *Error {
	freq, ok := p.at["FREQ"]
	if !ok {
		return &Error{Part: "FREQ", Index: -1, Length: length, Reason: Missing, Known: freqs}
	}
	if until, ok := p.at["UNTIL"]; ok && p.rule.Count > 0 {
		e := until.wrong("UNTIL", Together)
		e.With = "COUNT"
		return e
	}
	if monthDay, ok := p.at["BYMONTHDAY"]; ok && p.rule.Freq == Weekly {
		e := monthDay.wrong("BYMONTHDAY", Misplaced)
		e.With = "FREQ=" + freq.text
		return e
	}
	days := p.at["BYDAY"]
	for i, day := range p.rule.ByDay {
		if day.Nth == 0 {
			continue
		}
		el := days.list()[i]
		if p.rule.Freq == Daily || p.rule.Freq == Weekly {
			e := el.wrong("BYDAY", Misplaced)
			e.With = "FREQ=" + freq.text
			return e
		}
		// A month has no sixth Monday; a client that takes it shows nothing.
		if (p.rule.Freq == Monthly || len(p.rule.ByMonth) > 0) && (day.Nth < -5 || day.Nth > 5) {
			return el.outside("BYDAY", -5, 5)
		}
	}
	return nil
}

// RRule gives the value of the RRULE for feeds: its parts in one order, without what says nothing. UNTIL is
// a date where the series is all-day. Where it is not, it is the moment in UTC of the instance on its last
// day, or of the one that there would be (RFC 5545 wants UTC for a DTSTART with a zone).
// ParseRRule gives the same rule back.
func (r Rule) RRule(start civil.DateTime, allDay bool, loc *time.Location) string {
	var b strings.Builder
	b.WriteString("FREQ=" + freqs[r.Freq-1])
	if r.Interval > 1 {
		fmt.Fprintf(&b, ";INTERVAL=%d", r.Interval)
	}
	list := func(name string, n int, element func(int) string) {
		for i := range n {
			if i == 0 {
				b.WriteString(";" + name + "=")
			} else {
				b.WriteByte(',')
			}
			b.WriteString(element(i))
		}
	}
	list("BYMONTH", len(r.ByMonth), func(i int) string { return strconv.Itoa(int(r.ByMonth[i])) })
	list("BYMONTHDAY", len(r.ByMonthDay), func(i int) string { return strconv.Itoa(r.ByMonthDay[i]) })
	list("BYDAY", len(r.ByDay), func(i int) string {
		code := dayCodes[fromMonday(r.ByDay[i].Day)]
		if r.ByDay[i].Nth != 0 {
			code = strconv.Itoa(r.ByDay[i].Nth) + code
		}
		return code
	})
	if r.weekStartMatters() && r.WeekStart != time.Monday {
		b.WriteString(";WKST=" + dayCodes[fromMonday(r.WeekStart)])
	}
	if r.Count > 0 {
		fmt.Fprintf(&b, ";COUNT=%d", r.Count)
	}
	if !r.Until.IsZero() {
		b.WriteString(";UNTIL=" + r.until(start, allDay, loc))
	}
	return b.String()
}

func (r Rule) until(start civil.DateTime, allDay bool, loc *time.Location) string {
	if allDay {
		return strings.ReplaceAll(r.Until.String(), "-", "")
	}
	t, _ := r.Until.At(start.Clock).In(loc)
	if t = t.UTC(); t.Year() > 9999 {
		return "99991231T235959Z"
	}
	return t.Format("20060102T150405Z")
}
