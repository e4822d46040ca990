package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// recipe names the way in which images are made. It is raised whenever the same image would be made into other bytes,
// so that no address ever stands for two of them.
const recipe = "1"

// quality is that of JPEG: at this one faults are hard to find in photographs.
const quality = 80

// flat says whether an image is drawn rather than photographed: few colours, in areas.
func flat(m *image.RGBA) bool {
	const few, many = 32, 4096
	colours := make(map[uint32]struct{}, many)
	same, of := 0, 0
	for y := range m.Rect.Dy() {
		row := m.Pix[y*m.Stride:][:4*m.Rect.Dx()]
		var last uint32
		for x := 0; x < len(row); x += 4 {
			c := uint32(row[x]) | uint32(row[x+1])<<8 | uint32(row[x+2])<<16 | uint32(row[x+3])<<24
			if x > 0 && c == last {
				same++
			} else if colours[c] = struct{}{}; len(colours) > many {
				return false
			}
			last = c
		}
		of += m.Rect.Dx() - 1
	}
	return len(colours) <= few || 2*same >= of
}

// opaque says whether nothing shines through.
func opaque(m *image.RGBA) bool { return m.Opaque() }

func encodeJPEG(m *image.RGBA) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

func encodePNG(m *image.RGBA, level png.CompressionLevel) ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: level}
	err := e.Encode(&b, smallest(m))
	return b.Bytes(), err
}

// smallest gives an image in the form that PNG writes in fewest bytes: with a palette where 256 colours do.
func smallest(m *image.RGBA) image.Image {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	paletted := image.NewPaletted(image.Rect(0, 0, w, h), nil)
	index := map[[4]uint8]uint8{}
	for y := range h {
		row := m.Pix[y*m.Stride:][:4*w]
		for x := range w {
			c := [4]uint8(row[4*x:])
			i, ok := index[c]
			if !ok {
				if len(index) == 256 {
					return straight(m)
				}
				i = uint8(len(index))
				index[c] = i
				paletted.Palette = append(paletted.Palette, color.NRGBAModel.Convert(color.RGBA{c[0], c[1], c[2], c[3]}))
			}
			paletted.Pix[y*paletted.Stride+x] = i
		}
	}
	return paletted
}

// straight undoes premultiplication, which PNG does not know.
func straight(m *image.RGBA) image.Image {
	if opaque(m) {
		return m
	}
	out := image.NewNRGBA(image.Rect(0, 0, m.Rect.Dx(), m.Rect.Dy()))
	for y := range out.Rect.Dy() {
		from, to := m.Pix[y*m.Stride:][:out.Stride], out.Pix[y*out.Stride:][:out.Stride]
		for x := 0; x < len(to); x += 4 {
			a := uint32(from[x+3])
			if a == 0 {
				continue
			}
			for c := range 3 {
				to[x+c] = uint8(min((uint32(from[x+c])*255+a/2)/a, 255))
			}
			to[x+3] = uint8(a)
		}
	}
	return out
}
