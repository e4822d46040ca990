package page

import (
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/recur"
	"modestad/generator/site"
	"modestad/generator/view"
)

// iso writes an occurrence's start for machines: a date, or a time with its offset.
func iso(o site.Occurrence) string {
	if o.AllDay {
		return o.Start.Date.String()
	}
	return o.Begin.Format(time.RFC3339)
}

// lastDay is the last day that an occurrence touches.
func lastDay(o site.Occurrence) civil.Date {
	switch {
	case o.End.IsZero():
		return o.Start.Date
	case o.AllDay:
		return o.End.Date
	case o.End.Clock == civil.Clock{} && o.End.Date.After(o.Start.Date):
		return o.End.Date.AddDays(-1) // midnight is the end of the day before
	case o.End.Date == o.Start.Date.AddDays(1) && o.End.Seconds() <= 6*3600:
		return o.Start.Date // a night belongs to its evening
	}
	return o.End.Date
}

// when says when an occurrence is, in full: the day, and the hours where there are any.
func (ed *Edition) when(o site.Occurrence) view.Date {
	w, last := ed.w, lastDay(o)
	d := view.Date{ISO: iso(o)}
	switch {
	case o.AllDay && last == o.Start.Date:
		d.Text = w.Date(o.Start.Date, i18n.Full)
	case last != o.Start.Date && o.AllDay:
		d.Text = w.DateRange(o.Start.Date, last, i18n.Full)
	case last != o.Start.Date:
		d.Text = w.DateTimeRange(o.Start, o.End, i18n.Full)
	default:
		d.Text = w.Date(o.Start.Date, i18n.Full) + ", " + ed.hours(o)
	}
	return d
}

// hours gives the time of day of an occurrence; nothing where it is all day.
func (ed *Edition) hours(o site.Occurrence) string {
	switch {
	case o.AllDay:
		return ""
	case o.End.IsZero() || lastDay(o) != o.Start.Date:
		return ed.w.Time(o.Start.Clock)
	}
	return ed.w.TimeRange(o.Start.Clock, o.End.Clock)
}

// card is an occurrence's day on a card: "do 10 juni", or a range.
func (ed *Edition) card(o site.Occurrence) view.Date {
	last := lastDay(o)
	if last == o.Start.Date {
		return view.Date{ISO: o.Start.Date.String(), Text: ed.w.Date(o.Start.Date, i18n.Card)}
	}
	return view.Date{ISO: o.Start.Date.String(), Text: ed.w.DateRange(o.Start.Date, last, i18n.Medium)}
}

// undated says when something is that has no day yet: its month or season, and that the date is to follow.
func (ed *Edition) undated(e *site.Event) view.Date {
	switch {
	case !e.Month.IsZero():
		first := e.Month.First()
		return view.Date{ISO: first.String()[:7], Text: ed.w.Date(first, i18n.MonthYear)}
	case !e.Season.IsZero():
		return view.Date{ISO: civil.Date{Year: e.Season.Year, Month: time.January, Day: 1}.String()[:4], Text: ed.season(e.Season)}
	}
	return view.Date{}
}

func (ed *Edition) season(x content.Season) string {
	year := ed.w.Date(civil.Date{Year: x.Year, Month: 6, Day: 1}, i18n.Year)
	if first := site.SeasonStart(x).Year; first != x.Year {
		year = ed.w.Years(first, x.Year) // the winter of 2027 begins in December 2026
	}
	return ed.t("season."+x.Name, "Year", year)
}

// available says when a product or a measure of support can be had.
func (ed *Edition) available(e *site.Event) string {
	from, to := e.Event.From, e.To
	switch {
	case from.IsZero() && to.IsZero():
		return ed.t("when.always")
	case to.IsZero():
		if !from.After(ed.s.Today) {
			return ed.t("when.always")
		}
		return ed.w.From(from, i18n.Long)
	case from.IsZero() || !from.After(ed.s.Today):
		return ed.w.Until(to, i18n.Long)
	}
	return ed.w.DateRange(from, to, i18n.Long)
}

// rule says how an event repeats, in words.
func (ed *Edition) rule(e *site.Event) string {
	if e.Repeat == nil || e.Repeat.Rule == nil {
		return ""
	}
	r := e.Repeat.Rule
	unit := map[recur.Freq]string{recur.Daily: "day", recur.Weekly: "week", recur.Monthly: "month", recur.Yearly: "year"}[r.Freq]
	text := ed.w.Plural("every."+unit, max(r.Interval, 1))
	if days := ed.ruleDays(*r, e.Start.Date); len(days) > 0 {
		text = ed.t("every.on", "Rule", text, "Days", ed.w.List(days))
	}
	if r.Count > 0 {
		text = ed.w.Plural("every.times", r.Count, "Rule", text)
	}
	if !r.Until.IsZero() {
		text = ed.t("every.until", "Rule", text, "Date", ed.w.Date(r.Until, i18n.Long))
	}
	return ed.w.Capital(text)
}

// ruleDays says on which days a rule falls; nothing where its period or the date says so already, or no word does.
func (ed *Edition) ruleDays(r recur.Rule, start civil.Date) (days []string) {
	if r.Freq == recur.Weekly {
		return ed.weekdays(r.Whole(start).ByDay)
	}
	if r.Freq != recur.Monthly && r.Freq != recur.Yearly {
		return nil
	}
	for _, d := range r.ByDay {
		if d.Nth == 0 {
			days = append(days, ed.t("every.weekday", "Day", ed.w.Weekday(d.Day, i18n.Wide)))
		} else if key := "ordinal." + ordinalKey(d.Nth); ed.w.Has(key) {
			days = append(days, ed.t(key, "Day", ed.w.Weekday(d.Day, i18n.Wide)))
		}
	}
	if r.Freq == recur.Monthly && len(r.ByDay) == 0 {
		for _, d := range r.Whole(start).ByMonthDay {
			switch {
			case d == 1:
				days = append(days, ed.t("every.firstday"))
			case d == -1:
				days = append(days, ed.t("every.lastday"))
			case d > 0:
				days = append(days, ed.t("every.monthday", "Day", ed.w.Int(d)))
			}
		}
	}
	if r.Freq == recur.Yearly && len(days) > 0 && len(r.ByMonth) > 0 {
		var months []string
		for _, m := range r.ByMonth {
			months = append(months, ed.w.Month(m, i18n.Wide))
		}
		days = []string{ed.t("every.of_month", "Days", ed.w.List(days), "Month", ed.w.List(months))}
	}
	return days
}

// weekdays names days of the week; three and more in a row as a run.
func (ed *Edition) weekdays(list []recur.Day) []string {
	var days []string
	on := map[time.Weekday]bool{}
	for _, d := range list {
		on[d.Day] = true
	}
	name := func(d time.Weekday) string { return ed.w.Weekday(d, i18n.Wide) }
	week := ed.w.Week()
	for i := 0; i < len(week); i++ {
		if !on[week[i]] {
			continue
		}
		j := i
		for j+1 < len(week) && on[week[j+1]] {
			j++
		}
		if j-i >= 2 {
			days = append(days, ed.t("every.through", "First", name(week[i]), "Last", name(week[j])))
			i = j
			continue
		}
		days = append(days, ed.t("every.weekday", "Day", name(week[i])))
	}
	return days
}

func ordinalKey(n int) string {
	names := []string{"first", "second", "third", "fourth", "fifth"}
	switch {
	case n == -1:
		return "last"
	case n >= 1 && n <= len(names):
		return names[n-1]
	}
	return "none"
}

// due writes a date as exactly as it is known.
func (ed *Edition) due(d content.DueDate) view.Date {
	if d.IsZero() {
		return view.Date{}
	}
	text := ed.w.Partial(civil.Date(d))
	iso := civil.Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}.String()
	switch {
	case d.Month == 0:
		iso = iso[:4]
	case d.Day == 0:
		iso = iso[:7]
	}
	return view.Date{ISO: iso, Text: text}
}

// date writes a day.
func (ed *Edition) date(d civil.Date, style i18n.Style) view.Date {
	return view.Date{ISO: d.String(), Text: ed.w.Date(d, style)}
}

// openingRows puts the opening hours in the order of the week: days with the same hours share a line.
func (ed *Edition) openingRows(hours []content.Hours) []view.OpeningRow {
	byDay := map[time.Weekday][]string{}
	for _, h := range hours {
		for _, d := range h.Days {
			byDay[d] = append(byDay[d], ed.w.TimeRange(h.From, h.To))
		}
	}
	week := ed.w.Week()
	var rows []view.OpeningRow
	for i := 0; i < len(week); {
		text := strings.Join(byDay[week[i]], ", ")
		j := i
		for j+1 < len(week) && strings.Join(byDay[week[j+1]], ", ") == text {
			j++
		}
		name := ed.w.Weekday(week[i], i18n.Wide)
		if j > i {
			name += " – " + ed.w.Weekday(week[j], i18n.Wide)
		}
		if j-i == len(week)-1 {
			name = ed.t("opening.daily")
		}
		if text == "" {
			text = ed.t("opening.closed")
		}
		rows = append(rows, view.OpeningRow{Days: ed.w.Capital(name), Hours: text})
		i = j + 1
	}
	return rows
}
