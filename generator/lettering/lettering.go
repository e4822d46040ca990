// Package lettering turns text into outlines of letters: shaped as its script wants, in variable fonts.
//
// Promise: a line of text becomes the outlines of its glyphs, in the order in which they are seen: kerned, with ligatures,
// with Arabic joined, and with the Unicode bidirectional algorithm (UAX 9) applied. Each letter is taken from the first
// face that has it. Fonts are OpenType or WOFF 2.
//
// Invariants: the same text, faces and style give the same outlines; every text can be set, in time that grows with its
// length; a Face never changes and can be shared, a Setter is for one goroutine at a time.
package lettering

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/norm"

	"modestad/generator/canvas"
)

// A Face is a font that was read. Its axes may give it weights and widths.
type Face struct {
	font  *font.Font
	plain *font.Face
	em    float64
}

// Read reads a font of OpenType or WOFF 2.
func Read(data []byte) (f *Face, err error) {
	data, err = unpack(data)
	if err != nil {
		return nil, err
	}
	// The module says that fonts are not to be trusted, and that its reader may panic on some.
	defer func() {
		if x := recover(); x != nil {
			f, err = nil, errFont
		}
	}()
	face, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errFont, err)
	}
	if face.Upem() == 0 {
		return nil, errFont
	}
	return &Face{face.Font, face, float64(face.Upem())}, nil
}

// has says whether the face has a letter.
func (f *Face) has(r rune) bool {
	_, ok := f.font.NominalGlyph(r)
	return ok
}

// A Style is faces, the first before the others, and where on their axes they are taken: the weight (100 to 1000) and the
// width in percent. What a face has no axis for is as it is.
type Style struct {
	Faces         []*Face
	Weight, Width float64
}

// grain is in what steps of the width axis faces are made: outlines are kept for each.
const grain = 4

// A cut is a face at one place on its axes.
type cut struct {
	face          *Face
	weight, width int
}

// An instance is a cut made ready.
type instance struct {
	face   *font.Face
	shaper *harfbuzz.Font
	paths  map[font.GID]*canvas.Path
	widths map[rune]float64
	em     float64
}

// A Setter sets text. It keeps what it made, up to a limit.
type Setter struct {
	buffer    *harfbuzz.Buffer
	bidi      bidi.Paragraph
	instances map[cut]*instance
	lines     map[lineKey]*Line
	outlines  int
}

type lineKey struct {
	text, lang    string
	rtl           bool
	first         *Face
	weight, width int
}

// How many outlines and lines a setter keeps. Beyond, it begins anew.
const maxOutlines, maxLines = 12000, 2000

// NewSetter makes a setter.
func NewSetter() *Setter {
	return &Setter{buffer: harfbuzz.NewBuffer(), instances: map[cut]*instance{}, lines: map[lineKey]*Line{}}
}

func (s *Setter) instance(f *Face, st Style) *instance {
	key := cut{f, int(math.Round(st.Weight/50)) * 50, int(math.Round(st.Width/grain)) * grain}
	if i := s.instances[key]; i != nil {
		return i
	}
	face := font.NewFace(f.font)
	face.SetVariations([]font.Variation{
		{Tag: opentype.MustNewTag("wght"), Value: float32(key.weight)},
		{Tag: opentype.MustNewTag("wdth"), Value: float32(key.width)},
	})
	i := &instance{face, harfbuzz.NewFont(face), map[font.GID]*canvas.Path{}, map[rune]float64{}, f.em}
	s.instances[key] = i
	return i
}

// outline gives a glyph in em, its baseline at 0 and Y downwards.
func (s *Setter) outline(i *instance, g font.GID) *canvas.Path {
	if p := i.paths[g]; p != nil {
		return p
	}
	p := &canvas.Path{}
	if o, ok := i.face.GlyphDataOutline(g); ok {
		k := 1 / i.em
		x := func(n int, seg font.Segment) float64 { return float64(seg.Args[n].X) * k }
		y := func(n int, seg font.Segment) float64 { return -float64(seg.Args[n].Y) * k }
		for _, seg := range o.Segments {
			switch seg.Op {
			case opentype.SegmentOpMoveTo:
				p.Move(x(0, seg), y(0, seg))
			case opentype.SegmentOpLineTo:
				p.Line(x(0, seg), y(0, seg))
			case opentype.SegmentOpQuadTo:
				p.Quad(x(0, seg), y(0, seg), x(1, seg), y(1, seg))
			case opentype.SegmentOpCubeTo:
				p.Cube(x(0, seg), y(0, seg), x(1, seg), y(1, seg), x(2, seg), y(2, seg))
			}
		}
	}
	i.paths[g] = p
	s.outlines++
	return p
}

// Clean makes a text ready to be set: composed, in one line, without what cannot be seen. What no face has is left out where
// it is a sign; where it is a letter, the text cannot be set.
func Clean(text string, faces []*Face) (string, bool) {
	ok := true
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f':
			return ' '
		case r == '\u200c' || r == '\u200d' || r == '\u00ad' || r == '\u200e' || r == '\u200f':
			return r // joiners, soft hyphens and marks of direction are for what comes later
		case r == unicode.ReplacementChar || unicode.In(r, unicode.C):
			return -1
		}
		for _, f := range faces {
			if f.has(r) {
				return r
			}
		}
		if unicode.In(r, unicode.Zs) {
			return ' '
		}
		if unicode.In(r, unicode.L, unicode.N) {
			ok = false
		}
		return -1
	}, norm.NFC.String(text))
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " "), ok
}

// A Line is text that was set, in em. Letters lists the glyphs from left to right.
type Line struct {
	Advance float64
	Joined  bool // its letters join, so that no space may come between
	Letters []Letter
}

// A Letter is a glyph and where its origin lies, in em.
type Letter struct {
	Path *canvas.Path
	X, Y float64
}

// Draw lays the line on a canvas, to be filled, with its baseline beginning at x and y. Size is in pixels; track is the
// space that comes between glyphs.
func (l *Line) Draw(c *canvas.Canvas, size, x, y, track float64) {
	for i, g := range l.Letters {
		if !g.Path.Empty() {
			c.Add(g.Path, canvas.Place{Scale: size, X: x + g.X*size + float64(i)*track, Y: y + g.Y*size})
		}
	}
}

// Width is about how long a text will be, in em: without kerning, where it is of letters that do not join.
func (s *Setter) Width(text string, st Style) float64 {
	sum := 0.0
	for _, r := range text {
		if r >= 0x590 && r < 0x1e00 {
			return s.Line(text, "", true, st).Advance
		}
		f := st.faceOf(r)
		i := s.instance(f, st)
		w, ok := i.widths[r]
		if !ok {
			if g, found := f.font.NominalGlyph(r); found {
				w = float64(i.face.HorizontalAdvance(g)) / i.em
			}
			i.widths[r] = w
		}
		sum += w
	}
	return sum
}

func (st Style) faceOf(r rune) *Face {
	for _, f := range st.Faces {
		if f.has(r) {
			return f
		}
	}
	return st.Faces[0]
}

// Line sets a text in one line. Lang is its language as BCP 47 writes it, and rtl the direction of the paragraph.
func (s *Setter) Line(text, lang string, rtl bool, st Style) *Line {
	key := lineKey{text, lang, rtl, st.Faces[0], int(math.Round(st.Weight/50)) * 50, int(math.Round(st.Width/grain)) * grain}
	if l := s.lines[key]; l != nil {
		return l
	}
	if s.outlines > maxOutlines {
		clear(s.instances)
		clear(s.lines)
		s.outlines = 0
	}
	if len(s.lines) >= maxLines {
		clear(s.lines)
	}
	l := s.set(text, lang, rtl, st)
	s.lines[key] = l
	return l
}

// A run is a stretch of text of one level, script and face.
type run struct {
	from, to int
	level    int
	script   language.Script
	face     *Face
}

func (s *Setter) set(text, lang string, rtl bool, st Style) *Line {
	runes := []rune(text)
	runs := s.runs(runes, rtl, st)
	// UAX 9, L2: from the highest level down, what is at that level or above is turned round.
	highest := 0
	for _, r := range runs {
		highest = max(highest, r.level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(runs); i++ {
			j := i
			for j < len(runs) && runs[j].level >= level {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				runs[a], runs[b] = runs[b], runs[a]
			}
			i = max(i, j-1)
		}
	}
	l := &Line{}
	tag := language.NewLanguage(lang)
	for _, r := range runs {
		i := s.instance(r.face, st)
		s.buffer.Clear()
		s.buffer.AddRunes(runes, r.from, r.to-r.from)
		s.buffer.Props.Direction = harfbuzz.LeftToRight
		if r.level%2 == 1 {
			s.buffer.Props.Direction = harfbuzz.RightToLeft
		}
		s.buffer.Props.Script, s.buffer.Props.Language = r.script, tag
		s.buffer.Shape(i.shaper, nil)
		l.Joined = l.Joined || r.script != language.Latin && r.script != language.Greek && r.script != language.Cyrillic && r.script != language.Hebrew && r.script != language.Common
		for n, g := range s.buffer.Info {
			at := s.buffer.Pos[n]
			l.Letters = append(l.Letters, Letter{s.outline(i, g.Glyph), l.Advance + float64(at.XOffset)/i.em, -float64(at.YOffset) / i.em})
			l.Advance += float64(at.XAdvance) / i.em
		}
	}
	return l
}

// runs cuts a text where its level, its script or its face changes.
func (s *Setter) runs(text []rune, rtl bool, st Style) []run {
	if len(text) == 0 {
		return nil
	}
	var out []run
	add := func(from, to, level int) {
		now := run{from: from, to: from, level: level, script: language.Common}
		for i := from; i < to; i++ {
			r := text[i]
			script := language.LookupScript(r)
			loose := script == language.Common || script == language.Inherited
			face := now.face
			if face == nil || !(loose && (face.has(r) || unicode.In(r, unicode.M, unicode.Cf))) {
				face = st.faceOf(r)
			}
			switch {
			case now.face == nil:
				now.face = face
			case face != now.face || !loose && now.script != language.Common && script != now.script:
				out = append(out, now)
				now = run{from: i, level: level, script: language.Common, face: face}
			}
			if !loose {
				now.script = script
			}
			now.to = i + 1
		}
		out = append(out, now)
	}
	simple := !rtl
	for _, r := range text {
		simple = simple && r < 0x590
	}
	if simple {
		add(0, len(text), 0)
	} else {
		direction := bidi.LeftToRight
		if rtl {
			direction = bidi.RightToLeft
		}
		levels := s.bidi.Segment(text, direction)
		for i := range levels.NumRuns() {
			r := levels.Run(i)
			add(r.Start, r.End, int(r.Level))
		}
	}
	for i := range out {
		if out[i].script == language.Common {
			out[i].script = language.Latin
		}
	}
	return out
}
