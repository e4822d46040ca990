package ical

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"modestad/generator/civil"
)

// A Fault is something in a file that is not as it must be, or, where Warning is set, as it should.
//
// Codes of Check, with the section of RFC 5545 where it is another's rule: BOM, UTF8, CRLF, FOLD, CTRL, BLANK,
// NAME, PARAM (3.1, 3.2), STRUCTURE (3.4, 3.6), UNKNOWN (a name that no feed of ours has), ESCAPE, VALUE
// (3.3), REQUIRED, ONCE (3.6), UTC, FLOATING, TZID (3.3.5, 3.8.3.1), VTIMEZONE (3.6.5, and what the tz database
// says), DST_GAP, DST_FOLD (a warning), ORDER_TIME (3.8.2.2), RRULE_SYNC (3.8.5.3), UNTIL (3.3.10), EXDATE
// (3.8.5.1), OVERRIDE (3.8.4.4), UID_DUP (3.8.4.7), METHOD, ITIP (RFC 5546, 3.2.1), and the warnings TWIN (a name
// of RFC 7986 without the older one, or the other way round), CATEGORIES, TRANSP, SIZE, UNCHECKED.
type Fault struct {
	Code    string
	Warning bool
	Line    int    // from 1; 0 for the file as a whole
	UID     string // of the component, where there is one
	Text    string
}

func (f Fault) String() string {
	s := f.Code + ": " + f.Text
	if f.UID != "" {
		s = f.UID + ": " + s
	}
	if f.Line > 0 {
		s = "line " + strconv.Itoa(f.Line) + ": " + s
	}
	return s
}

// mostFaults is how many faults Check lists of one file.
const mostFaults = 1000

// maxFeed is the size in octets from which clients may refuse a feed.
const maxFeed = 1 << 20

// inside says which components stand in which.
var inside = map[string]string{"VCALENDAR": "", "VEVENT": "VCALENDAR", "VTIMEZONE": "VCALENDAR",
	"STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE"}

// Check reads a feed by the letter of RFC 5545 and the rules that clients have taught, and gives what is
// wrong with it, in the order of the lines; at most 1,000 faults. It takes time linear in the size, whatever
// it is given.
func Check(data []byte) []Fault {
	c := checker{open: []*component{{}}, steps: mostSteps}
	if len(data) >= maxFeed {
		c.warn(0, "SIZE", fmt.Sprintf("%d octets; clients may refuse more than %d", len(data), maxFeed))
	}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		c.fault(1, "BOM", "a byte order mark")
		data = data[3:]
	}
	for num, s := range unfold(string(data), c.fault) {
		l, code, problem := parseLine(num, s)
		if code != "" {
			c.fault(num, code, problem)
			continue
		}
		c.line(l)
	}
	if len(c.open) > 1 || !c.seen {
		c.fault(0, "STRUCTURE", "the file does not end with END:VCALENDAR")
	}
	c.whole()
	slices.SortStableFunc(c.faults, func(a, b Fault) int { return a.Line - b.Line })
	return c.faults
}

// A component is one that is being read, or a VEVENT that has been.
type component struct {
	name  string
	line  int
	props map[string]property
	count map[string]int

	uid                  string
	start, end, recurs   moment
	exdates              []moment
	lastDate             civil.Date // of a rule with COUNT, once it was looked for
	excluded             map[stamp]bool
	length               duration
	rrule                string
	organizer, hasLength bool
	transparent          bool
	tzid                 string // of a VTIMEZONE
	observances          []observance
	current              observance
}

// A moment is a stamp with its zone and line; line 0: none.
type moment struct {
	stamp
	zone string
	line int
}

type checker struct {
	faults []Fault
	uid    string
	open   []*component // a nameless root first
	seen   bool         // a VCALENDAR has ended
	method bool
	names  map[string]int // of the VCALENDAR's properties
	events []*component
	zones  map[string]*component
	places map[string]*location
	steps  int // left for looking at days
}

func (c *checker) fault(num int, code, text string) {
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, Fault{Code: code, Line: num, UID: c.uid, Text: text})
	}
}

func (c *checker) warn(num int, code, text string) {
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, Fault{Code: code, Warning: true, Line: num, UID: c.uid, Text: text})
	}
}

// line takes the next content line.
func (c *checker) line(l line) {
	top := c.open[len(c.open)-1]
	switch {
	case l.name == "BEGIN":
		c.begin(l, top)
	case l.name == "END":
		if l.value != top.name || len(c.open) == 1 {
			c.fault(l.num, "STRUCTURE", "an END without its BEGIN")
			return
		}
		c.open = c.open[:len(c.open)-1]
		c.end(top)
	case len(c.open) == 1:
		c.fault(l.num, "STRUCTURE", "a property outside of VCALENDAR")
	default:
		c.property(l, top)
	}
}

func (c *checker) begin(l line, top *component) {
	parent, ok := inside[l.value]
	switch {
	case !ok:
		c.fault(l.num, "UNKNOWN", fmt.Sprintf("a component %.40q", l.value))
	case parent != top.name:
		c.fault(l.num, "STRUCTURE", l.value+" does not stand in "+parent)
	case l.value == "VCALENDAR" && c.seen:
		c.fault(l.num, "STRUCTURE", "a second VCALENDAR")
	}
	if len(c.open) > 8 {
		return // deeper than anything that means something; its END is then a fault as well
	}
	c.open = append(c.open, &component{name: l.value, line: l.num, props: known[l.value], count: map[string]int{}})
}

// end takes leave of a component.
func (c *checker) end(o *component) {
	c.uid = o.uid
	for _, name := range neededNames[o.name] {
		if o.count[name] == 0 {
			c.fault(o.line, "REQUIRED", o.name+" without "+name)
		}
	}
	top := c.open[len(c.open)-1]
	switch o.name {
	case "VCALENDAR":
		c.seen, c.names = true, o.count
	case "VEVENT":
		c.events = append(c.events, o)
	case "VTIMEZONE":
		if c.zones == nil {
			c.zones = map[string]*component{}
		}
		if c.zones[o.tzid] != nil {
			c.fault(o.line, "VTIMEZONE", fmt.Sprintf("the time zone %.64q twice", o.tzid))
		}
		if len(o.observances) == 0 {
			c.fault(o.line, "REQUIRED", "VTIMEZONE without STANDARD or DAYLIGHT")
		}
		c.zones[o.tzid] = o
	case "STANDARD", "DAYLIGHT":
		if o.start.line > 0 && o.start.form != localForm {
			c.fault(o.start.line, "VTIMEZONE", "an onset that is no local time")
		} else if o.start.line > 0 {
			o.current.onset = o.start.stamp
			top.observances = append(top.observances, o.current)
		}
	}
	c.uid = ""
}

// property takes a property of the component top.
func (c *checker) property(l line, top *component) {
	c.uid = top.uid
	defer func() { c.uid = "" }()
	p, ok := top.props[l.name]
	if !ok {
		if top.props != nil {
			c.fault(l.num, "UNKNOWN", fmt.Sprintf("%.40s in %s", l.name, top.name))
		}
		return
	}
	if top.count[l.name]++; top.count[l.name] == 2 && !p.many {
		c.fault(l.num, "ONCE", l.name+" twice in one "+top.name)
	}
	c.params(l, p)
	if len(p.values) > 0 && !slices.Contains(p.values, l.value) {
		code := "VALUE"
		if l.name == "METHOD" {
			code = "METHOD"
		}
		c.fault(l.num, code, fmt.Sprintf("%s:%.40s", l.name, l.value))
	}
	c.value(l, p, top)
}
