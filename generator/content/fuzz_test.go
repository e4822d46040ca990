package content

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/cputime"
	"modestad/generator/diag"
	"modestad/generator/source"
)

// kinds has a path of each kind of file.
var kinds = []string{"facts.toml", "sources.toml", "plan.toml", "official.toml", "accessibility.toml", "venues/a.toml", "areas/a.toml", "series/a.toml",
	"planning/2027-q1.toml", "partners/a/partner.toml", "partners/a/events/b.toml", "longread/variants/visitors/nl.md", "longread/chapters/a/en.md", "pages/a/fr.md"}

func example(t testing.TB) Options {
	t.Helper()
	data, err := os.ReadFile("../testdata/example/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := config.Read(&source.File{Path: config.Name, Data: data})
	return Options{Config: c, Today: civil.Date{Year: 2027, Month: 3, Day: 1}, Units: []string{"procent"}}
}

// FuzzReadFile wants of any file, whatever it is said to be, a part and findings at places in it, soon.
func FuzzReadFile(f *testing.F) {
	root := "../testdata/example/content"
	err := filepath.WalkDir(root, func(full string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(full) != ".toml" && filepath.Ext(full) != ".md" {
			return err
		}
		data, err := os.ReadFile(full)
		for i, kind := range kinds {
			rel, _ := filepath.Rel(root, full)
			rel = filepath.ToSlash(rel)
			if rel == kind || strings.Count(kind, "/") == strings.Count(rel, "/") && kind[:3] == rel[:3] && filepath.Ext(kind) == filepath.Ext(rel) && len(data) < 4<<10 {
				f.Add(byte(i), data)
			}
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range diag.Codes() {
		for i := range kinds {
			if i == 0 || i == 10 || i == 12 {
				f.Add(byte(i), []byte(c.Wrong))
			}
		}
	}
	f.Add(byte(10), []byte("start = 2027-03-04T20:00:00\nend = 10000-01-01\nrepeat = {every=\"day\", count=99999999999999999999}\nprice = {from = nan, to = inf}\ngeo = [1e308, -0.0]\n"))
	f.Add(byte(10), []byte("\"”"))
	o := example(f)
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		if len(data) > 16<<10 {
			return
		}
		file := &source.File{Path: "content/" + kinds[int(kind)%len(kinds)], Data: data}
		var part Part
		if took := cputime.Of(func() { part = ReadFile(file, o) }); took > 5*time.Second {
			t.Fatalf("%s: %s", file.Path, took)
		}
		last := file.Point(len(data))
		for _, x := range part.Found {
			p := x.Place
			if p.File != file.Path || p.Start.Line > last.Line || p.End.Line > last.Line || p.End.Line < p.Start.Line || p.End.Line == p.Start.Line && p.End.Column < p.Start.Column {
				t.Fatalf("%s: %s at %+v, of %d lines", file.Path, x.Code, p, last.Line)
			}
			for _, lang := range []string{"nl", "en", "fr"} {
				if m := x.Message(lang); m == "" || m == x.Code || strings.ContainsAny(m, "\r\n") {
					t.Fatalf("%s says %q in %s", x.Code, m, lang)
				}
			}
		}
		Join([]Part{part, part})
	})
}

// FuzzPeriod: whatever is taken for a date or a period of any precision is one that exists.
func FuzzPeriod(f *testing.F) {
	for _, s := range []string{"2021", "2021-06", "2021-06-01", "2009-2019", "2009-", "0000", "9999-12-31", "2021-02-29", "2021-13", "2019-2009", "2021-06-2021-07", "٢٠٢١", "2021-6"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := ParseDue(s); ok {
			if !d.First().Valid() || !d.Last().Valid() || d.Last().Before(d.First()) || !strings.HasPrefix(d.First().String(), s[:4]) {
				t.Fatalf("%q: %+v", s, d)
			}
		}
		if p, ok := ParsePeriod(s); ok {
			if !p.From.First().Valid() || !p.To.IsZero() && p.To.Last().Before(p.From.First()) || p.Open && !p.To.IsZero() {
				t.Fatalf("%q: %+v", s, p)
			}
		}
	})
}
