package lettering

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"modestad/generator/compress"
)

// maxFont is how large a font may be once it is unpacked, in octets.
const maxFont = 16 << 20

var errFont = errors.New("no font that can be read")

// A table of a font file.
type table struct {
	tag         string
	size, kept  int // as it was, and as it is kept
	transformed bool
	data        []byte
}

// tags are those that WOFF 2 knows by a number (W3C WOFF File Format 2.0, 5.1).
const tags = "cmapheadhheahmtxmaxpnameOS/2postcvt fpgmglyflocaprepCFF VORGEBDTEBLCgasphdmxkernLTSHPCLTVDMXvheavmtxBASEGDEFGPOSGSUBEBSCJSTFMATHCBDTCBLC" +
	"COLRCPALSVG sbixacntavarbdatblocbslncvarfdscfeatfmtxfvargvarhstyjustlcarmortmorxopbdproptrakZapfSilfGlatGlocFeatSill"

// A reader reads numbers, most significant octet first. After the end it gives zeros, and failed says so.
type reader struct {
	b      []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.failed, r.b = true, nil
		return nil
	}
	out := r.b[:n:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) number(n int) int {
	v := 0
	for _, b := range r.take(n) {
		v = v<<8 | int(b)
	}
	return v
}

func (r *reader) u8() int  { return r.number(1) }
func (r *reader) u16() int { return r.number(2) }
func (r *reader) i16() int { return int(int16(r.number(2))) }
func (r *reader) u32() int { return r.number(4) }

// base128 is a number in as many octets as it needs (4.1).
func (r *reader) base128() int {
	v := 0
	for range 5 {
		b := r.u8()
		v = v<<7 | b&0x7f
		if b&0x80 == 0 {
			return v
		}
	}
	r.failed = true
	return 0
}

// short is a small number (255UInt16, 6.1.1).
func (r *reader) short() int {
	switch b := r.u8(); b {
	case 253:
		return r.u16()
	case 254:
		return r.u8() + 506
	case 255:
		return r.u8() + 253
	default:
		return b
	}
}

// unpack gives a font of WOFF 2 as OpenType; any other as it is.
func unpack(data []byte) ([]byte, error) {
	if len(data) < 4 || string(data[:4]) != "wOF2" {
		return data, nil
	}
	r := &reader{b: data[4:]}
	flavour := r.u32()
	r.u32()
	count := r.u16()
	r.u16()
	r.u32()
	packed := r.u32()
	r.take(24)
	var list []*table
	for range count {
		flags := r.u8()
		t := &table{}
		if n := flags & 63; n == 63 {
			t.tag = string(r.take(4))
		} else {
			t.tag = tags[n*4 : n*4+4]
		}
		t.size = r.base128()
		t.kept = t.size
		version := flags >> 6
		if t.transformed = version != 0; t.tag == "glyf" || t.tag == "loca" {
			t.transformed = version != 3
		}
		if t.transformed {
			t.kept = r.base128()
		}
		if r.failed || t.size > maxFont || t.kept > maxFont {
			return nil, errFont
		}
		list = append(list, t)
	}
	if flavour == 0x74746366 {
		return nil, fmt.Errorf("a collection of fonts: %w", errFont)
	}
	body, err := compress.Expand(r.take(packed), maxFont)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errFont, err)
	}
	all := &reader{b: body}
	tables := map[string]*table{}
	for _, t := range list {
		t.data = all.take(t.kept)
		tables[t.tag] = t
	}
	if r.failed || all.failed {
		return nil, errFont
	}
	if err := rebuild(tables); err != nil {
		return nil, err
	}
	return assemble(flavour, list), nil
}

// rebuild undoes the transformations of the tables that glyphs are made of.
func rebuild(tables map[string]*table) error {
	glyf, loca, hmtx := tables["glyf"], tables["loca"], tables["hmtx"]
	var g glyphs
	if glyf != nil && glyf.transformed {
		head := tables["head"]
		if loca == nil || head == nil || len(head.data) < 54 || !g.read(glyf.data) {
			return errFont
		}
		glyf.data, loca.data = g.outlines, g.places
		head.data = slices.Clone(head.data)
		binary.BigEndian.PutUint16(head.data[50:], 1) // places are four octets long
	}
	if hmtx != nil && hmtx.transformed {
		hhea := tables["hhea"]
		if hhea == nil || len(hhea.data) < 36 || g.left == nil {
			return errFont
		}
		r := &reader{b: hmtx.data}
		flags, n := r.u8(), int(binary.BigEndian.Uint16(hhea.data[34:]))
		var advances []int
		for range n {
			advances = append(advances, r.u16())
		}
		var out []byte
		for i, left := range g.left {
			if i < n && flags&1 == 0 || i >= n && flags&2 == 0 {
				left = r.i16()
			}
			if i < n {
				out = binary.BigEndian.AppendUint16(out, uint16(advances[i]))
			}
			out = binary.BigEndian.AppendUint16(out, uint16(left))
		}
		if r.failed || n > len(g.left) {
			return errFont
		}
		hmtx.data = out
	}
	return nil
}

// glyphs are the outlines as the tables glyf and loca hold them, and where each begins at the left.
type glyphs struct {
	outlines, places []byte
	left             []int
}

// read undoes the transformation of the table glyf (5.1).
func (g *glyphs) read(data []byte) bool {
	h := &reader{b: data}
	h.u16()
	h.u16() // says that some outlines overlap, which matters to nobody here
	count := h.u16()
	h.u16()
	var sizes [7]int
	for i := range sizes {
		sizes[i] = h.u32()
	}
	var s [7]reader // contours, points, flags, triplets, composites, boxes, instructions
	for i := range s {
		s[i].b = h.take(sizes[i])
	}
	boxes := s[5].take((count + 31) / 32 * 4)
	if h.failed || s[5].failed {
		return false
	}
	put := func(v int) { g.outlines = binary.BigEndian.AppendUint16(g.outlines, uint16(v)) }
	box := func() [4]int { return [4]int{s[5].i16(), s[5].i16(), s[5].i16(), s[5].i16()} }
	for i := range count {
		g.places = binary.BigEndian.AppendUint32(g.places, uint32(len(g.outlines)))
		own := boxes[i/8]&(0x80>>(i%8)) != 0
		left := 0
		switch n := s[0].i16(); {
		case n == 0:
		case n > 0:
			var ends []int
			total := 0
			for range n {
				total += s[1].short()
				ends = append(ends, total-1)
			}
			if total > maxFont/8 || s[1].failed {
				return false
			}
			on, xs, ys := make([]byte, total), make([]int, total), make([]int, total)
			x, y := 0, 0
			var b [4]int
			for k := range total {
				flag := s[2].u8()
				dx, dy := triplet(flag&0x7f, &s[3])
				x, y = x+dx, y+dy
				on[k], xs[k], ys[k] = byte(1-flag>>7), dx, dy
				if k == 0 {
					b = [4]int{x, y, x, y}
				}
				b = [4]int{min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)}
			}
			instructions := s[6].take(s[3].short())
			if own {
				b = box()
			}
			left = b[0]
			put(n)
			for _, v := range b {
				put(v)
			}
			for _, v := range ends {
				put(v)
			}
			put(len(instructions))
			g.outlines = append(append(g.outlines, instructions...), on...)
			for _, v := range xs {
				put(v)
			}
			for _, v := range ys {
				put(v)
			}
		default:
			if !own {
				return false
			}
			put(n)
			b := box()
			left = b[0]
			for _, v := range b {
				put(v)
			}
			hinted := false
			for more := true; more && !s[4].failed; {
				flags := s[4].u16()
				size := 2 + 2
				if flags&1 != 0 {
					size += 2
				}
				switch {
				case flags&8 != 0:
					size += 2
				case flags&0x40 != 0:
					size += 4
				case flags&0x80 != 0:
					size += 8
				}
				put(flags)
				g.outlines = append(g.outlines, s[4].take(size)...)
				hinted, more = hinted || flags&0x100 != 0, flags&0x20 != 0
			}
			if hinted {
				instructions := s[6].take(s[3].short())
				put(len(instructions))
				g.outlines = append(g.outlines, instructions...)
			}
		}
		g.left = append(g.left, left)
		for len(g.outlines)%4 != 0 {
			g.outlines = append(g.outlines, 0)
		}
		for k := range s {
			if s[k].failed {
				return false
			}
		}
	}
	g.places = binary.BigEndian.AppendUint32(g.places, uint32(len(g.outlines)))
	return true
}

// triplet reads how far a point lies from the one before (5.2).
func triplet(flag int, r *reader) (dx, dy int) {
	sign := func(bit, v int) int {
		if flag>>bit&1 == 0 {
			return -v
		}
		return v
	}
	switch {
	case flag < 10:
		return 0, sign(0, (flag&14)<<7+r.u8())
	case flag < 20:
		return sign(0, ((flag-10)&14)<<7+r.u8()), 0
	case flag < 84:
		b0, b1 := flag-20, r.u8()
		return sign(0, 1+b0&0x30+b1>>4), sign(1, 1+(b0&0x0c)<<2+b1&0x0f)
	case flag < 120:
		b0, b1 := flag-84, r.u8()
		return sign(0, 1+b0/12<<8+b1), sign(1, 1+(b0%12>>2)<<8+r.u8())
	case flag < 124:
		b1, b2 := r.u8(), r.u8()
		return sign(0, b1<<4+b2>>4), sign(1, (b2&0x0f)<<8+r.u8())
	}
	return sign(0, r.u16()), sign(1, r.u16())
}

// assemble writes tables as a font file of OpenType. Sums are left out: nobody here asks for them.
func assemble(flavour int, list []*table) []byte {
	slices.SortFunc(list, func(a, b *table) int { return cmp.Compare(a.tag, b.tag) })
	out := binary.BigEndian.AppendUint32(nil, uint32(flavour))
	out = binary.BigEndian.AppendUint16(out, uint16(len(list)))
	out = append(out, 0, 0, 0, 0, 0, 0)
	at := 12 + 16*len(list)
	for _, t := range list {
		out = append(append(out, t.tag...), 0, 0, 0, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) / 4 * 4
	}
	for _, t := range list {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}
