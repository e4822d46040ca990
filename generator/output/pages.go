package output

import (
	"sync"

	"modestad/generator/content"
	"modestad/generator/epub"
	"modestad/generator/page"
	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/template"
	"modestad/generator/view"
)

// languages plans what there is most of, each language by itself, and what stands for all of them together.
func (x *planner) languages() {
	s := x.Site
	each := make([]planner, len(x.Book.Editions))
	var wg sync.WaitGroup
	for i, ed := range x.Book.Editions {
		one := &each[i]
		wg.Go(func() {
			one.Plan = x.Plan
			one.out = make([]Output, 0, 256+2*len(s.Events)) // a page and a calendar of each event
			one.pages(ed)
			one.feeds(ed.Lang())
		})
	}
	wg.Wait()
	n := 0
	for i := range each {
		n += len(each[i].out)
	}
	x.out = make([]Output, 0, n+n/8+1024)
	for i := range each {
		x.out = append(x.out, each[i].out...)
		each[i].out = nil // what makes the outputs holds on to their planner
	}
	x.page(s.Config.DefaultLanguage, func(string) string { return "" }, "choice", source.Span{}, s.Config.Tags()[:1], func() any { return x.Book.Choice() })
}

// pages plans home, longreads, ordinary pages and events in a language.
func (x *planner) pages(ed *page.Edition) {
	s := x.Site
	all, lang := s.Config.Tags(), ed.Lang()
	x.page(lang, s.Home, "home", source.Span{}, all, func() any { return ed.Home() })
	for _, l := range s.Longreads {
		x.longread(ed, l)
	}
	for _, p := range s.Pages {
		if content.IsOutput(p.ID) || p.ID == "accessibility" && s.Statement != nil {
			continue
		}
		address := func(lang string) string { return s.PageAddress(lang, p) }
		x.page(lang, address, "plain", file(p.Texts[0].Value.File), languagesOf(p.Texts), func() any { return ed.Plain(p) })
	}
	if s.Statement != nil {
		from := file(s.Statement.File)
		x.page(lang, s.StatementAddress, "statement", from, all, func() any { return ed.Statement() })
		x.raw(page.StatementData(s.StatementAddress(lang)), "application/json", from, ed.StatementJSON)
	}
	x.page(lang, s.NotFoundAddress, "notfound", source.Span{}, nil, func() any { return ed.NotFound() })
	shown := events{set: x.Templates[lang]}
	for _, e := range s.Events {
		in := languagesOf(e.Texts)
		if e.Draft {
			in = nil
		}
		x.shown(s.EventFile(lang, e), lang, func(lang string) string { return s.EventAddress(lang, e) }, eventEntry, file(e.File), in,
			func(buf []byte) ([]byte, error) { return shown.event(buf, ed, e) })
	}
}

const eventEntry = "page/event"

// events shows the pages of events, of which there are most, each with the view of one before.
type events struct {
	set   *template.Set
	views sync.Pool
}

func (x *events) event(buf []byte, ed *page.Edition, e *site.Event) ([]byte, error) {
	v, _ := x.views.Get().(*view.Event)
	if v == nil {
		v = new(view.Event)
	}
	defer x.views.Put(v)
	*v = ed.Event(e)
	return x.set.Append(buf, eventEntry, v)
}

// languagesOf gives the languages that something is written in.
func languagesOf[T any](by content.By[T]) []string {
	out := make([]string, len(by))
	for i, e := range by {
		out[i] = e.Lang
	}
	return out
}

// longread plans a longread and the data of its charts beside it. It is made once, by whoever comes first.
func (x *planner) longread(ed *page.Edition, l *site.Longread) {
	s, lang := x.Site, ed.Lang()
	address := s.LongreadAddress(lang, l.Audience)
	from := file(l.Texts[0].Value.File)
	made := sync.OnceValue(func() page.Longread { return ed.Longread(l) })
	x.page(lang, func(lang string) string { return s.LongreadAddress(lang, l.Audience) }, "longread", from, languagesOf(l.Texts), func() any { return made().View })
	for _, name := range ed.ChartFiles(l) {
		x.raw(address+name, "text/csv", from, func() ([]byte, error) {
			for _, c := range made().Charts {
				if c.File == name {
					return c.CSV(), nil
				}
			}
			return nil, nil
		})
	}
	if s.Config.Outputs.On("epub") {
		x.raw(ed.EbookAddress(l), epub.MediaType, from, func() ([]byte, error) {
			b := ed.Ebook(l, made().View)
			b.Style, b.Image = x.Theme.Book, x.image
			return b.Write()
		})
	}
}

// image gives a picture by the address that pages show it at.
func (x *planner) image(address string) (data []byte, mediaType string, ok bool) {
	for _, f := range x.Files {
		if x.Site.URL(f.Address) == address {
			data, err := f.Data()
			return data, f.MediaType, err == nil
		}
	}
	return nil, "", false
}

// calendar plans the calendar: its list, filters, months and years.
func (x *planner) calendar() {
	s, b := x.Site, x.Book
	all := s.Config.Tags()
	plan := func(tmpl string, address func(lang string) string, view func(ed *page.Edition) any) {
		for _, ed := range b.Editions {
			x.page(ed.Lang(), address, tmpl, source.Span{}, all, func() any { return view(ed) })
		}
	}
	list := func(lang string) string { return s.Section(lang, "calendar") }
	for part := 1; part <= b.CalendarParts(); part++ {
		plan("calendar", func(lang string) string { return site.PartAddress(list(lang), part) }, func(ed *page.Edition) any { return ed.Calendar(part) })
	}
	for _, f := range b.Filters() {
		plan("calendar", func(lang string) string { return s.FilterAddress(lang, f.ID) }, func(ed *page.Edition) any { return ed.Filtered(f) })
	}
	for _, m := range b.Months() {
		month := func(lang string) string { return s.MonthAddress(lang, m) }
		plan("month", month, func(ed *page.Edition) any { return ed.Month(m) })
		for part := 2; part <= b.MonthParts(m); part++ {
			plan("calendar", func(lang string) string { return site.PartAddress(month(lang), part) }, func(ed *page.Edition) any { return ed.MonthList(m, part) })
		}
	}
	if s.Config.Outputs.On("years") {
		for _, y := range b.Years() {
			plan("year", func(lang string) string { return s.YearAddress(lang, y) }, func(ed *page.Edition) any { return ed.Year(y) })
		}
	}
}
