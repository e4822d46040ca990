package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/ical"
	"modestad/generator/recur"
)

// A repeat is a [repeat] table.
type repeat struct {
	rule   *recur.Rule
	except []civil.Date
	also   []civil.DateTime
	change []change
}

type change struct {
	on    civil.Date
	lines []line
}

// mostDates is how many dates are written out, and how far ahead, where a rule does not fit ours.
const (
	mostDates  = 200
	mostExcept = 1000
	monthsLong = 18
)

// repeat reads the rule of an event, and what it adds and leaves out. A rule that ours cannot say is left, so that the
// first date stands alone.
func (p *planner) repeat(e ical.Imported, s span, left func(what, value string)) *repeat {
	r := &repeat{}
	if e.RRule != "" {
		text, mended := bySetPos(e.RRule)
		rule, err := recur.ParseRRule(text, s.start, s.zone)
		switch {
		case err != nil:
			if !p.ruleSaid[e.UID] {
				left("rule", e.RRule)
			}
		case rule.Matches(s.start.Date):
			r.rule = &rule
			p.mended[e.UID] = mended
		default:
			// RFC 5545 leaves it open what a first date is that the rule does not give: write the dates out.
			to := p.Today.AddDays(monthsLong * 30)
			all, _ := rule.Expand(s.start, recur.Window{From: s.start.Date, To: to, Limit: mostDates})
			for _, at := range all {
				if at = s.local(ical.When{At: at, Zone: zoneOf(s)}); at != s.start {
					r.also = append(r.also, at)
				}
			}
			left("first", e.RRule)
		}
	}
	var rdates []civil.DateTime
	for _, w := range e.RDates[:min(len(e.RDates), mostDates)] {
		rdates = append(rdates, s.local(w))
	}
	ruled := r.instances(s, dates(rdates))
	for _, at := range rdates {
		if at != s.start && !slices.Contains(r.also, at) && !(ruled[at.Date] && at.Clock == s.start.Clock) && len(r.also) < mostDates {
			r.also = append(r.also, at)
		}
	}
	var exdates []civil.DateTime
	for _, w := range e.ExDates {
		exdates = append(exdates, s.local(w))
	}
	ruled = r.instances(s, dates(exdates))
	for _, at := range exdates {
		if ruled[at.Date] && len(r.except) < mostExcept {
			r.except = append(r.except, at.Date)
			ruled[at.Date] = false // once
		}
	}
	if r.rule == nil {
		out := map[civil.Date]bool{}
		for _, at := range exdates {
			out[at.Date] = true
		}
		r.also = slices.DeleteFunc(r.also, func(at civil.DateTime) bool { return out[at.Date] })
	}
	slices.SortFunc(r.except, civil.Date.Compare)
	slices.SortFunc(r.also, civil.DateTime.Compare)
	return r
}

// instances says which of some days the rule gives.
func (r *repeat) instances(s span, days []civil.Date) map[civil.Date]bool {
	out := map[civil.Date]bool{}
	if r.rule == nil {
		return out
	}
	for _, d := range days {
		out[d] = true
	}
	for _, d := range r.rule.Strays(s.start.Date, days) {
		out[d] = false
	}
	return out
}

func dates(list []civil.DateTime) []civil.Date {
	out := make([]civil.Date, len(list))
	for i, t := range list {
		out[i] = t.Date
	}
	return out
}

func zoneOf(s span) string {
	if s.allDay {
		return ""
	}
	return s.zone.String()
}

// bySetPos says the third Sunday of the month as our rules do, where another program counts through all Sundays of it
// (BYDAY=SU;BYSETPOS=3).
func bySetPos(rule string) (string, bool) {
	parts := strings.Split(rule, ";")
	day, position := -1, -1
	for i, part := range parts {
		if v, ok := strings.CutPrefix(part, "BYDAY="); ok && len(v) == 2 {
			day = i
		}
		if strings.HasPrefix(part, "BYSETPOS=") {
			position = i
		}
	}
	if day < 0 || position < 0 || !slices.Contains(parts, "FREQ=MONTHLY") {
		return rule, false
	}
	n, err := strconv.Atoi(strings.TrimPrefix(parts[position], "BYSETPOS="))
	if err != nil || n < -1 || n == 0 || n > 5 {
		return rule, false
	}
	parts[day] = "BYDAY=" + strconv.Itoa(n) + strings.TrimPrefix(parts[day], "BYDAY=")
	return strings.Join(slices.Delete(parts, position, position+1), ";"), true
}

// changes reads the occurrences that differ from the rule.
func (r *repeat) changes(p *planner, e ical.Imported, s span, list []ical.Imported, left func(what, value string)) {
	usual := p.where(e)
	var days []civil.Date
	for _, x := range list {
		days = append(days, s.local(x.Recurrence).Date)
	}
	ruled := r.instances(s, days)
	for _, x := range list {
		was := s.local(x.Recurrence)
		on := was.Date
		isAlso := slices.ContainsFunc(r.also, func(at civil.DateTime) bool { return at.Date == on })
		isRuled := ruled[on] || r.rule == nil && on == s.start.Date
		twice := slices.ContainsFunc(r.change, func(c change) bool { return c.on == on })
		if !isAlso && !isRuled || slices.Contains(r.except, on) || twice || x.Start.AllDay() != s.allDay || len(r.change) >= mostDates {
			left("orphan", on.String())
			continue
		}
		c := change{on: on}
		start := s.local(x.Start)
		if start != was {
			c.lines = append(c.lines, line{"start", s.write(start)})
		}
		if end := s.finish(start, x.End); !end.IsZero() && between(start, end) != between(s.start, s.end) {
			c.lines = append(c.lines, line{"end", s.write(end)})
		}
		switch x.Status {
		case ical.Cancelled:
			c.lines = append(c.lines, line{"status", text("cancelled")})
		case ical.Tentative:
			c.lines = append(c.lines, line{"status", text("tentative")})
		}
		if where := p.where(x); len(where) > 0 && !slices.Equal(where, usual) {
			c.lines = append(c.lines, where...)
		}
		if x.Summary != e.Summary {
			left("occurrence", on.String()+": "+visible(x.Summary))
		}
		if len(c.lines) > 0 {
			r.change = append(r.change, c)
		}
	}
	slices.SortFunc(r.change, func(a, b change) int { return a.on.Compare(b.on) })
}

// between is how long something takes on the clocks: days and seconds.
func between(start, end civil.DateTime) [2]int {
	if end.IsZero() {
		return [2]int{}
	}
	return [2]int{end.Date.DaysSince(start.Date), end.Seconds() - start.Seconds()}
}

// write gives the tables; nothing where the event does not repeat.
func (r *repeat) write(s span) string {
	if r.rule == nil && len(r.also) == 0 {
		return ""
	}
	var lines []line
	if r.rule != nil {
		lines = ruleLines(*r.rule, s)
	}
	var list []string
	for _, d := range r.except {
		list = append(list, d.String())
	}
	if len(list) > 0 {
		lines = append(lines, line{"except", array(list)})
	}
	list = nil
	for _, t := range r.also {
		list = append(list, s.write(t))
	}
	if len(list) > 0 {
		lines = append(lines, line{"also", array(list)})
	}
	var b strings.Builder
	b.WriteString("[repeat]\n")
	writeLines(&b, lines, 0)
	for _, c := range r.change {
		b.WriteString("\n[[repeat.change]]\n")
		writeLines(&b, append([]line{{"on", c.on.String()}}, c.lines...), 0)
	}
	return b.String()
}

// ruleLines says a rule in words where they can, else as RFC 5545 does.
func ruleLines(rule recur.Rule, s span) []line {
	w, ok := rule.Words(s.start.Date)
	if !ok {
		return []line{{"rule", text(rule.RRule(s.start, true, s.zone))}}
	}
	lines := []line{{"every", text(w.Every)}}
	if w.Interval != nil {
		lines = append(lines, line{"interval", fmt.Sprint(*w.Interval)})
	}
	var on []string
	for _, x := range w.On {
		if day, isText := x.(string); isText {
			on = append(on, text(day))
		} else {
			on = append(on, fmt.Sprint(x))
		}
	}
	if len(on) > 0 {
		lines = append(lines, line{"on", array(on)})
	}
	if w.Count != nil {
		lines = append(lines, line{"count", fmt.Sprint(*w.Count)})
	}
	if !w.Until.IsZero() {
		lines = append(lines, line{"until", w.Until.String()})
	}
	return lines
}
