package markdown

import (
	"strings"
	"sync"
	"testing"

	"modestad/generator/source"
)

// benchText is about 500 bytes of an event's text.
const benchText = `Elke donderdag leidt een gids je door de zalen van "Girls", een tentoonstelling over
*meisjes en mode*, van de jaren '60 tot nu. Je ziet werk van twaalf ontwerpers, **voor het eerst samen**, en
je hoort hoe [de Modeacademie](partner:modeacademie) haar plaats vond. Daarna is er <event:momu/atelierbezoek>.

- Verzamelen aan de balie, tien minuten voor het begin.
- Duurt anderhalf uur; [boeken](https://www.momu.be/boeken) kan tot de dag zelf.

De gids spreekt Nederlands. In de zalen staan zitjes, en er is een lift.
`

func BenchmarkParse(b *testing.B) {
	file := &source.File{Path: "a.md", Data: []byte(benchText)}
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(file, file.Span(0, len(file.Data)), ParseOptions{})
	}
}

func BenchmarkRender(b *testing.B) {
	doc, _ := parse(benchText)
	opts := options()
	b.ReportAllocs()
	for b.Loop() {
		Render(doc, opts)
	}
}

func BenchmarkParseAndRender(b *testing.B) {
	file := &source.File{Path: "a.md", Data: []byte(benchText)}
	opts := options()
	b.ReportAllocs()
	for b.Loop() {
		doc, _ := Parse(file, file.Span(0, len(file.Data)), ParseOptions{})
		Render(doc, opts)
	}
}

func TestParallel(t *testing.T) {
	var all strings.Builder
	for _, name := range []string{"blocks", "links", "notes", "directives", "typography"} {
		for _, c := range readCases(t, "testdata/"+name+".txt") {
			all.WriteString(c.markdown + "\n\n")
		}
	}
	doc, _ := parse(all.String())
	opts := options()
	want, words := Render(doc, opts), PlainText(doc, opts)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			again, _ := parse(all.String())
			for _, d := range []*Document{doc, again} {
				if Render(d, opts) != want || PlainText(d, opts) != words {
					t.Error("rendered otherwise")
				}
			}
		})
	}
	wg.Wait()
}
