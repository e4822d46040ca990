package view_test

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"modestad/generator/minify"
)

// What a browser makes of every page of the theme is the same before and after its templates are minified, with scripting
// on and off: the same elements with the same attributes, the same text, and white space where it can be seen.
func TestMinifiedPages(t *testing.T) {
	sets, small := map[string]*template.Template{}, map[string]*template.Template{}
	for name, lang := range map[string]string{"nl": "nl", "en": "en", "fr": "fr", "ar": "en"} {
		sets[name], small[name] = parsed(t, lang), parsed(t, lang)
		for file, text := range sources(t) {
			less, err := minify.Template(text)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if _, err := small[name].New(file).Parse(less); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
		}
	}
	pages, before, after := 0, 0, 0
	tried := map[string]bool{}
	for _, s := range samples(t, sets) {
		tried[s.template] = true
		var one, two bytes.Buffer
		if err := sets[s.lang].ExecuteTemplate(&one, s.template, s.data); err != nil {
			t.Fatal(err)
		}
		if err := small[s.lang].ExecuteTemplate(&two, s.template, s.data); err != nil {
			t.Fatal(err)
		}
		pages, before, after = pages+1, before+one.Len(), after+two.Len()
		for _, scripting := range []bool{true, false} {
			is, was := seen(t, two.String(), scripting), seen(t, one.String(), scripting)
			for i := range max(len(is), len(was)) {
				if i >= len(is) || i >= len(was) || is[i] != was[i] {
					t.Errorf("%s, scripting %v: from %q on, and before from %q", s.file, scripting, is[min(i, len(is)):min(i+3, len(is))], was[min(i, len(was)):min(i+3, len(was))])
					break
				}
			}
		}
	}
	for name := range sources(t) {
		if strings.HasPrefix(name, "page/") && !tried[name] {
			t.Errorf("%s has no sample", name)
		}
	}
	t.Logf("%d pages, %d bytes and then %d", pages, before, after)
	if pages < 20 || after >= before {
		t.Errorf("%d pages, %d bytes and then %d", pages, before, after)
	}
}

// inline are the elements around which white space can be seen.
var inline = strings.Fields("a abbr b bdi bdo button cite code data dfn em i img input kbd label mark meter output progress q s samp select small span strong sub sup svg time u var wbr")

// seen gives a page as a browser has it: each element with its attributes, each run of text.
func seen(t *testing.T, page string, scripting bool) (out []string) {
	t.Helper()
	doc, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(scripting))
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	flush := func() {
		if s := strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n\f", r) }), " "); s != "" {
			out = append(out, s)
		}
		text = ""
	}
	var walk func(n *html.Node, exact bool)
	walk = func(n *html.Node, exact bool) {
		switch n.Type {
		case html.TextNode:
			switch {
			case n.Parent.Data == "noscript": // scripting is on: nobody sees it
			case exact:
				out = append(out, fmt.Sprintf("%q", n.Data))
			default:
				text += n.Data
			}
			return
		case html.ElementNode:
			block := n.Namespace == "" && !slices.Contains(inline, n.Data)
			if block {
				flush()
			}
			exact = exact || slices.Contains([]string{"pre", "textarea", "script", "style", "iframe"}, n.Data)
			attrs := make([]string, len(n.Attr))
			for i, a := range n.Attr {
				value := a.Val
				if a.Key == "class" || n.Namespace == "svg" { // lists of words and numbers
					value = strings.Join(strings.Fields(value), " ")
				}
				if n.Data == "meta" { // the viewport's list
					value = strings.ReplaceAll(value, ", ", ",")
				}
				attrs[i] = fmt.Sprintf(" %s=%q", a.Key, value)
			}
			slices.Sort(attrs)
			tag := "<" + n.Data + strings.Join(attrs, "") + ">"
			if block {
				out = append(out, tag)
				defer flush()
			} else {
				text += "\x00" + tag // among the words: what stands before and after is kept apart or not
				defer func() { text += "\x00" }()
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, exact)
		}
	}
	walk(doc, false)
	flush()
	return out
}
