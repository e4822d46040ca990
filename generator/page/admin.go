package page

import (
	"net/url"
	"slices"

	"modestad/generator/config"
	"modestad/generator/site"
	"modestad/generator/view"
)

// AdminAddress is the address of the web editor, and AdminScript that of the editor itself, which the site's own theme
// provides.
const (
	AdminAddress = "admin/"
	AdminScript  = AdminAddress + "sveltia-cms.js"
)

// PartnerAdmin is the address of the web editor of one partner's files.
func PartnerAdmin(id string) string { return AdminAddress + id + "/" }

// AdminConfigAddress is the address of the editor's configuration for a partner.
func AdminConfigAddress(id string) string { return PartnerAdmin(id) + "config.json" }

// AdminReady says whether the web editor can be used: it is there, and what it writes becomes a proposal.
func (b *Book) AdminReady() bool {
	return b.Site.Config.Outputs.On("admin") && b.options.Assets.Admin != "" && AdminOrigin(b.Site.Config.Forge) != ""
}

// AdminOrigin is the one other host that the editor talks to: that of the forge's interface. It is empty for a forge
// at which Sveltia would write past the review.
func AdminOrigin(f config.Forge) string {
	u, err := url.Parse(f.URL)
	if err != nil || u.Host == "" || f.Kind != "github" && f.Kind != "gitlab" {
		return ""
	}
	if u.Host == "github.com" {
		return "https://api.github.com"
	}
	return u.Scheme + "://" + u.Host
}

// Admin fills the page from which each partner goes to the editor of its own files, or that says what still lacks.
func (ed *Edition) Admin() view.Admin {
	v := view.Admin{Page: ed.frame(sheet{kind: "admin", title: ed.t("admin.title"), noindex: true, address: func(string) string { return AdminAddress }})}
	v.Page.Alternates = nil
	v.Title = headlineOf(view.Text{Text: ed.t("admin.title")}, titleGoal)
	v.Text = view.Text{Text: ed.t("admin.text")}
	s := ed.s
	if AdminOrigin(s.Config.Forge) == "" {
		v.Lacks = append(v.Lacks, view.Text{Text: ed.t("admin.lacks_forge")})
	}
	if ed.book.options.Assets.Admin == "" {
		v.Lacks = append(v.Lacks, view.Text{Text: ed.t("admin.lacks_script", "File", "themes/"+s.Config.Theme+"/"+AdminScript)})
	}
	if len(v.Lacks) > 0 {
		return v
	}
	for _, p := range ed.adminPartners() {
		v.Partners = append(v.Partners, ed.link(PartnerAdmin(p.ID), ed.by(p.Name)))
	}
	return v
}

func (ed *Edition) adminPartners() []*site.Partner {
	return slices.SortedFunc(slices.Values(ed.s.Partners), func(a, b *site.Partner) int {
		return ed.w.Compare(ed.by(a.Name).Text, ed.by(b.Name).Text)
	})
}

// Editor fills the page that loads the editor for a partner. It has nothing of the theme: the editor brings its own.
func (ed *Edition) Editor(p *site.Partner) view.Editor {
	s := ed.s
	return view.Editor{Lang: ed.tag(), Dir: ed.dir, Title: ed.by(p.Name).Text + " – " + ed.t("admin.title"), Script: s.URL(ed.book.options.Assets.Admin),
		Config: s.URL(AdminConfigAddress(p.ID)), Icon: s.URL(ed.book.options.Assets.Icon), CSP: AdminCSP(s.Config.Forge)}
}

// AdminCSP is the policy of the editor's pages. Sveltia sets styles on elements, reads pictures that it has in hand, and
// writes HTML without Trusted Types. It loads nothing from elsewhere, and talks to the forge alone.
func AdminCSP(f config.Forge) string {
	return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self' blob: data: " +
		AdminOrigin(f) + "; base-uri 'none'; form-action 'none'"
}
