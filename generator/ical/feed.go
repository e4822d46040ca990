package ical

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// A Calendar is what a feed says of itself. Texts are plain; what is empty or zero is left out, but ProdID
// and Name must be there.
type Calendar struct {
	ProdID      string // such as "-//modestad//calendar//EN"
	Name        string // NAME and X-WR-CALNAME
	Description string // DESCRIPTION and X-WR-CALDESC
	URL         string // the page that shows it
	Source      string // the feed's own address
	Zone        string // X-WR-TIMEZONE: the IANA name of the zone that most of it is in
	Refresh     time.Duration
	Color       string // "#rrggbb": COLOR (the nearest of CSS) and X-APPLE-CALENDAR-COLOR
}

// Feeds makes feeds, and keeps the time zones that it has drawn up. The zero value is ready; it can be used
// by several goroutines.
type Feeds struct {
	zones sync.Map // zoneKey to []byte
}

type zoneKey struct {
	name        string
	first, last int
}

// Parts gives the calendar with the components, in the order given, and a VTIMEZONE for each zone that they use, in
// parts that follow each other: those of the components are their own bytes, not to be changed. METHOD:PUBLISH is there
// where every component has an ORGANIZER, as RFC 5546, section 3.2.1, asks. A feed without components has the VTIMEZONE
// of cal.Zone, since RFC 5545, section 3.6, wants some component.
func (f *Feeds) Parts(cal Calendar, components []Component) ([][]byte, error) {
	parts := make([][]byte, 0, len(components)+4)
	err := f.each(cal, components, func(part []byte, kept bool) {
		if !kept {
			part = bytes.Clone(part)
		}
		parts = append(parts, part)
	})
	if err != nil {
		return nil, err
	}
	return parts, nil
}

// Append writes to the end of buf what Parts gives.
func (f *Feeds) Append(buf []byte, cal Calendar, components []Component) ([]byte, error) {
	err := f.each(cal, components, func(part []byte, _ bool) { buf = append(buf, part...) })
	if err != nil {
		return nil, err
	}
	return buf, nil
}

// each gives the parts of a calendar, in their order. One that is not kept is only there during the call.
func (f *Feeds) each(cal Calendar, components []Component, do func(part []byte, kept bool)) error {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.reset()
	w.raw("BEGIN:VCALENDAR")
	if err := w.header(cal, components); err != nil {
		return fmt.Errorf("feed %q: %w", cal.Name, err)
	}
	used := usedZones(components)
	if len(components) == 0 {
		if cal.Zone == "" {
			return fmt.Errorf("feed %q: no events and no zone", cal.Name)
		}
		used = []zoneKey{{name: cal.Zone}}
	}
	do(w.out.Bytes(), false)
	for _, key := range used {
		zone, err := f.zone(key)
		if err != nil {
			return fmt.Errorf("feed %q: %w", cal.Name, err)
		}
		do(zone, true)
	}
	for i := range components {
		do(components[i].Bytes, true)
	}
	do([]byte("END:VCALENDAR"+crlf), false)
	return nil
}

func (w *writer) header(cal Calendar, components []Component) error {
	w.add("VERSION", "", "2.0")
	if cleanText(cal.ProdID, false) == "" || cleanText(cal.Name, false) == "" {
		return errors.New("no PRODID or no name")
	}
	w.text("PRODID", cal.ProdID, false)
	w.add("CALSCALE", "", "GREGORIAN")
	if len(components) > 0 && !slices.ContainsFunc(components, func(c Component) bool { return !c.Organized }) {
		w.add("METHOD", "", "PUBLISH")
	}
	w.text("NAME", cal.Name, false)
	w.text("X-WR-CALNAME", cal.Name, false)
	w.text("DESCRIPTION", cal.Description, true)
	w.text("X-WR-CALDESC", cal.Description, true)
	if cal.Zone != "" {
		if err := checkZone(cal.Zone); err != nil {
			return err
		}
		w.add("X-WR-TIMEZONE", "", cal.Zone)
	}
	if err := w.link("URL", "", cal.URL); err != nil {
		return err
	}
	if err := w.link("SOURCE", ";VALUE=URI", cal.Source); err != nil {
		return err
	}
	if cal.Refresh >= time.Minute {
		every := formatDuration(cal.Refresh)
		w.add("REFRESH-INTERVAL", ";VALUE=DURATION", every)
		w.add("X-PUBLISHED-TTL", "", every)
	}
	if cal.Color != "" {
		name, err := nearestColour(cal.Color)
		if err != nil {
			return err
		}
		w.add("COLOR", "", name)
		w.add("X-APPLE-CALENDAR-COLOR", "", cal.Color)
	}
	return w.err
}

func formatDuration(d time.Duration) string {
	minutes := int(d / time.Minute)
	switch {
	case minutes%(24*60) == 0:
		return fmt.Sprintf("P%dD", minutes/(24*60))
	case minutes%60 == 0:
		return fmt.Sprintf("PT%dH", minutes/60)
	}
	return fmt.Sprintf("PT%dM", minutes)
}

// usedZones gives the zones of the components with the years that they are used in, by name.
func usedZones(components []Component) []zoneKey {
	var used []zoneKey
	for i := range components {
		for _, name := range components[i].Zones {
			at := slices.IndexFunc(used, func(k zoneKey) bool { return k.name == name })
			if at < 0 {
				at = len(used)
				used = append(used, zoneKey{name: name})
			}
			k := &used[at]
			k.first, k.last = widen(k.first, k.last, components[i].First)
			k.last = max(k.last, components[i].Last)
		}
	}
	slices.SortFunc(used, func(a, b zoneKey) int {
		if a.name < b.name {
			return -1
		}
		return 1
	})
	return used
}

// A VTIMEZONE covers these years whatever is used, so that it stays as it is when an event comes or goes.
const alwaysFirst, alwaysLast = 2020, 2037

func (f *Feeds) zone(key zoneKey) ([]byte, error) {
	if key.first == 0 {
		key.first = alwaysFirst
	}
	key.first, key.last = min(key.first, alwaysFirst), max(key.last, alwaysLast)
	if zone, ok := f.zones.Load(key); ok {
		return zone.([]byte), nil
	}
	zone, err := timezone(key.name, key.first, key.last)
	if err != nil {
		return nil, err
	}
	f.zones.Store(key, zone)
	return zone, nil
}
