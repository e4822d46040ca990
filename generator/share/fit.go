package share

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"modestad/generator/lettering"
)

// A block is a title that was set: its lines, all of one size in pixels.
type block struct {
	size  float64
	lines []blockLine
}

// A blockLine is a line with the place on the width axis at which it fills its measure.
type blockLine struct {
	text  string
	width float64
}

// lead is how far lines lie apart, in their size: as close as accents allow.
const lead = 0.96

// Where on the width axis a title may be taken, and how far a size may fall.
const narrowest, widest = 50.0, 150.0

// An item is a word, or a part of one: glued to the one before unless a line ends between them, with a hyphen.
type item struct {
	text  string
	glued bool
	long  [3]float64 // in em, at the narrowest, at 100, and at the widest
}

// maxItems and maxTitle bound what is tried.
const maxItems, maxTitle = 90, 400

// A fitter breaks a title into lines.
type fitter struct {
	setter        *lettering.Setter
	style         lettering.Style
	items         []item
	space, hyphen [3]float64
}

func (f *fitter) measure(text string) (l [3]float64) {
	for i, w := range [3]float64{narrowest, 100, widest} {
		l[i] = f.setter.Width(text, lettering.Style{Faces: f.style.Faces, Weight: f.style.Weight, Width: w})
	}
	return l
}

// fit sets a title into a box, as large as it fits between two sizes, in lines that fill the measure where the width axis
// reaches. A word that is too long is broken where it may be, at soft hyphens, or else anywhere; what is too much even at
// the smallest size ends in an ellipsis. Nothing is ever wider or higher than the box.
func fit(s *lettering.Setter, st lettering.Style, text string, w, h, largest, smallest float64) block {
	smallest = min(smallest, h/lead)
	f := &fitter{setter: s, style: st}
	f.space, f.hyphen = f.measure(" "), f.measure("-")
	if r := []rune(text); len(r) > maxTitle {
		text = strings.TrimRight(string(r[:maxTitle]), " \u00ad") + "…"
	}
	f.split(text, w/smallest)
	n := len(f.items)
	if n == 0 {
		return block{}
	}
	if n == maxItems {
		f.items[n-1] = f.ended(f.items[n-1])
	}
	most := max(1, int(h/(smallest*lead)))
	var best block
	score := math.Inf(1)
	for n := 1; n <= most; n++ {
		for size := max(smallest, min(largest, h/(float64(n)*lead))); ; size = max(smallest, size*0.9) {
			// From a size on at which it fits, it only gets smaller; a little further its lines may be fuller.
			if lines, cost, ok := f.lines(len(f.items), n, w/size); ok {
				if x := cost/float64(n) + 1.5*math.Log(largest/size) + 0.04*float64(n); x < score {
					score, best = x, block{size, lines}
				}
			}
			if size <= smallest || 1.5*math.Log(largest/size) > score {
				break
			}
		}
	}
	if !math.IsInf(score, 1) {
		return best
	}
	// As many words as fit, and an ellipsis.
	for n := len(f.items) - 1; n > 0; n-- {
		short := *f
		short.items = append([]item{}, f.items[:n]...)
		short.items[n-1] = f.ended(short.items[n-1])
		if lines, _, ok := short.lines(n, most, w/smallest); ok {
			return block{smallest, lines}
		}
	}
	return block{}
}

// ended is an item after which something was left out.
func (f *fitter) ended(x item) item {
	x.text = strings.TrimRight(x.text, " ,;:.–-…") + "…"
	x.long = f.measure(x.text)
	return x
}

// split makes items of a text; none is longer than the measure, in em, when it is drawn in.
func (f *fitter) split(text string, measure float64) {
	for _, word := range words(text) {
		glued := false
		for _, part := range strings.Split(word, "\u00ad") {
			for part != "" && len(f.items) < maxItems {
				head := part
				for f.measure(head)[0]+f.hyphen[0] > measure && utf8.RuneCountInString(head) > 1 {
					r := []rune(head)
					head = string(r[:max(1, min(len(r)-1, int(float64(len(r))*measure/(f.measure(head)[0]+f.hyphen[0]))))])
				}
				f.items = append(f.items, item{head, glued, f.measure(head)})
				part, glued = part[len(head):], true
			}
		}
	}
}

// words cuts a text where lines may end: at its spaces, but not at those between a sign and what it belongs to.
func words(text string) []string {
	var out []string
	open := false
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }) {
		sign := !strings.ContainsFunc(w, func(r rune) bool { return unicode.In(r, unicode.L, unicode.N) })
		if n := len(out) - 1; n >= 0 && (open || sign && !strings.ContainsAny(w, "«‹„“‘([¿¡")) {
			out[n] += "\u00a0" + w
		} else {
			out = append(out, w)
		}
		open = sign && strings.ContainsAny(w, "«‹„“‘([¿¡")
	}
	return out
}

// lines breaks the first items into n lines at a measure in em, at the least cost.
func (f *fitter) lines(count, n int, measure float64) ([]blockLine, float64, bool) {
	if n > count {
		return nil, 0, false
	}
	type state struct {
		cost float64
		from int
	}
	inf := math.Inf(1)
	at := make([][]state, n+1)
	for k := range at {
		at[k] = make([]state, count+1)
		for i := range at[k] {
			at[k][i].cost = inf
		}
	}
	at[0][0].cost = 0
	for k := 1; k <= n; k++ {
		for from := k - 1; from < count; from++ {
			if at[k-1][from].cost == inf {
				continue
			}
			var sum [3]float64
			for to := from; to < count; to++ {
				for i := range sum {
					if to > from && !f.items[to].glued {
						sum[i] += f.space[i]
					}
					sum[i] += f.items[to].long[i]
				}
				long, broken := sum, to+1 < count && f.items[to+1].glued
				if broken {
					for i := range long {
						long[i] += f.hyphen[i]
					}
				}
				if long[0] > measure*0.995 {
					break
				}
				cost := at[k-1][from].cost + lineCost(long, measure)
				if broken {
					cost += 1.1
				}
				if cost < at[k][to+1].cost {
					at[k][to+1] = state{cost, from}
				}
			}
		}
	}
	if at[n][count].cost == inf {
		return nil, 0, false
	}
	out := make([]blockLine, n)
	to := count
	for k := n; k > 0; k-- {
		from := at[k][to].from
		text, long := f.join(from, to, count)
		out[k-1] = blockLine{text, axis(long, measure)}
		to = from
	}
	return out, at[n][count].cost, true
}

// join is the text of a line, and its lengths.
func (f *fitter) join(from, to, count int) (string, [3]float64) {
	var b strings.Builder
	var long [3]float64
	add := func(text string, l [3]float64) {
		b.WriteString(text)
		for i := range long {
			long[i] += l[i]
		}
	}
	for i := from; i < to; i++ {
		if i > from && !f.items[i].glued {
			add(" ", f.space)
		}
		add(f.items[i].text, f.items[i].long)
	}
	if to < count && f.items[to].glued {
		add("-", f.hyphen)
	}
	return b.String(), long
}

// lineCost is what is wrong with a line: that it leaves part of its measure empty, or has to be drawn in very much.
func lineCost(long [3]float64, measure float64) float64 {
	if empty := (measure - long[2]) / measure; empty > 0 {
		return 1.5 * empty * empty
	}
	return 0.12 * max(0, 62-axis(long, measure)) / 12
}

// axis is where on the width axis a line of these lengths fills a measure.
func axis(long [3]float64, measure float64) float64 {
	want := measure * 0.992
	switch {
	case want >= long[2]:
		return widest
	case want >= long[1]:
		return 100 + (widest-100)*(want-long[1])/max(1e-9, long[2]-long[1])
	case want > long[0]:
		return narrowest + (100-narrowest)*(want-long[0])/max(1e-9, long[1]-long[0])
	}
	return narrowest
}
