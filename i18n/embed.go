// Package i18n carries the built-in interface texts: one file <lang>.toml for each language that the
// program speaks by itself. A site's own i18n folder goes before it, key by key.
//
// Invariant: data only. modestad/generator/i18n gives these files their meaning.
package i18n

import "embed"

// Files holds the built-in catalogues, <lang>.toml each, at the top.
//
//go:embed *.toml
var Files embed.FS
