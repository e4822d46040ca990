//go:build unix

package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// site is a tree of files, by path.
type site map[string]string

func publishSite(dir string, files site, meta map[string]string, opts Options) (Result, error) {
	opts.noSync = true
	s, err := Begin(dir, opts)
	if err != nil {
		return Result{}, err
	}
	defer s.Abort()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := s.Write(name, []byte(files[name])); err != nil {
			return Result{}, err
		}
	}
	return s.Commit(meta)
}

func mustPublish(t *testing.T, dir string, files site) Result {
	t.Helper()
	r, err := publishSite(dir, files, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read returns all files below dir but the manifest.
func read(t *testing.T, dir string) site {
	t.Helper()
	files := site{}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(full string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ManifestName {
			return err
		}
		data, err := os.ReadFile(full)
		name, _ := filepath.Rel(dir, full)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func checkSite(t *testing.T, dir string, want site) {
	t.Helper()
	if got := read(t, dir); !maps.Equal(got, want) {
		t.Fatalf("%s holds %v, want %v", dir, got, want)
	}
}

// checkClean makes sure that nothing hidden is left beside the folder.
func checkClean(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), ".modestad-") {
			t.Errorf("%s is left", e.Name())
		}
	}
}

func stat(t *testing.T, full string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(full)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

var (
	first  = site{"index.html": "a", "nl/index.html": "b", "nl/x/index.html": "c", "en/index.html": "d"}
	second = site{"index.html": "a", "nl/index.html": "changed", "nl/x/index.html": "c", "fr/y.css": "new"}
)

// digest is that of the manifest that stands in a folder.
func digest(t *testing.T, dir string) [sha256.Size]byte {
	t.Helper()
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m.Digest()
}

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "public")
	r := mustPublish(t, dir, first)
	if want := (Result{Files: 4, Written: 4, Bytes: 4, Swapped: true, Digest: digest(t, dir)}); r != want {
		t.Errorf("first: %+v, want %+v", r, want)
	}
	checkSite(t, dir, first)
	kept := stat(t, filepath.Join(dir, "nl/x/index.html"))

	r = mustPublish(t, dir, second)
	if want := (Result{Files: 4, Written: 2, Kept: 2, Removed: 1, Bytes: 10, Swapped: true, Digest: digest(t, dir)}); r != want {
		t.Errorf("second: %+v, want %+v", r, want)
	}
	checkSite(t, dir, second)
	checkClean(t, dir)
	now := stat(t, filepath.Join(dir, "nl/x/index.html"))
	if !os.SameFile(kept, now) || !now.ModTime().Equal(kept.ModTime()) {
		t.Error("an unchanged file is another one")
	}
	if _, err := os.Stat(filepath.Join(dir, "en")); err == nil {
		t.Error("an empty folder is left")
	}
	m, err := ReadManifest(dir)
	if err != nil || len(m.Files) != 4 || m.Files["fr/y.css"].Size != 3 {
		t.Errorf("%v, %v", m, err)
	}
}

func TestNothingChanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, first)
	// The time stands still for whatever is not touched.
	times := map[string]fs.FileInfo{}
	for _, name := range []string{".", "nl", "nl/x", "nl/index.html", ManifestName} {
		times[name] = stat(t, filepath.Join(dir, name))
	}
	check := func() {
		t.Helper()
		for name, was := range times {
			now := stat(t, filepath.Join(dir, name))
			if !os.SameFile(was, now) || !now.ModTime().Equal(was.ModTime()) {
				t.Errorf("%s was touched", name)
			}
		}
	}
	if r := mustPublish(t, dir, first); r != (Result{Files: 4, Kept: 4, Digest: digest(t, dir)}) {
		t.Errorf("%+v", r)
	}
	check()

	// The same by Keep, without the data.
	s, err := Begin(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name := range first {
		if ok, err := s.Keep(name); !ok || err != nil {
			t.Errorf("keep %s: %v, %v", name, ok, err)
		}
	}
	if ok, err := s.Keep("not/there"); ok || err != nil {
		t.Errorf("kept what is not there: %v", err)
	}
	if r, err := s.Commit(nil); err != nil || r.Swapped {
		t.Errorf("%+v, %v", r, err)
	}
	check()

	// What the caller remembers changes the manifest alone.
	delete(times, ManifestName)
	delete(times, ".")
	r, err := publishSite(dir, first, map[string]string{"inputs": "a \"b\"\nc"}, Options{})
	if err != nil || r.Swapped {
		t.Fatalf("%+v, %v", r, err)
	}
	check()
	if m, err := ReadManifest(dir); err != nil || m.Meta["inputs"] != "a \"b\"\nc" {
		t.Fatalf("%v, %v", m, err)
	}
	checkClean(t, dir)
}

// TestTouched: what somebody did to the published files is undone.
func TestTouched(t *testing.T) {
	hour := time.Now().Add(time.Hour)
	tests := map[string]func(full string) error{
		"edited": func(full string) error { return os.WriteFile(full, []byte("longer"), 0o644) },
		"same size": func(full string) error {
			return errors.Join(os.WriteFile(full, []byte("x"), 0o644), os.Chtimes(full, hour, hour))
		},
		"removed":        os.Remove,
		"mode":           func(full string) error { return os.Chmod(full, 0o600) },
		"symlink":        func(full string) error { return errors.Join(os.Remove(full), os.Symlink("/etc/passwd", full)) },
		"folder removed": func(full string) error { return os.RemoveAll(filepath.Dir(full)) },
	}
	for name, touch := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustPublish(t, dir, first)
			if err := touch(filepath.Join(dir, "nl/index.html")); err != nil {
				t.Fatal(err)
			}
			if r := mustPublish(t, dir, first); r.Written == 0 || !r.Swapped {
				t.Errorf("%+v", r)
			}
			checkSite(t, dir, first)
			if mode := stat(t, filepath.Join(dir, "nl/index.html")).Mode(); mode != fileMode {
				t.Errorf("mode %v", mode)
			}
		})
	}
}

func TestForeign(t *testing.T) {
	write := func(names ...string) func(dir string) error {
		return func(dir string) error {
			for _, name := range names {
				full := filepath.Join(dir, name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, []byte("precious"), 0o644)); err != nil {
					return err
				}
			}
			return nil
		}
	}
	tests := map[string]struct {
		published bool
		make      func(dir string) error
		want      string
	}{
		"no manifest":  {false, write("a", "b", "c", "d", "e", "f", "g/h"), "a, b, c, d, e and 2 more"},
		"a file":       {false, func(dir string) error { return os.WriteFile(dir, nil, 0o644) }, "no folder"},
		"at the top":   {true, write("mine.txt"), "mine.txt"},
		"deep":         {true, write("nl/x/mine.txt", "nl/mine.txt"), "nl/mine.txt, nl/x/mine.txt"},
		"a folder":     {true, func(dir string) error { return os.Mkdir(filepath.Join(dir, "nl/mine"), 0o755) }, "nl/mine"},
		"cut manifest": {true, func(dir string) error { return os.Truncate(filepath.Join(dir, ManifestName), 100) }, "cut off"},
		"new manifest": {true, func(dir string) error {
			return os.WriteFile(filepath.Join(dir, ManifestName), []byte("modestad manifest 2\n"), 0o644)
		}, "does not begin"},
		"other manifest": {false, write(ManifestName), "does not begin"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			if test.published {
				mustPublish(t, dir, first)
			}
			if err := test.make(dir); err != nil {
				t.Fatal(err)
			}
			before := site{}
			if stat(t, dir).IsDir() {
				before = read(t, dir)
			}
			_, err := publishSite(dir, second, nil, Options{})
			if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error %v, want one with %q", err, test.want)
			}
			if stat(t, dir).IsDir() {
				checkSite(t, dir, before)
			}
			checkClean(t, dir)
		})
	}
}

func TestLocked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s, err := Begin(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Begin(dir, Options{})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprintf("process %d", os.Getpid())) {
		t.Fatalf("a second one: %v", err)
	}
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, dir, first)
	checkClean(t, dir)
	if err := s.Write("late", nil); err == nil {
		t.Error("written after the end")
	}
}

// TestFailures puts an error in at every step.
func TestFailures(t *testing.T) {
	for _, link := range []bool{false, true} {
		for _, exchange := range []bool{true, false} {
			for _, point := range []string{"begun", "write", "written", "staged", "linked", "manifest", "synced", "half"} {
				t.Run(fmt.Sprintf("link %v exchange %v %s", link, exchange, point), func(t *testing.T) {
					dir := newTarget(t, link)
					if point == "half" && exchange && !link {
						t.Skip("there is nothing between")
					}
					mustPublish(t, dir, first)
					_, err := publishSite(dir, second, nil, Options{noExchange: !exchange, fault: func(at string) error {
						if at == point {
							return syscall.ENOSPC
						}
						return nil
					}})
					if !errors.Is(err, syscall.ENOSPC) {
						t.Fatal(err)
					}
					checkSite(t, dir, first)
					checkClean(t, dir)
					mustPublish(t, dir, second)
					checkSite(t, dir, second)
					checkClean(t, dir)
				})
			}
		}
	}
}

// newTarget returns a folder to publish to, or a link to one.
func newTarget(t *testing.T, link bool) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	if link {
		if err := errors.Join(os.MkdirAll(filepath.Join(filepath.Dir(dir), "releases", "start"), 0o755), os.Symlink("releases/start", dir)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not hold for root")
	}
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, first)
	parent := filepath.Dir(dir)
	if err := os.Chmod(parent, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(parent, 0o755)
	if _, err := publishSite(dir, second, nil, Options{}); !errors.Is(err, fs.ErrPermission) {
		t.Fatal(err)
	}
	checkSite(t, dir, first)
}

func TestServerLink(t *testing.T) {
	dir := newTarget(t, true)
	releases := filepath.Join(filepath.Dir(dir), "releases")
	names := func() (names []string) {
		entries, err := os.ReadDir(releases)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	if err := os.MkdirAll(filepath.Join(releases, "0123456789abcdef", "not-ours"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		files := maps.Clone(first)
		files["n"] = fmt.Sprint(i)
		before, _ := os.Readlink(dir)
		mustPublish(t, dir, files)
		checkSite(t, dir, files)
		after, err := os.Readlink(dir)
		if err != nil || after == before || filepath.Dir(after) != "releases" {
			t.Errorf("the link went from %q to %q, %v", before, after, err)
		}
		if !slices.Contains(names(), filepath.Base(before)) {
			t.Error("the release before is gone")
		}
	}
	// The first folder, the one that is not ours, this release and the last.
	if got := names(); len(got) != 4 {
		t.Errorf("releases: %v", got)
	}
	if r := mustPublish(t, dir, read(t, dir)); r.Swapped {
		t.Error("swapped for nothing")
	}
	// Back to a content that was published before.
	files := maps.Clone(first)
	files["n"] = "2"
	mustPublish(t, dir, files)
	checkSite(t, dir, files)
	checkClean(t, dir)
}

func TestUmask(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, first)
	mustPublish(t, dir, second)
	err := filepath.WalkDir(dir, func(full string, d fs.DirEntry, err error) error {
		want := fileMode
		if d.IsDir() {
			want = fs.ModeDir | dirMode
		}
		if got := stat(t, full).Mode(); got != want {
			t.Errorf("%s has mode %v", full, got)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestParallelWrites(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for round := range 2 {
		s, err := Begin(dir, Options{noSync: true})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for j := range 50 {
					if err := s.Write(fmt.Sprintf("%d/%d/index.html", j%7, i*50+j), []byte{byte(i * round), byte(j)}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		r, err := s.Commit(nil)
		if err != nil || r.Files != 400 || r.Written != []int{400, 350}[round] {
			t.Errorf("%+v, %v", r, err)
		}
	}
}

func TestNothingToPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, first)
	if _, err := publishSite(dir, nil, nil, Options{}); err == nil {
		t.Fatal("an empty site was published")
	}
	checkSite(t, dir, first)
}

func FuzzManifest(f *testing.F) {
	f.Add((&Manifest{Files: map[string]File{"a/b": {Size: 1}}, Meta: map[string]string{"k": "v\n\""}}).encode())
	f.Add([]byte(firstLine + "\nfile 1 1 " + strings.Repeat("0", 64) + " ../x\nend 1\n"))
	f.Add([]byte(firstLine + "\nmeta \"a\" \nend 0\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parse(data)
		if err != nil {
			return
		}
		for name := range m.Files {
			if CheckPath(name) != nil {
				t.Fatalf("path %q", name)
			}
		}
		again, err := parse(m.encode())
		if err != nil || !maps.Equal(again.Files, m.Files) || !maps.Equal(again.Meta, m.Meta) {
			t.Fatalf("%v, %v", again, err)
		}
	})
}
