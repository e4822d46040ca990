// Package schema is the table of keys of the content model: their canonical order, and what each holds.
//
// Invariants: one table, keys.txt, is all there is; what it calls a key some reader asks for, and what a reader asks
// for it has.
package schema

import (
	_ "embed"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed keys.txt
var keysText string

// A Key is one of a table. Holds is in the notation of keys.txt. The names "[L]", "[A]" and "*" stand for the tables of
// each language, of each audience, and of any id.
type Key struct{ Name, Holds string }

// A Table is a table of the model; Path is the pattern of its files, where it is one.
type Table struct {
	Name, Path string
	Keys       []Key
}

var tables = sync.OnceValue(func() []Table {
	var out []Table
	for line := range strings.Lines(keysText) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && !strings.HasPrefix(line, "[L]") && !strings.HasPrefix(line, "[A]"):
			name, file, _ := strings.Cut(strings.TrimPrefix(line, "["), "]")
			out = append(out, Table{Name: name, Path: strings.TrimSpace(file)})
		default:
			name, holds, _ := strings.Cut(line, " ")
			t := &out[len(out)-1]
			t.Keys = append(t.Keys, Key{name, holds})
		}
	}
	return out
})

// Tables gives all tables, those of files and those in them.
func Tables() []Table { return slices.Clone(tables()) }

// Of gives the table of a file, by its path from the site's root.
func Of(file string) (Table, bool) {
	for _, t := range tables() {
		if ok, _ := path.Match(t.Path, file); ok {
			return t, true
		}
	}
	return Table{}, false
}

func named(name string) (Table, bool) {
	for _, t := range tables() {
		if t.Name == name {
			return t, true
		}
	}
	return Table{}, false
}

// key finds a key of a table; what the model does not name itself is a language, an audience or an id.
func (t Table) key(name string) (Key, bool) {
	for _, k := range t.Keys {
		if k.Name == name {
			return k, true
		}
	}
	for _, k := range t.Keys {
		if k.Name == "[L]" || k.Name == "[A]" || k.Name == "*" {
			return k, true
		}
	}
	return Key{}, false
}

// Inside gives the table that a key holds, or a list of; many says that it holds one for each id.
func (k Key) Inside() (t Table, many, ok bool) {
	at := strings.IndexByte(k.Holds, '@')
	if at < 0 {
		return Table{}, false, false
	}
	t, ok = named(k.Holds[at+1:])
	return t, strings.HasPrefix(k.Holds, "<"), ok
}

// Order gives the keys of a table of a file, in their canonical order. parts are those of its header.
func Order(file string, parts []string) (out []string) {
	t, ok := Of(file)
	for i := 0; ok && i < len(parts); i++ {
		k, known := t.key(parts[i])
		if !known {
			return nil
		}
		var many bool
		if t, many, ok = k.Inside(); many {
			i++ // the id
		}
	}
	if !ok {
		return nil
	}
	for _, k := range t.Keys {
		out = append(out, k.Name)
	}
	return out
}

// JSON gives the JSON Schema (draft 07, which the editors' TOML extensions read) of the files of a table. languages and
// audiences are the site's.
func JSON(t Table, languages, audiences []string) ([]byte, error) {
	s := object(t, languages, audiences)
	s["$schema"] = "http://json-schema.org/draft-07/schema#"
	s["title"] = t.Name
	return json.MarshalIndent(s, "", "  ") // maps come out in the order of their keys
}

func object(t Table, languages, audiences []string) map[string]any {
	properties := map[string]any{}
	s := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	for _, k := range t.Keys {
		v := value(k.Holds, languages, audiences)
		switch k.Name {
		case "*":
			s["additionalProperties"] = v
		case "[L]":
			for _, l := range languages {
				properties[l] = v
			}
		case "[A]":
			for _, a := range audiences {
				properties[a] = v
			}
		default:
			properties[k.Name] = v
		}
	}
	return s
}

func value(holds string, languages, audiences []string) map[string]any {
	if of, ok := strings.CutPrefix(holds, "*"); ok {
		return map[string]any{"type": "array", "items": value(of, languages, audiences)}
	}
	if name, ok := strings.CutPrefix(holds, "<@"); ok {
		return map[string]any{"type": "object", "additionalProperties": value("@"+name, languages, audiences)}
	}
	if name, ok := strings.CutPrefix(holds, "@"); ok {
		if t, ok := named(name); ok {
			return object(t, languages, audiences)
		}
		return map[string]any{"type": "object"}
	}
	text := func() map[string]any { return map[string]any{"type": "string"} }
	switch holds {
	case "any":
		return map[string]any{}
	case "bool":
		return map[string]any{"type": "boolean"}
	case "int":
		return map[string]any{"type": "integer"}
	case "number":
		return map[string]any{"type": "number"}
	case "url":
		return map[string]any{"type": "string", "pattern": "^https?://"}
	case "id":
		return map[string]any{"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64}
	case "month":
		return map[string]any{"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
	case "name":
		each := map[string]any{}
		for _, l := range languages {
			each[l] = text()
		}
		return map[string]any{"anyOf": []any{text(), map[string]any{"type": "object", "properties": each, "additionalProperties": false}}}
	}
	if strings.Contains(holds, "|") {
		words := strings.Split(holds, "|")
		return map[string]any{"type": "string", "enum": words}
	}
	return text() // dates and times too: editors hand TOML's own over as text
}
