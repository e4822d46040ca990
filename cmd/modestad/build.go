package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"modestad/generator"
	"modestad/generator/cache"
	"modestad/generator/diag"
	"modestad/generator/publish"
)

func buildCommand() *command {
	return &command{name: "build", args: "[flags]", about: "Makes the whole site into public/, as a whole or not at all. Where the content has errors, they are named and the previous site stands.",
		help: `Examples:
  modestad build
  modestad build -d /srv/www --base-url https://example.org/
  modestad build --drafts --now 2027-06-01T12:00:00+02:00`,
		run: (*app).build}
}

func (a *app) build(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	out := f.String("d", "", "the `folder` to publish to (default: public in the site's folder)")
	base := f.String("base-url", "", "the `address` of the site, instead of site.toml's")
	drafts := f.Bool("drafts", false, "show drafts, marked")
	now := f.String("now", "", "the build's clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	jobs := f.Int("jobs", 0, "how many things to do at once, a `number` (default: the number of cores)")
	release := f.Bool("release", false, "refuse a shallow clone and content that is not committed")
	pre := f.Bool("precompress", false, "put .br and .gz beside each text file, for servers that hand them out")
	cacheDir := f.String("cache", "", "keep what is dear to make in a `folder` (default: one of the site's in the user's cache folder)")
	noCache := f.Bool("no-cache", false, "keep nothing, and use nothing that was kept")
	profile := f.String("profile", "", "write a CPU and a memory profile to a `folder`")
	asJSON := f.Bool("json", false, "write a summary for machines to standard output")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if code := a.none(c, rest); code >= 0 {
		return code
	}
	if *release && *drafts {
		return a.usage("--release and --drafts do not go together: a draft is never in a release", "")
	}
	o, code := a.options(*base, *drafts, *now, *jobs)
	if code >= 0 {
		return code
	}
	o.Release = *release
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	o.Root = root
	dir := filepath.Join(root, "public")
	if *out != "" {
		dir = a.path(*out)
	}
	if *profile != "" {
		stop, err := startProfile(a.path(*profile))
		if err != nil {
			return a.fail(err)
		}
		defer stop()
	}
	if *jobs > 0 {
		runtime.GOMAXPROCS(*jobs)
	}
	store := cache.Open(a.cacheDir(root, *cacheDir, *noCache))
	o.Cache, o.Program = store, fmt.Sprint(a.program(), " ", *pre)
	began := a.now()
	stage, err := publish.Begin(dir, publish.Options{Jobs: *jobs})
	if err != nil {
		return a.fail(err)
	}
	defer stage.Abort()
	var last published
	key := fmt.Sprint(publishedKey, dir, " ", *pre, " ", *release)
	o.Known = func(inputs string) bool {
		data, ok := store.Load(key)
		return ok && json.Unmarshal(data, &last) == nil && last.Inputs == inputs && last.Site == stage.Digest() && stage.Intact()
	}
	r, err := generator.Load(ctx, o)
	if err != nil {
		return a.fail(err)
	}
	r.Weigh()
	summary := buildSummary{Phases: r.Phases, Pages: pages(r)}
	if r.Known {
		r.Found = last.Found
		summary.Files, summary.Kept, summary.Pages = len(stage.Previous().Files), len(stage.Previous().Files), last.Pages
		for _, f := range stage.Previous().Files {
			summary.Bytes += f.Size
		}
	}
	summary.Found, summary.Lang = r.Found, a.messages(r)
	code = a.report(r)
	if code == exitDone {
		if !r.Known {
			res, err := publishTo(ctx, r, stage, o, *pre)
			if err != nil {
				return a.fail(err)
			}
			summary.fill(res)
			remember(store, key, res.Digest, r)
		}
		summary.Phases = append(summary.Phases, generator.Phase{Name: "publish", Took: a.now().Sub(began) - total(r.Phases)})
		if !a.quiet && !*asJSON {
			a.sayBuilt(summary, dir, a.now().Sub(began))
		}
	}
	if *asJSON {
		enc := json.NewEncoder(a.stdout)
		enc.SetIndent("", "  ")
		machines, err := summary.forMachines(code)
		if err == nil {
			err = enc.Encode(machines)
		}
		if err != nil {
			return a.fail(err)
		}
	}
	return code
}

// A published is what a build remembers of what it published to a folder: what it was made from, which site it is, and
// what was found in it.
type published struct {
	Inputs string
	Site   [sha256.Size]byte
	Pages  int
	Found  diag.List
}

const publishedKey = "published 1 "

// remember keeps what was published, so that the next build of the same inputs has nothing to do.
func remember(store *cache.Dir, key string, site [sha256.Size]byte, r *generator.Result) {
	if data, err := json.Marshal(published{r.Inputs, site, pages(r), r.Found}); err == nil {
		store.Store(key, data)
	}
}

// cacheDir is the folder of the cache: the one that was named, else one of the site in the user's cache directory.
// It is empty where there is to be none, or nowhere to put one.
func (a *app) cacheDir(root, named string, none bool) string {
	switch {
	case none:
		return ""
	case named != "":
		return a.path(named)
	}
	dir := a.variable("XDG_CACHE_HOME")
	if dir == "" {
		home := a.variable("HOME")
		if home == "" {
			home = a.variable("USERPROFILE")
		}
		if home == "" {
			return ""
		}
		dir = filepath.Join(home, ".cache")
	}
	sum := sha256.Sum256([]byte(root))
	return filepath.Join(dir, "modestad", hex.EncodeToString(sum[:8]))
}

// program tells this build of the program from another one.
func (a *app) program() string {
	exe, err := os.Executable()
	if err != nil {
		return version
	}
	info, err := os.Stat(exe)
	if err != nil {
		return version
	}
	return fmt.Sprint(version, " ", runtime.Version(), " ", info.Size(), " ", info.ModTime().UnixNano())
}

// options are what the flags that several commands share come to.
func (a *app) options(base string, drafts bool, now string, jobs int) (generator.Options, int) {
	o := generator.Options{Drafts: drafts, BaseURL: base, Jobs: jobs, Env: a.env, Clock: a.now}
	if now != "" {
		t, err := time.Parse(time.RFC3339, now)
		if err != nil {
			return o, a.usage(fmt.Sprintf("--now wants a time such as 2027-06-01T12:00:00+02:00, not %q", now), "")
		}
		o.Now = t
	}
	if jobs < 0 {
		return o, a.usage("--jobs wants a number above 0", "")
	}
	return o, -1
}

// publishTo makes all outputs, with their compressed variants where they are wanted, and replaces the folder with them.
func publishTo(ctx context.Context, r *generator.Result, stage *publish.Stage, o generator.Options, pre bool) (publish.Result, error) {
	meta := map[string]string{}
	if o.Release {
		meta = provenance(r)
	}
	sink := generator.Sink(stage.Write)
	if pre {
		meta = map[string]string{}
		sink = precompressed(stage, meta)
	}
	if err := generator.Render(ctx, r.Outputs, o.Jobs, sink); err != nil {
		return publish.Result{}, err
	}
	if err := ctx.Err(); err != nil {
		return publish.Result{}, err
	}
	return stage.Commit(meta)
}

// report prints the findings and gives the exit code that they mean.
func (a *app) report(r *generator.Result) int {
	if err := diag.Text(a.stderr, r.Found, diag.TextOptions{Lang: a.messages(r), Color: a.colours(a.stderr)}); err != nil {
		return a.fail(err)
	}
	if r.Found.Failed() {
		return exitFindings
	}
	return exitDone
}

func pages(r *generator.Result) int {
	n := 0
	for _, o := range r.Outputs {
		if o.Address != nil {
			n++
		}
	}
	return n
}

func total(phases []generator.Phase) time.Duration {
	var sum time.Duration
	for _, p := range phases {
		sum += p.Took
	}
	return sum
}

// A buildSummary is what a build says of itself.
type buildSummary struct {
	Pages, Files, Written, Kept, Removed int
	Bytes                                int64
	Swapped                              bool
	Phases                               []generator.Phase
	Found                                diag.List
	Lang                                 string // of the findings
}

func (s *buildSummary) fill(r publish.Result) {
	s.Files, s.Written, s.Kept, s.Removed, s.Bytes, s.Swapped = r.Files, r.Written, r.Kept, r.Removed, r.Bytes, r.Swapped
}

func (a *app) sayBuilt(s buildSummary, dir string, took time.Duration) {
	shown := dir
	if rel, err := filepath.Rel(a.dir, dir); err == nil && len(rel) < len(dir) {
		shown = rel
	}
	if s.Swapped {
		fmt.Fprintf(a.stderr, "%s: %d files, %d of them pages; %d written, %d as before, %d removed; %s\n", shown, s.Files, s.Pages, s.Written, s.Kept, s.Removed, took.Round(time.Millisecond))
	} else {
		fmt.Fprintf(a.stderr, "%s: nothing changed; %d files; %s\n", shown, s.Files, took.Round(time.Millisecond))
	}
	if a.verbose {
		for _, p := range s.Phases {
			fmt.Fprintf(a.stderr, "  %-8s %s\n", p.Name, p.Took.Round(100*time.Microsecond))
		}
	}
}

// forMachines gives the summary as JSON has it; findings are objects as those of check.
func (s buildSummary) forMachines(code int) (any, error) {
	var found bytes.Buffer
	if err := diag.JSON(&found, s.Found, s.Lang); err != nil {
		return nil, err
	}
	errors := 0
	for _, f := range s.Found {
		if f.Severity == diag.Error {
			errors++
		}
	}
	type phase struct {
		Name   string  `json:"name"`
		Millis float64 `json:"ms"`
	}
	out := struct {
		Published bool            `json:"published"`
		Changed   bool            `json:"changed"`
		Pages     int             `json:"pages"`
		Files     int             `json:"files"`
		Written   int             `json:"written"`
		Kept      int             `json:"kept"`
		Removed   int             `json:"removed"`
		Bytes     int64           `json:"bytes"`
		Errors    int             `json:"errors"`
		Warnings  int             `json:"warnings"`
		Findings  json.RawMessage `json:"findings"`
		Phases    []phase         `json:"phases"`
	}{code == exitDone, s.Swapped, s.Pages, s.Files, s.Written, s.Kept, s.Removed, s.Bytes, errors, len(s.Found) - errors, found.Bytes(), []phase{}}
	for _, p := range s.Phases {
		out.Phases = append(out.Phases, phase{p.Name, float64(p.Took.Microseconds()) / 1000})
	}
	return out, nil
}

// startProfile writes profiles for `go tool pprof` until it is stopped.
func startProfile(dir string) (stop func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	cpu, err := os.Create(filepath.Join(dir, "cpu.pprof"))
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return nil, err
	}
	runtime.MemProfileRate = 512 << 10 // as the runtime has it
	return func() {
		pprof.StopCPUProfile()
		closeQuietly(cpu)
		if mem, err := os.Create(filepath.Join(dir, "heap.pprof")); err == nil {
			runtime.GC() // the profile is as of the last collection
			pprof.Lookup("allocs").WriteTo(mem, 0)
			closeQuietly(mem)
		}
	}, nil
}

func closeQuietly(c io.Closer) { _ = c.Close() }
