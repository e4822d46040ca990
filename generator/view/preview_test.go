package view_test

import (
	"bytes"
	"flag"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"testing"

	"modestad/i18n"
	"modestad/themes"
)

var preview = flag.String("preview", "", "write the previews of all pages to this folder")

const theme = "patroon"

// The theme's templates, by name.
func sources(t testing.TB) map[string]string {
	t.Helper()
	root, files := path.Join(theme, "templates"), map[string]string{}
	err := fs.WalkDir(themes.Files, root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".html" {
			return err
		}
		data, err := fs.ReadFile(themes.Files, p)
		files[strings.TrimSuffix(strings.TrimPrefix(p, root+"/"), ".html")] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// messages reads the flat messages of a catalogue: enough for previews, not a reader of TOML.
func messages(t testing.TB, lang string) map[string]string {
	t.Helper()
	data, err := fs.ReadFile(i18n.Files, lang+".toml")
	if err != nil {
		t.Fatal(err)
	}
	out, group := map[string]string{}, ""
	entry := regexp.MustCompile(`^([\w-]+)\s*=\s*"((?:[^"\\]|\\.)*)"`)
	for _, line := range strings.Split(string(data), "\n") {
		if strings.HasPrefix(line, "[") {
			group = line[1:strings.Index(line, "]")] + "."
		} else if m := entry.FindStringSubmatch(line); m != nil {
			out[group+m[1]] = m[2]
		}
	}
	return out
}

// parsed is the theme in one language.
func parsed(t testing.TB, lang string) *template.Template {
	t.Helper()
	words := messages(t, lang)
	set := template.New("").Funcs(template.FuncMap{
		"t": func(key string, args ...any) (string, error) {
			if s, ok := words[key]; ok {
				return s, nil
			}
			return "", fmt.Errorf("no message %q in %s", key, lang)
		},
		"tn": func(key string, n int) string { return fmt.Sprint(n, " ", key) },
	})
	for name, text := range sources(t) {
		if _, err := set.New(name).Parse(text); err != nil {
			t.Fatal(err)
		}
	}
	return set
}

// Every page type renders with rich, with empty and with right-to-left data, and no template is missing or idle.
func TestPages(t *testing.T) {
	sets := map[string]*template.Template{"nl": parsed(t, "nl"), "en": parsed(t, "en"), "fr": parsed(t, "fr"), "ar": parsed(t, "en")}
	pages := map[string][]byte{}
	shown := map[string]bool{}
	for _, s := range samples(t, sets) {
		var out bytes.Buffer
		if err := sets[s.lang].ExecuteTemplate(&out, s.template, s.data); err != nil {
			t.Errorf("%s: %v", s.file, err)
			continue
		}
		if i := bytes.Index(out.Bytes(), []byte("ZgotmplZ")); i >= 0 {
			t.Errorf("%s: an address was refused: %s", s.file, out.Bytes()[max(0, i-80):i])
		}
		pages[s.file], shown[s.template] = out.Bytes(), true
	}
	call := regexp.MustCompile(`\{\{-?\s*template "([^"]+)"`)
	all := sources(t)
	var walk func(name string)
	used := map[string]bool{}
	walk = func(name string) {
		if used[name] {
			return
		}
		used[name] = true
		if _, ok := all[name]; !ok {
			t.Errorf("template %q does not exist", name)
		}
		for _, m := range call.FindAllStringSubmatch(all[name], -1) {
			walk(m[1])
		}
	}
	for name := range all {
		if !strings.HasPrefix(name, "part/") {
			walk(name)
		}
	}
	for _, name := range names(all) {
		if !used[name] {
			t.Errorf("template %q is never used", name)
		}
		if strings.HasPrefix(name, "page/") && !shown[name] {
			t.Errorf("template %q has no preview", name)
		}
	}
	if *preview != "" {
		write(t, *preview, pages)
	}
}

// Every directive's template renders its empty view too.
func TestDirectives(t *testing.T) {
	set := parsed(t, "nl")
	for name, data := range directives() {
		for _, v := range []any{data, reflect.New(reflect.TypeOf(data)).Elem().Interface()} {
			if err := set.ExecuteTemplate(&bytes.Buffer{}, name, v); err != nil {
				t.Error(err)
			}
		}
	}
	for name := range sources(t) {
		if strings.HasPrefix(name, "directive/") && directives()[name] == nil {
			t.Errorf("%s has no sample", name)
		}
	}
}

// Words of the interface exist in every built-in language.
func TestMessages(t *testing.T) {
	key := regexp.MustCompile(`\bt "([^"]+)"`)
	for _, lang := range []string{"nl", "en", "fr"} {
		words := messages(t, lang)
		for name, text := range sources(t) {
			for _, m := range key.FindAllStringSubmatch(text, -1) {
				if words[m[1]] == "" {
					t.Errorf("%s.toml has no %q, which %s says", lang, m[1], name)
				}
			}
		}
	}
}

// Actions stand in element text and in double-quoted attribute values only, so that templates stay simple to
// compile and to judge.
func TestActionPlaces(t *testing.T) {
	all := sources(t)
	for _, name := range names(all) {
		for _, fault := range places(all[name]) {
			t.Errorf("%s: %s", name, fault)
		}
	}
	for text, want := range map[string]int{
		`<a href="{{.X}}">{{.Y}}</a>`:     0,
		`<a {{if .X}}b{{end}}>`:           2,
		`<a href={{.X}}>`:                 1,
		`<a onclick="{{.X}}">`:            1,
		`<img srcset="{{.X}}">`:           1,
		`<script>{{.X}}</script>{{.Y}}`:   1,
		`<!-- {{.X}} -->`:                 1,
		`<p style="color:{{.X}}">a > b`:   1,
		`<script src="{{.X}}"></script>x`: 0,
	} {
		if got := len(places(text)); got != want {
			t.Errorf("%s has %d faults, want %d", text, got, want)
		}
	}
}

// places finds actions where none may stand.
func places(text string) (faults []string) {
	token := regexp.MustCompile(`(?s)^\{\{.*?\}\}`)
	name := regexp.MustCompile(`([\w:-]+)\s*=\s*$`)
	inTag, quote, raw, attr, tagStart := false, false, "", "", 0
	for i := 0; i < len(text); {
		rest := text[i:]
		if m := token.FindString(rest); m != "" {
			switch {
			case raw != "":
				faults = append(faults, "action in "+raw+": "+m)
			case inTag && !quote:
				faults = append(faults, "action in a tag: "+m)
			case quote && (attr == "srcset" || attr == "style" || strings.HasPrefix(attr, "on")):
				faults = append(faults, "action in "+attr+": "+m)
			}
			i += len(m)
			continue
		}
		switch {
		case raw == "comment" && strings.HasPrefix(rest, "-->"), raw != "" && raw != "comment" && strings.HasPrefix(rest, "</"+raw):
			raw = ""
		case raw != "":
		case !inTag && strings.HasPrefix(rest, "<!--"):
			raw = "comment"
		case !inTag && rest[0] == '<':
			inTag, tagStart = true, i
		case inTag && rest[0] == '"':
			if quote = !quote; quote {
				attr = ""
				if m := name.FindStringSubmatch(text[tagStart:i]); m != nil {
					attr = m[1]
				}
			}
		case inTag && !quote && rest[0] == '>':
			inTag = false
			for _, r := range []string{"script", "style"} {
				if strings.HasPrefix(text[tagStart:], "<"+r) {
					raw = r
				}
			}
		}
		i++
	}
	return faults
}

func names(m map[string]string) []string {
	var out []string
	for n := range m {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// list reads an array of strings out of theme.toml.
func list(t testing.TB, key string) []string {
	t.Helper()
	data, err := fs.ReadFile(themes.Files, theme+"/theme.toml")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?s)\n` + key + `\s*=\s*\[(.*?)\]`).FindStringSubmatch(string(data))
	if m == nil {
		t.Fatalf("theme.toml has no %s", key)
	}
	var out []string
	for _, q := range regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(m[1], -1) {
		out = append(out, q[1])
	}
	return out
}

// stylesheet is all styles in order, as the generator joins them.
func stylesheet(t testing.TB) []byte {
	t.Helper()
	var all []byte
	for _, name := range list(t, "styles") {
		data, err := fs.ReadFile(themes.Files, path.Join(theme, "assets", name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	return all
}

func write(t *testing.T, dir string, pages map[string][]byte) {
	put := func(name string, data []byte) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range pages {
		put(name, data)
	}
	put("assets/css/site.css", stylesheet(t))
	for _, kind := range []string{"fonts", "js", "icons"} {
		files, err := fs.Glob(themes.Files, path.Join(theme, "assets", kind, "*.*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := fs.ReadFile(themes.Files, f)
			if err != nil {
				t.Fatal(err)
			}
			put(path.Join("assets", kind, path.Base(f)), data)
		}
	}
}
