package search

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed stem.json
var stemTable []byte

// Rules say how the words of one language are cut to their stems. They travel with the index, so that the reader's
// browser does as the index did. The zero value cuts nothing.
type Rules struct {
	Letters   map[string]string `json:"letters,omitempty"` // what has no decomposition in Unicode
	Min       int               `json:"min,omitempty"`     // what is left has at least as many UTF-16 units
	Vowels    string            `json:"vowels,omitempty"`
	Cut       [][2]string       `json:"cut,omitempty"`    // endings, and what stands in their place; the first that fits
	Double    string            `json:"double,omitempty"` // consonants that count once at the end
	Pairs     string            `json:"pairs,omitempty"`  // vowels that count once before a last consonant
	Last      map[string]string `json:"last,omitempty"`   // letters that change at the end
	Irregular map[string]string `json:"words,omitempty"`  // those that follow no rule
	Compounds bool              `json:"-"`
}

// RulesOf gives the rules of a language by its tag; without rules for it, only letters are made plain.
func RulesOf(tag string) (Rules, error) {
	var table struct {
		Letters   map[string]string
		Languages map[string]struct {
			Rules
			Compounds bool
		}
	}
	if err := json.Unmarshal(stemTable, &table); err != nil {
		return Rules{}, fmt.Errorf("read the table of stems: %w", err)
	}
	base, _, _ := strings.Cut(tag, "-")
	entry := table.Languages[strings.ToLower(base)]
	entry.Rules.Letters, entry.Rules.Compounds = table.Letters, entry.Compounds
	return entry.Rules, nil
}

// Fold makes a text plain: compatible forms taken apart (NFKD), without marks, in lower case.
func (r Rules) Fold(s string) string {
	var b strings.Builder
	for _, c := range norm.NFKD.String(s) {
		if unicode.Is(unicode.M, c) {
			continue
		}
		c = unicode.ToLower(c)
		if c >= 0x80 {
			if plain, ok := r.Letters[string(c)]; ok {
				b.WriteString(plain)
				continue
			}
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Words gives the folded words of a text: runs of letters and digits.
func (r Rules) Words(s string) []string {
	return strings.FieldsFunc(r.Fold(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.Is(unicode.N, c) })
}

// Stem gives the key of a folded word. A stem's own stem is itself.
func (r Rules) Stem(word string) string {
	for {
		if known, ok := r.Irregular[word]; ok {
			return known
		}
		cut := r.cut(word)
		if cut == word {
			return word
		}
		word = cut
	}
}

// cut takes off one ending and tidies what is left.
func (r Rules) cut(word string) string {
	for _, c := range r.Cut {
		if rest, ok := strings.CutSuffix(word, c[0]); ok && units(rest) >= r.Min {
			word = rest + c[1]
			break
		}
	}
	letters := []rune(word)
	n := len(letters)
	if n > max(r.Min, 1) && letters[n-1] == letters[n-2] && strings.ContainsRune(r.Double, letters[n-1]) {
		letters = letters[:n-1]
		n--
	}
	if n > max(r.Min, 2) && letters[n-2] == letters[n-3] && strings.ContainsRune(r.Pairs, letters[n-2]) && !strings.ContainsRune(r.Vowels, letters[n-1]) {
		letters = append(letters[:n-2], letters[n-1])
		n--
	}
	if n > 0 {
		if other, ok := r.Last[string(letters[n-1])]; ok {
			return string(letters[:n-1]) + other
		}
	}
	return string(letters)
}

// units counts as a browser does.
func units(s string) int {
	n := 0
	for _, c := range s {
		n++
		if c > 0xffff {
			n++
		}
	}
	return n
}
