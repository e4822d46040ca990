package due

import (
	"fmt"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/i18n"
)

// phrases are the words of the report, by language: its title, that there is nothing, and a heading for each kind.
var phrases = map[string]struct {
	title, none, late string
	kinds             map[Kind]string
}{
	"en": {"By %s", "Nothing is due.", "overdue", map[Kind]string{Opens: "Opens", Closes: "Closes", Ends: "Ends", Plan: "Due in the plan", Date: "Wants a date", Review: "Wants another look", Busy: "Days on which much begins"}},
	"nl": {"Tegen %s", "Er is niets te doen.", "over tijd", map[Kind]string{Opens: "Gaat open", Closes: "Sluit", Ends: "Loopt af", Plan: "Te halen volgens het plan", Date: "Wacht op een datum", Review: "Opnieuw te bekijken", Busy: "Dagen waarop veel begint"}},
	"fr": {"D’ici au %s", "Rien n’est à faire.", "en retard", map[Kind]string{Opens: "S’ouvre", Closes: "Se clôture", Ends: "Se termine", Plan: "À atteindre selon le plan", Date: "Attend une date", Review: "À revoir", Busy: "Jours où beaucoup commence"}},
}

// Markdown writes a list, in a language that the program speaks (English where it does not), with the dates of a locale.
// Nothing that content holds is a mark or a link in it.
func Markdown(items []Item, today, until civil.Date, lang string, l *i18n.Locale) string {
	w, ok := phrases[lang]
	if !ok {
		w = phrases["en"]
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# "+w.title+"\n", l.Date(until, i18n.Long))
	if len(items) == 0 {
		b.WriteString("\n" + w.none + "\n")
	}
	for _, k := range Kinds() {
		head := false
		for _, x := range items {
			if x.Kind != k {
				continue
			}
			if !head {
				head = true
				fmt.Fprintf(&b, "\n## %s\n\n", w.kinds[k])
			}
			fmt.Fprintf(&b, "- %s", l.Date(x.On, i18n.Full))
			if x.On.Before(today) {
				b.WriteString(" (" + w.late + ")")
			}
			sep := ": "
			for _, t := range x.What {
				b.WriteString(sep + literal(t))
				sep = "; "
			}
			if x.File != "" && x.File != x.What[0] {
				b.WriteString(" – " + literal(x.File))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// literal gives a text as Markdown that reads the same, a mention of a person included.
func literal(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>#|~&@!", r) {
			b.WriteByte('\\')
		}
		if r < ' ' || r == 0x7f {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}
