package config

import (
	"slices"
	"strconv"
	"strings"

	"modestad/generator/tomlfile"
)

// Outputs says which outputs a site wants, by the names of the output contract. All are on but planning and
// admin.
type Outputs struct {
	off      map[string]bool
	Families []string // of feeds, in the order of FeedFamilies
}

// FeedFamilies are the kinds of feeds, by what they are about.
func FeedFamilies() []string {
	return []string{"all", "official", "off", "audience", "partner", "area", "venue", "kind", "series", "tag", "calls", "own"}
}

var outputNames = []string{"events_ics", "feeds", "atom", "json", "widgets", "embed", "kit", "search", "share_images", "data",
	"menu", "calls", "support", "partners", "areas", "venues", "series", "plan", "facts", "planning", "join", "years", "offline",
	"epub", "admin"}

// On says whether an output is wanted.
func (o Outputs) On(name string) bool { return !o.off[name] }

// Feed says whether a family of feeds is wanted.
func (o Outputs) Feed(family string) bool { return slices.Contains(o.Families, family) }

func readOutputs(t *tomlfile.Table) Outputs {
	o := Outputs{off: map[string]bool{"planning": true, "admin": true}, Families: FeedFamilies()}
	if t == nil {
		return o
	}
	for _, name := range outputNames {
		if name == "feeds" {
			v, ok := t.Any(name)
			if !ok {
				continue
			}
			if on, ok := v.(bool); ok {
				if !on {
					o.off[name], o.Families = true, nil
				}
				continue
			}
			o.Families = nil
			for _, r := range t.Refs(name) {
				if !slices.Contains(FeedFamilies(), r.ID) {
					t.Add(r.Find("value-unknown", r.ID, strings.Join(FeedFamilies(), ", ")).Near(r.ID, FeedFamilies()))
					continue
				}
				o.Families = append(o.Families, r.ID)
			}
			continue
		}
		if on, ok := t.Bool(name); ok {
			o.off[name] = !on
		}
	}
	return o
}

// Limits are the sizes beyond which content is refused: bytes, numbers, months and days.
type Limits struct {
	File, SiteFile                         int64
	Paragraph, Nesting, TableColumns, Page int
	Image                                  int64
	Pixels                                 int
	PixelsPerPartner                       int // of all pictures in a partner's folder, but the publisher's
	Occurrences                            int
	HorizonMonths                          int
	FeedPastDays                           int
	EventsPerPartner                       int
}

// DefaultLimits are those of a site that says nothing of them.
func DefaultLimits() Limits {
	return Limits{File: 256 << 10, SiteFile: 8 << 20, Paragraph: 16 << 10, Nesting: 16, TableColumns: 32, Page: 1 << 20,
		Image: 20e6, Pixels: 50e6, PixelsPerPartner: 600e6, Occurrences: 750, HorizonMonths: 24, FeedPastDays: 90, EventsPerPartner: 2000}
}

func readLimits(t *tomlfile.Table) Limits {
	l := DefaultLimits()
	if t == nil {
		return l
	}
	number := func(key string, into *int, units ...string) {
		if n, ok := amount(t, key, units...); ok {
			*into = int(n)
		}
	}
	size := func(key string, into *int64) {
		if n, ok := amount(t, key, "B", "KiB", "MiB", "kB", "MB"); ok {
			*into = n
		}
	}
	size("file", &l.File)
	size("site_file", &l.SiteFile)
	size("image", &l.Image)
	number("paragraph", &l.Paragraph, "B", "KiB", "MiB", "kB", "MB")
	number("page", &l.Page, "B", "KiB", "MiB", "kB", "MB")
	number("nesting", &l.Nesting)
	number("table_columns", &l.TableColumns)
	number("pixels", &l.Pixels, "megapixels", "megapixel")
	number("pixels_per_partner", &l.PixelsPerPartner, "megapixels", "megapixel")
	number("occurrences", &l.Occurrences)
	number("horizon", &l.HorizonMonths, "months", "month", "years", "year")
	number("feed_past", &l.FeedPastDays, "days", "day")
	number("events_per_partner", &l.EventsPerPartner)
	return l
}

var unitSize = map[string]float64{"": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "kB": 1e3, "MB": 1e6, "megapixels": 1e6, "megapixel": 1e6,
	"months": 1, "month": 1, "years": 12, "year": 12, "days": 1, "day": 1}

// amount reads a number, or a text of a number and one of the units.
func amount(t *tomlfile.Table, key string, units ...string) (int64, bool) {
	v, ok := t.Any(key)
	if !ok {
		return 0, false
	}
	if n, ok := tomlfile.Number(v); ok && n > 0 && n < 1e12 {
		return int64(n), true
	}
	if s, ok := v.(string); ok {
		i := strings.LastIndexAny(s, "0123456789") + 1
		n, err := strconv.ParseFloat(strings.ReplaceAll(s[:i], ",", ""), 64)
		unit := strings.TrimSpace(s[i:])
		if err == nil && n > 0 && n*unitSize[unit] < 1e12 && (unit == "" || slices.Contains(units, unit)) {
			return int64(n * unitSize[unit]), true
		}
	}
	t.Find(key, "limit-value", key)
	return 0, false
}
