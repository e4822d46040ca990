package report

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// Every language has the same words, with the same arguments.
func TestWords(t *testing.T) {
	english := wordsIn("en")
	for _, lang := range []string{"nl", "fr"} {
		w := wordsIn(lang)
		if a, b := slices.Sorted(maps.Keys(w)), slices.Sorted(maps.Keys(english)); !slices.Equal(a, b) {
			t.Errorf("%s: %v, and in English %v", lang, a, b)
		}
		for k, v := range w {
			if strings.Count(v, "%s") != strings.Count(english[k], "%s") {
				t.Errorf("%s %s: %q", lang, k, v)
			}
		}
	}
}

func TestLiterally(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"De nieuwe show", "De nieuwe show"},
		{"<img src=x>", "&#60;img src&#61;x&#62;"},
		{"[x](javascript:1)", "&#91;x&#93;&#40;javascript:<!-- -->1&#41;"},
		{"@city", "&#64;<!-- -->city"},
		{"a\nb\u202ec", "a\uFFFDb\uFFFDc"},
	} {
		if got := Literally(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestOutputs(t *testing.T) {
	before := map[string]Made{"nl/index.html": {"text/html", [32]byte{1}}, "nl/old/index.html": {"text/html", [32]byte{1}}, "nl/a.ics": {"text/calendar", [32]byte{1}},
		"widget/v1/nl/a.json": {"application/json", [32]byte{1}}, "robots.txt": {"text/plain", [32]byte{1}}}
	after := maps.Clone(before)
	delete(after, "nl/old/index.html")
	after["nl/a.ics"] = Made{"text/calendar", [32]byte{2}}
	after["widget/v1/nl/a.json"] = Made{"application/json", [32]byte{2}}
	after["new.txt"] = Made{"text/plain", [32]byte{2}}
	got := Outputs(before, after, []string{"nl", "en"})
	if len(got) != 2 || got[0].Lang != "nl" || len(got[0].Pages) != 1 || len(got[0].Feeds) != 1 || len(got[0].Widgets) != 1 || got[1].Other != 1 {
		t.Errorf("%+v", got)
	}
}
