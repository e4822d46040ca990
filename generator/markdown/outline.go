package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// heading converts a heading. Its id is the author's; those without get theirs once all of the author's are known.
func (b *builder) heading(c *ast.Heading) *node {
	if c.Lines().Len() == 0 {
		return nil
	}
	start, end := b.lineSpan(c)
	end = max(end, min(c.Lines().At(c.Lines().Len()-1).Stop, lineEnd(b.src, start)))
	n := b.node(node{kind: kindHeading, level: int32(c.Level), children: b.inlines(c)})
	text := strings.TrimSpace(plainInline(n.children))
	if most := max(2, b.level+1); c.Level > most {
		b.fault("heading-step", start, end, c.Level, most)
	}
	b.level = c.Level
	h := Heading{Level: c.Level, Text: text, Audiences: b.audiences, Span: b.span(start, end)}
	if v, ok := c.AttributeString(attributeName); ok {
		n.own().attr = v.(*attributes)
		h.ID, n.own().id = n.more.attr.id, n.more.attr.id
		if h.ID != "" {
			b.anchor(h.ID, start, end)
		}
	}
	b.doc.headings = append(b.doc.headings, h)
	b.unnamed = append(b.unnamed, n)
	return n
}

// nameHeadings gives an id to each heading without one: its text in ASCII, and a number where that is taken.
func (b *builder) nameHeadings() {
	next := map[string]int{}
	for i, n := range b.unnamed {
		if n.rare().id != "" {
			continue
		}
		h := &b.doc.headings[i]
		slug := Slug(h.Text)
		if slug == "" {
			slug = "section"
		}
		id := slug
		for b.ids[id] {
			next[slug] = max(next[slug], 1) + 1
			id = slug + "-" + strconv.Itoa(next[slug])
		}
		b.ids[id] = true
		h.ID, n.own().id = id, id
		b.doc.anchors = append(b.doc.anchors, Anchor{ID: id, Audiences: h.Audiences, Span: h.Span})
	}
}

// maxSlug leaves room for a number within the length of an id.
const maxSlug = 56

// Slug gives a text as an id: ASCII letters and digits, joined by hyphens. Letters with marks lose them; a text in
// another script than Latin may give nothing.
func Slug(s string) string {
	var out strings.Builder
	gap := false
	for _, r := range s {
		if out.Len() >= maxSlug {
			break
		}
		r = unicode.ToLower(r)
		var plain string
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			plain = string(r)
		case r == '\'' || r == '’' || unicode.Is(unicode.Mn, r):
			continue
		case r >= 0x80:
			plain = plainLetter(r)
		}
		if plain == "" {
			gap = true
			continue
		}
		dash := ""
		if gap && out.Len() > 0 {
			dash = "-"
		}
		// A letter that is written as two may be one too many, and not more.
		if out.Len()+len(dash)+len(plain) > maxSlug+1 {
			break
		}
		gap = false
		out.WriteString(dash)
		out.WriteString(plain)
	}
	return out.String()
}

// plainLetters holds, after each plain form, the letters of Latin-1 and Latin Extended-A that come down to it.
const plainLetters = "a àáâãäåāăą c çćĉċč d ďđð e èéêëēĕėęě g ĝğġģ h ĥħ i ìíîïĩīĭįı j ĵ k ķĸ l ĺļľŀł n ñńņňŋ o òóôõöøōŏő r ŕŗř " +
	"s śŝşšſ t ţťŧ u ùúûüũūŭůűų w ŵ y ýÿŷ z źżž ae æ oe œ ss ß th þ ij ĳ"

func plainLetter(r rune) string {
	plain := ""
	for word := range strings.SplitSeq(plainLetters, " ") {
		if word[0] < 0x80 {
			plain = word
			continue
		}
		if strings.ContainsRune(word, r) {
			return plain
		}
	}
	return ""
}

// edge is how many words of each end of a paragraph name it.
const edge = 4

// paragraphID names a paragraph by the first letters of its first and its last words, so that an edit in its middle leaves
// the name alone, and one at an end leaves half of it, by which a page can find the paragraph again. It looks at the text
// as it is written: a figure that changes in the facts changes no name.
func (b *builder) paragraphID(c *ast.Paragraph) string {
	var letters []byte
	within := false
	for i := range c.Lines().Len() {
		seg := c.Lines().At(i)
		for _, r := range string(b.src[seg.Start:seg.Stop]) {
			word := unicode.IsLetter(r) || unicode.IsDigit(r) || within && (r == '\'' || r == '’' || unicode.Is(unicode.M, r))
			if word && !within {
				letters = append(letters, initial(r))
			}
			within = word
		}
		within = false
	}
	id := "p-" + string(letters)
	if len(letters) > 2*edge {
		id = "p-" + string(letters[:edge]) + string(letters[len(letters)-edge:])
	}
	b.paragraph[id]++
	if n := b.paragraph[id]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// initial gives a letter as an id can hold it: one of another script than Latin as one of ours that is always the same.
func initial(r rune) byte {
	r = unicode.ToLower(r)
	if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
		return byte(r)
	}
	if plain := plainLetter(r); r >= 0x80 && plain != "" {
		return plain[0]
	}
	return "abcdefghijklmnopqrstuvwxyz"[r%26]
}
