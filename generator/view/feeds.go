package view

import "html/template"

// Feeds is page/feeds: all feeds, explained, with one-click subscription.
type Feeds struct {
	Page    Page
	Intro   Intro
	Main    Subscribe
	Builder *FeedBuilder // nil where there is nothing to choose
	Groups  []FeedGroup
	Data    []Download
	Licence Link
}

// FeedBuilder leads from choices to the feed that exists, or to the lines of site.toml that would make it. It needs a
// script; without one the groups below it hold the same feeds.
type FeedBuilder struct{ Choices []FeedChoice }

// FeedChoice is one key of [feeds] with the values that it can have.
type FeedChoice struct {
	Key, Label string
	Options    []Option
}

// FeedGroup is a family of feeds.
type FeedGroup struct {
	ID    string
	Title string
	Feeds []FeedItem
}

// FeedItem is one feed in its forms.
type FeedItem struct {
	ID      string
	Name    Text
	Count   string
	Webcal  template.URL
	Google  string
	Outlook string
	Office  string        // Microsoft 365
	Code    template.HTML // the webcal address as a QR code; empty where the page has too many
	Filter  string        // of a feed of the site's own: its choices as key=value&key=value, sorted; empty where it has others
	ICS     string
	JSON    string
	Atom    string
	Embed   string
	Address string // https, to copy
}

// Search is page/search: a form for who has scripts, and the register for everybody.
type Search struct {
	Page    Page
	Intro   Intro
	Index   string // address of the search index
	Script  string
	Count   string // what is said of results: {n} stands for how many
	None    string // and of none: {q} stands for the question
	Letters []Link
	Entries []Letter
}

// Letter is a part of the register.
type Letter struct {
	ID, Letter string
	Entries    []Entry
}

// Entry is a person, place, partner, event or term, with the places where it stands.
type Entry struct {
	Name  Text
	Kind  string
	Links []Link
}

// Embed is page/embed: a feed as a small document for an iframe. It has no frame of its own.
type Embed struct {
	Page    Page
	Title   string
	All     Link // opens outside the iframe
	Items   []EventItem
	Running []EventItem
	Undated []EventItem
	Empty   string
	Brand   string // stylesheet of the partner's colours; empty for the theme's own
}

// EmbedMessage is page/embed-message: a chapter's message for an iframe.
type EmbedMessage struct {
	Page  Page
	Class string
	Title Text
	Body  Prose
	All   Link
}
