package generator_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"modestad/generator"
	"modestad/generator/share"
	"modestad/generator/source"
)

// Every page that search engines may show has a picture for who shares it, that is there and is as large as is said; each
// longread and event has one of its own.
func TestShared(t *testing.T) {
	b := build(t, "testdata/many", nil)
	pictures := map[string]int{}
	for p, d := range b.docs {
		og := map[string]string{}
		robots := ""
		for _, n := range d.nodes {
			if n.Data == "meta" && strings.HasPrefix(attr(n, "property"), "og:") {
				og[attr(n, "property")] = attr(n, "content")
			}
			if n.Data == "meta" && attr(n, "name") == "robots" {
				robots = attr(n, "content")
			}
		}
		if og["og:title"] == "" || robots != "" {
			continue
		}
		at, inside := strings.CutPrefix(og["og:image"], b.base)
		data, there := b.files[at]
		if !inside || !there {
			t.Errorf("%s: no picture at %q", p, og["og:image"])
			continue
		}
		pictures[at]++
		if og["og:image:alt"] == "" || og["og:image:width"] != "1200" || og["og:image:height"] != "630" {
			t.Errorf("%s: %v", p, og)
		}
		if og["og:image:type"] == "image/png" {
			if c, err := png.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != share.Wide.Width || c.Height != share.Wide.Height {
				t.Errorf("%s: %v %v", at, c, err)
			}
		}
	}
	for p := range b.files {
		if strings.Contains(p, "/share-") && pictures[p] == 0 {
			t.Errorf("no page shows %s", p)
		}
	}
	for _, p := range []string{"ar/kijkers/", "de/zuschauer/", "ar/calendar/huis/avond/"} {
		own := 0
		for at := range pictures {
			if strings.HasPrefix(at, p+"share-") {
				own++
			}
		}
		if own != 1 {
			t.Errorf("%s has %d pictures of its own", p, own)
		}
	}
}

// What a partner has beyond the limit shares home's picture.
func TestSharedBeyond(t *testing.T) {
	b := build(t, "testdata/many", func(o *generator.Options) {
		o.Tree = func(tree *source.Tree) *source.Tree {
			return tree.With("site.toml", append(bytes.Clone(tree.File("site.toml").Data), "\n[limits]\nevents_per_partner = 1\n"...))
		}
	})
	own, home := 0, 0
	for p, d := range b.docs {
		if !strings.HasPrefix(p, "en/calendar/huis/") {
			continue
		}
		for _, n := range d.nodes {
			if n.Data != "meta" || attr(n, "property") != "og:image" {
				continue
			}
			switch at, _ := strings.CutPrefix(attr(n, "content"), b.base); {
			case strings.HasPrefix(at, strings.TrimSuffix(p, "index.html")+"share-"):
				own++
			case strings.HasPrefix(at, "en/share-"):
				home++
			}
		}
	}
	if own != 1 || home == 0 {
		t.Errorf("%d events have a picture of their own, %d share that of home", own, home)
	}
}
