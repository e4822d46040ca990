// Package search makes what readers search with: for each language one index, which their browser reads.
//
// Invariants: the same documents give the same bytes; words are cut to stems by one table, stem.json, which travels
// with the index; an index holds text and addresses only, never markup.
package search

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Weights of a word by where it stands.
const (
	inTitle   = 8
	inHeading = 4
	inText    = 1
	most      = 15 // however often it stands there
)

// excerpt is how many characters of a passage the index keeps to show.
const excerpt = 280

// A Doc is something that can be found: a chapter, an event, a partner.
type Doc struct {
	URL, Title string
	Lang       string // of the title and the text, where that is not the index's own
	Kind       string // in words
	Note       string // when and where, in words; searched as text
	Keys       string // words that are searched as a heading and not shown
	End        string // the instant after which it is over, in RFC 3339; empty for never
	Summary    string
	Passages   []Passage
}

// A Passage is a stretch of it. Anchor is what follows the document's address, with the number sign. One that is
// Hidden is searched and leads to the document as a whole.
type Passage struct {
	Anchor, Heading, Text string
	Hidden                bool
}

// An index is what is published. Lists of unlike values are short names for browsers.
type index struct {
	Rules    Rules    `json:"rules"`
	Kinds    []string `json:"kinds"`
	Docs     [][]any  `json:"docs"`     // address, title, number of the kind, note, end, language
	Passages [][]any  `json:"passages"` // number of the document, anchor, heading, text; each document's first is itself
	Words    string   `json:"words"`    // the keys, in order, with a blank between two
	At       [][]int  `json:"at"`       // for each key: steps between passages and weights in turn
}

// Index makes the index of documents in one language, as JSON.
func Index(lang string, docs []Doc) ([]byte, error) {
	rules, err := RulesOf(lang)
	if err != nil {
		return nil, err
	}
	b := &builder{rules: rules, stems: map[string]string{}, at: map[string]map[int]int{}, words: map[string]bool{}}
	x := index{Rules: rules, Kinds: []string{}, Docs: [][]any{}, Passages: [][]any{}, At: [][]int{}}
	b.learn(docs)
	for n, d := range docs {
		kind := slices.Index(x.Kinds, d.Kind)
		if kind < 0 {
			kind = len(x.Kinds)
			x.Kinds = append(x.Kinds, d.Kind)
		}
		x.Docs = append(x.Docs, trimmed(d.URL, d.Title, kind, d.Note, d.End, d.Lang))
		self := len(x.Passages)
		x.Passages = append(x.Passages, trimmed(n, "", "", shown(d.Summary)))
		b.add(self, d.Title, inTitle)
		b.add(self, d.Keys, inHeading)
		b.add(self, d.Note+" "+d.Summary, inText)
		for _, p := range d.Passages {
			at := self
			if !p.Hidden {
				at = len(x.Passages)
				x.Passages = append(x.Passages, trimmed(n, p.Anchor, p.Heading, shown(p.Text)))
			}
			b.add(at, p.Heading, inHeading)
			b.add(at, p.Text, inText)
		}
	}
	keys := slices.Sorted(maps.Keys(b.at))
	x.Words = strings.Join(keys, " ")
	for _, k := range keys {
		x.At = append(x.At, steps(b.at[k]))
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err = e.Encode(x)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// trimmed is a list without what is empty at its end.
func trimmed(list ...any) []any {
	for len(list) > 0 && list[len(list)-1] == "" {
		list = list[:len(list)-1]
	}
	return list
}

// shown cuts a text at the end of a word.
func shown(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= excerpt {
		return s
	}
	s = string([]rune(s)[:excerpt])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:.–-") + "…"
}

func steps(at map[int]int) []int {
	out := make([]int, 0, 2*len(at))
	last := 0
	for _, p := range slices.SortedFunc(maps.Keys(at), cmp.Compare[int]) {
		out = append(out, p-last, at[p])
		last = p
	}
	return out
}

type builder struct {
	rules Rules
	stems map[string]string      // by word
	at    map[string]map[int]int // weight by key and passage
	words map[string]bool        // keys of words that can be a part
}

func (b *builder) stem(word string) string {
	s, ok := b.stems[word]
	if !ok {
		s = b.rules.Stem(word)
		b.stems[word] = s
	}
	return s
}

// learn reads every word once, so that compounds are known by their parts.
func (b *builder) learn(docs []Doc) {
	if !b.rules.Compounds {
		return
	}
	read := func(s string) {
		for _, w := range b.rules.Words(s) {
			if stem := b.stem(w); len(w) >= shortestPart {
				b.words[stem] = true
			}
		}
	}
	for _, d := range docs {
		read(d.Title + " " + d.Keys + " " + d.Summary)
		for _, p := range d.Passages {
			read(p.Heading + " " + p.Text)
		}
	}
}

func (b *builder) add(passage int, text string, weight int) {
	for _, w := range b.rules.Words(text) {
		if len(w) > longestWord {
			continue
		}
		b.post(b.stem(w), passage, weight)
		for _, part := range b.compound(w) {
			b.post(part, passage, (weight+1)/2)
		}
	}
}

func (b *builder) post(key string, passage, weight int) {
	at := b.at[key]
	if at == nil {
		at = map[int]int{}
		b.at[key] = at
	}
	at[passage] = min(most, at[passage]+weight)
}

// A part of a compound has at least shortestPart letters; a word of more than longestWord is none that anybody types.
const (
	shortestPart = 4
	longestWord  = 48
)

// compound gives the keys of the parts of a word where each of them stands somewhere as a word of its own.
func (b *builder) compound(word string) []string {
	if !b.rules.Compounds || len(word) < 2*shortestPart {
		return nil
	}
	// The shortest head first: the last part of a compound is what it is.
	for i := shortestPart; i <= len(word)-shortestPart; i++ {
		if !utf8.RuneStart(word[i]) {
			continue
		}
		head, tail := b.stem(word[:i]), b.stem(word[i:])
		if b.words[head] && b.words[tail] {
			return []string{head, tail}
		}
	}
	return nil
}
