package page

import (
	"encoding/csv"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/draw"
	"modestad/generator/markdown"
	"modestad/generator/site"
	"modestad/generator/view"
)

// Directive gives the HTML of a directive: its view, shown by the theme.
func (r *resolver) Directive(b markdown.Block) template.HTML {
	if r.at.blocks == nil {
		r.at.blocks = &counter{}
	}
	var v any
	switch b.Name {
	case "quote":
		v = r.quote(b)
	case "evidence":
		v = r.evidence(b)
	case "figure":
		v = r.figureBlock(b)
	case "gallery":
		v = view.Gallery{Label: r.ed.t("block.gallery"), Body: r.gallery(b)}
	case "chart":
		v = r.chart(b)
	case "timeline":
		list := r.ed.dated(b.Values.Text("line"))
		v = view.Timeline{Label: r.ed.t("block.timeline"), Items: milestones(list), Drawing: r.ed.drawTimeline(list, r.stitch())}
	case "steps":
		v = r.steps(b)
	case "events":
		v = r.events(b)
	case "partners":
		v = r.partners(b)
	case "aside":
		v = view.Aside{Label: r.ed.t("block.aside"), Body: b.Body}
	case "details":
		v = view.Details{Summary: r.line(b.Values.Text("summary")), Body: b.Body}
	default:
		return b.Body
	}
	blocks := r.ed.book.options.Blocks
	if blocks == nil {
		return b.Body
	}
	html, err := blocks(r.ed.lang)(b.Name, v)
	if err != nil {
		return b.Body
	}
	return html
}

func (r *resolver) source(id string) *view.Link {
	x := r.ed.s.Source(id)
	if x == nil {
		return nil
	}
	l := view.Link{Text: r.relative(x.Title)}
	if address, ok := r.ed.s.Address("source", id, "", site.Context{Lang: r.ed.lang}); ok {
		l.URL = r.ed.s.URL(address)
	}
	return &l
}

func (r *resolver) quote(b markdown.Block) view.Quote {
	return view.Quote{Body: b.Body, Who: r.line(b.Values.Text("who")), Role: r.line(b.Values.Text("role")), Source: r.source(b.Values.Text("source"))}
}

func (r *resolver) evidence(b markdown.Block) view.Evidence {
	f := r.ed.s.Fact(b.Values.Text("fact"))
	c := r.at.blocks
	c.evidence++
	number := letters(c.evidence)
	if c.chapter != "" {
		number = c.chapter + "-" + number
	}
	v := view.Evidence{ID: r.id("evidence-" + itoa(c.evidence)), Number: r.ed.t("block.evidence", "Number", number), Body: b.Body}
	if f == nil {
		return v
	}
	v.Figure, v.Label, v.Period = r.in.display(f), r.relative(f.Label), r.in.period(f.Period)
	if f.Source != nil {
		v.Source = r.source(f.Source.ID)
	}
	v.Locator = r.line(f.Locator)
	if address, ok := r.ed.s.Address("fact", f.ID, "", site.Context{Lang: r.ed.lang}); ok {
		v.Fact = r.ed.s.URL(address)
	}
	c.found = append(c.found, view.Link{URL: "#" + v.ID, Text: view.Text{Text: v.Figure + " " + v.Label.Text, Lang: v.Label.Lang, Dir: v.Label.Dir}})
	return v
}

// id is an id on the page, made of a directive's own.
func (r *resolver) id(s string) string {
	if r.at.prefix == "" {
		return s
	}
	return r.at.prefix + "--" + s
}

// letters counts a, b, ..., z, aa: A to Z, then two letters.
func letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

func (r *resolver) figureBlock(b markdown.Block) view.Figure {
	v := view.Figure{}
	if b.Values.Has("wide") {
		v.Class = "wide"
	}
	v.Picture = view.Picture{HTML: r.picture(b.Values.Text("src"), b.Values.Text("alt")), Caption: b.Body, Credit: r.line(b.Values.Text("credit"))}
	return v
}

func (r *resolver) picture(src, alt string) template.HTML {
	if r.ed.book.options.Pictures == nil || src == "" {
		return ""
	}
	return r.ed.book.options.Pictures.Picture(r.at.folder+src, alt, [2]float64{0.5, 0.5}, false)
}

func (r *resolver) gallery(b markdown.Block) template.HTML {
	var html template.HTML
	for _, i := range b.Items {
		html += "<figure>" + r.Image(i) + "</figure>"
	}
	return html
}

// ChartData is what a chart shows: one row a name, one column a series.
type ChartData struct {
	File    string // "<chapter>/<id>.csv" beside the longread
	Type    string
	ID      string
	Title   view.Text
	Columns []view.Text // the first names the rows
	Rows    []ChartRow
	Unit    string               // in words; empty where the labels say it
	Percent bool                 // the values are parts of a hundred
	Tick    func(float64) string // writes a number of the scale
}

// A ChartRow is one row. Values are missing where Has is false.
type ChartRow struct {
	Name   view.Text
	Values []float64
	Has    []bool
	Labels []string // the values as the language writes them
}

// CSV gives a chart's figures as a file, safe in spreadsheets: no cell begins as a formula does.
func (c ChartData) CSV() []byte {
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	row := make([]string, 0, len(c.Columns))
	for _, h := range c.Columns {
		row = append(row, CSVCell(h.Text))
	}
	w.Write(row)
	for _, r := range c.Rows {
		row = append(row[:0], CSVCell(r.Name.Text))
		for i, v := range r.Values {
			if r.Has[i] {
				row = append(row, strconv.FormatFloat(v, 'f', -1, 64))
			} else {
				row = append(row, "")
			}
		}
		w.Write(row)
	}
	w.Flush()
	return []byte(out.String())
}

// CSVCell makes a text safe as a cell: what a spreadsheet would take for a formula begins with an apostrophe.
func CSVCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// chart reads a chart's figures: of facts, or out of a file beside the text.
func (r *resolver) chart(b markdown.Block) view.Chart {
	ed, c := r.ed, r.at.blocks
	c.charts++
	id := b.Values.Text("id")
	if id == "" {
		id = "chart-" + itoa(c.charts)
	}
	data := ChartData{File: r.at.prefix + "/" + chartFile(b.Directive, c.charts) + ".csv", Type: b.Values.Text("type"), ID: r.id(id), Title: r.line(b.Values.Text("title"))}
	v := view.Chart{ID: data.ID, Title: data.Title, Sources: r.figures(b, &data)}
	v.Columns = data.Columns
	for _, row := range data.Rows {
		v.Rows = append(v.Rows, view.ChartRow{Name: row.Name, Cells: row.Labels})
	}
	v.Wide, v.Narrow, v.Summary = ed.drawChart(data)
	if r.at.prefix != "" && r.at.ctx.Longread != nil {
		address := ed.s.LongreadAddress(ed.lang, r.at.ctx.Longread.Audience) + data.File
		v.Download = &view.Download{URL: ed.s.URL(address), Label: ed.t("fact.data"), Type: "text/csv"}
		c.csv = append(c.csv, data)
	}
	return v
}

// figures reads what a chart shows into data, and gives the sources of its facts.
func (r *resolver) figures(b markdown.Block, data *ChartData) (sources []view.Link) {
	ed := r.ed
	data.Tick = r.in.w.Number
	if ids := b.Values.List("facts"); len(ids) > 0 {
		data.Columns = []view.Text{{Text: ed.t("block.fact")}, {Text: ed.t("block.value")}}
		for _, id := range ids {
			f := ed.s.Fact(id)
			if f == nil {
				continue
			}
			switch f.Unit {
			case "percent":
				data.Percent, data.Tick = true, r.in.w.Percent
			case "eur":
				data.Tick = r.in.w.Euro
			}
			data.Rows = append(data.Rows, ChartRow{r.relative(f.Label), []float64{f.Value}, []bool{true}, []string{r.in.bare(f)}})
			if f.Source != nil {
				if l := r.source(f.Source.ID); !slices.ContainsFunc(sources, func(o view.Link) bool { return o == *l }) {
					sources = append(sources, *l)
				}
			}
		}
	} else if read := ed.book.options.Read; read != nil {
		if raw, ok := read(r.at.folder + b.Values.Text("data")); ok {
			data.Columns, data.Rows = r.table(raw)
		}
	}
	return sources
}

// table reads a chart's data file: a heading, then rows of a name and numbers.
func (r *resolver) table(raw []byte) (columns []view.Text, rows []ChartRow) {
	records, err := ReadCSV(raw)
	if err != nil || len(records) < 2 {
		return nil, nil
	}
	for _, h := range records[0] {
		columns = append(columns, view.Text{Text: h})
	}
	for _, rec := range records[1:] {
		row := ChartRow{Name: view.Text{Text: rec[0]}}
		for _, cell := range rec[1:] {
			// Spreadsheets set to Dutch or French write a comma.
			n, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(cell), ",", ".", 1), 64)
			row.Values, row.Has = append(row.Values, n), append(row.Has, err == nil)
			label := cell
			if err == nil {
				label = r.in.w.Number(n)
			}
			row.Labels = append(row.Labels, label)
		}
		rows = append(rows, row)
	}
	return columns, rows
}

// ReadCSV reads the data of a chart: separated by commas or semicolons, at least a name and a number in each row.
func ReadCSV(raw []byte) ([][]string, error) {
	raw = []byte(strings.TrimPrefix(string(raw), "\uFEFF"))
	first, _, _ := strings.Cut(string(raw), "\n")
	rd := csv.NewReader(strings.NewReader(string(raw)))
	rd.TrimLeadingSpace = true
	if strings.Count(first, ";") > strings.Count(first, ",") {
		rd.Comma = ';'
	}
	return rd.ReadAll()
}

// milestones are the actions and targets that have a date, in its order; those of one line, or of all.
func (ed *Edition) milestones(line string) []view.Milestone { return milestones(ed.dated(line)) }

// A dated is a milestone with the day from which it counts.
type dated struct {
	at civil.Date
	m  view.Milestone
}

func milestones(list []dated) []view.Milestone {
	out := make([]view.Milestone, len(list))
	for i, d := range list {
		out[i] = d.m
	}
	return out
}

// stitch is that of the audience whose longread the text stands in.
func (r *resolver) stitch() draw.Stitch {
	if l := r.at.ctx.Longread; l != nil {
		return draw.StitchFor(l.Index)
	}
	return draw.Plain
}

func (ed *Edition) dated(line string) []dated {
	var list []dated
	for _, a := range ed.s.Plan.Actions {
		if a.Due.IsZero() || line != "" && a.Line.ID != line {
			continue
		}
		m := view.Milestone{Date: ed.due(a.Due), Title: ed.by(a.Title), Status: ed.t("plan.status." + a.Status), Class: a.Status}
		if ed.s.Config.Outputs.On("plan") {
			m.URL = ed.s.URL(ed.s.ActionAddress(ed.lang, a.ID))
		}
		list = append(list, dated{a.Due.First(), m})
	}
	for _, t := range ed.s.Plan.Targets {
		if t.Due.IsZero() || line != "" && t.Line.ID != line {
			continue
		}
		m := view.Milestone{Date: ed.due(t.Due), Title: ed.by(t.Title), Status: ed.t("plan.target"), Class: "target"}
		if ed.s.Config.Outputs.On("plan") {
			m.URL = ed.s.URL(ed.s.ActionAddress(ed.lang, t.ID))
		}
		list = append(list, dated{t.Due.First(), m})
	}
	slices.SortStableFunc(list, func(a, b dated) int { return a.at.Compare(b.at) })
	return list
}

func (r *resolver) steps(b markdown.Block) view.Steps {
	v := view.Steps{Label: r.ed.t("block.steps")}
	if len(b.Parts) == 0 {
		return v
	}
	v.Figure = b.Parts[0]
	v.Drawing = r.ed.drawSteps(b, r.at.prefix)
	for i, p := range b.Parts[1:] {
		v.Steps = append(v.Steps, view.Step{Number: r.ed.w.Int(i + 1), Class: "step-" + itoa(i+1), Body: p})
	}
	return v
}

func (r *resolver) events(b markdown.Block) view.EventsBlock {
	ed, s := r.ed, r.ed.s
	v := view.EventsBlock{Empty: ed.t("filter.none")}
	f := s.Feed(b.Values.Text("feed"))
	if f == nil {
		return v
	}
	v.Title = ed.FeedName(f).Text
	for _, x := range ed.upcoming(f.Lists, b.Values.Int("limit", 3)) {
		v.Items = append(v.Items, ed.item(x.e, x.o))
	}
	all := ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar"))
	v.All = &all
	return v
}

func (r *resolver) partners(b markdown.Block) view.PartnersBlock {
	ed := r.ed
	role := b.Values.Text("role")
	v := view.PartnersBlock{Label: ed.t("section.partners")}
	if role != "" {
		v.Label = ed.t("roles." + role)
	}
	for _, p := range ed.s.Partners {
		if role == "" || p.Role == role {
			v.Partners = append(v.Partners, ed.partnerItem(p))
		}
	}
	return v
}

// partnerItem is a partner in a list.
func (ed *Edition) partnerItem(p *site.Partner) view.PartnerItem {
	x := view.PartnerItem{Name: ed.by(p.Name)}
	if ed.s.Config.Outputs.On("partners") {
		x.URL = ed.s.URL(ed.s.PartnerAddress(ed.lang, p.ID))
	}
	if p.Role != "" {
		x.Role = ed.t("role." + p.Role)
	}
	if doc, in, ok := site.Pick(ed.s, p.About, ed.lang); ok {
		x.About = ed.text(ed.plainText(doc, in, 180), in)
	}
	n := 0
	for _, e := range p.Events {
		if len(e.Occurrences) == 0 || e.Last().After(ed.s.Now) {
			n++
		}
	}
	if n > 0 {
		x.Count = ed.w.Plural("count.products", n)
	}
	return x
}
