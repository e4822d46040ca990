package widget

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"modestad/generator/minify"
)

var update = flag.Bool("update", false, "write the version that is to be released")

// source gives a script as it is published.
func source(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	small, ok, err := minify.Minify("text/javascript", data)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	return append(small, '\n')
}

const hashes = "versions/HASHES"

// What was released stays as it was, and the newest version is what the source says.
func TestVersions(t *testing.T) {
	recorded, err := os.ReadFile(hashes)
	if err != nil && !*update {
		t.Fatal(err)
	}
	was := map[string]string{}
	for line := range strings.Lines(string(recorded)) {
		if f := strings.Fields(line); len(f) == 2 {
			was[f[1]] = f[0]
		}
	}
	newest := "versions/" + Version + ".js"
	script, frame := source(t, "modestad.js"), source(t, "frame.js")
	if *update {
		if _, released := was[Version+".js"]; released {
			if have, _ := os.ReadFile(newest); !bytes.Equal(have, script) {
				t.Fatalf("%s was released: raise Version", Version)
			}
		}
		was[Version+".js"] = fmt.Sprintf("%x", sha256.Sum256(script))
		var b strings.Builder
		for _, n := range keys(was) {
			fmt.Fprintf(&b, "%s %s\n", was[n], n)
		}
		for p, data := range map[string][]byte{newest: script, "versions/frame.js": frame, hashes: []byte(b.String())} {
			if err := os.WriteFile(p, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, x := range []struct {
		file string
		want []byte
	}{{newest, script}, {"versions/frame.js", frame}} {
		if have, _ := os.ReadFile(x.file); !bytes.Equal(have, x.want) {
			t.Errorf("%s is not what its source says: raise Version and run go test -update", x.file)
		}
	}
	files, err := filepath.Glob("versions/*.js")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`^\d+\.\d+\.\d+\.js$`)
	n := 0
	for _, f := range files {
		name := filepath.Base(f)
		if name == "frame.js" {
			continue
		}
		n++
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !version.MatchString(name) {
			t.Errorf("%s is not named after a version", f)
		}
		if h := fmt.Sprintf("%x", sha256.Sum256(data)); h != was[name] {
			t.Errorf("%s has changed: %s, recorded was %q", f, h, was[name])
		}
	}
	if n != len(was) {
		t.Errorf("%d versions, and %d are recorded", n, len(was))
	}
}

func keys(m map[string]string) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func gzipped(t testing.TB, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// The script is small, depends on nothing, and makes no markup out of texts.
func TestScript(t *testing.T) {
	var addresses []string
	for _, s := range Scripts() {
		addresses = append(addresses, s.Address)
		if n := gzipped(t, s.Data); n > 8<<10 {
			t.Errorf("%s is %d bytes, compressed", s.Address, n)
		}
		for _, word := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "localStorage", "sessionStorage",
			"indexedDB", "document.cookie", "srcdoc", "setTimeout(", `setAttribute("style"`, "https://", "http://"} {
			if bytes.Contains(s.Data, []byte(word)) {
				t.Errorf("%s has %s", s.Address, word)
			}
		}
		if regexp.MustCompile(`\bimport\s*[({"'*]`).Match(s.Data) {
			t.Errorf("%s imports", s.Address)
		}
	}
	var want []string
	for _, version := range released(t) {
		want = append(want, Pinned(version))
	}
	want = append(want, FrameAddress, Address)
	if !slices.Equal(addresses, want) {
		t.Errorf("scripts: %v", addresses)
	}
	if !regexp.MustCompile(`^sha384-[A-Za-z0-9+/]{64}$`).MatchString(Integrity()) {
		t.Errorf("integrity: %q", Integrity())
	}
}

func BenchmarkSize(b *testing.B) {
	script := source(b, "modestad.js")
	for b.Loop() {
		gzipped(b, script)
	}
	b.ReportMetric(float64(gzipped(b, script)), "gzip-bytes")
	b.ReportMetric(float64(len(script)), "bytes")
}

// samples are data with every key.
func samples() map[string]any {
	return map[string]any{
		"calendar": Calendar{Version: 1, Lang: "nl-BE", Dir: "ltr", Title: "Antwerpen Modestad: MoMu", URL: "/nl/partners/momu/",
			Words: Words{More: "Meer op Antwerpen Modestad", None: "Niets gevonden", Running: "Loopt nu", Undated: "Datum volgt", All: "alles", Back: "vorige maand", Forward: "volgende maand", Found: "Resultaten: {n}"},
			First: 1, Weekdays: [][2]string{{"ma", "maandag"}, {"di", "dinsdag"}, {"wo", "woensdag"}, {"do", "donderdag"}, {"vr", "vrijdag"}, {"za", "zaterdag"}, {"zo", "zondag"}},
			Months:  []Month{{"2099-06", "juni 2099"}, {"2099-07", "juli 2099"}},
			Filters: []Filter{{"kind", "Soort", [][2]string{{"kind:event", "evenement"}, {"kind:exhibition", "tentoonstelling"}}}, {"audience", "Voor wie", [][2]string{{"audience:belevers", "Belevers"}}}},
			Events: []Event{
				{URL: "/nl/kalender/momu/opening/", Title: "Opening", Date: "wo 10 juni", ISO: "2099-06-10", Time: "20.00 – 23.00", End: "2099-06-10T23:00:00+02:00", Place: "ModeNatie", Tags: []string{"kind:event", "audience:belevers", "__proto__"}},
				{URL: "/nl/kalender/momu/weekend/", Title: "Fashion weekend <img src=x onerror=alert(1)>", Lang: "en-GB", Dir: "ltr", Date: "12 – 14 juni 2099", ISO: "2099-06-12", Last: "2099-06-14", End: "2099-06-14T18:00:00+02:00",
					Place: "Antwerpen", State: "cancelled", Status: "geannuleerd", Tags: []string{"kind:event"}},
				{URL: "/nl/kalender/momu/lezing/", Title: "Lezing", Date: "do 2 juli", ISO: "2099-07-02", Time: "20.00", End: "2099-07-02T22:00:00+02:00", Moved: "verplaatst van wo 1 juli", Tags: []string{"kind:event"}},
				{URL: "/nl/kalender/momu/voorbij/", Title: "Voorbij", Date: "ma 2 januari", ISO: "2023-01-02", End: "2023-01-02T22:00:00+01:00", Tags: []string{"kind:event"}},
				{URL: "/nl/kalender/momu/collectie/", Title: "De collectie", Kind: "tentoonstelling", Group: "running", Date: "1 januari – 31 december 2099", ISO: "2099-01-01", Last: "2099-12-31", End: "2100-01-01T00:00:00+01:00", Place: "MoMu", Tags: []string{"kind:exhibition"}},
				{URL: "/nl/kalender/momu/ooit/", Title: "Ooit", Group: "undated", Date: "lente 2099", ISO: "2099", Tags: []string{"kind:event"}},
			}, More: true},
		"message": Message{Version: 1, Lang: "nl-BE", Dir: "ltr", Title: "Drie ankers, Belevers", URL: "/nl/belevers/#ankers", More: "Lees het hoofdstuk", Line: Text{Text: "Museum, school en ondernemers op wandelafstand."},
			Text:    []Text{{Text: "Wie een halve dag rondloopt, ziet alle drie de ankers aan het werk."}},
			Quote:   &Quote{Text: Text{"We start from the cloth.\n\nAlways.", "en-GB", "ltr"}, Who: "An ontwerper", Role: "modehuis"},
			Figures: []Figure{{Figure: "39 %", Label: Text{Text: "van de bezoekers komt voor mode"}, Period: "2024", Source: "Bezoekersonderzoek", URL: "/nl/bronnen/#bezoekers"}},
			Chart:   &Chart{Title: "Bezoekers groeien", Lang: "nl", Dir: "ltr", Columns: []string{"Jaar", "Bezoekers"}, Rows: []ChartRow{{"2023", []string{"100.000"}, 0.5}, {"2024", []string{"200.000"}, 1}}, Sources: []string{"Bezoekersonderzoek"}}},
		"brand": Brand{Version: 1, Accent: "#7a1f3d", Ink: "#17150f", Paper: "#ffffff", Font: Font("serif"), Corner: 8},
	}
}

// released gives every version that was, the oldest first.
func released(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("versions/[0-9]*.js")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var out []string
	for _, f := range files {
		out = append(out, strings.TrimSuffix(filepath.Base(f), ".js"))
	}
	return out
}

// Data keeps every key that any released version has had, with its type and in its place.
func TestRecordedData(t *testing.T) {
	for _, version := range released(t) {
		for name, v := range samples() {
			file := filepath.Join("testdata", version, name+".json")
			now, err := JSON(v)
			if err != nil {
				t.Fatal(err)
			}
			recorded, err := os.ReadFile(file)
			if os.IsNotExist(err) && *update && version == Version {
				if err = os.MkdirAll(filepath.Dir(file), 0o755); err == nil {
					err = os.WriteFile(file, append(now, '\n'), 0o644)
				}
				recorded = now
			}
			if err != nil {
				t.Fatal(err)
			}
			var was, is any
			if err := json.Unmarshal(recorded, &was); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(now, &is); err != nil {
				t.Fatal(err)
			}
			same(t, version+" "+name, was, is)
		}
	}
}

func same(t *testing.T, at string, was, is any) {
	t.Helper()
	switch w := was.(type) {
	case map[string]any:
		i, ok := is.(map[string]any)
		if !ok {
			t.Errorf("%s is %T, and was an object", at, is)
			return
		}
		for k, v := range w {
			if _, ok := i[k]; !ok {
				t.Errorf("%s.%s is gone", at, k)
				continue
			}
			same(t, at+"."+k, v, i[k])
		}
	case []any:
		i, ok := is.([]any)
		if !ok || len(i) != len(w) {
			t.Errorf("%s is %v, and was %v", at, is, was)
			return
		}
		for n := range w {
			same(t, fmt.Sprintf("%s[%d]", at, n), w[n], i[n])
		}
	default:
		if was != is {
			t.Errorf("%s is %v, and was %v", at, is, was)
		}
	}
}

func TestFit(t *testing.T) {
	c := samples()["calendar"].(Calendar)
	whole, err := c.Fit()
	if err != nil {
		t.Fatal(err)
	}
	if plain, _ := JSON(c); !bytes.Equal(plain, whole) {
		t.Error("a small calendar is not written as it is")
	}
	random := rand.New(rand.NewPCG(1, 2))
	noise := func() string {
		b := make([]byte, 200)
		for i := range b {
			b[i] = "abcdefghijklmnopqrstuvwxyz0123456789"[random.IntN(36)]
		}
		return string(b)
	}
	c.More = false
	for i := range 2000 {
		e := Event{URL: noise(), Title: noise(), Tags: []string{}}
		if i%3 == 0 {
			e.Group = "running"
		}
		c.Events = append(c.Events, e)
	}
	data, err := c.Fit()
	if err != nil {
		t.Fatal(err)
	}
	var got Calendar
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if n := gzipped(t, data); n > Budget || n < Budget/2 || !got.More {
		t.Errorf("%d bytes, more: %v", n, got.More)
	}
	dated := 0
	for _, e := range got.Events {
		if e.Group == "" {
			dated++
		}
	}
	if dated < few-5 || got.Events[0].Title != "Opening" {
		t.Errorf("%d dated events are left", dated)
	}
}

func TestFont(t *testing.T) {
	for name, want := range map[string]string{"": "", "sans": "system-ui, sans-serif", "serif": "Georgia, serif", "mono": "ui-monospace, monospace", "Inter Tight": `"Inter Tight", system-ui, sans-serif`} {
		if got := Font(name); got != want {
			t.Errorf("%q: %s", name, got)
		}
	}
	css := string(samples()["brand"].(Brand).CSS())
	if want := ":root{color-scheme:only light;--modestad-accent:#7a1f3d;--modestad-ink:#17150f;--modestad-paper:#ffffff;--modestad-font:Georgia, serif;--modestad-corner:8px}\n"; css != want {
		t.Error(css)
	}
}
