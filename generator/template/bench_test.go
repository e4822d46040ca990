package template

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	html "html/template"
)

// The page of the benchmark: an event of some 5 KB, from four templates with
// 76 actions that write some 180 values.
var pageFiles = map[string]string{
	"page": `<!doctype html><html lang="{{.Lang}}">{{template "head" .}}<body class="{{.Kind}}">{{template "nav" .}}
<main id="main"><article class="event {{.Kind}}{{if .Official}} official{{end}}"><header><p class="kicker">{{t "kind-event"}} · {{.Partner}}</p>
<h1>{{.Title}}</h1><p class="lead">{{.Summary}}</p><dl>
<dt>{{t "when"}}</dt><dd><time datetime="{{.Start}}">{{.When}}</time>{{if .Until}} – <time datetime="{{.End}}">{{.Until}}</time>{{end}}</dd>
<dt>{{t "where"}}</dt><dd><a href="{{.VenueURL}}">{{.Venue}}</a>, {{.Street}}, {{.City}}</dd>
<dt>{{t "price"}}</dt><dd>{{if .Free}}{{t "free"}}{{else}}{{.Price}}{{end}}</dd>
<dt>{{t "who"}}</dt><dd>{{range $i, $a := .Audiences}}{{if $i}}, {{end}}<a href="{{$a.URL}}">{{$a.Name}}</a>{{end}}</dd></dl></header>
<div class="body">{{.Body}}</div>
<ul class="tags">{{range .Tags}}<li><a href="{{.URL}}" rel="tag">{{.Name}}</a></li>{{end}}</ul>
<p><a class="button" href="{{.ICS}}">{{t "add-to-calendar"}}</a> <a href="{{.Edit}}">{{t "edit"}}</a></p>
<section><h2>{{t "related"}}</h2><div class="cards">{{range .Related}}{{template "card" .}}{{end}}</div></section>
</article></main>{{template "foot" .}}</body></html>`,
	"head": `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}} – {{.Site}}</title>
<meta name="description" content="{{.Summary}}"><link rel="canonical" href="{{.URL}}">
{{range .Alternates}}<link rel="alternate" hreflang="{{.Lang}}" href="{{.URL}}">
{{end}}<meta property="og:title" content="{{.Title}}"><meta property="og:image" content="{{.Image}}"><meta property="og:url" content="{{.URL}}">
<link rel="stylesheet" href="{{.CSS}}"><script src="{{.JS}}" type="module"></script></head>`,
	"nav": `<a class="skip" href="#main">{{t "skip"}}</a><header class="site"><a href="{{.Home}}">{{.Site}}</a><nav aria-label="{{t "menu"}}"><ul>
{{range .Menu}}<li><a href="{{.URL}}"{{if eq .Name $.Section}} aria-current="page"{{end}}>{{.Name}}</a></li>{{end}}</ul></nav>
<nav aria-label="{{t "languages"}}">{{range .Alternates}}<a href="{{.URL}}" lang="{{.Lang}}" hreflang="{{.Lang}}">{{.Name}}</a> {{end}}</nav></header>`,
	"card": `<article class="card {{.Kind}}"><h3><a href="{{.URL}}">{{.Title}}</a></h3><p><time datetime="{{.Start}}">{{.When}}</time> · {{.Venue}}{{if .Free}} · {{t "free"}}{{end}}</p></article>`,
	"foot": `<footer><p>{{t "footer"}} <a href="{{.Home}}">{{.Site}}</a> · <a href="{{.Feeds}}">{{t "feeds"}}</a></p></footer>`,
}

type link struct{ URL, Name, Lang string }

type card struct {
	URL, Title, Kind, Start, When, Venue string
	Free                                 bool
}

type page struct {
	Lang, Kind, Partner, Title, Summary, Start, End, When, Until string
	Venue, VenueURL, Street, City, Price, ICS, Edit, Site, URL   string
	Image, CSS, JS, Home, Section, Feeds                         string
	Official, Free                                               bool
	Body                                                         html.HTML
	Audiences, Tags, Alternates, Menu                            []link
	Related                                                      []card
}

func pageData(title string) *page {
	p := &page{
		Lang: "nl", Kind: "exhibition", Partner: "MoMu – Modemuseum Antwerpen", Title: title, Summary: "Een tentoonstelling over meisjes, verveling & rebellie.",
		Start: "2027-06-12", End: "2027-09-02", When: "za 12 juni 2027", Until: "do 2 september 2027", Venue: "ModeNatie", VenueURL: "/nl/plaatsen/modenatie/",
		Street: "Nationalestraat 28", City: "2000 Antwerpen", Price: "€ 12 / 8", ICS: "/nl/kalender/momu/girls/event.ics", Edit: "https://forge.example/edit?path=a&x=1",
		Site: "Antwerpen Mode", URL: "https://mode.example/nl/kalender/momu/girls/", Image: "/img/girls.0123456789.webp", CSS: "/site.0123456789.css",
		JS: "/site.0123456789.js", Home: "/nl/", Section: "Kalender", Feeds: "/nl/feeds/", Official: true,
		Body: html.HTML(strings.Repeat("<p>De tentoonstelling brengt werk van ontwerpers en kunstenaars samen.</p>", 12)),
	}
	for i := range 8 {
		l := link{fmt.Sprintf("/nl/deel-%d/", i), fmt.Sprintf("Deel %d", i), "nl"}
		p.Menu = append(p.Menu, l)
		if i < 3 {
			p.Alternates, p.Audiences = append(p.Alternates, l), append(p.Audiences, l)
		}
		if i < 6 {
			p.Tags = append(p.Tags, l)
			p.Related = append(p.Related, card{l.URL, "Een avond over mode & ambacht", "event", p.Start, p.When, p.Venue, i%2 == 0})
		}
	}
	return p
}

func pageFuncs(key string) string { return "Vertaling van " + key }

const pageTitle = `A <b>"x"</b> & 'y' +1`

func TestBenchmarkPage(t *testing.T) {
	pure := map[string]any{"t": pageFuncs}
	s, err := New(Config{Files: pageFiles, Pure: pure, Entries: []string{"page"}})
	if err != nil {
		t.Fatal(err)
	}
	o := html.New("").Funcs(pure)
	for name, source := range pageFiles {
		html.Must(o.New(name).Parse(source))
	}
	check(t, s, o, "page", pageData(pageTitle))
	if list := s.Fallbacks(); len(list) > 0 {
		t.Fatal(list)
	}
}

func BenchmarkPage(b *testing.B) {
	pure := map[string]any{"t": pageFuncs}
	data := pageData(pageTitle)
	b.Run("html-template", func(b *testing.B) {
		o := html.New("").Funcs(pure)
		for name, source := range pageFiles {
			html.Must(o.New(name).Parse(source))
		}
		var buf bytes.Buffer
		b.ReportAllocs()
		for b.Loop() {
			buf.Reset()
			if err := o.ExecuteTemplate(&buf, "page", data); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(buf.Len()))
	})
	b.Run("compiled", func(b *testing.B) {
		s, err := New(Config{Files: pageFiles, Pure: pure, Entries: []string{"page"}})
		if err != nil {
			b.Fatal(err)
		}
		var out []byte
		b.ReportAllocs()
		for b.Loop() {
			if out, err = s.Append(out[:0], "page", data); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(len(out)))
	})
}
