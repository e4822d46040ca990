package page

import (
	"slices"

	"modestad/generator/content"
	"modestad/generator/markdown"
	"modestad/generator/site"
	"modestad/generator/view"
)

// names says whether a text names a thing in what an audience reads; an empty audience reads everything.
func names(doc *markdown.Document, scheme, id, audience string) bool {
	return doc != nil && slices.ContainsFunc(doc.References(), func(r markdown.Reference) bool {
		return r.Scheme == scheme && r.ID == id && (r.Audiences == nil || audience == "" || slices.Contains(r.Audiences, audience))
	})
}

// chapterUses links a chapter in each longread whose readers are told of a thing there.
func (ed *Edition) chapterUses(c *content.Chapter, scheme, id string) []view.Link {
	t, in, _ := site.Pick(ed.s, c.Texts, ed.lang)
	var out []view.Link
	for _, l := range ed.s.Longreads {
		if slices.Contains(l.Chapters, c) && names(t.Body, scheme, id, l.Audience.ID) {
			out = append(out, ed.chapterIn(l, c, ed.text(t.For(l.Audience.ID).Title, in)))
		}
	}
	return out
}

// chapterIn links a chapter within a longread; the words say in which, where there are several.
func (ed *Edition) chapterIn(l *site.Longread, c *content.Chapter, title view.Text) view.Link {
	if len(ed.s.Longreads) > 1 {
		title.Text = ed.t("list.chapter_in", "Chapter", title.Text, "Longread", ed.audienceName(l.Audience.ID).Text)
	}
	return ed.link(ed.s.LongreadAddress(ed.lang, l.Audience)+"#"+c.ID, title)
}

// uses links the places that name a fact or a source: chapters, then pages, then events.
func (ed *Edition) uses(list []site.Use, scheme, id string) []view.Link {
	s := ed.s
	var out, pages, events []view.Link
	for _, u := range list {
		switch {
		case u.Chapter != "":
			if c := s.Chapters[u.Chapter]; c != nil {
				out = append(out, ed.chapterUses(c, scheme, id)...)
			}
		case u.Page != "":
			if l, ok := ed.pageLink(u.Page); ok {
				pages = append(pages, l)
			}
		case u.Event != nil:
			events = append(events, ed.link(s.EventAddress(ed.lang, u.Event), ed.title(u.Event)))
		}
	}
	return append(append(out, pages...), events...)
}

// pageLink links an ordinary page, or the output that it introduces where the site has it.
func (ed *Edition) pageLink(id string) (view.Link, bool) {
	address, ok := ed.s.Address("page", id, "", site.Context{Lang: ed.lang})
	p := ed.s.Page(id)
	if !ok || p == nil {
		return view.Link{}, false
	}
	t, in, _ := site.Pick(ed.s, p.Texts, ed.lang)
	return ed.link(address, ed.text(t.Title, in)), true
}

// chapters are those that the longreads have, in their order, each once.
func (ed *Edition) chapters() []*content.Chapter {
	var out []*content.Chapter
	seen := map[*content.Chapter]bool{}
	for _, l := range ed.s.Longreads {
		for _, c := range l.Chapters {
			if !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	return out
}
