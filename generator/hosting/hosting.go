// Package hosting knows how a published site wants to be served: it reads the site's own _headers and _redirects, says
// what they mean for a file, and writes them as configuration of nginx and Caddy.
//
// Invariants: the published rules are the only source, so that all servers answer alike; a rule that holds for a path
// replaces what earlier rules said under the same name; nothing of a rule can end the line or the string that it is
// written into.
package hosting

import (
	"fmt"
	"mime"
	"net/textproto"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Header is a field of a response. An empty value takes it away.
type Header struct{ Name, Value string }

// A Rule holds for all paths that its pattern matches: "*" stands for any text, slashes too.
type Rule struct {
	Pattern string // of paths, from the root of the host
	Headers []Header
}

// A Redirect leads from a path to another.
type Redirect struct {
	From, To string
	Status   int
}

// A Site is what a server must know of one.
type Site struct {
	Host      string // as in its address
	Base      string // its path, from and to a slash
	Rules     []Rule
	Redirects []Redirect
	NotFound  []Redirect // the page for what is not there, by pattern, the first that matches
}

// Read reads what a site publishes for hosts: _headers and _redirects.
func Read(host, base string, headers, redirects []byte) (*Site, error) {
	s := &Site{Host: host, Base: base}
	n := 0
	for line := range strings.Lines(string(headers)) {
		n++
		text := strings.TrimRight(line, " \t\r\n")
		switch {
		case strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#"):
		case text[0] == '/':
			if strings.ContainsFunc(text, unfitForPath) {
				return nil, fmt.Errorf("_headers, line %d: no path: %q", n, text)
			}
			s.Rules = append(s.Rules, Rule{Pattern: text})
		case text[0] == ' ' || text[0] == '\t':
			text = strings.TrimSpace(text)
			if len(s.Rules) == 0 {
				return nil, fmt.Errorf("_headers, line %d: a header before any path", n)
			}
			h := Header{}
			if name, gone := strings.CutPrefix(text, "! "); gone {
				h.Name = name
			} else if name, value, ok := strings.Cut(text, ":"); ok {
				h = Header{name, strings.TrimSpace(value)}
			}
			if h.Name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(h.Name)); h.Name == "" || strings.ContainsFunc(h.Name, unfitForName) || strings.ContainsFunc(h.Value, unfitForValue) {
				return nil, fmt.Errorf("_headers, line %d: no header: %q", n, text)
			}
			r := &s.Rules[len(s.Rules)-1]
			r.Headers = append(r.Headers, h)
		default:
			return nil, fmt.Errorf("_headers, line %d: neither a path nor a header: %q", n, text)
		}
	}
	n = 0
	for line := range strings.Lines(string(redirects)) {
		n++
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		r := Redirect{Status: 301}
		if len(f) == 3 {
			var err error
			if r.Status, err = strconv.Atoi(f[2]); err != nil || r.Status < 300 || r.Status > 499 {
				return nil, fmt.Errorf("_redirects, line %d: no status: %q", n, f[2])
			}
		}
		if len(f) < 2 || len(f) > 3 || f[0][0] != '/' || f[1][0] != '/' || strings.ContainsFunc(f[0]+f[1], unfitForPath) {
			return nil, fmt.Errorf("_redirects, line %d: not a path, a path and a status", n)
		}
		r.From, r.To = f[0], f[1]
		if r.Status == 404 {
			s.NotFound = append(s.NotFound, r)
		} else {
			s.Redirects = append(s.Redirects, r)
		}
	}
	return s, nil
}

// What servers take for more than text in their configuration is refused before it is written there: no site of ours has
// it in an address, and no header wants a backslash or a dollar sign.

func unfitForPath(r rune) bool {
	return r < 0x80 && !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!&'()*+,=:@%/", r) || !unicode.IsPrint(r) || r == utf8.RuneError
}

func unfitForValue(r rune) bool {
	return r == '\\' || r == '$' || !unicode.IsPrint(r) || r == utf8.RuneError
}

// unfitForName is what no name of a header has (RFC 9110, section 5.1).
func unfitForName(r rune) bool {
	return !strings.ContainsRune("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", r) || r == '$' || r == '`' || r == '#'
}

// Match says whether a path is one of a pattern's. It takes time in the order of the product of their lengths at most.
func Match(pattern, path string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == path
	}
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	last := parts[len(parts)-1]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	return strings.HasSuffix(rest, last)
}

// For gives the headers of a published file, by name: those of the rules, and its media type where none tells.
func (s *Site) For(name string) []Header {
	at := s.Base + strings.TrimSuffix(name, "index.html")
	out := []Header{{"Content-Type", MediaType(name)}}
	for _, r := range s.Rules {
		if !Match(r.Pattern, at) {
			continue
		}
		for _, h := range r.Headers {
			out = slices.DeleteFunc(out, func(o Header) bool { return o.Name == h.Name })
			if h.Value != "" {
				out = append(out, h)
			}
		}
	}
	return out
}

// mediaTypes are those of the files that a site has; in the order in which they are written out.
func mediaTypes() [][2]string {
	return [][2]string{
		{"html", "text/html"}, {"css", "text/css"}, {"js", "text/javascript"}, {"mjs", "text/javascript"}, {"json", "application/json"}, {"jsonld", "application/ld+json"},
		{"webmanifest", "application/manifest+json"}, {"ics", "text/calendar"}, {"atom", "application/atom+xml"}, {"xml", "application/xml"}, {"csv", "text/csv"}, {"txt", "text/plain"},
		{"svg", "image/svg+xml"}, {"png", "image/png"}, {"jpg", "image/jpeg"}, {"jpeg", "image/jpeg"}, {"gif", "image/gif"}, {"webp", "image/webp"}, {"avif", "image/avif"}, {"ico", "image/x-icon"},
		{"woff2", "font/woff2"}, {"pdf", "application/pdf"}, {"epub", "application/epub+zip"}, {"zip", "application/zip"},
	}
}

// textual says whether a client must be told that a type is in UTF-8.
func textual(media string) bool {
	return strings.HasPrefix(media, "text/") || media == "application/json" || strings.HasSuffix(media, "+json") || strings.HasSuffix(media, "xml") && media != "image/svg+xml"
}

// MediaType is what a file is served as, by its name, with its charset where it is text.
func MediaType(name string) string {
	ext := strings.TrimPrefix(path.Ext(name), ".")
	for _, t := range mediaTypes() {
		if t[0] != ext {
			continue
		}
		if textual(t[1]) {
			return t[1] + "; charset=utf-8"
		}
		return t[1]
	}
	if base := path.Base(name); base == "_headers" || base == "_redirects" {
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// bare is a media type without its parameters.
func bare(s string) string {
	if media, _, err := mime.ParseMediaType(s); err == nil {
		return media
	}
	return s
}

// names are the headers that rules set, but the media type, in the order of their first mention.
func (s *Site) names() (out []string) {
	for _, r := range s.Rules {
		for _, h := range r.Headers {
			if h.Name != "Content-Type" && !slices.Contains(out, h.Name) {
				out = append(out, h.Name)
			}
		}
	}
	return out
}

// of gives the rules that set a header, the last first, since that one holds; only the last word of each rule.
func (s *Site) of(name string) (out []Rule) {
	for _, r := range slices.Backward(s.Rules) {
		for _, h := range slices.Backward(r.Headers) {
			if h.Name == name {
				out = append(out, Rule{r.Pattern, []Header{h}})
				break
			}
		}
	}
	return out
}
