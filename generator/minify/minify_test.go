package minify

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// templates are minified as sources; what they then write is compared.
var templates = map[string]string{
	"page": `<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8">
    <title> a {{.}}
    </title>
    <meta name="description" content="{{.}}">
    <link rel="stylesheet" href="/site.css">
    <!-- a comment {{/* it's gone */}} -->
  </head>
  <body class="">
    <main>
      <p class="a"{{if .}} hidden{{end}} title=' x  {{.}}  y'> one <b> two </b>  {{.}} <i>three</i>
      </p>
      <a href="/a?b=1&amp;c=2">x</a> <a href="/b">y</a>
    </main>
  </body>
</html>`,
	"noscript":            `<p>a</p> <noscript><p title="x"> b <img src="/x.png" alt=""> c </p></noscript> <p>d</p>`,
	"noscript of escapes": `<noscript><img alt="&lt;/noscript&gt;&lt;b&gt;"></noscript> <p>  {{.}}</p>`,
	"iframe":              `<iframe src="/x" title="a &lt; b"></iframe>  <p> {{.}} </p>`,
	"pre":                 "<pre>\n a   {{.}}\n   b <b> c </b>\n</pre>  <p> x  y </p>",
	"textarea":            "<textarea>\n  x   {{.}}\n &lt;b&gt; </textarea>",
	"svg":                 `<p>a <svg viewBox="0 0 10 10" role="img"><title> {{.}} </title><rect x="0.50" width="10"/><path d="M 0 0 L 10 10 Z"/><text>a  b</text></svg> b</p>`,
	"escapes in attr":     `<p title="&lt;a&gt; &amp;amp; &quot;x&quot; 'y' &#x27;">&lt;{{.}}&gt; &amp;lt; &amp;{{.}} &eacute;&nbsp;&copy;</p>`,
	"inputs":              `<form action="/s"><label for="q"> q </label> <input type="text" id="q" name="q" value="" required=""> <button type="submit"> go </button> <select><option value="a" selected> A </option> {{if .}} <option>{{.}}</option> {{end}}</select></form>`,
	"list":                "<ul>\n{{range $i, $x := .}}\n  <li> {{$x}} </li>\n{{end}}\n</ul>\n<p>x {{- . -}} y</p>",
	"table":               `<table> <caption> c </caption> <colgroup><col></colgroup> <thead><tr><th scope="col"> a </th></tr></thead> <tbody> {{if .}} <tr> <td>{{.}}</td> </tr> {{end}}</tbody></table>`,
	"inline":              `<p>{{if .}}<b>{{.}}</b>{{end}} x {{if .}} y{{end}}, <i>z</i> {{.}} <a href="#">q</a>. <span> r </span>s</p>`,
	"comments":            "<p>{{/* it's \"here\" */}}a {{- /* <p title='x'> */ -}} b   c</p><p title='d  e'> f</p>",
	"raw string":          "<p>{{print `}}'`}}  x</p><p title='d  e'> f</p>",
	"string":              `<p>{{print "}}'<b>"}}  x</p><p title='d  e' {{if eq "}}" "x"}}hidden{{end}}> f</p>`,
	"definition lists":    `<dl> <dt> a </dt> <dd> {{.}} </dd> </dl> <details> <summary> s </summary> t </details>`,
	"module":              `<script type="module" src="/a.js"></script> <script type="application/ld+json">{"a":  1}</script> <p> {{.}}`,
}

var values = []any{"plain", `A <b>"x"</b> & 'y'`, "</noscript><img src=x onerror=1>", "lt; amp;", "  two  ", ""}

func execute(t *testing.T, source string, data any) string {
	t.Helper()
	var out strings.Builder
	if err := template.Must(template.New("x").Parse(source)).Execute(&out, data); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestSamePage(t *testing.T) {
	for name, source := range templates {
		t.Run(name, func(t *testing.T) {
			small, err := Template(source)
			if err != nil {
				t.Fatal(err)
			}
			if len(small) > len(source) {
				t.Errorf("grew from %d to %d bytes", len(source), len(small))
			}
			if again, err := Template(small); err != nil || again != small {
				t.Errorf("minified again it is\n%s\nnot\n%s", again, small)
			}
			for _, v := range values {
				if strings.Contains(source, "range") {
					v = []any{v, v}
				}
				equalPages(t, execute(t, source, v), execute(t, small, v))
			}
		})
	}
}

// equalPages compares what a browser makes of both, with scripting and without.
func equalPages(t *testing.T, before, after string) {
	t.Helper()
	for _, scripting := range []bool{true, false} {
		b, a := describe(t, before, scripting), describe(t, after, scripting)
		if b != a {
			t.Errorf("scripting %v: the page\n%s\nbecame\n%s\nread as\n%s\nwas\n%s", scripting, before, after, a, b)
		}
	}
}

// describe writes down elements, attributes and texts. White space counts
// where it can be seen: between words and in preformatted text.
func describe(t *testing.T, page string, scripting bool) string {
	t.Helper()
	doc, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(scripting))
	if err != nil {
		t.Fatal(err)
	}
	var tree, words strings.Builder
	var walk func(*html.Node, bool)
	walk = func(n *html.Node, exact bool) {
		block := false
		switch n.Type {
		case html.TextNode:
			if n.Parent.Data == "noscript" {
				return // scripting is on, and nobody sees it
			}
			text := n.Data
			if !exact {
				tree.WriteString(strings.Join(strings.Fields(text), ""))
				text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n\f", r) }), " ")
				if strings.TrimLeft(n.Data, " \t\r\n\f") != n.Data {
					text = " " + text
				}
				if strings.TrimRight(n.Data, " \t\r\n\f") != n.Data {
					text += " "
				}
				words.WriteString(text)
			} else {
				fmt.Fprintf(&tree, "%q", text)
			}
		case html.ElementNode:
			exact = exact || n.Data == "pre" || n.Data == "textarea" || n.Data == "script" || n.Data == "iframe" || n.Namespace == "svg"
			block = !slices.Contains([]string{"a", "b", "i", "span", "img", "svg", "input", "button", "select", "label", "iframe", "textarea", "script"}, n.Data)
			attrs := map[string]string{}
			for _, a := range n.Attr {
				if a.Val != "" || a.Key != "class" && a.Key != "value" { // an empty one says nothing
					attrs[a.Key] = strings.TrimSpace(a.Val)
				}
			}
			tree.WriteString("<" + n.Data)
			for _, key := range slices.Sorted(maps.Keys(attrs)) {
				fmt.Fprintf(&tree, " %s=%q", key, attrs[key])
			}
			tree.WriteString(">")
			if block {
				words.WriteString("\n")
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, exact)
		}
		if n.Type == html.ElementNode {
			tree.WriteString("</>")
		}
		if block {
			words.WriteString("\n")
		}
	}
	walk(doc, false)
	var lines []string
	for line := range strings.SplitSeq(words.String(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return tree.String() + "\n" + strings.Join(lines, "\n")
}

func TestMinify(t *testing.T) {
	tests := map[string]struct {
		mediaType, in, want string
		ok                  bool
	}{
		"css":      {"text/css", "p { color : #ff0000 }\n", "p{color:red}", true},
		"js":       {"text/javascript; charset=utf-8", "const long = 1 ;\nf( long )\n", "const long=1;f(long)", true},
		"json":     {"application/json", "{ \"a\" : 1.0,\n \"b\": [ ] }", `{"a":1.0,"b":[]}`, true},
		"manifest": {"application/manifest+json", "{ }", `{}`, true},
		"svg":      {"image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n <title>a</title>\n</svg>", `<svg xmlns="http://www.w3.org/2000/svg"><title>a</title></svg>`, true},
		"atom":     {"application/atom+xml", "<feed>\n <title>a  b\n&lt;pre&gt;\n</title> <x/>\n</feed>\n", "<feed><title>a  b\n&lt;pre&gt;\n</title><x/></feed>", true},
		"calendar": {"text/calendar", "BEGIN:VCALENDAR\r\n", "BEGIN:VCALENDAR\r\n", false},
		"text":     {"text/plain", " a  b ", " a  b ", false},
		"unknown":  {"application/x-new", "{ }", "{ }", false},
		"cdata":    {"text/xml", "<a> <![CDATA[> <]]></a>", "<a> <![CDATA[> <]]></a>", true},
		"page":     {"text/html; charset=utf-8", "<p>  &amp;lt; amp;</p>", "<p>  &amp;lt; amp;</p>", false},
		"new css":  {"text/css", "@layer a { :root { --x : 1px ; color-scheme: light dark } .a { & > b { inset: 0px auto 0 0; width: calc( 100% - 2 * var( --x ) ) } } }\n@media (width >= 40em) { a { color: light-dark( #fff , #000 ) } }", "@layer a{:root{--x:1px;color-scheme:light dark}.a{& > b{inset:0 auto 0 0;width:calc( 100% - 2 * var( --x ) )}}}@media(width >= 40em){a{color:light-dark( #fff,#000 )}}", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in := append(make([]byte, 0, 4096), test.in...) // room to write into
			out, ok, err := Minify(test.mediaType, in)
			if err != nil || ok != test.ok || string(out) != test.want {
				t.Errorf("got %q, %v, %v, want %q", out, ok, err, test.want)
			}
			for i := range out {
				out[i] = 'x'
			}
			if string(in) != test.in || !bytes.Equal(in[len(in):cap(in)], make([]byte, cap(in)-len(in))) {
				t.Errorf("the input became %q", in[:cap(in)])
			}
		})
	}
}

func TestMinifyRefuses(t *testing.T) {
	for mediaType, in := range map[string]string{"text/javascript": "const = ;", "no media type": "x", "": "x"} {
		out, ok, err := Minify(mediaType, []byte(in))
		if err == nil || ok || string(out) != in {
			t.Errorf("%s: got %q, %v, %v", mediaType, out, ok, err)
		}
	}
}

// FuzzTemplate: no source makes the minifier panic.
func FuzzTemplate(f *testing.F) {
	for _, source := range templates {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		_, _ = Template(source)
	})
}
