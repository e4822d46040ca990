// Package headline promises to set a title as a block: lines that are all equally high and equally long, each
// drawn in or laid flat by the width axis of the theme's display face, so that every title fills its measure.
//
// Invariants: the lines, joined with spaces, are the title; a title that cannot be set well (a letter that the
// face lacks, a word too long, too many words) comes back whole, without lines, and is set plainly. Pure: the
// same title gives the same lines.
package headline

import (
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Line is a part of the title. Width is the value of the face's width axis, 50 to 150. Low says that letters of the
// line reach so far down that the next one would touch them, or take a comma for its accent: it wants more room.
type Line struct {
	Text  string
	Width int
	Low   bool
}

// A Block is a set title. Height is the type size in percent of the measure; it is 0 where the title is to be
// set plainly, and Lines is then empty.
type Block struct {
	Height int
	Lines  []Line
}

// maxWords keeps the search small: a title of n words has 2^(n-1) ways to break.
const maxWords = 10

// fill is the part of the measure that a line takes up: kerning and rounding must not push it over the edge.
const fill = 0.99

// Set finds the lines of a title. The block's height stays near goal, in percent of the measure (60 suits a
// title beside a drawing, 45 one that has the page to itself).
func Set(title string, goal int) Block {
	words := strings.FieldsFunc(title, breaking)
	if len(words) == 0 || len(words) > maxWords {
		return Block{}
	}
	lengths := make([]length, len(words))
	for i, w := range words {
		var ok bool
		if lengths[i], ok = measure(w); !ok {
			return Block{}
		}
	}
	space, _ := measure(" ")
	s := search{words: words, goal: goal}
	var runs [maxWords][maxWords]length
	for from := range words {
		sum := lengths[from]
		runs[from][from] = sum
		for to := from + 1; to < len(words); to++ {
			sum = sum.add(space).add(lengths[to])
			runs[from][to] = sum
		}
	}
	for height := 10; height <= 40; height += 2 {
		s.height = height
		// Which runs of words fill the measure at this height, so that what comes after them does so too, and how wide
		// they are drawn. One that is too long even when it is drawn in makes all longer ones so.
		want := measured(height)
		for from := len(words) - 1; from >= 0; from-- {
			s.width[from], s.ends[from] = [maxWords]int{}, false
			for to := from; to < len(words) && float64(runs[from][to][0]) <= want; to++ {
				if to+1 == len(words) || s.ends[to+1] {
					s.width[from][to] = runs[from][to].width(want)
					s.ends[from] = s.ends[from] || s.width[from][to] > 0
				}
			}
		}
		if s.ends[0] {
			s.extend(0, 0)
		}
	}
	if s.bestLines == 0 {
		return Block{}
	}
	b := Block{Height: s.bestHeight, Lines: make([]Line, 0, s.bestLines)}
	from := 0
	for _, l := range s.best[:s.bestLines] {
		b.Lines = append(b.Lines, Line{Text: strings.Join(words[from:l.to+1], " "), Width: l.width})
		from = l.to + 1
	}
	for i := range b.Lines[:len(b.Lines)-1] {
		b.Lines[i].Low = low(b.Lines[i].Text, b.Lines[i+1].Text)
	}
	return b
}

// low says whether letters of one line come down to those of the next.
func low(above, below string) bool {
	if strings.ContainsAny(above, ",;") {
		return true
	}
	return strings.ContainsAny(above, "gjpqyçQÇ") && strings.ContainsFunc(below, func(r rune) bool { return !strings.ContainsRune("acegmnopqrsuvwxyzç .,-–", r) })
}

// A search goes through the ways to break a title, of which only those are followed whose lines all fill the measure.
type search struct {
	words  []string
	goal   int
	height int
	width  [maxWords][maxWords]int // of the words from one to another; 0 where they do not fill the measure
	ends   [maxWords]bool          // whether the words from one on can be broken to the end

	lines      [maxWords]broken // as far as they are broken now
	best       [maxWords]broken
	bestLines  int // 0 before there is one
	bestHeight int
	bestScore  float64
}

// A broken line ends with the word to.
type broken struct{ to, width int }

// extend breaks the words from one on, after n lines.
func (s *search) extend(from, n int) {
	if from == len(s.words) {
		if x := s.score(s.lines[:n]); s.bestLines == 0 || x < s.bestScore {
			s.best, s.bestLines, s.bestHeight, s.bestScore = s.lines, n, s.height, x
		}
		return
	}
	for to := from; to < len(s.words); to++ {
		if w := s.width[from][to]; w > 0 {
			s.lines[n] = broken{to, w}
			s.extend(to+1, n+1)
		}
	}
}

// score is smaller for a better block: near the goal in height, with lines that contrast, few of them, and no very
// short one.
func (s *search) score(lines []broken) float64 {
	low, high := 150, 50
	x := 0.0
	from := 0
	for _, l := range lines {
		low, high = min(low, l.width), max(high, l.width)
		if l.to == from && utf8.RuneCountInString(s.words[from]) < 4 {
			x += 6
		}
		from = l.to + 1
	}
	return x + math.Abs(float64(s.height*len(lines))*0.84-float64(s.goal)) + float64(len(lines)) - 0.18*float64(high-low)
}

// Fit gives the width at which one line fills its measure at a height in percent, or says that the axis does not
// reach so far.
func Fit(line string, height int) (width int, ok bool) {
	l, ok := measure(line)
	if !ok {
		return 0, false
	}
	width = l.width(measured(height))
	return width, width > 0
}

// A length is that of a text, in thousandths of an em, at width 50, 100 and 150.
type length [3]int

func (l length) add(m length) length { return length{l[0] + m[0], l[1] + m[1], l[2] + m[2]} }

// measured gives the measure in thousandths of an em at a height in percent of it.
func measured(height int) float64 { return fill * 100_000 / float64(max(height, 1)) }

// width gives the width at which the text is as long as wanted, in thousandths of an em; 0 where the axis does not reach
// so far.
func (l length) width(want float64) int {
	a, b, c := float64(l[0]), float64(l[1]), float64(l[2])
	switch {
	case want < a || want > c:
		return 0
	case want > b:
		return int(100 + 50*(want-b)/(c-b))
	}
	return int(50 + 50*(want-a)/(b-a))
}

// breaking says whether a line may end at a space.
func breaking(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

// measure gives the length of a text, or says that the face lacks a letter of it.
func measure(text string) (l length, ok bool) {
	for _, r := range norm.NFD.String(text) { // ASCII comes back as it is
		if r >= 0x300 && r < 0x370 {
			continue // a combining mark
		}
		at, found := advance(r)
		if !found {
			return length{}, false
		}
		l = l.add(at)
	}
	return l, true
}

// advance gives how far a letter moves on, in thousandths of an em, at width 50, 100 and 150.
func advance(r rune) (length, bool) {
	if r < utf8.RuneSelf {
		at := advanceOfASCII()[r]
		return at, at != length{}
	}
	at, ok := advanceOf()[r]
	return at, ok
}

var advanceOfASCII = sync.OnceValue(func() *[utf8.RuneSelf]length {
	table := new([utf8.RuneSelf]length)
	for r := range table {
		table[r] = advanceOf()[rune(r)]
	}
	return table
})

var advanceOf = sync.OnceValue(func() map[rune]length {
	m := map[rune]length{}
	for _, a := range advances {
		for _, r := range a.chars {
			if _, there := m[r]; !there {
				m[r] = a.at
			}
		}
	}
	return m
})
