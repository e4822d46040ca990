package schema

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/source"
)

const siteText = `base_url = "https://example.org/"
timezone = "UTC"
default_language = "nl"
[languages.nl]
[audiences.talent]
`

// sample writes a value that a key may hold, inline.
func sample(holds string) string {
	switch {
	case strings.HasPrefix(holds, "*"):
		return "[" + sample(holds[1:]) + "]"
	case strings.HasPrefix(holds, "<@"):
		return "{ x = " + sample(holds[1:]) + " }"
	case holds == "@any":
		return "{}"
	case strings.HasPrefix(holds, "@"):
		t, _ := named(holds[1:])
		var keys []string
		for _, k := range t.Keys {
			keys = append(keys, concrete(k.Name)+" = "+sample(k.Holds))
		}
		return "{ " + strings.Join(keys, ", ") + " }"
	case strings.Contains(holds, "|"):
		return `"` + strings.Split(holds, "|")[0] + `"`
	}
	return map[string]string{"bool": "true", "int": "1", "number": "1.5", "date": "2027-01-01", "moment": "2027-01-01T10:00:00", "clock": "10:00:00",
		"url": `"https://example.org/"`, "month": `"2027-01"`, "any": `"2027"`}[holds] + map[bool]string{true: `"x"`}[holds == "text" || holds == "id" || holds == "name"]
}

func concrete(name string) string {
	switch name {
	case "[L]":
		return "nl"
	case "[A]":
		return "talent"
	case "*":
		return "x"
	}
	return name
}

// Every key of the table is one that the reader of its file knows, and holds what that expects.
func TestKeysAreRead(t *testing.T) {
	cfg, _ := config.Read(&source.File{Path: config.Name, Data: []byte(siteText)})
	for _, table := range Tables() {
		if table.Path == "" {
			continue
		}
		var b strings.Builder
		for _, k := range table.Keys {
			if strings.Contains(k.Holds, "@language") { // of a language, not of any id
				b.WriteString("languages = { nl = " + sample("@language") + " }\n")
				continue
			}
			b.WriteString(concrete(k.Name) + " = " + sample(k.Holds) + "\n")
		}
		text := b.String()
		file := strings.ReplaceAll(table.Path, "*", "x")
		file = strings.NewReplacer("planning/x", "planning/2027-q1", "variants/x/x", "variants/talent/nl", "x.md", "nl.md").Replace(file)
		if strings.HasSuffix(file, ".md") {
			text = "+++\n" + text + "+++\n"
		}
		f := &source.File{Path: file, Data: []byte(text)}
		var codes []string
		if table.Name == "site" {
			_, found := config.Read(f)
			for _, x := range found {
				codes = append(codes, x.Code+": "+x.Message("en"))
			}
		} else {
			for _, x := range content.ReadFile(f, content.Options{Config: cfg, Today: civil.Date{Year: 2027, Month: 1, Day: 1}}).Found {
				codes = append(codes, x.Code+": "+x.Message("en"))
			}
		}
		for _, c := range codes {
			if strings.Contains(c, "`sign_language`") || strings.Contains(c, "`value`") { // of several types
				continue
			}
			if strings.HasPrefix(c, "key-unknown") || strings.HasPrefix(c, "toml-") || strings.HasPrefix(c, "value-") || strings.HasPrefix(c, "file-stray") {
				t.Errorf("%s: %s\n%s", file, c, text)
			}
		}
	}
}

var asked = regexp.MustCompile(`(?:\.(?:Line|Ref|Refs|Lines|Text|Block|Table|Tables|Items|Any|Bool|Int|Number|Date|Clock|Moment)\(|\b(?:OneOf|words|ReadBy|URL|due|by|moment|deadline)\(\w+, )"([a-z_]+)"`)

// What the readers ask for is in the table.
func TestReadersKeys(t *testing.T) {
	var known []string
	for _, table := range Tables() {
		for _, k := range table.Keys {
			known = append(known, k.Name)
		}
	}
	n := 0
	for _, dir := range []string{"../content", "../config"} {
		files, _ := filepath.Glob(dir + "/*.go")
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || filepath.Base(file) == "outputs.go" {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range asked.FindAllStringSubmatch(string(data), -1) {
				n++
				if !slices.Contains(known, m[1]) {
					t.Errorf("%s asks for %q, which keys.txt has not", file, m[1])
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d keys were looked at", n)
	}
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		file  string
		parts []string
		first string
	}{
		{"content/partners/momu/events/a.toml", nil, "kind"}, {"content/partners/momu/events/a.toml", []string{"nl"}, "title"},
		{"content/partners/momu/events/a.toml", []string{"repeat", "change"}, "on"}, {"content/facts.toml", []string{"x"}, "value"},
		{"content/facts.toml", []string{"x", "nl"}, "label"}, {"content/plan.toml", []string{"lines"}, "id"}, {"content/plan.toml", []string{"lines", "nl"}, "title"},
		{"site.toml", []string{"languages", "nl"}, "title"}, {"site.toml", []string{"feeds", "x", "nl"}, "title"},
		{"content/longread/chapters/a/nl.md", []string{"talent"}, "title"},
	} {
		if got := Order(c.file, c.parts); len(got) == 0 || got[0] != c.first {
			t.Errorf("%s %v: %v", c.file, c.parts, got)
		}
	}
	if got := Order("other.toml", nil); got != nil {
		t.Errorf("a file of no kind: %v", got)
	}
}

// Every table is used, every reference leads to one, and its schema is JSON.
func TestTables(t *testing.T) {
	used := map[string]bool{}
	for _, table := range Tables() {
		for _, k := range table.Keys {
			if in, _, ok := k.Inside(); ok {
				used[in.Name] = true
			} else if strings.Contains(k.Holds, "@") && k.Holds != "@any" {
				t.Errorf("%s.%s holds %s, which is no table", table.Name, k.Name, k.Holds)
			}
		}
		data, err := JSON(table, []string{"nl"}, []string{"talent"})
		if err != nil || !json.Valid(data) {
			t.Errorf("%s: %v", table.Name, err)
		}
	}
	for _, table := range Tables() {
		if table.Path == "" && !used[table.Name] {
			t.Errorf("nothing holds %s", table.Name)
		}
	}
}
