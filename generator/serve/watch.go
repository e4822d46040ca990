package serve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// Watch tells, on the channel that it gives, that something below a site's folder may have changed. What it says is
// never more than a reason to look: the files are compared with what was read. Folders are watched, not files, since
// editors save by renaming. The channel is closed when the context ends.
func Watch(ctx context.Context, root string) (<-chan struct{}, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	if err := watchTree(w, root, root); err != nil {
		_ = w.Close()
		return nil, err
	}
	changes := make(chan struct{}, 1)
	tell := func() {
		select {
		case changes <- struct{}{}:
		default: // one that nobody has heard yet says it all
		}
	}
	go func() {
		defer close(changes)
		defer w.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case e, ok := <-w.Events:
				if !ok {
					return
				}
				if ignored(root, e.Name) {
					continue
				}
				if e.Has(fsnotify.Create) {
					// A folder that came whole: what is in it was never told.
					if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
						_ = watchTree(w, root, e.Name)
					}
				}
				if e.Op != fsnotify.Chmod {
					tell()
				}
			case err, ok := <-w.Errors:
				if !ok {
					return
				}
				if errors.Is(err, fsnotify.ErrEventOverflow) {
					_ = watchTree(w, root, root)
				}
				tell()
			}
		}
	}()
	return changes, nil
}

// watched are the parts of a site that are read.
var watched = []string{"content", "i18n", "themes"}

func watchTree(w *fsnotify.Watcher, root, dir string) error {
	return filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // gone in the meantime
			}
			return err
		}
		if !d.IsDir() {
			return nil
		}
		if p != root && ignored(root, p) {
			return filepath.SkipDir
		}
		return w.Add(p)
	})
}

// ignored says whether a path is not part of what is read: another folder of the root, a hidden file, an editor's own.
func ignored(root, p string) bool {
	rel, err := filepath.Rel(root, p)
	if err != nil {
		return true
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	for _, part := range parts {
		if strings.HasPrefix(part, ".") && part != "." || strings.HasSuffix(part, "~") || strings.HasSuffix(part, ".swp") || strings.HasSuffix(part, ".tmp") {
			return true
		}
	}
	if parts[0] == "site.toml" || parts[0] == "." {
		return false
	}
	for _, name := range watched {
		if parts[0] == name {
			return false
		}
	}
	return true
}
