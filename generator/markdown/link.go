package markdown

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"modestad/generator/directive"
)

// schemes are those of references to things of the site.
var schemes = []string{"fact", "partner", "event", "chapter", "page", "venue", "area", "source", "action", "series"}

// maxAddress is the longest address, in bytes.
const maxAddress = 2048

// address gives a link its address, which has been decoded, where it is one that is allowed; without one, the link
// is only its text.
func (b *builder) address(n *node, raw string, start, end int, auto bool) *node {
	bad := func(code string, args ...any) *node {
		b.fault(code, start, end, args...)
		n.kind = kindGroup
		return n
	}
	if raw == "" || len(raw) > maxAddress || strings.ContainsFunc(raw, unfitForAddress) {
		return bad("link-address", clip(raw))
	}
	scheme, rest, ok := cutScheme(raw)
	switch {
	case !ok && raw[0] == '#':
		b.local = append(b.local, localLink{raw[1:], start, end, b.audiences})
		n.text = raw
		return n
	case !ok:
		path, anchor, _ := strings.Cut(raw, "#")
		if !directive.LocalPath(path) {
			return bad("link-path", clip(raw))
		}
		return b.reference(n, Reference{Scheme: "path", ID: path, Anchor: anchor, Audiences: b.audiences, Span: b.span(start, end)})
	case slices.Contains(schemes, scheme):
		id, anchor, hasAnchor := strings.Cut(rest, "#")
		if !validReference(scheme, id) || hasAnchor && !directive.ID(strings.ReplaceAll(anchor, "--", "-")) {
			return bad("reference-form", clip(raw), scheme)
		}
		return b.reference(n, Reference{Scheme: scheme, ID: id, Anchor: anchor, Auto: auto, Audiences: b.audiences, Span: b.span(start, end)})
	}
	checked, fine := externalAddress(scheme, raw)
	if checked == "" {
		if fine {
			return bad("link-address", clip(raw))
		}
		b.faults = append(b.faults, fault{code: "link-scheme", start: start, end: end, args: []any{clip(raw), scheme},
			unknown: scheme, known: append([]string{"https", "mailto", "tel"}, schemes...)})
		n.kind = kindGroup
		return n
	}
	n.text = checked
	return n
}

func (b *builder) reference(n *node, ref Reference) *node {
	b.doc.refs = append(b.doc.refs, ref)
	n.kind, n.own().ref = kindReference, &ref
	return n
}

// cutScheme cuts an address at its scheme (RFC 3986, section 3.1), in lower case.
func cutScheme(s string) (scheme, rest string, ok bool) {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return strings.ToLower(s[:i]), s[i+1:], true
		default:
			return "", "", false
		}
	}
	return "", "", false
}

// validReference says whether an id has the shape that its scheme asks for.
func validReference(scheme, id string) bool {
	if scheme != "event" {
		return directive.ID(id)
	}
	partner, slug, ok := strings.Cut(id, "/")
	return ok && directive.ID(partner) && directive.ID(slug)
}

// externalAddress gives an address outside the site as it may be written into a page, made anew from its parts. An
// empty one is not allowed; ok then says whether its scheme was.
func externalAddress(scheme, raw string) (out string, ok bool) {
	u, err := url.Parse(raw)
	switch scheme {
	case "http", "https":
		if err != nil || u.User != nil || u.Opaque != "" || !validHost(u.Host) {
			return "", true
		}
		return strings.ReplaceAll(u.String(), " ", "%20"), true // in a query it stays as it was written
	case "mailto":
		user, host, at := strings.Cut(raw[len("mailto:"):], "@")
		if err != nil || !at || user == "" || !validHost(host) || strings.ContainsAny(raw, "?#&%,; /") {
			return "", true
		}
		return "mailto:" + user + "@" + host, true
	case "tel":
		number := raw[len("tel:"):]
		if number == "" || strings.Trim(number, "+0123456789-.()") != "" {
			return "", true
		}
		return "tel:" + number, true
	}
	return "", false
}

// Linkable says whether a text may link to an address outside the site as it stands.
func Linkable(address string) bool {
	scheme, _, ok := cutScheme(address)
	if !ok || len(address) > maxAddress || strings.ContainsFunc(address, unfitForAddress) {
		return false
	}
	checked, _ := externalAddress(scheme, address)
	return checked == address
}

// validHost says whether a host is a name in ASCII (RFC 1123; other scripts as xn--), with or without a port, and
// no address in numbers.
func validHost(host string) bool {
	name, port, hasPort := strings.Cut(host, ":")
	if hasPort && (port == "" || len(port) > 5 || strings.Trim(port, "0123456789") != "") || len(name) > 253 {
		return false
	}
	last := ""
	for label := range strings.SplitSeq(strings.ToLower(name), ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" ||
			label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		last = label
	}
	return strings.Trim(last, "0123456789") != "" && !strings.HasPrefix(last, "0x")
}

// unfitForAddress says whether a character must not stand in an address: controls, what cannot be seen, and the
// backslash, which browsers read as a slash.
func unfitForAddress(r rune) bool {
	return r < ' ' || r == '\\' || r == '"' || r == '<' || r == '>' || invisible(r) || r == '\u200c' || r == '\u200d' ||
		r == '\u200e' || r == '\u200f' || r != ' ' && unicode.IsSpace(r)
}

// checkLocal reports links to places of this text that are not there, or not for all who see the link.
func (b *builder) checkLocal() {
	if len(b.local) == 0 {
		return
	}
	anchors := map[string]Anchor{}
	var known []string
	for _, a := range b.doc.anchors {
		anchors[a.ID] = a
		known = append(known, a.ID)
	}
	for _, l := range b.local {
		a, ok := anchors[l.id]
		if !ok {
			b.faults = append(b.faults, fault{code: "anchor-dead", start: l.start, end: l.end, args: []any{"#" + clip(l.id)},
				unknown: l.id, known: known})
			continue
		}
		if a.Audiences != nil && (l.audiences == nil || len(common(a.Audiences, l.audiences)) < len(l.audiences)) {
			b.fault("anchor-hidden", l.start, l.end, "#"+l.id)
		}
	}
}
