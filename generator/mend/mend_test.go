package mend

import (
	"testing"

	"modestad/generator/diag"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// read gives the findings of a reader that knows two keys and a few words.
func read(data []byte) diag.List {
	f := &source.File{Path: "content/x.toml", Data: data}
	t := tomlfile.Parse(f.Span(0, len(data))).Root()
	if r := t.Ref("kind"); r.ID != "" && r.ID != "event" {
		t.Add(r.Find("value-unknown", r.ID, "event").Near(r.ID, []string{"event"}))
	}
	if r := t.Ref("venue"); r.ID != "" && r.ID != "mode-natie" {
		t.Add(r.Find("venue-unknown", r.ID).Near(r.ID, []string{"mode-natie"}))
	}
	t.Line("image_alt")
	t.Any("price")
	t.Bool("draft")
	t.Moment("start")
	return t.Document().Close()
}

func TestFile(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"capitals of a key", "Kind = \"event\"\n", "kind = \"event\"\n"},
		{"capitals of a word", "kind = \"Event\"\n", "kind = \"event\"\n"},
		{"a hyphen for an underscore", "image-alt = \"x\"\n", "image_alt = \"x\"\n"},
		{"capitals and a hyphen of a name", "venue = \"ModeNatie\"\n", "venue = \"ModeNatie\"\n"}, // three edits: no nearest name
		{"capitals of a name", "venue = \"Mode-natie\"\n", "venue = \"mode-natie\"\n"},
		{"a wrong letter is no matter of spelling", "kind = \"ebent\"\n", "kind = \"ebent\"\n"},
		{"the key is there already", "Kind = \"event\"\nkind = \"event\"\n", "Kind = \"event\"\nkind = \"event\"\n"},
		{"True", "draft = True\n", "draft = true\n"},
		{"curly quotes", "kind = “event”\n", "kind = \"event\"\n"},
		{"curly quotes, and more in them", "kind = “a “b” c”\n", "kind = “a “b” c”\n"},
		{"a curly quote alone", "kind = “event\n", "kind = “event\n"},
		{"a colon", "kind: \"event\"\n", "kind = \"event\"\n"},
		{"a decimal comma", "price = { from = 12,5 }\n", "price = { from = 12.5 }\n"},
		{"a decimal comma by itself", "price = 12,5\n", "price = 12.5\n"},
		{"a comma in a list", "price = [1,,2]\n", "price = [1,,2]\n"},
		{"a date in quotes", "start = \"2027-06-10\"\n", "start = 2027-06-10\n"},
		{"a time in quotes, without its seconds", "start = '2027-06-10T20:00'\n", "start = 2027-06-10T20:00:00\n"},
		{"a day that no month has", "start = \"2027-02-30\"\n", "start = \"2027-02-30\"\n"},
		{"words in the place of a date", "start = \"soon\"\n", "start = \"soon\"\n"},
		{"an invisible character", "image_alt = \"a\u200bb\"\n", "image_alt = \"ab\"\n"},
		{"a character that turns the direction", "image_alt = \"a\u202eb\"\n", "image_alt = \"a\u202eb\"\n"},
		{"two on a line before", "# éé\n\tKind = \"Event\"\n", "# éé\n\tkind = \"event\"\n"},
		{"one after another", "Kind: “event”\ndraft = TRUE\nprice = 1,5\n", "kind = \"event\"\ndraft = true\nprice = 1.5\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := []byte(c.text)
			for range 9 {
				next, done := File("content/x.toml", got, read(got))
				if len(done) == 0 {
					break
				}
				got = next
			}
			if string(got) != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// FuzzFile: mending ends, and never makes a text unreadable that could be read.
func FuzzFile(f *testing.F) {
	for _, s := range []string{"Kind: “event”\n", "price = { from = 12,5 }", "draft = True", "a = \"\u200b\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := broken("x.toml", data)
		for range 1000 {
			next, done := File("content/x.toml", data, read(data))
			if len(done) == 0 {
				return
			}
			data = next
			if before == 0 && broken("x.toml", data) != 0 {
				t.Fatalf("broken: %q", data)
			}
		}
		t.Fatalf("no end: %q", data)
	})
}
