package draw

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	decimals = regexp.MustCompile(`\d*\.\d\d`)
	allowed  = map[string]bool{"svg": true, "g": true, "path": true, "text": true, "tspan": true, "title": true, "desc": true, "a": true, "defs": true, "pattern": true}
)

// faults reads a drawing as XML and says what is against the package's promise.
func faults(s SVG, id string) error {
	dec := xml.NewDecoder(strings.NewReader(string(s)))
	dec.Strict = true
	ids := map[string]bool{}
	var refs []string
	depth, roots := 0, 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
			if !allowed[t.Name.Local] {
				return fmt.Errorf("element %s", t.Name.Local)
			}
			for _, a := range t.Attr {
				name, v := a.Name.Local, a.Value
				switch {
				case name == "style", strings.HasPrefix(name, "on"):
					return fmt.Errorf("attribute %s", name)
				case name == "id":
					if ids[v] {
						return fmt.Errorf("id %q twice", v)
					}
					if !strings.HasPrefix(v, id+"-") {
						return fmt.Errorf("id %q does not begin with %q", v, id)
					}
					ids[v] = true
				case name == "aria-labelledby", name == "aria-describedby":
					refs = append(refs, v)
				case name == "fill" && strings.HasPrefix(v, "url(#"):
					refs = append(refs, strings.TrimSuffix(strings.TrimPrefix(v, "url(#"), ")"))
				case name == "d", name == "x", name == "y", name == "dy", name == "viewBox", name == "transform":
					if strings.Contains(v, "NaN") || strings.Contains(v, "Inf") || strings.ContainsAny(v, "eE") && name != "transform" {
						return fmt.Errorf("%s is %q", name, v)
					}
					if m := decimals.FindString(v); m != "" {
						return fmt.Errorf("%s has %s", name, m)
					}
				}
			}
			if depth == 1 {
				box := ""
				for _, a := range t.Attr {
					if a.Name.Local == "viewBox" {
						box = a.Value
					}
				}
				part := strings.Fields(box)
				if len(part) != 4 {
					return fmt.Errorf("viewBox %q", box)
				}
				for _, n := range part[2:] {
					if v, err := strconv.ParseFloat(n, 64); err != nil || v <= 0 {
						return fmt.Errorf("viewBox %q", box)
					}
				}
			}
		case xml.EndElement:
			depth--
		case xml.ProcInst, xml.Directive, xml.Comment:
			return fmt.Errorf("token %v", t)
		}
	}
	if roots != 1 {
		return fmt.Errorf("%d roots", roots)
	}
	for _, r := range refs {
		if !ids[r] {
			return fmt.Errorf("no id %q", r)
		}
	}
	return nil
}

func check(t *testing.T, name string, s SVG, most int) {
	t.Helper()
	if err := faults(s, "x"); err != nil {
		t.Errorf("%s: %v\n%s", name, err, s)
	}
	if len(s) > most {
		t.Errorf("%s is %d bytes, more than %d", name, len(s), most)
	}
}

var odd = []string{"", "a", "De modeafdeling opent haar deuren.", "Toegankelijkheidsverklaringsverantwoordelijkheid", `<script>alert("x")</script>&amp;'`,
	"تعيش الموضة في المدينة", "服装设计与城市 👗👗👗", "\x00\x1f\xff￾", "soft­hyphen­ation­ally­long", "  spaces   and\ttabs\n", strings.Repeat("long words all the way ", 30), "19,5 %", "-60 mln €"}

func (c *chance) text() string { return odd[c.pick(len(odd))] }

func (c *chance) number() float64 {
	switch c.pick(12) {
	case 0:
		return 0
	case 1:
		return math.NaN()
	case 2:
		return math.Inf(1)
	case 3:
		return -1e308
	case 4:
		return 1e-12
	case 5:
		return math.MaxFloat64
	case 6:
		return -c.between(0, 100)
	default:
		return math.Round(c.between(0, 1000)*10) / 10
	}
}

func (c *chance) chapters(n int) []Chapter {
	var out []Chapter
	for i := range n {
		out = append(out, Chapter{Cut: CutFor(i, c.text()), Number: strconv.Itoa(i + 1), Title: c.text(), Href: "#" + strconv.Itoa(i)})
	}
	return out
}

func frame(c *chance) Frame {
	return Frame{ID: "x", Title: c.text(), Description: c.text(), RTL: c.pick(2) == 1}
}

// Every drawing of any data is well-formed, within the vocabulary, and the same when drawn again.
func TestEveryDrawing(t *testing.T) {
	for n := range 30 {
		seed := fmt.Sprint("every ", n)
		all := func() map[string]SVG {
			c, out := seeded(seed), map[string]SVG{}
			cut := CutFor(c.pick(20), seed)
			f := frame(c)
			out["piece"] = Piece(cut, Stitch(c.pick(4)), Words{c.text(), c.text(), c.text()}, f.RTL)
			out["small"] = Small(cut)
			chapters := c.chapters(c.pick(12))
			out["layplan"], out["layplan narrow"] = layPlan(f, chapters, false), layPlan(f, chapters, true)
			out["garment"] = Garment(f, chapters)
			out["wrong"] = Wrong(seed)
			out["steps"] = Steps(c.pick(30)-2, seed)
			var events []Event
			for range c.pick(20) {
				events = append(events, Event{c.number(), c.text(), c.text(), c.pick(2) == 0})
			}
			out["timeline"] = Timeline(f, events, Stitch(c.pick(4)))
			var areas []Area
			for range c.pick(6) {
				a := Area{Name: c.text(), Href: c.text()}
				for range c.pick(7) {
					p := Place{Lat: 51.2 + c.between(-0.02, 0.02), Lon: 4.4 + c.between(-0.02, 0.02), Name: c.text(), Href: c.text(), Here: c.pick(4) == 0}
					if c.pick(20) == 0 {
						p.Lat, p.Lon = c.number(), c.number()
					}
					a.Places = append(a.Places, p)
				}
				areas = append(areas, a)
				out["situation"] = Situation(f, a.Places, MapWords{North: c.text()})
			}
			out["areas"] = Areas(f, areas, MapWords{North: "N", Metres: func(m int) string { return fmt.Sprint(m, " m") }})
			out["swatch"] = Swatch(c.text())
			if qr, err := QR(f, c.text()); err == nil {
				out["qr"] = qr
			}
			return out
		}
		first, second := all(), all()
		for name, s := range first {
			most := 6 << 10
			switch name {
			case "small":
				most = 2 << 10
			case "layplan", "layplan narrow", "areas", "timeline":
				most = 24 << 10 // titles are long here
			case "situation", "qr":
				most = 40 << 10
			case "piece":
				if len(s) > 6<<10 && strings.Contains(string(s), "…") {
					most = 7 << 10
				}
			}
			check(t, seed+" "+name, s, most)
			if s != second[name] {
				t.Errorf("%s %s differs when drawn again", seed, name)
			}
		}
	}
}

// A chapter's piece is another one for another seed, and no piece lies on another in the lay plan or leaves the cloth.
func TestPieces(t *testing.T) {
	for i := range 16 {
		seen := map[SVG]string{}
		for _, seed := range []string{"opening belevers", "opening talent", "opening ondernemers", "beleving belevers", "toekomst talent"} {
			s := Small(CutFor(i, seed))
			if other, ok := seen[s]; ok {
				t.Errorf("%s looks the same for %q and %q", CutFor(i, seed).Piece, seed, other)
			}
			seen[s] = seed
		}
	}
	if CutFor(0, "a") != (Cut{"mouw", "a", false}) || !CutFor(7, "a").Mirrored || CutFor(7, "a").Piece != "mouw" {
		t.Error("pieces are not dealt in order", CutFor(0, "a"), CutFor(7, "a"))
	}
	if Piece(Cut{Piece: "broek"}, Running, Words{}, false) != "" || Small(Cut{}) != "" {
		t.Error("a piece that does not exist was drawn")
	}
	for n := range 40 {
		var all []draft
		for i := range 9 {
			d, _ := CutFor(i, fmt.Sprint("nest", n)).draft()
			all = append(all, d)
		}
		for k := range 4 {
			pieces, w, h := lay(all, k%2 == 1, k > 1)
			var polys [][]pt
			for _, d := range pieces {
				for _, o := range append([]outline{d.cut}, d.more...) {
					q := o.points(6)
					for _, e := range q {
						if e.x < 12 || e.y < 12 || e.x > w-12 || e.y > h-12 {
							t.Fatalf("lay plan %d: a piece leaves the cloth", n)
						}
						for _, other := range polys {
							if inside(other, e) {
								t.Fatalf("lay plan %d: a piece lies on another", n)
							}
						}
					}
					polys = append(polys, q)
				}
			}
		}
	}
}

// The stitch line of known shapes is where geometry says.
func TestInset(t *testing.T) {
	square := lineOf(0, 0, 10, 0, 10, 10, 0, 10, 0, 0)
	for _, o := range []outline{square, {square[3].reversed(), square[2].reversed(), square[1].reversed(), square[0].reversed()}} {
		if b := o.inset(2).bounds(); b != (box{2, 2, 8, 8}) {
			t.Errorf("inset of a square: %v", b)
		}
		if b := o.inset(-1).bounds(); b != (box{-1, -1, 11, 11}) {
			t.Errorf("outset of a square: %v", b)
		}
	}
	const k = 5.522847498
	round := from(10, 0).curve(10, k, k, 10, 0, 10).curve(-k, 10, -10, k, -10, 0).curve(-10, -k, -k, -10, 0, -10).curve(k, -10, 10, -k, 10, 0).segs
	for _, q := range round.inset(3).points(16) {
		if r := q.length(); math.Abs(r-7) > 0.02 {
			t.Errorf("inset of a circle of 10 by 3 is %g at %v", r, q)
		}
	}
	for _, name := range Pieces() {
		for n := range 200 {
			d, _ := Cut{Piece: name, Seed: strconv.Itoa(n)}.draft()
			edge := d.cut.points(24)
			if !d.cut[0].a.same(d.cut[len(d.cut)-1].d) {
				t.Fatalf("%s %d is not closed", name, n)
			}
			for i := 1; i < len(d.cut); i++ {
				if !d.cut[i].a.same(d.cut[i-1].d) {
					t.Fatalf("%s %d has a gap before segment %d", name, n, i)
				}
			}
			for _, q := range d.cut.inset(0.9).points(6) {
				if !inside(edge, q) && d.cut[len(d.cut)-1].sa == 1 && name != "rug" {
					t.Fatalf("%s %d: the stitch line leaves the piece at %v", name, n, q)
				}
			}
		}
	}
}

// The code read back from its path is the one that was asked for.
func TestQR(t *testing.T) {
	s, err := QR(Frame{ID: "x", Title: "t"}, "https://example.org/nl/")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	fmt.Sscanf(string(s), `<svg viewBox="0 0 %d`, &n)
	dark := map[[2]int]bool{}
	d := regexp.MustCompile(`crispEdges" d="([^"]*)"`).FindStringSubmatch(string(s))[1]
	x, y := 0.0, 0.0
	for _, m := range regexp.MustCompile(`([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?`).FindAllStringSubmatch(d, -1) {
		a, _ := strconv.ParseFloat(m[2], 64)
		b, _ := strconv.ParseFloat(m[3], 64)
		switch m[1] {
		case "M", "m":
			x, y = x+a, y+b
		case "h":
			for i := range int(a) {
				dark[[2]int{int(x) + i, int(y)}] = true
			}
			x += a
		}
	}
	// Finder patterns stand in three corners within the quiet zone of four modules (ISO/IEC 18004, 6.3).
	for _, corner := range [][2]int{{4, 4}, {n - 11, 4}, {4, n - 11}} {
		for dy := range 7 {
			for dx := range 7 {
				ring := max(max(3-dx, dx-3), max(3-dy, dy-3))
				if got, want := dark[[2]int{corner[0] + dx, corner[1] + dy}], ring != 2; got != want {
					t.Fatalf("module %d,%d of the pattern at %v is %t", dx, dy, corner, got)
				}
			}
		}
	}
	for i := range n {
		if dark[[2]int{i, 3}] || dark[[2]int{3, i}] || dark[[2]int{i, n - 4}] {
			t.Fatal("the quiet zone is not quiet")
		}
	}
	if _, err := QR(Frame{}, strings.Repeat("x", 5000)); err == nil {
		t.Error("a text too long was drawn")
	}
}

// FuzzText puts any text wherever text may stand.
func FuzzText(f *testing.F) {
	for _, s := range odd {
		f.Add(s, 12.5)
	}
	f.Fuzz(func(t *testing.T, s string, v float64) {
		fr := Frame{ID: "x", Title: s, Description: s, RTL: len(s)%2 == 0}
		tick := func(float64) string { return s }
		for kind := Bar; kind <= Dot; kind++ {
			c := Chart{Kind: kind, Names: []string{s, "b", s}, Unit: s, Tick: tick, Series: []Series{{s, []Value{{v, s, false}, {1, s, false}}}, {s, []Value{{v, s, true}, {-v, s, false}}}}}
			check(t, "chart", c.Draw(fr, len(s)%3 == 0), 1<<20)
		}
		check(t, "piece", Piece(CutFor(len(s), s), Chain, Words{s, s, s}, fr.RTL), 1<<20)
		check(t, "layplan", layPlan(fr, []Chapter{{CutFor(0, s), s, s, s}, {CutFor(1, s), s, s, s}}, true), 1<<20)
		check(t, "timeline", Timeline(fr, []Event{{v, s, s, true}, {1, s, s, false}}, Running), 1<<20)
		check(t, "situation", Situation(fr, []Place{{v, v, s, s, true}, {51, 4, s, s, false}}, MapWords{North: s, Metres: func(int) string { return s }}), 1<<20)
	})
}

// A long run of text costs no more than its length.
func TestLongText(t *testing.T) {
	long := strings.Repeat("x", 1<<18)
	for range 3 {
		check(t, "chart", Chart{Names: []string{long, long}, Series: []Series{{long, []Value{{1, long, false}, {2, long, false}}}}}.Draw(Frame{ID: "x"}, true), 8<<10)
	}
}

func TestGolden(t *testing.T) {
	tick := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	values := func(n ...float64) (out []Value) {
		for _, v := range n {
			out = append(out, Value{Number: v, Text: strconv.FormatFloat(v, 'f', -1, 64), Missing: math.IsNaN(v)})
		}
		return out
	}
	years := []string{"2019", "2020", "2021", "2022", "2023", "2024", "2025"}
	one := []Series{{"", values(31, 28, 34, 39, 41, 47, 52)}}
	two := []Series{{"Bachelor", values(31, 28, -14, 39, math.NaN(), 47, 52)}, {"Master", values(11, 12, 14, 19, 21, 25, 24)}}
	f := Frame{ID: "x", Title: "The finding", Description: "The figures."}
	rtl := f
	rtl.RTL = true
	var chapters []Chapter
	for i, title := range []string{"Opening", "To live fashion", "Anchors of the city", "A brand that nobody owns", "The laboratory", "To do business", "What comes next", "Thanks"} {
		chapters = append(chapters, Chapter{CutFor(i, title), strconv.Itoa(i + 1), title, "#" + strconv.Itoa(i)})
	}
	events := []Event{{1963, "1963", "The fashion department opens its doors.", true}, {1986, "1986", "Six designers take a van to London.", true}, {2002, "2002", "The museum moves.", true}, {2027, "2027", "A second edition.", false}}
	places := []Place{{51.2167, 4.3996, "ModeNatie", "", true}, {51.2150, 4.3990, "Nationalestraat", "", false}, {51.2190, 4.4018, "Groenplaats", "", false}}
	words := Words{"Sleeve", "cut 2", "grain"}
	golden := map[string]SVG{
		"layplan": layPlan(f, chapters, false), "layplan-narrow-rtl": layPlan(rtl, chapters, true), "garment": Garment(Frame{}, chapters),
		"wrong": Wrong("404"), "steps": Steps(4, "sleeve"), "timeline": Timeline(Frame{}, events, Running), "timeline-rtl": Timeline(rtl, events, Chain),
		"situation": Situation(f, places, MapWords{North: "N"}),
		"areas":     Areas(f, []Area{{"Fashion quarter", "/area", places}}, MapWords{North: "N"}),
		"swatch":    Swatch("#b3261e"), "chart-single": Chart{Names: years[:1], Series: []Series{{"", values(20.4)}}, Whole: 100, Tick: tick}.Draw(f, false),
	}
	for i, name := range Pieces() {
		golden["piece-"+name] = Piece(Cut{name, "golden", i%2 == 1}, StitchFor(i%4), words, false)
		golden["small-"+name] = Small(Cut{name, "golden", i%2 == 1})
	}
	for kind, name := range []string{"bar", "column", "line", "dot"} {
		golden["chart-"+name] = Chart{Kind: Kind(kind), Names: years, Series: one, Unit: "graduates", Tick: tick}.Draw(f, false)
		golden["chart-"+name+"-two-rtl"] = Chart{Kind: Kind(kind), Names: years, Series: two, Tick: tick}.Draw(rtl, true)
	}
	for name, s := range golden {
		most := 8 << 10
		if strings.HasPrefix(name, "piece-") {
			most = 6 << 10
		}
		check(t, name, s, most)
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, []byte(s+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != string(s)+"\n" {
			t.Errorf("%s is not as in %s; look at both and run with -update", name, file)
		}
	}
	files, _ := filepath.Glob("testdata/*.svg")
	if len(files) != len(golden) {
		t.Errorf("testdata holds %d drawings, %d are made", len(files), len(golden))
	}
}

func layPlan(f Frame, chapters []Chapter, narrow bool) SVG {
	cuts := make([]Cut, len(chapters))
	for i, c := range chapters {
		cuts[i] = c.Cut
	}
	return Lay(cuts, narrow, f.RTL).Plan(f, chapters)
}
