package tomlfile

import (
	"fmt"
	"strings"
	"testing"
)

func TestStatements(t *testing.T) {
	text := "# top\na = 1 # one\n\nb.c = \"\"\"\n[no]\nx = 1\n\"\"\"\n[t] # table\n  d = [\n  1, # [no]\n]\n[[t.e]]\n\"f g\" = {h = 1}"
	list, ok := Statements([]byte(text))
	if !ok {
		t.Fatal("no TOML")
	}
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "%v %v %v %q\n", s.Header, s.Table, s.Key, text[s.Start:s.End])
	}
	want := `false [] [a] "a = 1 # one\n"
false [] [b c] "b.c = \"\"\"\n[no]\nx = 1\n\"\"\"\n"
true [t] [] "[t] # table\n"
false [t] [d] "  d = [\n  1, # [no]\n]\n"
true [t e] [] "[[t.e]]\n"
false [t e] [f g] "\"f g\" = {h = 1}"
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	if _, ok := Statements([]byte("a = [\n")); ok {
		t.Error("an array that does not end is no TOML")
	}
}
