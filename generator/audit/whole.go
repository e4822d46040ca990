package audit

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// pageFile gives the file that stands at an address below the site.
func pageFile(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address + "index.html"
	}
	return address
}

// within gives the file that an address leads to, and whether it is one of the site's. The address of the site as it
// says itself and the one where it is served are the same site.
func (a *audit) within(u *url.URL) (name string, ours bool) {
	if u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	if u.Host != a.base.Host && (a.served == nil || u.Host != a.served.Host) {
		return "", false
	}
	rest, ok := strings.CutPrefix(u.Path, a.base.Path)
	if !ok {
		return "", false
	}
	return pageFile(rest), true
}

// resolve gives what an address in a file means.
func (a *audit) resolve(name, text string) (*url.URL, error) {
	here := *a.base
	here.Path += strings.TrimSuffix(name, "index.html")
	return here.Parse(strings.TrimSpace(text))
}

// links follows every address of every file: those within the site lead to a file, and with an anchor to an id in it;
// what a browser gets by itself is within the site.
func (a *audit) links() {
	for _, name := range a.names {
		f := a.seen[name]
		for _, r := range f.refs {
			u, err := a.resolve(name, r.text)
			if err != nil {
				a.find(name, "link", "%s: %v", r.what, err)
				continue
			}
			to, ours := a.within(u)
			switch {
			case ours:
				a.report.Links++
				a.target(name, r, u, to)
			case r.fetched && u.Scheme != "data":
				a.find(name, "foreign", "%s gets what is elsewhere: %s", r.what, r.text)
			case u.Scheme == "http" || u.Scheme == "https":
				if u.Host == a.base.Host && strings.HasPrefix(r.text, "/") {
					a.find(name, "link", "%s leads out of the site: %s", r.what, r.text)
				}
			case !slices.Contains([]string{"mailto", "tel", "webcal", "webcals", "data"}, u.Scheme):
				a.find(name, "link", "%s leads to %s", r.what, r.text)
			}
		}
	}
}

func (a *audit) target(name string, r ref, u *url.URL, to string) {
	target := a.seen[to]
	switch {
	case target == nil || target.status >= 400:
		if next := a.seen[to+"/index.html"]; next != nil && next.status < 300 {
			a.find(name, "link", "%s leads to a folder without its slash: %s", r.what, r.text)
			return
		}
		a.find(name, "link", "%s leads to nothing: %s", r.what, r.text)
	case target.status >= 300:
		a.warn(name, "link", "%s leads to what has moved: %s", r.what, r.text)
	case u.Fragment != "" && target.page != nil && target.ids[u.Fragment] == 0 && !strings.HasPrefix(u.Fragment, ":~:"):
		a.find(name, "anchor", "%s leads to no anchor: %s", r.what, r.text)
	}
}

// at gives the file at an absolute address, empty where the site has none there.
func (a *audit) at(address string) string {
	u, err := url.Parse(address)
	if err != nil || !u.IsAbs() {
		return ""
	}
	name, ours := a.within(u)
	if f := a.seen[name]; !ours || f == nil || f.page == nil {
		return ""
	}
	return name
}

// own is a page's own address.
func (a *audit) own(name string) string {
	u := *a.base
	u.Path += strings.TrimSuffix(name, "index.html")
	return u.String()
}

// languages looks whether canonical addresses and those in other languages are whole and mutual, and whether all pages
// in a language run in one direction.
func (a *audit) languages() {
	dirs := map[string]string{}
	for _, name := range a.names {
		f := a.seen[name]
		if f.page == nil {
			continue
		}
		p := f.page
		if dirs[p.lang] == "" {
			dirs[p.lang] = p.dir
		} else if dirs[p.lang] != p.dir {
			a.find(name, "dir", "is %s, and other pages in %s are %s", p.dir, p.lang, dirs[p.lang])
		}
		if p.canonical != "" {
			if to := a.at(p.canonical); to == "" {
				a.find(name, "canonical", "leads to nothing: %s", p.canonical)
			} else if next := a.seen[to].page; next.canonical != p.canonical && !p.moved {
				a.find(name, "canonical", "leads to %s, which names another: %s", p.canonical, next.canonical)
			}
		}
		if len(p.alternates) > 0 {
			a.alternates(name, p)
		}
	}
}

func (a *audit) alternates(name string, p *page) {
	if p.alternates["x-default"] == "" {
		a.find(name, "alternate", "no x-default")
	}
	own, listed := a.own(name), false
	for _, lang := range slices.Sorted(maps.Keys(p.alternates)) {
		to := p.alternates[lang]
		if to == own {
			listed = true
			if lang != "x-default" && lang != p.lang {
				a.find(name, "alternate", "its own hreflang is %s, and it is in %s", lang, p.lang)
			}
		}
		target := a.at(to)
		if target == "" {
			a.find(name, "alternate", "hreflang %s leads to nothing: %s", lang, to)
		} else if !maps.Equal(a.seen[target].page.alternates, p.alternates) {
			a.find(name, "alternate", "hreflang is not mutual with %s", to)
		}
	}
	if p.canonical == own != listed {
		a.find(name, "alternate", "is canonical to itself: %v, and stands among its own hreflang: %v", p.canonical == own, listed)
	}
}

// sitemap looks whether the sitemap names every page that search engines should find, none twice, and each with the
// languages that the page itself names.
func (a *audit) sitemap() {
	listed := map[string]bool{}
	lists := 0
	for _, name := range a.names {
		f := a.seen[name]
		if len(f.places) > 0 {
			lists++
		}
		for _, p := range f.places {
			to := a.at(p.address)
			if to == "" {
				continue // links say so
			}
			if listed[to] {
				a.find(name, "sitemap", "names %s twice", p.address)
			}
			listed[to] = true
			page := a.seen[to].page
			if page.hidden || page.moved || page.canonical != "" && page.canonical != p.address {
				a.find(name, "sitemap", "names %s, which is not for search engines", p.address)
			}
			if !maps.Equal(p.alternates, page.alternates) && (len(p.alternates) > 0 || !alone(page.alternates, p.address)) {
				a.find(name, "sitemap", "names other languages of %s than the page", p.address)
			}
		}
	}
	if lists == 0 {
		a.find("sitemap.xml", "sitemap", "there is none")
		return
	}
	for _, name := range a.names {
		if p := a.seen[name].page; p != nil && p.canonical == a.own(name) && !p.hidden && !p.moved && !listed[name] {
			a.find(name, "sitemap", "is not in the sitemap")
		}
	}
}

// alone says whether a page is there in its own language only, of which a sitemap may be silent.
func alone(alternates map[string]string, own string) bool {
	for _, to := range alternates {
		if to != own {
			return false
		}
	}
	return true
}

// Budgets of a page, in octets at Brotli.
const (
	budgetHTML  = 40 << 10
	budgetCSS   = 15 << 10
	budgetJS    = 10 << 10
	budgetFonts = 130 << 10
)

// budgets weighs each page with all that it gets.
func (a *audit) budgets() {
	heaviest := []Weight{{Of: "html", Budget: budgetHTML}, {Of: "css", Budget: budgetCSS}, {Of: "js", Budget: budgetJS}, {Of: "fonts", Budget: budgetFonts}}
	for _, name := range a.names {
		f := a.seen[name]
		if f.page == nil || f.page.editor {
			continue
		}
		styles := a.gets(name, f.page.styles, ".css")
		fonts := a.files(name, f.page.fonts)
		for s := range styles {
			for _, r := range a.seen[s].refs {
				fonts = append(fonts, a.files(s, []string{r.text})...)
			}
		}
		sizes := []int{f.brotli, a.weigh(maps.Keys(styles)), a.weigh(maps.Keys(a.gets(name, f.page.scripts, ".js"))), 0}
		set := map[string]bool{}
		for _, font := range fonts {
			if strings.HasSuffix(font, ".woff2") {
				set[font] = true
			}
		}
		for font := range set {
			sizes[3] += a.seen[font].size
		}
		for i, n := range sizes {
			w := &heaviest[i]
			if n > w.Bytes {
				w.Path, w.Bytes = name, n
			}
			if n > w.Budget {
				a.find(name, "size", "%d octets of %s at Brotli, and %d is the most", n, w.Of, w.Budget)
			}
		}
	}
	a.report.Weights = heaviest
}

// files gives the files of the site that addresses lead to.
func (a *audit) files(name string, refs []string) (out []string) {
	for _, text := range refs {
		if u, err := a.resolve(name, text); err == nil {
			if to, ours := a.within(u); ours && a.seen[to] != nil {
				out = append(out, to)
			}
		}
	}
	return out
}

// gets gives the style sheets or scripts that a page gets, with those that they get.
func (a *audit) gets(name string, refs []string, ext string) map[string]bool {
	set := map[string]bool{}
	todo := a.files(name, refs)
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		if set[next] || !strings.HasSuffix(next, ext) {
			continue
		}
		set[next] = true
		for _, r := range a.seen[next].refs {
			todo = append(todo, a.files(next, []string{r.text})...)
		}
	}
	return set
}

func (a *audit) weigh(names func(func(string) bool)) (sum int) {
	for name := range names {
		sum += a.seen[name].brotli
	}
	return sum
}
