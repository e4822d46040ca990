package audit

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"modestad/generator/publish"
)

const csp = "default-src 'none'; style-src 'self'"

// sample is a small site in which nothing is wrong, below a path, at an address.
func sample(base string) map[string]string {
	page := func(lang, own, other, mine, theirs string) string {
		return fmt.Sprintf(`<!doctype html><html lang="%s" dir="ltr"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="%s"><title>T</title>`+
			`<link rel="canonical" href="%[3]s"><link rel="alternate" hreflang="%[1]s" href="%[3]s"><link rel="alternate" hreflang="%[4]s" href="%[5]s"><link rel="alternate" hreflang="x-default" href="%[6]s">`+
			`<link rel="stylesheet" href="/site/assets/style.0123456789.css"><link rel="preload" href="/site/assets/f.0123456789.woff2" as="font"></head>`+
			`<body><main><h1 id="top">T</h1><a href="#top">A</a><a href="%[5]s">B</a><a href="/site/nl/feeds/all.ics">C</a><a href="/site/nl/feeds/all.json">D</a><a href="/site/nl/feeds/all.atom">E</a>`+
			`<a href="https://elsewhere.example/">F</a><script type="module" src="../assets/site.0123456789.js"></script></main></body></html>`,
			lang, csp, mine, other, theirs, base+"nl/")
	}
	bare := func(lang string) string {
		return fmt.Sprintf(`<!doctype html><html lang="%s" dir="ltr"><head><meta http-equiv="Content-Security-Policy" content="%s"><title>N</title></head><body><main><h1>N</h1><a href="/site/nl/">H</a></main></body></html>`, lang, csp)
	}
	place := func(own string) string {
		return fmt.Sprintf(`<url><loc>%s</loc><xhtml:link rel="alternate" hreflang="nl" href="%snl/"/><xhtml:link rel="alternate" hreflang="en" href="%[2]sen/"/><xhtml:link rel="alternate" hreflang="x-default" href="%[2]snl/"/></url>`, own, base)
	}
	return map[string]string{
		"robots.txt":                  "User-agent: *\nAllow: /\n\nSitemap: " + base + "sitemap.xml\n",
		".well-known/security.txt":    "Contact: mailto:a@example.org\nExpires: 2028-03-01T00:00:00Z\n",
		"index.html":                  strings.Replace(bare("nl"), "<a ", `<a href="/site/en/">e</a><a `, 1),
		"404.html":                    bare("nl"),
		"nl/404.html":                 bare("nl"),
		"en/404.html":                 bare("en"),
		"nl/index.html":               page("nl", "", "en", base+"nl/", base+"en/"),
		"en/index.html":               page("en", "", "nl", base+"en/", base+"nl/"),
		"sitemap.xml":                 `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + place(base+"nl/") + place(base+"en/") + "</urlset>",
		"assets/style.0123456789.css": `@font-face{font-family:f;src:url("f.0123456789.woff2")}`,
		"assets/f.0123456789.woff2":   "font",
		"assets/site.0123456789.js":   `import{a}from"./more.0123456789.js";a()`,
		"assets/more.0123456789.js":   `export function a(){}`,
		"nl/feeds/all.ics":            calendar,
		"nl/feeds/all.json":           `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","content_text":"a"},{"id":"2","content_html":"b"}]}`,
		"nl/feeds/all.atom":           `<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>T</title><updated>2027-03-01T00:00:00Z</updated><entry><id>b</id><title>T</title><updated>2027-03-01T00:00:00Z</updated></entry></feed>`,
	}
}

const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//modestad//calendar//EN\r\nCALSCALE:GREGORIAN\r\nNAME:T\r\nX-WR-CALNAME:T\r\nX-WR-TIMEZONE:Europe/Brussels\r\n" +
	"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n" +
	"BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels\r\nX-LIC-LOCATION:Europe/Brussels\r\nBEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n" +
	"BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n"

// lay publishes files as a build does.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	stage, err := publish.Begin(dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer stage.Abort()
	for name, data := range files {
		if err := stage.Write(name, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := stage.Commit(nil); err != nil {
		t.Fatal(err)
	}
	return dir
}

var clock = time.Date(2027, 3, 2, 0, 0, 0, 0, time.UTC)

// list gives findings as "code place text", one a line.
func list(r *Report) string {
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s /%s: %s\n", f.Code, f.Place, f.Text)
	}
	return b.String()
}

func TestFolderGood(t *testing.T) {
	r, err := Folder(context.Background(), lay(t, sample("https://s.example/site/")), Options{Now: clock, MaxAge: 36 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 0 {
		t.Errorf("a good site has findings:\n%s", list(r))
	}
	if r.Pages != 6 || r.Files != 16 || len(r.Feeds) != 3 || r.Links < 20 || r.Address != "https://s.example/site/" || r.Age != 24 {
		t.Errorf("%+v", r)
	}
	if fonts := r.Weights[3]; fonts.Bytes != 4 || r.Weights[2].Bytes == 0 {
		t.Errorf("%+v", r.Weights)
	}
}

// Each fault, put into the good site, is found by its code, at its place.
func TestFolderFaults(t *testing.T) {
	random := make([]byte, 0, 200<<10)
	for i := 0; len(random) < 150<<10; i++ {
		sum := sha256.Sum256([]byte{byte(i), byte(i >> 8)})
		random = append(random, fmt.Sprintf("%x", sum)...)
	}
	tests := []struct{ name, file, old, new, want string }{
		{"dead link", "nl/index.html", `href="#top"`, `href="/site/nl/nothing/"`, "link /nl/index.html: a leads to nothing"},
		{"no slash", "nl/index.html", `href="#top"`, `href="/site/en"`, "link /nl/index.html: a leads to a folder without its slash"},
		{"out of the site", "nl/index.html", `href="#top"`, `href="/en/"`, "link /nl/index.html: a leads out of the site"},
		{"script address", "nl/index.html", `href="#top"`, `href="javascript:alert(1)"`, "link /nl/index.html: a leads to javascript"},
		{"dead anchor", "nl/index.html", `href="#top"`, `href="/site/en/#down"`, "anchor /nl/index.html"},
		{"double id", "nl/index.html", `<a href="#top"`, `<a id="top" href="#top"`, "id /nl/index.html"},
		{"two headings", "nl/index.html", `</h1>`, `</h1><h1>U</h1>`, "heading /nl/index.html: 2 h1"},
		{"no language", "nl/index.html", `lang="nl" `, ``, "lang /nl/index.html"},
		{"no direction", "nl/404.html", ` dir="ltr"`, ``, "dir /nl/404.html"},
		{"other direction", "nl/index.html", `dir="ltr"`, `dir="rtl"`, "dir /nl/index.html"},
		{"no title", "nl/404.html", `<title>N`, `<title>`, "title /nl/404.html"},
		{"image without alt", "nl/404.html", `<h1>`, `<img src="/site/assets/f.0123456789.woff2"><h1>`, "image /nl/404.html"},
		{"inline style", "nl/404.html", `<h1>`, `<h1 style="color:red">`, "inline /nl/404.html"},
		{"inline handler", "nl/404.html", `<h1>`, `<h1 onclick="x()">`, "inline /nl/404.html"},
		{"inline script", "nl/404.html", `<h1>`, `<script>x()</script><h1>`, "inline /nl/404.html"},
		{"style element", "nl/404.html", `<h1>`, `<style>a{}</style><h1>`, "inline /nl/404.html"},
		{"foreign image", "nl/404.html", `<h1>`, `<img alt="" width="1" height="1" src="https://x.example/a.png"><h1>`, "foreign /nl/404.html"},
		{"foreign srcset", "nl/404.html", `<h1>`, `<img alt="" width="1" height="1" src="data:image/png;base64,AA" srcset="//x.example/a.png 2x"><h1>`, "foreign /nl/404.html"},
		{"foreign font", "assets/style.0123456789.css", `"f.0123456789.woff2"`, `https://x.example/f.woff2`, "foreign /assets/style"},
		{"foreign import", "assets/site.0123456789.js", `"./more`, `"https://x.example/more`, "foreign /assets/site"},
		{"no policy", "nl/404.html", `http-equiv="Content-Security-Policy"`, ``, "policy /nl/404.html"},
		{"label of nothing", "nl/404.html", `<h1>`, `<h1 aria-labelledby="no">`, "reference /nl/404.html"},
		{"hreflang not mutual", "nl/index.html", `<link rel="alternate" hreflang="en" href="https://s.example/site/en/">`, ``, "alternate /en/index.html: hreflang is not mutual"},
		{"no x-default", "nl/index.html", `hreflang="x-default"`, `hreflang="de"`, "alternate /nl/index.html: no x-default"},
		{"not itself", "nl/index.html", `hreflang="nl" href="https://s.example/site/nl/"`, `hreflang="nl" href="https://s.example/site/en/"`, "alternate /nl/index.html"},
		{"canonical nowhere", "nl/index.html", `<link rel="canonical" href="https://s.example/site/nl/"`, `<link rel="canonical" href="https://s.example/site/no/"`, "canonical /nl/index.html"},
		{"sitemap lacks", "sitemap.xml", `<loc>https://s.example/site/en/</loc>`, `<loc>https://s.example/site/nl/</loc>`, "sitemap /en/index.html: is not in the sitemap"},
		{"sitemap disagrees", "sitemap.xml", `<loc>https://s.example/site/en/</loc><xhtml:link rel="alternate" hreflang="nl" href="https://s.example/site/nl/"/>`, `<loc>https://s.example/site/en/</loc>`, "sitemap /sitemap.xml: names other languages"},
		{"sitemap dead", "sitemap.xml", `<loc>https://s.example/site/en/</loc>`, `<loc>https://s.example/site/fr/</loc>`, "link /sitemap.xml"},
		{"sitemap broken", "sitemap.xml", `</urlset>`, ``, "syntax /sitemap.xml"},
		{"calendar", "nl/feeds/all.ics", "VERSION:2.0\r\n", "VERSION:2.0\n", "feed /nl/feeds/all.ics"},
		{"calendar cut off", "nl/feeds/all.ics", "END:VCALENDAR\r\n", "", "feed /nl/feeds/all.ics"},
		{"json feed", "nl/feeds/all.json", `"id":"2"`, `"id":"1"`, "feed /nl/feeds/all.json"},
		{"json broken", "nl/feeds/all.json", `}]}`, `}]`, "syntax /nl/feeds/all.json"},
		{"atom", "nl/feeds/all.atom", `<id>b</id>`, ``, "feed /nl/feeds/all.atom"},
		{"atom time", "nl/feeds/all.atom", `2027-03-01T00:00:00Z`, `gisteren`, "feed /nl/feeds/all.atom"},
		{"heavy page", "nl/index.html", `</h1>`, `</h1><p>` + string(random), "size /nl/index.html"},
		{"heavy style", "assets/style.0123456789.css", `@font-face`, `/*` + string(random) + `*/@font-face`, "size /nl/index.html"},
		{"heavy script", "assets/more.0123456789.js", `export`, `/*` + string(random) + `*/export`, "size /nl/index.html"},
		{"heavy fonts", "assets/f.0123456789.woff2", `font`, string(random), "size /nl/index.html"},
		{"expired", ".well-known/security.txt", "2028-03-01", "2027-02-01", "age /.well-known/security.txt"},
		{"old", ".well-known/security.txt", "2028-03-01", "2028-02-20", "age /: the site was built 240h0m0s ago"},
		{"address", "robots.txt", "Sitemap", "Map", "address /robots.txt"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := sample("https://s.example/site/")
			if n := strings.Count(files[test.file], test.old); n == 0 {
				t.Fatalf("%q does not stand in %s", test.old, test.file)
			}
			files[test.file] = strings.Replace(files[test.file], test.old, test.new, 1)
			r, err := Folder(context.Background(), lay(t, files), Options{Now: clock, MaxAge: 36 * time.Hour})
			if err != nil {
				t.Fatal(err)
			}
			if got := list(r); !strings.Contains("\n"+got, "\n"+test.want) || !r.Failed() {
				t.Errorf("no %q in\n%s", test.want, got)
			}
		})
	}
}

// What is not what was built is found by the manifest.
func TestManifest(t *testing.T) {
	tests := map[string]struct {
		change func(dir string) error
		want   string
	}{
		"changed": {func(dir string) error {
			return os.WriteFile(dir+"/robots.txt", []byte("Sitemap: https://s.example/site/sitemap.xml"), 0o644)
		}, "manifest /robots.txt: is not what was built"},
		"removed": {func(dir string) error { return os.Remove(dir + "/nl/404.html") }, "manifest /nl/404.html: is in the manifest and not"},
		"added":   {func(dir string) error { return os.WriteFile(dir+"/x.png", nil, 0o644) }, "manifest /x.png: is not in the manifest"},
		"link":    {func(dir string) error { return os.Symlink("robots.txt", dir+"/link.txt") }, "manifest /link.txt: is neither"},
		"variant": {func(dir string) error { return os.WriteFile(dir+"/robots.txt.gz", []byte("no"), 0o644) }, "encoding /robots.txt.gz"},
		"orphan":  {func(dir string) error { return os.WriteFile(dir+"/gone.css.br", []byte("no"), 0o644) }, "encoding /gone.css.br: is the variant of a file"},
		"cut off": {func(dir string) error {
			return os.WriteFile(filepath.Join(dir, publish.ManifestName), []byte("modestad manifest 1\n"), 0o644)
		}, "manifest /: read"},
		"none": {func(dir string) error { return os.Remove(filepath.Join(dir, publish.ManifestName)) }, "manifest /: there is none"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := lay(t, sample("https://s.example/site/"))
			if err := test.change(dir); err != nil {
				t.Fatal(err)
			}
			r, err := Folder(context.Background(), dir, Options{Now: clock})
			if err != nil {
				t.Fatal(err)
			}
			if got := list(r); !strings.Contains(got, test.want) {
				t.Errorf("no %q in\n%s", test.want, got)
			}
		})
	}
	if _, err := Folder(context.Background(), t.TempDir(), Options{}); err == nil {
		t.Error("an empty folder is a site")
	}
	if _, err := Folder(context.Background(), filepath.Join(t.TempDir(), "no"), Options{}); err == nil {
		t.Error("no folder is a site")
	}
}

// serve serves files as they should be; tamper changes an answer.
func serve(t *testing.T, tamper func(name string, h http.Header, status int) int, change func(files map[string]string)) string {
	t.Helper()
	var files map[string]string
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, _ := strings.CutPrefix(r.URL.Path, "/site/")
		name, status := pageFile(rest), http.StatusOK
		data, ok := files[name]
		if !ok {
			status, name = http.StatusNotFound, "404.html"
			if lang, _, _ := strings.Cut(rest, "/"); files[lang+"/404.html"] != "" {
				name = lang + "/404.html"
			}
			data = files[name]
		}
		h := w.Header()
		types, _ := mediaTypes(name)
		h.Set("Content-Type", types[0]+"; charset=utf-8")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", csp+"; frame-ancestors 'self'")
		h.Set("Referrer-Policy", "strict-origin")
		h.Set("Permissions-Policy", "camera=()")
		h.Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(data))))
		if strings.HasPrefix(name, "assets/") {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		if strings.Contains(name, "/feeds/") {
			h.Set("Access-Control-Allow-Origin", "*")
		}
		if status == http.StatusOK && r.Header.Get("If-None-Match") == h.Get("ETag") {
			status = http.StatusNotModified
		}
		if tamper != nil {
			status = tamper(rest, h, status)
		}
		w.WriteHeader(status)
		if status != http.StatusNotModified {
			fmt.Fprint(w, data)
		}
	})
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	files = sample(s.URL + "/site/")
	if change != nil {
		change(files)
	}
	return s.URL + "/site/"
}

func TestURLGood(t *testing.T) {
	r, err := URL(context.Background(), serve(t, nil, nil), Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 0 {
		t.Errorf("a good site has findings:\n%s", list(r))
	}
	// All but the pages that say that nothing is there, to which nothing leads.
	if r.Files != 13 || r.Pages != 3 || r.Age != 24 {
		t.Errorf("%+v", r)
	}
}

func TestURLFaults(t *testing.T) {
	set := func(name, key, value string) func(string, http.Header, int) int {
		return func(n string, h http.Header, status int) int {
			if n == name {
				if h.Set(key, value); value == "" {
					h.Del(key)
				}
			}
			return status
		}
	}
	answer := func(name string, was, is int) func(string, http.Header, int) int {
		return func(n string, _ http.Header, status int) int {
			if (n == name || strings.HasSuffix(n, "such-page/") && name == "") && status == was {
				return is
			}
			return status
		}
	}
	tests := map[string]struct {
		tamper func(string, http.Header, int) int
		want   string
	}{
		"media type":   {set("nl/feeds/all.ics", "Content-Type", "text/plain; charset=utf-8"), "media-type /nl/feeds/all.ics"},
		"charset":      {set("nl/feeds/all.ics", "Content-Type", "text/calendar"), "media-type /nl/feeds/all.ics"},
		"sniff":        {set("assets/site.0123456789.js", "X-Content-Type-Options", ""), "sniff /assets/site"},
		"no policy":    {set("nl/", "Content-Security-Policy", ""), "policy /nl/index.html"},
		"weak policy":  {set("nl/", "Content-Security-Policy", csp+"; script-src 'unsafe-inline'; frame-ancestors 'self'"), "policy /nl/index.html"},
		"framed":       {set("nl/", "Content-Security-Policy", csp+"; frame-ancestors *"), "policy /nl/index.html"},
		"referrer":     {set("nl/", "Referrer-Policy", ""), "policy /nl/index.html"},
		"no validator": {set("nl/", "ETag", ""), "conditional /nl/index.html"},
		"cors":         {set("nl/feeds/all.json", "Access-Control-Allow-Origin", ""), "cors /nl/feeds/all.json"},
		"short":        {set("assets/site.0123456789.js", "Cache-Control", "max-age=60"), "cache /assets/site"},
		"long":         {set("nl/feeds/all.ics", "Cache-Control", "max-age=86400"), "cache /nl/feeds/all.ics"},
		"no 304":       {answer("nl/feeds/all.ics", 304, 200), "conditional /nl/feeds/all.ics: If-None-Match answers 200"},
		"soft 404":     {answer("", 404, 200), "not-found /nl/there-is-no-such-page/: answers 200"},
		"broken":       {answer("nl/feeds/all.ics", 200, 503), "server /nl/feeds/all.ics: answers 503"},
		"gone":         {answer("en/", 200, 404), "link /index.html: a leads to nothing: /site/en/"},
		"moved":        {answer("nl/feeds/all.ics", 200, 301), "link /en/index.html: a leads to what has moved"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := URL(context.Background(), serve(t, test.tamper, nil), Options{Now: clock})
			if err != nil {
				t.Fatal(err)
			}
			if got := list(r); !strings.Contains("\n"+got, "\n"+test.want) {
				t.Errorf("no %q in\n%s", test.want, got)
			}
		})
	}
	for _, address := range []string{"ftp://x/", "http:///", "http://127.0.0.1:1/", "http://x/?a=b", "::"} {
		if _, err := URL(context.Background(), address, Options{}); err == nil {
			t.Errorf("%s was read", address)
		}
	}
}

// A server cannot keep an audit busy: answers have an end, so has the number of them, and nobody leads it elsewhere.
func TestURLLimits(t *testing.T) {
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	t.Cleanup(other.Close)
	away := func(name string, h http.Header, status int) int {
		if name == "nl/feeds/all.ics" {
			h.Set("Location", other.URL)
			return http.StatusFound
		}
		return status
	}
	tests := map[string]struct {
		o      Options
		tamper func(string, http.Header, int) int
		want   string
	}{
		"a large answer": {Options{Now: clock, bytes: 900}, nil, "does not answer: more than 900 octets"},
		"many files":     {Options{Now: clock, files: 6}, nil, "limit /: the site has more than 6 files; the rest was not read"},
		"led elsewhere":  {Options{Now: clock}, away, "/nl/feeds/all.ics"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := URL(context.Background(), serve(t, test.tamper, nil), test.o)
			if err != nil {
				t.Fatal(err)
			}
			if got := list(r); !strings.Contains(got, test.want) {
				t.Errorf("no %q in\n%s", test.want, got)
			}
			if test.o.files > 0 && r.Files > test.o.files {
				t.Errorf("%d files", r.Files)
			}
		})
	}
	if n := elsewhere.Load(); n > 0 {
		t.Errorf("another host was asked %d times", n)
	}
}

// A server that answers differently from what the site says of itself: another host is worth a word, another path wrong.
func TestElsewhere(t *testing.T) {
	host := serve(t, nil, func(files map[string]string) { maps.Copy(files, sample("https://s.example/site/")) })
	r, err := URL(context.Background(), host, Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || !r.Findings[0].Warning || r.Files != 13 {
		t.Errorf("%s", list(r))
	}
	other := serve(t, nil, func(files map[string]string) { files["robots.txt"] = "Sitemap: https://s.example/other/sitemap.xml\n" })
	if r, err = URL(context.Background(), other, Options{Now: clock}); err != nil || !strings.Contains(list(r), "address /robots.txt: the site says that it is at https://s.example/other/") {
		t.Errorf("%v %s", err, list(r))
	}
}

// The report of a site is the same each time, and a flood of findings is cut off.
func TestReport(t *testing.T) {
	files := sample("https://s.example/site/")
	for i := range 3 * most {
		files["nl/404.html"] += fmt.Sprintf(`<a href="/site/no/%d">`, i)
	}
	dir := lay(t, files)
	one, err := Folder(context.Background(), dir, Options{Now: clock, Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	two, err := Folder(context.Background(), dir, Options{Now: clock, Jobs: 7})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(one.Findings, two.Findings) {
		t.Error("two reports differ")
	}
	if n := len(one.Findings); n != most+1 || !strings.HasSuffix(list(one), "and 1000 more of these\n") {
		t.Errorf("%d findings, the last %v", n, one.Findings[n-1])
	}
}

func FuzzLook(f *testing.F) {
	for name, data := range sample("https://s.example/site/") {
		f.Add(name, []byte(data))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		a := &audit{seen: map[string]*file{}}
		a.seen[name] = a.look(name, data)
		a.address()
		a.whole()
		a.done()
	})
}
