package draw

import "math"

// Wrong draws a piece cut wrong: the scissors left the line, ran through the grain, and the two halves no longer meet.
// It is decoration, for the page that is not there.
func Wrong(seed string) SVG {
	d, _ := Cut{Piece: "mouw", Seed: seed}.draft()
	c := seeded("wrong", seed)
	s := heroSheet
	s.margin, s.sizes = 58, 1
	d, view := d.fitted(s)

	// From the right seam to the left one, with one bad turn.
	const right, left = 4, 6
	r1, r2 := d.cut[right].split(c.between(0.18, 0.3))
	l1, l2 := d.cut[left].split(c.between(0.34, 0.5))
	a, b := r1.d, l1.d
	w := b.x - a.x
	slip := from(a.x, a.y).
		curve(a.x+w*0.18, a.y-6, a.x+w*0.28, a.y-10, a.x+w*0.36, a.y+12).
		curve(a.x+w*0.44, a.y+36, a.x+w*0.56, b.y+40, a.x+w*0.60, b.y-4).
		curve(a.x+w*0.66, b.y-36, a.x+w*0.84, b.y-2, b.x, b.y)
	back := make(outline, len(slip.segs))
	for i, g := range slip.segs {
		back[len(back)-1-i] = g.reversed()
	}
	upper := append(append(append(outline{}, d.cut[:right]...), r1), append(append(outline{}, slip.segs...), l2)...)
	lower := append(append(outline{r2, d.cut[5]}, l1), back...)
	middle := pt{view.x1 / 2, view.y1 * 0.7}
	rad := c.between(0.07, 0.11)
	fall := func(q pt) pt { return q.sub(middle).turned(rad).add(middle).add(pt{14, 26}) }

	p := &pen{}
	p.path("grade", d.graded(d.cut, s.growth).closed())
	p.path("cut fill", upper.closed())
	p.path("cut fill", lower.mapped(fall).closed())
	// The stitch line knows nothing of it: it goes on where it should have been, on each half.
	seam := d.cut.inset(s.seam)
	s1, s2 := seam[right].split(0.24)
	t1, t2 := seam[left].split(0.42)
	var top, bottom trail
	top.outline(append(append(outline{t2}, seam[:right]...), s1), false)
	bottom.outline(outline{s2, seam[5], t1}.mapped(fall), false)
	p.path("stitch", top.String())
	p.path("stitch", bottom.String())
	g0, g1 := d.grain[0], d.grain[1]
	cutAt := g0.to(g1, 0.36)
	var grain trail
	head := 9.0
	grain.outline(lineOf(g0.x-head*0.6, g0.y+head, g0.x, g0.y, g0.x+head*0.6, g0.y+head), false)
	grain.outline(lineOf(g0.x, g0.y, cutAt.x, cutAt.y), false)
	low := g0.to(g1, 0.62)
	for _, o := range []outline{lineOf(low.x, low.y, g1.x, g1.y), lineOf(g1.x-head*0.6, g1.y-head, g1.x, g1.y, g1.x+head*0.6, g1.y-head)} {
		grain.outline(o.mapped(fall), false)
	}
	p.path("grain", grain.String())
	p.path("notch", d.ticks(s.seam))
	p.scissors(a.add(pt{14, 13}), math.Pi*1.03)
	return p.finish(decoration, Frame{}, "drawing", view)
}

// scissors lie open at a point, which their blades begin at.
func (p *pen) scissors(at pt, rad float64) {
	place := func(o outline) outline {
		return o.mapped(func(q pt) pt { return q.times(0.8).turned(rad).add(at) })
	}
	var t trail
	for _, side := range []float64{1, -1} {
		for _, o := range shape("M 40 -8 C 22 -6 2 -1 -42 5 C -46 6 -46 10 -42 11 C -20 12 20 6 42 -4 Z M -42 5 C -58 -2 -72 8 -70 18 C -68 28 -50 28 -42 11") {
			t.outline(place(o.mapped(func(q pt) pt { return pt{q.x, q.y * side} })), false)
		}
	}
	p.path("grain fill", t.String())
	p.path("grain", circle(place(lineOf(0, 0, 1, 0))[0].a, 2.4))
}
