package page

import (
	"strings"
	"testing"
	"time"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/recur"
	"modestad/generator/site"
)

func clock(y, m, d, hour, minute int) civil.DateTime {
	return civil.DateTime{Date: civil.Date{Year: y, Month: time.Month(m), Day: d}, Clock: civil.Clock{Hour: hour, Minute: minute}}
}

func days(y, m, d int) civil.DateTime { return clock(y, m, d, 0, 0) }

// told holds what readers see in three languages. Thin and narrow spaces are written as plain ones.
type told struct {
	name       string
	nl, en, fr string
	say        func(ed *Edition) string
}

func tell(t *testing.T, tests []told) {
	t.Helper()
	b := example(t)
	plain := strings.NewReplacer("\u2009", " ", "\u202f", " ", "\u00a0", " ")
	for _, x := range tests {
		for lang, want := range map[string]string{"nl": x.nl, "en": x.en, "fr": x.fr} {
			if got := plain.Replace(x.say(b.Edition(lang))); got != want {
				t.Errorf("%s, %s:\n %q, not\n %q", x.name, lang, got, want)
			}
		}
	}
}

func TestWhen(t *testing.T) {
	on := func(allDay bool, from, to civil.DateTime) func(*Edition) string {
		return func(ed *Edition) string { return ed.when(site.Occurrence{AllDay: allDay, Start: from, End: to}).Text }
	}
	tell(t, []told{
		{"an evening", "donderdag 10 juni 2027, 20:00–23:00", "Thursday, 10 June 2027, 20:00–23:00", "jeudi 10 juin 2027, 20:00 – 23:00", on(false, clock(2027, 6, 10, 20, 0), clock(2027, 6, 10, 23, 0))},
		{"no end", "donderdag 10 juni 2027, 20:00", "Thursday, 10 June 2027, 20:00", "jeudi 10 juin 2027, 20:00", on(false, clock(2027, 6, 10, 20, 0), civil.DateTime{})},
		{"a night belongs to its evening", "donderdag 10 juni 2027, 22:00–03:00", "Thursday, 10 June 2027, 22:00–03:00", "jeudi 10 juin 2027, 22:00 – 03:00", on(false, clock(2027, 6, 10, 22, 0), clock(2027, 6, 11, 3, 0))},
		{"over the year's end", "vrijdag 31 december 2027 om 22:00 – zaterdag 1 januari 2028 om 12:00", "Friday, 31 December 2027 at 22:00 – Saturday, 1 January 2028 at 12:00", "vendredi 31 décembre 2027 à 22:00 – samedi 1er janvier 2028 à 12:00", on(false, clock(2027, 12, 31, 22, 0), clock(2028, 1, 1, 12, 0))},
		{"a day", "donderdag 10 juni 2027", "Thursday, 10 June 2027", "jeudi 10 juin 2027", on(true, days(2027, 6, 10), days(2027, 6, 10))},
		{"days of two months", "woensdag 30 juni – vrijdag 2 juli 2027", "Wednesday 30 June – Friday 2 July 2027", "mercredi 30 juin – vendredi 2 juillet 2027", on(true, days(2027, 6, 30), days(2027, 7, 2))},
		{"days of two years", "donderdag 30 december 2027 – zondag 2 januari 2028", "Thursday 30 December 2027 – Sunday 2 January 2028", "jeudi 30 décembre 2027 – dimanche 2 janvier 2028", on(true, days(2027, 12, 30), days(2028, 1, 2))},
	})
}

func TestUndatedAndAvailable(t *testing.T) {
	event := func(set func(*content.Event)) *site.Event {
		e := &content.Event{}
		set(e)
		return &site.Event{Event: e}
	}
	season := func(name string) func(*Edition) string {
		return func(ed *Edition) string {
			return ed.undated(event(func(e *content.Event) { e.Season = content.Season{Year: 2027, Name: name} })).Text
		}
	}
	available := func(from, to civil.DateTime) func(*Edition) string {
		return func(ed *Edition) string {
			return ed.available(event(func(e *content.Event) { e.From, e.To = from.Date, to.Date }))
		}
	}
	tell(t, []told{
		{"a month", "juni 2027", "June 2027", "juin 2027", func(ed *Edition) string {
			return ed.undated(event(func(e *content.Event) { e.Month = content.DueDate{Year: 2027, Month: 6} })).Text
		}},
		{"autumn", "najaar 2027", "autumn 2027", "automne 2027", season("autumn")},
		{"winter lies in two years", "winter 2026–2027", "winter 2026–2027", "hiver 2026–2027", season("winter")},
		{"always", "het hele jaar", "all year round", "toute l’année", available(civil.DateTime{}, civil.DateTime{})},
		{"from", "vanaf 1 september 2027", "from 1 September 2027 on", "à partir du 1er septembre 2027", available(days(2027, 9, 1), civil.DateTime{})},
		{"until", "tot en met 30 juni 2027", "until 30 June 2027", "jusqu’au 30 juin 2027 inclus", available(civil.DateTime{}, days(2027, 6, 30))},
		{"a run", "1 november 2027 – 28 februari 2028", "1 November 2027 – 28 February 2028", "1er novembre 2027 – 28 février 2028", available(days(2027, 11, 1), days(2028, 2, 28))},
	})
}

func TestRule(t *testing.T) {
	start := clock(2027, 3, 4, 19, 0) // a Thursday, the first of its month
	rule := func(text string) func(*Edition) string {
		return func(ed *Edition) string {
			r, err := recur.ParseRRule(text, start, time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			return ed.rule(&site.Event{Event: &content.Event{Start: start, Repeat: &content.Repeat{Rule: &r}}})
		}
	}
	tell(t, []told{
		{"every second day", "Elke 2 dagen, 5 keer", "Every 2 days, 5 times", "Tous les 2 jours, 5 fois", rule("FREQ=DAILY;INTERVAL=2;COUNT=5")},
		{"the weekday of the start", "Elke week op donderdag", "Every week on Thursday", "Chaque semaine, le jeudi", rule("FREQ=WEEKLY")},
		{"two weekdays, until", "Elke week op dinsdag en donderdag, tot en met 24 juni 2027", "Every week on Tuesday and Thursday, until 24 June 2027", "Chaque semaine, le mardi et le jeudi, jusqu’au 24 juin 2027 inclus", rule("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270624")},
		{"a run of weekdays", "Elke week op maandag tot en met vrijdag", "Every week on Monday to Friday", "Chaque semaine, du lundi au vendredi", rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")},
		{"a weekday of the month", "Elke maand op de eerste donderdag", "Every month on the first Thursday", "Chaque mois, le premier jeudi", rule("FREQ=MONTHLY;BYDAY=1TH")},
		{"two of them", "Elke 3 maanden op de eerste donderdag en de derde donderdag", "Every 3 months on the first Thursday and the third Thursday", "Tous les 3 mois, le premier jeudi et le troisième jeudi", rule("FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH,3TH")},
		{"the day of the start", "Elke maand op de 4e", "Every month on day 4", "Chaque mois, le 4", rule("FREQ=MONTHLY")},
		{"days of the month", "Elke maand op de eerste dag, de 15e en de laatste dag", "Every month on the first day, day 15 and the last day", "Chaque mois, le premier jour, le 15 et le dernier jour", rule("FREQ=MONTHLY;BYMONTHDAY=1,15,-1")},
		{"a year", "Elk jaar", "Every year", "Chaque année", rule("FREQ=YEARLY")},
		{"a weekday of a month of the year", "Elke 2 jaar op de eerste donderdag van maart", "Every 2 years on the first Thursday of March", "Tous les 2 ans, en mars, le premier jeudi", rule("FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=1TH")},
	})
}
