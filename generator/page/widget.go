package page

import (
	"html"
	"html/template"
	"slices"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/markdown"
	"modestad/generator/site"
	"modestad/generator/view"
	"modestad/generator/widget"
)

// How much a widget's data has at most: dates to come, and as many of what runs and of what is undated as an iframe.
const widgetShown = 120

// WidgetCalendar gives the data of a feed for the calendar on the pages of others.
func (ed *Edition) WidgetCalendar(f *site.Feed) widget.Calendar {
	s := ed.s
	v := widget.Calendar{Version: 1, Lang: ed.tag(), Dir: ed.dir, Title: ed.FeedTitle(f), URL: s.URL(ed.feedHome(f)),
		Words: widget.Words{More: ed.t("list.embed_more", "Site", ed.language.Title), None: ed.t("filter.none"), Running: ed.t("widget.running"),
			Undated: ed.t("widget.undated"), All: ed.t("filter.all"), Back: ed.t("widget.back"), Forward: ed.t("widget.forward"), Found: ed.t("search.count", "Count", "{n}")},
		First: int(ed.w.FirstDay()), Months: []widget.Month{}, Filters: []widget.Filter{}, Events: []widget.Event{}}
	for _, d := range ed.w.Week() {
		v.Weekdays = append(v.Weekdays, [2]string{ed.w.Weekday(d, i18n.Abbreviated), ed.w.Weekday(d, i18n.Wide)})
	}
	running, rest := ed.parted(f)
	coming := ed.upcoming(rest, widgetShown+1)
	coming = slices.DeleteFunc(coming, func(x showing) bool { return x.o == nil })
	if v.More = len(coming) > widgetShown; v.More {
		coming = coming[:widgetShown]
	}
	undated := ed.toFollow(rest)
	v.More = v.More || len(running) > embedShown || len(undated) > embedShown
	months := map[civil.Date]bool{}
	var events []*site.Event
	add := func(x showing, group string) {
		events = append(events, x.e)
		v.Events = append(v.Events, ed.widgetEvent(x, group))
		if x.o == nil {
			return
		}
		for m, n := monthOf(x.o.Start.Date), 0; n < longest && !m.After(lastDay(*x.o)); m, n = nextMonth(m), n+1 {
			if !m.Before(monthOf(s.Today)) {
				months[m] = true
			}
		}
	}
	for _, x := range coming {
		add(x, "")
	}
	for _, x := range running[:min(len(running), embedShown)] {
		add(x, "running")
	}
	for _, e := range undated[:min(len(undated), embedShown)] {
		add(showing{e, nil}, "undated")
	}
	if len(coming) == 0 && len(v.Events) > 0 {
		v.Words.None = ed.t("list.embed_undated")
	}
	var order []civil.Date
	for m := range months {
		order = append(order, m)
	}
	slices.SortFunc(order, civil.Date.Compare)
	for _, m := range order {
		v.Months = append(v.Months, widget.Month{ID: m.String()[:7], Name: ed.w.Date(m, i18n.MonthYear)})
	}
	kinds := facet{id: "kind", title: "filter.kind", options: ed.vocabulary("kind", content.Kinds(), func(e *site.Event) []string { return []string{e.Kind} })}
	for _, g := range ed.facets(events, kinds, ed.audienceFacet(), ed.priceFacet()) {
		filter := widget.Filter{ID: g.ID, Title: g.Legend}
		for _, o := range g.Options {
			filter.Options = append(filter.Options, [2]string{o.Value, o.Text.Text})
		}
		v.Filters = append(v.Filters, filter)
	}
	return v
}

// widgetTags are the groups of tags that a widget can be filtered by.
var widgetTags = []string{"kind", "audience", "price"}

func (ed *Edition) widgetEvent(x showing, group string) widget.Event {
	i, title := ed.item(x.e, x.o), ed.title(x.e)
	v := widget.Event{URL: i.URL, Title: title.Text, Lang: title.Lang, Dir: title.Dir, Group: group, Date: i.Date.Text, ISO: i.Date.ISO, Time: i.Time,
		End: i.End, Place: i.Place.Text, Status: i.Status, Moved: i.Moved, Tags: []string{}}
	if x.e.Kind != "event" {
		v.Kind = ed.w.Capital(i.Kind)
	}
	if i.State != "confirmed" {
		v.State = i.State
	}
	if x.o != nil {
		if last := lastDay(*x.o); last != x.o.Start.Date {
			v.Last = last.String()
		}
	} else {
		v.Time = "" // the group says that the date is to follow
	}
	for tag := range strings.FieldsSeq(ed.tags(x.e)) {
		if name, _, _ := strings.Cut(tag, ":"); slices.Contains(widgetTags, name) {
			v.Tags = append(v.Tags, tag)
		}
	}
	return v
}

// How much of a chapter's evidence its widget shows.
const (
	widgetFigures = 3
	widgetRows    = 12
)

// A reaper renders a text without its directives, and keeps what a widget shows of them.
type reaper struct {
	*resolver
	quote *view.Quote
	facts []*site.Fact
	chart *markdown.Block
}

func (g *reaper) Directive(b markdown.Block) template.HTML {
	switch b.Name {
	case "quote":
		if g.quote == nil {
			q := g.resolver.quote(b)
			g.quote = &q
		}
	case "evidence":
		if f := g.ed.s.Fact(b.Values.Text("fact")); f != nil && len(g.facts) < widgetFigures && !slices.Contains(g.facts, f) {
			g.facts = append(g.facts, f)
		}
	case "chart":
		if g.chart == nil {
			g.chart = &b
		}
	}
	return ""
}

// WidgetMessage gives the data of what a chapter says to the readers of a longread, for the pages of others.
func (ed *Edition) WidgetMessage(l *site.Longread, c *content.Chapter) widget.Message {
	s := ed.s
	m := ed.message(l, c, "")
	text := func(t view.Text) widget.Text { return widget.Text{Text: t.Text, Lang: t.Lang, Dir: t.Dir} }
	v := widget.Message{Version: 1, Lang: ed.tag(), Dir: ed.dir, Title: m.line.Text + ", " + ed.audienceName(l.Audience.ID).Text, URL: s.URL(s.LongreadAddress(ed.lang, l.Audience) + "#" + c.ID),
		More: ed.t("list.kit_read"), Line: text(m.line), Text: []widget.Text{}, Figures: []widget.Figure{}}
	if m.short.Text != "" {
		v.Text = append(v.Text, text(m.short))
	}
	t, in, _ := site.Pick(s, c.Texts, ed.lang)
	if t.Body == nil {
		return v
	}
	from := ed.book.byTag[in]
	g := &reaper{resolver: &resolver{ed: ed, lang: in, in: from, at: where{ctx: site.Context{Lang: ed.lang, Audiences: []string{l.Audience.ID}}, folder: dirOf(t.File.Path)}}}
	markdown.Render(t.Body, markdown.Options{Lang: from.tag(), Typography: from.marks, Resolver: g, Audience: l.Audience.ID})
	if q := g.quote; q != nil {
		v.Quote = &widget.Quote{Text: text(ed.text(unmarked(string(q.Body)), in)), Who: q.Who.Text, Role: q.Role.Text}
	}
	for _, f := range g.facts {
		x := widget.Figure{Figure: ed.figure(f), Label: text(ed.by(f.Label)), Period: ed.period(f.Period)}
		if f.Source != nil {
			x.Source = ed.by(f.Source.Title).Text
			if s.Config.Outputs.On("facts") {
				x.URL = s.URL(s.SourceAddress(ed.lang, f.Source.ID))
			}
		}
		v.Figures = append(v.Figures, x)
	}
	if g.chart != nil {
		v.Chart = g.widgetChart(*g.chart)
	}
	return v
}

func (g *reaper) widgetChart(b markdown.Block) *widget.Chart {
	data := ChartData{}
	sources := g.figures(b, &data)
	if len(data.Rows) == 0 || len(data.Rows) > widgetRows {
		return nil
	}
	title := g.ed.text(b.Values.Text("title"), g.lang)
	v := &widget.Chart{Title: title.Text, Lang: title.Lang, Dir: title.Dir, Sources: []string{}}
	for _, c := range data.Columns {
		v.Columns = append(v.Columns, c.Text)
	}
	for _, l := range sources {
		v.Sources = append(v.Sources, l.Text.Text)
	}
	most := 0.0
	if data.Percent {
		most = 100
	}
	for _, r := range data.Rows {
		if len(r.Values) > 0 && r.Has[0] {
			most = max(most, r.Values[0])
		}
	}
	for _, r := range data.Rows {
		row := widget.ChartRow{Name: r.Name.Text, Cells: r.Labels}
		if len(r.Values) == 1 && r.Has[0] && r.Values[0] > 0 && most > 0 {
			row.Part = float64(int(1000*r.Values[0]/most)) / 1000
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// unmarked gives rendered Markdown as plain text, with a blank line between paragraphs. Its texts have no "<" of their
// own.
func unmarked(s string) string {
	s = strings.NewReplacer("</p>", "\n\n", "</li>", "\n", "<br>", "\n", "\n", " ").Replace(s)
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i+j+1:]
	}
	b.WriteString(s)
	var out []string
	for p := range strings.SplitSeq(html.UnescapeString(b.String()), "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}

// Brand gives how a partner's widgets look; false where it says nothing of that.
func Brand(p *site.Partner) (widget.Brand, bool) {
	b := p.Brand
	if b == nil {
		return widget.Brand{}, false
	}
	return widget.Brand{Version: 1, Accent: b.Accent, Ink: b.Ink, Paper: b.Paper, Font: widget.Font(b.Font), Corner: b.Corner}, true
}
