package draw

import (
	"math"
	"strconv"
)

// A Cut is a pattern piece as somebody cuts it: its name (one of Pieces) and a seed, from which its own draft follows.
// Cuts with the same name and seed are the same piece. Mirrored lays it face down.
type Cut struct {
	Piece    string
	Seed     string
	Mirrored bool
}

// Pieces are the names of all pieces, in the order that chapters take them.
func Pieces() []string {
	var out []string
	for _, d := range drafts {
		out = append(out, d.name)
	}
	return out
}

// CutFor is the piece of the chapter at an index, from 0. With more chapters than pieces they come again, mirrored
// and drafted anew. Any other seed, such as another audience's, drafts them differently too.
func CutFor(chapter int, seed string) Cut {
	chapter = max(0, chapter)
	round := chapter / len(drafts)
	if round > 0 {
		seed += " " + strconv.Itoa(round)
	}
	return Cut{Piece: drafts[chapter%len(drafts)].name, Seed: seed, Mirrored: round%2 == 1}
}

// Words are what may be written on a piece: its name, a note ("2 ×"), and the word for the grain line.
type Words struct{ Name, Note, Grain string }

// The drawings of a piece: how large its sheet is, and how much of a seam allowance and of stitches that shows.
type sheet struct {
	w, h, margin float64
	seam         float64 // the seam allowance
	stitch       float64
	sizes        int     // graded sizes outside
	growth       float64 // from size to size
}

var (
	heroSheet  = sheet{480, 540, 4, 17, 10, 2, 0.045}
	smallSheet = sheet{200, 225, 3, 9, 8, 1, 0.06}
)

// Piece draws a piece at its full size, as a hero: cut line, stitch line, notches, grain, inner lines and graded
// sizes, with words. A name that is not one of Pieces draws nothing.
func Piece(c Cut, stitch Stitch, words Words, rtl bool) SVG {
	d, ok := c.draft()
	if !ok {
		return ""
	}
	p := &pen{rtl: rtl, width: heroSheet.w}
	view := p.piece(d, heroSheet, stitch, words)
	return p.finish(decoration, Frame{RTL: rtl}, "drawing", view)
}

// Small draws the same piece for a chapter's opening, in less than 2 KB and without words.
func Small(c Cut) SVG {
	d, ok := c.draft()
	if !ok {
		return ""
	}
	p := &pen{}
	d.placed = d.placed[:min(1, len(d.placed))]
	view := p.piece(d, smallSheet, Running, Words{})
	return p.finish(decoration, Frame{}, "drawing", view)
}

func (c Cut) draft() (draft, bool) {
	for _, k := range drafts {
		if k.name == c.Piece {
			d := k.draft(seeded(c.Piece, c.Seed))
			if c.Mirrored {
				d = d.mapped(func(q pt) pt { return pt{-q.x, q.y} })
			}
			return d, true
		}
	}
	return draft{}, false
}

func (d draft) mapped(f func(pt) pt) draft {
	all := func(in []outline) []outline {
		out := make([]outline, len(in))
		for i, o := range in {
			out[i] = o.mapped(f)
		}
		return out
	}
	d.cut, d.more, d.sewn, d.placed = d.cut.mapped(f), all(d.more), all(d.sewn), all(d.placed)
	buttons := make([]pt, len(d.buttons))
	for i, q := range d.buttons {
		buttons[i] = f(q)
	}
	d.buttons = buttons
	d.grain = [2]pt{f(d.grain[0]), f(d.grain[1])}
	d.label, d.still = f(d.label), f(d.still)
	return d
}

// graded is an outline some sizes larger. Growth runs along the axes of the draft, which turn has turned.
func (d draft) graded(o outline, by float64) outline {
	return o.mapped(func(q pt) pt {
		v := q.sub(d.still).turned(-d.turn)
		return d.still.add(pt{v.x * (1 + by*d.grows.x), v.y * (1 + by*d.grows.y)}.turned(d.turn))
	})
}

// fitted turns the draft and lays it in the middle of a sheet, as large as it fits with its graded sizes.
func (d draft) fitted(s sheet) (draft, box) {
	d = d.mapped(func(q pt) pt { return q.turned(d.turn) })
	b := d.cut.bounds()
	for _, o := range append([]outline{d.cut}, d.more...) {
		b = b.join(d.graded(o, float64(s.sizes)*s.growth).bounds())
	}
	k := min((s.w-2*s.margin)/(b.x1-b.x0), (s.h-2*s.margin)/(b.y1-b.y0))
	x, y := (s.w-(b.x1-b.x0)*k)/2, (s.h-(b.y1-b.y0)*k)/2
	return d.mapped(func(q pt) pt { return pt{(q.x-b.x0)*k + x, (q.y-b.y0)*k + y} }), box{0, 0, s.w, s.h}
}

func (p *pen) piece(d draft, s sheet, stitch Stitch, words Words) box {
	d, view := d.fitted(s)
	parts := append([]outline{d.cut}, d.more...)
	for size := s.sizes; size > 0; size-- {
		var t trail
		for _, o := range parts {
			t.outline(d.graded(o, float64(size)*s.growth), true)
		}
		p.path("grade", t.String())
	}
	var cut trail
	for _, o := range parts {
		cut.outline(o, true)
	}
	p.path("cut fill", cut.String())
	var placed trail
	for _, o := range d.placed {
		placed.outline(o, false)
	}
	p.path("grade", placed.String())
	for _, o := range parts {
		class, data := stitch.sewn(o.inset(s.seam), true, s.stitch)
		p.path(class, data)
	}
	var sewn trail
	for _, o := range d.sewn {
		sewn.outline(o, false)
	}
	p.path("stitch", sewn.String())
	p.path("notch", d.ticks(s.seam))
	p.path("grain", d.marks(s)+arrow(d.grain[0], d.grain[1], s.seam*0.55))
	p.words(d, s, words)
	return view
}

// ticks are the notches, cut from the edge towards the stitch line.
func (d draft) ticks(length float64) string {
	var runs [][]pt
	turn := 1.0
	if d.cut.area() < 0 {
		turn = -1
	}
	for _, n := range d.notches {
		s := d.cut[n.seg]
		v := s.tangent(n.t)
		in := pt{-v.y, v.x}.times(turn * length * 0.8)
		at := s.at(n.t)
		if !n.double {
			runs = append(runs, []pt{at, at.add(in)})
			continue
		}
		for _, k := range []float64{-0.3, 0.3} {
			a := at.add(v.times(k * length))
			runs = append(runs, []pt{a, a.add(in)})
		}
	}
	return polyline(runs...)
}

// marks are the buttons, as crosses that a chalk makes.
func (d draft) marks(s sheet) string {
	var runs [][]pt
	r := s.seam * 0.3
	for _, q := range d.buttons {
		runs = append(runs, []pt{{q.x - r, q.y}, {q.x + r, q.y}}, []pt{{q.x, q.y - r}, {q.x, q.y + r}})
	}
	return polyline(runs...)
}

// arrow is a line with two open heads.
func arrow(a, b pt, head float64) string {
	v := b.sub(a).unit()
	side := pt{-v.y, v.x}.times(head * 0.6)
	v = v.times(head)
	return polyline([]pt{a, b}, []pt{a.add(v).add(side), a, a.add(v).sub(side)}, []pt{b.sub(v).add(side), b, b.sub(v).sub(side)})
}

// words stand on the piece: along the grain line, and where there is room; or beside the piece where it has none.
func (p *pen) words(d draft, s sheet, w Words) {
	a, b := d.grain[0], d.grain[1]
	side := pt{-(b.y - a.y), b.x - a.x}.unit().times(-15)
	clear := append([]outline{lineOf(a.x, a.y, b.x, b.y)}, append(append([]outline{}, d.placed...), d.sewn...)...)
	if w.Grain != "" && small.measure(w.Grain) < b.sub(a).length()*0.9 {
		m := a.to(b, 0.5).add(side)
		deg := math.Atan2(a.y-b.y, a.x-b.x) * 180 / math.Pi
		if deg > 91 || deg < -91 {
			deg += 180
		}
		along := b.sub(a).unit().times(small.measure(w.Grain) / 2)
		clear = append(clear, lineOf(m.x-along.x, m.y-along.y, m.x+along.x, m.y+along.y))
		p.element("text", w.Grain, "class", "small", "text-anchor", "middle", "transform", "translate("+num(m.x)+" "+num(m.y)+")rotate("+num(deg)+")")
		p.texts = append(p.texts, box{m.x, m.y, m.x, m.y}.join(box{m.x - along.x, m.y - along.y, m.x - along.x, m.y - along.y}).join(box{m.x + along.x, m.y + along.y, m.x + along.x, m.y + along.y}).grow(4))
	}
	name, note := value.cut(w.Name, 150, false), small.cut(w.Note, 150, false)
	width, height := max(value.measure(name), small.measure(note)), 2*value.line()
	if width == 0 {
		return
	}
	for _, q := range d.buttons {
		clear = append(clear, lineOf(q.x-4, q.y, q.x+4, q.y))
	}
	at, ok := roomIn(d.cut.inset(s.seam*1.5), clear...).tiles().find(width+22, height+10, d.label)
	if !ok {
		frame := lineOf(2, 2, s.w-2, 2, s.w-2, s.h-2, 2, s.h-2, 2, 2)
		beside := roomIn(frame)
		for _, o := range append([]outline{d.cut}, d.more...) {
			beside.holes = append(beside.holes, d.graded(o, float64(s.sizes)*s.growth).points(8))
		}
		if at, ok = beside.tiles().find(width+22, height+10, pt{s.w / 2, s.h / 2}); !ok {
			return
		}
	}
	p.write(value, []string{name}, p.x(at.x), at.y-3, atMiddle)
	p.write(small, []string{note}, p.x(at.x), at.y-3+value.line(), atMiddle)
}
