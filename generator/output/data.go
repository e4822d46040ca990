package output

import "modestad/generator/source"

// data plans the open data.
func (x *planner) data() {
	if !x.Site.Config.Outputs.On("data") {
		return
	}
	none := source.Span{}
	x.raw("data/events.json", "application/json", none, x.Feeds.EventsJSON)
	x.raw("data/events.csv", "text/csv", none, x.Feeds.EventsCSV)
	x.raw("data/events.jsonld", "application/ld+json", none, x.Feeds.EventsJSONLD)
	x.parts("data/events.ics", "text/calendar", none, x.Feeds.EventsICS)
	x.raw("data/dcat.jsonld", "application/ld+json", none, x.Feeds.DCAT)
}
