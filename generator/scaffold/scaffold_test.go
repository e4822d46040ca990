package scaffold

import (
	"regexp"
	"strings"
	"testing"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/source"
)

var (
	today  = civil.Date{Year: 2027, Month: 3, Day: 1}
	unused = regexp.MustCompile(`(?m)^# (\[[a-z]+\]$|[a-z_]+ = )`)
)

// Everything new is read without a finding, in every language of comments; and with every line in use that was
// commented out, nothing in it is unknown or of a wrong type.
func TestValid(t *testing.T) {
	for _, words := range []string{"en", "nl", "fr"} {
		site := Site("nl", words, "Europe/Brussels", today)
		cfg, found := config.Read(&source.File{Path: config.Name, Data: []byte(site[0].Text)})
		if len(found) > 0 {
			t.Fatalf("site.toml: %v\n%s", found, site[0].Text)
		}
		m := Maker{Config: cfg, Today: today, Words: words}
		all := append(site[1:], m.Partner("school")...)
		all = append(all, m.Chapter("next")...)
		for _, kind := range content.Kinds() {
			all = append(all, m.Event("school", kind, kind)...)
		}
		for _, f := range all {
			if strings.Contains(f.Text, "{{") || strings.Contains(f.Text, "\n\n\n") {
				t.Errorf("%s is not filled:\n%s", f.Path, f.Text)
			}
			o := content.Options{Config: cfg, Today: today}
			if p := content.ReadFile(&source.File{Path: f.Path, Data: []byte(f.Text)}, o); len(p.Found) > 0 {
				t.Errorf("%s: %v\n%s", f.Path, p.Found, f.Text)
			}
			whole := unused.ReplaceAllString(f.Text, "$1")
			if whole == f.Text && !strings.Contains(f.Path, "variants") {
				t.Errorf("%s has nothing commented out", f.Path)
			}
			for _, x := range content.ReadFile(&source.File{Path: f.Path, Data: []byte(whole)}, o).Found {
				switch x.Code {
				case "when-double", "place-double", "repeat-start": // one or the other
				default:
					t.Errorf("%s, with all in use: %s\n%s", f.Path, x.Message("en"), x.Place.Text)
				}
			}
		}
	}
}

func TestInsert(t *testing.T) {
	const table = "[languages.ar]\n"
	for _, c := range []struct{ name, site, want string }{
		{"behind the last", "[languages.nl]\na = 1\n[languages.en]\n# b\nb = 2\n\n[audiences.a]\n", "[languages.nl]\na = 1\n[languages.en]\n# b\nb = 2\n[languages.ar]\n\n[audiences.a]\n"},
		{"at the end", "[languages.nl]\na = 1", "[languages.nl]\na = 1\n[languages.ar]\n"},
		{"written otherwise", "languages = { nl = {} }\n", "languages = { nl = {} }\n\n[languages.ar]\n"},
	} {
		if got := Insert(c.site, table); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
