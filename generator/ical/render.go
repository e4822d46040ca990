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
	w.reset()
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
	if err := w.link("IMAGE", ";DISPLAY=BADGE;VALUE=URI", e.Image); err != nil {
		return err
	}
	if err := w.link("CONFERENCE", ";VALUE=URI", e.Conference); err != nil {
		return err
	}
	return w.err
}

// A writer gathers content lines and looks at each after it was written. Texts and addresses, which are nearly all
// there is, are written here; what has a value of another type, by the library.
type writer struct {
	out    bytes.Buffer
	line   []byte // the one that is being written, before it is folded
	config *ics.SerializationConfiguration
	err    error
}

func newWriter() *writer {
	return &writer{config: &ics.SerializationConfiguration{MaxLength: lineLength, PropertyMaxLength: lineLength, NewLine: crlf}}
}

// writers are at hand for the next component: there are many, and each is written in a moment.
var writers = sync.Pool{New: func() any { return newWriter() }}

// reset makes a writer that was used before ready for the next.
func (w *writer) reset() {
	w.out.Reset()
	w.err = nil
}

// raw writes a line of our own making.
func (w *writer) raw(line string) {
	w.out.WriteString(line)
	w.out.WriteString(crlf)
}

// add writes a property whose value is neither a text nor an address, so that nothing in it is escaped. Parameters, each
// with its semicolon, go with the name, since the library would escape them with backslashes, which RFC 5545, section
// 3.2, does not know.
func (w *writer) add(name, params, value string) {
	if len(name)+len(params)+1+len(value) <= lineLength {
		// A line that needs no folding is written as it is.
		w.verbatim(name, params, value)
		return
	}
	mark := w.out.Len()
	p := ics.BaseProperty{IANAToken: name + params, Value: value}
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

// begin begins a line.
func (w *writer) begin(name, params string) {
	w.line = append(append(append(w.line[:0], name...), params...), ':')
}

// end writes the line, folded.
func (w *writer) end(name string) {
	mark := w.out.Len()
	line, room := w.line, lineLength
	for len(line) > room {
		n := fold(line, room)
		w.out.Write(line[:n])
		w.out.WriteString(crlf + " ")
		line, room = line[n:], lineLength-1
	}
	w.out.Write(line)
	w.out.WriteString(crlf)
	w.look(mark, name)
}

// verbatim writes a line whose value is not escaped.
func (w *writer) verbatim(name, params, value string) {
	w.begin(name, params)
	w.line = append(w.line, value...)
	w.end(name)
}

// lineLength is how many octets a line has at most, without its end (RFC 5545, section 3.1).
const lineLength = 75

// fold says where a line that is longer than room is cut: before its last space in there, as the library cuts too, for
// people who read feeds, else between characters.
func fold(line []byte, room int) int {
	for !utf8.RuneStart(line[room]) {
		room--
	}
	for i := room; i > 0; i-- {
		if line[i] == ' ' || line[i] == '<' || line[i-1] == '>' {
			return i
		}
	}
	return room
}

// text writes a TEXT property, cleaned and escaped (RFC 5545, section 3.3.11); nothing where nothing is left.
func (w *writer) text(name, value string, breaks bool) {
	value = cleanText(value, breaks)
	if value == "" {
		return
	}
	w.begin(name, "")
	for {
		i := strings.IndexAny(value, "\\;,\n")
		if i < 0 {
			break
		}
		w.line = append(append(w.line, value[:i]...), '\\', value[i])
		if value[i] == '\n' {
			w.line[len(w.line)-1] = 'n'
		}
		value = value[i+1:]
	}
	w.line = append(w.line, value...)
	w.end(name)
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
	w.verbatim(name, params, value)
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
		if len(line) > lineLength || !utf8.Valid(line) {
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
