// Package generator turns a site's folder into a published site: it joins the stages and does nothing else.
//
//	files ─source.Load→ Tree ─config, i18n, theme, content→ parsed values   per file, in parallel
//	      ─site.Resolve→ *Site                                              immutable from here on
//	      ─output.Outputs→ []Output                                         planned, sorted, none twice
//	      ─Render→ bytes                                                    in parallel, streamed
//	      ─publish→ public/                                                 as a whole, or not at all
//
// Invariants: every stage gives its findings beside a usable result, so that one run names every fault of every
// file; nothing is published while a finding is an error; the clock is an input.
package generator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"time"

	"modestad/generator/cache"
	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/diag"
	"modestad/generator/draw"
	"modestad/generator/feed"
	"modestad/generator/history"
	"modestad/generator/i18n"
	"modestad/generator/output"
	"modestad/generator/page"
	"modestad/generator/picture"
	"modestad/generator/share"
	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/template"
	"modestad/generator/theme"
)

// Options say what is made from a site's folder.
type Options struct {
	Root    string           // the folder that holds site.toml
	Now     time.Time        // the build's clock; the zero time is midnight of Today in the site's zone
	Clock   func() time.Time // what time it is: for the zero Now, and to say how long things took
	Drafts  bool
	BaseURL string // instead of the site's own; empty for that
	Jobs    int    // 0 is as many as there are cores
	Release bool   // refuse what cannot be known for sure: a shallow clone, content that is not committed
	Env     []string
	Memory  *Memory    // what earlier runs read; nil for none
	Cache   *cache.Dir // nil for none
	// Tree, where it is not nil, says what to go by instead of the files that were read.
	Tree    func(*source.Tree) *source.Tree
	Program string // tells one program from another, where what is made may differ
	// Known says whether what would be made of these inputs stands already, so that nothing has to be done. Nil says no.
	Known func(inputs string) bool
}

// ErrNoSite says that a folder has no site.toml.
var ErrNoSite = errors.New("no site.toml")

// A Phase is a part of the work, with how long it took.
type Phase struct {
	Name string
	Took time.Duration
}

// A Result is a site that was read, resolved and planned. Where its findings fail, Outputs may be nil.
type Result struct {
	Site    *site.Site
	Outputs []output.Output
	Found   diag.List // sorted
	Phases  []Phase
	Files   int
	Texts   []*source.File // the text files of the site, in the order of their paths
	History *history.Log
	Feeds   *feed.Set  // nil where Outputs is
	Book    *page.Book // the same
	// Templates are those that pages are shown with, by language; nil where Outputs is.
	Templates map[string]*template.Set
	Drawer    *Drawer  // the same
	Inputs    string   // a digest of all that the outputs are made from; empty where the site could not be read
	Content   [32]byte // a digest of the files of the site
	Known     bool     // Options.Known knew them: nothing else was done
}

// Weigh adds what can only be known of feeds once they are made, such as that one is too large. A build makes them anyway;
// a preview does not want to.
func (r *Result) Weigh() {
	if r.Feeds != nil {
		r.Found = append(r.Found, r.Feeds.Large()...).Sorted()
	}
}

// A Memory keeps what was read of files, for as long as they do not change. It is safe against being shared by runs
// that follow each other, not by parallel ones.
type Memory struct {
	tree      *source.Tree
	parts     map[string]content.Part
	key       string
	words     remembered[map[string]*i18n.Language]
	look      remembered[*theme.Theme]
	templates map[string]*template.Set
	made      [2][sha256.Size]byte // the keys of the theme and the words that the templates were made ready with
	log       *history.Log
	pictures  *picture.Set
	rendered  feed.Rendered
}

// Forget makes the next run read the history of the content again.
func (m *Memory) Forget() { m.log = nil }

// Load reads, checks, resolves and plans a site. An error means that the surroundings failed, or ErrNoSite; faults of
// the content are findings.
func Load(ctx context.Context, o Options) (*Result, error) {
	// The folder stays open for as long as anything can be made from it: outputs read images when they are made.
	fsys, _, err := source.Root(o.Root)
	if err != nil {
		return nil, err
	}
	l := &loading{Options: o, fsys: fsys, result: &Result{}, began: o.Clock()}
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{{"read", l.read}, {"parse", l.parse}, {"resolve", l.resolve}, {"plan", l.plan}} {
		if err := step.do(ctx); err != nil {
			return nil, err
		}
		now := o.Clock()
		l.result.Phases = append(l.result.Phases, Phase{step.name, now.Sub(l.began)})
		l.began = now
		if l.done {
			break
		}
	}
	l.result.Found = l.found.Sorted()
	return l.result, nil
}

// A loading is one run through the stages.
type loading struct {
	Options
	fsys   fs.FS
	result *Result
	found  diag.List
	began  time.Time
	done   bool // there is nothing more that can be done

	cfg       *config.Config
	now       time.Time
	tree      *source.Tree
	log       *history.Log
	languages map[string]*i18n.Language
	look      *theme.Theme
	templates map[string]*template.Set
	content   *content.Content
}

// read reads the site's own description, its files, and what version control knows of them.
func (l *loading) read(ctx context.Context) error {
	siteFile, err := fs.ReadFile(l.fsys, config.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", l.Root, ErrNoSite)
	}
	if err != nil {
		return err
	}
	var before *source.Tree
	if l.Memory != nil {
		before, l.log = l.Memory.tree, l.Memory.log
	}
	var wg sync.WaitGroup
	var logErr error
	if l.log == nil {
		wg.Go(func() { l.log, logErr = history.Read(ctx, l.Root, l.Env, nil) })
	}
	limits := config.DefaultLimits()
	l.cfg, l.found = config.Read(&source.File{Path: config.Name, Data: siteFile})
	if l.cfg != nil {
		limits = l.cfg.Limits
	}
	tree, found, err := source.Load(ctx, l.fsys, source.Limits{File: limits.File, SiteFile: limits.SiteFile}, l.Clock(), before)
	wg.Wait()
	if err := errors.Join(err, logErr); err != nil {
		return err
	}
	if l.Memory != nil {
		l.Memory.log, l.Memory.tree = l.log, tree
	}
	if l.Tree != nil {
		tree = l.Tree(tree)
		if f := tree.File(config.Name); f != nil && !bytes.Equal(f.Data, siteFile) {
			l.cfg, l.found = config.Read(f)
		}
	}
	l.tree = tree
	l.found.Add(found...)
	l.result.Texts = tree.All()
	l.result.Files, l.result.History = len(l.result.Texts), l.log
	if l.cfg == nil {
		l.done = true
		return nil
	}
	if l.BaseURL != "" && !l.cfg.SetBase(l.BaseURL) {
		return fmt.Errorf("base URL %q: %w", l.BaseURL, ErrAddress)
	}
	if l.Release {
		if err := releasable(l.log); err != nil {
			return err
		}
	}
	l.now = l.Now
	if l.now.IsZero() {
		y, m, d := l.Clock().In(l.cfg.Zone).Date()
		l.now = time.Date(y, m, d, 0, 0, 0, 0, l.cfg.Zone)
	}
	l.result.Content = l.tree.Hash()
	l.result.Inputs = l.inputs(l.result.Content)
	l.done = l.Known != nil && l.Known(l.result.Inputs)
	l.result.Known = l.done
	return nil
}

// inputs is a digest of all that the outputs are made from: the files, their history, the clock, the options and the
// program.
func (l *loading) inputs(files [sha256.Size]byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %x %q %v %q %v %v %q %v\n", l.Program, files, l.now.UTC().Format(time.RFC3339), l.Drafts, l.cfg.BaseURL, l.log.Present, l.log.Shallow,
		l.log.Head, l.log.Uncommitted)
	return hex.EncodeToString(h.Sum(nil))
}

// parse reads the content, the interface's texts and the theme, each file by itself.
func (l *loading) parse(ctx context.Context) error {
	languages, found, err := l.Memory.languages(l.cfg, l.tree)
	if err != nil {
		return err
	}
	l.languages = languages
	l.found.Add(found...)
	var wg sync.WaitGroup
	var lookFound diag.List
	var lookErr error
	wg.Go(func() {
		l.look, l.templates, lookFound, lookErr = readTheme(l.cfg, l.tree, l.fsys, languages, l.Memory)
	})
	var units []string
	for _, g := range l.cfg.Languages {
		if g := languages[g.Tag]; g.Has("text.bare_units") {
			units = append(units, words(g.Text("text.bare_units"))...)
		}
	}
	c, found, err := readContent(ctx, l.tree, content.Options{Config: l.cfg, Today: civil.DateOf(l.now.In(l.cfg.Zone)), Units: units}, l.Memory)
	wg.Wait()
	if err := errors.Join(err, lookErr); err != nil {
		return err
	}
	l.content = c
	l.found.Add(found...)
	l.found.Add(lookFound...)
	return nil
}

// resolve joins the content into the site.
func (l *loading) resolve(context.Context) error {
	o := site.Options{Now: l.now, Drafts: l.Drafts, Slugs: map[string]map[string]string{}, Heroes: draw.Pieces()}
	o.Exists = func(p string) bool {
		_, media := l.tree.Media(p)
		return media || l.tree.File(p) != nil
	}
	for tag, g := range l.languages {
		o.Slugs[tag] = map[string]string{}
		for _, section := range sections {
			o.Slugs[tag][section] = g.Slug(section)
		}
	}
	if l.log.Present && !l.log.Shallow {
		o.History = func(paths ...string) (site.Stamp, bool) {
			s, ok := l.log.Of(paths...)
			return site.Stamp{Sequence: s.Sequence, Modified: s.Modified}, ok
		}
	}
	if l.log.Shallow {
		l.found.Add((&source.File{Path: config.Name}).Whole().Find("history-shallow"))
	}
	s, found := site.Resolve(l.cfg, l.content, o)
	l.found.Add(found...)
	l.result.Site = s
	return nil
}

// plan says what is published, and how each of it is made.
func (l *loading) plan(ctx context.Context) error {
	if l.look == nil || l.templates == nil {
		return nil
	}
	pictures, err := l.pictures(ctx)
	if err != nil {
		return err
	}
	manifest, icon := output.Installed(l.result.Site, l.look)
	book := page.New(l.result.Site, page.Options{
		Languages: l.languages, CSP: output.CSP, Pictures: pictures,
		Assets: page.Assets{Style: l.look.Style, Script: l.look.Script, Search: l.look.Asset("js/search.js"), Join: l.look.Asset("js/join.js"), Kit: l.look.Asset("js/kit.js"), Admin: l.look.AdminAddress(page.AdminScript), Icon: l.look.Icon, IconPNG: icon, Manifest: manifest, Fonts: l.look.Preload},
		Blocks: func(lang string) page.Blocks { return blocks(l.templates[lang]) },
		Read: func(p string) ([]byte, bool) {
			if f := l.tree.File(p); f != nil {
				return f.Data, true
			}
			return nil, false
		},
	})
	var before *feed.Rendered
	if l.Memory != nil {
		before = &l.Memory.rendered
	}
	feeds := feed.New(book, before)
	drawer := newDrawer(l.look, l.Cache)
	p := output.Plan{Draw: func(c share.Card) ([]byte, error) { return drawer.Draw(c, share.Wide) }, Site: l.result.Site, Book: book, Theme: l.look, Templates: l.templates, Feeds: feeds, Files: files(pictures)}
	outputs, found := p.Outputs()
	l.found.Add(found...)
	l.result.Outputs, l.result.Feeds, l.result.Book, l.result.Drawer, l.result.Templates = outputs, feeds, book, drawer, l.templates
	return nil
}

// ErrAddress says that an address is not one that a site can have.
var ErrAddress = errors.New("not an absolute address of the web")

// ErrRelease says why a release is refused.
var ErrRelease = errors.New("no release")

func releasable(log *history.Log) error {
	switch {
	case !log.Present:
		return fmt.Errorf("%w: the site lies in no Git repository", ErrRelease)
	case log.Shallow:
		return fmt.Errorf("%w: the clone is shallow, so that the history of events is not known; run: git fetch --unshallow", ErrRelease)
	case log.Dirty:
		return fmt.Errorf("%w: not committed: %s", ErrRelease, firstOf(log.Uncommitted))
	}
	return nil
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return "something"
	}
	if len(list) == 1 {
		return list[0]
	}
	return fmt.Sprintf("%s and %d more", list[0], len(list)-1)
}

// readContent reads the content; a file that did not change since the last run is taken from memory.
func readContent(ctx context.Context, tree *source.Tree, o content.Options, m *Memory) (*content.Content, diag.List, error) {
	if m == nil {
		return content.Read(ctx, tree, o)
	}
	// What a reading depends on beside the file.
	key := fmt.Sprint(o.Today, o.Units, string(tree.File(config.Name).Data))
	if key != m.key {
		m.key, m.parts = key, map[string]content.Part{}
	}
	return content.ReadWith(ctx, tree, o, func(f *source.File) (content.Part, bool) {
		was, ok := m.parts[f.Path]
		return was, ok && (was.File == f || bytes.Equal(was.File.Data, f.Data))
	}, func(parts []content.Part) {
		m.parts = make(map[string]content.Part, len(parts))
		for _, p := range parts {
			m.parts[p.File.Path] = p
		}
	})
}

// readTheme reads the theme and makes its templates ready in every language.
func readTheme(cfg *config.Config, tree *source.Tree, fsys fs.FS, languages map[string]*i18n.Language, m *Memory) (*theme.Theme, map[string]*template.Set, diag.List, error) {
	look, found, err := m.theme(cfg, tree, fsys)
	if err != nil {
		return nil, nil, nil, err
	}
	if look == nil {
		found.Add(cfg.ThemeAt.Find("theme-unknown", cfg.Theme).Near(cfg.Theme, []string{"patroon"}))
		return nil, nil, found, nil
	}
	var key [2][sha256.Size]byte
	if m != nil {
		key = [2][sha256.Size]byte{m.look.key, m.words.key}
		if key == m.made {
			return look, m.templates, found, nil
		}
	}
	sets := make(map[string]*template.Set, len(languages))
	var mu sync.Mutex
	var wg sync.WaitGroup
	whole := true
	for tag, l := range languages {
		wg.Go(func() {
			set, faults := look.Compile(l, output.Views())
			mu.Lock()
			defer mu.Unlock()
			sets[tag], whole = set, whole && set != nil
			found.Add(faults...)
		})
	}
	wg.Wait()
	if !whole {
		return nil, nil, found, nil
	}
	if m != nil {
		m.made, m.templates = key, sets
	}
	return look, sets, found, nil
}

// A Sink takes finished files; it is called from several goroutines. Data, whose parts follow each other, is only valid
// during the call.
type Sink func(path string, data ...[]byte) error

// Render makes all outputs, in parallel, and hands each to the sink.
func Render(ctx context.Context, outputs []output.Output, jobs int, sink Sink) error {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	// What stands at the root comes first: the list of all pages takes as long as hundreds of them, and everybody would wait
	// for who made it last.
	order := make([]*output.Output, 0, len(outputs))
	for _, first := range []bool{true, false} {
		for i := range outputs {
			if o := &outputs[i]; strings.Contains(o.Path, "/") != first {
				order = append(order, o)
			}
		}
	}
	return source.Each(ctx, len(order), jobs, func(i int) error {
		o := order[i]
		if o.Parts != nil {
			parts, err := o.Parts()
			if err != nil {
				return fmt.Errorf("make %s: %w", o.Path, err)
			}
			return sink(o.Path, parts...)
		}
		b := buffers.Get().(*[]byte)
		defer buffers.Put(b)
		data, err := o.Make((*b)[:0])
		if err != nil {
			return fmt.Errorf("make %s: %w", o.Path, err)
		}
		*b = data
		return sink(o.Path, data)
	})
}
