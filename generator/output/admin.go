package output

import (
	"modestad/generator/page"
	"modestad/generator/source"
)

// admin plans the web editor: the page that leads to it, and for each partner a page that loads it, with its
// configuration. The editor itself is the theme's.
func (x *planner) admin() {
	s := x.Site
	if !s.Config.Outputs.On("admin") {
		return
	}
	ed := x.Book.Edition(s.Config.DefaultLanguage)
	at := func(address string) func(string) string { return func(string) string { return address } }
	x.page(ed.Lang(), at(page.AdminAddress), "admin", source.Span{}, nil, func() any { return ed.Admin() })
	if !x.Book.AdminReady() {
		return
	}
	for _, a := range x.Theme.Admin {
		x.raw(a.Address, a.MediaType, source.Span{}, func() ([]byte, error) { return a.Data, nil })
	}
	for _, p := range s.Partners {
		x.page(ed.Lang(), at(page.PartnerAdmin(p.ID)), "editor", file(p.File), nil, func() any { return ed.Editor(p) })
		x.raw(page.AdminConfigAddress(p.ID), "application/json", file(p.File), func() ([]byte, error) { return ed.AdminConfig(p) })
	}
}
