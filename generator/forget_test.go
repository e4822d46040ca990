package generator_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"modestad/generator"
)

// A build holds what events became in one language for as long as a feed of that language is not made, and no longer.
func TestLetsGo(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/example")); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	r, err := generator.Load(t.Context(), generator.Options{Root: root, Clock: time.Now, Now: now, Env: []string{"PATH="}})
	if err != nil {
		t.Fatal(err)
	}
	feed := r.Site.Feed("all")
	parts := func() [][]byte {
		list, err := r.Feeds.ICS(feed, "nl")
		if err != nil || len(list) < 4 {
			t.Fatal(len(list), err)
		}
		return list[2 : len(list)-1] // without what begins and ends the calendar, and its zone
	}
	held := func(a, b [][]byte) bool {
		return slices.ContainsFunc(a, func(x []byte) bool { return slices.ContainsFunc(b, func(y []byte) bool { return &x[0] == &y[0] }) })
	}
	first := parts()
	if !held(first, parts()) {
		t.Error("not held before the feeds are made")
	}
	if err := generator.Render(context.Background(), r.Outputs, 0, func(string, ...[]byte) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if held(first, parts()) {
		t.Error("still held when all is made")
	}
}
