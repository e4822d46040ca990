package draw

import "strings"

// shape is path data in absolute coordinates, read back so that it can be mirrored and moved: letters M, L, C and Z
// with numbers. It is only ever given constants.
func shape(d string) []outline {
	var out []outline
	var t *tracer
	var nums []float64
	letter := byte(0)
	var start pt
	flush := func() {
		switch {
		case letter == 'M' && len(nums) == 2:
			t = from(nums[0], nums[1])
			start = t.at
			out = append(out, nil)
		case letter == 'L' && len(nums) == 2:
			t.line(nums[0], nums[1])
		case letter == 'C' && len(nums) == 6:
			t.curve(nums[0], nums[1], nums[2], nums[3], nums[4], nums[5])
		default:
			return
		}
		nums = nums[:0]
		out[len(out)-1] = t.segs
	}
	for _, w := range strings.Fields(d) {
		switch w {
		case "M", "L", "C":
			letter = w[0]
		case "Z":
			t.line(start.x, start.y)
			out[len(out)-1] = t.segs
		default:
			nums = append(nums, decimal(w))
			flush()
		}
	}
	return out
}

func decimal(s string) float64 {
	neg, v, scale := strings.HasPrefix(s, "-"), 0.0, 0.0
	for _, c := range strings.TrimPrefix(s, "-") {
		if c == '.' {
			scale = 1
			continue
		}
		v, scale = v*10+float64(c-'0'), scale*10
	}
	if scale > 0 {
		v /= scale
	}
	if neg {
		v = -v
	}
	return v
}

// layer draws shapes around a middle line at cx; mirrored ones come twice.
func (p *pen) layer(class, d string, cx float64, sides ...float64) {
	var t trail
	for _, side := range sides {
		for _, o := range shape(d) {
			o = o.mapped(func(q pt) pt { return pt{cx + side*q.x, q.y} })
			t.outline(o, len(o) > 1 && o[0].a.same(o[len(o)-1].d))
		}
	}
	p.path(class, t.String())
}

// The flat drawing of the coat, around a middle line at X 0.
const (
	flatSleeve  = "M 77 42 C 100 50 112 84 118 128 C 124 172 132 216 137 256 L 106 263 C 101 226 92 178 73 140 C 70 110 70 70 77 42 Z"
	flatCuff    = "M 135 240 L 104 248"
	flatBack    = "M -23 22 C -12 29 12 29 23 22 L 78 41 C 70 68 68 104 74 136 C 68 168 66 190 67 212 C 74 270 84 330 92 384 C 60 395 30 398 0 398 C -30 398 -60 395 -92 384 C -84 330 -74 270 -67 212 C -66 190 -68 168 -74 136 C -68 104 -70 68 -78 41 Z"
	flatLining  = "M -30 150 L 30 150 L 40 390 C 20 396 -20 396 -40 390 Z"
	flatUnder   = "M -23 22 L -78 41 C -70 68 -68 104 -74 136 C -68 168 -66 190 -67 212 C -74 270 -84 330 -92 384 C -70 391 -50 394 -34 395 C -20 394 -8 370 -2 330 L 6 158 C 0 110 -12 60 -23 22 Z"
	flatOver    = "M 23 22 L 78 41 C 70 68 68 104 74 136 C 68 168 66 190 67 212 C 74 270 84 330 92 384 C 70 391 44 395 26 396 C 8 394 -7 368 -9 326 L -9 160 C -2 110 12 60 23 22 Z"
	flatLapel   = "M -9 162 C 4 130 12 104 50 84 L 57 66 L 30 57 C 14 86 2 120 -9 162 Z"
	flatLapelIn = "M 6 158 C -2 128 -14 100 -50 84 L -57 66 L -30 57 C -16 86 -4 120 6 158 Z"
	flatCollar  = "M 0 11 C 12 11 22 14 26 20 C 36 34 46 46 56 54 L 42 70 L 30 57 C 22 46 14 36 0 33 Z"
	flatBand    = "M -26 24 C -24 12 -14 8 0 8 C 14 8 24 12 26 24 C 14 34 -14 34 -26 24 Z"
	flatDart    = "M 71 92 C 48 120 40 170 42 214 C 44 280 50 340 52 392"
	flatHem     = "M 90 370 C 66 378 44 382 28 383"
	flatBackHem = "M -90 370 C -40 387 40 387 90 370"
	flatPocket  = "M 28 248 L 72 242 L 74 262 L 30 268 Z"
	flatPatch   = "M 31 268 L 73.5 262 L 76 306 L 34 313 Z"
	flatVent    = "M 0 302 L 8 296 L 8 398"
	flatCentre  = "M 0 28 L 0 398"
	flatYoke    = "M -71 82 C -36 92 36 92 71 82"
)

// Garment draws the coat that the pieces make, front and back as a technical flat, each part with the numbers of the
// chapters whose piece it is. Without a title in f it is decoration.
func Garment(f Frame, chapters []Chapter) SVG {
	p := &pen{width: 640}
	front, back := 180.0, 468.0
	both := []float64{1, -1}

	p.layer("cut fill", flatSleeve, front, both...)
	p.layer("stitch", flatCuff, front, both...)
	p.layer("cut fill-3", flatLining, front, 1)
	p.layer("cut fill", flatUnder, front, 1)
	p.layer("cut fill", flatLapelIn, front, 1)
	p.layer("cut fill", flatOver, front, 1)
	p.layer("stitch", flatDart+" "+flatHem, front, both...)
	p.layer("cut fill", flatLapel, front, 1)
	p.layer("cut fill-3", flatBand, front, 1)
	p.layer("cut fill-2", flatCollar, front, both...)
	p.layer("cut fill", flatPatch, front, both...)
	p.layer("cut fill-2", flatPocket, front, both...)
	var buttons strings.Builder
	for _, y := range []float64{182, 226, 270} {
		buttons.WriteString(circle(pt{front - 1, y}, 4))
	}
	p.path("cut fill-2", buttons.String())

	p.layer("cut fill", flatSleeve, back, both...)
	p.layer("stitch", flatCuff, back, both...)
	p.layer("cut fill", flatBack, back, 1)
	p.layer("stitch", flatYoke+" "+flatBackHem, back, 1)
	p.layer("grain", flatCentre+" "+flatVent, back, 1)
	p.layer("cut fill-2", flatBand, back, 1)
	p.path("notch", polyline([]pt{{back - 3, 82}, {back - 3, 96}}, []pt{{back + 3, 82}, {back + 3, 96}}))

	for _, c := range callouts {
		var numbers []string
		for _, ch := range chapters[:min(len(chapters), maxChapters)] {
			if ch.Cut.Piece == c.piece && ch.Number != "" {
				numbers = append(numbers, ch.Number)
			}
		}
		if text := plain.cut(strings.Join(numbers, " + "), 76, false); len(numbers) > 0 {
			p.callout(c.at, c.words, text)
		}
	}
	r := image
	if f.Title == "" {
		r = decoration
	}
	return p.finish(r, f, "drawing", box{0, 0, 640, 440})
}

// callouts say where each piece is in the drawing, and where its number stands.
var callouts = []struct {
	piece     string
	at, words pt
}{
	{"mouw", pt{72, 150}, pt{34, 96}},
	{"voorpand", pt{134, 228}, pt{34, 300}},
	{"kraag", pt{218, 50}, pt{270, 24}},
	{"zak", pt{238, 290}, pt{306, 322}},
	{"voering", pt{180, 388}, pt{180, 424}},
	{"rug", pt{506, 190}, pt{612, 96}},
	{"zoom", pt{520, 384}, pt{590, 420}},
}

// callout is a number in a tag, on a line that ends in a point.
func (p *pen) callout(at, words pt, text string) {
	w := max(26, value.measure(text)+12)
	p.path("grain", polyline([]pt{at, words}))
	p.path("pin", circle(at, 3))
	p.path("cut fill", polyline(rect(words.x-w/2, words.y-13, w, 26))+"z")
	p.write(value, []string{text}, words.x, words.y+4.5, atMiddle)
}
