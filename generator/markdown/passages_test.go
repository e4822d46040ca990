package markdown_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"modestad/generator/markdown"
	"modestad/generator/source"
)

func TestPassages(t *testing.T) {
	const text = "Before.\n\n# One *and*\n\nFirst.\n\n- a\n- b\n\n::: for makers\nFor *makers*.\n\n:::\n\n## Two {#two}\n\nLast.\n"
	f := &source.File{Path: "a.md", Data: []byte(text)}
	doc, found := markdown.Parse(f, f.Span(0, len(f.Data)), markdown.ParseOptions{ParagraphIDs: true})
	if len(found) > 0 {
		t.Fatal(found)
	}
	show := func(opts markdown.Options) (out []string) {
		for _, p := range markdown.Passages(doc, opts) {
			out = append(out, fmt.Sprintf("%s|%s|%s", p.ID, p.Heading, p.Text))
		}
		return out
	}
	got := show(markdown.Options{Audience: "makers"})
	if want := []string{"||Before.", "one-and|One and|First. - a - b For makers.", "two|Two|Last."}; !slices.Equal(got, want) {
		t.Errorf("by headings: %q", got)
	}
	if got := show(markdown.Options{Audience: "others"}); strings.Contains(strings.Join(got, ""), "makers") {
		t.Errorf("what others do not see: %q", got)
	}
	// Every id is one that the page has.
	opts := markdown.Options{ParagraphIDs: true, IDPrefix: "k", Audience: "makers"}
	page := string(markdown.Render(doc, opts))
	list := markdown.Passages(doc, opts)
	if len(list) != 4 {
		t.Errorf("by paragraphs: %q", show(opts))
	}
	for _, p := range list {
		if !strings.Contains(page, `id="`+p.ID+`"`) {
			t.Errorf("no %q in %s", p.ID, page)
		}
	}
}
