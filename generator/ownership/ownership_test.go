package ownership

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"modestad/generator/config"
	"modestad/generator/history"
)

func rules() Rules {
	return Rules{Publisher: "city", CalendarManager: "museum", Partners: []string{"city", "museum", "school", "ap-school"},
		Roles: config.Roles{Publisher: []string{"**"}, CalendarManager: []string{"content/official.toml", "content/series/**"}}}
}

// proposal makes a difference of lines such as "+ path text", "- path text", "~ path before -> after"; a mode may stand
// behind the sign.
func proposal(lines ...string) (history.Diff, func(string) []byte) {
	texts := map[string][]byte{}
	var d history.Diff
	blob := func(text string) string {
		id := fmt.Sprint(len(texts))
		texts[id] = []byte(strings.ReplaceAll(text, ";", "\n"))
		return id
	}
	for _, l := range lines {
		sign, rest, _ := strings.Cut(l, " ")
		file, text, _ := strings.Cut(rest, " ")
		mode := history.File
		if m := sign[1:]; m != "" {
			fmt.Sscanf(m, "%o", &mode)
		}
		c := history.Change{Path: file}
		switch sign[0] {
		case '+':
			c.After = history.Entry{Path: file, Mode: mode, Blob: blob(text)}
		case '-':
			c.Before = history.Entry{Path: file, Mode: mode, Blob: blob(text)}
		case '~':
			was, is, _ := strings.Cut(text, " -> ")
			c.Before = history.Entry{Path: file, Mode: history.File, Blob: blob(was)}
			c.After = history.Entry{Path: file, Mode: mode, Blob: blob(is)}
		}
		d.Changes = append(d.Changes, c)
	}
	return d, func(id string) []byte { return texts[id] }
}

func TestCheck(t *testing.T) {
	const events = "content/partners/school/events/"
	for _, c := range []struct {
		name, partner string
		changes       []string
		want          []string // codes
	}{
		{"own event", "school", []string{"+ " + events + "show.toml start = 2027-01-01"}, nil},
		{"own picture", "school", []string{"+ content/partners/school/media/a.jpg"}, nil},
		{"the site", "school", []string{"~ site.toml a -> b"}, []string{"ownership-foreign"}},
		{"a workflow", "school", []string{"+ .github/workflows/x.yml"}, []string{"ownership-foreign"}},
		{"a theme", "school", []string{"~ themes/patroon/page.html a -> b"}, []string{"ownership-foreign"}},
		{"another's event", "school", []string{"- content/partners/museum/events/a.toml draft=true"}, []string{"ownership-foreign"}},
		{"folder's name as a prefix", "school", []string{"+ content/partners/school2/partner.toml"}, []string{"ownership-foreign"}},
		{"no path out", "school", []string{"+ content/partners/school"}, []string{"ownership-foreign"}},
		{"a move is both", "school", []string{"- content/partners/museum/events/a.toml draft=true", "+ " + events + "a.toml"}, []string{"ownership-foreign"}},
		{"the folder's capitals", "school", []string{"+ content/partners/School/events/a.toml"}, []string{"ownership-foreign", "ownership-lookalike"}},
		{"the tree's capitals", "school", []string{"+ Content/partners/school/events/a.toml"}, []string{"ownership-foreign"}},
		{"Cyrillic", "school", []string{"+ content/partners/sсhool/events/a.toml"}, []string{"ownership-foreign", "ownership-lookalike"}},
		{"a new partner", "atelier", []string{"+ content/partners/atelier/partner.toml name = \"A\""}, nil},
		{"a new partner like an old one", "mu5eum", []string{"+ content/partners/mu5eum/partner.toml"}, []string{"ownership-lookalike"}},
		{"a hyphen less", "apschool", []string{"+ content/partners/apschool/partner.toml"}, []string{"ownership-lookalike"}},
		{"the calendar manager's list", "museum", []string{"~ content/official.toml a -> b", "+ content/series/2027/x.toml"}, nil},
		{"not the calendar manager's", "museum", []string{"~ content/facts.toml a -> b"}, []string{"ownership-foreign"}},
		{"the publisher", "city", []string{"~ site.toml a -> b", "+100755 .ci/test", "+ content/partners/city/logo.svg", "+ .gitattributes"}, nil},
		{"a link", "school", []string{"+120000 content/partners/school/logo.png /etc/passwd"}, []string{"ownership-link"}},
		{"a link that a text becomes", "school", []string{"~120000 " + events + "a.toml draft=true -> /etc/passwd"}, []string{"ownership-link"}},
		{"a link of the publisher", "city", []string{"+120000 x y"}, []string{"ownership-link"}},
		{"a submodule", "school", []string{"+160000 content/partners/school/media"}, []string{"ownership-submodule"}},
		{"a program", "school", []string{"+100755 " + events + "a.toml"}, []string{"ownership-mode"}},
		{"a program in content", "city", []string{"+100755 content/facts.toml"}, []string{"ownership-mode"}},
		{"hidden", "school", []string{"+ content/partners/school/.gitattributes"}, []string{"ownership-hidden"}},
		{"invisible", "school", []string{"+ content/partners/school/media/a\u200bb.png"}, []string{"ownership-name"}},
		{"mixed scripts", "school", []string{"+ content/partners/school/media/fоto.png"}, []string{"ownership-name"}},
		{"one script", "school", []string{"+ content/partners/school/media/фото.png"}, nil},
		{"reserved", "school", []string{"+ content/partners/school/media/AUX.png"}, []string{"ownership-name"}},
		{"svg", "school", []string{"+ content/partners/school/logo.SVG"}, []string{"ownership-svg"}},
		{"svg of the calendar manager", "museum", []string{"+ content/series/a.svg"}, []string{"ownership-svg"}},
		{"a foreign old name", "school", []string{"+ " + events + `a.toml renamed_from=["museum/a"]`}, []string{"ownership-renamed"}},
		{"one's own old name in full", "school", []string{"+ " + events + `a.toml renamed_from=["school/b"]`}, nil},
		{"the publisher moves", "city", []string{"- content/partners/museum/events/a.toml x=1", "+ " + events + `a.toml renamed_from=["museum/a"]`}, nil},
		{"a foreign name that was there", "school", []string{"~ " + events + `a.toml renamed_from=["museum/a"] -> renamed_from=["museum/a"];draft=false`}, nil},
		{"a foreign name that moves along", "school", []string{"- " + events + `a.toml renamed_from=["museum/a"]`, "+ " + events + `b.toml renamed_from=["museum/a","a"]`}, nil},
		{"a partner's old name", "school", []string{"~ content/partners/school/partner.toml a=1 -> renamed_from=[\"museum\"]"}, []string{"ownership-partner-name"}},
		{"removed", "school", []string{"- " + events + "a.toml start=2027-01-01"}, []string{"ownership-vanish"}},
		{"removed draft", "school", []string{"- " + events + "a.toml draft=true"}, nil},
		{"renamed and forgotten", "school", []string{"- " + events + "a.toml x=1", "+ " + events + "b.toml x=1"}, []string{"ownership-vanish"}},
		{"renamed", "school", []string{"- " + events + "a.toml x=1", "+ " + events + `b.toml renamed_from=["a"]`}, nil},
		{"hidden by draft", "school", []string{"~ " + events + "a.toml x=1 -> draft=true"}, []string{"ownership-vanish"}},
		{"cancelled", "school", []string{"~ " + events + `a.toml x=1 -> status="cancelled"`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, text := proposal(c.changes...)
			var got []string
			for _, f := range Check(rules(), c.partner, d, text) {
				got = append(got, f.Code)
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// A site in a folder of its repository: what is outside belongs to whom everything is given.
func TestOutside(t *testing.T) {
	r := rules()
	r.Prefix = "web/site/"
	d, text := proposal("+ web/site/content/partners/school/partner.toml x=1", "~ web/Makefile a -> b", "~ README.md a -> b", "~ content/partners/school/a.md a -> b")
	got := Check(r, "school", d, text)
	var files []string
	for _, f := range got {
		files = append(files, f.Place.File)
	}
	slices.Sort(files)
	if want := []string{"../../README.md", "../../content/partners/school/a.md", "../Makefile"}; !slices.Equal(files, want) {
		t.Errorf("got %v, want %v", files, want)
	}
	if got := Check(r, "city", d, text); len(got) > 0 {
		t.Errorf("the publisher: %v", got)
	}
	r.Roles = config.Roles{}
	if got := Check(r, "city", d, text); len(got) != 4 {
		t.Errorf("a publisher without patterns: %v", got)
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, file string
		want          bool
	}{
		{"**", "a/b/c", true}, {"*", "a", true}, {"*", "a/b", false}, {"content/series/**", "content/series/a.toml", true},
		{"content/series/**", "content/series/a/b.toml", true}, {"content/series/**", "content/seriesa.toml", false},
		{"content/series/", "content/series/a/b", true}, {"**/*.md", "README.md", true}, {"**/*.md", "a/b/x.md", true}, {"**/*.md", "a/b/x.toml", false},
		{"content/**/nl.md", "content/pages/about/nl.md", true}, {"content/**/nl.md", "content/nl.md", true}, {"/site.toml", "site.toml", true},
		{"Content/**", "content/a", false}, {"[", "[", false}, {"", "a", false}, {"a/**/b/**/c", "a/x/b/y/z/c", true}, {"a/**/b/**/c", "a/x/y/z/c", false},
	} {
		if got := Match(c.pattern, c.file); got != c.want {
			t.Errorf("Match(%q, %q) = %v", c.pattern, c.file, got)
		}
	}
}

// FuzzMatch: no pattern and no path panics or takes long, and ** fits everything.
func FuzzMatch(f *testing.F) {
	f.Add("a/**/b", "a/x/b")
	f.Add(strings.Repeat("**/a/", 50), strings.Repeat("a/", 200))
	f.Fuzz(func(t *testing.T, pattern, file string) {
		Match(pattern, file)
		if !Match("**", file) {
			t.Errorf("** does not fit %q", file)
		}
		odd(file)
		skeleton(file)
	})
}
