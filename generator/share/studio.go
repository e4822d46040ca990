package share

import (
	"bytes"
	"embed"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"modestad/generator/canvas"
	"modestad/generator/draw"
	"modestad/generator/lettering"
)

// A Look is what cards are drawn with: the theme's faces, for titles and for what is measured, one for brands that want
// serifs, and its colours as CSS writes them, by the names of its custom properties. What lacks is the built-in theme's;
// letters that its fonts lack come from those that stand beside this file.
type Look struct {
	Display, Text, Serif []byte // fonts of OpenType or WOFF 2
	Colours              map[string]string
}

// fallbacks are fonts for the letters that most fonts for Latin lack.
//
//go:embed fonts/*.woff2
var fallbacks embed.FS

// The colours of a picture, by their places in its palette. The numbers after a name are how much of it lies on paper.
const (
	paper = iota
	card
	grid
	fold
	rule
	rule50
	ink
	ink75
	ink50
	ink25
	accent
	accent66
	accent33
	pin
	pinInk
	accentInk
)

// colours are those of the built-in theme.
var colours = map[string]string{"paper": "#f4f0e6", "card": "#fbf9f3", "fold": "#e8e1cf", "ink": "#17150f", "rule": "#857b62", "grid": "#d9d1bc",
	"pin": "#f0c24b", "thread": "#b3261e", "chalk": "#1e4e9c", "selvedge": "#14614a"}

// ColourNames are those of a theme's colours that cards have, in order.
func ColourNames() []string { return slices.Sorted(maps.Keys(colours)) }

// threads are the colours of the audiences, in their order.
var threads = [...]string{"thread", "chalk", "selvedge", "thread"}

// A Studio draws cards. It can be used from any number of goroutines.
type Studio struct {
	look                 Look
	display, text, serif []*lettering.Face
	hands                chan *hand

	mu       sync.Mutex
	palettes map[paletteKey]*canvas.Palette
	pieces   map[pieceKey][]uint8
}

type paletteKey struct {
	brand  Brand
	thread int
}

// A hand is what one goroutine draws with.
type hand struct {
	canvas canvas.Canvas
	setter *lettering.Setter
}

// maxHands is how many are kept for the next card, and maxPieces how many drawn pieces.
const maxHands, maxPieces = 16, 96

// NewStudio reads the fonts of a look.
func NewStudio(look Look) (*Studio, error) {
	s := &Studio{look: look, hands: make(chan *hand, maxHands), palettes: map[paletteKey]*canvas.Palette{}, pieces: map[pieceKey][]uint8{}}
	more := map[string]*lettering.Face{}
	for _, name := range []string{"anybody-latin-ext", "sometype-mono-latin-ext", "reem-kufi-arabic", "noto-sans-greek", "noto-sans-cyrillic", "noto-sans-hebrew"} {
		data, err := fallbacks.ReadFile("fonts/" + name + ".woff2")
		if err != nil {
			return nil, err
		}
		if more[name], err = lettering.Read(data); err != nil {
			return nil, fmt.Errorf("font %s: %w", name, err)
		}
	}
	for _, x := range []struct {
		data []byte
		next string
		to   *[]*lettering.Face
	}{{look.Display, "anybody-latin-ext", &s.display}, {look.Text, "sometype-mono-latin-ext", &s.text}, {look.Serif, "anybody-latin-ext", &s.serif}} {
		f, err := lettering.Read(x.data)
		if err != nil {
			return nil, err
		}
		*x.to = []*lettering.Face{f, more[x.next], more["reem-kufi-arabic"], more["noto-sans-greek"], more["noto-sans-cyrillic"], more["noto-sans-hebrew"]}
	}
	return s, nil
}

// colour reads #rrggbb; what is not one is the other.
func colour(s string, other canvas.Colour) canvas.Colour {
	b, err := hex.DecodeString(strings.TrimPrefix(s, "#"))
	if err != nil || len(b) != 3 {
		return other
	}
	return canvas.Colour{R: b[0], G: b[1], B: b[2]}
}

// palette gives the colours of a card.
func (s *Studio) palette(c Card) *canvas.Palette {
	key := paletteKey{c.Brand, min(max(0, c.Thread), Plain)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.palettes[key]; p != nil {
		return p
	}
	of := func(name string) canvas.Colour {
		return colour(s.look.Colours[name], colour(colours[name], canvas.Colour{}))
	}
	base := struct{ paper, card, grid, fold, rule, ink, accent, pin, onPin canvas.Colour }{of("paper"), of("card"), of("grid"), of("fold"), of("rule"), of("ink"), of(threads[key.thread]), of("pin"), of("ink")}
	if b := c.Brand; b.Paper != "" {
		p, i := colour(b.Paper, base.paper), colour(b.Ink, base.ink)
		a := colour(b.Accent, i)
		base.paper, base.ink, base.accent, base.card = p, i, a, p
		base.grid, base.fold, base.rule = canvas.Mix(p, i, 0.1), canvas.Mix(p, i, 0.07), canvas.Mix(p, i, 0.5)
		base.pin, base.onPin = i, p
	}
	mix := canvas.Mix
	p := canvas.NewPalette(base.paper, base.card, base.grid, base.fold, base.rule, mix(base.paper, base.rule, 0.5), base.ink, mix(base.paper, base.ink, 0.75),
		mix(base.paper, base.ink, 0.5), mix(base.paper, base.ink, 0.25), base.accent, mix(base.paper, base.accent, 0.66), mix(base.paper, base.accent, 0.33),
		base.pin, mix(base.pin, base.onPin, 0.5), mix(base.accent, base.ink, 0.5))
	s.palettes[key] = p
	return p
}

// Draw draws a card.
func (s *Studio) Draw(c Card, size Size) []byte {
	var h *hand
	select {
	case h = <-s.hands:
	default:
		h = &hand{setter: lettering.NewSetter()}
	}
	defer func() {
		select {
		case s.hands <- h:
		default:
		}
	}()
	p := painter{Studio: s, hand: h, card: c, w: size.Width, h: size.Height, palette: s.palette(c)}
	p.draw()
	return bytes.Clone(h.canvas.PNG())
}

// A pieceKey tells drawn pieces apart.
type pieceKey struct {
	cut     draw.Cut
	stitch  draw.Stitch
	palette paletteKey
	box     box
	w, h    int
}

// piece lays the card's pattern piece on the ground, which holds nothing but the grid yet.
func (p *painter) piece(b box) {
	key := pieceKey{p.card.Piece, p.card.Stitch, paletteKey{p.card.Brand, p.card.Thread}, b, p.w, p.h}
	x, y := max(0, int(b.x)), max(0, int(b.y))
	w, h := min(p.w, int(b.x+b.w))-x, min(p.h, int(b.y+b.h))-y
	if w <= 0 || h <= 0 {
		return
	}
	p.mu.Lock()
	made, ok := p.pieces[key]
	p.mu.Unlock()
	if ok {
		p.canvas.Paste(made, w, x, y)
		return
	}
	drawing := draw.Garment(draw.Frame{}, nil)
	if p.card.Piece.Piece != "" {
		drawing = draw.Piece(p.card.Piece, p.card.Stitch, draw.Words{}, false)
	}
	p.drawing(drawing, b)
	made = make([]uint8, 0, w*h)
	for row := y; row < y+h; row++ {
		made = append(made, p.canvas.Pixels[row*p.w+x:row*p.w+x+w]...)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.pieces) >= maxPieces {
		clear(p.pieces)
	}
	p.pieces[key] = made
}

// drawing draws paths into the middle of a box, as large as they fit.
func (p *painter) drawing(d draw.SVG, b box) {
	paths, w, h := d.Paths()
	if w <= 0 || h <= 0 {
		return
	}
	k := min(b.w/w, b.h/h)
	at := canvas.Place{Scale: k, X: b.x + (b.w-w*k)/2, Y: b.y + (b.h-h*k)/2}
	for _, x := range paths {
		path := &canvas.Path{}
		closed := false
		for _, c := range x.Commands {
			q := c.Points
			switch c.Letter {
			case 'M':
				path.Move(q[0][0], q[0][1])
			case 'L':
				path.Line(q[0][0], q[0][1])
			case 'Q':
				path.Quad(q[0][0], q[0][1], q[1][0], q[1][1])
			case 'C':
				path.Cube(q[0][0], q[0][1], q[1][0], q[1][1], q[2][0], q[2][1])
			case 'Z':
				closed = true
			}
		}
		for _, class := range strings.Fields(x.Class) {
			if fill, ok := map[string]uint8{"fill": card, "fill-2": fold, "fill-3": grid}[class]; ok {
				p.canvas.Add(path, at)
				p.canvas.Fill(fill)
			}
		}
		kind, _, _ := strings.Cut(x.Class, " ")
		switch kind {
		case "grade":
			p.canvas.Stroke(path, at, canvas.Pen{Width: 1.6, Dash: []float64{3, 5}}, closed, rule)
		case "cut":
			p.canvas.Stroke(path, at, canvas.Pen{Width: 3}, closed, ink)
		case "stitch":
			p.canvas.Stroke(path, at, canvas.Pen{Width: 3, Dash: []float64{13, 8}}, closed, accent)
		case "thread":
			p.canvas.Stroke(path, at, canvas.Pen{Width: 2.4}, closed, accent)
		case "notch":
			p.canvas.Stroke(path, at, canvas.Pen{Width: 3}, closed, accent)
		case "grain":
			p.canvas.Stroke(path, at, canvas.Pen{Width: 2}, closed, ink)
		}
	}
}
