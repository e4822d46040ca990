package template

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	html "html/template"
)

// writer escapes a value and writes it.
type writer func(s *state, v reflect.Value)

// escapers are html/template's, by the names that it appends to a pipeline, as
// the sequences in which it appends them. Those of style sheets, scripts,
// image sets and unquoted attributes are absent: a template that needs one
// falls back, and [Lint] finds it.
var escapers = map[string]writer{
	"htmlescaper": func(s *state, v reflect.Value) {
		str, k := s.text(v)
		switch k {
		case verbatim, trusted:
			s.out = append(s.out, str...)
		default:
			s.out = appendEscaped(s.out, str, &escapeAll)
		}
	},
	"rcdataescaper": func(s *state, v reflect.Value) {
		str, k := s.text(v)
		switch k {
		case verbatim:
			s.out = append(s.out, str...)
		case trusted:
			s.out = appendEscaped(s.out, str, &escapeNormal)
		default:
			s.out = appendEscaped(s.out, str, &escapeAll)
		}
	},
	"attrescaper": func(s *state, v reflect.Value) {
		str, k := s.text(v)
		switch {
		case k == verbatim:
			s.out = append(s.out, str...)
		case k == trusted && strings.Contains(str, "<"):
			s.out = append(s.out, withoutTags(str)...)
		case k == trusted:
			s.out = appendEscaped(s.out, str, &escapeNormal)
		default:
			s.out = appendEscaped(s.out, str, &escapeAll)
		}
	},
	"urlfilter urlnormalizer attrescaper": func(s *state, v reflect.Value) {
		str, k := s.text(v)
		if k != trustedURL && !safeURL(str) {
			str = unsafeURL
		}
		s.out = appendURL(s.out, str, &urlInAttr)
	},
	"urlnormalizer attrescaper": func(s *state, v reflect.Value) {
		str, _ := s.text(v)
		s.out = appendURL(s.out, str, &urlInAttr)
	},
	"urlescaper attrescaper": func(s *state, v reflect.Value) {
		str, k := s.text(v)
		if k == trustedURL {
			s.out = appendURL(s.out, str, &urlInAttr)
		} else {
			s.out = appendURL(s.out, str, &urlPart)
		}
	},
	"urlfilter attrescaper": func(s *state, v reflect.Value) {
		str, k := s.text(v)
		if k != trustedURL && !safeURL(str) {
			str = unsafeURL
		}
		s.out = appendEscaped(s.out, str, &escapeAll)
	},
	"htmlnamefilter": func(s *state, v reflect.Value) {
		str, k := s.text(v)
		if k != trustedAttr {
			panic(unsupported("an attribute's name that is no template.HTMLAttr"))
		}
		s.out = append(s.out, str...)
	},
	// Nothing of a comment is written.
	"commentescaper": func(s *state, v reflect.Value) { s.text(v) },
}

// kind is how far a text can be trusted, by its type.
type kind int

const (
	plain       kind = iota
	verbatim         // digits, letters and minus: the same in every context
	trusted          // template.HTML
	trustedURL       // template.URL
	trustedAttr      // template.HTMLAttr
)

var (
	stringType = reflect.TypeFor[string]()
	intType    = reflect.TypeFor[int]()
	htmlType   = reflect.TypeFor[html.HTML]()
	urlType    = reflect.TypeFor[html.URL]()
	attrType   = reflect.TypeFor[html.HTMLAttr]()
)

// text is the text of a value and what its type says about it: html/template's
// stringify, without a detour for the common types.
func (s *state) text(v reflect.Value) (string, kind) {
	switch v.Kind() {
	case reflect.Invalid:
		return "", plain
	case reflect.String:
		switch t := v.Type(); {
		case t == stringType:
			return v.String(), plain
		case t == htmlType:
			return v.String(), trusted
		case t == urlType:
			return v.String(), trustedURL
		case t == attrType:
			return v.String(), trustedAttr
		case t.NumMethod() == 0:
			return v.String(), plain
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if t := v.Type(); t == intType || t.NumMethod() == 0 {
			return strconv.FormatInt(v.Int(), 10), verbatim
		}
	case reflect.Bool:
		if v.Type().NumMethod() == 0 {
			return strconv.FormatBool(v.Bool()), verbatim
		}
	}
	return stringify(v.Interface())
}

// stringify is html/template's, for any value.
func stringify(a any) (string, kind) {
	if a == nil {
		return "", plain
	}
	v := reflect.ValueOf(a)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch t := v.Interface().(type) {
	case string:
		return t, plain
	case html.HTML:
		return string(t), trusted
	case html.URL:
		return string(t), trustedURL
	case html.HTMLAttr:
		return string(t), trustedAttr
	case html.CSS:
		return string(t), plain
	case html.JS:
		return string(t), plain
	case html.JSStr:
		return string(t), plain
	case html.Srcset:
		return string(t), plain
	}
	v = reflect.ValueOf(a)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		switch v.Interface().(type) {
		case fmt.Stringer, error:
			return fmt.Sprint(v.Interface()), plain
		}
		v = v.Elem()
	}
	return fmt.Sprint(v.Interface()), plain
}

// escapeAll and escapeNormal are html/template's tables for text and quoted
// attributes; the second leaves the ampersands of entities alone.
var escapeAll = [256]string{
	0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

var escapeNormal = [256]string{
	0: "\uFFFD", '"': "&#34;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

func appendEscaped(dst []byte, s string, table *[256]string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if r := table[s[i]]; r != "" {
			dst = append(dst, s[from:i]...)
			dst = append(dst, r...)
			from = i + 1
		}
	}
	return append(dst, s[from:]...)
}

// unsafeURL is what html/template puts in the place of an address that could
// run a script.
const unsafeURL = "#ZgotmplZ"

// safeURL reports whether s is relative, or of a scheme that html/template
// takes to be without side effects.
func safeURL(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return !ok || strings.Contains(scheme, "/") ||
		strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// urlInAttr and urlPart say what becomes of each byte of an address within a
// quoted attribute: of a whole address, whose delimiters stay, and of a value
// that stands in a query. Empty means unchanged.
var (
	urlInAttr = urlTable("!#$&*+,/:;=?@[]")
	urlPart   = urlTable("")
)

func urlTable(delimiters string) (table [256]string) {
	for i := range table {
		c := byte(i)
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
		case strings.IndexByte(delimiters, c) >= 0:
			table[i] = escapeAll[c]
		default:
			table[i] = fmt.Sprintf("%%%02x", c)
		}
	}
	return table
}

func appendURL(dst []byte, s string, table *[256]string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		r := table[s[i]]
		if r == "" || s[i] == '%' && table == &urlInAttr && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			continue // a whole address keeps the escapes it has
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, r...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

const attrBefore, attrAfter = `<p title="`, `">`

var attribute = html.Must(html.New("attribute").Parse(attrBefore + "{{.}}" + attrAfter))

// withoutTags is trusted HTML in an attribute. It is rare, and html/template
// does it.
func withoutTags(s string) string {
	var b strings.Builder
	if err := attribute.Execute(&b, html.HTML(s)); err != nil {
		panic(unsupported(err.Error()))
	}
	return b.String()[len(attrBefore) : b.Len()-len(attrAfter)]
}
