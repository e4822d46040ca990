package page

import (
	"slices"

	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
)

// intro is the written introduction of a generated page: content/pages/<name>. Its title is that of the page where
// the page is in the edition's language, else the one given, else the section's name; what is borrowed of the rest
// carries its own language.
func (ed *Edition) intro(name, title string) view.Intro {
	if title == "" {
		title = ed.t("section." + name)
	}
	p := ed.s.Page(name)
	if p == nil {
		return view.Intro{Title: headlineOf(view.Text{Text: title}, titleGoal)}
	}
	t, in, _ := site.Pick(ed.s, p.Texts, ed.lang)
	if in == ed.lang && t.Title != "" {
		title = t.Title
	}
	v := view.Intro{Title: headlineOf(view.Text{Text: title}, titleGoal)}
	v.Summary = ed.text(t.Summary, in)
	v.Body = ed.prose(t.Body, in, where{ctx: site.Context{Lang: ed.lang}, folder: dirOf(t.File.Path)})
	return v
}

// section is the frame of a generated page that stands in the navigation, with its introduction: of the part of it
// that the reader is at. From the second part on there is no introduction but the title.
func (ed *Edition) section(kind, name string, first func(lang string) string, part, of int) (sheet, view.Intro) {
	v := ed.intro(name, "")
	x := sheet{kind: kind, title: v.Title.Text.Text, address: inPart(first, part), description: ed.own(v.Summary)}
	x.section, x.sectionAt = x.title, first(ed.lang)
	if slices.Contains(cardSections, name) {
		c := ed.sectionCard(name)
		x.card, x.cardAt = &c, first(ed.lang)
	}
	if p := ed.s.Page(name); p != nil {
		t, _, _ := site.Pick(ed.s, p.Texts, ed.lang)
		x.file = t.File.Path
	}
	if part > 1 {
		x.title = ed.partTitle(part, of)
		v.Summary, v.Body = view.Text{}, view.Prose{}
	}
	return x, v
}

// sectionAddress gives the address of a section in each language.
func (ed *Edition) sectionAddress(name string) func(lang string) string {
	return func(lang string) string { return ed.s.Section(lang, name) }
}

// own gives a text only where it is in the edition's language: for what cannot carry a language.
func (ed *Edition) own(t view.Text) string {
	if t.Lang != "" {
		return ""
	}
	return t.Text
}

// describe gives the beginning of a text in Markdown for the head of a page, where it is in the edition's language.
func (ed *Edition) describe(b content.By[content.Body]) string {
	doc, in, ok := site.Pick(ed.s, b, ed.lang)
	if !ok || in != ed.lang {
		return ""
	}
	return ed.plainText(doc, in, 160)
}

// about renders a text of an owner's own, below the title of its page.
func (ed *Edition) about(b content.By[content.Body], file string) view.Prose {
	return ed.pickBody(b, where{ctx: site.Context{Lang: ed.lang}, shift: 1, rel: "noopener noreferrer ugc", folder: dirOf(file)})
}

// paragraph makes an element of a text in the edition's language.
func paragraph(s string) view.Prose {
	if s == "" {
		return view.Prose{}
	}
	return view.Prose{HTML: "<p>" + escape(s) + "</p>"}
}
