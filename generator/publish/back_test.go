//go:build unix

package publish

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Back leads to the release before, and forth again; never to one that is broken or not ours.
func TestBack(t *testing.T) {
	dir := newTarget(t, true)
	if err := Back(dir); !errors.Is(err, ErrNothing) {
		t.Errorf("from the first: %v", err)
	}
	mustPublish(t, dir, first)
	if err := Back(dir); !errors.Is(err, ErrNothing) {
		t.Errorf("with nothing before: %v", err)
	}
	mustPublish(t, dir, second)
	before, _ := os.Readlink(dir)
	for _, want := range []site{first, second, first} {
		if err := Back(dir); err != nil {
			t.Fatal(err)
		}
		checkSite(t, dir, want)
		checkClean(t, dir)
	}
	if err := os.Remove(filepath.Join(filepath.Dir(dir), before, "fr", "y.css")); err != nil {
		t.Fatal(err)
	}
	if err := Back(dir); !errors.Is(err, ErrNothing) {
		t.Errorf("to a broken one: %v", err)
	}
	checkSite(t, dir, first)
	// Publishing goes on from where one went back to.
	mustPublish(t, dir, second)
	checkSite(t, dir, second)
	checkClean(t, dir)

	s, err := Begin(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := Back(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("while another publishes: %v", err)
	}
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	plain := newTarget(t, false)
	mustPublish(t, plain, first)
	if err := Back(plain); !errors.Is(err, ErrNothing) {
		t.Errorf("in a folder that is no link: %v", err)
	}
}
