package kit

import (
	"bytes"
	"strings"
	"testing"
)

func TestTexts(t *testing.T) {
	for _, c := range []struct{ name, html, text, markdown, marked string }{
		{"paragraphs", "<p>One <em>two</em>\nthree.</p>\n<p>Four<br>five</p>", "One two three.\n\nFour\nfive", "One *two* three.\n\nFour\\\nfive", "<p>One <em>two</em>\nthree.</p>\n<p>Four<br>five</p>"},
		{"link", `<p>See <a href="/nl/x/">it</a> and <a href="https://a.example/?a=1&amp;b=2">that</a>.</p>`, "See it (https://s.example/nl/x/) and that (https://a.example/?a=1&b=2).",
			"See [it](<https://s.example/nl/x/>) and [that](<https://a.example/?a=1&b=2>).", `<p>See <a href="https://s.example/nl/x/">it</a> and <a href="https://a.example/?a=1&amp;b=2">that</a>.</p>`},
		{"note", `<p>Word<a class="ref" href="#n1">1</a></p>`, "Word1", "Word1", `<p>Word<a class="ref">1</a></p>`},
		{"signs", "<p>1. a_b *c* [d] &lt;e&gt; &amp; # f</p>", "1. a_b *c* [d] <e> & # f", `1\. a\_b \*c\* \[d\] \<e\> \& # f`, "<p>1. a_b *c* [d] &lt;e&gt; &amp; # f</p>"},
		{"space", "<p>39\u00a0% of it</p>", "39\u00a0% of it", "39\u00a0% of it", "<p>39\u00a0% of it</p>"},
		{"list", "<ul><li>a</li><li>b</li></ul>", "- a\n- b", "- a\n- b", "<ul><li>a</li><li>b</li></ul>"},
		{"open", "<p>a <em", "a <em", `a \<em`, "<p>a <em"},
		{"empty", "", "", "", ""},
	} {
		for kind, x := range map[string][2]string{"text": {asText(c.html, "https://s.example"), c.text}, "markdown": {asMarkdown(c.html, "https://s.example"), c.markdown}, "HTML": {asHTML(c.html, "https://s.example"), c.marked}} {
			if x[0] != x[1] {
				t.Errorf("%s, %s: %q, not %q", c.name, kind, x[0], x[1])
			}
		}
	}
}

func FuzzTexts(f *testing.F) {
	f.Add(`<p>a <a href="/x">b</a></p>`)
	f.Add("<")
	f.Fuzz(func(t *testing.T, s string) {
		asHTML(s, "https://s.example")
		for _, out := range []string{asText(s, "https://s.example"), asMarkdown(s, "https://s.example")} {
			if out != strings.TrimSpace(out) && strings.TrimFunc(out, space) != out {
				t.Errorf("%q", out)
			}
		}
	})
}

func TestZip(t *testing.T) {
	files := []File{{"a.txt", []byte("a")}, {"b/c.txt", []byte("c")}}
	var one, two bytes.Buffer
	if err := Zip(&one, "kit", files); err != nil {
		t.Fatal(err)
	}
	if err := Zip(&two, "kit", files); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) || !bytes.Contains(one.Bytes(), []byte("kit/b/c.txt")) {
		t.Error("archives of the same files differ")
	}
}
