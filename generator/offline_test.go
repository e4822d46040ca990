package generator_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What is read without a connection names only what is published; where it is not wanted, nothing of it is there.
func TestOffline(t *testing.T) {
	b := build(t, "testdata/many", nil)
	published := func(address string) bool {
		p, ok := strings.CutPrefix(address, b.path)
		if p == "" || strings.HasSuffix(p, "/") {
			p += "index.html"
		}
		return ok && b.files[p] != nil
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(string(b.files["sw.js"]), "const site = "), ";\n")
	var site struct {
		Base      string
		Assets    []string
		Languages []struct {
			Home, Offline, List, Index string
			Keep                       []string
		}
	}
	if err := json.Unmarshal([]byte(line), &site); err != nil {
		t.Fatal(err)
	}
	if site.Base != b.path || len(site.Languages) != 5 || len(site.Assets) < 3 {
		t.Errorf("the worker knows %+v", site)
	}
	addresses := slices.Clone(site.Assets)
	for _, l := range site.Languages {
		addresses = append(append(addresses, l.Home, l.Offline, l.List, l.Index), l.Keep...)
		var list []string
		if err := json.Unmarshal(b.files[strings.TrimPrefix(l.List, b.path)], &list); err != nil || len(list) == 0 {
			t.Errorf("%s: %v %v", l.List, list, err)
		}
		addresses = append(addresses, list...)
	}
	var manifest struct {
		StartURL string `json:"start_url"`
		Scope    string
		Icons    []struct{ Src, Sizes, Purpose string }
	}
	if err := json.Unmarshal(b.files["manifest.webmanifest"], &manifest); err != nil || manifest.Scope != b.path {
		t.Errorf("manifest: %+v %v", manifest, err)
	}
	var sizes []string
	for _, i := range manifest.Icons {
		addresses = append(addresses, i.Src)
		sizes = append(sizes, strings.TrimSpace(i.Sizes+" "+i.Purpose))
	}
	for _, want := range []string{"192x192", "512x512", "512x512 maskable"} {
		if !slices.Contains(sizes, want) {
			t.Errorf("no icon of %s", want)
		}
	}
	for _, a := range append(addresses, manifest.StartURL) {
		if !published(a) {
			t.Errorf("%q is not published", a)
		}
	}

	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/example")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(root, "site.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), "[outputs]", "[outputs]\noffline = false\nsearch = false", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	off := build(t, root, nil)
	for p, data := range off.files {
		if p == "sw.js" || strings.HasSuffix(p, ".webmanifest") || strings.Contains(p, "offline.") || strings.HasSuffix(p, "zoeken/index.json") {
			t.Errorf("%s is there", p)
		}
		if strings.HasSuffix(p, ".html") && strings.Contains(string(data), `rel="manifest"`) {
			t.Errorf("%s names a manifest", p)
		}
	}
}
