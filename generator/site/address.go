package site

import (
	"fmt"
	"slices"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
)

// Addresses are relative to the site's base, without a leading slash. One that ends in a slash is a page, whose
// file is index.html below it. URL puts the base's path before one.

// URL gives an address as pages link it: with the base's path before it.
func (s *Site) URL(address string) string { return s.Config.BasePath + address }

// Absolute gives an address with the whole base before it.
func (s *Site) Absolute(address string) string { return s.Config.BaseURL + address }

// Link gives what Absolute gave as pages link it: without the host.
func (s *Site) Link(absolute string) string {
	return absolute[len(s.Config.BaseURL)-len(s.Config.BasePath):]
}

// File gives the file that an address stands for.
func File(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address + index
	}
	return address
}

const index = "index.html"

// Slug gives the localised slug of a section.
func (s *Site) Slug(lang, section string) string {
	if slug := s.slugs[lang][section]; slug != "" {
		return slug
	}
	return section
}

// Home is the address of a language's home.
func (s *Site) Home(lang string) string { return lang + "/" }

// Section is the address of a section: calendar, menu, calls, support, partners, areas, venues, series, plan,
// facts, sources, planning, join, search.
func (s *Site) Section(lang, name string) string { return lang + "/" + s.Slug(lang, name) + "/" }

// FeedsPage is the address of the page that explains the feeds.
func (s *Site) FeedsPage(lang string) string { return lang + "/feeds/" }

// LongreadAddress is the address of the longread for an audience.
func (s *Site) LongreadAddress(lang string, a config.Audience) string {
	slug, ok := a.Slug.In(lang)
	if !ok {
		slug = a.ID
	}
	return lang + "/" + slug + "/"
}

// EventAddress is the address of an event of any kind; EventURL is the same as pages link it, EventAbsolute with the
// whole base, EventFile the file of its page. They are asked for more often than any others: all are pieces of one text
// that was made when the site was resolved.
func (s *Site) EventAddress(lang string, e *Event) string {
	return s.EventAbsolute(lang, e)[len(s.Config.BaseURL):]
}

func (s *Site) EventURL(lang string, e *Event) string { return s.Link(s.EventAbsolute(lang, e)) }

func (s *Site) EventAbsolute(lang string, e *Event) string {
	file := s.eventFile(lang, e)
	return file[:len(file)-len(index)]
}

func (s *Site) EventFile(lang string, e *Event) string {
	return s.eventFile(lang, e)[len(s.Config.BaseURL):]
}

func (s *Site) eventFile(lang string, e *Event) string {
	for i := range s.Config.Languages {
		if s.Config.Languages[i].Tag == lang {
			return e.files[i]
		}
	}
	return s.Absolute(s.eventAddress(lang, e.ID())) + index
}

func (s *Site) eventAddress(lang, id string) string { return s.Section(lang, "calendar") + id + "/" }

// MonthAddress is the address of a month of the calendar, and YearAddress that of a year.
func (s *Site) MonthAddress(lang string, d civil.Date) string {
	return fmt.Sprintf("%s%04d/%02d/", s.Section(lang, "calendar"), d.Year, d.Month)
}
func (s *Site) YearAddress(lang string, year int) string {
	return fmt.Sprintf("%s%04d/", s.Section(lang, "calendar"), year)
}

// FilterAddress is the address of a pre-built filter of the calendar.
func (s *Site) FilterAddress(lang, filter string) string {
	return s.Section(lang, "calendar") + "f/" + filter + "/"
}

// PartAddress is the address of a further page of a long list; part counts from 1.
func PartAddress(list string, part int) string {
	if part <= 1 {
		return list
	}
	return fmt.Sprintf("%sp/%d/", list, part)
}

// PartnerAddress is the address of a partner's page; KitAddress that of its kit.
func (s *Site) PartnerAddress(lang, id string) string { return s.Section(lang, "partners") + id + "/" }
func (s *Site) KitAddress(lang, id string) string     { return s.PartnerAddress(lang, id) + "kit/" }

// AreaAddress, VenueAddress and SeriesAddress are those of a district, a place and a series.
func (s *Site) AreaAddress(lang, id string) string   { return s.Section(lang, "areas") + id + "/" }
func (s *Site) VenueAddress(lang, id string) string  { return s.Section(lang, "venues") + id + "/" }
func (s *Site) SeriesAddress(lang, id string) string { return s.Section(lang, "series") + id + "/" }

// QuarterAddress is the address of a quarter's planning.
func (s *Site) QuarterAddress(lang, id string) string { return s.Section(lang, "planning") + id + "/" }

// PageAddress is the address of an ordinary page; of the output where the page introduces one.
func (s *Site) PageAddress(lang string, p *content.Page) string {
	if content.IsOutput(p.ID) {
		a, _ := s.outputAddress(lang, p.ID)
		return a
	}
	text, _, _ := Pick(s, p.Texts, lang)
	slug := text.Slug
	if slug == "" {
		slug = p.ID
	}
	return lang + "/" + slug + "/"
}

// outputAddress is the address of the output that a page of that name introduces, and whether the site has it.
func (s *Site) outputAddress(lang, name string) (string, bool) {
	switch name {
	case "home":
		return s.Home(lang), true
	case "calendar":
		return s.Section(lang, name), true
	case "notfound":
		return s.NotFoundAddress(lang), true
	case "feeds":
		return s.FeedsPage(lang), s.Config.Outputs.On("feeds")
	}
	return s.Section(lang, name), s.Config.Outputs.On(name)
}

// FeedAddress is the address of a feed; ext is ics, json or atom.
func (s *Site) FeedAddress(lang, feed, ext string) string { return lang + "/feeds/" + feed + "." + ext }

// EmbedAddress is the address of a feed's page for iframes; EmbedMessage that of a chapter's message.
func (s *Site) EmbedAddress(lang, feed string) string { return lang + "/embed/" + feed + "/" }
func (s *Site) EmbedMessage(lang, audience, chapter string) string {
	return lang + "/embed/message/" + audience + "/" + chapter + "/"
}

// ShareAddress is the address of the picture that stands for a page where it is shared. Key names what the picture says: who
// keeps one under its address does not keep it when it changes.
func (s *Site) ShareAddress(page, key string) string { return page + "share-" + key + ".png" }

// IsShare says whether an address is one of ShareAddress: what stands there follows from the address alone.
func IsShare(address string) bool {
	name := address[strings.LastIndexByte(address, '/')+1:]
	return strings.HasPrefix(name, "share-") && strings.HasSuffix(name, ".png")
}

// FactAddress, SourceAddress and ActionAddress lead to a place on the page of all of them.
func (s *Site) FactAddress(lang, id string) string   { return s.Section(lang, "facts") + "#" + id }
func (s *Site) SourceAddress(lang, id string) string { return s.Section(lang, "sources") + "#" + id }
func (s *Site) ActionAddress(lang, id string) string { return s.Section(lang, "plan") + "#" + id }

// StatementAddress is the address of the accessibility statement: that of the page of its name, where there is one.
func (s *Site) StatementAddress(lang string) string {
	if p := s.pages["accessibility"]; p != nil {
		return s.PageAddress(lang, p)
	}
	return lang + "/accessibility/"
}

// NotFoundAddress is the address of the page that is shown where there is none.
func (s *Site) NotFoundAddress(lang string) string { return lang + "/404.html" }

// HasKind says whether anything of a kind is published.
func (s *Site) HasKind(kind string) bool {
	return slices.ContainsFunc(s.Events, func(e *Event) bool { return e.Kind == kind })
}
