package page

import (
	"time"

	"modestad/generator/site"
)

// A Graph is schema.org's description of many things, for open data. Its nodes are those of pages.
type Graph struct {
	Context string `json:"@context"`
	Nodes   []any  `json:"@graph"`
}

// Graph describes events of every kind in the words of schema.org.
func (ed *Edition) Graph(events []*site.Event) Graph {
	g := Graph{Context: schema, Nodes: []any{}}
	for _, e := range events {
		g.Nodes = append(g.Nodes, ed.nodes(e)...)
	}
	return g
}

type ldService struct {
	Type     string    `json:"@type"`
	ID       string    `json:"@id"`
	Name     string    `json:"name"`
	About    string    `json:"description,omitempty"`
	URL      string    `json:"url"`
	Language string    `json:"inLanguage,omitempty"`
	Provider []ldThing `json:"provider,omitempty"`
	Seller   []ldThing `json:"seller,omitempty"`
	Group    []ldGroup `json:"audience,omitempty"`
	From     string    `json:"availabilityStarts,omitempty"`
	Through  string    `json:"availabilityEnds,omitempty"`
	Offers   *ldOffer  `json:"offers,omitempty"`
}

// nodes describes one event. A call is a Demand that ends on its deadline; a product or a measure of support is a
// Service. An event that has no day yet has the month that it is known for.
func (ed *Edition) nodes(e *site.Event) []any {
	t, _, _ := site.Pick(ed.s, e.Texts, ed.lang)
	address := ed.s.EventAbsolute(ed.lang, e)
	var makers []ldThing
	for _, p := range append([]*site.Partner{e.Partner}, e.With...) {
		if p != nil {
			makers = append(makers, ldThing{Type: "Organization", Name: ed.word(p.Name), URL: p.URL})
		}
	}
	x := ldService{Type: "Service", ID: address, Name: t.Title, About: t.Summary, URL: address, Provider: makers}
	for _, f := range e.Event.For {
		x.Group = append(x.Group, ldGroup{"Audience", ed.t("for." + f)})
	}
	switch {
	case e.Kind == "call":
		x.Type, x.Provider, x.Seller = "Demand", nil, makers
		if !e.Opens.Date.IsZero() {
			x.From = e.Opens.Date.String()
		}
		if d := e.Deadline; d.HasTime {
			at, _ := d.DateTime.In(e.Zone)
			x.Through = at.Format(time.RFC3339)
		} else if !d.Date.IsZero() {
			x.Through = d.Date.String()
		}
		return []any{x}
	case e.Kind == "product" || e.Kind == "support":
		x.Offers = offerLD(e, e.Status, address)
		if o := x.Offers; o != nil {
			if !e.Event.From.IsZero() {
				o.From = e.Event.From.String()
			}
			if !e.To.IsZero() {
				o.Through = e.To.String()
			}
		}
		return []any{x}
	case len(e.Occurrences) == 0:
		o := ed.occurrenceLD(e, t, site.Occurrence{Status: e.Status, Venue: e.Venue, Place: e.Place, Online: e.Online, AllDay: true}, false)
		if o.Start = ""; !e.Month.IsZero() {
			o.Start = e.Month.First().String()[:7]
		}
		o.Context = ""
		return []any{o}
	}
	var out []any
	for i, o := range e.Occurrences {
		n := ed.occurrenceLD(e, t, o, len(e.Occurrences) > 1)
		n.Context = ""
		if i > 0 && e.Occurrences[i-1].On.Date == o.On.Date {
			n.ID += "T" + o.On.Clock.String() // a second one on the day
		}
		out = append(out, n)
	}
	return out
}
