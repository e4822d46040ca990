package importer

import (
	"fmt"
	"strings"
)

// phrases are what an import says, by language.
type phrases struct {
	kinds  map[Kind]string
	groups map[string]string
	line   string
	left   map[string]string // by code; %s is the value
}

var words = map[string]phrases{
	"en": {
		kinds:  map[Kind]string{Taken: "new", Updated: "updated", Kept: "kept, changed here", Same: "as it was", Past: "over", Gone: "gone from the calendar; if it does not take place, set status = \"cancelled\"", Left: "left"},
		groups: map[string]string{"when": "when", "where": "where", "status": "status", "url": "address", "tags": "tags", "title": "title", "text": "text"},
		line:   "line %d",
		left: map[string]string{
			"encoding": "the file is not UTF-8; it was read as Latin-1", "line": "a line that cannot be read", "component": "%s, which is no event",
			"private": "a private event", "duplicate": "it is there twice; the later version was taken", "no-uid": "an event without UID, which could not be found again",
			"no-title": "an event without a title", "no-start": "an event without a start", "time": "no time: %s", "end": "an end that is not after the start; taken without an end",
			"all-day": "from midnight to a minute before it: taken as whole days", "zone": "the time zone %s is not known to all; check the hours",
			"rule": "a rule that ours cannot say: %s; the first date was taken", "first": "the first date is not one of the rule %s; its dates were written out, for a year and a half",
			"series": "check the hours: the series is in another time zone, or changes half-way", "exception": "an exception that is no date: %s",
			"orphan": "a changed occurrence that belongs to no date of the series: %s", "address": "an address that is not https: %s", "place": "no co-ordinates: %s",
			"not-taken": "%s", "body": "the description is long and was cut", "occurrence": "one occurrence has a title of its own: %s", "many": "too many dates for one file"},
	},
	"nl": {
		kinds:  map[Kind]string{Taken: "nieuw", Updated: "bijgewerkt", Kept: "behouden, hier gewijzigd", Same: "ongewijzigd", Past: "voorbij", Gone: "niet meer in de kalender; gaat het niet door, zet dan status = \"cancelled\"", Left: "niet overgenomen"},
		groups: map[string]string{"when": "wanneer", "where": "waar", "status": "status", "url": "adres", "tags": "trefwoorden", "title": "titel", "text": "tekst"},
		line:   "regel %d",
		left: map[string]string{
			"encoding": "het bestand is geen UTF-8; het werd als Latin-1 gelezen", "line": "een regel die niet te lezen is", "component": "%s, dat geen evenement is",
			"private": "een privé-afspraak", "duplicate": "staat er twee keer; de jongste versie is genomen", "no-uid": "een evenement zonder UID, dat niet terug te vinden zou zijn",
			"no-title": "een evenement zonder titel", "no-start": "een evenement zonder begin", "time": "geen tijd: %s", "end": "een einde dat niet na het begin komt; zonder einde overgenomen",
			"all-day": "van middernacht tot een minuut ervoor: overgenomen als hele dagen", "zone": "de tijdzone %s is niet algemeen bekend; kijk de uren na",
			"rule": "een regel die wij niet hebben: %s; alleen de eerste datum is overgenomen", "first": "de eerste datum past niet in de regel %s; de data zijn voor anderhalf jaar uitgeschreven",
			"series": "kijk de uren na: de reeks staat in een andere tijdzone, of verandert onderweg", "exception": "een uitzondering die geen datum is: %s",
			"orphan": "een gewijzigde keer die bij geen datum van de reeks hoort: %s", "address": "een adres dat geen https is: %s", "place": "geen coördinaten: %s",
			"not-taken": "%s", "body": "de beschrijving is lang en werd ingekort", "occurrence": "één keer heeft een eigen titel: %s", "many": "te veel data voor één bestand"},
	},
	"fr": {
		kinds:  map[Kind]string{Taken: "nouveau", Updated: "mis à jour", Kept: "conservé, modifié ici", Same: "inchangé", Past: "terminé", Gone: "disparu de l’agenda ; s’il n’a pas lieu, mettez status = \"cancelled\"", Left: "non repris"},
		groups: map[string]string{"when": "dates", "where": "lieu", "status": "statut", "url": "adresse", "tags": "mots-clés", "title": "titre", "text": "texte"},
		line:   "ligne %d",
		left: map[string]string{
			"encoding": "le fichier n’est pas en UTF-8 ; il a été lu comme du Latin-1", "line": "une ligne illisible", "component": "%s, qui n’est pas un événement",
			"private": "un événement privé", "duplicate": "il s’y trouve deux fois ; la version la plus récente est reprise", "no-uid": "un événement sans UID, impossible à retrouver ensuite",
			"no-title": "un événement sans titre", "no-start": "un événement sans début", "time": "ce n’est pas une heure : %s", "end": "une fin qui ne suit pas le début ; repris sans fin",
			"all-day": "de minuit à une minute avant minuit : repris comme journées entières", "zone": "le fuseau horaire %s n’est pas connu de tous ; vérifiez les heures",
			"rule": "une règle que nous n’avons pas : %s ; seule la première date est reprise", "first": "la première date n’appartient pas à la règle %s ; les dates sont écrites pour un an et demi",
			"series": "vérifiez les heures : la série est dans un autre fuseau, ou change en cours de route", "exception": "une exception qui n’est pas une date : %s",
			"orphan": "une occurrence modifiée qui n’appartient à aucune date de la série : %s", "address": "une adresse qui n’est pas https : %s", "place": "pas de coordonnées : %s",
			"not-taken": "%s", "body": "la description est longue et a été coupée", "occurrence": "une occurrence a son propre titre : %s", "many": "trop de dates pour un seul fichier"},
	},
}

// Say gives a note as one line, in a language that the program speaks; in English where it does not.
func (n Note) Say(lang string) string {
	w, ok := words[lang]
	if !ok {
		w = words["en"]
	}
	var b strings.Builder
	b.WriteString(w.kinds[n.Kind])
	if n.Kind == Left && n.Line > 0 {
		fmt.Fprintf(&b, ", "+w.line, n.Line)
	}
	colon := ": "
	if lang == "fr" {
		colon = " : "
	}
	about := []string{}
	if n.Path != "" {
		about = append(about, n.Path)
	}
	if n.Title != "" && n.Kind != Updated && n.Kind != Kept {
		about = append(about, quote(n.Title, lang))
	}
	if len(about) > 0 {
		b.WriteString(colon + strings.Join(about, ", "))
	}
	var keys []string
	for _, k := range n.Keys {
		table, what := parts(k)
		if k = w.groups[what]; table != "" {
			k += " (" + table + ")"
		}
		keys = append(keys, k)
	}
	if len(keys) > 0 {
		b.WriteString(colon + strings.Join(keys, ", "))
	}
	if n.What != "" {
		text, known := w.left[n.What]
		if !known {
			text = n.What
		}
		if strings.Contains(text, "%s") {
			text = fmt.Sprintf(text, visible(n.Value))
		}
		b.WriteString(colon + text)
	}
	return b.String()
}

func quote(s, lang string) string {
	switch lang {
	case "nl":
		return "‘" + s + "’"
	case "fr":
		return "« " + s + " »"
	}
	return "“" + s + "”"
}

// Sum says how much of each kind there was.
func Sum(notes []Note, lang string) string {
	w, ok := words[lang]
	if !ok {
		w = words["en"]
	}
	n := map[Kind]int{}
	for _, x := range notes {
		n[x.Kind]++
	}
	var out []string
	for _, k := range []Kind{Taken, Updated, Kept, Same, Past, Gone, Left} {
		if n[k] > 0 {
			name, _, _ := strings.Cut(w.kinds[k], ";")
			out = append(out, fmt.Sprintf("%s: %d", strings.TrimSpace(name), n[k]))
		}
	}
	return strings.Join(out, "; ")
}
