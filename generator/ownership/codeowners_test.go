package ownership

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"modestad/generator/config"
)

func TestCodeowners(t *testing.T) {
	r := rules()
	r.Prefix = "web/"
	r.Roles.CalendarManager = append(r.Roles.CalendarManager, "content/planning/my plan.toml")
	want := `# modestad codeowners: begin
* @org/city
/web/content/partners/ap-school/ @org/ap-school @org/city
/web/content/partners/city/ @org/city
/web/content/partners/museum/ @org/museum @org/city
/web/content/partners/school/ @org/school @org/city
/web/content/official.toml @org/museum @org/city
/web/content/series/** @org/museum @org/city
/web/content/planning/my\ plan.toml @org/museum @org/city
# modestad codeowners: end
`
	if got := Codeowners(r, "github", "org"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// The regular expressions of Forgejo fit what the patterns fit.
func TestExpression(t *testing.T) {
	r := rules()
	r.Roles = config.Roles{CalendarManager: []string{"content/official.toml", "content/series/**", "content/**/nl.md", "a?c/*.md"}}
	files := []string{"content/official.toml", "content/officialxtoml", "content/series/a/b", "content/nl.md", "content/x/nl.md", "abc/x.md", "a/c/x.md", "abc/d/x.md"}
	lines := strings.Split(Codeowners(r, "forgejo", "org"), "\n")
	for _, p := range r.Roles.CalendarManager {
		e := expression("/" + p)
		if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, e+" ") }) {
			t.Errorf("no line for %s", e)
		}
		for _, f := range files {
			if got, want := regexp.MustCompile("^"+e+"$").MatchString(f), Match(p, f); got != want {
				t.Errorf("%s and %s: %v, and by the pattern %v", e, f, got, want)
			}
		}
	}
}

func TestDiffers(t *testing.T) {
	lines := blockBegin + "\na\nb\n" + blockEnd + "\n"
	for _, c := range []struct {
		name, file   string
		lacks, extra []string
	}{
		{"the same", lines, nil, nil},
		{"with lines by hand around", "x\n" + lines + "y\n", nil, nil},
		{"none", "", []string{"a", "b"}, nil},
		{"one too few, one too many", blockBegin + "\na\nc\n" + blockEnd + "\n", []string{"b"}, []string{"c"}},
		{"never closed", blockBegin + "\na\nb\n", []string{"a", "b"}, nil},
		{"another order", blockBegin + "\nb\na\n" + blockEnd, []string{"a", "b"}, []string{"b", "a"}},
	} {
		lacks, extra := Differs(c.file, lines)
		if !slices.Equal(lacks, c.lacks) || !slices.Equal(extra, c.extra) {
			t.Errorf("%s: %v, %v", c.name, lacks, extra)
		}
	}
}
