package page

import (
	"strings"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/view"
)

// Join fills the page that says how to take part. The form is there where the site has a forge that can be opened
// with what it writes.
func (ed *Edition) Join() view.Join {
	s := ed.s
	x, intro := ed.section("join", "join", ed.sectionAddress("join"), 1, 1)
	v := view.Join{Page: ed.frame(x), Intro: intro}
	way := func(key string, link *view.Link) {
		v.Ways = append(v.Ways, view.JoinWay{Title: view.Text{Text: ed.t("list.join_" + key)}, Text: paragraph(ed.t("list.join_" + key + "_text")).HTML, Link: link})
	}
	if f := s.Config.Forge; f.Kind != "" {
		link := view.Link{URL: "#form", Text: view.Text{Text: ed.t("list.join_form_link")}}
		way("form", &link)
		way("forge", outside(ForgeNew(f, "content/partners"), ed.t("list.join_forge_link")))
		v.Form = ed.joinForm(ForgeNew(f, "content/partners"))
	}
	way("import", nil)
	if mail := s.Config.Contact.Email; mail != "" {
		way("mail", &view.Link{URL: "mailto:" + mail, Text: view.Text{Text: mail}})
	}
	return v
}

// joinForm lists what the form offers to choose from.
func (ed *Edition) joinForm(forge string) *view.JoinForm {
	s := ed.s
	v := &view.JoinForm{Forge: forge, Template: ed.emptyEvent()}
	for _, k := range content.Kinds() {
		v.Kinds = append(v.Kinds, view.Option{Value: k, Text: view.Text{Text: ed.w.Capital(ed.t("kind." + k))}})
	}
	for _, p := range s.Partners {
		v.Partners = append(v.Partners, view.Option{Value: p.ID, Text: ed.by(p.Name)})
	}
	for _, p := range s.Venues {
		v.Venues = append(v.Venues, view.Option{Value: p.ID, Text: ed.by(p.Name)})
	}
	for _, list := range [][]view.Option{v.Partners, v.Venues} {
		i18n.SortBy(ed.w.Locale, list, func(o view.Option) string { return o.Text.Text })
	}
	for _, a := range s.Config.Audiences {
		v.Audiences = append(v.Audiences, view.Option{Value: a.ID, Text: ed.audienceName(a.ID)})
	}
	for _, t := range content.AccessTerms() {
		v.Access = append(v.Access, view.Option{Value: t, Text: view.Text{Text: ed.w.Capital(ed.t("access." + t))}})
	}
	return v
}

// emptyEvent is an event's file with nothing of its own in it: valid, and a month ahead.
func (ed *Edition) emptyEvent() string {
	day := ed.s.Today.AddDays(30)
	var b strings.Builder
	b.WriteString("kind  = \"event\"\n")
	b.WriteString("start = " + day.At(civil.Clock{Hour: 20}).String() + "\n")
	b.WriteString("end   = " + day.At(civil.Clock{Hour: 22}).String() + "\n")
	if len(ed.s.Venues) > 0 {
		b.WriteString("venue = \"" + ed.s.Venues[0].ID + "\"\n")
	}
	b.WriteString("\n[" + ed.lang + "]\ntitle   = \"" + tomlText(ed.t("list.join_sample_title")) + "\"\nsummary = \"" + tomlText(ed.t("list.join_sample_summary")) + "\"\n")
	return b.String()
}

// tomlText writes a text for between the quotes of TOML.
func tomlText(s string) string { return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) }
