package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrNothing says that there is no release to go back to.
var ErrNothing = errors.New("keeps no release to go back to")

// Back points a folder that is a link to the release before: of those beside the one that is linked now, whole and
// ours, the one that was published last. A second Back comes forth again. The link is renamed over, so that at any moment
// it leads to the one or the other.
func Back(dir string) error {
	if err := back(dir); err != nil {
		return fmt.Errorf("go back in %s: %w", dir, err)
	}
	return nil
}

func back(dir string) error {
	at, err := locate(dir)
	if err != nil {
		return err
	}
	l, err := acquire(at.lock)
	if err != nil {
		return err
	}
	defer l.release()
	if again, err := locate(dir); err != nil || again != at {
		return errors.Join(err, ErrLocked)
	}
	if err := at.repair(); err != nil {
		return fmt.Errorf("repair: %w", err)
	}
	name, _, err := at.before()
	if err != nil {
		return err
	}
	was, err := os.Readlink(at.link)
	if err != nil {
		return err
	}
	if err := os.Symlink(filepath.Join(filepath.Dir(filepath.Clean(was)), name), at.temp); err != nil {
		return err
	}
	if err := os.Rename(at.temp, at.link); err != nil {
		return errors.Join(err, os.Remove(at.temp))
	}
	return syncDir(filepath.Dir(at.link))
}

// ReadBefore gives the manifest of the release that Back would lead to.
func ReadBefore(dir string) (*Manifest, error) {
	at, err := locate(dir)
	if err != nil {
		return nil, err
	}
	_, m, err := at.before()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return m, nil
}

// before finds the release before, by its name.
func (at layout) before() (name string, last *Manifest, err error) {
	if at.link == "" {
		return "", nil, fmt.Errorf("%w: it is no link to a release", ErrNothing)
	}
	releases := filepath.Dir(at.root)
	entries, err := os.ReadDir(releases)
	if err != nil {
		return "", nil, err
	}
	for _, e := range entries {
		if !e.IsDir() || !isRelease(e.Name()) || e.Name() == filepath.Base(at.root) {
			continue
		}
		full := filepath.Join(releases, e.Name())
		m, err := ReadManifest(full)
		if err != nil || !m.stands(full) {
			continue
		}
		if last == nil || m.written.After(last.written) {
			name, last = e.Name(), m
		}
	}
	if last == nil {
		return "", nil, ErrNothing
	}
	return name, last, nil
}

// stands says whether every file of a manifest is there, with its size.
func (m *Manifest) stands(dir string) bool {
	for name, f := range m.Files {
		info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || info.Mode().Type() != fs.FileMode(0) || info.Size() != f.Size {
			return false
		}
	}
	return true
}
