package tomlfile

import (
	"testing"
)

func eventOrder(table []string) []string {
	if len(table) == 1 {
		return []string{"title", "summary", "body"}
	}
	return []string{"kind", "start", "end", "venue"}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "\n\n", ""},
		{"order and equals signs", "venue='a'\nkind = \"event\"\nstart= 2027-01-01\n", "kind  = \"event\"\nstart = 2027-01-01\nvenue = 'a'\n"},
		{"what is not known comes last, as it was", "b=1\na=2\nkind=3\n", "kind = 3\nb    = 1\na    = 2\n"},
		{"remarks move with their keys", "end = 0\n# place\nvenue = 1 # here\n# what\nkind = 2\n", "# what\nkind  = 2\nend   = 0\n# place\nvenue = 1 # here\n"},
		{"a remark on the file stays on top", "# file\nvenue = 1\nkind = 2\n", "# file\nkind  = 2\nvenue = 1\n"},
		{"blank lines", "\n\na = 1  \n\n\n\n[nl]\n\ntitle = 'x'\n\n\n", "a = 1\n\n[nl]\ntitle = 'x'\n"},
		{"blocks", "kind = 1\n\nlonger_key = 2\n", "kind = 1\n\nlonger_key = 2\n"},
		{"several lines", `[nl]` + "\n" + `body = "een\ntwee \"drie\"\n"` + "\n", "[nl]\nbody = \"\"\"\neen\ntwee \"drie\"\n\"\"\"\n"},
		{"three quotes in it", `a = "x\n\"\"\"\"\"y\\"` + "\n", "a = \"\"\"\nx\n\"\"\\\"\"\"y\\\\\"\"\"\n"},
		{"a quote at its end", `a = "x\n\""` + "\n", "a = \"\"\"\nx\n\\\"\"\"\"\n"},
		{"a carriage return", `a = "x\r\ny"` + "\n", "a = \"\"\"\nx\\u000d\ny\"\"\"\n"},
		{"times", "start = 2027-01-01T20:00:00.000\nend = 20:00:00.5\n", "start = 2027-01-01T20:00:00\nend   = 20:00:00.5\n"},
		{"lists of several lines", "a = [\n  1, # one\n  2,\n]\nb=1\n", "a = [\n  1, # one\n  2,\n]\nb = 1\n"},
		{"marks in texts", "a = \"= # [x]\"\n\"b = c\" = '''\n[no]\n'''\n", "a       = \"= # [x]\"\n\"b = c\" = '''\n[no]\n'''\n"},
		{"headers", "[ a . b ] # r\nx=1\n[[c]]\n[c.d]\n", "[ a . b ] # r\nx = 1\n[[c]]\n[c.d]\n"},
		{"line ends of elsewhere", "\uFEFFkind = 1\r\n\r\n[nl]\r\ntitle = 'x'\r\n", "kind = 1\n\n[nl]\ntitle = 'x'\n"},
		{"dotted", "nl.title = 'x'\nkind = 1\nnl.body = 'y'\n", "kind     = 1\nnl.title = 'x'\nnl.body  = 'y'\n"},
		{"remarks at the end", "a=1\n# end", "a = 1\n# end\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Format([]byte(c.text), eventOrder)
			if err != nil || string(got) != c.want {
				t.Fatalf("got %q (%v), want %q", got, err, c.want)
			}
			again, err := Format(got, eventOrder)
			if err != nil || string(again) != string(got) {
				t.Errorf("and then %q (%v)", again, err)
			}
		})
	}
	if _, err := Format([]byte("= 1"), eventOrder); err != ErrFormat {
		t.Errorf("no TOML: %v", err)
	}
}

// FuzzFormat: the form of the form is itself, and what it says is what was said (Format sees to that itself).
func FuzzFormat(f *testing.F) {
	for _, s := range []string{"a = \"x\\n\"", "[a]\n# r\nb=[1,\n2]\n", "'' = 1\n\"a.b\" = \"\"\"x\"\"\"\"", "a={b='}',c=[']']}", "# x\n\n# y\na=1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := Format(data, eventOrder)
		if err != nil {
			return
		}
		again, err := Format(out, eventOrder)
		if err != nil || string(again) != string(out) {
			t.Fatalf("%q became %q and then %q (%v)", data, out, again, err)
		}
	})
}
