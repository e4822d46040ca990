package i18n

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// A listPattern joins the members of a list (UTS 35, part 2, "List Patterns").
type listPattern struct{ two, start, middle, end joint }

func newList(p []string) listPattern {
	if len(p) != 4 {
		p = []string{"{0}, {1}", "{0}, {1}", "{0}, {1}", "{0}, {1}"}
	}
	return listPattern{newJoint(p[0]), newJoint(p[1]), newJoint(p[2]), newJoint(p[3])}
}

// List joins items as a sentence does: "a, b and c".
func (l *Locale) List(items []string) string { return l.lists[0].join(items) }

// ListOr joins alternatives: "a, b or c".
func (l *Locale) ListOr(items []string) string { return l.lists[1].join(items) }

func (p *listPattern) join(items []string) string {
	var b strings.Builder
	n := len(items)
	switch n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		b.WriteString(p.two.before + items[0] + p.two.between + items[1] + p.two.after)
		return b.String()
	}
	b.WriteString(p.start.before + items[0] + p.start.between)
	for i := 1; i < n-1; i++ {
		if i > 1 {
			b.WriteString(p.middle.between)
		}
		b.WriteString(items[i])
	}
	b.WriteString(p.end.between + items[n-1] + p.end.after)
	return b.String()
}

// Quotes are the marks round a quotation, and round one inside it, with the spaces that belong to them.
type Quotes struct{ Open, Close, InnerOpen, InnerClose string }

// Quotes gives the language's quotation marks: its catalogue's, or those of CLDR.
func (l *Locale) Quotes() Quotes { return l.quotes }

// Quote sets a text between the outer marks.
func (l *Locale) Quote(s string) string { return l.quotes.Open + s + l.quotes.Close }

// Spaces say what stands before a mark of punctuation, in the order of the marks.
type Spaces []Space

// A Space is what stands between a word and the mark after it.
type Space struct {
	Mark   rune
	Before string
}

// Spaces gives the language's rules for spaces before marks; most languages have none. They come from
// [typography] in the catalogue. It is the caller's own copy.
func (l *Locale) Spaces() Spaces { return slices.Clone(l.spaces) }

// SpaceBefore gives what stands before a mark: the empty string where it follows its word at once.
func (l *Locale) SpaceBefore(mark rune) string {
	i, ok := slices.BinarySearchFunc(l.spaces, mark, func(s Space, mark rune) int { return cmp.Compare(s.Mark, mark) })
	if !ok {
		return ""
	}
	return l.spaces[i].Before
}

// Capital gives s with a capital at its start, as the language writes it (Dutch ij and Turkish i included).
func (l *Locale) Capital(s string) string {
	if len(s) > 1 && 'a' <= s[0] && s[0] <= 'z' && s[0] != 'i' && s[1] < utf8.RuneSelf {
		return string(s[0]-'a'+'A') + s[1:] // the same in every language
	}
	if s != "" && 'A' <= s[0] && s[0] <= 'Z' {
		return s // it is one, and what follows a hyphen keeps its case
	}
	word, rest, _ := strings.Cut(s, " ")
	first := cases.Title(language.Make(l.Tag.String()), cases.NoLower).String(word)
	return first + s[len(s)-len(rest)-min(1, len(s)-len(word)):]
}
