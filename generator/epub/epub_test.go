package epub

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"html/template"
	"io"
	"path"
	"strings"
	"testing"
	"time"
)

func book(parts ...Part) Book {
	return Book{
		Address: "https://x.example/stad/nl/belevers/", Lang: "nl-BE", Dir: "ltr", Title: Text{Text: `Mode & "stad" <nu>`}, Publisher: "Stad & co",
		Modified: time.Date(2027, 3, 1, 0, 0, 0, 0, time.FixedZone("", 3600)), Style: []byte("p{margin:0}"), Parts: parts,
		Words: Words{Contents: "Inhoud", Cover: "Omslag", Start: "Begin"},
		Image: func(a string) ([]byte, string, bool) { return []byte("PNG"), "image/png", a == "/stad/assets/a.png" },
	}
}

// written writes a book and gives its files, each of them proved to be well-formed where it is XML.
func written(t *testing.T, b Book) map[string]string {
	t.Helper()
	data, err := b.Write()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	// OCF 3.3, section 4.3: a program reads the type at byte 38.
	if string(data[30:38]) != "mimetype" || string(data[38:58]) != MediaType {
		t.Errorf("begins with %q", data[:60])
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := files[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		files[f.Name] = string(text)
		switch path.Ext(f.Name) {
		case ".xhtml", ".opf", ".svg", ".xml":
			d := xml.NewDecoder(bytes.NewReader(text))
			d.Strict = true
			for {
				_, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s is not well-formed: %v\n%s", f.Name, err, text)
				}
			}
		}
	}
	return files
}

func chapter(id, html string) Part {
	return Part{ID: id, Role: "doc-chapter", Title: Text{Text: id}, HTML: template.HTML(html)}
}

func TestParts(t *testing.T) {
	tests := []struct{ name, html, want string }{
		{"elements without an end", `a<br>b<hr>`, `a<br/>b<hr/>`},
		{"tags left out", `<ul><li>a<li>b</ul><p>c<p>d`, `<ul><li>a</li><li>b</li></ul><p>c</p><p>d</p>`},
		{"entities", `<p title="a &amp; b">&nbsp;&lt;&eacute;</p>`, "<p title=\"a &amp; b\">\u00a0&lt;é</p>"},
		{"attributes without values", `<details open><summary>x</summary></details>`, `<details open=""><summary>x</summary></details>`},
		{"a place in another chapter", `<a href="#twee--p-1">x</a>`, `<a href="part-twee.xhtml#twee--p-1">x</a>`},
		{"a place in this one", `<a href="#een--a">x</a><b id="een--a"></b>`, `<a href="#een--a">x</a><b id="een--a"></b>`},
		{"a place that a book does not have", `<a href="#contents">x</a>`, `<a href="https://x.example/stad/nl/belevers/#contents">x</a>`},
		{"another page", `<a href="/stad/nl/plan/#a">x</a>`, `<a href="https://x.example/stad/nl/plan/#a">x</a>`},
		{"another site", `<a href="https://y.example/" rel="noopener">x</a>`, `<a href="https://y.example/">x</a>`},
		{"an id that XML does not have", `<b id="2030--a"></b><a href="#2030--a">x</a>`, `<b id="x-2030--a"></b><a href="#x-2030--a">x</a>`},
		{"an image", `<picture><source srcset="b.avif"><img src="/stad/assets/a.png" alt="A &amp; B" width="3" loading="lazy"></picture>`, `<img src="image-1.png" alt="A &amp; B"/>`},
		{"an image that is not there", `<img src="/stad/assets/b.png" alt="B">`, `B`},
		{"scripts", `<script>alert(1)</script><p onclick="x()" style="a" data-x="1">a</p>`, `<p>a</p>`},
		{"two drawings of one thing", `<div class="wide"><svg></svg></div><div class="narrow">n</div>`, `<div class="narrow">n</div>`},
		{"decoration", `<i aria-hidden="true">x</i>y`, `y`},
		{"language of a part", `<span lang="fr" dir="ltr">cran</span>`, `<span xml:lang="fr" lang="fr" dir="ltr">cran</span>`},
		{"a drawing", `<svg viewBox="0 0 1 1" aria-labelledby="1-t"><title id="1-t">x</title><path d="M0 0"></path></svg>`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" aria-labelledby="x-1-t"><title id="x-1-t">x</title><path d="M0 0"/></svg>`},
		{"a note", `<a role="doc-noteref" href="#twee--p-1">1</a>`, `<a href="part-twee.xhtml#twee--p-1" epub:type="noteref" role="doc-noteref">1</a>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := written(t, book(chapter("een", test.html), chapter("twee", `<p id="twee--p-1">y</p>`)))
			_, got, _ := strings.Cut(files["EPUB/part-een.xhtml"], "</header>\n")
			got, _, _ = strings.Cut(got, "</section>")
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestPackage(t *testing.T) {
	files := written(t, book(chapter("een", `<h3 id="een--kop">Een kop&shy;pelteken</h3><img src="/stad/assets/a.png" alt=""><svg></svg><i lang="fr">x</i>`), chapter("twee", "<p>")))
	opf := files["EPUB/package.opf"]
	for _, want := range []string{
		`<dc:identifier id="id">https://x.example/stad/nl/belevers/</dc:identifier>`, `<dc:title id="title">Mode &amp; &#34;stad&#34; &lt;nu&gt;</dc:title>`,
		`<dc:language>nl-BE</dc:language>` + "\n" + `<dc:language>fr</dc:language>`, `<meta property="dcterms:modified">2027-02-28T23:00:00Z</meta>`, `schema:accessibilityFeature`,
		`href="part-een.xhtml" media-type="application/xhtml+xml" properties="svg"/>`, `href="part-twee.xhtml" media-type="application/xhtml+xml"/>`, `href="image-1.png" media-type="image/png"/>`,
	} {
		if !strings.Contains(opf, want) {
			t.Errorf("the package lacks %s:\n%s", want, opf)
		}
	}
	if want := `<a href="part-een.xhtml#een--kop">Een koppelteken</a>`; !strings.Contains(files["EPUB/nav.xhtml"], want) {
		t.Errorf("the contents lack %s:\n%s", want, files["EPUB/nav.xhtml"])
	}
	for name := range files {
		if base, ok := strings.CutPrefix(name, "EPUB/"); ok && base != "package.opf" && !strings.Contains(opf, `href="`+base+`"`) {
			t.Errorf("the package does not name %s", name)
		}
	}
}

// A language that runs from right to left turns the pages the other way.
func TestRightToLeft(t *testing.T) {
	b := book(chapter("een", "<p>a"))
	b.Lang, b.Dir = "ar", "rtl"
	if opf := written(t, b)["EPUB/package.opf"]; !strings.Contains(opf, `<spine page-progression-direction="rtl">`) {
		t.Error(opf)
	}
}

func TestSameBytes(t *testing.T) {
	b := book(chapter("een", strings.Repeat("<p>zin na zin", 500)))
	one, err := b.Write()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		two, err := b.Write()
		if err != nil || !bytes.Equal(one, two) {
			t.Fatalf("the book differs from itself: %v", err)
		}
	}
}

// Whatever HTML comes in, what goes out is XML.
func FuzzParts(f *testing.F) {
	for _, s := range []string{"<p>a", "<svg><foreignObject><p>x", "<a:b c:d=e>", "<table><tr><td>x", "\x00\x01\ufffe", `<p "'=>`, "<math><mi>x", "<!-- -- -->", "<svg xlink:href=#a>", "<![CDATA[x]]>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { written(t, book(chapter("een", s))) })
}
