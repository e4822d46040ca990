package directive

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// describe writes arguments and faults on one line each, with their places.
func describe(values Values, faults []Fault) string {
	var b strings.Builder
	for _, v := range values {
		fmt.Fprintf(&b, "%s %d-%d %q", v.Param.Name, v.Start, v.End, v.Text)
		if v.Param.Type == Integer {
			fmt.Fprintf(&b, " %d", v.Number)
		}
		for _, item := range v.List {
			fmt.Fprintf(&b, " %s@%d-%d", item.Text, item.Start, item.End)
		}
		b.WriteByte('\n')
	}
	for _, f := range faults {
		fmt.Fprintf(&b, "! %s %d-%d %v\n", f.Code, f.Start, f.End, f.Args)
	}
	return strings.TrimSpace(b.String())
}

func TestParse(t *testing.T) {
	tests := []struct{ name, directive, args, want string }{
		{"nothing", "timeline", "", ``},
		{"quoted", "timeline", ` line="talent"`, `line 6-14 "talent"`},
		{"literal", "timeline", `line='talent'`, `line 5-13 "talent"`},
		{"plain", "timeline", `line=talent`, `line 5-11 "talent"`},
		{"blanks round the sign", "timeline", `line = "talent" `, `line 7-15 "talent"`},
		{"escapes", "details", `summary="a \"b\" \\ \u00e9\U0001F9F5"`, `summary 8-37 "a \"b\" \\ é🧵"`},
		{"bare audiences", "for", "belevers  talent", `audiences 0-16 "" belevers@0-8 talent@10-16`},
		{"flag", "figure", `src="a.jpg" alt="b" wide`, "src 4-11 \"a.jpg\"\nalt 16-19 \"b\"\nwide 20-24 \"\""},
		{"number", "events", `feed="all" limit=3`, "feed 5-10 \"all\"\nlimit 17-18 \"3\" 3"},
		{"list", "chart", `type=bar facts="a, b,c" title="x"`,
			"type 5-8 \"bar\"\nfacts 15-23 \"\" a@16-17 b@19-20 c@21-22\ntitle 30-33 \"x\""},
		{"unknown parameter", "timeline", `lin="x"`, `! directive-parameter-unknown 0-3 [timeline lin]`},
		{"unknown and missing", "quote", `wie="x" role="y"`, "role 13-16 \"y\"\n! directive-parameter-unknown 0-3 [quote wie]\n! directive-parameter-missing 0-16 [quote who='...']"},
		{"a slip is not missing", "quote", `hwo="x" role="y"`, "role 13-16 \"y\"\n! directive-parameter-unknown 0-3 [quote hwo]"},
		{"wrong and missing", "chart", `type=pie facts=a`, "facts 15-16 \"\" a@15-16\n! directive-parameter-value 5-8 [type pie bar|column|line|dot]\n! directive-parameter-missing 0-16 [chart title='...']"},
		{"unknown and neither", "chart", `type=bar title="t" width=3`, "type 5-8 \"bar\"\ntitle 15-18 \"t\"\n! directive-parameter-unknown 19-24 [chart width]\n! directive-exclusive 0-26 [chart facts | data]"},
		{"wrong and so not neither", "chart", `type=bar title="t" facts="A B"`, "type 5-8 \"bar\"\ntitle 15-18 \"t\"\n! directive-parameter-value 25-30 [facts A B <fact>,<fact>]"},
		{"missing", "evidence", ``, `! directive-parameter-missing 0-0 [evidence fact='<fact>']`},
		{"missing audience", "for", ``, `! directive-parameter-missing 0-0 [for <audience> ...]`},
		{"twice", "timeline", `line=a line=b`, "line 5-6 \"a\"\n! directive-parameter-double 7-13 [line]"},
		{"audience twice", "for", `a a`, "audiences 0-1 \"\" a@0-1\n! directive-parameter-double 2-3 [a]"},
		{"not a number", "events", `feed=all limit=three`, "feed 5-8 \"all\"\n! directive-parameter-value 15-20 [limit three 1..24]"},
		{"too many", "events", `feed=all limit=9999999999999999999999`, "feed 5-8 \"all\"\n! directive-parameter-value 15-37 [limit 9999999999999999999999 1..24]"},
		{"not of the list", "partners", `role="ancho"`, `! directive-parameter-value 5-12 [role ancho anchor|education|entrepreneurship|retail|tourism|government|media|network]`},
		{"no value", "timeline", `line`, `! directive-parameter-value 0-4 [line  <line>]`},
		{"nothing after the sign", "timeline", `line=`, `! directive-argument 0-5 [line=]`},
		{"stray text", "timeline", `{.x} "y"`, "! directive-argument 0-4 [{.x}]\n! directive-argument 5-8 [\"y\"]"},
		{"unclosed", "details", `summary="abc`, `! directive-argument 0-12 [summary="abc]`},
		{"unclosed literal", "details", `summary='abc`, `! directive-argument 0-12 [summary='abc]`},
		{"text after a quote", "timeline", `line="a"b`, `! directive-argument 0-9 [line="a"b]`},
		{"curly quotes", "timeline", `line=“a”`, `! directive-argument 0-12 [line=“a”]`},
		{"empty text", "details", `summary=" "`, `! directive-parameter-value 8-11 [summary   ...]`},
		{"no path out", "figure", `src="../x.jpg" alt="a"`, "alt 19-22 \"a\"\n! directive-parameter-value 4-14 [src ../x.jpg file]"},
		{"no address", "figure", `src="https://x/y.jpg" alt="a"`, "alt 26-29 \"a\"\n! directive-parameter-value 4-21 [src https://x/y.jpg file]"},
		{"both", "chart", `type=bar facts=a data="x.csv" title="t"`,
			"type 5-8 \"bar\"\nfacts 15-16 \"\" a@15-16\ndata 22-29 \"x.csv\"\ntitle 36-39 \"t\"\n! directive-exclusive 0-39 [chart facts | data]"},
		{"neither", "chart", `type=bar title="t"`, "type 5-8 \"bar\"\ntitle 15-18 \"t\"\n! directive-exclusive 0-18 [chart facts | data]"},
		{"upper case", "for", `Talent`, `! directive-parameter-value 0-6 [audiences Talent <audience>]`},
		{"empty item", "chart", `type=bar facts="a,,b" title="t"`, "type 5-8 \"bar\"\ntitle 28-31 \"t\"\n! directive-parameter-value 15-21 [facts a,,b <fact>,<fact>]"},
		{"control by escape", "details", `summary="\u0000"`, `! directive-argument 0-16 [summary="\u0000"]`},
		{"surrogate by escape", "details", `summary="\ud800"`, `! directive-argument 0-16 [summary="\ud800"]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := describe(Parse(Find(test.directive), test.args))
			if got != test.want {
				t.Errorf("%s %s\ngot  %s\nwant %s", test.directive, test.args, got, test.want)
			}
		})
	}
}

func TestValues(t *testing.T) {
	values, faults := Parse(Find("chart"), `type="line" facts="a,b" title="Growth"`)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if values.Text("title") != "Growth" || !values.Has("facts") || values.Has("data") || values.Int("limit", 7) != 7 ||
		strings.Join(values.List("facts"), " ") != "a b" {
		t.Errorf("values read back wrongly: %s", describe(values, nil))
	}
}

func TestAll(t *testing.T) {
	seen := map[string]bool{}
	for _, spec := range All {
		if !ID(spec.Name) || seen[spec.Name] {
			t.Errorf("%s: no name, or twice", spec.Name)
		}
		seen[spec.Name] = true
		words := []map[string]string{spec.About}
		for _, p := range spec.Params {
			words = append(words, p.About)
		}
		for _, w := range words {
			for _, lang := range []string{"en", "nl", "fr"} {
				if w[lang] == "" {
					t.Errorf("%s: a description lacks %s", spec.Name, lang)
				}
			}
		}
		for _, name := range append(spec.Outside, spec.Exclusive...) {
			if Find(name) == nil && spec.Param(name) == nil {
				t.Errorf("%s names %s, which is not there", spec.Name, name)
			}
		}
		fence, _, _ := strings.Cut(strings.TrimLeft(spec.Example, ":"), "\n")
		args, ok := strings.CutPrefix(strings.TrimSpace(fence), spec.Name)
		if !ok {
			t.Errorf("%s: its example does not begin with its fence", spec.Name)
		}
		if _, faults := Parse(spec, args); len(faults) > 0 {
			t.Errorf("%s: its example has faults: %v", spec.Name, faults)
		}
	}
}

func TestForm(t *testing.T) {
	want := map[string]string{
		"for":     `::: for <audience> ...`,
		"quote":   `::: quote who="..." role="..." [source="<source>"]`,
		"figure":  `::: figure src="file" alt="..." [credit="..."] [wide]`,
		"chart":   `::: chart type="bar|column|line|dot" facts="<fact>,<fact>" data="file" title="..." [id="id"]`,
		"events":  `::: events feed="<feed>" [limit=1..24]`,
		"gallery": `::: gallery`,
	}
	for name, form := range want {
		if got := Find(name).Form(); got != form {
			t.Errorf("got %s, want %s", got, form)
		}
	}
}

func TestLongArguments(t *testing.T) {
	for _, part := range []string{"a ", `a="`, "a=b ", `\`, "=", "line=x,"} {
		for _, spec := range All {
			_, faults := Parse(spec, strings.Repeat(part, 2000))
			if len(faults) == 0 && spec.Name != "for" {
				t.Errorf("%s took %q", spec.Name, part)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, spec := range All {
		fence, _, _ := strings.Cut(strings.TrimLeft(spec.Example, ":"), "\n")
		f.Add(strings.TrimPrefix(strings.TrimSpace(fence), spec.Name))
	}
	f.Add(`a="\"" b='x' “c” = =`)
	f.Fuzz(func(t *testing.T, args string) {
		for _, spec := range All {
			values, faults := Parse(spec, args)
			for _, v := range values {
				if v.Start < 0 || v.End < v.Start || v.End > len(args) {
					t.Fatalf("%s: value at %d-%d of %d", spec.Name, v.Start, v.End, len(args))
				}
				for _, item := range v.List {
					if item.Start < v.Start || item.End > v.End || !ID(item.Text) {
						t.Fatalf("%s: item %+v in %d-%d", spec.Name, item, v.Start, v.End)
					}
				}
				if v.Param.Type == Text && !utf8.ValidString(v.Text) {
					t.Fatalf("%s: text is not UTF-8", spec.Name)
				}
			}
			for _, x := range faults {
				if x.Start < 0 || x.End < x.Start || x.End > len(args) {
					t.Fatalf("%s: fault at %d-%d of %d", spec.Name, x.Start, x.End, len(args))
				}
			}
		}
	})
}
