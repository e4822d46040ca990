package picture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"maps"
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

// TestRation gives a partner only so many pixels in all, in the order of what is wanted, and does not decode the rest.
func TestRation(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(60, 40)), "b.jpg": asJPEG(t, photo(60, 41)), "c.jpg": asJPEG(t, photo(60, 42))})
	counted := &counting{FS: fsys, opened: map[string]int{}}
	o := options()
	o.Limits.PixelsPerPartner, o.Jobs = 60*(40+41), 1
	s, found, err := New(t.Context(), counted, wants(fsys), o)
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(found); !slices.Equal(got, []string{"image-many"}) || found[0].Args[0] != folder+"c.jpg" || !strings.Contains(found[0].Hint("en"), "`pixels_per_partner`") {
		t.Error(found)
	}
	if counted.opened[folder+"b.jpg"] != 2 || counted.opened[folder+"c.jpg"] != 1 || len(s.Outputs()) != 4 {
		t.Errorf("opened %v, made %v", counted.opened, s.Outputs())
	}
	o.Publisher = "momu"
	if _, found, _ = New(t.Context(), fsys, wants(fsys), o); len(found) > 0 {
		t.Error("of the publisher:", found)
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
	out := made(t, s)
	for name, size := range map[string][2]int{"a.jpg": {1200, 630}, "small.png": {500, 262}, "banner.jpg": {1200, 630}} {
		address, w, h := s.Share(folder + name)
		if w != size[0] || h != size[1] || !strings.HasPrefix(address, "assets/pictures/") {
			t.Errorf("%s: %s %d×%d", name, address, w, h)
		}
		img, err := jpeg.Decode(bytes.NewReader(out[address]))
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
	fsys["content/pages/about/d.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), ModTime: time.Unix(1e9, 0)}
	o := options()
	o.At = time.Unix(2e9, 1000)
	first := set(t, fsys, o)
	counted := &counting{FS: fsys, opened: map[string]int{}}
	fsys[folder+"b.jpg"].ModTime = time.Unix(1e9+1, 0)
	o.Previous, o.Jobs = first, 1 // as what counts is not made for more
	s := set(t, counted, o)
	// Once to know what it is, once to prove it.
	if want := map[string]int{folder + "b.jpg": 2, folder + "c.jpg": 2}; !maps.Equal(counted.opened, want) {
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

var update = flag.Bool("update", false, "write the golden files anew")

// TestRecipe pins the bytes that are made, as an address stands for them for ever. Where it fails though nothing was
// meant to change, Go's encoders did: raise the recipe, and run it with -update.
func TestRecipe(t *testing.T) {
	// Without compression, and of whole numbers, the input is the same everywhere.
	plain := func(m *image.RGBA) []byte {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	grain := image.NewRGBA(image.Rect(0, 0, 900, 500))
	seed := uint32(7)
	for i := range grain.Pix {
		seed = seed*1664525 + 1013904223
		grain.Pix[i] = uint8(100 + i%900/9 + int(seed>>27))
		if i%4 == 3 {
			grain.Pix[i] = 255
		}
	}
	fsys := files(map[string][]byte{"grain.png": plain(grain), "art.png": plain(art(700, 400, true))})
	var b strings.Builder
	out := made(t, set(t, fsys, options()))
	for _, address := range slices.Sorted(maps.Keys(out)) {
		fmt.Fprintf(&b, "%s %x\n", address, sha256.Sum256(out[address]))
	}
	const golden = "testdata/recipe.txt"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
