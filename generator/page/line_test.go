package page

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"modestad/generator/content"
	builtin "modestad/i18n"
)

// The spaces of French, as its catalogue has them: narrow before ; ! ? and within quotation marks, full before a colon.
func TestLine(t *testing.T) {
	b := example(t)
	const typed = "La mode : pour qui ? « Pour \"tous\" » ; à 20:30 !"
	const set = "La mode\u00a0: pour qui\u202f? «\u202fPour \"tous\"\u202f»\u202f; à 20:30\u202f!"
	if got := b.Edition("fr").text(typed, "fr"); got.Text != set || got.Lang != "" {
		t.Errorf("in French: %q", got)
	}
	if got := b.Edition("nl").text(typed, "fr"); got.Text != set || got.Lang != "fr-BE" {
		t.Errorf("in French on a page in Dutch: %q", got)
	}
	if got := b.Edition("fr").text(typed, "nl"); got.Text != typed {
		t.Errorf("in Dutch on a page in French: %q", got)
	}
	if got := b.Edition("fr").by(content.By[string]{{Lang: "fr", Value: typed}}); got.Text != set {
		t.Errorf("a name: %q", got)
	}
	for address, want := range map[string]string{"https://modestad.example/?a=b;c": "", "12:30": "", "Oui?": "Oui\u202f?", "": ""} {
		if want == "" {
			want = address
		}
		if got := b.Edition("fr").line(address); got != want {
			t.Errorf("%q became %q", address, got)
		}
	}
}

// The interface's own texts are typed as they are set.
func TestCatalogueLines(t *testing.T) {
	quoted := regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	for _, ed := range example(t).Editions {
		data, err := fs.ReadFile(builtin.Files, ed.lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if strings.HasPrefix(line, "before ") || strings.HasPrefix(line, "quotes ") || strings.Contains(line, "{ display: block") {
				continue // the rules themselves; a line of CSS
			}
			for _, text := range quoted.FindAllString(line, -1) {
				text = text[1 : len(text)-1]
				if want := ed.line(text); want != text {
					t.Errorf("%s.toml:%d: %q, which is set as %q", ed.lang, i+1, text, want)
				}
			}
		}
	}
}
