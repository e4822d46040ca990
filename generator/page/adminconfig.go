package page

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/content"
	keys "modestad/generator/schema"
	"modestad/generator/site"
	"modestad/generator/view"
)

// adminConfig is the configuration of Sveltia CMS, as its JSON Schema has it; what we do not set is not here.
type adminConfig struct {
	Backend     adminBackend      `json:"backend"`
	PublishMode string            `json:"publish_mode"`
	Title       string            `json:"app_title"`
	SiteURL     string            `json:"site_url"`
	Logo        string            `json:"logo_url"`
	Media       string            `json:"media_folder"`
	Public      string            `json:"public_folder"`
	Slug        map[string]any    `json:"slug"`
	Output      map[string]bool   `json:"output"`
	Editor      map[string]bool   `json:"editor"`
	Collections []adminCollection `json:"collections"`
}

type adminBackend struct {
	Name          string   `json:"name"`
	Repo          string   `json:"repo"`
	Branch        string   `json:"branch,omitempty"`
	APIRoot       string   `json:"api_root,omitempty"`
	Auth          []string `json:"auth_methods"`
	OpenAuthoring bool     `json:"open_authoring,omitempty"`
}

type adminCollection struct {
	Name       string         `json:"name"`
	Label      string         `json:"label"`
	Folder     string         `json:"folder"`
	Extension  string         `json:"extension"`
	Format     string         `json:"format"`
	Create     bool           `json:"create"`
	Delete     bool           `json:"delete"`
	Identifier string         `json:"identifier_field"`
	Summary    string         `json:"summary"`
	Slug       string         `json:"slug"`
	Filter     map[string]any `json:"filter"`
	Media      string         `json:"media_folder"`
	Public     string         `json:"public_folder"`
	Fields     []adminField   `json:"fields"`
}

// An adminField is a field of the editor, and what stands in it.
type adminField struct {
	Name      string        `json:"name"`
	Label     string        `json:"label"`
	Widget    string        `json:"widget"`
	Hint      string        `json:"hint,omitempty"`
	Required  *bool         `json:"required,omitempty"` // to Sveltia a field is, unless it is said not to be
	Default   any           `json:"default,omitempty"`
	Type      string        `json:"type,omitempty"`
	ValueType string        `json:"value_type,omitempty"`
	Multiple  bool          `json:"multiple,omitempty"`
	Collapsed string        `json:"collapsed,omitempty"`
	ChooseURL *bool         `json:"choose_url,omitempty"`
	Options   []adminOption `json:"options,omitempty"`
	Pattern   []string      `json:"pattern,omitempty"`
	Field     *adminField   `json:"field,omitempty"`
	Fields    []adminField  `json:"fields,omitempty"`
}

type adminOption struct {
	Label string `json:"label"`
	Value any    `json:"value"`
}

// AdminConfig gives the configuration of the web editor for one partner: a collection of each kind, with the keys of the
// content model that the form asks for, in its words. The editor leaves all other keys of a file as they are.
func (ed *Edition) AdminConfig(p *site.Partner) ([]byte, error) {
	s := ed.s
	folder := "content/partners/" + p.ID
	media := "/" + folder + "/media"
	title := s.Config.DefaultLanguage + ".title"
	c := adminConfig{
		Backend: adminForge(s.Config.Forge), PublishMode: "editorial_workflow", Title: ed.by(p.Name).Text, SiteURL: s.Absolute(""), Logo: s.URL(ed.book.options.Assets.Icon), Media: media[1:], Public: "media",
		Slug:   map[string]any{"encoding": "ascii", "clean_accents": true, "maxlength": 56},
		Output: map[string]bool{"omit_empty_optional_fields": true}, Editor: map[string]bool{"preview": false},
	}
	f := ed.adminFields()
	for _, kind := range content.Kinds() {
		of := any(kind)
		if kind == content.Kinds()[0] {
			of = []any{kind, nil} // a file that names no kind is of the first
		}
		c.Collections = append(c.Collections, adminCollection{
			Name: kind, Label: ed.w.Capital(ed.t("kind." + kind)), Folder: folder + "/events", Extension: "toml", Format: "toml", Create: true,
			Identifier: title, Summary: "{{" + title + "}}", Slug: "{{fields." + title + "}}", Filter: map[string]any{"field": "kind", "value": of},
			Media: media, Public: "media", Fields: f.of(kind),
		})
	}
	data, err := json.MarshalIndent(c, "", " ")
	return append(data, '\n'), err
}

// adminForge says where the editor writes. Who uses it signs in with a token of the forge, which needs no server of ours.
func adminForge(f config.Forge) adminBackend {
	b := adminBackend{Name: f.Kind, Branch: f.Branch, Auth: []string{"token"}, OpenAuthoring: f.Kind == "github"}
	u, err := url.Parse(f.URL)
	if err != nil {
		return b
	}
	b.Repo = strings.Trim(strings.TrimSuffix(u.Path, ".git"), "/")
	switch {
	case f.Kind == "gitlab" && u.Host != "gitlab.com":
		b.APIRoot = u.Scheme + "://" + u.Host + "/api/v4"
	case f.Kind == "github" && u.Host != "github.com":
		b.APIRoot = u.Scheme + "://" + u.Host + "/api/v3"
	}
	return b
}

// adminFields makes fields out of the table of keys, in the words of the form.
type adminFields struct {
	ed    *Edition
	event keys.Table
	words map[string]view.FormField // of the form, by the path of their key
}

func (ed *Edition) adminFields() adminFields {
	f := adminFields{ed: ed, words: map[string]view.FormField{}}
	f.event, _ = keys.Of("content/partners/x/events/x.toml")
	form := ed.joinForm()
	for _, part := range append(form.Texts, form.Parts...) {
		for _, field := range part.Fields {
			if _, met := f.words[field.Name]; !met {
				f.words[field.Name] = field
			}
		}
	}
	return f
}

func (f adminFields) of(kind string) []adminField {
	out := []adminField{{Name: "kind", Label: f.ed.t("form.kind"), Widget: "hidden", Default: kind}}
	// The title stands first: who makes something has a name for it.
	for _, k := range f.event.Keys {
		if k.Name == "[L]" {
			out = append(out, f.texts(k)...)
		}
	}
	for _, k := range f.event.Keys {
		if k.Name == "kind" || k.Name == "[L]" {
			continue
		}
		if w, known := f.words[k.Name]; known && w.Kinds != "" && !slices.Contains(strings.Fields(w.Kinds), kind) {
			continue
		}
		if field, ok := f.field(k, "", kind); ok {
			out = append(out, field)
		}
	}
	return out
}

// texts are the tables of text, one a language. That of the site's own is always there.
func (f adminFields) texts(k keys.Key) (out []adminField) {
	inside, _, _ := k.Inside()
	for _, l := range f.ed.s.Config.Languages {
		own := l.Tag == f.ed.s.Config.DefaultLanguage
		t := adminField{Name: l.Tag, Label: f.ed.w.Capital(f.ed.names[l.Tag]), Widget: "object", Required: &own}
		if !own {
			t.Collapsed = "auto"
		}
		for _, k := range inside.Keys {
			if field, ok := f.field(k, l.Tag+".", ""); ok {
				field.Required = new(k.Name == "title")
				t.Fields = append(t.Fields, field)
			}
		}
		out = append(out, t)
	}
	return out
}

// field is that of a key, if the form asks for it, or for something in its table.
func (f adminFields) field(k keys.Key, above, kind string) (adminField, bool) {
	name := above + k.Name
	w, known := f.words[name]
	out := adminField{Name: k.Name, Label: w.Label, Hint: w.Help, Options: adminOptions(w.Options)}
	if w.Kinds != "" && !slices.Contains(strings.Fields(w.Kinds), kind) {
		return out, false
	}
	if inside, _, ok := k.Inside(); ok {
		out.Widget, out.Options, out.Collapsed, out.Required = "object", nil, "auto", new(false)
		if strings.HasPrefix(k.Holds, "*") {
			out.Widget = "list"
		}
		for _, sub := range inside.Keys {
			field, ok := f.field(sub, name+".", kind)
			if !ok && known { // its words stand with the choices of the table
				field, ok = f.choice(sub, w)
			}
			if ok {
				out.Fields = append(out.Fields, field)
			}
		}
		if !known {
			out.Label = f.ed.t("admin." + k.Name)
		}
		return out, len(out.Fields) > 0
	}
	if !known {
		return out, false
	}
	out.Required = new(slices.Contains([]string{"place.name", "green.label", "series.id", "repeat.every"}, name))
	f.hold(&out, k, w, kind)
	return out, true
}

// choice is a key of a table that the form shows as boxes to tick, or as hours.
func (f adminFields) choice(k keys.Key, w view.FormField) (adminField, bool) {
	out := adminField{Name: k.Name, Required: new(w.Type == "hours")}
	switch {
	case w.Type == "hours":
		words := map[string]string{"days": "form.repeat_on", "from": "form.from", "to": "form.to"}
		out.Label = f.ed.t(words[k.Name])
		if k.Name == "days" {
			out.Options = adminOptions(w.Options)
		}
		f.hold(&out, k, view.FormField{}, "")
		return out, true
	case k.Holds == "any": // the sign languages
		out.Widget = "list"
	case w.Name == "access": // not to have something is worth saying, not to say is neither
		out.Widget, out.Options = "select", []adminOption{{f.ed.t("admin.yes"), true}, {f.ed.t("admin.no"), false}}
	default:
		out.Widget = "boolean"
	}
	for _, o := range w.Options {
		if o.Value == k.Name {
			out.Label = o.Text.Text
			return out, true
		}
	}
	return out, false
}

// hold says of a field what it holds. Dates have no format, so that they are written as dates.
func (f adminFields) hold(out *adminField, k keys.Key, w view.FormField, kind string) {
	one, list := strings.CutPrefix(k.Holds, "*")
	date := adminField{Name: "day", Label: out.Label, Widget: "datetime", Type: "date"}
	switch {
	case k.Name == "image":
		out.Widget, out.ChooseURL, out.Hint = "image", new(false), ""
	case len(out.Options) > 0 && (list || one == "any"):
		out.Widget, out.Multiple = "select", true
	case len(out.Options) > 0:
		out.Widget = "select"
	case one == "date" && list:
		out.Widget, out.Field, out.Hint = "list", &date, ""
	case list:
		out.Widget, out.Hint = "list", "" // which says how the form wants them apart
	case one == "bool":
		out.Widget = "boolean"
	case one == "int":
		out.Widget, out.ValueType = "number", "int"
	case one == "number":
		out.Widget, out.ValueType = "number", "float"
	case one == "date" || one == "moment" && kind == "exhibition":
		out.Widget, out.Type = "datetime", "date"
	case one == "clock":
		out.Widget, out.Type = "datetime", "time"
	case one == "moment":
		out.Widget = "datetime"
	case w.Type == "area":
		out.Widget = "text"
	default:
		out.Widget = "string"
		switch w.Input {
		case "email":
			out.Type = "email"
		case "url":
			out.Type = "url"
		case "month":
			out.Pattern = []string{"^[0-9]{4}-(0[1-9]|1[0-2])$", "2027-06"}
		}
	}
}

func adminOptions(list []view.Option) (out []adminOption) {
	for _, o := range list {
		out = append(out, adminOption{o.Text.Text, o.Value})
	}
	return out
}
