package main

import (
	"context"
	"fmt"
	"slices"

	"modestad/generator/content"
	"modestad/generator/diag"
	"modestad/generator/planning"
)

func planningCommand() *command {
	return &command{name: "planning", args: "[QUARTER] [flags]", about: "Shows a quarter's communication, partners side by side, with the weeks in which nobody speaks and where two say the same; without a quarter, lists those there are.",
		help: `Examples:
  modestad planning
  modestad planning 2027-q1
  modestad planning 2027-q1 --format ics > planning.ics
  modestad planning --format csv > planning.csv`,
		run: (*app).planning}
}

func (a *app) planning(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	format := f.String("format", "text", "text, csv or ics")
	now := f.String("now", "", "the clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	formats := []string{"text", "csv", "ics"}
	if !slices.Contains(formats, *format) {
		return a.usage(fmt.Sprintf("--format is text, csv or ics, not %q", *format), diag.Nearest(*format, formats))
	}
	if len(rest) > 1 {
		return a.usage("planning wants one quarter, such as: planning 2027-q1", "")
	}
	r, code := a.loaded(ctx, "", *now)
	if code >= 0 {
		return code
	}
	quarters := r.Site.Planning
	if len(rest) == 1 {
		i := slices.IndexFunc(quarters, func(q *content.Quarter) bool { return q.ID == rest[0] })
		if i < 0 {
			return a.usage(fmt.Sprintf("no planning for %q", rest[0]), diag.Nearest(rest[0], ids(quarters)))
		}
		quarters = quarters[i : i+1]
	}
	ed := r.Book.Edition(a.messages(r))
	if ed == nil {
		ed = r.Book.Edition(r.Site.Config.DefaultLanguage)
	}
	var data []byte
	var err error
	switch {
	case *format == "csv":
		data, err = planning.CSV(ed, quarters)
	case *format == "ics":
		data, err = planning.ICS(ed, r.Site, quarters)
	case len(rest) == 1:
		data = planning.Text(ed, quarters[0])
	default:
		for _, id := range ids(quarters) {
			data = append(data, id+"\n"...)
		}
	}
	if err != nil {
		return a.fail(err)
	}
	if _, err := a.stdout.Write(data); err != nil {
		return a.fail(err)
	}
	return exitDone
}

func ids(quarters []*content.Quarter) []string {
	var out []string
	for _, q := range quarters {
		out = append(out, q.ID)
	}
	return out
}
