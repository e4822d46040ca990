package page

import (
	"encoding/json"
	"html/template"

	"modestad/generator/content"
	"modestad/generator/headline"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/view"
)

// Plain fills an ordinary page.
func (ed *Edition) Plain(p *content.Page) view.Plain {
	t, in, _ := site.Pick(ed.s, p.Texts, ed.lang)
	v := view.Plain{Page: ed.frame(ed.pageSheet(p, t, in)), Title: headlineOf(ed.text(t.Title, in), titleGoal), Summary: ed.text(t.Summary, in)}
	v.Body = ed.prose(t.Body, in, where{ctx: site.Context{Lang: ed.lang}, folder: dirOf(t.File.Path)})
	if f := ed.s.Config.Forge; f.Kind != "" {
		v.Change = &view.Link{URL: ForgeEdit(f, t.File.Path), Text: view.Text{Text: ed.t("list.change")}}
	}
	return v
}

func (ed *Edition) pageSheet(p *content.Page, t content.PageText, in string) sheet {
	x := sheet{kind: "plain", title: t.Title, description: t.Summary, file: t.File.Path,
		address:    func(lang string) string { return ed.s.PageAddress(lang, p) },
		translated: func(lang string) bool { return has(p.Texts, lang) }}
	if in != ed.lang {
		x.shown = in
	}
	if x.description == "" {
		x.description = ed.plainText(t.Body, in, 160)
	}
	return x
}

// Statement fills the accessibility statement, after the model of Implementing Decision (EU) 2018/1523. The page
// named accessibility is its introduction; a site without one has the statement all the same.
func (ed *Edition) Statement() view.Statement {
	s := ed.s
	st := s.Statement
	title := view.Text{Text: ed.t("page.statement")}
	x := sheet{kind: "statement", title: title.Text, address: s.StatementAddress, file: st.File.Path}
	v := view.Statement{Title: headlineOf(title, titleGoal), Status: st.Status}
	if p := s.Page("accessibility"); p != nil {
		t, in, _ := site.Pick(s, p.Texts, ed.lang)
		x = ed.pageSheet(p, t, in)
		v.Title = headlineOf(ed.text(t.Title, in), titleGoal)
		v.Body = ed.prose(t.Body, in, where{ctx: site.Context{Lang: ed.lang}, folder: dirOf(t.File.Path)})
	}
	v.Page = ed.frame(x)
	v.Conformance = ed.t("statement."+st.Status, "Site", ed.language.Title)
	list, in, _ := site.Pick(s, st.Exceptions, ed.lang)
	for _, e := range list {
		v.Exceptions = append(v.Exceptions, view.Exception{What: ed.text(e.What, in), Why: ed.text(e.Why, in), Alternative: ed.text(e.Alternative, in)})
	}
	v.Method, v.Enforcement = ed.by(st.Method), ed.by(st.Enforcement)
	if !st.Reviewed.IsZero() {
		v.Reviewed = ed.date(st.Reviewed, i18n.Long)
		if st.Reviewed.AddDays(366).Before(s.Today) {
			v.Overdue = ed.t("statement.overdue")
		}
	}
	v.Contact = ed.contact(s.Config.Contact)
	v.Data = s.URL(StatementData(s.StatementAddress(ed.lang)))
	return v
}

// StatementData is the address of the statement as data, beside its page.
func StatementData(address string) string { return address + "statement.json" }

// StatementJSON is the statement for machines.
func (ed *Edition) StatementJSON() ([]byte, error) {
	st := ed.s.Statement
	type exception struct {
		What        string `json:"what"`
		Why         string `json:"why"`
		Alternative string `json:"alternative,omitempty"`
	}
	out := struct {
		Language    string      `json:"language"`
		Status      string      `json:"status"`
		Standard    string      `json:"standard"`
		Reviewed    string      `json:"reviewed,omitempty"`
		Method      string      `json:"method,omitempty"`
		Exceptions  []exception `json:"exceptions"`
		Enforcement string      `json:"enforcement,omitempty"`
		Contact     string      `json:"contact,omitempty"`
	}{Language: ed.tag(), Status: st.Status, Standard: "EN 301 549 V3.2.1 (WCAG 2.1 AA)", Method: ed.word(st.Method), Enforcement: ed.word(st.Enforcement),
		Exceptions: []exception{}, Contact: ed.s.Config.Contact.Email}
	if !st.Reviewed.IsZero() {
		out.Reviewed = st.Reviewed.String()
	}
	list, _, _ := site.Pick(ed.s, st.Exceptions, ed.lang)
	for _, e := range list {
		out.Exceptions = append(out.Exceptions, exception{e.What, e.Why, e.Alternative})
	}
	return json.MarshalIndent(out, "", " ")
}

// NotFound fills the page that is shown where there is none.
func (ed *Edition) NotFound() view.NotFound {
	s := ed.s
	title, in := ed.t("notfound.title"), ed.lang
	v := view.NotFound{Body: view.Prose{HTML: template.HTML("<p>" + template.HTMLEscapeString(ed.t("notfound.text")) + "</p>")}}
	if p := s.Page("notfound"); p != nil {
		t, tin, _ := site.Pick(s, p.Texts, ed.lang)
		title, in = t.Title, tin
		v.Body = ed.prose(t.Body, tin, where{ctx: site.Context{Lang: ed.lang}, folder: dirOf(t.File.Path)})
	}
	v.Page = ed.frame(sheet{kind: "notfound", title: title, address: s.NotFoundAddress, noindex: true})
	v.Page.Canonical, v.Page.OpenGraph.URL = "", ""
	v.Headline = headlineOf(ed.text(title, in), 45)
	v.Drawing = ed.drawWrong()
	v.Links = append(v.Links, ed.plain(s.Home(ed.lang), ed.t("notfound.home")), ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar")))
	for _, a := range v.Page.Audiences {
		v.Links = append(v.Links, view.Link{URL: a.URL, Text: a.Text})
	}
	if s.Config.Outputs.On("search") {
		v.Links = append(v.Links, ed.plain(s.Section(ed.lang, "search"), ed.t("section.search")))
	}
	return v
}

// Redirect fills the small page at an address that moved.
func (ed *Edition) Redirect(r site.Redirect) view.Redirect {
	s := ed.s
	return view.Redirect{Page: view.Page{Lang: ed.tag(), Dir: ed.dir, DocTitle: ed.language.Title, SiteName: ed.language.Title, Style: ed.common.Style,
		CSP: ed.common.CSP, Canonical: s.Absolute(r.To)},
		To: s.URL(r.To), Name: s.Absolute(r.To)}
}

// Choice fills the language choice at the site's root. Its frame is that of the default language. It is not one of the
// home pages, so that it has no alternates.
func (b *Book) Choice() view.Choice {
	s := b.Site
	ed := b.Editions[0]
	v := view.Choice{Page: ed.common}
	v.Page.Kind, v.Page.DocTitle, v.Page.Description = "choice", ed.language.Title, ed.language.Description
	v.Page.Canonical = s.Absolute("")
	for _, o := range b.Editions {
		door := view.ChoiceLanguage{Lang: o.tag(), Dir: o.dir, URL: s.URL(s.Home(o.lang)), Name: o.w.Capital(o.w.Autonym()),
			Site: o.language.Title, Description: o.language.Description}
		if width, ok := headline.Fit(door.Name, 16); ok {
			door.Class = "w" + itoa(width)
		}
		v.Languages = append(v.Languages, door)
	}
	v.Page.OpenGraph = view.OpenGraph{Type: "website", Title: ed.language.Title, Description: ed.language.Description, URL: v.Page.Canonical, SiteName: ed.language.Title}
	v.Drawing = ed.drawHome()
	return v
}
