package main

import (
	"context"
	"fmt"

	"modestad/generator"
	"modestad/generator/civil"
	"modestad/generator/due"
	"modestad/generator/i18n"
)

// tellDue writes what ends, opens, closes or wants review by a day.
func (a *app) tellDue(ctx context.Context, day, now string) int {
	until, err := civil.ParseDate(day)
	if err != nil {
		return a.usage(fmt.Sprintf("--due wants a day such as 2027-06-30, not %q", day), "")
	}
	o, code := a.options("", false, now, 0)
	if code >= 0 {
		return code
	}
	if o.Root, err = a.root(); err != nil {
		return a.fail(err)
	}
	r, err := generator.Load(ctx, o)
	if err != nil {
		return a.fail(err)
	}
	if r.Site == nil {
		return a.report(r)
	}
	lang := a.messages(r)
	tag := lang
	if l, ok := r.Site.Config.Language(lang); ok {
		tag = l.Locale
	}
	locale, err := i18n.Lookup(lang, tag)
	if err != nil {
		return a.fail(err)
	}
	fmt.Fprint(a.stdout, due.Markdown(due.By(r.Site, until, lang), r.Site.Today, until, lang, locale))
	return exitDone
}
