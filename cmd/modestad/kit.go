package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"modestad/generator"
	"modestad/generator/diag"
	"modestad/generator/kit"
)

func kitCommand() *command {
	return &command{name: "kit", args: "PARTNER [flags]", about: "Writes a partner's message kit as a folder or an archive: texts by audience and language in three lengths, quotations, figures with their sources, images to share, codes to paste, feeds, colours and QR codes.",
		help: `Examples:
  modestad kit momu
  modestad kit momu -o momu.zip

A folder is written over, file by file; what else is in it stays.`,
		run: (*app).kit}
}

// errForeign says that something stands where a kit would be written.
var errForeign = errors.New("is no folder")

func (a *app) kit(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	to := f.String("o", "", "the `folder`, or the .zip file, to write (default: kit-PARTNER/)")
	base := f.String("base-url", "", "the `address` of the site, instead of site.toml's")
	now := f.String("now", "", "the clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if len(rest) != 1 {
		return a.usage("kit wants the id of one partner, such as: kit momu", "")
	}
	r, code := a.loaded(ctx, *base, *now)
	if code >= 0 {
		return code
	}
	p := r.Site.Partner(rest[0])
	if p == nil {
		var ids []string
		for _, o := range r.Site.Partners {
			ids = append(ids, o.ID)
		}
		return a.usage(fmt.Sprintf("no partner %q", rest[0]), diag.Nearest(rest[0], ids))
	}
	files, err := kit.Files(r.Book, p, r.Drawer.Draw)
	if err != nil {
		return a.fail(err)
	}
	target := *to
	if target == "" {
		target = "kit-" + p.ID
	}
	if strings.EqualFold(filepath.Ext(target), ".zip") {
		var b bytes.Buffer
		if err := kit.Zip(&b, "kit-"+p.ID, files); err != nil {
			return a.fail(err)
		}
		err = os.WriteFile(a.path(target), b.Bytes(), 0o644)
	} else {
		err = writeAll(ctx, a.path(target), files)
	}
	if err != nil {
		return a.fail(err)
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "%s: %d files\n", target, len(files))
	}
	return exitDone
}

// writeAll writes files into a folder.
func writeAll(ctx context.Context, dir string, files []kit.File) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s %w", dir, errForeign)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// loaded reads a site whose content has no errors; else it names them, and the code is not negative.
func (a *app) loaded(ctx context.Context, base, now string) (*generator.Result, int) {
	o, code := a.options(base, false, now, 0)
	if code >= 0 {
		return nil, code
	}
	var err error
	if o.Root, err = a.root(); err != nil {
		return nil, a.fail(err)
	}
	r, err := generator.Load(ctx, o)
	if err != nil {
		return nil, a.fail(err)
	}
	if r.Found.Failed() || r.Book == nil {
		return nil, a.report(r)
	}
	return r, -1
}
