// Package config reads site.toml: what a site is made of, and what it wants.
//
// Invariant: everything about languages, audiences, roles and feeds is data here; no name of one stands in code.
package config

import (
	"slices"
	"time"

	"modestad/generator/source"
)

// A Config is a site's own description. It is read once and never changed.
type Config struct {
	BaseURL         string // ends in a slash
	BasePath        string // the path of BaseURL: begins and ends with a slash
	ZoneName        string
	Zone            *time.Location
	Theme           string
	ThemeAt         source.Span
	DefaultLanguage string
	Publisher       source.Ref // a partner
	CalendarManager source.Ref // a partner
	UIDHost         string
	Licence         string // an SPDX identifier

	Contact   Contact
	Forge     Forge
	Languages []Language // the default one first, then in the order of the file
	Audiences []Audience // in the order of the file
	Roles     Roles
	Encoders  Encoders
	Feeds     []Feed
	Outputs   Outputs
	Limits    Limits
}

// A Contact is public: it stands in footers, feeds and security.txt.
type Contact struct{ Name, Email, Phone string }

// A Forge is where the site's files are edited; its Kind is empty where there is none.
type Forge struct{ Kind, URL, Branch string }

// A Language is one that the site is published in.
type Language struct {
	Tag         string // BCP 47
	Locale      string // BCP 47: for dates, numbers and quotes
	LocaleAt    source.Span
	Title       string
	Description string
	Fallback    []string // languages, nearest first

	chain []string // see Config.Chain: every text that is shown asks for it
}

// An Audience is a group of readers that has a longread of its own.
type Audience struct {
	ID          string
	Slug        By[string]
	Name        By[string]
	RenamedFrom []source.Ref
}

// Roles are the patterns of paths that the two roles may write, beside their partner's folder.
type Roles struct{ Publisher, CalendarManager []string }

// Encoders are outside programs that write modern image formats, by name; empty where there is none.
type Encoders struct{ WebP, AVIF string }

// A Feed is one that the site combines itself.
type Feed struct {
	ID     string
	At     source.Span
	Title  By[string]
	Filter Filter

	RenamedFrom []source.Ref
}

// A Filter chooses events: all lists that are not empty must hold, each by any of its names.
type Filter struct {
	Audience, Programme, Kind, Partner, Area, Venue, Series, Tag, Crowd, Visit, Access, Language []source.Ref
	Free                                                                                         *bool
}

// By is a value by language. The language "" is for all.
type By[T any] []Entry[T]

// An Entry is a value in one language.
type Entry[T any] struct {
	Lang  string
	Value T
}

// In gives the value in one language, or the one that is for all.
func (b By[T]) In(lang string) (value T, ok bool) {
	for _, e := range b {
		if e.Lang == lang || e.Lang == "" {
			return e.Value, true
		}
	}
	return value, false
}

// Audience gives an audience by its id.
func (c *Config) Audience(id string) (Audience, bool) {
	for _, a := range c.Audiences {
		if a.ID == id {
			return a, true
		}
	}
	return Audience{}, false
}

// Language gives a language by its tag.
func (c *Config) Language(tag string) (Language, bool) {
	for _, l := range c.Languages {
		if l.Tag == tag {
			return l, true
		}
	}
	return Language{}, false
}

// Tags gives the languages' tags, the default one first.
func (c *Config) Tags() []string {
	out := make([]string, len(c.Languages))
	for i, l := range c.Languages {
		out[i] = l.Tag
	}
	return out
}

// Chain gives the languages in which a reader of lang can be served, in order: lang itself, its fallbacks, and
// the default language. It is not the caller's to change.
func (c *Config) Chain(lang string) []string {
	for i := range c.Languages {
		if l := &c.Languages[i]; l.Tag == lang {
			if l.chain == nil {
				return l.served(c.DefaultLanguage)
			}
			return l.chain
		}
	}
	return []string{lang}
}

// served makes the chain of a language.
func (l *Language) served(last string) []string {
	out := []string{l.Tag}
	for _, f := range append(slices.Clone(l.Fallback), last) {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return slices.Clip(out)
}
