package page

import (
	"html/template"
	"strings"

	"modestad/generator/content"
	"modestad/generator/markdown"
	"modestad/generator/site"
	"modestad/generator/view"
)

// messageParagraphs is how much of a chapter its message has in full.
const messageParagraphs = 3

// A message is what a chapter says to an audience, in three lengths.
type message struct {
	line, short view.Text
	long        view.Prose // the first paragraphs, without what stands between them
	quotes      []quoted
}

// A quoted is a quotation with its number in the text, so that it is told from others.
type quoted struct {
	index int
	quote view.Quote
}

// A gleaner renders a text without its directives, and keeps the quotations among them.
type gleaner struct {
	*resolver
	quotes []quoted
}

func (g *gleaner) Directive(b markdown.Block) template.HTML {
	if b.Name == "quote" {
		g.quotes = append(g.quotes, quoted{b.Index, g.quote(b)})
	}
	return ""
}

// message gives what a chapter says to the readers of a longread. Its links lead into that longread; prefix is that
// of the ids in it.
func (ed *Edition) message(l *site.Longread, c *content.Chapter, prefix string) message {
	s := ed.s
	t, in, _ := site.Pick(s, c.Texts, ed.lang)
	head := t.For(l.Audience.ID)
	m := message{line: ed.text(head.Title, in), short: ed.text(head.Summary, in)}
	if t.Body == nil {
		return m
	}
	from := ed.book.byTag[in]
	g := &gleaner{resolver: &resolver{ed: ed, lang: in, in: from, at: where{ctx: site.Context{Lang: ed.lang, Audiences: []string{l.Audience.ID}}, folder: dirOf(t.File.Path)}}}
	html := markdown.Render(t.Body, markdown.Options{
		Lang: from.tag(), Typography: from.marks, Resolver: g, IDPrefix: prefix, Audience: l.Audience.ID, NoteBack: ed.t("longread.back_to_text"),
	})
	m.long.HTML = leading(string(html), messageParagraphs)
	if in != ed.lang {
		m.long.Lang, m.long.Dir = from.tag(), from.dir
	}
	m.quotes = g.quotes
	for i := range m.quotes {
		q := &m.quotes[i].quote
		q.Body = ed.marked(q.Body, in)
		q.Who, q.Role = ed.text(q.Who.Text, in), ed.text(q.Role.Text, in)
	}
	if m.short.Text == "" {
		plain := markdown.PlainText(t.Body, markdown.Options{Lang: from.tag(), Typography: from.marks, Resolver: g.resolver, Audience: l.Audience.ID})
		first, _, _ := strings.Cut(plain, "\n\n")
		m.short = ed.text(firstSentence(strings.Join(strings.Fields(first), " ")), in)
	}
	return m
}

// leading gives the first n paragraphs of rendered Markdown, with the notes below them. It ends at the first other
// block after a paragraph; headings before one are passed over. Neither paragraphs nor notes hold others of their
// kind, and texts in them have no "<" of their own.
func leading(html string, n int) template.HTML {
	var out strings.Builder
	for count := 0; ; {
		html = strings.TrimLeft(html, "\n")
		var end string
		switch {
		case strings.HasPrefix(html, "<p>"):
			if count == n {
				return template.HTML(out.String())
			}
			count++
			end = "</p>"
		case strings.HasPrefix(html, "<aside "):
			end = "</aside>"
		case count == 0 && len(html) > 4 && html[:2] == "<h" && html[2] >= '1' && html[2] <= '6':
			end = "</h" + html[2:3] + ">"
		default:
			return template.HTML(out.String())
		}
		i := strings.Index(html, end)
		if i < 0 {
			return template.HTML(out.String())
		}
		i += len(end)
		if html[1] != 'h' {
			out.WriteString(html[:i])
			out.WriteByte('\n')
		}
		html = html[i:]
	}
}

// firstSentence cuts a text after its first sentence: at a full stop, question or exclamation mark before a space
// and a capital.
func firstSentence(s string) string {
	for i, r := range s {
		if r != '.' && r != '?' && r != '!' && r != '…' {
			continue
		}
		end := i + len(string(r))
		rest := strings.TrimLeft(s[end:], "”’»\"'\u00a0\u202f)")
		if rest == "" {
			return s
		}
		if next := strings.TrimLeft(rest, " "); next != rest && strings.ToLower(next[:1]) != next[:1] {
			return strings.TrimSpace(s[:len(s)-len(rest)])
		}
	}
	return s
}

// marked puts HTML that is in another language than the page into an element that says so.
func (ed *Edition) marked(html template.HTML, in string) template.HTML {
	o := ed.book.byTag[in]
	if html == "" || in == ed.lang || o == nil {
		return html
	}
	return `<div lang="` + escape(o.tag()) + `" dir="` + escape(o.dir) + `">` + html + "</div>"
}
