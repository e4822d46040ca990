package markdown

import (
	"reflect"
	"testing"
)

// TestPack packs a tree with a node of every kind, and every field, and wants the same tree back.
func TestPack(t *testing.T) {
	shared, within := &node{kind: kindGroup}, &node{kind: kindGroup, children: []*node{{kind: kindWords, text: "within"}}}
	shared.children = []*node{{kind: kindNote, note: within}, {kind: kindNote, note: shared}}
	root := &node{children: []*node{
		{kind: kindNote, note: shared}, {kind: kindNote, note: within}, {kind: kindNote, note: shared},
		{kind: kindList, ordered: true, level: 1_000_000_000}, {kind: kindList, ordered: true}, {kind: kindList, level: 7},
		{kind: kindHeading, level: 6, children: []*node{{kind: kindWords, text: "één"}}},
		{kind: kindLink, text: "https://example.org/", more: &more{title: "title"}, children: []*node{{kind: kindWords, text: " "}}},
		{kind: kindImage, more: &more{img: &Image{Src: "a.png"}}},
	}}
	for k := kindGroup; k < kindNote; k++ {
		n := &node{kind: k, text: string(rune('a' + k))}
		if !k.leaf() {
			n.children = []*node{{kind: kindStrong, children: []*node{{kind: kindWords, text: "deep"}, {kind: kindSoft}}}}
		}
		root.children = append(root.children, n)
	}
	p, _ := pack(root, nil)
	for range 2 {
		p.read(func(got *node, out []byte) []byte {
			if !reflect.DeepEqual(got, root) {
				t.Fatalf("another tree came back:\n%+v\n%+v", got, root)
			}
			return out
		})
	}
	if len(p.notes) != 2 {
		t.Errorf("%d notes were packed, of 2", len(p.notes))
	}
}
