package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What the guide of content/README.md tells people to type is walked in the story guide.txtar, in both languages.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile("../../content/README.md")
	if err != nil {
		t.Fatal(err)
	}
	story, err := os.ReadFile("testdata/script/guide.txtar")
	if err != nil {
		t.Fatal(err)
	}
	english, dutch, ok := strings.Cut(string(guide), "\n# De inhoud van de site")
	if !ok {
		t.Fatal("the guide has no Dutch half")
	}
	typed := regexp.MustCompile(`(?m)^\s{4,}go run \./cmd/modestad ([^#\n]*?)\s*(?:#.*)?$`)
	commands := func(text string) map[string]bool {
		out := map[string]bool{}
		for _, m := range typed.FindAllStringSubmatch(text, -1) {
			out[m[1]] = true
		}
		return out
	}
	in, also := commands(english), commands(dutch)
	if len(in) < 15 {
		t.Errorf("%d commands", len(in))
	}
	there := strings.NewReplacer("content/longread/chapters/ankers/en.md", "content/pages/about/en.md", "file://$WORK/www", "file:///srv/www").Replace(string(story))
	for c := range in {
		if words, _, _ := strings.Cut(c, " --lang"); !strings.Contains(there, "modestad "+words) && c != "serve" {
			t.Errorf("the story does not walk: modestad %s", c)
		}
		if !also[c] && !also[strings.ReplaceAll(c, "--lang en", "--lang nl")] {
			t.Errorf("the Dutch guide lacks: modestad %s", c)
		}
	}
}
