package page

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"modestad/generator/config"
	"modestad/generator/draw"
	"modestad/generator/i18n"
	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/view"
)

// mostCodes is how many feeds a page shows QR codes for: each is two kilobytes.
const mostCodes = 100

// code draws the address of a feed that calendar programs open, for a phone to read off a screen or a poster. Empty
// where the address is too long for a code. It is drawn once, however many pages show it.
func (ed *Edition) code(a feedAddresses) template.HTML {
	made, _ := ed.book.codes.LoadOrStore(a.webcal, sync.OnceValue(func() template.HTML {
		s, err := draw.QR(draw.Frame{}, string(a.webcal))
		if err != nil {
			return ""
		}
		return svg(s)
	}))
	return made.(func() template.HTML)()
}

// ownFilter says what a feed of the site's own holds, in the words of the builder: one value for each of its keys at
// most. Empty where it filters by more than the builder offers.
func ownFilter(f *site.Feed) string {
	if f.Own == nil {
		return ""
	}
	x := f.Own.Filter
	others := len(x.Kind) + len(x.Venue) + len(x.Series) + len(x.Tag) + len(x.Crowd) + len(x.Visit) + len(x.Access) + len(x.Language)
	if others > 0 || x.Free != nil {
		return ""
	}
	var parts []string
	for _, k := range []struct {
		key  string
		refs []source.Ref
	}{{"area", x.Area}, {"audience", x.Audience}, {"partner", x.Partner}, {"programme", x.Programme}} {
		switch len(k.refs) {
		case 0:
		case 1:
			parts = append(parts, k.key+"="+k.refs[0].ID)
		default:
			return ""
		}
	}
	return strings.Join(parts, "&")
}

// feedBuilder offers the audiences, programmes, areas and partners that the site has feeds of; nil where there are fewer
// than two keys to combine.
func (ed *Edition) feedBuilder() *view.FeedBuilder {
	b := &view.FeedBuilder{}
	for _, g := range []struct {
		key, label string
		families   []string
	}{
		{"audience", "filter.audience", []string{"audience"}}, {"programme", "filter.programme", []string{"official", "off"}},
		{"area", "filter.area", []string{"area"}}, {"partner", "filter.partner", []string{"partner"}},
	} {
		c := view.FeedChoice{Key: g.key, Label: ed.t(g.label)}
		for _, family := range g.families {
			for _, f := range ed.feedsOf(family) {
				name := ed.FeedName(f)
				name.Text = ed.w.Capital(name.Text)
				value := f.About
				if g.key == "programme" {
					value = f.ID
				}
				c.Options = append(c.Options, view.Option{Value: value, Text: name})
			}
		}
		if g.key == "partner" || g.key == "area" {
			i18n.SortBy(ed.w.Locale, c.Options, func(o view.Option) string { return o.Text.Text })
		}
		if c.Options = slices.DeleteFunc(c.Options, func(o view.Option) bool { return !config.ValidID(o.Value) }); len(c.Options) > 0 {
			b.Choices = append(b.Choices, c)
		}
	}
	if len(b.Choices) < 2 {
		return nil
	}
	return b
}
