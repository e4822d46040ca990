package draw

import "math"

// A Stitch is how an audience's thread is sewn.
type Stitch int

// The stitches, in the order that the theme gives them to audiences: running, chain, zigzag; Plain for any other.
const (
	Running Stitch = iota
	Chain
	Zigzag
	Plain
)

// StitchFor gives the stitch of the audience at an index.
func StitchFor(audience int) Stitch {
	if audience < 0 || audience > int(Zigzag) {
		return Plain
	}
	return Stitch(audience)
}

// sewn is the class and the path data of a line in this stitch. Running and plain stitches are the line itself, which
// the theme dashes; chains and zigzags are drawn, of steps of size length.
func (k Stitch) sewn(o outline, closed bool, size float64) (class, d string) {
	switch {
	case k == Chain:
		return "thread", chain(walk(o, size*1.7))
	case k == Zigzag:
		return "thread", zigzag(walk(o, size*0.5), size*0.42, closed)
	case closed:
		d = o.closed()
	default:
		d = o.open()
	}
	if k == Plain {
		return "thread", d
	}
	return "stitch", d
}

// maxSteps bounds the stitches of one line.
const maxSteps = 2000

// walk gives points at about equal distances along an outline, both ends with it. Corners are kept where a step would
// cut them by more than half.
func walk(o outline, step float64) []pt {
	q := o.points(16)
	total := 0.0
	for i := 1; i < len(q); i++ {
		total += q[i].sub(q[i-1]).length()
	}
	n := int(math.Round(total / step))
	if len(q) < 2 || n < 1 || n > maxSteps {
		return q
	}
	n += n % 2
	out := []pt{q[0]}
	gone, next := 0.0, total/float64(n)
	for i := 1; i < len(q); i++ {
		l := q[i].sub(q[i-1]).length()
		for l > 0 && gone+l >= next-1e-9 && len(out) < n {
			out = append(out, q[i-1].to(q[i], (next-gone)/l))
			next += total / float64(n)
		}
		gone += l
	}
	return append(out, q[len(q)-1])
}

// chain links loops, each beginning where the one before ends.
func chain(q []pt) string {
	var t trail
	for i := 1; i < len(q); i++ {
		v := q[i].sub(q[i-1])
		side := pt{-v.y, v.x}.times(0.46)
		far := q[i-1].add(v.times(0.92))
		t.move(q[i-1])
		t.quad(q[i-1].add(v.times(0.62)).add(side), far)
		t.quad(q[i-1].add(v.times(0.62)).sub(side), q[i-1])
	}
	return t.String()
}

// zigzag swings from side to side.
func zigzag(q []pt, wide float64, closed bool) string {
	var t trail
	for i := range q {
		a, b := q[max(0, i-1)], q[min(len(q)-1, i+1)]
		v := b.sub(a).unit()
		side := pt{-v.y, v.x}.times(wide)
		if i%2 == 1 {
			side = side.times(-1)
		}
		if i == 0 {
			t.move(q[i].add(side))
		} else if i < len(q)-1 || !closed {
			t.line(q[i].add(side))
		}
	}
	if closed {
		t.b.WriteByte('z')
	}
	return t.String()
}
