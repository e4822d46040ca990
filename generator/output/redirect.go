package output

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/widget"
)

// redirects plans what leads from the addresses that renamed things had to those that they have: a line of _redirects
// for every file that was there, of feeds and of the widgets' data as well, and a small page for every page.
func (x *planner) redirects() {
	s := x.Site
	out := x.out
	planned := sync.OnceValue(func() []string { // most sites have no old address
		list := make([]string, len(out))
		for i, o := range out {
			list[i] = o.Path
		}
		slices.Sort(list)
		return list
	})
	has := func(address string) bool {
		_, ok := slices.BinarySearch(planned(), site.File(address))
		return ok
	}
	// move leads from a file to another that is planned, and from whatever would lie below an old page.
	move := func(from, to string) {
		if !has(to) || has(from) {
			return
		}
		x.moved = append(x.moved, site.Redirect{From: from, To: to})
		if !strings.HasSuffix(to, "/") {
			return
		}
		list := planned()
		for i, _ := slices.BinarySearch(list, to); i < len(list) && strings.HasPrefix(list[i], to); i++ {
			below := strings.TrimSuffix(list[i][len(to):], "index.html")
			if below != "" && !has(from+below) {
				x.moved = append(x.moved, site.Redirect{From: from + below, To: to + below})
			}
		}
	}
	for _, r := range s.Redirects {
		if has(r.From) { // two things with one address, which alone finds
			x.moved = append(x.moved, r)
		}
		move(r.From, r.To)
	}
	for _, p := range s.Renamed.Partners {
		move(widget.BrandAddress(p.From), widget.BrandAddress(p.To))
		move(widget.StyleAddress(p.From), widget.StyleAddress(p.To))
	}
	for _, lang := range s.Config.Tags() {
		for _, f := range s.Renamed.Feeds {
			for _, form := range []string{"ics", "json", "atom"} {
				move(s.FeedAddress(lang, f.From, form), s.FeedAddress(lang, f.To, form))
			}
			move(s.EmbedAddress(lang, f.From), s.EmbedAddress(lang, f.To))
			move(s.FilterAddress(lang, f.From), s.FilterAddress(lang, f.To))
			move(widget.DataAddress(lang, f.From), widget.DataAddress(lang, f.To))
		}
		for _, c := range s.Renamed.Chapters {
			for _, l := range s.Longreads {
				move(s.EmbedMessage(lang, l.Audience.ID, c.From), s.EmbedMessage(lang, l.Audience.ID, c.To))
				move(widget.MessageAddress(lang, l.Audience.ID, c.From), widget.MessageAddress(lang, l.Audience.ID, c.To))
			}
		}
		for _, l := range s.Longreads {
			for _, old := range l.Audience.RenamedFrom {
				for _, c := range l.Chapters {
					move(s.EmbedMessage(lang, old.ID, c.ID), s.EmbedMessage(lang, l.Audience.ID, c.ID))
					move(widget.MessageAddress(lang, old.ID, c.ID), widget.MessageAddress(lang, l.Audience.ID, c.ID))
				}
			}
		}
	}
	slices.SortStableFunc(x.moved, func(a, b site.Redirect) int { return cmp.Compare(a.From, b.From) })
	x.moved = slices.CompactFunc(x.moved, func(a, b site.Redirect) bool { return a.From == b.From })
	for _, r := range x.moved {
		if lang, _, _ := strings.Cut(r.From, "/"); strings.HasSuffix(r.From, "/") {
			ed := x.Book.Edition(lang)
			x.page(lang, func(string) string { return r.From }, "redirect", source.Span{}, nil, func() any { return ed.Redirect(r) })
		}
	}
}
