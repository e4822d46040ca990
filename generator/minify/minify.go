// Package minify makes files smaller without changing what they mean.
//
// Promise: the result says to a browser what the input says; where that is
// not certain, the input is returned as it was. A parsed page is the same
// before and after, with scripting on and off, white space aside.
//
// Invariants:
//
//   - What kind of file is minified, and how, stands in one table. Every other
//     media type is returned unchanged, and that is said.
//   - An input is never changed, and no result shares its memory.
//   - Pages are made small by minifying templates before they are executed,
//     never by minifying what partners' texts have become part of, so text/html
//     is not in the table: a minifier that rewrites escapes can turn text into
//     markup (inside noscript), and into another text (&amp;lt; into &lt;).
//
// Absent on purpose: scripts and style sheets inside pages, of which there are
// none, and inline SVG, which is copied.
package minify

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"regexp"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
)

// minifier returns what is used for a media type, without parameters, or nil.
func minifier(mediaType string) minify.Minifier {
	switch mediaType {
	case "text/css":
		return &css.Minifier{}
	case "text/javascript", "application/javascript":
		// Names are kept: the difference is small after compression, and a
		// report from a browser can be read.
		return &js.Minifier{KeepVarNames: true}
	case "image/svg+xml":
		return &svg.Minifier{}
	case "application/json", "application/ld+json", "application/feed+json", "application/manifest+json",
		"application/geo+json", "application/schema+json", "application/opensearchdescription+json":
		// A number is kept as it was written: 1.0 and 1 may mean two things.
		return &json.Minifier{KeepNumbers: true}
	case "application/xml", "text/xml", "application/atom+xml", "application/rss+xml", "application/opensearchdescription+xml":
		return betweenTags{}
	}
	return nil
}

// page keeps every tag, quote and default value, since style sheets select by
// them, and since what follows a template is not known.
func page() *html.Minifier {
	return &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true}
}

// Minify returns data, of that media type, made smaller. Without a minifier
// for the type ok is false and the result is a copy. An error tells that data
// is not what the type says; the result is then a copy too.
func Minify(mediaType string, data []byte) (out []byte, ok bool, err error) {
	base, _, err := mime.ParseMediaType(mediaType)
	if err != nil {
		return bytes.Clone(data), false, fmt.Errorf("media type %q: %w", mediaType, err)
	}
	m := minifier(base)
	if m == nil {
		return bytes.Clone(data), false, nil
	}
	out, err = run(m, data)
	if err != nil {
		return bytes.Clone(data), false, fmt.Errorf("minify %s: %w", base, err)
	}
	return out, true, nil
}

// Template returns the source of a Go template of a page, or of a part of one,
// made smaller: comments and superfluous white space go, white space at both
// ends of the source too, and attributes whose empty value says nothing.
// Actions, and attributes that hold one, are kept as they are. A source that
// must not be minified is returned unchanged.
func Template(source string) (string, error) {
	// The minifier takes any apostrophe in an action for the begin of a
	// string, and knows nothing of the strings between back quotes.
	safe := comment.ReplaceAllString(source, "{{$1/**/$2}}")
	if fragile(source) || filledTextarea.MatchString(source) || strings.Contains(safe, "`") {
		return source, nil
	}
	m := page()
	m.TemplateDelims = html.GoTemplateDelims
	out, err := run(m, []byte(safe))
	if err != nil {
		return source, fmt.Errorf("minify template: %w", err)
	}
	return string(out), nil
}

// run gives the minifier a copy, as it works inside what it is given.
func run(m minify.Minifier, data []byte) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(data))
	// Without any other minifier known, what is embedded in a page is copied.
	err := m.Minify(minify.New(), &out, bytes.NewReader(bytes.Clone(data)), nil)
	return out.Bytes(), err
}

// rawElement finds the elements whose content browsers read as markup or as
// text, depending on themselves.
var rawElement = regexp.MustCompile(`(?i)<(noscript|iframe|noembed|noframes|xmp|plaintext)[\s/>]`)

// filledTextarea finds a textarea with an action, whose white space the
// minifier would not keep.
var filledTextarea = regexp.MustCompile(`(?is)<textarea\b.*?\{\{.*?</textarea`)

// comment finds the comments of a template, with their trim markers.
var comment = regexp.MustCompile(`(?s)\{\{(-?\s*)/\*.*?\*/(\s*-?)\}\}`)

// escapedEscape finds what the minifier may unescape twice.
var escapedEscape = regexp.MustCompile(`&amp;[#0-9A-Za-z]+;`)

// fragile reports whether the minifier could change what s means: it unescapes
// attributes, also where an element's content is no markup.
func fragile(s string) bool {
	if escapedEscape.MatchString(s) {
		return true
	}
	first := rawElement.FindStringIndex(s)
	return first != nil && strings.Contains(s[first[0]:], "&")
}

// betweenTags removes the white space between the tags of XML that is data,
// and nothing else: text may hold the escaped HTML of an article, in which
// white space counts.
type betweenTags struct{}

var blank = regexp.MustCompile(`>[ \t\r\n]+<`)

func (betweenTags) Minify(_ *minify.M, w io.Writer, r io.Reader, _ map[string]string) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	// Where white space between tags can be text, it stays.
	for _, mark := range []string{"<![CDATA[", "<!--", "xml:space", `xmlns="http://www.w3.org/1999/xhtml"`} {
		if bytes.Contains(data, []byte(mark)) {
			_, err = w.Write(data)
			return err
		}
	}
	_, err = w.Write(bytes.TrimSpace(blank.ReplaceAll(data, []byte("><"))))
	return err
}
