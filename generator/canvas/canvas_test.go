package canvas

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"testing"
)

var palette = NewPalette(Colour{255, 255, 255}, Colour{0, 0, 0}, Colour{128, 128, 128}, Colour{200, 0, 0})

// What is written is what was drawn, to a reader of PNG that is not ours.
func TestPNG(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][2]int{{1, 1}, {2, 1}, {7, 3}, {16, 16}, {17, 5}, {1200, 630}, {640, 1}} {
		var c Canvas
		c.Start(size[0], size[1], palette, 0)
		if size[0] == 16 { // nothing but noise
			for i := range c.Pixels {
				c.Pixels[i] = uint8(r.IntN(4))
			}
		}
		c.Rect(-3, -2, 9, 4, 3)
		p := &Path{}
		p.Move(3, 2)
		p.Cube(20, -30, float64(size[0])+40, 10, 5, 300)
		p.Quad(1, 1, 2, 9)
		c.Add(p, Place{1, 0, 0})
		c.Fill(1)
		c.Stroke(p, Place{1.5, 2, 0}, Pen{3, []float64{5, 3}}, true, 3)
		data := c.PNG()
		m, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%v: %v", size, err)
		}
		pal := m.(*image.Paletted)
		if pal.Rect.Dx() != size[0] || pal.Rect.Dy() != size[1] || len(pal.Palette) != 4 || pal.Palette[3] != (color.RGBA{200, 0, 0, 255}) {
			t.Errorf("%v: %v, %v", size, pal.Rect, pal.Palette)
		}
		if !bytes.Equal(pal.Pix, c.Pixels) {
			t.Errorf("%v: other pixels", size)
		}
	}
}

// Edges are as smooth as the palette allows: half of a pixel is half of the colour.
func TestFill(t *testing.T) {
	var c Canvas
	c.Start(4, 3, palette, 0)
	p := &Path{}
	for i, q := range [][2]float64{{1, 1}, {2.5, 1}, {2.5, 2}, {1, 2}} {
		if i == 0 {
			p.Move(q[0], q[1])
		} else {
			p.Line(q[0], q[1])
		}
	}
	c.Add(p, Place{1, 0, 0})
	c.Fill(1)
	if want := []uint8{0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0}; !bytes.Equal(c.Pixels, want) {
		t.Errorf("%v, not %v", c.Pixels, want)
	}
}

func FuzzZlib(f *testing.F) {
	f.Add([]byte("aaaaaaaaab"), uint16(300))
	f.Add([]byte{}, uint16(0))
	f.Add([]byte{0, 1, 2, 3, 4, 5, 5, 5, 5, 5}, uint16(2000))
	f.Fuzz(func(t *testing.T, data []byte, run uint16) {
		if len(data) > 0 { // runs long enough for every length
			data = append(data, bytes.Repeat(data[:1], int(run))...)
		}
		var e encoder
		z, err := zlib.NewReader(bytes.NewReader(e.zlib(nil, data)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d octets of %d: %v", len(got), len(data), err)
		}
	})
}

// Rare symbols among frequent ones have codes of at most 15 bits, that tell each other apart.
func TestCodeLengths(t *testing.T) {
	often := make([]int, symbols)
	a, b := 1, 1
	for i := range 30 {
		often[i], a, b = a, b, a+b
	}
	room := 0
	for _, l := range codeLengths(often) {
		if l > maxBits {
			t.Errorf("%d bits", l)
		}
		if l > 0 {
			room += 1 << (maxBits - l)
		}
	}
	if room > 1<<maxBits {
		t.Errorf("%d codes of %d", room, 1<<maxBits)
	}
}

func FuzzStroke(f *testing.F) {
	f.Add(1.0, 2.0, 300.0, 4.0, 5.0, 2.0)
	f.Fuzz(func(t *testing.T, x, y, x2, y2, width, dash float64) {
		var c Canvas
		c.Start(64, 48, palette, 0)
		p := &Path{}
		p.Move(x, y)
		p.Line(x2, y2)
		p.Quad(y, x, x, y2)
		c.Add(p, Place{1, 0, 0})
		c.Fill(1)
		c.Stroke(p, Place{1, 0, 0}, Pen{width, []float64{dash, 2}}, true, 3)
	})
}
