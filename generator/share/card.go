// Package share draws the pictures that go with a link when people share it, and those of a partner's message kit.
//
// Promise: a card of words, dates and a pattern piece becomes a PNG of few colours in the theme's visual language: pattern
// paper, cut and stitch lines, the thread of an audience, the title set large in lines that are drawn in or laid flat.
//
// Invariants: the same card, look and size give the same bytes, in any order and from any number of goroutines; no text
// is clipped: it is set smaller, broken, or ends in an ellipsis; a text that no face has the letters of is left out.
package share

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"modestad/generator/draw"
)

// Recipe names how cards are drawn. It changes whenever the bytes could.
const Recipe = "1"

// A Card is what a picture says. Texts are final; the title may hold soft hyphens.
type Card struct {
	Lang   string // BCP 47
	RTL    bool
	Site   string
	Label  string   // what it is: the kind of an event, for whom a text is
	Title  string   // or the message
	Number string   // the day or the span, for heavy numerals
	Lines  []string // the date, the place: below each other, at most three
	Status string   // what one must know first: cancelled, sold out
	Struck bool     // the title is struck through
	Piece  draw.Cut // of a coat; without a name it is the whole coat
	Stitch draw.Stitch
	Thread int   // of which audience, in their order; Plain for none
	Brand  Brand // whose colours it has, instead of the theme's
}

// Plain is the thread of nobody in particular.
const Plain = 3

// A Brand is how a partner's pictures look; the zero Brand is the theme. Font is sans, serif or mono.
type Brand struct {
	Accent, Ink, Paper string // #rrggbb
	Font               string
}

// A Size is that of a picture, in pixels.
type Size struct{ Width, Height int }

// The sizes that links and networks want: beside a link (Open Graph), in a stream, and upright.
var (
	Wide   = Size{1200, 630}
	Square = Size{1080, 1080}
	Story  = Size{1080, 1920}
)

// Key names all that a card's picture depends on, but for the look.
func (c Card) Key() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %q", Recipe, fmt.Sprintf("%#v", c)))
	return hex.EncodeToString(sum[:10])
}
