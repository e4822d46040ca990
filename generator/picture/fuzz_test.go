package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"testing"

	"modestad/generator/config"
)

func FuzzOrientation(f *testing.F) {
	for o := range uint16(10) {
		f.Add(exif(binary.BigEndian, o))
		f.Add(exif(binary.LittleEndian, o))
	}
	f.Add([]byte("II*\x00\xFF\xFF\xFF\xFF"))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\xFF\xFF"))
	f.Add([]byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		o := readOrientation(data)
		if o < 1 || o > 8 {
			t.Fatalf("%d", o)
		}
		m := photo(3, 2)
		if r := o.apply(m).Rect; r.Dx()*r.Dy() != 6 || o.swaps() != (r.Dx() == 2) {
			t.Fatalf("%d: %v", o, r)
		}
	})
}

// FuzzImage reads whatever it is given as an image, up to what is published of it.
func FuzzImage(f *testing.F) {
	f.Add(asJPEG(f, photo(40, 30)))
	f.Add(withEXIF(asJPEG(f, photo(16, 8)), exif(binary.BigEndian, 6)))
	f.Add(asPNG(f, art(40, 30, true)))
	f.Add(asGIF(f, art(9, 7, false), photo(9, 7)))
	f.Add(bomb(20000, 20000))
	f.Add(bomb(0, 0))
	f.Add([]byte("RIFF\x1E\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x02\x00\x00\x00\x63\x00\x00\x63\x00\x00"))
	f.Add([]byte("RIFF\x0C\x00\x00\x00WEBPEXIF\xFF\xFF\xFF\xFF"))
	f.Add([]byte("\xFF\xD8\xFF\xE1\x00\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sniffed := sniff(data)
		h, err := readHeader(data)
		if sniffed == "" && err == nil {
			t.Fatal("read without a format")
		}
		if err == nil && (h.width < 1 || h.height < 1) {
			t.Fatalf("%+v", h)
		}
		o := options()
		o.Limits = config.Limits{Image: 1 << 20, Pixels: 1 << 14}
		o.Jobs = 1
		ext := map[format]string{jpegFormat: "jpg", pngFormat: "png", gifFormat: "gif", webpFormat: "webp"}[sniffed]
		fsys := files(map[string][]byte{"a." + ext: data})
		s, found, err := New(t.Context(), fsys, wants(fsys), o)
		if err != nil {
			t.Fatal(err)
		}
		if (len(found) > 0) == (len(s.Outputs()) > 0) {
			t.Fatal("neither a finding nor an output, or both")
		}
		for _, out := range s.Outputs() {
			data, err := out.Data()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := readHeader(data); err != nil {
				t.Fatalf("%s: %v", out.Address, err)
			}
		}
	})
}

func FuzzDrawing(f *testing.F) {
	for _, s := range []string{
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g id="a" fill="url(#b)"><text>a &amp; b</text></g><use href="#a"/></svg>`,
		`<svg xmlns="http://www.w3.org/2000/svg"><style>.a{fill:red}</style><script/></svg>`,
		`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:path d="M0 0h1v1.5-.5z" style="fill:&quot;"/></s:svg>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, found := readDrawing("a.svg", data)
		if (d == nil) == (len(found) == 0) {
			t.Fatal("neither a drawing nor a finding, or both")
		}
		if d == nil {
			return
		}
		wellFormed(t, "", d.data)
		if again, found := readDrawing("a.svg", d.data); again == nil {
			t.Fatalf("what is published would not pass: %v\n%s", codes(found), d.data)
		}
	})
}

// FuzzHeader reads what stands before the pixels, and walks the pieces of every format: nothing is read behind the end, and
// the size is the one that the standard library sees.
func FuzzHeader(f *testing.F) {
	f.Add(asJPEG(f, photo(40, 30)))
	f.Add(withEXIF(asJPEG(f, photo(16, 8)), exif(binary.BigEndian, 6)))
	f.Add(asPNG(f, art(40, 30, true)))
	f.Add(asGIF(f, art(9, 7, false), photo(9, 7)))
	f.Add(bomb(20000, 20000))
	f.Add([]byte("RIFF\x1E\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x02\x00\x00\x00\x63\x00\x00\x63\x00\x00"))
	f.Add([]byte("RIFF\xFF\xFF\xFF\xFFWEBPEXIF\xFF\xFF\xFF\xFF"))
	f.Add([]byte("\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFeXIf"))
	f.Add([]byte("\xFF\xD8\xFF\xDA\xFF\xFF\xFF\xDA\x00\x00\xFF\xDA"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = walkJPEG(data)
		for _, kind := range []string{"eXIf", "IEND"} {
			chunkPNG(data, kind)
		}
		for _, kind := range []string{"VP8X", "EXIF"} {
			chunkWebP(data, kind)
		}
		h, err := readHeader(data)
		if err != nil {
			return
		}
		if h.width < 1 || h.height < 1 || h.turn < 1 || h.turn > 8 || h.format == "" {
			t.Fatalf("%+v", h)
		}
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != h.width || c.Height != h.height {
			t.Fatalf("%+v, and the standard library %+v, %v", h, c, err)
		}
	})
}
