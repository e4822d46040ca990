package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Typography is how a language writes marks that authors type plainly. The zero value leaves a text as it is.
type Typography struct {
	Double, Single [2]string // quotation marks around a quotation, and around one within it, with their spaces
	Apostrophe     string
	Dashes         [2]string // for -- and for ---
	Ellipsis       string    // for ...
	Spaces         []Space   // in the order in which they are tried
	Elisions       []string  // words that lose their beginning to an apostrophe: s, t, n in Dutch
}

// A Space is the space that stands before certain marks, and replaces whatever blank the author typed there. After
// says that it stands after them.
type Space struct {
	Marks string
	Space string
	After bool
}

// Line sets a text of one line that holds no Markdown.
func (t *Typography) Line(s string) string {
	if !t.set() {
		return s
	}
	c := t.composer()
	return c.compose(s)
}

// composer gives one that has written nothing.
func (t *Typography) composer() composer {
	c := composer{t: t}
	c.looked.add("\"'-.")
	for _, space := range t.Spaces {
		c.looked.add(space.Marks)
		c.after = c.after || space.After
	}
	if len(t.Spaces) > 0 {
		c.looked.add("\u00a0\u202f")
	}
	return c
}

// marked says whether a text has a mark that is written otherwise in every language.
func (t *Typography) marked(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '"', '\'':
			return true
		case '-', '.':
			if i+1 < len(s) && s[i+1] == s[i] {
				return true
			}
		}
	}
	return false
}

// A composer writes text with its typography, across the borders of what is emphasised or linked.
type composer struct {
	t      *Typography
	last   rune    // written last within this block; 0 at its beginning
	open   int     // single quotation marks that are open
	after  bool    // there are marks that a space follows
	looked byteSet // what the rules look at begins so
}

type byteSet [4]uint64

// add takes the first byte of every character.
func (set *byteSet) add(s string) {
	for i := range s {
		set[s[i]>>6] |= 1 << (s[i] & 63)
	}
}

func (set *byteSet) has(b byte) bool { return set[b>>6]&(1<<(b&63)) != 0 }

// begin starts a block.
func (c *composer) begin() { c.last, c.open = 0, 0 }

// skip notes something that was written otherwise and that s ends.
func (c *composer) skip(s string) {
	if r, _ := utf8.DecodeLastRuneInString(s); r != utf8.RuneError {
		c.last = r
	}
}

// compose gives s with the marks of the language.
func (c *composer) compose(s string) string {
	if s == "" {
		return s
	}
	if !c.wants(s) || c.plainRun(s) == len(s) {
		c.skip(s)
		return s
	}
	var out strings.Builder
	out.Grow(len(s) + 8)
	write := func(t string) {
		out.WriteString(t)
		c.skip(t)
	}
	for i := 0; i < len(s); {
		if n := c.plainRun(s[i:]); n > 0 {
			write(s[i : i+n])
			i += n
			continue
		}
		switch s[i] {
		case '"':
			mark := 1
			if c.opens(s[i+1:]) {
				mark = 0
			}
			write(orElse(c.t.Double[mark], `"`))
			i++
			continue
		case '\'':
			write(c.single(s[i+1:]))
			i++
			continue
		case '-':
			if n := run(s, i); (n == 2 || n == 3) && c.t.Dashes[n-2] != "" {
				write(c.t.Dashes[n-2])
				i += n
				continue
			}
		case '.':
			if run(s, i) == 3 && c.t.Ellipsis != "" {
				write(c.t.Ellipsis)
				i += 3
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if blank(r) {
			if n := blankRun(s[i:]); n > 0 && c.spaceBefore(s[i+n:]) != "" {
				write(c.spaceBefore(s[i+n:]))
				i += n
				continue
			}
			if after := c.spaceAfter(); after != "" {
				write(after)
				i += max(size, blankRun(s[i:]))
				continue
			}
		} else if space := c.spaceBefore(s[i:]); space != "" && (unicode.IsLetter(c.last) || unicode.IsDigit(c.last) || closing(c.last)) {
			write(space)
		} else if after := c.spaceAfter(); after != "" && !unicode.IsSpace(r) {
			write(after)
		}
		out.WriteString(s[i : i+size])
		c.last = r
		i += size
	}
	return out.String()
}

// plainRun gives the length of what s begins with and no rule looks at: a space too, unless something follows that is
// looked at.
func (c *composer) plainRun(s string) int {
	if c.after && c.last >= 0x80 && c.spaceAfter() != "" {
		return 0
	}
	for n := range len(s) {
		if c.looked.has(s[n]) || s[n] == ' ' && (n+1 == len(s) || s[n+1] == ' ' || c.looked.has(s[n+1])) {
			return n
		}
	}
	return len(s)
}

// wants says quickly whether there may be anything to do.
func (c *composer) wants(s string) bool {
	return c.t != nil && (len(c.t.Spaces) > 0 || c.t.marked(s))
}

// opens says whether a quotation mark here, with this after it, begins a quotation.
func (c *composer) opens(after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if after != "" && unicode.IsSpace(next) {
		return false
	}
	return c.last == 0 || unicode.IsSpace(c.last) || strings.ContainsRune("([{—–/\u00ab\u2039“„‘‚\"'", c.last)
}

func (c *composer) single(after string) string {
	apostrophe := orElse(c.t.Apostrophe, "'")
	next, _ := utf8.DecodeRuneInString(after)
	letter := after != "" && (unicode.IsLetter(next) || unicode.IsDigit(next))
	if c.opens(after) {
		if unicode.IsDigit(next) || c.elided(after) || !strings.Contains(after, "'") && letter {
			return apostrophe
		}
		c.open++
		return orElse(c.t.Single[0], "'")
	}
	if c.open > 0 && !letter {
		c.open--
		return orElse(c.t.Single[1], "'")
	}
	return apostrophe
}

// elided says whether what follows an apostrophe is a word that has lost its beginning.
func (c *composer) elided(after string) bool {
	for _, word := range c.t.Elisions {
		if len(after) >= len(word) && strings.EqualFold(after[:len(word)], word) {
			next, _ := utf8.DecodeRuneInString(after[len(word):])
			if len(after) == len(word) || !unicode.IsLetter(next) {
				return true
			}
		}
	}
	return false
}

// spaceBefore gives the space that belongs before what rest begins with, or nothing.
func (c *composer) spaceBefore(rest string) string {
	r, size := utf8.DecodeRuneInString(rest)
	if rest == "" {
		return ""
	}
	for _, s := range c.t.Spaces {
		if s.After || !strings.ContainsRune(s.Marks, r) || strings.ContainsRune(s.Marks, c.last) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(rest[size:])
		if rest[size:] == "" || !unicode.IsLetter(next) && !unicode.IsDigit(next) && next != '/' {
			return s.Space
		}
	}
	return ""
}

// spaceAfter gives the space that belongs after what was written last, or nothing.
func (c *composer) spaceAfter() string {
	for _, s := range c.t.Spaces {
		if s.After && c.last != 0 && strings.ContainsRune(s.Marks, c.last) {
			return s.Space
		}
	}
	return ""
}

func closing(r rune) bool { return strings.ContainsRune(")]}»›”’\"'%…", r) }

func blank(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' }

func blankRun(s string) int {
	n := 0
	for _, r := range s {
		if !blank(r) {
			break
		}
		n += utf8.RuneLen(r)
	}
	return n
}

// run gives the length of the run of one mark that begins at i, or 0 where it began before.
func run(s string, i int) int {
	if i > 0 && s[i-1] == s[i] {
		return 0
	}
	n := 1
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	return n
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
