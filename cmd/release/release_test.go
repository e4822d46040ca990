package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Every part of the program has a licence that is known and permitted, and a module of ours to choose has its reason.
func TestLicences(t *testing.T) {
	parts, err := partsOf(t.Context(), "../..", []target{{"linux", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}})
	if err != nil {
		t.Fatal(err)
	}
	var reasons []byte
	records, err := os.ReadDir("../../generator/decisions")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		data, err := os.ReadFile("../../generator/decisions/" + r.Name())
		if err != nil {
			t.Fatal(err)
		}
		reasons = append(reasons, data...)
	}
	gomod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	modules := 0
	text := string(notices(parts))
	for _, p := range parts {
		if !strings.Contains(text, p.name+" "+p.version+" ("+p.licence+")") || len(p.text) < 100 {
			t.Errorf("%s is not in the notices", p.name)
		}
		if !p.module {
			continue
		}
		modules++
		if !strings.HasPrefix(p.sum, "h1:") {
			t.Errorf("%s has no sum", p.name)
		}
		line := ""
		for l := range strings.Lines(string(gomod)) {
			if strings.HasPrefix(l, "\t"+p.name+" ") {
				line = l
			}
		}
		name := strings.TrimPrefix(p.name, "github.com/")
		if i := strings.LastIndex(name, "/v"); i > 0 && len(name)-i <= 4 {
			name = name[:i]
		}
		short := name[strings.LastIndex(name, "/")+1:]
		if !strings.Contains(line, "// indirect") && !bytes.Contains(reasons, []byte(short)) {
			t.Errorf("%s has no record of its reason", p.name)
		}
	}
	if modules < 10 || len(parts) < modules+8 {
		t.Errorf("%d modules of %d parts", modules, len(parts))
	}
}

// Every licence that lies in the repository belongs to a part that the notices name.
func TestData(t *testing.T) {
	named := map[string]bool{}
	for _, p := range data() {
		named[filepath.Base(string(p.text))] = true
	}
	seen := 0
	for _, dir := range []string{"generator", "themes", "i18n", "cmd"} {
		err := filepath.WalkDir(filepath.Join("../..", dir), func(name string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, "LICENSE.txt") {
				seen++
				if !named[d.Name()] {
					t.Errorf("%s is of no part in the notices", name)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 6 {
		t.Errorf("%d licences", seen)
	}
}

func TestIdentify(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby granted, free of charge, to any person obtaining\na copy of this":        "MIT",
		"Redistribution and use in source and binary forms, with or without\nmodification":             "BSD-2-Clause",
		"Redistribution and use in source and binary forms. Neither the name of":                       "BSD-3-Clause",
		"Permission is hereby granted, free of charge, to any person obtaining a copy. Commons Clause": "",
		"GNU GENERAL PUBLIC LICENSE": "", "": "", "All rights reserved.": "",
	} {
		if got := identify([]byte(text)); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
	dir := t.TempDir()
	if _, err := partIn(dir, part{name: "bare"}); err == nil {
		t.Error("a part without a licence is taken")
	}
	if err := os.WriteFile(dir+"/LICENSE", []byte("All rights reserved."), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := partIn(dir, part{name: "closed"}); err == nil {
		t.Error("an unknown licence is taken")
	}
}

var at = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

// Archives are the same each time, hold what they were given, and of those only the program can be run.
func TestPack(t *testing.T) {
	entries := []entry{{"modestad", []byte("program"), true}, {"LICENSE", []byte("licence"), false}}
	for _, system := range []target{{"linux", "amd64"}, {"windows", "arm64"}} {
		one, err := pack(system, "modestad-1", entries, at)
		two, err2 := pack(system, "modestad-1", entries, at)
		if err != nil || err2 != nil || !bytes.Equal(one.data, two.data) {
			t.Fatalf("%s: %v, %v", system, err, err2)
		}
		got := map[string]string{}
		if system.os == "windows" {
			z, err := zip.NewReader(bytes.NewReader(one.data), int64(len(one.data)))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range z.File {
				r, err := f.Open()
				if err != nil {
					t.Fatal(err)
				}
				data, err := io.ReadAll(r)
				if err != nil {
					t.Fatal(err)
				}
				got[f.Name] = string(data)
			}
		} else {
			g, err := gzip.NewReader(bytes.NewReader(one.data))
			if err != nil {
				t.Fatal(err)
			}
			for a := tar.NewReader(g); ; {
				h, err := a.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				data, err := io.ReadAll(a)
				if err != nil {
					t.Fatal(err)
				}
				got[h.Name] = string(data)
				if (h.Mode&0o111 != 0) != (h.Name == "modestad-1/modestad") || !h.ModTime.Equal(at) || h.Uname != "" {
					t.Errorf("%+v", h)
				}
			}
		}
		if len(got) != 2 || got["modestad-1/modestad"] != "program" || got["modestad-1/LICENSE"] != "licence" {
			t.Errorf("%s: %v", system, got)
		}
	}
}

// The bill of materials names each part once, with a licence, and says where the release comes from.
func TestBill(t *testing.T) {
	r := &release{src: source{commit: "abc", at: at, goes: "go1.26"}, sums: map[string]string{"a.zip": "00", "a.tar.gz": "11"}, parts: []part{
		{name: "Go", version: "1.26", licence: "BSD-3-Clause"}, {name: "example.org/a/v2", version: "v2.0.0+incompatible", module: true, sum: "h1:x", licence: "MIT"}, {name: "A font", version: "1", licence: "OFL-1.1"}}}
	data, err := r.sbom("1.0.0")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := r.sbom("1.0.0")
	var b bom
	if err := json.Unmarshal(data, &b); err != nil || !bytes.Equal(data, again) {
		t.Fatalf("%v", err)
	}
	if b.Format != "CycloneDX" || len(b.Components) != 3 || b.Metadata.Timestamp != "2027-03-01T12:00:00Z" || b.Metadata.Properties[0].Value != "abc" || len(b.Metadata.Component.Components) != 2 {
		t.Errorf("%s", data)
	}
	if c := b.Components[1]; c.PURL != "pkg:golang/example.org/a/v2@v2.0.0+incompatible" || c.Properties[0].Value != "h1:x" || c.Licences[0].Licence.ID != "MIT" {
		t.Errorf("%+v", c)
	}
	for _, c := range b.Components {
		if !contains(b.Dependencies[0].On, c.Ref) {
			t.Errorf("%s is on nothing's way", c.Ref)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func TestChoose(t *testing.T) {
	if c, err := choose("linux/arm64,windows/amd64"); err != nil || len(c) != 2 || c[1].program() != "modestad.exe" {
		t.Errorf("%v %v", c, err)
	}
	if _, err := choose("plan9/mips"); err == nil {
		t.Error("any target is taken")
	}
	if c, err := choose(""); err != nil || len(c) != 6 {
		t.Errorf("%v %v", c, err)
	}
}
