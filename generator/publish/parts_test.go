package publish

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"
)

// A file in parts is what they are together, however large each is.
func TestParts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	small, large := bytes.Repeat([]byte("a"), 40_000), bytes.Repeat([]byte("b"), 100_000)
	for name, parts := range map[string][][]byte{
		"none": nil, "empty": {{}}, "small": {small, small, small}, "large": {large}, "mixed": {small, large, {}, small, large, large, []byte("c")},
	} {
		s, err := Begin(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Write(name, parts...); err != nil {
			t.Fatal(name, err)
		}
		if _, err := s.Commit(nil); err != nil {
			t.Fatal(name, err)
		}
		want := bytes.Join(parts, nil)
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, not %d (%v)", name, len(got), len(want), err)
		}
		if m, err := ReadManifest(dir); err != nil || m.Files[name] != (File{Size: int64(len(want)), SHA256: sha256.Sum256(want)}) {
			t.Errorf("%s: the manifest says %v (%v)", name, m.Files[name], err)
		}
	}
}

// A folder that was claimed by a file that stays as it is, and so was not made, is made for the next file in it.
func TestFolderOfKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish := func(files ...string) Result {
		t.Helper()
		s, err := Begin(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if err := s.Write("a/b/"+name, []byte(name)); err != nil {
				t.Fatal(err)
			}
		}
		r, err := s.Commit(nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	publish("one", "two")
	if r := publish("one", "three", "two"); r.Kept != 2 || r.Written != 1 {
		t.Errorf("%d kept, %d written", r.Kept, r.Written)
	}
	for _, name := range []string{"one", "two", "three"} {
		if data, err := os.ReadFile(filepath.Join(dir, "a", "b", name)); err != nil || string(data) != name {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
}
