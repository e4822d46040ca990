package feed

import (
	"strings"
	"time"

	"modestad/generator/page"
)

// The structures of DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/) in JSON-LD, with the codes of the
// EU's authority tables.
type dcatCatalog struct {
	Context     map[string]string `json:"@context"`
	ID          string            `json:"@id"`
	Type        string            `json:"@type"`
	Title       []dcatText        `json:"dct:title"`
	Description []dcatText        `json:"dct:description"`
	Publisher   *dcatAgent        `json:"dct:publisher,omitempty"`
	Language    []dcatLink        `json:"dct:language"`
	Licence     *dcatLink         `json:"dct:license,omitempty"`
	HomePage    dcatLink          `json:"foaf:homepage"`
	Modified    *dcatTime         `json:"dct:modified,omitempty"`
	Datasets    []dcatDataset     `json:"dcat:dataset"`
}

type dcatDataset struct {
	ID            string             `json:"@id"`
	Type          string             `json:"@type"`
	Title         []dcatText         `json:"dct:title"`
	Description   []dcatText         `json:"dct:description"`
	Publisher     *dcatAgent         `json:"dct:publisher,omitempty"`
	Contact       *dcatContact       `json:"dcat:contactPoint,omitempty"`
	Language      []dcatLink         `json:"dct:language"`
	Theme         dcatLink           `json:"dcat:theme"`
	Access        dcatLink           `json:"dct:accessRights"`
	Frequency     dcatLink           `json:"dct:accrualPeriodicity"`
	LandingPage   dcatLink           `json:"dcat:landingPage"`
	Modified      *dcatTime          `json:"dct:modified,omitempty"`
	Distributions []dcatDistribution `json:"dcat:distribution"`
}

type dcatDistribution struct {
	ID        string     `json:"@id"`
	Type      string     `json:"@type"`
	Title     string     `json:"dct:title"`
	AccessURL dcatLink   `json:"dcat:accessURL"`
	Download  dcatLink   `json:"dcat:downloadURL"`
	MediaType dcatLink   `json:"dcat:mediaType"`
	Format    *dcatLink  `json:"dct:format,omitempty"`
	Licence   *dcatLink  `json:"dct:license,omitempty"`
	Language  []dcatLink `json:"dct:language,omitempty"`
	Modified  *dcatTime  `json:"dct:modified,omitempty"`
}

type dcatText struct {
	Language string `json:"@language"`
	Value    string `json:"@value"`
}

type dcatLink struct {
	ID string `json:"@id"`
}

type dcatTime struct {
	Type  string `json:"@type"`
	Value string `json:"@value"`
}

type dcatAgent struct {
	ID   string     `json:"@id,omitempty"`
	Type string     `json:"@type"`
	Name []dcatText `json:"foaf:name"`
}

type dcatContact struct {
	Type  string   `json:"@type"`
	Name  string   `json:"vcard:fn,omitempty"`
	Email dcatLink `json:"vcard:hasEmail"`
}

const (
	mediaTypes = "https://www.iana.org/assignments/media-types/"
	authority  = "http://publications.europa.eu/resource/authority/"
)

// vocabularies name languages by the length of their codes (ISO 639-1 and 639-2), at the Library of Congress, as DCAT 3,
// section 6.4.8, has it.
var vocabularies = map[int]string{2: "http://id.loc.gov/vocabulary/iso639-1/", 3: "http://id.loc.gov/vocabulary/iso639-2/"}

// DCAT describes the open data for data portals: a catalogue of one dataset in four forms.
func (s *Set) DCAT() ([]byte, error) {
	cfg := s.site.Config
	id := func(part string) string { return s.site.Absolute("data/dcat.jsonld") + "#" + part }
	home := dcatLink{s.site.Absolute(s.site.Home(cfg.DefaultLanguage))}
	var names, titles, abouts, texts []dcatText
	var languages []dcatLink
	for _, l := range cfg.Languages {
		ed := s.editions[l.Tag]
		names = append(names, dcatText{l.Tag, l.Title})
		titles = append(titles, dcatText{l.Tag, l.Title + ": " + ed.Text("section.calendar")})
		abouts = append(abouts, dcatText{l.Tag, ed.Text("feed.about.all", "Site", l.Title)})
		if l.Description != "" {
			texts = append(texts, dcatText{l.Tag, l.Description})
		}
		base, _, _ := strings.Cut(l.Tag, "-")
		languages = append(languages, dcatLink{vocabularies[len(base)] + base})
	}
	if len(texts) == 0 {
		texts = abouts
	}
	var licence *dcatLink
	if cfg.Licence != "" {
		licence = &dcatLink{page.LicenceURL(cfg.Licence)}
	}
	var modified *dcatTime
	if t := newest(s.published()); t != undated {
		modified = &dcatTime{"xsd:dateTime", t.Format(time.RFC3339)}
	}
	var publisher *dcatAgent
	if p := s.site.Partner(cfg.Publisher.ID); p != nil {
		publisher = &dcatAgent{ID: p.URL, Type: "foaf:Agent"}
		for _, l := range cfg.Languages {
			publisher.Name = append(publisher.Name, dcatText{l.Tag, s.editions[l.Tag].Name(p.Name)})
		}
	}
	set := dcatDataset{ID: id("events"), Type: "dcat:Dataset", Title: titles, Description: abouts, Publisher: publisher, Language: languages,
		Theme: dcatLink{authority + "data-theme/EDUC"}, Access: dcatLink{authority + "access-right/PUBLIC"}, Frequency: dcatLink{authority + "frequency/IRREG"},
		LandingPage: home, Modified: modified}
	if cfg.Contact.Email != "" {
		set.Contact = &dcatContact{"vcard:Organization", cfg.Contact.Name, dcatLink{"mailto:" + cfg.Contact.Email}}
	}
	for _, d := range []struct{ ext, media, format string }{{"json", "application/json", "JSON"}, {"csv", "text/csv", "CSV"},
		{"jsonld", "application/ld+json", "JSON_LD"}, {"ics", "text/calendar", "ICS"}} {
		link := dcatLink{s.site.Absolute("data/events." + d.ext)}
		x := dcatDistribution{ID: id(d.ext), Type: "dcat:Distribution", Title: "events." + d.ext, AccessURL: link, Download: link,
			MediaType: dcatLink{mediaTypes + d.media}, Format: &dcatLink{authority + "file-type/" + d.format}, Licence: licence, Modified: modified}
		if d.ext == "jsonld" || d.ext == "ics" {
			x.Language = languages[:1] // these two are in the default language alone
		}
		set.Distributions = append(set.Distributions, x)
	}
	return encode(dcatCatalog{
		Context: map[string]string{"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
			"vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#"},
		ID: id("catalog"), Type: "dcat:Catalog", Title: names, Description: texts, Publisher: publisher, Language: languages, Licence: licence,
		HomePage: home, Modified: modified, Datasets: []dcatDataset{set},
	})
}
