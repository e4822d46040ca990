package diag

import (
	"slices"
	"strings"
	"testing"
)

func TestSorted(t *testing.T) {
	a := New("venue-unknown", at("a.toml", 2, 1, 3, "xx"), "b")
	b := New("venue-unknown", at("a.toml", 2, 1, 3, "xx"), "c")
	c := New("end-missing", at("a.toml", 1, 9, 10, "x"))
	d := New("file-odd", Place{File: "a.toml"})
	e := New("site-languages", Place{})
	got := List{b, a, c, b, d, e, a}.Sorted()
	want := []string{"site-languages ", "file-odd ", "end-missing ", "venue-unknown b", "venue-unknown c"}
	var names []string
	for _, f := range got {
		names = append(names, f.Code+" "+sentence(f.Args))
	}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	if (List{c}).Failed() || !(List{c, a}).Failed() {
		t.Error("a warning fails, or an error does not")
	}
}

func TestNearest(t *testing.T) {
	for _, test := range []struct {
		reason, name string
		known        []string
		want         string
	}{
		{"a letter lacks", "modenati", []string{"waagnatie", "modenatie"}, "modenatie"},
		{"a letter too many", "tittle", []string{"title"}, "title"},
		{"another letter", "vanue", []string{"venue", "value"}, "venue"},
		{"neighbours swapped", "veneu", []string{"venue"}, "venue"},
		{"two slips in a short name", "vneeu", []string{"venue"}, ""},
		{"two slips in a long one", "modeacadamei", []string{"modeacademie"}, "modeacademie"},
		{"three slips", "modaacadamei", []string{"modeacademie"}, ""},
		{"the nearer one", "sleeve", []string{"sleaves", "sleeves"}, "sleeves"},
		{"the first of equals", "bat", []string{"cat", "hat"}, "cat"},
		{"itself is none", "venue", []string{"venue"}, ""},
		{"nothing known", "venue", nil, ""},
		{"nothing asked", "", []string{"a", "bc"}, "a"},
		{"accents are letters", "cafe", []string{"café"}, "café"},
		{"far too long", strings.Repeat("a", 65), []string{strings.Repeat("a", 64)}, ""},
	} {
		if got := Nearest(test.name, test.known); got != test.want {
			t.Errorf("%s: Nearest(%q) is %q, want %q", test.reason, test.name, got, test.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3}, {"é", "e", 1}} {
		if got := distance([]rune(test.a), []rune(test.b), 99); got != test.want {
			t.Errorf("%q and %q: %d, want %d", test.a, test.b, got, test.want)
		}
		if got := distance([]rune(test.b), []rune(test.a), 99); got != test.want {
			t.Errorf("%q and %q: %d, want %d", test.b, test.a, got, test.want)
		}
	}
}

func TestParseCode(t *testing.T) {
	c := parseCode("x-y", []byte("-- severity --\nwarning\n-- en message --\nno {1}\r\n-- en hint --\nadd {=1}\n-- en --\n\nOne.\n\nTwo.\n\n-- nl --\nEen.\n"+
		"-- wrong --\na = 1\n\n-- not a section\n-- right --\nb = 2"))
	if c.Name != "x-y" || c.Severity != Warning || c.Wrong != "a = 1\n\n-- not a section" || c.Right != "b = 2" {
		t.Errorf("%+v", c)
	}
	if w := c.In("en"); w != (Words{"no {1}", "add {=1}", "One.\n\nTwo."}) {
		t.Errorf("%+v", w)
	}
	if w := c.In("nl"); w.Story != "Een." {
		t.Errorf("%+v", w)
	}
	if c.In("de") != c.In("en") {
		t.Error("a language that is not spoken is not English")
	}
	if empty := parseCode("x", nil); empty.Severity != Error || len(empty.Words) != 0 {
		t.Errorf("%+v", empty)
	}
}

func TestFormat(t *testing.T) {
	for _, test := range []struct {
		text string
		args []any
		want string
	}{
		{"no {1}", []any{"a"}, `no "a"`},
		{"no {=1}", []any{"a \"b\""}, `no a "b"`},
		{"{1} of {2}", []any{3, int64(4)}, "3 of 4"},
		{"{2} {1} {3}", []any{"{2}", "x"}, `"x" "{2}" {3}`},
		{"braces { } {{.Name}} {#{=1}}", []any{"id"}, "braces { } {{.Name}} {#id}"},
		{"{1} {=1}", []any{"a\x1b[2J\n\u202e"}, `"a\x1b[2J\n\u202e" a\x1b[2J\n\u202e`},
		{"{1}", []any{strings.Repeat("é", 300)}, `"` + strings.Repeat("é", 199) + `…"`},
	} {
		if got := format(test.text, test.args); got != test.want {
			t.Errorf("%q %q: %q, want %q", test.text, test.args, got, test.want)
		}
	}
}

func TestUnknownCode(t *testing.T) {
	f := New("no-such-code", Place{}, "a", 1)
	if f.Severity != Error || !strings.HasPrefix(f.Message("nl"), "no-such-code") || f.Hint("nl") != "" {
		t.Errorf("%v %q %q", f.Severity, f.Message("nl"), f.Hint("nl"))
	}
}

func TestMessageFallsBackOnTheLanguageWithoutItsRegion(t *testing.T) {
	f := New("venue-unknown", Place{}, "x")
	if got, want := f.Message("nl-BE"), `er is geen plaats "x"`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
