package page

import (
	"html/template"
	"strings"
	"unicode/utf8"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/markdown"
	"modestad/generator/site"
	"modestad/generator/view"
)

// A resolver knows what the references and directives of one text mean where it stands.
type resolver struct {
	ed   *Edition
	lang string   // of the text
	in   *Edition // the edition of that language, whose words the text's own figures and dates are written in
	at   where
}

// A counter numbers what stands on one page.
type counter struct {
	chapter  string // "1"
	evidence int
	charts   int
	found    []view.Link // the evidence cards, for those who read something else
	csv      []ChartData
}

// Resolve gives what a reference comes to. Names are in the language of the page's readers; a figure is written as
// the text around it is.
func (r *resolver) Resolve(ref markdown.Reference) (markdown.Target, bool) {
	s := r.ed.s
	ctx := r.at.ctx
	ctx.Lang = r.ed.lang
	address, ok := s.Address(ref.Scheme, ref.ID, ref.Anchor, ctx)
	t := markdown.Target{}
	if ok {
		t.URL = s.URL(address)
		if strings.HasPrefix(address, "#") {
			t.URL = address
		}
	}
	name := r.name(ref)
	t.Text, t.Lang, t.Dir = name.Text, name.Lang, name.Dir
	switch ref.Scheme {
	case "fact":
		t.Class = "stated"
		if f := s.Fact(ref.ID); f != nil {
			t.Title = r.in.word(f.Label)
		}
	case "path":
		return t, false
	}
	return t, ok || t.Text != ""
}

// name is a thing's own name, as an autolink shows it.
func (r *resolver) name(ref markdown.Reference) view.Text {
	s, ed := r.ed.s, r.ed
	named := func(by content.By[string]) view.Text { return r.relative(by) }
	switch ref.Scheme {
	case "fact":
		if f := s.Fact(ref.ID); f != nil {
			return view.Text{Text: r.in.figure(f)}
		}
	case "partner":
		if p := s.Partner(ref.ID); p != nil {
			return named(p.Name)
		}
	case "venue":
		if v := s.Venue(ref.ID); v != nil {
			return named(v.Name)
		}
	case "area":
		if a := s.Area(ref.ID); a != nil {
			return named(a.Name)
		}
	case "series":
		for _, x := range s.Series {
			if x.ID == ref.ID {
				return named(x.Name)
			}
		}
	case "source":
		if x := s.Source(ref.ID); x != nil {
			return named(x.Title)
		}
	case "action":
		if a := s.Action(ref.ID); a != nil {
			return named(a.Title)
		}
	case "event":
		if e := s.Event(ref.ID); e != nil {
			t, in, _ := site.Pick(s, e.Texts, ed.lang)
			return r.mark(t.Title, in)
		}
	case "page":
		if p := s.Page(ref.ID); p != nil {
			t, in, _ := site.Pick(s, p.Texts, ed.lang)
			return r.mark(t.Title, in)
		}
		if content.IsOutput(ref.ID) && ref.ID != "notfound" {
			return r.mark(ed.t("section."+ref.ID), ed.lang)
		}
	case "chapter":
		if c := s.Chapters[ref.ID]; c != nil {
			t, in, _ := site.Pick(s, c.Texts, ed.lang)
			return r.mark(t.For(audienceOf(r.at.ctx)).Title, in)
		}
	}
	return view.Text{}
}

func (r *resolver) relative(by content.By[string]) view.Text {
	for _, e := range by {
		if e.Lang == "" {
			return r.mark(e.Value, "")
		}
	}
	s, in, _ := site.Pick(r.ed.s, by, r.ed.lang)
	return r.mark(s, in)
}

// mark marks a text with its language where that is not the language of the text around it.
func (r *resolver) mark(s, lang string) view.Text {
	if lang == r.lang || lang == "" || s == "" {
		return r.line(s)
	}
	if o := r.ed.book.byTag[lang]; o != nil {
		return view.Text{Text: o.line(s), Lang: o.tag(), Dir: o.dir}
	}
	return view.Text{Text: s}
}

// line is a line in the language of the text around it.
func (r *resolver) line(s string) view.Text { return view.Text{Text: r.in.line(s)} }

// Image gives the HTML of an image that stands in a text.
func (r *resolver) Image(i markdown.Image) template.HTML {
	if r.ed.book.options.Pictures == nil {
		return ""
	}
	return r.ed.book.options.Pictures.Picture(r.at.folder+i.Src, i.Alt, [2]float64{0.5, 0.5}, false)
}

// figure writes a fact's value in the edition's language: 39%, 39 %, €150,000, 150 000 €.
func (ed *Edition) figure(f *site.Fact) string {
	w := ed.w
	switch f.Unit {
	case "percent":
		return w.Percent(f.Value)
	case "eur":
		return w.Euro(f.Value)
	case "year":
		return itoa(int(f.Value))
	case "date":
		return ed.due(f.When).Text
	case "people", "jobs", "companies", "events", "hours":
		return w.PluralOf("unit."+f.Unit, f.Value, w.Number(f.Value))
	}
	return w.Number(f.Value)
}

// display writes a fact's value where it stands large, on a card: there a line may end before the unit's word, which in a
// sentence stays with its number.
func (ed *Edition) display(f *site.Fact) string {
	text := ed.figure(f)
	if at := strings.LastIndex(text, "\u00a0"); at >= 0 && utf8.RuneCountInString(text[at:]) > 4 {
		return text[:at] + " " + text[at+len("\u00a0"):]
	}
	return text
}

// bare writes a fact's value without its unit's word, for charts.
func (ed *Edition) bare(f *site.Fact) string {
	switch f.Unit {
	case "percent", "eur", "year", "date":
		return ed.figure(f)
	}
	return ed.w.Number(f.Value)
}

// period writes the time that a fact is about.
func (ed *Edition) period(p content.Period) string {
	switch {
	case p.From.IsZero():
		return ""
	case p.Open:
		return ed.t("when.since", "Date", ed.due(p.From).Text)
	case p.To.IsZero():
		return ed.due(p.From).Text
	case p.From.Month == 0 && p.To.Month == 0:
		return ed.w.Years(p.From.Year, p.To.Year)
	}
	return ed.w.PartialRange(civil.Date(p.From), civil.Date(p.To))
}
