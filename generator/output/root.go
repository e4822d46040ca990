package output

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"modestad/generator/page"
	"modestad/generator/source"
)

// assets plans the theme's files, and the site's own that are published as they are.
func (x *planner) assets() {
	for _, a := range x.Theme.Assets {
		x.raw(a.Address, a.MediaType, source.Span{}, func() ([]byte, error) { return a.Data, nil })
	}
	for _, f := range x.Files {
		x.raw(f.Address, f.MediaType, source.Span{}, f.Data)
	}
}

// CSP is the content security policy of every page, as its meta element carries it. The header adds who may frame it.
const CSP = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
	"worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types modestad"

// root plans what stands at the root for machines.
func (x *planner) root() {
	s := x.Site
	x.raw("robots.txt", "text/plain", source.Span{}, func() ([]byte, error) {
		return fmt.Appendf(nil, "User-agent: *\nAllow: /\n\nSitemap: %s\n", s.Absolute("sitemap.xml")), nil
	})
	if s.Config.Contact.Email != "" {
		x.raw(".well-known/security.txt", "text/plain", source.Span{}, func() ([]byte, error) {
			// RFC 9116: the day on which the file is out of date must be there; a year after the build it is.
			expires := s.Now.AddDate(1, 0, 0).Format(time.RFC3339)
			return fmt.Appendf(nil, "Contact: mailto:%s\nExpires: %s\nPreferred-Languages: %s\nCanonical: %s\n", s.Config.Contact.Email, expires,
				strings.Join(s.Config.Tags(), ", "), s.Absolute(".well-known/security.txt")), nil
		})
	}
	x.raw("_headers", "text/plain", source.Span{}, func() ([]byte, error) { return []byte(x.headers()), nil })
	x.raw("_redirects", "text/plain", source.Span{}, func() ([]byte, error) {
		var b bytes.Buffer
		for _, r := range x.moved {
			fmt.Fprintf(&b, "%s %s 301\n", s.URL(r.From), s.URL(r.To))
		}
		for _, lang := range s.Config.Tags() {
			fmt.Fprintf(&b, "%s* %s 404\n", s.URL(s.Home(lang)), s.URL(lang+"/404.html"))
		}
		return b.Bytes(), nil
	})
	def := s.Config.DefaultLanguage
	x.page(def, func(string) string { return "404.html" }, "notfound", source.Span{}, nil, func() any { return x.Book.Edition(def).NotFound() })
	x.sitemap()
}

// headers are the response headers for hosts that read them from a file.
func (x *planner) headers() string {
	base := x.Site.Config.BasePath
	var b strings.Builder
	rule := func(pattern string, headers ...string) {
		fmt.Fprintf(&b, "%s%s\n", base, pattern)
		for _, h := range headers {
			fmt.Fprintf(&b, "  %s\n", h)
		}
	}
	rule("*", "Content-Security-Policy: "+CSP+"; frame-ancestors 'self'", "X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin-when-cross-origin",
		"Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()", "Strict-Transport-Security: max-age=31536000; includeSubDomains")
	// Fonts and scripts are asked for across origins where a host puts an embedded page into a sandbox.
	rule("assets/*", "Access-Control-Allow-Origin: *", "Cross-Origin-Resource-Policy: cross-origin", "Cache-Control: public, max-age=31536000, immutable")
	rule("*.ics", "Content-Type: text/calendar; charset=utf-8")
	rule("*.atom", "Content-Type: application/atom+xml; charset=utf-8")
	rule("*.jsonld", "Content-Type: application/ld+json; charset=utf-8")
	rule("*.csv", "Content-Type: text/csv; charset=utf-8")
	rule("*.webmanifest", "Content-Type: application/manifest+json; charset=utf-8")
	for _, lang := range x.Site.Config.Tags() {
		rule(lang+"/feeds/*", "Access-Control-Allow-Origin: *", "Cache-Control: public, max-age=900, must-revalidate")
		rule(lang+"/feeds/*.ics", "Content-Type: text/calendar; charset=utf-8")
		rule(lang+"/feeds/*.atom", "Content-Type: application/atom+xml; charset=utf-8")
		rule(lang+"/feeds/*.json", "Content-Type: application/feed+json; charset=utf-8")
		rule(lang+"/embed/*", "! Content-Security-Policy", "Content-Security-Policy: "+CSP+"; frame-ancestors *")
	}
	if offlineOn(x.Site, x.Theme) {
		rule("sw.js", "Cache-Control: no-cache")
	}
	if x.Book.AdminReady() {
		rule(page.AdminAddress+"*", "! Content-Security-Policy", "Content-Security-Policy: "+page.AdminCSP(x.Site.Config.Forge)+"; frame-ancestors 'none'",
			"X-Robots-Tag: noindex", "Cache-Control: no-cache")
	}
	rule("data/*", "Access-Control-Allow-Origin: *")
	rule("widget/*", "Access-Control-Allow-Origin: *", "Cross-Origin-Resource-Policy: cross-origin")
	rule("widget/v1/*", "Cache-Control: public, max-age=900, must-revalidate")
	for _, script := range x.scripts {
		if script.Immutable {
			rule(script.Address, "Cache-Control: public, max-age=31536000, immutable")
		}
	}
	return b.String()
}

// sitemapLimit is how many addresses one sitemap may have: the protocol says 50,000.
const sitemapLimit = 50000

// sitemap plans the list of all pages for search engines, and an index of several where one cannot hold them. Every
// address names its translations, the same set in each of them.
func (x *planner) sitemap() {
	s := x.Site
	listed := func() []*Output {
		pages := make([]*Output, 0, len(x.out))
		for i := range x.out {
			o := &x.out[i]
			if o.Address != nil && slices.ContainsFunc(o.In, func(l string) bool { return o.Address(l) == address(o) }) {
				pages = append(pages, o)
			}
		}
		return pages
	}
	var pages []*Output
	if len(x.out) >= sitemapLimit {
		pages = listed()
	}
	if len(pages) < sitemapLimit {
		x.appended("sitemap.xml", "application/xml", source.Span{}, func(buf []byte) ([]byte, error) { return x.urlset(buf, listed()), nil })
		return
	}
	n := (len(pages) + sitemapLimit - 1) / sitemapLimit
	for i := range n {
		part := pages[i*sitemapLimit : min((i+1)*sitemapLimit, len(pages))]
		x.appended(sitemapPart(i), "application/xml", source.Span{}, func(buf []byte) ([]byte, error) { return x.urlset(buf, part), nil })
	}
	x.raw("sitemap.xml", "application/xml", source.Span{}, func() ([]byte, error) {
		var b bytes.Buffer
		b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for i := range n {
			fmt.Fprintf(&b, "<sitemap><loc>%s</loc></sitemap>", xmlText(s.Absolute(sitemapPart(i))))
		}
		b.WriteString("</sitemapindex>\n")
		return b.Bytes(), nil
	})
}

func sitemapPart(i int) string { return fmt.Sprintf("sitemap-%d.xml", i+1) }

// address is that of a page.
func address(o *Output) string { return strings.TrimSuffix(o.Path, "index.html") }

func (x *planner) urlset(b []byte, pages []*Output) []byte {
	s := x.Site
	b = append(slices.Grow(b, 500*len(pages)), `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`...)
	base := xmlText(s.Absolute(""))
	link := func(hreflang, address string) {
		b = append(b, `<xhtml:link rel="alternate" hreflang="`...)
		b = append(b, hreflang...)
		b = append(b, `" href="`...)
		b = append(b, base...)
		b = append(b, xmlText(address)...)
		b = append(b, `"/>`...)
	}
	for _, p := range pages {
		b = append(b, "<url><loc>"...)
		b = append(b, base...)
		b = append(b, xmlText(address(p))...)
		b = append(b, "</loc>"...)
		if len(p.In) > 1 {
			for _, lang := range p.In {
				l, _ := s.Config.Language(lang)
				link(l.Locale, p.Address(lang))
			}
			if slices.Contains(p.In, s.Config.DefaultLanguage) {
				link("x-default", p.Address(s.Config.DefaultLanguage))
			}
		}
		b = append(b, "</url>"...)
	}
	return append(b, "</urlset>\n"...)
}

// xmlText escapes a text for XML. Addresses, of which there are many, seldom need it.
func xmlText(s string) string {
	if !strings.ContainsAny(s, "&<>") {
		return s
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
