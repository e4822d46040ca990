package hosting

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// quote makes a string of nginx's. It has no way to write a dollar sign: Read lets none in.
func quote(s string) string {
	s = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ").Replace(s)
	return `"` + s + `"`
}

// expression is a pattern as nginx and Caddy match it. No "$" may stand in it but at the end, where nginx takes it for
// what it is.
func expression(pattern string) string {
	parts := strings.Split(pattern, "*")
	for i, p := range parts {
		parts[i] = regexp.QuoteMeta(p)
	}
	return "^" + strings.Join(parts, ".*") + "$"
}

// Nginx writes a whole configuration: maps for the http block, and a server. dir is the folder of the host: the site's
// own path lies below it.
func (s *Site) Nginx(dir string) string {
	var b strings.Builder
	line := func(depth int, format string, args ...any) {
		b.WriteString(strings.Repeat("\t", depth))
		fmt.Fprintf(&b, format, args...)
		b.WriteByte('\n')
	}
	line(0, "# nginx, 1.18 or later: a file of its own in conf.d or sites-enabled. Made from the site's _headers and _redirects;")
	line(0, "# make it again when those change: modestad help servers")
	// A map keeps an address and its length in one bucket, whose usual 64 bytes are soon too few.
	bucket, longest := 128, 0
	for _, r := range s.Redirects {
		longest = max(longest, len(r.From))
	}
	for bucket < longest+32 {
		bucket *= 2
	}
	line(0, "map_hash_bucket_size %d;", bucket)
	line(0, "map_hash_max_size %d;", max(2048, 4*len(s.Redirects)))
	names := s.names()
	for i, name := range names {
		line(0, "")
		line(0, "map $uri $modestad_%d { # %s", i, name)
		line(1, "default \"\";")
		for _, r := range s.of(name) {
			line(1, "%s %s;", quote("~"+expression(r.Pattern)), quote(r.Headers[0].Value))
		}
		line(0, "}")
	}
	line(0, "")
	line(0, "map $uri $modestad_moved {")
	line(1, "default \"\";")
	for _, r := range s.Redirects {
		line(1, "%s %s;", quote(r.From), quote(r.To))
	}
	line(0, "}")
	line(0, "")
	line(0, "server {")
	line(1, "listen 80;")
	line(1, "# listen 443 ssl; with ssl_certificate and ssl_certificate_key: send all visitors there")
	line(1, "server_name %s;", quote(s.Host))
	line(1, "root %s;", quote(dir))
	if s.Base != "/" {
		line(1, "# the site itself lies at %s%s", dir, s.Base)
	}
	line(1, "index index.html;")
	line(1, "server_tokens off;")
	line(1, "absolute_redirect off;")
	line(1, "etag on;")
	line(1, "if_modified_since before;")
	line(1, "gzip_static on; # for modestad build --precompress; with the module: brotli_static on;")
	line(1, "gzip_vary on;")
	line(1, "default_type application/octet-stream;")
	line(1, "types {")
	var charset []string
	for _, t := range mediaTypes() {
		line(2, "%s %s;", t[1], t[0])
		if textual(t[1]) && t[1] != "text/html" && !slices.Contains(charset, t[1]) {
			charset = append(charset, t[1])
		}
	}
	line(1, "}")
	for _, r := range s.of("Content-Type") {
		if media := bare(r.Headers[0].Value); textual(media) && media != "text/html" && !slices.Contains(charset, media) {
			charset = append(charset, media)
		}
	}
	line(1, "charset utf-8;")
	line(1, "charset_types %s;", strings.Join(charset, " "))
	for i, name := range names {
		line(1, "add_header %s $modestad_%d always;", name, i)
	}
	line(1, "if ($modestad_moved) {")
	line(2, "return 301 $modestad_moved;")
	line(1, "}")
	line(1, "error_page 404 %s;", quote(s.Base+"404.html"))
	line(1, "location / {")
	line(2, "try_files $uri $uri/ =404;")
	line(1, "}")
	for _, r := range s.NotFound {
		line(1, "location %s {", quote(strings.TrimSuffix(r.From, "*")))
		line(2, "error_page 404 %s;", quote(r.To))
		line(2, "try_files $uri $uri/ =404;")
		line(1, "}")
	}
	line(1, "location ~ /\\.(?!well-known/) {")
	line(2, "return 404;")
	line(1, "}")
	line(1, "location ~ \"^%s_(headers|redirects)$\" {", regexp.QuoteMeta(s.Base))
	line(2, "return 404;")
	line(1, "}")
	for _, r := range s.of("Content-Type") {
		line(1, "location ~ %s {", quote(expression(r.Pattern)))
		line(2, "types {}")
		line(2, "default_type %s;", quote(bare(r.Headers[0].Value)))
		line(2, "try_files $uri =404;")
		line(1, "}")
	}
	line(0, "}")
	return b.String()
}
