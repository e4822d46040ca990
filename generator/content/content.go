// Package content reads what editors and partners write below content/: every kind of file, each into plain
// data, each fault at its place.
//
// Invariants: a file is read by itself, without a look at any other, so that files can be read in parallel and
// a reading can be kept while its file does not change; names of other things stay names, with their places,
// for package site to resolve; who owns a file follows from its folder, never from a field in it.
package content

import (
	"context"
	"path"
	"slices"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/markdown"
	"modestad/generator/source"
)

// Options is what the reading of a file depends on beside its bytes.
type Options struct {
	Config *config.Config
	Today  civil.Date // the build's day, for reviews that are due
	Units  []string   // words that make a number a bare figure: "procent"
}

// A Content is everything below content/, as it was read. Lists are in the order of their ids.
type Content struct {
	Variants  []*Variant
	Chapters  []*Chapter
	Pages     []*Page
	Partners  []*Partner
	Events    []*Event
	Venues    []*Venue
	Areas     []*Area
	Series    []*Series
	Facts     []*Fact
	Sources   []*Source
	Plan      Plan
	Planning  []*Quarter
	Official  Official
	Statement *Statement
	Unread    []string // the paths of files that could not be read
}

// A By is a value by language.
type By[T any] = config.By[T]

// A Part is what one file holds: at most one of its fields is set, but for chapters, variants and pages, which
// have a file for each language and are joined by Join.
type Part struct {
	File      *source.File
	Variant   *Variant
	Chapter   *Chapter
	Page      *Page
	Partner   *Partner
	Event     *Event
	Venue     *Venue
	Area      *Area
	Series    *Series
	Facts     []*Fact
	Sources   []*Source
	Plan      *Plan
	Quarter   *Quarter
	Official  *Official
	Statement *Statement
	Unread    bool // not to be read as what its path says: that something is not in it says nothing
	Found     diag.List
}

// Read reads all files of a tree below content/, in parallel.
func Read(ctx context.Context, tree *source.Tree, o Options) (*Content, diag.List, error) {
	return ReadWith(ctx, tree, o, func(*source.File) (Part, bool) { return Part{}, false }, func([]Part) {})
}

// ReadWith is Read for who remembers: known may give the part of a file that did not change, and all parts are shown
// to keep.
func ReadWith(ctx context.Context, tree *source.Tree, o Options, known func(*source.File) (Part, bool), keep func([]Part)) (*Content, diag.List, error) {
	files := tree.Under("content")
	parts := make([]Part, len(files))
	err := source.Each(ctx, len(files), 0, func(i int) error {
		p, ok := known(files[i])
		if !ok {
			p = ReadFile(files[i], o)
		}
		parts[i] = p
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	keep(parts)
	c, found := Join(parts)
	found.Add(loose(tree)...)
	return c, found, nil
}

// ReadFile reads one file by what its path says that it is.
func ReadFile(f *source.File, o Options) Part {
	p := Part{File: f}
	dir, name := path.Split(strings.TrimPrefix(f.Path, "content/"))
	folders := strings.Split(strings.TrimSuffix(dir, "/"), "/")
	base, ext := strings.TrimSuffix(name, path.Ext(name)), path.Ext(name)
	r := reader{Options: o, file: f, part: &p}
	switch {
	case dir == "" && name == "README.md", name == "README.md":
	case dir == "" && ext == ".toml":
		switch base {
		case "facts":
			r.facts()
		case "sources":
			r.sources()
		case "plan":
			r.plan()
		case "official":
			r.official()
		case "accessibility":
			r.statement()
		default:
			r.stray()
		}
	case len(folders) == 1 && ext == ".toml" && folders[0] == "venues":
		r.venue(base)
	case len(folders) == 1 && ext == ".toml" && folders[0] == "areas":
		r.area(base)
	case len(folders) == 1 && ext == ".toml" && folders[0] == "series":
		r.series(base)
	case len(folders) == 1 && ext == ".toml" && folders[0] == "planning":
		r.quarter(base)
	case len(folders) == 2 && folders[0] == "partners" && name == "partner.toml":
		r.partner(folders[1])
	case len(folders) == 3 && folders[0] == "partners" && folders[2] == "events" && ext == ".toml":
		r.event(folders[1], base)
	case len(folders) == 3 && folders[0] == "longread" && folders[1] == "variants" && ext == ".md":
		r.variant(folders[2], base)
	case len(folders) == 3 && folders[0] == "longread" && folders[1] == "chapters" && ext == ".md":
		r.chapter(folders[2], base)
	case len(folders) == 2 && folders[0] == "pages" && ext == ".md":
		r.page(folders[1], base)
	case len(folders) == 3 && folders[0] == "longread" && (ext == ".csv" || ext == ".svg"):
	case len(folders) == 2 && folders[0] == "pages" && ext == ".svg":
	case len(folders) >= 2 && folders[0] == "partners" && ext == ".svg":
	default:
		r.stray()
	}
	return p
}

// Join puts the parts together, in the order of their ids.
func Join(parts []Part) (*Content, diag.List) {
	c := &Content{}
	var found diag.List
	chapters, variants, pages := map[string]*Chapter{}, map[string]*Variant{}, map[string]*Page{}
	for _, p := range parts {
		found.Add(p.Found...)
		if p.Unread {
			c.Unread = append(c.Unread, p.File.Path)
		}
		switch {
		case p.Variant != nil:
			join(variants, &c.Variants, p.Variant.Audience, *p.Variant, func(v *Variant) *By[VariantText] { return &v.Texts })
		case p.Chapter != nil:
			join(chapters, &c.Chapters, p.Chapter.ID, *p.Chapter, func(v *Chapter) *By[ChapterText] { return &v.Texts })
		case p.Page != nil:
			join(pages, &c.Pages, p.Page.ID, *p.Page, func(v *Page) *By[PageText] { return &v.Texts })
		case p.Partner != nil:
			c.Partners = append(c.Partners, p.Partner)
		case p.Event != nil:
			c.Events = append(c.Events, p.Event)
		case p.Venue != nil:
			c.Venues = append(c.Venues, p.Venue)
		case p.Area != nil:
			c.Areas = append(c.Areas, p.Area)
		case p.Series != nil:
			c.Series = append(c.Series, p.Series)
		case p.Plan != nil:
			c.Plan = *p.Plan
		case p.Quarter != nil:
			c.Planning = append(c.Planning, p.Quarter)
		case p.Official != nil:
			c.Official = *p.Official
		case p.Statement != nil:
			c.Statement = p.Statement
		}
		c.Facts = append(c.Facts, p.Facts...)
		c.Sources = append(c.Sources, p.Sources...)
	}
	slices.SortFunc(c.Events, func(a, b *Event) int { return strings.Compare(a.ID(), b.ID()) })
	return c, found
}

// join adds a file's one language to the thing that it belongs to.
func join[T, U any](by map[string]*T, list *[]*T, id string, one T, texts func(*T) *By[U]) {
	if all := by[id]; all != nil {
		*texts(all) = append(*texts(all), *texts(&one)...)
		return
	}
	by[id] = &one
	*list = append(*list, &one)
}

// loose finds media that lie where nothing can use them.
func loose(tree *source.Tree) diag.List {
	var found diag.List
	for _, m := range tree.MediaUnder("content") {
		folders := strings.Split(m.Path, "/")
		ok := len(folders) >= 4 && (folders[1] == "partners" || folders[1] == "longread" || folders[1] == "pages")
		if !ok {
			found.Add((&source.File{Path: m.Path}).Whole().Find("file-stray", m.Path))
		}
	}
	return found
}

// A reader reads one file.
type reader struct {
	Options
	file *source.File
	part *Part
}

func (r *reader) find(at source.Span, code string, args ...any) {
	r.part.Found.Add(at.Find(code, args...))
}

func (r *reader) stray() { r.find(r.file.Whole(), "file-stray", r.file.Path) }

// id says whether the name of a file or folder has the form of an id, and finds fault where it has not.
func (r *reader) id(name string) bool {
	if config.ValidID(name) {
		return true
	}
	r.find(r.file.Whole(), "id-form", name)
	return false
}

// language says whether the site has that language, for a file that is named by one.
func (r *reader) language(lang string) bool {
	tags := r.Config.Tags()
	if slices.Contains(tags, lang) {
		return true
	}
	r.part.Found.Add(r.file.Whole().Find("language-undeclared", lang).Near(lang, tags))
	return false
}

// A Body is Markdown that was read.
type Body = *markdown.Document

func (r *reader) markdown(s source.Span) Body { return r.prose(s, false) }

// prose reads Markdown whose paragraphs may have ids, so that links can lead to them.
func (r *reader) prose(s source.Span, ids bool) Body {
	l := r.Config.Limits
	doc, found := markdown.Parse(s.File, s, markdown.ParseOptions{ParagraphIDs: ids,
		Limits: markdown.Limits{Paragraph: l.Paragraph, Nesting: l.Nesting, TableColumns: l.TableColumns, Page: l.Page}, Units: r.Units})
	r.part.Found.Add(found...)
	return doc
}
