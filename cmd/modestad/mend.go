package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"os"
	"path"

	"modestad/generator"
	"modestad/generator/diag"
	"modestad/generator/mend"
)

// rounds is how often a site is read anew: what cannot be read shows one fault at a time.
const rounds = 25

// mend mends a site's files where there is no doubt, and says what it did.
func (a *app) mend(ctx context.Context, o generator.Options) error {
	root, err := os.OpenRoot(o.Root)
	if err != nil {
		return err
	}
	defer root.Close()
	for range rounds {
		r, err := generator.Load(ctx, o)
		if err != nil {
			return err
		}
		byFile := map[string]diag.List{}
		var files []string
		for _, f := range r.Found.Sorted() {
			if name := f.Place.File; name != "" {
				if byFile[name] == nil {
					files = append(files, name)
				}
				byFile[name] = append(byFile[name], f)
			}
		}
		any := false
		for _, name := range files {
			data, err := fs.ReadFile(root.FS(), name)
			if err != nil {
				continue // a finding about what cannot be read
			}
			mended, done := mend.File(name, data, byFile[name])
			if len(done) == 0 {
				continue
			}
			if err := replace(root, name, mended); err != nil {
				return err
			}
			any = true
			words := map[string]string{"en": "mended", "nl": "hersteld", "fr": "corrigé"}[a.messages(r)]
			for i := len(done) - 1; i >= 0; i-- {
				fmt.Fprintf(a.stderr, "%s: %s: %q → %q\n", done[i].At, words, done[i].Was, done[i].Is)
			}
		}
		if !any {
			return nil
		}
	}
	return nil
}

// replace writes a file anew as a whole, with the mode that it had.
func replace(root *os.Root, name string, data []byte) error {
	mode := fs.FileMode(0o644)
	if info, err := root.Lstat(name); err == nil {
		if !info.Mode().IsRegular() {
			return &fs.PathError{Op: "write", Path: name, Err: fs.ErrInvalid}
		}
		mode = info.Mode().Perm()
	}
	temporary := path.Join(path.Dir(name), "."+path.Base(name)+"."+rand.Text()+"~")
	f, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		_ = root.Remove(temporary)
	}
	return err
}
