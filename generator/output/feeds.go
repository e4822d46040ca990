package output

import (
	"sync/atomic"

	"modestad/generator/source"
)

// feeds plans every feed in a language in every form, and each dated event's own.
func (x *planner) feeds(lang string) {
	s := x.Site
	left := x.left(lang)
	for _, f := range s.Feeds {
		from := source.Span{}
		if f.Own != nil {
			from = f.Own.At
		}
		done := left()
		x.parts(s.FeedAddress(lang, f.ID, "ics"), "text/calendar", from, func() ([][]byte, error) { defer done(); return x.Feeds.ICS(f, lang) })
		if s.Config.Outputs.On("json") {
			done := left()
			x.raw(s.FeedAddress(lang, f.ID, "json"), "application/feed+json", from, func() ([]byte, error) { defer done(); return x.Feeds.JSON(f, lang) })
		}
		if s.Config.Outputs.On("atom") {
			done := left()
			x.raw(s.FeedAddress(lang, f.ID, "atom"), "application/atom+xml", from, func() ([]byte, error) { defer done(); return x.Feeds.Atom(f, lang) })
		}
	}
	if !s.Config.Outputs.On("events_ics") {
		return
	}
	for _, e := range s.Events {
		if len(e.Occurrences) > 0 && !e.Draft {
			done := left()
			x.appended(s.EventAddress(lang, e)+"event.ics", "text/calendar", file(e.File), func(buf []byte) ([]byte, error) {
				defer done()
				return x.Feeds.EventICS(buf, e, lang)
			})
		}
	}
}

// left counts the files that are made of what events became in one language; when the last of them was made once, that
// is let go, so that a build holds one language of it and not all.
func (x *planner) left(lang string) func() (done func()) {
	var n atomic.Int64
	done := func() {
		if n.Add(-1) == 0 {
			x.Feeds.Forget(lang)
		}
	}
	return func() func() {
		n.Add(1)
		return done
	}
}
