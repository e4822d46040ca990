package site

import (
	"path"
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/markdown"
	"modestad/generator/source"
)

// A Context is where a reference stands: on a page in a language, in the longread for an audience or elsewhere, and
// then for which audiences.
type Context struct {
	Lang      string
	Longread  *Longread
	Audiences []string
}

// Address gives where a reference leads, as an address or, where it begins with a "#", as a place on the page that
// it stands on. It is not ok where the thing has no page, as an output that is off.
func (s *Site) Address(scheme, id, anchor string, from Context) (address string, ok bool) {
	lang, out := from.Lang, s.Config.Outputs
	suffix := ""
	if anchor != "" {
		suffix = "#" + anchor
	}
	switch scheme {
	case "chapter":
		l := s.longreadWith(id, from)
		if l == nil {
			return "", false
		}
		place := "#" + id
		if anchor != "" {
			place += "--" + anchor
		}
		if l == from.Longread {
			return place, true
		}
		return s.LongreadAddress(lang, l.Audience) + place, true
	case "page":
		if content.IsOutput(id) {
			a, on := s.outputAddress(lang, id)
			return a + suffix, on
		}
		if p := s.pages[id]; p != nil {
			return s.PageAddress(lang, p) + suffix, true
		}
	case "event":
		if e := s.events[id]; e != nil {
			return s.EventAddress(lang, e) + suffix, true
		}
	case "partner":
		return s.PartnerAddress(lang, id) + suffix, out.On("partners") && s.partners[id] != nil
	case "venue":
		return s.VenueAddress(lang, id) + suffix, out.On("venues") && s.venues[id] != nil
	case "area":
		return s.AreaAddress(lang, id) + suffix, out.On("areas") && s.areas[id] != nil
	case "series":
		return s.SeriesAddress(lang, id) + suffix, out.On("series") && s.series[id] != nil
	case "fact":
		return s.FactAddress(lang, id), out.On("facts") && s.facts[id] != nil
	case "source":
		return s.SourceAddress(lang, id), out.On("facts") && s.sources[id] != nil
	case "action":
		return s.ActionAddress(lang, id), out.On("plan") && s.Action(id) != nil
	}
	return "", false
}

// longreadWith gives the longread in which a reader finds a chapter: the one that the reader is in, else that of the
// first of the event's audiences, else of the site's, that has it.
func (s *Site) longreadWith(chapter string, from Context) *Longread {
	has := func(l *Longread) bool {
		return slices.ContainsFunc(l.Chapters, func(c *content.Chapter) bool { return c.ID == chapter })
	}
	if from.Longread != nil && has(from.Longread) {
		return from.Longread
	}
	for _, first := range []bool{true, false} {
		for _, l := range s.Longreads {
			if has(l) && (!first || slices.Contains(from.Audiences, l.Audience.ID)) {
				return l
			}
		}
	}
	return nil
}

// Action gives an action of the plan by its id.
func (s *Site) Action(id string) *content.Action {
	for i := range s.Plan.Actions {
		if s.Plan.Actions[i].ID == id {
			return &s.Plan.Actions[i]
		}
	}
	return nil
}

// Line gives a line of policy by its id.
func (s *Site) Line(id string) *content.Line {
	for i := range s.Plan.Lines {
		if s.Plan.Lines[i].ID == id {
			return &s.Plan.Lines[i]
		}
	}
	return nil
}

// checkReferences follows every reference of every text, and notes where facts and sources are used.
func (s *Site) checkReferences(c *content.Content) {
	for _, v := range c.Variants {
		for _, t := range v.Texts {
			s.checkBody(t.Value.Body, t.Value.File, Use{})
			s.checkCTA(t.Value.CTA)
		}
	}
	for _, x := range c.Chapters {
		for _, t := range x.Texts {
			s.checkBody(t.Value.Body, t.Value.File, Use{Chapter: x.ID})
		}
	}
	for _, p := range c.Pages {
		for _, t := range p.Texts {
			s.checkBody(t.Value.Body, t.Value.File, Use{Page: p.ID})
		}
	}
	bodies := func(by content.By[content.Body], file *source.File) {
		for _, b := range by {
			s.checkBody(b.Value, file, Use{})
		}
	}
	for _, p := range c.Partners {
		bodies(p.About, p.File)
	}
	for _, a := range c.Areas {
		bodies(a.About, a.File)
	}
	for _, x := range c.Series {
		bodies(x.Text, x.File)
	}
	for _, l := range c.Plan.Lines {
		bodies(l.Text, l.At.File)
	}
	for _, a := range c.Plan.Actions {
		bodies(a.Text, a.At.File)
	}
	for _, t := range c.Plan.Targets {
		bodies(t.Text, t.At.File)
	}
	for _, e := range c.Events {
		x := s.events[e.ID()]
		for _, t := range e.Texts {
			if t.Value.Body != nil {
				s.checkBody(t.Value.Body, e.File, Use{Event: x})
			}
		}
	}
}

// checkCTA checks what a longread asks its readers to do.
func (s *Site) checkCTA(cta content.CTA) {
	if cta.To.ID == "" {
		return
	}
	scheme, rest, ok := strings.Cut(cta.To.ID, ":")
	id, anchor, _ := strings.Cut(rest, "#")
	switch {
	case scheme == "https" || scheme == "http" || scheme == "mailto":
	case !ok || !slices.Contains(schemes, scheme):
		s.found.Add(cta.To.Find("cta-target", cta.To.ID))
	default:
		s.checkReference(markdown.Reference{Scheme: scheme, ID: id, Anchor: anchor, Span: cta.To.At}, nil, Use{})
	}
}

var schemes = []string{"fact", "partner", "event", "chapter", "page", "venue", "area", "source", "action", "series"}

func (s *Site) checkBody(doc *markdown.Document, file *source.File, use Use) {
	if doc == nil {
		return
	}
	for _, ref := range doc.References() {
		s.checkReference(ref, file, use)
	}
	if use.Chapter != "" {
		for _, at := range doc.BareFigures() {
			s.found.Add(at.Find("bare-figure", string(at.File.Data[at.Start:at.End])))
		}
	}
}

func (s *Site) checkReference(ref markdown.Reference, file *source.File, use Use) {
	lost := func(code string, known []string) {
		s.lost(ref.Span.Find(code, ref.ID).Near(ref.ID, known), code, ref.ID)
	}
	switch ref.Scheme {
	case "fact":
		if f := s.facts[ref.ID]; f == nil {
			lost("fact-unknown", keys(s.facts))
		} else if use != (Use{}) {
			f.Used = append(f.Used, use)
		}
	case "source":
		if x := s.sources[ref.ID]; x == nil {
			lost("source-unknown", keys(s.sources))
		} else if use != (Use{}) {
			x.Used = append(x.Used, use)
		}
	case "partner":
		if s.partners[ref.ID] == nil {
			lost("partner-unknown", keys(s.partners))
		}
	case "venue":
		if s.venues[ref.ID] == nil {
			lost("venue-unknown", keys(s.venues))
		}
	case "area":
		if s.areas[ref.ID] == nil {
			lost("area-unknown", keys(s.areas))
		}
	case "path":
		// Images are read, and so checked, by package picture; this is for data and whatever else a text names.
		if name := Beside(file, ref.ID); s.exists != nil && !s.exists(name) {
			s.found.Add(ref.Span.Find("file-missing", name))
		}
	case "series":
		if s.series[ref.ID] == nil {
			lost("series-unknown", keys(s.series))
		}
	case "action":
		if s.Action(ref.ID) == nil {
			var known []string
			for _, a := range s.Plan.Actions {
				known = append(known, a.ID)
			}
			lost("action-unknown", known)
		}
	case "line":
		if s.Line(ref.ID) == nil {
			lost("line-unknown", s.lineIDs())
		}
	case "feed":
		if s.Feed(ref.ID) == nil && !s.feedIsOff(ref.ID) {
			lost("feed-unknown", s.feedIDs())
		}
	case "audience":
		if _, ok := s.Config.Audience(ref.ID); !ok {
			lost("audience-unknown", s.audienceIDs())
		}
	case "event":
		switch {
		case s.events[ref.ID] != nil:
		case s.hidden[ref.ID]:
			// A draft may name a draft; what is published may not.
			if use.Event != nil || use.Chapter != "" || use.Page != "" || file == nil || !strings.Contains(file.Path, "/events/") {
				s.found.Add(ref.Span.Find("draft-named", ref.ID))
			}
		default:
			lost("event-unknown", keys(s.events))
		}
	case "page":
		p := s.pages[ref.ID]
		if p == nil && !content.IsOutput(ref.ID) {
			known := content.OutputPages()
			lost("page-unknown", append(known, keys(s.pages)...))
		}
		if p != nil && ref.Anchor != "" && !anchored(p.Texts, func(t content.PageText) content.Body { return t.Body }, ref.Anchor) {
			s.found.Add(ref.Span.Find("anchor-unknown", ref.Anchor, "page:"+ref.ID))
		}
	case "chapter":
		x := s.Chapters[ref.ID]
		switch {
		case x == nil:
			lost("chapter-unknown", keys(s.Chapters))
		case s.longreadWith(ref.ID, Context{}) == nil:
			s.lost(ref.Span.Find("chapter-unread", ref.ID), "chapter-unread", ref.ID)
		case ref.Anchor != "" && !anchored(x.Texts, func(t content.ChapterText) content.Body { return t.Body }, ref.Anchor):
			s.found.Add(ref.Span.Find("anchor-unknown", ref.Anchor, "chapter:"+ref.ID))
		}
	}
}

// feedIsOff says whether a name is that of a feed of a family that the site does not publish.
func (s *Site) feedIsOff(id string) bool {
	if slices.ContainsFunc(s.Config.Feeds, func(f config.Feed) bool { return f.ID == id }) {
		return true
	}
	for _, family := range []string{"all", "official", "off", "calls"} {
		if id == family {
			return true
		}
	}
	family, about, ok := strings.Cut(id, "-")
	if !ok || s.Config.Outputs.Feed(family) {
		return false
	}
	switch family {
	case "audience":
		_, ok = s.Config.Audience(about)
	case "partner":
		ok = s.partners[about] != nil
	case "area":
		ok = s.areas[about] != nil
	case "venue":
		ok = s.venues[about] != nil
	case "series":
		ok = s.series[about] != nil
	case "kind":
		ok = about == "event" || about == "exhibition" || about == "call"
	default:
		ok = family == "tag"
	}
	return ok
}

// anchored says whether a text has an anchor in any language.
func anchored[T any](texts content.By[T], body func(T) content.Body, id string) bool {
	for _, t := range texts {
		if b := body(t.Value); b != nil && slices.ContainsFunc(b.Anchors(), func(a markdown.Anchor) bool { return a.ID == id }) {
			return true
		}
	}
	return false
}

// Beside gives the path of a file that a text names, beside the text's own.
func Beside(file *source.File, name string) string { return path.Join(path.Dir(file.Path), name) }
