// Package translation says which texts of a site lack in a language, which were made from an original that has changed
// since, and records what a translation was made from.
//
// The hash of an original is the first 12 hexadecimal digits of the SHA-256 of its texts. Each text is written as its
// key, a zero byte, itself, and a zero byte; in the order of the keys' bytes, where the keys of tables in tables are
// joined with dots and elements of lists have their number for a key; line ends are LF, and white space around a text
// does not count. The texts of a Markdown file are those of its front matter that readers see (title, kicker, summary,
// standfirst, label, in whatever table) and, as the key "+++", what follows it. The texts of a language's table in a
// TOML file are all texts in it but translated_from.
//
// Invariants: the original is in the default language or, where it lacks, in the first of the site's languages that
// has the text; marking changes nothing but translated_from; comments stay.
package translation

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strconv"
	"strings"

	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// A Status says how a translation stands to its original.
type Status int

const (
	Missing  Status = iota // there is none
	Stale                  // the original has changed since
	Unmarked               // it does not say what it was made from
	Current                // it was made from the original as it is
)

// A Unit is a text that stands, or could, in each of the site's languages.
type Unit struct {
	File     string // of the original
	Key      string // where in the file: an id, or a list and a number; empty for the file as a whole
	Partner  string // whose it is; empty for the site's own
	Original string // its language
	Hash     string
	Versions []Version // in the site's other languages, in their order
}

// A Version is a unit in another language than the original's.
type Version struct {
	Lang   string
	File   string // where it is, or is to be
	Status Status
}

// textKeys are the keys of front matter that readers see.
var textKeys = []string{"title", "kicker", "summary", "standfirst", "label"}

// Units gives all texts of a site, in the order of their files.
func Units(c *config.Config, files []*source.File) (out []Unit) {
	byFolder := map[string][]*source.File{}
	var folders []string
	for _, f := range files {
		switch {
		case inLanguages(f.Path):
			dir := path.Dir(f.Path)
			if byFolder[dir] == nil {
				folders = append(folders, dir)
			}
			byFolder[dir] = append(byFolder[dir], f)
		case strings.HasPrefix(f.Path, "content/") && path.Ext(f.Path) == ".toml":
			for _, g := range groups(f, c.Tags()) {
				if u, ok := g.unit(c, f); ok {
					out = append(out, u)
				}
			}
		}
	}
	for _, dir := range folders {
		if u, ok := folder(c, dir, byFolder[dir]); ok {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b Unit) int { return strings.Compare(a.File, b.File) })
	return out
}

// inLanguages says whether a file is one of those that stand side by side, a language each.
func inLanguages(file string) bool {
	return path.Ext(file) == ".md" && path.Base(file) != "README.md" &&
		(strings.HasPrefix(file, "content/pages/") || strings.HasPrefix(file, "content/longread/"))
}

// folder gives the unit of a folder with a file for each language.
func folder(c *config.Config, dir string, files []*source.File) (Unit, bool) {
	in := map[string]*source.File{}
	for _, f := range files {
		in[strings.TrimSuffix(path.Base(f.Path), ".md")] = f
	}
	u := Unit{}
	for _, tag := range c.Tags() {
		f := in[tag]
		if u.Original == "" {
			if f == nil {
				continue
			}
			u.Original, u.File, u.Hash = tag, f.Path, hash(fileTexts(f))
		} else {
			u.Versions = append(u.Versions, Version{tag, dir + "/" + tag + ".md", status(f != nil, u.Hash, mark(f))})
		}
	}
	u.Versions = append(before(c, u.Original, func(tag string) string { return dir + "/" + tag + ".md" }), u.Versions...)
	return u, u.Original != ""
}

// before gives the languages that come before the one that stands in for the original: they lack.
func before(c *config.Config, original string, file func(tag string) string) (out []Version) {
	for _, tag := range c.Tags() {
		if tag == original {
			break
		}
		out = append(out, Version{tag, file(tag), Missing})
	}
	return out
}

func status(there bool, hash, mark string) Status {
	switch {
	case !there:
		return Missing
	case mark == "":
		return Unmarked
	case mark == hash:
		return Current
	}
	return Stale
}

// mark gives what a Markdown file says that it was made from.
func mark(f *source.File) string {
	if f == nil {
		return ""
	}
	front, _, _ := f.FrontMatter()
	s, _ := tomlfile.Parse(front).Root().Peek("translated_from").(string)
	return s
}

// A group is a table that has a table for each language.
type group struct {
	key   string
	table *tomlfile.Table
	tags  []string // those of the site that it has, in the site's order
}

// groups finds the tables of a file that have tables by language: its own, one for each id, or one for each element of
// its lists.
func groups(f *source.File, tags []string) (out []group) {
	root := tomlfile.Parse(f.Span(0, len(f.Data))).Root()
	add := func(key string, t *tomlfile.Table) {
		g := group{key: key, table: t}
		for _, tag := range tags {
			if _, ok := t.Peek(tag).(map[string]any); ok {
				g.tags = append(g.tags, tag)
			}
		}
		if len(g.tags) > 0 {
			out = append(out, g)
		}
	}
	switch {
	case f.Path == "content/facts.toml":
		for _, id := range root.Keys() {
			if t := root.Table(id); t != nil {
				add(id, t)
			}
		}
	case f.Path == "content/plan.toml" || strings.HasPrefix(f.Path, "content/planning/"):
		for _, list := range []string{"lines", "actions", "targets", "items"} {
			for i, t := range root.Tables(list) {
				key, _ := t.Peek("id").(string)
				if key == "" {
					key = list + "." + strconv.Itoa(i+1)
				}
				add(key, t)
			}
		}
	default:
		add("", root)
	}
	return out
}

func (g group) unit(c *config.Config, f *source.File) (Unit, bool) {
	u := Unit{File: f.Path, Key: g.key, Original: g.tags[0]}
	if parts := strings.Split(f.Path, "/"); parts[1] == "partners" && len(parts) > 3 {
		u.Partner = parts[2]
	}
	u.Hash = hash(tableTexts(g.table.Peek(u.Original)))
	for _, tag := range c.Tags() {
		if tag == u.Original {
			continue
		}
		m, there := g.table.Peek(tag).(map[string]any)
		was, _ := m["translated_from"].(string)
		u.Versions = append(u.Versions, Version{tag, f.Path, status(there, u.Hash, was)})
	}
	return u, true
}

// A text has a key, for the order.
type text struct{ key, value string }

// fileTexts gives the texts of a Markdown file.
func fileTexts(f *source.File) []text {
	front, body, _ := f.FrontMatter()
	out := collect(nil, "", tomlfile.Parse(front).Root().Raw(), func(key string) bool { return slices.Contains(textKeys, key) })
	return append(out, text{"+++", string(body.File.Data[body.Start:body.End])})
}

// tableTexts gives the texts of a language's table.
func tableTexts(table any) []text {
	return collect(nil, "", table, func(key string) bool { return key != "translated_from" })
}

func collect(out []text, key string, v any, wanted func(key string) bool) []text {
	under := func(name string) string {
		if key == "" {
			return name
		}
		return key + "." + name
	}
	switch v := v.(type) {
	case string:
		if wanted(key[strings.LastIndex(key, ".")+1:]) {
			out = append(out, text{key, v})
		}
	case map[string]any:
		for name, e := range v { // hash sorts
			out = collect(out, under(name), e, wanted)
		}
	case []map[string]any:
		for i, e := range v {
			out = collect(out, under(strconv.Itoa(i)), e, wanted)
		}
	case []any:
		for i, e := range v {
			out = collect(out, under(strconv.Itoa(i)), e, func(string) bool { return wanted(key[strings.LastIndex(key, ".")+1:]) })
		}
	}
	return out
}

// hash is that of texts: see the package.
func hash(texts []text) string {
	slices.SortFunc(texts, func(a, b text) int { return strings.Compare(a.key, b.key) })
	h := sha256.New()
	for _, t := range texts {
		h.Write([]byte(t.key + "\x00" + strings.TrimSpace(strings.ReplaceAll(t.value, "\r\n", "\n")) + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}
