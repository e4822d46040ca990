package picture

import (
	"image"
	"math"
)

// Scaling is done in whole numbers, and the weights in floating-point steps that no compiler may fuse, so that every
// machine gives the same bytes.

// halve averages squares of four pixels. A last odd row or column is averaged with itself.
func halve(m *image.RGBA) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, (w+1)/2, (h+1)/2))
	for y := range out.Rect.Dy() {
		a := m.Pix[2*y*m.Stride:][:4*w]
		b := m.Pix[min(2*y+1, h-1)*m.Stride:][:4*w]
		to := out.Pix[y*out.Stride:][:out.Stride]
		for i, x := 0, 0; i < len(to); i, x = i+4, x+8 {
			next := min(x+4, len(a)-4)
			for c := range 4 {
				to[i+c] = uint8((int(a[x+c]) + int(a[next+c]) + int(b[x+c]) + int(b[next+c]) + 2) / 4)
			}
		}
	}
	return out
}

// reduce halves an image as often as leaves it half as large again as is asked, which is far cheaper than a kernel over
// all its pixels and looks the same.
func reduce(m *image.RGBA, width, height int) *image.RGBA {
	for m.Rect.Dx() >= 3*width && m.Rect.Dy() >= 3*height {
		m = halve(m)
	}
	return m
}

// scale gives a part of an image in another size, by the Catmull-Rom kernel. The part is from 0, 0 or cut with
// SubImage; its pixels are premultiplied, and so are the result's.
func scale(m *image.RGBA, width, height int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	columns, rows := kernels(w, width), kernels(h, height)
	// First along the rows, of which there are as many as before. What overshoots is kept until both ways are gone.
	narrow := make([]int16, 4*width*h)
	for y := range h {
		from, to := m.Pix[y*m.Stride:][:4*w], narrow[4*width*y:][:4*width]
		for x, k := range columns {
			var r, g, b, a int32 = halfFine, halfFine, halfFine, halfFine
			part := from[4*k.first:][:4*len(k.weights)]
			for i, weight := range k.weights {
				p := part[4*i : 4*i+4 : 4*i+4]
				r += weight * int32(p[0])
				g += weight * int32(p[1])
				b += weight * int32(p[2])
				a += weight * int32(p[3])
			}
			p := to[4*x : 4*x+4 : 4*x+4]
			p[0], p[1], p[2], p[3] = int16(r>>(bits-fine)), int16(g>>(bits-fine)), int16(b>>(bits-fine)), int16(a>>(bits-fine))
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	sums := make([]int32, 4*width)
	for y, k := range rows {
		for i := range sums {
			sums[i] = half
		}
		for i, weight := range k.weights {
			row := narrow[4*width*(k.first+i):][:len(sums)]
			for x, v := range row {
				sums[x] += weight * int32(v)
			}
		}
		to := out.Pix[y*out.Stride:][:4*width]
		for x := 0; x < len(to); x += 4 {
			a := clamp(sums[x+3])
			// A kernel that overshoots must not make a colour brighter than its transparency has room for.
			to[x], to[x+1], to[x+2], to[x+3] = min(clamp(sums[x]), a), min(clamp(sums[x+1]), a), min(clamp(sums[x+2]), a), a
		}
	}
	return out
}

// Weights are counted in parts of one, and between the two ways a colour has some bits more. The kernel overshoots by
// less than a third, so that neither outgrows its type.
const (
	bits     = 14
	one      = 1 << bits
	fine     = 6
	half     = 1 << (bits + fine - 1)
	halfFine = 1 << (bits - fine - 1)
)

func clamp(sum int32) uint8 { return uint8(max(0, min(sum>>(bits+fine), 255))) }

// A kernel is what a pixel is made of: weights, which add up to one, of a run of pixels.
type kernel struct {
	first   int
	weights []int32
}

// kernels gives the kernel of each of n pixels that are made from so many.
func kernels(from, n int) []kernel {
	step := float64(from) / float64(n)
	wide := max(step, 1) // a smaller image needs a wider kernel
	out := make([]kernel, n)
	for i := range out {
		centre := float64(float64(float64(i)+0.5) * step)
		first := max(0, int(math.Floor(centre-float64(2*wide))))
		last := min(from, int(math.Ceil(centre+float64(2*wide))))
		raw := make([]float64, last-first)
		sum := 0.0
		for j := range raw {
			raw[j] = catmullRom(float64(float64(first+j)+0.5-centre) / wide)
			sum += raw[j]
		}
		k := kernel{first, make([]int32, len(raw))}
		rest, most := int32(one), 0
		for j, v := range raw {
			k.weights[j] = int32(math.Round(float64(v/sum) * one))
			rest -= k.weights[j]
			if k.weights[j] > k.weights[most] {
				most = j
			}
		}
		k.weights[most] += rest
		out[i] = k
	}
	return out
}

// catmullRom is the cubic kernel of Catmull and Rom, 1974.
func catmullRom(x float64) float64 {
	x = math.Abs(x)
	switch {
	case x < 1:
		return float64(float64(float64(float64(1.5*x)-2.5)*x)*x) + 1
	case x < 2:
		return float64(float64(float64(float64(float64(-0.5*x)+2.5)*x)-4)*x) + 2
	}
	return 0
}

// crop gives the largest part of that shape (width to height) with the focal point as near to its middle as the edges
// allow.
func crop(m *image.RGBA, width, height int, focus [2]float64) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	cw, ch := w, max(1, (w*height+width/2)/width)
	if ch > h {
		cw, ch = max(1, min(w, (h*width+height/2)/height)), h
	}
	place := func(focus float64, part, whole int) int {
		at := int(math.Round(float64(share(focus)*float64(whole)) - float64(part)/2))
		return max(0, min(at, whole-part))
	}
	at := image.Pt(place(focus[0], cw, w), place(focus[1], ch, h))
	return m.SubImage(image.Rectangle{at, at.Add(image.Pt(cw, ch))}).(*image.RGBA)
}

// share makes a number one from 0 to 1; what is no number is the middle.
func share(f float64) float64 {
	if math.IsNaN(f) {
		return 0.5
	}
	return max(0, min(f, 1))
}
