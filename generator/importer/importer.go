// Package importer turns a partner's own calendar into event files, and keeps them up to date.
//
// Its promise: a second import changes what the calendar changed, and nothing that a person wrote. Every file records,
// in a comment, a digest of each group of keys as the import wrote it (when, where, status, title, ...). A group whose
// present value is still that one follows the calendar; a group that a person changed, removed or added stays, and is
// named where the calendar has something else. Comments, the order of keys and all other keys stay as they are. Where
// the comment is gone, the whole file is the person's.
//
// Invariants: nothing here writes; every path it names lies in events/ of one partner; an event is found again by its
// source_uid alone, so that a file can be renamed and a title changed; what is written is a valid event; the same input
// gives the same files.
package importer

import (
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"modestad/generator/civil"
	"modestad/generator/diag"
	"modestad/generator/ical"
	"modestad/generator/source"
)

// Options say what an import is for.
type Options struct {
	Partner   string         // the id
	Zone      *time.Location // the site's
	Language  string         // of texts that do not say theirs
	Languages []string       // that the site has
	Today     civil.Date
	Past      bool // take what is over, too
	Venues    []Venue
	Comment   string // the first lines of a new file, without their #
}

// A Venue is a place that the site knows, by all its names.
type Venue struct {
	ID    string
	Names []string
}

// A Kind says what became of an event, or of a part of it.
type Kind int

const (
	Taken   Kind = iota // a new file
	Updated             // Keys follow the calendar
	Kept                // Keys are a person's, though the calendar has something else
	Same                // nothing to do
	Past                // over, and not taken
	Gone                // a file whose event is to come and is in the calendar no more
	Left                // something was not taken: What and Value
)

// A Note is one line of what an import did.
type Note struct {
	Kind  Kind
	Path  string // of the file, relative to the site's root; empty for what has none
	Title string
	Keys  []string // groups: when, where, status, url, tags, <lang>.title, <lang>.text
	What  string   // of Left: one of ical.Problem's, or title, body, occurrence, many
	Value string
	Line  int // in the calendar
}

// A Result is what an import would write, and what it has to say.
type Result struct {
	Files []*source.File // new or changed, whole
	Notes []Note         // in the order of the calendar; what is gone comes last
}

// Plan compares a calendar with the event files that the partner has. The findings are those of files that are no TOML:
// with any, nothing is planned, for their events would be taken a second time.
func Plan(events []ical.Imported, problems []ical.Problem, existing []*source.File, o Options) (Result, diag.List) {
	p := planner{Options: o, byUID: map[string]*known{}, slugs: map[string]bool{}, ruleSaid: map[string]bool{}, mended: map[string]bool{}, numbers: map[string]int{}}
	for _, x := range problems {
		p.ruleSaid[x.UID] = p.ruleSaid[x.UID] || x.Code == "rule"
	}
	for _, f := range existing {
		p.slugs[strings.TrimSuffix(path.Base(f.Path), ".toml")] = true
		k, found := read(f)
		if len(found) > 0 {
			p.broken.Add(found...)
		} else if k.uid != "" && p.byUID[k.uid] == nil {
			p.byUID[k.uid] = k
		}
	}
	if len(p.broken) > 0 {
		return Result{}, p.broken
	}
	titles := map[string]string{}
	var masters []ical.Imported
	changes := map[string][]ical.Imported{}
	for _, e := range events {
		if e.Recurrence.IsZero() {
			masters = append(masters, e)
			titles[e.UID] = e.Summary
		} else {
			changes[e.UID] = append(changes[e.UID], e)
		}
	}
	inCalendar := map[string]bool{}
	for _, e := range events {
		inCalendar[visible(e.UID)] = true
	}
	for _, e := range masters {
		p.one(e, changes[e.UID])
	}
	for _, x := range problems {
		if x.Code == "rule" && p.mended[x.UID] {
			continue
		}
		p.notes = append(p.notes, Note{Kind: Left, Title: titles[x.UID], What: x.Code, Value: x.Value, Line: x.Line})
	}
	slices.SortStableFunc(p.notes, func(a, b Note) int { return a.Line - b.Line })
	for _, f := range existing {
		k, _ := read(f)
		if k.uid != "" && k.imported && !inCalendar[k.uid] && !k.last().Before(o.Today) && k.status() != "cancelled" {
			p.notes = append(p.notes, Note{Kind: Gone, Path: f.Path, Title: k.title()})
		}
	}
	return Result{Files: p.files, Notes: p.notes}, nil
}

type planner struct {
	Options
	byUID    map[string]*known
	slugs    map[string]bool
	numbers  map[string]int  // how often a name with its day was wanted
	ruleSaid map[string]bool // UIDs whose rule the reader of calendars found fault with
	mended   map[string]bool // those of them whose rule could be said otherwise
	broken   diag.List
	files    []*source.File
	notes    []Note
}

func (p *planner) note(n Note) { p.notes = append(p.notes, n) }

// one plans an event with the changes of its occurrences.
func (p *planner) one(e ical.Imported, changes []ical.Imported) {
	uid := visible(e.UID)
	before := p.byUID[uid]
	d := p.draft(e, changes)
	if d.title == "" {
		p.note(Note{Kind: Left, What: "no-title", Line: e.Line})
		return
	}
	if before == nil && !p.Past && !d.last.IsZero() && d.last.Before(p.Today) {
		p.note(Note{Kind: Past, Title: d.title, Line: e.Line})
		return
	}
	if before == nil {
		file := &source.File{Path: p.path(d), Data: d.file(p.Comment)}
		if len(file.Data) > largest {
			p.note(Note{Kind: Left, Title: d.title, What: "many", Line: e.Line})
			return
		}
		p.files = append(p.files, file)
		p.note(Note{Kind: Taken, Path: file.Path, Title: d.title, Line: e.Line})
		p.notes = append(p.notes, d.notes...)
		if k, found := read(file); len(found) == 0 {
			p.byUID[uid] = k // a UID that differs by what cannot be seen
		}
		return
	}
	data, updated, kept := before.update(d)
	n := Note{Path: before.file.Path, Title: d.title, Line: e.Line}
	if len(updated) > 0 && len(data) <= largest {
		p.files = append(p.files, &source.File{Path: before.file.Path, Data: data})
		n.Kind, n.Keys = Updated, updated
		p.note(n)
	} else if len(kept) == 0 {
		n.Kind = Same
		p.note(n)
	}
	if len(kept) > 0 {
		n.Kind, n.Keys = Kept, kept
		p.note(n)
	}
	p.notes = append(p.notes, d.notes...)
}

// largest is how big a file may get: below the limit that a site has by default.
const largest = 200 << 10

// path finds a name for a new event: its title, with its day where that is taken, with a number where that is.
func (p *planner) path(d draft) string {
	base := slug(d.title)
	day := d.start.At.Date.String()
	if base == "" {
		base = "event-" + day
	}
	name := base
	for p.slugs[name] {
		dated := cut(base, 64-len(day)-1) + "-" + day
		p.numbers[dated]++
		if name = dated; p.numbers[dated] > 1 {
			number := "-" + digits(p.numbers[dated])
			name = cut(base, 64-len(day)-1-len(number)) + "-" + day + number
		}
	}
	p.slugs[name] = true
	return "content/partners/" + p.Partner + "/events/" + name + ".toml"
}

// cut shortens an id.
func cut(id string, n int) string {
	if len(id) > n {
		id = id[:n]
	}
	return strings.TrimRight(id, "-")
}

// shorten cuts a text at a word where it is longer than n octets.
func shorten(s string, n int) (string, bool) {
	if len(s) <= n {
		return s, false
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	if i := strings.LastIndexAny(s, " \n"); i > n/2 {
		s = s[:i]
	}
	return strings.TrimSpace(s) + " …", true
}
