package ical

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

const crlf = "\r\n"

// Render gives e as a VEVENT. It is an error where e lacks what it must have, contradicts itself, or holds an
// address or a rule that is none; texts are cleaned and cannot be wrong.
func Render(e Event) (Component, error) {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.out.Reset()
	w.err = nil
	w.raw("BEGIN:VEVENT")
	if err := w.event(&e); err != nil {
		return Component{}, fmt.Errorf("event %q: %w", e.UID, err)
	}
	w.raw("END:VEVENT")
	c := Component{Bytes: bytes.Clone(w.out.Bytes()), UID: e.UID, Organized: e.Organizer.Email != ""}
	for _, t := range e.times() {
		if t.Zone != "" && !slices.Contains(c.Zones, t.Zone) {
			c.Zones = append(c.Zones, t.Zone)
		}
		if !t.IsZero() {
			c.First, c.Last = widen(c.First, c.Last, t.At.Year)
		}
	}
	if e.RRule != "" {
		r, _ := parseRule(e.RRule)
		c.Last = max(c.Last, r.lastYear(e.Start.At.Year))
	}
	return c, nil
}

// times gives all times of e.
func (e *Event) times() []When {
	return append([]When{e.Start, e.End, e.Recurrence}, e.ExDates...)
}

func widen(first, last, year int) (int, int) {
	if first == 0 {
		return year, year
	}
	return min(first, year), max(last, year)
}

// consistent checks what the RFC wants of the fields together.
func (e *Event) consistent() error {
	if e.UID == "" || e.UID != cleanText(e.UID, false) {
		return errors.New("no UID, or one with controls")
	}
	if e.Stamp.IsZero() || e.Stamp.UTC().Year() < 1 || e.Modified.UTC().Year() > 9999 || e.Stamp.UTC().Year() > 9999 {
		return errors.New("no DTSTAMP, or one that four digits of a year cannot hold")
	}
	if e.Start.IsZero() {
		return errors.New("no start")
	}
	for _, t := range e.times() {
		switch {
		case t.IsZero():
		case !t.At.Date.Valid() || t.At.Year < 1 || t.At.Year > 9999 ||
			min(t.At.Hour, t.At.Minute, t.At.Second) < 0 || t.At.Hour > 23 || t.At.Minute > 59 || t.At.Second > 59:
			return fmt.Errorf("no time: %v", t.At)
		case t.AllDay() != e.Start.AllDay():
			return errors.New("days and times mixed")
		case t.AllDay() && t.At.Seconds() != 0:
			return fmt.Errorf("a day with a time, or a time without zone: %v", t.At)
		case !t.AllDay():
			if err := checkZone(t.Zone); err != nil {
				return err
			}
		}
	}
	if !e.End.IsZero() && e.End.Zone == e.Start.Zone && !e.End.At.After(e.Start.At) {
		return fmt.Errorf("the end %v is not after the start %v", e.End.At, e.Start.At)
	}
	for _, t := range e.ExDates {
		if t.Zone != e.Start.Zone {
			return fmt.Errorf("exception %v in another zone than the start", t.At)
		}
	}
	if e.RRule == "" {
		return nil
	}
	if !e.Recurrence.IsZero() {
		return errors.New("a changed occurrence with a rule")
	}
	r, err := parseRule(e.RRule)
	if err != nil {
		return err
	}
	if r.until.form != noForm && (r.until.form == dateForm) != e.Start.AllDay() {
		return errors.New("UNTIL is not of the start's kind")
	}
	if !r.other && !r.on(e.Start.At.Date, e.Start.At.Date) {
		return fmt.Errorf("the start %v is not in the rule %s", e.Start.At, e.RRule)
	}
	return nil
}

// event writes the properties of e.
func (w *writer) event(e *Event) error {
	if err := e.consistent(); err != nil {
		return err
	}
	w.text("UID", e.UID, false)
	w.add("DTSTAMP", "", utc(e.Stamp))
	if !e.Modified.IsZero() {
		w.add("LAST-MODIFIED", "", utc(e.Modified))
	}
	if e.Sequence != nil {
		if *e.Sequence < 0 {
			return errors.New("a negative SEQUENCE")
		}
		w.add("SEQUENCE", "", strconv.Itoa(*e.Sequence))
	}
	w.when("DTSTART", e.Start)
	w.when("DTEND", e.End)
	w.when("RECURRENCE-ID", e.Recurrence)
	if e.RRule != "" {
		w.add("RRULE", "", e.RRule)
	}
	for _, t := range e.ExDates {
		w.when("EXDATE", t)
	}
	if w.text("SUMMARY", e.Summary, false); cleanText(e.Summary, false) == "" {
		return errors.New("no summary")
	}
	w.text("DESCRIPTION", e.Description, true)
	w.text("LOCATION", e.Location, false)
	if e.Geo != nil {
		lat, long := e.Geo[0], e.Geo[1]
		if !(lat >= -90 && lat <= 90 && long >= -180 && long <= 180) {
			return fmt.Errorf("no place on Earth: %v, %v", lat, long)
		}
		w.add("GEO", "", strconv.FormatFloat(lat, 'f', 6, 64)+";"+strconv.FormatFloat(long, 'f', 6, 64))
	}
	if err := w.link("URL", "", e.URL); err != nil {
		return err
	}
	switch e.Status {
	case "":
	case Confirmed, Tentative, Cancelled:
		w.add("STATUS", "", string(e.Status))
	default:
		return fmt.Errorf("no status: %q", e.Status)
	}
	if e.Transparent {
		w.add("TRANSP", "", "TRANSPARENT")
	}
	for _, c := range e.Categories {
		w.text("CATEGORIES", cleanCategory(c), false)
	}
	if e.Organizer.Email != "" {
		if err := checkEmail(e.Organizer.Email); err != nil {
			return err
		}
		name := cleanParam(e.Organizer.Name)
		if name != "" {
			name = `;CN="` + name + `"`
		}
		w.add("ORGANIZER", name, "mailto:"+e.Organizer.Email)
	}
	w.text("RELATED-TO", e.RelatedTo, false)
	if e.Color != "" {
		name, err := nearestColour(e.Color)
		if err != nil {
			return err
		}
		w.add("COLOR", "", name)
	}
	if err := w.link("IMAGE", ";VALUE=URI;DISPLAY=BADGE", e.Image); err != nil {
		return err
	}
	if err := w.link("CONFERENCE", ";VALUE=URI", e.Conference); err != nil {
		return err
	}
	return w.err
}

// A writer gathers content lines and looks at each after the library has written it.
type writer struct {
	out    bytes.Buffer
	config *ics.SerializationConfiguration
	err    error
}

func newWriter() *writer {
	return &writer{config: &ics.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: crlf}}
}

// writers are at hand for the next component: there are many, and each is written in a moment.
var writers = sync.Pool{New: func() any { return newWriter() }}

// raw writes a line of our own making.
func (w *writer) raw(line string) {
	w.out.WriteString(line)
	w.out.WriteString(crlf)
}

// uriValue makes the library leave a value as it is: it escapes those of properties that it does not know.
var uriValue = map[string][]string{"VALUE": {"URI"}}

// add writes a property. Parameters, each with its semicolon, go with the name, since the library would
// escape them with backslashes, which RFC 5545, section 3.2, does not know; ";VALUE=URI" goes as such.
func (w *writer) add(name, params, value string) {
	mark := w.out.Len()
	if len(name)+len(params)+1+len(value) <= 75 && !strings.ContainsAny(value, "\\;,\n") {
		// A line that needs neither folding nor escaping is written as it is.
		w.out.WriteString(name)
		w.out.WriteString(params)
		w.out.WriteByte(':')
		w.raw(value)
		w.look(mark, name)
		return
	}
	p := ics.BaseProperty{IANAToken: name + params, Value: value}
	if rest, ok := strings.CutPrefix(params, ";VALUE=URI"); ok {
		p.IANAToken, p.ICalParameters = name+rest, uriValue
	}
	if err := p.SerializeTo(&w.out, w.config); err != nil && w.err == nil {
		w.err = err
	}
	w.look(mark, name)
}

// look inspects what was written from a mark on.
func (w *writer) look(mark int, name string) {
	if err := inspect(w.out.Bytes()[mark:], name); err != nil && w.err == nil {
		w.err = err
	}
}

// text writes a TEXT property, cleaned; nothing where nothing is left.
func (w *writer) text(name, value string, breaks bool) {
	if value = cleanText(value, breaks); value != "" {
		w.add(name, "", value)
	}
}

// link writes a web address; nothing where there is none.
func (w *writer) link(name, params, value string) error {
	if value == "" {
		return nil
	}
	value, err := cleanLink(value)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.add(name, params, value)
	return nil
}

// when writes a day or a local time; nothing for the zero When.
func (w *writer) when(name string, t When) {
	switch {
	case t.IsZero():
	case t.AllDay():
		w.add(name, ";VALUE=DATE", string(appendDate(nil, t)))
	default:
		w.add(name, ";TZID="+t.Zone, string(appendTime(appendDate(nil, t), t)))
	}
}

func appendDate(b []byte, t When) []byte {
	y, m, d := t.At.Year, int(t.At.Month), t.At.Day
	return append(b, '0'+byte(y/1000%10), '0'+byte(y/100%10), '0'+byte(y/10%10), '0'+byte(y%10),
		'0'+byte(m/10), '0'+byte(m%10), '0'+byte(d/10), '0'+byte(d%10))
}

func appendTime(b []byte, t When) []byte {
	c := t.At.Clock
	return append(b, 'T', '0'+byte(c.Hour/10), '0'+byte(c.Hour%10), '0'+byte(c.Minute/10), '0'+byte(c.Minute%10),
		'0'+byte(c.Second/10), '0'+byte(c.Second%10))
}

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// inspect says what is wrong with one content line as written: it must begin with the name that was meant,
// be folded within 75 octets and between characters, hold no control and end in CRLF, once.
func inspect(b []byte, name string) error {
	if len(b) <= len(name) || string(b[:len(name)]) != name || b[len(name)] != ':' && b[len(name)] != ';' {
		return fmt.Errorf("a line that should be %s begins with %q", name, b[:min(len(b), 20)])
	}
	for first := true; len(b) > 0; first = false {
		i := bytes.IndexByte(b, '\n')
		if i < 1 || b[i-1] != '\r' {
			return fmt.Errorf("%s: a line without CRLF", name)
		}
		line := b[:i-1]
		b = b[i+1:]
		if !first && (len(line) < 2 || line[0] != ' ') {
			return fmt.Errorf("%s: a value that starts a line: %q", name, line[:min(len(line), 20)])
		}
		if len(line) > 75 || !utf8.Valid(line) {
			return fmt.Errorf("%s: a line that is folded wrongly", name)
		}
		for _, c := range line {
			if c < ' ' || c == 0x7f {
				return fmt.Errorf("%s: a control character", name)
			}
		}
	}
	return nil
}
