// Package cache keeps what is dear to make, on disk, under a key that names all that it is made from.
//
// Invariants: an entry is whole or not there: it is renamed into place, and its length and digest are checked when it
// is read; a cache that cannot be written to, or that somebody damaged, costs time and nothing else; nothing in it is
// ever out of date, since a key says everything.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
)

// A Dir is a folder of entries. The nil Dir keeps nothing.
type Dir struct{ path string }

// Open gives the cache in a folder, which is made when the first entry is stored. An empty path keeps nothing.
func Open(path string) *Dir {
	if path == "" {
		return nil
	}
	return &Dir{path}
}

// Path is a folder below the cache's, for those who keep their entries themselves; empty where nothing is kept.
func (d *Dir) Path(name string) string {
	if d == nil {
		return ""
	}
	return filepath.Join(d.path, name)
}

func (d *Dir) file(key string) string {
	sum := sha256.Sum256([]byte(key))
	return filepath.Join(d.path, "entries", hex.EncodeToString(sum[:16]))
}

// Load gives the entry of a key.
func (d *Dir) Load(key string) ([]byte, bool) {
	if d == nil {
		return nil, false
	}
	data, err := os.ReadFile(d.file(key))
	if err != nil || len(data) < sha256.Size {
		return nil, false
	}
	body := data[sha256.Size:]
	if sha256.Sum256(append([]byte(key), body...)) != [sha256.Size]byte(data[:sha256.Size]) {
		return nil, false
	}
	return body, true
}

// Store keeps an entry, where it can.
func (d *Dir) Store(key string, data []byte) {
	if d == nil {
		return
	}
	name := d.file(key)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return
	}
	sum := sha256.Sum256(append([]byte(key), data...))
	_, err = f.Write(append(sum[:], data...))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
}
