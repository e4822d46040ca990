package tomlfile

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"modestad/generator/diag"
	"modestad/generator/source"
)

// TestSlips gives the code, the place and the arguments of the mistakes that authors make.
func TestSlips(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"a = \"x\nb = 1", `toml-newline [] ""`},
		{"a = \"x", `toml-quote ["] ""`},
		{"a = 'x", `toml-quote ['] ""`},
		{"a = \"\"\"x", `toml-quote ["""] ""`},
		{"a = '''x", `toml-quote ['''] ""`},
		{"a = 1\na = 2", `toml-double [a] "a"`},
		{"[nl]\nx = 1\n[nl]\ny = 2", `toml-double [nl] "nl"`},
		{"a = []\n[[a]]", `toml-double [a] "a"`},
		{"a = 10/06/2027", `toml-date [10/06/2027] "10/06/2027"`},
		{"a = 20u00", `toml-date [20u00] "20u00"`},
		{"a = 10-06-2027", `toml-date [10-06-2027] "10-06-2027"`},
		{"a = 2027-06-31", `toml-date [2027-06-31] "2027-06-31"`},
		{"a = 2027-06-10T25:00:00", `toml-date [2027-06-10T25:00:00] "2027-06-10T25:00:00"`},
		{"a = modenatie", `toml-value [modenatie] "modenatie"`},
		{"a = mode-natie # here", `toml-value [mode-natie] "mode-natie"`},
		{"a = [nl, fr]", `toml-value [nl] "nl"`},
		{"a = Mo De", `toml-value [Mo De] "Mo De"`},
		{"a = €12", `toml-value [€12] "€12"`},
		{"a =", `toml-value-missing [] "="`},
		{"a = \nb = 1", `toml-value-missing [] ""`},
		{"a = # later", `toml-value-missing [] "#"`},
		{"naam van = 1", `toml-equals [v] "v"`},
		{"a: 1", `toml-equals [:] ":"`},
		{"a", `toml-alone [] ""`},
		{"a\nb = 1", `toml-alone [] ""`},
		{"a = \"De \"nieuwe\" show\"", `toml-quote-inside [nieuwe" show"] "nieuwe\" show\""`},
		{"a = 'it's'", `toml-quote-inside [s'] "s'"`},
		{"a = “x”", `toml-curly [“x”] "“x”"`},
		{"“a” = 1", `toml-curly [“] "“"`},
		{"a = True", `toml-bool [True true] "True"`},
		{"a = 12,5", `toml-comma [] ","`},
		{"a = { b = 12,5 }", `toml-comma [] ","`},
		{"a = [1,,2]", `toml-comma [] ","`},
		{"a = 12 euro", `toml-line [euro] "euro"`},
		{"a = [1, 2", `toml-list [] ""`},
		{"a = [1 2]", `toml-list [] "2"`},
		{"a = { b = 1 c = 2 }", `toml-braces [] "c"`},
		{"a = { b = 1", `toml-braces [] ""`},
		{"[a\nb = 1", `toml-header [] ""`},
		{"[a b]", `toml-header [] "b"`},
		{"[]", `toml-header [] "]"`},
		{"a = 012", `toml-number [012] "012"`},
		{"a = 12.5.3", `toml-number [12.5.3] "12.5.3"`},
		{"a = .5", `toml-number [.5] ".5"`},
		{"a = 99999999999999999999", `toml-number [99999999999999999999] "99999999999999999999"`},
		{"a = \"C:\\Users\"", `toml-escape [] ""`},
		{"a = \"\\q\"", `toml-escape [] "\\q"`},
		{"a = \"\x01\"", `toml-control [U+0001] ""`},
		{"= 1", `toml-key [] "="`},
		{"x\x00y", `toml-encoding [] ""`},
	} {
		f := &source.File{Path: "x.toml", Data: []byte("#\n" + test.in)}
		found := Parse(f.Span(2, len(f.Data))).Close()
		if len(found) != 1 {
			t.Errorf("%q: %v", test.in, found)
			continue
		}
		got := fmt.Sprintf("%s %v %q", found[0].Code, found[0].Args, cut(found[0].Place))
		if strings.HasSuffix(test.want, ` ""`) { // the place does not matter
			got = got[:strings.LastIndex(got, ` "`)]
			test.want = strings.TrimSuffix(test.want, ` ""`)
			if len(found[0].Args) > 0 {
				got = fmt.Sprintf("%s %v", found[0].Code, found[0].Args)
			} else {
				got = found[0].Code + " []"
			}
		}
		if got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.in, got, test.want)
		}
		if _, ok := diag.Lookup(found[0].Code); !ok {
			t.Errorf("%q: no code %s", test.in, found[0].Code)
		}
	}
}

// cut gives what a place on one line covers.
func cut(p diag.Place) string {
	r := []rune(p.Text)
	from, to := min(p.Start.Column-1, len(r)), min(p.End.Column-1, len(r))
	if p.End.Line != p.Start.Line || to < from {
		to = len(r)
	}
	return string(r[from:to])
}

// FuzzParse wants an end, no place outside the file, and the values that the decoder gives for the whole text, whatever
// the input.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a = 1", "a = {b=1,", "[a]\nb=”", "a=\"\\u", "a=10/6", "[[a]]\nb=[1,\n", "a = 1,5", "x\x00", "é=1\r\n", "\"”"} {
		f.Add([]byte(s))
	}
	long := strings.Repeat("een lange tekst, ", 4)
	for _, s := range []string{"a = \"" + long + "\"", "[nl]\nbody = \"\"\"\n" + long + "\n\"\"\"\"\"\nb = 1", "a.b.c = '" + long + "'", "[[x]]\na =  + long + \n[[x]]\na = \"" + long + "é\\n\"",
		"a = \"" + long + "\"\na = \"" + long + "\"", "x = [\"" + long + "\", {a = \"" + long + "\"}]", "a = {b = \"" + long + "\"}\r\nc = \"\"\"\r\n" + long + "\"\"\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := &source.File{Path: "x.toml", Data: data}
		doc := Parse(file.Span(0, len(data)))
		if !doc.Broken() {
			var want map[string]any
			if _, err := toml.Decode(strings.TrimPrefix(string(data), "\uFEFF"), &want); err != nil {
				t.Errorf("%q: the decoder says %v", data, err)
			} else if got := doc.Root().Raw(); fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
				t.Errorf("%q:\n%#v, not\n%#v", data, got, want)
			}
			// A text by its place is what it is as a value.
			other := Parse(file.Span(0, len(data))).Root()
			for key, v := range want {
				if text, is := v.(string); is {
					if at := other.Text(key); text != "" && strings.IndexFunc(text, controlInBlock) < 0 && string(at.File.Data[at.Start:at.End]) != text {
						t.Errorf("%q: %s is %q, not %q", data, key, at.File.Data[at.Start:at.End], text)
					}
				}
			}
		}
		for _, found := range doc.Close() {
			p := found.Place
			if p.Start.Line < 0 || p.End.Line < p.Start.Line || p.End.Line == p.Start.Line && p.End.Column < p.Start.Column {
				t.Errorf("%q: %+v", data, p)
			}
		}
	})
}

// looksLikeTOML says whether an example is one of TOML, by its first line.
var looksLikeTOML = regexp.MustCompile(`^(\[[a-z0-9_.\[-]+\]+(\n|$)|[a-z_.]+ *=[^=])`)

// TestExamples reads the examples of all codes that are TOML: a wrong one of a slip has that slip and no other, and
// all others can be read.
func TestExamples(t *testing.T) {
	read := func(text string) string {
		f := &source.File{Path: "x.toml", Data: []byte(text)}
		for _, found := range Parse(f.Span(0, len(f.Data))).Close() {
			if strings.HasPrefix(found.Code, "toml-") {
				return found.Code
			}
		}
		return ""
	}
	slips := 0
	for _, c := range diag.Codes() {
		slip := strings.HasPrefix(c.Name, "toml-")
		// Two cannot be shown as they are: what is wrong cannot be seen.
		if slip && c.Name != "toml-control" && c.Name != "toml-encoding" {
			slips++
			if got := read(c.Wrong); got != c.Name {
				t.Errorf("%s: the wrong example gives %q", c.Name, got)
			}
		} else if looksLikeTOML.MatchString(c.Wrong) && !slip {
			if got := read(c.Wrong); got != "" {
				t.Errorf("%s: the wrong example gives %q", c.Name, got)
			}
		}
		if looksLikeTOML.MatchString(c.Right) && c.Name != "toml-encoding" {
			if got := read(c.Right); got != "" {
				t.Errorf("%s: the right example gives %q", c.Name, got)
			}
		}
	}
	if slips < 20 {
		t.Errorf("only %d slips were tried", slips)
	}
}
