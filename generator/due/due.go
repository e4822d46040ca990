// Package due says what a site wants done by a day: what ends, opens or closes by then, what wants a date or another look,
// and on which days much begins at once.
//
// Invariants: the site's own today is the only clock; what is cancelled, done or dropped wants nothing; the same site and
// day give the same list.
package due

import (
	"cmp"
	"slices"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/site"
)

// A Kind says what is wanted.
type Kind int

const (
	Opens  Kind = iota // an exhibition, a call, something that can be had
	Closes             // a deadline
	Ends               // an exhibition, a series, an availability
	Plan               // an action or a target of the plan
	Date               // an event that is known by its month or season alone
	Review             // a fact, a product, support, the accessibility statement
	Busy               // many events begin
)

// Kinds are all, in the order of a report.
func Kinds() []Kind { return []Kind{Opens, Closes, Ends, Plan, Date, Review, Busy} }

// An Item is one thing, on its day. What are titles: one, but for a busy day.
type Item struct {
	Kind Kind
	On   civil.Date
	What []string
	File string // where it is written; empty for a busy day
}

// many is from how many events on that begin on one day the day is busy.
const many = 3

// By lists what falls from the site's today to a day, both included, in the order of days, with titles in a language.
// Reviews, and what the plan had for earlier, are listed though their day is over.
func By(s *site.Site, until civil.Date, lang string) []Item {
	var out []Item
	add := func(k Kind, on civil.Date, what, file string) {
		late := k == Review || k == Plan || k == Date
		if !on.IsZero() && !on.After(until) && (late || !on.Before(s.Today)) {
			out = append(out, Item{k, on, []string{what}, file})
		}
	}
	begin := map[civil.Date][]string{}
	for _, e := range s.Events {
		if e.Status == "cancelled" || e.Draft {
			continue
		}
		text, _, _ := site.Pick(s, e.Texts, lang)
		title, file := text.Title, e.File.Path
		switch e.Kind {
		case "exhibition":
			add(Opens, e.Start.Date, title, file)
			add(Ends, e.End.Date, title, file)
		case "event":
			if n := len(e.Occurrences); e.Repeat != nil && n > 1 && !(e.Repeat.Rule != nil && e.Repeat.Rule.Endless()) {
				add(Ends, e.Occurrences[n-1].Start.Date, title, file)
			}
		}
		add(Opens, e.Opens.Date, title, file)
		add(Closes, e.Deadline.Date, title, file)
		add(Opens, e.Event.From, title, file)
		add(Ends, e.To, title, file)
		if !e.Month.IsZero() {
			add(Date, e.Month.First(), title, file)
		}
		if !e.Season.IsZero() {
			add(Date, site.SeasonStart(e.Season), title, file)
		}
		if !e.Reviewed.IsZero() {
			add(Review, e.Reviewed.AddDays(366), title, file)
		}
		if e.Kind == "event" || e.Kind == "exhibition" {
			for _, o := range e.Occurrences {
				if day := o.Start.Date; o.Status != "cancelled" && !day.Before(s.Today) && !day.After(until) && !slices.Contains(begin[day], title) {
					begin[day] = append(begin[day], title)
				}
			}
		}
	}
	for _, f := range s.Facts {
		label, _, _ := site.Pick(s, f.Label, lang)
		add(Review, f.Review, cmp.Or(label, f.ID), f.At.File.Path)
	}
	if x := s.Statement; x != nil && !x.Reviewed.IsZero() {
		add(Review, x.Reviewed.AddDays(366), x.File.Path, x.File.Path)
	}
	for _, a := range s.Plan.Actions {
		if a.Status != "done" && a.Status != "dropped" && !a.Due.IsZero() {
			title, _, _ := site.Pick(s, a.Title, lang)
			add(Plan, lastDay(a.Due), cmp.Or(title, a.ID), a.At.File.Path)
		}
	}
	for _, x := range s.Plan.Targets {
		if !x.Due.IsZero() {
			title, _, _ := site.Pick(s, x.Title, lang)
			add(Plan, lastDay(x.Due), cmp.Or(title, x.ID), x.At.File.Path)
		}
	}
	for day, titles := range begin {
		if len(titles) >= many {
			slices.Sort(titles)
			out = append(out, Item{Kind: Busy, On: day, What: titles})
		}
	}
	slices.SortStableFunc(out, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), a.On.Compare(b.On), strings.Compare(a.File, b.File), strings.Compare(a.What[0], b.What[0]))
	})
	return out
}

// lastDay is the day by which something is due that is due in a year or a month.
func lastDay(d content.DueDate) civil.Date {
	switch {
	case d.Month == 0:
		return civil.Date{Year: d.Year, Month: 12, Day: 31}
	case d.Day == 0:
		first := d.First()
		return first.AddDays(first.DaysIn() - 1)
	}
	return civil.Date(d)
}
