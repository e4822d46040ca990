package markdown

import "sync"

// A room is where a tree is built: it is needed until the tree is packed, and then by the next.
type room struct {
	nodes []node // of which some are taken
	taken int
	links []*node // not taken yet
	all   []*node // all of links
	code  []byte
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

// mostKept is how many nodes a room keeps the place of: texts are seldom longer, and memory is to be had again.
const mostKept = 1 << 12

// leave gives the room to the next text.
func (r *room) leave() {
	if len(r.nodes) > mostKept || len(r.all) > 2*mostKept || cap(r.code) > 8*mostKept {
		return
	}
	clear(r.nodes[:r.taken])
	clear(r.all[:len(r.all)-len(r.links)])
	r.taken, r.links = 0, r.all
	rooms.Put(r)
}
