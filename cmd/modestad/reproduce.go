package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"modestad/generator"
	"modestad/generator/cache"
	"modestad/generator/output"
)

// A way is one of those in which a site is built to see whether it comes out the same.
type way struct {
	name  string
	jobs  int
	procs int
	again bool // twice, the second time with the memory and the cache of the first
	moved bool // by another path, in another working folder, zone and locale
}

func ways() []way {
	many := max(4, 2*runtime.NumCPU())
	return []way{
		{name: "one job, one processor", jobs: 1, procs: 1},
		{name: fmt.Sprintf("%d jobs and processors, from memory and cache", many), jobs: many, procs: many, again: true},
		{name: "another folder, zone and locale", jobs: 3, procs: 2, moved: true},
	}
}

// A difference is a file that did not come out the same.
type difference struct {
	Path string `json:"path"`
	Way  string `json:"way"`
	Text string `json:"text"`
}

// mostDifferences is how many are named.
const mostDifferences = 20

// reproduce builds the site in several ways and compares what comes out with the first.
func (a *app) reproduce(ctx context.Context, o generator.Options, asJSON bool) int {
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	o.Root = root
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first struct {
		outputs []output.Output
		sums    map[string][32]byte
	}
	differ := []difference{}
	total := 0
	for i, w := range ways() {
		r, sums, err := a.buildAs(ctx, w, o)
		if err != nil {
			return a.fail(err)
		}
		if i == 0 {
			if code := a.report(r); code != exitDone {
				return code
			}
			o.Now = r.Site.Now
			first.outputs, first.sums = r.Outputs, sums
			continue
		}
		for _, path := range unequal(first.sums, sums) {
			total++
			if len(differ) < mostDifferences {
				differ = append(differ, difference{path, w.name, unlike(first.outputs, r.Outputs, path)})
			}
		}
	}
	if asJSON {
		enc := json.NewEncoder(a.stdout)
		enc.SetIndent("", "  ")
		if err := enc.Encode(struct {
			Same   bool         `json:"same"`
			Files  int          `json:"files"`
			Ways   int          `json:"ways"`
			Total  int          `json:"total"`
			Differ []difference `json:"differences"`
		}{total == 0, len(first.sums), len(ways()), total, differ}); err != nil {
			return a.fail(err)
		}
	} else {
		for _, d := range differ {
			fmt.Fprintf(a.stdout, "%s: %s: %s\n", d.Path, d.Way, d.Text)
		}
	}
	if !a.quiet && !asJSON {
		if total == 0 {
			fmt.Fprintf(a.stderr, "the same %d files, byte for byte, built in %d ways\n", len(first.sums), len(ways()))
		} else {
			fmt.Fprintf(a.stderr, "differences: %d\n", total)
		}
	}
	if total > 0 {
		return exitFindings
	}
	return exitDone
}

// unequal gives the paths, sorted, that do not have the same sum in both.
func unequal(a, b map[string][32]byte) (paths []string) {
	all := maps.Clone(a)
	maps.Copy(all, b)
	for _, p := range slices.Sorted(maps.Keys(all)) {
		was, had := a[p]
		is, has := b[p]
		if had != has || was != is {
			paths = append(paths, p)
		}
	}
	return paths
}

// buildAs builds the site in one way.
func (a *app) buildAs(ctx context.Context, w way, o generator.Options) (*generator.Result, map[string][32]byte, error) {
	o.Jobs = w.jobs
	runtime.GOMAXPROCS(w.procs)
	if w.moved {
		back, err := a.move(&o)
		if err != nil {
			return nil, nil, err
		}
		defer back()
	}
	if w.again {
		dir, err := os.MkdirTemp("", "modestad-cache-")
		if err != nil {
			return nil, nil, err
		}
		defer os.RemoveAll(dir)
		o.Memory, o.Cache, o.Program = &generator.Memory{}, cache.Open(dir), a.program()
		r, err := generator.Load(ctx, o)
		if err != nil || r.Found.Failed() {
			return r, nil, err
		}
		if _, err := generator.Sums(ctx, r.Outputs, w.jobs); err != nil {
			return nil, nil, err
		}
	}
	r, err := generator.Load(ctx, o)
	if err != nil || r.Found.Failed() {
		return r, nil, err
	}
	sums, err := generator.Sums(ctx, r.Outputs, w.jobs)
	return r, sums, err
}

// move makes a run see the site by another path, and the process stand in another folder, zone and locale.
func (a *app) move(o *generator.Options) (back func(), err error) {
	dir, err := os.MkdirTemp("", "modestad-verify-")
	if err != nil {
		return nil, err
	}
	link := filepath.Join(dir, "een andere map")
	if os.Symlink(o.Root, link) == nil { // not every system lets everybody make one
		o.Root = link
	}
	o.Env = append(slices.Clone(o.Env), "TZ=Pacific/Kiritimati", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8")
	zone := time.Local
	time.Local = time.FixedZone("far", 14*3600)
	if err := os.Chdir(dir); err != nil {
		return nil, err
	}
	return func() {
		time.Local = zone
		_ = os.Chdir(a.dir)
		_ = os.RemoveAll(dir)
	}, nil
}

// unlike says where the two makings of a file part.
func unlike(one, two []output.Output, path string) string {
	was, had := remade(one, path)
	is, has := remade(two, path)
	switch {
	case !had:
		return "is made, and was not the first time"
	case !has:
		return "is not made, and was the first time"
	}
	n := 0
	for n < len(was) && n < len(is) && was[n] == is[n] {
		n++
	}
	if n == len(was) && n == len(is) {
		return "differs from one making to the next"
	}
	around := func(data []byte) string { return fmt.Sprintf("%q", data[max(0, n-20):min(len(data), n+30)]) }
	return fmt.Sprintf("line %d, octet %d: %s, and the first time %s", 1+bytes.Count(is[:n], []byte("\n")), n, around(is), around(was))
}

func remade(outputs []output.Output, path string) ([]byte, bool) {
	i, ok := slices.BinarySearchFunc(outputs, path, func(o output.Output, p string) int { return strings.Compare(o.Path, p) })
	if !ok {
		return nil, false
	}
	data, err := outputs[i].Make(nil)
	return data, err == nil
}
