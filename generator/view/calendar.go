package view

import "html/template"

// Calendar is page/calendar: the list, from today on or as a filter cuts it.
type Calendar struct {
	Page      Page
	Intro     Intro
	Views     []Link // list, months, years
	Times     []Link // pre-built filters that say when: now, today, this weekend, this month
	Shortcuts []Link // the other ones
	Combine   *Link  // from a filter to the list where a script adds other choices
	Filters   []Filter
	Count     string // "214 activiteiten"
	Today     Date
	Days      []Day
	Running   []EventItem // exhibitions
	Undated   []EventItem
	Empty     *Empty
	Pager     *Pager
	Subscribe *Subscribe
}

// Filter is one group of choices that a script combines; every option is a value of the attribute data-tags of
// the items. Without scripts the shortcuts do the same, one at a time.
type Filter struct {
	ID, Legend string
	Options    []FilterOption
}

// FilterOption is one choice. Value is "<group>:<id>".
type FilterOption struct {
	Value string
	Text  Text
	Count string
}

// Empty says that nothing was found and what would help.
type Empty struct {
	Text  string
	Links []Link
}

// Day groups the items of a date.
type Day struct {
	ID      string // day-2027-06-10
	Date    Date   // "donderdag 10 juni 2027"
	Number  string // "10"
	Weekday string // "do"
	Month   string // "juni"
	Label   string // "vandaag"; empty otherwise
	Items   []EventItem
}

// EventItem is one occurrence (or a product, call, measure) in a list. End is RFC 3339: past it a script takes
// the item away between builds; empty means never. Tags are the filter values, separated by spaces, where the list can
// be filtered.
type EventItem struct {
	URL      string
	Title    Text
	Summary  Text
	Kind     string // in words
	Class    string // event, exhibition, product, call, support
	Date     Date   // "do 10 juni"
	Number   string // "10"; empty where there is no single day
	Month    string // "juni"
	Time     string // "20.00 – 23.00"
	Place    Text
	Partner  Text
	Official string // "officieel" or "OFF"
	Price    string // "gratis", "€ 12,50"
	Chips    []string
	Status   string // "geannuleerd" in words; empty when confirmed
	State    string // confirmed, tentative, cancelled, postponed, sold-out
	Moved    string // what changed, in words
	End      string
	Tags     string
	Picture  template.HTML
	Draft    bool
}

// Year is page/year: the months of a year, with how much each holds.
type Year struct {
	Page    Page
	Title   string
	Views   []Link
	Prev    *Link
	Next    *Link
	Months  []YearMonth
	Undated []EventItem
}

// YearMonth is a month of the year's overview. Days is its small grid, Monday first or as the locale has it.
type YearMonth struct {
	Link  Link
	Count string
	Weeks []YearWeek
	Top   []EventItem
}

// YearWeek is a row of a small month. Days before and after the month are empty.
type YearWeek struct{ Days []YearDay }

// YearDay is a day of a small month. Class is busy-0 to busy-4.
type YearDay struct{ Number, Class string }

// Month is page/month: the cutting table.
type Month struct {
	Page     Page
	Title    string
	Caption  string
	Views    []Link
	Prev     *Link
	Next     *Link
	Weekdays []Weekday
	Weeks    []Week
	Running  []EventItem
	Undated  []EventItem
	Count    string
	Empty    *Empty
}

// Weekday is a column's head.
type Weekday struct{ Short, Long string }

// Week is a row of the table.
type Week struct{ Days []MonthDay }

// MonthDay is a cell. Outside marks days of the neighbouring months, which stay empty. A script that knows the
// clock marks today by Date.ISO.
type MonthDay struct {
	Date    Date
	Number  string
	Weekday string
	Outside bool
	Items   []EventItem
	More    *Link
}
