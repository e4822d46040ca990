package generator_test

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Canonical addresses and those in other languages are whole and mutual.
func (b *built) languages(t *testing.T) {
	var c complaints
	defer c.report(t)
	canonical, others := map[string]string{}, map[string]map[string]string{}
	for p, d := range b.docs {
		others[p] = map[string]string{}
		for _, n := range d.nodes {
			if n.Data != "link" {
				continue
			}
			switch attr(n, "rel") {
			case "canonical":
				if canonical[p] != "" {
					c.add(p, "two canonical addresses")
				}
				canonical[p] = attr(n, "href")
			case "alternate":
				if l := attr(n, "hreflang"); l != "" {
					if others[p][l] != "" {
						c.add(p, "hreflang %s twice", l)
					}
					others[p][l] = attr(n, "href")
				}
			}
		}
	}
	for p, alternates := range others {
		own := b.base + strings.TrimSuffix(p, "index.html")
		if at := canonical[p]; at != "" {
			if !strings.HasPrefix(at, b.base) || b.file(at) == "" {
				c.add(p, "canonical is %q", at)
			} else if to := b.file(at); canonical[to] != at && !moved(b.docs[p]) {
				c.add(p, "canonical leads to %s, which names another: %s", to, canonical[to])
			}
		}
		if len(alternates) == 0 {
			continue
		}
		if alternates["x-default"] == "" {
			c.add(p, "no x-default")
		}
		listed := false
		for lang, to := range alternates {
			if to == own {
				listed = true
				if lang != "x-default" && lang != b.docs[p].lang {
					c.add(p, "its own hreflang is %s, and it is in %s", lang, b.docs[p].lang)
				}
			}
			target := b.file(to)
			if target == "" {
				c.add(p, "hreflang %s leads to nothing: %s", lang, to)
				continue
			}
			for l, back := range alternates {
				if others[target][l] != back {
					c.add(p, "hreflang is not mutual with %s: %s", target, l)
				}
			}
		}
		// A page that is not translated is canonical to the original and not one of those that are.
		if translated := canonical[p] == own; translated != listed {
			c.add(p, "canonical to itself: %v, named by hreflang: %v", translated, listed)
		}
	}
}

// moved says whether a page only leads on.
func moved(d *document) bool {
	return slices.ContainsFunc(d.nodes, func(n *html.Node) bool { return n.Data == "meta" && attr(n, "http-equiv") == "refresh" })
}

// borrowed looks whether every text of a site whose texts end with a word that tells their language stands in an
// element that says so. Not looked at: names that are put together from several languages (of feeds, in citations, of where
// a figure is used),
// code, drawings, and the blocks that show data within a chapter.
func (b *built) borrowed(t *testing.T) {
	var c complaints
	defer c.report(t)
	mark := regexp.MustCompile(`\bqq([a-z]{2})\b`)
	for p, d := range b.docs {
		for n := range d.root.Descendants() {
			switch {
			case n.Type == html.TextNode && !inside(n, "head", "script", "template", "svg", "pre", "select") && !within(n, "subscribe", "page-embed", "page-feeds", "page-planning", "chapter", "final", "meta"):
				for _, m := range mark.FindAllStringSubmatch(n.Data, -1) {
					if l := language(n.Parent); l != m[1] {
						c.add(p, "text in %s stands in an element in %s: <%s class=%q> in <%s class=%q>", m[1], l, n.Parent.Data, attr(n.Parent, "class"), n.Parent.Parent.Data, attr(n.Parent.Parent, "class"))
					}
				}
			case n.Type == html.ElementNode:
				if l := attr(n, "lang"); l != "" && n.Data != "html" && attr(n, "dir") == "" && (strings.HasPrefix(l, "ar") != (d.dir == "rtl")) {
					c.add(p, "<%s lang=%s> without dir", n.Data, l)
				}
			}
		}
	}
}

// file gives the file behind an address of the site, or nothing.
func (b *built) file(address string) string {
	p, ok := strings.CutPrefix(address, b.base)
	if !ok {
		return ""
	}
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	if b.files[p] == nil {
		return ""
	}
	return p
}

func inside(n *html.Node, names ...string) bool {
	for a := range n.Ancestors() {
		if a.Type == html.ElementNode && slices.Contains(names, a.Data) {
			return true
		}
	}
	return false
}

// within says whether a node lies in an element of one of some classes.
func within(n *html.Node, classes ...string) bool {
	for a := range n.Ancestors() {
		for c := range strings.FieldsSeq(attr(a, "class")) {
			if slices.Contains(classes, c) {
				return true
			}
		}
	}
	return false
}

// language is the language of an element, without its region.
func language(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if l := attr(n, "lang"); l != "" {
			l, _, _ = strings.Cut(l, "-")
			return l
		}
	}
	return ""
}

// The sitemap names pages that are there, once, with mutual alternates, and none that is not to be indexed.
func (b *built) sitemap(t *testing.T) {
	var c complaints
	defer c.report(t)
	var m struct {
		URL []struct {
			Loc  string `xml:"loc"`
			Link []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(b.files["sitemap.xml"], &m); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, u := range m.URL {
		var key strings.Builder
		for _, l := range u.Link {
			fmt.Fprintln(&key, l.Lang, l.Href)
		}
		if _, twice := all[u.Loc]; twice {
			c.add(u.Loc, "twice")
		}
		all[u.Loc] = key.String()
	}
	if len(all) == 0 {
		t.Fatal("the sitemap is empty")
	}
	for _, u := range m.URL {
		file := b.file(u.Loc)
		if file == "" {
			c.add(u.Loc, "leads to nothing")
			continue
		}
		for _, n := range b.docs[file].nodes {
			if n.Data == "meta" && attr(n, "name") == "robots" && strings.Contains(attr(n, "content"), "noindex") {
				c.add(u.Loc, "is not to be indexed")
			}
			if n.Data == "link" && attr(n, "rel") == "canonical" && attr(n, "href") != u.Loc {
				c.add(u.Loc, "is not canonical")
			}
		}
		for _, l := range u.Link {
			if back, ok := all[l.Href]; !ok || back != all[u.Loc] {
				c.add(u.Loc, "its alternates are not mutual: %s", l.Lang)
			}
		}
	}
	if robots := string(b.files["robots.txt"]); !strings.Contains(robots, "Sitemap: "+b.base+"sitemap.xml") {
		t.Errorf("robots.txt does not name the sitemap: %q", robots)
	}
}
