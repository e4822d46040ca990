package audit

import (
	"mime"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// mediaTypes are what may be said of a file: the first is best. With "; charset=utf-8" where it is text of which a
// client would have to guess the encoding.
func mediaTypes(name string) (types []string, charset bool) {
	switch path.Ext(name) {
	case ".html":
		return []string{"text/html"}, true
	case ".css":
		return []string{"text/css"}, false
	case ".js", ".mjs":
		return []string{"text/javascript", "application/javascript"}, false
	case ".ics":
		return []string{"text/calendar"}, true
	case ".atom":
		return []string{"application/atom+xml"}, false
	case ".json":
		if strings.Contains(name, "/feeds/") {
			return []string{"application/feed+json"}, false
		}
		return []string{"application/json"}, false
	case ".jsonld":
		return []string{"application/ld+json"}, false
	case ".webmanifest":
		return []string{"application/manifest+json"}, false
	case ".csv":
		return []string{"text/csv"}, true
	case ".txt":
		return []string{"text/plain"}, true
	case ".xml":
		return []string{"application/xml", "text/xml"}, false
	case ".svg":
		return []string{"image/svg+xml"}, false
	case ".woff2":
		return []string{"font/woff2"}, false
	case ".png", ".webp", ".avif", ".gif":
		return []string{"image/" + path.Ext(name)[1:]}, false
	case ".jpg", ".jpeg":
		return []string{"image/jpeg"}, false
	case ".epub":
		return []string{"application/epub+zip"}, false
	case ".zip":
		return []string{"application/zip"}, false
	}
	return nil, false
}

// stamped knows names that change with their content.
var stamped = regexp.MustCompile(`[.-][0-9a-f]{8,}\.[a-z0-9]+$`)

var (
	embedded = regexp.MustCompile(`^[^/]+/embed/`)
	shared   = regexp.MustCompile(`^(?:data/|widget/|[^/]+/feeds/)[^/].*\.[a-z]+$`)
	maxAge   = regexp.MustCompile(`max-age=(\d+)`)
)

// answers looks at the headers of everything that was read from a server.
func (a *audit) answers() {
	for _, name := range a.names {
		f := a.seen[name]
		if f.status != http.StatusOK {
			if f.status >= 500 && len(f.found) == 0 {
				a.find(name, "server", "answers %d", f.status)
			}
			continue
		}
		a.mediaType(f)
		h := f.header
		if h.Get("X-Content-Type-Options") != "nosniff" {
			a.find(name, "sniff", "no X-Content-Type-Options: nosniff")
		}
		if a.served.Scheme == "https" && seconds(h.Get("Strict-Transport-Security")) <= 0 {
			a.find(name, "transport", "no Strict-Transport-Security")
		}
		if f.page != nil {
			a.framing(f)
		}
		if h.Get("ETag") == "" && h.Get("Last-Modified") == "" {
			a.find(name, "conditional", "neither an ETag nor a time, so that it is got whole each time")
		}
		if shared.MatchString(name) && path.Base(name) != "index.html" && h.Get("Access-Control-Allow-Origin") != "*" {
			a.find(name, "cors", "no Access-Control-Allow-Origin: *")
		}
		switch cache := h.Get("Cache-Control"); {
		case strings.HasPrefix(name, "assets/") && stamped.MatchString(name):
			if !strings.Contains(cache, "immutable") || seconds(cache) < 31536000 {
				a.find(name, "cache", "changes its name with its content, and is kept as %q", cache)
			}
		case f.feed || f.page != nil:
			if strings.Contains(cache, "immutable") || seconds(cache) > 3600 {
				a.find(name, "cache", "is kept for too long: %q", cache)
			}
		}
	}
}

func (a *audit) mediaType(f *file) {
	said := f.header.Get("Content-Type")
	types, charset := mediaTypes(f.name)
	if types == nil {
		return
	}
	media, params, err := mime.ParseMediaType(said)
	if err != nil || !slices.Contains(types, media) || charset && !strings.EqualFold(params["charset"], "utf-8") {
		want := types[0]
		if charset {
			want += "; charset=utf-8"
		}
		a.find(f.name, "media-type", "is said to be %q, not %s", said, want)
	}
}

// framing looks at the policy of a page's headers: who may frame it stands there and nowhere else.
func (a *audit) framing(f *file) {
	policies := f.header.Values("Content-Security-Policy")
	want := "frame-ancestors 'self'"
	if embedded.MatchString(f.name) {
		want = "frame-ancestors *"
	}
	switch {
	case len(policies) != 1:
		a.find(f.name, "policy", "%d headers Content-Security-Policy", len(policies))
	case !strings.Contains(policies[0], "default-src 'none'"):
		a.find(f.name, "policy", "the policy does not begin with nothing: default-src 'none'")
	case strings.Contains(policies[0], "'unsafe-"):
		a.find(f.name, "policy", "the policy allows what is unsafe")
	case !strings.HasSuffix(strings.TrimRight(policies[0], "; "), want):
		a.find(f.name, "policy", "the policy does not end with %s", want)
	}
	if f.header.Get("Referrer-Policy") == "" {
		a.find(f.name, "policy", "no Referrer-Policy")
	}
	if f.header.Get("Permissions-Policy") == "" {
		a.find(f.name, "policy", "no Permissions-Policy")
	}
}

// seconds reads max-age, -1 where there is none.
func seconds(header string) int {
	m := maxAge.FindStringSubmatch(header)
	if m == nil {
		return -1
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return -1
	}
	return n
}
