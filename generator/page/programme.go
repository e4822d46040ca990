package page

import (
	"net/url"
	"slices"
	"strings"
	"sync"

	"modestad/generator/site"
	"modestad/generator/view"
)

// A programme is what a partner, a place or a district has: the same for all languages.
type programme struct {
	coming   []showing // what is not over, each occurrence for itself; what is undated last
	running  []showing // exhibitions that are on, the first to end first
	products []*site.Event
	calls    []showing // those that are not over
}

// programme takes out of the agenda what something has: has says so of an occurrence, or of what is undated where o is
// nil. Products are those of the events given. Calls go with the rest where they are not kept apart.
func (b *Book) programme(events []*site.Event, callsApart bool, has func(e *site.Event, o *site.Occurrence) bool) programme {
	var p programme
	add := func(x showing) {
		switch {
		case !has(x.e, x.o):
		case x.e.Kind == "call" && callsApart:
			p.calls = append(p.calls, x)
		default:
			p.coming = append(p.coming, x)
		}
	}
	for _, x := range b.agenda.coming {
		add(x)
	}
	for _, e := range b.agenda.follow {
		add(showing{e, nil})
	}
	for _, x := range b.agenda.running {
		if has(x.e, x.o) {
			p.running = append(p.running, x)
		}
	}
	for _, e := range events {
		if (e.Kind == "product" || e.Kind == "support") && !b.gone(e) {
			p.products = append(p.products, e)
		}
	}
	return p
}

// once makes the programme of something once, for all languages and all parts of its page. Nobody changes it.
func (b *Book) once(of any, make func() programme) programme {
	made, _ := b.programmes.LoadOrStore(of, sync.OnceValue(make))
	return made.(func() programme)()
}

// programmeOf is a partner's programme: what it does, and what it does with others.
func (b *Book) programmeOf(p *site.Partner) programme {
	return b.once(p, func() programme {
		return b.programme(p.Events, true, func(e *site.Event, _ *site.Occurrence) bool { return e.Partner == p || slices.Contains(e.With, p) })
	})
}

// programmeIn is a district's programme, and programmeAt that of a place: the occurrences that are there, not those that moved away.
func (b *Book) programmeIn(a *site.Area) programme {
	return b.once(a, func() programme {
		return b.programme(a.Events, false, func(e *site.Event, o *site.Occurrence) bool {
			v := venueOf(e, o)
			return v != nil && v.Area == a
		})
	})
}

func (b *Book) programmeAt(v *site.Venue) programme {
	return b.once(v, func() programme {
		return b.programme(v.Events, false, func(e *site.Event, o *site.Occurrence) bool { return venueOf(e, o) == v })
	})
}

func venueOf(e *site.Event, o *site.Occurrence) *site.Venue {
	if o == nil {
		return e.Venue
	}
	return o.Venue
}

// none says whether there is nothing to show.
func (p programme) none() bool { return len(p.coming)+len(p.running)+len(p.products)+len(p.calls) == 0 }

func (ed *Edition) items(list []showing) []view.EventItem {
	var out []view.EventItem
	for _, x := range list {
		if x.e.Kind == "call" && x.o != nil {
			out = append(out, ed.callItem(x))
			continue
		}
		out = append(out, ed.item(x.e, x.o))
	}
	return out
}

func (ed *Edition) wholes(list []*site.Event) []view.EventItem {
	var out []view.EventItem
	for _, e := range list {
		out = append(out, ed.item(e, nil))
	}
	return out
}

// nothing says that a partner, a place or a district has nothing at the moment, and what would help.
func (ed *Edition) nothing(key string) *view.Empty {
	s := ed.s
	v := &view.Empty{Text: ed.t(key), Links: []view.Link{ed.plain(s.Section(ed.lang, "calendar"), ed.t("section.calendar"))}}
	if s.HasKind("product") && s.Config.Outputs.On("menu") {
		v.Links = append(v.Links, ed.plain(s.Section(ed.lang, "menu"), ed.t("section.menu")))
	}
	if s.Config.Outputs.On("partners") && key != "list.partner_empty" {
		v.Links = append(v.Links, ed.plain(s.Section(ed.lang, "partners"), ed.t("section.partners")))
	}
	return v
}

// count is how much is on, in words; nothing where there is nothing.
func (ed *Edition) count(events []*site.Event) string {
	n := 0
	for _, e := range events {
		if (e.Kind == "product" || e.Kind == "support") && !ed.book.gone(e) {
			n++
		}
	}
	if n += ed.book.coming(events); n == 0 {
		return ""
	}
	return ed.w.Plural("count.products", n)
}

// website is a link to a site of one's own, named by its host.
func website(address string) *view.Link {
	name := address
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		name = strings.TrimPrefix(u.Host, "www.")
	}
	return outside(address, name)
}

// change is the way to a file on the forge; nil where there is none.
func (ed *Edition) change(file string) *view.Link {
	f := ed.s.Config.Forge
	if f.Kind == "" {
		return nil
	}
	return outside(ForgeEdit(f, file), ed.t("list.change"))
}

// partnerLink, venueLink and areaLink name a thing, with its page where the site has one.
func (ed *Edition) partnerLink(p *site.Partner) view.Link {
	l := view.Link{Text: ed.by(p.Name)}
	if ed.s.Config.Outputs.On("partners") {
		l.URL = ed.s.URL(ed.s.PartnerAddress(ed.lang, p.ID))
	}
	return l
}

func (ed *Edition) venueLink(v *site.Venue) view.Link {
	l := view.Link{Text: ed.by(v.Name)}
	if ed.s.Config.Outputs.On("venues") {
		l.URL = ed.s.URL(ed.s.VenueAddress(ed.lang, v.ID))
	}
	return l
}

func (ed *Edition) areaLink(a *site.Area) view.Link {
	l := view.Link{Text: ed.by(a.Name)}
	if ed.s.Config.Outputs.On("areas") {
		l.URL = ed.s.URL(ed.s.AreaAddress(ed.lang, a.ID))
	}
	return l
}
