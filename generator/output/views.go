package output

import "modestad/generator/view"

// Views gives every template that is shown, with an empty value of what it shows: a theme without one of them, or with
// one that asks for something else, is found before anything is published.
func Views() map[string]any {
	return map[string]any{
		"page/choice": view.Choice{}, "page/home": view.Home{}, "page/longread": view.Longread{}, "page/plain": view.Plain{}, "page/statement": view.Statement{},
		"page/notfound": view.NotFound{}, "page/redirect": view.Redirect{}, "page/event": view.Event{}, "page/calendar": view.Calendar{},
		"page/month": view.Month{}, "page/year": view.Year{}, "page/menu": view.Menu{}, "page/calls": view.Calls{}, "page/support": view.Support{},
		"page/partners": view.Partners{}, "page/partner": view.Partner{}, "page/kit": view.Kit{}, "page/areas": view.Areas{}, "page/area": view.Area{},
		"page/venue": view.Venue{}, "page/series": view.Series{}, "page/plan": view.Plan{}, "page/facts": view.Facts{}, "page/sources": view.Sources{},
		"page/feeds": view.Feeds{}, "page/planning": view.Planning{}, "page/join": view.Join{}, "page/search": view.Search{}, "page/embed": view.Embed{},
		"page/embed-message": view.EmbedMessage{}, "page/admin": view.Admin{}, "page/editor": view.Editor{},
		"directive/quote": view.Quote{}, "directive/evidence": view.Evidence{}, "directive/figure": view.Figure{}, "directive/gallery": view.Gallery{},
		"directive/chart": view.Chart{}, "directive/timeline": view.Timeline{}, "directive/steps": view.Steps{}, "directive/events": view.EventsBlock{},
		"directive/partners": view.PartnersBlock{}, "directive/aside": view.Aside{}, "directive/details": view.Details{},
	}
}
