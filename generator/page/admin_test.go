package page

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"modestad/generator/content"
	keys "modestad/generator/schema"
)

// Every field of the web editor is a key of the model, of the type that the model wants; and every key that the form
// asks for has one.
func TestAdminConfig(t *testing.T) {
	ed := example(t).Edition("nl")
	data, err := ed.AdminConfig(ed.s.Partners[0])
	if err != nil {
		t.Fatal(err)
	}
	var c adminConfig
	if err := json.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	event, _ := keys.Of("content/partners/x/events/x.toml")
	met := map[string]bool{}
	var walk func(table keys.Table, fields []adminField, above string)
	walk = func(table keys.Table, fields []adminField, above string) {
		for _, f := range fields {
			met[above+f.Name] = true
			if f.Label == "" || f.Label == "admin."+f.Name {
				t.Errorf("%s%s has no words", above, f.Name)
			}
			i := slices.IndexFunc(table.Keys, func(k keys.Key) bool {
				return k.Name == f.Name || k.Name == "[L]" && len(f.Fields) > 0 && f.Widget == "object" && above == "" && len(f.Name) == 2
			})
			if i < 0 {
				t.Errorf("%s%s is no key", above, f.Name)
				continue
			}
			k := table.Keys[i]
			if in, _, ok := k.Inside(); ok {
				walk(in, f.Fields, above+f.Name+".")
				continue
			}
			one, list := strings.CutPrefix(k.Holds, "*")
			want := map[string]string{"date": "datetime", "moment": "datetime", "clock": "datetime", "bool": "boolean select", "int": "number", "number": "number"}[one]
			if list {
				want = "list select"
			}
			if want != "" && !slices.Contains(strings.Fields(want), f.Widget) {
				t.Errorf("%s%s holds %s, and is asked for as %s", above, f.Name, k.Holds, f.Widget)
			}
			if f.Widget == "datetime" && strings.Contains(string(data), `"format": "YYYY`) {
				t.Error("a date with a format is written as text")
			}
		}
	}
	for _, collection := range c.Collections {
		walk(event, collection.Fields, "")
	}
	if len(c.Collections) != len(content.Kinds()) {
		t.Errorf("%d collections", len(c.Collections))
	}
	form := ed.joinForm()
	for _, part := range append(form.Texts, form.Parts...) {
		for _, f := range part.Fields {
			if !met[f.Name] {
				t.Errorf("the form asks for %s, the editor does not", f.Name)
			}
		}
	}
}
