package draw

import (
	"fmt"
	"math"
	"strconv"
	"testing"
)

// Charts keep every text in the drawing, and no text covers another or a mark.
func TestCharts(t *testing.T) {
	for n := range 800 {
		c := seeded("chart", strconv.Itoa(n))
		spec := Chart{Kind: Kind(c.pick(4)), Unit: c.text(), Whole: float64(c.pick(2) * 100), Focus: c.pick(9) - 1}
		count, series := c.pick(9), c.pick(4)
		if c.pick(4) == 0 {
			count = c.pick(60)
		}
		wild := c.pick(3) == 0
		for i := range count {
			name := strconv.Itoa(2000 + i)
			if c.pick(3) == 0 {
				name = c.text()
			}
			spec.Names = append(spec.Names, name)
		}
		for range series {
			s := Series{Name: c.text()}
			for range count - c.pick(2) {
				v := Value{Number: c.between(-20, 100), Missing: c.pick(9) == 0}
				v.Text = strconv.FormatFloat(math.Round(v.Number*10)/10, 'f', -1, 64)
				if wild {
					v.Number, v.Text = c.number(), c.text()
				}
				s.Values = append(s.Values, v)
			}
			spec.Series = append(spec.Series, s)
		}
		if c.pick(5) > 0 {
			spec.Tick = func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
		}
		for _, narrow := range []bool{false, true} {
			f := Frame{ID: "x", Title: "t", Description: "d", RTL: c.pick(3) == 0}
			at := fmt.Sprintf("chart %d (kind %d, %d names, %d series, narrow %t, rtl %t)", n, spec.Kind, count, series, narrow, f.RTL)
			s := spec.Draw(f, narrow)
			most := 8 << 10
			if count > 10 || wild {
				most = 40 << 10
			}
			check(t, at, s, most)
			p, h := spec.draw(f, narrow)
			view := box{-0.1, -0.1, p.width + 0.1, h + 0.1}
			for i, a := range p.texts {
				if !a.within(view) {
					t.Errorf("%s: text %v leaves %v", at, a, view)
				}
				for _, b := range p.texts[:i] {
					if a.grow(-0.5).meets(b.grow(-0.5)) {
						t.Errorf("%s: texts %v and %v meet", at, a, b)
					}
				}
				for _, b := range p.marks {
					if a.grow(-0.5).meets(b.grow(-0.5)) {
						t.Errorf("%s: text %v covers mark %v", at, a, b)
					}
				}
			}
			if t.Failed() {
				t.Fatalf("%+v\n%s", spec, s)
			}
		}
	}
}

// A scale holds its values, and its ticks are few, round and rising.
func TestScale(t *testing.T) {
	for n := range 5000 {
		c := seeded("scale", strconv.Itoa(n))
		a, b := c.between(-1, 1)*math.Pow(10, c.between(-3, 9)), c.between(-1, 1)*math.Pow(10, c.between(-3, 9))
		lo, hi := min(a, b), max(a, b)
		s := round(lo, hi, 5)
		slack := (hi - lo) * 1e-6
		if s.lo > lo+slack || s.hi < hi-slack || len(s.ticks) < 2 || len(s.ticks) > 7 {
			t.Errorf("from %g to %g: %+v", lo, hi, s)
		}
		for i := 1; i < len(s.ticks); i++ {
			if s.ticks[i] <= s.ticks[i-1] {
				t.Errorf("from %g to %g: ticks %v", lo, hi, s.ticks)
			}
		}
	}
	for _, k := range []struct {
		lo, hi float64
		want   string
	}{{0, 52, "[0 20 40 60]"}, {0, 100, "[0 20 40 60 80 100]"}, {-14, 39, "[-20 0 20 40]"}, {0, 0.3, "[0 0.1 0.2 0.3]"}, {0, 0, "[0 0.2 0.4 0.6 0.8 1]"}, {1990, 2030, "[1990 2000 2010 2020 2030]"}} {
		if got := fmt.Sprint(round(k.lo, k.hi, 5).ticks); got != k.want {
			t.Errorf("from %g to %g: %s, want %s", k.lo, k.hi, got, k.want)
		}
	}
}
