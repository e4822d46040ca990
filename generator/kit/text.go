package kit

import (
	"html"
	"strings"
)

// The texts of a page are HTML that the program itself made: every "<" begins a tag, attributes stand between double
// quotes, and paragraphs do not nest. What is not known is passed over, and its text kept.

// A token is a tag or the text between two.
type token struct {
	text string // unescaped; of a text
	tag  string // with a slash before the name where it closes
	href string
}

// tokens splits HTML.
func tokens(s string) []token {
	var out []token
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			out = append(out, token{text: html.UnescapeString(s[:i])})
			s = s[i:]
			continue
		}
		j := strings.IndexByte(s, '>')
		if j < 0 {
			return append(out, token{text: html.UnescapeString(s)})
		}
		inner := s[1:j]
		s = s[j+1:]
		name, _, _ := strings.Cut(strings.TrimSuffix(inner, "/"), " ")
		t := token{tag: strings.ToLower(name)}
		if k := strings.Index(inner, ` href="`); k >= 0 {
			value, _, _ := strings.Cut(inner[k+7:], `"`)
			t.href = html.UnescapeString(value)
		}
		out = append(out, t)
	}
	return out
}

// whole gives an address with the site's origin; none where it only leads within the page.
func whole(href, base string) string {
	switch {
	case strings.HasPrefix(href, "#"):
		return ""
	case strings.HasPrefix(href, "/"):
		return base + href
	}
	return href
}

// asHTML gives the text with whole addresses, and links within the page it was on taken off.
func asHTML(s, base string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, ` href="`)
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		value, rest, _ := strings.Cut(s[i+7:], `"`)
		if address := whole(value, base); address != "" {
			b.WriteString(` href="` + address + `"`)
		}
		s = rest
	}
	b.WriteString(s)
	return strings.TrimSpace(b.String())
}

// blocks are the tags after which a new paragraph begins.
var blocks = map[string]bool{"/p": true, "/aside": true, "/blockquote": true, "/ul": true, "/ol": true, "/h2": true, "/h3": true, "/h4": true, "/div": true}

// asText gives the text alone: paragraphs with a blank line between, and the addresses of links after their words.
func asText(s, base string) string {
	var p paragraphs
	var href string
	for _, t := range tokens(s) {
		switch {
		case t.tag == "":
			p.add(t.text)
		case t.tag == "a":
			href = whole(t.href, base)
		case t.tag == "/a" && href != "":
			p.add(" (" + href + ")")
			href = ""
		case t.tag == "br":
			p.line("\n")
		case t.tag == "/li":
			p.line("\n")
		case t.tag == "li":
			p.line("- ")
		case blocks[t.tag]:
			p.end()
		}
	}
	return p.String()
}

// marks are the tags that Markdown has a sign for.
var marks = map[string]string{"em": "*", "/em": "*", "strong": "**", "/strong": "**", "del": "~~", "/del": "~~"}

// asMarkdown gives the text as CommonMark.
func asMarkdown(s, base string) string {
	var p paragraphs
	var href string
	for _, t := range tokens(s) {
		switch {
		case t.tag == "":
			p.add(escaped(t.text))
		case marks[t.tag] != "":
			p.line(marks[t.tag])
		case t.tag == "a":
			if href = whole(t.href, base); href != "" {
				p.line("[")
			}
		case t.tag == "/a" && href != "":
			p.line("](<" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(href) + ">)")
			href = ""
		case t.tag == "br":
			p.line("\\\n")
		case t.tag == "/li":
			p.line("\n")
		case t.tag == "li":
			p.line("- ")
		case blocks[t.tag]:
			p.end()
		}
	}
	return p.String()
}

// escaped keeps the signs of a text from meaning something in Markdown.
func escaped(s string) string {
	var b strings.Builder
	for i, r := range s {
		// Signs that mean something anywhere, and those that do at the beginning of a line.
		if strings.ContainsRune("\\`*_[]<>~|&", r) || i == 0 && strings.ContainsRune("#+-=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	s = b.String()
	// A number at the beginning would begin a list.
	digits := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if digits > 0 && (s[digits] == '.' || s[digits] == ')') {
		s = s[:digits] + "\\" + s[digits:]
	}
	return s
}

// paragraphs collects text, white space made one as HTML has it.
type paragraphs struct {
	done []string
	now  strings.Builder
}

func (p *paragraphs) add(s string) {
	for i, field := range strings.FieldsFunc(s, space) {
		if i > 0 || space(rune(s[0])) && p.open() {
			p.now.WriteByte(' ')
		}
		p.now.WriteString(field)
	}
	if s != "" && space(rune(s[len(s)-1])) && p.open() {
		p.now.WriteByte(' ')
	}
}

// open says whether a space would be the first here.
func (p *paragraphs) open() bool {
	s := p.now.String()
	return s != "" && !strings.HasSuffix(s, " ") && !strings.HasSuffix(s, "\n")
}

// space is the white space that HTML makes one; that which does not break a line is kept.
func space(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }

func (p *paragraphs) line(s string) { p.now.WriteString(s) }

func (p *paragraphs) end() {
	if s := strings.TrimFunc(p.now.String(), space); s != "" {
		p.done = append(p.done, s)
	}
	p.now.Reset()
}

func (p *paragraphs) String() string {
	p.end()
	return strings.Join(p.done, "\n\n")
}
