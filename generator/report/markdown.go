package report

import (
	"fmt"
	"strings"

	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/translation"
)

// A File is another file that a proposal changes, from the site's root.
type File struct {
	Path string
	How  byte // '+' added, '~' changed, '-' removed
}

// A Report is what a proposal does.
type Report struct {
	Config  *config.Config
	Events  []Event
	Files   []File // but those of events
	Touched []Touched
	Broken  bool // the proposal has errors, so that what it would publish is not known
	Texts   []translation.Unit
}

// most is how many of one kind are listed by name.
const most = 10

// Markdown writes the report in a language that the program speaks, with the dates of a locale.
func (r Report) Markdown(lang string, l *i18n.Locale) string {
	w := wordsIn(lang)
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n", w["report"])
	if len(r.Events)+len(r.Files) == 0 {
		fmt.Fprintf(&b, "\n%s\n", w["nothing"])
		return b.String()
	}
	if r.Broken {
		fmt.Fprintf(&b, "\n**%s**\n", w["broken"])
	}
	heads := [...]string{"added", "moved", "cancelled", "removed", "changed"}
	last := What(-1)
	for _, e := range r.Events {
		if e.What != last {
			fmt.Fprintf(&b, "\n### %s\n\n", w[heads[e.What]])
			last = e.What
		}
		b.WriteString("- " + r.event(e, w, l) + "\n")
	}
	if len(r.Files) > 0 {
		fmt.Fprintf(&b, "\n### %s\n\n", w["files"])
		for _, f := range r.Files {
			fmt.Fprintf(&b, "- %s: %s\n", w[string(f.How)], code(f.Path))
		}
	}
	if len(r.Touched) > 0 {
		fmt.Fprintf(&b, "\n### %s\n\n| | %s | %s | %s | %s |\n| --- | ---: | ---: | ---: | ---: |\n", w["touched"], w["pages"], w["feeds"], w["widgets"], w["other"])
		for _, t := range r.Touched {
			name := t.Lang
			if name == "" {
				name = w["all"]
			}
			fmt.Fprintf(&b, "| %s | %d | %d | %d | %d |\n", name, len(t.Pages), len(t.Feeds), len(t.Widgets), t.Other)
		}
		for _, t := range r.Touched {
			list(&b, t.Lang, t.Pages)
		}
	}
	r.untranslated(&b, w)
	return b.String()
}

// list names pages, as far as there are not too many.
func list(b *strings.Builder, lang string, paths []string) {
	if len(paths) == 0 {
		return
	}
	if lang != "" {
		lang += ": "
	}
	b.WriteString("\n" + lang)
	for i, p := range paths[:min(most, len(paths))] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(code("/" + strings.TrimSuffix(p, "index.html")))
	}
	if n := len(paths) - most; n > 0 {
		fmt.Fprintf(b, " … + %d", n)
	}
	b.WriteByte('\n')
}

// event writes what happens to one event.
func (r Report) event(e Event, w map[string]string, l *i18n.Locale) string {
	now := e.After
	if now == nil {
		now = e.Before
	}
	parts := []string{"**" + Literally(Title(now, r.Config)) + "** (" + code(e.ID) + ")"}
	when := func(e *content.Event) string {
		if s := When(l, e); s != "" {
			return s
		}
		return w["undated"]
	}
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	switch {
	case e.What == Moved && when(e.Before) != when(e.After):
		add(w["fromto"], when(e.Before), when(e.After))
	case e.What == Moved:
		add("%s (%s)", when(now), w["pattern"])
	default:
		add("%s", when(now))
	}
	if e.After != nil && e.After.Repeat != nil {
		add("%s", w["repeats"])
	}
	if e.After != nil && e.After.Draft {
		add("%s", w["draft"])
	}
	if e.Was != "" {
		add(w["was"], code(e.Was))
	}
	if e.Before != nil && e.After != nil {
		if e.Before.Status != e.After.Status && e.What != Cancelled {
			add("%s → %s", code(e.Before.Status), code(e.After.Status))
		}
		if e.Before.Draft && !e.After.Draft {
			add("%s", w["public"])
		}
		if len(e.Texts) > 0 {
			add(w["texts"], strings.Join(e.Texts, ", "))
		}
		if e.More {
			add("%s", w["more"])
		}
	}
	return parts[0] + ": " + strings.Join(parts[1:], "; ")
}

// untranslated lists what the changed texts lack in other languages.
func (r Report) untranslated(b *strings.Builder, w map[string]string) {
	n := 0
	for _, u := range r.Texts {
		var lacks, stale []string
		for _, v := range u.Versions {
			switch v.Status {
			case translation.Missing:
				lacks = append(lacks, v.Lang)
			case translation.Stale:
				stale = append(stale, v.Lang)
			}
		}
		if len(lacks)+len(stale) == 0 {
			continue
		}
		if n == 0 {
			fmt.Fprintf(b, "\n### %s\n\n", w["untranslated"])
		}
		n++
		name := code(u.File)
		if u.Key != "" {
			name += " " + code(u.Key)
		}
		var say []string
		if len(lacks) > 0 {
			say = append(say, w["lacks"]+" "+strings.Join(lacks, ", "))
		}
		if len(stale) > 0 {
			say = append(say, w["stale"]+" "+strings.Join(stale, ", "))
		}
		fmt.Fprintf(b, "- %s: %s\n", name, strings.Join(say, "; "))
	}
}

// code writes a name as code, in which a forge finds no mention and no link.
func code(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || r == '`' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return '\uFFFD'
		}
		return r
	}, s)
	return "`" + s + "`"
}

// Literally writes text of a proposal so that Markdown and a forge take nothing in it for a mark, a link or a mention.
func Literally(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < 0x20 || r == 0x7f || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			b.WriteRune('\uFFFD')
		case r == '@' || r == '#' || r == '!':
			fmt.Fprintf(&b, "&#%d;<!-- -->", r) // a comment after it, or the forge would see a name
		case r == ':' || r == '.':
			b.WriteRune(r)
			b.WriteString("<!-- -->") // the same, for addresses
		case r < 0x80 && strings.ContainsRune("\\`*_{}[]()<>+|~&$^=-", r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// wordsIn gives the report's own words.
func wordsIn(lang string) map[string]string {
	switch lang {
	case "nl":
		return map[string]string{"report": "Wat dit voorstel doet", "nothing": "Niets aan de inhoud.", "broken": "Er staan fouten in, zodat niet te zeggen is wat ervan gepubliceerd zou worden.",
			"added": "Nieuw", "moved": "Verplaatst in de tijd", "cancelled": "Afgelast", "removed": "Verwijderd", "changed": "Gewijzigd", "files": "Andere bestanden",
			"+": "nieuw", "~": "gewijzigd", "-": "verwijderd", "touched": "Wat er anders uit komt", "pages": "pagina’s", "feeds": "feeds", "widgets": "widgets", "other": "overige", "all": "alle talen",
			"undated": "zonder datum", "fromto": "van %s naar %s", "pattern": "herhaling of openingsuren anders", "repeats": "herhaalt zich", "draft": "concept, niet zichtbaar", "was": "heette %s",
			"public": "wordt zichtbaar", "texts": "tekst in %s", "more": "andere gegevens", "untranslated": "Nog te vertalen", "lacks": "ontbreekt in", "stale": "verouderd in"}
	case "fr":
		return map[string]string{"report": "Ce que fait cette proposition", "nothing": "Rien au contenu.", "broken": "Elle contient des erreurs : on ne peut dire ce qui en serait publié.",
			"added": "Nouveau", "moved": "Déplacé dans le temps", "cancelled": "Annulé", "removed": "Supprimé", "changed": "Modifié", "files": "Autres fichiers",
			"+": "nouveau", "~": "modifié", "-": "supprimé", "touched": "Ce qui change à la publication", "pages": "pages", "feeds": "flux", "widgets": "widgets", "other": "autres", "all": "toutes les langues",
			"undated": "sans date", "fromto": "de %s à %s", "pattern": "répétition ou horaires modifiés", "repeats": "se répète", "draft": "brouillon, invisible", "was": "s’appelait %s",
			"public": "devient visible", "texts": "texte en %s", "more": "autres données", "untranslated": "À traduire", "lacks": "manque en", "stale": "périmé en"}
	}
	return map[string]string{"report": "What this proposal does", "nothing": "Nothing to the content.", "broken": "It has errors, so that what it would publish is not known.",
		"added": "New", "moved": "Moved in time", "cancelled": "Cancelled", "removed": "Removed", "changed": "Changed", "files": "Other files",
		"+": "new", "~": "changed", "-": "removed", "touched": "What comes out differently", "pages": "pages", "feeds": "feeds", "widgets": "widgets", "other": "other", "all": "all languages",
		"undated": "without a date", "fromto": "from %s to %s", "pattern": "another repetition or other hours", "repeats": "repeats", "draft": "a draft, not visible", "was": "was called %s",
		"public": "becomes visible", "texts": "text in %s", "more": "other details", "untranslated": "Still to be translated", "lacks": "lacks in", "stale": "stale in"}
}
