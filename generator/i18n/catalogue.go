package i18n

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Catalogue holds the texts of one language file, i18n/<lang>.toml.
type Catalogue struct {
	slugs    map[string]string
	messages map[string]message
	dates    map[string]string // the [dates] table, ranges as "ranges.long_day"
	quotes   []string
	spaces   Spaces
}

// A message is one text: forms by plural category, or "other" alone.
type message map[string]string

// A FaultKind is what may be wrong in a language file.
type FaultKind string

// The faults of a language file.
const (
	NotText      FaultKind = "not-text"      // a value that is neither text nor a table of texts
	NoOther      FaultKind = "no-other"      // a message with plural forms lacks "other"
	MixedForms   FaultKind = "mixed-forms"   // plural forms and other keys in one table
	BadBraces    FaultKind = "bad-braces"    // {{ without a name and }} after it
	BadSlug      FaultKind = "bad-slug"      // a slug that is not [a-z0-9]+(-[a-z0-9]+)*
	BadPattern   FaultKind = "bad-pattern"   // a date pattern with a letter that is no field
	UnknownStyle FaultKind = "unknown-style" // a key in [dates] or [typography] that means nothing
	BadQuotes    FaultKind = "bad-quotes"    // not four quotation marks
	BadMark      FaultKind = "bad-mark"      // a mark of more or less than one character
	TooDeep      FaultKind = "too-deep"      // tables nested beyond four levels
)

// A Fault is a place in a language file that was left out, and why.
type Fault struct {
	Kind  FaultKind
	Path  []string // the keys that lead there
	Value string   // what stands there, as far as it is text
}

// deepest is how far tables may be nested in a catalogue.
const deepest = 4

// ReadCatalogue takes the texts out of a decoded language file. What is wrong is told to fault, in the order
// of the keys, and left out; the rest is used.
func ReadCatalogue(file map[string]any, fault func(Fault)) *Catalogue {
	c := &Catalogue{slugs: map[string]string{}, messages: map[string]message{}, dates: map[string]string{}}
	for _, key := range slices.Sorted(maps.Keys(file)) {
		table, isTable := file[key].(map[string]any)
		switch {
		case key == "slugs" && isTable:
			c.readSlugs(table, fault)
		case key == "dates" && isTable:
			c.readDates(table, fault)
		case key == "typography" && isTable:
			c.readTypography(table, fault)
		default:
			c.readMessages([]string{key}, file[key], fault)
		}
	}
	return c
}

func (c *Catalogue) readSlugs(table map[string]any, fault func(Fault)) {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		path := []string{"slugs", key}
		switch s, ok := table[key].(string); {
		case !ok:
			fault(Fault{NotText, path, ""})
		case !isSlug(s):
			fault(Fault{BadSlug, path, s})
		default:
			c.slugs[key] = s
		}
	}
}

func isSlug(s string) bool {
	for _, part := range strings.Split(s, "-") {
		if part == "" || !all(part, alnum) {
			return false
		}
	}
	return len(s) <= 64
}

func (c *Catalogue) readDates(table map[string]any, fault func(Fault)) {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if ranges, ok := table[key].(map[string]any); ok && key == "ranges" {
			for _, name := range slices.Sorted(maps.Keys(ranges)) {
				_, _, known := rangeKey(name)
				c.readPattern("ranges."+name, []string{"dates", "ranges", name}, ranges[name], known, fault)
			}
			continue
		}
		known := key == "first" || key == "time" || slices.Contains(styleNames[:], key)
		c.readPattern(key, []string{"dates", key}, table[key], known, fault)
	}
}

func (c *Catalogue) readPattern(key string, path []string, value any, known bool, fault func(Fault)) {
	s, ok := value.(string)
	if !known {
		fault(Fault{UnknownStyle, path, s})
		return
	}
	if !ok {
		fault(Fault{NotText, path, ""})
		return
	}
	if _, err := compilePattern(s); err != nil && key != "first" {
		fault(Fault{BadPattern, path, s})
		return
	}
	c.dates[key] = s
}

// rangeKey splits "month_year_day" into the style and the part in which the ends of the range differ.
func rangeKey(key string) (style string, p part, ok bool) {
	i := strings.LastIndexByte(key, '_')
	if i < 0 {
		return "", noPart, false
	}
	p = part(slices.Index(houseParts[:], key[i+1:]))
	style = key[:i]
	return style, p, p > noPart && (style == "time" || slices.Contains(styleNames[:], style))
}

func (c *Catalogue) readTypography(table map[string]any, fault func(Fault)) {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		path := []string{"typography", key}
		switch value := table[key].(type) {
		case []any:
			var quotes []string
			for _, q := range value {
				if s, ok := q.(string); ok {
					quotes = append(quotes, s)
				}
			}
			switch {
			case key != "quotes":
				fault(Fault{UnknownStyle, path, ""})
			case len(quotes) != 4 || len(value) != 4:
				fault(Fault{BadQuotes, path, ""})
			default:
				c.quotes = quotes
			}
		case map[string]any:
			if key != "before" {
				fault(Fault{UnknownStyle, path, ""})
				continue
			}
			for _, mark := range slices.Sorted(maps.Keys(value)) {
				s, ok := value[mark].(string)
				if r, n := utf8.DecodeRuneInString(mark); !ok {
					fault(Fault{NotText, append(path, mark), ""})
				} else if n == 0 || n != len(mark) {
					fault(Fault{BadMark, append(path, mark), s})
				} else {
					c.spaces = append(c.spaces, Space{r, s})
				}
			}
			slices.SortFunc(c.spaces, func(a, b Space) int { return cmp.Compare(a.Mark, b.Mark) })
		default:
			fault(Fault{UnknownStyle, path, ""})
		}
	}
}

// notes are the keys that go-i18n's form allows beside the plural forms of a message.
var notes = []string{"id", "description", "hash"}

func (c *Catalogue) readMessages(path []string, value any, fault func(Fault)) {
	id := strings.Join(path, ".")
	switch value := value.(type) {
	case string:
		if !bracesMatch(value) {
			fault(Fault{BadBraces, path, value})
			return
		}
		c.messages[id] = message{"other": value}
	case map[string]any:
		// A lone "other" among other keys is a key like any other; with a second form it is a mistake.
		forms, others := 0, 0
		for key, v := range value {
			if _, text := v.(string); slices.Contains(categories, key) && text {
				forms++
			} else if !slices.Contains(notes, key) {
				others++
			}
		}
		switch {
		case forms > 1 && others > 0:
			fault(Fault{MixedForms, path, ""})
		case forms > 0 && others == 0:
			c.readForms(path, value, fault)
		case len(path) >= deepest:
			fault(Fault{TooDeep, path, ""})
		default:
			for _, key := range slices.Sorted(maps.Keys(value)) {
				c.readMessages(append(slices.Clone(path), key), value[key], fault)
			}
		}
	default:
		fault(Fault{NotText, path, fmt.Sprint(value)})
	}
}

func (c *Catalogue) readForms(path []string, table map[string]any, fault func(Fault)) {
	m := message{}
	for _, category := range categories {
		if text, ok := table[category].(string); ok {
			if !bracesMatch(text) {
				fault(Fault{BadBraces, append(slices.Clone(path), category), text})
				continue
			}
			m[category] = text
		}
	}
	if m["other"] == "" {
		fault(Fault{NoOther, path, ""})
		return
	}
	c.messages[strings.Join(path, ".")] = m
}

// bracesMatch says whether every {{ begins a placeholder {{.Name}}.
func bracesMatch(s string) bool {
	for {
		_, rest, ok := strings.Cut(s, "{{")
		if !ok {
			return true
		}
		name, after, closed := strings.Cut(rest, "}}")
		if !closed || !isPlaceholder(name) {
			return false
		}
		s = after
	}
}

func isPlaceholder(s string) bool {
	if len(s) < 2 || s[0] != '.' {
		return false
	}
	return all(strings.ToLower(s[1:]), alnum)
}

// Over gives the texts of c, and those of under where c has none.
func (c *Catalogue) Over(under *Catalogue) *Catalogue {
	if under == nil {
		return c
	}
	if c == nil {
		return under
	}
	merged := &Catalogue{
		slugs: maps.Clone(under.slugs), messages: maps.Clone(under.messages), dates: maps.Clone(under.dates),
		quotes: under.quotes, spaces: under.spaces,
	}
	maps.Copy(merged.slugs, c.slugs)
	maps.Copy(merged.messages, c.messages)
	maps.Copy(merged.dates, c.dates)
	if c.quotes != nil {
		merged.quotes = c.quotes
	}
	if c.spaces != nil {
		merged.spaces = c.spaces
	}
	return merged
}
