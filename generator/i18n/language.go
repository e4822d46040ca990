package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
)

// A Language is what a reader of one language needs: how things are written, and the interface texts, with
// those of other languages standing in where it lacks one.
type Language struct {
	*Locale
	own   *Catalogue
	texts map[string]text
	slugs map[string]string
	keys  []string
}

// A text is a message with the locale of the language that it comes from.
type text struct {
	message message
	locale  *Locale
}

// New joins a locale and its catalogue, which may be nil. The house's patterns, quotes and spaces go before
// those of CLDR. A text that the catalogue lacks is taken from the first of the fallbacks that has it.
func New(l *Locale, own *Catalogue, fallbacks ...*Language) *Language {
	if own == nil {
		own = &Catalogue{}
	}
	g := &Language{Locale: l.withHouse(own), own: own, texts: map[string]text{}, slugs: map[string]string{}}
	for id, m := range own.messages {
		g.texts[id] = text{m, g.Locale}
	}
	maps.Copy(g.slugs, own.slugs)
	for _, f := range fallbacks {
		for id, t := range f.texts {
			if _, ok := g.texts[id]; !ok {
				g.texts[id] = t
			}
		}
		for section, slug := range f.slugs {
			if _, ok := g.slugs[section]; !ok {
				g.slugs[section] = slug
			}
		}
	}
	g.keys = slices.Sorted(maps.Keys(g.texts))
	return g
}

// withHouse gives l with what the catalogue says of dates, quotes and spaces.
func (l *Locale) withHouse(c *Catalogue) *Locale {
	house := *l
	keys := slices.Sorted(maps.Keys(c.dates))
	slices.SortStableFunc(keys, func(a, b string) int { // patterns first: each does away with its ranges
		return strings.Count(a, ".") - strings.Count(b, ".")
	})
	for _, key := range keys {
		if key == "first" {
			house.firstOfMonth = c.dates[key]
			continue
		}
		name, isRange := strings.CutPrefix(key, "ranges.")
		name, p, _ := cutRange(name, isRange)
		s := &house.time
		if i := slices.Index(styleNames[:], name); i >= 0 {
			s = &house.styles[i]
		}
		compiled, err := compilePattern(c.dates[key])
		switch {
		case err != nil: // ReadCatalogue has told
		case isRange:
			s.ranges[p] = compiled
		default:
			// The ranges of CLDR belong to its own pattern; beside the house's they would be another style.
			*s = dateStyle{single: compiled, shown: partsOf(compiled)}
		}
	}
	if c.quotes != nil {
		house.quotes = Quotes{c.quotes[0], c.quotes[1], c.quotes[2], c.quotes[3]}
	}
	if c.spaces != nil {
		house.spaces = c.spaces
	}
	return &house
}

func cutRange(name string, isRange bool) (string, part, bool) {
	if !isRange {
		return name, noPart, true
	}
	return rangeKey(name)
}

// Text gives a message, with its placeholders replaced: args are names and values in turn. A whole number is
// written in the language's digits, any other value as it prints. A key that no language has gives itself.
func (g *Language) Text(key string, args ...any) string {
	t, ok := g.texts[key]
	if !ok {
		return key
	}
	return replace(t.locale, t.message["other"], "", args)
}

// Plural gives the form of a message for n, by the plural rules of the language that the text comes from, and
// puts n in the place of {{.Count}}. A form "zero" is taken for 0 in every language.
func (g *Language) Plural(key string, n int, args ...any) string {
	t, ok := g.texts[key]
	if !ok {
		return key
	}
	category := "zero"
	if n != 0 || t.message[category] == "" {
		category = t.locale.Plural(n)
	}
	return replace(t.locale, t.message.form(category), t.locale.Int(n), args)
}

// PluralOf is Plural for a number with decimals, and for one that count has written already (39%, €150,000)
// where count is not empty.
func (g *Language) PluralOf(key string, x float64, count string, args ...any) string {
	t, ok := g.texts[key]
	if !ok {
		return key
	}
	if count == "" {
		count = t.locale.Number(x)
	}
	return replace(t.locale, t.message.form(t.locale.PluralOf(x)), count, args)
}

func (m message) form(category string) string {
	if s, ok := m[category]; ok {
		return s
	}
	return m["other"]
}

// replace fills in the placeholders of s. One without a value stays as it is, so that it is seen.
func replace(l *Locale, s, count string, args []any) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{{.")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}}")
		switch value, ok := argument(l, args, name); {
		case ok:
			b.WriteString(value)
		case name == "Count" && count != "":
			b.WriteString(count)
		default:
			b.WriteString("{{." + name + "}}")
		}
		s = after
	}
}

func argument(l *Locale, args []any, name string) (string, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		switch value := args[i+1].(type) {
		case string:
			return value, true
		case int:
			var buf [24]byte
			return string(l.appendDigits(buf[:0], value, 1)), true
		default:
			return fmt.Sprint(value), true
		}
	}
	return "", false
}

// Has says whether the language, or one that stands in for it, has a text.
func (g *Language) Has(key string) bool { _, ok := g.texts[key]; return ok }

// TextTag gives the language that a text is in: another than the reader's where it is borrowed.
func (g *Language) TextTag(key string) Tag {
	if t, ok := g.texts[key]; ok {
		return t.locale.Tag
	}
	return g.Tag
}

// Keys gives the keys of all texts, sorted; the caller's own copy.
func (g *Language) Keys() []string { return slices.Clone(g.keys) }

// Missing gives the keys that the language's own catalogue lacks and its fallbacks have, sorted.
func (g *Language) Missing() []string {
	var missing []string
	for _, key := range g.keys {
		if _, ok := g.own.messages[key]; !ok {
			missing = append(missing, key)
		}
	}
	return missing
}

// Slug gives the address segment of a section of the site ("calendar"): the section's own name where no
// language has one for it.
func (g *Language) Slug(section string) string {
	if slug, ok := g.slugs[section]; ok {
		return slug
	}
	return section
}

// From writes "from 3 June 2027 on".
func (g *Language) From(d civil.Date, s Style) string {
	return g.Text("when.from_on", "Date", g.Date(d, s))
}

// Until writes "until 3 June 2027", that day included.
func (g *Language) Until(d civil.Date, s Style) string {
	return g.Text("when.until", "Date", g.Date(d, s))
}

// Partial writes a date as exactly as it is known: a year where the month is 0, a month where the day is 0.
func (l *Locale) Partial(d civil.Date) string {
	filled, s := known(d)
	return l.Date(filled, s)
}

// PartialRange writes the time between two dates that are each known as exactly as they say.
func (l *Locale) PartialRange(from, to civil.Date) string {
	a, s := known(from)
	b, t := known(to)
	if s == t {
		return l.DateRange(a, b, s)
	}
	return l.between[0] + l.Date(a, s) + l.between[1] + l.Date(b, t)
}

// Since writes "since 2009".
func (g *Language) Since(d civil.Date) string { return g.Text("when.since", "Date", g.Partial(d)) }

func known(d civil.Date) (civil.Date, Style) {
	switch {
	case d.Month == 0:
		return civil.Date{Year: d.Year, Month: time.January, Day: 1}, Year
	case d.Day == 0:
		return civil.Date{Year: d.Year, Month: d.Month, Day: 1}, MonthYear
	}
	return d, Long
}
