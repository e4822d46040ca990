package draw

import "math"

// A draft is a pattern piece as it is drafted, in centimetres with the origin anywhere. It has no size and no place
// on a sheet yet.
type draft struct {
	cut     outline   // where it is cut, closed
	more    []outline // further parts on the same piece of paper, closed
	sewn    []outline // lines inside that are sewn: darts, pleats
	placed  []outline // lines inside that only say where something comes: folds, pockets, balance lines
	buttons []pt
	notches []notch
	grain   [2]pt   // the ends of the grain line
	label   pt      // where words find room
	still   pt      // the point that stays where it is from size to size
	grows   pt      // how much the piece grows from it, in X and in Y, as a share of the usual
	turn    float64 // how it lies on a sheet of its own, in radians
}

// A notch lies at t of a segment of the cut line; double notches tell back from front.
type notch struct {
	seg    int
	t      float64
	double bool
}

// drafts are the pieces of a coat, in the order that chapters take them.
var drafts = []struct {
	name  string
	draft func(*chance) draft
}{
	{"mouw", sleeve}, {"voorpand", front}, {"rug", back}, {"kraag", collar}, {"zak", pocket}, {"voering", lining}, {"zoom", hem},
}

func lineOf(p ...float64) outline {
	t := from(p[0], p[1])
	for i := 2; i+1 < len(p); i += 2 {
		t.line(p[i], p[i+1])
	}
	return t.segs
}

func curveOf(p ...float64) outline {
	return from(p[0], p[1]).curve(p[2], p[3], p[4], p[5], p[6], p[7]).segs
}

// lens is a dart with two points, as one closed line.
func lens(x, y, w, up, down float64) outline {
	return lineOf(x, y-up, x+w, y, x, y+down, x-w, y, x, y-up)
}

// sleeve is a set-in sleeve: the cap is hollowed more at the front (right), eased over the top, and notched once in
// front and twice at the back.
func sleeve(c *chance) draft {
	w, cap := c.between(34, 38), c.between(13.5, 16.5)
	kind := c.pick(3)
	l := []float64{47, 43, 50}[kind] + c.between(-2, 2)
	wrist := []float64{25, 43, 30}[kind] + c.between(-1.5, 1.5)
	lean := c.between(-1.2, 0.4) // the wrist swings forward
	xl, xr := w/2-wrist/2-lean, w/2+wrist/2-lean
	dip := []float64{0.9, 2.6, 1.4}[kind]
	t := from(0, cap).
		curve(0.10*w, 0.99*cap, 0.155*w, 0.70*cap, 0.22*w, 0.43*cap).
		curve(0.285*w, 0.16*cap, 0.375*w, 0, 0.5*w, 0).
		curve(0.625*w, 0, 0.73*w, 0.17*cap, 0.79*w, 0.46*cap).
		curve(0.84*w, 0.70*cap, 0.90*w, cap, w, cap)
	in := []float64{0.35, 0.12, 0.3}[kind]
	t.curve(w+(xr-w)*in, cap+(l-cap)*0.35, xr+(w-xr)*0.12, cap+(l-cap)*0.7, xr, l)
	t.curve(xr-wrist*0.3, l-dip*0.7, xl+wrist*0.35, l+dip*1.7, xl, l+dip*0.3).allow(2)
	t.curve(xl*0.88, cap+(l-cap)*0.7, xl*in, cap+(l-cap)*0.35, 0, cap)
	d := draft{cut: t.segs, grain: [2]pt{{w / 2, cap * 0.55}, {w / 2, l * 0.86}}, label: pt{w * 0.27, cap + (l-cap)*0.42}, still: pt{w / 2, cap}, grows: pt{1, 0.9}}
	d.notches = []notch{{0, 0.93, true}, {2, 0, false}, {3, 0.12, false}}
	elbow := cap + (l-cap)*0.45
	side := d.cut[6].at(0.55)
	switch kind {
	case 0: // elbow dart at the back seam
		d.sewn = append(d.sewn, lineOf(d.cut[6].at(0.60).x, d.cut[6].at(0.60).y, side.x+w*0.2, elbow+1.3, d.cut[6].at(0.50).x, d.cut[6].at(0.50).y))
		d.notches = append(d.notches, notch{4, 0.5, false})
	case 1: // a full sleeve falls in a fold line above the hem
		d.placed = append(d.placed, curveOf(xl+0.7, l-4, xl+wrist*0.35, l-4+dip*1.5, xr-wrist*0.3, l-4-dip*0.6, xr-0.7, l-4.3))
		d.notches = append(d.notches, notch{4, 0.62, false}, notch{6, 0.38, false})
	case 2: // pleats into a cuff, and a slit
		for _, x := range []float64{0.3, 0.42} {
			d.sewn = append(d.sewn, lineOf(xl+wrist*x, l-5, xl+wrist*x, l+0.5))
		}
		d.placed = append(d.placed, lineOf(xl+wrist*0.18, l-10, xl+wrist*0.18, l+0.6))
		d.notches = append(d.notches, notch{4, 0.62, false}, notch{6, 0.38, false})
	}
	d.placed = append(d.placed, lineOf(1.6, cap, w-1.6, cap))
	return d
}

// body is the edge from the shoulder's neck point over shoulder and armhole down the side to the hem, shared by front,
// back and lining: only the hollow of the armhole differs.
type body struct{ neck, shoulder, under, waist, hem pt }

func (b body) edge(t *tracer, hollow float64) {
	t.line(b.shoulder.x, b.shoulder.y)
	t.curve(b.shoulder.x-1-hollow, b.shoulder.y+5.5, b.shoulder.x-0.6-hollow, b.under.y-0.4, b.under.x, b.under.y)
	t.curve(b.under.x-1.2, b.under.y+6, b.waist.x, b.waist.y-6, b.waist.x, b.waist.y)
	low := b.waist.to(b.hem, 0.6)
	t.curve(b.waist.x, b.waist.y+5, low.x, low.y, b.hem.x, b.hem.y)
}

func figure(c *chance, shoulder, under float64) body {
	l := c.between(56, 66)
	flare := c.between(0.5, 5)
	return body{pt{7.2, 0}, pt{shoulder, 4.4 + c.between(-0.4, 0.6)}, pt{under, 21.5 + c.between(-1, 1.5)}, pt{under - c.between(0.8, 2.4), 38}, pt{under + flare, l}}
}

// front is the right front of a coat: centre front at X 0, the button stand beyond it.
func front(c *chance) draft {
	b := figure(c, 18.6, 24)
	kind, round := c.pick(3), c.pick(2) == 1
	stand := []float64{-2.6, -8.5, -3}[kind]
	t := from(b.neck.x, b.neck.y)
	b.edge(t, 1.8)
	l := b.hem.y
	if round { // the front edge turns into the hem in a curve
		t.curve(b.hem.x-8, l+1.2, 14, l+1.4, 9, l+1.4).allow(2)
		t.curve(2, l+1.4, stand, l-7, stand, l-15)
	} else {
		t.curve(b.hem.x-8, l+1.4, 6, l+1.6, stand, l+1.6).allow(2)
	}
	hemAt := len(t.segs) - 1
	brk := 27.0
	switch kind {
	case 0: // closed to the neck
		t.line(stand, 8.2)
		t.curve(-0.6, 8.6, 6, 7, b.neck.x, b.neck.y)
	case 1: // double-breasted with a peaked lapel
		t.line(stand, brk)
		t.curve(stand-1.6, 20, stand-2.6, 12, stand-2.4, 4.5)
		t.line(-1.2, 7)
		t.line(b.neck.x, b.neck.y)
	case 2: // a notched lapel
		t.line(stand, brk)
		t.curve(stand-2.8, 20, stand-4.2, 13, stand-3.6, 8.2)
		t.line(1.2, 5.4)
		t.line(b.neck.x, b.neck.y)
	}
	d := draft{cut: t.segs, grain: [2]pt{{13, 27}, {13, l - 8}}, label: pt{18.4, l - 20}, still: pt{0, b.under.y}, grows: pt{1.1, 0.85}}
	d.notches = []notch{{1, 0.62, false}, {2, 1, false}, {hemAt, 0.3, false}, {3, 0.4, false}}
	top := 10.5
	if kind > 0 {
		d.placed = append(d.placed, lineOf(stand+0.4, brk, b.neck.x-1.7, -0.6)) // roll line
		top = brk + 1
	}
	d.placed = append(d.placed, lineOf(0, top-1.5, 0, l-1)) // centre front
	low := l - 18
	for i := range 4 {
		y := top + (low-top)*float64(i)/3
		d.buttons = append(d.buttons, pt{0, y})
		if kind == 1 {
			d.buttons[len(d.buttons)-1].x = -5.6
			d.buttons = append(d.buttons, pt{5.6, y})
		}
	}
	switch c.pick(3) {
	case 0:
		d.sewn = append(d.sewn, lens(9.2, 37.5, 1.3, 12, 11))
	case 1: // bust dart from the side
		at1, at2 := d.cut[2].at(0.22), d.cut[2].at(0.40)
		d.sewn = append(d.sewn, lineOf(at1.x, at1.y, 12.4, 24, at2.x, at2.y))
	case 2: // princess line out of the armhole
		at := d.cut[1].at(0.55)
		d.sewn = append(d.sewn, from(at.x, at.y).curve(at.x-5, at.y+5, 9.5, 28, 9.4, 38).curve(9.4, 48, 10.6, l-10, 10.8, l+1.4).segs)
		d.grain[0].x, d.grain[1].x = 15, 15
	}
	if c.pick(2) == 0 { // welt pocket
		d.placed = append(d.placed, lineOf(12, 46.5, 20, 43.5, 20.9, 46, 12.9, 49, 12, 46.5))
		d.grain[0].y = 24
		d.grain[1].y = 42
		d.label.y = l - 9
		d.label.x = 15
	}
	return d
}

// back is half a back, on the fold, with a seam and vent, or with a yoke.
func back(c *chance) draft {
	b := figure(c, 20.6, 23.6)
	l, kind := b.hem.y, c.pick(3)
	t := from(b.neck.x, b.neck.y)
	b.edge(t, -0.1)
	t.curve(b.hem.x-8, l+1, 8, l+1.3, 0, l+1.3).allow(2)
	d := draft{grain: [2]pt{{7, 24}, {7, l - 7}}, label: pt{15.4, l - 17}, still: pt{0, b.under.y}, grows: pt{1.1, 0.85}}
	d.notches = []notch{{1, 0.66, true}, {2, 1, false}, {0, 0.45, false}}
	switch kind {
	case 0: // vent
		t.segs[len(t.segs)-1].end(pt{-5, l + 1.3})
		t.at = pt{-5, l + 1.3}
		top := l - c.between(17, 22)
		t.line(-5, top).line(-1.1, top-2.6)
		t.curve(-1.9, 34, -0.6, 20, 0, 2.3)
		d.placed = append(d.placed, lineOf(-0.5, top-2, -0.4, l+0.5))
		d.sewn = append(d.sewn, lens(11, 38, 1.2, 13, 12))
	case 1: // on the fold, with a yoke line
		t.line(0, 2.3).allow(0)
		d.placed = append(d.placed, curveOf(0.4, 13, 8, 13, 14, 12.6, b.shoulder.x-1.6, 10.8))
		for _, y := range []float64{20, l - 9} { // brackets say: lay on the fold
			d.placed = append(d.placed, lineOf(0.2, y, 2.6, y, 2.6, y+4))
		}
	case 2: // centre seam and shoulder dart
		t.curve(-1.5, l*0.72, -2.6, 40, -1.6, 34)
		t.curve(-0.7, 26, 0.2, 14, 0, 2.3)
		m := pt{b.neck.x, b.neck.y}.to(b.shoulder, 0.42)
		d.sewn = append(d.sewn, lineOf(m.x-0.8, m.y-0.1, m.x-1.8, m.y+9, m.x+0.8, m.y+0.25), lens(11, 38, 1.2, 13, 12))
		d.notches = append(d.notches, notch{5, 1, false})
	}
	t.curve(2.6, 2.3, 5.6, 1.6, b.neck.x, b.neck.y)
	d.cut = t.segs
	return d
}

// collar is a whole collar, its neck edge hollow: more curve lies flatter on the shoulders.
func collar(c *chance) draft {
	half := c.between(0.62, 1.12) // of the arc, in radians
	kind := c.pick(3)
	r := 19 / half
	deep := c.between(8.5, 11)
	R := r + deep
	on := func(rad, at float64) pt { s, co := math.Sincos(at); return pt{rad * s, -rad * co} }
	arc := func(t *tracer, rad, a, b float64) {
		for i := range 2 { // two quarters each side of the centre back
			u, v := a+(b-a)*float64(i)/2, a+(b-a)*float64(i+1)/2
			k := 4.0 / 3 * math.Tan((v-u)/4) * rad
			p, q := on(rad, u), on(rad, v)
			s1, c1 := math.Sincos(u)
			s2, c2 := math.Sincos(v)
			t.curve(p.x+k*c1, p.y+k*s1, q.x-k*c2, q.y-k*s2, q.x, q.y)
		}
	}
	out := half + []float64{0.10, 0.02, 0.16}[kind]
	p0 := on(R, -out)
	if kind == 2 {
		p0 = on(R+2.4, -out)
	}
	t := from(p0.x, p0.y)
	switch kind {
	case 2: // long points
		q := on(R, -out*0.62)
		t.curve(p0.x+4.5, p0.y-3.5, q.x-4, q.y+2.6, q.x, q.y)
		arc(t, R, -out*0.62, out*0.62)
		t.curve(-q.x+4, q.y+2.6, -p0.x-4.5, p0.y-3.5, -p0.x, p0.y)
	default:
		arc(t, R, -out, out)
	}
	e, i0 := t.at, on(r, half)
	if kind == 1 { // round ends
		t.curve(e.x+4.6*math.Cos(out), e.y+4.6*math.Sin(out), i0.x+5.2*math.Cos(half), i0.y+5.2*math.Sin(half), i0.x, i0.y)
	} else {
		t.line(i0.x, i0.y)
	}
	neck := len(t.segs)
	arc(t, r, half, -half)
	if kind == 1 {
		j := on(r, -half)
		t.curve(j.x-5.2*math.Cos(half), j.y+5.2*math.Sin(half), p0.x-4.6*math.Cos(out), p0.y+4.6*math.Sin(out), p0.x, p0.y)
	} else {
		t.line(p0.x, p0.y)
	}
	d := draft{cut: t.segs, grain: [2]pt{{0, -R + 1.6}, {0, -r - 1.6}}, label: on((R+r)/2, half*0.5), still: pt{0, -r}, grows: pt{0.9, 0.9}}
	d.notches = []notch{{neck, 1, true}, {neck, 0.35, false}, {neck + 1, 0.65, false}}
	roll := from(on(r+deep*0.36, -half*0.93).x, on(r+deep*0.36, -half*0.93).y)
	arc(roll, r+deep*0.36, -half*0.93, half*0.93)
	d.placed = append(d.placed, roll.segs)
	d.turn = -0.62
	return d
}

// pocket is a patch pocket with its flap.
func pocket(c *chance) draft {
	w, h := c.between(19, 22), c.between(22, 25)
	y := 9.6 // the patch begins below the flap
	t := from(0, y).line(w, y).allow(2.2)
	kind, k := c.pick(4), c.between(4.5, 6.5)
	bottom := func(t *tracer, w, top, h, k float64, kind int) {
		y := top + h
		switch kind {
		case 0: // pointed
			t.line(w, y-k).line(w/2, y).line(0, y-k)
		case 1: // round
			t.line(w, y-k).curve(w, y-k*0.4, w-k*0.6, y, w-k, y).line(k, y).curve(k*0.6, y, 0, y-k*0.4, 0, y-k)
		case 2: // cut corners
			t.line(w, y-k*0.8).line(w-k*0.8, y).line(k*0.8, y).line(0, y-k*0.8)
		default: // slanting
			t.line(w, y).line(k, y).curve(k*0.5, y, 0, y-k*0.5, 0, y-k)
		}
		t.line(0, top)
	}
	bottom(t, w, y, h, k, kind)
	flap := []int{1, 0, 3, 2}[kind]
	fk := 3.2
	g := from(0, 0).line(w+1.2, 0)
	bottom(g, w+1.2, 0, 7.4, fk, flap)
	g.segs = g.segs.mapped(func(q pt) pt { return pt{q.x - 0.6, q.y} })
	d := draft{cut: t.segs, more: []outline{g.segs}, grain: [2]pt{{w * 0.66, y + 6}, {w * 0.66, y + h - 5}}, label: pt{w * 0.33, y + h*0.52}, still: pt{w / 2, y}, grows: pt{0.9, 0.9}}
	d.placed = []outline{lineOf(0.5, y+3.2, w-0.5, y+3.2)}
	d.notches = []notch{{0, 0.5, true}, {1, 0.16, false}, {len(d.cut) - 1, 0.84, false}}
	if c.pick(2) == 0 { // an inverted pleat
		for _, x := range []float64{-1.4, 0, 1.4} {
			x += w * 0.5
			d.placed = append(d.placed, lineOf(x, y+3.2, x, y+h-k-0.6))
		}
		d.grain[0].x, d.grain[1].x = w*0.78, w*0.78
		d.label.x = w * 0.22
	}
	d.buttons = []pt{{w / 2, 4.6}}
	return d
}

// lining is a whole back lining with its ease pleat: both armholes, shorter than the coat.
func lining(c *chance) draft {
	b := figure(c, 19.6, 22.4)
	b.hem.y = 47 + c.between(0, 5)
	b.waist.y = 34
	l, x := b.hem.y, c.between(1.6, 3) // the pleat adds x each side
	half := from(b.neck.x, b.neck.y)
	b.edge(half, 0)
	right := half.segs.mapped(func(q pt) pt { return pt{q.x + x, q.y} })
	flip := func(q pt) pt { return pt{-q.x, q.y} }
	neck := b.neck.x + x
	t := from(-neck, 0).curve(-neck+1.6, 1.6, -x-2, 2.4, -x, 2.4).line(x, 2.4).curve(x+2, 2.4, neck-1.6, 1.6, neck, 0)
	t.segs = append(t.segs, right...)
	t.at = right[len(right)-1].d
	wave := c.between(-0.2, 1.8)
	t.curve(t.at.x*0.5, l+wave, -t.at.x*0.5, l+wave, -t.at.x, l).allow(1.4)
	for i := len(right) - 1; i >= 0; i-- {
		t.segs = append(t.segs, right[i].mapped(flip).reversed())
	}
	d := draft{cut: t.segs, grain: [2]pt{{-10, 14}, {-10, l - 9}}, label: pt{11, l * 0.52}, still: pt{0, b.under.y}, grows: pt{0.9, 0.85}}
	d.sewn = []outline{lineOf(-x, 2.4, -x, 11), lineOf(x, 2.4, x, 11)}
	d.placed = []outline{lineOf(0, 2.6, 0, l), lineOf(-b.hem.x-x+1.2, l-4.5, b.hem.x+x-1.2, l-4.5)}
	if c.pick(2) == 0 {
		d.sewn = append(d.sewn, lens(-15.4, 34, 1.1, 8, 8), lens(15.4, 34, 1.1, 8, 8))
	}
	d.notches = []notch{{4, 0.66, true}, {5, 1, false}, {10, 0.34, true}, {9, 0, false}, {1, 0.5, false}}
	return d
}

// hem is the facing of the front edge and the hem in one: it turns the corner.
func hem(c *chance) draft {
	w, l, band := c.between(36, 42), c.between(38, 44), c.between(7.5, 9.5)
	r := c.between(9, 17)
	rise := c.between(0, 4) // the hem rises to the side seam
	const k = 0.5523        // of a quarter of a circle
	in := max(1.5, r-band*0.6)
	t := from(0, 0).line(band, 0.8)
	t.line(band, l-band-in)
	t.curve(band, l-band-in*(1-k), band+in*(1-k), l-band, band+in, l-band)
	t.curve(band+in+(w-band-in)*0.4, l-band, w-8, l-band-rise*0.7, w, l-band-rise)
	t.line(w+0.9, l-rise)
	t.curve(w-8, l-rise*0.7, r+(w-r)*0.4, l, r, l).allow(1.8)
	t.curve(r*(1-k), l, 0, l-r*(1-k), 0, l-r)
	t.line(0, 0)
	d := draft{cut: t.segs, grain: [2]pt{{band * 0.5, 5}, {band * 0.5, l - r - 5}}, label: pt{w * 0.64, l - band*0.62 - rise*0.4}, still: pt{band, l - band}, grows: pt{1, 1}}
	d.notches = []notch{{1, 0.4, false}, {2, 0.5, false}, {3, 0.6, true}, {6, 0.5, false}, {7, 0.6, false}, {5, 0.35, true}}
	fold := from(r+2, l-3).curve(r+(w-r)*0.4, l-3, w-8, l-3-rise*0.7, w+0.4, l-3-rise)
	d.placed = []outline{fold.segs}
	if c.pick(2) == 0 {
		p, q := d.cut[2].at(0.5), d.cut[6].at(0.5)
		d.sewn = []outline{lineOf(p.x, p.y, q.x, q.y)} // a mitre
	}
	return d
}
