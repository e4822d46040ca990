package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"runtime"
	"slices"
	"strings"
	"time"

	"modestad/generator/diag"
	"modestad/generator/serve"
)

func serveCommand() *command {
	return &command{name: "serve", args: "[flags]", about: "Shows the site at http://127.0.0.1:1313/ while it is being written. Pages load again by themselves; what is wrong stands over the page, and the last good site under it.",
		help: `Examples:
  modestad serve
  modestad serve --addr 127.0.0.1:8080 --now 2027-06-01T12:00:00+02:00`,
		run: (*app).serve}
}

// editors are the addresses by which editors open a file.
var editors = map[string]string{
	"vscode":   "vscode://file{path}:{line}",
	"vscodium": "vscodium://file{path}:{line}",
	"cursor":   "cursor://file{path}:{line}",
	"zed":      "zed://file{path}:{line}",
	"idea":     "idea://open?file={path}&line={line}",
	"none":     "",
}

// quietTime is how long nothing must change before the site is read again: editors write a file in several steps.
const quietTime = 10 * time.Millisecond

// restTime is how long after a reading the collector is called, so that it does its work between two edits and not in one.
const restTime = 300 * time.Millisecond

func (a *app) serve(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	addr := f.String("addr", "127.0.0.1:1313", "where to listen, as `host:port`")
	editor := f.String("editor", "vscode", "what opens the file that made a paragraph: vscode, vscodium, cursor, zed, idea, none, or an `address` with {path} and {line}")
	now := f.String("now", "", "the clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if code := a.none(c, rest); code >= 0 {
		return code
	}
	o, code := a.options("", true, *now, 0)
	if code >= 0 {
		return code
	}
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	o.Root = root
	if _, _, err := net.SplitHostPort(*addr); err != nil {
		return a.usage(fmt.Sprintf("--addr wants host:port, not %q", *addr), "")
	}
	opens, ok := editors[*editor]
	if !ok {
		if opens = *editor; !strings.Contains(opens, "{path}") || !strings.Contains(opens, ":") || strings.HasPrefix(strings.ToLower(opens), "javascript:") {
			return a.usage(fmt.Sprintf("--editor is a name or an address with {path}, not %q", *editor), diag.Nearest(*editor, slices.Sorted(maps.Keys(editors))))
		}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	changes, err := serve.Watch(ctx, root)
	if err != nil {
		return a.fail(fmt.Errorf("watch %s: %w", root, err))
	}
	collect := time.AfterFunc(restTime, runtime.GC)
	defer collect.Stop()
	built := func(s serve.Status) {
		collect.Reset(restTime)
		a.sayServed(s)
	}
	srv, err := serve.New(ctx, serve.Options{Generator: o, Lang: a.lang, Editor: opens, Changes: changes, Quiet: quietTime, Built: built})
	if err != nil {
		return a.fail(err)
	}
	go func() { _ = srv.Run(ctx) }()
	err = srv.ListenAndServe(ctx, *addr, func(at string) { fmt.Fprintf(a.stderr, "http://%s%s\n", at, srv.Base()) })
	if err != nil && !errors.Is(err, context.Canceled) {
		return a.fail(err)
	}
	return exitStopped
}

// sayServed says how a reading went.
func (a *app) sayServed(s serve.Status) {
	if s.Err != nil {
		fmt.Fprintf(a.stderr, "modestad: %v\n", s.Err)
		return
	}
	_ = diag.Text(a.stderr, s.Found, diag.TextOptions{Lang: a.messages(s.Result), Color: a.colours(a.stderr)})
	if s.Good && !a.quiet {
		fmt.Fprintf(a.stderr, "%d pages, %s\n", s.Pages, s.Took.Round(time.Millisecond))
	}
}
