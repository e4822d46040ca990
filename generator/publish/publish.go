// Package publish replaces a folder of files as a whole, or not at all.
//
// Promise: whatever happens between [Begin] and the end of [Stage.Commit] (a
// signal, a full disk, a power cut), the folder is the previous site or the new
// one, complete; what a dead process left behind is repaired by the next Begin.
//
// Invariants:
//
//   - Nothing in the folder changes before Commit. The new tree grows beside
//     it, in a hidden folder on the same file system, and takes its place by
//     one exchange (Linux), or by two renames of which the half-way state can
//     be told and mended (elsewhere).
//   - Only what is ours is replaced: an empty folder, or one with a manifest
//     that lists every file in it. All else is [ErrForeign].
//   - A file that has not changed, by the manifest's hash, and by its size,
//     time (not after the manifest's) and mode on the disk, becomes a hard link to what stands there, and
//     so keeps its time. Where no file changed, the folder is not touched.
//   - One process at a time works on a folder; a second one gets [ErrLocked].
//   - Files have mode 0644 and folders 0755, whatever the umask.
//
// A folder that is a symbolic link is a server's: the link points to a release
// (say releases/current), the new release is made beside it, named by its
// content, and the link is renamed over. The release before stays, so that it
// can be linked again by hand; older ones that have our manifest and such a
// name are removed.
//
// Absent on purpose: rendering, media types, what should be published.
package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

var (
	// ErrForeign says that a folder, or something in it, is not ours.
	ErrForeign = errors.New("holds what modestad did not put there")
	// ErrLocked says that another process is publishing to the same folder.
	ErrLocked = errors.New("is being published by another process")
	// ErrPath says that a path cannot be published on every system.
	ErrPath = errors.New("path cannot be published")
)

const (
	fileMode fs.FileMode = 0o644
	dirMode  fs.FileMode = 0o755
)

// Options of Begin.
type Options struct {
	Jobs int // how many files Commit works on at once; 0: as many as processors

	fault      func(point string) error // tests: what happens at each step
	noExchange bool                     // tests: as on systems without exchange
	noSync     bool                     // tests
}

// Stage is one publication under way. Write and Keep are safe for parallel
// use; Commit or Abort comes once all of them have returned.
type Stage struct {
	opts   Options
	at     layout
	lock   *lock
	before *Manifest // nil where nothing was published

	mu      sync.Mutex
	files   map[string]File
	kept    map[string]bool    // those of files that stand in the folder already
	names   map[string]claimed // by folded path, of files and folders
	written int
	bytes   int64
	done    bool

	root    sync.Once // the stage's root, made for the first file
	rootErr error
	next    folder // the root, once it is made
	chmod   bool   // the umask takes bits away; known once root is made
}

// A claimed path is taken, as it is written, by a file or a folder.
type claimed struct {
	name   string
	folder bool
}

// Result is what Commit did.
type Result struct {
	Files   int               // in the folder now, without the manifest
	Written int               // new or changed
	Kept    int               // unchanged
	Removed int               // there before and not now
	Bytes   int64             // of the written ones
	Swapped bool              // the folder was replaced; false: no file of it was touched
	Digest  [sha256.Size]byte // of the manifest, as Manifest.Digest gives it
}

// Begin prepares to publish to dir, which is made, with the folders above it,
// at the first Commit. It takes the lock, mends what an earlier process left
// and makes sure that the folder is ours.
func Begin(dir string, opts Options) (*Stage, error) {
	s, err := begin(dir, opts)
	if err != nil {
		return nil, fmt.Errorf("publish to %s: %w", dir, err)
	}
	return s, nil
}

func begin(dir string, opts Options) (_ *Stage, err error) {
	if opts.Jobs <= 0 {
		opts.Jobs = runtime.GOMAXPROCS(0)
	}
	at, err := locate(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(at.lock), dirMode); err != nil {
		return nil, err
	}
	l, err := acquire(at.lock)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			l.release()
		}
	}()
	// Until here another process may have been at work on the link.
	if again, err := locate(dir); err != nil || again != at {
		return nil, errors.Join(err, ErrLocked)
	}
	if err := at.repair(); err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	before, err := at.inspect()
	if err != nil {
		return nil, err
	}
	s := &Stage{opts: opts, at: at, lock: l, before: before,
		files: map[string]File{}, kept: map[string]bool{}, names: map[string]claimed{}}
	return s, s.fault("begun")
}

func (s *Stage) fault(point string) error {
	if s.opts.fault == nil {
		return nil
	}
	return s.opts.fault(point)
}

// Digest tells the site that stands in the folder from any other; it is zero where there is none.
func (s *Stage) Digest() [sha256.Size]byte {
	if s.before == nil {
		return [sha256.Size]byte{}
	}
	return s.before.Digest()
}

// Previous returns the manifest of what stands in the folder, nil where there
// is none. It must not be changed.
func (s *Stage) Previous() *Manifest { return s.before }

// Intact says whether every file of the manifest stands in the folder, untouched since it was published by its size,
// time and mode. Nothing is read but the folders.
func (s *Stage) Intact() bool {
	if s.before == nil {
		return false
	}
	names := make([]string, 0, len(s.before.Files))
	for name := range s.before.Files {
		names = append(names, name)
	}
	return each(s.opts.Jobs, names, func(name string) error {
		if _, ok := s.standing(name); !ok {
			return fs.ErrNotExist
		}
		return nil
	}) == nil
}

// Write puts data at path: relative, slash-separated, clean, of names that
// every common file system takes. Two paths that differ only in case are an
// error, as are a second Write of the same and a file where another path needs
// a folder. The parts of data follow each other; they are not kept.
func (s *Stage) Write(name string, data ...[]byte) error {
	fresh, err := s.claim(name)
	if err != nil {
		return err
	}
	now := fileOf(data)
	if was, ok := s.standing(name); ok && was == now {
		s.keep(name, was)
		return nil
	}
	if err := s.fault("write"); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := s.makeNew(above(name), fresh); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := s.within(name, func() error { return s.next.write(name, s.chmod, data...) }); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = now
	s.written++
	s.bytes += now.Size
	return s.fault("written")
}

// fileOf is what the manifest says of a file.
func fileOf(data [][]byte) File {
	if len(data) == 1 {
		return File{Size: int64(len(data[0])), SHA256: sha256.Sum256(data[0])}
	}
	f, hash := File{}, sha256.New()
	for _, part := range data {
		f.Size += int64(len(part))
		hash.Write(part)
	}
	hash.Sum(f.SHA256[:0])
	return f
}

// gathered calls write with parts that follow each other, gathered where they are small.
func gathered(data [][]byte, write func([]byte) error) error {
	if len(data) == 1 {
		return write(data[0])
	}
	const room = 1 << 16
	buf := make([]byte, 0, room)
	flush := func() error {
		full := buf
		buf = buf[:0]
		if len(full) == 0 {
			return nil
		}
		return write(full)
	}
	for _, part := range data {
		if len(buf)+len(part) > room {
			if err := flush(); err != nil {
				return err
			}
		}
		if len(part) > room {
			if err := write(part); err != nil {
				return err
			}
			continue
		}
		buf = append(buf, part...)
	}
	return flush()
}

// Keep publishes the file of that path that stands in the folder as it is, and
// reports whether it could: it must be in the manifest, and untouched by its
// size, time and mode. Its content is not read.
func (s *Stage) Keep(name string) (bool, error) {
	was, ok := s.standing(name)
	if !ok {
		return false, nil
	}
	if _, err := s.claim(name); err != nil {
		return false, err
	}
	s.keep(name, was)
	return true, nil
}

func (s *Stage) keep(name string, f File) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = f
	s.kept[name] = true
}

// standing returns the manifest's entry of a file that stands in the folder
// and that nobody has touched.
func (s *Stage) standing(name string) (File, bool) {
	if s.before == nil {
		return File{}, false
	}
	f, ok := s.before.Files[name]
	if !ok {
		return File{}, false
	}
	info, err := os.Lstat(filepath.Join(s.at.root, filepath.FromSlash(name)))
	if err != nil || !info.Mode().IsRegular() || info.Size() != f.Size || info.ModTime().After(s.before.written) {
		return File{}, false
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != fileMode {
		return File{}, false
	}
	return f, true
}

// claim checks the path, and that no other stands in its way. It says how many of the folders above it, from the
// innermost on, nothing stood in before.
func (s *Stage) claim(name string) (fresh int, err error) {
	if err := CheckPath(name); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return 0, fmt.Errorf("write %s: the publication is over", name)
	}
	key := fold(name)
	if other, taken := s.names[key]; taken {
		return 0, collision(name, other)
	}
	// The folders above it: one that is known is known with those above.
	for dir := above(name); dir != ""; dir = above(dir) {
		key := fold(dir)
		other, taken := s.names[key]
		if taken && (!other.folder || other.name != dir) {
			return 0, collision(name, other)
		}
		if taken {
			break
		}
		s.names[key] = claimed{dir, true}
		fresh++
	}
	s.names[key] = claimed{name, false}
	return fresh, nil
}

// above is the folder that a path stands in; empty for the root.
func above(name string) string { return name[:max(0, strings.LastIndexByte(name, '/'))] }

func collision(name string, other claimed) error {
	if name == other.name && !other.folder {
		return fmt.Errorf("%w: %s is written twice", ErrPath, name)
	}
	if other.folder {
		other.name += "/"
	}
	return fmt.Errorf("%w: %s and %s cannot both be, some file systems take them for one", ErrPath, name, other.name)
}

// makeNew makes the innermost of the folders that lead to dir, and dir: as many as nothing stood in before.
func (s *Stage) makeNew(dir string, fresh int) error {
	if fresh == 0 {
		return s.makeRoot()
	}
	if err := s.makeNew(above(dir), fresh-1); err != nil {
		return err
	}
	return s.makeDir(dir)
}

// within does something to the file of that path. Where the folder is not there yet (who claimed it first has still to make
// it, or had no need of it) it is made, and the same is done again.
func (s *Stage) within(name string, do func() error) error {
	err := do()
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		if err := s.makeDir(above(name)); err != nil {
			return err
		}
		err = do()
	}
	return err
}

// makeDir makes a folder of the stage and those above it. Several writers may make the same one.
func (s *Stage) makeDir(dir string) error {
	if err := s.makeRoot(); err != nil || dir == "" {
		return err
	}
	err := s.next.makeDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := s.makeDir(above(dir)); err != nil {
			return err
		}
		err = s.next.makeDir(dir)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if s.chmod {
		return os.Chmod(filepath.Join(s.at.next, filepath.FromSlash(dir)), dirMode)
	}
	return nil
}

// makeRoot begins the stage, and learns what the umask takes away.
func (s *Stage) makeRoot() error {
	s.root.Do(func() {
		if s.rootErr = os.Mkdir(s.at.next, dirMode); s.rootErr != nil {
			return
		}
		var info fs.FileInfo
		if info, s.rootErr = os.Lstat(s.at.next); s.rootErr == nil && runtime.GOOS != "windows" && info.Mode().Perm() != dirMode {
			s.chmod = true
			s.rootErr = os.Chmod(s.at.next, dirMode)
		}
		if s.rootErr == nil {
			s.next, s.rootErr = openFolder(s.at.next)
		}
	})
	return s.rootErr
}

// Abort gives up: the stage is removed, the folder stays as it was. After
// Commit it does nothing, so that it can be deferred.
func (s *Stage) Abort() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil
	}
	s.done = true
	s.next.close()
	err := os.RemoveAll(s.at.next)
	s.lock.release()
	return err
}
