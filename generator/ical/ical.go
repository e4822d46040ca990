// Package ical writes and reads iCalendar (RFC 5545, with RFC 7986).
//
// Its promise: plain data in, RFC 5545 to the letter out. Whatever a text holds, it can start no line, no
// property and no parameter of its own; times are local with the zone they belong to, or whole days; the
// same data give the same bytes.
//
// Invariants: every byte that Render and Feed give was looked at again after it was written (each content
// line begins with the name that was meant, is folded within 75 octets and between characters, ends in CRLF
// and holds no control); Check reads by the letter of the RFC, and shares no more with the writer than how a
// rule and a zone's name are spelt; nothing here panics or takes more than linear time, whatever it is given;
// nothing reads the machine's clock or the zone that it stands in.
//
// An event is rendered once and its bytes are put into every feed that holds it.
package ical

import (
	"time"

	"modestad/generator/civil"
)

// A When is a whole day, or a reading of the clocks in a time zone. The zero When is none.
type When struct {
	At   civil.DateTime
	Zone string // an IANA name; empty for a whole day
}

// Day gives the whole day d.
func Day(d civil.Date) When { return When{At: civil.DateTime{Date: d}} }

// At gives the moment at which the clocks of the zone (an IANA name) show t.
func At(t civil.DateTime, zone string) When { return When{At: t, Zone: zone} }

// IsZero says whether w is no time at all.
func (w When) IsZero() bool { return w == When{} }

// AllDay says whether w is a whole day.
func (w When) AllDay() bool { return w.Zone == "" }

// A Status is what RFC 5545, section 3.8.1.11, knows of an event.
type Status string

const (
	Confirmed Status = "CONFIRMED"
	Tentative Status = "TENTATIVE"
	Cancelled Status = "CANCELLED"
)

// An Organizer is who answers for an event, and the mailbox to reach them; both are public.
type Organizer struct{ Name, Email string }

// An Event is one VEVENT: an event, a series, one changed occurrence of it, or a day that stands for a
// longer thing. Texts are plain; what is empty or zero is left out, but UID, Stamp, Start and Summary must
// be there.
type Event struct {
	UID         string
	Stamp       time.Time // DTSTAMP
	Modified    time.Time // LAST-MODIFIED
	Sequence    *int      // SEQUENCE; nil where nobody knows
	Start, End  When      // End is exclusive, for days too
	Recurrence  When      // RECURRENCE-ID: the time this occurrence had by the rule
	RRule       string    // RFC 5545, section 3.3.10; UNTIL a date for days, in UTC for times
	ExDates     []When
	RelatedTo   string // the UID of the series it belongs to
	Status      Status
	Transparent bool // leaves people free
	Summary     string
	Description string // the only text with line breaks
	Location    string
	Geo         *[2]float64 // latitude, longitude, in degrees
	URL         string
	Categories  []string
	Organizer   Organizer
	Color       string // "#rrggbb"; feeds name the nearest colour of CSS
	Image       string // https address
	Conference  string // https address where one takes part
}

// A Component is an Event as bytes, with what a feed must know of them.
type Component struct {
	Bytes       []byte
	UID         string
	Zones       []string // TZIDs in use, each once
	First, Last int      // the years that its times lie in; an open rule is taken to run ten years
	Organized   bool     // it has an ORGANIZER
}
