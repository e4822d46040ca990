package markdown

import (
	"encoding/binary"
	"slices"
	"strings"
)

// A packed is a tree that waits: what a large site keeps of its millions of nodes, some five bytes for each and no
// pointer that the collector would follow.
type packed struct {
	code  string  // for each node, in the order of the text: kind and marks, level, length of its text, children
	text  string  // of all nodes, one after the other
	rare  []*more // of the nodes that have it
	notes []packed
	nodes int // without those of notes
}

// What else a node has, beside its kind.
const (
	kindBits   = 0x1f
	hasLevel   = 0x20
	hasText    = 0x40
	hasMore    = 0x80
	orderedBit = 1 // of the level
)

// A packer makes one. Notes are shared by all marks that lead to them, those within notes too.
type packer struct {
	code  []byte
	text  strings.Builder
	rare  []*more
	nodes int
	notes []*node
}

// pack packs the tree below root. It writes in code, which it gives back.
func pack(root *node, code []byte) (packed, []byte) {
	p := packer{code: code}
	out := p.one(root)
	for i := 0; i < len(p.notes); i++ {
		out.notes = append(out.notes, p.one(p.notes[i]))
	}
	return out, p.code
}

func (p *packer) one(root *node) packed {
	p.code, p.text, p.rare, p.nodes = p.code[:0], strings.Builder{}, nil, 0
	p.text.Grow(root.letters())
	p.add(root)
	return packed{code: string(p.code), text: p.text.String(), rare: slices.Clip(p.rare), nodes: p.nodes}
}

// letters gives how long the texts of n and of what it holds are together.
func (n *node) letters() int {
	size := len(n.text)
	for _, c := range n.children {
		size += c.letters()
	}
	return size
}

func (p *packer) add(n *node) {
	p.nodes++
	at := len(p.code)
	p.code = append(p.code, byte(n.kind))
	level := uint64(uint32(n.level)) << 1
	if n.ordered {
		level |= orderedBit
	}
	if n.note != nil {
		i := slices.Index(p.notes, n.note)
		if i < 0 {
			i = len(p.notes)
			p.notes = append(p.notes, n.note)
		}
		level = uint64(i)
	}
	if level != 0 {
		p.code[at] |= hasLevel
		p.code = binary.AppendUvarint(p.code, level)
	}
	if n.text != "" {
		p.code[at] |= hasText
		p.code = binary.AppendUvarint(p.code, uint64(len(n.text)))
		p.text.WriteString(n.text)
	}
	if n.more != nil {
		p.code[at] |= hasMore
		p.rare = append(p.rare, n.more)
	}
	if n.kind.leaf() {
		return
	}
	p.code = binary.AppendUvarint(p.code, uint64(len(n.children)))
	for _, c := range n.children {
		p.add(c)
	}
}

// read gives the tree again to one who looks at it, for the time of the call, with room to write: what look gives is
// the room as it is then.
func (p *packed) read(look func(root *node, out []byte) []byte) {
	if p.nodes == 0 {
		look(&node{}, nil)
		return
	}
	r := rooms.Get().(*room)
	u := unpacker{room: r}
	u.marks = make([]*node, len(p.notes))
	for i := range u.marks {
		u.marks[i] = r.node()
	}
	for i := range p.notes {
		u.packed = p.notes[i]
		*u.marks[i] = *u.next()
	}
	u.packed = *p
	r.bytes = look(u.next(), r.bytes[:0])
	r.leave()
}

// An unpacker reads a packed from its front.
type unpacker struct {
	packed
	room  *room
	marks []*node
}

func (u *unpacker) next() *node {
	n := u.room.node()
	head := u.code[0]
	u.code = u.code[1:]
	n.kind = kind(head & kindBits)
	if head&hasLevel != 0 {
		level := u.number()
		n.level, n.ordered = int32(uint32(level>>1)), level&orderedBit != 0
		if n.kind == kindNote {
			n.level, n.ordered, n.note = 0, false, u.marks[level]
		}
	} else if n.kind == kindNote {
		n.note = u.marks[0]
	}
	if head&hasText != 0 {
		size := u.number()
		n.text, u.text = u.text[:size], u.text[size:]
	}
	if head&hasMore != 0 {
		n.more, u.rare = u.rare[0], u.rare[1:]
	}
	if n.kind.leaf() {
		return n
	}
	if count := u.number(); count > 0 {
		n.children = u.room.list(int(count))[:count]
		for i := range n.children {
			n.children[i] = u.next()
		}
	}
	return n
}

// number reads a number as encoding/binary writes it.
func (u *unpacker) number() uint64 {
	var out uint64
	for shift := 0; ; shift += 7 {
		b := u.code[0]
		u.code = u.code[1:]
		out |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return out
		}
	}
}
