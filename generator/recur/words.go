package recur

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/diag"
)

// Words is a [repeat] table as editors write it.
type Words struct {
	Every    string     // day, week, month or year
	Interval *int64     // nil where there is none
	On       []any      // strings and int64s, as TOML gives them
	Until    civil.Date // zero where there is none
	Count    *int64     // nil where there is none
}

// maxNumber is the largest interval and count: more would be a slip of the pen.
const maxNumber = 99999

var (
	periods  = []string{"day", "week", "month", "year"}
	weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	ordinals = []string{"first", "second", "third", "fourth", "fifth", "last"}
)

// Parse gives the rule that w stands for, for a series that begins on start, or everything that is wrong
// with it; each is an *Error. That start is an instance of the rule is not looked at: see Rule.Matches.
func Parse(w Words, start civil.Date) (Rule, []*Error) {
	var errs []*Error
	wrong := func(e Error) { errs = append(errs, &e) }
	r := Rule{Interval: 1, WeekStart: time.Monday}

	if at := slices.Index(periods, w.Every); at >= 0 {
		r.Freq = Freq(at + 1)
	} else if w.Every == "" {
		wrong(Error{Part: "every", Index: -1, Reason: Missing, Known: periods})
	} else {
		wrong(Error{Part: "every", Index: -1, Value: w.Every, Reason: UnknownWord, Known: periods, Nearest: near(w.Every, periods)})
	}
	number := func(part string, v *int64, into *int) {
		if v == nil {
			return
		}
		if *v < 1 || *v > maxNumber {
			wrong(Error{Part: part, Index: -1, Value: strconv.FormatInt(*v, 10), Reason: OutOfRange, Min: 1, Max: maxNumber})
			return
		}
		*into = int(*v)
	}
	number("interval", w.Interval, &r.Interval)
	number("count", w.Count, &r.Count)
	r.Until = w.Until
	if w.Count != nil && !w.Until.IsZero() {
		wrong(Error{Part: "count", Index: -1, Value: strconv.FormatInt(*w.Count, 10), Reason: Together, With: "until"})
	}
	if !w.Until.IsZero() && w.Until.Before(start) {
		wrong(Error{Part: "until", Index: -1, Value: w.Until.String(), Reason: BeforeStart})
	}
	if len(w.On) > 0 && (r.Freq == Daily || r.Freq == Yearly) {
		wrong(Error{Part: "on", Index: -1, Reason: Misplaced, With: "every = " + strconv.Quote(w.Every)})
	}
	if r.Freq == Weekly || r.Freq == Monthly {
		seen := map[any]bool{}
		for i, el := range w.On {
			if e := r.on(el); e != nil {
				e.Part, e.Index, e.Value = "on", i, text(el)
				wrong(*e)
			} else if seen[el] {
				wrong(Error{Part: "on", Index: i, Value: text(el), Reason: Doubled})
			} else if len(r.ByDay) > 0 && len(r.ByMonthDay) > 0 {
				// In RFC 5545 the two narrow each other; people would mean either.
				wrong(Error{Part: "on", Index: i, Value: text(el), Reason: Together, With: text(w.On[0])})
				return Rule{}, errs
			} else {
				seen[el] = true
			}
		}
	}
	if len(errs) > 0 {
		return Rule{}, errs
	}
	return r.canonical(), nil
}

// on adds one element of `on` to the rule.
func (r *Rule) on(el any) *Error {
	switch el := el.(type) {
	case int64:
		if r.Freq == Weekly {
			return &Error{Reason: UnknownWord, Known: weekdays}
		}
		if el == 0 || el < -31 || el > 31 {
			return &Error{Reason: OutOfRange, Min: -31, Max: 31}
		}
		r.ByMonthDay = append(r.ByMonthDay, int(el))
		return nil
	case string:
		return r.onWord(el)
	}
	return &Error{Reason: Malformed}
}

func (r *Rule) onWord(word string) *Error {
	which, name, two := strings.Cut(word, " ")
	if !two {
		which, name = "", word
	}
	day := slices.Index(weekdays, name)
	if r.Freq == Weekly {
		if two && day >= 0 && slices.Contains(ordinals, which) {
			return &Error{Reason: Misplaced, With: `every = "week"`, Nearest: name}
		}
		if two || day < 0 {
			return &Error{Reason: UnknownWord, Known: weekdays, Nearest: near(word, weekdays)}
		}
		r.ByDay = append(r.ByDay, Day{Day: weekdayAt(day)})
		return nil
	}
	nth := slices.Index(ordinals, which)
	if nth < 0 || day < 0 {
		e := &Error{Reason: UnknownWord, Known: monthly()}
		if n, err := strconv.Atoi(word); err == nil && n != 0 && -31 <= n && n <= 31 {
			e.Nearest = strconv.Itoa(n) // without its quotes
			return e
		}
		if !two {
			which = "first"
		}
		if nth < 0 && two {
			which = near(which, ordinals)
		}
		if day < 0 {
			name = near(name, weekdays)
		}
		if which != "" && name != "" {
			e.Nearest = which + " " + name
		}
		return e
	}
	if nth++; nth == len(ordinals) {
		nth = -1
	}
	r.ByDay = append(r.ByDay, Day{nth, weekdayAt(day)})
	return nil
}

// monthly gives every word that `on` takes in a month, numbers aside.
func monthly() []string {
	var out []string
	for _, o := range ordinals {
		for _, d := range weekdays {
			out = append(out, o+" "+d)
		}
	}
	return out
}

func weekdayAt(fromMonday int) time.Weekday { return time.Weekday((fromMonday + 1) % 7) }

// near gives the right word for one that is almost it, or longer (Thursday), shorter (th) or another form
// (daily) of it.
func near(word string, known []string) string {
	word = strings.ToLower(strings.TrimSpace(word))
	if slices.Contains(known, word) {
		return word
	}
	if len(word) >= 2 {
		found := ""
		for _, k := range known {
			if strings.HasPrefix(word, k[:2]) {
				if found != "" {
					found = ""
					break
				}
				found = k
			}
		}
		if found != "" {
			return found
		}
	}
	return diag.Nearest(word, known)
}

func text(el any) string {
	switch el := el.(type) {
	case int64:
		return strconv.FormatInt(el, 10)
	case string:
		return el
	}
	return ""
}

// Words gives r as editors write it, for a series that begins on start; ok is false where only an RRULE can say it.
// Parse gives the same rule back.
func (r Rule) Words(start civil.Date) (w Words, ok bool) {
	if r.Freq < Daily || r.Freq > Yearly || len(r.ByMonth) > 0 || len(r.ByDay) > 0 && len(r.ByMonthDay) > 0 {
		return Words{}, false
	}
	w = Words{Every: periods[r.Freq-1], Until: r.Until}
	if n := int64(r.Interval); n > 1 {
		w.Interval = &n
	}
	if n := int64(r.Count); n > 0 {
		w.Count = &n
	}
	for _, d := range r.ByMonthDay {
		w.On = append(w.On, int64(d))
	}
	for _, d := range r.ByDay {
		name := weekdays[fromMonday(d.Day)]
		switch {
		case r.Freq == Weekly && d.Nth == 0:
			w.On = append(w.On, name)
		case r.Freq == Monthly && d.Nth == -1:
			w.On = append(w.On, ordinals[len(ordinals)-1]+" "+name)
		case r.Freq == Monthly && d.Nth > 0 && d.Nth < len(ordinals):
			w.On = append(w.On, ordinals[d.Nth-1]+" "+name)
		default:
			return Words{}, false
		}
	}
	same, faults := Parse(w, start)
	if len(faults) > 0 || same.RRule(start.At(civil.Clock{}), true, time.UTC) != r.RRule(start.At(civil.Clock{}), true, time.UTC) {
		return Words{}, false
	}
	return w, true
}
