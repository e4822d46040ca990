package main

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The bill of materials is CycloneDX 1.6 (ECMA-424), as far as it says something of ours.
type bom struct {
	Format       string      `json:"bomFormat"`
	Spec         string      `json:"specVersion"`
	Version      int         `json:"version"`
	Metadata     metadata    `json:"metadata"`
	Components   []component `json:"components"`
	Dependencies []depends   `json:"dependencies"`
}

type metadata struct {
	Timestamp  string     `json:"timestamp"`
	Tools      tools      `json:"tools"`
	Component  component  `json:"component"`
	Properties []property `json:"properties"`
}

type tools struct {
	Components []component `json:"components"`
}

type component struct {
	Ref        string      `json:"bom-ref,omitempty"`
	Type       string      `json:"type"`
	Name       string      `json:"name"`
	Version    string      `json:"version"`
	Hashes     []hash      `json:"hashes,omitempty"`
	Licences   []licence   `json:"licenses,omitempty"`
	PURL       string      `json:"purl,omitempty"`
	Properties []property  `json:"properties,omitempty"`
	Components []component `json:"components,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type licence struct {
	Licence struct {
		ID string `json:"id"`
	} `json:"license"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type depends struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn,omitempty"`
}

func licensed(id string) []licence {
	l := licence{}
	l.Licence.ID = id
	return []licence{l}
}

// sbom says what the release is made of and from: parts with their licences, the commit, the version of Go, how it was
// built, and the sums of the archives.
func (r *release) sbom(version string) ([]byte, error) {
	self := component{Ref: "modestad", Type: "application", Name: "modestad", Version: version, Licences: licensed("Apache-2.0")}
	for _, name := range slices.Sorted(maps.Keys(r.sums)) {
		self.Components = append(self.Components, component{Ref: name, Type: "file", Name: name, Version: version, Hashes: []hash{{"SHA-256", r.sums[name]}}})
	}
	b := bom{Format: "CycloneDX", Spec: "1.6", Version: 1, Components: []component{}, Metadata: metadata{
		Timestamp: r.src.at.Format(time.RFC3339), Tools: tools{[]component{{Type: "application", Name: "modestad release", Version: version}}}, Component: self,
		Properties: []property{{"modestad:commit", r.src.commit}, {"modestad:go", r.src.goes}, {"modestad:build", "go " + strings.Join(flags(), " ") + " ./cmd/modestad"},
			{"modestad:environment", "CGO_ENABLED=0 GOAMD64=v1 GOARM64=v8.0"}}}}
	all := depends{Ref: "modestad"}
	for _, p := range r.parts {
		c := component{Type: "data", Name: p.name, Version: p.version, Licences: licensed(p.licence)}
		switch {
		case p.module:
			c.Type, c.PURL = "library", "pkg:golang/"+p.name+"@"+url.PathEscape(p.version)
			c.Properties = []property{{"go:sum", p.sum}}
		case p.name == "Go":
			c.Type, c.PURL = "library", "pkg:golang/std@"+p.version
		}
		c.Ref = p.name + "@" + p.version
		b.Components = append(b.Components, c)
		all.On = append(all.On, c.Ref)
	}
	b.Dependencies = []depends{all}
	out, err := json.MarshalIndent(b, "", "  ")
	return append(out, '\n'), err
}
