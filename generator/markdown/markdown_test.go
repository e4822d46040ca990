package markdown

import (
	"flag"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"modestad/generator/diag"
	"modestad/generator/source"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

var dutch = Typography{
	Double: [2]string{"“", "”"}, Single: [2]string{"‘", "’"}, Apostrophe: "’", Dashes: [2]string{"–", "—"}, Ellipsis: "…",
	Elisions: []string{"s", "t", "n", "k"},
}

var french = Typography{
	Double: [2]string{"«\u202f", "\u202f»"}, Single: [2]string{"“", "”"}, Apostrophe: "’", Dashes: [2]string{"–", "—"}, Ellipsis: "…",
	Spaces: []Space{{Marks: ";!?»", Space: "\u202f"}, {Marks: ":", Space: "\u00a0"}, {Marks: "«", Space: "\u202f", After: true}},
}

// books resolves references to a made-up site.
type books struct{}

func (books) Resolve(r Reference) (Target, bool) {
	switch {
	case r.ID == "gone":
		return Target{}, false
	case r.Scheme == "fact":
		return Target{URL: "/nl/facts/#" + r.ID, Text: "39\u00a0%", Class: "fact", Title: "Omzet"}, true
	case r.ID == "borrowed":
		return Target{URL: "/en/x/", Text: "Fashion & <co>", Lang: "en", Dir: "ltr"}, true
	case r.ID == "placeless":
		return Target{Text: "nergens"}, true
	}
	url := "/nl/" + r.Scheme + "/" + r.ID
	if r.Anchor != "" {
		url += "#" + r.Anchor
	}
	return Target{URL: url, Text: "the " + r.ID}, true
}

func (books) Directive(b Block) template.HTML {
	var out strings.Builder
	fmt.Fprintf(&out, "<section data-directive=%q", b.Name)
	if b.ID != "" {
		fmt.Fprintf(&out, " id=%q", b.ID)
	}
	for _, v := range b.Values {
		fmt.Fprintf(&out, " data-%s=\"%s\"", v.Param.Name, template.HTMLEscapeString(v.Text+strings.Join(b.Values.List(v.Param.Name), ",")))
	}
	out.WriteString(">\n")
	out.WriteString(string(b.Body))
	for i, p := range b.Parts {
		fmt.Fprintf(&out, "<div data-part=\"%d\">\n%s</div>\n", i, p)
	}
	for _, i := range b.Items {
		out.WriteString(string(books{}.Image(i)) + "\n")
	}
	out.WriteString("</section>")
	return template.HTML(out.String())
}

func (books) Image(i Image) template.HTML {
	return template.HTML(fmt.Sprintf(`<img src="%s" alt="%s" title="%s">`, template.HTMLEscapeString(i.Src),
		template.HTMLEscapeString(i.Alt), template.HTMLEscapeString(i.Title)))
}

func options() Options {
	return Options{Lang: "nl", Typography: dutch, Resolver: books{}, IDPrefix: "c", NoteBack: "Terug naar de tekst", Rel: "noopener"}
}

func parse(text string) (*Document, diag.List) {
	file := &source.File{Path: "content/x/nl.md", Data: []byte(text)}
	return Parse(file, file.Span(0, len(text)), ParseOptions{ParagraphIDs: true})
}

// A testCase is one case of a file in testdata: "== name", Markdown, then sections "-- html --" and the like.
type testCase struct {
	name, markdown string
	want           map[string]string
}

func readCases(t testing.TB, path string) []testCase {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []testCase
	for _, chunk := range strings.Split("\n"+string(data), "\n== ")[1:] {
		name, rest, _ := strings.Cut(chunk, "\n")
		c := testCase{name: name, want: map[string]string{}}
		section := ""
		for line := range strings.Lines(strings.TrimSuffix(rest, "\n") + "\n") {
			if s, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(s, " --") {
				section = strings.TrimSuffix(s, " --")
				continue
			}
			if section == "" {
				c.markdown += line
			} else {
				c.want[section] += line
			}
		}
		out = append(out, c)
	}
	return out
}

func sections(c testCase) map[string]string {
	doc, found := parse(c.markdown)
	opts := options()
	out := map[string]string{}
	if strings.HasPrefix(c.name, "fr: ") {
		opts.Lang, opts.Typography = "fr", french
	}
	if _, audience, ok := strings.Cut(c.name, " as "); ok {
		opts.Audience = audience
	}
	if strings.HasPrefix(c.name, "ids") {
		opts.ParagraphIDs = true
	}
	if html := string(Render(doc, opts)); html != "" {
		out["html"] = html
	}
	if strings.HasPrefix(c.name, "plain") {
		delete(out, "html")
		out["plain"] = PlainText(doc, opts) + "\n"
		out["addresses"] = PlainTextWithAddresses(doc, opts) + "\n"
	}
	for _, f := range found {
		p := f.Place
		out["findings"] += fmt.Sprintf("%d:%d-%d:%d %s: %s", p.Start.Line, p.Start.Column, p.End.Line, p.End.Column, f.Code, f.Message("en"))
		if hint := f.Hint("en"); hint != "" {
			out["findings"] += " (" + hint + ")"
		}
		out["findings"] += "\n"
	}
	if strings.Contains(c.name, "references") {
		for _, r := range doc.References() {
			p := r.Span.Place()
			out["references"] += fmt.Sprintf("%d:%d-%d %s %s", p.Start.Line, p.Start.Column, p.End.Column, r.Scheme, r.ID)
			if r.Anchor != "" {
				out["references"] += "#" + r.Anchor
			}
			if r.Auto {
				out["references"] += " auto"
			}
			if r.Audiences != nil {
				out["references"] += fmt.Sprint(" for ", r.Audiences)
			}
			out["references"] += "\n"
		}
	}
	return out
}

var order = []string{"html", "plain", "addresses", "references", "findings"}

func TestCases(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, path := range files {
		cases := readCases(t, path)
		var rewritten strings.Builder
		for _, c := range cases {
			got := sections(c)
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txt")+"/"+c.name, func(t *testing.T) {
				for _, s := range order {
					if got[s] != c.want[s] && !*update {
						t.Errorf("%s of\n%s\ngot\n%s\nwant\n%s", s, c.markdown, got[s], c.want[s])
					}
				}
			})
			rewritten.WriteString("== " + c.name + "\n" + c.markdown)
			for _, s := range order {
				if got[s] != "" {
					rewritten.WriteString("-- " + s + " --\n" + got[s])
				}
			}
		}
		if *update {
			if err := os.WriteFile(path, []byte(rewritten.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
