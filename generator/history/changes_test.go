package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestChanges(t *testing.T) {
	r := newRepo(t)
	r.change("site/"+a, "one\n")
	r.write("site/gone", "1")
	r.write("site/run", "1")
	r.write("outside", "1")
	r.commit()
	r.git("checkout", "-q", "-b", "proposal")
	r.git("mv", "site/"+a, "site/"+b)
	r.git("rm", "-q", "site/gone")
	r.write("outside", "2")
	if err := os.Symlink("/etc/passwd", filepath.Join(r.dir, "site/link\nto")); err != nil {
		t.Skip(err)
	}
	r.commit()
	r.git("update-index", "--add", "--cacheinfo", "160000,"+r.git("rev-parse", "HEAD")+",site/sub")
	r.git("update-index", "--chmod=+x", "site/run")
	r.git("commit", "-q", "-m", "more")
	r.git("checkout", "-q", "-f", "main")
	r.change("site/later", "1") // not part of what the proposal changes
	r.git("checkout", "-q", "-f", "proposal")

	ctx := context.Background()
	g, err := Open(ctx, filepath.Join(r.dir, "site"), environment())
	if err != nil {
		t.Fatal(err)
	}
	d, err := g.Changes(ctx, "main")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range d.Changes {
		got = append(got, fmt.Sprintf("%q %o %o", c.Path, c.Before.Mode, c.After.Mode))
	}
	want := []string{`"outside" 100644 100644`, `"site/` + a + `" 100644 0`, `"site/` + b + `" 0 100644`, `"site/gone" 100644 0`,
		`"site/link\nto" 0 120000`, `"site/run" 100644 100755`, `"site/sub" 0 160000`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if d.Base != r.git("rev-parse", "main~1") {
		t.Errorf("the base is %s", d.Base)
	}
	if in, ok := g.InSite(d.Changes[1].Path); in != a || !ok {
		t.Errorf("got %s, %t", in, ok)
	}
	if _, ok := g.InSite("outside"); ok {
		t.Error("outside is inside")
	}

	text, err := g.Show(ctx, "main", a)
	if err != nil || string(text) != "one\n" {
		t.Errorf("got %q, %v", text, err)
	}
	for _, path := range []string{b, "content", "outside", "sub"} {
		if _, err := g.Show(ctx, "main", path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if _, err := g.Show(ctx, "main", "../outside"); err == nil {
		t.Error("out of the site")
	}
	for _, rev := range []string{"none", "--all", "main:site", ""} {
		if _, err := g.Changes(ctx, rev); !errors.Is(err, ErrNoRevision) {
			t.Errorf("%q: got %v", rev, err)
		}
	}
	r.git("checkout", "-q", "--orphan", "lonely")
	r.git("commit", "-q", "-m", "lonely")
	if _, err := g.Changes(ctx, "main"); !errors.Is(err, ErrUnrelated) {
		t.Errorf("got %v", err)
	}

	tree, err := g.Tree(ctx, "proposal")
	if err != nil || len(tree) != 4 {
		t.Fatalf("got %v, %v", tree, err)
	}
	var ids []string
	for _, e := range tree {
		if e.Mode != Submodule {
			ids = append(ids, e.Blob)
		}
	}
	var texts []string
	err = g.Blobs(ctx, ids, func(i int, text []byte) error {
		texts = append(texts, string(text))
		return nil
	})
	if want := []string{"one\n", "/etc/passwd", "1"}; err != nil || !slices.Equal(texts, want) {
		t.Errorf("got %q, %v", texts, err)
	}
	enough := errors.New("enough")
	if err := g.Blobs(ctx, ids, func(int, []byte) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("got %v", err)
	}
	if err := g.Blobs(ctx, []string{strings.Repeat("1", 40)}, func(int, []byte) error { return nil }); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
