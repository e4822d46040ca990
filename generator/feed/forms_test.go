package feed

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"modestad/generator/page"
)

// pageOf gives the book that feeds were made of.
func pageOf(s *Set) *page.Book {
	b := &page.Book{Site: s.site}
	for _, l := range s.site.Config.Languages {
		b.Editions = append(b.Editions, s.editions[l.Tag].Edition)
	}
	return b
}

func wellFormed(t *testing.T, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		switch _, err := d.Token(); {
		case err == io.EOF:
			return
		case err != nil:
			t.Errorf("%v\n%s", err, data)
			return
		}
	}
}

func valid(t *testing.T, data []byte) {
	t.Helper()
	if !json.Valid(data) {
		t.Errorf("no JSON: %s", data)
	}
}

// table reads a CSV in which no cell is taken for a formula.
func table(t *testing.T, data []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
	return rows
}

// What RFC 4287 wants of a feed and its entries.
func TestAtom(t *testing.T) {
	s := build(t, example(t, nil), nil)
	type link struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Lang string `xml:"hreflang,attr"`
		Href string `xml:"href,attr"`
	}
	type feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Links   []link   `xml:"link"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Links   []link `xml:"link"`
			Content struct {
				Type string `xml:"type,attr"`
				Text string `xml:",chardata"`
			} `xml:"content"`
		} `xml:"entry"`
	}
	ids := map[string]bool{}
	for lang := range s.editions {
		for _, f := range s.site.Feeds {
			data := must(t)(s.Atom(f, lang))
			wellFormed(t, data)
			var got feed
			if err := xml.Unmarshal(data, &got); err != nil {
				t.Fatal(err)
			}
			name := lang + " " + f.ID
			if got.ID == "" || ids[got.ID] || got.Title == "" || got.Author == "" || got.Lang != s.editions[lang].Tag() || len(got.Entries) != len(f.Events) {
				t.Errorf("%s: %+v", name, got)
			}
			ids[got.ID] = true
			if _, err := time.Parse(time.RFC3339, got.Updated); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			kinds := map[string]int{}
			for _, l := range got.Links {
				if u, err := url.Parse(l.Href); err != nil || !u.IsAbs() {
					t.Errorf("%s: %v", name, l)
				}
				kinds[l.Rel+l.Type+l.Lang]++
			}
			for k, n := range kinds {
				if n > 1 {
					t.Errorf("%s: %d links %s", name, n, k)
				}
			}
			seen := map[string]bool{}
			for _, e := range got.Entries {
				if u, err := url.Parse(e.ID); err != nil || u.Scheme != "tag" || seen[e.ID] || e.Title == "" || e.Content.Type != "html" || e.Content.Text == "" || len(e.Links) == 0 {
					t.Errorf("%s: %+v", name, e)
				}
				seen[e.ID] = true
				wellFormed(t, []byte("<div>"+strings.ReplaceAll(e.Content.Text, "<br>", "<br/>")+"</div>"))
			}
		}
	}
}

// What JSON Feed 1.1 wants.
func TestJSONFeed(t *testing.T) {
	s := build(t, example(t, nil), stamps{}.of)
	for lang := range s.editions {
		for _, f := range s.site.Feeds {
			var got struct {
				Version, Title, Language string
				HomePage                 string `json:"home_page_url"`
				FeedURL                  string `json:"feed_url"`
				Items                    []struct {
					ID, URL, Title string
					HTML           string `json:"content_html"`
					Modified       string `json:"date_modified"`
				}
			}
			data := must(t)(s.JSON(f, lang))
			if err := json.Unmarshal(data, &got); err != nil {
				t.Fatal(err)
			}
			if got.Version != "https://jsonfeed.org/version/1.1" || got.Title == "" || got.Items == nil || len(got.Items) != len(f.Events) ||
				got.FeedURL != "https://modestad.example/"+lang+"/feeds/"+f.ID+".json" || !strings.HasPrefix(got.HomePage, "https://") {
				t.Errorf("%s %s: %+v", lang, f.ID, got)
			}
			seen := map[string]bool{}
			for _, i := range got.Items {
				if _, err := time.Parse(time.RFC3339, i.Modified); err != nil || i.ID == "" || seen[i.ID] || i.HTML == "" || !strings.HasPrefix(i.URL, "https://") {
					t.Errorf("%s %s: %+v", lang, f.ID, i)
				}
				seen[i.ID] = true
			}
		}
	}
}

// The open data holds every published event of every kind, and no draft.
func TestData(t *testing.T) {
	s := build(t, example(t, nil), stamps{}.of)
	var got struct {
		Events []map[string]any `json:"events"`
	}
	if err := json.Unmarshal(must(t)(s.EventsJSON()), &got); err != nil {
		t.Fatal(err)
	}
	kinds := map[any]int{}
	for _, e := range got.Events {
		kinds[e["kind"]]++
		for _, key := range []string{"id", "uid", "kind", "status", "programme", "title", "url"} {
			if e[key] == nil {
				t.Errorf("%v: no %s", e["id"], key)
			}
		}
		if e["id"] == "momu/avondatelier" {
			t.Error("a draft")
		}
	}
	for _, kind := range []string{"event", "exhibition", "product", "call", "support"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s", kind)
		}
	}
	rows := table(t, must(t)(s.EventsCSV()))
	for _, e := range s.published() {
		n, want := 0, max(1, len(e.Occurrences))
		for _, row := range rows {
			if row[0] == e.ID() {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d rows, want %d", e.ID(), n, want)
		}
	}
	var graph struct {
		Nodes []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal(must(t)(s.EventsJSONLD()), &graph); err != nil {
		t.Fatal(err)
	}
	ids := map[any]bool{}
	for _, n := range graph.Nodes {
		if n["@type"] == nil || n["name"] == nil || ids[n["@id"]] {
			t.Errorf("%v", n)
		}
		ids[n["@id"]] = true
	}
}
