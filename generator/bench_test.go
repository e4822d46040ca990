package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"modestad/generator"
)

// province writes a site of n events in three languages, by 20 partners at 20 places, over a year.
func province(b *testing.B, n int) string {
	root := b.TempDir()
	write := func(name, text string) {
		p := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write("site.toml", `base_url = "https://mode.example/"
timezone = "Europe/Brussels"
default_language = "nl"
publisher = "partner-0"
[contact]
name = "Mode"
email = "mode@mode.example"
[languages.nl]
title = "Mode"
[languages.en]
title = "Fashion"
[languages.fr]
title = "Mode"
[audiences.makers]
[audiences.kijkers]
[outputs]
share_images = false
`)
	for i := range 20 {
		write(fmt.Sprintf("content/partners/partner-%d/partner.toml", i), fmt.Sprintf("name = \"Partner %d\"\nrole = \"network\"\n", i))
		write(fmt.Sprintf("content/venues/zaal-%d.toml", i), fmt.Sprintf("name = \"Zaal %d\"\nstreet = \"Straat %d\"\npostcode = \"2000\"\ncity = \"Antwerpen\"\ngeo = [51.2%02d, 4.4%02d]\n", i, i, i, i))
	}
	day := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		on := day.AddDate(0, 0, i%360).Format(time.DateOnly)
		write(fmt.Sprintf("content/partners/partner-%d/events/event-%05d.toml", i%20, i), fmt.Sprintf(`start = %sT%02d:00:00
end = %sT%02d:00:00
venue = "zaal-%d"
audiences = ["makers"]
tags = ["lezing"]
[nl]
title = "Lezing %d over de snit van een mantel"
summary = "Een korte samenvatting van wat er te zien is."
body = """Een *avond* over [snit](https://mode.example/) en draad.

- Een maker
- Een school
"""
[en]
title = "Talk %d on the cut of a coat"
summary = "A short summary of what there is to see."
body = "An *evening* on cut and thread."
[fr]
title = "Conférence %d sur la coupe d’un manteau"
summary = "Un bref résumé de ce qu’il y a à voir."
body = "Une *soirée* sur la coupe et le fil."
`, on, 8+i%12, on, 9+i%12, i%20, i, i, i))
	}
	return root
}

func planned(b *testing.B, root string, m *generator.Memory) *generator.Result {
	now := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	r, err := generator.Load(b.Context(), generator.Options{Root: root, Now: now, Clock: func() time.Time { return now }, Env: os.Environ(), Memory: m})
	if err != nil || r.Found.Failed() || len(r.Outputs) == 0 {
		b.Fatal(err, r.Found)
	}
	return r
}

// BenchmarkLoad reads, checks, resolves and plans a site of 300 events.
func BenchmarkLoad(b *testing.B) {
	root := province(b, 300)
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			planned(b, root, nil)
		}
	})
	b.Run("remembered", func(b *testing.B) {
		m := &generator.Memory{}
		planned(b, root, m)
		for b.Loop() {
			planned(b, root, m)
		}
	})
}

// BenchmarkRender makes every output of a site of 300 events, each run from a site that made nothing yet.
func BenchmarkRender(b *testing.B) {
	root := province(b, 300)
	m := &generator.Memory{}
	files := 0
	for b.Loop() {
		b.StopTimer()
		r := planned(b, root, m)
		b.StartTimer()
		sums, err := generator.Sums(b.Context(), r.Outputs, 0)
		if err != nil {
			b.Fatal(err)
		}
		files = len(sums)
	}
	b.ReportMetric(float64(files), "files")
}
