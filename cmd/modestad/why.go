package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"

	"modestad/generator/cache"
	"modestad/generator/diag"
	"modestad/generator/site"
	"modestad/generator/trace"
)

func whyCommand() *command {
	return &command{name: "why", args: "[flags] ADDRESS", about: "Names every input of an output, a line each: files, records of files that hold many, templates. It finds out by trial what the output would not be the same without.",
		help: `Examples:
  modestad why /en/visitors/
  modestad why /nl/feeds/all.ics
  modestad why --json https://modestad.example/en/`,
		run: (*app).why}
}

func affectsCommand() *command {
	return &command{name: "affects", args: "[flags] INPUT", about: "Names every output of an input, a line each. An input is a file, a folder, or a record: FILE#ID.",
		help: `Examples:
  modestad affects content/venues/modenatie.toml
  modestad affects content/facts.toml#sector-turnover-growth
  modestad affects content/partners/momu
  modestad affects themes/patroon/templates/part/foot.html`,
		run: (*app).affects}
}

func (a *app) why(ctx context.Context, c *command, args []string) int {
	return a.trace(ctx, c, args, func(t *trace.Tracer, s *site.Site, address string) ([]string, int, error) {
		for _, p := range []string{address, address + "/"} {
			if o, ok := t.Output(site.File(pathOf(s, p))); ok {
				list, err := t.Why(ctx, o)
				return list, exitDone, err
			}
		}
		return nil, a.usage(fmt.Sprintf("nothing is published at %q", address), ""), nil
	})
}

// pathOf gives the path below the published folder of an address, which may have the site's base before it.
func pathOf(s *site.Site, address string) string {
	for _, base := range []string{s.Config.BaseURL, s.Config.BasePath, "/"} {
		if rest, ok := strings.CutPrefix(address, base); ok && base != "" {
			return rest
		}
	}
	return address
}

func (a *app) affects(ctx context.Context, c *command, args []string) int {
	return a.trace(ctx, c, args, func(t *trace.Tracer, s *site.Site, input string) ([]string, int, error) {
		paths, ok, err := t.Affects(ctx, path.Clean(strings.ReplaceAll(input, `\`, "/")))
		if err == nil && !ok {
			return nil, a.usage(fmt.Sprintf("the site has no input %q", input), diag.Nearest(input, t.Inputs())), nil
		}
		for i, p := range paths {
			paths[i] = "/" + strings.TrimSuffix(p, "index.html")
		}
		return paths, exitDone, err
	})
}

// trace reads the site for a question about one thing, and prints the answer, a line for each part of it.
func (a *app) trace(ctx context.Context, c *command, args []string, ask func(t *trace.Tracer, s *site.Site, about string) ([]string, int, error)) int {
	f := a.flags(c)
	drafts := f.Bool("drafts", false, "with drafts")
	now := f.String("now", "", "the build's clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	asJSON := f.Bool("json", false, "write an array for machines")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if len(rest) != 1 {
		return a.usage(c.name+" wants one thing to ask about", "")
	}
	o, code := a.options("", *drafts, *now, 0)
	if code >= 0 {
		return code
	}
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	o.Root, o.Cache = root, cache.Open(a.cacheDir(root, "", false))
	t, r, err := trace.New(ctx, o)
	if err != nil {
		return a.fail(err)
	}
	if r.Outputs == nil || r.Found.Failed() {
		return a.report(r)
	}
	list, code, err := ask(t, r.Site, rest[0])
	if err != nil {
		return a.fail(err)
	}
	if code != exitDone {
		return code
	}
	return a.printList(a.stdout, list, *asJSON)
}

func (a *app) printList(w io.Writer, list []string, asJSON bool) int {
	if asJSON {
		if list == nil {
			list = []string{}
		}
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		if err := e.Encode(list); err != nil {
			return a.fail(err)
		}
		return exitDone
	}
	for _, l := range list {
		fmt.Fprintln(w, l)
	}
	return exitDone
}
