package draw

import (
	"strings"

	"github.com/skip2/go-qrcode"
)

// Swatch draws a piece of cloth in a colour, its edges pinked. The colour is as CSS writes it in hexadecimal (#rgb,
// #rrggbb); anything else gives cloth without colour. It is decoration: the colour's name stands beside it.
func Swatch(colour string) SVG {
	if !hexColour(colour) {
		colour = "none"
	}
	var q []pt
	edge := func(a, b pt) {
		v := b.sub(a)
		out := pt{v.y, -v.x}.unit().times(2)
		for i := range 12 {
			at := a.to(b, float64(i)/12)
			if i%2 == 1 {
				at = at.add(out)
			} else {
				at = at.sub(out)
			}
			q = append(q, at)
		}
	}
	edge(pt{4, 4}, pt{60, 4})
	edge(pt{60, 4}, pt{60, 60})
	edge(pt{60, 60}, pt{4, 60})
	edge(pt{4, 60}, pt{4, 4})
	p := &pen{}
	d := closedRuns([][]pt{q})
	p.empty("path", "fill", colour, "d", d)
	p.path("grade", d)
	return p.finish(decoration, Frame{}, "drawing", box{0, 0, 64, 64})
}

func hexColour(s string) bool {
	if len(s) != 4 && len(s) != 7 || s[0] != '#' {
		return false
	}
	return strings.Trim(s[1:], "0123456789abcdefABCDEF") == ""
}

// QR draws a text as a QR code (ISO/IEC 18004) with medium error correction and its quiet zone, dark on light in every
// mode, as readers expect. The error says that the text is empty or too long for a code.
func QR(f Frame, text string) (SVG, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return "", err
	}
	bits := code.Bitmap()
	n := float64(len(bits))
	var t trail
	for y, row := range bits {
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			run := x
			for run < len(row) && row[run] {
				run++
			}
			// Each run is a stroke: as short as a path can say it.
			t.move(pt{float64(x), float64(y) + 0.5})
			t.line(pt{float64(run), float64(y) + 0.5})
			x = run
		}
	}
	p := &pen{}
	p.empty("path", "fill", "#fff", "d", polyline(rect(0, 0, n, n))+"z")
	p.empty("path", "stroke", "#000", "shape-rendering", "crispEdges", "d", t.String())
	r := image
	if f.Title == "" {
		r = decoration
	}
	return p.finish(r, f, "drawing", box{0, 0, n, n}), nil
}
