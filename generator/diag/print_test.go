package diag

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

// at is a place on one line.
func at(file string, line, from, to int, text string) Place {
	return Place{file, Point{line, from}, Point{line, to}, text}
}

// findings are one of each kind of place, and some that mean harm.
func findings() List {
	girls := "content/partners/momu/events/girls.toml"
	long := `body = "` + strings.Repeat("words and ", 20) + `[x](#gone)` + strings.Repeat(" and words", 20) + `"`
	return List{
		New("partner-unknown", at("site.toml", 2, 13, 19, `publisher = "momo"`), "momo").Near("momo", []string{"momu", "modenatie"}),
		New("venue-unknown", at(girls, 4, 13, 23, `venue     = "modenati"`), "modenati").Near("modenati", []string{"waagnatie", "modenatie"}),
		New("venue-unknown", at(girls, 4, 13, 23, `venue     = "modenati"`), "modenati").Near("modenati", []string{"waagnatie", "modenatie"}),
		New("end-missing", at(girls, 3, 13, 32, "start\t=\t2027-06-10T20:00:00")),
		New("anchor-dead", at(girls, 1200, 209, 219, long), "#gone"),
		New("value-text", at(girls, 7, 1, 4, "日本\t= 1"), "日本"),
		New("toml-quote", Place{girls, Point{9, 8}, Point{12, 1}, `body = """`}, `"""`),
		New("toml-quote", at(girls, 13, 3, 3, "  "), `"`),
		New("file-odd", Place{File: "content/a b:c,d%.toml"}, "content/a b:c,d%.toml"),
		New("site-languages", Place{}),
		New("url-form", at("content/\x1b]0;x\x07.toml", 1, 7, 40, "url = \"x\x1b[2J\u202e\r\n::set-output name=a::b\""), "x\x1b[2J\u202e\r\n::set-output name=a::b"),
		New("toml-syntax", at("z.toml", 1, 1, 2, "\xff|`<b>*@all ##[add-mask]x"), "##[group]\x9b31m|`<b>*@all\u2028%0A"),
	}
}

func TestText(t *testing.T) {
	for _, test := range []struct {
		name string
		o    TextOptions
	}{{"text.en.txt", TextOptions{Lang: "en"}}, {"text.nl.txt", TextOptions{Lang: "nl-BE"}}, {"text.fr.txt", TextOptions{Lang: "fr"}}, {"text.colour.txt", TextOptions{"en", true}}} {
		var b bytes.Buffer
		if err := Text(&b, findings(), test.o); err != nil {
			t.Fatal(err)
		}
		golden(t, test.name, b.Bytes())
		if !test.o.Color {
			safe(t, b.String(), "\n\t")
		}
	}
}

// TestTextContract is the example of the contract, letter by letter.
func TestTextContract(t *testing.T) {
	var b bytes.Buffer
	if err := Text(&b, findings()[1:2], TextOptions{Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	want := `content/partners/momu/events/girls.toml:4:13: error: no venue "modenati" [venue-unknown]
    4 | venue     = "modenati"
      |             ^^^^^^^^^^
    hint: did you mean "modenatie"?
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, findings(), "en"); err != nil {
		t.Fatal(err)
	}
	golden(t, "findings.json", b.Bytes())
	safe(t, b.String(), "\n")
	var back []map[string]any
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if len(back) != len(findings())-1 || len(back[0]) != 9 {
		t.Errorf("%d findings of %d keys", len(back), len(back[0]))
	}
	b.Reset()
	if err := JSON(&b, nil, "en"); err != nil || b.String() != "[]\n" {
		t.Errorf("nothing: %q, %v", b.String(), err)
	}
}

func TestGitHub(t *testing.T) {
	var b, summary bytes.Buffer
	changed := func(file string) bool { return strings.HasPrefix(file, "content/partners/momu/") }
	if err := GitHub(&b, &summary, findings(), "en", changed); err != nil {
		t.Fatal(err)
	}
	golden(t, "github.txt", b.Bytes())
	golden(t, "github.md", summary.Bytes())
	safe(t, b.String()+summary.String(), "\n")
	if n := strings.Count(b.String(), "\n"); n != annotations {
		t.Errorf("%d annotations", n)
	}
	for line := range strings.Lines(b.String()) {
		if !strings.HasPrefix(line, "::error ") && !strings.HasPrefix(line, "::warning ") {
			t.Errorf("a line of somebody else's: %q", line)
		}
	}
}

func TestGitHubSummaryHasALimit(t *testing.T) {
	var list List
	for i := range 20000 {
		list.Add(New("venue-unknown", at("a.toml", i+1, 1, 2, "x"), strings.Repeat("x", 150)))
	}
	var b, summary bytes.Buffer
	if err := GitHub(&b, &summary, list, "nl", nil); err != nil {
		t.Fatal(err)
	}
	if summary.Len() > 1<<20 || !strings.Contains(summary.String(), "\n… + ") {
		t.Errorf("%d bytes", summary.Len())
	}
}

func TestSARIF(t *testing.T) {
	var b bytes.Buffer
	if err := SARIF(&b, findings(), "en", "1.2.3"); err != nil {
		t.Fatal(err)
	}
	golden(t, "findings.sarif", b.Bytes())
	safe(t, b.String(), "\n")
	b.Reset()
	if err := SARIF(&b, nil, "en", ""); err != nil || !json.Valid(b.Bytes()) || !strings.Contains(b.String(), `"results": []`) {
		t.Errorf("nothing: %s, %v", b.String(), err)
	}
}

func TestSummary(t *testing.T) {
	for _, test := range []struct{ lang, want string }{{"en", "11 errors, 1 warning"}, {"nl", "11 fouten, 1 waarschuwing"}, {"fr-BE", "11 erreurs, 1 avertissement"}, {"de", "11 errors, 1 warning"}} {
		list := append(findings(), New("page-unknown", Place{}, "x"))
		if got := list.Summary(test.lang); got != test.want {
			t.Errorf("%s: %q, want %q", test.lang, got, test.want)
		}
	}
	if got := (List{}).Summary("nl"); got != "niets gevonden" {
		t.Errorf("nothing: %q", got)
	}
}

func TestExplain(t *testing.T) {
	for _, lang := range languages {
		story, _, ok := Explain("venue-unknown", lang)
		if !ok {
			t.Fatal("no story")
		}
		golden(t, "explain."+lang+".txt", []byte(story))
	}
	for _, c := range Codes() {
		for line := range strings.Lines(c.Explain("fr")) {
			if !strings.HasPrefix(line, "    ") && utf8.RuneCountInString(line) > columns+1 {
				t.Errorf("%s: a line of %d: %s", c.Name, utf8.RuneCountInString(line), line)
			}
		}
	}
	if _, nearest, ok := Explain("venue-unknwon", "en"); ok || nearest != "venue-unknown" {
		t.Errorf("nearest to venue-unknwon is %q", nearest)
	}
	if got := Markdown("nl"); strings.Count(got, "\n") != len(Codes()) || strings.Contains(got, "{1}") || !strings.Contains(got, "- `venue-unknown` (error): er is geen plaats …\n") {
		t.Error(got)
	}
}

// safe demands that nothing that a terminal obeys, and nothing that cannot be seen, is in s.
func safe(t *testing.T, s, allowed string) {
	t.Helper()
	if strings.Contains(s, "##[") {
		t.Errorf("a command to the runner got through: %q", s)
	}
	if !utf8.ValidString(s) {
		t.Error("not UTF-8")
	}
	for _, r := range s {
		if !strings.ContainsRune(allowed, r) && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029') {
			t.Errorf("U+%04X got through: %q", r, s)
			return
		}
	}
}

// FuzzText wants of every printer that nothing raw gets through, that carets stay on their line, and an end.
func FuzzText(f *testing.F) {
	f.Add("a.toml", "venue = 1", 1, 3, 1, 5, "x")
	f.Add("\x1b[2J", "\t\x1b]0;x\x07\u202e", 5, 2, 9, 1, "\r\n::error::x")
	f.Add("a:b,c", strings.Repeat("é", 500), 1, 450, 1, 9999, "%0A\xff")
	f.Add("##[group]", "##[add-mask]x", 1, 1, 1, 3, "##[debug]")
	f.Add("", "", 0, 0, -1, -5, "")
	f.Fuzz(func(t *testing.T, file, text string, line, column, endLine, endColumn int, value string) {
		text, _, _ = strings.Cut(text, "\n")
		list := List{New("venue-unknown", Place{file, Point{line, column}, Point{endLine, endColumn}, text}, value),
			New("no-such-code", Place{file, Point{line, column}, Point{endLine, endColumn}, text}, value).Near(value, []string{value + "\x1b"})}
		var b, summary bytes.Buffer
		for name, print := range map[string]func() error{
			"text":   func() error { return Text(&b, list, TextOptions{Lang: "en"}) },
			"json":   func() error { return JSON(&b, list, "nl") },
			"github": func() error { return GitHub(&b, &summary, list, "fr", nil) },
			"sarif":  func() error { return SARIF(&b, list, "en", "") },
		} {
			b.Reset()
			if err := print(); err != nil {
				t.Fatal(err)
			}
			allowed := "\n"
			if name == "text" {
				allowed = "\n\t"
			}
			safe(t, b.String(), allowed)
			switch name {
			case "json", "sarif":
				if !json.Valid(b.Bytes()) {
					t.Errorf("%s is not JSON: %s", name, b.Bytes())
				}
			case "github":
				if strings.Count(b.String(), "\n") > 2 {
					t.Errorf("more lines than findings: %q", b.String())
				}
			case "text":
				for l := range strings.Lines(b.String()) {
					if i := strings.Index(l, " | "); i == 5 && utf8.RuneCountInString(l) > 2*widest+20 {
						t.Errorf("a line of %d", utf8.RuneCountInString(l))
					}
				}
			}
		}
		safe(t, summary.String(), "\n")
	})
}
