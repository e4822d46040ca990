package content

import (
	"slices"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/recur"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

func (r *reader) repeat(t *tomlfile.Table, e *Event) {
	rep := &Repeat{At: t.Span()}
	rep.Rule = r.rule(t, e)
	for _, it := range t.Items("also") {
		m, ok := tomlfile.MomentOf(it.Value)
		if !ok {
			t.Add(it.At.Find("value-moment", "also"))
			continue
		}
		m.At = it.At
		at, allDay := r.local(m, e.Zone)
		if allDay != e.AllDay {
			t.Add(it.At.Find("also-form"))
			continue
		}
		if at == e.Start || slices.Contains(rep.Also, at) {
			t.Add(it.At.Find("also-double", short(at, allDay)))
			continue
		}
		rep.Also = append(rep.Also, at)
	}
	if e.Start.IsZero() {
		t.Has("except")
		t.Has("change")
		for _, ct := range t.Tables("change") {
			ct.Free()
		}
		return
	}
	var excepts []source.Span
	for _, it := range t.Items("except") {
		m, ok := tomlfile.MomentOf(it.Value)
		if !ok {
			t.Add(it.At.Find("value-date", "except"))
			continue
		}
		m.At = it.At
		at, _ := r.local(m, e.Zone)
		rep.Except = append(rep.Except, at.Date)
		excepts = append(excepts, it.At)
	}
	strays := rep.strays(e.Start.Date, rep.Except)
	for i, d := range rep.Except {
		if slices.Contains(strays, d) {
			t.Add(excepts[i].Find("repeat-no-instance", d.String()))
		}
	}
	rep.Except = slices.DeleteFunc(rep.Except, func(d civil.Date) bool { return slices.Contains(strays, d) })
	for _, ct := range t.Tables("change") {
		r.change(ct, e, rep)
	}
	if rep.Rule == nil && len(rep.Also) == 0 && !t.Has("every") && !t.Has("rule") {
		t.Add(t.Span().Find("repeat-empty"))
	}
	e.Repeat = rep
}

// strays gives those days that the rule does not give.
func (rep *Repeat) strays(start civil.Date, days []civil.Date) []civil.Date {
	if rep.Rule != nil {
		return rep.Rule.Strays(start, days)
	}
	return slices.DeleteFunc(slices.Clone(days), func(d civil.Date) bool { return d == start })
}

// rule reads the rule, as people write it or as RFC 5545 does.
func (r *reader) rule(t *tomlfile.Table, e *Event) *recur.Rule {
	text := t.Line("rule")
	w := recur.Words{Every: t.Line("every")}
	for key, into := range map[string]**int64{"interval": &w.Interval, "count": &w.Count} {
		if n, ok := t.Int(key); ok {
			v := int64(n)
			*into = &v
		}
	}
	if t.Has("until") {
		m := t.Moment("until")
		at, _ := r.local(m, e.Zone)
		w.Until = at.Date
	}
	items := t.Items("on")
	for _, it := range items {
		w.On = append(w.On, it.Value)
	}
	if e.Start.IsZero() {
		return nil
	}
	var rule recur.Rule
	switch {
	case text != "":
		for _, key := range []string{"every", "interval", "on", "until", "count"} {
			if t.Has(key) {
				t.Add(t.KeyAt(key).Find("repeat-both", key))
			}
		}
		var err error
		rule, err = recur.ParseRRule(text, e.Start, e.Zone)
		if fault, ok := err.(*recur.Error); ok {
			at := t.At("rule")
			if raw := at.File.Data[at.Start:at.End]; len(raw) == len(text)+2 && fault.Offset+fault.Length <= len(text) {
				at.Start, at.End = at.Start+1+fault.Offset, at.Start+1+fault.Offset+fault.Length
			}
			t.Add(ruleFinding(at, fault))
			return nil
		}
	case t.Has("every"):
		var faults []*recur.Error
		rule, faults = recur.Parse(w, e.Start.Date)
		for _, f := range faults {
			at := t.At(f.Part)
			if f.Part == "on" && f.Index >= 0 && f.Index < len(items) {
				at = items[f.Index].At
			}
			t.Add(ruleFinding(at, f))
		}
		if len(faults) > 0 {
			return nil
		}
	default:
		for _, key := range []string{"interval", "on", "until", "count"} {
			if t.Has(key) {
				t.Add(t.KeyAt(key).Find("repeat-every", key))
			}
		}
		return nil
	}
	if !rule.Matches(e.Start.Date) {
		if rule.Never(e.Start.Date) {
			t.Find("rule", "repeat-never")
			return nil
		}
		t.Add(e.StartAt.Find("repeat-start", e.Start.Date.String()))
		return nil
	}
	return &rule
}

// ruleFinding puts a fault of a rule into a finding. Each reason has a code of its own.
func ruleFinding(at source.Span, f *recur.Error) diag.Finding {
	code := map[recur.Reason]string{recur.UnknownWord: "repeat-word", recur.Malformed: "repeat-malformed", recur.OutOfRange: "repeat-range",
		recur.Doubled: "repeat-doubled", recur.Missing: "repeat-missing", recur.Unsupported: "repeat-unsupported", recur.Misplaced: "repeat-misplaced",
		recur.Together: "repeat-together", recur.BeforeStart: "repeat-before-start"}[f.Reason]
	known := f.Known
	if n := len(known); n > 12 {
		known = []string{known[0], known[1], "…", known[n-1]}
	}
	d := at.Find(code, f.Part, f.Value, strings.Join(known, ", "), f.Min, f.Max, f.With)
	d.Nearest = f.Nearest
	return d
}

func (r *reader) change(t *tomlfile.Table, e *Event, rep *Repeat) {
	c := Change{At: t.Span(), Status: config.OneOf(t, "status", Statuses()), Venue: t.Ref("venue"), Place: place(t), Online: config.URL(t, "online")}
	if !t.Has("on") {
		t.Find("on", "key-missing", "on")
	}
	on := t.Moment("on")
	at, _ := r.local(on, e.Zone)
	c.On = at.Date
	for key, into := range map[string]*civil.DateTime{"start": &c.Start, "end": &c.End} {
		if !t.Has(key) {
			continue
		}
		at, allDay := r.moment(t, key, e.Zone)
		if !at.IsZero() && allDay != e.AllDay {
			t.Find(key, "change-form", key)
			continue
		}
		*into = at
	}
	if from := c.Start; !c.End.IsZero() {
		if from.IsZero() {
			from = e.Start
			from.Date = c.On
		}
		if c.End.Before(from) || c.End == from && !e.AllDay {
			t.Find("end", "end-before-start", short(c.End, e.AllDay), short(from, e.AllDay))
			c.End = civil.DateTime{}
		}
	}
	note := func(lang string, nt *tomlfile.Table) {
		if s := nt.Line("note"); s != "" {
			c.Note = append(c.Note, config.Entry[string]{Lang: lang, Value: s})
		}
	}
	for _, l := range r.languages(t) {
		note(l.Lang, l.Value)
	}
	r.undeclared(t)
	if c.On.IsZero() {
		return
	}
	isAlso := slices.ContainsFunc(rep.Also, func(a civil.DateTime) bool { return a.Date == c.On })
	if !isAlso && len(rep.strays(e.Start.Date, []civil.Date{c.On})) > 0 || slices.Contains(rep.Except, c.On) {
		t.Find("on", "repeat-no-instance", c.On.String())
		return
	}
	if slices.ContainsFunc(rep.Changes, func(o Change) bool { return o.On == c.On }) {
		t.Find("on", "change-double", c.On.String())
		return
	}
	rep.Changes = append(rep.Changes, c)
}
