package markdown

import "sync"

// A room is where a tree stands, and what is written of it: for as long as one is built and packed, or read, and then for
// the next. A text is read a few times by all that comes of it, and each time for a moment.
type room struct {
	nodes []node // of which some are taken
	taken int
	links []*node // not taken yet
	all   []*node // all of links
	bytes []byte
}

// rooms are at hand for the next text.
var rooms = sync.Pool{New: func() any { return new(room) }}

// node gives the next node.
func (r *room) node() *node {
	if r.taken == len(r.nodes) {
		r.nodes, r.taken = make([]node, max(256, 2*len(r.nodes))), 0
	}
	r.taken++
	return &r.nodes[r.taken-1]
}

// list gives an empty list with room for n nodes.
func (r *room) list(n int) []*node {
	if n > len(r.links) {
		r.all = make([]*node, max(512, 2*len(r.all), n))
		r.links = r.all
	}
	out := r.links[:0:n]
	r.links = r.links[n:]
	return out
}

// What a room keeps the place of at most: texts are seldom longer, and memory is to be had again.
const mostNodes, mostBytes = 1 << 12, 1 << 20

// leave gives the room to the next text.
func (r *room) leave() {
	if len(r.nodes) > mostNodes || len(r.all) > 2*mostNodes || cap(r.bytes) > mostBytes {
		return
	}
	clear(r.nodes[:r.taken])
	clear(r.all[:len(r.all)-len(r.links)])
	r.taken, r.links = 0, r.all
	rooms.Put(r)
}
