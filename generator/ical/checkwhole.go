package ical

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"modestad/generator/civil"
)

// mostSteps is how many days Check looks at in the rules of one file; no feed comes near it.
const mostSteps = 5_000_000

// A location is what a file uses a time zone for.
type location struct {
	loc         *time.Location // nil where the tz database does not know it
	first, last int
	line        int // of the first use
}

// whole checks what only the whole file shows.
func (c *checker) whole() {
	if !c.seen {
		return
	}
	if len(c.events) == 0 && len(c.zones) == 0 {
		c.fault(0, "STRUCTURE", "a VCALENDAR without components")
	}
	for _, twins := range [][2]string{{"NAME", "X-WR-CALNAME"}, {"DESCRIPTION", "X-WR-CALDESC"},
		{"REFRESH-INTERVAL", "X-PUBLISHED-TTL"}, {"COLOR", "X-APPLE-CALENDAR-COLOR"}} {
		if (c.names[twins[0]] > 0) != (c.names[twins[1]] > 0) {
			c.warn(0, "TWIN", twins[0]+" and "+twins[1]+" belong together")
		}
	}
	type key struct {
		uid    string
		recurs stamp
	}
	seen := make(map[key]bool, len(c.events))
	masters := map[string]*component{}
	for _, e := range c.events {
		c.uid = e.uid
		if e.uid != "" && seen[key{e.uid, e.recurs.stamp}] {
			c.fault(e.line, "UID_DUP", "the UID twice")
		}
		seen[key{e.uid, e.recurs.stamp}] = true
		if e.recurs.line == 0 {
			masters[e.uid] = e
		}
		if c.method && !e.organizer {
			c.fault(e.line, "ITIP", "METHOD:PUBLISH, and an event without ORGANIZER")
		}
		c.event(e)
	}
	for _, e := range c.events {
		if c.uid = e.uid; e.recurs.line > 0 {
			c.override(e, masters[e.uid])
		}
	}
	c.uid = ""
	for _, name := range slices.Sorted(maps.Keys(c.places)) {
		c.agrees(name, c.places[name])
	}
}

// event checks the times of one event.
func (c *checker) event(e *component) {
	if e.start.line == 0 {
		return
	}
	last := e.start.Year
	for _, m := range append([]moment{e.start, e.end, e.recurs}, e.exdates...) {
		if m.line > 0 {
			c.use(m)
		}
	}
	for _, m := range []moment{e.start, e.end} {
		if p := c.places[m.zone]; m.line > 0 && m.form == localForm && p != nil && p.loc != nil {
			switch _, fit := m.In(p.loc); fit {
			case civil.Skipped:
				c.fault(m.line, "DST_GAP", fmt.Sprintf("the clocks never show %v", m.DateTime))
			case civil.Doubled:
				c.warn(m.line, "DST_FOLD", fmt.Sprintf("the clocks show %v twice", m.DateTime))
			}
		}
	}
	if e.end.line > 0 {
		a, b := c.instant(e.start), c.instant(e.end)
		if e.end.form != e.start.form {
			c.fault(e.end.line, "VALUE", "DTEND is not of DTSTART's kind")
		} else if !b.After(a) {
			c.fault(e.end.line, "ORDER_TIME", "DTEND is not after DTSTART")
		}
		if e.hasLength {
			c.fault(e.end.line, "ONCE", "both DTEND and DURATION")
		}
	}
	if e.hasLength && (e.length.days < 0 || e.length.seconds < 0 || e.length == duration{} ||
		e.start.form == dateForm && e.length.seconds != 0) {
		c.fault(e.line, "ORDER_TIME", "a DURATION that does not fit DTSTART")
	}
	if e.start.form == dateForm && !e.transparent {
		c.warn(e.line, "TRANSP", "an event of whole days that makes people busy")
	}
	if e.rrule == "" {
		if len(e.exdates) > 0 {
			c.fault(e.exdates[0].line, "EXDATE", "an exception without a rule")
		}
		return
	}
	r, _ := parseRule(e.rrule)
	if last = r.lastYear(last); c.places[e.start.zone] != nil {
		c.places[e.start.zone].last = max(c.places[e.start.zone].last, last)
	}
	c.recurrence(e, r)
}

// recurrence checks a rule with its start and its exceptions.
func (c *checker) recurrence(e *component, r rule) {
	if e.recurs.line > 0 {
		c.fault(e.recurs.line, "OVERRIDE", "a changed occurrence with a rule")
	}
	switch want := map[form]form{dateForm: dateForm, localForm: utcForm, utcForm: utcForm}[e.start.form]; {
	case r.until.form == noForm:
	case r.until.form != want:
		c.fault(e.line, "UNTIL", "UNTIL must be a date for days and in UTC for times")
	case c.instant(moment{stamp: r.until}).Before(c.instant(e.start)):
		c.fault(e.line, "UNTIL", "UNTIL is before DTSTART")
	}
	if r.other {
		c.warn(e.line, "UNCHECKED", "a rule with parts that are not looked at: "+e.rrule)
		return
	}
	if !r.on(e.start.Date, e.start.Date) {
		c.fault(e.start.line, "RRULE_SYNC", "DTSTART is not in its own rule")
		return
	}
	for _, m := range e.exdates {
		if reason := c.instance(e, r, m); reason != "" {
			c.fault(m.line, "EXDATE", "an exception "+reason)
		}
	}
}

// override checks a changed occurrence against its series.
func (c *checker) override(e, master *component) {
	if master == nil || master.rrule == "" || master.start.line == 0 {
		c.fault(e.recurs.line, "OVERRIDE", "a changed occurrence without its series")
		return
	}
	r, err := parseRule(master.rrule)
	if err != nil || r.other || !r.on(master.start.Date, master.start.Date) {
		return // reported with the series
	}
	if reason := c.instance(master, r, e.recurs); reason != "" {
		c.fault(e.recurs.line, "OVERRIDE", "a changed occurrence "+reason)
		return
	}
	if master.excluded == nil {
		master.excluded = make(map[stamp]bool, len(master.exdates))
		for _, m := range master.exdates {
			master.excluded[m.stamp] = true
		}
	}
	if master.excluded[e.recurs.stamp] {
		c.fault(e.recurs.line, "OVERRIDE", "a changed occurrence that the series leaves out")
	}
}

// instance says why m is no instance of the series; nothing where it is.
func (c *checker) instance(e *component, r rule, m moment) string {
	switch {
	case m.form != e.start.form:
		return "that is not of DTSTART's kind"
	case m.zone != e.start.zone:
		return "in another zone than DTSTART"
	case m.Clock != e.start.Clock:
		return "at another time than DTSTART"
	case !r.on(e.start.Date, m.Date):
		return "that hits no date of the rule"
	case r.until.form != noForm && c.instant(m).After(c.instant(moment{stamp: r.until})):
		return "after UNTIL"
	}
	if r.count == 0 {
		return ""
	}
	if e.lastDate.IsZero() {
		d := e.start.Date
		for left := r.count - 1; left > 0; {
			if c.steps--; c.steps < 0 || d.Year > 9998 {
				c.warn(e.line, "UNCHECKED", "a COUNT too large to look at")
				break
			}
			if d = d.AddDays(1); r.on(e.start.Date, d) {
				left--
			}
		}
		e.lastDate = d
	}
	if m.Date.After(e.lastDate) {
		return "after COUNT"
	}
	return ""
}

// instant gives the moment of m; where its zone is not known, as if it were UTC.
func (c *checker) instant(m moment) time.Time {
	loc := time.UTC
	if p := c.places[m.zone]; p != nil && p.loc != nil {
		loc = p.loc
	}
	return m.stamp.instant(loc)
}

// use notes that m's zone is in use.
func (c *checker) use(m moment) {
	if m.zone == "" || m.form != localForm {
		return
	}
	p := c.places[m.zone]
	if p == nil {
		p = &location{line: m.line}
		if c.places == nil {
			c.places = map[string]*location{}
		}
		c.places[m.zone] = p
		if checkZone(m.zone) == nil {
			p.loc, _ = time.LoadLocation(m.zone)
		}
		if c.zones[m.zone] == nil {
			c.fault(m.line, "TZID", fmt.Sprintf("no VTIMEZONE for %.64q", m.zone))
		}
	}
	p.first, p.last = widen(p.first, p.last, m.Year)
}

// agrees checks a VTIMEZONE against the tz database for the years that it is used in.
func (c *checker) agrees(name string, p *location) {
	zone := c.zones[name]
	if zone == nil {
		return
	}
	if p.loc == nil {
		c.fault(p.line, "VTIMEZONE", fmt.Sprintf("the tz database does not know %.64q", name))
		return
	}
	if p.last > p.first+200 {
		c.warn(zone.line, "UNCHECKED", "a time zone used over more than 200 years")
		p.last = p.first + 200
	}
	all, err := turns(zone.observances, p.first, p.last+1, &c.steps)
	if err == nil {
		err = agree(all, p.loc, p.first, p.last)
	}
	if err != nil {
		c.fault(zone.line, "VTIMEZONE", err.Error())
	}
}
