package draw

import "math"

// maxItems bounds the events of a timeline.
const maxItems = 60

func closedRuns(runs [][]pt) string {
	var t trail
	for _, r := range runs {
		for i, q := range r {
			if i == 0 {
				t.move(q)
			} else {
				t.line(q)
			}
		}
		t.close(r[0])
	}
	return t.String()
}

func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// An Event is a point on a timeline. At is its time in any unit that runs evenly (days, years); Date and Text say it in
// words. Done events lie behind: their notch is filled.
type Event struct {
	At   float64
	Date string
	Text string
	Done bool
}

// A pennant is the label of an event: on which side of the thread and how far out it stands.
type pennant struct {
	date        string
	lines       []string
	x, width    float64
	side, shelf int
}

func (l pennant) height() float64 { return value.line() + float64(len(l.lines))*small.line() }

// timelineWidth is the width of a timeline; its labels are at most timelineLabel wide.
const timelineWidth, timelineLabel = 860.0, 146.0

// pennants gives every event that has words its place. From the last one to the first each takes the nearest shelf that is
// free from its stem on; those before it then stand farther out, so that no stem crosses a label.
func pennants(events []Event, x []float64, lines int) (all []pennant, shelves [2][]float64) {
	var taken [2][]float64 // where the labels of a shelf begin
	all = make([]pennant, len(events))
	for i := len(events) - 1; i >= 0; i-- {
		l := pennant{date: value.cut(events[i].Date, timelineLabel, false), x: x[i]}
		if lines > 0 {
			l.lines, _ = small.wrap(events[i].Text, timelineLabel, lines)
		}
		l.width = value.measure(l.date)
		for _, s := range l.lines {
			l.width = max(l.width, small.measure(s))
		}
		if l.width == 0 {
			l.shelf = -1
			all[i] = l
			continue
		}
		best := math.MaxInt
		for k := range 2 {
			side := (i + k) % 2
			s := 0
			for s < len(taken[side]) && taken[side][s] < l.x+l.width+20 {
				s++
			}
			if s < best {
				best, l.side, l.shelf = s, side, s
			}
		}
		if l.shelf == len(taken[l.side]) {
			taken[l.side] = append(taken[l.side], 0)
			shelves[l.side] = append(shelves[l.side], 0)
		}
		for s := range l.shelf {
			taken[l.side][s] = min(taken[l.side][s], l.x)
		}
		taken[l.side][l.shelf] = l.x
		shelves[l.side][l.shelf] = max(shelves[l.side][l.shelf], l.height()+14)
		all[i] = l
	}
	return all, shelves
}

// Timeline draws events in order along the thread, to scale, for wide screens: dates and texts above and below, with a
// list elsewhere that says the same. The thread goes on after the last. Without a title in f it is decoration.
func Timeline(f Frame, events []Event, stitch Stitch) SVG {
	const w, stem = timelineWidth, 26.0
	events = append([]Event(nil), events[:min(len(events), maxItems)]...)
	for i := range events {
		events[i].At = finite(events[i].At)
		if i > 0 { // time does not run back
			events[i].At = max(events[i].At, events[i-1].At)
		}
	}
	x := spread(events, 16, w-timelineLabel-16, 16)
	labels, shelves := pennants(events, x, 3)
	for lines := 2; lines >= 0 && len(shelves[0])+len(shelves[1]) > 6; lines-- {
		labels, shelves = pennants(events, x, lines)
	}
	// out is how far from the thread a shelf begins.
	out := func(side, shelf int) float64 {
		d := stem
		for _, h := range shelves[side][:shelf] {
			d += h
		}
		return d
	}
	spine := out(0, len(shelves[0]))
	h := spine + out(1, len(shelves[1]))

	p := &pen{rtl: f.RTL, width: w}
	var stems [][]pt
	for _, l := range labels {
		if l.shelf >= 0 {
			far := out(l.side, l.shelf) + l.height()
			if l.side == 0 {
				far = -far
			}
			stems = append(stems, []pt{{p.x(l.x), spine}, {p.x(l.x), spine + far}})
		}
	}
	p.path("grade", polyline(stems...))
	class, d := stitch.sewn(lineOf(0, spine, w, spine), false, 10)
	p.path(class, d)
	var done, open [][]pt
	ahead := 1.0
	if f.RTL {
		ahead = -1
	}
	for i, e := range events {
		at := p.x(x[i])
		n := []pt{{at - 5*ahead, spine - 8}, {at + 9*ahead, spine}, {at - 5*ahead, spine + 8}}
		if e.Done {
			done = append(done, n)
		} else {
			open = append(open, n)
		}
	}
	p.path("series-0", closedRuns(done))
	p.path("cut fill", closedRuns(open))
	for _, l := range labels {
		if l.shelf < 0 {
			continue
		}
		y := spine + out(l.side, l.shelf) + 11
		if l.side == 0 {
			y = spine - out(0, l.shelf) - l.height() + 11
		}
		p.write(value, []string{l.date}, l.x+8, y, atStart)
		p.write(small, l.lines, l.x+8, y+small.line()+1, atStart)
	}
	r := image
	if f.Title == "" {
		r = decoration
	}
	return p.finish(r, f, "drawing", box{0, 0, w, h})
}

// spread puts events to scale from a to b, but no two nearer than gap where there is room for that.
func spread(events []Event, a, b, gap float64) []float64 {
	n := len(events)
	x := make([]float64, n)
	if n == 0 {
		return x
	}
	first, last := events[0].At, events[n-1].At
	gap = min(gap, (b-a)/float64(max(1, n-1)))
	for i, e := range events {
		x[i] = a
		if last > first {
			x[i] = a + (b-a)*(e.At-first)/(last-first)
		}
		if i > 0 {
			x[i] = max(x[i], x[i-1]+gap)
		}
	}
	x[n-1] = min(x[n-1], b)
	for i := n - 2; i >= 0; i-- {
		x[i] = min(x[i], x[i+1]-gap)
	}
	return x
}
