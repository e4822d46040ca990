// Package draw promises every drawing of the site as SVG, made from plain data in the theme's vocabulary of lines:
// pattern pieces, lay plan, garment, timelines, charts, situation maps, stages, swatches and QR codes.
//
// Invariants: pure, and the same data gives the same bytes; chance comes from a seed text by hashing. Each
// drawing is one well-formed svg element with a viewBox, numbers in at most one decimal, and no size, style, script
// or colour of its own: classes say what a line means and the theme's drawing.css says how that looks (but for
// Swatch and QR, whose colours are what they show). Decoration is hidden from assistive technology; a drawing that
// informs has a title, a description and ids that begin with the id the caller gives. Text comes from the caller,
// in its language; nothing here is in any language. Every input draws: what is not finite, missing, empty or far
// too much is left out or cut short.
package draw

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SVG is one svg element, safe to stand in HTML as it is.
type SVG string

// A Frame is what every drawing that informs needs besides its data. ID begins all ids of the drawing and is unique
// in its page; Title is its accessible name and Description its description, which may be empty. RTL draws for a
// page that runs from right to left: what stands left elsewhere stands right.
type Frame struct {
	ID          string
	Title       string
	Description string
	RTL         bool
}

// A role is how a drawing meets assistive technology.
type role int

const (
	decoration role = iota // hidden
	image                  // one image with a name
	group                  // a named group whose links can be reached
)

// A box is an area that something takes up, for telling whether things collide.
type box struct{ x0, y0, x1, y1 float64 }

func (a box) meets(b box) bool { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 }

func (a box) within(b box) bool { return a.x0 >= b.x0 && a.x1 <= b.x1 && a.y0 >= b.y0 && a.y1 <= b.y1 }

func (a box) grow(d float64) box { return box{a.x0 - d, a.y0 - d, a.x1 + d, a.y1 + d} }

func (a box) join(b box) box {
	return box{min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1)}
}

// A pen writes elements. All text and all attribute values are escaped here and nowhere else. When rtl is set, X
// coordinates given through x and to text are mirrored within width.
type pen struct {
	b     strings.Builder
	rtl   bool
	width float64
	texts []box // what text takes up
	marks []box // what marks take up that text must not cover
}

// x is an X coordinate in the direction of reading.
func (p *pen) x(x float64) float64 {
	if p.rtl {
		return p.width - x
	}
	return x
}

// open begins an element; attributes come in pairs of name and value, and pairs with an empty value are left out.
func (p *pen) open(name string, attrs ...string) { p.start(name, attrs); p.b.WriteByte('>') }

// empty writes an element without content.
func (p *pen) empty(name string, attrs ...string) { p.start(name, attrs); p.b.WriteString("/>") }

func (p *pen) start(name string, attrs []string) {
	p.b.WriteByte('<')
	p.b.WriteString(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		p.b.WriteByte(' ')
		p.b.WriteString(attrs[i])
		p.b.WriteString(`="`)
		escape(&p.b, attrs[i+1])
		p.b.WriteByte('"')
	}
}

func (p *pen) close(name string) { p.b.WriteString("</" + name + ">") }

// element writes an element whose content is text.
func (p *pen) element(name, text string, attrs ...string) {
	p.open(name, attrs...)
	escape(&p.b, text)
	p.close(name)
}

// path writes a path of a class, unless it is empty.
func (p *pen) path(class, d string) {
	if d != "" {
		p.empty("path", "class", class, "d", d)
	}
}

// finish wraps what was drawn into its svg element.
func (p *pen) finish(r role, f Frame, class string, view box) SVG {
	out := pen{}
	attrs := []string{"viewBox", num(view.x0) + " " + num(view.y0) + " " + num(view.x1-view.x0) + " " + num(view.y1-view.y0), "class", class}
	switch r {
	case decoration:
		attrs = append(attrs, "aria-hidden", "true", "focusable", "false")
	default:
		name, labelled := "img", f.ID+"-t"
		if r == group {
			name = "group"
		}
		if f.Title == "" {
			labelled = ""
		}
		described := ""
		if f.Description != "" {
			described = f.ID + "-d"
		}
		attrs = append(attrs, "role", name, "aria-labelledby", labelled, "aria-describedby", described)
	}
	out.open("svg", attrs...)
	if r != decoration {
		if f.Title != "" {
			out.element("title", f.Title, "id", f.ID+"-t")
		}
		if f.Description != "" {
			out.element("desc", f.Description, "id", f.ID+"-d")
		}
	}
	// Anchors of text follow its direction, which would otherwise be the page's. It is set inside: a style sheet may
	// set that of svg itself.
	if dir := map[bool]string{false: "ltr", true: "rtl"}[f.RTL]; len(p.texts) > 0 {
		out.open("g", "direction", dir)
		out.b.WriteString(p.b.String())
		out.close("g")
	} else {
		out.b.WriteString(p.b.String())
	}
	out.close("svg")
	return SVG(out.b.String())
}

// escape writes text for element content and double-quoted attributes of both HTML and XML. Characters that XML 1.0
// (section 2.2) does not allow, and bytes that are not UTF-8, become U+FFFD.
func escape(b *strings.Builder, s string) {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&#34;")
		case r == utf8.RuneError && n == 1, r < 0x20 && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
}

// limit bounds every coordinate; a drawing is some hundreds of units wide.
const limit = 1e5

// tenths rounds to whole tenths. What is not a number is 0.
func tenths(v float64) int {
	if math.IsNaN(v) {
		return 0
	}
	return int(math.Round(max(-limit, min(limit, v)) * 10))
}

// num writes a number in at most one decimal, in the shortest way.
func num(v float64) string { return written(tenths(v)) }

func written(t int) string {
	s := ""
	if t < 0 {
		s, t = "-", -t
	}
	if t%10 == 0 {
		return s + strconv.Itoa(t/10)
	}
	if t > 10 {
		s += strconv.Itoa(t / 10)
	}
	return s + "." + strconv.Itoa(t%10)
}
