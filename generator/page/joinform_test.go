package page

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"modestad/generator/content"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// runForm runs a script beside the theme's form and gives what it writes. What is missing skips the test, or fails it
// where tools are asked for.
func runForm(t *testing.T, script string) []byte {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("MODESTAD_ORACLES") == "1" {
			t.Fatal(err)
		}
		t.Skip("no node: ", err)
	}
	data, err := os.ReadFile("../../themes/patroon/assets/js/join.js")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"join.mjs": string(data), "run.mjs": `import { Plain, write, text, slug, faults } from "./join.mjs";
import { readFileSync } from "node:fs";
const out = (x) => process.stdout.write(JSON.stringify(x));
` + script} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("node", filepath.Join(dir, "run.mjs"))
	var errs bytes.Buffer
	cmd.Stderr = &errs
	got, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.Bytes())
	}
	return got
}

// What the form writes is what the program reads, whatever stands in it.
func TestFormTexts(t *testing.T) {
	nasty := []string{"plain", `back\slash`, `a "quote"`, `""`, `"""`, `x """" y`, `ends in """"""`, `\"\"\"`, "\\u0041 \\n", "a\tb", "''' # = [x]", "é ü 中 🧵",
		"[nl]\ntitle = \"taken\"", "one\ntwo\n", "\nfirst line empty", "quotes\n\"\"\"\nend", "ends\nin quote\"", "ends\nin two\"\"", "ends\nin back\\", "line\\\nnext", "a\r\nb\rc",
		"::: quote who=\"Ann\" role=\"x\"\nText\n\n:::\n", "trailing  \nblanks\t\n", "{{.Title}} 5 < 6 & 7", "  around  "}
	in, err := json.Marshal(nasty)
	if err != nil {
		t.Fatal(err)
	}
	var written []string
	if err := json.Unmarshal(runForm(t, `out(`+string(in)+`.map((x) => write({ start: new Plain("2027-06-10T20:00:00"), end: new Plain("2027-06-10T22:00:00"),
  nl: { title: "T", summary: "S", body: x }, performers: [x.replace(/\s+/g, " ").trim()], image_credit: "after" })));`), &written); err != nil {
		t.Fatal(err)
	}
	for i, want := range nasty {
		want = strings.ReplaceAll(strings.ReplaceAll(want, "\r\n", "\n"), "\r", "\n")
		b := book(t, files(t, map[string]string{"content/partners/momu/events/proef.toml": written[i]}), spring)
		e := b.Site.Event("momu/proef")
		if e == nil {
			t.Errorf("%q is not read:\n%s", want, written[i])
			continue
		}
		f := &source.File{Path: "proef.toml", Data: []byte(written[i])}
		if got, _ := tomlfile.Parse(f.Span(0, len(f.Data))).Root().Table("nl").Any("body"); got != want {
			t.Errorf("%q came out as %q:\n%s", want, got, written[i])
		}
		is(t, "title", e.Texts[0].Value.Title, "T")
		is(t, "what follows", e.Image.Credit, "after")
		is(t, "a list", strings.Join(e.Performers, "|"), strings.Join(strings.Fields(want), " "))
	}
}

// A whole file of each kind is read without a fault, and as it was meant.
func TestFormFile(t *testing.T) {
	var got []string
	if err := json.Unmarshal(runForm(t, `const day = (x) => new Plain(x);
out([write({ kind: "event", status: "tentative", start: day("2027-06-10T20:00:00"), end: day("2027-06-10T23:00:00"), place: { name: "Ergens", address: "Straat 1" },
  audiences: ["belevers"], crowds: ["own", "us"], tags: ["defile"], languages: ["nl", "en"], url: "https://example.org/x?a=1&b=2",
  price: { from: 12.5, to: 20, booking: "https://example.org/" }, age: { min: 12, max: 18 }, visit: { group: true }, access: { wheelchair: true, quiet: true },
  performers: ["Ann \"de naald\" Peeters"], contact: { name: "Ann", email: "ann@example.org" }, repeat: { every: "week", interval: 2, on: ["thu"], until: day("2027-12-31"), except: [day("2027-06-24")] },
  nl: { title: "Titel", summary: "Zin", body: "Een\n\ntwee" }, fr: { title: "Titre" } }),
 write({ kind: "exhibition", start: day("2027-06-10"), end: day("2027-09-10"), closed: [day("2027-07-21")],
  opening: [{ days: ["tue", "wed"], from: day("10:00:00"), to: day("18:00:00") }, { days: ["sun"], from: day("13:00:00"), to: day("18:00:00") }], nl: { title: "Expo" } }),
 write({ kind: "call", opens: day("2027-05-01"), deadline: day("2027-06-10T12:00:00"), for: ["designer"], need: ["capital"], nl: { title: "Oproep" } }),
 write({ kind: "product", available: { from: day("2027-05-01"), to: day("2027-10-01") }, owner: "momu", reviewed: day("2027-03-01"), price: { free: true }, nl: { title: "Bezoek" } })]);`), &got); err != nil {
		t.Fatal(err)
	}
	over := map[string]string{}
	for i, name := range []string{"een", "twee", "drie", "vier"} {
		over["content/partners/momu/events/"+name+".toml"] = got[i]
	}
	b := book(t, files(t, over), spring)
	e := b.Site.Event("momu/een")
	if e == nil {
		t.Fatalf("not read:\n%s", got[0])
	}
	is(t, "status", e.Status, "tentative")
	is(t, "place", *e.Place, content.Place{Name: "Ergens", Address: "Straat 1"})
	is(t, "price", *e.Price, content.Price{From: 12.5, To: 20, HasFrom: true, HasTo: true, Booking: "https://example.org/"})
	is(t, "performer", e.Performers[0], `Ann "de naald" Peeters`)
	is(t, "age", [2]int{e.MinAge, e.MaxAge}, [2]int{12, 18})
	is(t, "visit", strings.Join(e.Visit, " "), "group")
	is(t, "languages", len(e.Texts), 2)
	is(t, "second time", e.Occurrences[1].Start.String(), "2027-07-08T20:00:00")
	is(t, "exhibition", len(b.Site.Event("momu/twee").Opening), 2)
	is(t, "closed", b.Site.Event("momu/twee").Closed[0].String(), "2027-07-21")
	is(t, "deadline", b.Site.Event("momu/drie").Deadline.HasTime, true)
	is(t, "available", b.Site.Event("momu/vier").To.String(), "2027-10-01")
}

// The rules of the form are those of the program's commonest faults.
func TestFormFaults(t *testing.T) {
	tests := []struct{ name, event, want string }{
		{"nothing", `{ kind: "event" }`, "nl.title:title start:when"},
		{"fine", `{ kind: "event", start: d("2027-06-10T20:00:00"), end: d("2027-06-10T21:00:00"), nl: { title: "x" } }`, ""},
		{"a product needs no day", `{ kind: "product", nl: { title: "x" } }`, ""},
		{"end first", `{ kind: "event", start: d("2027-06-10T20:00:00"), end: d("2027-06-10T20:00:00"), nl: { title: "x" } }`, "end:order"},
		{"one whole day", `{ kind: "event", start: d("2027-06-10"), end: d("2027-06-10"), nl: { title: "x" } }`, ""},
		{"an exhibition without an end", `{ kind: "exhibition", start: d("2027-06-10"), nl: { title: "x" } }`, "end:last"},
		{"prices", `{ kind: "product", price: { from: 5, to: 2, free: true }, nl: { title: "x" } }`, "price.to:less price.free:free"},
		{"a long sentence", `{ kind: "product", nl: { title: "x", summary: "y".repeat(161) } }`, "nl.summary:long"},
		{"hidden", `{ kind: "product", nl: { title: "x\u202ey" } }`, "nl.title:hidden"},
		{"hidden in a table, a list", `{ kind: "product", performers: ["a", "\u2066b"], place: { name: "x\u200ey" }, nl: { title: "x" } }`, "performers:hidden place.name:hidden"},
		{"HTML", `{ kind: "product", nl: { title: "x", body: "een <b>vet</b>" }, en: { title: "x", body: "<!-- x" } }`, "nl.body:html en.body:html"},
		{"angles that are no HTML", `{ kind: "product", nl: { title: "x", body: "<https://x.example/> <fact:x> <a@b.example> 3 <4 <3 \\\\<b> a < b \x60<b>\x60\n\x60\x60\x60\n<i>\n\x60\x60\x60" } }`, ""},
		{"emoji of several", `{ kind: "product", nl: { title: "👩\u200d🎨" } }`, ""},
		{"addresses", `{ kind: "product", url: "javascript:alert(1)", online: "https://x.example/", nl: { title: "x" } }`, "url:address"},
		{"tags", `{ kind: "product", tags: ["Défilé"], nl: { title: "x" } }`, "tags:id"},
		{"image", `{ kind: "product", image: "../x.png", nl: { title: "x" } }`, "nl.image_alt:told image:image"},
		{"places", `{ kind: "product", venue: "a", place: { address: "b" }, nl: { title: "x" } }`, "place.name:twice place.name:needed"},
		{"hours", `{ kind: "product", opening: [{ days: ["tue"], from: d("18:00:00"), to: d("10:00:00") }], nl: { title: "x" } }`, "opening:hours"},
	}
	var b strings.Builder
	b.WriteString("const d = (x) => new Plain(x);\nout([")
	for _, test := range tests {
		b.WriteString(test.event + ",\n")
	}
	b.WriteString(`].map((e) => faults(e, ["nl", "en"]).map((f) => f.join(":")).join(" ")));`)
	var got []string
	if err := json.Unmarshal(runForm(t, b.String()), &got); err != nil {
		t.Fatal(err)
	}
	for i, test := range tests {
		is(t, test.name, got[i], test.want)
	}
	var slugs []string
	if err := json.Unmarshal(runForm(t, `out(["Défilé: l’été!", "Œuvre & Straße", "中文", "--a--", "x".repeat(80)].map(slug));`), &slugs); err != nil {
		t.Fatal(err)
	}
	if want := []string{"defile-l-ete", "oeuvre-strasse", "", "a", strings.Repeat("x", 56)}; !reflect.DeepEqual(slugs, want) {
		t.Errorf("slugs %q", slugs)
	}
}
