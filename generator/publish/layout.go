package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// layout is where everything stands. All hidden names begin with that of the
// folder, and stand beside it.
type layout struct {
	shown string // the folder as the user named it
	root  string // the folder itself; where it is a link, the release linked to
	link  string // the link, or empty
	next  string // the new tree as it grows
	old   string // the previous one, between two renames
	trash string // the previous one, to be removed
	lock  string
	temp  string // one file, or a link, on its way to its place
}

// locate finds out where things stand. It changes nothing.
func locate(dir string) (layout, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return layout{}, err
	}
	if filepath.Dir(full) == full {
		return layout{}, ErrForeign
	}
	at := layout{shown: dir, root: full}
	if info, err := os.Lstat(full); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Readlink(full)
		if err != nil {
			return layout{}, err
		}
		if target = filepath.Clean(target); !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(full), target)
		}
		info, err := os.Lstat(target)
		if err != nil {
			return layout{}, fmt.Errorf("it is a link: %w", err)
		}
		if !info.IsDir() {
			return layout{}, fmt.Errorf("%w: it is a link to %s, which is no folder", ErrForeign, target)
		}
		at.link, at.root = full, target
	}
	beside := func(full, suffix string) string {
		return filepath.Join(filepath.Dir(full), "."+filepath.Base(full)+".modestad-"+suffix)
	}
	at.lock, at.temp = beside(full, "lock"), beside(full, "temp")
	if at.link != "" {
		// The release changes its name each time: the hidden names must not.
		full = filepath.Join(filepath.Dir(at.root), filepath.Base(full))
	}
	at.next, at.old, at.trash = beside(full, "next"), beside(full, "old"), beside(full, "trash")
	return at, nil
}

// repair mends what a process that died has left, under the lock.
func (at layout) repair() error {
	_, err := os.Lstat(at.root)
	if errors.Is(err, fs.ErrNotExist) && at.link == "" {
		if _, err := os.Lstat(at.old); err == nil {
			// It died between two renames. Its new tree is complete when it
			// has its manifest, which came last.
			from := at.old
			if _, err := ReadManifest(at.next); err == nil {
				from = at.next
			}
			if err := os.Rename(from, at.root); err != nil {
				return err
			}
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return errors.Join(os.RemoveAll(at.next), os.RemoveAll(at.old), os.RemoveAll(at.trash), os.RemoveAll(at.temp))
}

// inspect makes sure that the folder is ours, as far as its first level tells,
// and returns its manifest; nil for a folder that is empty or does not exist.
func (at layout) inspect() (*Manifest, error) {
	entries, err := os.ReadDir(at.root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		if info, failed := os.Lstat(at.root); failed == nil && !info.IsDir() {
			return nil, fmt.Errorf("%w: it is no folder", ErrForeign)
		}
		return nil, err
	case len(entries) == 0:
		return nil, nil
	}
	m, err := ReadManifest(at.root)
	if errors.Is(err, fs.ErrNotExist) {
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return nil, foreign(names)
	}
	if err != nil {
		// Which of the files are ours cannot be known.
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	if names := unlisted(m, m.dirs(), "", entries); len(names) > 0 {
		return nil, foreign(names)
	}
	return m, nil
}

// unlisted returns the paths in one folder that the manifest does not know.
func unlisted(m *Manifest, dirs map[string]bool, dir string, entries []fs.DirEntry) (names []string) {
	for _, e := range entries {
		name := e.Name()
		if dir != "" {
			name = dir + "/" + name
		}
		known := name == ManifestName
		if e.IsDir() {
			known = dirs[name]
		} else if !known {
			_, known = m.Files[name]
		}
		if !known {
			names = append(names, name)
		}
	}
	return names
}

// foreign is the error for paths that are not ours. It names five of them.
func foreign(names []string) error {
	slices.Sort(names)
	more := ""
	if len(names) > 5 {
		more = fmt.Sprintf(" and %d more", len(names)-5)
		names = names[:5]
	}
	return fmt.Errorf("%w: %s%s", ErrForeign, strings.Join(names, ", "), more)
}
