package ical

import "slices"

// A kind is what the value of a property is made of.
type kind uint8

const (
	plainText kind = iota
	textList       // with commas between
	token          // text of a fixed form: no escapes
	link
	address
	dateOrTime
	utcTime
	span
	integer
	place
	recurrence
	offset
)

type property struct {
	kind   kind
	many   bool
	needed bool
	values []string // the only ones allowed
}

// The names that a feed of ours can have, by component. There is no ATTENDEE, ATTACH, VALARM or VTODO:
// nobody asked for them, and content must not be able to add them. RDATE is not understood everywhere.
var known = map[string]map[string]property{
	"VCALENDAR": {
		"VERSION": {kind: token, needed: true, values: []string{"2.0"}}, "PRODID": {needed: true},
		"CALSCALE": {kind: token, values: []string{"GREGORIAN"}}, "METHOD": {kind: token, values: []string{"PUBLISH"}},
		"NAME": {}, "X-WR-CALNAME": {}, "DESCRIPTION": {}, "X-WR-CALDESC": {}, "X-WR-TIMEZONE": {kind: token},
		"URL": {kind: link}, "SOURCE": {kind: link}, "REFRESH-INTERVAL": {kind: span}, "X-PUBLISHED-TTL": {kind: span},
		"COLOR": {kind: token}, "X-APPLE-CALENDAR-COLOR": {kind: token}, "LAST-MODIFIED": {kind: utcTime}, "UID": {},
	},
	"VEVENT": {
		"UID": {needed: true}, "DTSTAMP": {kind: utcTime, needed: true}, "LAST-MODIFIED": {kind: utcTime},
		"CREATED": {kind: utcTime}, "SEQUENCE": {kind: integer}, "DTSTART": {kind: dateOrTime, needed: true},
		"DTEND": {kind: dateOrTime}, "DURATION": {kind: span}, "RECURRENCE-ID": {kind: dateOrTime},
		"RRULE": {kind: recurrence}, "EXDATE": {kind: dateOrTime, many: true}, "SUMMARY": {needed: true},
		"DESCRIPTION": {}, "LOCATION": {}, "GEO": {kind: place}, "URL": {kind: link},
		"STATUS":     {kind: token, values: []string{"CONFIRMED", "TENTATIVE", "CANCELLED"}},
		"TRANSP":     {kind: token, values: []string{"OPAQUE", "TRANSPARENT"}},
		"CATEGORIES": {kind: textList, many: true}, "ORGANIZER": {kind: address}, "RELATED-TO": {many: true},
		"COLOR": {kind: token}, "IMAGE": {kind: link, many: true}, "CONFERENCE": {kind: link, many: true},
	},
	"VTIMEZONE": {"TZID": {needed: true}, "X-LIC-LOCATION": {}, "LAST-MODIFIED": {kind: utcTime}},
	"STANDARD":  onset, "DAYLIGHT": onset,
}

var onset = map[string]property{
	"DTSTART": {kind: dateOrTime, needed: true}, "TZOFFSETFROM": {kind: offset, needed: true},
	"TZOFFSETTO": {kind: offset, needed: true}, "TZNAME": {many: true}, "RRULE": {kind: recurrence},
}

// neededNames are the properties that a component must have, by its name.
var neededNames = func() map[string][]string {
	all := map[string][]string{}
	for component, props := range known {
		for name, p := range props {
			if p.needed {
				all[component] = append(all[component], name)
			}
		}
		slices.Sort(all[component])
	}
	return all
}()
