package main

import (
	"encoding/hex"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"modestad/generator"
)

// provenance says of a release what it was made from, for its manifest: the same on any machine.
func provenance(r *generator.Result) map[string]string {
	return map[string]string{
		"commit":  r.History.Head,
		"content": "sha256:" + hex.EncodeToString(r.Content[:]),
		"program": fmt.Sprintf("modestad %s, %s", version, runtime.Version()),
		"clock":   r.Site.Now.UTC().Format(time.RFC3339),
	}
}

// A module is one that the program is built from.
type module struct {
	Path    string `json:"path"`
	Version string `json:"version"`
	Sum     string `json:"sum,omitempty"` // as go.sum has it
}

// modules lists what the program is built from, in the order of their paths.
func modules(info *debug.BuildInfo) []module {
	out := []module{}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		out = append(out, module{m.Path, m.Version, m.Sum})
	}
	return out
}
