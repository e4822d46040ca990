package output

import (
	"bytes"
	"encoding/json"
	"slices"

	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/theme"
)

// ManifestAddress is where browsers read how the site is installed. The worker stands beside it.
const ManifestAddress = "manifest.webmanifest"

// offlineOn says whether the site wants it, and the theme has what it takes.
func offlineOn(s *site.Site, t *theme.Theme) bool {
	return s.Config.Outputs.On("offline") && len(t.Worker) > 0
}

// Installed gives the addresses of the manifest, where the site has one, and of the icon for home screens.
func Installed(s *site.Site, t *theme.Theme) (manifest, icon string) {
	if offlineOn(s, t) {
		manifest = ManifestAddress
	}
	return manifest, t.Asset("icons/icon-180.png")
}

// offline plans what makes the site readable without a connection: the worker, a page that says so and the list of
// what is kept in each language, and the manifest for who installs it.
func (x *planner) offline() {
	s := x.Site
	if !offlineOn(s, x.Theme) {
		return
	}
	for _, ed := range x.Book.Editions {
		x.page(ed.Lang(), func(lang string) string { return x.Book.Edition(lang).OfflineAddress() }, "notfound", source.Span{}, nil,
			func() any { return ed.Offline() })
		x.raw(ed.OfflineListAddress(), "application/json", source.Span{}, ed.OfflineList)
	}
	x.raw("sw.js", "text/javascript", source.Span{}, x.worker)
	x.raw(ManifestAddress, "application/manifest+json", source.Span{}, x.manifest)
}

// worker is the theme's, after a line that names the site's addresses. It changes when what it keeps at once does.
func (x *planner) worker() ([]byte, error) {
	s := x.Site
	type language struct {
		Home    string   `json:"home"`
		Offline string   `json:"offline"`
		List    string   `json:"list"`
		Index   string   `json:"index,omitempty"`
		Keep    []string `json:"keep"`
	}
	names := struct {
		Base      string     `json:"base"`
		Assets    []string   `json:"assets"`
		Languages []language `json:"languages"`
	}{Base: s.URL(""), Assets: []string{}}
	for _, a := range append([]string{x.Theme.Style, x.Theme.Script, x.Theme.Icon, x.Theme.Asset("js/search.js")}, x.Theme.Fonts()...) {
		if a != "" && !slices.Contains(names.Assets, s.URL(a)) {
			names.Assets = append(names.Assets, s.URL(a))
		}
	}
	for _, ed := range x.Book.Editions {
		l := language{Home: s.URL(s.Home(ed.Lang())), Offline: s.URL(ed.OfflineAddress()), List: s.URL(ed.OfflineListAddress()), Keep: ed.OfflineChosen()}
		if s.Config.Outputs.On("search") {
			l.Index = s.URL(ed.SearchIndexAddress())
		}
		names.Languages = append(names.Languages, l)
	}
	data, err := json.Marshal(names)
	return bytes.Join([][]byte{[]byte("const site = "), data, []byte(";\n"), x.Theme.Worker}, nil), err
}

// manifest follows the Web Application Manifest of the W3C. What the theme has no icon for is left out.
func (x *planner) manifest() ([]byte, error) {
	s := x.Site
	def, _ := s.Config.Language(s.Config.DefaultLanguage)
	type icon struct {
		Src     string `json:"src"`
		Type    string `json:"type"`
		Sizes   string `json:"sizes"`
		Purpose string `json:"purpose,omitempty"`
	}
	m := struct {
		ID          string `json:"id"`
		Name        string `json:"name"`
		ShortName   string `json:"short_name"`
		Description string `json:"description,omitempty"`
		Lang        string `json:"lang"`
		Dir         string `json:"dir"`
		StartURL    string `json:"start_url"`
		Scope       string `json:"scope"`
		Display     string `json:"display"`
		Background  string `json:"background_color,omitempty"`
		Theme       string `json:"theme_color,omitempty"`
		Icons       []icon `json:"icons"`
	}{ID: s.URL(""), Name: def.Title, ShortName: def.Title, Description: def.Description, Lang: def.Locale, Dir: x.Book.Edition(def.Tag).Dir(),
		StartURL: s.URL(s.Home(def.Tag)), Scope: s.URL(""), Display: "minimal-ui", Background: x.Theme.Colour, Theme: x.Theme.Colour, Icons: []icon{}}
	for _, i := range []struct{ file, kind, sizes, purpose string }{
		{"icons/icon-192.png", "image/png", "192x192", ""}, {"icons/icon-512.png", "image/png", "512x512", ""},
		{"icons/icon-maskable-512.png", "image/png", "512x512", "maskable"}, {"icons/icon.svg", "image/svg+xml", "any", ""},
	} {
		if a := x.Theme.Asset(i.file); a != "" {
			m.Icons = append(m.Icons, icon{s.URL(a), i.kind, i.sizes, i.purpose})
		}
	}
	return json.Marshal(m)
}
