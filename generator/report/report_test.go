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

// FuzzLiterally: nothing of a proposal is a mark, a mention or an address.
func FuzzLiterally(f *testing.F) {
	for _, s := range []string{"De nieuwe show", "<img src=x>", "[x](javascript:1)", "@city #1 !2", "a\nb\u202ec", "https://x.be www.x.be", "&lt;script&gt;", "`a` ~~b~~ $x$ |", "1. a", "- a", "\xff\u0000\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Literally(s)
		// What is left beside references of characters and comments is text.
		rest := strings.ReplaceAll(got, "<!-- -->", "")
		for rest != "" {
			if number, after, ok := strings.Cut(strings.TrimPrefix(rest, "&#"), ";"); ok && strings.HasPrefix(rest, "&#") && number != "" && strings.Trim(number, "0123456789") == "" {
				rest = after
				continue
			}
			if strings.ContainsAny(rest[:1], "\\`*_{}[]()<>+|~&$^=-@#!\n\r\x00") {
				t.Fatalf("%q: %q", s, got)
			}
			rest = rest[1:]
		}
		if c := code(s); strings.Count(c, "`") != 2 || strings.ContainsAny(c, "\r\n") {
			t.Fatalf("%q: %q", s, c)
		}
	})
}
