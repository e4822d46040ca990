// Package feed writes the calendar for other programs: iCalendar, JSON Feed and Atom in every language, and the open
// data of the whole site.
//
// Its promise: what stands in a feed is what stands on the site, in the form that its readers expect, to the letter
// of the standard.
//
// Invariants: an event has one UID in all languages and feeds, and what is made of it (an opening, a further date)
// has one of its own that depends on the event alone; an event is rendered once in each language and its bytes are
// put into every feed that holds it, so that a change to it changes nothing else; nothing here knows what day it is
// but through the site; the same site gives the same bytes.
package feed

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"modestad/generator/diag"
	"modestad/generator/ical"
	"modestad/generator/page"
	"modestad/generator/site"
	"modestad/generator/source"
)

// A Set is all feeds and data of a site. Its methods can be used by several goroutines at once.
type Set struct {
	site     *site.Site
	editions map[string]*edition // by language
	calendar ical.Feeds
}

// An edition is the feeds in one language.
type edition struct {
	*page.Edition
	site     *site.Site
	entries  atomic.Pointer[entries]
	rendered *Rendered
}

// entries hold what was made of each event. Those of Site.Events lie side by side.
type entries map[*site.Event]*entry

// An entry is an event in one language, each part made when it is first asked for.
type entry struct {
	read   once[forms]            // in JSON Feed and Atom
	listed once[[]ical.Component] // in most feeds
	banner once[[]ical.Component] // of an exhibition: the whole run as one
}

// A once is made once.
type once[T any] struct {
	sync.Once
	value T
	err   error
}

func (o *once[T]) make(do func() (T, error)) (T, error) {
	o.Do(func() { o.value, o.err = do() })
	return o.value, o.err
}

// forms gives an event in JSON Feed and Atom.
func (ed *edition) forms(e *site.Event) (forms, error) {
	return (*ed.entries.Load())[e].read.make(func() (forms, error) { return ed.item(e).forms(ed) })
}

// calendar gives an event's components: as feeds list it, or an exhibition as one banner.
func (ed *edition) calendar(e *site.Event, banner bool) ([]ical.Component, error) {
	made := (*ed.entries.Load())[e]
	x := &made.listed
	if banner = banner && e.Kind == "exhibition"; banner {
		x = &made.banner
	}
	return x.make(func() ([]ical.Component, error) { return ed.components(e, banner) })
}

// undated is what stands for the time of the last change where version control does not tell it: any program takes
// it for old, and it never moves.
var undated = time.Unix(0, 0).UTC()

// New prepares the feeds of a site in all its languages. It makes nothing yet. What was rendered before, which may be nil,
// is used again.
func New(book *page.Book, before *Rendered) *Set {
	s := &Set{site: book.Site, editions: map[string]*edition{}}
	for _, p := range book.Editions {
		ed := &edition{Edition: p, site: book.Site, rendered: before}
		ed.forget()
		s.editions[p.Lang()] = ed
	}
	return s
}

// Forget lets go of what was made of the events in one language. All can be asked for again, and is then made anew.
func (s *Set) Forget(lang string) { s.editions[lang].forget() }

func (ed *edition) forget() {
	made, all := make(entries, len(ed.site.Events)), make([]entry, len(ed.site.Events))
	for i, e := range ed.site.Events {
		made[e] = &all[i]
	}
	ed.entries.Store(&made)
}

// modified gives the time of an event's last change; undated where nobody knows.
func modified(e *site.Event) time.Time {
	if e.HasStamp {
		return e.Stamp.Modified.UTC()
	}
	return undated
}

// newest gives the time of the last change of any of some events.
func newest(events []*site.Event) time.Time {
	t := undated
	for _, e := range events {
		if m := modified(e); m.After(t) {
			t = m
		}
	}
	return t
}

// language gives the edition in the site's default language.
func (s *Set) language() *edition { return s.editions[s.site.Config.DefaultLanguage] }

// largest is the size in octets from which calendar programs may refuse a feed.
const largest = 1 << 20

// Large finds the feeds that are so large that calendar programs may refuse them. It renders, in parallel, the events of
// those feeds alone that could be: what it makes is not made again when the feeds are.
func (s *Set) Large() diag.List {
	var found diag.List
	tags := slices.Sorted(slices.Values(s.site.Config.Tags())) // in the order in which the feeds are made
	for _, f := range s.site.Feeds {
		if atMost(f.Events) < largest {
			continue
		}
		size := 0
		for _, lang := range tags {
			if size = max(size, s.size(s.editions[lang], f)); size >= largest {
				break // one language is enough for a warning
			}
		}
		if size < largest {
			continue
		}
		var at source.Span
		if f.Own != nil {
			at = f.Own.At
		}
		found.Add(at.Find("feed-size", f.ID, len(f.Events), size>>10))
	}
	return found
}

// atMost gives a size in octets that a feed of some events does not reach: each of its components has the event's texts,
// escaped at most, and what every component has.
func atMost(events []*site.Event) int {
	n := 0
	for _, e := range events {
		components := 2 + len(e.Changed)
		if e.Repeat != nil {
			components += len(e.Repeat.Also)
		}
		n += components * (3*len(e.File.Data) + 3000)
	}
	return n
}

// size gives the octets of a feed's components in one language.
func (s *Set) size(ed *edition, f *site.Feed) int {
	var n atomic.Int64
	err := source.Each(context.Background(), len(f.Events), 0, func(i int) error {
		list, err := ed.calendar(f.Events[i], banners(f))
		for _, c := range list {
			n.Add(int64(len(c.Bytes)))
		}
		return err
	})
	if err != nil {
		return 0 // making the feed tells what is wrong
	}
	return int(n.Load())
}

// all gives the events of the feed of everything, whether the site has that feed or not, chronologically.
func (s *Set) all() []*site.Event {
	if f := s.site.Feed("all"); f != nil {
		return f.Events
	}
	var out []*site.Event
	for _, e := range s.site.Events {
		if s.site.InFeeds(e) {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, site.Chronological)
	return out
}
