package site

import (
	"cmp"
	"slices"
	"strings"

	"modestad/generator/content"
	"modestad/generator/source"
)

// A Redirect leads from an address that once was to the one that is.
type Redirect struct{ From, To string }

// Renamed is what things were called before, as far as addresses are made of it beside those of their pages: ids of
// feeds and of chapters.
type Renamed struct{ Feeds, Chapters, Partners []Redirect }

// A rename reads the old names of one thing; exists says which of them are somebody else's now.
type rename struct {
	s     *Site
	first bool // say what is wrong, once and not in each language
}

func (r rename) each(old []source.Ref, exists func(id string) bool, use func(id string)) {
	for _, ref := range old {
		if exists(ref.ID) {
			if r.first {
				r.s.found.Add(ref.Find("renamed-exists", ref.ID))
			}
			continue
		}
		use(ref.ID)
	}
}

// resolveRedirects leads from every address that a renamed thing had, in every language, to the one it has.
func (s *Site) resolveRedirects(c *content.Content) {
	for i, lang := range s.Config.Tags() {
		r := rename{s, i == 0}
		for _, e := range s.Events {
			s.redirectEvent(r, lang, e)
		}
		outputs := s.Config.Outputs
		move := func(output string, address func(lang, id string) string, id string, old []source.Ref, exists func(string) bool) {
			r.each(old, exists, func(was string) {
				if outputs.On(output) {
					s.redirect(address(lang, was), address(lang, id))
				}
			})
		}
		for _, p := range s.Partners {
			move("partners", s.PartnerAddress, p.ID, p.RenamedFrom, func(id string) bool { return s.partners[id] != nil })
		}
		for _, v := range s.Venues {
			move("venues", s.VenueAddress, v.ID, v.RenamedFrom, func(id string) bool { return s.venues[id] != nil })
		}
		for _, a := range s.Areas {
			move("areas", s.AreaAddress, a.ID, a.RenamedFrom, func(id string) bool { return s.areas[id] != nil })
		}
		for _, x := range s.Series {
			move("series", s.SeriesAddress, x.ID, x.RenamedFrom, func(id string) bool { return s.series[id] != nil })
		}
		taken := map[string]bool{}
		for _, p := range s.Pages {
			taken[s.PageAddress(lang, p)] = true
		}
		for _, l := range s.Longreads {
			taken[s.LongreadAddress(lang, l.Audience)] = true
		}
		for _, p := range s.Pages {
			for _, t := range p.Texts {
				s.redirectText(lang, t.Lang, t.Value.RenamedFrom, s.PageAddress(lang, p), taken)
			}
		}
		for _, l := range s.Longreads {
			to := s.LongreadAddress(lang, l.Audience)
			for _, t := range l.Texts {
				s.redirectText(lang, t.Lang, t.Value.RenamedFrom, to, taken)
			}
			s.redirectText(lang, "", l.Audience.RenamedFrom, to, taken)
		}
	}
	slices.SortFunc(s.Redirects, func(a, b Redirect) int { return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To)) })
	s.Redirects = slices.CompactFunc(s.Redirects, func(a, b Redirect) bool { return a.From == b.From })
	s.resolveRenamed(c)
}

func (s *Site) redirect(from, to string) {
	if from != to {
		s.Redirects = append(s.Redirects, Redirect{from, to})
	}
}

// redirectText leads to a page from what one of its files says that it was called. The file of a language speaks for
// that language; for another one as well, as long as nothing else has that address there.
func (s *Site) redirectText(lang, of string, old []source.Ref, to string, taken map[string]bool) {
	for _, ref := range old {
		if from := lang + "/" + ref.ID + "/"; lang == of || !taken[from] {
			s.redirect(from, to)
		}
	}
}

// redirectEvent leads from every pair of names that the event and its partner had.
func (s *Site) redirectEvent(r rename, lang string, e *Event) {
	slugs := []string{e.Slug}
	exists := func(id string) bool { return s.events[id] != nil }
	for _, ref := range e.RenamedFrom {
		id, own := ref.ID, !strings.Contains(ref.ID, "/")
		if own {
			slugs, id = append(slugs, ref.ID), e.Event.Partner+"/"+ref.ID
		}
		if exists(id) {
			if r.first {
				s.found.Add(ref.Find("renamed-exists", ref.ID))
			}
			continue
		}
		s.redirect(s.eventAddress(lang, id), s.EventAddress(lang, e))
	}
	if e.Partner == nil {
		return
	}
	for _, partner := range e.Partner.RenamedFrom {
		for _, slug := range slugs {
			if id := partner.ID + "/" + slug; !exists(id) {
				s.redirect(s.eventAddress(lang, id), s.EventAddress(lang, e))
			}
		}
	}
}

// resolveRenamed names the feeds, chapters and partners that had another id. A feed of a thing is called by it.
func (s *Site) resolveRenamed(c *content.Content) {
	quiet := rename{s: s}
	add := func(list *[]Redirect, prefix, id string, old []source.Ref, exists func(id string) bool) {
		quiet.each(old, func(was string) bool { return exists(prefix + was) }, func(was string) {
			*list = append(*list, Redirect{prefix + was, prefix + id})
		})
	}
	feed := func(id string) bool { return s.Feed(id) != nil }
	feeds := &s.Renamed.Feeds
	for _, p := range s.Partners {
		add(feeds, "partner-", p.ID, p.RenamedFrom, feed)
		add(&s.Renamed.Partners, "", p.ID, p.RenamedFrom, func(id string) bool { return s.partners[id] != nil })
	}
	for _, v := range s.Venues {
		add(feeds, "venue-", v.ID, v.RenamedFrom, feed)
	}
	for _, a := range s.Areas {
		add(feeds, "area-", a.ID, a.RenamedFrom, feed)
	}
	for _, x := range s.Series {
		add(feeds, "series-", x.ID, x.RenamedFrom, feed)
	}
	for _, a := range s.Config.Audiences {
		add(feeds, "audience-", a.ID, a.RenamedFrom, feed)
	}
	for _, f := range s.Config.Feeds {
		add(feeds, "", f.ID, f.RenamedFrom, feed)
	}
	for _, x := range c.Chapters {
		for _, t := range x.Texts {
			add(&s.Renamed.Chapters, "", x.ID, t.Value.RenamedFrom, func(id string) bool { return s.Chapters[id] != nil })
		}
	}
}
