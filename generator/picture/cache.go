package picture

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A Cache keeps, in a folder, what was made of images and learnt of them, so that a build does neither twice. It may be
// thrown away at any moment, by anybody; programs may share it, and copy it from one machine to another.
//
// An entry's key is the SHA-256 of all that it follows from: the image's bytes, the recipe and its parameters, and the
// outside encoder's own words about its version. A change of any of them is another key, so that nothing is ever out of
// date and nothing is ever cleared for being so. The key is also what an output's address is made of; a build
// knows it without the bytes, and gives the same bytes with and without a cache.
//
// An entry is a file of its own, written beside its place and renamed onto it: it is there or not. It is not synced; what a
// crash of the machine leaves of it fails the check of length and digest on reading, as does whatever else befell the
// file, and is made anew. A folder that cannot be written makes a build slower, and never fails it. The digest is no
// signature: who can write to the folder can put images into the site, as who can replace the program can.
//
// Trim bounds the folder: entries that this run did not use go, oldest first. What it used stays, whatever the bound:
// else each build of a large site would make again what the last one threw away.
//
// A nil *Cache keeps nothing. A Cache may be used in parallel.
type Cache struct {
	root *os.Root
	used sync.Map // name → nothing
	turn atomic.Uint64
}

// OpenCache opens the cache in a folder, and makes the folder where it lacks.
func OpenCache(dir string) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cache of images: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("cache of images: %w", err)
	}
	return &Cache{root: root}, nil
}

// Close releases the folder.
func (c *Cache) Close() error {
	if c == nil {
		return nil
	}
	return c.root.Close()
}

// A key names an entry by all that it follows from.
type key [sha256.Size]byte

// keyOf digests parts so that no two lists of them are alike.
func keyOf(parts ...string) key {
	h := sha256.New()
	io.WriteString(h, "modestad picture\n")
	for _, p := range parts {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		io.WriteString(h, p)
	}
	return key(h.Sum(nil))
}

// name is the entry's file: a folder for each first byte keeps folders short.
func (k key) name() string {
	s := hex.EncodeToString(k[:])
	return s[:2] + "/" + s[2:]
}

// An entry is its magic, the length of the value, the SHA-256 of key and value, and the value.
const (
	magic     = "mspic\x00\x01\n"
	headSize  = len(magic) + 8 + sha256.Size
	mostBytes = 256 << 20
	temporary = "new-"
)

func head(k key, value []byte) []byte {
	h := sha256.New()
	h.Write(k[:])
	h.Write(value)
	return h.Sum(binary.BigEndian.AppendUint64([]byte(magic), uint64(len(value))))
}

// get gives a value that was put, whole, or says that there is none.
func (c *Cache) get(k key) (value []byte, ok bool) {
	if c == nil {
		return nil, false
	}
	f, err := c.root.Open(k.name())
	if err != nil {
		return nil, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() < int64(headSize) || info.Size() > mostBytes {
		return nil, false
	}
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, false
	}
	value = data[headSize:]
	if !bytes.Equal(data[:headSize], head(k, value)) {
		return nil, false
	}
	c.used.Store(k.name(), nil)
	return value, true
}

// put keeps a value. Where it cannot, nothing is kept.
func (c *Cache) put(k key, value []byte) {
	if c == nil || len(value)+headSize > mostBytes {
		return
	}
	name := k.name()
	if err := c.root.Mkdir(path.Dir(name), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return
	}
	// The process and a counter keep writers apart; what a dead one left is written over, or trimmed.
	beside := fmt.Sprintf("%s/%s%d-%d", path.Dir(name), temporary, os.Getpid(), c.turn.Add(1))
	if err := c.write(beside, head(k, value), value); err != nil || c.root.Rename(beside, name) != nil {
		c.root.Remove(beside)
		return
	}
	c.used.Store(name, nil)
}

func (c *Cache) write(name string, parts ...[]byte) error {
	f, err := c.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	for _, p := range parts {
		if _, err = f.Write(p); err != nil {
			break
		}
	}
	return errors.Join(err, f.Close())
}

// Trim removes entries that were not used since the cache was opened, the oldest first, until at most so many bytes are
// left or only used ones are; and what dead writers left. An error says that the folder could not be read.
func (c *Cache) Trim(limit int64) error {
	if c == nil {
		return nil
	}
	type entry struct {
		name     string
		size     int64
		modified int64
	}
	var old []entry
	var total int64
	err := fs.WalkDir(c.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), temporary) {
			// A writer that lives loses no more than an entry.
			c.root.Remove(p)
			return nil
		}
		total += info.Size()
		if _, used := c.used.Load(p); !used && ours(p) {
			old = append(old, entry{p, info.Size(), info.ModTime().UnixNano()})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("cache of images: %w", err)
	}
	slices.SortFunc(old, func(a, b entry) int { return cmp.Or(cmp.Compare(a.modified, b.modified), cmp.Compare(a.name, b.name)) })
	for _, e := range old {
		if total <= limit {
			break
		}
		if c.root.Remove(e.name) == nil {
			total -= e.size
		}
	}
	return nil
}

// ours says whether a file's name is an entry's, so that a folder that was named by mistake loses nothing.
func ours(name string) bool {
	dir, rest, ok := strings.Cut(name, "/")
	_, err := hex.DecodeString(dir + rest)
	return ok && err == nil && len(dir) == 2 && len(rest) == 2*sha256.Size-2
}
