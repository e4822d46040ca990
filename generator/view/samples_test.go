package view_test

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"testing"

	"modestad/generator/headline"
	"modestad/generator/view"
)

// sample is one preview: a template, the language of its words, and its data.
type sample struct {
	file, template, lang string
	data                 any
}

func txt(s string) view.Text { return view.Text{Text: s} }

func link(label, url string) view.Link { return view.Link{URL: url, Text: txt(label)} }

func ref(label, url string) *view.Link { l := link(label, url); return &l }

func links(labels ...string) (out []view.Link) {
	for _, l := range labels {
		out = append(out, link(l, "#main"))
	}
	return out
}

// plain is a title outside a hero.
func plain(title string) view.Headline {
	for _, w := range strings.Fields(title) {
		if len(w) > 18 {
			return set(title, 10)
		}
	}
	return view.Headline{Text: txt(title)}
}

func set(title string, goal int) view.Headline {
	b := headline.Set(title, goal)
	h := view.Headline{Text: txt(title), Class: fmt.Sprint("h", b.Height)}
	for _, l := range b.Lines {
		h.Runs = append(h.Runs, view.Run{Text: l.Text, Class: fmt.Sprint("w", l.Width)})
	}
	return h
}

var audienceNames = []string{"Belevers", "Ondernemers", "Talent"}

// frame is the page around everything. depth is the number of folders above the file.
func frame(kind, title, lang string, crumbs ...string) view.Page {
	p := view.Page{
		Lang: lang + "-BE", Dir: "ltr", Kind: kind, DocTitle: title + " – Antwerpen Modestad",
		Description: "Mode in Antwerpen: het verhaal van de stad en de kalender van alle partners.",
		Canonical:   "https://modestad.example/nl/" + kind + "/", XDefault: "https://modestad.example/nl/" + kind + "/",
		CSP:   "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'",
		Style: "assets/css/site.css", Script: "assets/js/site.js", Fonts: []string{"assets/fonts/anybody.woff2", "assets/fonts/piazzolla.woff2"},
		Icon: "assets/icons/icon.svg", Search: "search.html", SiteName: "Antwerpen Modestad", HomeURL: "home.html",
		Feeds:     []view.FeedLink{{URL: "feeds/all.ics", Type: "text/calendar", Title: "Kalender"}, {URL: "feeds/all.atom", Type: "application/atom+xml", Title: "Kalender"}},
		OpenGraph: view.OpenGraph{Type: "website", Title: title, Description: "Mode in Antwerpen", URL: "https://modestad.example/nl/", SiteName: "Antwerpen Modestad", Locale: "nl_BE"},
		JSONLD:    []template.HTML{`<script type="application/ld+json">{"@context":"https://schema.org","@type":"WebPage"}</script>`},
		Alternates: []view.Alternate{
			{Lang: "nl", Dir: "ltr", URL: "home.html", Absolute: "https://modestad.example/nl/", Name: "Nederlands", Current: lang == "nl", Translated: true},
			{Lang: "en", Dir: "ltr", URL: "event-en.html", Absolute: "https://modestad.example/en/", Name: "English", Current: lang == "en", Translated: true},
			{Lang: "fr", Dir: "ltr", URL: "calendar-fr.html", Absolute: "https://modestad.example/fr/", Name: "Français", Current: lang == "fr", Translated: kind != "kit"},
		},
		Footer: view.Footer{
			Links: []view.CareLink{
				{Kind: "statement", Link: link("Toegankelijkheidsverklaring", "statement.html")},
				{Kind: "privacy", Link: link("Privacy", "plain.html")},
				{Kind: "feed", Link: link("Agenda’s om te volgen", "feeds.html")},
				{Kind: "contact", Link: link("Contact", "plain.html")},
				{Kind: "data", Link: link("Open data", "facts.html")},
				{Kind: "join", Link: link("Meedoen", "join.html")},
			},
			Licence: link("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
			Contact: "Modecoördinator, stad Antwerpen", Email: "mode@modestad.example",
			Built: view.Date{ISO: "2026-11-22", Text: "22 november 2026"}, Languages: "Nederlands, English, Français",
			Sources: "89 feiten uit 5 bronnen",
		},
	}
	for i, s := range []string{"Kalender", "Aanbod", "Oproepen", "Steun", "Partners", "Gebieden", "Plan", "Meedoen", "Zoeken"} {
		file := []string{"calendar", "menu", "calls", "support", "partners", "areas", "plan", "join", "search"}[i]
		p.Nav = append(p.Nav, view.Link{URL: file + ".html", Text: txt(s), Current: file == kind})
	}
	for i, n := range audienceNames {
		p.Audiences = append(p.Audiences, view.AudienceLink{URL: "longread.html", Text: txt(n), Class: fmt.Sprint("a", i), Current: kind == "longread" && i == 0})
	}
	if len(crumbs) > 0 {
		p.Breadcrumbs = append(p.Breadcrumbs, link("Antwerpen Modestad", "home.html"))
		for i, c := range crumbs {
			p.Breadcrumbs = append(p.Breadcrumbs, view.Link{URL: "calendar.html", Text: txt(c), Current: i == len(crumbs)-1})
		}
	}
	return p
}

// block renders a directive as the engine does inside Markdown.
func block(t testing.TB, set *template.Template, name string) template.HTML {
	t.Helper()
	var b bytes.Buffer
	if err := set.ExecuteTemplate(&b, name, directives()[name]); err != nil {
		t.Fatal(err)
	}
	return template.HTML(b.String())
}

func directives() map[string]any {
	return map[string]any{
		"directive/for":   view.For{Class: "a0", Body: "<p>Kom te voet of met de fiets: alles ligt op wandelafstand.</p>"},
		"directive/quote": view.Quote{Body: "<p>groot genoeg om ertoe te doen, klein genoeg om erom te geven</p>", Who: txt("Stad Antwerpen"), Role: txt("uit het modeplan"), Source: ref("Modeplan 2021–2030", "sources.html#modeplan-2021")},
		"directive/evidence": view.Evidence{ID: "bewijs-1-a", Number: "Bewijsstuk 1-A", Figure: "39 %", Label: txt("groei van de omzet"), Period: "Sinds 2009",
			Body: "<p>De omzet van de Antwerpse modesector groeide met meer dan een derde.</p>", Source: ref("Modeplan 2021–2030", "sources.html#modeplan-2021"), Locator: txt("Starten in Antwerpen"), Fact: "facts.html#omzetgroei", Strength: "gemeld"},
		"directive/figure":   view.Figure{Picture: view.Picture{HTML: template.HTML(`<div class="ground plate">` + string(piece(1, "")) + `</div>`), Caption: "Het voorpand, getekend op schaal.", Credit: txt("Tekening: modestad")}},
		"directive/gallery":  view.Gallery{Label: "Drie delen", Body: template.HTML(`<figure class="figure"><div class="frame">` + string(piece(2, "")) + `</div><figcaption>Rug</figcaption></figure><figure class="figure"><div class="frame">` + string(piece(3, "")) + `</div><figcaption>Kraag</figcaption></figure><figure class="figure"><div class="frame">` + string(piece(4, "")) + `</div><figcaption>Zak</figcaption></figure>`)},
		"directive/chart":    view.Chart{ID: "omzet", Title: txt("De sector groeide sneller dan de rest van de stad"), Wide: chart(true), Narrow: chart(false), Summary: "Zes staven, van 100 in 2009 tot 139 in 2019.", Columns: []view.Text{txt("jaar"), txt("index")}, Rows: []view.ChartRow{{Name: txt("2009"), Cells: []string{"100"}}, {Name: txt("2019"), Cells: []string{"139"}}}, Sources: links("Modeplan 2021–2030"), Download: &view.Download{URL: "omzet.csv", Label: "CSV"}},
		"directive/timeline": view.Timeline{Label: "Mijlpalen", Items: milestones()},
		"directive/steps": view.Steps{Label: "Hoe een mouw ontstaat", Figure: template.HTML(`<svg viewBox="0 0 300 400" width="300" height="400" role="img" aria-label="Een mouw in drie stappen"><path class="fill cut step-1" d="` + shapes[0] + `"/><path class="stitch step-2" transform="translate(150 214) scale(.86) translate(-150 -214)" d="` + shapes[0] + `"/><path class="grain step-3" d="M150 140v150m-6-10 6 10 6-10m-12-130 6-10 6 10"/></svg>`),
			Steps: []view.Step{{Number: "1", Class: "step-1", Body: "<p>De kniplijn: waar de stof ophoudt. Alles wat daarbuiten valt, is voor een ander.</p>"}, {Number: "2", Class: "step-2", Body: "<p>De stiklijn: waar twee delen elkaar vasthouden. Ze ligt een vingerbreed binnen de rand.</p>"}, {Number: "3", Class: "step-3", Body: "<p>De draadrichting: welke kant het op wil. Wie haar negeert, ziet het pas als het gedragen wordt.</p>"}}},
		"directive/events":   view.EventsBlock{Title: "Wat er aankomt", Items: items()[:3], All: ref("Alles in de kalender", "calendar.html"), Empty: "Er staat nu niets gepland."},
		"directive/partners": view.PartnersBlock{Label: "Partners", Partners: partnerItems()},
		"directive/aside":    view.Aside{Label: "Terzijde", Body: "<p>Een inkeping zegt alleen: hier komen twee delen samen.</p>"},
		"directive/details":  view.Details{Summary: txt("Waar komt dit vandaan?"), Body: "<p>Uit het modeplan van de stad.</p>"},
	}
}

func milestones() []view.Milestone {
	return []view.Milestone{
		{Date: view.Date{ISO: "2022", Text: "2022"}, Title: txt("Een permanente kalender"), URL: "plan.html#kalender", Status: "bezig", Class: "running"},
		{Date: view.Date{ISO: "2022-04", Text: "april 2022"}, Title: txt("Drie producten in het activiteitenmenu"), Status: "klaar", Class: "done"},
		{Date: view.Date{ISO: "2023-04", Text: "april 2023"}, Title: txt("Nieuwe producten erbij"), Status: "klaar", Class: "done"},
		{Date: view.Date{ISO: "2025", Text: "2025"}, Title: txt("De acties zijn gerealiseerd of op de rails"), Status: "gepland", Class: "planned"},
	}
}

func items() []view.EventItem {
	return []view.EventItem{
		{URL: "event.html", Title: txt("Nacht van de schaar (voorbeeld)"), Summary: txt("Twaalf ateliers knippen door tot middernacht. Wie binnenstapt, mag mee aan tafel."), Kind: "evenement", Class: "event", Date: view.Date{ISO: "2027-06-10T20:00", Text: "do 10 juni"}, Number: "10", Month: "juni", Time: "20.00 – 23.00", Place: txt("Waagnatie"), Partner: txt("MoMu"), Official: "officieel programma", Price: "gratis", Chips: []string{"rolstoeltoegankelijk", "met kinderen"}, State: "confirmed", End: "2097-06-10T23:00:00+02:00", Tags: "price:free audience:belevers access:wheelchair"},
		{URL: "event-cancelled.html", Title: txt("Rondleiding in de ModeNatie (voorbeeld)"), Summary: txt("Een uur langs wat anders dicht blijft."), Kind: "evenement", Class: "event", Date: view.Date{ISO: "2027-06-10T18:00", Text: "do 10 juni"}, Number: "10", Month: "juni", Time: "18.00", Place: txt("ModeNatie"), Partner: txt("MoMu"), Price: "€ 12,50", Status: "geannuleerd", State: "cancelled", End: "2097-06-10T23:00:00+02:00", Tags: "audience:belevers"},
		{URL: "event.html", Title: view.Text{Text: "Cutting on the bias, a lecture (example)", Lang: "en", Dir: "ltr"}, Kind: "evenement", Class: "event", Date: view.Date{ISO: "2027-06-11T19:00", Text: "vr 11 juni"}, Number: "11", Month: "juni", Time: "19.00 – 21.00", Place: txt("Modeacademie"), Partner: txt("Modeacademie"), Official: "OFF", Price: "€ 5", State: "tentative", Status: "onder voorbehoud", End: "2097-06-11T23:00:00+02:00", Tags: "audience:talent"},
		{URL: "event.html", Title: txt("Stoffenmarkt met restpartijen en dode voorraad (voorbeeld)"), Summary: txt("Wat overblijft van grote collecties, voor wie klein begint."), Kind: "evenement", Class: "event", Date: view.Date{ISO: "2027-06-12", Text: "za 12 juni"}, Number: "12", Month: "juni", Time: "de hele dag", Place: txt("Sint-Jansvliet"), Partner: txt("stad Antwerpen"), Price: "gratis", Chips: []string{"groepen"}, State: "confirmed", End: "2097-06-13T00:00:00+02:00", Tags: "price:free audience:ondernemers audience:talent"},
	}
}

func strips() []view.EventItem {
	return []view.EventItem{
		{URL: "event-exhibition.html", Title: txt("Patronen: tekenen voor het lichaam (voorbeeld)"), Summary: txt("Tweehonderd jaar papier onder de schaar."), Kind: "tentoonstelling", Class: "exhibition", Date: view.Date{ISO: "2027-03-20", Text: "20 maart tot en met 5 september"}, Place: txt("MoMu"), Official: "officieel programma", State: "confirmed", Tags: "audience:belevers"},
		{URL: "event-product.html", Title: txt("Bezoek aan een atelier (voorbeeld)"), Summary: txt("Met een kleine groep op bezoek bij een maker."), Kind: "activiteit", Class: "product", Date: view.Date{Text: "het hele jaar"}, Price: "vanaf € 15", Chips: []string{"groepen", "scholen"}, State: "confirmed", Tags: "visit:group audience:belevers"},
		{URL: "event.html", Title: txt("Modemoment (voorbeeld)"), Kind: "evenement", Class: "event", Date: view.Date{Text: "najaar 2027"}, Place: txt("Antwerpen"), State: "tentative", Status: "onder voorbehoud", Tags: "audience:talent"},
	}
}

func partnerItems() []view.PartnerItem {
	var out []view.PartnerItem
	for _, n := range []string{"MoMu", "Modeacademie", "stad Antwerpen", "Flanders DC", "VDAB", "Antwerp Management School", "Thomas More"} {
		out = append(out, view.PartnerItem{URL: "partner.html", Name: txt(n), About: txt("Wat deze partner doet in de mode van Antwerpen, in één zin."), Role: "anker", Count: "12 evenementen"})
	}
	return out
}

func filters() []view.Filter {
	return []view.Filter{
		{ID: "audience", Legend: "Doelgroep", Options: []view.FilterOption{{Value: "audience:belevers", Text: txt("Belevers"), Count: "4"}, {Value: "audience:ondernemers", Text: txt("Ondernemers"), Count: "1"}, {Value: "audience:talent", Text: txt("Talent"), Count: "2"}}},
		{ID: "price", Legend: "Prijs", Options: []view.FilterOption{{Value: "price:free", Text: txt("gratis"), Count: "2"}}},
		{ID: "access", Legend: "Toegankelijkheid", Options: []view.FilterOption{{Value: "access:wheelchair", Text: txt("rolstoeltoegankelijk"), Count: "1"}}},
	}
}

func subscribe() *view.Subscribe {
	return &view.Subscribe{Webcal: "webcal://modestad.example/nl/feeds/all.ics", Google: "https://calendar.google.com/calendar/r?cid=webcal", Outlook: "https://outlook.live.com/calendar/0/addfromweb", Download: "feeds/all.ics", Address: "https://modestad.example/nl/feeds/all.ics", More: ref("Alle agenda’s, ook per partner en per gebied", "feeds.html")}
}

// chapterBody is the longest body: every directive, notes and tables.
func chapterBody(t testing.TB, set *template.Template, n int) view.Prose {
	var b strings.Builder
	b.WriteString(`<p id="p1">De mode van Antwerpen rust op drie ankers: het museum, de Modeacademie en de ondernemers. Ze liggen rond de <a href="venue.html">ModeNatie</a>, in de modebuurt, en wie er een halve dag rondloopt, ziet ze alle drie aan het werk.<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup> De <span lang="fr">cran</span> van het ene deel past op die van het andere.</p><p>Een patroon is geen kledingstuk. Het is een afspraak over hoe vlakke stof om een lichaam kan liggen, met lijnen die elk maar één ding betekenen. Zo leest dit plan ook: vijf lijnen, en bij elke lijn wie knipt.</p>`)
	b.WriteString(string(block(t, set, "directive/quote")))
	b.WriteString(`<h3 id="groei">Een sector die groeit</h3><p>Tussen de cijfers staan namen. Wie in de stad begint, vindt hier anderen die al eens opnieuw begonnen.</p>`)
	for _, d := range [][]string{{"evidence", "chart", "aside"}, {"timeline", "details", "partners"}, {"steps", "gallery"}, {"figure", "events", "for"}}[n%4] {
		b.WriteString(string(block(t, set, "directive/"+d)))
		b.WriteString(`<p>En dan verder, want een chapter is meer dan zijn kaarten. De stad is groot genoeg om ertoe te doen en klein genoeg om elkaar tegen te komen; dat is een voordeel dat geen campagne kan kopen.</p>`)
	}
	b.WriteString(`<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>Hoe je er raakt, staat bij elke plaats. <a href="#fnref:1" class="footnote-backref" role="doc-backlink">↩︎</a></p></li><li id="fn:2"><p>Het museum heropende in 2021.</p></li></ol></div>`)
	html := b.String()
	for _, id := range []string{"p1", "groei", "fn:1", "fn:2", "fnref:1", "bewijs-1-a", "omzet", "omzet-t"} {
		html = strings.ReplaceAll(html, `"`+id+`"`, fmt.Sprintf(`"k%d--%s"`, n+1, id))
		html = strings.ReplaceAll(html, `"#`+id+`"`, fmt.Sprintf(`"#k%d--%s"`, n+1, id))
	}
	return view.Prose{HTML: template.HTML(html)}
}
