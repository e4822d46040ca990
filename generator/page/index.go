package page

import (
	"strings"
	"time"

	"modestad/generator/markdown"
	"modestad/generator/search"
	"modestad/generator/site"
	"modestad/generator/view"
)

// SearchIndexAddress is the address of what a language's search looks through. It is the same after every build, so
// that browsers ask for it again each time.
func (ed *Edition) SearchIndexAddress() string {
	return ed.sectionAddress("search")(ed.lang) + "index.json"
}

// SearchIndex makes the index of all that can be found in the edition: longreads by paragraph, events, and what else
// has a page or a place on one. What several longreads share is found in the first of them.
func (ed *Edition) SearchIndex() ([]byte, error) {
	var docs []search.Doc
	docs = ed.findChapters(docs)
	docs = ed.findEvents(docs)
	docs = ed.findThings(docs)
	docs = ed.findPages(docs)
	return search.Index(ed.tag(), docs)
}

// found begins a document with its title.
func (ed *Edition) found(address string, title view.Text, kind string) search.Doc {
	return search.Doc{URL: ed.s.URL(address), Title: title.Text, Lang: title.Lang, Kind: kind}
}

// passages cuts a text as its page shows it.
func (ed *Edition) passages(doc *markdown.Document, lang string, at where) []search.Passage {
	if doc == nil {
		return nil
	}
	in := ed.book.byTag[lang]
	if in == nil {
		in = ed
	}
	var out []search.Passage
	for _, p := range markdown.Passages(doc, markdown.Options{Lang: in.tag(), Typography: in.marks, Resolver: &resolver{ed: ed, lang: lang, in: in, at: at},
		IDPrefix: at.prefix, Audience: audienceOf(at.ctx), ParagraphIDs: at.ids}) {
		x := search.Passage{Heading: p.Heading, Text: p.Text, Hidden: p.ID == ""}
		if p.ID != "" {
			x.Anchor = "#" + p.ID
		}
		out = append(out, x)
	}
	return out
}

func (ed *Edition) findChapters(docs []search.Doc) []search.Doc {
	s := ed.s
	met := map[[2]string]bool{}
	for _, l := range s.Longreads {
		address, ctx, kind := s.LongreadAddress(ed.lang, l.Audience), site.Context{Lang: ed.lang, Longread: l}, ed.audienceName(l.Audience.ID).Text
		t, in, _ := site.Pick(s, l.Texts, ed.lang)
		d := ed.found(address, ed.text(t.Title, in), kind)
		d.Summary = t.Standfirst
		d.Passages = ed.passages(t.Body, in, where{ctx: ctx, prefix: "opening", ids: true})
		docs = append(docs, d)
		for _, c := range l.Chapters {
			t, in, _ := site.Pick(s, c.Texts, ed.lang)
			head := t.For(l.Audience.ID)
			d := ed.found(address+"#"+c.ID, ed.text(head.Title, in), kind)
			d.Keys, d.Summary = head.Kicker, head.Summary
			for _, p := range ed.passages(t.Body, in, where{ctx: ctx, prefix: c.ID, ids: true}) {
				if key := [2]string{p.Anchor, p.Text}; !met[key] {
					met[key] = true
					d.Passages = append(d.Passages, p)
				}
			}
			if key := [2]string{d.Title, d.Summary}; !met[key] || len(d.Passages) > 0 {
				met[key] = true
				docs = append(docs, d)
			}
		}
	}
	return docs
}

func (ed *Edition) findEvents(docs []search.Doc) []search.Doc {
	s := ed.s
	for _, e := range s.Events {
		t, in, _ := site.Pick(s, e.Texts, ed.lang)
		d := ed.found(s.EventAddress(ed.lang, e), ed.text(t.Title, in), ed.t("kind."+e.Kind))
		d.Summary = t.Summary
		x := ed.item(e, nil)
		d.Note = x.Date.Text
		if next := e.Next(s.Now); len(next) > 0 {
			d.Note = ed.when(next[0]).Text
		} else if n := len(e.Occurrences); n > 0 {
			d.Note = ed.when(e.Occurrences[n-1]).Text
		}
		if x.Place.Text != "" {
			d.Note += " · " + x.Place.Text
		}
		if last := e.Last(); !last.IsZero() {
			d.End = last.UTC().Format(time.RFC3339)
		} else {
			d.End = x.End
			if day, ok := undatedEnd(e); ok {
				d.End = day.AddDays(1).String() + "T00:00:00Z"
			}
		}
		keys := []string{x.Partner.Text, x.Price}
		for _, w := range e.With {
			keys = append(keys, ed.word(w.Name))
		}
		for _, r := range e.Tags {
			keys = append(keys, r.ID)
		}
		if e.Series != nil {
			keys = append(keys, ed.word(e.Series.Name))
		}
		if e.Venue != nil && e.Venue.Area != nil {
			keys = append(keys, ed.word(e.Venue.Area.Name))
		}
		for _, a := range ed.access(e.Access) {
			keys = append(keys, a.Name)
		}
		for _, v := range e.Visit {
			keys = append(keys, ed.t("visit."+v))
		}
		d.Keys = strings.Join(append(keys, e.Performers...), " ")
		for _, p := range ed.passages(t.Body, in, where{ctx: site.Context{Lang: ed.lang, Audiences: e.Audiences}}) {
			p.Hidden = true
			d.Passages = append(d.Passages, p)
		}
		docs = append(docs, d)
	}
	return docs
}

// findThings finds partners, places, districts, series, facts and the plan.
func (ed *Edition) findThings(docs []search.Doc) []search.Doc {
	s := ed.s
	on := s.Config.Outputs.On
	about := func(d search.Doc, body *markdown.Document, in string) {
		d.Summary = ed.plainText(body, in, 0)
		docs = append(docs, d)
	}
	if on("partners") {
		for _, p := range s.Partners {
			body, in, _ := site.Pick(s, p.About, ed.lang)
			d := ed.found(s.PartnerAddress(ed.lang, p.ID), ed.by(p.Name), ed.t("list.register_partner"))
			if p.Role != "" {
				d.Keys = ed.t("role." + p.Role)
			}
			about(d, body, in)
		}
	}
	if on("venues") {
		for _, p := range s.Venues {
			d := ed.found(s.VenueAddress(ed.lang, p.ID), ed.by(p.Name), ed.t("list.register_venue"))
			d.Note = strings.TrimSpace(p.Street + ", " + p.Postcode + " " + p.City)
			if p.Area != nil {
				d.Keys = ed.word(p.Area.Name)
			}
			docs = append(docs, d)
		}
	}
	if on("areas") {
		for _, a := range s.Areas {
			body, in, _ := site.Pick(s, a.About, ed.lang)
			about(ed.found(s.AreaAddress(ed.lang, a.ID), ed.by(a.Name), ed.t("list.register_area")), body, in)
		}
	}
	if on("series") {
		for _, x := range s.Series {
			body, in, _ := site.Pick(s, x.Text, ed.lang)
			about(ed.found(s.SeriesAddress(ed.lang, x.ID), ed.by(x.Name), ed.t("list.register_series")), body, in)
		}
	}
	if on("facts") {
		for _, f := range s.Facts {
			title := ed.by(f.Label)
			title.Text = ed.figure(f) + " " + title.Text
			docs = append(docs, ed.found(s.FactAddress(ed.lang, f.ID), title, ed.t("section.facts")))
		}
	}
	if on("plan") {
		for _, a := range s.Plan.Actions {
			body, in, _ := site.Pick(s, a.Text, ed.lang)
			d := ed.found(s.ActionAddress(ed.lang, a.ID), ed.by(a.Title), ed.t("section.plan"))
			if !a.Due.IsZero() {
				d.Note = ed.due(a.Due).Text
			}
			about(d, body, in)
		}
	}
	return docs
}

func (ed *Edition) findPages(docs []search.Doc) []search.Doc {
	s := ed.s
	for _, p := range s.Pages {
		if _, ok := s.Address("page", p.ID, "", site.Context{Lang: ed.lang}); !ok || p.ID == "notfound" {
			continue
		}
		t, in, _ := site.Pick(s, p.Texts, ed.lang)
		d := ed.found(s.PageAddress(ed.lang, p), ed.text(t.Title, in), ed.t("section.home"))
		d.Kind, d.Summary = ed.language.Title, t.Summary
		d.Passages = ed.passages(t.Body, in, where{ctx: site.Context{Lang: ed.lang}})
		docs = append(docs, d)
	}
	return docs
}
