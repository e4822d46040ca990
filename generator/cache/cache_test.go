package cache

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDir(t *testing.T) {
	d := Open(t.TempDir())
	if _, ok := d.Load("a"); ok {
		t.Error("an empty cache gives something")
	}
	d.Store("a", []byte("one"))
	d.Store("b", nil)
	if got, ok := d.Load("a"); !ok || string(got) != "one" {
		t.Errorf("got %q, %v", got, ok)
	}
	if got, ok := d.Load("b"); !ok || len(got) != 0 {
		t.Errorf("empty entry: got %q, %v", got, ok)
	}
}

func TestDamaged(t *testing.T) {
	d := Open(t.TempDir())
	for name, damage := range map[string]func(data []byte) []byte{
		"cut":     func(b []byte) []byte { return b[:len(b)-1] },
		"flipped": func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"empty":   func([]byte) []byte { return nil },
		"swapped": func(b []byte) []byte { other, _ := os.ReadFile(d.file("other")); return other },
	} {
		t.Run(name, func(t *testing.T) {
			d.Store("other", []byte("something else"))
			d.Store(name, []byte("value"))
			data, err := os.ReadFile(d.file(name))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(d.file(name), damage(data), 0o644); err != nil {
				t.Fatal(err)
			}
			if got, ok := d.Load(name); ok {
				t.Errorf("a damaged entry gives %q", got)
			}
		})
	}
}

func TestNothing(t *testing.T) {
	d := Open("")
	d.Store("a", []byte("one"))
	if _, ok := d.Load("a"); ok || d.Path("x") != "" {
		t.Error("no cache keeps something")
	}
	// A folder that cannot be made costs nothing but the entry.
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	Open(filepath.Join(file, "below")).Store("a", nil)
}
