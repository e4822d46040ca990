package view_test

import (
	"fmt"
	"html/template"
	"testing"

	"modestad/generator/headline"
	"modestad/generator/view"
)

var intro = view.Intro{Title: plain("Kalender"), Summary: txt("Altijd wel iets te zien, te passen of te maken.")}

func titled(title, summary string) view.Intro {
	return view.Intro{Title: plain(title), Summary: txt(summary)}
}

var contact = &view.Contact{Name: txt("Publieksontsluiter mode"), Email: "mode@modestad.example", Phone: "+32 3 000 00 00", PhoneURL: "tel:+3230000000"}

func where() *view.Where {
	return &view.Where{Name: link("ModeNatie", "venue.html"), Address: "Nationalestraat 28, 2000 Antwerpen", Area: ref("Modebuurt", "area.html"), Map: ref("Toon op een kaart", "https://www.openstreetmap.org/"), Drawing: situation(),
		Reach: []view.Term{{Name: "met de tram", Text: txt("lijn 4 en 12, halte Nationalestraat")}, {Name: "met de fiets", Text: txt("fietsenstalling om de hoek")}}, Access: []view.Term{{Name: "rolstoeltoegankelijk"}, {Name: "tolken gebarentaal", Text: txt("Vlaamse Gebarentaal")}}}
}

func day(number, weekday string, label string, list []view.EventItem) view.Day {
	return view.Day{ID: "day-2027-06-" + number, Date: view.Date{ISO: "2027-06-" + number, Text: weekday + " " + number + " juni 2027"}, Number: number, Weekday: weekday, Month: "juni", Label: label, Items: list}
}

func pager() *view.Pager {
	return &view.Pager{Prev: ref("", "calendar.html"), Next: ref("", "calendar.html"), Pages: []view.Link{link("1", "#main"), {URL: "#main", Text: txt("2"), Current: true}, link("3", "#main"), {Text: txt("…")}, link("14", "#main")}, Status: "Pagina 2 van 14"}
}

func empty() *view.Empty {
	return &view.Empty{Text: "Er is nu niets gratis met gebarentaal. Dit helpt misschien:", Links: links("Alles gratis", "Alles met gebarentaal", "Neem de agenda mee")}
}

func longread(t testing.TB, words *template.Template) view.Longread {
	titles := []string{"Drie ankers", "Talent dat blijft", "Ondernemen op maat", "Beleef mode in de stad", "Eén verhaal, vele stemmen", "De stad als laboratorium", "Wat er nu komt"}
	l := view.Longread{
		Page: frame("longread", "Beleef de mode van Antwerpen", "nl", "Belevers"), Class: "a0", Audience: txt("Belevers"),
		Headline: set("Beleef de mode van Antwerpen", 56), Standfirst: txt("Een museum, een school en een straat vol winkels, op wandelafstand van elkaar."),
		Tag: "Patroon voor belevers · 7 delen · schaal 1:1", Piece: piece(0, "draadrichting"), Reading: "18 minuten lezen", Updated: view.Date{ISO: "2026-11-20", Text: "20 november 2026"},
		Opening: view.Prose{HTML: "<p>Wie naar Antwerpen komt voor mode, hoeft niet te kiezen tussen kijken, passen en maken. De stad is een kledingstuk waaraan nog geknipt wordt, en dit is het patroon.</p>"},
		LayPlan: layPlan(titles), CTA: ref("Doe mee", "join.html"), Garment: garment(), Citation: "Antwerpen Modestad, Beleef de mode van Antwerpen, 20 november 2026, modestad.example/nl/belevers/", ShareURL: "https://modestad.example/nl/belevers/",
		Downloads: []view.Download{{URL: "longread.epub", Label: "Lees als e-boek", Type: "EPUB", Size: "340 kB"}},
	}
	for i, title := range titles {
		c := view.Chapter{ID: fmt.Sprint("k", i+1), Number: fmt.Sprint(i + 1), Of: fmt.Sprintf("deel %d van 7", i+1), Kicker: txt("Het fundament"), Title: txt(title), Summary: txt("Wat de stad al heeft, en waarom dat meer is dan een verleden."), Reading: "3 min", Piece: piece(i, ""), Line: ref("Ankers versterken", "plan.html#ankers")}
		if i < 4 {
			c.Body = chapterBody(t, words, i)
		} else {
			c.Body = view.Prose{HTML: template.HTML("<p>This part was not translated yet; it is shown in English, and says so.</p>"), Lang: "en", Dir: "ltr"}
			c.Notice = "Dit stuk is nog niet in het Nederlands vertaald; je leest het in het Engels."
		}
		if i > 0 {
			c.Previous = ref(titles[i-1], fmt.Sprint("#k", i))
		}
		if i < len(titles)-1 {
			c.Next = ref(titles[i+1], fmt.Sprint("#k", i+2))
		}
		for j, n := range audienceNames[1:] {
			c.Here = append(c.Here, view.Elsewhere{Audience: view.AudienceLink{URL: "longread.html", Text: txt(n), Class: fmt.Sprint("a", j+1)}})
		}
		l.Chapters = append(l.Chapters, c)
	}
	for i, n := range audienceNames[1:] {
		l.Others = append(l.Others, view.Proof{Audience: view.AudienceLink{URL: "longread.html", Text: txt(n), Class: fmt.Sprint("a", i+1)}, Title: txt("Onderneem in een stad die maat neemt"), Summary: txt("Dezelfde boodschap, een ander bewijs."), Evidence: links("Groei van de sector", "Wie er al begon")})
	}
	return l
}

func event() view.Event {
	return view.Event{
		Page: frame("event", "Nacht van de schaar", "nl", "Kalender", "MoMu", "Nacht van de schaar (voorbeeld)"), Class: "event", Kind: "evenement", Headline: set("Nacht van de schaar", 42), Summary: txt("Twaalf ateliers knippen door tot middernacht. Wie binnenstapt, mag mee aan tafel."),
		Body:   view.Prose{HTML: "<p>De deuren gaan open om acht uur. In elk atelier ligt een deel van hetzelfde patroon; wie ze alle twaalf bezoekt, heeft een jas.</p><h2>Wat je meebrengt</h2><ul><li>een oud kledingstuk</li><li>tijd</li></ul>"},
		Number: "10", Month: "juni 2027", When: view.Date{ISO: "2027-06-10T20:00+02:00", Text: "donderdag 10 juni 2027, 20.00 tot 23.00 uur"}, State: "confirmed", Official: "officieel programma", End: "2097-06-10T23:00:00+02:00",
		Rule: "elke donderdag tot en met 1 juli", Next: []view.Occurrence{{Date: view.Date{ISO: "2027-06-17T20:00+02:00", Text: "do 17 juni"}, Time: "20.00 – 23.00", State: "confirmed", End: "2097-06-17T23:00:00+02:00"}, {Date: view.Date{ISO: "2027-06-24T20:00+02:00", Text: "do 24 juni"}, Time: "20.00 – 23.00", Status: "geannuleerd", State: "cancelled", Note: txt("het atelier verhuist"), End: "2097-06-24T23:00:00+02:00"}},
		Where: where(), Price: &view.Price{Text: "€ 12,50 tot € 20", Booking: ref("Reserveer", "https://example.org/")}, Age: "vanaf 12 jaar", Access: where().Access, Languages: "Nederlands, Engels", For: links("Belevers", "Talent", "gezinnen"), Green: ref("Groen evenement", "https://example.org/"), Partners: links("MoMu", "Modeacademie"), Performers: []string{"twaalf ateliers"}, PartOf: links("Modemoment 2027, deel 2"), Parts: items()[:2], Related: pointers(strips()), Tags: links("atelier"), Contact: contact, Website: ref("momu.be", "https://www.momu.be/"), AddICS: "event.ics", AddGoogle: "https://calendar.google.com/calendar/render", AddOutlook: "https://outlook.live.com/calendar/0/action/compose", Change: ref("Verbeter dit evenement", "https://example.org/edit"), Attribution: "Bron: MoMu",
	}
}

func pointers[T any](list []T) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func samples(t testing.TB, sets map[string]*template.Template) []sample {
	days := []view.Day{day("10", "donderdag", "vandaag", items()[:2]), day("11", "vrijdag", "", items()[2:3]), day("12", "zaterdag", "", items()[3:])}
	views := []view.Link{{URL: "calendar.html", Text: txt("Lijst"), Current: true}, link("Juni 2027", "month.html"), link("2027", "year.html")}
	calendar := view.Calendar{Page: frame("calendar", "Kalender", "nl", "Kalender"), Intro: intro, Views: views, Shortcuts: links("vandaag", "dit weekend", "deze maand", "gratis", "met kinderen", "rolstoeltoegankelijk", "voor scholen", "officieel programma", "OFF"), Filters: filters(), Count: "4 evenementen", Days: days, Running: strips()[:2], Undated: strips()[2:], Pager: pager(), Subscribe: subscribe()}
	french := calendar
	french.Page = frame("calendar", "Agenda", "fr", "Agenda")
	french.Page.Notice = &view.Notice{Text: "Cette page n’est pas encore traduite en français ; vous la lisez en néerlandais.", Link: ref("Vers l’original", "calendar.html")}
	english := event()
	english.Page = frame("event", "Night of the scissors", "en", "Calendar", "MoMu", "Night of the scissors")
	cancelled := event()
	cancelled.State, cancelled.Status, cancelled.StatusNote, cancelled.Price, cancelled.Access = "cancelled", "Geannuleerd", txt("de zaal is dicht"), &view.Price{Text: "gratis", Free: true}, nil
	cancelled.Headline = set("Rondleiding in de ModeNatie", 42)
	exhibition := event()
	exhibition.Class, exhibition.Kind, exhibition.Number, exhibition.Headline = "exhibition", "tentoonstelling", "", set("Patronen: tekenen voor het lichaam", 34)
	exhibition.When, exhibition.Rule, exhibition.Next = view.Date{Text: "20 maart tot en met 5 september 2027"}, "", nil
	exhibition.Opening, exhibition.Closed = []view.OpeningRow{{Days: "dinsdag tot en met zondag", Hours: "10.00 – 18.00"}}, []view.Date{{ISO: "2027-12-25", Text: "25 december"}}
	product := exhibition
	product.Kind, product.Headline, product.Available, product.Reviewed = "activiteit", set("Bezoek aan een atelier", 34), "het hele jaar", &view.Date{ISO: "2027-03-01", Text: "1 maart 2027"}
	call := view.Event{Page: frame("event", "Oproep", "nl", "Oproepen", "Etalages"), Class: "call", Kind: "oproep", Headline: set("Vul een lege etalage", 34), Summary: txt("Voor makers zonder winkel."), When: view.Date{ISO: "2027-05-01", Text: "deadline: 1 mei 2027"}, State: "confirmed", Deadline: &view.Date{ISO: "2027-05-01", Text: "1 mei 2027"}, Opens: &view.Date{ISO: "2027-03-01", Text: "1 maart 2027"}, For: links("starters", "ontwerpers"), Need: []view.Text{txt("ruimte")}, Partners: links("stad Antwerpen"), Over: "voorbij", Online: ref("", "https://example.org/")}

	arabic := longread(t, sets["ar"])
	arabic.Page.Lang, arabic.Page.Dir = "ar", "rtl"
	arabic.Headline = set("عيشوا الموضة في أنتويرب", 56)
	arabic.Standfirst = txt("متحف ومدرسة وشارع مليء بالمتاجر، على مسافة قصيرة سيرًا.")
	arabicCalendar := calendar
	arabicCalendar.Page = frame("calendar", "التقويم", "nl", "التقويم")
	arabicCalendar.Page.Lang, arabicCalendar.Page.Dir = "ar", "rtl"

	var weeks []view.Week
	for w := 0; w < 5; w++ {
		var week view.Week
		for d := 0; d < 7; d++ {
			n := w*7 + d
			md := view.MonthDay{Outside: n < 1 || n > 30, Date: view.Date{ISO: fmt.Sprintf("2027-06-%02d", n)}, Number: fmt.Sprint(n), Weekday: []string{"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"}[d]}
			if n == 10 || n == 11 || n == 24 {
				md.Items = items()[:n%3+1]
				md.More = ref("nog 3", "calendar.html")
			}
			week.Days = append(week.Days, md)
		}
		weeks = append(weeks, week)
	}
	var weekdays []view.Weekday
	for _, d := range []string{"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"} {
		weekdays = append(weekdays, view.Weekday{Short: d[:2], Long: d})
	}
	month := view.Month{Page: frame("month", "Juni 2027", "nl", "Kalender", "2027", "Juni"), Title: "Juni 2027", Caption: "Kalender van juni 2027", Views: views, Prev: ref("mei 2027", "month.html"), Next: ref("juli 2027", "month.html"), Weekdays: weekdays, Weeks: weeks, Running: strips()[:1], Count: "12 evenementen"}
	year := view.Year{Page: frame("year", "2027", "nl", "Kalender", "2027"), Title: "2027", Views: views, Prev: ref("2026", "year.html"), Next: ref("2028", "year.html"), Undated: strips()[2:]}
	for i, m := range []string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"} {
		ym := view.YearMonth{Link: link(m, "month.html"), Count: fmt.Sprint(i*3+1, " evenementen")}
		for w := 0; w < 5; w++ {
			var row view.YearWeek
			for d := 0; d < 7; d++ {
				n := w*7 + d - i%4
				day := view.YearDay{Class: "busy-0"}
				if n > 0 && n < 31 {
					day = view.YearDay{Number: fmt.Sprint(n), Class: fmt.Sprint("busy-", (n*i)%9/2)}
				}
				row.Days = append(row.Days, day)
			}
			ym.Weeks = append(ym.Weeks, row)
		}
		year.Months = append(year.Months, ym)
	}

	home := view.Home{Page: frame("home", "Antwerpen Modestad", "nl"), Headline: set("Antwerpen is een stad die nog geknipt wordt", 50), Summary: txt("Mode om te beleven, om mee te ondernemen en om in te leren. Eén patroon, drie maten."), Drawing: garment(), Now: items(), Running: strips()[:2], Highlights: strips()[2:], Calendar: ref("De hele kalender", "calendar.html"), Areas: links("Modebuurt", "Zuid", "Eilandje", "Wilde Zee", "Kloosterstraat"), Partners: links("MoMu", "Modeacademie", "stad Antwerpen", "Flanders DC", "VDAB", "Antwerp Management School", "Thomas More", "ModeNatie"), AllPartner: ref("Alle partners", "partners.html"), Subscribe: subscribe()}
	for i, n := range audienceNames {
		home.Audiences = append(home.Audiences, view.AudienceCard{URL: "longread.html", Class: fmt.Sprint("a", i), Name: txt(n), Title: txt([]string{"Beleef de mode van Antwerpen", "Onderneem in een stad die maat neemt", "Leer het vak waar het gemaakt wordt"}[i]), Summary: txt("Een museum, een school en een straat vol winkels, op wandelafstand van elkaar."), Reading: "18 minuten lezen", Piece: piece(i, "")})
	}
	choice := view.Choice{Page: frame("choice", "Kies je taal", "nl"), Languages: []view.ChoiceLanguage{{Lang: "nl-BE", Dir: "ltr", URL: "home.html?nl", Name: "Nederlands", Site: "Antwerpen Modestad"}, {Lang: "en", Dir: "ltr", URL: "home.html?en", Name: "English", Site: "Antwerp, city of fashion"}, {Lang: "fr-BE", Dir: "ltr", URL: "home.html?fr", Name: "Français", Site: "Anvers, ville de la mode"}}}
	choice.Page.Script = ""
	for i := range choice.Languages {
		width, _ := headline.Fit(choice.Languages[i].Name, 16)
		choice.Languages[i].Class = fmt.Sprint("w", width)
	}

	all := []sample{
		{"index.html", "page/choice", "nl", choice},
		{"home.html", "page/home", "nl", home},
		{"longread.html", "page/longread", "nl", longread(t, sets["nl"])},
		{"longread-ar.html", "page/longread", "ar", arabic},
		{"calendar.html", "page/calendar", "nl", calendar},
		{"calendar-fr.html", "page/calendar", "fr", french},
		{"calendar-ar.html", "page/calendar", "ar", arabicCalendar},
		{"calendar-empty.html", "page/calendar", "nl", view.Calendar{Page: frame("calendar", "Kalender", "nl", "Kalender"), Intro: intro, Empty: empty(), Count: "geen resultaten"}},
		{"month.html", "page/month", "nl", month},
		{"year.html", "page/year", "nl", year},
		{"event.html", "page/event", "nl", event()},
		{"event-en.html", "page/event", "en", english},
		{"event-cancelled.html", "page/event", "nl", cancelled},
		{"event-exhibition.html", "page/event", "nl", exhibition},
		{"event-product.html", "page/event", "nl", product},
		{"event-call.html", "page/event", "nl", call},
	}
	return append(all, moreSamples(days)...)
}
