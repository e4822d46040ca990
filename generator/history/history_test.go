package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A repo is a real repository whose commits are an hour apart: the first was made at hour 1.
type repo struct {
	testing.TB
	dir  string
	hour int
}

var begin = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

func hour(n int) time.Time { return begin.Add(time.Duration(n) * time.Hour) }

func newRepo(t testing.TB) *repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("MODESTAD_ORACLES") == "1" {
			t.Fatal("git is missing")
		}
		t.Skip("git is missing")
	}
	r := &repo{TB: t, dir: t.TempDir()}
	r.git("init", "-q", "-b", "main", ".")
	for _, setting := range []string{"log.showRoot=false", "log.diffMerges=separate", "log.follow=true", "log.showSignature=true", "diff.renames=copies",
		"diff.relative=true", "status.relativePaths=true", "status.showUntrackedFiles=no", "status.renames=true", "core.quotePath=true", "color.ui=always"} {
		name, value, _ := strings.Cut(setting, "=")
		r.git("config", name, value)
	}
	return r
}

// environment is that of a machine whose user has settings that would change what Git says.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "GIT_DIR=/nowhere", "GIT_INDEX_FILE=/nowhere", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=status.short", "GIT_CONFIG_VALUE_0=nonsense"}
}

func (r *repo) git(args ...string) string {
	r.Helper()
	cmd := exec.Command("git", args...)
	date := fmt.Sprintf("%d +0000", hour(r.hour).Unix())
	cmd.Dir = r.dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + r.dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_DATE=" + date, "GIT_COMMITTER_DATE=" + date,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@modestad.example", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@modestad.example"}
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r *repo) write(path, text string) {
	r.Helper()
	path = filepath.Join(r.dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

// commit commits all that there is, an hour after the last one.
func (r *repo) commit() {
	r.Helper()
	r.hour++
	r.git("add", "-A", ".")
	r.git("commit", "-q", "--allow-empty", "-m", "change")
}

// change writes and commits.
func (r *repo) change(path, text string) {
	r.Helper()
	r.write(path, text)
	r.commit()
}

func (r *repo) merge(branch string) {
	r.Helper()
	r.hour++
	r.git("merge", "-q", "--no-ff", "-m", "merge", branch)
}

func (r *repo) log(site string, cache Cache) *Log {
	r.Helper()
	l, err := Read(context.Background(), filepath.Join(r.dir, site), environment(), cache)
	if err != nil {
		r.Fatal(err)
	}
	return l
}

// want demands the stamp of paths: an ordinal, and the hour of a commit.
func (r *repo) want(l *Log, sequence, at int, paths ...string) {
	r.Helper()
	got, ok := l.Of(paths...)
	if want := (Stamp{sequence, hour(at)}); !ok || got != want {
		r.Errorf("%q: got %v, %t; want %v", paths, got, ok, want)
	}
}

const (
	a = "content/partners/momu/events/a.toml"
	b = "content/partners/momu/events/b.toml"
	v = "content/venues/v.toml"
)

func TestLinear(t *testing.T) {
	r := newRepo(t)
	r.change(a, "1")
	r.change("README", "1")
	r.change(v, "1")
	r.change(b, "1")
	r.change(a, "2")
	r.change("README", "2")
	l := r.log("", nil)
	if !l.Present || l.Shallow || l.Dirty || l.Head != r.git("rev-parse", "HEAD") {
		t.Errorf("got %+v", l)
	}
	r.want(l, 5, 5, a)
	r.want(l, 4, 4, b)
	r.want(l, 4, 4, b, v)
	r.want(l, 5, 5, a, v)
	r.want(l, 3, 3, v)
	r.want(l, 6, 6, "content/unknown.toml")
	if want := r.git("rev-list", "--first-parent", "--count", "HEAD~1"); want != "5" {
		t.Errorf("Git counts %s", want)
	}
}

func TestRoot(t *testing.T) {
	r := newRepo(t)
	r.change(a, "1")
	r.want(r.log("", nil), 1, 1, a)
}

func TestMergeRaisesWhatItBringsIn(t *testing.T) {
	r := newRepo(t)
	r.change(a, "1") // 1
	r.change(v, "1") // 2
	r.git("checkout", "-q", "-b", "side")
	r.change(a, "2") // the side's commits are older than main's
	r.change(b, "1")
	r.git("checkout", "-q", "main")
	r.change(v, "2") // 3
	r.change(v, "3") // 4
	before := r.log("", nil)
	r.want(before, 1, 1, a)
	r.want(before, 4, 6, v)
	r.merge("side") // 5, hour 7
	after := r.log("", nil)
	r.want(after, 5, 7, a)
	r.want(after, 5, 7, b)
	r.want(after, 4, 6, v) // untouched by the merge
	r.want(after, 5, 7, a, v)
}

func TestMergeOfMainIntoSideAndBack(t *testing.T) {
	r := newRepo(t)
	r.change(a, "1") // 1
	r.git("checkout", "-q", "-b", "side")
	r.change(b, "1")
	r.git("checkout", "-q", "main")
	r.change(a, "2") // 2
	r.git("checkout", "-q", "side")
	r.merge("main")
	r.git("checkout", "-q", "main")
	r.merge("side") // 3
	l := r.log("", nil)
	r.want(l, 2, 3, a)
	r.want(l, 3, 5, b)
}

// A long life of one event and its venue, followed through everything: nothing ever falls.
func TestOnlyGrows(t *testing.T) {
	r := newRepo(t)
	path := a
	var last Stamp
	grows := func(what string) {
		t.Helper()
		s, ok := r.log("", nil).Of(path, v)
		if !ok || s.Sequence <= last.Sequence || !s.Modified.After(last.Modified) {
			t.Errorf("%s: from %v to %v", what, last, s)
		}
		last = s
	}
	r.write(v, "1")
	r.change(a, "1")
	grows("new")
	r.git("branch", "early")
	r.change(a, "2")
	grows("edited")
	r.hour++
	r.git("revert", "--no-edit", "HEAD")
	grows("reverted")
	r.git("mv", a, b)
	path = b
	r.commit()
	grows("renamed")
	path = "content/partners/stad/events/b.toml"
	r.write("content/partners/stad/events/other.toml", "")
	r.git("mv", b, path)
	r.commit()
	grows("moved")
	r.change(v, "2")
	grows("its venue edited")
	r.git("checkout", "-q", "early")
	r.change("content/partners/momu/events/c.toml", "1")
	r.git("checkout", "-q", "main")
	r.change(path, "3")
	grows("edited while a branch is open")
	r.merge("early")
	s, _ := r.log("", nil).Of(path, v)
	if s != last {
		t.Errorf("a merge of something else: from %v to %v", last, s)
	}
	r.git("rm", "-q", path)
	r.commit()
	r.change(path, "4")
	grows("removed and back")
}

func TestClockThatGoesBack(t *testing.T) {
	r := newRepo(t)
	r.hour = 10
	r.change(a, "1") // hour 11
	r.hour = 1
	r.change(a, "2") // hour 2
	r.want(r.log("", nil), 2, 11, a)
}

func TestUncommittedHasHead(t *testing.T) {
	r := newRepo(t)
	r.change(a, "1")
	r.change(v, "1")
	r.change("README", "1")
	r.write(a, "2")
	r.write(b, "1")
	r.write("content/partners/new/partner.toml", "1")
	r.write("content/partners/new/events/x.toml", "1")
	r.write("elsewhere", "1")
	r.write(".gitignore", "hidden.toml")
	r.write("content/hidden.toml", "1")
	l := r.log("", nil)
	if want := []string{a, b, "content/partners/new/"}; !l.Dirty || !slices.Equal(l.Uncommitted, want) {
		t.Errorf("got %q", l.Uncommitted)
	}
	for _, p := range []string{a, b, "content/partners/new/events/x.toml", "content/hidden.toml"} {
		r.want(l, 3, 3, p)
		if l.Committed(p) {
			t.Errorf("%s passes for committed", p)
		}
	}
	r.want(l, 2, 2, v)
	if !l.Committed(v) {
		t.Errorf("%s does not pass for committed", v)
	}
	r.git("add", a)
	r.want(r.log("", nil), 3, 3, a)
	r.git("checkout", "-q", "HEAD", "--", a)
	r.want(r.log("", nil), 1, 1, a)
}

func TestSubfolder(t *testing.T) {
	r := newRepo(t)
	r.change("content/other.toml", "1")
	r.change("my sites/één\nsite/"+a, "1")
	r.change("content/partners/momu/events/a.toml", "1")
	l := r.log("my sites/één\nsite", nil)
	r.want(l, 2, 2, a)
	r.write("my sites/één\nsite/"+b, "1")
	l = r.log("my sites/één\nsite", nil)
	if want := []string{b}; !slices.Equal(l.Uncommitted, want) {
		t.Errorf("got %q", l.Uncommitted)
	}
	r.write("new/site/"+a, "1")
	if l = r.log("new/site", nil); !l.Dirty {
		t.Error("a site of which nothing is committed passes for committed")
	}
	r.want(l, 3, 3, a)
}

func TestNames(t *testing.T) {
	r := newRepo(t)
	names := []string{"content/with space", "content/één.toml", "content/two\nlines", "content/commit 1", "content/tab\tand \"quotes\"", "content/M", "content/*.toml", "content/\nA"}
	for _, name := range names {
		r.change(name, "1")
	}
	l := r.log("", nil)
	for i, name := range names {
		r.want(l, i+1, i+1, name)
	}
}

func TestNothingToKnow(t *testing.T) {
	t.Run("no commit", func(t *testing.T) {
		r := newRepo(t)
		r.write(a, "1")
		l := r.log("", nil)
		if _, ok := l.Of(a); ok || !l.Present || l.Head != "" || !l.Dirty {
			t.Errorf("got %+v", l)
		}
	})
	t.Run("no repository", func(t *testing.T) {
		l, err := Read(context.Background(), t.TempDir(), append(environment(), "GIT_CEILING_DIRECTORIES=/"), nil)
		if err != nil || l.Present {
			t.Fatalf("got %+v, %v", l, err)
		}
		if _, ok := l.Of(a); ok {
			t.Error("a stamp")
		}
	})
	t.Run("no Git", func(t *testing.T) {
		l, err := Read(context.Background(), t.TempDir(), []string{"PATH=/nowhere:."}, nil)
		if err != nil || l.Present {
			t.Errorf("got %+v, %v", l, err)
		}
	})
	t.Run("shallow", func(t *testing.T) {
		r := newRepo(t)
		r.change(a, "1")
		r.change(a, "2")
		clone := filepath.Join(t.TempDir(), "clone")
		r.git("clone", "-q", "--depth", "1", "file://"+r.dir, clone)
		l, err := Read(context.Background(), clone, environment(), nil)
		if err != nil || !l.Present || !l.Shallow || l.Head == "" {
			t.Fatalf("got %+v, %v", l, err)
		}
		if _, ok := l.Of(a); ok {
			t.Error("a stamp")
		}
	})
	t.Run("no folder", func(t *testing.T) {
		newRepo(t)
		if _, err := Read(context.Background(), filepath.Join(t.TempDir(), "none"), environment(), nil); err == nil {
			t.Error("no error")
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		r := newRepo(t)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := Read(ctx, r.dir, environment(), nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestForeign(t *testing.T) {
	r := newRepo(t)
	r.change(a, "1")
	if os.Chown(r.dir, 12345, 12345) != nil || os.Chown(filepath.Join(r.dir, ".git"), 12345, 12345) != nil {
		t.Skip("only root can give a folder to somebody else")
	}
	if _, err := Read(context.Background(), r.dir, environment(), nil); !errors.Is(err, ErrForeign) {
		t.Fatalf("got %v", err)
	}
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), fmt.Appendf(nil, "[safe]\n\tdirectory = %s\n[status]\n\tshort = nonsense\n", r.dir), 0o666); err != nil {
		t.Fatal(err)
	}
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home}
	l, err := Read(context.Background(), r.dir, env, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.want(l, 1, 1, a)
}

type memory map[string][]byte

func (m memory) Load(key string) ([]byte, bool) { v, ok := m[key]; return v, ok }
func (m memory) Store(key string, value []byte) { m[key] = value }

func TestCache(t *testing.T) {
	r := newRepo(t)
	r.change(a, "1")
	r.change("content/two\nlines", "1")
	r.git("rm", "-q", a)
	r.commit()
	m := memory{}
	fresh := r.log("", m)
	if len(m) != 1 {
		t.Fatalf("%d kept", len(m))
	}
	kept, ok := decode(fresh.encode())
	if !ok || !bytes.Equal(kept.encode(), fresh.encode()) || len(kept.touched) != 2 {
		t.Errorf("got %+v", kept)
	}
	again := r.log("", m)
	r.want(again, 2, 2, "content/two\nlines")
	for key, value := range m {
		value[len(value)-1] ^= 1
		m[key] = value
	}
	r.want(r.log("", m), 2, 2, "content/two\nlines")
	r.change(a, "2")
	r.want(r.log("", m), 4, 4, a)
	if len(m) != 2 {
		t.Errorf("%d kept", len(m))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("commit 1795310139\x00\nA\x00content/a\x00M\x00content/b\x00commit 1795310138\x00"))
	f.Add([]byte("A\x00commit"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := parse(bytes.NewReader(text))
		if err != nil {
			return
		}
		again, ok := decode(p.encode())
		if !ok || !bytes.Equal(again.encode(), p.encode()) {
			t.Errorf("got %+v, want %+v", again, p)
		}
	})
}

// BenchmarkRead reads 3,000 files and 300 commits that touch ten files each.
func BenchmarkRead(b *testing.B) {
	r := newRepo(b)
	var in bytes.Buffer
	for c := range 300 {
		fmt.Fprintf(&in, "commit refs/heads/main\ncommitter a <a@modestad.example> %d +0000\ndata 1\nc\n", hour(c).Unix())
		for i := range 3000 {
			if c == 0 || i%300 == c {
				fmt.Fprintf(&in, "M 644 inline content/partners/p%d/events/e%d.toml\ndata <<E\n%d\nE\n", i%100, i, c)
			}
		}
		in.WriteString("\n")
	}
	cmd := exec.Command("git", "fast-import", "--quiet")
	cmd.Dir, cmd.Stdin = r.dir, &in
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	r.git("reset", "-q", "--hard", "main")
	b.Run("fresh", func(b *testing.B) {
		for b.Loop() {
			if l := r.log("", nil); len(l.touched) != 3000 {
				b.Fatalf("%d files", len(l.touched))
			}
		}
	})
	b.Run("cached", func(b *testing.B) {
		m := memory{}
		for b.Loop() {
			r.log("", m)
		}
	})
}
