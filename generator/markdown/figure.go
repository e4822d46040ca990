package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// findFigures looks for numbers with a sign or word for percent or euro in a run of text that begins at an offset:
// 39%, 39 %, € 150.000, 150 000 euro, 10 miljoen euro.
func (b *builder) findFigures(raw []byte, at int) {
	for i := 0; i < len(raw); {
		if raw[i] < '0' || raw[i] > '9' {
			i++
			continue
		}
		end := numberEnd(raw, i)
		start := i
		if before, _ := utf8.DecodeLastRune(raw[:i]); unicode.IsLetter(before) {
			i = end
			continue
		}
		if n := currencyBefore(raw[:i]); n > 0 {
			start -= n
			b.doc.figures = append(b.doc.figures, b.span(at+start, at+end))
		} else if n := b.unitAfter(raw[end:]); n > 0 {
			end += n
			b.doc.figures = append(b.doc.figures, b.span(at+start, at+end))
		}
		i = end
	}
}

// numberEnd gives the end of the number that begins at i: digits, with marks and blanks between groups of them.
func numberEnd(raw []byte, i int) int {
	for i < len(raw) {
		if digit(raw, i) {
			i++
			continue
		}
		if (raw[i] == '.' || raw[i] == ',' || raw[i] == '\'') && digit(raw, i+1) {
			i++
			continue
		}
		if n := blankSize(raw[i:]); n > 0 && digit(raw, i+n) && digit(raw, i+n+1) && digit(raw, i+n+2) && !digit(raw, i+n+3) {
			i += n
			continue
		}
		break
	}
	return i
}

func digit(raw []byte, i int) bool { return i < len(raw) && '0' <= raw[i] && raw[i] <= '9' }

// blankSize gives the size of the blank that raw begins with: a space, or a no-break one, wide or narrow.
func blankSize(raw []byte) int {
	switch {
	case len(raw) == 0:
		return 0
	case raw[0] == ' ':
		return 1
	case bytes.HasPrefix(raw, []byte("\u00a0")):
		return 2
	case bytes.HasPrefix(raw, []byte("\u202f")):
		return 3
	}
	return 0
}

// currencyBefore gives the size of a euro sign or code that raw ends with, the blank after it included.
func currencyBefore(raw []byte) int {
	whole := len(raw)
	for _, blank := range []string{" ", "\u00a0", "\u202f"} {
		raw = bytes.TrimSuffix(raw, []byte(blank))
	}
	for _, sign := range []string{"€", "EUR"} {
		if bytes.HasSuffix(raw, []byte(sign)) {
			return whole - len(raw) + len(sign)
		}
	}
	return 0
}

// unitAfter gives the size of the unit that raw begins with, a blank and one word between them (as in 10 miljoen
// euro) included; 0 where there is none.
func (b *builder) unitAfter(raw []byte) int {
	at := blankSize(raw)
	rest := raw[at:]
	for _, sign := range []string{"%", "‰", "€"} {
		if bytes.HasPrefix(rest, []byte(sign)) {
			return at + len(sign)
		}
	}
	if at == 0 {
		return 0
	}
	word := firstWord(rest)
	if b.unit(word) {
		return at + len(word)
	}
	after := rest[len(word):]
	if gap := blankSize(after); len(word) > 0 && gap > 0 {
		if bytes.HasPrefix(after[gap:], []byte("€")) {
			return at + len(word) + gap + len("€")
		}
		if second := firstWord(after[gap:]); euro(second) {
			return at + len(word) + gap + len(second)
		}
	}
	return 0
}

func (b *builder) unit(word string) bool {
	if euro(word) {
		return true
	}
	for _, u := range b.units {
		if strings.EqualFold(u, word) {
			return true
		}
	}
	return false
}

func euro(word string) bool {
	return len(word) >= 3 && (strings.EqualFold(word, "euro") || strings.EqualFold(word, "euros") || word == "EUR")
}

func firstWord(raw []byte) string {
	end := 0
	for end < len(raw) && end < 24 {
		r, size := utf8.DecodeRune(raw[end:])
		if !unicode.IsLetter(r) && (r != '.' || end == 0 || !euroFollows(raw[end+1:])) {
			break
		}
		end += size
	}
	return string(raw[:end])
}

// euroFollows lets a full stop belong to a word only where the word is short for a number: mln. euro.
func euroFollows(raw []byte) bool {
	n := blankSize(raw)
	return n > 0 && len(raw) >= n+3 && strings.EqualFold(string(raw[n:n+3]), "eur")
}
