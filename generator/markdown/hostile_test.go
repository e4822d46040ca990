package markdown

import (
	"fmt"
	htmltemplate "html/template"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"modestad/generator/cputime"
	"modestad/generator/diag"
	"modestad/generator/directive"
	"modestad/generator/source"
)

// hostile inputs are quadratic or worse in goldmark, or grow; each fills half of what a partner
// may write in a file. The bound is on work: it holds on a machine that does more beside.
func TestHostile(t *testing.T) {
	const size = 128 << 10
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	deep := func(mark string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(" ", i*2) + mark + " a\n")
		}
		return b.String()
	}
	fences := func(grow int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(":", max(3, 3+i*grow)) + " for a\n")
		}
		return b.String()
	}
	row := func(columns int) string {
		return "|" + strings.Repeat("a|", columns) + "\n|" + strings.Repeat("-|", columns) + "\n"
	}
	notes := func() string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "x[^%d]\n\n[^%d]: n[^%d]\n\n", i, i, i+1)
		}
		return b.String()
	}
	tests := map[string]string{
		"emphasis":             fill("*a_"),
		"emphasis, in parts":   fill(strings.Repeat("*a_", 400) + "\n\n"),
		"links":                fill("[a]("),
		"links, in parts":      fill(strings.Repeat("[a](", 300) + "\n\n"),
		"brackets":             fill("["),
		"images":               fill("!["),
		"brackets in headings": "# " + fill("[a]("),
		"attributes":           fill("]{lang=fr}"),
		"attributed brackets":  fill("[a]{lang=fr}"),
		"backticks":            fill("`a``"),
		"angles":               fill("<a "),
		"comments":             fill("<!--"),
		"instructions":         fill("<?"),
		"lists on a line":      fill("- "),
		"lists on a line, end": fill("- ") + "a",
		"numbers on a line":    fill("1. ") + "a",
		"quotations":           fill("> ") + "a",
		"quotations by line":   fill("> > > > > > > > > > > > > > > > a\n"),
		"lists by line":        deep("-"),
		"numbers by line":      deep("1."),
		"fences":               fences(0),
		"longer fences":        fences(1),
		"stray fences":         fill(":::\n"),
		"stray fences apart":   fill("::::\n:::\n"),
		"one long fence":       fill(":"),
		"long arguments":       "::: for " + fill("a ") + "\n:::\n",
		"wide table":           row(3000),
		"long table":           row(32) + fill("a\n"),
		"long tables":          fill(row(32) + strings.Repeat("a\n", 5000) + "\n"),
		"headings alike":       fill("## a\n"),
		"paragraphs alike":     fill("a\n\n"),
		"notes":                notes(),
		"notes alike":          fill("[^a]: b\n"),
		"note marks":           "[^a]: b\n\n" + fill("[^a] \n\n"),
		"definitions":          fill("[a]: /b\n"),
		"long definition":      "[a]: " + strings.Repeat("b", 2000) + "\n\n" + fill("[a]\n\n"),
		"long title":           "[a]: b '" + strings.Repeat("b", 15000) + "'\n\n" + fill("[a]\n\n"),
		"entities":             fill("&amp"),
		"escapes":              fill("\\"),
		"figures":              fill("1 000"),
		"words before euro":    fill("1 a "),
		"quotes":               fill("'a\" "),
		"terms":                fill("a\n: b\n\n"),
		"terms, nested":        deep("a\n:"),
		"setext":               fill("a\n-\n"),
		"tabs":                 fill("\t- "),
		"unclosed code":        "```\n" + fill("::: a\n"),
		"anchors":              fill("[a](#b)\n\n"),
		"local and near":       fill("[a](#bbbbbbbbbbbb)\n\n# bbbbbbbbbbbbb\n\n"),
		"autolinks":            fill("<a:b>"),
		"NUL":                  fill("\x00"),
		"carriage returns":     fill("a\r"),
		"tildes":               fill("~a"),
		"pipes":                fill("|"),
		"delimiter rows":       fill("|-|\n"),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			var out htmltemplate.HTML
			var plainText string
			var found diag.List
			took := cputime.Of(func() {
				var doc *Document
				doc, found = parse(text)
				out = Render(doc, options())
				plainText = PlainText(doc, options())
			})
			t.Logf("%s: %v; %d bytes, %d of text, %d findings", name, took, len(out), len(plainText), len(found))
			if took > 3*time.Second {
				t.Errorf("took %v", took)
			}
			if len(out) > 24<<20 {
				t.Errorf("grew to %d bytes", len(out))
			}
		})
	}
}

// unsafe says what in a piece of HTML could do more than be read; empty where nothing does.
func unsafe(markup string) string {
	nodes, err := html.ParseFragment(strings.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return err.Error()
	}
	var fault string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.CommentNode || n.Type == html.DoctypeNode {
			fault = "a comment"
		}
		if n.Type == html.ElementNode {
			if !elements[n.Data] {
				fault = "<" + n.Data + ">"
			}
			for _, a := range n.Attr {
				switch a.Key {
				case "href":
					if !safeAddress.MatchString(a.Val) {
						fault = "href " + a.Val
					}
				case "id", "class", "lang", "dir", "title", "rel", "role", "start", "scope", "aria-label", "src", "alt":
				default:
					if !strings.HasPrefix(a.Key, "data-") {
						fault = "attribute " + a.Key
					}
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return fault
}

var safeAddress = regexp.MustCompile(`^(https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?([/?#]|$)|mailto:[^?]+@[^?]+$|tel:[-+0-9.()]+$|#|/nl/|/en/)`)

var elements = func() map[string]bool {
	out := map[string]bool{}
	for name := range strings.FieldsSeq("p h1 h2 h3 h4 h5 h6 hr blockquote pre code ul ol li div table thead tbody tr th td " +
		"dl dt dd em strong del br span a img sup aside section") {
		out[name] = true
	}
	return out
}()

func FuzzMarkdown(f *testing.F) {
	for _, path := range []string{"blocks", "attributes", "links", "directives", "notes", "html", "typography", "plain"} {
		for _, c := range readCases(f, "testdata/"+path+".txt") {
			f.Add(c.markdown)
		}
	}
	for _, spec := range directive.All {
		f.Add(spec.Example)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4<<10 {
			return
		}
		const before = "+++\n+++\n"
		file := &source.File{Path: "a.md", Data: []byte(before + text)}
		doc, found := Parse(file, file.Span(len(before), len(file.Data)), ParseOptions{})
		for _, x := range found {
			if x.Place.Start.Line < 3 && len(text) > 0 || x.Place.End.Line < x.Place.Start.Line {
				t.Fatalf("%s at %+v", x.Code, x.Place)
			}
			if x.Message("nl") == x.Code {
				t.Fatalf("%s has no words", x.Code)
			}
		}
		for _, r := range doc.References() {
			if r.Span.Start < len(before) || r.Span.End > len(file.Data) || r.Span.End < r.Span.Start {
				t.Fatalf("reference %s:%s at %d-%d of %d", r.Scheme, r.ID, r.Span.Start, r.Span.End, len(file.Data))
			}
		}
		for _, s := range doc.BareFigures() {
			if s.Start < len(before) || s.End > len(file.Data) || s.End <= s.Start {
				t.Fatalf("figure at %d-%d", s.Start, s.End)
			}
		}
		opts := options()
		opts.ParagraphIDs = true
		for _, typography := range []Typography{dutch, french, {}} {
			opts.Typography = typography
			out := string(Render(doc, opts))
			if fault := unsafe(out); fault != "" {
				t.Fatalf("%s in %s", fault, out)
			}
		}
		PlainTextWithAddresses(doc, opts)
	})
}

// One text can neither fill a report nor lead to an address of any length.
func TestBounds(t *testing.T) {
	if _, found := parse(strings.Repeat("<b>\n\n", 5*maxFindings)); len(found) != maxFindings {
		t.Errorf("%d findings", len(found))
	}
	for n, want := range map[int]bool{maxAddress: true, maxAddress + 1: false} {
		address := "https://a.example/" + strings.Repeat("b", n-len("https://a.example/"))
		if got := Linkable(address); got != want {
			t.Errorf("an address of %d can be linked to: %v", n, got)
		}
		if _, found := parse("[a](" + address + ")"); found.Failed() == want {
			t.Errorf("a link of %d: %v", n, found)
		}
	}
}
