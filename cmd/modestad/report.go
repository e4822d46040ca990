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
	"modestad/generator/content"
	"modestad/generator/history"
	"modestad/generator/i18n"
	"modestad/generator/output"
	"modestad/generator/report"
	"modestad/generator/site"
	"modestad/generator/translation"
)

func reportCommand() *command {
	return &command{name: "report", args: "--base REF | --due DATE", about: "Says in plain words, as Markdown, what a change does: events added, moved, cancelled, removed; pages, feeds and widgets touched; what is untranslated. Or what ends, opens, closes or wants review by a day.",
		help: `Examples:
  modestad report --base origin/main
  modestad report --base origin/main --lang nl >> "$GITHUB_STEP_SUMMARY"
  modestad report --due 2027-06-30`,
		run: (*app).tell}
}

func (a *app) tell(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	base := f.String("base", "", "the `branch` that the change is proposed to")
	by := f.String("due", "", "the `day` by which things are due")
	now := f.String("now", "", "the clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if code := a.none(c, rest); code >= 0 {
		return code
	}
	if *by != "" && *base == "" {
		return a.tellDue(ctx, *by, *now)
	}
	if *base == "" || *by != "" {
		return a.usage("report wants --base, the branch that the change is proposed to, or --due, a day", "")
	}
	o, code := a.options("", true, *now, 0)
	if code >= 0 {
		return code
	}
	if o.Now.IsZero() { // both states at one instant
		at := a.now()
		o.Clock = func() time.Time { return at }
	}
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	change, err := a.proposal(ctx, root, *base)
	if err != nil {
		return a.fail(err)
	}
	r, err := a.reportOn(ctx, change, o)
	if err != nil {
		return a.fail(err)
	}
	lang := a.lang
	if lang == "" {
		lang = "en"
		if spoken(r.Config.DefaultLanguage) {
			lang = r.Config.DefaultLanguage
		}
	}
	tag := lang
	if l, ok := r.Config.Language(lang); ok {
		tag = l.Locale
	}
	locale, err := i18n.Lookup(lang, tag)
	if err != nil {
		return a.fail(err)
	}
	fmt.Fprint(a.stdout, r.Markdown(lang, locale))
	return exitDone
}

// A state is a site as a commit has it. Config is nil where there was none that can be read.
type state struct {
	config *config.Config
	events []*content.Event
	texts  []translation.Unit
	made   map[string]report.Made // nil where it has errors
}

// reportOn compares both ends of a proposal, each in a folder of its own without a history, so that only what the
// proposal changes differs.
func (a *app) reportOn(ctx context.Context, p *proposal, o generator.Options) (report.Report, error) {
	before, err := a.stateAt(ctx, p.repo, p.diff.Base, o)
	if err != nil {
		return report.Report{}, err
	}
	after, err := a.stateAt(ctx, p.repo, p.diff.Head, o)
	if err != nil {
		return report.Report{}, err
	}
	cfg := after.config
	if cfg == nil {
		cfg = before.config
	}
	if cfg == nil {
		return report.Report{}, fmt.Errorf("%s cannot be read; modestad check says why", config.Name)
	}
	r := report.Report{Config: cfg, Events: report.Events(before.events, after.events, cfg.Tags()), Broken: after.made == nil}
	changed := map[string]bool{}
	for _, c := range p.diff.Changes {
		file, ok := p.repo.InSite(c.Path)
		if !ok {
			file = c.Path
		}
		changed[file] = true
		if parts := strings.Split(file, "/"); len(parts) == 5 && parts[1] == "partners" && parts[3] == "events" {
			continue
		}
		how := byte('~')
		if c.Before.Mode == 0 {
			how = '+'
		} else if c.After.Mode == 0 {
			how = '-'
		}
		r.Files = append(r.Files, report.File{Path: file, How: how})
	}
	if before.made != nil && after.made != nil {
		r.Touched = report.Outputs(before.made, after.made, cfg.Tags())
	}
	for _, u := range after.texts {
		if changed[u.File] || slices.ContainsFunc(u.Versions, func(v translation.Version) bool { return changed[v.File] }) {
			r.Texts = append(r.Texts, u)
		}
	}
	return r, nil
}

// stateAt reads and makes a site as a commit has it.
func (a *app) stateAt(ctx context.Context, repo *history.Repo, rev string, o generator.Options) (s state, err error) {
	dir, err := os.MkdirTemp("", "modestad-report-")
	if err != nil {
		return s, err
	}
	defer os.RemoveAll(dir)
	if err := layOut(ctx, repo, rev, dir); err != nil {
		return s, err
	}
	o.Root = dir
	// In no repository, wherever the folder for temporary files is.
	o.Env = append(slices.Clone(o.Env), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	r, err := generator.Load(ctx, o)
	if errors.Is(err, generator.ErrNoSite) {
		return s, nil
	}
	if err != nil || r.Site == nil {
		return s, err
	}
	s.config = r.Site.Config
	_, files, err := a.texts(ctx, dir)
	if err != nil {
		return s, err
	}
	for _, e := range r.Site.Events {
		s.events = append(s.events, e.Event)
	}
	s.texts = translation.Units(s.config, files)
	o.Drafts = false
	plain, err := generator.Load(ctx, o)
	if err != nil || r.Found.Failed() || plain.Found.Failed() {
		return s, err
	}
	s.made = make(map[string]report.Made, len(plain.Outputs))
	media := make(map[string]string, len(plain.Outputs))
	// Pictures to share, which take the longest, are told apart by their addresses.
	rest := slices.DeleteFunc(slices.Clone(plain.Outputs), func(out output.Output) bool { return site.IsShare(out.Path) })
	for _, out := range plain.Outputs {
		media[out.Path] = out.MediaType
		if site.IsShare(out.Path) {
			s.made[out.Path] = report.Made{MediaType: out.MediaType}
		}
	}
	sums, err := generator.Sums(ctx, rest, o.Jobs)
	for path, sum := range sums {
		s.made[path] = report.Made{MediaType: media[path], Sum: sum}
	}
	return s, err
}

// layOut writes the files of a site as a commit has them; links and other repositories are left out.
func layOut(ctx context.Context, repo *history.Repo, rev, dir string) error {
	entries, err := repo.Tree(ctx, rev, config.Name, "content", "i18n", "themes")
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	entries = slices.DeleteFunc(entries, func(e history.Entry) bool {
		return e.Mode != history.File && e.Mode != history.Executable || !fs.ValidPath(e.Path) || !filepath.IsLocal(filepath.FromSlash(e.Path))
	})
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.Blob
	}
	return repo.Blobs(ctx, ids, func(i int, text []byte) error {
		if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(entries[i].Path)), 0o755); err != nil {
			return err
		}
		return root.WriteFile(filepath.FromSlash(entries[i].Path), text, 0o644)
	})
}
