package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"modestad/generator"
	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/history"
	"modestad/generator/publish"
)

// Rules of the voice, for everything that the program says: findings and messages go to standard error, what was
// asked for goes to standard output; an error begins with "modestad: ", in lower case, without a full stop; where the
// program can guess what was meant, a hint follows on a line of its own.

// The exit codes of the command-line contract.
const (
	exitDone        = 0
	exitFindings    = 1
	exitUsage       = 2
	exitSurrounding = 3
	exitStopped     = 130
)

// An app is one run of the program: its surroundings, and what all commands have in common.
type app struct {
	stdout, stderr io.Writer
	env            []string
	dir            string // the working folder
	now            func() time.Time

	site           string
	color          string
	lang           string
	quiet, verbose bool
}

// A command is one verb.
type command struct {
	name  string
	args  string // as the usage line shows them
	about string
	help  string // more, with examples
	run   func(a *app, ctx context.Context, c *command, args []string) int
}

// commands are all verbs, in the order in which help lists them.
func commands() []*command {
	return []*command{buildCommand(), serveCommand(), checkCommand(), importCommand(), verifyCommand(), deployCommand(), explainCommand(), helpCommand(), versionCommand(),
		fmtCommand(), schemaCommand(),
		newCommand(), translationsCommand(), codeownersCommand(), reportCommand(), kitCommand(), planningCommand(), pdfCommand(), whyCommand(), affectsCommand()}
}

// run is the program: it gives the exit code.
func run() int {
	runtime.MemProfileRate = 0 // until somebody wants a profile: see startProfile
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		room := heapRoom
		if len(os.Args) > 1 && os.Args[1] == "serve" {
			room = heapAgain
		}
		pace(room)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "modestad:", err)
		return exitSurrounding
	}
	a := &app{stdout: os.Stdout, stderr: os.Stderr, env: os.Environ(), dir: dir, now: time.Now}
	return a.main(ctx, os.Args[1:])
}

func (a *app) main(ctx context.Context, args []string) int {
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" || args[0] == "-help" {
		fmt.Fprint(a.stdout, overview())
		return exitDone
	}
	if args[0] == "--version" {
		args[0] = "version"
	}
	var names []string
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(a, ctx, c, args[1:])
		}
		names = append(names, c.name)
	}
	return a.usage(fmt.Sprintf("no command %q", args[0]), diag.Nearest(args[0], names))
}

// usage says that the command line is off.
func (a *app) usage(what, nearest string) int {
	fmt.Fprintf(a.stderr, "modestad: %s\n", what)
	if nearest != "" {
		fmt.Fprintf(a.stderr, "hint: did you mean %q?\n", nearest)
	} else {
		fmt.Fprintln(a.stderr, "hint: modestad help lists what there is")
	}
	return exitUsage
}

// fail says that the surroundings failed.
func (a *app) fail(err error) int {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(a.stderr, "modestad: stopped")
		return exitStopped
	}
	fmt.Fprintf(a.stderr, "modestad: %v\n", err)
	switch {
	case errors.Is(err, generator.ErrNoSite):
		fmt.Fprintln(a.stderr, "hint: give the folder that holds site.toml with -s")
		return exitUsage
	case errors.Is(err, generator.ErrAddress):
		fmt.Fprintln(a.stderr, "hint: such as https://example.org/ or https://example.org/fashion/")
		return exitUsage
	case errors.Is(err, publish.ErrForeign):
		fmt.Fprintln(a.stderr, "hint: choose another folder with -d, or move what is not the site's away")
	case errors.Is(err, publish.ErrLocked):
		fmt.Fprintln(a.stderr, "hint: wait until it is done; two builds cannot publish to one folder")
	case errors.Is(err, history.ErrNoRevision):
		fmt.Fprintln(a.stderr, "hint: a branch, tag or commit of this repository, such as origin/main; git fetch brings those of others")
		return exitUsage
	case errors.Is(err, history.ErrUnrelated):
		fmt.Fprintln(a.stderr, "hint: where the clone is shallow, fetch all of it: git fetch --unshallow")
	case errors.Is(err, history.ErrForeign):
		fmt.Fprintln(a.stderr, "hint: git config --global --add safe.directory FOLDER says that it is all right")
	}
	return exitSurrounding
}

// flags makes the set of flags that every command has. done is true where parsing already ended the command.
func (a *app) flags(c *command) *flag.FlagSet {
	f := flag.NewFlagSet(c.name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	for _, name := range []string{"s", "site"} {
		f.StringVar(&a.site, name, "", "the site's `folder` (default: the nearest one upwards with a site.toml)")
	}
	f.StringVar(&a.color, "color", "auto", "`when` to write in colours: auto, always or never")
	f.StringVar(&a.lang, "lang", "", "the `language` of messages: nl, en or fr (default: the site's)")
	f.BoolVar(&a.quiet, "q", false, "say only what is wrong")
	f.BoolVar(&a.verbose, "v", false, "say where the time went")
	return f
}

// parse reads the flags, which may stand between arguments, and checks those that all commands have. code is negative
// where the command can go on.
func (a *app) parse(c *command, f *flag.FlagSet, args []string) (rest []string, code int) {
	for {
		if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(a.stdout, c.usage(f))
			return nil, exitDone
		} else if err != nil {
			return nil, a.badFlag(c, f, err)
		}
		if args = f.Args(); len(args) == 0 {
			break
		}
		rest, args = append(rest, args[0]), args[1:]
	}
	if a.color != "auto" && a.color != "always" && a.color != "never" {
		return nil, a.usage(fmt.Sprintf("--color is auto, always or never, not %q", a.color), "")
	}
	if a.lang != "" && !spoken(a.lang) {
		return nil, a.usage(fmt.Sprintf("--lang is nl, en or fr, not %q", a.lang), "")
	}
	return rest, -1
}

// badFlag says what is wrong with a flag.
func (a *app) badFlag(c *command, f *flag.FlagSet, err error) int {
	unknown, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !ok {
		return a.usage(fmt.Sprintf("%s: %v", c.name, err), "")
	}
	var names []string
	f.VisitAll(func(fl *flag.Flag) {
		if len(fl.Name) > 1 {
			names = append(names, "--"+fl.Name)
		}
	})
	fmt.Fprintf(a.stderr, "modestad: %s has no flag %q\n", c.name, "--"+strings.TrimPrefix(unknown, "-"))
	if near := diag.Nearest("--"+unknown, names); near != "" {
		fmt.Fprintf(a.stderr, "hint: did you mean %s?\n", near)
	} else {
		fmt.Fprintf(a.stderr, "hint: modestad %s -h lists its flags\n", c.name)
	}
	return exitUsage
}

// spoken says whether the program's own messages exist in a language.
func spoken(lang string) bool { return lang == "nl" || lang == "en" || lang == "fr" }

// none says that a command takes no arguments.
func (a *app) none(c *command, rest []string) int {
	if len(rest) > 0 {
		return a.usage(fmt.Sprintf("%s takes no argument %q", c.name, rest[0]), "")
	}
	return -1
}

// root finds the site's folder: the one that was named, or the nearest one upwards with a site.toml.
func (a *app) root() (string, error) {
	if a.site != "" {
		dir := a.path(a.site)
		if _, err := os.Stat(filepath.Join(dir, config.Name)); err != nil {
			return "", fmt.Errorf("%s: %w", a.site, generator.ErrNoSite)
		}
		return dir, nil
	}
	for dir := a.dir; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, config.Name)); err == nil {
			return dir, nil
		}
		if filepath.Dir(dir) == dir {
			return "", fmt.Errorf("here or upwards: %w", generator.ErrNoSite)
		}
	}
}

// path makes a path of the command line absolute.
func (a *app) path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(a.dir, p)
}

// colours says whether to write in colours to a stream.
func (a *app) colours(w io.Writer) bool {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	return a.variable("NO_COLOR") == "" && a.variable("TERM") != "dumb" && a.terminal(w)
}

// variable gives a variable of the environment.
func (a *app) variable(name string) string {
	for _, v := range a.env {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}

// terminal says whether a stream is one.
func (a *app) terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// messages is the language of messages: the one that was asked for, else the site's where the program speaks it.
func (a *app) messages(r *generator.Result) string {
	if a.lang != "" {
		return a.lang
	}
	if r != nil && r.Site != nil && spoken(r.Site.Config.DefaultLanguage) {
		return r.Site.Config.DefaultLanguage
	}
	return "en"
}

// usage is a command's own help.
func (c *command) usage(f *flag.FlagSet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "modestad %s %s\n\n%s\n", c.name, c.args, wrap(c.about, 80))
	if c.help != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.Trim(c.help, "\n"))
	}
	b.WriteString("\nFlags:\n")
	short := map[string]string{"site": "s"}
	f.VisitAll(func(fl *flag.Flag) {
		if fl.Name == "s" {
			return
		}
		name := "-" + fl.Name
		if len(fl.Name) > 1 {
			name = "--" + fl.Name
		}
		if s := short[fl.Name]; s != "" {
			name = "-" + s + ", " + name
		}
		value, text := flag.UnquoteUsage(fl)
		if value != "" {
			name += " " + value
		}
		fmt.Fprintf(&b, "  %-22s %s\n", name, text)
	})
	return b.String()
}

// wrap breaks a text into lines of at most n columns.
func wrap(s string, n int) string {
	var b strings.Builder
	col := 0
	for _, w := range strings.Fields(s) {
		if col > 0 && col+1+len(w) > n {
			b.WriteByte('\n')
			col = 0
		} else if col > 0 {
			b.WriteByte(' ')
			col++
		}
		b.WriteString(w)
		col += len(w)
	}
	return b.String()
}
