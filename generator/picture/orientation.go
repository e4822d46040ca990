package picture

import (
	"bytes"
	"encoding/binary"
	"image"
)

// An orientation is how a stored image is to be turned before it is shown: EXIF 2.32, 4.6.4, tag 274, with its values
// 1 to 8.
type orientation uint8

const upright orientation = 1

// readOrientation reads the orientation, and nothing else, from EXIF data, which are a TIFF header and directories.
// What is missing, broken or unknown is upright.
func readOrientation(exif []byte) orientation {
	exif = bytes.TrimPrefix(exif, []byte("Exif\x00\x00")) // some writers of WebP repeat what belongs to JPEG
	if len(exif) < 8 {
		return upright
	}
	var order binary.ByteOrder
	switch string(exif[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return upright
	}
	at := int64(order.Uint32(exif[4:]))
	if at < 8 || at+2 > int64(len(exif)) {
		return upright
	}
	entries := exif[at+2:]
	for range order.Uint16(exif[at:]) {
		if len(entries) < 12 {
			return upright
		}
		const tag, short = 0x0112, 3
		if order.Uint16(entries) == tag {
			value := orientation(min(order.Uint16(entries[8:]), 255))
			if order.Uint16(entries[2:]) != short || order.Uint32(entries[4:]) != 1 || value < 1 || value > 8 {
				return upright
			}
			return value
		}
		entries = entries[12:]
	}
	return upright
}

// swaps says whether width and height change places.
func (o orientation) swaps() bool { return o >= 5 && o <= 8 }

// apply turns an image.
func (o orientation) apply(m *image.RGBA) *image.RGBA {
	if o <= upright || o > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	// Where the stored pixel x, y goes: start + x*right + y*down, in pixels of the new image.
	nw, nh := w, h
	if o.swaps() {
		nw, nh = h, w
	}
	var start, right, down int
	switch o {
	case 2: // mirrored
		start, right, down = nw-1, -1, nw
	case 3: // upside down
		start, right, down = nw*nh-1, -1, -nw
	case 4: // mirrored, upside down
		start, right, down = (nh-1)*nw, 1, -nw
	case 5: // transposed
		start, right, down = 0, nw, 1
	case 6: // to be turned clockwise
		start, right, down = nw-1, nw, -1
	case 7: // transversed
		start, right, down = nw*nh-1, -nw, -1
	case 8: // to be turned counter-clockwise
		start, right, down = (nh-1)*nw, -nw, 1
	}
	out := image.NewRGBA(image.Rect(0, 0, nw, nh))
	for y := range h {
		row := m.Pix[y*m.Stride:][:4*w]
		to := start + y*down
		for x := 0; x < len(row); x += 4 {
			copy(out.Pix[4*to:4*to+4], row[x:x+4])
			to += right
		}
	}
	return out
}
