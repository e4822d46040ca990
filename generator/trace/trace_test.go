package trace_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"modestad/generator"
	"modestad/generator/cache"
	"modestad/generator/output"
	"modestad/generator/trace"
)

var clock = time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)

func options(t *testing.T, root string) generator.Options {
	return generator.Options{Root: root, Cache: cache.Open(t.TempDir()), Now: clock, Clock: func() time.Time { return clock }, Env: os.Environ()}
}

func open(t *testing.T, root string) (*trace.Tracer, *generator.Result) {
	t.Helper()
	x, r, err := trace.New(t.Context(), options(t, root))
	if err != nil || r.Outputs == nil {
		t.Fatal(err, r.Found)
	}
	return x, r
}

func get(t *testing.T, x *trace.Tracer, path string) output.Output {
	t.Helper()
	o, ok := x.Output(path)
	if !ok {
		t.Fatalf("no output %s", path)
	}
	return o
}

const example = "../testdata/example"

// What an output is made of and what is made of an input are two sides of one thing.
func TestBothSides(t *testing.T) {
	x, _ := open(t, example)
	affects := map[string][]string{}
	for _, f := range x.Inputs() {
		paths, ok, err := x.Affects(t.Context(), f)
		if err != nil || !ok {
			t.Fatal(f, ok, err)
		}
		affects[f] = paths
	}
	for _, path := range []string{"nl/index.html", "nl/feeds/all.ics", "en/calendar/index.html", "nl/belevers/index.html"} {
		why, err := x.Why(t.Context(), get(t, x, path))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range x.Inputs() {
			if strings.HasSuffix(f, "facts.toml") || strings.HasSuffix(f, "sources.toml") {
				continue // by record, below
			}
			if a, b := slices.Contains(why, f), slices.Contains(affects[f], path); a != b {
				t.Errorf("%s: why has %s: %v; affects has it: %v", path, f, a, b)
			}
		}
	}
}

// An input is named where a reader would look for it, and is not where it has no part.
func TestWhy(t *testing.T) {
	x, r := open(t, example)
	e := r.Site.Events[0]
	path := strings.TrimPrefix(r.Site.EventAddress("nl", e), "/") + "index.html"
	why, err := x.Why(t.Context(), get(t, x, path))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{e.File.Path, e.Partner.File.Path, "site.toml", "i18n/nl.toml", "themes/patroon/templates/page/event.html", "themes/patroon/templates/part/foot.html"} {
		if !slices.Contains(why, want) {
			t.Errorf("%s: %s lacks in %q", path, want, why)
		}
	}
	for _, o := range r.Site.Events {
		if o.Partner != e.Partner && slices.Contains(why, o.File.Path) && !slices.Contains(e.Parts, o) && e.PartOf != o && e.EditionOf != o && o.Series != e.Series {
			t.Errorf("%s: %s has no part in it", path, o.File.Path)
		}
	}
}

// A figure goes into the pages that state it, and the page of all figures.
func TestRecord(t *testing.T) {
	x, r := open(t, example)
	f := r.Site.Facts[0]
	paths, ok, err := x.Affects(t.Context(), "content/facts.toml#"+f.ID)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if !slices.Contains(paths, "nl/feiten/index.html") || slices.Contains(paths, "robots.txt") {
		t.Errorf("%s affects %q", f.ID, paths)
	}
	for _, none := range []string{"content/facts.toml#nobody", "content/nothing.toml", "content/venue"} {
		if _, ok, err := x.Affects(t.Context(), none); ok || err != nil {
			t.Errorf("%s: %v, %v", none, ok, err)
		}
	}
}

// Words of the interface, templates and site.toml are inputs as well. What really changes is what was said to.
func TestEdited(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS(example)); err != nil {
		t.Fatal(err)
	}
	name := "content/venues/modenatie.toml"
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	x, r := open(t, root)
	said, _, err := x.Affects(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	was, err := generator.Sums(t.Context(), r.Outputs, 0)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(data), "ModeNatie", "ModeNatie & co", 1)
	if edited == string(data) {
		t.Fatal("nothing was edited")
	}
	if err := os.WriteFile(filepath.Join(root, name), []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	_, after := open(t, root)
	is, err := generator.Sums(t.Context(), after.Outputs, 0)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for p, sum := range was {
		if is[p] != sum {
			changed++
			if !slices.Contains(said, p) {
				t.Errorf("%s changed, and was not said to", p)
			}
		}
	}
	if changed == 0 {
		t.Error("nothing changed")
	}
	paths, ok, err := x.Affects(t.Context(), "site.toml")
	if err != nil || !ok || !slices.Contains(paths, "nl/index.html") {
		t.Errorf("site.toml affects %q, %v, %v", paths, ok, err)
	}
}
