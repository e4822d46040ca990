package canvas

import (
	"cmp"
	"encoding/binary"
	"hash/adler32"
	"math/bits"
	"slices"
)

// Rows of a drawing of few colours, each written as what differs from the one above, are runs of zeros with a little in
// between. A deflate stream (RFC 1951) of runs alone, as one block with Huffman codes of its own, is smaller than what a
// general compressor finds in them, and takes a fraction of the time.

// The alphabet of literals and lengths: octets, the end of the block, and 29 codes for lengths from 3 to 258.
const (
	end     = 256
	symbols = 286
	longest = 258
	maxBits = 15
)

// A code is a Huffman code with its bits in the order in which they are written.
type code struct {
	bits   uint16
	length uint8
}

// lengthCode gives the symbol of a length of 3 to 258, with its extra bits and how many those are (3.2.5).
func lengthCode(n int) (symbol int, extra uint32, count uint8) {
	switch n -= 3; {
	case n == longest-3:
		return 285, 0, 0
	case n < 8:
		return 257 + n, 0, 0
	}
	count = uint8(bits.Len(uint(n)) - 3)
	return 257 + 4*int(count) + n>>count, uint32(n) & (1<<count - 1), count
}

// tokens cuts data into octets, and lengths of runs of the octet before: 256 and the length.
func tokens(out []uint16, data []byte) []uint16 {
	for i := 0; i < len(data); {
		b := data[i]
		j := i + 1
		same := uint64(b) * 0x0101010101010101
		for j+8 <= len(data) && binary.LittleEndian.Uint64(data[j:]) == same {
			j += 8
		}
		for j < len(data) && data[j] == b {
			j++
		}
		out = append(out, uint16(b))
		n := j - i - 1
		for ; n >= 3; n -= min(n, longest) {
			out = append(out, uint16(256+min(n, longest)))
		}
		for ; n > 0; n-- {
			out = append(out, uint16(b))
		}
		i = j
	}
	return out
}

// zlib appends data as a stream of RFC 1950. Its tokens are kept for the next time.
func (e *encoder) zlib(out, data []byte) []byte {
	e.tokens = tokens(e.tokens[:0], data)
	var often [symbols]int
	for _, t := range e.tokens {
		if t < 256 {
			often[t]++
		} else {
			s, _, _ := lengthCode(int(t) - 256)
			often[s]++
		}
	}
	often[end]++
	lengths := codeLengths(often[:])
	codes := canonical(lengths)

	w := bitWriter{out: append(out, 0x78, 0x01)}
	w.write(1|2<<1, 3)      // the last block, with codes of its own
	w.write(symbols-257, 5) // all symbols
	w.write(0, 5)           // one distance
	w.write(19-4, 4)        // all lengths of codes, of which those up to 15 have four bits each and the others none
	for _, n := range [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15} {
		if n <= maxBits {
			w.write(4, 3)
		} else {
			w.write(0, 3)
		}
	}
	for _, l := range lengths {
		w.write(uint32(bits.Reverse8(l)>>4), 4)
	}
	w.write(uint32(bits.Reverse8(1)>>4), 4) // the distance 1 has one bit, which is 0
	// What each token is written as, made once.
	var forms [256 + longest + 1]struct {
		bits  uint32
		count uint8
	}
	for t := range forms {
		switch {
		case t < 256:
			forms[t].bits, forms[t].count = uint32(codes[t].bits), codes[t].length
		case t >= 256+3:
			s, extra, count := lengthCode(t - 256)
			c := codes[s]
			forms[t].bits, forms[t].count = uint32(c.bits)|extra<<c.length, c.length+count+1
		}
	}
	for _, t := range e.tokens {
		f := &forms[t]
		w.write(f.bits, f.count)
	}
	w.write(uint32(codes[end].bits), codes[end].length)
	return binary.BigEndian.AppendUint32(w.flush(), adler32.Checksum(data))
}

// A bitWriter appends bits, the lowest first.
type bitWriter struct {
	out   []byte
	held  uint64
	count uint8
}

func (w *bitWriter) write(v uint32, n uint8) {
	w.held |= uint64(v) << w.count
	if w.count += n; w.count >= 32 {
		w.out = binary.LittleEndian.AppendUint32(w.out, uint32(w.held))
		w.held >>= 32
		w.count -= 32
	}
}

func (w *bitWriter) flush() []byte {
	for ; w.count > 0; w.count -= min(8, w.count) {
		w.out = append(w.out, byte(w.held))
		w.held >>= 8
	}
	return w.out
}

// codeLengths gives each symbol that occurs the length of its Huffman code, at most 15 bits.
func codeLengths(often []int) []uint8 {
	lengths := make([]uint8, len(often))
	type node struct{ weight, up int }
	var nodes []node
	var leaves []int // symbols by how often they occur, the rarest first
	for s, n := range often {
		if n > 0 {
			leaves = append(leaves, s)
		}
	}
	slices.SortStableFunc(leaves, func(a, b int) int { return cmp.Compare(often[a], often[b]) })
	if len(leaves) == 1 {
		lengths[leaves[0]] = 1
		return lengths
	}
	for _, s := range leaves {
		nodes = append(nodes, node{often[s], 0})
	}
	// The two lightest are joined until one is left: the joined ones come in the order of their weights.
	leaf, joined := 0, len(leaves)
	lightest := func() int {
		if joined == len(nodes) || leaf < len(leaves) && nodes[leaf].weight <= nodes[joined].weight {
			leaf++
			return leaf - 1
		}
		joined++
		return joined - 1
	}
	for len(nodes) < 2*len(leaves)-1 {
		a, b := lightest(), lightest()
		nodes = append(nodes, node{nodes[a].weight + nodes[b].weight, 0})
		nodes[a].up, nodes[b].up = len(nodes)-1, len(nodes)-1
	}
	depth := make([]int, len(nodes))
	room := 0 // how many codes of 15 bits there are still
	for i := len(nodes) - 2; i >= 0; i-- {
		depth[i] = depth[nodes[i].up] + 1
	}
	for i := range leaves {
		depth[i] = min(depth[i], maxBits)
		room += 1 << (maxBits - depth[i])
	}
	// Codes that had to be cut short take room from the rarest of the shorter ones.
	for i := 0; room > 1<<maxBits; i = (i + 1) % len(leaves) {
		if depth[i] < maxBits {
			depth[i]++
			room -= 1 << (maxBits - depth[i])
		}
	}
	for i, s := range leaves {
		lengths[s] = uint8(depth[i])
	}
	return lengths
}

// canonical gives the codes that follow from their lengths (3.2.2).
func canonical(lengths []uint8) []code {
	var count, next [maxBits + 1]int
	for _, l := range lengths {
		count[l]++
	}
	count[0] = 0
	for l := 1; l <= maxBits; l++ {
		next[l] = (next[l-1] + count[l-1]) << 1
	}
	codes := make([]code, len(lengths))
	for s, l := range lengths {
		if l > 0 {
			codes[s] = code{bits.Reverse16(uint16(next[l])) >> (16 - l), l}
			next[l]++
		}
	}
	return codes
}
