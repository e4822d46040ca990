package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/source"
)

// photo draws something with the statistics of a photograph: soft shapes, grain, no two neighbours alike.
func photo(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	seed := uint32(1)
	across := make([]float64, w)
	for x := range across {
		across[x] = 60 * math.Sin(7*float64(x)/float64(w))
	}
	for y := range h {
		v := float64(y) / float64(h)
		down := 128 + 40*math.Cos(11*v+2)
		for x := range w {
			seed = seed*1664525 + 1013904223
			grain := float64(seed>>24)/16 - 8
			u := float64(x) / float64(w)
			light := down + across[x]
			m.SetRGBA(x, y, color.RGBA{tone(light + 30*u + grain), tone(light - 20*v + grain), tone(0.8*light + grain), 255})
		}
	}
	return m
}

func tone(f float64) uint8 { return uint8(max(0, min(f, 255))) }

// art draws a few areas of one colour each; with a hole where it is to be transparent.
func art(w, h int, hole bool) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	colours := []color.RGBA{{200, 30, 60, 255}, {20, 40, 90, 255}, {240, 230, 210, 255}}
	for y := range h {
		for x := range w {
			c := colours[(x*3/w+y*3/h)%3]
			if hole && x > w/3 && x < w/2 && y > h/3 && y < h/2 {
				c = color.RGBA{}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asGIF(t testing.TB, frames ...image.Image) []byte {
	t.Helper()
	g := gif.GIF{}
	for _, m := range frames {
		p := image.NewPaletted(m.Bounds(), palette.WebSafe)
		for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
			for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
				p.Set(x, y, m.At(x, y))
			}
		}
		g.Image, g.Delay = append(g.Image, p), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif makes EXIF data that hold an orientation, and a place after it.
func exif(order binary.AppendByteOrder, o uint16) []byte {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	for _, e := range [][4]uint16{{0x010F, 2, 4, 0}, {0x0112, 3, 1, o}} {
		b = order.AppendUint16(b, e[0])
		b = order.AppendUint16(b, e[1])
		b = order.AppendUint32(b, uint32(e[2]))
		b = order.AppendUint16(b, e[3])
		b = order.AppendUint16(b, 0)
	}
	b = order.AppendUint32(b, 0)
	return append(b, "GPS 51.2167 4.3996 SECRET"...)
}

// withEXIF puts EXIF data into a JPEG.
func withEXIF(data, exif []byte) []byte {
	body := append([]byte("Exif\x00\x00"), exif...)
	segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(body)+2))
	return slices.Concat(data[:2], segment, body, data[2:])
}

// chunk makes a chunk of a PNG.
func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// bomb is a PNG that claims to be large, and holds nothing.
func bomb(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	head = append(head, 8, 6, 0, 0, 0)
	return slices.Concat([]byte("\x89PNG\r\n\x1A\n"), chunk("IHDR", head), chunk("IDAT", []byte{0x78, 0x9C, 0x63, 0, 0}), chunk("IEND", nil))
}

const folder = "content/partners/momu/media/"

// files puts files into the folder of a partner.
func files(list map[string][]byte) fstest.MapFS {
	out := fstest.MapFS{}
	for name, data := range list {
		if !strings.Contains(name, "/") {
			name = folder + name
		}
		out[name] = &fstest.MapFile{Data: data, ModTime: time.Unix(1e9, 0)}
	}
	return out
}

func options() Options {
	return Options{Publisher: "city", Limits: config.DefaultLimits(), URL: func(a string) string { return "/base/" + a }}
}

// wants asks for all files.
func wants(fsys fs.FS) []Want {
	var out []Want
	event := &source.File{Path: "content/partners/momu/events/show.toml", Data: []byte("image = \"media/show.jpg\"\n")}
	fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, Want{Path: p, At: event.Span(8, 24), Focus: [2]float64{0.5, 0.5}, Share: true})
		}
		return err
	})
	return out
}

// set makes a set, and allows no findings.
func set(t testing.TB, fsys fs.FS, o Options) *Set {
	t.Helper()
	s, found, err := New(t.Context(), fsys, wants(fsys), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Fatal(f.Message("en"))
	}
	return s
}

// codes gives the codes of findings.
func codes(found diag.List) []string {
	out := []string{}
	for _, f := range found {
		out = append(out, f.Code)
	}
	return out
}

// made makes all outputs.
func made(t testing.TB, s *Set) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, f := range s.Outputs() {
		data, err := f.Data()
		if err != nil {
			t.Fatal(err)
		}
		out[f.Address] = data
	}
	return out
}

// need gives the path of what lies outside the module, or skips where it is missing; MODESTAD_ORACLES=1 demands it.
func need(t testing.TB, path string, err error) string {
	t.Helper()
	if err == nil {
		_, err = os.Stat(path)
	}
	if err == nil {
		return path
	}
	if os.Getenv("MODESTAD_ORACLES") == "1" {
		t.Fatal(err)
	}
	t.Skipf("missing: %v", err)
	return ""
}

// goImages is the folder of images that Go's own sources hold; real photographs among them.
func goImages(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	return need(t, filepath.Join(strings.TrimSpace(string(out)), "src", "image", "testdata"), err)
}

// xImages is the same of golang.org/x/image.
func xImages(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/image").Output()
	return need(t, filepath.Join(strings.TrimSpace(string(out)), "testdata"), err)
}

// psnr compares two images of one size, in decibels; over 30 they look alike.
func psnr(t testing.TB, a, b image.Image) float64 {
	t.Helper()
	m, n := toRGBA(a), toRGBA(b)
	if m.Rect != n.Rect {
		t.Fatalf("sizes differ: %v and %v", m.Rect, n.Rect)
	}
	var sum float64
	for y := range m.Rect.Dy() {
		for x := range 4 * m.Rect.Dx() {
			d := float64(m.Pix[y*m.Stride+x]) - float64(n.Pix[y*n.Stride+x])
			sum += d * d
		}
	}
	if sum == 0 {
		return math.Inf(1)
	}
	return 10 * math.Log10(255*255*float64(4*m.Rect.Dx()*m.Rect.Dy())/sum)
}
