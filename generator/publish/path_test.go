package publish

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

func TestPaths(t *testing.T) {
	for _, name := range []string{"index.html", "nl/kalender/momu/girls/event.ics", "é/中/ß.html", ".well-known/security.txt", "_headers", "a b/c", "con-cert/x", "a'b&c"} {
		if err := CheckPath(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"", ".", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "..", "a\\b", "a:b", "a\x00", "a\nb", "a\u202eb", "a\xff", "e\u0301",
		"a.", "a /b", " a", "a/CON", "aux.html", "nul.tar.gz", "com1", "LPT9.x", "a?", "a*b", `a"`, "a|b", "<a>", ManifestName, ManifestName + ".gz", "x/" + ManifestName,
		strings.Repeat("x", 256), strings.Repeat("x/", 600) + "x"} {
		if err := CheckPath(name); !errors.Is(err, ErrPath) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestCollisions(t *testing.T) {
	tests := map[string][2]string{
		"twice":            {"a/b", "a/b"},
		"case":             {"a/index.html", "a/INDEX.html"},
		"case of folder":   {"a/x", "A/y"},
		"case of letters":  {"é", "É"},
		"Kelvin":           {"k", "K"},
		"file, folder":     {"a", "a/b"},
		"folder, file":     {"a/b/c", "a/b"},
		"folder case file": {"a/b/c", "A"},
	}
	for name, pair := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := Begin(filepath.Join(t.TempDir(), "public"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Abort()
			if err := s.Write(pair[0], nil); err != nil {
				t.Fatal(err)
			}
			if err := s.Write(pair[1], nil); !errors.Is(err, ErrPath) {
				t.Errorf("%q after %q: %v", pair[1], pair[0], err)
			}
		})
	}
}

// FuzzPath: whatever may be published stays below its folder, on every system, and is one name to those that do not tell
// letters apart.
func FuzzPath(f *testing.F) {
	for _, s := range []string{"index.html", "é/中/ß.html", "a//b", "../a", "a/CON.txt", "a.", "K", "İ/i̇", "ſ", "a\x00", "c:/x", ".modestad-manifest", "com¹"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		key := fold(name)
		if CheckPath(name) != nil {
			return
		}
		if fold(key) != key || fold(strings.ToUpper(name)) != fold(strings.ToLower(strings.ToUpper(name))) {
			t.Fatalf("%q folds to %q, and that to %q", name, key, fold(key))
		}
		if !filepath.IsLocal(filepath.FromSlash(name)) || strings.ContainsAny(name, "\\:\x00\r\n") || strings.EqualFold(filepath.Base(name), ManifestName) {
			t.Fatalf("%q", name)
		}
		if isPlain(name) && fold(name) != name {
			t.Fatalf("%q is plain and folds to %q", name, fold(name))
		}
	})
}
