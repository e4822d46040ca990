package ical

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// An Imported is an event of somebody else's calendar, as plain data: texts without HTML and controls, times
// in the zone of the reader where that keeps the same clocks, addresses https alone.
type Imported struct {
	Line        int // of its BEGIN in the file
	UID         string
	Start, End  When   // End is exclusive, and none where the event does not say
	Recurrence  When   // the time this changed occurrence had by the rule
	RRule       string // UNTIL is a local date, the last day included; may have parts that our rules do not
	ExDates     []When
	RDates      []When
	Status      Status // empty where it does not say
	Summary     string
	Description string
	Location    string
	Geo         *[2]float64
	URL         string
	Conference  string
	Categories  []string
	Language    string    // of the summary, where it says so
	Modified    time.Time // zero where it does not say
	Sequence    int
}

// A Problem is something that could not be read as it stands. Codes: encoding, line, component (no event),
// private, duplicate, no-uid, no-title, no-start, time, end, all-day (taken from the hours), zone, rule, series,
// exception, orphan, address, place, not-taken.
type Problem struct {
	Line    int
	UID     string
	Code    string
	Text    string
	Value   string // what it is about, as the file has it, without controls: a zone, an address, a rule; may be empty
	Dropped bool   // the event was left out
}

// What Read refuses.
var (
	ErrTooLarge   = errors.New("the file is larger than 5 MiB")
	ErrNoCalendar = errors.New("the file does not begin with BEGIN:VCALENDAR")
	ErrTruncated  = errors.New("the file does not end with END:VCALENDAR; it was cut off")
	ErrNoEvents   = errors.New("the file has no events")
	ErrNotUTF8    = errors.New("the file is in UTF-16; save it as UTF-8")
)

const (
	maxImport = 5 << 20
	maxLine   = 256 << 10 // of a content line
)

// Read reads a calendar that somebody else's program wrote, leniently; home is the zone that times without
// one are in, and that others are turned to where nothing is lost. What it cannot take it lists. The error
// is one of ErrTooLarge, ErrNoCalendar, ErrTruncated, ErrNoEvents and ErrNotUTF8, and then there are no events.
func Read(data []byte, home *time.Location) ([]Imported, []Problem, error) {
	if len(data) > maxImport {
		return nil, nil, ErrTooLarge
	}
	r := reader{home: home, zones: map[string]*foreignZone{}, tables: map[string]*component{},
		locations: map[string]*time.Location{}, steps: mostSteps}
	s := string(data)
	if strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff") {
		return nil, nil, ErrNotUTF8
	}
	s = strings.TrimSpace(strings.TrimPrefix(s, "\ufeff"))
	if !utf8.ValidString(s) {
		r.problem(line{}, "encoding", "the file is not UTF-8; it was read as Latin-1")
		s = latin1(s)
	}
	if !hasFold(s, "BEGIN:VCALENDAR") {
		return nil, nil, ErrNoCalendar
	}
	if !hasFold(s[max(0, len(s)-len("END:VCALENDAR")):], "END:VCALENDAR") {
		return nil, nil, ErrTruncated
	}
	r.gather(s)
	r.years()
	events := r.events()
	if len(events) == 0 {
		return nil, r.problems, ErrNoEvents
	}
	return events, r.problems, nil
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// latin1 reads each octet that is not ASCII as the character of that number.
func latin1(s string) string {
	b := make([]byte, 0, len(s)+len(s)/8)
	for i := range len(s) {
		b = utf8.AppendRune(b, rune(s[i]))
	}
	return string(b)
}

type reader struct {
	home     *time.Location
	problems []Problem
	raw      [][]line              // the events, each from its BEGIN on
	tables   map[string]*component // the VTIMEZONEs, by TZID
	zones    map[string]*foreignZone
	calendar string // X-WR-TIMEZONE
	uid      string // of the event that is being read

	first, last int // the years of the events
	steps       int // left for looking at days
	locations   map[string]*time.Location
}

// problem notes what could not be read; value is what it is about, where that can be shown.
func (r *reader) problem(l line, code, text string, value ...string) {
	p := Problem{Line: l.num, UID: r.uid, Code: code, Text: text}
	for _, v := range value {
		v = strings.ToValidUTF8(v[:min(len(v), 200)], "")
		p.Value = cleanText(v, false)
	}
	r.problems = append(r.problems, p)
}

// gather takes the file apart into events and time zones.
func (r *reader) gather(s string) {
	var open []string
	var zone *component
	for num, text := range unfold(s, nil) {
		if len(text) > maxLine {
			r.problem(line{num: num}, "line", "a line that is too long")
			continue
		}
		l, code, fault := parseLine(num, text)
		if code != "" {
			var ok bool
			if l, ok = mend(num, text); !ok {
				r.problem(l, "line", fault)
				continue
			}
		}
		top := ""
		if len(open) > 0 {
			top = open[len(open)-1]
		}
		switch l.name {
		case "BEGIN":
			name := strings.ToUpper(strings.TrimSpace(l.value))
			if len(open) < 16 {
				open = append(open, name)
			}
			switch {
			case name == "VEVENT":
				r.raw = append(r.raw, []line{l})
			case name == "VTIMEZONE":
				zone = &component{}
			case name == "STANDARD" || name == "DAYLIGHT":
				if zone != nil {
					zone.current = observance{}
				}
			case name != "VCALENDAR" && name != "VALARM":
				r.problem(l, "component", "a "+name+", which is no event", name)
			}
		case "END":
			name := strings.ToUpper(strings.TrimSpace(l.value))
			if at := slices.Index(open, name); at >= 0 {
				open = open[:at]
			}
			if zone != nil && (name == "STANDARD" || name == "DAYLIGHT") {
				zone.observances = append(zone.observances, zone.current)
			}
			if zone != nil && name == "VTIMEZONE" {
				r.tables[zone.tzid] = zone
				zone = nil
			}
		default:
			switch {
			case top == "VEVENT":
				last := len(r.raw) - 1
				r.raw[last] = append(r.raw[last], l)
			case zone != nil:
				zone.tableLine(l)
			case top == "VCALENDAR" && l.name == "X-WR-TIMEZONE":
				r.calendar = strings.TrimSpace(unescape(l.value))
			}
		}
	}
}

// mend reads a line whose parameters are broken: its name, and its value behind the first colon.
func mend(num int, s string) (line, bool) {
	n := nameEnd(s)
	_, value, ok := strings.Cut(s[n:], ":")
	return line{num: num, name: strings.ToUpper(s[:n]), value: value}, ok && n > 0
}

// tableLine takes a property of a VTIMEZONE or what stands in it; what is wrong with it shows when it is used.
func (o *component) tableLine(l line) {
	switch l.name {
	case "TZID":
		o.tzid = unescape(l.value)
	case "X-LIC-LOCATION":
		o.uid = unescape(l.value)
	case "DTSTART":
		o.current.onset, _ = parseStamp(l.value)
	case "TZOFFSETFROM":
		o.current.from, _ = parseOffset(l.value)
	case "TZOFFSETTO":
		o.current.to, _ = parseOffset(l.value)
	case "RRULE":
		o.current.rrule = strings.ToUpper(l.value)
	case "RDATE":
		for v := range strings.SplitSeq(l.value, ",") {
			if d, err := parseStamp(v); err == nil && len(o.current.dates) < 1000 {
				o.current.dates = append(o.current.dates, d)
			}
		}
	}
}

// events reads what was gathered; of two versions of one event it keeps the later.
func (r *reader) events() []Imported {
	var out []Imported
	at := map[string]int{}
	masters := map[string]bool{}
	for _, lines := range r.raw {
		before := len(r.problems)
		e, ok := r.event(lines)
		r.uid = ""
		if !ok {
			if len(r.problems) > before {
				r.problems[len(r.problems)-1].Dropped = true
			}
			continue
		}
		key := e.UID + "\x00" + fmt.Sprint(e.Recurrence)
		if i, twice := at[key]; twice {
			r.uid = e.UID
			r.problem(lines[0], "duplicate", "the event is there twice; the later version was taken")
			r.uid = ""
			if e.Sequence > out[i].Sequence || e.Sequence == out[i].Sequence && !e.Modified.Before(out[i].Modified) {
				out[i] = e
			}
			continue
		}
		at[key] = len(out)
		out = append(out, e)
		masters[e.UID] = masters[e.UID] || e.Recurrence.IsZero() && e.RRule != ""
	}
	for _, e := range out {
		if !e.Recurrence.IsZero() && !masters[e.UID] {
			r.uid = e.UID
			r.problem(line{num: e.Line}, "orphan", "a changed occurrence whose series is not in the file")
		}
	}
	r.uid = ""
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
	return out
}
