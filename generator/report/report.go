// Package report says in plain words what a proposal does, for the person who decides on it.
//
// Invariants: it is Markdown in which nothing that a proposal holds is a mark, a link or a mention; the same two states
// of a site give the same report. Events are compared as they are read, not as they are written: a comment changes
// nothing.
package report

import (
	"fmt"
	"slices"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// A What is what happens to an event.
type What int

const (
	Added What = iota
	Moved
	Cancelled
	Removed
	Changed
)

// An Event is one that a proposal changes.
type Event struct {
	What          What
	ID, Was       string // Was is its id before, where it has another
	Before, After *content.Event
	Texts         []string // languages in which its texts differ
	More          bool     // more than when, whether and texts differs
}

// Events compares the events of two states, in the order of their ids. languages are the site's.
func Events(before, after []*content.Event, languages []string) (out []Event) {
	was := map[string]*content.Event{}
	for _, e := range before {
		was[e.ID()] = e
	}
	gone := map[string]bool{}
	for _, e := range before {
		gone[e.ID()] = !slices.ContainsFunc(after, func(a *content.Event) bool { return a.ID() == e.ID() })
	}
	for _, e := range after {
		old, id := was[e.ID()], e.ID()
		if old == nil {
			for _, r := range e.RenamedFrom {
				name := r.ID
				if !strings.Contains(name, "/") {
					name = e.Partner + "/" + name
				}
				if gone[name] {
					old, id = was[name], name
					gone[name] = false
				}
			}
		}
		if old == nil {
			out = append(out, Event{What: Added, ID: e.ID(), After: e})
			continue
		}
		if c, ok := compare(old, e, languages); ok || id != e.ID() {
			c.ID, c.Before, c.After = e.ID(), old, e
			if id != e.ID() {
				c.Was = id
			}
			out = append(out, c)
		}
	}
	for _, e := range before {
		if gone[e.ID()] {
			out = append(out, Event{What: Removed, ID: e.ID(), Before: e})
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int {
		if a.What != b.What {
			return int(a.What) - int(b.What)
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out
}

// whenKeys are what says when an event is.
var whenKeys = []string{"start", "end", "month", "season", "deadline", "opens", "available", "repeat", "timezone", "opening", "closed"}

// compare says what differs between two states of an event.
func compare(a, b *content.Event, languages []string) (Event, bool) {
	was, is := values(a.File), values(b.File)
	e := Event{What: Changed}
	when := false
	keys := map[string]bool{}
	for k := range was {
		keys[k] = true
	}
	for k := range is {
		keys[k] = true
	}
	any := false
	for k := range keys {
		if fmt.Sprint(was[k]) == fmt.Sprint(is[k]) { // fmt writes maps in the order of their keys
			continue
		}
		any = true
		switch {
		case slices.Contains(whenKeys, k):
			when = true
		case slices.Contains(languages, k):
			e.Texts = append(e.Texts, k)
		case k != "status" && k != "renamed_from":
			e.More = true
		}
	}
	slices.SortFunc(e.Texts, func(a, b string) int { return slices.Index(languages, a) - slices.Index(languages, b) })
	switch {
	case b.Status == "cancelled" && a.Status != "cancelled":
		e.What = Cancelled
	case when:
		e.What = Moved
	}
	return e, any
}

func values(f *source.File) map[string]any {
	return tomlfile.Parse(f.Span(0, len(f.Data))).Root().Raw()
}

// When says when an event is, for readers of a locale; empty where it is always there.
func When(l *i18n.Locale, e *content.Event) string {
	switch {
	case !e.Deadline.Date.IsZero() && e.Deadline.HasTime:
		return l.DateTime(e.Deadline.DateTime, i18n.Full)
	case !e.Deadline.Date.IsZero():
		return l.Date(e.Deadline.Date, i18n.Full)
	case e.Start.IsZero() && !e.Month.IsZero():
		return l.Partial(civil.Date(e.Month))
	case e.Start.IsZero() && !e.Season.IsZero():
		return fmt.Sprintf("%s %d", e.Season.Name, e.Season.Year)
	case e.Start.IsZero() && !e.From.IsZero() && !e.To.IsZero():
		return l.DateRange(e.From, e.To, i18n.Full)
	case e.Start.IsZero():
		return ""
	case e.AllDay && (e.End.IsZero() || e.End == e.Start):
		return l.Date(e.Start.Date, i18n.Full)
	case e.AllDay:
		return l.DateRange(e.Start.Date, e.End.Date, i18n.Full)
	case e.End.IsZero():
		return l.DateTime(e.Start, i18n.Full)
	}
	return l.DateTimeRange(e.Start, e.End, i18n.Full)
}

// A Touched is what of the published site differs in a language; Lang is empty for what belongs to none.
type Touched struct {
	Lang                  string
	Pages, Feeds, Widgets []string // their paths
	Other                 int
}

// A Made is what stands at a path of the published site.
type Made struct {
	MediaType string
	Sum       [32]byte
}

// Outputs compares two published sites, by their paths.
func Outputs(before, after map[string]Made, languages []string) []Touched {
	by := map[string]*Touched{}
	paths := map[string]string{}
	for p, m := range before {
		paths[p] = m.MediaType
	}
	for p, m := range after {
		paths[p] = m.MediaType
	}
	for p, media := range paths {
		a, there := before[p]
		b, still := after[p]
		if there && still && a.Sum == b.Sum {
			continue
		}
		lang := ""
		for part := range strings.SplitSeq(p, "/") {
			if slices.Contains(languages, part) {
				lang = part
				break
			}
		}
		if by[lang] == nil {
			by[lang] = &Touched{Lang: lang}
		}
		t := by[lang]
		switch {
		case strings.HasPrefix(p, "widget/") || strings.Contains(p, "/embed/"):
			t.Widgets = append(t.Widgets, p)
		case strings.HasPrefix(media, "text/calendar") || strings.Contains(media, "feed+json") || strings.Contains(media, "atom+xml"):
			t.Feeds = append(t.Feeds, p)
		case strings.HasPrefix(media, "text/html"):
			t.Pages = append(t.Pages, p)
		default:
			t.Other++
		}
	}
	var out []Touched
	for _, lang := range append(slices.Clone(languages), "") {
		if t := by[lang]; t != nil {
			slices.Sort(t.Pages)
			slices.Sort(t.Feeds)
			slices.Sort(t.Widgets)
			out = append(out, *t)
		}
	}
	return out
}

// Title is an event's title in the first of the site's languages that has one.
func Title(e *content.Event, c *config.Config) string {
	for _, tag := range c.Tags() {
		if x, ok := e.Texts.In(tag); ok && x.Title != "" {
			return x.Title
		}
	}
	return e.ID()
}
