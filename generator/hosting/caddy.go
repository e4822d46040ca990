package hosting

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// word makes an argument of a Caddyfile: no placeholder and no end of it can come from what it holds.
func word(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ", "{", `\{`, "}", `\}`).Replace(s) + `"`
}

// Caddy writes a Caddyfile. dir is the folder of the host: the site's own path lies below it.
func (s *Site) Caddy(dir string) string {
	var b strings.Builder
	line := func(depth int, format string, args ...any) {
		b.WriteString(strings.Repeat("\t", depth))
		fmt.Fprintf(&b, format, args...)
		b.WriteByte('\n')
	}
	line(0, "# Caddy, 2.6 or later: a Caddyfile. Made from the site's _headers and _redirects; make it again when those change:")
	line(0, "# modestad help servers")
	line(0, "%s {", s.Host)
	line(1, "root * %s", word(dir))
	line(1, "@hidden path_regexp %s", "(^|/)\\.(?:[^w]|w[^e])|^"+regexp.QuoteMeta(s.Base)+"_(headers|redirects)$")
	line(1, "route {")
	for i, t := range mediaTypes() {
		line(2, "@type%d path *.%s", i, t[0])
		line(2, "header @type%d Content-Type %s", i, word(MediaType("x."+t[0])))
	}
	line(2, "@page path */")
	line(2, "header @page Content-Type \"text/html; charset=utf-8\"")
	for i, r := range s.Rules {
		line(2, "@rule%d path_regexp %s", i, expression(r.Pattern))
		for j, h := range r.Headers {
			again := func(o Header) bool { return o.Name == h.Name }
			switch {
			case slices.ContainsFunc(r.Headers[j+1:], again): // replaced at once; and taking away comes last in Caddy
			case h.Value == "":
				line(2, "header @rule%d -%s", i, h.Name)
			default:
				line(2, "header @rule%d %s %s", i, h.Name, word(h.Value))
			}
		}
	}
	line(2, "error @hidden 404")
	for _, r := range s.Redirects {
		line(2, "redir %s %s %d", word(r.From), word(r.To), r.Status)
	}
	line(2, "file_server {")
	line(3, "index index.html")
	line(3, "precompressed br gzip")
	line(2, "}")
	line(1, "}")
	line(1, "handle_errors {")
	line(2, "header Content-Type \"text/html; charset=utf-8\"")
	line(2, "route {")
	for i, r := range s.NotFound {
		line(3, "@missing%d path %s", i, word(r.From))
		line(3, "rewrite @missing%d %s", i, word(r.To))
	}
	line(3, "@other not path *404.html")
	line(3, "rewrite @other %s", word(s.Base+"404.html"))
	line(3, "file_server")
	line(2, "}")
	line(1, "}")
	line(0, "}")
	return b.String()
}
