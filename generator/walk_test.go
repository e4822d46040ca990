package generator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"modestad/generator"
	"modestad/generator/diag"
	"modestad/generator/ical"
)

// A built is a site as it would be published.
type built struct {
	result *generator.Result
	files  map[string][]byte
	docs   map[string]*document // the pages
	base   string               // the address of the site, with a slash
	path   string               // its path
}

// A document is a page.
type document struct {
	root  *html.Node
	lang  string
	dir   string
	ids   map[string]int
	nodes []*html.Node // elements
}

// build makes a site in memory, at a clock that does not move.
func build(t *testing.T, root string, change func(*generator.Options)) *built {
	t.Helper()
	o := generator.Options{Root: root, Clock: time.Now, Now: time.Date(2027, 3, 1, 0, 0, 0, 0, time.FixedZone("", 3600)), Env: os.Environ()}
	if change != nil {
		change(&o)
	}
	r, err := generator.Load(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Found.Failed() {
		var b strings.Builder
		_ = diag.Text(&b, r.Found, diag.TextOptions{Lang: "en"})
		t.Fatal(b.String())
	}
	b := &built{result: r, files: map[string][]byte{}, docs: map[string]*document{}}
	b.base, b.path = r.Site.Config.BaseURL, r.Site.Config.BasePath
	var mu sync.Mutex
	if err := generator.Render(context.Background(), r.Outputs, 0, func(p string, data ...[]byte) error {
		mu.Lock()
		defer mu.Unlock()
		b.files[p] = bytes.Join(data, nil)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for p, data := range b.files {
		if strings.HasSuffix(p, ".html") {
			b.docs[p] = parse(t, p, data)
		}
	}
	return b
}

func parse(t *testing.T, p string, data []byte) *document {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", p, err)
	}
	d := &document{root: root, ids: map[string]int{}}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		d.nodes = append(d.nodes, n)
		if id := attr(n, "id"); id != "" {
			d.ids[id]++
		}
		if n.Data == "html" {
			d.lang, d.dir = attr(n, "lang"), attr(n, "dir")
		}
	}
	return d
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

// A complaints collects what is wrong: the same at many places is one line, with the first places.
type complaints struct{ by map[string][]string }

func (c *complaints) add(place, format string, args ...any) {
	if c.by == nil {
		c.by = map[string][]string{}
	}
	text := fmt.Sprintf(format, args...)
	c.by[text] = append(c.by[text], place)
}

func (c *complaints) report(t *testing.T) {
	t.Helper()
	var texts []string
	for text := range c.by {
		texts = append(texts, text)
	}
	slices.Sort(texts)
	for i, text := range texts {
		if i == 40 {
			t.Errorf("and %d more", len(texts)-i)
			break
		}
		places := c.by[text]
		slices.Sort(places)
		t.Errorf("%s: %d times, such as in %s", text, len(places), strings.Join(places[:min(3, len(places))], ", "))
	}
}

// The walk over everything that a site publishes.
func (b *built) walk(t *testing.T) {
	t.Run("pages", b.pages)
	t.Run("links", b.links)
	t.Run("languages", b.languages)
	t.Run("sitemap", b.sitemap)
	t.Run("calendars", b.calendars)
	t.Run("data", b.data)
}

// Every page has a language, a direction, one heading above all, ids that are there once and named ones that are
// there at all, no script or style of its own and nothing from another host.
func (b *built) pages(t *testing.T) {
	var c complaints
	defer c.report(t)
	rtl := regexp.MustCompile(`^(ar|fa|he|ur)\b`)
	for p, d := range b.docs {
		if want := map[bool]string{true: "rtl", false: "ltr"}[rtl.MatchString(d.lang)]; d.lang == "" || d.dir != want {
			c.add(p, "html has lang %q and dir %q", d.lang, d.dir)
		}
		heads, mains, policy := 0, 0, false
		for id, n := range d.ids {
			if n > 1 {
				c.add(p, "id %q stands %d times", id, n)
			}
		}
		for _, n := range d.nodes {
			switch n.Data {
			case "h1":
				heads++
			case "main":
				mains++
			case "title":
				if n.Parent.Data == "head" && strings.TrimSpace(text(n)) == "" {
					c.add(p, "the title is empty")
				}
			case "style":
				c.add(p, "a style element")
			case "script":
				if kind := attr(n, "type"); kind == "application/ld+json" {
					var v any
					if err := json.Unmarshal([]byte(text(n)), &v); err != nil {
						c.add(p, "JSON-LD: %v", err)
					}
				} else if !has(n, "src") {
					c.add(p, "an inline script")
				}
			case "time":
				if d := attr(n, "datetime"); d == "" || strings.HasPrefix(d, "0000") {
					c.add(p, "a time that is %q", d)
				}
			case "meta":
				policy = policy || attr(n, "http-equiv") == "Content-Security-Policy"
			case "img":
				if !has(n, "alt") || attr(n, "width") == "" || attr(n, "height") == "" {
					c.add(p, "an image without alt or size: %s", attr(n, "src"))
				}
			}
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					c.add(p, "attribute %s of %s", a.Key, n.Data)
				}
				if strings.Contains(a.Val, "ZgotmplZ") || strings.Contains(a.Val, "%!") {
					c.add(p, "attribute %s of %s is %q", a.Key, n.Data, a.Val)
				}
			}
			for _, a := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for", "popovertarget", "headers", "list"} {
				for id := range strings.FieldsSeq(attr(n, a)) {
					if d.ids[id] == 0 {
						c.add(p, "%s of %s names no id: %q", a, n.Data, id)
					}
				}
			}
		}
		if heads != 1 || mains != 1 {
			c.add(p, "%d h1 and %d main", heads, mains)
		}
		if !policy {
			c.add(p, "no policy")
		}
	}
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

// Every address within the site leads to a file, and every anchor to an id; nothing but links leads elsewhere.
func (b *built) links(t *testing.T) {
	var c complaints
	defer c.report(t)
	for p, d := range b.docs {
		here, err := url.Parse(b.base + p)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range d.nodes {
			for _, a := range n.Attr {
				switch a.Key {
				case "href", "src", "action", "poster", "data":
					b.link(&c, p, here, n, a.Val, a.Key == "href" && n.Data != "link" || n.Data == "link" && !fetched(n))
				case "srcset":
					for part := range strings.SplitSeq(a.Val, ",") {
						if f := strings.Fields(part); len(f) > 0 {
							b.link(&c, p, here, n, f[0], false)
						}
					}
				}
			}
		}
	}
}

// fetched says whether a browser gets what a link element names by itself.
func fetched(n *html.Node) bool {
	rel := strings.Fields(attr(n, "rel"))
	return slices.ContainsFunc(rel, func(r string) bool {
		return slices.Contains([]string{"stylesheet", "preload", "icon", "manifest", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}, r)
	})
}

func (b *built) link(c *complaints, p string, here *url.URL, n *html.Node, ref string, elsewhere bool) {
	u, err := here.Parse(ref)
	if err != nil {
		c.add(p, "%s: %v", n.Data, err)
		return
	}
	switch u.Scheme {
	case "http", "https":
	case "mailto", "tel", "webcal", "webcals":
		if !elsewhere {
			c.add(p, "%s gets %s", n.Data, ref)
		}
		return
	default:
		c.add(p, "%s leads to %s", n.Data, ref)
		return
	}
	if u.Host != here.Host {
		if !elsewhere {
			c.add(p, "%s gets what is at another host: %s", n.Data, ref)
		}
		return
	}
	file, ok := strings.CutPrefix(u.Path, b.path)
	if !ok {
		c.add(p, "%s leads out of the site: %s", n.Data, ref)
		return
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	if b.files[file] == nil {
		c.add(p, "%s leads to nothing: %s", n.Data, ref)
		return
	}
	if target := b.docs[file]; u.Fragment != "" && target != nil && target.ids[u.Fragment] == 0 {
		c.add(p, "%s leads to no anchor: %s", n.Data, ref)
	}
}

// Every calendar is one by the letter, and there is one of each feed in each language.
func (b *built) calendars(t *testing.T) {
	var c complaints
	defer c.report(t)
	n := 0
	for p, data := range b.files {
		if path.Ext(p) != ".ics" {
			continue
		}
		n++
		for _, f := range ical.Check(data) {
			if !f.Warning || f.Code != "SIZE" && f.Code != "DST_FOLD" {
				c.add(p, "%v", f)
			}
		}
	}
	if n == 0 {
		t.Error("no calendar")
	}
	for _, l := range b.result.Site.Config.Languages {
		for _, f := range []string{"all", "official", "off", "calls"} {
			if b.files[l.Tag+"/feeds/"+f+".ics"] == nil {
				t.Errorf("no feed %s in %s", f, l.Tag)
			}
		}
	}
}

// What machines read can be read.
func (b *built) data(t *testing.T) {
	var c complaints
	defer c.report(t)
	for p, data := range b.files {
		switch path.Ext(p) {
		case ".json", ".jsonld", ".webmanifest":
			if !json.Valid(data) {
				c.add(p, "is not JSON")
			}
		case ".xml", ".atom", ".svg":
			d := xml.NewDecoder(bytes.NewReader(data))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					c.add(p, "is not XML: %v", err)
					break
				}
			}
		}
		for _, left := range []string{"ZgotmplZ", "<no value>", "%!s(", "%!d(", "{{."} {
			if bytes.Contains(data, []byte(left)) {
				c.add(p, "holds %q", left)
			}
		}
	}
	for line := range strings.Lines(string(b.files["_redirects"])) {
		f := strings.Fields(line)
		if len(f) < 2 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if to, ok := strings.CutPrefix(f[1], b.path); strings.Contains(f[1], ":") || strings.Contains(f[1], "*") {
			continue
		} else if !ok || b.file(b.base+to) == "" && b.files[to] == nil {
			c.add("_redirects", "leads to nothing: %s", strings.TrimSpace(line))
		}
	}
	for _, p := range []string{"index.html", "404.html", "_headers", "robots.txt", ".well-known/security.txt"} {
		if len(b.files[p]) == 0 {
			t.Errorf("no %s", p)
		}
	}
}
