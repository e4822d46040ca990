// Package ownership says whether a proposal touches only what its author may touch, and what it would take from the
// readers.
//
// Invariants: who owns a file follows from its folder, never from what it says; the rules are those of the branch that
// the proposal is made to, never its own; a rename is a removal and an addition, and both must be allowed. Nothing is
// read here: the difference and the texts are handed in.
package ownership

import (
	"path"
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/history"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// Rules say who may write what, as the branch has them that the proposal is made to.
type Rules struct {
	Publisher, CalendarManager string // partner ids
	Roles                      config.Roles
	Partners                   []string // those that there are
	Prefix                     string   // the way from the top of the repository to the site's root, as history.Repo has it
}

// Of gives the rules of a site that has those partners.
func Of(c *config.Config, partners []string, prefix string) Rules {
	return Rules{Publisher: c.Publisher.ID, CalendarManager: c.CalendarManager.ID, Roles: c.Roles, Partners: partners, Prefix: prefix}
}

// partnersDir holds the folders that partners own.
const partnersDir = "content/partners/"

// Folder is the folder that a partner owns, from the site's root, with a slash at its end.
func Folder(partner string) string { return partnersDir + partner + "/" }

// Patterns are those of [roles] that hold for a partner.
func (r Rules) Patterns(partner string) (out []string) {
	if partner == "" {
		return nil
	}
	if partner == r.Publisher {
		out = append(out, r.Roles.Publisher...)
	}
	if partner == r.CalendarManager {
		out = append(out, r.Roles.CalendarManager...)
	}
	return out
}

// granted says whether a pattern of the partner's roles covers a path from the site's root. Outside of the site, "**"
// alone does.
func (r Rules) granted(partner, file string, inSite bool) bool {
	return slices.ContainsFunc(r.Patterns(partner), func(p string) bool { return p == "**" || inSite && Match(p, file) })
}

// Match says whether a path from the site's root fits a pattern: in it, * is anything within one name, ? one character,
// and ** any number of folders. A pattern that ends in a slash means all that is below.
func Match(pattern, file string) bool {
	if strings.HasSuffix(pattern, "/") {
		pattern += "**"
	}
	return matchParts(strings.Split(strings.TrimPrefix(pattern, "/"), "/"), strings.Split(file, "/"))
}

// matchParts goes through both side by side. After a **, a mismatch lets the last ** take one name more, which is
// enough, as with * in one name: time is in proportion to the product of both.
func matchParts(pattern, parts []string) bool {
	p, i, star, from := 0, 0, -1, 0
	for i < len(parts) {
		if p < len(pattern) && pattern[p] == "**" {
			star, from = p, i
			p++
			continue
		}
		if p < len(pattern) {
			if ok, err := path.Match(pattern[p], parts[i]); ok && err == nil {
				p, i = p+1, i+1
				continue
			}
		}
		if star < 0 {
			return false
		}
		from++
		p, i = star+1, from
	}
	for p < len(pattern) && pattern[p] == "**" {
		p++
	}
	return p == len(pattern)
}

// Texts names the texts, by the ids of Git, that Check wants to read: those of events and partners that changed.
func Texts(r Rules, d history.Diff) (ids []string) {
	for _, c := range d.Changes {
		file, ok := strings.CutPrefix(c.Path, r.Prefix)
		if !ok || !strings.HasPrefix(file, partnersDir) || path.Ext(file) != ".toml" {
			continue
		}
		for _, e := range []history.Entry{c.Before, c.After} {
			if e.Mode == history.File || e.Mode == history.Executable {
				ids = append(ids, e.Blob)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// A checker is one run of Check.
type checker struct {
	Rules
	partner string
	text    func(id string) []byte
	found   diag.List
	carried map[string][]string // old names that a partner's own files had before
	leaves  []*leaving
	claimed map[string]bool // partner/slug that an event of the proposal names as its old name
}

// A leaving is an event that readers could see and will not.
type leaving struct{ id, file string }

// Check gives what is wrong with a proposal of a partner. text gives the texts that Texts named; nil stands for one
// that is not there.
func Check(r Rules, partner string, d history.Diff, text func(id string) []byte) diag.List {
	c := &checker{Rules: r, partner: partner, text: text, carried: map[string][]string{}, claimed: map[string]bool{}}
	for _, ch := range d.Changes {
		if ch.Before.Mode != 0 {
			if file, ok := strings.CutPrefix(ch.Path, r.Prefix); ok {
				c.before(file, ch)
			}
		}
	}
	looked := map[string]bool{}
	for _, ch := range d.Changes {
		file, inSite := strings.CutPrefix(ch.Path, r.Prefix)
		if !inSite {
			file = outside(ch.Path, r.Prefix)
		}
		c.change(file, inSite, ch, looked)
	}
	for _, l := range c.leaves {
		if !c.claimed[l.id] {
			c.found.Add(diag.New("ownership-vanish", diag.Place{File: l.file}, l.id))
		}
	}
	return c.found.Sorted()
}

// outside writes a path from the top of the repository as one from the site's root.
func outside(file, prefix string) string {
	folders := strings.Split(strings.TrimSuffix(prefix, "/"), "/")
	for len(folders) > 0 && strings.HasPrefix(file, folders[0]+"/") {
		file, folders = file[len(folders[0])+1:], folders[1:]
	}
	return strings.Repeat("../", len(folders)) + file
}

// before notes what was there: old names, and events that readers could see.
func (c *checker) before(file string, ch history.Change) {
	owner, slug := event(file)
	t := c.read(file, ch.Before)
	if t == nil {
		return
	}
	for _, ref := range t.Refs("renamed_from") {
		key := partnerOf(file)
		c.carried[key] = append(c.carried[key], ref.ID)
	}
	if slug == "" || draft(t) {
		return
	}
	if after := c.read(file, ch.After); after == nil && ch.After.Mode == 0 || after != nil && draft(after) {
		c.leaves = append(c.leaves, &leaving{owner + "/" + slug, file})
	}
}

func draft(t *tomlfile.Table) bool {
	d, _ := t.Peek("draft").(bool)
	return d
}

// read opens a text as TOML, where there is one that Texts names.
func (c *checker) read(file string, e history.Entry) *tomlfile.Table {
	if e.Mode != history.File && e.Mode != history.Executable || path.Ext(file) != ".toml" || !strings.HasPrefix(file, partnersDir) {
		return nil
	}
	data := c.text(e.Blob)
	if data == nil {
		return nil
	}
	f := &source.File{Path: file, Data: data}
	return tomlfile.Parse(f.Span(0, len(data))).Root()
}

// partnerOf gives the name of the partner's folder that a path lies in; empty where it lies in none.
func partnerOf(file string) string {
	rest, ok := strings.CutPrefix(file, partnersDir)
	name, _, in := strings.Cut(rest, "/")
	if !ok || !in {
		return ""
	}
	return name
}

// event gives the partner and the slug of an event's file.
func event(file string) (partner, slug string) {
	parts := strings.Split(file, "/")
	if len(parts) == 5 && strings.HasPrefix(file, partnersDir) && parts[3] == "events" && path.Ext(file) == ".toml" {
		return parts[2], strings.TrimSuffix(parts[4], ".toml")
	}
	return "", ""
}

// change holds one entry against the rules.
func (c *checker) change(file string, inSite bool, ch history.Change, looked map[string]bool) {
	at := diag.Place{File: file}
	granted := c.granted(c.partner, file, inSite)
	own := inSite && strings.HasPrefix(file, Folder(c.partner))
	folder := ""
	if inSite {
		folder = partnerOf(file)
	}
	if folder != "" && !granted && !looked[folder] && !slices.Contains(c.Partners, folder) {
		looked[folder] = true
		if other := c.taken(folder); other != "" {
			c.found.Add(diag.New("ownership-lookalike", at, folder, other))
		}
	}
	if !own && !granted {
		c.found.Add(diag.New("ownership-foreign", at, file, c.partner, Folder(c.partner)))
		return
	}
	if ch.After.Mode == 0 {
		return
	}
	switch {
	case ch.After.Mode == history.Symlink:
		c.found.Add(diag.New("ownership-link", at, file))
		return
	case ch.After.Mode == history.Submodule:
		c.found.Add(diag.New("ownership-submodule", at, file))
		return
	case ch.After.Mode != history.File && (!granted || ch.After.Mode != history.Executable || strings.HasPrefix(file, "content/")):
		c.found.Add(diag.New("ownership-mode", at, file))
	}
	if !granted {
		if name, code := odd(strings.TrimPrefix(file, Folder(c.partner))); code != "" {
			c.found.Add(diag.New(code, at, name))
		}
	}
	if c.partner != c.Publisher && strings.EqualFold(path.Ext(file), ".svg") {
		c.found.Add(diag.New("ownership-svg", at, file))
	}
	c.renamed(file, ch)
}

// renamed refuses old names that are another's, but for those that the partner's own files had before.
func (c *checker) renamed(file string, ch history.Change) {
	owner, slug := event(file)
	if slug == "" && path.Base(file) != "partner.toml" {
		return
	}
	t := c.read(file, ch.After)
	if t == nil {
		return
	}
	for _, ref := range t.Refs("renamed_from") {
		from, old, foreign := strings.Cut(ref.ID, "/")
		if !foreign {
			from, old = owner, ref.ID
		}
		if slug != "" {
			c.claimed[from+"/"+old] = true
		}
		if c.partner == c.Publisher || slices.Contains(c.carried[partnerOf(file)], ref.ID) {
			continue
		}
		switch {
		case slug == "":
			c.found.Add(ref.Find("ownership-partner-name", ref.ID))
		case from != owner:
			c.found.Add(ref.Find("ownership-renamed", ref.ID))
		}
	}
}
