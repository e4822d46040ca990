package generator_test

import (
	"slices"
	"strings"
	"testing"
)

func TestExample(t *testing.T) { build(t, "testdata/example", nil).walk(t) }

// Two audiences and five languages, one of them written right to left, below a path: all of it is data.
func TestMany(t *testing.T) {
	b := build(t, "testdata/many", nil)
	b.walk(t)
	t.Run("direction", func(t *testing.T) {
		n := 0
		for p, d := range b.docs {
			lang, _, _ := strings.Cut(p, "/")
			if want := map[bool]string{true: "rtl", false: "ltr"}[lang == "ar"]; d.dir != want {
				t.Errorf("%s has dir %q", p, d.dir)
			}
			if lang == "ar" {
				n++
			}
		}
		if n < 20 {
			t.Errorf("%d pages in Arabic", n)
		}
	})
	t.Run("notice", func(t *testing.T) {
		for p, want := range map[string]bool{"ar/kijkers/index.html": false, "ar/makers/index.html": true, "de/zuschauer/index.html": true,
			"pl/over/index.html": false, "en/over/index.html": true, "nl/makers/index.html": false} {
			d := b.docs[p]
			if d == nil {
				t.Errorf("no %s", p)
				continue
			}
			got := false
			for _, n := range d.nodes {
				got = got || slices.Contains(strings.Fields(attr(n, "class")), "notice")
			}
			if got != want {
				t.Errorf("%s says that it is not translated: %v", p, got)
			}
		}
	})
	t.Run("addresses", func(t *testing.T) {
		for _, p := range []string{"nl/kalender/huis/avond/index.html", "en/calendar/huis/avond/index.html", "en/viewers/index.html",
			"ar/kijkers/index.html", "ar/calendar/huis/avond/index.html", "de/zuschauer/index.html", "pl/widzowie/index.html"} {
			if b.docs[p] == nil {
				t.Errorf("no %s", p)
			}
		}
	})
}

// The repository's own site.
func TestOwnSite(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole of the site takes a while")
	}
	b := build(t, "..", nil)
	b.walk(t)
	b.stories(t, 3)
}

// What a page borrows says its language.
func TestBorrowed(t *testing.T) { build(t, "testdata/many", nil).borrowed(t) }
