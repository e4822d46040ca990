package template

import (
	"slices"
	"strings"
)

// Fault is an action at a place where a theme must not have one.
type Fault struct {
	Offset, Length int    // of the action in the source, in bytes
	Reason         string // lower case, no full stop
}

// Lint returns the actions of a template's source that stand where escaping is
// most fragile, or where none can be relied on, in order: anything but a
// template comment inside script, style, noscript, iframe, noembed, noframes,
// xmp and comments, and in the attributes style, srcset, srcdoc and on*;
// output in an unquoted attribute, in the tags of elements that lead the whole
// page elsewhere, load what runs or change other attributes (base, object,
// embed, animate and their like), and in an address after text that may belong
// to its scheme, such as java. noscript and iframe are there because browsers
// and minifiers read their content in two ways.
//
// It reads the source from front to back and follows the branches of if, with
// and range. A source that does not parse is for [New] to report.
func Lint(source string) []Fault {
	var faults []Fault
	var h scanner
	var open []frame
	for at := 0; at < len(source); {
		start := strings.Index(source[at:], "{{")
		if start < 0 {
			break // what follows the last action cannot hold a fault
		}
		h.read(source[at : at+start])
		start += at
		end := actionEnd(source, start)
		if end < 0 {
			break
		}
		word := firstWord(source[start:end])
		if reason := h.refuses(word); reason != "" {
			faults = append(faults, Fault{start, end - start, reason})
		}
		switch word {
		case "if", "with", "range", "block":
			open = append(open, frame{word: word, before: h})
		case "define":
			open = append(open, frame{word: word, before: h})
			h = scanner{}
		case "else":
			if n := len(open) - 1; n >= 0 {
				open[n].other, open[n].two = worse(open[n].other, h.value), true
				h = open[n].before
			}
		case "end":
			if n := len(open) - 1; n >= 0 {
				switch f := open[n]; {
				case f.word == "define":
					h = f.before
				case f.two:
					h.value = worse(h.value, f.other)
				default: // nothing may have been written
					h.value = worse(h.value, f.before.value)
				}
				open = open[:n]
			}
		case output, "template":
			h.wrote()
		}
		at = end
	}
	return faults
}

// frame is an action that waits for its end, and the state of the page there.
type frame struct {
	word   string
	before scanner
	other  string // the value after the branches that are over; the worst of them
	two    bool   // there is an else
}

// worse gives the value after which more can go wrong.
func worse(a, b string) string {
	if mayRun(b) {
		return b
	}
	return a
}

// What firstWord says of actions without a keyword.
const (
	output  = ""
	comment = "/*"
	declare = "$"
)

var keywords = []string{"if", "with", "range", "block", "define", "else", "end", "template", "break", "continue"}

// actionEnd returns where the action that begins at start ends, past its
// delimiter, or -1.
func actionEnd(source string, start int) int {
	i := start + 2
	if body := strings.TrimLeft(strings.TrimPrefix(source[i:], "-"), " \t\r\n"); strings.HasPrefix(body, "/*") {
		from := len(source) - len(body)
		n := strings.Index(source[from:], "*/")
		if n < 0 {
			return -1
		}
		i = from + n
	}
	for i < len(source) {
		switch c := source[i]; c {
		case '"', '\'', '`':
			i++
			for i < len(source) && source[i] != c {
				if source[i] == '\\' && c != '`' {
					i++
				}
				i++
			}
		case '}':
			if strings.HasPrefix(source[i:], "}}") {
				return i + 2
			}
		}
		i++
	}
	return -1
}

// firstWord returns the keyword of an action, or what kind it is without one.
func firstWord(action string) string {
	body := strings.TrimSuffix(strings.TrimPrefix(action, "{{"), "}}")
	body = strings.TrimSpace(strings.TrimPrefix(body, "-"))
	if strings.HasPrefix(body, "/*") {
		return comment
	}
	if name := strings.TrimLeft(body, "$abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"); strings.HasPrefix(body, "$") {
		if rest := strings.TrimSpace(name); strings.HasPrefix(rest, ":=") || strings.HasPrefix(rest, "=") {
			return declare
		}
		return output
	}
	if i := strings.IndexAny(body, " \t\r\n\"("); i >= 0 {
		body = body[:i]
	}
	body = strings.TrimSuffix(body, "-")
	if slices.Contains(keywords, body) {
		return body
	}
	return output
}

// scanner follows the markup, as far as Lint has to know where it is.
type scanner struct {
	state   place
	element string // the tag being read, or the element whose content is no markup
	closing bool
	attr    string
	value   string // what stands in the attribute so far, as far as it can tell the scheme of an address
}

type place int

const (
	inText place = iota
	inRaw
	inComment
	inDeclaration
	inTagName
	inTag
	inAttrName
	afterEquals
	inDouble
	inSingle
	inUnquoted
)

// rawElements are those whose content a browser may not read as markup. What
// is true of an element is that actions are refused in it.
var rawElements = map[string]bool{
	"script": true, "style": true, "noscript": true, "iframe": true, "noembed": true, "noframes": true, "xmp": true, "plaintext": true,
	"title": false, "textarea": false,
}

// sealedElements are those in whose tags nothing may be written.
var sealedElements = map[string]bool{
	"base": true, "object": true, "embed": true, "applet": true, "param": true, "frame": true, "portal": true,
	"animate": true, "animatemotion": true, "animatetransform": true, "animatecolor": true, "set": true, "handler": true, "listener": true,
}

// addresses are the attributes that hold one.
var addresses = map[string]bool{
	"href": true, "src": true, "action": true, "formaction": true, "cite": true, "poster": true, "data": true, "ping": true, "manifest": true,
	"background": true, "codebase": true, "icon": true, "longdesc": true, "usemap": true, "archive": true, "classid": true, "profile": true,
}

// schemes are those that may stand before an action.
var schemes = []string{"http", "https", "mailto", "tel", "webcal", "webcals"}

// mayRun says whether what is written after the beginning of an address could make it one that runs: html/template
// looks at the scheme of what stands first, and no more.
func mayRun(value string) bool {
	if value == "" {
		return false
	}
	i := strings.IndexAny(value, ":/?#")
	if i < 0 {
		return true
	}
	return value[i] == ':' && !slices.Contains(schemes, strings.ToLower(strings.TrimSpace(value[:i])))
}

// refuses returns why an action with that first word must not stand here.
func (h *scanner) refuses(word string) string {
	writes := word == output || word == "template" || word == "block"
	switch {
	case word == comment:
	case h.state == inRaw && rawElements[h.element]:
		return "action inside <" + h.element + ">"
	case h.state == inComment:
		return "action inside a comment"
	case writes && h.state >= inTag && sealedElements[h.element] && !h.closing:
		return "action in the tag <" + h.element + ">"
	case h.state == inUnquoted, h.state == afterEquals && writes:
		return "action in an unquoted attribute"
	case h.state == afterEquals || h.state == inDouble || h.state == inSingle:
		// As html/template does, take data-style for style and svg:href for href.
		name := strings.TrimPrefix(h.attr, "data-")
		if _, local, ok := strings.Cut(name, ":"); ok {
			name = local
		}
		if name == "style" || name == "srcdoc" || strings.HasSuffix(name, "srcset") || strings.HasPrefix(name, "on") {
			return "action in the attribute " + h.attr
		}
		if writes && addresses[name] && mayRun(h.value) {
			return "action that may change the scheme of the address in " + h.attr
		}
	}
	return ""
}

// wrote notes that an action wrote something here.
func (h *scanner) wrote() {
	switch h.state {
	case afterEquals:
		h.state = inUnquoted
	case inTag:
		h.state, h.attr = inAttrName, ""
	case inDouble, inSingle:
		h.value += "x" // some letter: what follows at once may go on with a scheme
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// read goes on through a stretch of text.
func (h *scanner) read(text string) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch h.state {
		case inText:
			n := strings.IndexByte(text[i:], '<')
			if n < 0 {
				return
			}
			i += n
			switch rest := text[i+1:]; {
			case strings.HasPrefix(rest, "!--"):
				h.state = inComment
				i += 3
			case strings.HasPrefix(rest, "!") || strings.HasPrefix(rest, "?"):
				h.state = inDeclaration
			case len(rest) > 1 && rest[0] == '/' && isLetter(rest[1]):
				h.state, h.element, h.closing = inTagName, "", true
				i++
			case len(rest) > 0 && isLetter(rest[0]):
				h.state, h.element, h.closing = inTagName, "", false
			}
		case inComment:
			n := strings.Index(text[i:], "-->")
			if n < 0 {
				return
			}
			i += n + 2
			h.state = inText
		case inDeclaration:
			if c == '>' {
				h.state = inText
			}
		case inRaw:
			n := closingTag(text[i:], h.element)
			if n < 0 {
				return
			}
			i += n + 1 + len(h.element)
			h.state, h.closing = inTag, true
		case inTagName:
			if isSpace(c) || c == '/' {
				h.state = inTag
			} else if c == '>' {
				h.endTag()
			} else {
				h.element = grow(h.element, c)
			}
		case inTag:
			switch {
			case isSpace(c) || c == '/':
			case c == '>':
				h.endTag()
			case c == '=' && h.attr != "":
				h.state = afterEquals
			default:
				h.state, h.attr = inAttrName, strings.ToLower(string(rune(c)))
			}
		case inAttrName:
			switch {
			case c == '=':
				h.state = afterEquals
			case c == '>':
				h.endTag()
			case isSpace(c) || c == '/':
				h.state = inTag
			default:
				h.attr = grow(h.attr, c)
			}
		case afterEquals:
			switch {
			case isSpace(c):
			case c == '"':
				h.state, h.value = inDouble, ""
			case c == '\'':
				h.state, h.value = inSingle, ""
			case c == '>':
				h.endTag()
			default:
				h.state = inUnquoted
			}
		case inDouble, inSingle:
			quote := byte('"')
			if h.state == inSingle {
				quote = '\''
			}
			n := strings.IndexByte(text[i:], quote)
			if n < 0 {
				if !strings.ContainsAny(h.value, ":/?#") {
					h.value += text[i:]
				}
				return
			}
			i += n
			h.state, h.attr = inTag, ""
		case inUnquoted:
			if isSpace(c) {
				h.state, h.attr = inTag, ""
			} else if c == '>' {
				h.endTag()
			}
		}
	}
}

// grow adds a letter to a name, as far as the names that matter go.
func grow(name string, c byte) string {
	if len(name) > 64 {
		return name
	}
	return name + strings.ToLower(string(rune(c)))
}

func (h *scanner) endTag() {
	h.state, h.attr = inText, ""
	if _, raw := rawElements[h.element]; raw && !h.closing {
		h.state = inRaw
	}
}

// closingTag returns where </name stands in text, or -1.
func closingTag(text, name string) int {
	for i := 0; ; i += 2 {
		n := strings.Index(text[i:], "</")
		if n < 0 {
			return -1
		}
		i += n
		rest := text[i+2:]
		if len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) &&
			(len(rest) == len(name) || strings.IndexByte(" \t\n\r\f/>", rest[len(name)]) >= 0) {
			return i
		}
	}
}
