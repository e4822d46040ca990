package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Commit puts the stage in the folder's place. meta is kept in the manifest.
// Where no file changed and none vanished, only the manifest is replaced, and
// that only if meta changed. On an error the previous site stands and the
// stage is removed. An error after the swap (which fails to remove the old
// tree) comes with a Result that says so; the next Begin tries again.
func (s *Stage) Commit(meta map[string]string) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return Result{}, errors.New("publish: the publication is over")
	}
	s.done = true
	defer s.lock.release()
	defer s.next.close()
	r, err := s.commit(meta)
	if err != nil {
		if !r.Swapped {
			r = Result{}
			err = errors.Join(err, os.RemoveAll(s.at.next), os.RemoveAll(s.at.temp))
		}
		err = fmt.Errorf("publish to %s: %w", s.at.shown, err)
	}
	return r, err
}

func (s *Stage) commit(meta map[string]string) (Result, error) {
	r := Result{Files: len(s.files), Written: s.written, Kept: len(s.kept), Bytes: s.bytes}
	if r.Files == 0 {
		return r, errors.New("there is nothing to publish")
	}
	if s.before != nil {
		for name := range s.before.Files {
			if _, stays := s.files[name]; !stays {
				r.Removed++
			}
		}
	}
	manifest := &Manifest{Files: s.files, Meta: meta}
	if s.before != nil && r.Written == 0 && r.Removed == 0 {
		r.Digest = manifest.Digest()
		if maps.Equal(s.before.Meta, meta) {
			return r, nil
		}
		return r, s.replaceManifest(manifest)
	}

	if err := s.makeRoot(); err != nil {
		return r, err
	}
	if err := s.fault("staged"); err != nil {
		return r, err
	}
	if s.before != nil {
		if err := s.checkForeign(); err != nil {
			return r, err
		}
	}
	if err := s.link(); err != nil {
		return r, err
	}
	if err := s.fault("linked"); err != nil {
		return r, err
	}
	encoded := manifest.encode()
	r.Digest = sha256.Sum256(encoded)
	if err := s.next.write(ManifestName, s.chmod, encoded); err != nil {
		return r, err
	}
	if err := s.fault("manifest"); err != nil {
		return r, err
	}
	if !s.opts.noSync {
		if err := syncTree(s.at.next, filepath.Join(s.at.next, ManifestName)); err != nil {
			return r, fmt.Errorf("sync: %w", err)
		}
	}
	if err := s.fault("synced"); err != nil {
		return r, err
	}
	var err error
	if s.at.link != "" {
		r.Swapped, err = s.relink(manifest)
	} else {
		r.Swapped, err = s.swap()
	}
	if err != nil {
		return r, err
	}
	if !s.opts.noSync {
		if err := syncDir(filepath.Dir(s.at.root)); err != nil {
			return r, fmt.Errorf("sync: %w", err)
		}
	}
	// The new site stands from here on. The rest is tidying up.
	return r, s.removeTrash()
}

// replaceManifest changes what the caller wants to remember, and no file.
func (s *Stage) replaceManifest(m *Manifest) error {
	if err := writeFile(s.at.temp, true, m.encode()); err != nil {
		return err
	}
	if err := s.fault("manifest"); err != nil {
		return err
	}
	full := filepath.Join(s.at.root, ManifestName)
	if !s.opts.noSync {
		if err := syncTree(filepath.Dir(s.at.temp), s.at.temp); err != nil {
			return fmt.Errorf("sync: %w", err)
		}
	}
	return os.Rename(s.at.temp, full)
}

// each runs do for all items, some at a time, and returns the first error.
func each[T any](jobs int, items []T, do func(T) error) error {
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		first error
		at    int
	)
	const batch = 32
	for range min(jobs, len(items)/batch+1) {
		wg.Go(func() {
			for {
				mu.Lock()
				from, stop := at, first != nil
				at += batch
				mu.Unlock()
				if stop || from >= len(items) {
					return
				}
				for _, item := range items[from:min(from+batch, len(items))] {
					if err := do(item); err != nil {
						mu.Lock()
						if first == nil {
							first = err
						}
						mu.Unlock()
						return
					}
				}
			}
		})
	}
	wg.Wait()
	return first
}

// checkForeign looks at every folder of the tree that is about to be replaced.
func (s *Stage) checkForeign() error {
	dirs := s.before.dirs()
	list := append(slices.Sorted(maps.Keys(dirs)), "")
	var mu sync.Mutex
	var names []string
	err := each(s.opts.Jobs, list, func(dir string) error {
		entries, err := os.ReadDir(filepath.Join(s.at.root, filepath.FromSlash(dir)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // somebody removed what was ours
		}
		if err != nil {
			return err
		}
		if found := unlisted(s.before, dirs, dir, entries); found != nil {
			mu.Lock()
			names = append(names, found...)
			mu.Unlock()
		}
		return nil
	})
	if err == nil && len(names) > 0 {
		err = foreign(names)
	}
	return err
}

// link brings the unchanged files into the stage.
func (s *Stage) link() error {
	names := slices.Sorted(maps.Keys(s.kept))
	return each(s.opts.Jobs, names, func(name string) error {
		from := filepath.Join(s.at.root, filepath.FromSlash(name))
		to := filepath.Join(s.at.next, filepath.FromSlash(name))
		err := s.within(name, func() error { return os.Link(from, to) })
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			// Not every file system has links, nor may one link to what
			// another user wrote.
			err = copyFile(from, to, s.files[name], s.chmod)
		}
		return err
	})
}

func copyFile(from, to string, f File, chmod bool) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, f.Size+1))
	if err != nil {
		return err
	}
	if int64(len(data)) != f.Size || sha256.Sum256(data) != f.SHA256 {
		return fmt.Errorf("%s changed while it was published", from)
	}
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if err := writeFile(to, chmod, data); err != nil {
		return err
	}
	return os.Chtimes(to, info.ModTime(), info.ModTime())
}

// swap puts the stage in the folder's place and reports whether the new site
// stands.
func (s *Stage) swap() (bool, error) {
	if _, err := os.Lstat(s.at.root); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(s.at.next, s.at.root); err != nil {
			return false, err
		}
		return true, s.fault("swapped")
	}
	err := errors.ErrUnsupported
	if !s.opts.noExchange {
		err = exchange(s.at.next, s.at.root)
	}
	if err == nil {
		if err := s.fault("swapped"); err != nil {
			return true, err
		}
		return true, os.Rename(s.at.next, s.at.trash)
	}
	if !errors.Is(err, errors.ErrUnsupported) {
		return false, err
	}
	if err := os.Rename(s.at.root, s.at.old); err != nil {
		return false, err
	}
	err = s.fault("half")
	if err == nil {
		err = os.Rename(s.at.next, s.at.root)
	}
	if err != nil {
		return false, errors.Join(err, os.Rename(s.at.old, s.at.root))
	}
	if err := s.fault("swapped"); err != nil {
		return true, err
	}
	return true, os.Rename(s.at.old, s.at.trash)
}

// relink makes the stage a release and points the link to it.
func (s *Stage) relink(m *Manifest) (bool, error) {
	hash := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		f := m.Files[name]
		fmt.Fprintf(hash, "%x %s\n", f.SHA256, name)
	}
	base := hex.EncodeToString(hash.Sum(nil))[:16]
	releases := filepath.Dir(s.at.root)
	name := base
	for i := 2; ; i++ { // the same content may be there already, perhaps edited
		if _, err := os.Lstat(filepath.Join(releases, name)); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = fmt.Sprintf("%s-%d", base, i)
	}
	was, err := os.Readlink(s.at.link)
	if err != nil {
		return false, err
	}
	release := filepath.Join(releases, name)
	if err := os.Rename(s.at.next, release); err != nil {
		return false, err
	}
	err = s.fault("half")
	if err == nil {
		err = os.Symlink(filepath.Join(filepath.Dir(filepath.Clean(was)), name), s.at.temp)
	}
	if err == nil {
		err = os.Rename(s.at.temp, s.at.link)
	}
	if err != nil {
		return false, errors.Join(err, os.RemoveAll(release))
	}
	if !s.opts.noSync {
		if err := syncDir(filepath.Dir(s.at.link)); err != nil {
			return true, err
		}
	}
	if err := s.fault("swapped"); err != nil {
		return true, err
	}
	return true, s.dropReleases(releases, name, filepath.Base(s.at.root))
}

// dropReleases moves away the releases that are neither linked now nor were
// until now.
func (s *Stage) dropReleases(releases string, keep ...string) error {
	entries, err := os.ReadDir(releases)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if slices.Contains(keep, e.Name()) || !e.IsDir() || !isRelease(e.Name()) {
			continue
		}
		full := filepath.Join(releases, e.Name())
		if _, err := ReadManifest(full); err != nil {
			continue
		}
		if err := os.MkdirAll(s.at.trash, dirMode); err != nil {
			return err
		}
		if err := os.Rename(full, filepath.Join(s.at.trash, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// isRelease knows the names that relink gives: 16 hexadecimal digits, and
// perhaps a number.
func isRelease(name string) bool {
	for i, c := range name {
		switch {
		case i < 16 && (c < '0' || c > '9') && (c < 'a' || c > 'f'):
			return false
		case i == 16 && c != '-':
			return false
		case i > 16 && (c < '0' || c > '9'):
			return false
		}
	}
	return len(name) == 16 || len(name) > 17
}

// removeTrash removes the previous tree, its files by several workers.
func (s *Stage) removeTrash() error {
	if err := s.fault("trashed"); err != nil {
		return err
	}
	if s.at.link == "" && s.before != nil {
		// What fails here, RemoveAll reports.
		names := slices.Collect(maps.Keys(s.before.Files))
		_ = each(s.opts.Jobs, names, func(name string) error {
			_ = os.Remove(filepath.Join(s.at.trash, filepath.FromSlash(name)))
			return nil
		})
		if err := s.fault("removing"); err != nil {
			return err
		}
	}
	return os.RemoveAll(s.at.trash)
}
