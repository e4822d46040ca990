package page

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strings"
	"sync"

	"modestad/generator/content"
	"modestad/generator/draw"
	"modestad/generator/markdown"
	"modestad/generator/site"
	"modestad/generator/view"
)

// svg is a drawing as a page holds it. Package draw escapes all that is in it.
func svg(s draw.SVG) template.HTML { return template.HTML(s) }

func (ed *Edition) rtl() bool { return ed.dir == "rtl" }

// drawChart draws a chart twice, for wide and for narrow screens, and says in words what it shows.
func (ed *Edition) drawChart(d ChartData) (wide, narrow template.HTML, summary string) {
	if len(d.Rows) == 0 {
		return "", "", ""
	}
	c := draw.Chart{Kind: map[string]draw.Kind{"bar": draw.Bar, "column": draw.Column, "line": draw.Line, "dot": draw.Dot}[d.Type], Tick: d.Tick, Unit: d.Unit}
	if d.Percent {
		c.Whole = 100
	}
	var said []string
	for _, r := range d.Rows {
		c.Names = append(c.Names, r.Name.Text)
		said = append(said, r.Name.Text+": "+strings.Join(r.Labels, ", "))
	}
	for i := range d.Rows[0].Values {
		s := draw.Series{}
		if i+1 < len(d.Columns) {
			s.Name = d.Columns[i+1].Text
		}
		for _, r := range d.Rows {
			v := draw.Value{Missing: true}
			if i < len(r.Values) {
				v = draw.Value{Number: r.Values[i], Text: r.Labels[i], Missing: !r.Has[i]}
			}
			s.Values = append(s.Values, v)
		}
		c.Series = append(c.Series, s)
	}
	summary = ed.line(strings.Join(said, "; "))
	f := draw.Frame{ID: d.ID + "-w", Title: d.Title.Text, Description: summary, RTL: ed.rtl()}
	wide = svg(c.Draw(f, false))
	f.ID = d.ID + "-n"
	return wide, svg(c.Draw(f, true)), summary
}

// cut is the piece of a chapter in a longread: chapters take the pieces in turn, and each audience drafts its own.
func (ed *Edition) cut(l *site.Longread, c *content.Chapter, i int) draw.Cut {
	return draw.CutFor(i, l.Audience.ID+" "+c.ID)
}

func (ed *Edition) layChapters(l *site.Longread, v view.Longread) []draw.Chapter {
	var out []draw.Chapter
	for i, c := range l.Chapters {
		out = append(out, draw.Chapter{Cut: ed.cut(l, c, i), Number: v.Chapters[i].Number, Title: v.Chapters[i].Title.Text, Href: "#" + c.ID})
	}
	return out
}

// drawLongread draws a longread's hero, its lay plan and the garment that its pieces make.
func (ed *Edition) drawLongread(l *site.Longread, v view.Longread) (hero, plan, garment template.HTML) {
	chapters := ed.layChapters(l, v)
	if len(chapters) > 1 {
		f := draw.Frame{ID: "lay", Title: ed.t("drawing.layplan"), RTL: ed.rtl()}
		plan = `<div class="wide">` + svg(ed.layout(l, false).Plan(f, chapters)) + `</div>`
		f.ID = "lay-n"
		plan += `<div class="narrow">` + svg(ed.layout(l, true).Plan(f, chapters)) + `</div>`
		garment = svg(draw.Garment(draw.Frame{RTL: ed.rtl()}, chapters))
	}
	return ed.drawHero(l), plan, garment
}

// layout lays out the pieces of a longread's chapters: once for all languages of one direction.
func (ed *Edition) layout(l *site.Longread, narrow bool) *draw.Layout {
	type key struct {
		audience    string
		narrow, rtl bool
	}
	made, _ := ed.book.layouts.LoadOrStore(key{l.Audience.ID, narrow, ed.rtl()}, sync.OnceValue(func() *draw.Layout {
		cuts := make([]draw.Cut, len(l.Chapters))
		for i, c := range l.Chapters {
			cuts[i] = ed.cut(l, c, i)
		}
		return draw.Lay(cuts, narrow, ed.rtl())
	}))
	return made.(func() *draw.Layout)()
}

// drawHero draws the piece that stands for a longread: the one that its file names, else the first chapter's.
func (ed *Edition) drawHero(l *site.Longread) template.HTML {
	c := ed.heroCut(l)
	return svg(draw.Piece(c, draw.StitchFor(l.Index), draw.Words{Name: ed.t("piece." + c.Piece), Note: ed.t("piece.note"), Grain: ed.t("piece.grain")}, ed.rtl()))
}

func (ed *Edition) heroCut(l *site.Longread) draw.Cut {
	if h := l.Texts[0].Value.Hero.ID; slices.Contains(draw.Pieces(), h) {
		return draw.Cut{Piece: h, Seed: l.Audience.ID}
	}
	return draw.CutFor(l.Index, l.Audience.ID)
}

func (ed *Edition) drawPiece(l *site.Longread, c *content.Chapter, i int) template.HTML {
	return svg(draw.Small(ed.cut(l, c, i)))
}

// drawHome draws what stands beside the title of home: the garment, whose parts are the chapters of all longreads.
func (ed *Edition) drawHome() template.HTML {
	var chapters []draw.Chapter
	for i := range draw.Pieces() {
		chapters = append(chapters, draw.Chapter{Cut: draw.CutFor(i, "home"), Number: ed.w.Int(i + 1)})
	}
	return svg(draw.Garment(draw.Frame{RTL: ed.rtl()}, chapters))
}

// drawWrong draws a piece that was cut wrong, for the page that is not there.
func (ed *Edition) drawWrong() template.HTML { return svg(draw.Wrong("404")) }

// eventDrafts is how many ways each piece is drafted for events; each is drawn once.
const eventDrafts = 6

// cutOf is the piece that stands for an event, or for anything else with an id: which one follows from that.
func (b *Book) cutOf(id string) draw.Cut {
	n := 0
	for _, r := range id {
		n = (n*31 + int(r)) % 7919
	}
	n %= eventDrafts * len(b.pieces)
	return draw.Cut{Piece: b.pieces[n/eventDrafts], Seed: "event " + itoa(n), Mirrored: n%2 == 1}
}

// drawEvent draws a piece for an event that has no picture.
func (ed *Edition) drawEvent(e *site.Event) template.HTML {
	c := ed.book.cutOf(e.ID())
	if made, ok := ed.book.drawn.Load(c); ok {
		return made.(template.HTML)
	}
	html := svg(draw.Small(c))
	ed.book.drawn.Store(c, html)
	return html
}

// drawTimeline draws milestones along the thread, to scale; nothing where there are too few to see a distance, or so
// many that the list alone is clearer.
func (ed *Edition) drawTimeline(list []dated, stitch draw.Stitch) template.HTML {
	const few, many = 3, 14
	if len(list) < few || len(list) > many {
		return ""
	}
	var events []draw.Event
	for _, d := range list {
		events = append(events, draw.Event{At: float64(d.at.DaysSince(list[0].at)), Date: d.m.Date.Text, Text: d.m.Title.Text, Done: d.m.Class == "done"})
	}
	return svg(draw.Timeline(draw.Frame{RTL: ed.rtl()}, events, stitch))
}

// drawSteps draws what grows beside steps: a walk, where the figure names places, else a piece that is made. Where the
// figure is a picture or a drawing itself, there is none.
func (ed *Edition) drawSteps(b markdown.Block, seed string) template.HTML {
	if f := string(b.Parts[0]); strings.Contains(f, "<img") || strings.Contains(f, "<svg") {
		return ""
	}
	var stops []draw.Place
	for _, ref := range b.Named {
		if v := ed.s.Venue(ref.ID); ref.Scheme == "venue" && v != nil && v.Geo != nil {
			stops = append(stops, draw.Place{Lat: v.Geo[0], Lon: v.Geo[1], Name: ed.word(v.Name)})
		}
	}
	if len(stops) > 1 {
		return svg(draw.Route(stops, ed.mapWords()))
	}
	return svg(draw.Steps(len(b.Parts)-1, seed+" "+itoa(b.Index)))
}

// nearby is how many places a situation map names beside its own.
const nearby = 12

// drawSituation draws where a place lies in its district: among the other places there.
func (ed *Edition) drawSituation(v *site.Venue) template.HTML {
	if v.Geo == nil || v.Area == nil {
		return ""
	}
	if made, ok := ed.maps.Load(v.ID); ok {
		return made.(template.HTML)
	}
	type near struct {
		v *site.Venue
		d float64
	}
	var others []near
	for _, o := range v.Area.Venues {
		if o != v && o.Geo != nil {
			dy, dx := o.Geo[0]-v.Geo[0], (o.Geo[1]-v.Geo[1])*math.Cos(v.Geo[0]*math.Pi/180)
			others = append(others, near{o, dx*dx + dy*dy})
		}
	}
	var html template.HTML
	if len(others) > 0 {
		slices.SortStableFunc(others, func(a, b near) int { return cmp.Compare(a.d, b.d) })
		places := []draw.Place{{Lat: v.Geo[0], Lon: v.Geo[1], Name: ed.word(v.Name), Here: true}}
		for _, o := range others[:min(len(others), nearby)] {
			places = append(places, ed.placeOf(o.v))
		}
		f := draw.Frame{ID: "map", Title: ed.t("drawing.situation", "Name", ed.word(v.Name), "Area", ed.word(v.Area.Name)), RTL: ed.rtl()}
		html = svg(draw.Situation(f, places, ed.mapWords()))
	}
	ed.maps.Store(v.ID, html)
	return html
}

func (ed *Edition) placeOf(v *site.Venue) draw.Place {
	p := draw.Place{Lat: v.Geo[0], Lon: v.Geo[1], Name: ed.word(v.Name)}
	if ed.s.Config.Outputs.On("venues") {
		p.Href = ed.s.URL(ed.s.VenueAddress(ed.lang, v.ID))
	}
	return p
}

func (ed *Edition) mapWords() draw.MapWords {
	return draw.MapWords{North: ed.t("drawing.north"), Metres: func(n int) string { return ed.t("drawing.metres", "Count", ed.w.Int(n)) }}
}

// drawArea draws the places of a district; drawAreas all districts together.
func (ed *Edition) drawArea(a *site.Area) template.HTML {
	var places []draw.Place
	for _, v := range a.Venues {
		if v.Geo != nil {
			places = append(places, ed.placeOf(v))
		}
	}
	if len(places) < 2 {
		return ""
	}
	return svg(draw.Situation(draw.Frame{ID: "map", Title: ed.t("drawing.area", "Area", ed.word(a.Name)), RTL: ed.rtl()}, places, ed.mapWords()))
}

func (ed *Edition) drawAreas() template.HTML {
	var areas []draw.Area
	for _, a := range ed.s.Areas {
		x := draw.Area{Name: ed.word(a.Name), Href: ed.s.URL(ed.s.AreaAddress(ed.lang, a.ID))}
		for _, v := range a.Venues {
			if v.Geo != nil {
				x.Places = append(x.Places, ed.placeOf(v))
			}
		}
		if len(x.Places) > 0 {
			areas = append(areas, x)
		}
	}
	if len(areas) < 2 {
		return ""
	}
	return svg(draw.Areas(draw.Frame{ID: "map", Title: ed.t("drawing.areas"), RTL: ed.rtl()}, areas, ed.mapWords()))
}
