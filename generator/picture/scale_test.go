package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	xdraw "golang.org/x/image/draw"
)

// TestScale holds the scaler against the one of golang.org/x/image, which computes in floating point.
func TestScale(t *testing.T) {
	soft := photo(97, 61)
	for i := range soft.Pix { // premultiplied, and not opaque
		a := 40 + (i/4)%200
		if i%4 == 3 {
			soft.Pix[i] = uint8(a)
		} else {
			soft.Pix[i] = uint8(int(soft.Pix[i]) * a / 255)
		}
	}
	for name, from := range map[string]*image.RGBA{"photo": photo(640, 423), "art": art(301, 200, true), "small": photo(3, 2), "one": photo(1, 1),
		"strip": photo(1000, 1), "part": photo(200, 200).SubImage(image.Rect(31, 17, 180, 99)).(*image.RGBA), "soft": soft} {
		for _, size := range [][2]int{{from.Rect.Dx(), from.Rect.Dy()}, {77, 53}, {1, 1}, {300, 7}} {
			w, h := min(size[0], from.Rect.Dx()), min(size[1], from.Rect.Dy())
			want := image.NewRGBA(image.Rect(0, 0, w, h))
			xdraw.CatmullRom.Scale(want, want.Rect, from, from.Rect, xdraw.Src, nil)
			got := scale(from, w, h)
			for i := range want.Pix {
				if d := int(got.Pix[i]) - int(want.Pix[i]); d < -2 || d > 2 {
					t.Fatalf("%s to %d×%d: %d is %d, want %d", name, w, h, i, got.Pix[i], want.Pix[i])
				}
				if a := got.Pix[i|3]; got.Pix[i] > a {
					t.Fatalf("%s to %d×%d: a colour over its transparency", name, w, h)
				}
			}
		}
	}
}

func TestHalve(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {2, 2}, {5, 3}, {64, 1}, {1, 9}} {
		m := image.NewRGBA(image.Rect(0, 0, size[0], size[1]))
		for i := range m.Pix {
			m.Pix[i] = 77
		}
		for m.Rect.Dx() > 1 || m.Rect.Dy() > 1 {
			m = halve(m)
		}
		if !bytes.Equal(m.Pix, []byte{77, 77, 77, 77}) {
			t.Errorf("%v: %v", size, m.Pix)
		}
	}
	m := halve(photo(640, 420))
	want := image.NewRGBA(m.Rect)
	xdraw.CatmullRom.Scale(want, want.Rect, photo(640, 420), image.Rect(0, 0, 640, 420), xdraw.Src, nil)
	if p := psnr(t, m, want); p < 36 {
		t.Errorf("%.1f dB", p)
	}
}

// TestKernels holds the weights to what the number types have room for.
func TestKernels(t *testing.T) {
	for from := 1; from <= 130; from++ {
		for n := 1; n <= from; n++ {
			for i, k := range kernels(from, n) {
				sum, all := int32(0), int32(0)
				for _, w := range k.weights {
					sum += w
					all += max(w, -w)
				}
				if sum != one || all > one*4/3 || k.first < 0 || k.first+len(k.weights) > from {
					t.Fatalf("%d to %d, %d: %+v", from, n, i, k)
				}
			}
		}
	}
}

func TestCrop(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 1000, 1000))
	for name, c := range map[string]struct {
		focus [2]float64
		want  image.Rectangle
	}{
		"middle":    {[2]float64{0.5, 0.5}, image.Rect(0, 238, 1000, 763)},
		"top":       {[2]float64{0.5, 0}, image.Rect(0, 0, 1000, 525)},
		"bottom":    {[2]float64{0.5, 1}, image.Rect(0, 475, 1000, 1000)},
		"outside":   {[2]float64{7, 7}, image.Rect(0, 475, 1000, 1000)},
		"no number": {[2]float64{math.NaN(), math.Inf(-1)}, image.Rect(0, 0, 1000, 525)},
	} {
		if got := crop(m, 1200, 630, c.focus).Rect; got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestOrientation stores one image in all eight ways that EXIF knows, by what it says of row 0 and column 0, and looks
// whether it comes out the same.
func TestOrientation(t *testing.T) {
	shown := image.NewRGBA(image.Rect(0, 0, 48, 32))
	for y := range 32 {
		for x := range 48 {
			c := color.RGBA{uint8(40 + 60*(x/16)), uint8(60 + 100*(y/16)), 90, 255}
			shown.SetRGBA(x, y, c)
		}
	}
	for o, sides := range map[uint16][2]string{ // where row 0 and column 0 are shown (EXIF 2.32, table 6)
		1: {"top", "left"}, 2: {"top", "right"}, 3: {"bottom", "right"}, 4: {"bottom", "left"},
		5: {"left", "top"}, 6: {"right", "top"}, 7: {"right", "bottom"}, 8: {"left", "bottom"},
	} {
		at := func(side string, n, x, y int) (int, int) {
			switch side {
			case "top":
				return x, n
			case "bottom":
				return x, 31 - n
			case "left":
				return n, y
			}
			return 47 - n, y
		}
		w, h := 48, 32
		if sides[0] == "left" || sides[0] == "right" {
			w, h = 32, 48
		}
		stored := image.NewRGBA(image.Rect(0, 0, w, h))
		for row := range h {
			for column := range w {
				x, y := at(sides[0], row, 0, 0)
				x, y = at(sides[1], column, x, y)
				stored.SetRGBA(column, row, shown.RGBAAt(x, y))
			}
		}
		if got := orientation(o).apply(stored); !bytes.Equal(got.Pix, shown.Pix) {
			t.Errorf("%d: the pixels are turned wrongly", o)
		}
		big, little := exif(binary.BigEndian, o), exif(binary.LittleEndian, o)
		png := asPNG(t, stored)
		for name, data := range map[string][]byte{"big.jpg": withEXIF(asJPEG(t, stored), big), "little.jpg": withEXIF(asJPEG(t, stored), little),
			"chunk.png": slices.Concat(png[:33], chunk("eXIf", big), png[33:])} {
			s := set(t, files(map[string][]byte{name: data}), options())
			for address, out := range made(t, s) {
				got, _, err := image.Decode(bytes.NewReader(out))
				if err != nil {
					t.Fatal(err)
				}
				if bytes.Contains(out, []byte("SECRET")) || bytes.Contains(out, []byte("Exif")) || bytes.Contains(out, []byte("eXIf")) {
					t.Errorf("%d: %s: metadata came along", o, address)
				}
				if strings.Contains(address, "share") {
					continue
				}
				if p := psnr(t, got, shown); p < 30 {
					t.Errorf("%d: %s: %.1f dB", o, address, p)
				}
				if html := string(s.Picture(folder+name, "", [2]float64{.5, .5}, false)); !strings.Contains(html, `width="48" height="32"`) {
					t.Errorf("%d: %s", o, html)
				}
			}
		}
	}
}
