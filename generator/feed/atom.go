package feed

import (
	"bytes"
	"encoding/xml"
	"time"

	"modestad/generator/site"
)

// The structures of Atom (RFC 4287).
type atomFeed struct {
	XMLName  xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string     `xml:"xml:lang,attr"`
	ID       string     `xml:"id"`
	Title    string     `xml:"title"`
	Subtitle string     `xml:"subtitle,omitempty"`
	Updated  string     `xml:"updated"`
	Author   atomPerson `xml:"author"`
	Rights   string     `xml:"rights,omitempty"`
	Links    []atomLink `xml:"link"`
	Entries  []byte     `xml:",innerxml"` // each an atomEntry
}

type atomPerson struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Lang string `xml:"hreflang,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	XMLName    xml.Name       `xml:"entry"`
	ID         string         `xml:"id"`
	Title      atomText       `xml:"title"`
	Updated    string         `xml:"updated"`
	Author     *atomPerson    `xml:"author"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    *atomText      `xml:"summary"`
	Content    atomText       `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr,omitempty"`
	Lang string `xml:"xml:lang,attr,omitempty"` // where it is another than the feed's
	Text string `xml:",chardata"`
}

// Atom gives a feed as Atom. It was updated when the newest of its events was.
func (s *Set) Atom(f *site.Feed, lang string) ([]byte, error) {
	ed, address := s.editions[lang], s.site.FeedAddress
	out := atomFeed{Lang: ed.Tag(), ID: ed.id("feeds/" + f.ID), Title: ed.FeedTitle(f), Subtitle: ed.FeedDescription(f),
		Updated: newest(f.Events).Format(time.RFC3339), Author: atomPerson{ed.Title(), s.site.Absolute(s.site.Home(lang))}, Rights: s.site.Config.Licence,
		Links: []atomLink{{"self", "application/atom+xml", "", s.site.Absolute(address(lang, f.ID, "atom"))}, {"alternate", "text/html", ed.Tag(), ed.about(f)}}}
	for _, l := range s.site.Config.Languages {
		if l.Tag != lang {
			out.Links = append(out.Links, atomLink{"alternate", "application/atom+xml", s.editions[l.Tag].Tag(), s.site.Absolute(address(l.Tag, f.ID, "atom"))})
		}
	}
	for _, e := range f.Events {
		one, err := ed.forms(e)
		if err != nil {
			return nil, err
		}
		out.Entries = append(out.Entries, one.atom...)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(out); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// atomEntry gives an event as an entry, the same in every feed of the language.
func (x *item) atomEntry(ed *edition) ([]byte, error) {
	borrowed := ""
	if x.Lang != ed.Tag() {
		borrowed = x.Lang
	}
	entry := atomEntry{ID: x.id, Title: atomText{"", borrowed, x.title}, Updated: modified(x.event).Format(time.RFC3339),
		Content: atomText{"html", "", x.html}, Links: []atomLink{{"alternate", "text/html", ed.Tag(), x.url}}}
	if x.Summary != "" {
		entry.Summary = &atomText{"", borrowed, x.Summary}
	}
	if x.author != "" {
		entry.Author = &atomPerson{x.author, x.authorURL}
	}
	if ed.site.Config.Outputs.On("events_ics") {
		entry.Links = append(entry.Links, atomLink{"related", "text/calendar", ed.Tag(), x.url + "event.ics"})
	}
	for _, t := range x.tags {
		entry.Categories = append(entry.Categories, atomCategory{t})
	}
	return xml.Marshal(entry)
}
