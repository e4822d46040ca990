package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/directive"
	"modestad/generator/source"
)

func explainCommand() *command {
	return &command{name: "explain", args: "CODE", about: "Tells the long story of one finding, with a wrong and a right example.",
		help: "Example:\n  modestad explain venue-unknown", run: (*app).explain}
}

func (a *app) explain(_ context.Context, c *command, args []string) int {
	rest, code := a.parse(c, a.flags(c), args)
	if code >= 0 {
		return code
	}
	if len(rest) != 1 {
		return a.usage("explain wants one code, such as venue-unknown", "")
	}
	text, nearest, ok := diag.Explain(rest[0], a.words())
	if !ok {
		return a.usage(fmt.Sprintf("no code %q", rest[0]), nearest)
	}
	fmt.Fprint(a.stdout, text)
	return exitDone
}

// words is the language of messages where no site has to be read: the one asked for, else that of the site around.
func (a *app) words() string {
	if a.lang != "" {
		return a.lang
	}
	if root, err := a.root(); err == nil {
		if data, err := os.ReadFile(filepath.Join(root, config.Name)); err == nil {
			if c, _ := config.Read(&source.File{Path: config.Name, Data: data}); c != nil && spoken(c.DefaultLanguage) {
				return c.DefaultLanguage
			}
		}
	}
	return "en"
}

func helpCommand() *command {
	return &command{name: "help", args: "[COMMAND | TOPIC]", about: "Lists the commands, explains one, or prints a part of the author's guide.",
		run: (*app).help}
}

// topics are the parts of the author's guide that are printed from the program's own tables.
func topics() []string { return []string{"directives", "feeds", "languages", "codes", "servers"} }

func (a *app) help(ctx context.Context, c *command, args []string) int {
	rest, code := a.parse(c, a.flags(c), args)
	if code >= 0 {
		return code
	}
	if len(rest) == 0 {
		fmt.Fprint(a.stdout, overview())
		return exitDone
	}
	switch rest[0] {
	case "directives":
		fmt.Fprint(a.stdout, directive.Guide(a.words()))
		return exitDone
	case "feeds":
		fmt.Fprint(a.stdout, feedGuide(a.words()))
		return exitDone
	case "languages":
		return a.helpLanguages()
	case "servers":
		return a.helpServers(ctx)
	case "codes":
		fmt.Fprint(a.stdout, diag.Markdown(a.words()))
		return exitDone
	}
	names := topics()
	for _, o := range commands() {
		if o.name == rest[0] {
			return o.run(a, ctx, o, []string{"-h"})
		}
		names = append(names, o.name)
	}
	return a.usage(fmt.Sprintf("no help on %q", rest[0]), diag.Nearest(rest[0], names))
}

// overview is what the program says when nothing was asked of it.
func overview() string {
	var b strings.Builder
	b.WriteString("modestad makes a site of longreads and a calendar out of Markdown and TOML: pages in\nseveral languages, iCalendar feeds and widgets.\n\nCommands:\n")
	for _, c := range commands() {
		about, _, _ := strings.Cut(c.about, ". ")
		fmt.Fprintf(&b, "  %-12s %s\n", c.name, strings.TrimSuffix(about, "."))
	}
	fmt.Fprintf(&b, "\nmodestad help COMMAND, or modestad COMMAND -h, says more; modestad help TOPIC prints\na part of the author's guide: %s.\n", strings.Join(topics(), ", "))
	return b.String()
}

func versionCommand() *command {
	return &command{name: "version", args: "[--json]", about: "Says which version this is.", run: (*app).version}
}

// Version is the program's own; releases are tagged with it.
const version = "0.1.0"

func (a *app) version(_ context.Context, c *command, args []string) int {
	f := a.flags(c)
	asJSON := f.Bool("json", false, "for machines")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if code := a.none(c, rest); code >= 0 {
		return code
	}
	v := struct {
		Version string   `json:"version"`
		Commit  string   `json:"commit,omitempty"`
		Changed bool     `json:"changed"`
		Go      string   `json:"go"`
		Modules []module `json:"modules"`
	}{Version: version, Go: runtime.Version()}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.Modules = modules(info)
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				v.Commit = s.Value
			case "vcs.modified":
				v.Changed = s.Value == "true"
			}
		}
	}
	if *asJSON {
		if err := json.NewEncoder(a.stdout).Encode(v); err != nil {
			return a.fail(err)
		}
		return exitDone
	}
	commit := v.Commit
	if len(commit) > 12 {
		commit = commit[:12]
	}
	if commit != "" {
		commit = " (" + commit + ")"
	}
	fmt.Fprintf(a.stdout, "modestad %s%s, %s\n", v.Version, commit, v.Go)
	return exitDone
}
