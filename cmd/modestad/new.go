package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/diag"
	"modestad/generator/scaffold"
	"modestad/generator/source"
	builtin "modestad/i18n"
)

func newCommand() *command {
	return &command{name: "new", args: "event PARTNER/SLUG | partner ID | chapter ID | language CODE | site DIR", about: "Makes a new file to go on with: whole, commented and valid. What is there is never overwritten.",
		help: `Examples:
  modestad new event momu/opening
  modestad new event momu/rondleiding --kind product
  modestad new partner atelier-noord
  modestad new chapter ruimte
  modestad new language de
  modestad new site ../my-site`,
		run: (*app).new}
}

func (a *app) new(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	kind := f.String("kind", "event", "of an event: event, exhibition, product, call or support")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	things := []string{"event", "partner", "chapter", "language", "site"}
	if len(rest) == 0 || !slices.Contains(things, rest[0]) {
		if len(rest) == 0 {
			return a.usage("new wants one of "+strings.Join(things, ", "), "")
		}
		return a.usage(fmt.Sprintf("nothing new is called %q", rest[0]), diag.Nearest(rest[0], things))
	}
	if len(rest) != 2 {
		return a.usage(fmt.Sprintf("new %s wants one name", rest[0]), "")
	}
	if !slices.Contains(content.Kinds(), *kind) {
		return a.usage(fmt.Sprintf("no kind %q", *kind), diag.Nearest(*kind, content.Kinds()))
	}
	thing, name := rest[0], rest[1]
	if thing == "site" {
		return a.newSite(name)
	}
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	cfg, files, err := a.texts(ctx, root)
	if err != nil {
		return a.fail(err)
	}
	m := scaffold.Maker{Config: cfg, Today: civil.DateOf(a.now().In(cfg.Zone)), Words: a.words(), Venues: below(files, "content/venues/")}
	if thing == "language" {
		return a.newLanguage(root, m, files, name)
	}
	partner, slug, _ := strings.Cut(name, "/")
	ids := []string{name}
	if thing == "event" {
		ids = []string{partner, slug}
	}
	for _, id := range ids {
		if !config.ValidID(id) {
			example := "atelier-noord"
			if thing == "event" {
				example = "momu/opening"
			}
			return a.usage(fmt.Sprintf("%q is not a name for a new %s: lower-case letters, digits and hyphens, such as %s", name, thing, example), "")
		}
	}
	var made []scaffold.File
	switch thing {
	case "event":
		if known := partners(files); !slices.Contains(known, partner) {
			return a.usage(fmt.Sprintf("no partner %q", partner), diag.Nearest(partner, known))
		}
		made = m.Event(partner, slug, *kind)
	case "partner":
		made = m.Partner(name)
	case "chapter":
		made = m.Chapter(name)
	}
	// What would be refused is not made.
	for _, file := range made {
		found := content.ReadFile(&source.File{Path: file.Path, Data: []byte(file.Text)}, content.Options{Config: cfg, Today: m.Today}).Found
		if found.Failed() {
			return a.usage(found[0].Message(a.words()), "")
		}
	}
	return a.make(root, made)
}

// below names the TOML files that lie in a folder.
func below(files []*source.File, dir string) (out []string) {
	for _, f := range files {
		if path.Dir(f.Path)+"/" == dir && path.Ext(f.Path) == ".toml" {
			out = append(out, strings.TrimSuffix(path.Base(f.Path), ".toml"))
		}
	}
	return out
}

// partners names the site's partners.
func partners(files []*source.File) (out []string) {
	for _, f := range files {
		if parts := strings.Split(f.Path, "/"); len(parts) == 4 && parts[1] == "partners" && parts[3] == "partner.toml" {
			out = append(out, parts[2])
		}
	}
	return out
}

// make writes files where there are none, all or nothing, and names them.
func (a *app) make(dir string, files []scaffold.File) int {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return a.fail(err)
	}
	defer root.Close()
	for _, f := range files {
		if _, err := root.Lstat(f.Path); err == nil {
			return a.usage(f.Path+" is there already", "")
		}
	}
	for _, f := range files {
		if err := root.MkdirAll(path.Dir(f.Path), 0o755); err != nil {
			return a.fail(err)
		}
		w, err := root.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			return a.usage(f.Path+" is there already", "")
		}
		if err != nil {
			return a.fail(err)
		}
		_, err = w.WriteString(f.Text)
		if err := errors.Join(err, w.Close()); err != nil {
			return a.fail(err)
		}
		shown := filepath.Join(dir, filepath.FromSlash(f.Path))
		if rel, err := filepath.Rel(a.dir, shown); err == nil {
			shown = rel
		}
		fmt.Fprintln(a.stdout, shown)
	}
	return exitDone
}

func (a *app) newSite(name string) int {
	dir := a.path(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return a.fail(err)
	}
	words := a.lang
	if words == "" {
		words = "en"
	}
	zone := a.variable("TZ")
	if _, ok := config.Zone(zone); !ok {
		zone = "UTC"
	}
	return a.make(dir, scaffold.Site(words, words, zone, civil.DateOf(a.now())))
}

// newLanguage adds a table to site.toml and, where the program has no texts in the language, a file of them in English.
func (a *app) newLanguage(root string, m scaffold.Maker, files []*source.File, tag string) int {
	if slices.Contains(m.Config.Tags(), tag) {
		return a.usage(fmt.Sprintf("the site has the language %q already", tag), "")
	}
	english, err := fs.ReadFile(builtin.Files, "en.toml")
	if err != nil {
		return a.fail(err)
	}
	table, file := m.Language(tag, string(english))
	i := slices.IndexFunc(files, func(f *source.File) bool { return f.Path == config.Name })
	site := scaffold.Insert(string(files[i].Data), table)
	cfg, found := config.Read(&source.File{Path: config.Name, Data: []byte(site)})
	if cfg == nil || !slices.Contains(cfg.Tags(), tag) {
		for _, f := range found {
			if f.Code == "language-tag" {
				return a.usage(f.Message(a.words()), "")
			}
		}
		return a.usage(fmt.Sprintf("%s is written so that the table has to be added by hand:\n%s", config.Name, table), "")
	}
	own := slices.ContainsFunc(files, func(f *source.File) bool { return f.Path == file.Path })
	if _, err := fs.Stat(builtin.Files, tag+".toml"); err != nil && !own {
		if code := a.make(root, []scaffold.File{file}); code != exitDone {
			return code
		}
	}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return a.fail(err)
	}
	defer dir.Close()
	if err := replace(dir, config.Name, []byte(site)); err != nil {
		return a.fail(err)
	}
	fmt.Fprintf(a.stdout, "%s: [languages.%s]\n", config.Name, tag)
	return exitDone
}
