package page

import (
	"encoding/json"
	"html/template"
	"time"

	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
)

// ld makes the script element of a JSON-LD object. It is data, not a script: no policy stops it and none has to
// allow it. json.Marshal writes <, > and & as escapes, so that nothing in it can end the element.
func ld(v any) template.HTML {
	data, err := json.Marshal(v)
	if err != nil {
		return "" // none of the types below can fail
	}
	return template.HTML(ldStart + string(data) + ldEnd)
}

const ldStart, ldEnd = `<script type="application/ld+json">`, `</script>`

// ldOften does the same for what writes itself, in some size of bytes.
func ldOften(v written, size int) template.HTML {
	var w ldWriter
	w.b.Grow(size)
	w.b.WriteString(ldStart)
	v.write(&w)
	w.b.WriteString(ldEnd)
	return template.HTML(w.b.String())
}

type ldThing struct {
	Context string `json:"@context,omitempty"`
	Type    string `json:"@type"`
	ID      string `json:"@id,omitempty"`
	Name    string `json:"name,omitempty"`
	URL     string `json:"url,omitempty"`
}

type ldList struct {
	Context string   `json:"@context"`
	Type    string   `json:"@type"`
	Items   []ldItem `json:"itemListElement"`
}

type ldItem struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item,omitempty"`
}

const schema = "https://schema.org"

// breadcrumbLD is the way to a page for search engines.
func (ed *Edition) breadcrumbLD(links []view.Link) template.HTML {
	list := ldList{Context: schema, Type: "BreadcrumbList", Items: make([]ldItem, 0, len(links))}
	for i, l := range links {
		list.Items = append(list.Items, ldItem{"ListItem", i + 1, l.Text.Text, ed.absolute(l.URL)})
	}
	return ldOften(list, 192*(len(links)+1))
}

// absolute gives the whole address of one that pages link.
func (ed *Edition) absolute(url string) string {
	return ed.s.Config.BaseURL + url[len(ed.s.Config.BasePath):]
}

type ldEvent struct {
	Context    string    `json:"@context,omitempty"`
	Type       string    `json:"@type"`
	ID         string    `json:"@id"`
	Name       string    `json:"name"`
	About      string    `json:"description,omitempty"`
	URL        string    `json:"url"`
	Start      string    `json:"startDate,omitempty"`
	End        string    `json:"endDate,omitempty"`
	Previous   string    `json:"previousStartDate,omitempty"`
	Status     string    `json:"eventStatus"`
	Attendance string    `json:"eventAttendanceMode"`
	Location   any       `json:"location,omitempty"`
	Image      []string  `json:"image,omitempty"`
	Organizer  []ldThing `json:"organizer,omitempty"`
	Performer  []ldThing `json:"performer,omitempty"`
	Offers     *ldOffer  `json:"offers,omitempty"`
	Free       *bool     `json:"isAccessibleForFree,omitempty"`
	Language   string    `json:"inLanguage,omitempty"`
	Ages       string    `json:"typicalAgeRange,omitempty"`
	Access     []string  `json:"accessibilityFeature,omitempty"`
	Super      *ldThing  `json:"superEvent,omitempty"`
}

type ldPlace struct {
	Type    string      `json:"@type"`
	Name    string      `json:"name"`
	Address any         `json:"address,omitempty"`
	Geo     *ldGeo      `json:"geo,omitempty"`
	URL     string      `json:"url,omitempty"`
	Amenity []ldFeature `json:"amenityFeature,omitempty"`
}

type ldFeature struct {
	Type  string `json:"@type"`
	Name  string `json:"name"`
	Value bool   `json:"value"`
}

type ldAddress struct {
	Type     string `json:"@type"`
	Street   string `json:"streetAddress,omitempty"`
	Postcode string `json:"postalCode,omitempty"`
	City     string `json:"addressLocality,omitempty"`
}

type ldGeo struct {
	Type string  `json:"@type"`
	Lat  float64 `json:"latitude"`
	Lon  float64 `json:"longitude"`
}

type ldOffer struct {
	Type         string  `json:"@type"`
	Price        float64 `json:"price"`
	Currency     string  `json:"priceCurrency"`
	Availability string  `json:"availability"`
	URL          string  `json:"url,omitempty"`
	From         string  `json:"availabilityStarts,omitempty"`
	Through      string  `json:"availabilityEnds,omitempty"`
}

// ldDates is up to how many dates of a series each get an object of their own.
const ldDates = 10

// eventLD describes an event to search engines: each of a short series' dates for itself, of a long one the next.
// Products, calls and measures of support are no events.
func (ed *Edition) eventLD(e *site.Event, t content.EventText) []template.HTML {
	if e.Kind != "event" && e.Kind != "exhibition" || len(e.Occurrences) == 0 || e.Draft {
		return nil
	}
	list := e.Occurrences
	if len(list) > ldDates {
		if list = e.Next(ed.s.Now); len(list) == 0 {
			list = e.Occurrences[len(e.Occurrences)-1:]
		}
		list = list[:1]
	}
	var out []template.HTML
	for _, o := range list {
		out = append(out, ldOften(ed.occurrenceLD(e, t, o, len(list) > 1), 1400))
	}
	return out
}

func (ed *Edition) occurrenceLD(e *site.Event, t content.EventText, o site.Occurrence, many bool) ldEvent {
	s := ed.s
	page := s.EventAbsolute(ed.lang, e)
	x := ldEvent{Context: schema, Type: "Event", ID: page, Name: t.Title, About: t.Summary, URL: page, Start: iso(o), Status: schema + "/EventScheduled",
		Attendance: schema + "/OfflineEventAttendanceMode", Language: ed.tag()}
	if many {
		x.ID += "#" + o.On.Date.String()
	}
	if e.Kind == "exhibition" {
		x.Type = "ExhibitionEvent"
	}
	if !o.End.IsZero() {
		if x.End = o.End.Date.String(); !o.AllDay {
			x.End = o.Finish.Format(time.RFC3339)
		}
	}
	switch {
	case o.Status == "cancelled":
		x.Status = schema + "/EventCancelled"
	case o.Status == "postponed":
		x.Status = schema + "/EventPostponed"
	case o.Changed && o.Start != o.On:
		x.Status = schema + "/EventRescheduled"
		x.Previous = o.On.Date.String()
		if !o.AllDay {
			was, _ := o.On.In(e.Zone)
			x.Previous = was.Format(time.RFC3339)
		}
	}
	var places []written
	switch {
	case o.Venue != nil:
		v := o.Venue
		p := ldPlace{Type: "Place", Name: ed.word(v.Name), Address: ldAddress{"PostalAddress", v.Street, v.Postcode, v.City}, URL: v.URL}
		if v.Geo != nil {
			p.Geo = &ldGeo{"GeoCoordinates", v.Geo[0], v.Geo[1]}
		}
		for _, a := range v.Access {
			p.Amenity = append(p.Amenity, ldFeature{"LocationFeatureSpecification", a.Term, a.Has})
		}
		places = append(places, p)
	case o.Place != nil:
		p := ldPlace{Type: "Place", Name: o.Place.Name}
		if o.Place.Address != "" {
			p.Address = o.Place.Address
		}
		if g := o.Place.Geo; g != nil {
			p.Geo = &ldGeo{"GeoCoordinates", g[0], g[1]}
		}
		places = append(places, p)
	}
	if o.Online != "" {
		places = append(places, ldThing{Type: "VirtualLocation", URL: o.Online})
		x.Attendance = schema + "/OnlineEventAttendanceMode"
		if len(places) > 1 {
			x.Attendance = schema + "/MixedEventAttendanceMode"
		}
	}
	switch len(places) {
	case 0:
	case 1:
		x.Location = places[0]
	default:
		x.Location = places
	}
	if image := ed.imageOf(e); image != "" {
		x.Image = []string{image}
	}
	for _, p := range append([]*site.Partner{e.Partner}, e.With...) {
		if p != nil {
			x.Organizer = append(x.Organizer, ldThing{Type: "Organization", Name: ed.word(p.Name), URL: p.URL})
		}
	}
	for _, n := range e.Performers {
		x.Performer = append(x.Performer, ldThing{Type: "PerformingGroup", Name: n})
	}
	if p := e.Price; p != nil {
		free := p.Free
		x.Free, x.Offers = &free, offerLD(e, o.Status, page)
	}
	switch {
	case e.MinAge > 0 && e.MaxAge > 0:
		x.Ages = itoa(e.MinAge) + "-" + itoa(e.MaxAge)
	case e.MinAge > 0:
		x.Ages = itoa(e.MinAge) + "-"
	}
	for _, a := range e.Access {
		if a.Has {
			x.Access = append(x.Access, a.Term)
		}
	}
	if up := e.PartOf; up != nil {
		t, _, _ := site.Pick(s, up.Texts, ed.lang)
		x.Super = &ldThing{Type: "Event", Name: t.Title, URL: s.EventAbsolute(ed.lang, up)}
	}
	return x
}

// offerLD says what an event costs; nil where nobody knows.
func offerLD(e *site.Event, status, page string) *ldOffer {
	p := e.Price
	if p == nil || !p.Free && !p.HasFrom && !p.HasTo {
		return nil
	}
	x := &ldOffer{Type: "Offer", Price: p.From, Currency: "EUR", Availability: schema + "/InStock", URL: p.Booking}
	if !p.HasFrom && p.HasTo {
		x.Price = p.To
	}
	if status == "sold-out" {
		x.Availability = schema + "/SoldOut"
	}
	if x.URL == "" {
		x.URL = page
	}
	return x
}

type ldArticle struct {
	Context   string    `json:"@context"`
	Type      string    `json:"@type"`
	ID        string    `json:"@id"`
	Headline  string    `json:"headline"`
	About     string    `json:"description,omitempty"`
	URL       string    `json:"url"`
	Language  string    `json:"inLanguage"`
	Minutes   string    `json:"timeRequired,omitempty"`
	Words     int       `json:"wordCount,omitempty"`
	Image     string    `json:"image,omitempty"`
	Publisher *ldThing  `json:"publisher,omitempty"`
	Author    []ldThing `json:"author,omitempty"`
	Licence   string    `json:"license,omitempty"`
	Audience  *ldGroup  `json:"audience,omitempty"`
}

type ldGroup struct {
	Type string `json:"@type"`
	Kind string `json:"audienceType"`
}

// publisherLD is the organisation behind the site.
func (ed *Edition) publisherLD() *ldThing {
	p := ed.s.Partner(ed.s.Config.Publisher.ID)
	if p == nil {
		return nil
	}
	return &ldThing{Type: "Organization", Name: ed.word(p.Name), URL: p.URL}
}
