package ical

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"modestad/generator/civil"
)

// event reads one event, from its BEGIN on; false where it cannot be one of ours.
func (r *reader) event(lines []line) (Imported, bool) {
	e := Imported{Line: lines[0].num}
	first := map[string]line{}
	for _, l := range lines[1:] {
		if _, twice := first[l.name]; !twice {
			first[l.name] = l
		}
	}
	value := func(name string) string { return strings.TrimSpace(first[name].value) }
	e.UID = cleanText(unescape(value("UID")), false)
	r.uid = e.UID
	begin := lines[0]
	switch strings.ToUpper(value("CLASS")) {
	case "PRIVATE", "CONFIDENTIAL":
		r.problem(begin, "private", "a private event")
		return e, false
	}
	if e.UID == "" {
		r.problem(begin, "no-uid", "an event without UID, which cannot be found again")
		return e, false
	}
	e.Summary = cleanText(plainHTML(unescape(value("SUMMARY"))), false)
	if e.Summary == "" {
		r.problem(begin, "no-title", "an event without a title")
		return e, false
	}
	l := first["SUMMARY"]
	e.Language = cleanText(l.param("LANGUAGE"), false)
	if !r.span(&e, first) {
		return e, false
	}
	r.recurrence(&e, lines)
	description := unescape(value("DESCRIPTION"))
	if strings.TrimSpace(description) == "" {
		description = unescape(value("X-ALT-DESC"))
	}
	e.Description = cleanText(plainHTML(cleanText(description, true)), true)
	e.Location = cleanText(strings.ReplaceAll(cleanText(plainHTML(unescape(value("LOCATION"))), true), "\n", ", "), false)
	e.Geo = r.geo(first)
	switch status := Status(strings.ToUpper(value("STATUS"))); status {
	case Confirmed, Tentative, Cancelled:
		e.Status = status
	}
	e.URL = r.address(first["URL"])
	for _, name := range []string{"CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"} {
		if e.Conference == "" {
			e.Conference = r.address(first[name])
		}
	}
	var left []string
	for _, l := range lines[1:] {
		switch l.name {
		case "CATEGORIES":
			for _, c := range splitText(l.value) {
				if c = cleanText(plainHTML(unescape(c)), false); c != "" && !slices.Contains(e.Categories, c) && len(e.Categories) < 50 {
					e.Categories = append(e.Categories, c)
				}
			}
		case "ATTACH", "IMAGE", "CONTACT", "RESOURCES":
			if !slices.Contains(left, l.name) {
				left = append(left, l.name)
			}
		}
	}
	if len(left) > 0 {
		r.problem(begin, "not-taken", "left out: "+strings.Join(left, ", "), strings.Join(left, ", "))
	}
	if n, ok := digits(value("SEQUENCE")); ok {
		e.Sequence = n
	}
	if v, err := parseStamp(value("LAST-MODIFIED")); err == nil && v.form == utcForm {
		e.Modified = v.instant(nil)
	}
	return e, true
}

// span reads when the event begins and ends.
func (r *reader) span(e *Imported, first map[string]line) bool {
	l, ok := first["DTSTART"]
	if !ok {
		r.problem(line{num: e.Line}, "no-start", "an event without a start")
		return false
	}
	start, err := parseStamp(strings.TrimSpace(l.value))
	if err != nil {
		r.problem(l, "time", err.Error(), l.value)
		return false
	}
	e.Start = r.when(l, start)
	if end, ok := first["DTEND"]; ok {
		v, err := parseStamp(strings.TrimSpace(end.value))
		if err != nil {
			r.problem(end, "time", err.Error(), end.value)
		} else {
			e.End = r.when(end, v)
		}
	} else if length, ok := first["DURATION"]; ok {
		d, err := parseDuration(strings.TrimSpace(length.value))
		if err != nil {
			r.problem(length, "time", err.Error(), length.value)
		} else {
			e.End = r.later(e.Start, d)
		}
	}
	r.wholeDays(e, first)
	if e.End.IsZero() && e.Start.AllDay() {
		e.End = Day(e.Start.At.AddDays(1))
	}
	switch {
	case e.End.IsZero():
	case e.End.AllDay() != e.Start.AllDay(), r.instant(e.End).Before(r.instant(e.Start)):
		r.problem(first["DTEND"], "end", "an end that is not after the start; it was left out")
		e.End = When{}
	case e.End.At == e.Start.At && e.End.Zone == e.Start.Zone:
		e.End = When{}
	}
	if e.End.IsZero() && e.Start.AllDay() {
		e.End = Day(e.Start.At.AddDays(1))
	}
	return true
}

// later gives the end of what begins at w and takes d: days by the calendar, hours by the clock.
func (r *reader) later(w When, d duration) When {
	w.At.Date = w.At.AddDays(d.days)
	if d.seconds == 0 || w.AllDay() {
		return w
	}
	return At(civil.Of(r.instant(w).Add(time.Duration(d.seconds)*time.Second).In(r.location(w))), w.Zone)
}

// location gives w's zone; UTC for a day.
func (r *reader) location(w When) *time.Location {
	if w.AllDay() {
		return time.UTC
	}
	loc := r.locations[w.Zone]
	if loc == nil {
		var err error
		if loc, err = time.LoadLocation(w.Zone); err != nil {
			loc = time.UTC
		}
		r.locations[w.Zone] = loc
	}
	return loc
}

func (r *reader) instant(w When) time.Time {
	t, _ := w.At.In(r.location(w))
	return t
}

// wholeDays finds the days that were written as hours: as Outlook does, from midnight to midnight with a mark,
// and as others do, from midnight to a minute before it.
func (r *reader) wholeDays(e *Imported, first map[string]line) {
	if e.Start.AllDay() || e.Start.At.Seconds() != 0 || e.End.IsZero() || e.End.AllDay() {
		return
	}
	marked := strings.EqualFold(first["X-MICROSOFT-CDO-ALLDAYEVENT"].value, "TRUE")
	switch {
	case marked && e.End.At.Seconds() == 0:
		e.Start, e.End = Day(e.Start.At.Date), Day(e.End.At.Date)
	case e.End.At.Hour == 23 && e.End.At.Minute == 59:
		e.Start, e.End = Day(e.Start.At.Date), Day(e.End.At.AddDays(1))
		r.problem(first["DTSTART"], "all-day", "from midnight to a minute before it was taken as whole days")
	}
}

// recurrence reads the rule, its exceptions and the occurrence that the event changes.
func (r *reader) recurrence(e *Imported, lines []line) {
	for _, l := range lines[1:] {
		switch l.name {
		case "RRULE":
			if e.RRule != "" {
				r.problem(l, "rule", "a second rule, which was left out", l.value)
				continue
			}
			r.rule(e, l)
		case "EXDATE", "RDATE":
			for v := range strings.SplitSeq(l.value, ",") {
				v, _, _ = strings.Cut(strings.TrimSpace(v), "/") // a PERIOD begins with its start
				w, ok := r.occurrence(e, l, v)
				switch {
				case !ok:
				case l.name == "EXDATE":
					e.ExDates = append(e.ExDates, w)
				default:
					e.RDates = append(e.RDates, w)
				}
			}
		case "RECURRENCE-ID":
			e.Recurrence, _ = r.occurrence(e, l, strings.TrimSpace(l.value))
			if l.param("RANGE") != "" {
				r.problem(l, "series", "a change of all later occurrences, taken as one of this alone")
			}
		case "EXRULE":
			r.problem(l, "rule", "an EXRULE, which was left out", l.value)
		}
	}
	if e.RRule == "" {
		return
	}
	for _, l := range lines[1:] {
		if l.name == "DTSTART" {
			v, _ := parseStamp(strings.TrimSpace(l.value))
			z := r.zones[l.param("TZID")]
			if v.form == utcForm || z != nil && z.converted {
				r.problem(l, "series", "a series in another zone than ours: its hours may shift when the clocks change")
			}
			return
		}
	}
}

// occurrence reads a time of the series, in the zone and of the kind of its start.
func (r *reader) occurrence(e *Imported, l line, s string) (When, bool) {
	v, err := parseStamp(s)
	if err != nil {
		r.problem(l, "exception", err.Error(), s)
		return When{}, false
	}
	w := r.when(l, v)
	switch {
	case w.AllDay() && !e.Start.AllDay():
		w = At(w.At.Date.At(e.Start.At.Clock), e.Start.Zone)
	case e.Start.AllDay():
		w = Day(w.At.Date)
	case w.Zone != e.Start.Zone:
		w = At(civil.Of(r.instant(w).In(r.location(e.Start))), e.Start.Zone)
	}
	return w, true
}

// rule reads an RRULE; its UNTIL becomes the last local day that an occurrence can begin on.
func (r *reader) rule(e *Imported, l line) {
	text := strings.ToUpper(strings.Trim(strings.TrimSpace(l.value), ";"))
	rule, err := parseRule(text)
	if err != nil {
		r.problem(l, "rule", err.Error(), text)
		return
	}
	if rule.other {
		r.problem(l, "rule", "a rule with parts that ours do not have: "+text, text)
	}
	e.RRule = text
	if rule.until.form == noForm {
		return
	}
	day := rule.until.Date
	if rule.until.form != dateForm && !e.Start.AllDay() {
		until := rule.until.DateTime
		if rule.until.form == utcForm {
			until = civil.Of(rule.until.instant(nil).In(r.location(e.Start)))
		}
		if day = until.Date; until.Seconds() < e.Start.At.Seconds() {
			day = day.AddDays(-1)
		}
	}
	parts := strings.Split(text, ";")
	for i, part := range parts {
		if strings.HasPrefix(part, "UNTIL=") {
			parts[i] = "UNTIL=" + string(appendDate(nil, Day(day)))
		}
	}
	e.RRule = strings.Join(parts, ";")
}

// geo reads GEO, or Apple's structured location.
func (r *reader) geo(first map[string]line) *[2]float64 {
	l, ok := first["GEO"]
	s := strings.TrimSpace(l.value)
	if !ok {
		if l, ok = first["X-APPLE-STRUCTURED-LOCATION"]; !ok {
			return nil
		}
		s, ok = strings.CutPrefix(strings.TrimSpace(l.value), "geo:")
		if !ok {
			return nil
		}
		s = strings.Replace(s, ",", ";", 1)
	}
	if err := checkGeo(s); err != nil {
		r.problem(l, "place", err.Error(), s)
		return nil
	}
	lat, long, _ := strings.Cut(s, ";")
	y, _ := strconv.ParseFloat(lat, 64)
	x, _ := strconv.ParseFloat(long, 64)
	if x == 0 && y == 0 {
		return nil // what programs write that know no place
	}
	return &[2]float64{y, x}
}

// address reads a web address; https alone is taken.
func (r *reader) address(l line) string {
	s := strings.TrimSpace(l.value)
	if s == "" {
		return ""
	}
	link, err := cleanLink(s)
	if err == nil && !hasFold(link, "https://") {
		err = fmt.Errorf("not https: %.100q", s)
	}
	if err != nil {
		r.problem(l, "address", err.Error(), s)
		return ""
	}
	return link
}
