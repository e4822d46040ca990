package output

import "modestad/generator/source"

// feeds plans every feed in every language and form, and each dated event's own.
func (x *planner) feeds() {
	s := x.Site
	for _, lang := range s.Config.Tags() {
		for _, f := range s.Feeds {
			from := source.Span{}
			if f.Own != nil {
				from = f.Own.At
			}
			x.appended(s.FeedAddress(lang, f.ID, "ics"), "text/calendar", from, func(buf []byte) ([]byte, error) { return x.Feeds.ICS(buf, f, lang) })
			if s.Config.Outputs.On("json") {
				x.raw(s.FeedAddress(lang, f.ID, "json"), "application/feed+json", from, func() ([]byte, error) { return x.Feeds.JSON(f, lang) })
			}
			if s.Config.Outputs.On("atom") {
				x.raw(s.FeedAddress(lang, f.ID, "atom"), "application/atom+xml", from, func() ([]byte, error) { return x.Feeds.Atom(f, lang) })
			}
		}
		if !s.Config.Outputs.On("events_ics") {
			continue
		}
		for _, e := range s.Events {
			if len(e.Occurrences) > 0 && !e.Draft {
				x.appended(s.EventAddress(lang, e)+"event.ics", "text/calendar", file(e.File), func(buf []byte) ([]byte, error) { return x.Feeds.EventICS(buf, e, lang) })
			}
		}
	}
}
