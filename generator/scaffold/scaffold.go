// Package scaffold writes new files for people to go on with: whole, commented, and valid as they are.
//
// Invariants: what is new has no finding; every line that is commented out can be used as it stands; nothing is
// written to disk here.
package scaffold

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"modestad/generator/civil"
	"modestad/generator/config"
)

// A File is one to be written: a path from the site's root, and its text.
type File struct{ Path, Text string }

// A Maker makes files for a site. Words is the language of comments: one that the program speaks.
type Maker struct {
	Config *config.Config
	Today  civil.Date
	Words  string
	Venues []string // of the site, for examples
}

//go:embed files
var files embed.FS

// kindLetters stand before the lines of a template that a kind has.
const kindLetters = "event exhibition product call support"

// Event makes an event of a kind.
func (m Maker) Event(partner, slug, kind string) []File {
	return []File{{"content/partners/" + partner + "/events/" + slug + ".toml", m.fill("event.toml", kind, nil)}}
}

// Partner makes a partner.
func (m Maker) Partner(id string) []File {
	return []File{{"content/partners/" + id + "/partner.toml", m.fill("partner.toml", "", map[string]string{"name": readable(id)})}}
}

// Chapter makes a chapter in the default language.
func (m Maker) Chapter(id string) []File {
	return []File{{"content/longread/chapters/" + id + "/" + m.Config.DefaultLanguage + ".md", m.fill("chapter.md", "", nil)}}
}

// Site makes a site in one language. zone is of the tz database.
func Site(lang, words, zone string, today civil.Date) []File {
	m := Maker{Config: &config.Config{DefaultLanguage: lang, Audiences: []config.Audience{{ID: "visitors"}}}, Today: today, Words: words}
	out := []File{
		{config.Name, m.fill("site.toml", "", map[string]string{"zone": zone})},
		{"content/longread/variants/visitors/" + lang + ".md", m.fill("variant.md", "", map[string]string{"chapter": "begin"})},
	}
	for _, more := range [][]File{m.Chapter("begin"), m.Partner("publisher"), m.Event("publisher", "first", "event")} {
		out = append(out, more...)
	}
	return out
}

// Language makes the table of a language for site.toml, and its file of interface texts out of those in English.
func (m Maker) Language(tag, english string) (table string, file File) {
	table = fmt.Sprintf("[languages.%s]\ntitle    = %q\nfallback = [%q]\n", tag, m.Config.Languages[0].Title, m.Config.DefaultLanguage)
	var b strings.Builder
	b.WriteString("# " + m.word("language") + "\n")
	head := true
	for line := range strings.Lines(english) { // without the remarks at the head, which say what the English file is
		if head = head && (strings.HasPrefix(line, "#") || strings.TrimSpace(line) == ""); !head {
			b.WriteString(line)
		}
	}
	return table, File{"i18n/" + tag + ".toml", b.String()}
}

// Insert puts a language's table behind those that site.toml has.
func Insert(site, table string) string {
	lines := strings.SplitAfter(site, "\n")
	at, in := -1, false
	for i, line := range lines {
		text := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(text, "[languages."):
			in = true
			at = i + 1
		case strings.HasPrefix(text, "["):
			in = false
		case in && text != "" && !strings.HasPrefix(text, "#"):
			at = i + 1
		}
	}
	if at < 0 {
		return strings.TrimRight(site, "\n") + "\n\n" + table
	}
	if !strings.HasSuffix(lines[at-1], "\n") {
		lines[at-1] += "\n"
	}
	return strings.Join(lines[:at], "") + table + strings.Join(lines[at:], "")
}

// fill makes a file of a template: of each line, the first five letters say which kinds have it.
func (m Maker) fill(name, kind string, more map[string]string) string {
	data, err := files.ReadFile("files/" + name)
	if err != nil {
		panic(err) // built in
	}
	column := -1
	for i, k := range strings.Fields(kindLetters) {
		if k == kind {
			column = i
		}
	}
	var b strings.Builder
	blank := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" {
			blank = b.Len() > 0
			continue
		}
		if column >= 0 && line[column] == '.' {
			continue
		}
		if blank {
			b.WriteByte('\n')
			blank = false
		}
		b.WriteString(m.replace(line[6:], kind, more) + "\n")
	}
	return b.String()
}

func (m Maker) replace(line, kind string, more map[string]string) string {
	for {
		before, rest, ok := strings.Cut(line, "{{")
		if !ok {
			return line
		}
		name, after, _ := strings.Cut(rest, "}}")
		line = before + m.value(name, kind, more) + after
	}
}

func (m Maker) value(name, kind string, more map[string]string) string {
	if v, ok := more[name]; ok {
		return v
	}
	switch name {
	case "kind":
		return kind
	case "lang":
		return m.Config.DefaultLanguage
	case "today":
		return m.Today.String()
	case "day":
		return m.Today.AddDays(28).String()
	case "later":
		return m.Today.AddDays(84).String()
	case "month":
		return m.Today.AddDays(28).String()[:7]
	case "venue":
		if len(m.Venues) > 0 {
			return m.Venues[0]
		}
		return "town-hall"
	case "audiences":
		var ids []string
		for _, a := range m.Config.Audiences {
			ids = append(ids, `"`+a.ID+`"`)
		}
		return "[" + strings.Join(ids, ", ") + "]"
	}
	return m.word(name)
}

// readable makes a name of an id.
func readable(id string) string {
	words := strings.Split(id, "-")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// word gives a text in the language of comments.
func (m Maker) word(name string) string {
	w := texts()[name]
	switch m.Words {
	case "nl":
		return w[1]
	case "fr":
		return w[2]
	}
	return w[0]
}

var texts = sync.OnceValue(func() map[string][3]string {
	data, err := files.ReadFile("files/words.txt")
	if err != nil {
		panic(err) // built in
	}
	out := map[string][3]string{}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if len(cells) != 4 {
			panic("words.txt: " + line)
		}
		out[cells[0]] = [3]string{cells[1], cells[2], cells[3]}
	}
	return out
})
