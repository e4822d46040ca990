package draw

import "math"

// A room is where words may stand: within a closed outline and clear of lines.
type room struct {
	edge  []pt   // of the outline
	lines []pt   // points along what must stay clear, close to each other
	holes [][]pt // areas that must stay clear
}

func roomIn(o outline, clear ...outline) room {
	r := room{edge: o.points(10)}
	for _, c := range clear {
		q := c.points(10)
		for i := 1; i < len(q); i++ {
			n := min(400, 1+int(q[i].sub(q[i-1]).length()/3))
			for k := range n + 1 {
				r.lines = append(r.lines, q[i-1].to(q[i], float64(k)/float64(n)))
			}
		}
	}
	return r
}

// free says whether a box lies within and clear of all lines.
func (r room) free(b box) bool {
	for _, q := range r.lines {
		if q.x > b.x0 && q.x < b.x1 && q.y > b.y0 && q.y < b.y1 {
			return false
		}
	}
	for i := range r.edge {
		q, next := r.edge[i], r.edge[(i+1)%len(r.edge)]
		if crosses(b, q, next) {
			return false
		}
	}
	middle := pt{(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2}
	for _, hole := range r.holes {
		if inside(hole, middle) {
			return false
		}
		for i := range hole {
			if crosses(b, hole[i], hole[(i+1)%len(hole)]) {
				return false
			}
		}
	}
	return inside(r.edge, middle)
}

// crosses says whether a line from a to b touches a box (Liang and Barsky 1984).
func crosses(r box, a, b pt) bool {
	t0, t1 := 0.0, 1.0
	d := b.sub(a)
	for _, e := range [4][2]float64{{-d.x, a.x - r.x0}, {d.x, r.x1 - a.x}, {-d.y, a.y - r.y0}, {d.y, r.y1 - a.y}} {
		p, q := e[0], e[1]
		switch {
		case p == 0 && q < 0:
			return false
		case p < 0:
			t0 = max(t0, q/p)
		case p > 0:
			t1 = min(t1, q/p)
		}
	}
	return t0 <= t1
}

// find gives the middle of the free place for a box of a size that is nearest to where it should be.
func (r room) find(w, h float64, near pt) (pt, bool) {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, q := range r.edge {
		b = b.join(box{q.x, q.y, q.x, q.y})
	}
	const step = 5
	best, found, far := pt{}, false, math.Inf(1)
	for y := b.y0 + h/2; y <= b.y1-h/2; y += step {
		for x := b.x0 + w/2; x <= b.x1-w/2; x += step {
			at := pt{x, y}
			if d := at.sub(near).length(); d < far && r.free(box{x - w/2, y - h/2, x + w/2, y + h/2}) {
				best, found, far = at, true, d
			}
		}
	}
	return best, found
}
