package config

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// FuzzRead wants of any site.toml a site that can be gone on with, or findings.
func FuzzRead(f *testing.F) {
	for _, path := range []string{"../../site.toml", "../testdata/example/site.toml", "../testdata/many/site.toml"} {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("base_url = \"https://a/\"\n[languages.nl]\nfallback = [\"nl\", \"nl\"]\n[audiences.nl]\n[feeds.all]\n[limits]\nfile = -1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 16<<10 {
			return
		}
		c, found := Read(&source.File{Path: Name, Data: data})
		for _, x := range found {
			for _, lang := range []string{"nl", "en", "fr"} {
				if x.Message(lang) == "" || x.Message(lang) == x.Code {
					t.Fatalf("%s has no words in %s", x.Code, lang)
				}
			}
			if x.Place.End.Line < x.Place.Start.Line {
				t.Fatalf("%s at %+v", x.Code, x.Place)
			}
		}
		if c == nil {
			if !found.Failed() {
				t.Fatal("nothing was read, and nothing found")
			}
			return
		}
		if !strings.HasPrefix(c.BasePath, "/") || !strings.HasSuffix(c.BasePath, "/") || !strings.HasSuffix(c.BaseURL, c.BasePath) {
			t.Fatalf("base %q, path %q", c.BaseURL, c.BasePath)
		}
		if c.Zone == nil || c.Languages[0].Tag != c.DefaultLanguage || !ValidID(c.Theme) || strings.ContainsAny(c.UIDHost, "\r\n:; ") {
			t.Fatalf("%+v", c)
		}
		l := c.Limits
		if l.File <= 0 || l.SiteFile <= 0 || l.Paragraph <= 0 || l.Nesting <= 0 || l.Page <= 0 {
			t.Fatalf("limits: %+v", l)
		}
		for _, l := range c.Languages {
			if !validTag(l.Tag) || len(c.Chain(l.Tag)) == 0 {
				t.Fatalf("language %q", l.Tag)
			}
		}
		for _, feed := range c.Feeds {
			if !ValidID(feed.ID) {
				t.Fatalf("feed %q", feed.ID)
			}
		}
	})
}

// FuzzURL holds the guard over addresses in TOML to what a browser would make of them.
func FuzzURL(f *testing.F) {
	for _, s := range []string{"https://example.org/a?b=c#d", "http://a", "javascript:alert(1)", "https://user@host/", "https:\\\\host", "//host", "https:///x", "https://host:99999/", "HTTPS://EXAMPLE.ORG", "https://é.be/à", "https://h/%zz", " https://a", "https://a b/", "https://[::1]/", "https://h/\u202e", "https://h/\x00", "https://h/\"onload=", "https://:80/", "data:text/html,x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		quoted, err := json.Marshal(s) // what JSON writes as a string, TOML reads as one
		if err != nil {
			t.Skip()
		}
		file := &source.File{Path: "x.toml", Data: append([]byte("url = "), quoted...)}
		doc := tomlfile.Parse(file.Span(0, len(file.Data)))
		got := URL(doc.Root(), "url")
		found := doc.Close()
		if got == "" {
			if strings.TrimSpace(s) != "" && len(found) == 0 {
				t.Fatalf("%q is dropped in silence", s)
			}
			return
		}
		if !strings.HasPrefix(got, "https://") && !strings.HasPrefix(got, "http://") || strings.ContainsAny(got, " \"<>\\^`{|}\r\n\t\x00") {
			t.Fatalf("%q becomes %q", s, got)
		}
		u, err := url.Parse(got)
		if err != nil || u.User != nil || u.Hostname() == "" || u.String() != got {
			t.Fatalf("%q becomes %q: %v", s, got, err)
		}
	})
}
