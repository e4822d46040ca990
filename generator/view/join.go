package view

import "html/template"

// Join is page/join: how to take part, and the form that writes an event file in the browser.
type Join struct {
	Page  Page
	Intro Intro
	Ways  []JoinWay
	Form  *JoinForm
}

// JoinWay is one way to take part, with its steps.
type JoinWay struct {
	Title Text
	Text  template.HTML
	Link  *Link
}

// JoinForm is the form. A script writes the file; without scripts Template, the empty file, can be copied.
type JoinForm struct {
	Script    string
	Forge     string // address that opens a new file below the partners' folder; empty where the site has no forge
	ForgeKind string
	Kinds     []Option
	Partners  []Option
	Languages string // the site's, with blanks between: the keys of the tables of text
	Texts     []FormPart
	Parts     []FormPart
	Wrong     string // what is said of faults: {n} stands for how many
	Template  string
}

// FormPart is a run of fields. One of text has the language that it is written in.
type FormPart struct {
	Title     string
	Lang, Dir string
	Open      bool
	Fields    []FormField
}

// FormField is one key of the file.
type FormField struct {
	Name  string // its path in the file: price.from
	ID    string
	Label string
	Help  string
	// Type says how it is asked and written. With options: choice, checks (a list), marks (a table of true).
	// Without: text, area, url, email, month, number, date, moment, bool, words, lines, dates, hours.
	Type    string
	Input   string // the type of the input element, where it is one
	Step    string // of a number
	Kinds   string // of the things that have it, with blanks between; empty for all
	Options []Option
}

// Option is a choice of a form.
type Option struct {
	Value string
	Text  Text
}
