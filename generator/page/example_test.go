package page

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
	"modestad/generator/view"
	builtin "modestad/i18n"
)

// files are those of the example site, with others over them: an empty one takes a file away.
func files(t testing.TB, over map[string]string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	root := os.DirFS("../testdata/example")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range over {
		if text == "" {
			delete(out, path)
			continue
		}
		out[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// spring is the clock of the tests: in the middle of what the example site has.
var spring = time.Date(2027, time.April, 5, 12, 0, 0, 0, time.FixedZone("", 2*60*60))

// book resolves a site and makes its editions.
func book(t testing.TB, fsys fs.FS, now time.Time) *Book {
	t.Helper()
	data, err := fs.ReadFile(fsys, config.Name)
	if err != nil {
		t.Fatal(err)
	}
	cfg, found := config.Read(&source.File{Path: config.Name, Data: data})
	if cfg == nil || found.Failed() {
		t.Fatalf("site.toml: %v", found)
	}
	tree, found, err := source.Load(context.Background(), fsys, source.Limits{File: cfg.Limits.File, SiteFile: cfg.Limits.SiteFile}, now, nil)
	if err != nil || found.Failed() {
		t.Fatal(err, found)
	}
	languages, slugs := map[string]*i18n.Language{}, map[string]map[string]string{}
	for _, l := range cfg.Languages {
		locale, err := i18n.Lookup(l.Tag, l.Locale)
		if err != nil {
			t.Fatal(err)
		}
		data, err := builtin.Files.ReadFile(l.Tag + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		root := tomlfile.Parse((&source.File{Path: l.Tag + ".toml", Data: data}).Span(0, len(data))).Root()
		languages[l.Tag] = i18n.New(locale, i18n.ReadCatalogue(root.Raw(), func(f i18n.Fault) { t.Errorf("%s: %v", l.Tag, f) }))
		slugs[l.Tag] = map[string]string{}
		for _, section := range []string{"calendar", "menu", "calls", "support", "partners", "areas", "venues", "series", "plan", "facts", "sources", "planning", "join", "search"} {
			slugs[l.Tag][section] = languages[l.Tag].Slug(section)
		}
	}
	c, found, err := content.Read(context.Background(), tree, content.Options{Config: cfg, Today: civil.DateOf(now.In(cfg.Zone))})
	if err != nil || found.Failed() {
		t.Fatal(err, found)
	}
	s, found := site.Resolve(cfg, c, site.Options{Now: now, Slugs: slugs})
	if found.Failed() {
		t.Fatal(found)
	}
	return New(s, Options{Languages: languages, Read: func(path string) ([]byte, bool) {
		if f := tree.File(path); f != nil {
			return f.Data, true
		}
		return nil, false
	}})
}

func example(t testing.TB) *Book { return book(t, files(t, nil), spring) }

func titles(list []view.EventItem) []string {
	var out []string
	for _, x := range list {
		out = append(out, strings.TrimSpace(strings.NewReplacer("(voorbeeld)", "", "(example)", "", "(exemple)", "").Replace(x.Title.Text)))
	}
	return out
}

func same[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func is[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func hasText(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%s lacks %q:\n%s", what, p, text)
		}
	}
}

// urls gives every address of a view, wherever it stands.
func urls(v any) []string {
	var out []string
	for _, f := range strings.FieldsFunc(fmt.Sprintf("%+v", v), func(r rune) bool { return r == ' ' || r == '{' || r == '}' || r == '[' || r == ']' || r == '"' }) {
		if i := strings.Index(f, "/"); i >= 0 && !strings.HasPrefix(f, "<") {
			if _, u, ok := strings.Cut(f, ":"); ok && strings.HasPrefix(u, "/") {
				f = u
			}
			out = append(out, f)
		}
	}
	return out
}
