package search_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"modestad/generator/search"
)

// A row is one of the table that both sides keep to.
type row struct {
	Lang, Text string
	Keys       []string
}

func table(t *testing.T) (out []row) {
	t.Helper()
	data, err := os.ReadFile("testdata/words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if c := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(c) == 3 {
			out = append(out, row{c[0], c[1], strings.Fields(c[2])})
		}
	}
	return out
}

func keys(t *testing.T, lang, text string) (out []string) {
	t.Helper()
	r, err := search.RulesOf(lang)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range r.Words(text) {
		out = append(out, r.Stem(w))
	}
	return out
}

func TestWords(t *testing.T) {
	for _, r := range table(t) {
		if got := keys(t, r.Lang, r.Text); fmt.Sprint(got) != fmt.Sprint(r.Keys) {
			t.Errorf("%s %q: %q, want %q", r.Lang, r.Text, got, r.Keys)
		}
	}
}

// A stem's stem is itself, whatever the word.
func FuzzStem(f *testing.F) {
	f.Add("nl", "Zeeën en duinen")
	f.Add("fr", "x aux eaux yeux")
	f.Add("xx", "")
	f.Fuzz(func(t *testing.T, lang, text string) {
		r, err := search.RulesOf(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range r.Words(text) {
			if s := r.Stem(w); r.Stem(s) != s || s == "" {
				t.Errorf("%s %q has the stem %q, and that has %q", lang, w, s, r.Stem(s))
			}
		}
	})
}

func sample() []search.Doc {
	return []search.Doc{
		{URL: "/nl/a/#k", Title: "Het laboratorium", Kind: "Talent", Summary: "Waar <b>ontwerpers</b> leren.", Passages: []search.Passage{
			{Anchor: "#k--p-1", Heading: "De stof", Text: "Duurzame stoffen en draden."},
			{Anchor: "#k--p-2", Heading: "De stof", Text: "Iets over schoenen."}}},
		{URL: "/nl/b/", Title: "Modeontwerpers aan het woord", Kind: "evenement", Note: "10 juni 2026 · Waagnatie", End: "2026-06-10T21:00:00Z"},
		{URL: "/nl/c/", Title: "Mode in juni", Kind: "evenement", Note: "10 juni 2028", End: "2028-06-10T21:00:00Z", Keys: "Régis Poiret",
			Passages: []search.Passage{{Text: "Verborgen in de tekst: museum.", Hidden: true}}},
		{URL: "/nl/d/", Title: "Een ontwerper", Kind: "partner"},
		{URL: "/nl/e/", Title: "Studio", Lang: "en", Kind: "partner", Summary: "Borrowed words."},
	}
}

func TestIndex(t *testing.T) {
	one, err := search.Index("nl-BE", sample())
	if err != nil {
		t.Fatal(err)
	}
	two, _ := search.Index("nl-BE", sample())
	if !bytes.Equal(one, two) {
		t.Error("the same documents gave other bytes")
	}
	var x struct {
		Words    string
		At       [][]int
		Docs     [][]any
		Passages [][]any
	}
	if err := json.Unmarshal(one, &x); err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(x.Words)
	if len(words) != len(x.At) || len(x.Docs) != 5 || len(x.Passages) != 7 {
		t.Fatalf("%d words, %d lists, %d documents, %d passages", len(words), len(x.At), len(x.Docs), len(x.Passages))
	}
	for i, at := range x.At {
		p := 0
		for j := 0; j < len(at); j += 2 {
			p += at[j]
			if p >= len(x.Passages) || at[j+1] < 1 || j > 0 && at[j] < 1 {
				t.Errorf("%s: %v", words[i], at)
			}
		}
	}
	empty, err := search.Index("xx", nil)
	if err != nil || !json.Valid(empty) || bytes.Contains(empty, []byte("null")) {
		t.Errorf("an empty index is %s (%v)", empty, err)
	}
}

// node runs a script; what is missing skips the test, or fails it where tools are asked for.
func node(t *testing.T, script string, input any) []byte {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("MODESTAD_ORACLES") == "1" {
			t.Fatal(err)
		}
		t.Skip("no node: ", err)
	}
	client, err := filepath.Abs("../../themes/patroon/assets/js/search.js")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(client)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "client.mjs"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	script = `import { words, stem, near, search } from "./client.mjs";
import { readFileSync } from "node:fs";
const input = JSON.parse(readFileSync(0, "utf8"));
const out = (x) => process.stdout.write(JSON.stringify(x));
` + script
	if err := os.WriteFile(filepath.Join(dir, "run.mjs"), []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", filepath.Join(dir, "run.mjs"))
	cmd.Stdin = bytes.NewReader(in)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	got, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.Bytes())
	}
	return got
}

// The browser cuts words as the program does.
func TestClientWords(t *testing.T) {
	type asked struct {
		Rules search.Rules
		Text  string
	}
	var in []asked
	rows := table(t)
	for _, r := range rows {
		rules, err := search.RulesOf(r.Lang)
		if err != nil {
			t.Fatal(err)
		}
		in = append(in, asked{rules, r.Text})
	}
	var got [][]string
	if err := json.Unmarshal(node(t, `out(input.map(({ Rules, Text }) => words(Text, Rules).map((w) => stem(w, Rules))));`, in), &got); err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if fmt.Sprint(got[i]) != fmt.Sprint(r.Keys) {
			t.Errorf("%s %q: %q, want %q", r.Lang, r.Text, got[i], r.Keys)
		}
	}
}

func TestClientSearch(t *testing.T) {
	data, err := search.Index("nl", sample())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, question, want string }{
		{"a stem", "stof", "/nl/a/#k>#k--p-1,#k--p-2"},
		{"a plural", "draad", "/nl/a/#k>#k--p-1"},
		{"half typed", "duurzaa", "/nl/a/#k>#k--p-1"},
		{"marks", "regis", "/nl/c/"},
		{"a letter too few", "ontwrper", "/nl/d/ /nl/a/#k /nl/b/"},
		{"letters swapped", "laboratroium", "/nl/a/#k"},
		{"part of a compound, past last", "ontwerper", "/nl/d/ /nl/a/#k /nl/b/"},
		{"a date", "10 juni", "/nl/c/ /nl/b/"},
		{"all words", "mode waagnatie", "/nl/b/"},
		{"text that is not shown", "museum", "/nl/c/"},
		{"nothing", "xyzzy", ""},
		{"no word", " ,; ", ""},
		{"a name of JavaScript", "constructor __proto__", ""},
		{"another language", "borrowed", "/nl/e/"},
	}
	var in struct {
		Index     json.RawMessage
		Questions []string
		Now       int64
	}
	in.Index, in.Now = data, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	for _, test := range tests {
		in.Questions = append(in.Questions, test.question)
	}
	var got []string
	err = json.Unmarshal(node(t, `out(input.Questions.map((q) => search(q, input.Index, input.Now).map((h) =>
  h.url + (h.places.length ? ">" + h.places.map((p) => p.url.slice(p.url.indexOf("#"))).join() : "")).join(" ")));`, in), &got)
	if err != nil {
		t.Fatal(err)
	}
	for i, test := range tests {
		if got[i] != test.want {
			t.Errorf("%s: %q finds %q, want %q", test.name, test.question, got[i], test.want)
		}
	}
}
