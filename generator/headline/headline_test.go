package headline_test

import (
	"slices"
	"strings"
	"testing"

	"modestad/generator/headline"
)

func TestSet(t *testing.T) {
	for _, title := range []string{
		"Beleef de mode van Antwerpen",
		"Een stad die knipt, past en opnieuw begint",
		"Vivre la mode à Anvers",
		"Live the fashion of Antwerp",
		"Kalender",
		"Modemoment 2027",
	} {
		b := headline.Set(title, 60)
		if b.Height == 0 {
			t.Errorf("%q was not set", title)
			continue
		}
		var texts []string
		for _, l := range b.Lines {
			if l.Width < 50 || l.Width > 150 {
				t.Errorf("%q: line %q has width %d", title, l.Text, l.Width)
			}
			texts = append(texts, l.Text)
		}
		if got := strings.Join(texts, " "); got != title {
			t.Errorf("the lines of %q join to %q", title, got)
		}
		if b.Height < 10 || b.Height > 40 {
			t.Errorf("%q has height %d", title, b.Height)
		}
		t.Logf("%q %d %v", title, b.Height, b.Lines)
	}
}

// A mark that a space keeps with its word does not begin a line.
func TestSetKeepsTogether(t *testing.T) {
	for _, title := range []string{"Qui travaillera demain chez vous\u202f?", "La mode\u00a0: un métier, une ville"} {
		b := headline.Set(title, 40)
		if len(b.Lines) < 2 {
			t.Errorf("%q was not set in lines", title)
		}
		for _, l := range b.Lines {
			if strings.ContainsAny(l.Text[:1], "?:") {
				t.Errorf("%q has the line %q", title, l.Text)
			}
		}
	}
}

// A line whose letters would touch those below, or whose comma would seem their accent, asks for room; others do not.
func TestSetLow(t *testing.T) {
	for title, want := range map[string][]bool{
		"Antwerpen Modestad":         {true, false},
		"Votre talent, cette ville":  {true, false},
		"Modemoment 2027 Modemoment": {false, false},
	} {
		b := headline.Set(title, 30)
		var got []bool
		for _, l := range b.Lines {
			got = append(got, l.Low)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v in %v", title, got, b.Lines)
		}
	}
}

// plain is a text with every run of spaces as one plain space.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// What the face cannot set is left whole.
func TestSetPlainly(t *testing.T) {
	for name, title := range map[string]string{
		"empty":          "",
		"spaces":         "  ",
		"other script":   "الموضة في المدينة",
		"one long word":  strings.Repeat("toegankelijkheid", 8),
		"too many words": strings.Repeat("een ", 11),
		"not UTF-8":      "mode\xff",
	} {
		if b := headline.Set(title, 60); b.Height != 0 || b.Lines != nil {
			t.Errorf("%s: got %v", name, b)
		}
	}
}

func FuzzSet(f *testing.F) {
	f.Add("Beleef de mode van Antwerpen")
	f.Add("à\u0301 ﷺ")
	f.Fuzz(func(t *testing.T, title string) {
		b := headline.Set(title, 60)
		var texts []string
		for _, l := range b.Lines {
			texts = append(texts, l.Text)
		}
		if len(texts) > 0 && plain(strings.Join(texts, " ")) != plain(title) {
			t.Errorf("the lines of %q join to %q", title, texts)
		}
	})
}
