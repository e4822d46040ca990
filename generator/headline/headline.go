// Package headline promises to set a title as a block: lines that are all equally high and equally long, each
// drawn in or laid flat by the width axis of the theme's display face, so that every title fills its measure.
//
// Invariants: the lines, joined with spaces, are the title; a title that cannot be set well (a letter that the
// face lacks, a word too long, too many words) comes back whole, without lines, and is set plainly. Pure: the
// same title gives the same lines.
package headline

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Line is a part of the title. Width is the value of the face's width axis, 50 to 150.
type Line struct {
	Text  string
	Width int
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
	words := strings.Fields(title)
	if len(words) == 0 || len(words) > maxWords {
		return Block{}
	}
	var best Block
	bestScore := 0.0
	for breaks := 0; breaks < 1<<(len(words)-1); breaks++ {
		lines := split(words, breaks)
		for height := 10; height <= 40; height += 2 {
			block, ok := fit(lines, height)
			if !ok {
				continue
			}
			if s := score(block, goal); best.Height == 0 || s < bestScore {
				best, bestScore = block, s
			}
		}
	}
	return best
}

// Fit gives the width at which one line fills its measure at a height in percent, or says that the axis does not
// reach so far.
func Fit(line string, height int) (width int, ok bool) {
	low, mid, high, ok := measure(line)
	want := fill * 100 / float64(max(height, 1)) // in em
	switch {
	case !ok || want < low || want > high:
		return 0, false
	case want > mid:
		return int(100 + 50*(want-mid)/(high-mid)), true
	}
	return int(50 + 50*(want-low)/(mid-low)), true
}

// split breaks after word i where bit i is set.
func split(words []string, breaks int) []string {
	lines := []string{words[0]}
	for i, w := range words[1:] {
		if breaks>>i&1 == 1 {
			lines = append(lines, w)
		} else {
			lines[len(lines)-1] += " " + w
		}
	}
	return lines
}

// fit draws every line to the measure, or says that one does not reach.
func fit(lines []string, height int) (Block, bool) {
	b := Block{Height: height, Lines: make([]Line, 0, len(lines))}
	for _, l := range lines {
		width, ok := Fit(l, height)
		if !ok {
			return Block{}, false
		}
		b.Lines = append(b.Lines, Line{Text: l, Width: width})
	}
	return b, true
}

// measure gives a line's length in em at width 50, 100 and 150.
func measure(line string) (low, mid, high float64, ok bool) {
	for _, r := range norm.NFD.String(line) {
		if r >= 0x300 && r < 0x370 {
			continue // a combining mark
		}
		at, found := advance(r)
		if !found {
			return 0, 0, 0, false
		}
		low += float64(at[0]) / 1000
		mid += float64(at[1]) / 1000
		high += float64(at[2]) / 1000
	}
	return low, mid, high, true
}

func advance(r rune) ([3]int, bool) {
	for _, a := range advances {
		if strings.ContainsRune(a.chars, r) {
			return a.at, true
		}
	}
	return [3]int{}, false
}

// score is smaller for a better block: near the goal in height, with lines that contrast, few of them, and no
// line at the ends of the axis.
func score(b Block, goal int) float64 {
	tall := float64(b.Height*len(b.Lines)) * 0.84
	low, high := 150, 50
	s := 0.0
	for _, l := range b.Lines {
		low, high = min(low, l.Width), max(high, l.Width)
		if utf8.RuneCountInString(l.Text) < 4 {
			s += 6
		}
	}
	off := tall - float64(goal)
	if off < 0 {
		off = -off
	}
	return s + off + float64(len(b.Lines)) - 0.18*float64(high-low)
}
