package draw

// Steps draws a sleeve in n stages, from cloth to a sewn edge: what a stage adds has the class step-<number>, from 1, so
// that a page can show the drawing grow; all together it is complete. It is decoration.
func Steps(n int, seed string) SVG {
	n = max(1, min(n, 24))
	d, _ := Cut{Piece: "mouw", Seed: seed}.draft()
	s := heroSheet
	s.margin = 40
	d, view := d.fitted(s)
	seam := d.cut.inset(s.seam)

	type line struct{ class, d string }
	cloth := rect(10, 10, view.x1-20, view.y1-20)
	stages := [][]line{
		{{"fill-2", polyline(cloth) + "z"}, {"cut", polyline(cloth[:2], cloth[2:4])}, {"grade", polyline([]pt{{10, 17}, {view.x1 - 10, 17}}, []pt{{10, view.y1 - 17}, {view.x1 - 10, view.y1 - 17}})}},
		{{"grain", arrow(d.grain[0], d.grain[1], s.seam*0.55)}},
		{{"grade", d.graded(d.cut, s.growth).closed()}, {"grade", d.graded(d.cut, 2*s.growth).closed()}},
		{{"cut fill", d.cut.closed()}},
		{{"notch", d.ticks(s.seam)}},
		{{"stitch", seam.closed()}},
	}
	// Cut paper lies over the grain line: that is drawn again on it.
	stages[3] = append(stages[3], stages[1][0])
	switch {
	case n < len(stages):
		// Stages fall together, the last ones staying apart longest.
		for len(stages) > n {
			i := len(stages) - n - 1
			if i+1 >= len(stages) {
				i = len(stages) - 2
			}
			stages[i] = append(stages[i], stages[i+1]...)
			stages = append(stages[:i+1], stages[i+2:]...)
		}
	case n > len(stages):
		// The stitch line is sewn in as many goes as are left.
		goes := n - len(stages) + 1
		stages = stages[:len(stages)-1]
		for i := range goes {
			part := seam[i*len(seam)/goes : (i+1)*len(seam)/goes]
			if goes > len(seam) {
				k := i * len(seam) / goes
				first, count := (k*goes+len(seam)-1)/len(seam), ((k+1)*goes+len(seam)-1)/len(seam)-(k*goes+len(seam)-1)/len(seam)
				_, rest := seam[k].split(float64(i-first) / float64(count))
				now, _ := rest.split(1 / float64(count-(i-first)))
				part = outline{now}
			}
			stages = append(stages, []line{{"stitch", part.open()}})
		}
	}
	p := &pen{}
	for i, stage := range stages {
		p.open("g", "class", "step-"+written(10*(i+1)))
		for _, l := range stage {
			p.path(l.class, l.d)
		}
		p.close("g")
	}
	return p.finish(decoration, Frame{}, "drawing", view)
}
