package tomlfile

import (
	"fmt"
	"strings"
	"testing"

	"modestad/generator/source"
)

// TestManyUnknown fills a file with keys that nobody asks for: the first are named, in their order.
func TestManyUnknown(t *testing.T) {
	var text strings.Builder
	for i := range 3 * maxUnknown {
		fmt.Fprintf(&text, "k%d = %d\n", i, i)
	}
	f := &source.File{Path: "a.toml", Data: []byte(text.String())}
	found := Parse(f.Span(0, len(f.Data))).Close()
	if len(found) != maxUnknown {
		t.Fatalf("%d findings, not %d", len(found), maxUnknown)
	}
	for i, x := range found {
		if x.Code != "key-unknown" || x.Place.Start.Line != i+1 {
			t.Fatalf("finding %d: %v", i, x)
		}
	}
}
