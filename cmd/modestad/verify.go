package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"modestad/generator/audit"
)

func verifyCommand() *command {
	return &command{name: "verify", args: "[DIR | URL] [flags]", about: "Proves that builds are the same, byte for byte; or looks at a published site. " +
		"Without an argument the site is built several times, with other numbers of jobs and processors, from memory and from nothing, in another folder, zone and locale. " +
		"With one, the site in a folder or at an address is read: links, anchors, languages, feeds, headers, sizes and ages.",
		help: `Examples:
  modestad verify
  modestad verify public
  modestad verify https://example.org/ --max-age 36h --json`,
		run: (*app).verify}
}

func (a *app) verify(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	asJSON := f.Bool("json", false, "write what was found to standard output, for machines")
	now := f.String("now", "", "the clock, as `RFC3339`: of the builds (default: today at 00:00 in the site's zone), or for ages (default: now)")
	age := f.Duration("max-age", 0, "how long ago a site may have been built, a `time` such as 36h (default: any)")
	jobs := f.Int("jobs", 0, "how many things to do at once, a `number`")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if len(rest) > 1 {
		return a.usage("verify wants one folder or one address", "")
	}
	o, code := a.options("", false, *now, *jobs)
	if code >= 0 {
		return code
	}
	if len(rest) == 0 {
		return a.reproduce(ctx, o, *asJSON)
	}
	options := audit.Options{Now: o.Now, MaxAge: *age, Jobs: *jobs}
	if o.Now.IsZero() {
		options.Now = a.now()
	}
	read := audit.Folder
	place := rest[0]
	if strings.HasPrefix(place, "http://") || strings.HasPrefix(place, "https://") {
		read = audit.URL
	} else {
		place = a.path(place)
	}
	r, err := read(ctx, place, options)
	if err != nil {
		return a.fail(err)
	}
	if *asJSON {
		enc := json.NewEncoder(a.stdout)
		enc.SetIndent("", "  ")
		err = enc.Encode(r)
	} else {
		err = a.printAudit(r)
	}
	if err != nil {
		return a.fail(err)
	}
	if r.Failed() {
		return exitFindings
	}
	return exitDone
}

// printAudit prints what was found: the same at many places is one line, with the first of them.
func (a *app) printAudit(r *audit.Report) error {
	type key struct {
		code, text string
		warning    bool
	}
	places := map[key][]string{}
	var keys []key
	for _, f := range r.Findings {
		k := key{f.Code, f.Text, f.Warning}
		if places[k] == nil {
			keys = append(keys, k)
		}
		places[k] = append(places[k], f.Place)
	}
	slices.SortStableFunc(keys, func(x, y key) int {
		if x.warning != y.warning {
			return map[bool]int{false: -1, true: 1}[x.warning]
		}
		return strings.Compare(x.code, y.code)
	})
	wrong := 0
	for _, k := range keys {
		severity := "error"
		if k.warning {
			severity = "warning"
		} else {
			wrong++
		}
		at := places[k]
		more := ""
		if len(at) > 1 {
			more = fmt.Sprintf(" (and %d more, such as /%s)", len(at)-1, at[1])
		}
		if _, err := fmt.Fprintf(a.stdout, "/%s: %s: %s [%s]%s\n", at[0], severity, k.text, k.code, more); err != nil {
			return err
		}
	}
	if a.quiet {
		return nil
	}
	built := ""
	if !r.Built.IsZero() {
		built = ", built " + r.Built.Format("2006-01-02 15:04 -07:00")
	}
	fmt.Fprintf(a.stderr, "%s: %d files, %d of them pages, %d feeds, %d links%s; errors: %d, warnings: %d\n", r.Address, r.Files, r.Pages, len(r.Feeds), r.Links, built, wrong, len(keys)-wrong)
	for _, w := range r.Weights {
		if a.verbose && w.Path != "" {
			fmt.Fprintf(a.stderr, "  %-5s %6d of %6d octets: /%s\n", w.Of, w.Bytes, w.Budget, w.Path)
		}
	}
	return nil
}
