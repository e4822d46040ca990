package draw

import (
	"math"
	"math/bits"
	"sync"
)

// A Chapter is a piece of the lay plan and a part of the garment. Number is short ("1"); Href may be an anchor.
type Chapter struct {
	Cut    Cut
	Number string
	Title  string
	Href   string
}

// largest is the largest scale of a lay plan, in units a centimetre of the draft.
const largest = 6.4

// maxChapters bounds what one drawing holds.
const maxChapters = 48

// A Layout is the pieces of chapters as they lie on a length of cloth, in order and along the grain: all of a lay plan
// but its words, which differ by language. It does not change and can be used by several goroutines.
type Layout struct {
	width, height float64
	cloth         string // the fabric below the pieces
	pieces        []laidPiece
	free          func() tiling // the cloth around the pieces
}

// A laidPiece is drawn, but for its words. Chapter is its place among the chapters.
type laidPiece struct {
	chapter int
	lines   string
	middle  pt
	tiles   tiling // where its words find room
}

// Lay lays out the pieces of chapters. Narrow runs downwards, for small screens; rtl begins at the right.
func Lay(cuts []Cut, narrow, rtl bool) *Layout {
	cuts = cuts[:min(len(cuts), maxChapters)]
	var all []draft
	var which []int
	for i, c := range cuts {
		if d, ok := c.draft(); ok {
			all, which = append(all, d), append(which, i)
		}
	}
	pieces, w, h := lay(all, narrow, rtl)
	l := &Layout{width: w, height: h}
	free := roomIn(lineOf(2, 10, w-10, 10, w-10, h-10, 2, h-10, 2, 10))
	p := &pen{width: w}
	p.cloth(w, h, narrow, rtl)
	l.cloth = p.b.String()
	for i, d := range pieces {
		for _, o := range append([]outline{d.cut}, d.more...) {
			free.holes = append(free.holes, o.points(8))
		}
		l.pieces = append(l.pieces, layPiece(d, which[i]))
	}
	l.free = sync.OnceValue(free.tiles)
	return l
}

func layPiece(d draft, chapter int) laidPiece {
	p := &pen{}
	var cut, sew trail
	parts := append([]outline{d.cut}, d.more...)
	for _, o := range parts {
		cut.outline(o, true)
	}
	for _, o := range parts {
		sew.outline(o.inset(6), true)
	}
	p.path("cut fill", cut.String())
	p.path("stitch", sew.String())
	p.path("notch", d.ticks(7))
	words := roomIn(d.cut.inset(8.5))
	middle := pt{}
	for _, q := range words.edge {
		middle = middle.add(q.times(1 / float64(len(words.edge))))
	}
	return laidPiece{chapter: chapter, lines: p.b.String(), middle: middle, tiles: words.tiles()}
}

// Plan draws the layout with the words of its chapters, each a link with its number and its title. The chapters are
// those whose pieces were laid out.
func (l *Layout) Plan(f Frame, chapters []Chapter) SVG {
	p := &pen{width: l.width}
	p.b.WriteString(l.cloth)
	var left *tiling // of the cloth, once something is written there
	for _, piece := range l.pieces {
		c := chapters[piece.chapter]
		name := c.Title
		if c.Number != "" {
			name = c.Number + ". " + c.Title
		}
		p.open("a", "href", c.Href, "aria-label", name)
		p.b.WriteString(piece.lines)
		if !p.label(piece.tiles, piece.middle, c) {
			before := len(p.texts)
			if left == nil {
				left = l.free().clone()
			}
			p.label(*left, piece.middle, c)
			var wrote []box
			for _, b := range p.texts[before:] {
				if p.rtl {
					b.x0, b.x1 = p.width-b.x1, p.width-b.x0
				}
				wrote = append(wrote, b.grow(3))
			}
			left.take(wrote)
		}
		p.close("a")
	}
	return p.finish(group, f, "drawing", box{0, 0, l.width, l.height})
}

// lay gives the pieces where they lie on a cloth of a size, from its beginning: the left, the top, or the right.
func lay(all []draft, narrow, rtl bool) (pieces []draft, w, h float64) {
	const edge = 16.0
	flip := func(q pt) pt { return q }
	if rtl { // mirrored before and after, so that the cloth begins at the right and the pieces are as they were
		flip = func(q pt) pt { return pt{-q.x, q.y} }
		all = append([]draft(nil), all...)
		for i := range all {
			all[i] = all[i].mapped(flip)
		}
	}
	across, goal := 416.0, 700.0
	if narrow {
		across, goal = 312, max(360, 108*float64(len(all)))
	}
	// The largest of 32 scales at which the pieces fit the length, by halving.
	laid, length := nest(all, largest*math.Pow(0.95, 31), across, narrow)
	for lo, hi := 0, 30; lo <= hi; {
		try := (lo + hi) / 2
		if l, used := nest(all, largest*math.Pow(0.95, float64(try)), across, narrow); used <= goal {
			laid, length, hi = l, used, try-1
		} else {
			lo = try + 1
		}
	}
	w, h = max(length+2*edge, across/2), across+2*edge
	if narrow {
		w, h = h, w
	}
	for _, l := range laid {
		at := pt{edge + l.along, edge + l.across}
		if narrow {
			at = pt{at.y, at.x}
		}
		b := l.draft.cut.bounds()
		for _, o := range l.draft.more {
			b = b.join(o.bounds())
		}
		pieces = append(pieces, l.draft.mapped(func(q pt) pt {
			q = flip(pt{q.x - b.x0 + at.x, q.y - b.y0 + at.y})
			if rtl {
				q.x += w
			}
			return q
		}))
	}
	return pieces, w, h
}

// cloth is the fabric with its two selvedges, and an end that is still on the roll.
func (p *pen) cloth(w, h float64, narrow, rtl bool) {
	f := func(along, across float64) pt {
		if narrow {
			return pt{across, along}
		}
		if rtl {
			along = w - along
		}
		return pt{along, across}
	}
	l, a := w, h
	if narrow {
		l, a = h, w
	}
	end := []pt{f(0, 3), f(l-8, 3)}
	for i := 0.0; i < 24; i++ {
		end = append(end, f(l-8+7*math.Mod(i, 2), 3+(a-6)*(i+1)/25))
	}
	end = append(end, f(l-8, a-3), f(0, a-3))
	p.path("fill-2", polyline(end)+"z")
	p.path("cut", polyline([]pt{f(0, 3), f(l-8, 3)}, []pt{f(0, a-3), f(l-8, a-3)}))
	p.path("grade", polyline([]pt{f(0, 9), f(l-5, 9)}, []pt{f(0, a-9), f(l-5, a-9)}))
}

// label writes number and title where there is room for them: the title whole in as few lines as may be, or only the
// number. It says whether even that had room.
func (p *pen) label(tiles tiling, near pt, c Chapter) bool {
	title, head := plain, big.size*0.82
	for _, width := range []float64{150, 112, 84, 0} {
		var lines []string
		if width > 0 {
			var whole bool
			if lines, whole = title.wrap(c.Title, width, 4); !whole {
				continue
			}
		}
		b := title.space(lines, 0, 0, atMiddle)
		w, h := max(b.x1-b.x0, big.measure(c.Number)), head+float64(len(lines))*title.line()+4
		if at, ok := tiles.find(w, h, near); ok {
			top := at.y - h/2
			p.write(big, []string{c.Number}, at.x, top+head*0.92, atMiddle)
			for i, line := range lines {
				// Apart, so that what is read of the link is words: its name must hold what can be seen (WCAG 2.5.3).
				p.b.WriteByte(' ')
				p.write(title, []string{line}, at.x, top+head+title.line()*float64(i+1), atMiddle)
			}
			return true
		}
	}
	return false
}

// A placed draft lies on the cloth: along its length and across its width is where its bounds begin.
type placed struct {
	draft         draft
	along, across float64
}

// cell is the grain of the nesting, in units of the drawing.
const cell = 4.0

// nest lays drafts in order, each as near to the cloth's beginning as it goes without touching others, grain along
// the cloth, turned around where that saves length. It gives the length that is used.
func nest(all []draft, scale, across float64, narrow bool) ([]placed, float64) {
	rows := int(across / cell)
	var cloth []column
	var out []placed
	length := 0
	for _, d := range all {
		var best placed
		var bestMask []column
		at, bestX := 0, math.MaxInt
		bestY := 0
		for turn := range 2 {
			rad := math.Pi * float64(turn)
			if !narrow {
				rad += math.Pi / 2
			}
			e := d.mapped(func(q pt) pt { return q.turned(rad).times(scale) })
			mask, high := e.mask(narrow)
			if x, y, ok := fit(cloth, mask, rows-high); ok && x+len(mask) < bestX {
				best, bestMask, at, bestX, bestY = placed{draft: e}, mask, x, x+len(mask), y
			}
		}
		if bestMask == nil { // wider than the cloth: it lies at the end, across all of it
			e := d.mapped(func(q pt) pt { return q.times(scale) })
			mask, _ := e.mask(narrow)
			best, bestMask, at, bestY = placed{draft: e}, mask, len(cloth), 0
		}
		for len(cloth) < at+len(bestMask) {
			cloth = append(cloth, column{})
		}
		for i, m := range bestMask {
			cloth[at+i] = cloth[at+i].or(m.up(bestY))
		}
		length = max(length, at+len(bestMask))
		best.along, best.across = float64(at+gap)*cell, float64(bestY+gap)*cell
		out = append(out, best)
	}
	return out, float64(length) * cell
}

// gap is how many cells are kept free around a piece.
const gap = 1

// fit finds the first place, by length and then across, where a mask touches nothing. All places across are tried at
// once: a bit is one of them.
func fit(cloth, mask []column, free int) (x, y int, ok bool) {
	if free < 0 {
		return 0, 0, false
	}
	runs := make([][]run, len(mask))
	for i, m := range mask {
		runs[i] = m.runs()
	}
	all := column{1, 0}.spread(free)
	for x = 0; x <= len(cloth); x++ {
		open := all
		for i := 0; i < len(mask) && x+i < len(cloth) && open != (column{}); i++ {
			if cloth[x+i] == (column{}) {
				continue
			}
			for _, r := range runs[i] {
				open = open.less(cloth[x+i].reached(r))
			}
		}
		if open != (column{}) {
			return x, open.first(), true
		}
	}
	return 0, 0, false
}

// A column is a row of cells across the cloth, as bits.
type column [2]uint64

// A run is cells of a column that follow each other, from one to another.
type run struct{ from, to int }

func (c column) runs() []run {
	var out []run
	for y := 0; y < 128 && c != (column{}); {
		n := c.first()
		c = c.down(n)
		y += n
		n = (column{^c[0], ^c[1]}).first()
		c = c.down(n)
		out = append(out, run{y, y + n - 1})
		y += n
	}
	return out
}

// reached gives the places at which a run of cells lies on one of the column's.
func (c column) reached(r run) column {
	c = c.down(r.from)
	left := r.to - r.from
	for step := 1; left > 0; step *= 2 {
		step = min(step, left)
		c, left = c.or(c.down(step)), left-step
	}
	return c
}

// spread gives the column with the n cells after each of its own.
func (c column) spread(n int) column {
	for step := 1; n > 0; step *= 2 {
		step = min(step, n)
		c, n = c.or(c.up(step)), n-step
	}
	return c
}

// first is the first cell that is there.
func (c column) first() int {
	if c[0] != 0 {
		return bits.TrailingZeros64(c[0])
	}
	return 64 + bits.TrailingZeros64(c[1])
}

func (c column) or(d column) column   { return column{c[0] | d[0], c[1] | d[1]} }
func (c column) less(d column) column { return column{c[0] &^ d[0], c[1] &^ d[1]} }
func (c column) down(n int) column {
	switch {
	case n >= 128:
		return column{}
	case n >= 64:
		return column{c[1] >> (n - 64), 0}
	case n == 0:
		return c
	}
	return column{c[0]>>n | c[1]<<(64-n), c[1] >> n}
}
func (c column) up(n int) column {
	switch {
	case n >= 128:
		return column{}
	case n >= 64:
		return column{0, c[0] << (n - 64)}
	case n == 0:
		return c
	}
	return column{c[0] << n, c[1]<<n | c[0]>>(64-n)}
}

// mask is the area that a draft takes up with the gap around it, one column for each cell along the cloth, and how
// many cells it is across.
func (d draft) mask(narrow bool) (out []column, high int) {
	polys := [][]pt{d.cut.points(8)}
	b := d.cut.bounds()
	for _, o := range d.more {
		polys = append(polys, o.points(8))
		b = b.join(o.bounds())
	}
	if len(d.more) > 0 { // what belongs together stays together
		polys = append(polys, rect(b.x0, b.y0, b.x1-b.x0, b.y1-b.y0))
	}
	lo, along, wide := pt{b.x0, b.y0}, b.x1-b.x0, b.y1-b.y0
	if narrow {
		along, wide = wide, along
	}
	n := int(math.Ceil(along/cell)) + 2*gap
	high = int(math.Ceil(wide/cell)) + 2*gap
	raw := make([]column, n)
	for _, poly := range polys {
		for i := range poly {
			a, e := poly[i].sub(lo), poly[(i+1)%len(poly)].sub(lo)
			if narrow {
				a, e = pt{a.y, a.x}, pt{e.y, e.x}
			}
			steps := 1 + int(e.sub(a).length()/cell*2)
			for k := range steps + 1 { // the edge itself
				q := a.to(e, float64(k)/float64(steps))
				raw[min(n-1, int(q.x/cell)+gap)].set(int(q.y/cell) + gap)
			}
		}
	}
	for x := range n - 2*gap { // and all between
		var cuts []float64
		for _, poly := range polys {
			at := (float64(x) + 0.5) * cell
			for i := range poly {
				a, e := poly[i].sub(lo), poly[(i+1)%len(poly)].sub(lo)
				if narrow {
					a, e = pt{a.y, a.x}, pt{e.y, e.x}
				}
				if (a.x > at) != (e.x > at) {
					cuts = append(cuts, a.y+(e.y-a.y)*(at-a.x)/(e.x-a.x))
				}
			}
		}
		if len(cuts) > 1 {
			lo, hi := cuts[0], cuts[0]
			for _, c := range cuts {
				lo, hi = min(lo, c), max(hi, c)
			}
			if len(cuts) == 2 || len(polys) > 1 {
				for y := int(lo / cell); y <= int(hi/cell); y++ {
					raw[x+gap].set(y + gap)
				}
			}
		}
	}
	out = make([]column, n)
	for i, c := range raw {
		c = c.or(c.up(1)).or(c.down(1))
		for k := max(0, i-gap); k <= min(n-1, i+gap); k++ {
			out[k] = out[k].or(c)
		}
	}
	return out, high
}

func (c *column) set(y int) {
	if y >= 0 && y < 128 {
		c[y/64] |= 1 << (y % 64)
	}
}
