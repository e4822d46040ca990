package content

import (
	"regexp"
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// Units are what a fact's value counts.
func Units() []string {
	return []string{"number", "percent", "eur", "year", "date", "people", "jobs", "companies", "events", "hours"}
}

// A Fact is a figure that the site states, once, with its source.
type Fact struct {
	ID          string
	At          source.Span
	Value       float64 // of all units but date
	When        DueDate // of the unit date
	Unit        string
	Period      Period
	Source      source.Ref
	Locator     string
	Review      civil.Date // the zero date where it is not to be looked at again
	ReviewAt    source.Span
	Label       By[string]
	RenamedFrom []source.Ref
}

// A Period is a time that a figure is about: From alone, From to To, or From and on where Open.
type Period struct {
	From, To DueDate
	Open     bool
}

// A DueDate is a date as precisely as it is known: Month and Day are zero where they are not.
type DueDate struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero says whether nothing is known.
func (d DueDate) IsZero() bool { return d == DueDate{} }

// Last gives the last day that the date can mean.
func (d DueDate) Last() civil.Date {
	switch {
	case d.Month == 0:
		return civil.Date{Year: d.Year, Month: 12, Day: 31}
	case d.Day == 0:
		first := civil.Date{Year: d.Year, Month: d.Month, Day: 1}
		return first.AddDays(first.DaysIn() - 1)
	}
	return civil.Date{Year: d.Year, Month: d.Month, Day: d.Day}
}

// First gives the first day that the date can mean.
func (d DueDate) First() civil.Date {
	return civil.Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}
}

var dueForm = regexp.MustCompile(`^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$`)

// ParseDue reads 2021, 2021-06 or 2021-06-01.
func ParseDue(s string) (DueDate, bool) {
	m := dueForm.FindStringSubmatch(s)
	if m == nil {
		return DueDate{}, false
	}
	number := func(s string) int {
		n := 0
		for _, c := range s {
			n = 10*n + int(c-'0')
		}
		return n
	}
	d := DueDate{number(m[1]), time.Month(number(m[2])), number(m[3])}
	ok := d.Year > 0 && (m[2] == "" || d.Month >= 1 && d.Month <= 12) && (m[3] == "" || civil.Date(d).Valid())
	return d, ok
}

var periodForm = regexp.MustCompile(`^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:(-)(\d{4}(?:-\d{2}(?:-\d{2})?)?)?)?$`)

// ParsePeriod reads 2021, 2021-06, 2009-2019, or 2009- (the end is not stated).
func ParsePeriod(s string) (Period, bool) {
	m := periodForm.FindStringSubmatch(s)
	if m == nil {
		return Period{}, false
	}
	from, ok := ParseDue(m[1])
	p := Period{From: from, Open: m[2] != "" && m[3] == ""}
	if ok && m[3] != "" {
		p.To, ok = ParseDue(m[3])
		ok = ok && !p.To.Last().Before(from.First())
	}
	return p, ok
}

// due reads a date of day, month or year precision: a TOML date, or a text or number.
func due(t *tomlfile.Table, key string) DueDate {
	v, ok := t.Any(key)
	if !ok {
		return DueDate{}
	}
	switch v := v.(type) {
	case string:
		if d, ok := ParseDue(v); ok {
			return d
		}
	case int64:
		if v >= 1000 && v <= 9999 {
			return DueDate{Year: int(v)}
		}
	default:
		if m, ok := tomlfile.MomentOf(v); ok && m.Kind == tomlfile.DateOnly {
			return DueDate(m.Local.Date)
		}
	}
	t.Find(key, "date-precision", key)
	return DueDate{}
}

func (r *reader) facts() {
	t := r.document()
	defer r.close(t)
	for _, id := range t.Keys() {
		ft := t.Table(id)
		if ft == nil {
			continue
		}
		at := t.KeyAt(id)
		if !config.ValidID(id) {
			r.find(at, "id-form", id)
		}
		f := &Fact{ID: id, At: at, Unit: config.OneOf(ft, "unit", Units()), Source: ft.Ref("source"), Locator: ft.Line("locator"),
			Review: ft.Date("review"), ReviewAt: ft.At("review"), RenamedFrom: renamedFrom(ft)}
		if f.Unit == "" {
			if !ft.Has("unit") {
				ft.Find("unit", "key-missing", "unit")
			}
			f.Unit = "number"
		}
		switch {
		case !ft.Has("value"):
			ft.Find("value", "key-missing", "value")
		case f.Unit == "date":
			f.When = due(ft, "value")
		default:
			f.Value, _ = ft.Number("value")
		}
		if v, ok := ft.Any("period"); ok {
			text, isText := v.(string)
			if n, isNumber := v.(int64); isNumber && n >= 1000 && n <= 9999 {
				f.Period = Period{From: DueDate{Year: int(n)}}
			} else if p, ok := ParsePeriod(text); ok {
				f.Period = p
			} else if m, isDate := tomlfile.MomentOf(v); !isText && isDate && m.Kind == tomlfile.DateOnly {
				f.Period = Period{From: DueDate(m.Local.Date)}
			} else {
				ft.Find("period", "period-form")
			}
		}
		if f.Source.ID == "" && !ft.Has("source") {
			ft.Find("source", "fact-source")
		}
		if !f.Review.IsZero() && f.Review.Before(r.Today) {
			r.find(f.ReviewAt, "fact-review", id, f.Review.String())
		}
		for _, e := range r.languages(ft) {
			if s := e.Value.Line("label"); s != "" {
				f.Label = append(f.Label, config.Entry[string]{Lang: e.Lang, Value: s})
			}
			translatedFrom(e.Value)
		}
		if len(f.Label) == 0 {
			ft.Find("label", "fact-label", id)
		}
		r.undeclared(ft)
		r.part.Facts = append(r.part.Facts, f)
	}
}

// A Source is a document or a set of data that facts rest on.
type Source struct {
	ID          string
	At          source.Span
	Title       By[string]
	Author      string
	Date        DueDate
	URL         string
	Language    string
	RenamedFrom []source.Ref
}

func (r *reader) sources() {
	t := r.document()
	defer r.close(t)
	for _, id := range t.Keys() {
		st := t.Table(id)
		if st == nil {
			continue
		}
		at := t.KeyAt(id)
		if !config.ValidID(id) {
			r.find(at, "id-form", id)
		}
		s := &Source{ID: id, At: at, Title: r.by(st, "title"), Author: st.Line("author"), URL: config.URL(st, "url"), Language: st.Line("language"),
			RenamedFrom: renamedFrom(st)}
		if st.Has("date") {
			s.Date = due(st, "date")
		} else {
			s.Date = due(st, "year")
		}
		st.Has("year")
		if len(s.Title) == 0 {
			if !st.Has("title") {
				st.Find("title", "key-missing", "title")
			}
			s.Title = By[string]{{Value: id}}
		}
		r.part.Sources = append(r.part.Sources, s)
	}
}
