// Package themes carries the built-in themes: one folder each, with theme.toml, templates and assets. A site's
// own themes folder goes before it, file by file.
//
// Invariant: data only. modestad/generator/theme gives these files their meaning.
package themes

import "embed"

// Files holds the built-in themes, <name>/theme.toml and so on, at the top.
//
//go:embed patroon
var Files embed.FS
