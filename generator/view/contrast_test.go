package view_test

import (
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"testing"

	"modestad/themes"
)

// Every pair of tokens that stands on each other is read from tokens.css and computed in both modes (WCAG 2.2,
// 1.4.3 for text and 1.4.11 for the borders of controls and the focus ring).
func TestContrast(t *testing.T) {
	data, err := fs.ReadFile(themes.Files, theme+"/assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	type pair struct{ light, dark string }
	colours, plain := map[string]pair{}, map[string]string{}
	for _, m := range regexp.MustCompile(`--([\w-]+): (#[0-9a-f]{6});`).FindAllStringSubmatch(string(data), -1) {
		colours[m[1]], plain[m[1]] = pair{m[2], m[2]}, m[2]
	}
	for _, m := range regexp.MustCompile(`--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`).FindAllStringSubmatch(string(data), -1) {
		if plain[m[1]] != m[2] {
			t.Errorf("--%s is %s for old browsers and %s in the light", m[1], plain[m[1]], m[2])
		}
		colours[m[1]] = pair{m[2], m[3]}
	}
	check := func(front, ground string, least float64) {
		f, ok1 := colours[front]
		g, ok2 := colours[ground]
		if !ok1 || !ok2 {
			t.Fatalf("tokens.css has no --%s or no --%s", front, ground)
		}
		for mode, c := range map[string]float64{"light": contrast(t, f.light, g.light), "dark": contrast(t, f.dark, g.dark)} {
			if c < least {
				t.Errorf("%s: --%s on --%s has %.2f, needs %.1f", mode, front, ground, c, least)
			}
		}
	}
	for _, ground := range []string{"paper", "card", "fold"} {
		for _, text := range []string{"ink", "ink2", "thread", "chalk", "selvedge"} {
			check(text, ground, 4.5)
		}
		check("rule", ground, 3)
		check("chalk", ground, 3) // the focus ring
	}
	check("paper", "ink", 4.5)  // buttons
	check("paper", "ink2", 4.5) // busy days
	check("on-pin", "pin", 4.5)
	check("on-panel", "panel", 4.5)
	check("panel", "on-panel", 4.5)
	check("panel-line", "panel", 3)
}

func contrast(t testing.TB, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is WCAG's relative luminance of an sRGB colour.
func luminance(t testing.TB, hex string) float64 {
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(fmt.Errorf("colour %s: %w", hex, err))
	}
	channel := func(v uint64) float64 {
		c := float64(v&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n>>16) + 0.7152*channel(n>>8) + 0.0722*channel(n)
}
