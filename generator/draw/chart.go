package draw

import (
	"math"
	"strconv"
)

// A Kind is how a chart shows its values.
type Kind int

// The kinds: bars lie, columns stand, lines run, dots stand on a line for each name.
const (
	Bar Kind = iota
	Column
	Line
	Dot
)

// A Chart is figures to compare. Names are what is measured, in order; every series has a value for each of them. Unit
// says in words what the figures count. Tick writes a round number of the scale; without it there is no scale. Whole,
// where it is not 0, is what a single value is a part of (100 for a percentage). Focus is the name that the finding is
// about, from 1; 0 lets a chart of one series point at its largest value.
type Chart struct {
	Kind   Kind
	Names  []string
	Series []Series
	Unit   string
	Tick   func(float64) string
	Whole  float64
	Focus  int
}

// A Series is a run of values under one name.
type Series struct {
	Name   string
	Values []Value
}

// A Value is a figure and how it is written. A missing one is not drawn, but its text is ("no figure").
type Value struct {
	Number  float64
	Text    string
	Missing bool
}

// Bounds on what one drawing holds; a chart of more is a table.
const (
	maxNames  = 40
	maxSeries = 4
	maxValue  = 1e15
)

// chartWidth is how wide a chart is drawn. The narrow one is for screens of 320 to 640 pixels.
const (
	chartWide   = 720.0
	chartNarrow = 320.0
)

// Draw draws the chart, for wide or for narrow screens. Its title in f says the finding, its description the figures.
// A column chart whose words find no room is drawn as bars.
func (c Chart) Draw(f Frame, narrow bool) SVG {
	p, h := c.draw(f, narrow)
	return p.finish(image, f, "drawing", box{0, 0, p.width, h})
}

func (c Chart) draw(f Frame, narrow bool) (*pen, float64) {
	c = c.clean()
	p := &pen{rtl: f.RTL, width: chartWide}
	if narrow {
		p.width = chartNarrow
	}
	if len(c.Names) == 1 && len(c.Series) == 1 {
		return p, c.one(p)
	}
	if c.Kind == Bar || c.Kind == Column {
		p.hatches(f.ID, len(c.Series))
	}
	switch c.Kind {
	case Column:
		if h, ok := c.columns(p, f.ID, narrow); ok {
			return p, h
		}
	case Line:
		return p, c.lines(p, narrow)
	}
	return p, c.rows(p, f.ID, narrow)
}

// clean gives the chart within bounds, every series as long as the names and every number finite.
func (c Chart) clean() Chart {
	c.Names = c.Names[:min(len(c.Names), maxNames)]
	var series []Series
	for _, s := range c.Series[:min(len(c.Series), maxSeries)] {
		values := make([]Value, len(c.Names))
		for i := range values {
			values[i] = Value{Missing: true}
			if i < len(s.Values) {
				values[i] = s.Values[i]
			}
			v := &values[i]
			if math.IsNaN(v.Number) || math.IsInf(v.Number, 0) {
				v.Missing = true
			}
			if v.Missing {
				v.Number = 0
			}
			v.Number = max(-maxValue, min(maxValue, v.Number))
		}
		series = append(series, Series{s.Name, values})
	}
	c.Series = series
	if c.Focus < 0 || c.Focus > len(c.Names) {
		c.Focus = 0
	}
	if c.Focus == 0 && len(series) == 1 {
		most := math.Inf(-1)
		for i, v := range series[0].Values {
			if !v.Missing && v.Number > most {
				most, c.Focus = v.Number, i+1
			}
		}
	}
	return c
}

// each calls f for every value that is there.
func (c Chart) each(f func(series, name int, v Value)) {
	for s := range c.Series {
		for i, v := range c.Series[s].Values {
			if !v.Missing {
				f(s, i, v)
			}
		}
	}
}

// A scale maps values to a stretch from a to b, with round ticks.
type scale struct {
	lo, hi, a, b float64
	ticks        []float64
}

// at is where a value stands.
func (s scale) at(v float64) float64 { return s.a + (s.b-s.a)*(v-s.lo)/(s.hi-s.lo) }

// over gives the same scale on another stretch.
func (s scale) over(a, b float64) scale { s.a, s.b = a, b; return s }

// scale finds the round scale of at most ticks steps that holds all values. Zero is on it where lengths are compared,
// and elsewhere unless the values crowd far from it.
func (c Chart) scale(ticks int, zero bool) scale {
	lo, hi := math.Inf(1), math.Inf(-1)
	c.each(func(_, _ int, v Value) { lo, hi = min(lo, v.Number), max(hi, v.Number) })
	if lo > hi {
		lo, hi = 0, 0
	}
	spread := hi - lo
	if zero || lo <= 0 && hi >= 0 || spread > 0.3*max(math.Abs(lo), math.Abs(hi)) || spread == 0 {
		lo, hi = min(lo, 0), max(hi, 0)
	}
	return round(lo, hi, ticks)
}

// round makes a scale from lo to hi with steps of 1, 2 or 5 times a power of ten.
func round(lo, hi float64, ticks int) scale {
	if hi-lo < 1e-9 {
		hi = lo + 1
	}
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/float64(ticks))))
	for _, k := range []float64{1, 2, 5, 10, 20} {
		if math.Ceil(hi/(step*k)-1e-9)-math.Floor(lo/(step*k)+1e-9) <= float64(ticks) {
			step *= k
			break
		}
	}
	from, to := math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
	s := scale{lo: from * step, hi: to * step}
	for i := from; i <= to && len(s.ticks) < 24; i++ {
		v := i * step
		if step < 1 { // the nearest decimal, so that 3 * 0.1 is written 0.3
			k := math.Round(1 / step)
			v = i / k
		}
		s.ticks = append(s.ticks, v)
	}
	return s
}

// tick writes a number of the scale, or nothing.
func (c Chart) tick(v float64) string {
	if c.Tick == nil {
		return ""
	}
	return small.cut(c.Tick(v), 84, false)
}

// hatches defines the patterns of the series after the first, which is plain.
func (p *pen) hatches(id string, series int) {
	if series < 2 {
		return
	}
	lines := []string{"M0 0v7", "M0 0h7", "M0 0v7M0 0h7"}
	turns := []string{"rotate(45)", "", "rotate(45)"}
	p.open("defs")
	for s := 1; s < series; s++ {
		p.open("pattern", "id", id+"-h"+strconv.Itoa(s), "width", "7", "height", "7", "patternUnits", "userSpaceOnUse", "patternTransform", turns[s-1])
		p.path("hatch", lines[s-1])
		p.close("pattern")
	}
	p.close("defs")
}

// filled draws areas in a series' colour and pattern.
func (p *pen) filled(id string, series int, areas []box) {
	if len(areas) == 0 {
		return
	}
	var runs [][]pt
	for _, b := range areas {
		if p.rtl {
			b.x0, b.x1 = p.width-b.x1, p.width-b.x0
		}
		p.marks = append(p.marks, b)
		runs = append(runs, rect(b.x0, b.y0, b.x1-b.x0, b.y1-b.y0)[:4])
	}
	d := closedRuns(runs)
	p.path("series-"+strconv.Itoa(series), d)
	if series > 0 && id != "" {
		p.empty("path", "fill", "url(#"+id+"-h"+strconv.Itoa(series)+")", "d", d)
	}
}

// rule draws straight lines of a class.
func (p *pen) rule(class string, lines ...[2]pt) {
	var runs [][]pt
	for _, l := range lines {
		runs = append(runs, []pt{{p.x(l[0].x), l[0].y}, {p.x(l[1].x), l[1].y}})
	}
	p.path(class, polyline(runs...))
}

// mark is a sign at a point, in a series' colour: a disc, a square, a diamond, a triangle.
func (p *pen) mark(sign, series int, x, y, r float64) {
	x = p.x(x)
	p.marks = append(p.marks, box{x - r, y - r, x + r, y + r})
	d := ""
	switch sign {
	case 0:
		d = circle(pt{x, y}, r)
	case 1:
		d = closedRuns([][]pt{rect(x-r*0.85, y-r*0.85, r*1.7, r*1.7)[:4]})
	case 2:
		d = closedRuns([][]pt{{{x, y - r*1.2}, {x + r*1.2, y}, {x, y + r*1.2}, {x - r*1.2, y}}})
	default:
		d = closedRuns([][]pt{{{x, y - r*1.1}, {x + r*1.1, y + r}, {x - r*1.1, y + r}}})
	}
	p.path("series-"+strconv.Itoa(series), d)
}

// try writes lines where they fit within the drawing and meet no other text and no mark; it says whether they did.
func (p *pen) try(f face, lines []string, x, y float64, a anchor, h float64, off ...box) bool {
	if len(lines) == 0 || lines[0] == "" {
		return false
	}
	b := f.space(lines, x, y, a)
	if p.rtl {
		b.x0, b.x1 = p.width-b.x1, p.width-b.x0
	}
	if !b.within(box{0, 0, p.width, h}) {
		return false
	}
	b.x0, b.x1 = b.x0-4, b.x1+4
	for _, list := range [][]box{p.texts, p.marks, off} {
		for _, o := range list {
			if b.meets(o) {
				return false
			}
		}
	}
	p.write(f, lines, x, y, a)
	return true
}

// head writes the unit and the key to more than one series. It gives the height it took.
func (c Chart) head(p *pen, id string, key bool) float64 {
	y := 0.0
	if lines, _ := small.wrap(c.Unit, p.width-4, 2); len(lines) > 0 {
		p.write(small, lines, 0, 12, atStart)
		y += float64(len(lines))*small.line() + 6
	}
	if !key || len(c.Series) < 2 {
		return y
	}
	x := 0.0
	for s, series := range c.Series {
		name := plain.cut(series.Name, p.width-30, false)
		w := 22 + plain.measure(name)
		if x > 0 && x+w > p.width {
			x, y = 0, y+22
		}
		if c.Kind == Dot {
			p.mark(s, s, x+8, y+10, 6)
		} else {
			p.filled(id, s, []box{{x + 1, y + 3, x + 15, y + 17}})
		}
		p.write(plain, []string{name}, x+22, y+14.5, atStart)
		x += w + 20
	}
	return y + 30
}

// one draws a single value: the figure, large, over a tape measure that it is laid along.
func (c Chart) one(p *pen) float64 {
	v, y := c.Series[0].Values[0], 0.0
	if text := big.cut(v.Text, p.width, false); text != "" {
		p.write(big, []string{text}, 0, 36, atStart)
		y = 48
	}
	name, _ := plain.wrap(c.Names[0], p.width, 3)
	if len(name) > 0 {
		p.write(plain, name, 0, y+13, atStart)
		y += float64(len(name))*plain.line() + 8
	}
	if unit, _ := small.wrap(c.Unit, p.width, 2); len(unit) > 0 {
		p.write(small, unit, 0, y+12, atStart)
		y += float64(len(unit))*small.line() + 6
	}
	if v.Missing {
		return max(y, 24)
	}
	lo, hi := min(0, v.Number), max(0, v.Number)
	if whole := finite(c.Whole); whole > 0 && hi <= whole && lo == 0 {
		hi = whole
	}
	s := round(lo, hi, 5).over(1, p.width-1)
	if s.hi == c.Whole {
		s = round(lo, hi, 10).over(1, p.width-1)
	}
	const high = 40.0
	y += 6
	p.path("cut fill", polyline(rect(1, y, p.width-2, high))+"z")
	a, b := s.at(0), s.at(v.Number)
	p.filled("", 0, []box{{min(a, b), y + 1, max(a, b), y + high - 1}})
	var long, short [][2]pt
	for i, t := range s.ticks {
		x := s.at(t)
		long = append(long, [2]pt{{x, y + high}, {x, y + high - 14}})
		if i > 0 {
			for k := 1; k < 10; k++ {
				from := s.at(s.ticks[i-1])
				sx := from + (x-from)*float64(k)/10
				short = append(short, [2]pt{{sx, y + high}, {sx, y + high - 6 - 3*float64(k/5*(10-k)/5)}})
			}
		}
	}
	p.rule("axis", long...)
	if len(short) <= 60 {
		p.rule("grain", short...)
	}
	y += high + 16
	labelled := false
	for i := range s.ticks { // both ends come before what is between
		t := s.ticks[(i+len(s.ticks)-1)%len(s.ticks)]
		side := atMiddle
		if w := small.measure(c.tick(t)) / 2; s.at(t) < w {
			side = atStart
		} else if s.at(t) > p.width-w {
			side = atEnd
		}
		labelled = p.try(small, []string{c.tick(t)}, s.at(t), y, side, math.Inf(1)) || labelled
	}
	if !labelled {
		return y - 12
	}
	return y + 6
}
