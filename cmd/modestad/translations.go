package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"modestad/generator"
	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/translation"
)

func translationsCommand() *command {
	return &command{name: "translations", args: "[flags] [FILE...]", about: "Lists what is not translated, what was translated from an original that has changed since, and what does not say.",
		help: `With -v what does not say, and what is as it should be, is listed too.

--mark says of files that they were made from the original as it is now: FILE for all
languages in it, FILE:LANGUAGE for one. It writes translated_from, and nothing else.

Examples:
  modestad translations
  modestad translations -v
  modestad translations --mark content/pages/about/fr.md
  modestad translations --mark content/partners/momu/partner.toml:en`,
		run: (*app).translations}
}

func (a *app) translations(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	mark := f.Bool("mark", false, "write what the files were translated from")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if *mark && len(rest) == 0 {
		return a.usage("translations --mark wants files", "")
	}
	if !*mark && len(rest) > 0 {
		return a.usage(fmt.Sprintf("translations takes no argument %q without --mark", rest[0]), "--mark")
	}
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	cfg, files, err := a.texts(ctx, root)
	if err != nil {
		return a.fail(err)
	}
	units := translation.Units(cfg, files)
	if *mark {
		return a.markTranslations(root, cfg, files, units, rest)
	}
	fmt.Fprint(a.stdout, a.listTranslations(cfg, units))
	return exitDone
}

// texts reads a site's settings and its text files.
func (a *app) texts(ctx context.Context, root string) (*config.Config, []*source.File, error) {
	fsys, closer, err := source.Root(root)
	if err != nil {
		return nil, nil, err
	}
	defer closer.Close()
	data, err := fs.ReadFile(fsys, config.Name)
	if err != nil {
		return nil, nil, err
	}
	cfg, _ := config.Read(&source.File{Path: config.Name, Data: data})
	if cfg == nil {
		return nil, nil, fmt.Errorf("%s cannot be read; modestad check says why", config.Name)
	}
	tree, _, err := source.Load(ctx, fsys, source.Limits{File: cfg.Limits.File, SiteFile: cfg.Limits.SiteFile}, time.Time{}, nil)
	if err != nil {
		return nil, nil, err
	}
	return cfg, tree.All(), nil
}

// markTranslations marks files; of several that cannot be marked, each is named.
func (a *app) markTranslations(root string, cfg *config.Config, files []*source.File, units []translation.Unit, names []string) int {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return a.fail(err)
	}
	defer dir.Close()
	code := exitDone
	for _, name := range names {
		file, lang := name, ""
		if i := strings.LastIndexByte(name, ':'); i >= 0 && slices.Contains(cfg.Tags(), name[i+1:]) {
			file, lang = name[:i], name[i+1:]
		}
		inside := a.inside(root, file)
		i := slices.IndexFunc(files, func(f *source.File) bool { return f.Path == inside })
		if i < 0 {
			code = a.usage(fmt.Sprintf("%s is no text of the site", file), "")
			continue
		}
		data, err := translation.Mark(cfg, units, files[i], lang)
		switch {
		case errors.Is(err, translation.ErrNone):
			code = a.usage(fmt.Sprintf("%s is no translation", name), "")
		case err != nil:
			fmt.Fprintf(a.stderr, "modestad: %s: %v\n", name, err)
			code = max(code, exitFindings)
		default:
			if err := replace(dir, inside, data); err != nil {
				return a.fail(err)
			}
			files[i] = &source.File{Path: inside, Data: data}
		}
	}
	return code
}

// inside gives a path of the command line as one from the site's root, with slashes: it may stand as seen from the
// working folder, or from the root.
func (a *app) inside(root, name string) string {
	if rel, err := filepath.Rel(root, a.path(name)); err == nil && filepath.IsLocal(rel) {
		if _, err := os.Lstat(a.path(name)); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(filepath.Clean(name))
}

// listTranslations shows counts by language and by partner, and then what there is to do.
func (a *app) listTranslations(cfg *config.Config, units []translation.Unit) string {
	words := translationWords(a.messages(&generator.Result{}))
	if a.lang == "" && spoken(cfg.DefaultLanguage) {
		words = translationWords(cfg.DefaultLanguage)
	}
	type count [4]int
	langs, partners := map[string]*count{}, map[string]*count{}
	add := func(m map[string]*count, key string, s translation.Status) {
		if m[key] == nil {
			m[key] = &count{}
		}
		m[key][s]++
	}
	names := []string{}
	width := 10
	for _, u := range units {
		for _, v := range u.Versions {
			add(langs, v.Lang, v.Status)
			add(partners, u.Partner, v.Status)
		}
		if !slices.Contains(names, u.Partner) {
			names = append(names, u.Partner)
			width = max(width, len(u.Partner))
		}
	}
	slices.Sort(names)
	var b strings.Builder
	row := func(name string, c *count) {
		fmt.Fprintf(&b, "%-*s", width, name)
		for i, n := range c {
			fmt.Fprintf(&b, "  %*d", max(6, len([]rune(words.status[i]))), n)
		}
		b.WriteByte('\n')
	}
	head := func(name string) {
		fmt.Fprintf(&b, "%-*s", width, name)
		for _, w := range words.status {
			fmt.Fprintf(&b, "  %*s", max(6, len([]rune(w))), w)
		}
		b.WriteByte('\n')
	}
	head(words.language)
	for _, tag := range cfg.Tags() {
		if c := langs[tag]; c != nil {
			row(tag, c)
		}
	}
	b.WriteByte('\n')
	head(words.partner)
	for _, p := range names {
		name := p
		if p == "" {
			name = words.site
		}
		if c := partners[p]; c != nil {
			row(name, c)
		}
	}
	for s := translation.Missing; s <= translation.Current; s++ {
		if s >= translation.Unmarked && !a.verbose {
			break
		}
		for _, tag := range cfg.Tags() {
			first := true
			for _, u := range units {
				for _, v := range u.Versions {
					if v.Lang != tag || v.Status != s {
						continue
					}
					if first {
						fmt.Fprintf(&b, "\n%s (%s)\n", words.status[s], tag)
						first = false
					}
					fmt.Fprintf(&b, "  %s", v.File)
					if u.Key != "" {
						fmt.Fprintf(&b, " %s", u.Key)
					}
					if s != translation.Current {
						fmt.Fprintf(&b, " (%s %s)", u.Original, u.Hash)
					}
					b.WriteByte('\n')
				}
			}
		}
	}
	return b.String()
}

type translationLabels struct {
	language, partner, site string
	status                  [4]string // in the order of translation.Status
}

func translationWords(lang string) translationLabels {
	switch lang {
	case "nl":
		return translationLabels{"taal", "partner", "de site", [4]string{"ontbreekt", "verouderd", "niet gemerkt", "bij"}}
	case "fr":
		return translationLabels{"langue", "partenaire", "le site", [4]string{"manque", "périmé", "non marqué", "à jour"}}
	}
	return translationLabels{"language", "partner", "the site", [4]string{"missing", "stale", "unmarked", "current"}}
}
