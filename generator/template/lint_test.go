package template

import (
	"strings"
	"testing"
)

func TestLint(t *testing.T) {
	tests := map[string]struct {
		source string
		want   string // "action: reason", one a line
	}{
		"clean":           {`<!doctype html><p title="{{.A}}" {{if .B}}hidden{{end}} {{.C}}>{{.D}}</p><title>{{.E}}</title><textarea>{{.F}}</textarea>`, ""},
		"script":          {`<script src="{{.A}}">x{{.B}}</script>{{.C}}`, "{{.B}}: action inside <script>"},
		"script of data":  {`<SCRIPT type="application/ld+json">{{.A}}</script >{{.B}}`, "{{.A}}: action inside <script>"},
		"branch in style": {`<style>{{if .A}}p{}{{end}}</style>{{.B}}`, "{{if .A}}: action inside <style>\n{{end}}: action inside <style>"},
		"noscript":        {`<noscript><img alt="{{.A}}"></noscript>`, "{{.A}}: action inside <noscript>"},
		"iframe":          {`<iframe src="{{.A}}">{{.B}}</iframe>`, "{{.B}}: action inside <iframe>"},
		"comment":         {`<!-- {{.A}} -->{{.B}}<!-- {{/* fine */}} -->`, "{{.A}}: action inside a comment"},
		"unquoted":        {`<a href={{.A}} title=x{{.B}}>{{.C}}</a>`, "{{.A}}: action in an unquoted attribute\n{{.B}}: action in an unquoted attribute"},
		"chosen quotes":   {`<a href={{if .A}}"{{.B}}"{{else}}'{{.C}}'{{end}} title="{{.D}}">`, ""},
		"on":              {`<a OnClick="f({{.A}})" data-on="{{.B}}" title="{{.C}}">`, "{{.A}}: action in the attribute onclick\n{{.B}}: action in the attribute data-on"},
		"style":           {`<a style = '{{.A}}' class='{{.B}}'>`, "{{.A}}: action in the attribute style"},
		"srcset":          {`<img src="{{.A}}" srcset="a 1x, {{.B}} 2x"><link imagesrcset="{{.C}}">`, "{{.B}}: action in the attribute srcset\n{{.C}}: action in the attribute imagesrcset"},
		"srcdoc":          {`<iframe srcdoc="{{.A}}"></iframe>`, "{{.A}}: action in the attribute srcdoc"},
		"template call":   {`<script>{{template "x"}}</script>`, "{{template \"x\"}}: action inside <script>"},
		"else":            {`{{if .A}}<script>{{else}}{{.B}}{{end}}`, "{{else}}: action inside <script>"},
		"define":          {`<script>{{define "x"}}<p>{{.A}}</p>{{end}}</script>`, "{{define \"x\"}}: action inside <script>"},
		"strings":         {`<p title="{{printf "}}<script>%s" .A}}{{'}'}}{{` + "`}}`" + `}}">{{.B}}</p>`, ""},
		"after a tag":     {`<script>a</script><p title="{{.A}}">1 < 2 {{.B}} </ p>`, ""},
		"trimmed":         {`<style>{{- /* a */ -}} {{- .A -}}</style>`, "{{- .A -}}: action inside <style>"},
		"declared":        {`<a href={{$x := .A}}"{{$x}}"{{$x = .B}}>{{$x}}`, ""},
		"cut off":         {`<p>{{.A`, ""},
		"base":            {`<base target="_top" href="{{.A}}"><base {{if .B}}target="_top"{{end}}>`, "{{.A}}: action in the tag <base>"},
		"plug-ins":        {`<object data="{{.A}}"><embed src='{{.B}}'></object>{{.C}}`, "{{.A}}: action in the tag <object>\n{{.B}}: action in the tag <embed>"},
		"animation":       {`<svg><a><animate attributeName="href" to="{{.A}}"/><SET to="{{.B}}"/></a></svg>`, "{{.A}}: action in the tag <animate>\n{{.B}}: action in the tag <set>"},
		"scheme":          {`<a href="javascript:{{.A}}"><a href="java{{.B}}"><a href=" data:{{.C}}"><form action='{{.D}}{{.E}}'>`, "{{.A}}: action that may change the scheme of the address in href\n{{.B}}: action that may change the scheme of the address in href\n{{.C}}: action that may change the scheme of the address in href\n{{.E}}: action that may change the scheme of the address in action"},
		"addresses":       {`<a href="{{.A}}#{{.B}}"><a href="#{{.C}}"><a href="https://a.example/{{.D}}"><a href="mailto:{{.E}}?x={{.F}}"><img src="/x/{{.G}}{{.H}}"><a title="x{{.I}}">`, ""},
		"address by turn": {`<a href="{{if .A}}java{{else}}/{{end}}{{.B}}"><a href="java{{if .A}}/{{end}}{{.C}}"><a href="{{if .A}}/a{{else}}/b{{end}}{{.D}}">`, "{{.B}}: action that may change the scheme of the address in href\n{{.C}}: action that may change the scheme of the address in href"},
		"case":            {`<sCript>{{.A}}</SCRIPTS>{{.B}}</scripT>{{.C}}`, "{{.A}}: action inside <script>\n{{.B}}: action inside <script>"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range Lint(test.source) {
				got = append(got, test.source[f.Offset:f.Offset+f.Length]+": "+f.Reason)
			}
			if g := strings.Join(got, "\n"); g != test.want {
				t.Errorf("got\n%s\nwant\n%s", g, test.want)
			}
		})
	}
}

// FuzzLint: no input panics, and a fault is an action of the source.
func FuzzLint(f *testing.F) {
	for _, source := range files() {
		f.Add(source)
	}
	f.Add("<script>{{/*")
	f.Add("<a b={{\"\\")
	f.Fuzz(func(t *testing.T, source string) {
		last := 0
		for _, fault := range Lint(source) {
			action := source[fault.Offset : fault.Offset+fault.Length]
			if fault.Offset < last || !strings.HasPrefix(action, "{{") || !strings.HasSuffix(action, "}}") {
				t.Fatalf("%d, %q", fault.Offset, action)
			}
			last = fault.Offset + fault.Length
		}
	})
}
