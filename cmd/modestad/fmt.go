package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"modestad/generator/content"
	"modestad/generator/diag"
	"modestad/generator/mend"
	"modestad/generator/schema"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

func fmtCommand() *command {
	return &command{name: "fmt", args: "[--check] [FILE|FOLDER...]", about: "Writes TOML files, and the front matter of Markdown files, in their canonical form. Remarks stay, and what the files say.",
		help: `Keys come in the order of the content model, equals signs stand one below the other, text of
several lines stands between three quotes, dates and times between none. Without files or folders, the whole site.

Examples:
  modestad fmt
  modestad fmt content/partners/momu/events/opening.toml
  modestad fmt content/partners/momu
  modestad fmt --check`,
		run: (*app).format}
}

func (a *app) format(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	check := f.Bool("check", false, "write nothing; name the files that have another form, and fail if there are any")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	root, err := a.root()
	if err != nil {
		return a.fail(err)
	}
	cfg, files, err := a.texts(ctx, root)
	if err != nil {
		return a.fail(err)
	}
	if len(rest) > 0 {
		var wanted []*source.File
		for _, name := range rest {
			inside, before := a.inside(root, name), len(wanted)
			for _, f := range files {
				if inside == "." || f.Path == inside || strings.HasPrefix(f.Path, inside+"/") {
					wanted = append(wanted, f)
				}
			}
			if len(wanted) == before {
				return a.usage(name+" is no text of the site, nor a folder of texts", "")
			}
		}
		files = wanted
	}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return a.fail(err)
	}
	defer dir.Close()
	code = exitDone
	for _, file := range files {
		formed, err := formOf(file, content.Options{Config: cfg})
		if err != nil {
			fmt.Fprintf(a.stderr, "modestad: %s: %v\n", file.Path, err)
			code = exitFindings
			continue
		}
		if bytes.Equal(formed, file.Data) {
			continue
		}
		fmt.Fprintln(a.stdout, file.Path)
		if *check {
			code = exitFindings
		} else if err := replace(dir, file.Path, formed); err != nil {
			return a.fail(err)
		}
	}
	return code
}

// formOf gives a file in its canonical form; one that holds no TOML as it is.
func formOf(file *source.File, o content.Options) ([]byte, error) {
	file = dated(file, o)
	order := func(parts []string) []string { return schema.Order(file.Path, parts) }
	switch {
	case path.Ext(file.Path) == ".toml":
		return tomlfile.Format(file.Data, order)
	case path.Ext(file.Path) == ".md" && strings.HasPrefix(file.Path, "content/"):
		front, _, ok := file.FrontMatter()
		if !ok || front.Start == front.End {
			return file.Data, nil
		}
		formed, err := tomlfile.Format(file.Data[front.Start:front.End], order)
		if err != nil {
			return nil, err
		}
		if bytes.Contains(file.Data[:front.Start], []byte("\r\n")) {
			return file.Data, nil // the line ends of the text are the author's
		}
		return bytes.Join([][]byte{file.Data[:front.Start], formed, file.Data[front.End:]}, nil), nil
	}
	return file.Data, nil
}

// dated is a file whose dates and times stand without quotes.
func dated(file *source.File, o content.Options) *source.File {
	if path.Ext(file.Path) != ".toml" || !strings.HasPrefix(file.Path, "content/") {
		return file
	}
	quoted := slices.DeleteFunc(content.ReadFile(file, o).Found, func(f diag.Finding) bool { return !slices.Contains(mend.Quoted(), f.Code) })
	data, done := mend.File(file.Path, file.Data, quoted)
	if len(done) == 0 {
		return file
	}
	return &source.File{Path: file.Path, Data: data}
}
