package share

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"modestad/generator/cputime"
	"modestad/generator/draw"
	"modestad/generator/lettering"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	look   = flag.String("look", "", "write every sample, in every size, into this `folder`")
)

var theStudio = sync.OnceValues(func() (*Studio, error) {
	var fonts [3][]byte
	for i, name := range []string{"anybody", "sometype-mono", "piazzolla"} {
		data, err := os.ReadFile(filepath.FromSlash("../../themes/patroon/assets/fonts/" + name + ".woff2"))
		if err != nil {
			return nil, err
		}
		fonts[i] = data
	}
	return NewStudio(Look{Display: fonts[0], Text: fonts[1], Serif: fonts[2]})
})

func studio(t testing.TB) *Studio {
	t.Helper()
	s, err := theStudio()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// samples are cards of all kinds: short titles and long ones, each thread, each script that there are letters for.
func samples() map[string]Card {
	event := Card{Lang: "nl-BE", Site: "Antwerpen Modestad", Label: "Evenement", Title: "Modemoment 2027", Number: "10", Lines: []string{"Donderdag 10 juni 2027, 19.30 uur", "ModeNatie, Antwerpen", "MoMu, ModeMuseum Antwerpen"},
		Piece: draw.Cut{Piece: "voorpand", Seed: "event 4"}, Stitch: draw.Running, Thread: Plain}
	with := func(change func(c *Card)) Card {
		c := event
		change(&c)
		return c
	}
	return map[string]Card{
		"event": event,
		"word":  with(func(c *Card) { c.Title = "Kalender" }),
		"long": with(func(c *Card) {
			c.Title = "Toegankelijkheids\u00adverklaring en tentoonstellings\u00adbegeleiding voor modeontwerpers in opleiding"
			c.Label, c.Number = "Tentoonstelling", "12 jun – 30 aug 2027"
			c.Lines = []string{"Koninklijke Academie voor Schone Kunsten, Mutsaardstraat 31, 2000 Antwerpen", "Koninklijke Academie"}
			c.Piece, c.Stitch, c.Thread = draw.Cut{Piece: "rug", Seed: "event 3"}, draw.Chain, 1
		}),
		"endless": with(func(c *Card) { c.Title = strings.Repeat("Een titel die maar niet ophoudt, ", 12) }),
		"compound": with(func(c *Card) {
			c.Title = "Hottentotten\u00adtenten\u00adtentoonstellings\u00adverantwoordelijken\u00adoverleg"
		}),
		"cancelled": with(func(c *Card) {
			c.Title, c.Status, c.Struck, c.Piece = "Lezing over de geschiedenis van de naad", "Geannuleerd", true, draw.Cut{Piece: "kraag", Seed: "x"}
		}),
		"soldout": with(func(c *Card) {
			c.Lang, c.Title, c.Status, c.Stitch, c.Thread = "fr-BE", "Visite guidée à l’atelier : « Élégance & œuvre »", "Complet", draw.Zigzag, 2
			c.Lines = []string{"Jeudi 10 juin 2027, 19 h 30", "ModeNatie, Anvers"}
		}),
		"arabic": with(func(c *Card) {
			c.Lang, c.RTL, c.Site, c.Title, c.Label, c.Number = "ar", true, "مدينة الموضة", "الموضة في المدينة: معرض MoMu لعام 2027", "معرض", "١٠"
			c.Lines = []string{"الخميس ١٠ يونيو ٢٠٢٧", "ModeNatie، أنتويرب"}
		}),
		"hebrew": with(func(c *Card) { c.Lang, c.RTL, c.Title = "he", true, "אופנה בעיר: MoMu" }),
		"polish": with(func(c *Card) {
			c.Lang, c.Title, c.Lines = "pl", "Zażółć gęślą jaźń: Łukasz i Żaneta", []string{"Łódź"}
		}),
		"ukrainian": with(func(c *Card) { c.Lang, c.Title = "uk", "Мода Антверпена: виставка" }),
		"unknown":   with(func(c *Card) { c.Title = "ファッション" }),
		"longread":  {Lang: "en-GB", Site: "Antwerp, city of fashion", Label: "Visitors", Title: "Live the fashion of Antwerp", Lines: []string{"A museum, a school and streets full of shops, so close together that you can string them on one day’s walk."}, Piece: draw.Cut{Piece: "mouw", Seed: "belevers"}},
		"home":      {Lang: "nl-BE", Title: "Antwerpen Modestad", Lines: []string{"Eén stad, één verhaal in drie versies"}, Thread: Plain},
		"partner":   {Lang: "nl-BE", Site: "Antwerpen Modestad", Label: "Partners", Title: "MoMu", Piece: draw.Cut{Piece: "zak", Seed: "y"}, Thread: Plain},
		"message": {Lang: "nl-BE", Site: "MoMu, ModeMuseum Antwerpen", Label: "Belevers", Title: "Wat een museum kan wat een etalage niet kan", Lines: []string{"Een museum bewaart wat de winkel van morgen inspireert, en toont hoe het gemaakt werd."},
			Piece: draw.Cut{Piece: "voorpand", Seed: "belevers"}, Brand: Brand{Accent: "#7a1f3d", Ink: "#17150f", Paper: "#fdf6ee", Font: "serif"}},
		"night": {Lang: "fr-BE", Site: "Stad Antwerpen", Label: "Talents", Title: "Votre talent, cette ville", Lines: []string{"Apprendre, fabriquer, trouver quelqu’un qui regarde par-dessus votre épaule."}, Stitch: draw.Zigzag, Thread: 2,
			Piece: draw.Cut{Piece: "mouw", Seed: "talent"}, Brand: Brand{Accent: "#ffb000", Ink: "#ffffff", Paper: "#1a2b4c", Font: "sans"}},
	}
}

var sizes = map[string]Size{"wide": Wide, "square": Square, "story": Story}

// A few pictures are kept, to see what a change does to them.
func TestGolden(t *testing.T) {
	cards := samples()
	for _, name := range []string{"cancelled", "arabic", "longread"} {
		got := studio(t).Draw(cards[name], Wide)
		file := filepath.Join("testdata", name+".png")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is drawn otherwise: look at it, and run go test -update", name)
		}
	}
}

// To look at: go test ./generator/share -run Samples -look /tmp/cards
func TestSamples(t *testing.T) {
	for name, c := range samples() {
		for kind, size := range sizes {
			if kind != "wide" && *look == "" && name != "long" && name != "message" {
				continue
			}
			data := studio(t).Draw(c, size)
			if most := 60 << 10; kind == "wide" && len(data) > most {
				t.Errorf("%s: %d octets", name, len(data))
			}
			m, err := png.Decode(bytes.NewReader(data))
			if err != nil || m.Bounds() != image.Rect(0, 0, size.Width, size.Height) {
				t.Errorf("%s %s: %v", name, kind, err)
			}
			if *look != "" {
				if err := os.WriteFile(filepath.Join(*look, name+"-"+kind+".png"), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// The same card is the same picture, whatever was drawn before it and beside it.
func TestSame(t *testing.T) {
	fresh, err := NewStudio(Look{Display: nil})
	if err == nil {
		t.Fatal("a look without fonts")
	}
	cards := samples()
	want := map[string][]byte{}
	for name, c := range cards {
		want[name] = studio(t).Draw(c, Wide)
	}
	data, _ := os.ReadFile("../../themes/patroon/assets/fonts/anybody.woff2")
	mono, _ := os.ReadFile("../../themes/patroon/assets/fonts/sometype-mono.woff2")
	serif, _ := os.ReadFile("../../themes/patroon/assets/fonts/piazzolla.woff2")
	if fresh, err = NewStudio(Look{Display: data, Text: mono, Serif: serif}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for name, c := range cards {
		wg.Go(func() {
			if !bytes.Equal(fresh.Draw(c, Wide), want[name]) {
				t.Errorf("%s differs", name)
			}
		})
	}
	wg.Wait()
}

// Titles fit their box, whatever they are; the lines joined are the title, or its beginning.
func TestFit(t *testing.T) {
	s := studio(t)
	const w, h = 860, 300
	for _, c := range []struct {
		name, title string
		lines       int // 0 for any number
		whole       bool
	}{
		{"empty", "", 0, true},
		{"one letter", "A", 1, true},
		{"one word", "Kalender", 1, true},
		{"a few words", "Een stad die knipt, past en opnieuw begint", 0, true},
		{"a compound", "Toegankelijkheids\u00adverklaring", 0, true},
		{"a compound too long for a line", "Hottentotten\u00adtenten\u00adtentoonstellings\u00adverantwoordelijken\u00adoverleg", 0, true},
		{"no place to break", strings.Repeat("w", 200), 0, true},
		{"a sign after a space", "Où ? « Ici » !", 0, true},
		{"too much", strings.Repeat("Een titel zonder einde, ", 40), 0, false},
		{"joined letters", "الموضة في المدينة", 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			setter := lettering.NewSetter()
			st := lettering.Style{Faces: s.display, Weight: 900}
			b := fit(setter, st, c.title, w, h, 200, 40)
			if c.lines > 0 && len(b.lines) != c.lines {
				t.Errorf("%d lines: %v", len(b.lines), b.lines)
			}
			if float64(len(b.lines))*b.size*lead > h+0.01 {
				t.Errorf("%d lines of %v are too high", len(b.lines), b.size)
			}
			var text []string
			for _, l := range b.lines {
				st.Width = l.width
				if long := setter.Width(l.text, st) * b.size; long > w*1.02 {
					t.Errorf("%q is %v long", l.text, long)
				}
				if strings.HasPrefix(l.text, "?") || strings.HasPrefix(l.text, "»") || strings.HasSuffix(l.text, "«") {
					t.Errorf("%q", l.text)
				}
				text = append(text, l.text)
			}
			got := strings.NewReplacer("-", "", " ", "", "\u00a0", "").Replace(strings.Join(text, ""))
			want := strings.NewReplacer("\u00ad", "", " ", "").Replace(c.title)
			if c.whole && got != want {
				t.Errorf("%q, not %q", got, want)
			}
			if !c.whole && (!strings.HasSuffix(got, "…") || !strings.HasPrefix(want, strings.TrimSuffix(got, "…"))) {
				t.Errorf("%q", got)
			}
		})
	}
}

// No text makes drawing fail, or take long, or reach beyond its box.
func FuzzDraw(f *testing.F) {
	f.Add("Kalender", "10 juni", "Plaats", true)
	f.Add("الموضة في المدينة", "١٠", "\u202e\u2066x\u2069", true)
	f.Add("\u00ad\u00ad a\u0301\u0301\u0301 \U0001F9F5 \ufdfa", "", "«", false)
	f.Add(strings.Repeat("m", 500), strings.Repeat("9", 90), strings.Repeat("a ", 400), false)
	f.Fuzz(func(t *testing.T, title, number, line string, rtl bool) {
		c := Card{Lang: "nl", RTL: rtl, Site: line, Label: number, Title: title, Number: number, Lines: []string{line, title}, Status: number, Struck: rtl, Piece: draw.Cut{Piece: "kraag", Seed: "f"}}
		var data []byte
		took := cputime.Of(func() { data = studio(t).Draw(c, Wide) })
		if _, err := png.Decode(bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
		if took > 5*time.Second {
			t.Errorf("took %v", took)
		}
		s := lettering.NewSetter()
		if clean, ok := lettering.Clean(title, theDisplay(t)); ok {
			for _, l := range fit(s, lettering.Style{Faces: theDisplay(t), Weight: 900}, clean, 860, 300, 200, 40).lines {
				if l.width < narrowest || l.width > widest || math.IsNaN(l.width) {
					t.Errorf("%q at width %v", l.text, l.width)
				}
			}
		}
	})
}

func theDisplay(t testing.TB) []*lettering.Face { return studio(t).display }

// A picture takes some milliseconds: hundreds take a second.
func BenchmarkDraw(b *testing.B) {
	s, cards := studio(b), samples()
	for b.Loop() {
		for _, c := range cards {
			s.Draw(c, Wide)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(cards)), "µs/card")
}
