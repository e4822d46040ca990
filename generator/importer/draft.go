package importer

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/ical"
	"modestad/generator/markdown"
	"modestad/generator/recur"
	"modestad/generator/tomlfile"
)

// A draft is an event as the calendar has it, on its way to a file.
type draft struct {
	uid, title string
	lang       string
	start      ical.When
	last       civil.Date // the last day that it is on; zero where it never ends
	groups     []group    // in the order of a file
	notes      []Note
}

// A group is keys that follow the calendar, or a person, together.
type group struct {
	name   string
	table  string // the language that the keys stand under; empty for the top
	lines  []line
	tables string // headers with what stands under them
}

type line struct{ key, value string }

// The keys of each group, at the top or under a language.
var groupKeys = map[string][]string{
	"status": {"status"}, "when": {"start", "end", "timezone", "repeat"}, "where": {"venue", "place", "online"},
	"url": {"url"}, "tags": {"tags"}, "title": {"title"}, "text": {"summary", "body"},
}

// draft reads an event of the calendar as one of ours.
func (p *planner) draft(e ical.Imported, changes []ical.Imported) draft {
	d := draft{uid: visible(e.UID), title: visible(e.Summary), lang: p.language(e.Language)}
	left := func(what, value string) {
		d.notes = append(d.notes, Note{Kind: Left, Title: d.title, What: what, Value: value, Line: e.Line})
	}
	status := group{name: "status"}
	switch e.Status {
	case ical.Cancelled:
		status.lines = []line{{"status", text("cancelled")}}
	case ical.Tentative:
		status.lines = []line{{"status", text("tentative")}}
	}
	when := p.when(&d, e, changes, left)
	where := group{name: "where", lines: p.where(e)}
	address := group{name: "url"}
	if webAddress(e.URL) {
		address.lines = []line{{"url", text(e.URL)}}
	}
	tags := group{name: "tags"}
	var ids []string
	for _, c := range e.Categories {
		if id := slug(c); config.ValidID(id) && !slices.Contains(ids, text(id)) && len(ids) < 10 {
			ids = append(ids, text(id))
		}
	}
	if len(ids) > 0 {
		tags.lines = []line{{"tags", "[" + strings.Join(ids, ", ") + "]"}}
	}
	title := group{name: d.lang + ".title", table: d.lang, lines: []line{{"title", text(d.title)}}}
	words := group{name: d.lang + ".text", table: d.lang}
	description, short := shorten(visibleLines(e.Description), 12<<10)
	if short {
		left("body", "")
	}
	switch {
	case description == "":
	case !strings.Contains(description, "\n") && len([]rune(description)) <= 160:
		words.lines = []line{{"summary", text(description)}}
	default:
		words.lines = []line{{"body", block(asMarkdown(description))}}
	}
	d.groups = []group{status, when, where, address, tags, title, words}
	return d
}

// language is the one of the site that a text is in.
func (p *planner) language(tag string) string {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	base, _, _ := strings.Cut(tag, "-")
	for _, want := range []string{tag, base} {
		for _, l := range p.Languages {
			if want != "" && strings.EqualFold(l, want) {
				return l
			}
		}
	}
	return p.Language
}

// when reads the times, and the recurrence with its changes.
func (p *planner) when(d *draft, e ical.Imported, changes []ical.Imported, left func(what, value string)) group {
	g := group{name: "when"}
	zone := p.Zone
	if e.Start.Zone != "" && e.Start.Zone != p.Zone.String() {
		if loc, ok := config.Zone(e.Start.Zone); ok {
			zone = loc
		}
	}
	s := span{zone: zone, allDay: e.Start.AllDay()}
	s.start = s.local(e.Start)
	s.end = s.finish(s.start, e.End)
	d.start = ical.When{At: s.start}
	g.lines = append(g.lines, line{"start", s.write(s.start)})
	if !s.end.IsZero() {
		g.lines = append(g.lines, line{"end", s.write(s.end)})
	}
	if zone != p.Zone {
		g.lines = append(g.lines, line{"timezone", text(zone.String())})
	}
	d.last = s.lastDay(s.start, s.end)
	if e.RRule == "" && len(e.RDates) == 0 {
		for range changes {
			left("orphan", "")
		}
		return g
	}
	r := p.repeat(e, s, left)
	length := d.last.DaysSince(s.start.Date)
	switch {
	case r.rule == nil:
	case r.rule.Endless():
		d.last = civil.Date{}
	case !r.rule.Until.IsZero():
		d.last = r.rule.Until.AddDays(length)
	default:
		if all, _ := r.rule.Expand(s.start, recur.Window{To: s.start.AddDays(366 * 30), Limit: 5000}); len(all) > 0 {
			d.last = all[len(all)-1].AddDays(length)
		}
	}
	for _, at := range r.also {
		if last := at.AddDays(length); !d.last.IsZero() && last.After(d.last) {
			d.last = last
		}
	}
	r.changes(p, e, s, changes, left)
	for _, c := range changes {
		if last := s.lastDay(s.local(c.Start), s.finish(s.local(c.Start), c.End)); !d.last.IsZero() && last.After(d.last) {
			d.last = last
		}
	}
	g.tables = r.write(s)
	return g
}

// where reads the place: a venue that the site knows, one of its own, or online.
func (p *planner) where(e ical.Imported) []line {
	var out []line
	location := visible(e.Location)
	name, address, _ := strings.Cut(location, ",")
	name, address = strings.TrimSpace(name), strings.TrimSpace(address)
	online := e.Conference
	if webAddress(location) {
		if online == "" {
			online = location
		}
		location, name = "", ""
	}
	if name != "" {
		if id := p.venue(name, location); id != "" {
			out = append(out, line{"venue", text(id)})
		} else {
			value := "{ name = " + text(name)
			if address != "" {
				value += ", address = " + text(address)
			}
			if e.Geo != nil {
				value += ", geo = [" + degrees(e.Geo[0]) + ", " + degrees(e.Geo[1]) + "]"
			}
			out = append(out, line{"place", value + " }"})
		}
	}
	if webAddress(online) {
		out = append(out, line{"online", text(online)})
	}
	return out
}

// venue finds the one of the site that a location begins with, or is.
func (p *planner) venue(first, whole string) string {
	for _, v := range p.Venues {
		for _, n := range v.Names {
			if strings.EqualFold(n, first) || strings.EqualFold(n, whole) {
				return v.ID
			}
		}
	}
	return ""
}

// A span reads the times of one event: on the clocks of its zone, or as days.
type span struct {
	zone       *time.Location
	allDay     bool
	start, end civil.DateTime // end as in a file: the last day for days; zero where there is none
}

// local gives a time on the event's own clocks. One that daylight saving skips becomes the one that RFC 5545, section
// 3.3.5, takes it for.
func (s span) local(w ical.When) civil.DateTime {
	if s.allDay || w.AllDay() {
		if s.allDay {
			return w.At.Date.At(civil.Clock{})
		}
		return w.At.Date.At(s.start.Clock)
	}
	zone := s.zone
	if w.Zone != zone.String() {
		if loc, ok := config.Zone(w.Zone); ok {
			zone = loc
		}
	}
	t, fit := w.At.In(zone)
	if zone == s.zone && fit != civil.Skipped {
		return w.At
	}
	return civil.Of(t.In(s.zone))
}

// finish gives the end of what begins at start: zero where there is none, or none that is after it.
func (s span) finish(start civil.DateTime, end ical.When) civil.DateTime {
	if end.IsZero() || end.AllDay() != s.allDay {
		return civil.DateTime{}
	}
	at := s.local(end)
	if s.allDay {
		at.Date = at.AddDays(-1)
	}
	if !at.After(start) {
		return civil.DateTime{}
	}
	return at
}

func (s span) lastDay(start, end civil.DateTime) civil.Date {
	if end.IsZero() {
		return start.Date
	}
	return end.Date
}

// write gives a time as TOML.
func (s span) write(t civil.DateTime) string {
	if s.allDay {
		return t.Date.String()
	}
	return t.String()
}

// visible gives a line without what a file may not hold: controls, and what cannot be seen.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if !tomlfile.Visible(string(r)) {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

func visibleLines(s string) string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		out = append(out, visible(l))
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// webAddress says whether a file may hold an address, and calendars shall lead to it: https alone.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil && !strings.ContainsAny(s, " \"<>\\^`{|}") &&
		tomlfile.Visible(s) && u.String() == s
}

func slug(s string) string { return strings.Trim(cut(markdown.Slug(s), 64), "-") }

func digits(n int) string { return strconv.Itoa(n) }

func degrees(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
