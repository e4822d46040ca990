package diag

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// columns is how wide a story is on a terminal.
const columns = 80

// labels are the few words that printers need beside those of the codes.
var labels = map[string]struct {
	wrong, right, where, what, none string
	errors, warnings                [2]string // one, several
}{
	"en": {"Wrong", "Right", "where", "what", "nothing found", [2]string{"error", "errors"}, [2]string{"warning", "warnings"}},
	"nl": {"Fout", "Juist", "waar", "wat", "niets gevonden", [2]string{"fout", "fouten"}, [2]string{"waarschuwing", "waarschuwingen"}},
	"fr": {"Incorrect", "Correct", "où", "quoi", "rien à signaler", [2]string{"erreur", "erreurs"}, [2]string{"avertissement", "avertissements"}},
}

// Summary counts the findings, in a language: "2 errors, 1 warning".
func (l List) Summary(lang string) string {
	words := labels[speaks(lang)]
	var n [2]int
	for _, f := range l.Sorted() {
		n[f.Severity]++
	}
	var parts []string
	for i, w := range [...][2]string{words.errors, words.warnings} {
		switch n[i] {
		case 0:
		case 1:
			parts = append(parts, "1 "+w[0])
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n[i], w[1]))
		}
	}
	if len(parts) == 0 {
		return words.none
	}
	return strings.Join(parts, ", ")
}

// Explain gives the long story of a code for a terminal: its name and severity, what it says, what one can do, why,
// and a wrong and a right example.
func (c Code) Explain(lang string) string {
	words, label := c.In(lang), labels[speaks(lang)]
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s", c.Name, c.Severity, wrap(c.form(lang), ""))
	if words.Hint != "" {
		b.WriteString(wrap("hint: "+ellipses(words.Hint), "    "))
	}
	for paragraph := range strings.SplitSeq(words.Story, "\n\n") {
		b.WriteString("\n" + wrap(paragraph, ""))
	}
	fmt.Fprintf(&b, "\n%s:\n\n%s\n%s:\n\n%s", label.wrong, indent(c.Wrong), label.right, indent(c.Right))
	return b.String()
}

// Explain gives the long story of the code of that name; ok is false where there is none, and nearest then names the
// code that was probably meant.
func Explain(name, lang string) (story, nearest string, ok bool) {
	if c, ok := Lookup(name); ok {
		return c.Explain(lang), "", true
	}
	var known []string
	for _, c := range Codes() {
		known = append(known, c.Name)
	}
	return "", Nearest(name, known), false
}

// Markdown lists every code with its severity and what it says, for the author's guide.
func Markdown(lang string) string {
	var b strings.Builder
	for _, c := range Codes() {
		fmt.Fprintf(&b, "- `%s` (%s): %s\n", c.Name, c.Severity, c.form(lang))
	}
	return b.String()
}

// markdown gives the long story as Markdown.
func (c Code) markdown(lang string) string {
	label := labels[speaks(lang)]
	return fmt.Sprintf("%s\n\n%s:\n\n%s\n\n%s:\n\n%s\n", unwrap(c.In(lang).Story), label.wrong, fenced(c.Wrong), label.right, fenced(c.Right))
}

// fenced puts an example between fences, longer ones than any that it holds.
func fenced(example string) string {
	fence := "```"
	for strings.Contains(example, fence) {
		fence += "`"
	}
	return fence + "\n" + example + "\n" + fence
}

// form is what a code says, with an ellipsis where a finding names something.
func (c Code) form(lang string) string { return ellipses(c.In(lang).Message) }

func ellipses(text string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		if digits := strings.TrimPrefix(name, "="); closed && digits != "" && strings.Trim(digits, "0123456789") == "" {
			b.WriteString("…")
			text = after
			continue
		}
		b.WriteByte('{')
		text = rest
	}
}

// unwrap puts each paragraph on one line.
func unwrap(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = strings.Join(strings.Fields(p), " ")
	}
	return strings.Join(paragraphs, "\n\n")
}

// wrap breaks a paragraph into lines of at most 80 characters, each after an indent.
func wrap(paragraph, before string) string {
	var b strings.Builder
	at := 0
	for word := range strings.FieldsSeq(paragraph) {
		n := utf8.RuneCountInString(word)
		switch {
		case at == 0:
			b.WriteString(before)
			at = len(before)
		case at+1+n > columns:
			b.WriteString("\n" + before)
			at = len(before)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String() + "\n"
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text + "\n") {
		if line != "\n" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	return b.String()
}
