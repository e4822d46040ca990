package draw

import (
	"math"
	"slices"
)

// A room is where words may stand: within a closed outline, clear of lines and of areas.
type room struct {
	edge  []pt
	lines [][]pt
	holes [][]pt
}

func roomIn(o outline, clear ...outline) room {
	r := room{edge: o.points(10)}
	for _, c := range clear {
		r.lines = append(r.lines, c.points(10))
	}
	return r
}

// tile is the grain in which room is looked for, in units of the drawing.
const tile = 3.0

// A tiling is the room in tiles. sums counts the tiles taken above and before each corner: a box is free when it counts
// none.
type tiling struct {
	bounds     box
	cols, rows int
	taken      []bool
	sums       []int32
}

// clone gives the same room, of which more can be taken.
func (t tiling) clone() *tiling {
	t.taken, t.sums = slices.Clone(t.taken), slices.Clone(t.sums)
	return &t
}

// take takes boxes as well.
func (t *tiling) take(boxes []box) {
	if t.cols == 0 || len(boxes) == 0 {
		return
	}
	for _, b := range boxes {
		q := rect(b.x0, b.y0, b.x1-b.x0, b.y1-b.y0)
		fill(t.taken, t.cols, t.rows, t.bounds, q, false)
		touch(t.taken, t.cols, t.rows, t.bounds, append(q, q[0]))
	}
	t.sum()
}

func (r room) tiles() tiling {
	if len(r.edge) == 0 {
		return tiling{}
	}
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, q := range r.edge {
		b = b.join(box{q.x, q.y, q.x, q.y})
	}
	cols, rows := int(math.Ceil((b.x1-b.x0)/tile)), int(math.Ceil((b.y1-b.y0)/tile))
	if cols < 1 || rows < 1 || cols*rows > 1<<18 {
		return tiling{}
	}
	taken := make([]bool, cols*rows)
	fill(taken, cols, rows, b, r.edge, true)
	for _, q := range r.holes {
		fill(taken, cols, rows, b, q, false)
		touch(taken, cols, rows, b, append(slices.Clone(q), q[0]))
	}
	touch(taken, cols, rows, b, append(slices.Clone(r.edge), r.edge[0]))
	for _, q := range r.lines {
		touch(taken, cols, rows, b, q)
	}
	t := tiling{bounds: b, cols: cols, rows: rows, taken: taken, sums: make([]int32, (cols+1)*(rows+1))}
	t.sum()
	return t
}

// sum counts what is taken.
func (t *tiling) sum() {
	cols, rows, taken, sums := t.cols, t.rows, t.taken, t.sums
	for y := range rows {
		above, here, row := sums[y*(cols+1)+1:(y+1)*(cols+1)], sums[(y+1)*(cols+1)+1:(y+2)*(cols+1)], taken[y*cols:(y+1)*cols]
		n := int32(0)
		for x, is := range row {
			if is {
				n++
			}
			here[x] = above[x] + n
		}
	}
}

// find gives the middle of the free place for a box of a size that is nearest to where it should be.
func (t tiling) find(w, h float64, near pt) (pt, bool) {
	b, cols, rows, sums := t.bounds, t.cols, t.rows, t.sums
	wide, high := int(math.Ceil(w/tile)), int(math.Ceil(h/tile))
	best, found, far := pt{}, false, math.Inf(1)
	for y := 0; y+high <= rows; y++ {
		above, below := sums[y*(cols+1):(y+1)*(cols+1)], sums[(y+high)*(cols+1):(y+high+1)*(cols+1)]
		for x := 0; x+wide <= cols; x++ {
			if below[x+wide]-above[x+wide]-below[x]+above[x] != 0 {
				continue
			}
			at := pt{b.x0 + (float64(x)+float64(wide)/2)*tile, b.y0 + (float64(y)+float64(high)/2)*tile}
			if d := at.sub(near).length(); d < far {
				best, found, far = at, true, d
			}
		}
	}
	return best, found
}

// fill takes the tiles inside a closed polygon (even-odd, by rows), or those outside it.
func fill(taken []bool, cols, rows int, b box, q []pt, outside bool) {
	var cuts []float64
	for y := range rows {
		at := b.y0 + (float64(y)+0.5)*tile
		cuts = cuts[:0]
		for i := range q {
			a, e := q[i], q[(i+1)%len(q)]
			if (a.y > at) != (e.y > at) {
				cuts = append(cuts, a.x+(e.x-a.x)*(at-a.y)/(e.y-a.y))
			}
		}
		if len(cuts) == 0 && !outside {
			continue
		}
		slices.Sort(cuts)
		k, in := 0, false
		for x := range cols {
			for k < len(cuts) && cuts[k] < b.x0+(float64(x)+0.5)*tile {
				k, in = k+1, !in
			}
			if in != outside {
				taken[y*cols+x] = true
			}
		}
	}
}

// touch takes the tiles that a line runs through.
func touch(taken []bool, cols, rows int, b box, q []pt) {
	for i := 1; i < len(q); i++ {
		n := min(1000, 1+int(q[i].sub(q[i-1]).length()/tile*2))
		for k := range n + 1 {
			at := q[i-1].to(q[i], float64(k)/float64(n))
			x, y := int(math.Floor((at.x-b.x0)/tile)), int(math.Floor((at.y-b.y0)/tile))
			if x >= 0 && y >= 0 && x < cols && y < rows {
				taken[y*cols+x] = true
			}
		}
	}
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
