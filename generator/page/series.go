package page

import (
	"math"
	"slices"

	"modestad/generator/civil"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// Series fills the page of a series: what is to come of it by day, and what is over with the latest first.
func (ed *Edition) Series(x *site.Series) view.Series {
	s := ed.s
	name := ed.by(x.Name)
	v := view.Series{Headline: headlineOf(name, 40)}
	c := ed.namedCard(x.Name, "section.series", "series "+x.ID)
	v.Page = ed.detail(sheet{card: &c, cardAt: s.SeriesAddress(ed.lang, x.ID), kind: "series", section: ed.t("section.calendar"), sectionAt: s.Section(ed.lang, "calendar"), about: "series-" + x.ID, file: x.File.Path,
		description: ed.describe(x.Text)}, name, func(lang string) string { return s.SeriesAddress(lang, x.ID) }, 1, 1)
	v.Text = ed.about(x.Text, x.File.Path)
	var dated []showing
	for _, c := range ed.upcoming(x.Events, math.MaxInt) {
		if c.o == nil {
			v.Undated = append(v.Undated, ed.item(c.e, nil))
			continue
		}
		dated = append(dated, c)
	}
	v.Days = ed.days(dated)
	switch {
	case len(dated) > 0:
		v.When = ed.span(dated)
	case len(v.Undated) > 0:
		v.When = v.Undated[0].Date
	}
	var past []showing
	for _, e := range x.Events {
		if n := len(e.Occurrences); n > 0 && !e.Last().After(s.Now) {
			past = append(past, showing{e, &e.Occurrences[n-1]})
		}
	}
	slices.SortStableFunc(past, func(a, b showing) int { return compareShowings(b, a) })
	for _, c := range past[:min(len(past), listPart)] {
		v.Past = append(v.Past, ed.item(c.e, c.o))
	}
	v.Subscribe = ed.follow("series-" + x.ID)
	if len(v.Days)+len(v.Undated) == 0 {
		v.Empty = ed.nothing("list.series_empty")
	}
	return v
}

// span is the time from the first to the last day of some showings.
func (ed *Edition) span(list []showing) view.Date {
	var from, to civil.Date
	for _, c := range list {
		if from.IsZero() || c.o.Start.Date.Before(from) {
			from = c.o.Start.Date
		}
		if last := lastDay(*c.o); last.After(to) {
			to = last
		}
	}
	if from == to {
		return ed.date(from, i18n.Full)
	}
	return view.Date{Text: ed.w.DateRange(from, to, i18n.Long)}
}
