package i18n

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hyphenFiles are the pattern files, one a language; each opens with its authors and licence.
//
//go:embed hyphens/*.txt
var hyphenFiles embed.FS

// SoftHyphen is what Hyphenate puts where a word may be broken.
const SoftHyphen = "\u00ad"

const (
	longWord   = 14 // letters; a shorter word stands on any line
	shortestOf = 4  // letters before the first and after the last hyphen of a long word
)

// A hyphenation is a set of patterns after F. M. Liang, "Word Hy-phen-a-tion by Com-put-er" (1983).
type hyphenation struct {
	patterns map[string][]byte // letters: the weight before each of them, and after the last
	words    map[string][]int  // words that the patterns get wrong: where they break
	longest  int               // bytes of the longest pattern
}

// loadHyphens reads the patterns of the first of the tags that has some; nil where none has.
func loadHyphens(tags ...Tag) *hyphenation {
	for _, t := range tags {
		for _, name := range t.lookups() {
			if text, err := hyphenFiles.ReadFile("hyphens/" + name + ".txt"); err == nil {
				return parseHyphens(string(text))
			}
		}
	}
	return nil
}

// parseHyphens reads a pattern a line ("1ba2d"); "=" stands before a whole word, "%" before a comment.
func parseHyphens(text string) *hyphenation {
	h := &hyphenation{patterns: make(map[string][]byte, strings.Count(text, "\n")), words: map[string][]int{}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '%' || strings.HasPrefix(line, "min "):
		case line[0] == '=':
			var breaks []int
			n := 0
			for _, r := range line[1:] {
				if r == '-' {
					breaks = append(breaks, n)
				} else {
					n++
				}
			}
			h.words[strings.ReplaceAll(line[1:], "-", "")] = breaks
		default:
			letters, weights := make([]byte, 0, len(line)), []byte{0}
			for _, r := range line {
				if '0' <= r && r <= '9' {
					weights[len(weights)-1] = byte(r - '0')
				} else {
					letters, weights = utf8.AppendRune(letters, r), append(weights, 0)
				}
			}
			h.patterns[string(letters)] = weights
			h.longest = max(h.longest, len(letters))
		}
	}
	return h
}

// Hyphenate puts soft hyphens into the long words of a plain text, of 14 letters or more, where the language
// has patterns. Words that have a soft hyphen already, and addresses, stay as they are; taking the soft
// hyphens out again gives the text back.
func (l *Locale) Hyphenate(text string) string {
	if !hasLongWord(text) {
		return text
	}
	h := l.hyphens()
	if h == nil {
		return text
	}
	var b strings.Builder
	for text != "" {
		n := strings.IndexFunc(text, unicode.IsSpace)
		if n < 0 {
			n = len(text)
		}
		if run := text[:n]; isAddress(run) || strings.Contains(run, SoftHyphen) {
			b.WriteString(run)
		} else {
			h.write(&b, run)
		}
		_, space := utf8.DecodeRuneInString(text[n:])
		b.WriteString(text[n : n+space])
		text = text[n+space:]
	}
	return b.String()
}

func hasLongWord(text string) bool {
	n := 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			n = 0
		} else if n++; n == longWord {
			return true
		}
	}
	return false
}

func isAddress(s string) bool {
	return strings.ContainsAny(s, `@_\`) || strings.Contains(s, "://") || strings.HasPrefix(s, "www.")
}

// write copies a run without spaces, with soft hyphens in its long words.
func (h *hyphenation) write(b *strings.Builder, run string) {
	for run != "" {
		n := strings.IndexFunc(run, func(r rune) bool { return !unicode.IsLetter(r) })
		if n < 0 {
			n = len(run)
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(run)
			b.WriteString(run[:n])
		} else {
			h.writeWord(b, run[:n])
		}
		run = run[n:]
	}
}

func (h *hyphenation) writeWord(b *strings.Builder, word string) {
	n := utf8.RuneCountInString(word)
	const longest = 200 // a longer run of letters is no word
	if n < longWord || n > longest {
		b.WriteString(word)
		return
	}
	breaks := h.breaks(word)
	i := 0
	for _, r := range word {
		if breaks[i] && i >= shortestOf && n-i >= shortestOf {
			b.WriteString(SoftHyphen)
		}
		b.WriteRune(r)
		i++
	}
}

// breaks says of each letter of word whether a hyphen may stand before it.
func (h *hyphenation) breaks(word string) []bool {
	low := make([]byte, 0, len(word)+2)
	starts := make([]int, 0, len(word)+3) // of the letters in low
	low = append(low, '.')
	starts = append(starts, 0)
	for _, r := range word {
		starts = append(starts, len(low))
		low = utf8.AppendRune(low, unicode.ToLower(r))
	}
	starts = append(starts, len(low))
	low = append(low, '.')
	starts = append(starts, len(low))

	may := make([]bool, len(starts))
	if at, ok := h.words[string(low[1:len(low)-1])]; ok {
		for _, i := range at {
			may[i] = true
		}
		return may
	}
	weights := make([]byte, len(starts)+1)
	for i := range starts {
		for j := i + 1; j < len(starts) && starts[j]-starts[i] <= h.longest; j++ {
			for k, w := range h.patterns[string(low[starts[i]:starts[j]])] {
				weights[i+k] = max(weights[i+k], w)
			}
		}
	}
	for i := range len(may) - 1 {
		may[i] = weights[i+1]%2 == 1 // the word begins at 1, after the point
	}
	return may
}
