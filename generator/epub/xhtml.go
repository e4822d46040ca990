package epub

import (
	"fmt"
	"html/template"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A writer holds what is known of a book while it is written.
type writer struct {
	book      Book
	parts     []part
	files     map[string]string // the file that an id of the page is in
	images    map[string]string // the file of an image, by its address on the page
	shown     []image
	languages []string // of borrowed texts
}

type part struct {
	Part
	file        string
	root        *html.Node
	piece, body string
	drawn       bool
	headings    []heading
}

type heading struct{ id, markup string }

type image struct {
	file, mediaType string
	data            []byte
}

// read parses every part, learns where each id is, and then writes each body.
func (w *writer) read() {
	for _, p := range w.book.Parts {
		x := part{Part: p, file: fileName(p.ID) + ".xhtml", root: parse(string(p.HTML))}
		w.files[p.ID] = x.file
		w.learn(x.root, x.file)
		w.parts = append(w.parts, x)
	}
	for i := range w.parts {
		p := &w.parts[i]
		s := &scribe{w: w, part: p}
		s.children(p.root)
		p.body = s.out.String()
		if svg := svgOf(p.Piece); svg != "" {
			t := &scribe{w: w, part: p}
			t.children(parse(svg))
			p.piece = t.out.String()
		}
	}
}

func (w *writer) learn(n *html.Node, file string) {
	for _, a := range n.Attr {
		if a.Key == "id" && a.Namespace == "" {
			w.files[a.Val] = file
		}
	}
	for c := range n.ChildNodes() {
		w.learn(c, file)
	}
}

// parse reads HTML as browsers do, within a body, which it gives.
func parse(s string) *html.Node {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(s), body)
	if err != nil {
		return body // a string is always read to its end
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return body
}

// svgOf gives the first drawing in markup, from its tag on; empty where there is none.
func svgOf(h template.HTML) string {
	_, after, ok := strings.Cut(string(h), "<svg ")
	inside, _, closed := strings.Cut(after, "</svg>")
	if !ok || !closed {
		return ""
	}
	return "<svg " + inside + "</svg>"
}

// A scribe writes a part as XML.
type scribe struct {
	w    *writer
	part *part
	out  strings.Builder
	svg  bool
}

// Elements that a book has no use for; what is in them is gone as well.
var dropped = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Link: true, atom.Meta: true, atom.Button: true, atom.Input: true, atom.Source: true,
	atom.Template: true, atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Base: true, atom.Noscript: true}

// Elements without an end.
var void = map[atom.Atom]bool{atom.Area: true, atom.Br: true, atom.Col: true, atom.Hr: true, atom.Img: true, atom.Wbr: true}

// node writes a node and all within it.
func (s *scribe) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		s.out.WriteString(escape(n.Data))
	case html.ElementNode:
		if dropped[n.DataAtom] || !xmlName.MatchString(n.Data) || left(n) {
			return
		}
		s.element(n)
	}
}

// left says that something is left out: what is decoration, and the drawing for wide screens where there is one for
// narrow ones.
func left(n *html.Node) bool {
	if n.Namespace == "" && (attr(n, "aria-hidden") == "true" || hasClass(n, "permalink")) {
		return !hasClass(n, "n")
	}
	if !hasClass(n, "wide") {
		return false
	}
	next := n.NextSibling
	for next != nil && next.Type != html.ElementNode {
		next = next.NextSibling
	}
	return next != nil && hasClass(next, "narrow")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

func (s *scribe) element(n *html.Node) {
	tag := n.Data
	if n.DataAtom == atom.Img {
		s.image(n)
		return
	}
	if tag == "picture" { // its img is what is left of it
		s.children(n)
		return
	}
	if n.Namespace == "" && n.DataAtom == atom.H2 || n.DataAtom == atom.H3 {
		s.heading(n)
	}
	was := s.svg
	s.out.WriteString("<" + tag)
	if tag == "svg" && !was {
		s.svg, s.part.drawn = true, true
		s.out.WriteString(` xmlns="http://www.w3.org/2000/svg"`)
	}
	s.attributes(n)
	if n.FirstChild == nil && (void[n.DataAtom] || s.svg) {
		s.out.WriteString("/>")
	} else {
		s.out.WriteString(">")
		s.children(n)
		s.out.WriteString("</" + tag + ">")
	}
	s.svg = was
}

func (s *scribe) children(n *html.Node) {
	for c := range n.ChildNodes() {
		s.node(c)
	}
}

// heading notes a heading for the contents.
func (s *scribe) heading(n *html.Node) {
	id := attr(n, "id")
	if id == "" {
		return
	}
	t := Text{Text: strings.Join(strings.FieldsFunc(plain(n), breaking), " "), Lang: s.part.Lang, Dir: s.part.Dir}
	if t.Text != "" {
		s.part.headings = append(s.part.headings, heading{name(id), words(t)})
	}
}

// plain gives the text of a node without soft hyphens.
func plain(n *html.Node) string {
	if n.Type == html.TextNode {
		return strings.ReplaceAll(n.Data, "\u00AD", "")
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(plain(c))
	}
	return b.String()
}

var xmlName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

// Attributes that say nothing in a book.
var unsaid = map[string]bool{"srcset": true, "sizes": true, "loading": true, "decoding": true, "fetchpriority": true, "tabindex": true, "style": true, "rel": true,
	"hreflang": true, "xmlns": true}

func (s *scribe) attributes(n *html.Node) {
	for _, a := range n.Attr {
		key := a.Key
		if a.Namespace != "" || !xmlName.MatchString(key) || unsaid[key] || strings.HasPrefix(key, "data-") || strings.HasPrefix(key, "on") {
			continue
		}
		value := a.Val
		switch key {
		case "id":
			value = name(value)
		case "aria-labelledby", "aria-describedby", "headers", "for":
			ids := strings.Fields(value)
			for i := range ids {
				ids[i] = name(ids[i])
			}
			value = strings.Join(ids, " ")
		case "href":
			value = s.w.link(value, s.part.file)
		case "lang":
			s.w.spoken(value)
			s.out.WriteString(` xml:lang="` + escape(value) + `"`)
			if s.svg {
				continue
			}
		case "role":
			if value == "doc-noteref" {
				s.out.WriteString(` epub:type="noteref"`)
			}
		}
		if strings.HasPrefix(value, "url(#") {
			value = "url(#" + name(strings.TrimSuffix(strings.TrimPrefix(value, "url(#"), ")")) + ")"
		}
		s.out.WriteString(" " + key + `="` + escape(value) + `"`)
	}
}

// spoken notes a language that occurs in the book.
func (w *writer) spoken(lang string) {
	if lang != "" && lang != w.book.Lang && !slices.Contains(w.languages, lang) {
		w.languages = append(w.languages, lang)
		slices.Sort(w.languages)
	}
}

// image writes an image that the book then holds; without one, what it says.
func (s *scribe) image(n *html.Node) {
	src, alt := attr(n, "src"), attr(n, "alt")
	file := s.w.image(src)
	if file == "" {
		s.out.WriteString(escape(alt))
		return
	}
	fmt.Fprintf(&s.out, `<img src="%s" alt="%s"/>`, file, escape(alt))
}

// image gives the file of an image, which the book then holds; empty where there is none.
func (w *writer) image(src string) string {
	if file, ok := w.images[src]; ok {
		return file
	}
	file := ""
	if w.book.Image != nil {
		if data, media, ok := w.book.Image(src); ok {
			file = fmt.Sprintf("image-%d%s", len(w.shown)+1, path.Ext(src))
			w.shown = append(w.shown, image{file, media, data})
		}
	}
	w.images[src] = file
	return file
}

// link gives an address of the page as one of the book: another place in it, or a whole one.
func (w *writer) link(href, from string) string {
	if id, ok := strings.CutPrefix(href, "#"); ok {
		file, here := w.files[id]
		switch {
		case here && file == from:
			return "#" + name(id)
		case here:
			return file + "#" + name(id)
		}
	}
	base, err := url.Parse(w.book.Address)
	if err != nil {
		return href
	}
	u, err := base.Parse(href)
	if err != nil {
		return w.book.Address
	}
	return u.String()
}

// fileName is an id as the name of a file that no other of the book has.
func fileName(id string) string { return "part-" + strings.Trim(id, ".") }

// name is an id as XML has them: it does not begin with a digit.
func name(id string) string {
	if id == "" || xmlName.MatchString(id) {
		return id
	}
	var b strings.Builder
	b.WriteString("x-")
	for _, r := range id {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_.-", r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "_%x", r)
		}
	}
	return b.String()
}
