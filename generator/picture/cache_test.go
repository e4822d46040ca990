package picture

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func openCache(t testing.TB, dir string) *Cache {
	t.Helper()
	c, err := OpenCache(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// entries gives the files of a cache.
func entries(t testing.TB, dir string) []string {
	t.Helper()
	var out []string
	if err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, p)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCache makes the same files with a cache, without one, out of a full one, and out of one that lies.
func TestCache(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(900, 600)), "b.png": asPNG(t, art(640, 480, true))})
	want := made(t, set(t, fsys, options()))
	dir := filepath.Join(t.TempDir(), "made", "anew")
	build := func() map[string][]byte {
		o := options()
		o.Cache = openCache(t, dir)
		return made(t, set(t, fsys, o))
	}
	for _, state := range []string{"cold", "warm"} {
		if !maps.EqualFunc(build(), want, bytes.Equal) {
			t.Errorf("%s: other bytes", state)
		}
	}
	list := entries(t, dir)
	if len(list) != len(want)+2 { // and what is known of each image
		t.Errorf("%d entries", len(list))
	}
	other, _ := os.ReadFile(list[0])
	for name, harm := range map[string]func(data []byte) []byte{
		"empty":        func([]byte) []byte { return nil },
		"truncated":    func(d []byte) []byte { return d[:len(d)-1] },
		"longer":       func(d []byte) []byte { return append(d, 0) },
		"zeroes":       func(d []byte) []byte { return make([]byte, len(d)) },
		"a bit":        func(d []byte) []byte { d[len(d)-1] ^= 1; return d },
		"another's":    func([]byte) []byte { return other },
		"header alone": func(d []byte) []byte { return d[:headSize] },
	} {
		for _, p := range list {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(p, harm(data), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if !maps.EqualFunc(build(), want, bytes.Equal) {
			t.Errorf("%s: other bytes", name)
		}
	}
	// Folders where files should be, and a folder that cannot be written.
	for _, p := range list {
		os.Remove(p)
		if err := os.Mkdir(p, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if !maps.EqualFunc(build(), want, bytes.Equal) {
		t.Error("folders: other bytes")
	}
}

func TestCacheClosed(t *testing.T) {
	c := openCache(t, t.TempDir())
	c.Close()
	c.put(keyOf("a"), []byte("x"))
	if _, ok := c.get(keyOf("a")); ok {
		t.Error("a closed cache has something")
	}
}

func TestCacheParallel(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 4 {
		c := openCache(t, dir)
		wg.Go(func() {
			for i := range 200 {
				k := keyOf(strings.Repeat("k", i%10))
				c.put(k, bytes.Repeat([]byte{byte(i % 10)}, 5000))
				if v, ok := c.get(k); !ok || len(v) != 5000 || v[0] != byte(i%10) {
					t.Errorf("%d: %v", i, ok)
				}
				if i%50 == 0 {
					if err := c.Trim(0); err != nil {
						t.Error(err)
					}
				}
			}
		})
		break // Trim of one takes what another did not use: alone it must find all
	}
	wg.Wait()
	for range 4 {
		c := openCache(t, dir)
		wg.Go(func() {
			for i := range 200 {
				k := keyOf(strings.Repeat("k", i%10))
				c.put(k, bytes.Repeat([]byte{byte(i % 10)}, 5000))
				if v, ok := c.get(k); ok && (len(v) != 5000 || v[0] != byte(i%10)) {
					t.Error("half an entry")
				}
				if err := c.Trim(20000); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func TestTrim(t *testing.T) {
	dir := t.TempDir()
	c := openCache(t, dir)
	for _, name := range []string{"a", "b", "c"} {
		c.put(keyOf(name), make([]byte, 1000))
	}
	for i, name := range []string{"a", "b", "c"} {
		stamp := timeOf(int64(1000 + i))
		if err := os.Chtimes(filepath.Join(dir, keyOf(name).name()), stamp, stamp); err != nil {
			t.Fatal(err)
		}
	}
	leftover := filepath.Join(dir, "aa")
	os.MkdirAll(leftover, 0o700)
	os.WriteFile(filepath.Join(leftover, temporary+"7-1"), []byte("half"), 0o600)
	os.WriteFile(filepath.Join(dir, "thesis.doc"), make([]byte, 9000), 0o600)
	c = openCache(t, dir)
	if _, ok := c.get(keyOf("a")); !ok {
		t.Fatal("not kept")
	}
	if err := c.Trim(9000 + 2*1100); err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, name := range []string{"a", "b", "c"} {
		if _, ok := c.get(keyOf(name)); ok {
			left = append(left, name)
		}
	}
	if !slices.Equal(left, []string{"a", "c"}) {
		t.Errorf("left %v: the oldest that is not used is to go", left)
	}
	if list := entries(t, dir); len(list) != 3 || !slices.Contains(list, filepath.Join(dir, "thesis.doc")) {
		t.Errorf("left %v", list)
	}
	if err := (*Cache)(nil).Trim(0); err != nil {
		t.Error(err)
	}
}

func TestOpenCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o600)
	if _, err := OpenCache(file); err == nil {
		t.Error("a file is opened as a cache")
	}
}
