package audit

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"path"
	"regexp"
	"strings"
	"time"

	"modestad/generator/ical"
)

// A file is one that was read: not its bytes, but what the audit wants to know of it.
type file struct {
	name    string
	size    int
	brotli  int // octets at Brotli, where a budget asks
	changed time.Time
	found   []Finding
	feed    bool
	page    *page
	refs    []ref          // what it leads to, or gets
	places  []place        // of a sitemap
	sitemap string         // the line of robots.txt
	expires time.Time      // of security.txt
	status  int            // of a web server
	header  http.Header    // of a web server
	ids     map[string]int // of a page
}

// A ref is an address in a file.
type ref struct {
	text    string
	fetched bool // by a browser, without being asked
	what    string
}

// A place is an address of a sitemap, with its other languages.
type place struct {
	address    string
	alternates map[string]string
}

func (f *file) find(code, format string, args ...any) {
	f.found = append(f.found, Finding{Place: f.name, Code: code, Text: fmt.Sprintf(format, args...)})
}

func (f *file) warn(code, format string, args ...any) {
	f.found = append(f.found, Finding{Place: f.name, Code: code, Warning: true, Text: fmt.Sprintf(format, args...)})
}

// look reads a file by what its name says that it is.
func (a *audit) look(name string, data []byte) *file {
	f := &file{name: name, size: len(data)}
	switch path.Ext(name) {
	case ".html":
		f.html(data)
		f.brotli = a.wire(name, data, budgetHTML)
	case ".css":
		f.css(data)
		f.brotli = a.zip.Size(name, data)
	case ".js", ".mjs":
		f.js(data)
		f.brotli = a.zip.Size(name, data)
	case ".ics":
		f.feed = true
		for _, x := range ical.Check(data) {
			if x.Warning {
				f.warn("feed", "%v", x)
			} else {
				f.find("feed", "%v", x)
			}
		}
	case ".atom":
		f.feed = true
		f.atom(data)
	case ".json", ".jsonld", ".webmanifest":
		f.json(data)
	case ".xml":
		f.xml(data)
	case ".svg":
		f.wellFormed(data)
	case ".txt":
		f.text(data)
	}
	return f
}

// wire is a file's size at Brotli; where it is within the budget as it is, that is enough to know.
func (a *audit) wire(name string, data []byte, budget int) int {
	if len(data) <= budget {
		return len(data)
	}
	return a.zip.Size(name, data)
}

var cssAddress = regexp.MustCompile(`url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)|@import\s*(?:"([^"]*)"|'([^']*)')`)

func (f *file) css(data []byte) {
	for _, m := range cssAddress.FindAllSubmatch(data, -1) {
		if text := string(bytes.Join(m[1:], nil)); text != "" && !strings.HasPrefix(text, "data:") && text[0] != '#' {
			f.refs = append(f.refs, ref{text, true, "url()"})
		}
	}
}

var jsImport = regexp.MustCompile(`(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^;"'()]*?from\s*)?["']([^"']+)["']`)

func (f *file) js(data []byte) {
	for _, m := range jsImport.FindAllSubmatch(data, -1) {
		f.refs = append(f.refs, ref{string(m[1]), true, "import"})
	}
}

func (f *file) text(data []byte) {
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch {
		case f.name == "robots.txt" && strings.EqualFold(key, "Sitemap"):
			f.sitemap = value
		case path.Base(f.name) == "security.txt" && strings.EqualFold(key, "Expires"):
			f.expires, _ = time.Parse(time.RFC3339, value)
		}
	}
}

// json reads JSON, and JSON Feed 1.1 where it is one (https://www.jsonfeed.org/version/1.1/).
func (f *file) json(data []byte) {
	if !json.Valid(data) {
		f.find("syntax", "is not JSON")
		return
	}
	var feed struct {
		Version, Title string
		Items          []struct {
			ID   string
			HTML *string `json:"content_html"`
			Text *string `json:"content_text"`
		}
	}
	if err := json.Unmarshal(data, &feed); err != nil || !strings.HasPrefix(feed.Version, "https://jsonfeed.org/version/") {
		return
	}
	f.feed = true
	if feed.Title == "" {
		f.find("feed", "has no title")
	}
	met := map[string]bool{}
	for i, it := range feed.Items {
		switch {
		case it.ID == "":
			f.find("feed", "item %d has no id", i+1)
		case met[it.ID]:
			f.find("feed", "id %q stands twice", it.ID)
		case it.HTML == nil && it.Text == nil:
			f.find("feed", "item %q has neither content_html nor content_text", it.ID)
		}
		met[it.ID] = true
	}
}

func (f *file) wellFormed(data []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); err == io.EOF {
			return true
		} else if err != nil {
			f.find("syntax", "is not XML: %v", err)
			return false
		}
	}
}

// atom reads a feed by what RFC 4287, 4.1.1 and 4.1.2 demand.
func (f *file) atom(data []byte) {
	var feed struct {
		XMLName xml.Name
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Author  []any  `xml:"author"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
		} `xml:"entry"`
	}
	if !f.wellFormed(data) {
		return
	}
	if err := xml.Unmarshal(data, &feed); err != nil || feed.XMLName != (xml.Name{Space: "http://www.w3.org/2005/Atom", Local: "feed"}) {
		f.find("feed", "is no Atom feed")
		return
	}
	check := func(what, id, title, updated string) {
		if _, err := time.Parse(time.RFC3339, updated); err != nil || id == "" || title == "" {
			f.find("feed", "%s lacks an id, a title or a time of updating", what)
		}
	}
	check("the feed", feed.ID, feed.Title, feed.Updated)
	met := map[string]bool{}
	for i, e := range feed.Entries {
		check(fmt.Sprintf("entry %d", i+1), e.ID, e.Title, e.Updated)
		if met[e.ID] {
			f.find("feed", "id %q stands twice", e.ID)
		}
		met[e.ID] = true
	}
}

// xml reads a sitemap, or an index of several (https://www.sitemaps.org/protocol.html).
func (f *file) xml(data []byte) {
	if !f.wellFormed(data) {
		return
	}
	var m struct {
		XMLName xml.Name
		URLs    []struct {
			Loc   string `xml:"loc"`
			Links []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"http://www.w3.org/1999/xhtml link"`
		} `xml:"url"`
		Maps []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	if err := xml.Unmarshal(data, &m); err != nil || m.XMLName.Space != "http://www.sitemaps.org/schemas/sitemap/0.9" {
		return
	}
	for _, s := range m.Maps {
		f.refs = append(f.refs, ref{s.Loc, false, "sitemap"})
	}
	for _, u := range m.URLs {
		p := place{address: u.Loc, alternates: map[string]string{}}
		for _, l := range u.Links {
			p.alternates[l.Lang] = l.Href
		}
		f.places = append(f.places, p)
		f.refs = append(f.refs, ref{u.Loc, false, "loc"})
	}
}
