package draw

import "math"

// columns draws standing bars. Where names or values find no room for that it draws nothing and says so.
func (c Chart) columns(p *pen, id string, narrow bool) (float64, bool) {
	plot, ticks := 270.0, 5
	if narrow {
		plot, ticks = 210, 4
	}
	s := c.scale(ticks, true)
	left := c.gutter(s)
	n := len(c.Names)
	if n == 0 || len(c.Series) == 0 {
		return 0, false
	}
	slot := (p.width - left) / float64(n)
	bar := min(64, slot*0.76/float64(len(c.Series)))
	room := slot - 6
	if len(c.Series) > 1 {
		room = bar + 1
	}
	c.each(func(_, _ int, v Value) {
		if value.measure(v.Text) > room {
			room = -1
		}
	})
	if room < 0 || bar < 5 {
		return 0, false
	}
	names, deep, ok := wrapAll(c.Names, slot-6)
	if !ok {
		return 0, false
	}
	top := c.head(p, id, true) + 20
	bottom := top + plot
	s = s.over(bottom, top)
	p.scaleDown(c, s, left)
	below := 0.0
	c.each(func(_, _ int, v Value) {
		if v.Number < 0 {
			below = 18
		}
	})

	bars := make([][]box, len(c.Series))
	var quiet []box
	var seams [][2]pt
	c.each(func(k, i int, v Value) {
		zero, y := s.at(0), s.at(v.Number)
		x := left + slot*(float64(i)+0.5) + bar*(float64(k)-float64(len(c.Series))/2)
		area := box{x + 1, min(zero, y), x + bar - 1, max(zero, y)}
		if len(c.Series) > 1 || i+1 == c.Focus {
			bars[k] = append(bars[k], area)
			return
		}
		if quiet = append(quiet, area); area.y1-area.y0 > 16 {
			end := y + 6
			if y > zero {
				end = y - 6
			}
			seams = append(seams, [2]pt{{area.x0 + 1, end}, {area.x1 - 1, end}})
		}
	})
	for k := range bars {
		p.filled(id, k, bars[k])
	}
	p.filled("", 1, quiet)
	p.rule("stitch", seams...)
	p.rule("axis", [2]pt{{left, s.at(0)}, {p.width, s.at(0)}})
	for k, series := range c.Series {
		for i, v := range series.Values {
			x := left + slot*(float64(i)+0.5) + bar*(float64(k)+0.5-float64(len(c.Series))/2)
			y := s.at(v.Number) - 7
			if !v.Missing && v.Number < 0 {
				y = s.at(v.Number) + 16
			}
			text := v.Text
			if v.Missing && value.measure(text) > room {
				text = "–"
			}
			p.write(value, []string{text}, x, y, atMiddle)
		}
	}
	for i := range c.Names {
		p.write(plain, names[i], left+slot*(float64(i)+0.5), bottom+below+18, atMiddle)
	}
	return bottom + below + 10 + float64(deep)*plain.line(), true
}

// wrapAll wraps names to a width in at most three lines each, unbroken; deep is the most lines.
func wrapAll(names []string, width float64) (out [][]string, deep int, ok bool) {
	for _, n := range names {
		lines, whole := plain.wrap(n, width, 3)
		for _, l := range lines {
			whole = whole && (plain.measure(l) <= width)
		}
		whole = whole && !broken(n, lines)
		if !whole {
			return nil, 0, false
		}
		out = append(out, lines)
		deep = max(deep, len(lines))
	}
	return out, deep, true
}

// broken says whether wrapping had to break a word.
func broken(name string, lines []string) bool {
	letters := func(s string) (n int) {
		for _, r := range s {
			if r != ' ' {
				n++
			}
		}
		return n
	}
	sum := 0
	for _, l := range lines {
		sum += letters(l)
	}
	return sum > letters(name)
}

// gutter is the room that the numbers of an upright scale take.
func (c Chart) gutter(s scale) float64 {
	w := 0.0
	for _, t := range s.ticks {
		w = max(w, small.measure(c.tick(t)))
	}
	if w > 0 {
		w += 10
	}
	return w + 1
}

// scaleDown draws the ticks of an upright scale, and their numbers before it.
func (p *pen) scaleDown(c Chart, s scale, left float64) {
	if c.Tick == nil {
		return
	}
	var lines [][2]pt
	for _, t := range s.ticks {
		lines = append(lines, [2]pt{{left, s.at(t)}, {p.width, s.at(t)}})
	}
	p.rule("tick", lines...)
	for _, t := range s.ticks {
		p.try(small, []string{c.tick(t)}, left-9, s.at(t)+4, atEnd, math.Inf(1))
	}
}
