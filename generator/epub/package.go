package epub

import (
	"bytes"
	"fmt"
	"time"
)

// opf writes the package document: what the book is, what is in it, and in which order it is read.
func (w *writer) opf() []byte {
	b := w.book
	var out bytes.Buffer
	p := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	e := escape
	p(`<?xml version="1.0" encoding="UTF-8"?>`)
	p(`<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="%s"%s>`, e(b.Lang), direction(b.Dir))
	p(`<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">`)
	p(`<dc:identifier id="id">%s</dc:identifier>`, e(b.Address))
	p(`<dc:title id="title"%s>%s</dc:title>`, spoken(b.Title), e(b.Title.Text))
	p(`<dc:language>%s</dc:language>`, e(b.Lang))
	for _, lang := range w.languages {
		p(`<dc:language>%s</dc:language>`, e(lang))
	}
	if b.Publisher != "" {
		p(`<dc:creator>%s</dc:creator><dc:publisher>%s</dc:publisher>`, e(b.Publisher), e(b.Publisher))
	}
	if b.Standfirst.Text != "" {
		p(`<dc:description%s>%s</dc:description>`, spoken(b.Standfirst), e(b.Standfirst.Text))
	}
	p(`<dc:date>%s</dc:date>`, b.Modified.UTC().Format(time.DateOnly))
	p(`<dc:source>%s</dc:source>`, e(b.Address))
	if b.Licence != "" {
		p(`<dc:rights>%s</dc:rights>`, e(b.Licence))
	}
	p(`<meta property="dcterms:modified">%s</meta>`, b.Modified.UTC().Format("2006-01-02T15:04:05Z"))
	// EPUB Accessibility 1.1, and the vocabulary of schema.org.
	for _, mode := range []string{"textual", "visual"} {
		p(`<meta property="schema:accessMode">%s</meta>`, mode)
	}
	p(`<meta property="schema:accessModeSufficient">textual</meta>`)
	for _, feature := range []string{"alternativeText", "ARIA", "displayTransformability", "longDescription", "readingOrder", "structuralNavigation", "tableOfContents"} {
		p(`<meta property="schema:accessibilityFeature">%s</meta>`, feature)
	}
	for _, hazard := range []string{"noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"} {
		p(`<meta property="schema:accessibilityHazard">%s</meta>`, hazard)
	}
	if b.Words.Access != "" {
		p(`<meta property="schema:accessibilitySummary">%s</meta>`, e(b.Words.Access))
	}
	p(`</metadata>`)
	p(`<manifest>`)
	p(`<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>`)
	p(`<item id="style" href="style.css" media-type="text/css"/>`)
	p(`<item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>`)
	p(`<item id="title-page" href="title.xhtml" media-type="application/xhtml+xml"/>`)
	for i, part := range w.parts {
		properties := ""
		if part.drawn {
			properties = ` properties="svg"`
		}
		p(`<item id="part-%d" href="%s" media-type="application/xhtml+xml"%s/>`, i+1, part.file, properties)
	}
	for i, im := range w.shown {
		p(`<item id="image-%d" href="%s" media-type="%s"/>`, i+1, im.file, e(im.mediaType))
	}
	p(`</manifest>`)
	progression := ""
	if b.Dir == "rtl" {
		progression = ` page-progression-direction="rtl"`
	}
	p(`<spine%s>`, progression)
	p(`<itemref idref="title-page"/><itemref idref="nav"/>`)
	for i := range w.parts {
		p(`<itemref idref="part-%d"/>`, i+1)
	}
	p(`</spine>`)
	p(`</package>`)
	return out.Bytes()
}

func direction(dir string) string {
	if dir == "" {
		return ""
	}
	return ` dir="` + escape(dir) + `"`
}

// spoken says in which language a text of the package is, where that is not the book's.
func spoken(t Text) string {
	if t.Lang == "" {
		return ""
	}
	return ` xml:lang="` + escape(t.Lang) + `"` + direction(t.Dir)
}

// nav writes the contents: chapters, and the headings in them.
func (w *writer) nav() []byte {
	var out bytes.Buffer
	w.head(&out, w.book.Words.Contents)
	fmt.Fprintf(&out, `<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-h"><h1 id="toc-h">%s</h1><ol>`, escape(w.book.Words.Contents))
	fmt.Fprintf(&out, `<li><a href="title.xhtml">%s</a></li>`, words(w.book.Title))
	for _, p := range w.parts {
		fmt.Fprintf(&out, "\n<li><a href=\"%s\">%s</a>", p.file, words(p.Title))
		if len(p.headings) > 0 {
			out.WriteString("<ol>")
			for _, h := range p.headings {
				fmt.Fprintf(&out, `<li><a href="%s#%s">%s</a></li>`, p.file, escape(h.id), h.markup)
			}
			out.WriteString("</ol>")
		}
		out.WriteString("</li>")
	}
	out.WriteString("</ol></nav>\n")
	fmt.Fprintf(&out, `<nav epub:type="landmarks" hidden="hidden" aria-labelledby="marks"><h2 id="marks">%s</h2><ol><li><a epub:type="titlepage" href="title.xhtml">%s</a></li><li><a epub:type="toc" href="#toc">%s</a></li>`,
		escape(w.book.Words.Start), escape(w.book.Words.Cover), escape(w.book.Words.Contents))
	for _, p := range w.parts {
		if p.Role == "doc-chapter" {
			fmt.Fprintf(&out, `<li><a epub:type="bodymatter" href="%s">%s</a></li>`, p.file, escape(w.book.Words.Start))
			break
		}
	}
	out.WriteString("</ol></nav>\n</body>\n</html>\n")
	return out.Bytes()
}

// head begins a file of the book.
func (w *writer) head(out *bytes.Buffer, title string) {
	fmt.Fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"%[1]s\" xml:lang=\"%[1]s\"%[2]s>\n"+
		"<head><meta charset=\"UTF-8\"/><title>%[3]s</title><link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/></head>\n<body>\n", escape(w.book.Lang), direction(w.book.Dir), escape(title))
}

// words writes a text, with its language where that is not the book's.
func words(t Text) string {
	if t.Lang == "" {
		return escape(t.Text)
	}
	return fmt.Sprintf(`<span lang="%[1]s" xml:lang="%[1]s"%[2]s>%[3]s</span>`, escape(t.Lang), direction(t.Dir), escape(t.Text))
}

// title writes the first page.
func (w *writer) title() []byte {
	b := w.book
	var out bytes.Buffer
	w.head(&out, b.Title.Text)
	out.WriteString(`<section class="title" epub:type="titlepage" aria-labelledby="title">`)
	if b.Audience.Text != "" {
		fmt.Fprintf(&out, `<p class="tag">%s</p>`, words(b.Audience))
	}
	fmt.Fprintf(&out, `<h1 id="title">%s</h1>`, words(b.Title))
	if b.Standfirst.Text != "" {
		fmt.Fprintf(&out, `<p class="lede">%s</p>`, words(b.Standfirst))
	}
	for _, s := range []string{b.Reading, b.Publisher} {
		if s != "" {
			fmt.Fprintf(&out, `<p class="meta">%s</p>`, escape(s))
		}
	}
	fmt.Fprintf(&out, `<p class="meta"><a href="%s">%s</a></p>`, escape(b.Address), escape(b.Address))
	out.WriteString("</section>\n</body>\n</html>\n")
	return out.Bytes()
}

// part writes a chapter, or what stands around them.
func (w *writer) part(p *part) []byte {
	var out bytes.Buffer
	w.head(&out, p.Title.Text)
	kind := map[string]string{"doc-chapter": "chapter", "doc-introduction": "introduction", "doc-colophon": "colophon"}[p.Role]
	id := name(p.ID)
	fmt.Fprintf(&out, `<section id="%s" epub:type="%s" role="%s" aria-labelledby="%s-h">`, id, kind, p.Role, id)
	out.WriteString("<header>")
	if p.piece != "" {
		fmt.Fprintf(&out, `<div class="piece" aria-hidden="true">%s</div>`, p.piece)
	}
	if p.Number != "" || p.Kicker.Text != "" {
		out.WriteString(`<p class="tag">` + escape(p.Number))
		if p.Number != "" && p.Kicker.Text != "" {
			out.WriteString(" · ")
		}
		out.WriteString(words(p.Kicker) + "</p>")
	}
	fmt.Fprintf(&out, `<h1 id="%s-h">%s</h1>`, id, words(p.Title))
	if p.Summary.Text != "" {
		fmt.Fprintf(&out, `<p class="lede">%s</p>`, words(p.Summary))
	}
	out.WriteString("</header>\n")
	if p.Notice != "" {
		fmt.Fprintf(&out, `<p class="meta">%s</p>`, escape(p.Notice))
	}
	if p.Lang != "" {
		fmt.Fprintf(&out, `<div lang="%[1]s" xml:lang="%[1]s"%[2]s>`, escape(p.Lang), direction(p.Dir))
	}
	out.WriteString(p.body)
	if p.Lang != "" {
		out.WriteString("</div>")
	}
	out.WriteString("</section>\n</body>\n</html>\n")
	return out.Bytes()
}
