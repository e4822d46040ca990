package draw

import (
	"math"
	"sort"
)

// rows draws names below each other, each with its bars or its dots; on narrow screens names stand over them.
func (c Chart) rows(p *pen, id string, narrow bool) float64 {
	dots := c.Kind == Dot
	y := c.head(p, id, true)
	values := 0.0 // the widest value
	negative := false
	for _, s := range c.Series {
		for _, v := range s.Values {
			values = max(values, value.measure(c.text(v, narrow)))
			negative = negative || v.Number < 0
		}
	}
	names, left := 0.0, 0.0
	if !narrow {
		for _, n := range c.Names {
			names = max(names, plain.measure(n))
		}
		names = min(names, 216)
		left = names + 14
	} else {
		names = p.width
	}
	a, b := left+2, p.width-values-10
	if dots {
		a += 8
	}
	if negative {
		a += values + 8
	}
	ticks := 6
	if narrow {
		ticks = 4
	}
	s := c.scale(ticks, !dots).over(a, max(a+60, b))

	// Heights first: the ticks lie under the bars.
	type row struct {
		lines  []string
		y, bar float64 // of the first bar, and of one
	}
	thick := 24.0
	if len(c.Series) > 1 {
		thick = 18
	}
	if dots {
		thick = 22
	}
	each := float64(len(c.Series)) * thick
	if dots {
		each = thick + 18*float64(min(1, len(c.Series)-1))
	}
	each = max(each, thick)
	top := y
	var rows []row
	for _, n := range c.Names {
		lines, _ := plain.wrap(n, names, 3)
		words := float64(len(lines)) * plain.line()
		r := row{lines: lines}
		if narrow {
			r.y = y + words + 5
			y = r.y + each + 14
		} else {
			high := max(each, words)
			r.y = y + (high-each)/2 + 4
			y += high + 16
		}
		rows = append(rows, r)
	}
	bottom := y
	bands := [][2]float64{{top, bottom - 6}}
	if narrow { // lines would run through the names
		bands = nil
		for _, r := range rows {
			bands = append(bands, [2]float64{r.y - 2, r.y + each + 2})
		}
	}
	p.scaleAcross(c, s, bands, bottom)

	bars := make([][]box, len(c.Series))
	var accent []box
	var seams [][2]pt
	for i, r := range rows {
		if narrow {
			p.write(plain, r.lines, 0, r.y-5-float64(len(r.lines)-1)*plain.line()-4, atStart)
		} else {
			p.write(plain, r.lines, left-14, r.y+each/2-float64(len(r.lines)-1)*plain.line()/2+4.5, atEnd)
		}
		if dots {
			continue
		}
		for k, series := range c.Series {
			v := series.Values[i]
			if v.Missing {
				continue
			}
			zero, x := s.at(0), s.at(v.Number)
			bar := box{min(zero, x), r.y + float64(k)*thick + 1, max(zero, x), r.y + float64(k+1)*thick - 1}
			if len(c.Series) == 1 && i+1 != c.Focus {
				if accent = append(accent, bar); bar.x1-bar.x0 > 16 {
					end := x - 6
					if x < zero {
						end = x + 6
					}
					seams = append(seams, [2]pt{{end, bar.y0 + 1}, {end, bar.y1 - 1}})
				}
				continue
			}
			bars[k] = append(bars[k], bar)
		}
	}
	for k := range bars {
		p.filled(id, k, bars[k])
	}
	p.filled("", 1, accent)
	p.rule("stitch", seams...)
	if !dots && s.lo <= 0 && s.hi >= 0 {
		p.across("axis", []float64{s.at(0)}, bands)
	}
	for i, r := range rows {
		if dots {
			c.dots(p, s, i, r.y+each/2, bottom)
			continue
		}
		for k, series := range c.Series {
			v := series.Values[i]
			x, side := s.at(v.Number)+7, atStart
			switch {
			case v.Missing:
				x = s.at(max(s.lo, min(s.hi, 0))) + 7
			case v.Number < 0:
				x, side = s.at(v.Number)-7, atEnd
			}
			p.write(value, []string{c.text(v, narrow)}, x, r.y+(float64(k)+0.5)*thick+4.5, side)
		}
	}
	if c.Tick != nil {
		bottom += 20
	}
	return max(bottom, 24)
}

// text is a value as written beside its mark.
func (c Chart) text(v Value, narrow bool) string {
	if narrow {
		return value.cut(v.Text, 120, false)
	}
	return value.cut(v.Text, 190, false)
}

// scaleAcross draws the ticks of rows in bands, from Y to Y, and their numbers below.
func (p *pen) scaleAcross(c Chart, s scale, bands [][2]float64, bottom float64) {
	if c.Tick == nil {
		return
	}
	var at []float64
	for _, t := range s.ticks {
		at = append(at, s.at(t))
	}
	p.across("tick", at, bands)
	for _, t := range s.ticks {
		p.try(small, []string{c.tick(t)}, s.at(t), bottom+10, atMiddle, math.Inf(1))
	}
}

// across draws upright lines through bands.
func (p *pen) across(class string, at []float64, bands [][2]float64) {
	var lines [][2]pt
	for _, b := range bands {
		for _, x := range at {
			lines = append(lines, [2]pt{{x, b[0]}, {x, b[1]}})
		}
	}
	p.rule(class, lines...)
}

// guide is the dotted line of a row, wherever neither text nor mark stands on it.
func (p *pen) guide(a, b, y float64) {
	var taken []box
	for _, list := range [][]box{p.texts, p.marks} {
		for _, t := range list {
			if t.y0 < y && t.y1 > y {
				if p.rtl {
					t.x0, t.x1 = p.width-t.x1, p.width-t.x0
				}
				taken = append(taken, t)
			}
		}
	}
	sort.Slice(taken, func(i, j int) bool { return taken[i].x0 < taken[j].x0 })
	var lines [][2]pt
	for _, t := range taken {
		if t.x0-4 > a {
			lines = append(lines, [2]pt{{a, y}, {min(b, t.x0-4), y}})
		}
		a = max(a, t.x1+4)
	}
	if a < b {
		lines = append(lines, [2]pt{{a, y}, {b, y}})
	}
	p.rule("grade", lines...)
}

// dots draws the marks of one row on their line, the range between them, and the values where they have room.
func (c Chart) dots(p *pen, s scale, name int, y, h float64) {
	lo, hi, first := math.Inf(1), math.Inf(-1), true
	for _, series := range c.Series {
		if v := series.Values[name]; !v.Missing {
			lo, hi, first = min(lo, v.Number), max(hi, v.Number), false
		}
	}
	if first {
		defer p.guide(s.a-8, s.b+2, y)
		if len(c.Series) > 0 {
			p.write(value, []string{c.text(c.Series[0].Values[name], p.width < 400)}, s.a+4, y+4.5, atStart)
		}
		return
	}
	from, to := s.at(lo), s.at(hi)
	if len(c.Series) == 1 { // a single value is held to the scale's beginning, or to zero
		from = s.at(max(s.lo, min(s.hi, 0)))
		from, to = min(from, to), max(from, to)
	}
	p.rule("cut", [2]pt{{from, y}, {to, y}})
	defer func() { p.guide(s.a-8, from, y); p.guide(to, s.b+2, y) }()
	r := 7.0
	for k, series := range c.Series {
		if v := series.Values[name]; !v.Missing {
			colour := k
			if len(c.Series) == 1 && name+1 != c.Focus {
				colour = 1
			}
			p.mark(k, colour, s.at(v.Number), y, r)
		}
	}
	line := box{from, y - 2, to, y + 2}
	if p.rtl {
		line.x0, line.x1 = p.width-line.x1, p.width-line.x0
	}
	for _, series := range c.Series {
		v := series.Values[name]
		if v.Missing {
			continue
		}
		x, text := s.at(v.Number), []string{c.text(v, p.width < 400)}
		switch {
		case x >= to && p.try(value, text, x+12, y+4.5, atStart, h):
		case x <= from && p.try(value, text, x-12, y+4.5, atEnd, h):
		case p.try(value, text, x, y-11, atMiddle, h, line):
		case p.try(value, text, x, y+21, atMiddle, h, line):
		default:
			p.try(value, text, x+12, y+4.5, atStart, h, line)
		}
	}
}
