package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"modestad/generator/schema"
)

func schemaCommand() *command {
	return &command{name: "schema", args: "[DIR]", about: "Writes a JSON Schema of every kind of TOML file, for editors, and the settings of Taplo and VS Code that say which file has which.",
		help: `Without a folder, names the kinds of files. Into the folder come NAME.json for each kind,
taplo.toml (to be the site's .taplo.toml) and settings.json (for .vscode).

Examples:
  modestad schema
  modestad schema .schemas`,
		run: (*app).schema}
}

func (a *app) schema(ctx context.Context, c *command, args []string) int {
	rest, code := a.parse(c, a.flags(c), args)
	if code >= 0 {
		return code
	}
	if len(rest) > 1 {
		return a.usage("schema wants one folder", "")
	}
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	cfg, _, err := a.texts(ctx, root)
	if err != nil {
		return a.fail(err)
	}
	var audiences []string
	for _, x := range cfg.Audiences {
		audiences = append(audiences, x.ID)
	}
	dir, shown := "", ""
	if len(rest) == 1 {
		dir = a.path(rest[0])
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return a.fail(err)
		}
		if rel, err := filepath.Rel(root, dir); err == nil {
			shown = filepath.ToSlash(rel)
		}
	}
	var taplo, code2 strings.Builder
	taplo.WriteString("# Which files have which schema: https://taplo.tamasfe.dev/configuration/file.html\n")
	code2.WriteString("{\n  \"evenBetterToml.schema.associations\": {")
	first := true
	for _, t := range schema.Tables() {
		if t.Path == "" {
			continue
		}
		if dir == "" {
			fmt.Fprintf(a.stdout, "%-14s %s\n", t.Name, t.Path)
			continue
		}
		data, err := schema.JSON(t, cfg.Tags(), audiences)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, t.Name+".json"), append(data, '\n'), fs.FileMode(0o644))
		}
		if err != nil {
			return a.fail(err)
		}
		if path.Ext(t.Path) != ".toml" {
			continue
		}
		fmt.Fprintf(&taplo, "\n[[rule]]\ninclude = [%q]\n[rule.schema]\npath = %q\n", t.Path, path.Join(shown, t.Name+".json"))
		if !first {
			code2.WriteString(",")
		}
		first = false
		// A pattern of the extension is a regular expression over the file's address.
		pattern := ".*/" + strings.NewReplacer(".", `\\.`, "*", "[^/]+").Replace(t.Path) + "$"
		fmt.Fprintf(&code2, "\n    \"%s\": \"./%s\"", pattern, path.Join(shown, t.Name+".json"))
	}
	if dir == "" {
		return exitDone
	}
	code2.WriteString("\n  }\n}\n")
	for name, text := range map[string]string{"taplo.toml": taplo.String(), "settings.json": code2.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return a.fail(err)
		}
	}
	return exitDone
}
