package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A part is something of others that the program is made of.
type part struct {
	name    string
	version string
	module  bool   // of Go: it can be had by its name
	sum     string // as go.sum has it, of a module
	licence string // by its SPDX identifier
	text    []byte // the licence, and notices that must go with it
}

// data lists what of others lies in the repository itself and goes into the program, with the file that holds its licence.
func data() []part {
	return []part{
		{name: "Unicode CLDR", version: "48.2.0", licence: "Unicode-3.0", text: []byte("generator/i18n/cldrgen/UNICODE-LICENSE.txt")},
		{name: "hyph-utf8 patterns for Dutch", version: "1.1", licence: "MIT", text: []byte("generator/i18n/hyphens/nl.txt")},
		{name: "hyph-utf8 patterns for British English", version: "2016", licence: "MIT", text: []byte("generator/i18n/hyphens/en.txt")},
		{name: "hyph-utf8 patterns for French", version: "2.13", licence: "MIT", text: []byte("generator/i18n/hyphens/fr.txt")},
		{name: "Anybody (font)", version: "2020", licence: "OFL-1.1", text: []byte("themes/patroon/assets/fonts/anybody-LICENSE.txt")},
		{name: "Piazzolla (font)", version: "2018", licence: "OFL-1.1", text: []byte("themes/patroon/assets/fonts/piazzolla-LICENSE.txt")},
		{name: "Sometype Mono (font)", version: "2018", licence: "OFL-1.1", text: []byte("themes/patroon/assets/fonts/sometype-mono-LICENSE.txt")},
		{name: "Noto Sans (font)", version: "2022", licence: "OFL-1.1", text: []byte("generator/share/fonts/noto-sans-LICENSE.txt")},
		{name: "Noto Sans Hebrew (font)", version: "2024", licence: "OFL-1.1", text: []byte("generator/share/fonts/noto-sans-hebrew-LICENSE.txt")},
		{name: "Reem Kufi (font)", version: "2022", licence: "OFL-1.1", text: []byte("generator/share/fonts/reem-kufi-LICENSE.txt")},
	}
}

// permitted are the licences that the program may be handed out with: they ask for their text to go with it, and no more.
var permitted = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "OFL-1.1", "Unicode-3.0"}

// identify tells a licence by the sentences that no other has.
func identify(text []byte) string {
	s := strings.ToLower(strings.Join(strings.Fields(string(text)), " "))
	has := func(sentence string) bool { return strings.Contains(s, sentence) }
	switch {
	case has("gnu general public") || has("gnu lesser") || has("gnu affero") || has("mozilla public") || has("commons clause") || has("business source"):
		return ""
	case has("apache license version 2.0") && has("grant of patent license"), has("licensed under the apache license, version 2.0"):
		return "Apache-2.0"
	case has("sil open font license version 1.1"):
		return "OFL-1.1"
	case has("unicode license v3"):
		return "Unicode-3.0"
	case has("permission is hereby granted, free of charge, to any person obtaining a copy"), has("permission is hereby granted, free of charge, to any person % obtaining a copy"):
		return "MIT"
	case has("permission to use, copy, modify, and/or distribute this software for any purpose"), has("permission to use, copy, modify, and distribute this software for any purpose"):
		return "ISC"
	case has("redistribution and use in source and binary forms") && (has("neither the name of") || has("may not be used to endorse")):
		return "BSD-3-Clause"
	case has("redistribution and use in source and binary forms"):
		return "BSD-2-Clause"
	}
	return ""
}

// partsOf lists what the program is made of on any of the targets, in the order of names: modules of Go, Go's own library,
// and data. A part whose licence is not known, or not permitted, is an error.
func partsOf(ctx context.Context, dir string, chosen []target) ([]part, error) {
	found := map[string]part{}
	for _, t := range chosen {
		list, err := command(ctx, dir, []string{"GOOS=" + t.os, "GOARCH=" + t.arch, "CGO_ENABLED=0"}, "go", "list", "-deps", "-f",
			"{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Sum}}\t{{.Dir}}{{end}}{{end}}", "./cmd/modestad")
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(list) {
			f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			if len(f) != 4 || found[f[0]].name != "" {
				continue
			}
			p, err := partIn(f[3], part{name: f[0], version: f[1], module: true, sum: f[2]})
			if err != nil {
				return nil, err
			}
			found[p.name] = p
		}
	}
	root, err := command(ctx, dir, nil, "go", "env", "GOROOT", "GOVERSION")
	if err != nil {
		return nil, err
	}
	goroot, version, _ := strings.Cut(root, "\n")
	std, err := partIn(goroot, part{name: "Go", version: strings.TrimPrefix(strings.TrimSpace(version), "go")})
	if err != nil {
		return nil, err
	}
	found[std.name] = std
	for _, d := range data() {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(string(d.text))))
		if err != nil {
			return nil, err
		}
		if got := identify(head(text)); got != d.licence {
			return nil, fmt.Errorf("%s: licence %q, not %q", d.text, got, d.licence)
		}
		d.text = head(text)
		found[d.name] = d
	}
	var out []part
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if !slices.Contains(permitted, found[name].licence) {
			return nil, fmt.Errorf("%s: licence %s is not permitted", name, found[name].licence)
		}
		out = append(out, found[name])
	}
	return out, nil
}

// head is what a file of patterns says of itself before them: the lines that begin with a percent sign, without it. Any
// other file is its own.
func head(text []byte) []byte {
	if !bytes.HasPrefix(text, []byte("%")) {
		return text
	}
	var out bytes.Buffer
	for line := range bytes.Lines(text) {
		rest, ok := bytes.CutPrefix(line, []byte("%"))
		if !ok {
			break
		}
		out.Write(rest)
	}
	return out.Bytes()
}

// partIn reads a part's licences, and the notices that go with them.
func partIn(dir string, p part) (part, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return p, err
	}
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		licence := strings.HasPrefix(name, "licen") || strings.HasPrefix(name, "copying")
		if e.IsDir() || !licence && !strings.HasPrefix(name, "notice") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return p, err
		}
		if len(p.text) > 0 {
			p.text = append(p.text, '\n')
		}
		p.text = append(p.text, text...)
		if !licence {
			continue
		}
		switch id := identify(text); {
		case id == "":
			return p, fmt.Errorf("%s: the licence in %s is not known", p.name, e.Name())
		case p.licence == "":
			p.licence = id
		}
	}
	if p.licence == "" {
		return p, fmt.Errorf("%s has no licence", p.name)
	}
	return p, nil
}

// notices is the text of all licences, for who gets the program without its source.
func notices(parts []part) []byte {
	var b bytes.Buffer
	b.WriteString("modestad contains work of others. Their names and licences:\n\n")
	for _, p := range parts {
		fmt.Fprintf(&b, "  %s %s: %s\n", p.name, p.version, p.licence)
	}
	for _, p := range parts {
		fmt.Fprintf(&b, "\n%s\n%s %s (%s)\n\n%s\n", strings.Repeat("=", 78), p.name, p.version, p.licence, bytes.TrimSpace(bytes.ReplaceAll(p.text, []byte("\r\n"), []byte("\n"))))
	}
	return b.Bytes()
}
