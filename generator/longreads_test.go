package generator_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What the longreads of the repository's own site promise, in every variant and language: how long they are, how much
// evidence, and that variants are proved by different evidence.
const (
	fewestWords, mostWords = 2500, 4000
	fewestCards            = 10
	fewestCharts           = 4
	fewestTimelines        = 3
	fewestQuotes           = 2
)

// stories holds the longreads of a site to that. There are so many in each language.
func (b *built) stories(t *testing.T, each int) {
	cards := map[string]map[string][]string{} // by language and page: the facts of the evidence
	for p, d := range b.docs {
		lang, _, _ := strings.Cut(p, "/")
		count := map[string]int{}
		var facts []string
		card := false // within evidence; the nodes of a page are in the order of the text
		for _, n := range d.nodes {
			for _, class := range strings.Fields(attr(n, "class")) {
				if n.Data == "figure" || n.Data == "article" || n.Data == "div" {
					count[class]++
				}
			}
			switch {
			case n.Data == "article" && attr(n, "class") == "evidence":
				card = true
			case card && n.Data == "p" && attr(n, "class") == "source":
				if at := lastLink(n); at != "" {
					facts = append(facts, at)
				}
				card = false
			}
		}
		if count["evidence"] == 0 || attr(bodyOf(d), "class") != "page-longread" {
			continue
		}
		if cards[lang] == nil {
			cards[lang] = map[string][]string{}
		}
		cards[lang][p] = facts
		words := 0
		if m := wordCount.FindStringSubmatch(string(b.files[p])); m != nil {
			words, _ = strconv.Atoi(m[1])
		}
		if words < fewestWords || words > mostWords {
			t.Errorf("%s has %d words, not %d to %d", p, words, fewestWords, mostWords)
		}
		for class, least := range map[string]int{"evidence": fewestCards, "chart": fewestCharts, "timeline": fewestTimelines, "quote": fewestQuotes} {
			if count[class] < least {
				t.Errorf("%s has %d of %s, not %d", p, count[class], class, least)
			}
		}
	}
	for lang, pages := range cards {
		if len(pages) != each {
			t.Errorf("%s has %d longreads, not %d", lang, len(pages), each)
		}
		for p, own := range pages {
			for q, other := range pages {
				if p == q {
					continue
				}
				shared := 0
				for _, f := range own {
					if slices.Contains(other, f) {
						shared++
					}
				}
				if 2*shared > len(own) {
					t.Errorf("%s shares %d of its %d pieces of evidence with %s", p, shared, len(own), q)
				}
			}
		}
	}
}

var wordCount = regexp.MustCompile(`"wordCount":(\d+)`)

// lastLink gives the address of the last link within a node.
func lastLink(n *html.Node) (at string) {
	for c := range n.Descendants() {
		if c.Data == "a" {
			at = attr(c, "href")
		}
	}
	return at
}

// bodyOf gives a page's body.
func bodyOf(d *document) *html.Node {
	for _, n := range d.nodes {
		if n.Data == "body" {
			return n
		}
	}
	return &html.Node{}
}
