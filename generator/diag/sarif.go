package diag

import (
	"io"
	"net/url"
	"slices"
	"strings"
)

// The parts of SARIF 2.1.0 (OASIS) that are written; names are the standard's.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifRule struct {
		ID      string     `json:"id"`
		Short   sarifText  `json:"shortDescription"`
		Full    sarifText  `json:"fullDescription"`
		Help    sarifText  `json:"help"`
		Default sarifLevel `json:"defaultConfiguration"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"` // just after the last character
	}
)

// SARIF prints findings as a SARIF 2.1.0 log of one run, with a rule for each code that was found. version is the
// program's, and may be empty.
func SARIF(w io.Writer, list List, lang, version string) error {
	list = list.Sorted()
	run := sarifRun{Language: speaks(lang), ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		Tool: sarifTool{sarifDriver{Name: "modestad", Version: version, Rules: []sarifRule{}}}}
	var found []string
	for _, f := range list {
		found = append(found, f.Code)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	for _, name := range found {
		c, ok := Lookup(name)
		if !ok {
			c = Code{Name: name, Words: map[string]Words{"en": {Message: name, Story: name}}}
		}
		words := c.In(lang)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{ID: name, Short: sarifText{Text: c.form(lang)}, Full: sarifText{Text: unwrap(words.Story)},
			Help: sarifText{Text: c.Explain(lang), Markdown: c.markdown(lang)}, Default: sarifLevel{c.Severity.String()}})
	}
	for _, f := range list {
		index, _ := slices.BinarySearch(found, f.Code)
		text := clean(f.Message(lang))
		if hint := clean(f.Hint(lang)); hint != "" {
			text += " (" + hint + ")"
		}
		r := sarifResult{RuleID: f.Code, RuleIndex: index, Level: f.Severity.String(), Message: sarifText{Text: text}}
		if p := f.Place; p.File != "" {
			at := sarifPhysical{Artifact: sarifArtifact{fileURI(p.File), "%SRCROOT%"}}
			if p.Start.Line > 0 {
				at.Region = &sarifRegion{p.Start.Line, max(1, p.Start.Column), max(p.Start.Line, p.End.Line), max(1, p.End.Column)}
			}
			r.Locations = []sarifLocation{{at}}
		}
		run.Results = append(run.Results, r)
	}
	data, err := marshal(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}, "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// fileURI writes a relative path as a reference of RFC 3986; a colon in its first part would make it a scheme.
func fileURI(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A")
	}
	return strings.Join(parts, "/")
}
