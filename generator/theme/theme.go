// Package theme reads what a site looks like: the templates and assets of a theme, built in or the site's own, file
// by file.
//
// Invariants: content never becomes a template; assets that pages load carry a hash of their bytes in their names,
// so that they never change under one address; every template that the program shows is there, or is a finding.
package theme

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"modestad/generator/diag"
	"modestad/generator/minify"
	"modestad/generator/source"
	"modestad/generator/template"
	"modestad/generator/tomlfile"
)

// A Theme is what pages are shown with. Addresses are relative to the site's base.
type Theme struct {
	Name      string
	Templates map[string]string // by name: page/event, part/text, directive/quote
	Assets    []Asset           // by address
	Admin     []Asset           // the web editor: the site's own, published as it is
	Style     string
	Script    string
	Icon      string
	Preload   []string
	Worker    []byte                  // the service worker, without the line that names the site's addresses; nil for none
	Book      []byte                  // the style sheet of e-books
	Colour    string                  // of the ground, for who installs the site: as CSS writes it
	Colours   map[string]string       // the custom properties of its styles that are colours, as #rrggbb: their first values
	Drawn     [][]byte                // the fonts of drawn pictures: for titles, for what is measured, and one with serifs
	files     map[string]*source.File // of the site's own templates

	prepare    sync.Once // at the first language that the templates are compiled for
	prepared   *template.Prepared
	prepareErr error
}

// An Asset is a file of the theme, as it is published.
type Asset struct {
	Address   string
	MediaType string
	Data      []byte
}

// mediaTypes are those of the files that a theme may have.
var mediaTypes = map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png",
	".jpg": "image/jpeg", ".webp": "image/webp", ".ico": "image/x-icon", ".txt": "text/plain", ".json": "application/json"}

// Folder is where themes lie in a site.
const Folder = "themes"

// Load reads a theme by its name: a file of the site's own goes before the built-in one of the same path. An error
// means that a built-in part is broken, which is a bug.
func Load(builtin fs.FS, tree *source.Tree, read func(path string) ([]byte, error), name string) (*Theme, diag.List, error) {
	t := &Theme{Name: name, Templates: map[string]string{}, files: map[string]*source.File{}}
	var found diag.List
	raw := map[string][]byte{}
	err := fs.WalkDir(builtin, name, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(builtin, p)
		raw[strings.TrimPrefix(p, name+"/")] = data
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("read theme %s: %w", name, err)
	}
	own := path.Join(Folder, name)
	for _, f := range tree.Under(own) {
		rel := strings.TrimPrefix(f.Path, own+"/")
		raw[rel], t.files[rel] = f.Data, f
	}
	for _, m := range tree.MediaUnder(own) {
		data, err := read(m.Path)
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", m.Path, err)
		}
		raw[strings.TrimPrefix(m.Path, own+"/")] = data
	}
	if len(raw) == 0 {
		return nil, nil, nil
	}
	names := make([]string, 0, len(raw))
	for n := range raw {
		names = append(names, n)
	}
	slices.Sort(names)
	manifest := t.manifest(raw["theme.toml"], &found)
	for _, n := range names {
		tmpl, ok := strings.CutPrefix(n, "templates/")
		if !ok || path.Ext(n) != ".html" {
			continue
		}
		t.lint(n, raw[n], &found)
		small, err := minify.Template(string(raw[n]))
		if err != nil {
			found.Add(t.place(n, 0, 0).Find("theme-template", n, err.Error()))
			small = string(raw[n])
		}
		t.Templates[strings.TrimSuffix(tmpl, ".html")] = small
	}
	if err := t.assets(raw, names, manifest, &found); err != nil {
		return nil, nil, err
	}
	for _, n := range names {
		if media := mediaTypes[path.Ext(n)]; strings.HasPrefix(n, "admin/") && media != "" {
			t.Admin = append(t.Admin, Asset{n, media, raw[n]})
		}
	}
	return t, found, nil
}

// a manifest is theme.toml.
type manifest struct {
	styles, preload []string
	script, icon    string
	worker, colour  string
	book            string
	drawn           []string
}

func (t *Theme) manifest(data []byte, found *diag.List) manifest {
	f := t.files["theme.toml"]
	if f == nil {
		f = &source.File{Path: path.Join(Folder, t.Name, "theme.toml"), Data: data}
	}
	doc := tomlfile.Parse(f.Span(0, len(f.Data)))
	r := doc.Root()
	for _, key := range []string{"name", "version", "licence", "description"} {
		r.Line(key)
	}
	m := manifest{styles: r.Lines("styles"), preload: r.Lines("preload"), script: r.Line("script"), icon: r.Line("icon"), worker: r.Line("worker"), colour: r.Line("colour"), book: r.Line("book"), drawn: r.Lines("drawn")}
	found.Add(doc.Close()...)
	return m
}

// place is a stretch of one of the theme's files.
func (t *Theme) place(rel string, start, end int) source.Span {
	if f := t.files[rel]; f != nil {
		return f.Span(start, end)
	}
	return (&source.File{Path: path.Join(Folder, t.Name, rel)}).Whole()
}

// lint refuses actions where no escaping can make them safe.
func (t *Theme) lint(rel string, data []byte, found *diag.List) {
	for _, f := range template.Lint(string(data)) {
		found.Add(t.place(rel, f.Offset, f.Offset+f.Length).Find("theme-action", f.Reason))
	}
}

// assets minifies and names what pages load.
func (t *Theme) assets(raw map[string][]byte, names []string, m manifest, found *diag.List) error {
	addresses := map[string]string{} // of assets that others name, by path in assets/
	add := func(rel string, data []byte) string {
		media := mediaTypes[path.Ext(rel)]
		if media == "" {
			found.Add(t.place("assets/"+rel, 0, 0).Find("theme-asset", rel))
			return ""
		}
		if small, ok, err := minify.Minify(media, data); err == nil && ok {
			data = small
		} else if err != nil {
			found.Add(t.place("assets/"+rel, 0, 0).Find("theme-minify", rel, err.Error()))
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(rel)
		address := "assets/" + strings.TrimSuffix(rel, ext) + "." + hex.EncodeToString(sum[:5]) + ext
		t.Assets = append(t.Assets, Asset{address, media, data})
		addresses[rel] = address
		return address
	}
	var css bytes.Buffer
	styles := map[string]bool{}
	for _, s := range m.styles {
		styles[s] = true
	}
	for _, n := range names {
		rel, ok := strings.CutPrefix(n, "assets/")
		if !ok || styles[rel] || strings.HasPrefix(path.Base(rel), "LICENSE") || path.Ext(rel) == ".txt" || path.Ext(rel) == ".md" {
			continue
		}
		if path.Ext(rel) == ".css" && rel != "widget.css" {
			continue // a style sheet that theme.toml does not list
		}
		if rel == m.worker {
			// A worker is published at the root, since it governs only what lies below it.
			t.Worker = raw[n]
			if small, ok, err := minify.Minify("text/javascript", raw[n]); err == nil && ok {
				t.Worker = small
			} else if err != nil {
				found.Add(t.place(n, 0, 0).Find("theme-minify", rel, err.Error()))
			}
			continue
		}
		add(rel, raw[n])
	}
	t.Colour = m.colour
	if m.book != "" {
		data, ok := raw["assets/"+m.book]
		if !ok {
			found.Add(t.place("theme.toml", 0, 0).Find("file-missing", "assets/"+m.book))
		}
		t.Book = data
		if small, ok, err := minify.Minify("text/css", data); err == nil && ok {
			t.Book = small
		} else if err != nil {
			found.Add(t.place("assets/"+m.book, 0, 0).Find("theme-minify", m.book, err.Error()))
		}
	}
	for _, s := range m.styles {
		data, ok := raw["assets/"+s]
		if !ok {
			found.Add(t.place("theme.toml", 0, 0).Find("file-missing", "assets/"+s))
			continue
		}
		css.Write(relocate(data, path.Dir(s), addresses))
		css.WriteByte('\n')
	}
	t.Colours = map[string]string{}
	for _, m := range property.FindAllSubmatch(css.Bytes(), -1) {
		if name := string(m[1]); t.Colours[name] == "" {
			t.Colours[name] = strings.ToLower(string(m[2]))
		}
	}
	for _, p := range m.drawn {
		data, ok := raw["assets/"+p]
		if !ok {
			found.Add(t.place("theme.toml", 0, 0).Find("file-missing", "assets/"+p))
		}
		t.Drawn = append(t.Drawn, data)
	}
	if css.Len() > 0 {
		t.Style = add("style.css", css.Bytes())
	}
	t.Script, t.Icon = addresses[m.script], addresses[m.icon]
	for _, p := range m.preload {
		if a := addresses[p]; a != "" {
			t.Preload = append(t.Preload, a)
		}
	}
	slices.SortFunc(t.Assets, func(a, b Asset) int { return cmp.Compare(a.Address, b.Address) })
	return nil
}

// property is a custom property of CSS that is a colour.
var property = regexp.MustCompile(`--([a-z0-9-]+):\s*(#[0-9a-fA-F]{6})\b`)

var cssURL = regexp.MustCompile(`url\((["']?)([^"')]+)(["']?)\)`)

// relocate rewrites the addresses in a style sheet, which are relative to its own folder in assets/, to the hashed
// ones, relative to assets/.
func relocate(css []byte, dir string, addresses map[string]string) []byte {
	return cssURL.ReplaceAllFunc(css, func(m []byte) []byte {
		parts := cssURL.FindSubmatch(m)
		if a := addresses[path.Join(dir, string(parts[2]))]; a != "" {
			return []byte(`url("` + strings.TrimPrefix(a, "assets/") + `")`)
		}
		return m
	})
}

// Asset gives the address of an asset by its path in the theme's assets folder.
func (t *Theme) Asset(rel string) string {
	ext := path.Ext(rel)
	base := "assets/" + strings.TrimSuffix(rel, ext) + "."
	for _, a := range t.Assets {
		if strings.HasPrefix(a.Address, base) && strings.HasSuffix(a.Address, ext) && len(a.Address) == len(base)+10+len(ext) {
			return a.Address
		}
	}
	return ""
}

// AdminAddress gives the address of a file of the web editor; empty where the site has none.
func (t *Theme) AdminAddress(address string) string {
	if slices.ContainsFunc(t.Admin, func(a Asset) bool { return a.Address == address }) {
		return address
	}
	return ""
}

// Fonts gives the addresses of the theme's fonts.
func (t *Theme) Fonts() []string {
	var out []string
	for _, a := range t.Assets {
		if a.MediaType == "font/woff2" {
			out = append(out, a.Address)
		}
	}
	return out
}

// Words gives the words of the interface to templates, in one language.
type Words interface {
	Text(key string, args ...any) string
	Plural(key string, n int, args ...any) string
	Has(key string) bool
}

// Compile makes the templates ready for a language, and tries each that is shown on an empty view. A template that
// lacks, that asks for what its view does not have, or that uses a word that nobody has, is a finding; the set is nil
// where the templates cannot be used at all.
func (t *Theme) Compile(w Words, views map[string]any) (*template.Set, diag.List) {
	var found diag.List
	names := slices.Sorted(maps.Keys(views))
	for _, n := range names {
		if _, ok := t.Templates[n]; !ok {
			found.Add(t.place("templates/"+n+".html", 0, 0).Find("theme-lacks", n))
		}
	}
	if found != nil {
		return nil, found
	}
	unknown := map[string]bool{}
	note := func(key string) {
		if !w.Has(key) {
			unknown[key] = true
		}
	}
	t.prepare.Do(func() {
		t.prepared, t.prepareErr = template.Prepare(template.Config{Files: t.Templates, Pure: map[string]any{"t": w.Text, "tn": w.Plural}, Entries: names})
	})
	if t.prepareErr != nil {
		return nil, diag.List{t.failed(t.prepareErr)}
	}
	set, err := t.prepared.Compile(nil, map[string]any{
		"t": func(key string, args ...any) string {
			note(key)
			return w.Text(key, args...)
		},
		"tn": func(key string, n int) string { return w.Plural(key, n) },
	})
	if err != nil {
		return nil, diag.List{t.failed(err)}
	}
	for _, n := range names {
		if _, err := set.Append(nil, n, views[n]); err != nil {
			found.Add(t.failed(err))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(unknown)) {
		found.Add(t.uses(key).Find("theme-word", key))
	}
	return set, found
}

// inTemplate is how html/template names the place of a fault: template: page/event:12:3.
var inTemplate = regexp.MustCompile(`template: ?"?([a-z0-9/-]+)"?`)

// failed is a fault of the templates as a finding, in the file that it names.
func (t *Theme) failed(err error) diag.Finding {
	name := "theme.toml"
	if m := inTemplate.FindStringSubmatch(err.Error()); m != nil {
		name = "templates/" + m[1] + ".html"
	}
	return t.place(name, -1, -1).Find("theme-template", name, err.Error())
}

// uses is the place where a template asks for a word.
func (t *Theme) uses(key string) source.Span {
	want := []byte(`"` + key + `"`)
	for _, n := range slices.Sorted(maps.Keys(t.files)) {
		if i := bytes.Index(t.files[n].Data, want); i >= 0 {
			return t.files[n].Span(i, i+len(want))
		}
	}
	return t.place("theme.toml", -1, -1)
}
