package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"modestad/generator/diag"
	"modestad/generator/directive"
	"modestad/generator/source"
)

func TestBareFigures(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Groeide met 39%, ook 39 %, 1,5‰.", "39%|39 %|1,5‰"},
		{"Kost € 150.000 of €12,50 of EUR 3.", "€ 150.000|€12,50|EUR 3"},
		{"Kost 150 000 euro, 10 miljoen euro, 2 mln. euro, 5 euros, 7 EUR, 3 M €.", "150 000 euro|10 miljoen euro|2 mln. euro|5 euros|7 EUR|3 M €"},
		{"150\u202f000\u00a0€ et 39\u202f%", "150\u202f000\u00a0€|39\u202f%"},
		{"Steeg 12 procent en 3 PROCENT", "12 procent|3 PROCENT"},
		{"In 2021 kwamen 800 mensen naar 3 zalen. Europa telt 27 landen, 5 eurolanden.", ""},
		{"`39%` and <fact:growth> and [x](https://example.org/39%25)", ""},
		{"A2% x9€", ""},
		{"10-20%", "20%"},
		{"*39*%", ""},
		{"> 39% in a quotation mark", "39%"},
		{"::: quote who=\"Ann\" role=\"x\"\nWe grew 39%.\n:::\n::: aside\n40%\n:::", "40%"},
		{"| A |\n|--|\n| 4 % |", "4 %"},
		{"1 000 000 %, 12 34 %", "1 000 000 %|34 %"},
		{"%5. € 5", "€ 5"},
	}
	for _, test := range tests {
		file := &source.File{Path: "a.md", Data: []byte("é\n" + test.text)}
		doc, _ := Parse(file, file.Span(len("é\n"), len(file.Data)), ParseOptions{Units: []string{"procent", "percent"}})
		var got []string
		for _, s := range doc.BareFigures() {
			got = append(got, string(file.Data[s.Start:s.End]))
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%s: got %s, want %s", test.text, strings.Join(got, "|"), test.want)
		}
	}
}

func TestOutline(t *testing.T) {
	doc, found := parse("## Één: “twee” {#een}\n\n::: for talent\n### <fact:growth> en meer\n:::\n\n[x]{#y}\n\n::: chart type=bar facts=a title=t id=z\n:::\n")
	if found.Failed() {
		t.Fatal(found)
	}
	var got []string
	for _, h := range doc.Headings() {
		got = append(got, fmt.Sprintf("%d %s %q %v %d-%d", h.Level, h.ID, h.Text, h.Audiences, h.Span.Start, h.Span.End))
	}
	for _, a := range doc.Anchors() {
		got = append(got, a.ID)
	}
	for _, d := range doc.Directives() {
		got = append(got, fmt.Sprintf("%d %s %d", d.Index, d.Name, len(d.Children)))
	}
	want := []string{`2 een "Één: “twee”" [] 3-27`, `3 en-meer "en meer" [talent] 48-69`, "een", "en-meer", "y", "z", "0 for 0", "1 chart 0"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestImages(t *testing.T) {
	doc, _ := parse("![a](b.png \"t\")\n\n::: figure src=c.png alt=d\n:::\n\n::: gallery\n![e](f.png)\n:::\n")
	var got []string
	for _, i := range doc.Images() {
		got = append(got, i.Src+" "+i.Alt+" "+i.Title)
	}
	if want := []string{"b.png a t", "c.png d ", "f.png e "}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWords(t *testing.T) {
	doc, _ := parse("One *two*-three, four – five.\n\n::: for talent\nSix <fact:growth>.\n:::\n\n- seven\n- eight\n")
	opts := options()
	if n := Words(doc, opts); n != 8 {
		t.Errorf("everybody reads %d words: %s", n, PlainText(doc, opts))
	}
	opts.Audience = "belevers"
	if n := Words(doc, opts); n != 6 {
		t.Errorf("belevers read %d words: %s", n, PlainText(doc, opts))
	}
}

func TestOptions(t *testing.T) {
	doc, _ := parse("## Long word\n\nText[^1] long. [x](#long-word) [y](https://example.org/)\n\n[^1]: Note.\n")
	opts := Options{HeadingShift: 2, Hyphenate: func(s string) string { return strings.ReplaceAll(s, "Long", "Lo\u00adng") }}
	want := "<h4 id=\"long-word\">Lo\u00adng word</h4>\n" +
		"<p>Text<sup id=\"noteref-1\"><a class=\"note-mark\" role=\"doc-noteref\" href=\"#note-1\">1</a></sup> long. " +
		"<a href=\"#long-word\">x</a> <a href=\"https://example.org/\">y</a></p>\n" +
		"<aside class=\"note\" role=\"doc-footnote\" id=\"note-1\"><a class=\"note-back\" role=\"doc-backlink\" href=\"#noteref-1\">1</a> <p>Note.</p>\n</aside>\n"
	if got := string(Render(doc, opts)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name, text, want string
		limits           Limits
	}{
		{"paragraph", "a\n\n" + strings.Repeat("abc ", 20), "paragraph-size 3:1", Limits{Paragraph: 64}},
		{"paragraph at the limit", strings.Repeat("a", 64), "", Limits{Paragraph: 64}},
		{"marks", "*a_*a_*a", "paragraph-marks 1:1", Limits{Paragraph: 64}},
		{"heading", "# " + strings.Repeat("a", 65), "paragraph-size 1:3", Limits{Paragraph: 64}},
		{"columns", "a|b|c\n-|-|-", "table-columns 1:1", Limits{TableColumns: 2}},
		{"page", "abcdef", "page-size 1:1", Limits{Page: 5}},
		{"definitions", "[a]: /123456789 \n\n[a] [a] [a]", "link-path 3:1 link-path 3:5 page-size 3:9", Limits{Page: 29, Paragraph: 64}},
		{"on one line", "> > > a", "nesting-depth 1:1", Limits{Nesting: 2}},
		{"by lines", "- a\n  - b\n    - c", "nesting-depth 3:5", Limits{Nesting: 5}},
		{"a line of dashes", "a\n\n- - - - - - -\n\n* * * * *", "", Limits{Nesting: 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := &source.File{Path: "a.md", Data: []byte(test.text)}
			_, found := Parse(file, file.Span(0, len(test.text)), ParseOptions{Limits: test.limits})
			var got []string
			for _, f := range found {
				got = append(got, fmt.Sprintf("%s %d:%d", f.Code, f.Place.Start.Line, f.Place.Start.Column))
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestEncoding(t *testing.T) {
	for _, text := range []string{"a\xff", "\xc3", "ok\n\n\xed\xa0\x80"} {
		if _, found := parse(text); len(found) == 0 || found[0].Code != "text-encoding" {
			t.Errorf("%q: %v", text, found)
		}
	}
}

func TestClasses(t *testing.T) {
	text := "[a]{.good} [b]{.bad}"
	file := &source.File{Path: "a.md", Data: []byte(text)}
	doc, found := Parse(file, file.Span(0, len(text)), ParseOptions{Classes: []string{"good"}})
	if len(found) != 1 || found[0].Code != "attribute-value" || strings.Contains(string(Render(doc, options())), "bad") {
		t.Errorf("%v", found)
	}
}

// TestExamples builds the example of every directive, and that of each of this package's findings: the wrong one
// must give that finding, the right one none.
func TestExamples(t *testing.T) {
	for _, spec := range directive.All {
		doc, found := parse(spec.Example)
		if len(found) > 0 {
			t.Errorf("%s: its example gives %s: %s", spec.Name, found[0].Code, found[0].Message("en"))
		}
		if Render(doc, options()) == "" {
			t.Errorf("%s: its example is empty", spec.Name)
		}
	}
	ours := []string{"directive-", "steps-dashes", "html-raw", "link-", "reference-form", "anchor-dead", "anchor-hidden", "anchor-double", "image-address", "image-alt",
		"attribute-", "note-", "heading-step", "nesting-depth", "text-invisible"}
	seen := 0
	for _, code := range diag.Codes() {
		if !slices.ContainsFunc(ours, func(prefix string) bool { return strings.HasPrefix(code.Name, prefix) }) {
			continue
		}
		seen++
		_, found := parse(code.Wrong)
		if !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Code == code.Name }) {
			t.Errorf("%s: its wrong example does not give it, but %v", code.Name, found)
		}
		if _, found := parse(code.Right); slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Code == code.Name }) {
			t.Errorf("%s: its right example gives it", code.Name)
		}
	}
	if seen < 25 {
		t.Errorf("only %d findings seen", seen)
	}
}

func TestLineEnds(t *testing.T) {
	for _, path := range []string{"blocks", "links", "notes", "directives", "html"} {
		for _, c := range readCases(t, "testdata/"+path+".txt") {
			doc, found := parse(c.markdown)
			other, foundOther := parse(strings.ReplaceAll(c.markdown, "\n", "\r\n"))
			opts := options()
			if a, b := string(Render(doc, opts)), strings.ReplaceAll(string(Render(other, opts)), "\r\n", "\n"); a != b {
				t.Errorf("%s/%s: with CRLF\n%s\nwith LF\n%s", path, c.name, b, a)
			}
			if len(found) != len(foundOther) {
				t.Errorf("%s/%s: %d findings with LF, %d with CRLF: %v", path, c.name, len(found), len(foundOther), foundOther)
			}
		}
	}
}
