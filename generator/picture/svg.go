package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"modestad/generator/diag"
	"modestad/generator/minify"
	"modestad/generator/source"
)

// A drawing is an SVG as it is published. Width and Height are its own, in CSS pixels.
type drawing struct {
	data          []byte
	width, height int
	file          File
}

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	// More than any drawing has that is drawn by hand, and less than makes a browser wait.
	svgDepth, svgElements = 64, 50000
)

// svgNames are the elements (SVG 2, filter effects 1) that a drawing may hold: none runs, loads, links or embeds.
var svgNames = words(`svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc style
	linearGradient radialGradient stop clipPath mask pattern marker switch
	filter feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
	feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile feTurbulence`)

// svgText are those whose text counts; in others there is white space only.
var svgText = words(`text tspan textPath title desc style`)

// svgAttributes are the attributes that they may have.
var svgAttributes = words(`id class style lang role aria-label aria-labelledby aria-hidden
	viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength transform transform-origin
	dx dy rotate textLength lengthAdjust startOffset method spacing side href version baseProfile
	fill fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
	stroke-width opacity color display visibility overflow paint-order vector-effect shape-rendering text-rendering color-interpolation
	color-interpolation-filters clip-path clip-rule mask mask-type filter flood-color flood-opacity lighting-color stop-color stop-opacity
	font-family font-size font-stretch font-style font-variant font-weight font letter-spacing word-spacing text-anchor text-decoration
	dominant-baseline alignment-baseline baseline-shift direction unicode-bidi writing-mode mix-blend-mode isolation enable-background
	gradientUnits gradientTransform spreadMethod offset clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits patternTransform
	marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient
	filterUnits primitiveUnits in in2 result mode type values operator k1 k2 k3 k4 stdDeviation edgeMode baseFrequency numOctaves seed
	stitchTiles tableValues slope intercept amplitude exponent radius`)

// svgSaid are those whose value is words, so that it is not read as CSS.
var svgSaid = words(`id class lang role aria-label aria-labelledby`)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

var errTooMuch = errors.New("too much for a drawing")

// readDrawing checks a drawing and writes it anew: only what was checked is passed on, in a form that leaves nothing to
// a reader's judgement. What drawing programs leave for themselves (comments, metadata, names of their own name
// spaces) is dropped; what could run, load or lead elsewhere is a finding, at its place in the drawing.
func readDrawing(path string, data []byte) (*drawing, diag.List) {
	f := &source.File{Path: path, Data: data}
	x := &svgReader{file: f, dec: xml.NewDecoder(bytes.NewReader(data)), uses: map[string]bool{}}
	err := x.read()
	if err == nil && len(x.found) == 0 {
		x.checkUses()
	}
	if err != nil {
		at := int(x.dec.InputOffset())
		x.found.Add(f.Span(at, at).Find("svg-broken", path))
	}
	if len(x.found) > 0 {
		return nil, x.found
	}
	small, _, err := minify.Minify("image/svg+xml", x.out.Bytes())
	if err != nil {
		small = x.out.Bytes()
	}
	return &drawing{data: small, width: x.width, height: x.height}, nil
}

type svgReader struct {
	file          *source.File
	dec           *xml.Decoder
	out           bytes.Buffer
	found         diag.List
	open          []string // the elements around, outermost first
	ids           [][]string
	uses          map[string]bool // ids of elements in which something is used
	used          []source.Ref
	style         strings.Builder
	styleAt       int
	elements      int
	width, height int
}

func (x *svgReader) read() error {
	for {
		at := int(x.dec.InputOffset())
		t, err := x.dec.Token()
		if err == io.EOF {
			if x.elements == 0 {
				return io.ErrUnexpectedEOF
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := x.start(t, at); err != nil {
				return err
			}
		case xml.EndElement:
			x.end()
		case xml.CharData:
			if len(x.open) == 0 {
				continue
			}
			switch in := x.open[len(x.open)-1]; {
			case in == "style":
				x.style.Write(t)
			case svgText[in]:
				xml.EscapeText(&x.out, t)
			}
		}
	}
}

func (x *svgReader) start(t xml.StartElement, at int) error {
	name := t.Name.Local
	root := len(x.open) == 0
	if root && (name != "svg" || t.Name.Space != svgSpace || x.elements > 0) {
		return errTooMuch
	}
	if t.Name.Space != svgSpace || name == "metadata" {
		return x.dec.Skip()
	}
	if x.elements++; x.elements > svgElements || len(x.open) >= svgDepth {
		return errTooMuch
	}
	span := x.file.Span(at, int(x.dec.InputOffset()))
	if !svgNames[name] {
		x.found.Add(span.Find("svg-element", name))
		return x.dec.Skip()
	}
	x.out.WriteString("<" + name)
	if root {
		x.out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	var id string
	values := map[string]string{}
	for _, a := range t.Attr {
		key := a.Name.Local
		switch a.Name.Space {
		case "":
		case xlinkSpace, "xlink":
			if key != "href" {
				continue
			}
		default:
			continue
		}
		if key == "xmlns" || strings.HasPrefix(key, "data-") || key == "xml:space" {
			continue
		}
		if _, twice := values[key]; twice {
			continue // href and xlink:href
		}
		if !svgAttributes[key] || key == "href" && !localReference.MatchString(a.Value) || !svgSaid[key] && !harmless(a.Value) {
			x.found.Add(span.Find("svg-attribute", key, name))
			continue
		}
		values[key] = a.Value
		if key == "id" {
			id = a.Value
		}
		x.out.WriteString(" " + key + `="`)
		xml.EscapeText(&x.out, []byte(a.Value))
		x.out.WriteString(`"`)
	}
	if name == "use" {
		for _, around := range x.ids {
			for _, id := range around {
				x.uses[id] = true
			}
		}
		x.used = append(x.used, source.Ref{ID: strings.TrimPrefix(values["href"], "#"), At: span})
	}
	if root {
		x.size(values)
		if values["viewBox"] == "" {
			fmt.Fprintf(&x.out, ` viewBox="0 0 %d %d"`, x.width, x.height)
		}
	}
	x.out.WriteString(">")
	if name == "style" {
		x.styleAt = int(x.dec.InputOffset())
	}
	x.open = append(x.open, name)
	x.ids = append(x.ids, []string{id})
	return nil
}

func (x *svgReader) end() {
	last := len(x.open) - 1
	name := x.open[last]
	if name == "style" {
		css := x.style.String()
		if !harmless(css) || strings.Contains(css, "<") {
			x.found.Add(x.file.Span(x.styleAt, x.styleAt).Find("svg-attribute", "style", "style"))
		}
		xml.EscapeText(&x.out, []byte(css))
		x.style.Reset()
	}
	x.out.WriteString("</" + name + ">")
	x.open, x.ids = x.open[:last], x.ids[:last]
}

// checkUses lets nothing be used that uses something itself: a few of those in one another are a drawing without end.
func (x *svgReader) checkUses() {
	for _, u := range x.used {
		if x.uses[u.ID] {
			x.found.Add(u.Find("svg-use", u.ID))
		}
	}
}

var localReference = regexp.MustCompile(`^#[A-Za-z_][A-Za-z0-9_.-]*$`)

// size finds the drawing's own size: what it says, or its view box; browsers take 300 by 150 where it says nothing.
func (x *svgReader) size(values map[string]string) {
	length := func(s string) float64 {
		f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
		if err != nil || !(f >= 1 && f <= maxSide) {
			return 0
		}
		return f
	}
	w, h := length(values["width"]), length(values["height"])
	if box := strings.FieldsFunc(values["viewBox"], func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) }); len(box) == 4 {
		bw, bh := length(box[2]), length(box[3])
		switch {
		case bw == 0 || bh == 0:
		case w > 0 && h == 0:
			h = w * bh / bw
		case h > 0 && w == 0:
			w = h * bw / bh
		case w == 0:
			w, h = bw, bh
		}
	}
	if w == 0 || h == 0 {
		w, h = 300, 150
	}
	x.width, x.height = max(1, int(math.Round(w))), max(1, int(math.Round(h)))
}

// cssFunctions are those that values may have; url may only lead to a part of the same drawing.
var cssFunctions = []string{"", "and", "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "translatex", "translatey", "scale", "scalex",
	"scaley", "rotate", "skewx", "skewy", "calc", "url", "blur", "drop-shadow", "opacity"}

var urlInside = regexp.MustCompile(`^\s*["']?#[A-Za-z_][A-Za-z0-9_.-]*["']?\s*\)`)

// harmless says whether CSS, or a value that may be read as such, can neither load nor import anything: it has no
// escapes, no rules but @media, and of functions only those that are known.
func harmless(css string) bool {
	css = strings.ToLower(css)
	for i := 0; i < len(css); i++ {
		switch c := css[i]; {
		case c == '\\', c < ' ' && c != '\t' && c != '\n' && c != '\r':
			return false
		case c == '@':
			if !strings.HasPrefix(css[i:], "@media") {
				return false
			}
		case c == '(':
			start := i
			for start > 0 && (css[start-1] == '-' || css[start-1] >= 'a' && css[start-1] <= 'z' || css[start-1] >= '0' && css[start-1] <= '9' ||
				css[start-1] == '_' || css[start-1] >= 0x80) {
				start--
			}
			name := css[start:i]
			if !slices.Contains(cssFunctions, name) || name == "url" && !urlInside.MatchString(css[i+1:min(len(css), i+200)]) {
				return false
			}
		}
	}
	return !strings.Contains(css, "javascript:") && !strings.Contains(css, "data:")
}
