package draw

import (
	"math"
	"strconv"
)

// Route draws a walk past places, in their order, as a thread sewn from each to the next: what a stop adds has the class
// step-<number>, from 1, so that a page can show the walk grow; all together it is complete. It is decoration, for a
// list that says the same. Places without a sane position are left out, and the thread goes on to the next.
func Route(stops []Place, words MapWords) SVG {
	p := &pen{width: mapWidth}
	m, _ := plotted(stops, box{80, 70, mapWidth - 80, mapHeight - 80}, 400)
	p.grid(m, words)
	type stop struct {
		at     pt
		number int
		place  Place
	}
	var walk []stop
	for i, q := range stops[:min(len(stops), maxPlaces)] {
		if _, sane := plotted([]Place{q}, box{0, 0, 1, 1}, 1); len(sane) > 0 {
			s := stop{m.at(q), i + 1, q}
			walk = append(walk, s)
			p.marks = append(p.marks, box{s.at.x - 13, s.at.y - 13, s.at.x + 13, s.at.y + 13})
		}
	}
	// Names keep off the thread.
	for i := 1; i < len(walk); i++ {
		a, b := walk[i-1].at, walk[i].at
		for k := range 16 {
			q := a.add(b.add(a.times(-1)).times(float64(k) / 16))
			p.marks = append(p.marks, box{q.x - 4, q.y - 4, q.x + 4, q.y + 4})
		}
	}
	for i, s := range walk {
		p.open("g", "class", "step-"+strconv.Itoa(s.number))
		if i > 0 {
			// From rim to rim.
			a := walk[i-1].at
			along := s.at.add(a.times(-1))
			if long := math.Hypot(along.x, along.y); long > 24 {
				rim := along.times(12 / long)
				p.path("stitch", polyline([]pt{a.add(rim), s.at.add(rim.times(-1))}))
			}
		}
		p.path("cut fill", circle(s.at, 11))
		p.write(value, []string{strconv.Itoa(s.number)}, s.at.x, s.at.y+4.5, atMiddle)
		p.name(s.place, s.at)
		p.close("g")
	}
	return p.mapped(Frame{}, false)
}
