package i18n

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"modestad/generator/civil"
	builtin "modestad/i18n"
)

// decode reads TOML and tells every fault as "kind path".
func decode(t testing.TB, text string) (*Catalogue, []string) {
	t.Helper()
	var table map[string]any
	if _, err := toml.Decode(text, &table); err != nil {
		t.Fatal(err)
	}
	var faults []string
	c := ReadCatalogue(table, func(f Fault) { faults = append(faults, string(f.Kind)+" "+strings.Join(f.Path, ".")) })
	return c, faults
}

// builtins reads the built-in catalogues.
func builtins(t testing.TB) map[string]*Catalogue {
	t.Helper()
	files, err := fs.Glob(builtin.Files, "*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("built-in catalogues: %v, %v", files, err)
	}
	read := map[string]*Catalogue{}
	for _, file := range files {
		text, err := builtin.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c, faults := decode(t, string(text))
		if len(faults) > 0 {
			t.Errorf("%s: %q", file, faults)
		}
		read[strings.TrimSuffix(path.Base(file), ".toml")] = c
	}
	return read
}

var placeholder = regexp.MustCompile(`{{\.\w+}}`)

// The built-in catalogues have the same keys, slugs and placeholders, and the plural forms of their language.
func TestBuiltins(t *testing.T) {
	read := builtins(t)
	first := slices.Sorted(maps.Keys(read))[0]
	for tag, c := range read {
		if missing := difference(read[first].messages, c.messages); len(missing) > 0 {
			t.Errorf("%s lacks %q, which %s has", tag, missing, first)
		}
		if missing := difference(c.messages, read[first].messages); len(missing) > 0 {
			t.Errorf("%s lacks %q, which %s has", first, missing, tag)
		}
		if missing := difference(read[first].slugs, c.slugs); len(missing) > 0 {
			t.Errorf("%s lacks the slugs %q", tag, missing)
		}
		seen := map[string]string{}
		for section, slug := range c.slugs {
			if seen[slug] != "" {
				t.Errorf("%s: %s and %s have one slug", tag, section, seen[slug])
			}
			seen[slug] = section
		}
		l := lookup(t, tag, "")
		for _, key := range slices.Sorted(maps.Keys(c.messages)) {
			m := c.messages[key]
			for _, form := range slices.Sorted(maps.Keys(m)) {
				if want, got := names(read[first].messages[key]["other"]), names(m[form]); form == "other" && !slices.Equal(want, got) {
					t.Errorf("%s %s: placeholders %q, %s has %q", tag, key, got, first, want)
				}
			}
			if len(m) > 1 {
				for _, rule := range l.plurals {
					if m[rule.category] == "" {
						t.Errorf("%s %s lacks the form %q", tag, key, rule.category)
					}
				}
			}
		}
	}
}

func names(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func difference[V any](a, b map[string]V) []string {
	var missing []string
	for _, key := range slices.Sorted(maps.Keys(a)) {
		if _, ok := b[key]; !ok {
			missing = append(missing, key)
		}
	}
	return missing
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a number", `a = 1`, "not-text a"},
		{"a list", `[g]
a = ["x"]`, "not-text g.a"},
		{"no other", `a = { one = "x" }`, "no-other a"},
		{"forms and another key", `a = { one = "x", other = "y", more = "z" }`, "mixed-forms a"},
		{"other as a key among keys", `a = { other = "x", more = "y" }`, ""},
		{"a description is no form", `a = { description = "for translators", other = "y" }`, ""},
		{"braces that do not close", `a = "{{.Name"`, "bad-braces a"},
		{"template code", `a = "{{range .X}}"`, "bad-braces a"},
		{"template code in a form", `a = { one = "{{.X | y}}", other = "z" }`, "bad-braces a.one"},
		{"a slug with a slash", `[slugs]
calendar = "a/b"`, "bad-slug slugs.calendar"},
		{"a slug with capitals", `[slugs]
calendar = "Kalender"`, "bad-slug slugs.calendar"},
		{"a letter that is no field", `[dates]
long = "d MMMM j"`, "bad-pattern dates.long"},
		{"no such style", `[dates]
longest = "d MMMM y"`, "unknown-style dates.longest"},
		{"no such range", `[dates.ranges]
long_century = "y"`, "unknown-style dates.ranges.long_century"},
		{"three quotes", `[typography]
quotes = ["a", "b", "c"]`, "bad-quotes typography.quotes"},
		{"two marks", `[typography]
before = { "!!" = " " }`, "bad-mark typography.before.!!"},
		{"too deep", `a.b.c.d.e.f = "x"`, "too-deep a.b.c.d"},
		{"all of them, in order", `b = 1
a = 2`, "not-text a, not-text b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, faults := decode(t, c.text); strings.Join(faults, ", ") != c.want {
				t.Errorf("got %q, want %s", faults, c.want)
			}
		})
	}
}

func TestTexts(t *testing.T) {
	nlFile, _ := decode(t, `
greeting = "Dag {{.Name}}, {{.Name}}"
only     = "enkel hier: {{.N}}"
[count.events]
zero  = "geen evenementen"
one   = "{{.Count}} evenement"
other = "{{.Count}} evenementen"
[slugs]
calendar = "kalender"
facts    = "feiten"
`)
	frFile, _ := decode(t, `
greeting = "Bonjour {{.Name}}"
[count.events]
one   = "{{.Count}} événement"
many  = "{{.Count}} d’événements"
other = "{{.Count}} événements"
[slugs]
calendar = "agenda"
`)
	nl := New(lookup(t, "nl", "nl-BE"), nlFile)
	fr := New(lookup(t, "fr", "fr-BE"), frFile, nl)
	de := New(lookup(t, "de", ""), nil, fr)
	for _, c := range []struct{ name, got, want string }{
		{"a placeholder, twice", nl.Text("greeting", "Name", "Eva"), "Dag Eva, Eva"},
		{"a value that looks like one", fr.Text("greeting", "Name", "{{.Name}}"), "Bonjour {{.Name}}"},
		{"no value", fr.Text("greeting"), "Bonjour {{.Name}}"},
		{"zero, where it is given", nl.Plural("count.events", 0), "geen evenementen"},
		{"zero is one in French", fr.Plural("count.events", 0), "0 événement"},
		{"one", nl.Plural("count.events", 1), "1 evenement"},
		{"many", fr.Plural("count.events", 2_000_000), "2\u202f000\u202f000 d’événements"},
		{"other", nl.Plural("count.events", 1500), "1.500 evenementen"},
		{"a decimal", fr.PluralOf("count.events", 1.5, ""), "1,5 événement"},
		{"a count in words", nl.PluralOf("count.events", 2, "twee"), "twee evenementen"},
		{"borrowed, with its own rules", de.Plural("count.events", 0), "0 événement"},
		{"borrowed from the second", fr.Text("only", "N", 2027), "enkel hier: 2027"},
		{"nobody has it", de.Text("nothing.here"), "nothing.here"},
		{"own slug", fr.Slug("calendar"), "agenda"},
		{"borrowed slug", fr.Slug("facts"), "feiten"},
		{"no slug", fr.Slug("venues"), "venues"},
		{"missing", strings.Join(fr.Missing(), ","), "only"},
		{"keys", strings.Join(de.Keys(), ","), "count.events,greeting,only"},
		{"language of a borrowed text", fr.TextTag("only").String(), "nl"},
		{"language of an own text", fr.TextTag("greeting").String(), "fr"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestOver(t *testing.T) {
	under, _ := decode(t, "a = \"under\"\nb = \"under\"\n[slugs]\nx = \"under\"")
	over, _ := decode(t, "a = \"over\"\n[slugs]\ny = \"over\"")
	l := New(lookup(t, "nl", ""), over.Over(under))
	if got := l.Text("a") + l.Text("b") + l.Slug("x") + l.Slug("y"); got != "overunderunderover" {
		t.Error(got)
	}
	if (*Catalogue)(nil).Over(under) != under || over.Over(nil) != over {
		t.Error("nil is not left aside")
	}
}

// House style: what the built-in catalogues add to CLDR, and what a site may.
func TestHouse(t *testing.T) {
	read := builtins(t)
	first := func(month int) civil.Date { return civil.Date{Year: 2027, Month: 6, Day: month} }
	fr := New(lookup(t, "fr", "fr-BE"), read["fr"])
	en := New(lookup(t, "en", "en-GB"), read["en"])
	nl := New(lookup(t, "nl", "nl-BE"), read["nl"])
	site, faults := decode(t, `[dates]
time = "HH.mm 'uur'"
card = "EEE d/M"
[dates.ranges]
time_hour = "HH.mm–HH.mm 'uur'"
long_day = "'van' d 'tot' d MMMM y"
`)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	house := New(lookup(t, "nl", "nl-BE"), site)
	for _, c := range []struct{ name, got, want string }{
		{"the first in French", fr.Date(first(1), Long), "1er juin 2027"},
		{"the second in French", fr.Date(first(2), Full), "mercredi 2 juin 2027"},
		{"a range from the first", fr.DateRange(first(1), first(3), Long), "1er–3 juin 2027"},
		{"the first in figures", fr.Date(first(1), Short), "1/06/27"},
		{"French quotes", fr.Quote("mode"), "«\u202fmode\u202f»"},
		{"before a colon", fr.SpaceBefore(':'), "\u00a0"},
		{"before a question mark", fr.SpaceBefore('?'), "\u202f"},
		{"before a comma", fr.SpaceBefore(','), ""},
		{"Dutch has no such spaces", nl.SpaceBefore(':'), ""},
		{"Dutch quotes", nl.Quote("mode"), "“mode”"},
		{"English years", en.Years(2009, 2019), "2009–2019"},
		{"since", nl.Since(civil.Date{Year: 2009}), "sinds 2009"},
		{"from on", en.From(civil.Date{Year: 2027, Month: 6, Day: 3}, Long), "from 3 June 2027 on"},
		{"until", fr.Until(first(1), Long), "jusqu’au 1er juin 2027 inclus"},
		{"a time of the house", house.Time(civil.Clock{Hour: 20, Minute: 5}), "20.05 uur"},
		{"its range", house.TimeRange(civil.Clock{Hour: 20}, civil.Clock{Hour: 22}), "20.00–22.00 uur"},
		{"a range of the house", house.DateRange(first(1), first(3), Long), "van 1 tot 3 juni 2027"},
		{"a pattern without ranges", house.DateRange(first(1), first(3), Card), "di 1/6\u2009–\u2009do 3/6"},
		{"CLDR is not touched", lookup(t, "nl", "nl-BE").Time(civil.Clock{Hour: 20}), "20:00"},
		{"the fallback notice", nl.Text("language.fallback", "Wanted", nl.Name(fr.Tag), "Shown", nl.Name(nl.Tag)),
			"Deze pagina is nog niet in het Frans vertaald; je leest ze in het Nederlands."},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func FuzzCatalogue(f *testing.F) {
	f.Add("a = \"x {{.Name}}\"\n[count]\none = \"1\"\nother = \"{{.Count}}\"")
	f.Add("[dates]\nlong = \"d MMMM y\"\n[dates.ranges]\nlong_day = \"d–d MMMM y\"\n[slugs]\na = \"b\"\n[typography]\nquotes = [\"a\", \"b\", \"c\", \"d\"]")
	l := lookup(f, "nl", "")
	f.Fuzz(func(t *testing.T, text string) {
		var table map[string]any
		if len(text) > 4096 || strings.Count(text, "[") > 64 || strings.Count(text, ".") > 64 {
			return // the guard before the decoder is not this package's
		}
		if _, err := toml.Decode(text, &table); err != nil {
			return
		}
		g := New(l, ReadCatalogue(table, func(Fault) {}))
		for _, key := range g.Keys() {
			g.Text(key, "Name", "x")
			g.Plural(key, 2)
		}
		g.DateRange(civil.Date{Year: 2027, Month: 6, Day: 1}, civil.Date{Year: 2027, Month: 6, Day: 3}, Long)
	})
}

func BenchmarkText(b *testing.B) {
	g := New(lookup(b, "nl", "nl-BE"), builtins(b)["nl"])
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			g.Text("when.all_day")
		}
	})
	b.Run("placeholder", func(b *testing.B) {
		for b.Loop() {
			g.Text("when.until", "Date", "3 juni 2027")
		}
	})
	b.Run("plural", func(b *testing.B) {
		for b.Loop() {
			g.Plural("count.events", 1500)
		}
	})
}
