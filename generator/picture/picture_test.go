package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	xdraw "golang.org/x/image/draw"
)

// TestFaults puts in what is wrong, and looks for its code, at the place that the content names it.
func TestFaults(t *testing.T) {
	good := asJPEG(t, photo(300, 200))
	goodPNG := asPNG(t, art(300, 200, false))
	animated := []byte("RIFF\x1E\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x02\x00\x00\x00\x63\x00\x00\x63\x00\x00ANIM\x00\x00\x00\x00")
	for name, c := range map[string]struct {
		file string
		data []byte
		want string
	}{
		"good":                      {"a.jpg", good, ""},
		"good, capitals":            {"A.JPEG", good, ""},
		"good PNG":                  {"a.png", goodPNG, ""},
		"empty":                     {"a.jpg", nil, "image-type"},
		"one byte":                  {"a.png", []byte{0x89}, "image-type"},
		"HTML named jpg":            {"a.jpg", []byte("<!doctype html><script>alert(1)</script>"), "image-type"},
		"SVG named png":             {"a.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "image-type"},
		"HEIC named jpg":            {"a.jpg", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "image-type"},
		"TIFF":                      {"a.tiff", []byte("II*\x00\x08\x00\x00\x00"), "image-type"},
		"PNG named jpg":             {"a.jpg", goodPNG, "image-mismatch"},
		"JPEG named gif":            {"a.gif", good, "image-mismatch"},
		"GIF with a script":         {"a.png", []byte("GIF89a/*\x00\x00\x00*/=1;alert(1)//"), "image-mismatch"},
		"GIF with a script, honest": {"a.gif", []byte("GIF89a/*\x00\x00\x00*/=1;alert(1)//"), "image-broken"},
		"bomb":                      {"a.png", bomb(20000, 20000), "image-side"},
		"bomb, square":              {"a.png", bomb(16384, 16384), "image-pixels"},
		"bomb, strip":               {"a.png", bomb(1, 1<<31-1), "image-side"},
		"claims much, holds none":   {"a.png", bomb(3000, 3000), "image-broken"},
		"truncated JPEG":            {"a.jpg", good[:len(good)/2], "image-broken"},
		"JPEG without its end":      {"a.jpg", good[:len(good)-2], "image-broken"},
		"JPEG header alone":         {"a.jpg", good[:4], "image-broken"},
		"truncated PNG":             {"a.png", goodPNG[:len(goodPNG)/2], "image-broken"},
		"PNG with a wrong sum":      {"a.png", slices.Concat(goodPNG[:60], []byte{goodPNG[60] ^ 1}, goodPNG[61:]), "image-broken"},
		"GIF without an image":      {"a.gif", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "image-broken"},
		"GIF of no size":            {"a.gif", []byte("GIF89a\x00\x00\x00\x00\x00\x00\x00;"), "image-broken"},
		"WebP without an image":     {"a.webp", []byte("RIFF\x04\x00\x00\x00WEBP"), "image-broken"},
		"animated WebP":             {"a.webp", animated, "image-animated"},
		"JPEG of endless scans":     {"a.jpg", endless(t, 5000), "image-broken"},
		"SVG of a partner":          {"a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "image-svg"},
		"too many bytes":            {"a.jpg", append(slices.Clone(good), make([]byte, 20e6)...), "image-size"},
		"junk after the end":        {"a.jpg", append(slices.Clone(good), "<script>alert(1)</script>"...), ""},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := files(map[string][]byte{c.file: c.data})
			s, found, err := New(t.Context(), fsys, wants(fsys), options())
			if err != nil {
				t.Fatal(err)
			}
			want := []string{}
			if c.want != "" {
				want = append(want, c.want)
			}
			if got := codes(found); !slices.Equal(got, want) {
				t.Fatalf("got %v, want %v", got, want)
			}
			if c.want == "" {
				for address, data := range made(t, s) {
					if bytes.Contains(data, []byte("script")) {
						t.Errorf("%s carries what came along", address)
					}
				}
				return
			}
			if len(s.Outputs()) > 0 || s.Picture(folder+c.file, "x", [2]float64{}, false) != "" {
				t.Error("a broken image is shown")
			}
			if p := found[0].Place; p.File != "content/partners/momu/events/show.toml" || p.Start.Column != 9 {
				t.Errorf("found at %+v", p)
			}
		})
	}
}

// endless gives a progressive JPEG with so many scans that say nothing.
func endless(t *testing.T, n int) []byte {
	data, err := os.ReadFile(filepath.Join(goImages(t), "video-001.progressive.jpeg"))
	if err != nil {
		t.Fatal(err)
	}
	// A last refining scan of no more than ends of blocks, again and again, before the end of the image.
	at := bytes.LastIndex(data, []byte{0xFF, 0xDA})
	scan := data[at : len(data)-2]
	return slices.Concat(data[:at], bytes.Repeat(scan, n), data[len(data)-2:])
}

func TestMissing(t *testing.T) {
	for _, p := range []string{"content/none.png", "../etc/passwd", "/etc/passwd", "", "content\x00.png"} {
		_, found, err := New(t.Context(), fstest.MapFS{}, []Want{{Path: p}}, options())
		if err != nil {
			t.Fatal(err)
		}
		if got := codes(found); !slices.Equal(got, []string{"file-missing"}) {
			t.Errorf("%q: %v", p, got)
		}
	}
}

// TestLimits sets the site's own, and looks for the names of the keys.
func TestLimits(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(300, 200))})
	o := options()
	o.Limits.Pixels = 59999
	_, found, _ := New(t.Context(), fsys, wants(fsys), o)
	if got := codes(found); !slices.Equal(got, []string{"image-pixels"}) || !strings.Contains(found[0].Hint("nl"), "`pixels`") {
		t.Error(found)
	}
	o = options()
	o.Limits.Image = 100
	_, found, _ = New(t.Context(), fsys, wants(fsys), o)
	if got := codes(found); !slices.Equal(got, []string{"image-size"}) || !strings.Contains(found[0].Hint("fr"), "`image`") {
		t.Error(found)
	}
}

// TestPhotographs makes real photographs of every kind small, and compares them with what another scaler makes of them.
func TestPhotographs(t *testing.T) {
	goDir, xDir := goImages(t), xImages(t)
	for _, c := range []struct {
		file, address string
		transparent   bool
	}{
		{filepath.Join(goDir, "video-001.jpeg"), ".jpg", false},
		{filepath.Join(goDir, "video-001.progressive.jpeg"), ".jpg", false},
		{filepath.Join(goDir, "video-001.cmyk.jpeg"), ".jpg", false},
		{filepath.Join(goDir, "video-001.rgb.jpeg"), ".jpg", false},
		{filepath.Join(goDir, "video-001.221212.jpeg"), ".jpg", false},
		{filepath.Join(goDir, "video-005.gray.jpeg"), ".jpg", false},
		{filepath.Join(goDir, "video-001.png"), ".jpg", false},
		{filepath.Join(goDir, "video-005.gray.png"), ".jpg", false},
		{filepath.Join(goDir, "video-001.gif"), ".jpg", false},
		{filepath.Join(goDir, "video-001.interlaced.gif"), ".jpg", false},
		{filepath.Join(xDir, "go-turns-two-280x360.jpeg"), ".jpg", false},
		{filepath.Join(xDir, "yellow_rose.lossy.webp"), ".jpg", false},
		{filepath.Join(xDir, "yellow_rose.lossless.webp"), ".png", true},
		{filepath.Join(xDir, "yellow_rose.lossy-with-alpha.webp"), ".png", true},
		{filepath.Join(xDir, "tux.lossless.webp"), ".png", true},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			data, err := os.ReadFile(need(t, c.file, nil))
			if err != nil {
				t.Fatal(err)
			}
			h, err := readHeader(data)
			if err != nil {
				t.Fatal(err)
			}
			img, err := decode(data, h)
			if err != nil {
				t.Fatal(err)
			}
			fsys := files(map[string][]byte{filepath.Base(c.file): data})
			for address, out := range made(t, set(t, fsys, options())) {
				if strings.Contains(address, "share") {
					continue
				}
				if !strings.HasSuffix(address, c.address) {
					t.Errorf("published as %s", address)
				}
				got, _, err := image.Decode(bytes.NewReader(out))
				if err != nil {
					t.Fatal(err)
				}
				if got.Bounds().Dx() > h.width {
					t.Errorf("%s is larger than the original", address)
				}
				want := image.NewRGBA(got.Bounds())
				xdraw.CatmullRom.Scale(want, want.Rect, img, img.Bounds(), xdraw.Src, nil)
				if p := psnr(t, got, want); p < 28 {
					t.Errorf("%s: %.1f dB", address, p)
				}
				if opaque(toRGBA(got)) == c.transparent {
					t.Errorf("%s: transparent: %v", address, !c.transparent)
				}
			}
		})
	}
}

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

// TestSteps looks at the sizes that are made: none wider than the image, none nearly the same.
func TestSteps(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want []int
	}{
		{100, 50, []int{100}}, {480, 300, []int{480}}, {500, 300, []int{500}}, {1000, 10, []int{480, 800, 1000}}, {1250, 900, []int{480, 800, 1250}},
		{1900, 1000, []int{480, 800, 1200, 1800}}, {1, 3000, []int{1}}, {3000, 1, []int{480, 800, 1200, 1800}},
	} {
		s := set(t, files(map[string][]byte{"a.jpg": asJPEG(t, photo(c.w, c.h))}), options())
		var got []int
		for _, st := range s.images[folder+"a.jpg"].steps {
			got = append(got, st.width)
			data, err := st.files[0].Data()
			if err != nil {
				t.Fatal(err)
			}
			if d, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || d.Width != st.width || d.Height != st.height {
				t.Errorf("%d×%d: %v, %v; want %d×%d", c.w, c.h, d, err, st.width, st.height)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d×%d: %v, want %v", c.w, c.h, got, c.want)
		}
	}
}

// TestForms looks at what is published as which format.
func TestForms(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 90, 60))
	for i := range deep.Pix {
		deep.Pix[i] = uint8(i*i>>3) | 0x80
	}
	first, second := art(120, 80, false), photo(120, 80)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"photo.png":  {asPNG(t, photo(200, 100)), ".jpg"},
		"flat.png":   {asPNG(t, art(200, 100, false)), ".png"},
		"hole.png":   {asPNG(t, art(200, 100, true)), ".png"},
		"deep.png":   {asPNG(t, deep), ".png"},
		"moving.gif": {asGIF(t, first, second), ".png"},
		"art.jpg":    {asJPEG(t, first), ".jpg"},
	} {
		s := set(t, files(map[string][]byte{name: c.data}), options())
		for _, st := range s.images[folder+name].steps {
			if !strings.HasSuffix(st.files[0].Address, c.want) {
				t.Errorf("%s is published as %s", name, st.files[0].Address)
			}
		}
		if name == "moving.gif" {
			data, _ := s.images[folder+name].steps[0].files[0].Data()
			got, _, err := image.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if p := psnr(t, got, first); p < 20 {
				t.Errorf("the first frame is not shown: %.1f dB", p)
			}
		}
		if _, w, h := s.Share(folder + name); w == 0 || h == 0 {
			t.Errorf("%s has no version for sharing", name)
		}
	}
	// A frame that does not fill its GIF stays where it is.
	part := image.NewRGBA(image.Rect(0, 0, 20, 10))
	data := asGIF(t, part)
	data[6], data[8] = 40, 30 // the size of the whole
	s := set(t, files(map[string][]byte{"part.gif": data}), options())
	if w, h := s.images[folder+"part.gif"].shown(); w != 40 || h != 30 {
		t.Errorf("%d×%d", w, h)
	}
	made(t, s)
}

// TestShare looks where the focal point of a version for sharing ends up.
func TestShare(t *testing.T) {
	m := photo(2400, 1800)
	dot := color.RGBA{255, 0, 0, 255}
	for y := 1600; y < 1700; y++ {
		for x := 200; x < 300; x++ {
			m.SetRGBA(x, y, dot)
		}
	}
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, m), "small.png": asPNG(t, photo(500, 900)), "banner.jpg": asJPEG(t, photo(7200, 700))})
	list := wants(fsys)
	for i := range list {
		list[i].Focus = [2]float64{0.1, 0.92}
	}
	s, _, err := New(t.Context(), fsys, list, options())
	if err != nil {
		t.Fatal(err)
	}
	for name, size := range map[string][2]int{"a.jpg": {1200, 630}, "small.png": {500, 262}, "banner.jpg": {1200, 630}} {
		address, w, h := s.Share(folder + name)
		if w != size[0] || h != size[1] || !strings.HasPrefix(address, "assets/pictures/") {
			t.Errorf("%s: %s %d×%d", name, address, w, h)
		}
		data := made(t, s)[address]
		img, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if img.Bounds() != image.Rect(0, 0, w, h) {
			t.Errorf("%s: %v", name, img.Bounds())
		}
		if name == "a.jpg" {
			// The part shown is 2400×1260 from y = 540, at half its size.
			if r, g, _, _ := img.At(125, (1650-540)/2).RGBA(); r>>8 < 200 || g>>8 > 60 {
				t.Errorf("the focal point is not where it should be: %d %d", r>>8, g>>8)
			}
		}
	}
	if a, _, _ := s.Share("none"); a != "" {
		t.Error(a)
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

// TestSame makes the same images in other orders, by other numbers of jobs and under other paths.
func TestSame(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(900, 600)), "b.png": asPNG(t, art(640, 480, true)), "c.gif": asGIF(t, art(300, 200, false)),
		"content/partners/other/media/a.jpg": asJPEG(t, photo(900, 600))})
	o := options()
	o.Jobs = 1
	want := made(t, set(t, fsys, o))
	if len(want) != 3+3+2 { // the image that is there twice is published once
		t.Errorf("outputs: %v", slices.Sorted(maps.Keys(want)))
	}
	o.Jobs = 8
	list := wants(fsys)
	slices.Reverse(list)
	s, _, err := New(t.Context(), fsys, list, o)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]byte{}
	outputs := s.Outputs()
	results := make([][]byte, len(outputs))
	if err := s.each(t.Context(), len(outputs), func(i int) (err error) {
		results[i], err = outputs[i].Data()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for i, f := range outputs {
		got[f.Address] = results[i]
	}
	if !maps.EqualFunc(got, want, bytes.Equal) {
		t.Error("the order of the work shows in the result")
	}
}

// TestChanged changes an image between planning and making.
func TestChanged(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(60, 40))})
	s := set(t, fsys, options())
	fsys[folder+"a.jpg"].Data = asJPEG(t, photo(80, 40))
	if _, err := s.Outputs()[0].Data(); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
}

// TestPrevious reads again only what changed, and what may have.
func TestPrevious(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(60, 40)), "b.jpg": asJPEG(t, photo(61, 40)), "c.jpg": asJPEG(t, photo(62, 40))})
	fsys[folder+"c.jpg"].ModTime = time.Unix(2e9, 0)
	o := options()
	o.At = time.Unix(2e9, 1000)
	first := set(t, fsys, o)
	counted := &counting{FS: fsys, opened: map[string]int{}}
	fsys[folder+"b.jpg"].ModTime = time.Unix(1e9+1, 0)
	o.Previous = first
	s := set(t, counted, o)
	if want := map[string]int{folder + "b.jpg": 1, folder + "c.jpg": 1}; !maps.Equal(counted.opened, want) {
		t.Errorf("opened %v, want %v", counted.opened, want)
	}
	if !slices.EqualFunc(first.Outputs(), s.Outputs(), func(a, b File) bool { return a.Address == b.Address }) {
		t.Error("addresses differ")
	}
	o.Limits.Pixels, o.Previous = 100, s
	if _, found, _ := New(t.Context(), fsys, wants(fsys), o); len(found) != 3 {
		t.Error("a lower limit is not heeded")
	}
}

type counting struct {
	fs.FS
	opened map[string]int
}

func (c *counting) Open(p string) (fs.File, error) {
	if strings.HasSuffix(p, ".jpg") {
		c.opened[p]++
	}
	return c.FS.Open(p)
}

func (c *counting) Stat(p string) (fs.FileInfo, error) { return fs.Stat(c.FS, p) }

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(60, 40))})
	if _, _, err := New(ctx, fsys, wants(fsys), options()); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestSlug(t *testing.T) {
	for p, want := range map[string]string{"a/Show 2027 (final).JPG": "show-2027-final", "été.png": "t", "数.png": "image", "a/.png": "image",
		strings.Repeat("long-", 20) + ".jpg": "long-long-long-long-long-long-long-long", "--x--.gif": "x"} {
		if got := slug(p); got != want {
			t.Errorf("%s: %s, want %s", p, got, want)
		}
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
