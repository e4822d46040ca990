package view_test

import (
	"fmt"
	"html/template"

	"modestad/generator/view"
)

// moreSamples are the pages beside home, longread and calendar.
func moreSamples(days []view.Day) []sample {
	evidence := directives()["directive/evidence"].(view.Evidence)
	quote := directives()["directive/quote"].(view.Quote)
	prose := view.Prose{HTML: `<p>Deze site zet geen cookies en vraagt niets aan anderen. Wat je leest, weet alleen jouw toestel.</p><h2>Wat de server ziet</h2><p>Het adres van de pagina, en dat een uur lang. Zie ook <a href="https://www.gegevensbeschermingsautoriteit.be/">de Gegevensbeschermingsautoriteit</a>.</p><table><thead><tr><th>wat</th><th>hoe lang</th></tr></thead><tbody><tr><td>adres van de pagina</td><td>een uur</td></tr></tbody></table><blockquote><p>Een citaat.</p></blockquote>`}
	feed := view.FeedItem{ID: "feed-all", Name: txt("Alles"), Count: "214 evenementen", Webcal: "webcal://modestad.example/nl/feeds/all.ics", Google: "https://calendar.google.com/", Outlook: "https://outlook.live.com/", ICS: "feeds/all.ics", JSON: "feeds/all.json", Atom: "feeds/all.atom", Address: "https://modestad.example/nl/feeds/all.ics"}
	free := feed
	free.ID, free.Name = "feed-gratis", txt("Gratis mode")
	downloads := []view.Download{{URL: "facts.json", Label: "Alle feiten", Type: "JSON", Size: "41 kB"}, {URL: "facts.csv", Label: "Alle feiten", Type: "CSV", Size: "18 kB"}}

	var lines []view.PlanLine
	for i, n := range []string{"Ankers versterken", "Talent laten groeien", "Beleef mode in de stad"} {
		lines = append(lines, view.PlanLine{ID: fmt.Sprint("lijn-", i+1), Number: fmt.Sprint(i + 1), Title: txt(n), Text: view.Prose{HTML: "<p>Waar deze lijn naartoe wil, in twee zinnen. De rest staat in het verhaal.</p>"}, Done: view.Progress{Class: "done", Name: "klaar", Text: "3 van 8 acties klaar", Value: "37", Total: "100"}, Chapter: ref("Lees het hoofdstuk", "longread.html#k1"),
			Actions:  []view.PlanAction{{ID: fmt.Sprint("kalender-", i), Title: txt("Een permanente kalender van activiteiten, initiatieven en evenementen"), Owner: ref("MoMu", "partner.html"), Due: view.Date{ISO: "2022", Text: "tegen 2022"}, Status: "bezig", Class: "running", Late: "later dan gepland", Used: links("Beleef mode in de stad")}, {ID: fmt.Sprint("producten-", i), Title: txt("Een eerste reeks van drie modeproducten"), Owner: ref("stad Antwerpen", "partner.html"), Due: view.Date{ISO: "2022-04", Text: "tegen april 2022"}, Status: "klaar", Class: "done"}, {ID: fmt.Sprint("idee-", i), Title: txt("Een plek die niet doorgaat"), Status: "geschrapt", Class: "dropped"}},
			Targets:  []view.PlanTarget{{ID: fmt.Sprint("doel-", i), Title: txt("De concrete acties zijn gerealiseerd of op de rails"), Due: view.Date{ISO: "2025", Text: "2025"}}},
			Timeline: &view.Timeline{Label: n, Items: milestones()}})
	}
	var facts []view.Fact
	for i, f := range []string{"39 %", "23 %", "€ 150.000", "1663", "3.000", "20"} {
		facts = append(facts, view.Fact{ID: fmt.Sprint("feit-", i), Figure: f, Label: txt("groei van de omzet in de Antwerpse modesector sinds 2009"), Period: "2009–2019", Source: ref("Modeplan 2021–2030", "sources.html#modeplan-2021"), Locator: txt("Starten in Antwerpen"), Strength: "gemeld", Used: links("Drie ankers", "Ondernemen op maat")})
	}
	var quarter []view.PlanningWeek
	for i := 0; i < 13; i++ {
		quarter = append(quarter, view.PlanningWeek{Number: fmt.Sprint("w", 14+i), Text: fmt.Sprint(5+i, "/4")})
	}
	row := func(name, class string, from, span int) view.PlanningRow {
		r := view.PlanningRow{Partner: link(name, "partner.html")}
		if from > 0 {
			r.Cells = append(r.Cells, view.PlanningCell{Span: fmt.Sprint(from)})
		}
		return view.PlanningRow{Partner: r.Partner, Cells: append(r.Cells, view.PlanningCell{Span: fmt.Sprint(span), Title: txt("Nieuwsbrief over het seizoen"), URL: "#item-1", Class: class}, view.PlanningCell{Span: fmt.Sprint(13 - from - span)})}
	}
	var areas []view.AreaItem
	for i, n := range []string{"Modebuurt", "Zuid", "Eilandje"} {
		areas = append(areas, view.AreaItem{Link: link(n, "area.html"), About: txt("Straten met een eigen karakter, waar mode niet alleen in de etalage staat."), Drawing: piece(i+2, ""), Count: "12 evenementen", Venues: links("ModeNatie", "Stadsfeestzaal")})
	}
	groups := []view.Group{{ID: "own", Title: txt("Voor modeliefhebbers"), Items: strips()}, {ID: "us", Title: txt("Voor een breed publiek"), Text: txt("Zonder voorkennis."), Items: strips()[1:2]}}
	venue := view.VenueItem{Link: link("ModeNatie", "venue.html"), Address: "Nationalestraat 28, 2000 Antwerpen", Access: where().Access, Count: "8 evenementen"}
	opts := []view.Option{{Value: "a", Text: txt("Evenement")}, {Value: "b", Text: txt("Tentoonstelling")}}
	kit := frame("kit", "Berichtenkit", "nl", "Partners", "MoMu", "Berichtenkit")
	kit.Robots, kit.Draft = "noindex", true
	embed := frame("embed", "Kalender", "nl")
	embed.Script = "assets/js/site.js"

	return []sample{
		{"menu.html", "page/menu", "nl", view.Menu{Page: frame("menu", "Aanbod", "nl", "Aanbod"), Intro: titled("Aanbod", "Altijd te boeken, of gewoon te doen."), Filters: filters(), Count: "3 activiteiten", Groups: groups, Pager: pager()}},
		{"menu-empty.html", "page/menu", "nl", view.Menu{Page: frame("menu", "Aanbod", "nl", "Aanbod"), Intro: titled("Aanbod", ""), Count: "geen", Empty: empty()}},
		{"calls.html", "page/calls", "nl", view.Calls{Page: frame("calls", "Oproepen", "nl", "Oproepen"), Intro: titled("Oproepen", "Wat je kunt indienen, en tegen wanneer."), Open: items()[:2], Undated: strips()[2:], Closed: items()[3:], Subscribe: subscribe()}},
		{"support.html", "page/support", "nl", view.Support{Page: frame("support", "Steun", "nl", "Steun"), Intro: titled("Steun", "Wie helpt je beginnen, groeien of een plek vinden."), Filters: filters(), Count: "3 steunmaatregelen", Groups: groups, Contact: contact}},
		{"partners.html", "page/partners", "nl", view.Partners{Page: frame("partners", "Partners", "nl", "Partners"), Intro: titled("Partners", "Samen aan één verhaal, elk in een eigen stijl."), Groups: []view.PartnerGroup{{ID: "anchor", Title: "Ankers", Partners: partnerItems()[:3]}, {ID: "education", Title: "Onderwijs", Partners: partnerItems()[3:]}}, Join: ref("Word partner", "join.html")}},
		{"partner.html", "page/partner", "nl", view.Partner{Page: frame("partner", "MoMu", "nl", "Partners", "MoMu"), Name: txt("MoMu, ModeMuseum Antwerpen"), Role: "anker", About: view.Prose{HTML: "<p>Het modemuseum van Antwerpen, in de ModeNatie.</p>"}, Website: ref("momu.be", "https://www.momu.be/"), Contact: contact, Where: where(), Items: items(), Running: strips()[:1], Products: strips()[1:2], Calls: items()[:1], Actions: milestones(), Subscribe: subscribe(), Kit: ref("Berichtenkit", "kit.html"), Change: ref("Verbeter deze pagina", "https://example.org/")}},
		{"kit.html", "page/kit", "nl", view.Kit{Page: kit, Partner: link("MoMu", "partner.html"), Intro: view.Prose{HTML: "<p>De gedeelde boodschap, om in je eigen stijl te brengen.</p>"}, Messages: []view.KitMessage{{Class: "a0", Audience: txt("Belevers"), Chapter: txt("Drie ankers"), Line: txt("Museum, school en ondernemers op wandelafstand."), Short: txt("Wie een halve dag rondloopt, ziet alle drie de ankers aan het werk."), Long: "<p>De hele tekst.</p>", Page: ref("Lees het hoofdstuk", "longread.html")}, {Class: "a2", Audience: txt("Talent"), Chapter: txt("Talent dat blijft"), Line: txt("Leer het vak waar het gemaakt wordt."), Short: txt("Een alinea.")}}, Quotes: []view.Quote{quote}, Facts: []view.Evidence{evidence}, Embeds: []view.KitEmbed{{ID: "embed-list", Title: "De kalender als lijst", Text: "Plak twee regels in je pagina.", Code: "<script type=\"module\" src=\"https://modestad.example/widget/v1/modestad.js\"></script>\n<modestad-calendar lang=\"nl\" feed=\"all\"><a href=\"https://modestad.example/nl/kalender/\">Kalender</a></modestad-calendar>", Preview: "embed.html", Label: "Voorbeeld van de kalender"}}, Feeds: []view.FeedItem{feed}, Integrity: "sha384-oqVuAfXRKap7fdgcCY5uykM6", Changes: []view.KitChange{{Date: view.Date{ISO: "2026-10-02", Text: "2 oktober 2026"}, Text: txt("Nieuw cijfer over de omzet")}}, Brand: []view.KitColour{{Name: "accent", Value: "#7a1f3d", Contrast: "9,8 : 1", Drawing: swatch("#7a1f3d")}}}},
		{"areas.html", "page/areas", "nl", view.Areas{Page: frame("areas", "Gebieden", "nl", "Gebieden"), Intro: titled("Gebieden", "Straten met een eigen karakter."), Drawing: situation(), Areas: areas, Venues: links("Waagnatie", "Campus Noord")}},
		{"area.html", "page/area", "nl", view.Area{Page: frame("area", "Modebuurt", "nl", "Gebieden", "Modebuurt"), Name: txt("Modebuurt"), About: prose, Drawing: situation(), Venues: []view.VenueItem{venue, venue}, Items: items(), Running: strips()[:1], Products: strips()[1:2], Subscribe: subscribe()}},
		{"venue.html", "page/venue", "nl", view.Venue{Page: frame("venue", "ModeNatie", "nl", "Gebieden", "ModeNatie"), Name: txt("ModeNatie"), Where: *where(), Website: ref("modenatie.com", "https://www.modenatie.com/"), Partners: links("MoMu", "Modeacademie"), Items: items(), Running: strips()[:1]}},
		{"series.html", "page/series", "nl", view.Series{Page: frame("series", "Modemoment 2027", "nl", "Modemoment 2027"), Headline: set("Modemoment 2027", 40), Text: view.Prose{HTML: "<p>Een paar dagen waarin alles samenkomt.</p>"}, When: view.Date{Text: "10 tot en met 12 juni 2027"}, Drawing: piece(5, ""), Days: days, Undated: strips()[2:], Past: items()[3:], Subscribe: subscribe()}},
		{"plan.html", "page/plan", "nl", view.Plan{Page: frame("plan", "Plan", "nl", "Plan"), Intro: titled("Het plan", "Vijf lijnen tot 2030, en hoe ver ze zijn."), Progress: []view.Progress{{Class: "done", Name: "acties klaar", Text: "14", Value: "34", Total: "41"}, {Class: "running", Name: "acties bezig", Text: "18", Value: "44", Total: "41"}, {Class: "planned", Name: "acties gepland", Text: "9", Value: "22", Total: "41"}}, Lines: lines, Source: ref("Modeplan 2021–2030", "sources.html")}},
		{"facts.html", "page/facts", "nl", view.Facts{Page: frame("facts", "Feiten", "nl", "Feiten"), Intro: titled("Feiten", "Elk cijfer op deze site, met zijn bron."), Count: "89 feiten", Groups: []view.FactGroup{{ID: "uit-modeplan", Title: txt("Modeplan 2021–2030"), Facts: facts}}, Downloads: downloads}},
		{"sources.html", "page/sources", "nl", view.Sources{Page: frame("sources", "Bronnen", "nl", "Bronnen"), Intro: titled("Bronnen", ""), Sources: []view.Source{{ID: "modeplan-2021", Title: txt("Modeplan 2021–2030"), Author: txt("stad Antwerpen"), Date: view.Date{ISO: "2021-06", Text: "juni 2021"}, Link: ref("antwerpen.be", "https://www.antwerpen.be/"), Language: "Nederlands", Facts: links("39 %", "23 %"), Used: links("Drie ankers")}}}},
		{"planning.html", "page/planning", "nl", view.Planning{Page: frame("planning", "Planning", "nl", "Planning"), Title: "Communicatieplanning, 2e kwartaal 2027", Caption: "Partners en weken", Prev: ref("1e kwartaal", "planning.html"), Next: ref("3e kwartaal", "planning.html"), Weeks: quarter, Rows: []view.PlanningRow{row("MoMu", "planned", 0, 4), row("stad Antwerpen", "running", 3, 6), row("Modeacademie", "idea", 8, 2), row("VDAB", "done", 1, 5)}, Findings: []string{"In week 20 zegt niemand iets aan talent."}, Items: []view.PlanningItem{{ID: "item-1", Title: txt("Nieuwsbrief over het seizoen"), Partner: link("MoMu", "partner.html"), Channel: txt("nieuwsbrief"), When: view.Date{Text: "5 tot en met 30 april"}, Status: "gepland", Class: "planned", Audience: []view.AudienceLink{{URL: "longread.html", Text: txt("Belevers"), Class: "a0"}}, Chapter: ref("Drie ankers", "longread.html#k1")}}}},
		{"feeds.html", "page/feeds", "nl", view.Feeds{Page: frame("feeds", "Agenda’s om te volgen", "nl", "Agenda’s"), Intro: titled("Agenda’s om te volgen", "Kies wat je wilt volgen; wijzigingen komen vanzelf."), Main: *subscribe(), Groups: []view.FeedGroup{{ID: "general", Title: "Algemeen", Feeds: []view.FeedItem{feed, free}}}, Data: downloads, Licence: link("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")}},
		{"join.html", "page/join", "nl", view.Join{Page: frame("join", "Meedoen", "nl", "Meedoen"), Intro: titled("Meedoen", "Zet je activiteit in de kalender: zonder account, zonder kosten."), Ways: []view.JoinWay{{Title: txt("Met het formulier"), Text: "<p>Vul in, kijk na, dien in.</p>"}, {Title: txt("Met je eigen agenda"), Text: "<p>Wij lezen wat je al bijhoudt.</p>", Link: ref("Zo werkt het", "plain.html")}}, Form: &view.JoinForm{Script: "assets/js/site.js?join", Forge: "https://example.org/new", ForgeKind: "github", Languages: "nl en", Kinds: opts, Partners: opts, Wrong: "Nog na te kijken: {n}",
			Texts: []view.FormPart{{Title: "Nederlands", Lang: "nl", Dir: "ltr", Open: true, Fields: []view.FormField{{Name: "nl.title", ID: "j-nl-title", Label: "Titel", Type: "text", Input: "text"}, {Name: "nl.body", ID: "j-nl-body", Label: "De tekst", Help: "Markdown", Type: "area"}}}},
			Parts: []view.FormPart{{Title: "Wanneer", Fields: []view.FormField{{Name: "start", ID: "j-start", Label: "Begin", Type: "moment", Input: "datetime-local", Kinds: "a"}, {Name: "venue", ID: "j-venue", Label: "Plaats", Type: "choice", Options: opts}, {Name: "access", ID: "j-access", Label: "Toegankelijkheid", Type: "marks", Options: opts}, {Name: "opening", ID: "j-opening", Label: "Openingsuren", Type: "hours", Options: opts}, {Name: "draft", ID: "j-draft", Label: "Ontwerp", Type: "bool"}}}}, Template: "kind  = \"event\"\nstart = 2027-06-10T20:00:00\n"}}},
		{"search.html", "page/search", "nl", view.Search{Page: frame("search", "Zoeken", "nl", "Zoeken"), Intro: titled("Zoeken", ""), Index: "assets/search-nl.json", Script: "assets/js/site.js?search", Letters: []view.Link{link("M", "#letter-m"), link("N", "#letter-n")}, Entries: []view.Letter{{ID: "letter-m", Letter: "M", Entries: []view.Entry{{Name: txt("Modeacademie"), Kind: "partner", Links: links("Drie ankers", "Lezing over snit")}, {Name: txt("MoMu"), Kind: "partner", Links: links("Drie ankers")}, {Name: txt("mouw"), Links: links("Hoe een mouw ontstaat")}}}, {ID: "letter-n", Letter: "N", Entries: []view.Entry{{Name: txt("Nationalestraat"), Kind: "straat", Links: links("Modebuurt")}}}}}},
		{"plain.html", "page/plain", "nl", view.Plain{Page: frame("plain", "Privacy", "nl", "Privacy"), Title: plain("Privacy"), Summary: txt("Deze site weet niets van je."), Body: prose, Updated: view.Date{ISO: "2026-11-20", Text: "20 november 2026"}, Change: ref("Verbeter deze pagina", "https://example.org/")}},
		{"statement.html", "page/statement", "nl", view.Statement{Page: frame("statement", "Toegankelijkheidsverklaring", "nl", "Toegankelijkheidsverklaring"), Title: plain("Toegankelijkheidsverklaring"), Body: view.Prose{HTML: "<p>De stad wil dat iedereen deze site kan gebruiken.</p>"}, Status: "partial", Conformance: "Deze website voldoet gedeeltelijk aan de Web Content Accessibility Guidelines 2.1, niveau AA.", Exceptions: []view.Exception{{What: txt("Oude documenten in PDF"), Why: txt("Ze zijn niet gelabeld."), Alternative: txt("Vraag de tekst aan.")}}, Method: txt("Zelf getest, met toetsenbord en schermlezer."), Reviewed: view.Date{ISO: "2026-11-01", Text: "1 november 2026"}, Contact: contact, Enforcement: txt("Vlaamse Ombudsdienst")}},
		{"404.html", "page/notfound", "nl", view.NotFound{Page: frame("notfound", "Verknipt", "nl"), Headline: set("Deze pagina is verknipt", 46), Body: view.Prose{HTML: "<p>Ze is verplaatst of weggehaald, of het adres klopt niet.</p>"}, Drawing: wrong(), Links: []view.Link{link("Naar de beginpagina", "home.html"), link("Zoeken", "search.html"), link("Kalender", "calendar.html")}}},
		{"embed.html", "page/embed", "nl", view.Embed{Page: embed, Title: "Mode in Antwerpen", All: link("De hele kalender", "calendar.html"), Items: items(), Running: strips()[:1], Undated: strips()[2:]}},
		{"embed-message.html", "page/embed-message", "nl", view.EmbedMessage{Page: embed, Class: "a0", Title: txt("Drie ankers"), Body: view.Prose{HTML: template.HTML("<p>Museum, school en ondernemers op wandelafstand.</p>")}, All: link("Lees verder", "longread.html")}},
		{"moved.html", "page/redirect", "nl", view.Redirect{Page: frame("redirect", "Verhuisd", "nl"), To: "home.html", Name: "Antwerpen Modestad"}},
	}
}
