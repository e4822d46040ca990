package canvas

import "math"

// A Path is outlines made of lines and curves; Y grows downwards. The zero Path is empty.
type Path struct {
	ops []op
	pts []point
}

type op byte

const (
	move op = iota
	line
	quad
	cube
)

type point struct{ x, y float32 }

// Move begins an outline.
func (p *Path) Move(x, y float64) { p.add(move, x, y) }

// Line goes on straight.
func (p *Path) Line(x, y float64) { p.add(line, x, y) }

// Quad goes on along a quadratic curve, and Cube along a cubic one.
func (p *Path) Quad(x1, y1, x, y float64)         { p.add(quad, x1, y1, x, y) }
func (p *Path) Cube(x1, y1, x2, y2, x, y float64) { p.add(cube, x1, y1, x2, y2, x, y) }

func (p *Path) add(o op, xy ...float64) {
	p.ops = append(p.ops, o)
	for i := 0; i < len(xy); i += 2 {
		p.pts = append(p.pts, point{float32(xy[i]), float32(xy[i+1])})
	}
}

// Empty says whether there is nothing to draw.
func (p *Path) Empty() bool { return len(p.ops) == 0 }

// A Place moves a path: it is scaled, then shifted.
type Place struct{ Scale, X, Y float64 }

func (t Place) at(q point) point {
	return point{q.x*float32(t.Scale) + float32(t.X), q.y*float32(t.Scale) + float32(t.Y)}
}

// pointsOf says how many points an operation has.
var pointsOf = [...]int{move: 1, line: 1, quad: 2, cube: 3}

// flat gives the outlines as runs of points.
func (p *Path) flat(t Place) [][]point {
	var out [][]point
	i := 0
	for _, o := range p.ops {
		q := p.pts[i : i+pointsOf[o]]
		i += pointsOf[o]
		if o == move || len(out) == 0 {
			out = append(out, nil)
		}
		run := &out[len(out)-1]
		switch o {
		case move, line:
			*run = append(*run, t.at(q[0]))
		case quad:
			if len(*run) == 0 {
				*run = append(*run, t.at(q[0]))
			}
			a, b, c := (*run)[len(*run)-1], t.at(q[0]), t.at(q[1])
			for k := 1; k <= steps; k++ {
				u := float32(k) / steps
				v := 1 - u
				*run = append(*run, point{v*v*a.x + 2*u*v*b.x + u*u*c.x, v*v*a.y + 2*u*v*b.y + u*u*c.y})
			}
		case cube:
			if len(*run) == 0 {
				*run = append(*run, t.at(q[0]))
			}
			a, b, c, d := (*run)[len(*run)-1], t.at(q[0]), t.at(q[1]), t.at(q[2])
			for k := 1; k <= 2*steps; k++ {
				u := float32(k) / (2 * steps)
				v := 1 - u
				*run = append(*run, point{v*v*v*a.x + 3*u*v*v*b.x + 3*u*u*v*c.x + u*u*u*d.x, v*v*v*a.y + 3*u*v*v*b.y + 3*u*u*v*c.y + u*u*u*d.y})
			}
		}
	}
	return out
}

// steps is into how many lines a curve is cut before it is stroked.
const steps = 8

// A Pen is how a line is drawn: how wide, and with which dashes and gaps, all in pixels.
type Pen struct {
	Width float64
	Dash  []float64
}

// maxDashes bounds the dashes of one line.
const maxDashes = 4000

// dashed cuts a run of points into its dashes.
func (n Pen) dashed(run []point) [][]point {
	total := 0.0
	for _, d := range n.Dash {
		total += d
	}
	if len(n.Dash) == 0 || len(n.Dash)%2 == 1 || total < 1 {
		return [][]point{run}
	}
	var out [][]point
	part, left, on := 0, n.Dash[0], true
	now := []point{run[0]}
	for i := 1; i < len(run); i++ {
		a, b := run[i-1], run[i]
		l := math.Hypot(float64(b.x-a.x), float64(b.y-a.y))
		for gone := 0.0; l-gone > left && len(out) < maxDashes; {
			gone += left
			u := float32(gone / l)
			q := point{a.x + (b.x-a.x)*u, a.y + (b.y-a.y)*u}
			if on {
				out = append(out, append(now, q))
			}
			now, on = []point{q}, !on
			part = (part + 1) % len(n.Dash)
			left = n.Dash[part]
			a, l, gone = q, l-gone, 0
		}
		left -= math.Hypot(float64(b.x-a.x), float64(b.y-a.y))
		now = append(now, b)
	}
	if on && len(now) > 1 {
		out = append(out, now)
	}
	return out
}
