package page

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"modestad/generator/site"
	"modestad/generator/view"
)

// A programme is what a partner, a place or a district has: the same for all languages.
type programme struct {
	coming   []showing // what is not over, each occurrence for itself; what is undated last
	running  []showing // exhibitions that are on, the first to end first
	products []*site.Event
	calls    []showing // open ones, or those that open later
}

// programme sorts events into what a page shows of them. Calls go with the rest where they are not kept apart.
func (ed *Edition) programme(events []*site.Event, callsApart bool) programme {
	s := ed.s
	var p programme
	var rest []*site.Event
	for _, e := range events {
		switch {
		case e.Kind == "product" || e.Kind == "support":
			if !ed.book.gone(e) {
				p.products = append(p.products, e)
			}
		case e.Kind == "call" && callsApart:
			if next := e.Next(s.Now); len(next) > 0 {
				p.calls = append(p.calls, showing{e, &next[0]})
			} else if ed.isToFollow(e) {
				p.calls = append(p.calls, showing{e, nil})
			}
		case e.Kind == "exhibition" && len(e.Occurrences) > 0 && !e.Occurrences[0].Begin.After(s.Now):
			if e.Occurrences[0].Finish.After(s.Now) {
				p.running = append(p.running, showing{e, &e.Occurrences[0]})
			}
		default:
			rest = append(rest, e)
		}
	}
	p.coming = ed.upcoming(rest, math.MaxInt)
	slices.SortStableFunc(p.running, func(a, b showing) int { return a.o.Finish.Compare(b.o.Finish) })
	slices.SortStableFunc(p.calls, compareShowings)
	return p
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
