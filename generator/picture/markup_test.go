package picture

import (
	"encoding/xml"
	"math"
	"strings"
	"testing"
)

func TestMarkup(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(1000, 400)), "s.png": asPNG(t, art(60, 40, false)),
		"content/partners/city/logo.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40"/></svg>`)})
	list := wants(fsys)
	for i := range list {
		if strings.HasSuffix(list[i].Path, "s.png") {
			list[i].Sizes = "12rem"
		}
	}
	o := options()
	s, _, err := New(t.Context(), fsys, list, o)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path, alt string
		focus     [2]float64
		eager     bool
		want      string
	}{
		"photo": {folder + "a.jpg", `A "show" <b>`, [2]float64{0.5, 0.5}, false,
			`<img src="/base/assets/pictures/a-1000.#.jpg" srcset="/base/assets/pictures/a-480.#.jpg 480w, /base/assets/pictures/a-800.#.jpg 800w, ` +
				`/base/assets/pictures/a-1000.#.jpg 1000w" sizes="(min-width: 62em) 58em, 100vw" width="1000" height="400" ` +
				`alt="A &#34;show&#34; &lt;b&gt;" loading="lazy" decoding="async">`},
		"one size, eager, focus": {folder + "s.png", "", [2]float64{0.1, 1}, true,
			`<img src="/base/assets/pictures/s-60.#.png" width="60" height="40" alt="" class="fx-1 fy-10" fetchpriority="high" decoding="async">`},
		"drawing": {"content/partners/city/logo.svg", "City", [2]float64{math.NaN(), -3}, false,
			`<img src="/base/assets/pictures/logo.#.svg" width="40" height="20" alt="City" class="fx-5 fy-0" loading="lazy" decoding="async">`},
		"unknown": {"content/none.png", "x", [2]float64{}, false, ""},
	} {
		html := string(s.Picture(c.path, c.alt, c.focus, c.eager))
		if html != "" {
			// The tests pin addresses by their form; what they are made of has tests of its own.
			for _, f := range s.Outputs() {
				parts := strings.Split(f.Address, ".")
				html = strings.ReplaceAll(html, "."+parts[1]+".", ".#.")
			}
		}
		if html != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, html, c.want)
		}
	}
}

func TestDrawings(t *testing.T) {
	const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 20">`
	for name, c := range map[string]struct{ svg, want string }{
		"plain":               {open + `<title>T</title><g fill="red"><path d="M0 0h30v20z"/></g></svg>`, ""},
		"of a program":        {`<?xml version="1.0"?><!DOCTYPE svg PUBLIC "x" "y"><!-- made --><svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="urn:i" inkscape:version="1" xml:space="preserve" width="3" height="4"><metadata><a/></metadata><inkscape:grid/><path d="M0 0" inkscape:label="x"/></svg>`, ""},
		"gradient":            {open + `<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs><rect fill="url(#g)" width="3" height="4"/></svg>`, ""},
		"use":                 {open + `<g id="a"><path d="M0 0"/></g><use xlink:href="#a" x="3"/></svg>`, ""},
		"style":               {open + `<style>.a{fill:#123} @media (prefers-color-scheme: dark) {.a{fill:rgb(1, 2, 3)}}</style><path class="a" d="M0 0"/></svg>`, ""},
		"script":              {open + `<script>alert(1)</script></svg>`, "svg-element"},
		"script, other space": {open + `<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script></svg>`, "svg-element"},
		"script, as HTML":     {open + `<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script></svg>`, ""},
		"foreign":             {open + `<foreignObject><p>x</p></foreignObject></svg>`, "svg-element"},
		"animate":             {open + `<animate attributeName="href" to="javascript:alert(1)"/></svg>`, "svg-element"},
		"set":                 {open + `<set attributeName="onload" to="alert(1)"/></svg>`, "svg-element"},
		"image":               {open + `<image href="https://x.example/a.png"/></svg>`, "svg-element"},
		"link":                {open + `<a href="javascript:alert(1)"><path d="M0 0"/></a></svg>`, "svg-element"},
		"handler":             {open + `<path onload="alert(1)" d="M0 0"/></svg>`, "svg-attribute"},
		"handler, capitals":   {open + `<path ONLOAD="alert(1)" d="M0 0"/></svg>`, "svg-attribute"},
		"use from elsewhere":  {open + `<use href="https://x.example/a.svg#b"/></svg>`, "svg-attribute"},
		"use of data":         {open + `<use xlink:href="data:image/svg+xml;base64,PHN2Zy8+#x"/></svg>`, "svg-attribute"},
		"url":                 {open + `<rect fill="url(https://x.example/#a)" width="3" height="4"/></svg>`, "svg-attribute"},
		"url, escaped":        {open + `<rect style="fill:u\72l(//x.example/a)" width="3" height="4"/></svg>`, "svg-attribute"},
		"url, entity":         {open + `<rect style="fill:&#117;rl(//x.example/a)" width="3" height="4"/></svg>`, "svg-attribute"},
		"url, capitals":       {open + `<rect style="fill:URL( 'http://x.example/a' )" width="3" height="4"/></svg>`, "svg-attribute"},
		"image-set":           {open + `<rect style="mask:image-set('http://x.example/a' 1x)" width="3" height="4"/></svg>`, "svg-attribute"},
		"import":              {open + `<style>@import "http://x.example/a.css";</style></svg>`, "svg-attribute"},
		"font-face":           {open + `<style>@font-face{font-family:x;src:url(//x.example/f)}</style></svg>`, "svg-attribute"},
		"style, in parts":     {open + `<style>@im<![CDATA[port "//x.example"]]></style></svg>`, "svg-attribute"},
		"use in use":          {open + `<g id="a"><use href="#b"/></g><g id="b"><path d="M0 0"/></g><use href="#a"/></svg>`, "svg-use"},
		"use of itself":       {open + `<g id="a"><use href="#a"/></g></svg>`, "svg-use"},
		"entities":            {`<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + open + `<text>&b;</text></svg>`, "svg-broken"},
		"no name space":       {`<svg viewBox="0 0 1 1"/>`, "svg-broken"},
		"HTML":                {`<!doctype html><script>alert(1)</script>`, "svg-broken"},
		"empty":               {``, "svg-broken"},
		"unclosed":            {open + `<g>`, "svg-broken"},
		"deep":                {open + strings.Repeat("<g>", 1000) + strings.Repeat("</g>", 1000) + `</svg>`, "svg-broken"},
		"many":                {open + strings.Repeat("<g/>", svgElements+1) + `</svg>`, "svg-broken"},
		"Latin-1":             {`<?xml version="1.0" encoding="ISO-8859-1"?>` + open + `</svg>`, "svg-broken"},
		"two":                 {open + `</svg>` + open + `</svg>`, "svg-broken"},
	} {
		d, found := readDrawing("content/pages/about/a.svg", []byte(c.svg))
		got := strings.Join(codes(found), " ")
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if d == nil {
			continue
		}
		wellFormed(t, name, d.data)
		if again, found := readDrawing("a.svg", d.data); again == nil {
			t.Errorf("%s: what is published would not pass: %v\n%s", name, codes(found), d.data)
		}
		for _, bad := range []string{"script", "inkscape", "metadata", "made", "xlink"} {
			if strings.Contains(string(d.data), bad) {
				t.Errorf("%s: %s is passed on: %s", name, bad, d.data)
			}
		}
	}
}

func wellFormed(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := xml.Unmarshal(data, new(struct{})); err != nil {
		t.Errorf("%s: %v: %s", name, err, data)
	}
}

// TestDrawingFolders lets drawings be where they may be.
func TestDrawingFolders(t *testing.T) {
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="30"><path d="M0 0h1"/></svg>`)
	for p, want := range map[string]string{"content/partners/city/media/a.svg": "", "content/longread/chapters/x/a.svg": "", "content/pages/about/A.SVG": "",
		"content/partners/momu/media/a.svg": "image-svg", "content/partners/city-two/a.svg": "image-svg", "content/a.svg": "image-svg"} {
		fsys := files(map[string][]byte{p: svg})
		_, found, err := New(t.Context(), fsys, wants(fsys), options())
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(codes(found), " "); got != want {
			t.Errorf("%s: %q, want %q", p, got, want)
		}
	}
}

func TestDrawingSize(t *testing.T) {
	for attributes, want := range map[string][2]int{`viewBox="0 0 40 20"`: {40, 20}, `width="80" viewBox="0,0,40,20"`: {80, 40}, `height="10px" viewBox="0 0 40 20"`: {20, 10},
		`width="7" height="9"`: {7, 9}, ``: {300, 150}, `width="100%" height="1e9" viewBox="0 0 -1 NaN"`: {300, 150}, `width="Inf" viewBox="0 0 4.4 2.6"`: {4, 3}} {
		d, found := readDrawing("a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" `+attributes+`/>`))
		if d == nil {
			t.Errorf("%s: %v", attributes, codes(found))
		} else if d.width != want[0] || d.height != want[1] {
			t.Errorf("%s: %d×%d, want %v", attributes, d.width, d.height, want)
		}
	}
}
