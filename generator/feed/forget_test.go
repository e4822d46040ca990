package feed

import (
	"bytes"
	"slices"
	"testing"
)

// Feeds share the bytes of their events until these are let go; then they are made anew, and are the same.
func TestForget(t *testing.T) {
	s := withSeries(t)
	f := s.site.Feed("all")
	feed := func() [][]byte { return all[[][]byte](t)(s.ICS(f, "nl")) }
	shared := func(a, b [][]byte) bool {
		return slices.ContainsFunc(a, func(x []byte) bool {
			return bytes.HasPrefix(x, []byte("BEGIN:VEVENT")) && slices.ContainsFunc(b, func(y []byte) bool { return &x[0] == &y[0] })
		})
	}
	first, second := feed(), feed()
	if !shared(first, second) {
		t.Error("events were made twice")
	}
	s.Forget("nl")
	third := feed()
	if shared(first, third) {
		t.Error("nothing was let go")
	}
	if !slices.EqualFunc(first, third, bytes.Equal) {
		t.Error("what is made anew is another feed")
	}
}
