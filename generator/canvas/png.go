package canvas

import (
	"encoding/binary"
	"hash/crc32"
)

// An encoder keeps what writing a PNG takes.
type encoder struct {
	out    []byte
	rows   []byte
	tokens []uint16
}

// PNG writes the picture, four bits a pixel. The bytes are valid until the next picture is written.
func (c *Canvas) PNG() []byte {
	e := &c.encoder
	out := append(e.out[:0], "\x89PNG\r\n\x1a\n"...)
	out = chunk(out, "IHDR", func(b []byte) []byte {
		b = binary.BigEndian.AppendUint32(b, uint32(c.Width))
		b = binary.BigEndian.AppendUint32(b, uint32(c.Height))
		return append(b, 4, 3, 0, 0, 0) // four bits of an index into the palette
	})
	out = chunk(out, "PLTE", func(b []byte) []byte {
		for _, x := range c.palette.colours {
			b = append(b, x.R, x.G, x.B)
		}
		return b
	})
	c.filter()
	out = chunk(out, "IDAT", func(b []byte) []byte { return e.zlib(b, e.rows) })
	e.out = chunk(out, "IEND", func(b []byte) []byte { return b })
	return e.out
}

// chunk appends a chunk: its length, its name, what write appends, and the sum of the last two.
func chunk(out []byte, name string, write func([]byte) []byte) []byte {
	at := len(out)
	out = write(append(append(out, 0, 0, 0, 0), name...))
	binary.BigEndian.PutUint32(out[at:], uint32(len(out)-at-8))
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[at+4:]))
}

// up is the filter that writes how a row differs from the one above: most rows do nowhere.
const up = 2

// filter packs the rows, and makes them differences from the last one up. Each stands after the number of its filter.
func (c *Canvas) filter() {
	e := &c.encoder
	stride := 1 + (c.Width+1)/2
	if n := stride * c.Height; cap(e.rows) < n {
		e.rows = make([]byte, n)
	} else {
		e.rows = e.rows[:n]
	}
	for y := range c.Height {
		pack(e.rows[y*stride+1:(y+1)*stride], c.Pixels[y*c.Width:(y+1)*c.Width])
	}
	for y := c.Height - 1; y >= 0; y-- {
		row := e.rows[y*stride : (y+1)*stride]
		row[0] = up
		if y > 0 {
			less(row[1:], e.rows[(y-1)*stride+1:y*stride])
		}
	}
}

// pack puts two pixels into each octet, eight pixels at a time.
func pack(to, from []uint8) {
	const low = 0x000f000f000f000f
	to = to[:(len(from)+1)/2]
	i := 0
	for ; i+8 <= len(from); i += 8 {
		x := binary.LittleEndian.Uint64(from[i:])
		x = x&low<<4 | x>>8&low
		x = (x | x>>8) & 0x0000ffff0000ffff
		binary.LittleEndian.PutUint32(to[i/2:], uint32(x|x>>16))
	}
	for ; i < len(from); i++ {
		if i%2 == 0 {
			to[i/2] = from[i] << 4
		} else {
			to[i/2] |= from[i]
		}
	}
}

// less takes one row from another, octet by octet: eight at a time, without a borrow from one to the next.
func less(row, above []uint8) {
	const high = 0x8080808080808080
	above = above[:len(row)]
	i := 0
	for ; i+8 <= len(row); i += 8 {
		a, b := binary.LittleEndian.Uint64(row[i:]), binary.LittleEndian.Uint64(above[i:])
		if a == b {
			binary.LittleEndian.PutUint64(row[i:], 0)
			continue
		}
		binary.LittleEndian.PutUint64(row[i:], ((a|high)-(b&^high))^((a^^b)&high))
	}
	for ; i < len(row); i++ {
		row[i] -= above[i]
	}
}
