package page

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"

	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// FactsJSONAddress and FactsCSVAddress are where the facts are as data, beside their page.
func (ed *Edition) FactsJSONAddress() string { return ed.s.Section(ed.lang, "facts") + "facts.json" }
func (ed *Edition) FactsCSVAddress() string  { return ed.s.Section(ed.lang, "facts") + "facts.csv" }

// Facts fills the page of every fact, by the source that it rests on.
func (ed *Edition) Facts() view.Facts {
	s := ed.s
	x, intro := ed.section("facts", "facts", ed.sectionAddress("facts"), 1, 1)
	v := view.Facts{Page: ed.frame(x), Intro: intro, Count: ed.w.Plural("count.facts", len(s.Facts))}
	v.Downloads = []view.Download{
		{URL: s.URL(ed.FactsJSONAddress()), Label: ed.t("section.facts"), Type: "JSON"},
		{URL: s.URL(ed.FactsCSVAddress()), Label: ed.t("section.facts"), Type: "CSV"},
	}
	add := func(id string, title view.Text, list []*site.Fact) {
		if len(list) == 0 {
			return
		}
		group := view.FactGroup{ID: "source--" + id, Title: title}
		for _, f := range list {
			group.Facts = append(group.Facts, ed.fact(f))
		}
		v.Groups = append(v.Groups, group)
	}
	for _, source := range s.Sources {
		add(source.ID, ed.by(source.Title), source.Facts)
	}
	var bare []*site.Fact
	for _, f := range s.Facts {
		if f.Source == nil {
			bare = append(bare, f)
		}
	}
	add("none", view.Text{Text: ed.t("list.other")}, bare)
	return v
}

func (ed *Edition) fact(f *site.Fact) view.Fact {
	v := view.Fact{ID: f.ID, Figure: ed.display(f), Label: ed.by(f.Label), Period: ed.period(f.Period), Locator: ed.text(f.Locator, ""), Used: ed.uses(f.Used, "fact", f.ID)}
	if f.Source != nil {
		source := ed.link(ed.s.SourceAddress(ed.lang, f.Source.ID), ed.by(f.Source.Title))
		v.Source = &source
	}
	if !f.Review.IsZero() && f.Review.Before(ed.s.Today) {
		v.Review = ed.t("list.fact_overdue", "Date", ed.w.Date(f.Review, i18n.Long))
	}
	return v
}

// Sources fills the page of every source, with the facts that rest on it and the places that name it.
func (ed *Edition) Sources() view.Sources {
	s := ed.s
	x, intro := ed.section("sources", "sources", ed.sectionAddress("sources"), 1, 1)
	if x.description == "" {
		x.description = ed.t("fact.sources_about")
	}
	v := view.Sources{Page: ed.frame(x), Intro: intro}
	for _, o := range s.Sources {
		source := view.Source{ID: o.ID, Title: ed.by(o.Title), Author: view.Text{Text: o.Author}, Date: ed.due(o.Date), Link: outside(o.URL, ed.t("fact.to_source")),
			Used: ed.uses(o.Used, "source", o.ID)}
		if o.Language != "" {
			source.Language = ed.languageName(o.Language)
		}
		for _, f := range o.Facts {
			label := ed.by(f.Label)
			label.Text = ed.figure(f) + " " + label.Text
			source.Facts = append(source.Facts, ed.link(s.FactAddress(ed.lang, f.ID), label))
		}
		v.Sources = append(v.Sources, source)
	}
	return v
}

// A factRecord is a fact as data. Value is a number, or a date as precisely as it is known; Figure is how the
// edition's language writes it.
type factRecord struct {
	ID            string   `json:"id"`
	Value         any      `json:"value"`
	Unit          string   `json:"unit"`
	Figure        string   `json:"figure"`
	Label         string   `json:"label"`
	LabelLanguage string   `json:"label_language"`
	Period        string   `json:"period,omitempty"`
	Source        string   `json:"source,omitempty"`
	SourceTitle   string   `json:"source_title,omitempty"`
	SourceURL     string   `json:"source_url,omitempty"`
	Locator       string   `json:"locator,omitempty"`
	Review        string   `json:"review,omitempty"`
	URL           string   `json:"url"`
	Used          []string `json:"used"`
}

func (ed *Edition) factRecords() []factRecord {
	s := ed.s
	out := make([]factRecord, 0, len(s.Facts))
	for _, f := range s.Facts {
		label, in, _ := site.Pick(s, f.Label, ed.lang)
		r := factRecord{ID: f.ID, Value: f.Value, Unit: f.Unit, Figure: ed.figure(f), Label: label, LabelLanguage: in, Period: isoPeriod(f.Period), Locator: f.Locator,
			URL: s.Absolute(s.FactAddress(ed.lang, f.ID)), Used: []string{}}
		if f.Unit == "date" {
			r.Value = isoDue(f.When)
		}
		if f.Source != nil {
			r.Source, r.SourceTitle, r.SourceURL = f.Source.ID, ed.word(f.Source.Title), f.Source.URL
		}
		if !f.Review.IsZero() {
			r.Review = f.Review.String()
		}
		for _, l := range ed.uses(f.Used, "fact", f.ID) {
			r.Used = append(r.Used, ed.absolute(l.URL))
		}
		out = append(out, r)
	}
	return out
}

// isoDue writes a date as ISO 8601, no more precisely than it is known.
func isoDue(d content.DueDate) string {
	if d.IsZero() {
		return ""
	}
	s := d.First().String()
	switch {
	case d.Month == 0:
		return s[:4]
	case d.Day == 0:
		return s[:7]
	}
	return s
}

// isoPeriod writes a period as ISO 8601-2 does, with two dots for an end that is not stated.
func isoPeriod(p content.Period) string {
	switch {
	case p.From.IsZero():
		return ""
	case p.Open:
		return isoDue(p.From) + "/.."
	case p.To.IsZero():
		return isoDue(p.From)
	}
	return isoDue(p.From) + "/" + isoDue(p.To)
}

// FactsJSON is every fact for machines.
func (ed *Edition) FactsJSON() ([]byte, error) {
	var out bytes.Buffer
	w := json.NewEncoder(&out)
	w.SetEscapeHTML(false)
	err := w.Encode(struct {
		Language string       `json:"language"`
		Licence  string       `json:"licence,omitempty"`
		Facts    []factRecord `json:"facts"`
	}{ed.tag(), ed.s.Config.Licence, ed.factRecords()})
	return out.Bytes(), err
}

// FactsCSV is every fact as a table, with a heading: RFC 4180, safe in spreadsheets.
func (ed *Edition) FactsCSV() ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	w.Write([]string{"id", "value", "unit", "figure", "label", "label_language", "period", "source", "source_title", "source_url", "locator", "review", "url"})
	for _, r := range ed.factRecords() {
		value := ""
		switch x := r.Value.(type) {
		case float64:
			value = strconv.FormatFloat(x, 'f', -1, 64)
		case string:
			value = x
		}
		row := []string{r.ID, value, r.Unit}
		for _, cell := range []string{r.Figure, r.Label, r.LabelLanguage, r.Period, r.Source, r.SourceTitle, r.SourceURL, r.Locator, r.Review, r.URL} {
			row = append(row, CSVCell(cell))
		}
		w.Write(row)
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
