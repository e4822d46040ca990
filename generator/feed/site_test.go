package feed

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/ical"
	"modestad/generator/page"
	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
	builtin "modestad/i18n"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A stamps is a history by path: how many commits there were, the newest of which touched the path.
type stamps map[string]int

var began = time.Date(2027, 1, 15, 9, 30, 0, 0, time.UTC)

// of gives the stamp of some paths, one commit an hour; what is not named is of the first.
func (s stamps) of(paths ...string) (site.Stamp, bool) {
	n := 1
	for _, p := range paths {
		n = max(n, s[p])
	}
	return site.Stamp{Sequence: n, Modified: began.Add(time.Duration(n) * time.Hour)}, true
}

// example reads the example site, with some of its files changed, added or, where they are empty, left out.
func example(t testing.TB, changes map[string]string) fstest.MapFS {
	t.Helper()
	root := os.DirFS("../testdata/example")
	out := fstest.MapFS{}
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, p)
		out[p] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for p, text := range changes {
		if delete(out, p); text != "" {
			out[p] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		}
	}
	return out
}

// build makes the feeds of a site. Without a history it has no Git.
func build(t testing.TB, files fstest.MapFS, h site.History) *Set {
	t.Helper()
	ctx := context.Background()
	cfg, found := config.Read(&source.File{Path: config.Name, Data: files[config.Name].Data})
	if cfg == nil || found.Failed() {
		t.Fatal(found)
	}
	tree, f, err := source.Load(ctx, files, source.Limits{File: cfg.Limits.File, SiteFile: cfg.Limits.SiteFile}, time.Time{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	found.Add(f...)
	now := time.Date(2027, 4, 10, 12, 0, 0, 0, cfg.Zone)
	c, f, err := content.Read(ctx, tree, content.Options{Config: cfg, Today: civil.DateOf(now)})
	if err != nil {
		t.Fatal(err)
	}
	found.Add(f...)
	languages, slugs := map[string]*i18n.Language{}, map[string]map[string]string{}
	for _, l := range cfg.Languages {
		languages[l.Tag], slugs[l.Tag] = language(t, l), map[string]string{}
		for _, section := range []string{"calendar", "venues", "partners"} {
			slugs[l.Tag][section] = languages[l.Tag].Slug(section)
		}
	}
	s, f := site.Resolve(cfg, c, site.Options{Now: now, Slugs: slugs, History: h, Exists: func(string) bool { return true }})
	found.Add(f...)
	for _, x := range found {
		if x.Severity == 0 {
			t.Errorf("%s:%d: %s", x.Place.File, x.Place.Start.Line, x.Message("en"))
		}
	}
	return New(page.New(s, page.Options{Languages: languages, Blocks: func(string) page.Blocks { return nil }}), nil)
}

func language(t testing.TB, l config.Language) *i18n.Language {
	t.Helper()
	locale, err := i18n.Lookup(l.Tag, l.Locale)
	if err != nil {
		t.Fatal(err)
	}
	data, err := builtin.Files.ReadFile(l.Tag + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	doc := tomlfile.Parse((&source.File{Path: l.Tag + ".toml", Data: data}).Span(0, len(data)))
	return i18n.New(locale, i18n.ReadCatalogue(doc.Root().Raw(), func(f i18n.Fault) { t.Errorf("%s: %v", l.Tag, f) }))
}

// golden compares bytes with a file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs: %s", name, firstDifference(got, want))
	}
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

// clean finds no fault with a calendar.
func clean(t testing.TB, name string, data []byte) {
	t.Helper()
	for _, f := range ical.Check(data) {
		t.Errorf("%s: %s", name, f)
	}
}

// must gives what a method of Set makes.
func must(t testing.TB) func([]byte, error) []byte { return all[[]byte](t) }

// whole joins the parts of a feed.
func whole(t testing.TB) func([][]byte, error) []byte {
	return func(parts [][]byte, err error) []byte { return bytes.Join(all[[][]byte](t)(parts, err), nil) }
}

func all[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
