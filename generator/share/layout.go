package share

import (
	"math"
	"strings"

	"modestad/generator/canvas"
	"modestad/generator/draw"
	"modestad/generator/lettering"
)

// A box is an area, in pixels.
type box struct{ x, y, w, h float64 }

// square is one of the pattern paper's grid: a centimetre.
const square = 48

// A painter draws one card.
type painter struct {
	*Studio
	*hand
	card    Card
	palette *canvas.Palette
	w, h    int
}

// A layout is where things stand on a picture that is read from left to right.
type layout struct {
	margin         float64
	header         float64 // the baseline of the site's name
	piece, title   box
	foot           float64 // where the label at the foot begins
	footEnd        float64
	largest, small float64 // sizes of the title
	name, note     float64 // sizes of the site's name, and of what is measured
	number         float64
}

// plan lays out a picture by its shape.
func (p *painter) plan() layout {
	w, h := float64(p.w), float64(p.h)
	dated := p.card.Number != "" || len(p.card.Lines) > 2
	switch {
	case p.h > p.w*5/4: // upright; networks lay their buttons over a seventh above and a fifth below
		l := layout{margin: 84, header: 300, foot: h - 640, footEnd: h - 390, largest: 230, small: 50, name: 44, note: 38, number: 190}
		l.piece = box{w - 84 - 560, 340, 560, 630}
		l.title = box{84, 760, w - 168, l.foot - 760 - 50}
		return l
	case p.h > p.w*3/4: // square
		l := layout{margin: 66, header: 108, foot: h - 232, footEnd: h, largest: 210, small: 44, name: 38, note: 33, number: 150}
		l.piece = box{w - 66 - 430, 132, 440, 495}
		l.title = box{66, 380, w - 132, l.foot - 380 - 40}
		return l
	}
	l := layout{margin: 48, header: 84, foot: h - 168, footEnd: h, largest: 200, small: 40, name: 32, note: 27, number: 150}
	if !dated {
		l.foot = h - 120
		if len(p.card.Lines) == 0 {
			l.foot = h - 60
		}
	}
	l.piece = box{w - 48 - 420, 30, 440, 495}
	if !dated {
		l.piece = box{w - 48 - 448, 8, 480, 540}
	}
	l.title = box{48, 122, 860, l.foot - 122 - 30}
	return l
}

// begin is where something of a width begins, which stands at a distance from the side where reading begins.
func (p *painter) begin(in, width float64) float64 {
	if p.card.RTL {
		return float64(p.w) - in - width
	}
	return in
}

func (p *painter) draw() {
	c, l := p.card, p.plan()
	p.canvas.Start(p.w, p.h, p.palette, paper)
	for x := p.w % square / 2; x < p.w; x += square {
		p.canvas.Rect(x, 0, 1, p.h, grid)
	}
	for y := p.h % square / 2; y < p.h; y += square {
		p.canvas.Rect(0, y, p.w, 1, grid)
	}
	l.piece.x = p.begin(l.piece.x, l.piece.w)
	p.piece(l.piece)
	p.foot(l)

	// The site's name, and after a notch what it is.
	display, text := p.faces()
	name := p.line(c.Site, display, 800, 92, l.name, float64(p.w)*0.62, shrink)
	name.at(p, l.margin, l.header, ink)
	in := l.margin + name.width() + 38
	if label := p.line(c.Label, text, 600, 100, l.note, float64(p.w)-l.margin-in, shrink); label.line != nil {
		p.notch(in-22, l.header-l.name*capital-4, l.name*capital+8)
		label.at(p, in, l.header, ink)
	}
	title := l.title
	if c.Status != "" {
		high := l.name * 1.75
		p.status(l, title.y, high)
		title.y, title.h = title.y+high+14, title.h-high-14
	}
	p.title(l, title)
}

// notch draws a double tick: two pieces meet here.
func (p *painter) notch(in, y, high float64) {
	for _, d := range []float64{0, 7} {
		p.canvas.Rect(int(p.begin(in+d, 3)), int(y), 3, int(high), accent)
	}
}

// faces are those of titles and of what is measured, as a brand wants them.
func (p *painter) faces() (display, text []*lettering.Face) {
	switch p.card.Brand.Font {
	case "serif":
		return p.serif, p.serif
	case "mono":
		return p.text, p.text
	}
	return p.display, p.text
}

// foot draws the label at the foot: a cut line, the thread of the audience, the day in heavy numerals, and lines of what
// is measured.
func (p *painter) foot(l layout) {
	c := p.card
	p.canvas.Rect(0, int(l.foot), p.w, int(l.footEnd-l.foot), card)
	p.canvas.Rect(0, int(l.foot), p.w, 3, ink)
	if int(l.footEnd) < p.h {
		p.canvas.Rect(0, int(l.footEnd), p.w, 3, ink)
	}
	p.thread(l.foot + 17)
	display, text := p.faces()
	in := l.margin
	top, room := l.foot+32, l.footEnd-l.foot-32
	if n := p.number(c.Number, display, min(l.number, room/0.84), (float64(p.w)-2*l.margin)*0.46); n.line != nil {
		n.at(p, in, top+room/2+n.size*capital/2-2, ink)
		in += n.width() + 30
	}
	// All lines have the size of the one that is set smallest.
	var lines []set
	size := l.note
	most := float64(p.w) - in - l.margin
	weight := func(i int) float64 {
		if i == 0 && len(c.Lines) > 1 {
			return 700
		}
		return 500
	}
	if c.Number == "" && len(c.Lines) == 1 {
		c.Lines = p.wrap(c.Lines[0], text, l.note, most, max(1, int(room/(l.note*1.42))))
		weight = func(int) float64 { return 500 }
	}
	for i, s := range c.Lines[:min(len(c.Lines), maxLines)] {
		if x := p.line(s, text, weight(i), 100, l.note, most, shrink); x.line != nil {
			size = min(size, x.size)
		}
	}
	for i, s := range c.Lines[:min(len(c.Lines), maxLines)] {
		if x := p.line(s, text, weight(i), 100, size, most, cut); x.line != nil {
			lines = append(lines, x)
		}
	}
	step := l.note * 1.42
	y := top + room/2 - step*float64(len(lines)-1)/2 + size*0.32 - 2
	for i, x := range lines {
		x.at(p, in, y+step*float64(i), ink)
	}
}

// wrap breaks a text into at most n lines; what is left over stands in the last one, which will be cut.
func (p *painter) wrap(text string, faces []*lettering.Face, size, most float64, n int) []string {
	st := lettering.Style{Faces: faces, Weight: 500, Width: 100}
	text, ok := lettering.Clean(strings.ReplaceAll(text, "\u00ad", ""), faces)
	if !ok {
		return nil
	}
	var out []string
	for _, w := range words(text) {
		last := len(out) - 1
		if last >= 0 && (len(out) == n || p.setter.Width(out[last]+" "+w, st)*size <= most) {
			out[last] += " " + w
		} else {
			out = append(out, w)
		}
	}
	return out
}

// maxLines is how many lines stand at the foot.
const maxLines = 3

// number sets a day or a span in heavy numerals, drawn in as far as it takes; it is never cut.
func (p *painter) number(text string, faces []*lettering.Face, size, most float64) set {
	var n set
	for _, width := range []float64{75, 64, narrowest} {
		n = p.line(text, faces, 900, width, size, math.Inf(1), shrink)
		if n.width() <= most {
			return n
		}
	}
	n.size *= most / n.width()
	return n
}

// thread draws the thread of the audience from edge to edge.
func (p *painter) thread(y float64) {
	path := &canvas.Path{}
	at := canvas.Place{Scale: 1}
	switch p.card.Stitch {
	case draw.Zigzag:
		path.Move(-10, y+6)
		for x, up := 2.0, true; x < float64(p.w)+12; x, up = x+12, !up {
			d := 6.0
			if up {
				d = -6
			}
			path.Line(x, y+d)
		}
		p.canvas.Stroke(path, at, canvas.Pen{Width: 4}, false, accent)
		return
	case draw.Chain:
		for x := -8.0; x < float64(p.w); x += 27 {
			path.Move(x, y)
			path.Quad(x+20, y-13, x+30, y)
			path.Quad(x+20, y+13, x, y)
		}
		p.canvas.Stroke(path, at, canvas.Pen{Width: 3.4}, true, accent)
		return
	}
	path.Move(-6, y)
	path.Line(float64(p.w)+6, y)
	p.canvas.Stroke(path, at, canvas.Pen{Width: 5, Dash: []float64{24, 16}}, false, accent)
}

// status draws the word that readers must see first, as a label that is sewn on.
func (p *painter) status(l layout, y, high float64) {
	display, _ := p.faces()
	word := p.line(p.card.Status, display, 800, 110, l.name*1.05, float64(p.w)-2*l.margin-60, shrink)
	if word.line == nil {
		return
	}
	width := math.Ceil(word.width() + 52)
	x := p.begin(l.margin, width)
	p.canvas.Rect(int(x), int(y), int(width), int(high), pin)
	over := uint8(ink)
	if p.card.Brand.Paper != "" {
		over = paper
	}
	frame := &canvas.Path{}
	frame.Move(x+7, y+7)
	frame.Line(x+width-7, y+7)
	frame.Line(x+width-7, y+high-7)
	frame.Line(x+7, y+high-7)
	p.canvas.Stroke(frame, canvas.Place{Scale: 1}, canvas.Pen{Width: 2, Dash: []float64{9, 6}}, true, over)
	word.at(p, l.margin+26, y+high/2+word.size*capital/2, over)
}

// capital is how high capitals are, in em.
const capital = 0.675

// title sets the title from the top of a box.
func (p *painter) title(l layout, b box) {
	display, _ := p.faces()
	text, ok := lettering.Clean(p.card.Title, display)
	if !ok || text == "" {
		return
	}
	st := lettering.Style{Faces: display, Weight: 900}
	set := fit(p.setter, st, text, b.w, b.h, l.largest, min(l.small, b.h/lead))
	// What is left of the height stays above a title in an upright picture, where its piece is, and below it elsewhere.
	high := float64(len(set.lines)) * set.size * lead
	y := b.y + set.size*(capital+0.1)
	if b.h > high {
		y += (b.h - high) * 0.42
	}
	for i, x := range set.lines {
		st.Width = x.width
		line := p.setter.Line(x.text, p.card.Lang, p.card.RTL, st)
		size, track := set.size, 0.0
		long := line.Advance * size
		if gaps := float64(len(line.Letters) - 1); gaps > 0 && !line.Joined {
			track = (b.w - long) / gaps
			track = max(-0.02*size, min(0.012*size, track))
			if long+track*gaps < b.w*0.9 { // a line that does not fill its measure is not spread
				track = 0
			}
			long += track * gaps
		}
		if long > b.w {
			size *= b.w / long
			long = b.w
		}
		at := y + float64(i)*set.size*lead
		line.Draw(&p.canvas, size, p.begin(b.x, long), at, track)
		p.canvas.Fill(ink)
		if p.card.Struck {
			p.strike(p.begin(b.x, long), long, at-size*0.27, size)
		}
	}
}

// strike draws the line through a title of what does not happen.
func (p *painter) strike(x, long, y, size float64) {
	thick := max(4, size*0.045)
	for _, s := range []struct {
		width  float64
		colour uint8
	}{{thick + 4, paper}, {thick, accent}} {
		p.canvas.Rect(int(x-12), int(y-s.width/2), int(long+24), int(s.width), s.colour)
	}
}

// A set is a line of text that was set, at a size in pixels.
type set struct {
	line *lettering.Line
	size float64
}

func (s set) width() float64 {
	if s.line == nil {
		return 0
	}
	return s.line.Advance * s.size
}

// at draws the line with its baseline at y, and at a distance from the side where reading begins.
func (s set) at(p *painter, in, y float64, colour uint8) {
	if s.line != nil {
		s.line.Draw(&p.canvas, s.size, p.begin(in, s.width()), y, 0)
		p.canvas.Fill(colour)
	}
}

// smaller is how far a line may be set smaller before it ends in an ellipsis.
const smaller = 0.8

// mode says whether a line that is too long is set smaller first, or ends in an ellipsis at once.
type mode bool

const (
	shrink mode = false
	cut    mode = true
)

// line sets a text that stays on one line of at most a width. A text that cannot be set has no line.
func (p *painter) line(text string, faces []*lettering.Face, weight, width, size, most float64, m mode) set {
	text, ok := lettering.Clean(text, faces)
	if !ok || text == "" || most <= 0 {
		return set{}
	}
	if r := []rune(text); len(r) > maxTitle {
		text = string(r[:maxTitle])
	}
	st := lettering.Style{Faces: faces, Weight: weight, Width: width}
	l := p.setter.Line(text, p.card.Lang, p.card.RTL, st)
	if long := l.Advance * size; long > most && m == shrink {
		size = max(size*smaller, size*most/long)
	}
	r := []rune(text)
	for l.Advance*size > most && len(r) > 1 {
		r = r[:max(1, min(len(r)-1, int(float64(len(r))*most/(l.Advance*size))))]
		l = p.setter.Line(string(r)+"…", p.card.Lang, p.card.RTL, st)
	}
	return set{l, size}
}
