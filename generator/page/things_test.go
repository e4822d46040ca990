package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"modestad/generator/civil"
	"modestad/generator/site"
	"modestad/generator/view"
	"modestad/generator/widget"
)

func TestPartners(t *testing.T) {
	b := example(t)
	for lang, want := range map[string][2]string{"nl": {"Ankers", "Overheid"}, "en": {"Anchors", "Government"}, "fr": {"Points d’ancrage", "Pouvoirs publics"}} {
		v := b.Edition(lang).Partners(1)
		if len(v.Groups) != 2 {
			t.Fatalf("%s: %+v", lang, v.Groups)
		}
		if lang != "fr" {
			same(t, lang, []string{v.Groups[0].Title, v.Groups[1].Title}, want[:])
		}
		is(t, lang, v.Groups[0].ID, "role--anchor")
		momu := v.Groups[0].Partners[0]
		is(t, lang, momu.Name.Text, "MoMu, ModeMuseum Antwerpen")
		is(t, lang, momu.URL, b.Site.URL(b.Site.PartnerAddress(lang, "momu")))
		is(t, lang, momu.Role, "")
		is(t, lang, v.Join.URL, b.Site.URL(b.Site.Section(lang, "join")))
	}
	// French has no text of the city: it is borrowed from English, and says so.
	about := b.Edition("fr").Partners(1).Groups[1].Partners[0].About
	is(t, "borrowed", about.Lang, "en-GB")
	hasText(t, "borrowed", about.Text, "The city facilitates")
}

func TestPartner(t *testing.T) {
	b := example(t)
	momu := b.Site.Partner("momu")
	v := b.Edition("nl").Partner(momu, 1)
	is(t, "title", v.Page.DocTitle, "MoMu, ModeMuseum Antwerpen – Partners – Antwerpen Modestad (voorbeeld)")
	// Thursdays from 8 April on, but 6 May, and one on 7 May; the cancelled lecture stays; the weekend.
	is(t, "programme", len(v.Items), 14)
	same(t, "first", titles(v.Items)[:3], []string{"Rondleiding op donderdag", "Rondleiding op donderdag", "Rondleiding op donderdag"})
	is(t, "day", v.Items[0].Date.ISO, "2027-04-08")
	is(t, "cancelled", v.Items[3].State, "cancelled")
	for i := 1; i < len(v.Items); i++ {
		if v.Items[i].Date.ISO < v.Items[i-1].Date.ISO {
			t.Errorf("%s comes after %s", v.Items[i].Date.ISO, v.Items[i-1].Date.ISO)
		}
	}
	same(t, "running", titles(v.Running), []string{"Patronen lezen"})
	same(t, "products", titles(v.Products), []string{"Bezoek aan een atelier"})
	is(t, "kit", v.Kit.URL, "/nl/partners/momu/kit/")
	is(t, "where", v.Where.Name.URL, "/nl/plaatsen/modenatie/")
	is(t, "website", *v.Website, view.Link{URL: "https://www.momu.be/", Text: view.Text{Text: "momu.be"}})
	is(t, "phone", string(v.Contact.PhoneURL), "tel:+3230000000")
	is(t, "feed", string(v.Subscribe.Webcal), "webcal://modestad.example/nl/feeds/partner-momu.ics")
	is(t, "feed's name", v.Subscribe.Title, "In je eigen agenda: MoMu, ModeMuseum Antwerpen")
	if len(v.Actions) != 1 || v.Actions[0].URL != "/nl/plan/#kalender" || v.Actions[0].Date.ISO != "2022" {
		t.Errorf("actions: %+v", v.Actions)
	}
	if v.Change != nil {
		t.Error("a site without a forge offers to change a file on it")
	}
	hasText(t, "about", string(v.About.HTML), "<p>Het modemuseum van Antwerpen")
	hasText(t, "structured data", fmt.Sprint(v.Page.JSONLD), `"@type":"Organization"`)

	city := b.Edition("nl").Partner(b.Site.Partner("stad-antwerpen"), 1)
	same(t, "the city's", titles(city.Items), []string{"Modecafé", "Modemoment in het najaar"})
	same(t, "calls", titles(city.Calls), []string{"Oproep: etalages"})
	same(t, "support", titles(city.Products), []string{"Advies voor starters"})

	en := b.Edition("en").Partner(momu, 1)
	same(t, "products in English", []string{en.Products[0].Title.Lang}, []string{"nl-BE"})
	fr := b.Edition("fr").Partner(momu, 1)
	is(t, "French", fr.Items[0].Title.Text, "Visite du jeudi (exemple)")
	is(t, "from English", fr.Running[0].Title.Lang, "en-GB")
}

func TestPartnerParts(t *testing.T) {
	over := map[string]string{"content/partners/momu/events/dag.toml": "start = 2027-04-05T20:00:00\nend = 2027-04-05T21:00:00\n[repeat]\nevery = \"day\"\ncount = 100\n[nl]\ntitle = \"Elke dag\"\n"}
	b := book(t, files(t, over), spring)
	momu := b.Site.Partner("momu")
	is(t, "parts", b.PartnerParts(momu), 3)
	ed, n := b.Edition("nl"), 0
	for part := 1; part <= 3; part++ {
		v := ed.Partner(momu, part)
		n += len(v.Items)
		is(t, "pages", len(v.Pager.Pages), 3)
		if part > 1 && (len(v.Running) > 0 || v.About.HTML != "" || v.Subscribe != nil || v.Empty != nil) {
			t.Errorf("part %d repeats the first", part)
		}
		if part == 2 {
			is(t, "title", v.Page.DocTitle, "MoMu, ModeMuseum Antwerpen, Pagina 2 van 3 – Partners – Antwerpen Modestad (voorbeeld)")
			is(t, "crumb", v.Page.Breadcrumbs[2].URL, "/nl/partners/momu/")
			is(t, "canonical", v.Page.Canonical, "https://modestad.example/nl/partners/momu/p/2/")
		}
	}
	is(t, "all", n, 114)
}

func TestEmptyPartner(t *testing.T) {
	b := book(t, files(t, map[string]string{"content/partners/stil/partner.toml": "name = \"Stil\"\n"}), spring)
	v := b.Edition("fr").Partner(b.Site.Partner("stil"), 1)
	if v.Empty == nil || len(v.Empty.Links) != 2 || v.Empty.Links[1].URL != "/fr/activites/" {
		t.Errorf("%+v", v.Empty)
	}
	groups := b.Edition("fr").Partners(1).Groups
	is(t, "without a role", groups[len(groups)-1].ID, "role--other")
}

func TestKit(t *testing.T) {
	b := example(t)
	momu := b.Site.Partner("momu")
	v := b.Edition("nl").Kit(momu)
	is(t, "robots", v.Page.Robots, "noindex")
	is(t, "audiences", len(v.Audiences), 3)
	a := v.Audiences[1]
	is(t, "messages", len(a.Messages), 2)
	is(t, "audience", a.Name.Text, "Ondernemers")
	is(t, "class", a.Class, "a1")
	m := a.Messages[0] // which has a title of its own
	is(t, "line", m.Line.Text, "Drie ankers voor je zaak")
	is(t, "chapter", m.Chapter.Text, "Drie ankers")
	is(t, "short", m.Short.Text, "De mode van Antwerpen rust op drie ankers: het museum, de Modeacademie en de ondernemers.")
	hasText(t, "long", string(m.Long), `<p>De mode van Antwerpen`, `<a href="/nl/partners/momu/">`)
	is(t, "page", m.Page.URL, "/nl/ondernemers/#ankers")
	is(t, "quotations", len(v.Quotes), 1)
	is(t, "who", v.Quotes[0].Who.Text, "Stad Antwerpen")
	hasText(t, "quotation", string(v.Quotes[0].Body), "groot genoeg om ertoe te doen")
	facts := 0
	for _, f := range v.Facts {
		facts += len(f.Facts)
	}
	is(t, "facts", facts, 3)
	is(t, "fact", v.Facts[0].Facts[0].Fact, "/nl/feiten/#omzetgroei-modesector")
	hasText(t, "component", v.Embeds[0].Code, `<script type="module" src="https://modestad.example/widget/v1/modestad.js"></script>`+"\n",
		`<modestad-calendar lang="nl" feed="partner-momu" brand="momu"><a href="https://modestad.example/nl/partners/momu/">`)
	hasText(t, "iframe", v.Embeds[1].Code, `<iframe src="https://modestad.example/nl/embed/partner-momu/" title="`)
	hasText(t, "frame that fits", v.Embeds[2].Code, `<script type="module" src="https://modestad.example/widget/v1/frame.js"></script>`+"\n<iframe ")
	hasText(t, "pinned", v.Pinned, `src="https://modestad.example/widget/`+widget.Version+`/modestad.js" integrity="`+v.Integrity+`" crossorigin="anonymous"></script>`)
	hasText(t, "swatch", string(v.Brand[0].Drawing), `<svg`, `fill="`+v.Brand[0].Value+`"`)
	is(t, "QR", v.Codes[1].Address, "webcal://modestad.example/nl/feeds/partner-momu.ics")
	hasText(t, "message", v.Embeds[3].Code, `<modestad-message lang="nl" audience="belevers" chapter="ankers" brand="momu">`)
	hasText(t, "message in a frame", v.Embeds[4].Code, `src="https://modestad.example/nl/embed/message/belevers/ankers/?brand=momu"`)
	is(t, "preview", v.Embeds[0].Preview, "/nl/embed/partner-momu/")
	is(t, "feed", v.Feeds[0].ID, "partner-momu")
	is(t, "colours", len(v.Brand), 3)
	is(t, "contrast", v.Brand[0].Contrast, "9,8 : 1 op papier")

	fr := b.Edition("fr").Kit(momu)
	hasText(t, "borrowed", string(fr.Audiences[0].Messages[0].Long), `<div lang="en-GB" dir="ltr"><p>Fashion in Antwerp`)
	is(t, "borrowed line", fr.Audiences[0].Messages[0].Line.Lang, "en-GB")
	hasText(t, "borrowed quotation", string(fr.Quotes[0].Body), `lang="en-GB"`)
	city := b.Edition("en").Kit(b.Site.Partner("stad-antwerpen"))
	hasText(t, "English", city.Embeds[0].Code, `feed="partner-stad-antwerpen"`)
}

// What changed in a quarter: of the longreads each chapter once, of the figures their file, of the events the partner's.
func TestKitChanges(t *testing.T) {
	b := example(t)
	now := b.Site.Now
	copied := *b.Site
	copied.Texts = map[string]site.Stamp{}
	chapter := copied.Longreads[0].Chapters[0]
	for _, c := range chapter.Texts {
		copied.Texts[c.Value.File.Path] = site.Stamp{Sequence: 3, Modified: now.AddDate(0, 0, -2)}
	}
	copied.Texts[copied.Facts[0].At.File.Path] = site.Stamp{Sequence: 2, Modified: now.AddDate(0, 0, -9)}
	old := copied.Longreads[0].Chapters[1]
	for _, c := range old.Texts {
		copied.Texts[c.Value.File.Path] = site.Stamp{Sequence: 1, Modified: now.AddDate(0, 0, -kitChangeDays-1)}
	}
	ed := *b.Edition("nl")
	ed.s = &copied
	var got []string
	for _, c := range ed.kitChanges(copied.Partner("momu"), true) {
		got = append(got, c.Date.ISO+" "+c.What+" "+c.Text.URL)
	}
	day := func(n int) string { return civil.DateOf(now.AddDate(0, 0, n)).String() }
	same(t, "changes", got, []string{day(-2) + " Boodschap #message-belevers-" + chapter.ID, day(-9) + "  #figures"})
}

func TestLeading(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"two of three", "<p>a</p>\n<p>b</p>\n<p>c</p>\n", "<p>a</p>\n<p>b</p>\n"},
		{"a note", "<p>a</p>\n<aside class=\"note\"><p>n</p></aside>\n<p>b</p>\n<p>c</p>", "<p>a</p>\n<aside class=\"note\"><p>n</p></aside>\n<p>b</p>\n"},
		{"a heading first", "<h2 id=\"x\">t</h2>\n<p>a</p>\n<h2>u</h2>\n<p>b</p>\n", "<p>a</p>\n"},
		{"a list first", "<ul><li>a</li></ul><p>b</p>", ""},
		{"nothing", "", ""},
		{"broken off", "<p>a", ""},
	} {
		is(t, c.name, string(leading(c.in, 2)), c.want)
	}
}

func TestFirstSentence(t *testing.T) {
	for in, want := range map[string]string{
		"Een. Twee.":                         "Een.",
		"Dr. wat? Ja.":                       "Dr. wat?",
		"Om 20.30 uur begint het. Kom.":      "Om 20.30 uur begint het.",
		"“Kom!” Zei hij.":                    "“Kom!”",
		"Zonder punt":                        "Zonder punt",
		"Vraag\u00a0? Oui.":                  "Vraag\u00a0?",
		"":                                   "",
		"ANTWERP. POWERED BY. en verder. Ja": "ANTWERP.",
	} {
		is(t, in, firstSentence(in), want)
	}
}

func TestAreas(t *testing.T) {
	b := example(t)
	v := b.Edition("fr").Areas()
	is(t, "areas", len(v.Areas), 1)
	a := v.Areas[0]
	is(t, "name", a.Link, view.Link{URL: "/fr/quartiers/modebuurt/", Text: view.Text{Text: "Quartier de la mode"}})
	is(t, "borrowed", a.About.Lang, "en-GB")
	is(t, "venue", a.Venues[0].URL, "/fr/lieux/modenatie/")
	is(t, "count", a.Count, "5\u00a0activités")
	is(t, "elsewhere", v.Venues[0], view.Link{URL: "/fr/lieux/stadsfeestzaal/", Text: view.Text{Text: "Stadsfeestzaal (festive hall)", Lang: "en-GB", Dir: "ltr"}})
}

func TestArea(t *testing.T) {
	b := example(t)
	v := b.Edition("en").Area(b.Site.Area("modebuurt"), 1)
	is(t, "name", v.Name.Text, "Fashion district")
	is(t, "items", len(v.Items), 14)
	is(t, "running", len(v.Running), 1)
	is(t, "products", len(v.Products), 1)
	is(t, "venue", v.Venues[0].Address, "Nationalestraat 28, 2000 Antwerpen")
	is(t, "feed", v.Subscribe.Address, "https://modestad.example/en/feeds/area-modebuurt.ics")
	is(t, "parts", b.AreaParts(b.Site.Area("modebuurt")), 1)
	if v.Empty != nil {
		t.Error("empty")
	}
}

func TestVenue(t *testing.T) {
	b := example(t)
	v := b.Edition("nl").Venue(b.Site.Venue("modenatie"), 1)
	is(t, "area", v.Where.Area.URL, "/nl/gebieden/modebuurt/")
	is(t, "crumbs", len(v.Page.Breadcrumbs), 4)
	is(t, "partner", v.Partners[0].URL, "/nl/partners/momu/")
	is(t, "name once", v.Where.Name.Text.Text, "")
	is(t, "access", v.Where.Access[0].Name, "Rolstoeltoegankelijk")
	is(t, "reach", len(v.Where.Reach), 2)
	hall := b.Edition("nl").Venue(b.Site.Venue("stadsfeestzaal"), 1)
	same(t, "hall", titles(hall.Items), []string{"Modecafé"})
	late := book(t, files(t, nil), time.Date(2028, 1, 1, 12, 0, 0, 0, time.UTC))
	empty := late.Edition("en").Venue(late.Site.Venue("stadsfeestzaal"), 1)
	if empty.Empty == nil || !strings.HasPrefix(empty.Empty.Text, "Nothing on the calendar") {
		t.Errorf("%+v", empty.Empty)
	}
}

// An occurrence that moved is listed where it moved to, and nowhere else.
func TestMovedOccurrence(t *testing.T) {
	over := map[string]string{"content/partners/momu/events/rondleiding-donderdag.toml": "start = 2027-04-08T19:00:00\nend = 2027-04-08T20:00:00\nvenue = \"modenatie\"\n[repeat]\nevery = \"week\"\ncount = 3\n" +
		"[[repeat.change]]\non = 2027-04-15\nvenue = \"stadsfeestzaal\"\n[nl]\ntitle = \"Rondleiding\"\n"}
	b := book(t, files(t, over), spring)
	ed := b.Edition("nl")
	days := func(list []view.EventItem) []string {
		var out []string
		for _, x := range list {
			if x.Title.Text == "Rondleiding" {
				out = append(out, x.Date.ISO)
			}
		}
		return out
	}
	same(t, "moved to", days(ed.Venue(b.Site.Venue("stadsfeestzaal"), 1).Items), []string{"2027-04-15"})
	same(t, "moved from", days(ed.Venue(b.Site.Venue("modenatie"), 1).Items), []string{"2027-04-08", "2027-04-22"})
	same(t, "in the district", days(ed.Area(b.Site.Area("modebuurt"), 1).Items), []string{"2027-04-08", "2027-04-22"})
	same(t, "by the partner", days(ed.Partner(b.Site.Partner("momu"), 1).Items), []string{"2027-04-08", "2027-04-15", "2027-04-22"})
}

func TestSeries(t *testing.T) {
	b := example(t)
	x := b.Site.Series[0]
	v := b.Edition("nl").Series(x)
	is(t, "title", v.Headline.Text.Text, "Modemoment 2027 (voorbeeld)")
	is(t, "when", v.When, view.Date{Text: "11–13 juni 2027"})
	is(t, "days", len(v.Days), 1)
	same(t, "undated", titles(v.Undated), []string{"Modemoment in het najaar"})
	is(t, "past", len(v.Past), 0)
	july := book(t, files(t, nil), time.Date(2027, 7, 1, 12, 0, 0, 0, time.UTC))
	w := july.Edition("fr").Series(july.Site.Series[0])
	same(t, "past", titles(w.Past), []string{"Fashion weekend"})
	is(t, "only undated", w.When.ISO, "2027-10")
	is(t, "borrowed name", w.Headline.Text.Lang, "en-GB")
	over := book(t, files(t, nil), time.Date(2028, 7, 1, 12, 0, 0, 0, time.UTC))
	if z := over.Edition("nl").Series(over.Site.Series[0]); z.Empty == nil || z.When.Text != "" {
		t.Errorf("%+v", z)
	}
}

// Nothing leads to an output that is off.
func TestOutputsOff(t *testing.T) {
	fsys := files(t, nil)
	text := string(fsys["site.toml"].Data)
	off := "[outputs]\nfeeds = false\nkit = false\nembed = false\nwidgets = false\ndata = false\nmenu = false\ncalls = false\nsupport = false\n" +
		"partners = false\nareas = false\nvenues = false\nseries = false\nplan = false\nfacts = false\njoin = false\nsearch = false\n"
	fsys["site.toml"].Data = []byte(text[:strings.Index(text, "[outputs]")] + off)
	b := book(t, fsys, spring)
	for _, ed := range b.Editions {
		s := b.Site
		var dead []string
		for _, name := range []string{"menu", "calls", "support", "partners", "areas", "venues", "series", "plan", "facts", "sources", "join", "search"} {
			dead = append(dead, s.URL(s.Section(ed.lang, name)))
		}
		dead = append(dead, "/"+ed.lang+"/feeds/", "/"+ed.lang+"/embed/", "/data/", "/widget/")
		for name, v := range everyView(ed) {
			own := s.URL(s.Section(ed.lang, name))
			if name == "messages" {
				own = "/" + ed.lang + "/embed/"
			}
			found := urls(v)
			if !slices.Contains(found, "/"+ed.lang+"/") {
				t.Errorf("%s in %s leads nowhere: %v", name, ed.lang, found)
			}
			for _, u := range found {
				for _, d := range dead {
					if d != own && strings.HasPrefix(u, d) && !(name == "sources" && strings.HasPrefix(u, s.URL(s.Section(ed.lang, "facts")))) {
						t.Errorf("%s in %s leads to %s", name, ed.lang, u)
					}
				}
			}
		}
	}
}

// everyView fills every view of a list, or of a thing, in a language, by the name of its section.
func everyView(ed *Edition) map[string]any {
	s := ed.s
	type all []any
	out := map[string]any{"menu": ed.Menu(1), "calls": ed.Calls(1), "support": ed.Support(1), "plan": ed.Plan(), "join": ed.Join(), "search": ed.Search()}
	out["facts"], out["sources"] = bare(ed.Facts()), bare(ed.Sources())
	var partners, areas, venues, series, feeds, messages, planning all
	partners, areas = append(partners, ed.Partners(1)), append(areas, ed.Areas())
	for _, p := range s.Partners {
		partners = append(partners, ed.Partner(p, 1), ed.Kit(p))
	}
	for _, a := range s.Areas {
		areas = append(areas, ed.Area(a, 1))
	}
	for _, p := range s.Venues {
		venues = append(venues, ed.Venue(p, 1))
	}
	for _, x := range s.Series {
		series = append(series, ed.Series(x))
	}
	feeds = append(feeds, ed.Feeds())
	for _, f := range s.Feeds {
		feeds = append(feeds, ed.Embed(f))
	}
	for _, l := range s.Longreads {
		for _, c := range l.Chapters {
			messages = append(messages, ed.EmbedMessage(l, c))
		}
	}
	for _, q := range s.Planning {
		planning = append(planning, ed.Planning(q))
	}
	out["partners"], out["areas"], out["venues"], out["series"], out["feeds"], out["messages"], out["planning"] = partners, areas, venues, series, feeds, messages, planning
	return out
}

// bare takes away what leads from facts to sources and back, which are one output.
func bare(v any) any {
	switch x := v.(type) {
	case view.Facts:
		x.Groups = nil
		return x
	case view.Sources:
		x.Sources = nil
		return x
	}
	return v
}
