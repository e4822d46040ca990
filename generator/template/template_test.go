package template

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	html "html/template"
)

// view is what the templates of these tests see.
type view struct {
	S, S2    string
	Named    named
	Loud     loud
	HTML     html.HTML
	URL      html.URL
	Attr     html.HTMLAttr
	JS       html.JS
	CSS      html.CSS
	Srcset   html.Srcset
	N        int
	U        uint8
	F        float64
	B        bool
	Day      time.Weekday
	Any      any
	Err      error
	Ptr      *string
	List     []string
	Array    [2]int
	Items    []item
	Pointers []*item
	Child    *item
	Map      map[string]string
	Bytes    []byte
	item
}

type item struct {
	Title string
	URL2  string
	Tags  []string
	Next  *item
	n     int
}

func (i item) Upper() string          { return strings.ToUpper(i.Title) }
func (i *item) Pointed() string       { return "*" + i.Title }
func (i item) Fails() (string, error) { return "", errors.New("no " + i.Title) }
func (i item) Works() (string, error) { return i.Title, nil }
func (i item) With(s string) string   { return i.Title + s }

type named string

type loud string

func (l loud) String() string { return string(l) + "!" }

var funcs = map[string]any{
	"upper":   strings.ToUpper,
	"safe":    func(s string) html.HTML { return html.HTML("<i>" + html.HTMLEscapeString(s) + "</i>") },
	"join":    func(sep string, list []string) string { return strings.Join(list, sep) },
	"title":   func(i *item) string { return i.Title },
	"fails":   func() (string, error) { return "", errors.New("fails") },
	"panics":  func() string { panic("panics") },
	"any":     func(a any) any { return a },
	"nothing": func() any { return nil },
}

var pure = map[string]any{
	"t": func(key string, args ...any) string {
		return strings.TrimSpace("<" + key + "> & " + fmt.Sprint(args...))
	},
	"raw":  func(key string) html.HTML { return html.HTML("<b>" + key + "</b>") },
	"fail": func(string) (string, error) { return "", errors.New("always") },
	"num":  func(n int) int { return n + 1 },
}

// data is a view full of s.
func data(s string) *view {
	child := &item{Title: s, URL2: s, Tags: []string{s, "b"}, Next: &item{Title: "next"}}
	return &view{
		S: s, S2: s + s, Named: named(s), Loud: loud(s), HTML: html.HTML(s), URL: html.URL(s), Attr: html.HTMLAttr(s),
		JS: html.JS(s), CSS: html.CSS(s), Srcset: html.Srcset(s),
		N: len(s), U: uint8(len(s)), F: float64(len(s)) * 1e20, B: len(s)%2 == 0, Day: time.Weekday(len(s) % 7),
		Any: s, Err: errors.New(s), Ptr: &s, List: []string{s, "", s}, Array: [2]int{-1, 2},
		Items: []item{*child, {}}, Pointers: []*item{child, {Title: "x"}}, Child: child, Map: map[string]string{"k": s},
		Bytes: []byte(s), item: *child,
	}
}

var hostile = []string{
	"", "plain", `A <b>"x"</b> & 'y' +1`, "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:1", "data:text/html,<script>",
	"https://a.example/p?q=1&r=%41%zz#f", `https://a/"><script>alert(1)</script>`, "//evil.example/", "mailto:a@b?c=d e", "a:b/c", "a/b:c",
	"</title></textarea></script></style><img src=x onerror=alert(1)>", "<!-- --> ]]> <![CDATA[", "&lt;&amp;&#39;&quot;&nosuch;", "\x00\x01\x7f\ufeff\ufffd\U0010ffff\xff\xc3(",
	"\u2028\u2029\u202e é ß 中 😀", "`${x}` = ' \" \\ \n\r\t\v\f", "{{.S}}", "<title>a</title>b<p title='x>y'>c", "<svg><p>x", "100%", "%", "%4", "a+b=c", "x onload=1",
}

// cases are compiled wholly; what each gives is compared with html/template
// for every hostile value.
var cases = map[string]string{
	"text":          `<p>{{.S}} {{.Named}} {{.Loud}} {{.HTML}} {{.URL}} {{.Attr}} {{.JS}} {{.CSS}} {{.Srcset}} {{.Any}} {{.Err}} {{.Ptr}} {{.Bytes}}</p>`,
	"numbers":       `<p title="{{.N}} {{.B}}">{{.N}} {{.U}} {{.F}} {{.B}} {{.Day}} {{.Array}} {{.List}}</p>`,
	"attr":          `<p title="{{.S}}" class='{{.S}} {{.Named}} {{.Loud}} {{.HTML}} {{.URL}}' data-x="{{.Any}}{{.Err}}{{.Ptr}}{{.Day}}{{.F}}">`,
	"url":           `<a href="{{.S}}">a</a><a href='{{.URL}}'>b</a><img src="{{.HTML}}" alt="{{.HTML}}"><a href="{{.Loud}}{{.Any}}{{.Err}}">`,
	"url path":      `<a href="/a/{{.S}}/{{.URL}}">a</a><a href="https://x/{{.HTML}}?q={{.S}}&amp;r={{.URL}}#{{.S2}}{{.N}}">b</a>`,
	"attr name":     `<input {{.Attr}}>`,
	"rcdata":        `<title>{{.S}} {{.HTML}} {{.URL}} {{.N}}</title><textarea>{{.S}}{{.HTML}}</textarea>`,
	"svg":           `<svg viewBox="0 0 {{.N}} {{.N}}"><title>{{.S}}</title><a xlink:href="{{.S}}"><text x="{{.N}}">{{.S}}</text></a></svg>`,
	"meta":          `<meta http-equiv="refresh" content="0; url={{.S}}"><meta name="description" content="{{.S}}"><link rel="x" href="{{.S}}">`,
	"comment":       `a<!-- {{.S}} -->b`,
	"if":            `{{if .S}}a{{else if .N}}b{{else}}c{{end}}{{if not .B}}d{{end}}{{if and .S .N}}e{{end}}{{if or .B .S}}f{{end}}`,
	"truth":         `{{if .List}}1{{end}}{{if .Array}}2{{end}}{{if .Child}}3{{end}}{{if .Any}}4{{end}}{{if .F}}5{{end}}{{if .U}}6{{end}}{{if .Items}}7{{end}}{{if .Day}}8{{end}}{{if .Map}}9{{end}}{{if .Err}}10{{end}}`,
	"if in tag":     `<p {{if .B}}class="{{.S}}"{{else}}id='{{.S}}'{{end}}>`,
	"if in attr":    `<p title="{{if .B}}{{.S}}{{else}}{{.HTML}}{{end}}">`,
	"range":         `{{range .List}}<p>{{.}} {{$.S}}</p>{{else}}none{{end}}{{range .Items}}{{.Title}}{{range .Tags}}{{.}}{{end}}{{else}}none{{end}}`,
	"range vars":    `{{range $i, $e := .List}}{{$i}}{{$e}}{{end}}{{range $e := .Pointers}}{{$e.Title}}{{$e.Next}}{{end}}{{range $i, $e := .Array}}{{$i}}{{$e}}{{end}}`,
	"range int":     `{{range 3}}{{.}}{{end}}{{range $i := .N}}{{$i}}{{else}}none{{end}}`,
	"range assign":  `{{$x := ""}}{{$i := 0}}{{range $i, $x = .List}}{{$x}}{{end}}{{$i}}{{$x}}`,
	"range nothing": `{{range .Child.Next.Tags}}x{{else}}y{{end}}`,
	"break":         `{{range $i, $e := .List}}{{if eq $i 1}}{{continue}}{{end}}{{$e}}{{if eq $i 2}}{{break}}{{$.S}}{{end}}{{end}}`,
	"with":          `{{with .Child}}{{.Title}}{{with .Next}}{{.Title}}{{end}}{{else}}x{{end}}{{with $x := .S}}{{$x}}{{.}}{{else with .N}}{{.}}{{else}}z{{end}}`,
	"variables":     `{{$x := .S}}{{$y := $x}}{{if .B}}{{$x = "set"}}{{$y := 3}}{{$y}}{{end}}<p title="{{$x}}">{{$y}}{{$.S}}</p>`,
	"chain":         `{{.Child.Next.Title}}{{(.Child).Title}}{{.Title}}{{(index .Items 0).Title}}`,
	"methods":       `{{.Upper}}{{.Child.Pointed}}{{.Child.Works}}{{.Child.Upper | upper}}`,
	"templates":     `{{template "part" .}}<p {{template "attrs" .}}><a href="{{template "in attr" .S}}">{{template "nothing"}}</a><title>{{template "in attr" .HTML}}</title>`,
	"recursive":     `{{template "tree" .Child}}`,
	"functions":     `{{upper .S}}{{.S | upper}}{{safe .S}}{{join ", " .List}}{{title .Child}}{{any .HTML}}{{any .N}}<a href="{{any .S}}">{{nothing}}</a>{{upper (upper .S)}}`,
	"folded":        `<p title="{{t "k"}}">{{t "k" 1 2}}{{raw "x"}}<a href="{{t "k"}}?{{t "k"}}">{{"a<b"}}{{12}}{{true}}{{1.5}}{{'a'}}{{num 4}}{{t (t "k") .S}}</a>`,
	"folded if":     `{{if eq (t "k") "<k> &"}}same{{else}}{{.S}}{{end}}{{if raw ""}}x{{end}}{{if not true}}y{{end}}`,
	"builtins":      `{{len .S}}{{len .List}}{{index .List 2}}{{index .Array 1}}{{printf "%s-%05d-%v" .S .N .Any}}{{print .S .N}}{{println .HTML}}`,
	"comparisons":   `{{eq .S "plain" ""}}{{ne .S .S2}}{{lt .N 10}}{{le .N .N}}{{gt .F 1.5}}{{ge .U 3}}{{eq .N .U}}{{lt .S "j"}}{{eq .B true}}{{eq .Any .S}}{{eq .Named "plain"}}{{lt .U .N}}{{le 3 .U}}{{eq .Child nil}}{{eq .Child .Child}}`,
	"and or":        `{{and .S .N}}{{or .S .N "x"}}{{.S | and .N}}{{.S | or .N}}{{not .S}}{{and .Child.Next.Next true}}`,
	"trim":          "a  {{- .S -}}  b {{- /* no */ -}} c",
	"srcless":       `<video poster="{{.S}}"><form action="{{.S}}"><button formaction="{{.S}}" value="{{.S}}"></form>`,
	"entities":      `<p title="&lt;{{.S}}&gt;">&lt;{{.S}}&amp;</p>`,
	"conditional":   `<a href="{{if .B}}/a{{else}}/b{{end}}/{{.S}}">`,
}

var parts = map[string]string{
	"part":    `<p>{{.S}}{{$x := .N}}{{$x}}</p>{{define "nothing"}}-{{.}}-{{end}}{{define "attrs"}}class="{{.S}}" {{if .B}}hidden{{end}}{{end}}`,
	"in attr": `{{template "deeper" .}}{{.}}`,
	"deeper":  `[{{.}}]`,
	"tree":    `<li>{{.Title}}{{with .Next}}<ul>{{template "tree" .}}</ul>{{end}}</li>`,
}

func files() map[string]string {
	all := map[string]string{}
	for _, m := range []map[string]string{cases, parts} {
		for name, source := range m {
			all[name] = source
		}
	}
	return all
}

func newSet(t testing.TB, files map[string]string, entries ...string) *Set {
	t.Helper()
	s, err := New(Config{Files: files, Funcs: funcs, Pure: pure, Entries: entries})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// oracle is plain html/template over the same sources.
func oracle(t testing.TB, files map[string]string) *html.Template {
	t.Helper()
	o := html.New("").Funcs(funcs).Funcs(pure)
	for name, source := range files {
		if _, err := o.New(name).Parse(source); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// check compares one execution with the oracle's, errors included.
func check(t *testing.T, s *Set, o *html.Template, name string, data any) {
	t.Helper()
	var want, got bytes.Buffer
	wantErr := o.ExecuteTemplate(&want, name, data)
	got.WriteString("before")
	err := s.Execute(&got, name, data)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Fatalf("error\n%v\nwant\n%v", err, wantErr)
	}
	if err != nil {
		want.Reset() // whoever fails writes nothing
	}
	if g, w := got.String(), "before"+want.String(); g != w {
		t.Fatalf("got\n%q\nwant\n%q", g, w)
	}
}

func entries() (names []string) {
	for name := range cases {
		names = append(names, name)
	}
	return names
}

func TestEqualToHTMLTemplate(t *testing.T) {
	s, o := newSet(t, files(), entries()...), oracle(t, files())
	for name := range cases {
		t.Run(name, func(t *testing.T) {
			for _, value := range hostile {
				check(t, s, o, name, data(value))
				check(t, s, o, name, *data(value))
			}
		})
	}
	for _, f := range s.Fallbacks() {
		t.Errorf("%q falls back: %s", f.Entry, f.Reason)
	}
}

// TestFallsBack holds what the compiler leaves to html/template: whole
// entries, and single executions.
func TestFallsBack(t *testing.T) {
	tests := map[string]struct {
		source, reason string
		atOnce         bool // known when the set is made
	}{
		"script":        {`<script>var x = {{.S}}</script>`, "jsvalescaper", true},
		"style":         {`<style>p { color: {{.S}} }</style>`, "cssvaluefilter", true},
		"style attr":    {`<p style="color: {{.S}}">`, "cssvaluefilter", true},
		"onclick":       {`<p onclick="f({{.S}})">`, "jsvalescaper", true},
		"unquoted":      {`<p title={{.S}}>`, "nospaceescaper", true},
		"srcset":        {`<img srcset="{{.S}}">`, "srcsetescaper", true},
		"html":          {`{{.S | html}}`, "", true},
		"urlquery":      {`<a href="/?{{.S | urlquery}}">`, "", true},
		"called":        {`{{template "has script" .}}`, "jsvalescaper", true},
		"slice":         {`{{slice .S 0 1}}`, "slice", true},
		"method":        {`{{.With "x"}}`, "arguments", true},
		"inner":         {`{{if ($x := .S)}}a{{end}}`, "inside", true},
		"arity":         {`{{upper}}`, "number of arguments", true},
		"constant type": {`{{upper 1}}`, "constant", true},
		"other branch":  {`{{if .B}}{{$y := 1}}{{else}}{{$y}}{{end}}`, "undefined variable", true},
		"map":           {`{{.Map.k}}`, "map[string]string", false},
		"range map":     {`{{range .Map}}{{.}}{{end}}`, "range over map", false},
		"missing":       {`<p>{{.Nope}}</p>`, "no such field", false},
		"unexported":    {`{{.Child.n}}`, "unexported", false},
		"nil pointer":   {`<p>{{.Child.Next.Next.Title}}</p>`, "nil pointer", false},
		"fails":         {`a{{fails}}`, "fails", false},
		"panics":        {`a{{panics}}`, "panics", false},
		"pure fails":    {`a{{fail "x"}}`, "always", false},
		"method fails":  {`{{.Child.Fails}}`, "error", false},
		"compare":       {`{{eq .S .N}}`, "comparison", false},
		"order":         {`{{lt .S .N}}`, "order", false},
		"index":         {`{{index .List 9}}`, "out of range", false},
		"index map":     {`{{index .Map "k"}}`, "index of map", false},
		"len":           {`{{len .N}}`, "len", false},
		"argument":      {`{{upper .N}}`, "argument", false},
		"range text":    {`{{range .S}}{{end}}`, "range over string", false},
		"endless":       {`{{template "endless" .}}`, "deeper", false},
		"attr name":     {`<input {{.S}}>`, "HTMLAttr", false},
	}
	all := map[string]string{
		"has script": `<script>{{.S}}</script>`,
		"endless":    `{{template "endless again" .}}{{define "endless again"}}{{if lt .N 9}}{{template "endless again" .}}{{end}}{{end}}`,
	}
	for name, test := range tests {
		if all[name] == "" {
			all[name] = test.source
		}
	}
	s, o := newSet(t, all), oracle(t, all)
	made := s.Fallbacks()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if name != "endless" { // its depth takes html/template half a second each
				for _, value := range hostile[1:] {
					check(t, s, o, name, data(value))
				}
			} else {
				check(t, s, o, name, data("x"))
			}
			list := s.Fallbacks()
			if test.atOnce {
				list = made
			}
			for _, f := range list {
				if f.Entry == name && strings.Contains(f.Reason, test.reason) {
					return
				}
			}
			t.Errorf("no fallback with %q in %v", test.reason, list)
		})
	}
}

func TestRefuses(t *testing.T) {
	tests := map[string]struct {
		c    Config
		want string
	}{
		"syntax":         {Config{Files: map[string]string{"a": "{{"}}, "unclosed action"},
		"twice":          {Config{Files: map[string]string{"a": `{{define "x"}}1{{end}}`, "b": `{{define "x"}}2{{end}}`}}, `defined in "a" and in "b"`},
		"no entry":       {Config{Files: map[string]string{"a": ""}, Entries: []string{"b"}}, "does not exist"},
		"no template":    {Config{Files: map[string]string{"a": `{{template "b"}}`}}, "no such template"},
		"context":        {Config{Files: map[string]string{"a": `<p title="{{.}}`}}, "ends within a tag"},
		"branches":       {Config{Files: map[string]string{"a": `<a href="{{if .}}"{{end}}>`}}, "end in different contexts"},
		"own name":       {Config{Files: map[string]string{"a" + derivedMark: ""}}, "html/template's own"},
		"own function":   {Config{Pure: map[string]any{"_html_template_htmlescaper": strings.ToUpper}}, "html/template's own"},
		"function twice": {Config{Pure: map[string]any{"f": strings.ToUpper}, Funcs: map[string]any{"f": strings.ToUpper}}, "given twice"},
		"no function":    {Config{Pure: map[string]any{"f": 1}}, "not a function"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := New(test.c)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

// TestFoldedOnce: a pure function with constant arguments is called when the
// set is made, and not again.
func TestFoldedOnce(t *testing.T) {
	calls := 0
	s, err := New(Config{
		Files: map[string]string{"a": `<p title="{{t "x"}}">`},
		Pure:  map[string]any{"t": func(s string) string { calls++; return `"` + s }},
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		out, err := s.Append(nil, "a", nil)
		if err != nil || string(out) != `<p title="&#34;x">` {
			t.Fatalf("%q, %v", out, err)
		}
	}
	if calls != 1 {
		t.Fatalf("called %d times", calls)
	}
}

func TestParallel(t *testing.T) {
	s, o := newSet(t, files(), entries()...), oracle(t, files())
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for name := range cases {
				value := hostile[(i*3+len(name))%len(hostile)]
				var want bytes.Buffer
				if err := o.ExecuteTemplate(&want, name, data(value)); err != nil {
					t.Error(err)
				}
				got, err := s.Append(nil, name, data(value))
				if err != nil || string(got) != want.String() {
					t.Errorf("%s: %q, %v, want %q", name, got, err, want.String())
				}
			}
		})
	}
	wg.Wait()
}

func FuzzEqualToHTMLTemplate(f *testing.F) {
	s, o := newSet(f, files(), entries()...), oracle(f, files())
	for _, value := range hostile {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if len(value) > 1<<10 {
			return // the tables are of bytes: long values say nothing new
		}
		d := data(value)
		for name := range cases {
			check(t, s, o, name, d)
		}
		if list := s.Fallbacks(); len(list) > 0 {
			t.Fatalf("falls back: %v", list)
		}
	})
}
