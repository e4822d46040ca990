// Package canvas draws on pictures of few colours and writes them as PNG.
//
// Promise: paths are filled and stroked with smooth edges on a picture of at most sixteen colours, and the picture becomes
// a small paletted PNG (W3C PNG, third edition) quickly.
//
// Invariants: the same drawing gives the same bytes, on every machine; what lies outside the picture is not drawn; a
// Canvas keeps its buffers, and is for one goroutine at a time.
package canvas

import (
	"encoding/binary"
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// A Colour is one of the screen, without transparency.
type Colour struct{ R, G, B uint8 }

// Mix is the colour at a share of the way from one to another.
func Mix(a, b Colour, share float64) Colour {
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*share)) }
	return Colour{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B)}
}

// most is how many colours a picture has: each takes four bits.
const most = 16

// levels is in how many steps an edge goes from one colour to another.
const levels = 8

// A Palette is the colours of a picture, and what they give where one lies over the edge of another.
type Palette struct {
	colours []Colour
	over    [most][levels + 1][most]uint8 // by the colour drawn, how much of it, and what lies below
}

// NewPalette makes a palette. Colours beyond the sixteenth are left out; what the others are mixed from where they meet
// should be among them.
func NewPalette(colours ...Colour) *Palette {
	p := &Palette{colours: colours[:min(len(colours), most)]}
	for c, top := range p.colours {
		for below, ground := range p.colours {
			for l := range levels + 1 {
				p.over[c][l][below] = p.nearest(Mix(ground, top, float64(l)/levels))
			}
		}
	}
	return p
}

// nearest is the colour that differs least, weighed as eyes do.
func (p *Palette) nearest(c Colour) uint8 {
	best, at := math.MaxInt, 0
	for i, o := range p.colours {
		r, g, b := int(o.R)-int(c.R), int(o.G)-int(c.G), int(o.B)-int(c.B)
		if d := 3*r*r + 6*g*g + b*b; d < best {
			best, at = d, i
		}
	}
	return uint8(at)
}

// A Canvas is a picture that is drawn on. Each pixel is the index of its colour.
type Canvas struct {
	Width, Height int
	Pixels        []uint8

	palette *Palette
	raster  vector.Rasterizer
	mask    image.Alpha
	pending []piece
	encoder encoder
}

// A piece of what is to be filled together.
type piece struct {
	path *Path
	at   Place
}

// Start begins a picture of one colour.
func (c *Canvas) Start(width, height int, p *Palette, ground uint8) {
	c.Width, c.Height, c.palette = width, height, p
	if n := width * height; cap(c.Pixels) < n {
		c.Pixels = make([]uint8, n)
	} else {
		c.Pixels = c.Pixels[:n]
	}
	fill(c.Pixels, ground)
}

// fill sets all of some pixels: what is done is copied, twice as much each time.
func fill(row []uint8, colour uint8) {
	n := min(len(row), 16)
	for i := range row[:n] {
		row[i] = colour
	}
	for n > 0 && n < len(row) {
		n += copy(row[n:], row[:min(n, 4096)])
	}
}

// Rect fills a rectangle of whole pixels.
func (c *Canvas) Rect(x, y, w, h int, colour uint8) {
	x0, y0, x1, y1 := max(0, x), max(0, y), min(c.Width, x+w), min(c.Height, y+h)
	for ; y0 < y1; y0++ {
		if x0 < x1 {
			fill(c.Pixels[y0*c.Width+x0:y0*c.Width+x1], colour)
		}
	}
}

// Paste lays a picture of whole pixels of the same palette.
func (c *Canvas) Paste(pixels []uint8, width, x, y int) {
	for ; len(pixels) >= width && width > 0; pixels, y = pixels[width:], y+1 {
		if y < 0 || y >= c.Height {
			continue
		}
		from, to := max(0, -x), min(width, c.Width-x)
		if from < to {
			copy(c.Pixels[y*c.Width+x+from:], pixels[from:to])
		}
	}
}

// Add takes a path into what Fill fills; several that overlap are one.
func (c *Canvas) Add(p *Path, at Place) { c.pending = append(c.pending, piece{p, at}) }

// Fill fills what was added. Outlines that turn the other way inside others are holes.
func (c *Canvas) Fill(colour uint8) {
	lo, hi := point{math.MaxFloat32, math.MaxFloat32}, point{-math.MaxFloat32, -math.MaxFloat32}
	for _, p := range c.pending {
		for _, q := range p.path.pts {
			q = p.at.at(q)
			lo, hi = point{min(lo.x, q.x), min(lo.y, q.y)}, point{max(hi.x, q.x), max(hi.y, q.y)}
		}
	}
	box := c.clip(lo, hi)
	if !box.Empty() {
		c.raster.Reset(box.Dx(), box.Dy())
		for _, p := range c.pending {
			c.trace(p.path, Place{p.at.Scale, p.at.X - float64(box.Min.X), p.at.Y - float64(box.Min.Y)})
		}
		c.blend(box, colour)
	}
	c.pending = c.pending[:0]
}

// clip is the part of the picture that points span. What is not a number spans nothing.
func (c *Canvas) clip(lo, hi point) image.Rectangle {
	far := float32(c.Width + c.Height + 1)
	if !(lo.x <= hi.x && lo.y <= hi.y && lo.x > -100*far && lo.y > -100*far && hi.x < 100*far && hi.y < 100*far) {
		return image.Rectangle{}
	}
	box := image.Rect(int(math.Floor(float64(lo.x))), int(math.Floor(float64(lo.y))), int(math.Ceil(float64(hi.x)))+1, int(math.Ceil(float64(hi.y)))+1)
	return box.Intersect(image.Rect(0, 0, c.Width, c.Height))
}

func (c *Canvas) trace(p *Path, at Place) {
	i := 0
	for n, o := range p.ops {
		a := at.at(p.pts[i])
		switch o {
		case move:
			if n > 0 {
				c.raster.ClosePath()
			}
			c.raster.MoveTo(a.x, a.y)
		case line:
			c.raster.LineTo(a.x, a.y)
		case quad:
			b := at.at(p.pts[i+1])
			c.raster.QuadTo(a.x, a.y, b.x, b.y)
		case cube:
			b, d := at.at(p.pts[i+1]), at.at(p.pts[i+2])
			c.raster.CubeTo(a.x, a.y, b.x, b.y, d.x, d.y)
		}
		i += pointsOf[o]
	}
	c.raster.ClosePath()
}

// blend lays a colour on the picture where the rasteriser's outlines are.
func (c *Canvas) blend(box image.Rectangle, colour uint8) {
	w, h := box.Dx(), box.Dy()
	if n := w * h; cap(c.mask.Pix) < n {
		c.mask.Pix = make([]uint8, n)
	}
	c.mask.Pix, c.mask.Stride, c.mask.Rect = c.mask.Pix[:w*h], w, image.Rect(0, 0, w, h)
	c.raster.DrawOp = draw.Src
	c.raster.Draw(&c.mask, c.mask.Rect, image.Opaque, image.Point{})
	table := &c.palette.over[colour&(most-1)]
	for y := range h {
		mask := c.mask.Pix[y*w : (y+1)*w]
		row := c.Pixels[(box.Min.Y+y)*c.Width+box.Min.X:][:w]
		for x := 0; x < w; x++ {
			if x+8 <= w {
				switch binary.LittleEndian.Uint64(mask[x:]) {
				case 0:
					x += 7
					continue
				case math.MaxUint64:
					binary.LittleEndian.PutUint64(row[x:], uint64(colour)*0x0101010101010101)
					x += 7
					continue
				}
			}
			if a := mask[x]; a != 0 {
				row[x] = table[(int(a)*levels+128)>>8][row[x]&(most-1)]
			}
		}
	}
}

// Stroke draws the outlines of a path as lines.
func (c *Canvas) Stroke(p *Path, at Place, n Pen, closed bool, colour uint8) {
	r := float32(n.Width / 2)
	lo, hi := point{math.MaxFloat32, math.MaxFloat32}, point{-math.MaxFloat32, -math.MaxFloat32}
	runs := p.flat(at)
	for i, run := range runs {
		if closed && len(run) > 1 && run[0] != run[len(run)-1] {
			runs[i] = append(run, run[0])
		}
		for _, q := range run {
			lo, hi = point{min(lo.x, q.x-r), min(lo.y, q.y-r)}, point{max(hi.x, q.x+r), max(hi.y, q.y+r)}
		}
	}
	box := c.clip(lo, hi)
	if box.Empty() {
		return
	}
	c.raster.Reset(box.Dx(), box.Dy())
	d := point{float32(box.Min.X), float32(box.Min.Y)}
	for _, run := range runs {
		if len(run) < 2 {
			continue
		}
		for _, dash := range n.dashed(run) {
			for i := 1; i < len(dash); i++ {
				c.bar(dash[i-1], dash[i], r, d)
				if i > 1 {
					c.joint(dash[i-1], r, d)
				}
			}
		}
	}
	c.blend(box, colour)
}

// bar adds one straight stretch of a line. All stretches turn the same way, so that they join where they overlap.
func (c *Canvas) bar(a, b point, r float32, from point) {
	dx, dy := b.x-a.x, b.y-a.y
	l := float32(math.Hypot(float64(dx), float64(dy)))
	if l < 1e-4 {
		return
	}
	nx, ny := -dy/l*r, dx/l*r
	ax, ay, bx, by := a.x-from.x, a.y-from.y, b.x-from.x, b.y-from.y
	c.raster.MoveTo(ax+nx, ay+ny)
	c.raster.LineTo(ax-nx, ay-ny)
	c.raster.LineTo(bx-nx, by-ny)
	c.raster.LineTo(bx+nx, by+ny)
	c.raster.ClosePath()
}

// joint rounds a corner of a line.
func (c *Canvas) joint(a point, r float32, from point) {
	x, y := a.x-from.x, a.y-from.y
	s := r * 0.7071
	c.raster.MoveTo(x+r, y)
	for _, q := range [...]point{{x + s, y - s}, {x, y - r}, {x - s, y - s}, {x - r, y}, {x - s, y + s}, {x, y + r}, {x + s, y + s}} {
		c.raster.LineTo(q.x, q.y)
	}
	c.raster.ClosePath()
}
