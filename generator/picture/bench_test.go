package picture

import (
	"encoding/binary"
	"image"
	"testing"

	xdraw "golang.org/x/image/draw"
)

func BenchmarkScale(b *testing.B) {
	m := photo(2000, 1500)
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			scale(m, 1000, 750)
		}
	})
	b.Run("reduced", func(b *testing.B) {
		for b.Loop() {
			scale(reduce(m, 480, 360), 480, 360)
		}
	})
	b.Run("x/image", func(b *testing.B) {
		for b.Loop() {
			to := image.NewRGBA(image.Rect(0, 0, 1000, 750))
			xdraw.CatmullRom.Scale(to, to.Rect, m, m.Rect, xdraw.Src, nil)
		}
	})
}

// BenchmarkBuild takes one photograph of 12 megapixels through a build, and through the next.
func BenchmarkBuild(b *testing.B) {
	fsys := files(map[string][]byte{"a.jpg": withEXIF(asJPEG(b, photo(4000, 3000)), exif(binary.BigEndian, 6))})
	run := func(b *testing.B, o Options) *Set {
		s := set(b, fsys, o)
		made(b, s)
		return s
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			run(b, options())
		}
	})
	b.Run("planned", func(b *testing.B) {
		for b.Loop() {
			set(b, fsys, options())
		}
	})
	o := options()
	o.Cache = openCache(b, b.TempDir())
	o.Previous = run(b, o)
	b.Run("cached", func(b *testing.B) {
		o := o
		o.Previous = nil
		for b.Loop() {
			run(b, o)
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		o := o
		o.At = timeOf(2e9)
		o.Previous = run(b, o)
		for b.Loop() {
			run(b, o)
		}
	})
}

func BenchmarkMarkup(b *testing.B) {
	s := set(b, files(map[string][]byte{"a.jpg": asJPEG(b, photo(1900, 100))}), options())
	for b.Loop() {
		s.Picture(folder+"a.jpg", "A sleeve on a table", [2]float64{0.2, 0.5}, false)
	}
}
