package view

import "html/template"

// Plain is page/plain: an ordinary page.
type Plain struct {
	Page    Page
	Title   Headline
	Summary Text
	Body    Prose
	Updated Date
	Change  *Link
}

// Statement is page/statement: the accessibility statement after Implementing Decision (EU) 2018/1523.
type Statement struct {
	Page        Page
	Title       Headline
	Body        Prose
	Status      string // full, partial or none: a class
	Conformance string // the model's sentence
	Exceptions  []Exception
	Method      Text
	Reviewed    Date
	Overdue     string // says in words that the review is over a year old
	Contact     *Contact
	Enforcement Text
	Data        string // the same as JSON; empty where there is none
}

// Exception is content that does not conform.
type Exception struct{ What, Why, Alternative Text }

// NotFound is page/notfound.
type NotFound struct {
	Page     Page
	Headline Headline
	Body     Prose
	Drawing  template.HTML // a piece cut wrong
	Links    []Link
}

// Redirect is page/redirect: the small page of an address that moved.
type Redirect struct {
	Page Page
	To   string
	Name string
}
