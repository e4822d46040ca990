package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modestad/generator/history"
	"modestad/generator/ownership"
)

func codeownersCommand() *command {
	return &command{name: "codeowners", args: "[--check]", about: "Writes the lines of the forge's CODEOWNERS file, out of the partners and roles.",
		help: `A partner is the team of its id: @organisation/partner, where the organisation is that of the
address in [forge]; without one, the user or group of its id. With --check the file in the repository must have these lines; others may
stand around them.

Examples:
  modestad codeowners > .github/CODEOWNERS
  modestad codeowners --check`,
		run: (*app).codeowners}
}

func (a *app) codeowners(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	check := f.Bool("check", false, "compare with the file that the repository has")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if code := a.none(c, rest); code >= 0 {
		return code
	}
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	cfg, files, err := a.texts(ctx, root)
	if err != nil {
		return a.fail(err)
	}
	address, err := url.Parse(cfg.Forge.URL)
	organisation := ""
	if err == nil {
		parts := strings.Split(strings.Trim(address.Path, "/"), "/")
		organisation = strings.Join(parts[:len(parts)-1], "/")
	}
	if organisation == "" && !a.quiet && !*check {
		fmt.Fprintln(a.stderr, "modestad: site.toml does not say in [forge] where the repository is: a partner is @ and its id alone")
		fmt.Fprintln(a.stderr, "hint: with kind, and url with its organisation, it is a team: @organisation/partner")
	}
	top, prefix := root, ""
	repo, err := history.Open(ctx, root, a.env)
	if err == nil {
		prefix = repo.Prefix
		top = filepath.Join(root, strings.Repeat("../", strings.Count(prefix, "/")))
	} else if !errors.Is(err, history.ErrNoRepository) && !errors.Is(err, history.ErrNoGit) {
		return a.fail(err)
	}
	lines := ownership.Codeowners(ownership.Of(cfg, partners(files), prefix), cfg.Forge.Kind, organisation)
	if !*check {
		fmt.Fprint(a.stdout, lines)
		return exitDone
	}
	paths := ownership.CodeownersPaths(cfg.Forge.Kind)
	found, data := paths[0], []byte(nil)
	for _, p := range paths {
		if data, err = os.ReadFile(filepath.Join(top, filepath.FromSlash(p))); err == nil {
			found = p
			break
		}
		if !errors.Is(err, os.ErrNotExist) {
			return a.fail(err)
		}
	}
	lacks, extra := ownership.Differs(string(data), lines)
	for _, l := range lacks {
		fmt.Fprintf(a.stdout, "%s: + %s\n", found, l)
	}
	for _, l := range extra {
		fmt.Fprintf(a.stdout, "%s: - %s\n", found, l)
	}
	if len(lacks)+len(extra) > 0 {
		fmt.Fprintln(a.stderr, "hint: modestad codeowners writes the lines as they should be")
		return exitFindings
	}
	return exitDone
}
