package content

import (
	"slices"

	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// A Variant is the longread for one audience.
type Variant struct {
	Audience string
	Texts    By[VariantText]
}

// A VariantText is a variant in one language, with what its file says besides: the default language's file rules.
type VariantText struct {
	File           *source.File
	Title          string
	Standfirst     string
	Chapters       []source.Ref
	ChaptersAt     source.Span
	Hero           source.Ref
	CTA            CTA
	Body           Body
	TranslatedFrom string
	RenamedFrom    []source.Ref
}

// A CTA is what a longread asks its readers to do: a label and where it leads, as a reference.
type CTA struct {
	Label string
	To    source.Ref
}

// A Chapter is a part of the message that all longreads share.
type Chapter struct {
	ID    string
	Texts By[ChapterText]
}

// A ChapterText is a chapter in one language.
type ChapterText struct {
	File           *source.File
	Head           ChapterHead
	Own            By[ChapterHead] // by audience id: what an audience has of its own
	Line           source.Ref
	Body           Body
	TranslatedFrom string
	RenamedFrom    []source.Ref
}

// A ChapterHead is what stands over a chapter.
type ChapterHead struct{ Title, Kicker, Summary string }

// For gives the head as an audience sees it.
func (c ChapterText) For(audience string) ChapterHead {
	own, _ := c.Own.In(audience)
	h := c.Head
	if own.Title != "" {
		h.Title = own.Title
	}
	if own.Kicker != "" {
		h.Kicker = own.Kicker
	}
	if own.Summary != "" {
		h.Summary = own.Summary
	}
	return h
}

// A Page is an ordinary page, or the introduction of an output of its name.
type Page struct {
	ID    string
	Texts By[PageText]
}

// A PageText is a page in one language. Menu is its place in the navigation, 0 for none.
type PageText struct {
	File           *source.File
	Title          string
	Summary        string
	Slug           string
	SlugAt         source.Span
	Menu           int
	MenuAt         source.Span
	Body           Body
	TranslatedFrom string
	RenamedFrom    []source.Ref
}

// front opens a file's front matter and reads its text.
func (r *reader) front() (t *tomlfile.Table, body Body) {
	front, text, ok := r.file.FrontMatter()
	if !ok {
		r.find(r.file.Span(front.Start, front.Start), "front-matter-open")
		r.part.Unread = true
		return nil, nil
	}
	return r.toml(front), r.prose(text, true)
}

func (r *reader) title(t *tomlfile.Table) string {
	title := t.Line("title")
	if title == "" && !t.Has("title") && !t.Document().Broken() {
		r.find(r.file.Span(0, 0), "key-missing", "title")
	}
	return title
}

func (r *reader) variant(audience, lang string) {
	if !r.language(lang) {
		return
	}
	if _, ok := r.Config.Audience(audience); !ok {
		var known []string
		for _, a := range r.Config.Audiences {
			known = append(known, a.ID)
		}
		r.part.Found.Add(r.file.Whole().Find("audience-unknown", audience).Near(audience, known))
		return
	}
	t, body := r.front()
	if t == nil {
		return
	}
	defer r.close(t)
	v := VariantText{File: r.file, Title: r.title(t), Standfirst: t.Line("standfirst"), Chapters: t.Refs("chapters"), ChaptersAt: t.At("chapters"),
		Hero: t.Ref("hero"), Body: body, TranslatedFrom: translatedFrom(t), RenamedFrom: renamedFrom(t)}
	if ct := t.Table("cta"); ct != nil {
		v.CTA = CTA{Label: ct.Line("label"), To: ct.Ref("to")}
	}
	seen := map[string]bool{}
	for _, c := range v.Chapters {
		if seen[c.ID] {
			r.part.Found.Add(c.Find("id-double", c.ID))
		}
		seen[c.ID] = true
	}
	r.part.Variant = &Variant{Audience: audience, Texts: By[VariantText]{{Lang: lang, Value: v}}}
}

func (r *reader) chapter(id, lang string) {
	if !r.id(id) || !r.language(lang) {
		return
	}
	t, body := r.front()
	if t == nil {
		return
	}
	defer r.close(t)
	head := func(t *tomlfile.Table) ChapterHead {
		return ChapterHead{Title: t.Line("title"), Kicker: t.Line("kicker"), Summary: t.Line("summary")}
	}
	c := ChapterText{File: r.file, Head: head(t), Line: t.Ref("line"), Body: body, TranslatedFrom: translatedFrom(t), RenamedFrom: renamedFrom(t)}
	if c.Head.Title == "" {
		r.title(t)
	}
	for _, a := range r.Config.Audiences {
		if at := t.Table(a.ID); at != nil {
			c.Own = append(c.Own, config.Entry[ChapterHead]{Lang: a.ID, Value: head(at)})
		}
	}
	r.part.Chapter = &Chapter{ID: id, Texts: By[ChapterText]{{Lang: lang, Value: c}}}
}

func (r *reader) page(id, lang string) {
	if !r.id(id) || !r.language(lang) {
		return
	}
	t, body := r.front()
	if t == nil {
		return
	}
	defer r.close(t)
	p := PageText{File: r.file, Title: r.title(t), Summary: t.Line("summary"), Slug: t.Line("slug"), SlugAt: t.At("slug"), MenuAt: t.At("menu"), Body: body,
		TranslatedFrom: translatedFrom(t), RenamedFrom: renamedFrom(t)}
	p.Menu, _ = t.Int("menu")
	if p.Slug != "" && !config.ValidID(p.Slug) {
		t.Find("slug", "id-form", p.Slug)
		p.Slug = ""
	}
	r.part.Page = &Page{ID: id, Texts: By[PageText]{{Lang: lang, Value: p}}}
}

// OutputPages are the pages that introduce an output of the same name.
func OutputPages() []string {
	return []string{"home", "calendar", "menu", "calls", "support", "partners", "areas", "plan", "facts", "feeds", "join", "search", "notfound"}
}

// IsOutput says whether a page of that name introduces an output.
func IsOutput(id string) bool { return slices.Contains(OutputPages(), id) }
