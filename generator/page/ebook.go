package page

import (
	"html/template"

	"modestad/generator/epub"
	"modestad/generator/site"
	"modestad/generator/view"
)

// EbookAddress is the address of a longread as an e-book.
func (ed *Edition) EbookAddress(l *site.Longread) string {
	return ed.s.LongreadAddress(ed.lang, l.Audience) + "longread.epub"
}

// Ebook gives a longread as an e-book, made of what its page shows.
func (ed *Edition) Ebook(l *site.Longread, v view.Longread) epub.Book {
	s := ed.s
	b := epub.Book{
		Address: s.Absolute(s.LongreadAddress(ed.lang, l.Audience)), Lang: ed.tag(), Dir: ed.dir, Title: bookText(v.Headline.Text), Standfirst: bookText(v.Standfirst),
		Audience: bookText(v.Audience), Reading: v.Reading, Modified: s.Now, Piece: v.Piece, Licence: licenceOf(s.Config.Licence),
		Words: epub.Words{Contents: ed.t("longread.contents"), Cover: ed.t("book.cover"), Start: ed.t("book.start"), Access: ed.t("book.access")},
	}
	if p := s.Partner(s.Config.Publisher.ID); p != nil {
		b.Publisher = ed.word(p.Name)
	}
	for _, r := range v.Headline.Runs {
		b.Lines = append(b.Lines, r.Text)
	}
	if v.Opening.HTML != "" {
		b.Parts = append(b.Parts, epub.Part{ID: "opening-text", Role: "doc-introduction", Title: epub.Text{Text: ed.t("book.opening")}, HTML: v.Opening.HTML, Lang: v.Opening.Lang, Dir: v.Opening.Dir})
	}
	for _, c := range v.Chapters {
		b.Parts = append(b.Parts, epub.Part{ID: c.ID, Role: "doc-chapter", Number: c.Of, Kicker: bookText(c.Kicker), Title: bookText(c.Title), Summary: bookText(c.Summary),
			Notice: c.Notice, Piece: c.Piece, HTML: c.Body.HTML, Lang: c.Body.Lang, Dir: c.Body.Dir})
	}
	return withColophon(b, ed, v)
}

// withColophon ends a book with how to refer to it, what to do next, and under which licence it is.
func withColophon(b epub.Book, ed *Edition, v view.Longread) epub.Book {
	var h template.HTML
	add := func(s string) { h += "<p>" + escape(s) + "</p>" }
	link := func(url, text string) { h += `<p><a href="` + escape(url) + `">` + escape(text) + "</a></p>" }
	if v.CTA != nil {
		link(v.CTA.URL, v.CTA.Text.Text)
	}
	add(v.Citation)
	for _, o := range v.Others {
		link(o.Audience.URL, ed.line(o.Audience.Text.Text+": "+o.Title.Text))
	}
	if f := v.Page.Footer.Licence; f.URL != "" {
		link(f.URL, f.Text.Text)
	}
	b.Parts = append(b.Parts, epub.Part{ID: "colophon-text", Role: "doc-colophon", Title: epub.Text{Text: ed.t("book.colophon")}, HTML: h})
	return b
}

func bookText(t view.Text) epub.Text { return epub.Text(t) }
