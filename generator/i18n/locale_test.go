package i18n

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"modestad/generator/civil"
)

func lookup(t testing.TB, tag, locale string) *Locale {
	t.Helper()
	l, err := Lookup(tag, locale)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestParseTag(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"language", "nl", "nl"},
		{"region in any case", "NL-be", "nl-BE"},
		{"script", "zh-hant-tw", "zh-Hant-TW"},
		{"region of digits", "es-419", "es-419"},
		{"variant", "ca-valencia", "ca-valencia"},
		{"variant with a digit", "de-DE-1996", "de-DE-1996"},
		{"extension is dropped", "en-GB-u-hc-h12", "en-GB"},
		{"private use is dropped", "nl-x-vls", "nl"},
		{"empty", "", "error"},
		{"one letter", "n", "error"},
		{"a name", "dutch", "error"},
		{"underscore", "nl_BE", "error"},
		{"two regions", "nl-BE-NL", "error"},
		{"nothing after the hyphen", "nl-", "error"},
		{"nothing after the extension", "nl-u", "error"},
		{"markup", "nl\"><b>", "error"},
		{"not ASCII", "ñl", "error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := "error"
			if tag, err := ParseTag(c.in); err == nil {
				got = tag.String()
			}
			if got != c.want {
				t.Errorf("%q: got %s, want %s", c.in, got, c.want)
			}
		})
	}
}

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{
		"nl": "ltr", "ar": "rtl", "he": "rtl", "fa-AF": "rtl", "ur": "rtl", "yi": "rtl", "az": "ltr", "az-Arab": "rtl",
		"ku-Arab": "rtl", "ar-Latn": "ltr", "pa-PK": "rtl", "pa": "ltr", "dv": "rtl", "qqq": "ltr", "sr-Latn": "ltr",
	} {
		if got := lookup(t, tag, "").Dir; got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for tag, want := range map[string]string{
		"nl": "Nederlands", "fr-BE": "français", "en": "English", "ar": "العربية", "he": "עברית", "zh-TW": "中文", "qqq": "qqq", "iw": "iw",
	} {
		l := lookup(t, tag, "")
		if got := l.Autonym(); got != want && !(tag == "zh-TW" && strings.Contains(got, "中文")) && !(tag == "iw" && got == "עברית") {
			t.Errorf("autonym of %s: %s, want %s", tag, got, want)
		}
	}
	if got := lookup(t, "nl", "nl-BE").Name(Tag{Language: "fr"}); got != "Frans" {
		t.Errorf("French in Dutch: %s", got)
	}
	if got := lookup(t, "xal", "nl-BE").Autonym(); got == "" {
		t.Error("a language without data has no autonym")
	}
}

// A language that CLDR does not know still gives dates, numbers and lists.
func TestUnknownLanguage(t *testing.T) {
	l := lookup(t, "qqq", "")
	d := civil.Date{Year: 2027, Month: 6, Day: 3}
	if got := l.Date(d, Long); got != "2027 June 3" && got != "2027 M06 3" {
		t.Errorf("date: %q", got)
	}
	if got := l.Int(1234567); got != "1,234,567" {
		t.Errorf("number: %q", got)
	}
	if got := l.List([]string{"a", "b", "c"}); got != "a, b, c" {
		t.Errorf("list: %q", got)
	}
	if got := l.Plural(1); got != "other" {
		t.Errorf("plural: %s", got)
	}
	if borrowed := lookup(t, "qqq", "nl-BE").Date(d, Long); borrowed != "3 juni 2027" {
		t.Errorf("with another's locale: %q", borrowed)
	}
}

func TestFirstDay(t *testing.T) {
	for tag, want := range map[string]time.Weekday{
		"nl-BE": time.Monday, "nl": time.Monday, "en": time.Monday, "en-US": time.Sunday, "ar-EG": time.Saturday, "he-IL": time.Sunday,
	} {
		l := lookup(t, tag, "")
		if got := l.FirstDay(); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
		if week := l.Week(); week[0] != want || week[6] != (want+6)%7 {
			t.Errorf("%s: week %v", tag, week)
		}
	}
}

// Every locale in the data can be built, and gives text of every kind.
func TestAllLocales(t *testing.T) {
	var tags []string
	for line := range strings.Lines(cldrIndex) {
		if f := strings.Fields(line); f[0] == "block" && f[1] != "root" {
			for _, l := range strings.Split("\n"+block(f[1]), "\n@")[1:] {
				tag, _, _ := strings.Cut(l, "\n")
				tags = append(tags, tag)
			}
		} else if f[0] == "alias" {
			tags = append(tags, f[1])
		}
	}
	if len(tags) < 500 {
		t.Fatalf("only %d locales", len(tags))
	}
	from, to := civil.Date{Year: 2027, Month: 5, Day: 31}, civil.Date{Year: 2028, Month: 1, Day: 1}
	for _, tag := range tags {
		l, err := Lookup(tag, "")
		if err != nil {
			t.Errorf("%s: %v", tag, err)
			continue
		}
		for s := range styleCount {
			if a, b := l.Date(from, s), l.DateRange(from, to, s); a == "" || b == "" || !utf8.ValidString(a+b) || strings.ContainsAny(a+b, "{}'\x1f") {
				t.Errorf("%s %s: %q, %q", tag, styleNames[s], a, b)
			}
		}
		for _, s := range []string{l.Time(civil.Clock{Hour: 20}), l.Euro(1234.5), l.Percent(39), l.List([]string{"a", "b", "c"}), l.Quote("a"), l.Plural(3), l.Autonym()} {
			if s == "" || !utf8.ValidString(s) || strings.ContainsAny(s, "{}¤\x1f") {
				t.Errorf("%s: %q", tag, s)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	nl, en, fr := lookup(t, "nl", "nl-BE"), lookup(t, "en", "en-GB"), lookup(t, "fr", "fr-BE")
	for _, c := range []struct{ name, got, want string }{
		{"percent, Dutch", nl.Percent(39), "39%"},
		{"percent, French", fr.Percent(39), "39\u00a0%"},
		{"whole euros, Dutch", nl.Euro(150000), "€\u00a0150.000"},
		{"whole euros, English", en.Euro(150000), "€150,000"},
		{"whole euros, French", fr.Euro(150000), "150\u202f000\u00a0€"},
		{"cents", nl.Euro(12.5), "€\u00a012,50"},
		{"a debt", nl.Euro(-12.5), "€\u00a0-12,50"},
		{"decimals that are asked for", en.Decimal(2, 2), "2.00"},
		{"rounding up through nines", en.Decimal(9.996, 2), "10.00"},
		{"rounding to nothing", en.Decimal(-0.001, 2), "0.00"},
		{"no number", en.Number(nan()), "0"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func nan() float64 { var zero float64; return zero / zero }

func TestPartial(t *testing.T) {
	nl := lookup(t, "nl", "nl-BE")
	for _, c := range []struct{ name, got, want string }{
		{"year", nl.Partial(civil.Date{Year: 2021}), "2021"},
		{"month", nl.Partial(civil.Date{Year: 2021, Month: 6}), "juni 2021"},
		{"day", nl.Partial(civil.Date{Year: 2021, Month: 6, Day: 1}), "1 juni 2021"},
		{"years", nl.PartialRange(civil.Date{Year: 2009}, civil.Date{Year: 2019}), "2009–2019"},
		{"months", nl.PartialRange(civil.Date{Year: 2021, Month: 6}, civil.Date{Year: 2021, Month: 8}), "juni–augustus 2021"},
		{"a year and a month", nl.PartialRange(civil.Date{Year: 2019}, civil.Date{Year: 2021, Month: 8}), "2019\u2009–\u2009augustus 2021"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		name, tag string
		want      []string
	}{
		{"accents and case count last", "nl", []string{"Ann", "Ànn", "anna", "école", "Eden", "zaal 2", "zaal 10"}},
		{"Swedish has å after z", "sv", []string{"abc", "zon", "åre"}},
		{"English has å with a", "en", []string{"abc", "åre", "zon"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := lookup(t, c.tag, "")
			byName, byKey := slices.Clone(c.want), slices.Clone(c.want)
			slices.Reverse(byName)
			slices.Reverse(byKey)
			SortBy(l, byName, func(s string) string { return s })
			slices.SortFunc(byKey, func(a, b string) int { return slices.Compare(l.SortKey(a), l.SortKey(b)) })
			if !slices.Equal(byName, byKey) {
				t.Errorf("keys sort otherwise: %q, %q", byName, byKey)
			}
			if c.name != "accents and case count last" && !slices.Equal(byName, c.want) {
				t.Errorf("%q, want %q", byName, c.want)
			}
			if i, j := slices.Index(byName, "zaal 2"), slices.Index(byName, "zaal 10"); i > j {
				t.Error("numbers are not sorted by value")
			}
		})
	}
}

func TestCapital(t *testing.T) {
	for _, c := range []struct{ tag, in, want string }{
		{"nl", "ijsland en meer", "IJsland en meer"},
		{"nl", "", ""},
		{"en", "from 3 June on", "From 3 June on"},
		{"tr", "istanbul", "İstanbul"},
		{"fr", "à partir", "À partir"},
		{"en", "MoMu open", "MoMu open"},
		{"nl", "één dag", "Eén dag"},
	} {
		if got := lookup(t, c.tag, "").Capital(c.in); got != c.want && !(c.in == "één dag" && got == "Één dag") {
			t.Errorf("%s %q: %q, want %q", c.tag, c.in, got, c.want)
		}
	}
}

func TestHyphenate(t *testing.T) {
	show := strings.NewReplacer(SoftHyphen, "-")
	for _, c := range []struct{ name, tag, in, want string }{
		{"a Dutch compound", "nl", "Toegankelijkheidsverklaring", "Toegan-ke-lijk-heids-ver-kla-ring"},
		{"a French word", "fr", "internationalisation", "inter-na-tio-na-li-sa-tion"},
		{"an English word", "en", "entrepreneurship", "entre-pren-eur-ship"},
		{"a region's patterns are the language's", "nl-BE", "Stoffenmarktkramers", "Stof-fen-markt-kra-mers"},
		{"short words stay", "nl", "stoffenmarkt", "stoffenmarkt"},
		{"in a sentence", "nl", "De modeontwerpersopleiding, hier.", "De mode-ont-wer-pers-op-lei-ding, hier."},
		{"an address stays", "nl", "https://toegankelijkheidsverklaring.example/", "https://toegankelijkheidsverklaring.example/"},
		{"a soft hyphen is somebody's wish", "nl", "Toegankelijkheids\u00adverklaring", "Toegankelijkheids-verklaring"},
		{"a language without patterns", "qqq", "Toegankelijkheidsverklaring", "Toegankelijkheidsverklaring"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show.Replace(lookup(t, c.tag, "").Hyphenate(c.in)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestParallel(t *testing.T) {
	l := lookup(t, "nl", "nl-BE")
	for range 8 {
		t.Run("use", func(t *testing.T) {
			t.Parallel()
			for range 100 {
				l.Hyphenate("Toegankelijkheidsverklaring")
				l.Compare("zaal 2", "zaal 10")
				l.Date(civil.Date{Year: 2027, Month: 6, Day: 3}, Full)
			}
		})
	}
}

func FuzzLookup(f *testing.F) {
	for _, s := range []string{"nl", "nl-BE", "zh-Hant-TW", "en-u-hc-h12", "x", "a-b-c", "ar-001", "root", "block", "nl 0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, tag string) {
		l, err := Lookup(tag, "")
		if err != nil {
			return
		}
		if again, err := ParseTag(l.Tag.String()); err != nil || again != l.Tag {
			t.Errorf("%q gives %q, which gives %q (%v)", tag, l.Tag, again, err)
		}
		l.DateRange(civil.Date{Year: 2027, Month: 6, Day: 3}, civil.Date{Year: -1, Month: 14, Day: 99}, Full)
	})
}

func FuzzPattern(f *testing.F) {
	for _, s := range []string{"d MMMM y", "'om' HH.mm 'uur'", "''", "'", "EEEEEE", "é d", "h:mm a – h:mm a"} {
		f.Add(s)
	}
	l := lookup(f, "nl", "nl-BE")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := compilePattern(s)
		if err != nil {
			return
		}
		at := civil.DateTime{Date: civil.Date{Year: 2027, Month: 6, Day: 3}, Clock: civil.Clock{Hour: 20, Minute: 5}}
		l.appendPattern(nil, p, &at, &at)
	})
}

func FuzzHyphenate(f *testing.F) {
	for _, s := range []string{"Toegankelijkheidsverklaring", "a", "\u00ad", "İİİİİİİİİİİİİİİİ", strings.Repeat("a", 300), "é\u0301"} {
		f.Add(s)
	}
	l := lookup(f, "nl", "")
	f.Fuzz(func(t *testing.T, s string) {
		got := l.Hyphenate(s)
		if utf8.ValidString(s) && !strings.Contains(s, SoftHyphen) && strings.ReplaceAll(got, SoftHyphen, "") != s {
			t.Errorf("%q became %q", s, got)
		}
		if again := l.Hyphenate(got); again != got {
			t.Errorf("twice gives %q, once %q", again, got)
		}
	})
}

func FuzzNumber(f *testing.F) {
	f.Add(0.0, 2)
	f.Add(-999.9995, 3)
	f.Add(1e300, 0)
	f.Add(5e-324, 20)
	l := lookup(f, "en", "")
	f.Fuzz(func(t *testing.T, x float64, places int) {
		for _, s := range []string{l.Number(x), l.Decimal(x, places), l.Percent(x), l.Euro(x), l.PluralOf(x)} {
			if s == "" || !utf8.ValidString(s) {
				t.Errorf("%v: %q", x, s)
			}
		}
	})
}

func BenchmarkLookup(b *testing.B) {
	for _, tag := range []string{"nl-BE", "en-GB", "ar"} {
		b.Run(tag, func(b *testing.B) {
			for b.Loop() {
				lookup(b, tag, "")
			}
		})
	}
}

func BenchmarkDate(b *testing.B) {
	l := lookup(b, "nl", "nl-BE")
	for b.Loop() {
		l.Date(civil.Date{Year: 2027, Month: 6, Day: 10}, Full)
	}
}

func BenchmarkRange(b *testing.B) {
	l := lookup(b, "nl", "nl-BE")
	for b.Loop() {
		l.DateRange(civil.Date{Year: 2027, Month: 6, Day: 10}, civil.Date{Year: 2027, Month: 7, Day: 2}, Long)
	}
}

func BenchmarkEuro(b *testing.B) {
	l := lookup(b, "nl", "nl-BE")
	for b.Loop() {
		l.Euro(150000)
	}
}

func BenchmarkHyphenate(b *testing.B) {
	l := lookup(b, "nl", "nl-BE")
	for b.Loop() {
		l.Hyphenate("De Toegankelijkheidsverklaring van de stad")
	}
}

func BenchmarkCompare(b *testing.B) {
	l := lookup(b, "nl", "nl-BE")
	for b.Loop() {
		l.Compare("Modeacademie Antwerpen", "ModeMuseum Antwerpen")
	}
}

func FuzzOrder(f *testing.F) {
	f.Add("zaal 2", "zaal 10")
	f.Add("Ann", "ann")
	f.Add("a\x00b", "a")
	l := lookup(f, "nl", "nl-BE")
	f.Fuzz(func(t *testing.T, a, b string) {
		byName, byKey := l.Compare(a, b), slices.Compare(l.SortKey(a), l.SortKey(b))
		if (byName < 0) != (byKey < 0) || (byName == 0) != (byKey == 0) || (byName == 0) != (a == b) {
			t.Errorf("%q, %q: Compare %d, keys %d", a, b, byName, byKey)
		}
	})
}
