package source

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"modestad/generator/diag"
)

// A Tree is what a site's folder held at one moment: its files below content, i18n, themes, and site.toml.
type Tree struct {
	files map[string]*File
	paths []string // sorted
	media map[string]Media
	at    time.Time // when it was read
}

// A Media is a file that is not text: it is read when it is needed, not before.
type Media struct {
	Path string
	Size int64
}

// File gives a file by its path, or nil.
func (t *Tree) File(path string) *File { return t.files[path] }

// Under gives the files below a folder, in the order of their paths.
func (t *Tree) Under(dir string) []*File {
	i, _ := slices.BinarySearch(t.paths, dir+"/")
	var out []*File
	for ; i < len(t.paths) && strings.HasPrefix(t.paths[i], dir+"/"); i++ {
		out = append(out, t.files[t.paths[i]])
	}
	return out
}

// All gives every text file, in the order of their paths.
func (t *Tree) All() []*File {
	out := make([]*File, len(t.paths))
	for i, p := range t.paths {
		out[i] = t.files[p]
	}
	return out
}

// Media gives a file that is not text, by its path.
func (t *Tree) Media(path string) (Media, bool) {
	m, ok := t.media[path]
	return m, ok
}

// MediaUnder gives the files that are not text below a folder, in the order of their paths.
func (t *Tree) MediaUnder(dir string) []Media {
	var out []Media
	for p, m := range t.media {
		if strings.HasPrefix(p, dir+"/") {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b Media) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// Without gives the tree as it would be without some of its files.
func (t *Tree) Without(gone func(path string) bool) *Tree {
	out := &Tree{files: map[string]*File{}, media: map[string]Media{}, at: t.at}
	for _, p := range t.paths {
		if !gone(p) {
			out.paths, out.files[p] = append(out.paths, p), t.files[p]
		}
	}
	for p, m := range t.media {
		if !gone(p) {
			out.media[p] = m
		}
	}
	return out
}

// With gives the tree as it would be if a text file of it held something else.
func (t *Tree) With(path string, data []byte) *Tree {
	out := t.Without(func(p string) bool { return false })
	if out.files[path] != nil {
		out.files[path] = &File{Path: path, Data: data}
	}
	return out
}

// roots are the parts of a site that are read. Everything else in its folder is somebody else's.
var roots = []string{"site.toml", "content", "i18n", "themes"}

// text says which files are read whole; the rest are media, read when they are used.
func text(name string) bool {
	switch path.Ext(name) {
	case ".toml", ".md", ".csv", ".html", ".css", ".js", ".svg", ".txt":
		return true
	}
	return false
}

// Limits are the sizes, in bytes, above which a text file is not read: SiteFile for everything, and for what
// lies in a partner's folder File. The limit's key in site.toml is named in the finding.
type Limits struct{ File, SiteFile int64 }

// Load reads the site below fsys, in parallel, and gives what it could read. Content faults (a symbolic link, a file
// too large, a name that differs from another only in case) are findings; an error means that the folder could not be
// read. At is the time of reading. A file of previous, which may be nil, is not read again where its size and time are
// the same, unless it was so new then that a change since may not show in its time.
func Load(ctx context.Context, fsys fs.FS, limits Limits, at time.Time, previous *Tree) (*Tree, diag.List, error) {
	entries, err := walk(ctx, fsys)
	if err != nil {
		return nil, nil, err
	}
	t := &Tree{files: make(map[string]*File, len(entries)), media: map[string]Media{}, at: at}
	var found diag.List
	var jobs []entry
	folded := make(map[string]string, len(entries))
	for _, e := range entries {
		file := &File{Path: e.path}
		if !e.info.Mode().IsRegular() {
			found.Add(file.Whole().Find("file-odd", e.path))
			continue
		}
		key := strings.ToLower(e.path)
		if other, ok := folded[key]; ok {
			found.Add(file.Whole().Find("file-case", e.path, other))
			continue
		}
		folded[key] = e.path
		if !text(e.path) {
			t.media[e.path] = Media{e.path, e.info.Size()}
			continue
		}
		limit, key := limits.SiteFile, "site_file"
		if strings.HasPrefix(e.path, "content/partners/") {
			limit, key = limits.File, "file"
		}
		if limit > 0 && e.info.Size() > limit {
			found.Add(file.Whole().Find("file-size", e.info.Size(), limit, key))
			continue
		}
		if was := previous.unchanged(e.path, e.info); was != nil {
			t.files[e.path] = was
			t.paths = append(t.paths, e.path)
			continue
		}
		jobs = append(jobs, e)
	}
	files := make([]*File, len(jobs))
	heaps := batches(jobs)
	err = Each(ctx, len(heaps), 0, func(i int) error {
		from, to := heaps[i][0], heaps[i][1]
		folder, err := fsys.Open(path.Dir(jobs[from].path))
		if err != nil {
			return err
		}
		defer folder.Close()
		for at := from; at < to; at++ {
			e := jobs[at]
			data, err := read(fsys, folder, e.path, e.info.Size())
			if err != nil {
				return fmt.Errorf("read %s: %w", e.path, err)
			}
			files[at] = &File{Path: e.path, Data: data, modified: e.info.ModTime()}
			files[at].Sum()
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, f := range files {
		t.files[f.Path] = f
		t.paths = append(t.paths, f.Path)
	}
	slices.Sort(t.paths)
	return t, found, nil
}

// batches cuts a list of files into stretches that lie in one folder, few enough that several cores share a large one.
func batches(files []entry) [][2]int {
	const most = 16
	var out [][2]int
	for i, e := range files {
		if n := len(out); i > 0 && i-out[n-1][0] < most && path.Dir(files[i-1].path) == path.Dir(e.path) {
			out[n-1][1]++
			continue
		}
		out = append(out, [2]int{i, i + 1})
	}
	return out
}

// An entry is a file of the site's folder, of whatever kind.
type entry struct {
	path string
	info fs.FileInfo
}

// walk gives the files of a site, in the order of their paths: a level of folders after the other, those of one level in
// parallel.
func walk(ctx context.Context, fsys fs.FS) ([]entry, error) {
	var found []entry
	var level []string
	for _, root := range roots {
		info, err := fs.Stat(fsys, root)
		switch {
		case err != nil:
		case info.IsDir():
			level = append(level, root)
		default:
			if info, err = fs.Lstat(fsys, root); err != nil {
				return nil, fmt.Errorf("read %s: %w", root, err)
			}
			found = append(found, entry{root, info})
		}
	}
	for len(level) > 0 {
		type folder struct {
			files   []entry
			folders []string
		}
		read := make([]folder, len(level))
		err := Each(ctx, len(level), 0, func(i int) error {
			list, err := fs.ReadDir(fsys, level[i])
			if err != nil {
				return fmt.Errorf("read %s: %w", level[i], err)
			}
			for _, d := range list {
				name := d.Name()
				at := level[i] + "/" + name
				switch {
				case strings.HasPrefix(name, "."):
				case d.IsDir():
					read[i].folders = append(read[i].folders, at)
				case strings.HasSuffix(name, "~"):
				default:
					info, err := d.Info()
					if err != nil {
						return fmt.Errorf("read %s: %w", at, err)
					}
					read[i].files = append(read[i].files, entry{at, info})
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		level = nil
		for _, f := range read {
			found, level = append(found, f.files...), append(level, f.folders...)
		}
	}
	slices.SortFunc(found, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	return found, nil
}

// racy is how coarse a file system's clock may be: a file that was changed so shortly before it was read may have been
// changed again since, at what the file system calls the same time.
const racy = 100 * time.Millisecond

// unchanged gives the file that the tree holds, where it need not be read again.
func (t *Tree) unchanged(path string, info fs.FileInfo) *File {
	if t == nil {
		return nil
	}
	f := t.files[path]
	if f == nil || !f.modified.Equal(info.ModTime()) || int64(len(f.Data)) != info.Size() || t.at.Sub(f.modified) < racy {
		return nil
	}
	return f
}

// Each calls do for 0 to n-1 from several goroutines (jobs, or as many as there are cores) and gives the first
// error by number. It stops early when the context ends.
func Each(ctx context.Context, n, jobs int, do func(i int) error) error {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	jobs = min(jobs, n)
	var wg sync.WaitGroup
	var mu sync.Mutex
	next, failed, first := 0, n, error(nil)
	const batch = 4
	for range jobs {
		wg.Go(func() {
			for {
				mu.Lock()
				from, to := next, min(next+batch, n)
				next = to
				stop := failed < n || ctx.Err() != nil
				mu.Unlock()
				if from == to || stop {
					return
				}
				for i := from; i < to; i++ {
					if err := do(i); err != nil {
						mu.Lock()
						if i < failed {
							failed, first = i, err
						}
						mu.Unlock()
						return
					}
				}
			}
		})
	}
	wg.Wait()
	if first == nil {
		return ctx.Err()
	}
	return first
}

// Hash is a digest of every file's path and bytes, media by size; the same tree gives the same hash.
func (t *Tree) Hash() [sha256.Size]byte {
	h := sha256.New()
	var line []byte
	for _, p := range t.paths {
		sum := t.files[p].Sum()
		line = append(append(append(line[:0], p...), 0), sum[:]...)
		h.Write(line)
	}
	for _, m := range t.MediaUnder("content") {
		fmt.Fprintf(h, "%s\x00%d\x00", m.Path, m.Size)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Root opens a folder so that nothing in it can lead out of it.
func Root(dir string) (fs.FS, io.Closer, error) {
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	return r.FS(), r, nil
}
