package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"slices"
	"strings"
	"time"

	"modestad/generator/page"
	"modestad/generator/site"
)

// An item is an event as feed readers show it.
type item struct {
	event *site.Event
	page.Brief
	id, url, title, html, author, authorURL string
	when                                    []string
	tags                                    []string
}

// item words an event for feed readers. Its id is a tag URI (RFC 4151) of the UID's own parts and the language, so
// that it lasts as long; the year only says when the host was ours.
func (ed *edition) item(e *site.Event) *item {
	s := ed.site
	x := &item{event: e, Brief: ed.Brief(e), url: s.EventAbsolute(ed.Lang(), e), when: ed.times(e)}
	local, _, _ := strings.Cut(e.UID, "@")
	x.id = ed.id(local)
	x.title = ed.Marked(x.Title, e.Status, e.Draft)
	x.tags = []string{ed.Text("kind." + e.Kind)}
	for _, t := range e.Tags {
		x.tags = append(x.tags, t.ID)
	}
	if e.Partner != nil {
		x.author, x.authorURL = ed.Name(e.Partner.Name), e.Partner.URL
	}
	x.html = x.content(ed.Place(first(e)), ed.Tag())
	return x
}

// id gives a name that stays for what is published in the edition's language.
func (ed *edition) id(what string) string {
	return "tag:" + ed.site.Config.UIDHost + ",2026:" + ed.Lang() + "/" + what
}

// times says when an event is, a line for each thing to say: the date or the first of them, the rule, and whatever
// differs from it.
func (ed *edition) times(e *site.Event) []string {
	switch {
	case e.Kind == "call":
		return []string{ed.Deadline(e)}
	case e.Repeat == nil:
		return []string{ed.When(e.Occurrences[0])}
	}
	var out []string
	differ := slices.Clone(e.Changed)
	if e.Repeat.Rule != nil {
		out = append(out, ed.When(first(e)), ed.Rule(e))
	}
	if except := ed.Except(e); except != "" {
		out = append(out, except)
	}
	for _, o := range e.Occurrences {
		if o.Also || e.Repeat.Rule == nil {
			differ = append(differ, o)
		}
	}
	slices.SortStableFunc(differ, func(a, b site.Occurrence) int { return a.Begin.Compare(b.Begin) })
	for _, o := range differ {
		text := ed.When(o)
		if o.PlaceMoved {
			text += ", " + ed.Place(o)
		}
		if note := ed.Note(o); note != "" {
			text += ". " + note
		}
		if o.Status != e.Status { // else the title says it
			text = ed.Marked(text, o.Status, false)
		}
		out = append(out, text)
	}
	return out
}

// content gives an item as HTML: paragraphs of text and nothing else. What is in another language than the edition's
// says so.
func (x *item) content(place, lang string) string {
	var b strings.Builder
	paragraph := func(in string, lines ...string) {
		if strings.Join(lines, "") == "" {
			return
		}
		b.WriteString("<p")
		if in != lang {
			b.WriteString(` lang="` + html.EscapeString(in) + `"`)
		}
		b.WriteByte('>')
		for i, l := range lines {
			if i > 0 {
				b.WriteString("<br>")
			}
			b.WriteString(html.EscapeString(l))
		}
		b.WriteString("</p>")
	}
	paragraph(lang, x.when...)
	paragraph(lang, place)
	paragraph(x.Lang, x.Summary)
	for text := range strings.SplitSeq(x.Body, "\n\n") {
		paragraph(x.Lang, strings.Split(text, "\n")...)
	}
	paragraph(lang, x.Practical...)
	return b.String()
}

// The structures of JSON Feed, version 1.1 (https://www.jsonfeed.org/version/1.1/).
type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	HomePage    string     `json:"home_page_url"`
	FeedURL     string     `json:"feed_url"`
	Description string     `json:"description,omitempty"`
	Language    string     `json:"language"`
	Authors     []jsonName `json:"authors,omitempty"`
	Items       []jsonItem `json:"items"` // the last, so that items can be put in when they are JSON already
}

type jsonName struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonItem struct {
	ID       string     `json:"id"`
	URL      string     `json:"url"`
	Title    string     `json:"title"`
	HTML     string     `json:"content_html"`
	Summary  string     `json:"summary,omitempty"`
	Image    string     `json:"image,omitempty"`
	Modified string     `json:"date_modified,omitempty"`
	Authors  []jsonName `json:"authors,omitempty"`
	Tags     []string   `json:"tags,omitempty"`
	Language string     `json:"language,omitempty"` // where it is another than the feed's
}

// JSON gives a feed as JSON Feed 1.1.
func (s *Set) JSON(f *site.Feed, lang string) ([]byte, error) {
	ed := s.editions[lang]
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: ed.FeedTitle(f), HomePage: ed.about(f),
		FeedURL: s.site.Absolute(s.site.FeedAddress(lang, f.ID, "json")), Description: ed.FeedDescription(f), Language: ed.Tag(),
		Authors: []jsonName{{Name: ed.Title(), URL: s.site.Absolute(s.site.Home(lang))}}, Items: []jsonItem{}}
	data, err := encode(out)
	if err != nil {
		return nil, err
	}
	data, end := bytes.CutSuffix(data, []byte("]}"))
	if !end {
		return nil, errors.New("a feed in JSON that does not end with its items")
	}
	for i, e := range f.Events {
		one, err := ed.forms(e)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			data = append(data, ',')
		}
		data = append(data, one.json...)
	}
	return append(data, "]}"...), nil
}

// forms are an item as each kind of feed holds it.
type forms struct{ json, atom []byte }

func (x *item) forms(ed *edition) (f forms, err error) {
	if f.json, err = x.jsonItem(ed); err != nil {
		return f, err
	}
	f.atom, err = x.atomEntry(ed)
	return f, err
}

// jsonItem gives an event as an item, the same in every feed of the language.
func (x *item) jsonItem(ed *edition) ([]byte, error) {
	i := jsonItem{ID: x.id, URL: x.url, Title: x.title, HTML: x.html, Summary: x.Summary, Image: x.Image, Tags: x.tags}
	if x.event.HasStamp {
		i.Modified = modified(x.event).Format(time.RFC3339)
	}
	if x.author != "" {
		i.Authors = []jsonName{{x.author, x.authorURL}}
	}
	if x.Lang != ed.Tag() {
		i.Language = x.Lang
	}
	return encode(i)
}

// encode writes JSON as it is read by programs: without spaces, and with <, > and & as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
