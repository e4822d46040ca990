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
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"time"

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
	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/template"
	"modestad/generator/theme"
	"modestad/themes"
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
	Memory  *Memory // what earlier runs read; nil for none
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
	History *history.Log
}

// A Memory keeps what was read of files, for as long as they do not change. It is safe against being shared by runs
// that follow each other, not by parallel ones.
type Memory struct {
	tree      *source.Tree
	parts     map[string]content.Part
	key       string
	templates map[string]*template.Set
	themeKey  string
	log       *history.Log
}

// Forget makes the next run read the history of the content again.
func (m *Memory) Forget() { m.log = nil }

// Load reads, checks, resolves and plans a site. An error means that the surroundings failed, or ErrNoSite; faults of
// the content are findings.
func Load(ctx context.Context, o Options) (*Result, error) {
	r := &Result{}
	began := o.Clock()
	phase := func(name string) {
		now := o.Clock()
		r.Phases = append(r.Phases, Phase{name, now.Sub(began)})
		began = now
	}
	fsys, closer, err := source.Root(o.Root)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	var log *history.Log
	var logErr error
	var wg sync.WaitGroup
	var before *source.Tree
	if o.Memory != nil {
		log, before = o.Memory.log, o.Memory.tree
	}
	if log == nil {
		wg.Go(func() { log, logErr = history.Read(ctx, o.Root, o.Env, nil) })
	}

	limits := config.DefaultLimits()
	siteFile, err := fs.ReadFile(fsys, config.Name)
	if errors.Is(err, fs.ErrNotExist) {
		wg.Wait()
		return nil, fmt.Errorf("%s: %w", o.Root, ErrNoSite)
	}
	if err != nil {
		wg.Wait()
		return nil, err
	}
	cfg, found := config.Read(&source.File{Path: config.Name, Data: siteFile})
	if cfg != nil {
		limits = cfg.Limits
	}
	tree, f, err := source.Load(ctx, fsys, source.Limits{File: limits.File, SiteFile: limits.SiteFile}, o.Clock(), before)
	if err != nil {
		wg.Wait()
		return nil, err
	}
	found.Add(f...)
	r.Files = len(tree.All())
	phase("read")
	if cfg == nil {
		wg.Wait()
		r.Found = found.Sorted()
		return r, nil
	}
	if o.BaseURL != "" && !cfg.SetBase(o.BaseURL) {
		wg.Wait()
		return nil, fmt.Errorf("base URL %q: %w", o.BaseURL, ErrAddress)
	}
	now := o.Now
	if now.IsZero() {
		y, m, d := o.Clock().In(cfg.Zone).Date()
		now = time.Date(y, m, d, 0, 0, 0, 0, cfg.Zone)
	}
	today := civil.DateOf(now.In(cfg.Zone))

	languages, f, err := readLanguages(cfg, tree)
	if err != nil {
		wg.Wait()
		return nil, err
	}
	found.Add(f...)
	slugs := map[string]map[string]string{}
	var units []string
	for tag, l := range languages {
		slugs[tag] = map[string]string{}
		for _, section := range sections {
			slugs[tag][section] = l.Slug(section)
		}
		if l.Has("text.bare_units") {
			units = append(units, words(l.Text("text.bare_units"))...)
		}
	}
	var look *theme.Theme
	var templates map[string]*template.Set
	var lookFound diag.List
	var lookErr error
	wg.Go(func() { look, templates, lookFound, lookErr = readTheme(cfg, tree, fsys, languages, o.Memory) })

	c, f, err := readContent(ctx, tree, content.Options{Config: cfg, Today: today, Units: units}, o)
	wg.Wait()
	if err := errors.Join(err, lookErr, logErr); err != nil {
		return nil, err
	}
	found.Add(f...)
	found.Add(lookFound...)
	phase("parse")

	r.History = log
	if o.Memory != nil {
		o.Memory.log, o.Memory.tree = log, tree
	}
	if o.Release {
		if err := releasable(log); err != nil {
			return nil, err
		}
	}
	exists := func(p string) bool {
		_, media := tree.Media(p)
		return media || tree.File(p) != nil
	}
	so := site.Options{Now: now, Drafts: o.Drafts, Slugs: slugs, Exists: exists, Heroes: draw.Pieces()}
	if log.Present && !log.Shallow {
		so.History = func(paths ...string) (site.Stamp, bool) {
			s, ok := log.Of(paths...)
			return site.Stamp{Sequence: s.Sequence, Modified: s.Modified}, ok
		}
	}
	if log.Shallow {
		found.Add((&source.File{Path: config.Name}).Whole().Find("history-shallow"))
	}
	s, f := site.Resolve(cfg, c, so)
	found.Add(f...)
	r.Site = s
	phase("resolve")

	if look != nil && templates != nil {
		book := page.New(s, page.Options{
			Languages: languages, CSP: output.CSP,
			Assets: page.Assets{Style: look.Style, Script: look.Script, Icon: look.Icon, Fonts: look.Preload},
			Blocks: func(lang string) page.Blocks { return blocks(templates[lang]) },
			Read: func(p string) ([]byte, bool) {
				if f := tree.File(p); f != nil {
					return f.Data, true
				}
				return nil, false
			},
		})
		plan := output.Plan{Site: s, Book: book, Theme: look, Templates: templates, Feeds: feed.New(book)}
		r.Outputs, f = plan.Outputs()
		found.Add(f...)
		phase("plan")
	}
	r.Found = found.Sorted()
	return r, nil
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
func readContent(ctx context.Context, tree *source.Tree, o content.Options, run Options) (*content.Content, diag.List, error) {
	if run.Memory == nil {
		return content.Read(ctx, tree, o)
	}
	m := run.Memory
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
	look, found, err := theme.Load(themes.Files, tree, func(p string) ([]byte, error) { return fs.ReadFile(fsys, p) }, cfg.Theme)
	if err != nil {
		return nil, nil, nil, err
	}
	if look == nil {
		found.Add((&source.File{Path: config.Name}).Whole().Find("theme-unknown", cfg.Theme))
		return nil, nil, found, nil
	}
	var key string
	if m != nil {
		key = themeKey(look, tree)
		if key == m.themeKey {
			return look, m.templates, found, nil
		}
	}
	sets := make(map[string]*template.Set, len(languages))
	var mu sync.Mutex
	var wg sync.WaitGroup
	var first error
	for tag, l := range languages {
		wg.Go(func() {
			set, err := look.Compile(l)
			mu.Lock()
			defer mu.Unlock()
			if sets[tag] = set; err != nil && first == nil {
				first = err
			}
		})
	}
	wg.Wait()
	if first != nil {
		found.Add((&source.File{Path: theme.Folder + "/" + cfg.Theme}).Whole().Find("theme-template", cfg.Theme, first.Error()))
		return nil, nil, found, nil
	}
	if m != nil {
		m.themeKey, m.templates = key, sets
	}
	return look, sets, found, nil
}

// A Sink takes finished files; it is called from several goroutines. Data is only valid during the call.
type Sink func(path string, data []byte) error

// Render makes all outputs, in parallel, and hands each to the sink.
func Render(ctx context.Context, outputs []output.Output, jobs int, sink Sink) error {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	return source.Each(ctx, len(outputs), jobs, func(i int) error {
		b := buffers.Get().(*[]byte)
		defer buffers.Put(b)
		data, err := outputs[i].Make((*b)[:0])
		if err != nil {
			return fmt.Errorf("make %s: %w", outputs[i].Path, err)
		}
		*b = data
		return sink(outputs[i].Path, data)
	})
}
