package main

import (
	"slices"
	"strings"
	"testing"

	"modestad/generator/output"
)

// Files that differ, lack or are new are found, and where they part is said.
func TestUnlike(t *testing.T) {
	sums := func(files map[string]string) map[string][32]byte {
		out := map[string][32]byte{}
		for name, data := range files {
			var sum [32]byte
			copy(sum[:], data)
			out[name] = sum
		}
		return out
	}
	outputs := func(files map[string]string) (out []output.Output) {
		for _, name := range []string{"a", "b", "c", "d"} {
			if data, ok := files[name]; ok {
				out = append(out, output.Output{Path: name, Make: func(b []byte) ([]byte, error) { return append(b, data...), nil }})
			}
		}
		return out
	}
	one := map[string]string{"a": "same", "b": "one\ntwo\nthree", "c": "gone"}
	two := map[string]string{"a": "same", "b": "one\ntwo\nfour", "d": "new"}
	if got := unequal(sums(one), sums(two)); !slices.Equal(got, []string{"b", "c", "d"}) {
		t.Errorf("%q differ", got)
	}
	if got := unequal(sums(one), sums(one)); got != nil {
		t.Errorf("the same differs: %q", got)
	}
	for path, want := range map[string]string{"a": "differs from one making to the next", "b": `line 3, octet 8: "one\ntwo\nfour"`, "c": "is not made", "d": "is made, and was not"} {
		if got := unlike(outputs(one), outputs(two), path); !strings.Contains(got, want) {
			t.Errorf("%s: %q, without %q", path, got, want)
		}
	}
}
