package generator

import (
	"crypto/sha256"
	"fmt"
	"html/template"
	"io/fs"
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/i18n"
	"modestad/generator/page"
	"modestad/generator/source"
	gotemplate "modestad/generator/template"
	"modestad/generator/theme"
	"modestad/generator/tomlfile"
	builtin "modestad/i18n"
	"modestad/themes"
)

// sections are the parts of a site whose slugs are localised.
var sections = []string{"calendar", "menu", "calls", "support", "partners", "areas", "venues", "series", "plan", "facts", "sources", "planning",
	"join", "search"}

// catalogueFolder is where a site keeps interface texts of its own.
const catalogueFolder = "i18n"

// readLanguages makes what each language of the site needs: its locale, and its texts: the site's own before the
// built-in ones, and those of its fallbacks, at last English, where it has none.
func readLanguages(cfg *config.Config, tree *source.Tree) (map[string]*i18n.Language, diag.List, error) {
	var found diag.List
	locales, catalogues := map[string]*i18n.Locale{}, map[string]*i18n.Catalogue{}
	for _, l := range cfg.Languages {
		locale, err := i18n.Lookup(l.Tag, l.Locale)
		if err != nil {
			found.Add(l.LocaleAt.Find("locale-unknown", l.Locale))
			if locale, err = i18n.Lookup(l.Tag, l.Tag); err != nil {
				return nil, nil, fmt.Errorf("language %s: %w", l.Tag, err)
			}
		}
		locales[l.Tag] = locale
		c, err := builtinCatalogue(l.Tag)
		if err != nil {
			return nil, nil, err
		}
		if f := tree.File(catalogueFolder + "/" + l.Tag + ".toml"); f != nil {
			own, faults := readCatalogue(f)
			found.Add(faults...)
			c = own.Over(c)
		}
		catalogues[l.Tag] = c
	}
	for _, f := range tree.Under(catalogueFolder) {
		tag, ok := strings.CutSuffix(strings.TrimPrefix(f.Path, catalogueFolder+"/"), ".toml")
		if ok && !slices.Contains(cfg.Tags(), tag) && !isBuiltin(tag) {
			found.Add(f.Whole().Find("language-undeclared", tag).Near(tag, cfg.Tags()))
		}
	}
	english, err := builtinCatalogue("en")
	if err != nil {
		return nil, nil, err
	}
	plain := map[string]*i18n.Language{}
	for tag, l := range locales {
		plain[tag] = i18n.New(l, catalogues[tag])
	}
	enLocale, err := i18n.Lookup("en", "en")
	if err != nil {
		return nil, nil, err
	}
	last := i18n.New(enLocale, english)
	out := map[string]*i18n.Language{}
	for _, l := range cfg.Languages {
		var fallbacks []*i18n.Language
		for _, f := range cfg.Chain(l.Tag)[1:] {
			fallbacks = append(fallbacks, plain[f])
		}
		out[l.Tag] = i18n.New(locales[l.Tag], catalogues[l.Tag], append(fallbacks, last)...)
		if missing := out[l.Tag].Missing(); len(missing) > 0 {
			f := tree.File(catalogueFolder + "/" + l.Tag + ".toml")
			if f == nil {
				f = &source.File{Path: catalogueFolder + "/" + l.Tag + ".toml"}
			}
			shown := missing[:min(len(missing), 5)]
			found.Add(f.Whole().Find("messages-missing", l.Tag, len(missing), strings.Join(shown, ", ")))
		}
	}
	return out, found, nil
}

func isBuiltin(tag string) bool {
	_, err := builtin.Files.Open(tag + ".toml")
	return err == nil
}

// builtinCatalogue reads the texts that the program carries; nil where it has none in that language. They are tested
// with the program, so that a fault in them is a bug.
func builtinCatalogue(tag string) (*i18n.Catalogue, error) {
	data, err := builtin.Files.ReadFile(tag + ".toml")
	if err != nil {
		return nil, nil
	}
	doc := tomlfile.Parse((&source.File{Path: tag + ".toml", Data: data}).Span(0, len(data)))
	c := i18n.ReadCatalogue(doc.Root().Raw(), func(f i18n.Fault) { err = fmt.Errorf("built-in texts in %s: %s at %v", tag, f.Kind, f.Path) })
	return c, err
}

// readCatalogue reads a site's own texts.
func readCatalogue(f *source.File) (*i18n.Catalogue, diag.List) {
	doc := tomlfile.Parse(f.Span(0, len(f.Data)))
	root := doc.Root()
	var found diag.List
	c := i18n.ReadCatalogue(root.Raw(), func(x i18n.Fault) {
		found.Add(root.Path(x.Path...).Find("message-"+string(x.Kind), strings.Join(x.Path, "."), x.Value))
	})
	return c, append(doc.Close(), found...)
}

func words(s string) []string { return strings.Fields(s) }

// A remembered thing was made of what its key is a digest of.
type remembered[T any] struct {
	key   [sha256.Size]byte
	value T
	found diag.List
}

// languages gives what each language of the site needs; as it was, where neither site.toml nor a text changed.
func (m *Memory) languages(cfg *config.Config, tree *source.Tree) (map[string]*i18n.Language, diag.List, error) {
	if m == nil {
		return readLanguages(cfg, tree)
	}
	h := sha256.New()
	for _, f := range append(tree.Under(catalogueFolder), tree.File(config.Name)) {
		fmt.Fprintf(h, "%q %q", f.Path, f.Data)
	}
	if key := [sha256.Size]byte(h.Sum(nil)); m.words.value == nil || key != m.words.key {
		languages, found, err := readLanguages(cfg, tree)
		if err != nil {
			return nil, nil, err
		}
		m.words = remembered[map[string]*i18n.Language]{key, languages, found}
	}
	return m.words.value, slices.Clone(m.words.found), nil
}

// theme reads the site's theme; it is as it was, where none of the site's own files of it changed.
func (m *Memory) theme(cfg *config.Config, tree *source.Tree, fsys fs.FS) (*theme.Theme, diag.List, error) {
	media := map[string][]byte{}
	h := sha256.New()
	own := theme.Folder + "/" + cfg.Theme
	fmt.Fprintf(h, "%q", cfg.Theme)
	for _, f := range tree.Under(own) {
		fmt.Fprintf(h, "%q %q", f.Path, f.Data)
	}
	for _, f := range tree.MediaUnder(own) {
		data, err := fs.ReadFile(fsys, f.Path)
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", f.Path, err)
		}
		media[f.Path] = data
		fmt.Fprintf(h, "%q %x", f.Path, sha256.Sum256(data))
	}
	key := [sha256.Size]byte(h.Sum(nil))
	if m != nil && m.look.value != nil && m.look.key == key {
		return m.look.value, slices.Clone(m.look.found), nil
	}
	look, found, err := theme.Load(themes.Files, tree, func(p string) ([]byte, error) { return media[p], nil }, cfg.Theme)
	if m != nil && err == nil {
		m.look = remembered[*theme.Theme]{key, look, slices.Clone(found)}
	}
	return look, found, err
}

// blocks shows a directive's view by its template.
func blocks(set *gotemplate.Set) page.Blocks {
	return func(name string, v any) (template.HTML, error) {
		out, err := set.Append(nil, "directive/"+name, v)
		return template.HTML(out), err
	}
}

// An InterfaceText is a text of the interface, by its key.
type InterfaceText struct{ Key, Text string }

// InterfaceTexts gives every text that a site's own i18n/<lang>.toml can hold, in English.
func InterfaceTexts() ([]InterfaceText, error) {
	c, err := builtinCatalogue("en")
	if err != nil {
		return nil, err
	}
	locale, err := i18n.Lookup("en", "en")
	if err != nil {
		return nil, err
	}
	l := i18n.New(locale, c)
	var out []InterfaceText
	for _, k := range l.Keys() {
		out = append(out, InterfaceText{k, l.Text(k)})
	}
	return out, nil
}
