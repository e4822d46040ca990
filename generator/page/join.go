package page

import (
	"strings"

	"modestad/generator/civil"
	"modestad/generator/view"
)

// Join fills the page that says how to take part. The form opens the forge with what it writes, where the site has
// one; else what it writes can be downloaded or copied.
func (ed *Edition) Join() view.Join {
	s := ed.s
	x, intro := ed.section("join", "join", ed.sectionAddress("join"), 1, 1)
	v := view.Join{Page: ed.frame(x), Intro: intro}
	way := func(key string, link *view.Link) {
		v.Ways = append(v.Ways, view.JoinWay{Title: view.Text{Text: ed.t("list.join_" + key)}, Text: paragraph(ed.t("list.join_" + key + "_text")).HTML, Link: link})
	}
	v.Form = ed.joinForm()
	way("form", &view.Link{URL: "#form", Text: view.Text{Text: ed.t("list.join_form_link")}})
	if f := s.Config.Forge; f.Kind != "" {
		way("forge", outside(v.Form.Forge, ed.t("list.join_forge_link")))
	}
	if ed.book.AdminReady() {
		way("admin", &view.Link{URL: s.URL(AdminAddress), Text: view.Text{Text: ed.t("list.join_admin_link")}})
	}
	way("import", nil)
	if mail := s.Config.Contact.Email; mail != "" {
		way("mail", &view.Link{URL: "mailto:" + mail, Text: view.Text{Text: mail}})
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
