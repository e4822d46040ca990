package draw

import (
	"math"
	"sort"
	"strconv"
)

// lines draws series that run through the names in order. A missing value interrupts its line. Every line has its name
// and last value at its end; a single one has its values along it where they find room.
func (c Chart) lines(p *pen, narrow bool) float64 {
	plot, ticks, ends := 290.0, 5, 170.0
	if narrow {
		plot, ticks, ends = 230, 4, 88
	}
	s := c.scale(ticks, false)
	left := c.gutter(s)
	top := c.head(p, "", false) + 22

	// The labels at the ends, and how much room they take.
	type label struct {
		lines []string
		face  face
		last  int // the name it stands at
		y     float64
	}
	var labels []label
	high, wide := 0.0, 0.0
	for _, series := range c.Series {
		l := label{last: -1}
		for i, v := range series.Values {
			if !v.Missing {
				l.last = i
			}
		}
		if l.last < 0 {
			labels = append(labels, l)
			continue
		}
		text := series.Values[l.last].Text
		if len(c.Series) == 1 && text != "" {
			l.face = value
			l.lines, _ = value.wrap(text, ends, 2)
		} else {
			l.face = plain
			if series.Name != "" && text != "" {
				text = " " + text
			}
			l.lines, _ = plain.wrap(series.Name+text, ends, 4)
		}
		for _, t := range l.lines {
			wide = max(wide, l.face.measure(t))
		}
		high += float64(len(l.lines))*plain.line() + 6
		labels = append(labels, l)
	}
	plot = max(plot, high)
	bottom := top + plot
	s = s.over(bottom, top)
	right := p.width - wide - 16
	n := len(c.Names)
	slot := (right - left - 22) / float64(max(1, n-1))
	x := func(i int) float64 { return left + 14 + slot*float64(i) }

	p.scaleDown(c, s, left)
	if s.lo <= 0 && s.hi >= 0 {
		p.rule("axis", [2]pt{{left, s.at(0)}, {p.width, s.at(0)}})
	} else {
		p.rule("grade", [2]pt{{left, bottom}, {p.width, bottom}})
	}

	var segments [][2]pt
	for k, series := range c.Series {
		var runs [][]pt
		open := false
		for i, v := range series.Values {
			if v.Missing {
				open = false
				continue
			}
			q := pt{p.x(x(i)), s.at(v.Number)}
			if !open {
				runs = append(runs, nil)
			}
			open = true
			run := &runs[len(runs)-1]
			if len(*run) > 0 {
				segments = append(segments, [2]pt{(*run)[len(*run)-1], q})
			}
			*run = append(*run, q)
		}
		p.path("line series-"+strconv.Itoa(k), polyline(runs...))
	}
	for k, series := range c.Series {
		for i, v := range series.Values {
			if !v.Missing && (n <= 16 || i == labels[k].last) {
				p.mark(k, k, x(i), s.at(v.Number), 4.5)
			}
		}
	}

	// The ends, pushed apart from the top and back from the bottom.
	order := make([]int, 0, len(labels))
	for k := range labels {
		if labels[k].last >= 0 && len(labels[k].lines) > 0 {
			order = append(order, k)
			labels[k].y = s.at(c.Series[k].Values[labels[k].last].Number) - float64(len(labels[k].lines)-1)*plain.line()/2
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return labels[order[i]].y < labels[order[j]].y })
	tall := func(k int) float64 { return float64(len(labels[k].lines))*plain.line() + 4 }
	for i, k := range order {
		labels[k].y = max(labels[k].y, top-10)
		if i > 0 {
			labels[k].y = max(labels[k].y, labels[order[i-1]].y+tall(order[i-1]))
		}
	}
	for i := len(order) - 1; i >= 0; i-- {
		k := order[i]
		floor := bottom - tall(k) + 18
		if i < len(order)-1 {
			floor = labels[order[i+1]].y - tall(k)
		}
		labels[k].y = min(labels[k].y, floor)
	}
	for _, k := range order {
		l := labels[k]
		middle := l.y + float64(len(l.lines)-1)*plain.line()/2
		from := pt{x(l.last) + 6, s.at(c.Series[k].Values[l.last].Number)}
		p.rule("grade", [2]pt{from, {right + 5, middle}})
		p.write(l.face, l.lines, right+10, l.y+4.5, atStart)
	}
	if len(labels) == 1 {
		c.along(p, s, x, labels[0].last, bottom, segments)
	}

	// Names, as many as find room.
	deep := 0
	for every := 1; every <= max(1, n); every++ {
		var some []string
		for i := 0; i < n; i += every {
			some = append(some, c.Names[i])
		}
		names, d, ok := wrapAll(some, slot*float64(every)-8)
		if !ok && every < n {
			continue
		}
		if !ok {
			lines, _ := plain.wrap(some[0], max(60, p.width*0.6), 3)
			names, d = [][]string{lines}, len(lines)
		}
		deep = d
		for i, lines := range names {
			at := x(i * every)
			b := plain.space(lines, at, 0, atMiddle)
			at += max(0, -b.x0) - max(0, b.x1-p.width)
			p.try(plain, lines, at, bottom+20, atMiddle, math.Inf(1))
		}
		break
	}
	return bottom + 12 + float64(deep)*plain.line()
}

// along writes the values of a single line at its points, all but the last, which stands at the end: first the focus and
// the first one, then those that find room clear of the line.
func (c Chart) along(p *pen, s scale, x func(int) float64, last int, bottom float64, segments [][2]pt) {
	order := []int{c.Focus - 1, 0}
	for i := range c.Names {
		order = append(order, i)
	}
	seen := map[int]bool{last: true, -1: true}
	for _, i := range order {
		if i >= len(c.Names) || seen[i] || c.Series[0].Values[i].Missing {
			continue
		}
		seen[i] = true
		v := c.Series[0].Values[i]
		for _, y := range []float64{s.at(v.Number) - 11, s.at(v.Number) + 20} {
			b := value.space([]string{v.Text}, p.x(x(i)), y, atMiddle)
			clear := b.y1 < bottom
			for _, g := range segments {
				clear = clear && !crosses(b, g[0], g[1])
			}
			if clear && p.try(value, []string{v.Text}, x(i), y, atMiddle, bottom) {
				break
			}
		}
	}
}
