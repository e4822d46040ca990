package draw

import (
	"math"
	"sort"
	"strings"
)

// A pt is a point; Y grows downwards.
type pt struct{ x, y float64 }

func (a pt) add(b pt) pt           { return pt{a.x + b.x, a.y + b.y} }
func (a pt) sub(b pt) pt           { return pt{a.x - b.x, a.y - b.y} }
func (a pt) times(k float64) pt    { return pt{a.x * k, a.y * k} }
func (a pt) length() float64       { return math.Hypot(a.x, a.y) }
func (a pt) to(b pt, t float64) pt { return pt{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }
func (a pt) cross(b pt) float64    { return a.x*b.y - a.y*b.x }
func (a pt) dot(b pt) float64      { return a.x*b.x + a.y*b.y }
func (a pt) turned(rad float64) pt { s, c := math.Sincos(rad); return pt{a.x*c - a.y*s, a.x*s + a.y*c} }
func (a pt) same(b pt) bool        { return a.sub(b).length() < 1e-9 }
func (a pt) unit() pt {
	if l := a.length(); l > 1e-9 {
		return a.times(1 / l)
	}
	return pt{}
}

// A seg is a line (its controls are its ends) or a cubic curve. sa is the seam allowance along it, in the units of
// the drawing, as a share of the usual one.
type seg struct {
	a, b, c, d pt
	sa         float64
}

func (s seg) straight() bool { return s.a.same(s.b) && s.c.same(s.d) }

func (s seg) at(t float64) pt {
	if s.straight() {
		return s.a.to(s.d, t)
	}
	ab, bc, cd := s.a.to(s.b, t), s.b.to(s.c, t), s.c.to(s.d, t)
	return ab.to(bc, t).to(bc.to(cd, t), t)
}

// tangent is the direction at t, of length 1.
func (s seg) tangent(t float64) pt {
	const h = 1e-3
	return s.at(min(1, t+h)).sub(s.at(max(0, t-h))).unit()
}

// split cuts the segment at t (de Casteljau).
func (s seg) split(t float64) (seg, seg) {
	if s.straight() {
		m := s.at(t)
		return seg{s.a, s.a, m, m, s.sa}, seg{m, m, s.d, s.d, s.sa}
	}
	ab, bc, cd := s.a.to(s.b, t), s.b.to(s.c, t), s.c.to(s.d, t)
	l, r := ab.to(bc, t), bc.to(cd, t)
	m := l.to(r, t)
	return seg{s.a, ab, l, m, s.sa}, seg{m, r, cd, s.d, s.sa}
}

func (s seg) reversed() seg { return seg{s.d, s.c, s.b, s.a, s.sa} }

func (s seg) mapped(f func(pt) pt) seg { return seg{f(s.a), f(s.b), f(s.c), f(s.d), s.sa} }

// An outline is a run of segments, each from where the one before ends. Pieces are closed: the last one ends where
// the first begins.
type outline []seg

// from begins an outline; line and curve continue it.
type tracer struct {
	at   pt
	segs outline
}

func from(x, y float64) *tracer { return &tracer{at: pt{x, y}} }

func (t *tracer) line(x, y float64) *tracer {
	to := pt{x, y}
	t.segs = append(t.segs, seg{t.at, t.at, to, to, 1})
	t.at = to
	return t
}

func (t *tracer) curve(x1, y1, x2, y2, x, y float64) *tracer {
	to := pt{x, y}
	t.segs = append(t.segs, seg{t.at, pt{x1, y1}, pt{x2, y2}, to, 1})
	t.at = to
	return t
}

// allow sets the seam allowance of the last segment.
func (t *tracer) allow(k float64) *tracer { t.segs[len(t.segs)-1].sa = k; return t }

func (o outline) mapped(f func(pt) pt) outline {
	out := make(outline, len(o))
	for i, s := range o {
		out[i] = s.mapped(f)
	}
	return out
}

func (o outline) bounds() box {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, q := range o.points(8) {
		b = b.join(box{q.x, q.y, q.x, q.y})
	}
	return b
}

// points flattens the outline, n points for a curve.
func (o outline) points(n int) []pt {
	var out []pt
	for _, s := range o {
		if s.straight() {
			out = append(out, s.a)
			continue
		}
		for i := range n {
			out = append(out, s.at(float64(i)/float64(n)))
		}
	}
	if len(o) > 0 {
		out = append(out, o[len(o)-1].d)
	}
	return out
}

// area is the area within, positive when it runs clockwise on the screen.
func (o outline) area() float64 {
	q, sum := o.points(8), 0.0
	for i := range q {
		sum += q[i].cross(q[(i+1)%len(q)])
	}
	return sum / 2
}

// inset moves every segment inwards by d times its allowance and joins them where they then meet: the stitch line of
// a cut line. A negative d moves outwards. Curves stay curves: their handles keep their direction and follow the
// length of the chord, which is exact for arcs of circles and close for the gentle curves of a pattern.
func (o outline) inset(d float64) outline {
	if o.area() < 0 {
		d = -d
	}
	n := len(o)
	out := make(outline, n)
	for i, s := range o {
		by := d * s.sa
		shift := func(dir pt) pt { return pt{-dir.y, dir.x}.times(by) }
		if s.straight() {
			v := shift(s.d.sub(s.a).unit())
			out[i] = seg{s.a.add(v), s.a.add(v), s.d.add(v), s.d.add(v), s.sa}
			continue
		}
		a, e := s.a.add(shift(s.tangent(0))), s.d.add(shift(s.tangent(1)))
		k := 1.0
		if l := s.d.sub(s.a).length(); l > 1e-9 {
			k = e.sub(a).length() / l
		}
		out[i] = seg{a, a.add(s.b.sub(s.a).times(k)), e.add(s.c.sub(s.d).times(k)), e, s.sa}
	}
	for i := range out {
		a, b := &out[i], &out[(i+1)%n]
		if a.d.same(b.a) {
			continue
		}
		u, v := a.tangent(1), b.tangent(0)
		meet := a.d.to(b.a, 0.5)
		if den := u.cross(v); math.Abs(den) > 0.12 {
			m := a.d.add(u.times(b.a.sub(a.d).cross(v) / den))
			if m.sub(meet).length() < 4*math.Abs(d)+1 {
				meet = m
			}
		}
		a.end(meet)
		b.begin(meet)
	}
	return out
}

// end moves the segment's end, and its handle along.
func (s *seg) end(q pt) {
	if s.straight() {
		s.c = q
	} else {
		s.c = s.c.add(q.sub(s.d))
	}
	s.d = q
}

func (s *seg) begin(q pt) {
	if s.straight() {
		s.b = q
	} else {
		s.b = s.b.add(q.sub(s.a))
	}
	s.a = q
}

// hull is the convex hull, clockwise on the screen (monotone chain, Andrew 1979). Points that are the same count once.
func hull(points []pt) []pt {
	q := append([]pt(nil), points...)
	sort.Slice(q, func(i, j int) bool { return q[i].x < q[j].x || q[i].x == q[j].x && q[i].y < q[j].y })
	var out []pt
	turn := func(q []pt, floor int) {
		for _, c := range q {
			for len(out) >= floor+2 && out[len(out)-1].sub(out[len(out)-2]).cross(c.sub(out[len(out)-2])) <= 0 {
				out = out[:len(out)-1]
			}
			out = append(out, c)
		}
	}
	turn(q, 0)
	upper := len(out)
	for i, j := 0, len(q)-1; i < j; i, j = i+1, j-1 {
		q[i], q[j] = q[j], q[i]
	}
	if upper > 0 {
		turn(q, upper-1)
	}
	if len(out) > 1 {
		out = out[:len(out)-1]
	}
	return out
}

// inside says whether a point lies within a closed polygon (even-odd).
func inside(q []pt, at pt) bool {
	in := false
	for i, j := 0, len(q)-1; i < len(q); j, i = i, i+1 {
		if (q[i].y > at.y) != (q[j].y > at.y) && at.x < (q[j].x-q[i].x)*(at.y-q[i].y)/(q[j].y-q[i].y)+q[i].x {
			in = !in
		}
	}
	return in
}

// A trail writes the data of a path, relative and rounded without drift.
type trail struct {
	b    strings.Builder
	x, y int
	last byte
}

func (t *trail) command(c byte) {
	if c == t.last && c != 'm' {
		return
	}
	t.b.WriteByte(c)
	t.last = c
}

func (t *trail) num(v int) {
	s := written(v)
	if n := t.b.Len(); s[0] != '-' && n > 0 {
		if last := t.b.String()[n-1]; last >= '0' && last <= '9' {
			t.b.WriteByte(' ')
		}
	}
	t.b.WriteString(s)
}

func (t *trail) move(q pt) {
	x, y := tenths(q.x), tenths(q.y)
	t.last = 0
	if t.b.Len() == 0 {
		t.b.WriteByte('M')
		t.num(x)
		t.num(y)
	} else {
		t.b.WriteByte('m')
		t.num(x - t.x)
		t.num(y - t.y)
	}
	t.x, t.y = x, y
}

func (t *trail) line(q pt) {
	x, y := tenths(q.x), tenths(q.y)
	switch {
	case x == t.x && y == t.y:
		return
	case y == t.y:
		t.command('h')
		t.num(x - t.x)
	case x == t.x:
		t.command('v')
		t.num(y - t.y)
	default:
		t.command('l')
		t.num(x - t.x)
		t.num(y - t.y)
	}
	t.x, t.y = x, y
}

func (t *trail) curve(b, c, d pt) {
	t.command('c')
	for _, q := range []pt{b, c, d} {
		t.num(tenths(q.x) - t.x)
		t.num(tenths(q.y) - t.y)
	}
	t.x, t.y = tenths(d.x), tenths(d.y)
}

// quad adds a quadratic curve.
func (t *trail) quad(b, d pt) {
	t.command('q')
	for _, q := range []pt{b, d} {
		t.num(tenths(q.x) - t.x)
		t.num(tenths(q.y) - t.y)
	}
	t.x, t.y = tenths(d.x), tenths(d.y)
}

// close ends a sub-path where it began. The next one must begin with move, whose start is what close left: therefore
// the outline's own start is given.
func (t *trail) close(start pt) {
	t.b.WriteByte('z')
	t.last = 0
	t.x, t.y = tenths(start.x), tenths(start.y)
}

func (t *trail) outline(o outline, closed bool) {
	if len(o) == 0 {
		return
	}
	t.move(o[0].a)
	for i, s := range o {
		switch {
		case !s.straight():
			t.curve(s.b, s.c, s.d)
		case !closed || i < len(o)-1:
			t.line(s.d)
		}
	}
	if closed {
		t.close(o[0].a)
	}
}

func (t *trail) String() string { return t.b.String() }

// closed is the path data of a closed outline.
func (o outline) closed() string { var t trail; t.outline(o, true); return t.String() }

// open is the path data of an open one.
func (o outline) open() string { var t trail; t.outline(o, false); return t.String() }

// polyline is the path data of straight runs, each a list of points.
func polyline(runs ...[]pt) string {
	var t trail
	for _, r := range runs {
		for i, q := range r {
			if i == 0 {
				t.move(q)
			} else {
				t.line(q)
			}
		}
	}
	return t.String()
}

// circle is the path data of a circle.
func circle(c pt, r float64) string {
	d := num(2 * r)
	return "M" + num(c.x-r) + " " + num(c.y) + "a" + num(r) + " " + num(r) + " 0 1 0 " + d + " 0a" + num(r) + " " + num(r) + " 0 1 0-" + d + " 0z"
}

func rect(x, y, w, h float64) []pt {
	return []pt{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}
}
