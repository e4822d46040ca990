package translation

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"modestad/generator/config"
	"modestad/generator/source"
)

func site(t *testing.T) *config.Config {
	t.Helper()
	c, found := config.Read(&source.File{Path: config.Name, Data: []byte(`base_url = "https://example.org/"
timezone = "UTC"
default_language = "nl"
[languages.nl]
[languages.en]
[languages.fr]
[audiences.talent]
`)})
	if found.Failed() {
		t.Fatal(found)
	}
	return c
}

func file(name, text string) *source.File { return &source.File{Path: name, Data: []byte(text)} }

// shown writes units for comparing.
func shown(units []Unit) string {
	var b strings.Builder
	for _, u := range units {
		fmt.Fprintf(&b, "%s#%s (%s) %s", u.File, u.Key, u.Partner, u.Original)
		for _, v := range u.Versions {
			fmt.Fprintf(&b, " %s=%s", v.Lang, [...]string{"missing", "stale", "unmarked", "current"}[v.Status])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestUnits(t *testing.T) {
	nl := "+++\ntitle = \"A\"\nslug = \"a\"\n[talent]\ntitle = \"T\"\n+++\nTekst.\n"
	h := hash(fileTexts(file("x.md", nl)))
	files := []*source.File{
		file("content/longread/chapters/a/en.md", "+++\ntitle = \"A\"\ntranslated_from = \""+h+"\"\n+++\nText.\n"),
		file("content/longread/chapters/a/nl.md", nl),
		file("content/pages/b/fr.md", "+++\ntitle = \"A\"\n+++\n"),
		file("content/facts.toml", "[x]\nvalue = 1\nnl.label = \"l\"\nen.label = \"m\"\n[y]\nvalue = 2\n"),
		file("content/plan.toml", "[[lines]]\nid = \"l\"\n[lines.nl]\ntitle = \"t\"\n[[actions]]\n[actions.nl]\ntitle = \"t\"\n"),
		file("content/partners/p/events/e.toml", "kind = \"event\"\n[nl]\ntitle = \"t\"\n[fr]\ntitle = \"t\"\ntranslated_from = \"000000000000\"\n"),
		file("content/README.md", "no"),
		file("content/broken.toml", "= 1"),
	}
	want := `content/facts.toml#x () nl en=unmarked fr=missing
content/longread/chapters/a/nl.md# () nl en=current fr=missing
content/pages/b/fr.md# () fr nl=missing en=missing
content/partners/p/events/e.toml# (p) nl en=missing fr=stale
content/plan.toml#l () nl en=missing fr=missing
content/plan.toml#actions.1 () nl en=missing fr=missing
`
	if got := shown(Units(site(t), files)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// What counts as a change of the original, and what does not.
func TestHash(t *testing.T) {
	of := func(text string) string { return hash(fileTexts(file("x.md", text))) }
	base := "+++\ntitle = \"A\"\nsummary = \"S\"\nslug = \"a\"\n+++\nTekst.\n"
	if got := of(base); got != "421b8402f42b" {
		t.Errorf("the hash of old has changed: %s", got)
	}
	for _, c := range []struct {
		name, text string
		same       bool
	}{
		{"order of keys", "+++\nslug = \"a\"\nsummary = \"S\"\ntitle = \"A\"\n+++\nTekst.\n", true},
		{"another slug", "+++\ntitle = \"A\"\nsummary = \"S\"\nslug = \"b\"\n+++\nTekst.\n", true},
		{"blank lines around", "+++\ntitle = \"A\"\nsummary = '''\nS'''\n+++\n\nTekst.\n\n", true},
		{"line ends", strings.ReplaceAll(base, "\n", "\r\n"), true},
		{"a comment", "+++\n# why\ntitle = \"A\"\nsummary = \"S\"\n+++\nTekst.\n", true},
		{"the title", "+++\ntitle = \"B\"\nsummary = \"S\"\n+++\nTekst.\n", false},
		{"the body", "+++\ntitle = \"A\"\nsummary = \"S\"\n+++\nTekst!\n", false},
		{"a text moves to another key", "+++\ntitle = \"A\"\nkicker = \"S\"\n+++\nTekst.\n", false},
	} {
		if same := of(c.text) == of(base); same != c.same {
			t.Errorf("%s: the same is %v", c.name, same)
		}
	}
}

func TestMark(t *testing.T) {
	for _, c := range []struct{ name, path, text, lang, want string }{
		{"front matter", "content/pages/a/en.md", "+++\ntitle = \"A\" # why\nmenu = 1\n+++\nText\n", "", "+++\ntitle = \"A\" # why\ntranslated_from = \"H\"\nmenu = 1\n+++\nText\n"},
		{"front matter with a mark", "content/pages/a/en.md", "+++\ntranslated_from = \"000000000000\" # old\ntitle = \"A\"\n+++\n", "", "+++\ntranslated_from = \"H\" # old\ntitle = \"A\"\n+++\n"},
		{"other line ends", "content/pages/a/en.md", "+++\r\ntitle = \"A\"\r\n+++\r\n", "", "+++\r\ntitle = \"A\"\r\ntranslated_from = \"H\"\r\n+++\r\n"},
		{"tables", "content/partners/p/partner.toml", "[nl]\nabout = \"a\"\n[en]\nabout = \"\"\"\nx\n\"\"\"\n[fr]\nabout = \"z\"", "",
			"[nl]\nabout = \"a\"\n[en]\nabout = \"\"\"\nx\n\"\"\"\ntranslated_from = \"H\"\n[fr]\nabout = \"z\"\ntranslated_from = \"H\""},
		{"one language", "content/partners/p/partner.toml", "[nl]\nabout = \"a\"\n[en]\nabout = \"x\"\n[fr]\nabout = \"z\"\n", "fr",
			"[nl]\nabout = \"a\"\n[en]\nabout = \"x\"\n[fr]\nabout = \"z\"\ntranslated_from = \"H\"\n"},
		{"dotted", "content/facts.toml", "[x]\nnl.label = \"a\"\n  en.label = \"b\"\n", "", "[x]\nnl.label = \"a\"\n  en.label = \"b\"\n  en.translated_from = \"H\"\n"},
		{"inline", "content/facts.toml", "[x]\nnl = { label = \"a\" }\nen = { label = \"b\" }\n", "", "[x]\nnl = { label = \"a\" }\nen = { translated_from = \"H\", label = \"b\" }\n"},
		{"plan", "content/plan.toml", "[[lines]]\nid = \"a\"\n[lines.nl]\ntitle = \"a\"\n[lines.en]\ntitle = \"b\"\n", "en",
			"[[lines]]\nid = \"a\"\n[lines.nl]\ntitle = \"a\"\n[lines.en]\ntitle = \"b\"\ntranslated_from = \"H\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := file(c.path, c.text)
			files := []*source.File{f, file("content/pages/a/nl.md", "+++\ntitle = \"A\"\n+++\n")}
			cfg := site(t)
			units := Units(cfg, files)
			got, err := Mark(cfg, units, f, c.lang)
			if err != nil {
				t.Fatal(err)
			}
			h := ""
			for _, u := range units {
				for _, v := range u.Versions {
					if v.File == c.path {
						h = u.Hash
					}
				}
			}
			if want := strings.ReplaceAll(c.want, "H", h); string(got) != want {
				t.Errorf("got %q, want %q", got, want)
			}
			files[0] = file(c.path, string(got))
			again, err := Mark(cfg, Units(cfg, files), files[0], c.lang)
			if err != nil || string(again) != string(got) {
				t.Errorf("marking again gives %q, %v", again, err)
			}
		})
	}
	cfg := site(t)
	nl := file("content/pages/a/nl.md", "+++\ntitle = \"A\"\n+++\n")
	if _, err := Mark(cfg, Units(cfg, []*source.File{nl}), nl, ""); !errors.Is(err, ErrNone) {
		t.Errorf("the original can be marked: %v", err)
	}
}

// FuzzMark: no file panics, and what is marked is current.
func FuzzMark(f *testing.F) {
	f.Add("[nl]\nabout = \"a\"\n[en]\nabout = \"x\"\n")
	f.Add("nl = {a='x'}\nen = {a='y'}")
	f.Fuzz(func(t *testing.T, text string) {
		cfg := site(t)
		one := file("content/areas/a.toml", text)
		units := Units(cfg, []*source.File{one})
		data, err := Mark(cfg, units, one, "")
		if err != nil {
			return
		}
		for _, u := range Units(cfg, []*source.File{file(one.Path, string(data))}) {
			for _, v := range u.Versions {
				if v.Status != Current && v.Status != Missing {
					t.Fatalf("%q became %q: %v", text, data, u)
				}
			}
		}
	})
}
