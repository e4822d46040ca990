package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"modestad/generator"
	"modestad/generator/diag"
)

func checkCommand() *command {
	return &command{name: "check", args: "[flags]", about: "Names everything that is wrong with the content, without building.",
		help: `Examples:
  modestad check
  modestad check --strict --format github
  modestad check --fix
  modestad check --as momu --base origin/main
  modestad check --now 2027-01-01T00:00:00+01:00`,
		run: (*app).check}
}

func (a *app) check(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	format := f.String("format", "text", "text, json, github or sarif")
	strict := f.Bool("strict", false, "warnings fail as well")
	as := f.String("as", "", "may this `partner` change what it changes? Wants --base")
	base := f.String("base", "", "the `branch` that the change is proposed to; what it changed is shown first")
	fix := f.Bool("fix", false, "mend what can be mended without doubt, and say what")
	now := f.String("now", "", "the clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if code := a.none(c, rest); code >= 0 {
		return code
	}
	formats := []string{"text", "json", "github", "sarif"}
	if !slices.Contains(formats, *format) {
		return a.usage(fmt.Sprintf("--format is text, json, github or sarif, not %q", *format), diag.Nearest(*format, formats))
	}
	o, code := a.options("", true, *now, 0)
	if code >= 0 {
		return code
	}
	o.Memory = &generator.Memory{}
	if *as != "" && *base == "" {
		return a.usage("--as wants --base, the branch that the change is proposed to", "")
	}
	var err error
	if o.Root, err = a.root(); err != nil {
		return a.fail(err)
	}
	var change *proposal
	if *base != "" {
		if change, err = a.proposal(ctx, o.Root, *base); err != nil {
			return a.fail(err)
		}
	}
	if *fix {
		if err := a.mend(ctx, o); err != nil {
			return a.fail(err)
		}
	}
	r, err := generator.Load(ctx, o)
	if err != nil {
		return a.fail(err)
	}
	// What is published is checked as it will be, and drafts as they would be.
	o.Drafts = false
	plain, err := generator.Load(ctx, o)
	if err != nil {
		return a.fail(err)
	}
	plain.Weigh()
	r.Found = append(r.Found, plain.Found...)
	if *as != "" {
		found, code := a.owned(ctx, change, *as)
		if code >= 0 {
			return code
		}
		r.Found.Add(found...)
		if r.History != nil && r.History.Dirty && !a.quiet {
			fmt.Fprintln(a.stderr, "modestad: --as looks at what is committed; what is not does not count")
		}
	}
	r.Found = r.Found.Sorted()
	switch *format {
	case "text":
		err = diag.Text(a.stdout, r.Found, diag.TextOptions{Lang: a.messages(r), Color: a.colours(a.stdout)})
	case "json":
		err = diag.JSON(a.stdout, r.Found, a.messages(r))
	case "github":
		err = a.printGitHub(r, change.touched())
	case "sarif":
		err = diag.SARIF(a.stdout, r.Found, a.messages(r), version)
	}
	if err != nil {
		return a.fail(err)
	}
	if !a.quiet && *format == "text" {
		fmt.Fprintln(a.stderr, verdict(r.Found, a.messages(r)))
	}
	if r.Found.Failed() || *strict && len(r.Found) > 0 {
		return exitFindings
	}
	return exitDone
}

// printGitHub writes annotations, those of changed files first, and the whole list to the job's summary where the forge
// gives a file for it.
func (a *app) printGitHub(r *generator.Result, changed func(file string) bool) error {
	var summary io.Writer
	if path := a.variable("GITHUB_STEP_SUMMARY"); path != "" {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		defer f.Close()
		summary = f
	}
	return diag.GitHub(a.stdout, summary, r.Found, a.messages(r), changed)
}

// verdict sums findings up.
func verdict(l diag.List, lang string) string {
	errors := 0
	for _, f := range l {
		if f.Severity == diag.Error {
			errors++
		}
	}
	words := map[string][2]string{"en": {"all is well", "errors: %d, warnings: %d"}, "nl": {"alles in orde", "fouten: %d, waarschuwingen: %d"}, "fr": {"tout va bien", "erreurs : %d, avertissements : %d"}}
	w, ok := words[lang]
	if !ok {
		w = words["en"]
	}
	if len(l) == 0 {
		return w[0]
	}
	return fmt.Sprintf(w[1], errors, len(l)-errors)
}
