package ical

import (
	"html"
	"strings"
)

// plainHTML gives the text of what may be HTML: tags go, blocks become lines, links keep their address, and
// character references are read. Text that merely has a < stays as it is.
func plainHTML(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	var href string // of the link we are in
	for s != "" {
		i := strings.IndexAny(s, "<&")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		if s[0] == '&' {
			n := reference(s)
			b.WriteString(html.UnescapeString(s[:n]))
			s = s[n:]
			continue
		}
		name, attributes, rest, ok := tag(s)
		if !ok {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		s = rest
		switch name {
		case "br", "p", "/p", "div", "/div", "ul", "/ul", "ol", "/ol", "h1", "h2", "h3", "h4", "/h1", "/h2",
			"/h3", "/h4", "tr", "/tr", "table", "/table", "blockquote", "/blockquote", "hr":
			b.WriteByte('\n')
		case "li":
			b.WriteString("\n- ")
		case "a":
			href = attribute(attributes, "href")
		case "/a":
			if strings.HasPrefix(href, "https://") && !strings.HasSuffix(b.String()[max(0, b.Len()-len(href)):], href) {
				b.WriteString(" (" + href + ")")
			}
			href = ""
		case "script", "style", "head", "title", "!--":
			s = skipElement(name, s)
		}
	}
	b.WriteString(s)
	return tidyLines(b.String())
}

// reference gives the length of the character reference that s begins with, or 1. Only those with their
// semicolon count, so that addresses with &copy=1 in them survive.
func reference(s string) int {
	for i := 1; i < len(s) && i < 12; i++ {
		switch c := s[i]; {
		case c == ';':
			return i + 1
		case c != '#' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z'):
			return 1
		}
	}
	return 1
}

// tag reads the tag that s begins with, of at most 4,000 octets.
func tag(s string) (name, attributes, rest string, ok bool) {
	if strings.HasPrefix(s, "<!--") {
		return "!--", "", s[4:], true
	}
	end := strings.IndexByte(s[:min(len(s), 4000)], '>')
	if end < 2 {
		return "", "", "", false
	}
	inner := s[1:end]
	n := 0
	for n < len(inner) && (inner[n]|0x20 >= 'a' && inner[n]|0x20 <= 'z' || inner[n] >= '0' && inner[n] <= '9' && n > 0 ||
		n == 0 && (inner[n] == '/' || inner[n] == '!')) {
		n++
	}
	if n == 0 || n == 1 && (inner[0] == '/' || inner[0] == '!') {
		return "", "", "", false
	}
	if rest, ok := strings.CutPrefix(strings.TrimPrefix(inner, "/"), "o:p"); ok && rest == "" {
		return "o:p", "", s[end+1:], true // Word's paragraphs
	}
	if n < len(inner) && strings.IndexByte(" \t\n/", inner[n]) < 0 {
		return "", "", "", false // <https://...> and <mail@host> are text
	}
	return strings.ToLower(inner[:n]), inner[n:], s[end+1:], true
}

// attribute gives the value of a quoted attribute.
func attribute(s, name string) string {
	i := strings.Index(strings.ToLower(s), name+"=")
	if i < 0 || i+len(name)+2 > len(s) {
		return ""
	}
	s = s[i+len(name)+1:]
	if s[0] != '"' && s[0] != '\'' {
		return ""
	}
	value, _, _ := strings.Cut(s[1:], s[:1])
	return html.UnescapeString(value)
}

// skipElement drops what no reader sees.
func skipElement(name, s string) string {
	end := "</" + name
	if name == "!--" {
		end = "-->"
	}
	for i := 0; i+len(end) <= len(s); i++ {
		if s[i] == end[0] && strings.EqualFold(s[i:i+len(end)], end) {
			_, rest, _ := strings.Cut(s[i:], ">")
			return rest
		}
	}
	return ""
}

// tidyLines trims each line and leaves at most one blank one between two.
func tidyLines(s string) string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		l = strings.TrimSpace(strings.ReplaceAll(l, "\u00a0", " "))
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
