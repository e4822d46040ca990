package audit

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A page is what the audit wants to know of one, beside what every file has.
type page struct {
	lang, dir  string
	canonical  string
	alternates map[string]string // by hreflang
	hidden     bool              // from search engines
	moved      bool              // it only leads on
	editor     bool              // it only loads a program of others, for editors
	policy     bool
	styles     []string
	scripts    []string
	fonts      []string
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// text is an element's own text and that of what is in it.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func (f *file) html(data []byte) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		f.find("syntax", "is not HTML: %v", err)
		return
	}
	f.page = &page{alternates: map[string]string{}}
	f.ids = map[string]int{}
	var nodes []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			nodes = append(nodes, n)
			if id := attr(n, "id"); id != "" {
				f.ids[id]++
			}
		}
	}
	heads, mains, title := 0, 0, false
	for _, n := range nodes {
		switch n.Data {
		case "html":
			f.page.lang, f.page.dir = attr(n, "lang"), attr(n, "dir")
		case "h1":
			heads++
		case "main":
			mains++
		case "title":
			title = title || n.Parent.Data == "head" && strings.TrimSpace(text(n)) != ""
		case "img":
			if !has(n, "alt") || attr(n, "width") == "" || attr(n, "height") == "" {
				f.find("image", "an image without alt, width or height: %s", attr(n, "src"))
			}
		case "style":
			f.find("inline", "a style element")
		case "script":
			f.script(n)
		case "meta":
			f.meta(n)
		case "link":
			f.link(n)
		}
		f.attributes(n)
	}
	if f.page.lang == "" {
		f.find("lang", "html has no lang")
	}
	if f.page.dir != "ltr" && f.page.dir != "rtl" {
		f.find("dir", "html has dir %q", f.page.dir)
	}
	if (heads != 1 || mains != 1) && !f.page.editor {
		f.find("heading", "%d h1 and %d main", heads, mains)
	}
	if !title {
		f.find("title", "the title is empty")
	}
	for id, n := range f.ids {
		if n > 1 {
			f.find("id", "id %q stands %d times", id, n)
		}
	}
	if !f.page.policy {
		f.find("policy", "no content security policy in the page")
	}
}

func (f *file) script(n *html.Node) {
	switch src := attr(n, "src"); {
	case src != "":
		f.page.scripts = append(f.page.scripts, src)
	case attr(n, "type") == "application/ld+json":
		if !json.Valid([]byte(text(n))) {
			f.find("syntax", "JSON-LD that is not JSON")
		}
	default:
		f.find("inline", "an inline script")
	}
}

func (f *file) meta(n *html.Node) {
	content := attr(n, "content")
	switch {
	case strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy"):
		f.page.policy = true
	case strings.EqualFold(attr(n, "http-equiv"), "refresh"):
		f.page.moved = true
	case attr(n, "name") == "robots":
		f.page.hidden = strings.Contains(content, "noindex")
	}
}

func (f *file) link(n *html.Node) {
	href := attr(n, "href")
	for rel := range strings.FieldsSeq(attr(n, "rel")) {
		switch rel {
		case "cms-config-url":
			f.page.editor = true
		case "canonical":
			if f.page.canonical != "" {
				f.find("canonical", "two canonical addresses")
			}
			f.page.canonical = href
		case "alternate":
			if lang := attr(n, "hreflang"); lang != "" {
				if f.page.alternates[lang] != "" {
					f.find("alternate", "hreflang %s twice", lang)
				}
				f.page.alternates[lang] = href
			}
		case "stylesheet":
			f.page.styles = append(f.page.styles, href)
		case "modulepreload":
			f.page.scripts = append(f.page.scripts, href)
		case "preload":
			if attr(n, "as") == "font" {
				f.page.fonts = append(f.page.fonts, href)
			}
		}
	}
}

// fetched says whether a browser gets what a link element names by itself.
func fetched(n *html.Node) bool {
	for rel := range strings.FieldsSeq(attr(n, "rel")) {
		switch rel {
		case "stylesheet", "preload", "icon", "apple-touch-icon", "manifest", "modulepreload", "prefetch", "preconnect", "dns-prefetch":
			return true
		}
	}
	return false
}

func (f *file) attributes(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			f.find("inline", "attribute %s of %s", a.Key, n.Data)
		case a.Key == "href":
			if n.Data == "use" && strings.HasPrefix(a.Val, "#") || n.Data == "base" {
				continue
			}
			f.refs = append(f.refs, ref{a.Val, n.Data == "link" && fetched(n) || n.Data == "use" || n.Data == "image", n.Data})
		case a.Key == "action":
			f.refs = append(f.refs, ref{a.Val, false, n.Data})
		case a.Key == "src", a.Key == "poster", a.Key == "data" && n.Data == "object":
			f.refs = append(f.refs, ref{a.Val, true, n.Data})
		case a.Key == "srcset", a.Key == "imagesrcset":
			for part := range strings.SplitSeq(a.Val, ",") {
				if words := strings.Fields(part); len(words) > 0 {
					f.refs = append(f.refs, ref{words[0], true, n.Data})
				}
			}
		case a.Key == "content" && n.Data == "meta" && strings.HasPrefix(attr(n, "property"), "og:image") && strings.Contains(a.Val, "://"):
			f.refs = append(f.refs, ref{a.Val, false, "og:image"})
		case slices.Contains([]string{"aria-labelledby", "aria-describedby", "aria-controls", "for", "popovertarget", "headers", "list"}, a.Key):
			for id := range strings.FieldsSeq(a.Val) {
				if f.ids[id] == 0 {
					f.find("reference", "%s of %s names no id: %q", a.Key, n.Data, id)
				}
			}
		}
	}
}
