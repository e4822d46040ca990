// Package kit writes a partner's message kit as files to take along: the shared message by audience and language in
// three lengths, quotations, figures with their sources, images to share, codes to paste, feeds, the brand and QR codes.
//
// Promise: what stands in a kit is what stands on the partner's kit page, with whole addresses, as plain text, Markdown
// and HTML.
//
// Invariants: the same site gives the same bytes, in a folder and in an archive; the names of files are made of ids
// alone; nothing here reads or writes a disk.
package kit

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"modestad/generator/page"
	"modestad/generator/share"
	"modestad/generator/site"
	"modestad/generator/view"
	"modestad/generator/widget"
)

// A File of a kit; Path has slashes.
type File struct {
	Path string
	Data []byte
}

// Draw draws a picture of the kit.
type Draw func(share.Card, share.Size) ([]byte, error)

// imageSizes are those that each message is drawn in: beside a link, in a stream, and upright.
var imageSizes = []struct {
	name string
	size share.Size
}{{"wide", share.Wide}, {"square", share.Square}, {"story", share.Story}}

// Files makes the kit of a partner, in the order of the paths.
func Files(book *page.Book, p *site.Partner, draw Draw) ([]File, error) {
	var out []File
	add := func(path string, data []byte) { out = append(out, File{path, data}) }
	var colours []view.KitColour
	for _, ed := range book.Editions {
		w := writer{ed: ed, base: strings.TrimSuffix(book.Site.Config.BaseURL, book.Site.Config.BasePath), lang: ed.Lang()}
		v := ed.Kit(p)
		colours = v.Brand
		for _, a := range v.Audiences {
			for _, m := range a.Messages {
				name := w.lang + "/messages/" + strings.TrimPrefix(m.ID, "message-")
				for _, f := range formats {
					add(name+f.ext, w.document(f, a.Name.Text+": "+m.Chapter.Text, w.message(m)))
				}
			}
		}
		for _, f := range formats {
			if len(v.Quotes) > 0 {
				add(w.lang+"/quotes"+f.ext, w.document(f, ed.Text("theme.kit_quotes"), w.quotes(v.Quotes)))
			}
			if len(v.Facts) > 0 {
				add(w.lang+"/figures"+f.ext, w.document(f, ed.Text("section.facts"), w.facts(v.Facts)))
			}
		}
		if len(v.Facts) > 0 {
			data, err := w.table(v.Facts)
			if err != nil {
				return nil, err
			}
			add(w.lang+"/figures.csv", data)
		}
		for _, e := range v.Embeds {
			add(w.lang+"/"+strings.Replace(e.ID, "embed-", "embed/", 1)+".html", []byte(e.Code+"\n"))
		}
		var feeds strings.Builder
		for _, f := range v.Feeds {
			fmt.Fprintf(&feeds, "%s\n%s\n%s\n\n", f.Name.Text, f.Webcal, f.Address)
		}
		add(w.lang+"/feeds.txt", []byte(strings.TrimSuffix(feeds.String(), "\n")))
		for i, c := range v.Codes {
			add(fmt.Sprintf("%s/qr/%d.svg", w.lang, i+1), drawing(c.Drawing))
		}
		images := ed.KitImages(p)
		for _, i := range images {
			for _, s := range imageSizes {
				data, err := draw(i.Card, s.size)
				if err != nil {
					return nil, err
				}
				add(w.lang+"/"+imagePath(i.Name, s.name), data)
			}
		}
		add(w.lang+"/README.txt", w.readme(v, images))
	}
	if brand, ok := page.Brand(p); ok {
		data, err := widget.JSON(brand)
		if err != nil {
			return nil, err
		}
		add("brand/brand.json", append(data, '\n'))
		add("brand/brand.css", brand.CSS())
		for i, c := range colours {
			add(fmt.Sprintf("brand/%d-%s.svg", i+1, strings.TrimPrefix(c.Value, "#")), drawing(c.Drawing))
		}
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// drawing makes an SVG of a page a file of its own.
func drawing(svg template.HTML) []byte {
	s := string(svg)
	if !strings.Contains(s, "xmlns=") {
		s = strings.Replace(s, "<svg", `<svg xmlns="http://www.w3.org/2000/svg"`, 1)
	}
	return []byte(s + "\n")
}

// Zip writes files as an archive below a folder. Every file has the same time: the first that the format knows.
func Zip(w io.Writer, folder string, files []File) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		h := &zip.FileHeader{Name: folder + "/" + f.Path, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		h.SetMode(0o644)
		one, err := z.CreateHeader(h)
		if err != nil {
			return fmt.Errorf("zip %s: %w", f.Path, err)
		}
		if _, err := one.Write(f.Data); err != nil {
			return fmt.Errorf("zip %s: %w", f.Path, err)
		}
	}
	return z.Close()
}

// A writer writes the texts of one language.
type writer struct {
	ed   *page.Edition
	base string // of addresses that begin with a slash
	lang string
}

// A part of a document: a heading, paragraphs as HTML, and where they come from.
type part struct {
	heading string
	html    string
}

// A format is one that texts are written in.
type format struct {
	ext     string
	title   func(level int, text string) string
	body    func(html, base string) string
	dressed bool // a whole HTML document around it
}

var formats = []format{
	{".html", func(n int, s string) string { return fmt.Sprintf("<h%d>%s</h%d>", n, template.HTMLEscapeString(s), n) }, asHTML, true},
	{".md", func(n int, s string) string { return strings.Repeat("#", n) + " " + escaped(s) }, asMarkdown, false},
	{".txt", func(n int, s string) string {
		if n == 1 {
			return strings.ToUpper(s)
		}
		return s + "\n" + strings.Repeat("-", len([]rune(s)))
	}, asText, false},
}

func (w writer) document(f format, title string, parts []part) []byte {
	var b bytes.Buffer
	if f.dressed {
		fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n<title>%s</title>\n", template.HTMLEscapeString(w.ed.Tag()), template.HTMLEscapeString(title))
	}
	b.WriteString(f.title(1, title) + "\n")
	for _, p := range parts {
		if p.html == "" {
			continue
		}
		if p.heading != "" {
			b.WriteString("\n" + f.title(2, p.heading) + "\n")
		}
		b.WriteString("\n" + f.body(p.html, w.base) + "\n")
	}
	return b.Bytes()
}

// paragraph is a text as HTML, marked with its language where it has one of its own.
func paragraph(t view.Text) string {
	if t.Text == "" {
		return ""
	}
	if t.Lang != "" {
		return fmt.Sprintf(`<p lang="%s" dir="%s">%s</p>`, template.HTMLEscapeString(t.Lang), template.HTMLEscapeString(t.Dir), template.HTMLEscapeString(t.Text))
	}
	return "<p>" + template.HTMLEscapeString(t.Text) + "</p>"
}

// anchor is a link as HTML.
func anchor(l view.Link) string {
	text := template.HTMLEscapeString(l.Text.Text)
	if l.URL == "" {
		return text
	}
	return `<a href="` + template.HTMLEscapeString(l.URL) + `">` + text + "</a>"
}

func (w writer) message(m view.KitMessage) []part {
	out := []part{{w.ed.Text("theme.kit_line"), paragraph(m.Line)}, {w.ed.Text("theme.kit_paragraph"), paragraph(m.Short)}, {w.ed.Text("theme.kit_page"), string(m.Long)}}
	if m.Page != nil {
		out = append(out, part{html: "<p>" + anchor(*m.Page) + "</p>"})
	}
	return out
}

func (w writer) quotes(list []view.Quote) []part {
	var out []part
	for _, q := range list {
		var by []string
		for _, s := range []string{q.Who.Text, q.Role.Text} {
			if s != "" {
				by = append(by, template.HTMLEscapeString(s))
			}
		}
		if q.Source != nil {
			by = append(by, anchor(*q.Source))
		}
		html := string(q.Body)
		if len(by) > 0 {
			html += "\n<p>— " + strings.Join(by, ", ") + "</p>"
		}
		out = append(out, part{html: html})
	}
	return out
}

// flat gives the figures of all chapters.
func flat(list []view.KitFacts) []view.Evidence {
	var out []view.Evidence
	for _, f := range list {
		out = append(out, f.Facts...)
	}
	return out
}

func (w writer) facts(list []view.KitFacts) []part {
	var out []part
	for _, f := range flat(list) {
		html := "<p>" + template.HTMLEscapeString(f.Label.Text)
		if f.Period != "" {
			html += " (" + template.HTMLEscapeString(f.Period) + ")"
		}
		if f.Source != nil {
			html += ". " + anchor(*f.Source)
			if f.Locator.Text != "" {
				html += ", " + template.HTMLEscapeString(f.Locator.Text)
			}
		}
		out = append(out, part{f.Figure, html + "</p>"})
	}
	return out
}

// table is the figures for a spreadsheet.
func (w writer) table(list []view.KitFacts) ([]byte, error) {
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	c.UseCRLF = true
	rows := [][]string{{"figure", "label", "period", "source", "locator", "url"}}
	for _, f := range flat(list) {
		row := []string{f.Figure, f.Label.Text, f.Period, "", f.Locator.Text, ""}
		if f.Source != nil {
			row[3] = f.Source.Text.Text
			if f.Source.URL != "" {
				row[5] = w.base + f.Source.URL
			}
		}
		for i := range row {
			row[i] = page.CSVCell(row[i])
		}
		rows = append(rows, row)
	}
	err := c.WriteAll(rows)
	return b.Bytes(), err
}

// readme says whose kit it is, and what it is for.
func (w writer) readme(v view.Kit, images []page.KitImage) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n\n%s\n", v.Page.DocTitle, asText(string(v.Intro.HTML), w.base), v.Page.Canonical)
	if len(v.Codes) > 0 {
		fmt.Fprintf(&b, "\n%s\n", w.ed.Text("theme.kit_qr"))
		for i, c := range v.Codes {
			fmt.Fprintf(&b, "qr/%d.svg  %s  %s\n", i+1, c.Title, c.Address)
		}
	}
	if len(images) > 0 {
		fmt.Fprintf(&b, "\n%s\n", w.ed.Text("theme.kit_images"))
		for _, i := range images {
			for _, s := range imageSizes {
				fmt.Fprintf(&b, "%s  %d × %d  %s\n", imagePath(i.Name, s.name), s.size.Width, s.size.Height, strings.ReplaceAll(i.Card.Title, "\u00ad", ""))
			}
		}
	}
	if len(v.Changes) > 0 {
		fmt.Fprintf(&b, "\n%s\n", w.ed.Text("theme.kit_changes"))
		for _, c := range v.Changes {
			text := c.Text.Text.Text
			if c.What != "" {
				text = c.What + ": " + text
			}
			fmt.Fprintf(&b, "%s  %s\n", c.Date.Text, text)
		}
	}
	return []byte(b.String())
}

// imagePath is where a picture lies in the folder of its language.
func imagePath(name, size string) string { return "images/" + name + "-" + size + ".png" }
