package view

import "html/template"

// Areas is page/areas: the themed districts.
type Areas struct {
	Page    Page
	Intro   Intro
	Drawing template.HTML // the situation map of all
	Areas   []AreaItem
	Venues  []Link // places outside any district
}

// AreaItem is a district in the list.
type AreaItem struct {
	Link    Link
	About   Text
	Drawing template.HTML
	Count   string
	Venues  []Link
}

// Area is page/area.
type Area struct {
	Page      Page
	Name      Text
	About     Prose
	Drawing   template.HTML
	Venues    []VenueItem
	Items     []EventItem
	Running   []EventItem
	Products  []EventItem
	Empty     *Empty
	Pager     *Pager
	Subscribe *Subscribe
}

// VenueItem is a place in a list.
type VenueItem struct {
	Link    Link
	Address string
	Access  []Term
	Count   string
}

// Venue is page/venue.
type Venue struct {
	Page      Page
	Name      Text
	Where     Where
	Website   *Link
	Partners  []Link
	Items     []EventItem
	Running   []EventItem
	Products  []EventItem
	Empty     *Empty
	Pager     *Pager
	Subscribe *Subscribe
}

// Series is page/series: the yearly fashion moment and other series.
type Series struct {
	Page      Page
	Headline  Headline
	Text      Prose
	When      Date
	Drawing   template.HTML
	Days      []Day
	Undated   []EventItem
	Past      []EventItem
	Empty     *Empty
	Subscribe *Subscribe
}
