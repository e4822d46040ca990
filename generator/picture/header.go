package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// A format is a kind of raster file, as its bytes say it.
type format string

const (
	jpegFormat format = "JPEG"
	pngFormat  format = "PNG"
	webpFormat format = "WebP"
	gifFormat  format = "GIF"
)

// formats are the extensions that each format may have.
var formats = map[string]format{".jpg": jpegFormat, ".jpeg": jpegFormat, ".png": pngFormat, ".webp": webpFormat, ".gif": gifFormat}

// sniff tells the format by the first bytes; empty where they are none of ours.
func sniff(data []byte) format {
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xD8\xFF")):
		return jpegFormat
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1A\n")):
		return pngFormat
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return webpFormat
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return gifFormat
	}
	return ""
}

// A header is what is known of an image before a pixel of it is decoded. Width and Height are as stored, not as shown.
type header struct {
	format        format
	width, height int
	turn          orientation
	animated      bool // in a way that no still can be taken of
	lossy         bool // by its format it is a photograph without transparency
}

// maxScans is how many scans a progressive JPEG may have. Each costs a walk over all pixels and next to no bytes;
// encoders write about ten.
const maxScans = 64

var errBroken = errors.New("broken image")

// readHeader reads what stands before the pixels. It does not allocate by what the file claims.
func readHeader(data []byte) (h header, err error) {
	defer caught(&err)
	h = header{format: sniff(data), turn: upright}
	var c image.Config
	r := bytes.NewReader(data)
	switch h.format {
	case jpegFormat:
		c, err = jpeg.DecodeConfig(r)
		exif, scans := walkJPEG(data)
		if scans > maxScans {
			return h, fmt.Errorf("%w: %d scans", errBroken, scans)
		}
		h.turn, h.lossy = readOrientation(exif), true
	case pngFormat:
		c, err = png.DecodeConfig(r)
		h.turn = readOrientation(chunkPNG(data, "eXIf"))
	case webpFormat:
		if flags := chunkWebP(data, "VP8X"); len(flags) > 0 && flags[0]&0x02 != 0 {
			h.animated = true
		}
		c, err = webp.DecodeConfig(r)
		h.turn, h.lossy = readOrientation(chunkWebP(data, "EXIF")), len(data) > 15 && string(data[12:16]) == "VP8 "
	case gifFormat:
		c, err = gif.DecodeConfig(r)
	default:
		return h, errBroken
	}
	h.width, h.height = c.Width, c.Height
	if err == nil && (h.width < 1 || h.height < 1) {
		err = fmt.Errorf("%w: %d×%d pixels", errBroken, h.width, h.height)
	}
	return h, err
}

// decode gives an image's pixels, of an animation its first picture. What it allocates follows from the header.
func decode(data []byte, h header) (img image.Image, err error) {
	defer caught(&err)
	r := bytes.NewReader(data)
	switch h.format {
	case jpegFormat:
		img, err = jpeg.Decode(r)
	case pngFormat:
		img, err = png.Decode(r)
	case webpFormat:
		img, err = webp.Decode(r)
	case gifFormat:
		if img, err = gif.Decode(r); err == nil {
			img = onCanvas(img, h.width, h.height)
		}
	default:
		return nil, errBroken
	}
	if err != nil {
		return nil, err
	}
	if b := img.Bounds(); b.Dx() != h.width || b.Dy() != h.height {
		return nil, fmt.Errorf("%w: %v is not %d×%d", errBroken, b, h.width, h.height)
	}
	return img, nil
}

// onCanvas puts a first frame that is smaller than its GIF where it belongs.
func onCanvas(frame image.Image, width, height int) image.Image {
	canvas := image.Rect(0, 0, width, height)
	if frame.Bounds() == canvas {
		return frame
	}
	out := image.NewRGBA(canvas)
	draw.Draw(out, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return out
}

// caught makes an error of a decoder's panic.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", errBroken, p)
	}
}

// toRGBA converts to the one form that all else works on, premultiplied and from 0, 0.
func toRGBA(img image.Image) *image.RGBA {
	b := img.Bounds()
	if m, ok := img.(*image.RGBA); ok && b.Min == (image.Point{}) {
		return m
	}
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Rect, img, b.Min, draw.Src)
	return out
}

// onWhite lays an image that may be transparent on white paper.
func onWhite(m *image.RGBA) *image.RGBA {
	out := image.NewRGBA(m.Rect)
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, m, m.Rect.Min, draw.Over)
	return out
}

// walkJPEG goes over a JPEG's segments (ITU T.81, annex B) and gives its first EXIF data and the number of its scans.
func walkJPEG(data []byte) (exif []byte, scans int) {
	const (
		eoi, sos, app1 = 0xD9, 0xDA, 0xE1
		tem, rst0      = 0x01, 0xD0
	)
	for i := 2; i+1 < len(data); {
		if data[i] != 0xFF {
			i++ // entropy-coded data, or garbage that decoders skip
			continue
		}
		switch m := data[i+1]; {
		case m == 0xFF: // fill
			i++
		case m == eoi:
			return exif, scans
		case m == 0, m == tem, m >= rst0 && m < eoi: // a byte of data; markers without a segment
			i += 2
		default:
			if i+4 > len(data) {
				return exif, scans
			}
			size := int(binary.BigEndian.Uint16(data[i+2:]))
			end := i + 2 + size
			if size < 2 || end > len(data) {
				return exif, scans
			}
			body := data[i+4 : end]
			if m == sos {
				scans++
			}
			if m == app1 && exif == nil && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
				exif = body[6:]
			}
			i = end
		}
	}
	return exif, scans
}

// chunkPNG gives the first chunk of a kind (PNG, third edition, 5.3).
func chunkPNG(data []byte, kind string) []byte {
	for i := 8; i+12 <= len(data); {
		n := int64(binary.BigEndian.Uint32(data[i:]))
		end := int64(i) + 8 + n
		if end+4 > int64(len(data)) {
			return nil
		}
		if string(data[i+4:i+8]) == kind {
			return data[i+8 : end]
		}
		i = int(end) + 4
	}
	return nil
}

// chunkWebP gives the first chunk of a kind (RFC 9649, 2.3).
func chunkWebP(data []byte, kind string) []byte {
	for i := 12; i+8 <= len(data); {
		n := int64(binary.LittleEndian.Uint32(data[i+4:]))
		end := int64(i) + 8 + n
		if end > int64(len(data)) {
			return nil
		}
		if string(data[i:i+4]) == kind {
			return data[i+8 : end]
		}
		i = int(end + n&1)
	}
	return nil
}
