package content

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// PartnerRoles are what a partner can be in the ecosystem.
func PartnerRoles() []string {
	return []string{"anchor", "education", "entrepreneurship", "retail", "tourism", "government", "media", "network"}
}

// A Partner is an organisation that takes part. Its folder is the only place where it may write.
type Partner struct {
	ID          string
	File        *source.File
	Name        By[string]
	Role        string
	URL         string
	Contact     config.Contact
	Venue       source.Ref
	Brand       *Brand
	Accepts     []source.Ref // events of others that name it in `with`: "partner/*" or "partner/slug"
	RenamedFrom []source.Ref
	About       By[Body]
}

// A Brand is how a partner's widgets and kit look. Colours are #rrggbb, in lower case; Corner is in pixels.
type Brand struct {
	Accent, Ink, Paper, Font string
	Corner                   int
}

func (r *reader) partner(id string) {
	if !r.id(id) {
		return
	}
	t := r.document()
	defer r.close(t)
	reserved := id == "p" || id == "f" || len(id) == 4 && strings.Trim(id, "0123456789") == ""
	if reserved {
		r.find(r.file.Whole(), "id-reserved", id)
	}
	p := &Partner{ID: id, File: r.file, Name: r.by(t, "name"), Role: config.OneOf(t, "role", PartnerRoles()), URL: config.URL(t, "url"),
		Venue: t.Ref("venue"), Accepts: t.Refs("accepts"), RenamedFrom: renamedFrom(t)}
	if len(p.Name) == 0 {
		if !t.Has("name") {
			t.Find("name", "key-missing", "name")
		}
		p.Name = By[string]{{Value: id}}
	}
	if ct := t.Table("contact"); ct != nil {
		p.Contact = config.ReadContact(ct)
	}
	if bt := t.Table("brand"); bt != nil {
		p.Brand = readBrand(bt)
	}
	for _, e := range r.languages(t) {
		if s := e.Value.Text("about"); s.File != nil {
			p.About = append(p.About, config.Entry[Body]{Lang: e.Lang, Value: r.markdown(s)})
		}
		translatedFrom(e.Value)
	}
	r.undeclared(t)
	r.part.Partner = p
}

func readBrand(t *tomlfile.Table) *Brand {
	colour := func(key, otherwise string) string {
		s := strings.ToLower(t.Line(key))
		switch {
		case s == "" && !t.Has(key):
			return otherwise
		case len(s) == 4 && s[0] == '#' && strings.Trim(s[1:], "0123456789abcdef") == "":
			return string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
		case len(s) == 7 && s[0] == '#' && strings.Trim(s[1:], "0123456789abcdef") == "":
			return s
		}
		t.Find(key, "colour-form", s)
		return otherwise
	}
	b := &Brand{Accent: colour("accent", ""), Ink: colour("ink", "#000000"), Paper: colour("paper", "#ffffff")}
	if b.Accent == "" {
		b.Accent = b.Ink
	}
	for _, c := range []struct{ key, colour string }{{"ink", b.Ink}, {"accent", b.Accent}} {
		if ratio := Contrast(c.colour, b.Paper); ratio < 4.5 {
			t.Find(c.key, "brand-contrast", c.key, c.colour, b.Paper, fmt.Sprintf("%.1f", math.Floor(ratio*10)/10), readable(c.colour, b.Paper))
		}
	}
	b.Font = t.Line("font")
	if strings.ContainsAny(b.Font, "\"'\\;{}<>()/") || len(b.Font) > 64 {
		t.Find("font", "font-form", b.Font)
		b.Font = ""
	}
	if n, ok := t.Int("corner"); ok {
		if n < 0 || n > 64 {
			t.Find("corner", "value-range", "corner", 0, 64)
		} else {
			b.Corner = n
		}
	}
	return b
}

// Contrast gives the contrast ratio of two colours of the form #rrggbb, from 1 to 21: WCAG 2.2, "contrast ratio".
func Contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(colour string) float64 {
	var rgb [3]int
	fmt.Sscanf(colour, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2])
	var l [3]float64
	for i, c := range rgb {
		v := float64(c) / 255
		if v <= 0.04045 {
			l[i] = v / 12.92
		} else {
			l[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

// readable gives the colour nearest to c, on its way to black or to white, that can be read on paper.
func readable(c, paper string) string {
	var rgb [3]int
	fmt.Sscanf(c, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2])
	target := 0
	if luminance(paper) < 0.18 {
		target = 255
	}
	for step := 1; step <= 100; step++ {
		var m [3]int
		for i := range rgb {
			m[i] = rgb[i] + (target-rgb[i])*step/100
		}
		if s := fmt.Sprintf("#%02x%02x%02x", m[0], m[1], m[2]); Contrast(s, paper) >= 4.5 {
			return s
		}
	}
	return fmt.Sprintf("#%02x%02x%02x", target, target, target)
}

// AcceptsEvent says whether a partner's `accepts` covers an event of another.
func (p *Partner) AcceptsEvent(id string) bool {
	partner, _, _ := strings.Cut(id, "/")
	return slices.ContainsFunc(p.Accepts, func(a source.Ref) bool { return a.ID == id || a.ID == partner+"/*" })
}
