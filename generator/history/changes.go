package history

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// ErrUnrelated is a revision that shares no commit with HEAD, as far as the clone goes. In a shallow clone
// the remedy is to fetch all of it.
var ErrUnrelated = errors.New("no common commit with HEAD")

// A Mode is what Git takes an entry for. Zero means that there is none.
type Mode uint32

const (
	File       Mode = 0o100644
	Executable Mode = 0o100755
	Symlink    Mode = 0o120000 // its text is where it leads
	Submodule  Mode = 0o160000 // its Blob is a commit of another repository
)

// An Entry is a file of a commit.
type Entry struct {
	Path string
	Mode Mode
	Blob string // the id of its text: see Blobs
}

// A Change is an entry that is not the same before and after. It was added where Before.Mode is zero, and
// removed where After.Mode is. A rename is a removal and an addition. Paths are from the top of the repository.
type Change struct {
	Path          string
	Before, After Entry
}

// A Diff is what a proposal changes as a whole.
type Diff struct {
	Base, Head string   // the ids of the commits compared
	Changes    []Change // in the order of their paths
}

// Changes gives the net difference between HEAD and its merge base with the revision base, over the whole
// repository: what is outside the site as well. Where there are several merge bases, it takes Git's first.
func (r *Repo) Changes(ctx context.Context, base string) (Diff, error) {
	theirs, err := r.commit(ctx, base)
	if err != nil {
		return Diff{}, err
	}
	d := Diff{}
	if d.Head, err = r.commit(ctx, "HEAD"); err != nil {
		return Diff{}, err
	}
	out, err := r.output(ctx, "merge-base", d.Head, theirs)
	if err != nil {
		if ctx.Err() != nil {
			return Diff{}, ctx.Err()
		}
		return Diff{}, fmt.Errorf("%q: %w", base, ErrUnrelated)
	}
	d.Base = strings.TrimSpace(string(out))
	err = r.stream(ctx, nil, func(out io.Reader) error {
		in := bufio.NewReader(out)
		for {
			about, err := in.ReadString(0)
			if err == io.EOF && about == "" {
				return nil
			}
			if err != nil {
				return err
			}
			path, err := in.ReadString(0)
			fields := strings.Fields(strings.Trim(about, ":\x00")) // mode, mode, id, id, status
			if err != nil || len(fields) != 5 {
				return fmt.Errorf("cannot read the difference at %q", about)
			}
			path = path[:len(path)-1]
			before, err := entry(path, fields[0], fields[2])
			if err != nil {
				return err
			}
			after, err := entry(path, fields[1], fields[3])
			if err != nil {
				return err
			}
			d.Changes = append(d.Changes, Change{path, before, after})
		}
	}, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-relative", d.Base, d.Head)
	if err != nil {
		return Diff{}, err
	}
	slices.SortFunc(d.Changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return d, nil
}

// entry reads a mode and an id. What is not there is the zero Entry.
func entry(path, mode, id string) (Entry, error) {
	m, err := strconv.ParseUint(mode, 8, 32)
	if err != nil {
		return Entry{}, fmt.Errorf("cannot read the mode %q", mode)
	}
	if m == 0 {
		return Entry{}, nil
	}
	return Entry{path, Mode(m), id}, nil
}

// InSite gives a path from the top of the repository as one from the site's root, and whether it lies there.
func (r *Repo) InSite(path string) (string, bool) { return strings.CutPrefix(path, r.Prefix) }

// Show gives the file at path, from the site's root, as it was at the revision rev. The error is
// fs.ErrNotExist where rev does not have it, and ErrNoRevision where there is no rev.
func (r *Repo) Show(ctx context.Context, rev, path string) ([]byte, error) {
	entries, err := r.Tree(ctx, rev, path)
	if err != nil {
		return nil, err
	}
	if len(entries) != 1 || entries[0].Path != path || entries[0].Mode == Submodule {
		return nil, &fs.PathError{Op: "show", Path: path, Err: fs.ErrNotExist}
	}
	return r.output(ctx, "cat-file", "blob", entries[0].Blob)
}

// Tree lists what the revision rev has at paths or under them, all from the site's root; without paths, all
// that the site had.
func (r *Repo) Tree(ctx context.Context, rev string, paths ...string) ([]Entry, error) {
	commit, err := r.commit(ctx, rev)
	if err != nil {
		return nil, err
	}
	args := []string{"ls-tree", "-r", "-z", "--full-tree", commit, "--"}
	for _, p := range paths {
		if !fs.ValidPath(p) || p == "." {
			return nil, &fs.PathError{Op: "show", Path: p, Err: fs.ErrInvalid}
		}
		args = append(args, r.Prefix+p)
	}
	if len(paths) == 0 && r.Prefix != "" {
		args = append(args, r.Prefix)
	}
	out, err := r.output(ctx, args...)
	if err != nil {
		return nil, err
	}
	var found []Entry
	for line := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		about, path, ok := strings.Cut(line, "\t") // mode, type, id
		fields := strings.Fields(about)
		if !ok || len(fields) != 3 {
			continue
		}
		e, err := entry(strings.TrimPrefix(path, r.Prefix), fields[0], fields[2])
		if err != nil {
			return nil, err
		}
		found = append(found, e)
	}
	return found, nil
}

// Blobs hands visit the text of each of ids, in their order, with one run of Git. An error of visit ends it.
func (r *Repo) Blobs(ctx context.Context, ids []string, visit func(i int, text []byte) error) error {
	if len(ids) == 0 {
		return nil
	}
	asked := strings.NewReader(strings.Join(ids, "\n") + "\n")
	return r.stream(ctx, asked, func(out io.Reader) error {
		in := bufio.NewReaderSize(out, 1<<16)
		for i, id := range ids {
			line, err := in.ReadString('\n')
			if err != nil {
				return err
			}
			fields := strings.Fields(line) // id, type, size; or id, "missing"
			if len(fields) != 3 || fields[1] != "blob" {
				return fmt.Errorf("%s: %w", id, fs.ErrNotExist)
			}
			size, err := strconv.Atoi(fields[2])
			if err != nil {
				return err
			}
			text := make([]byte, size+1) // and a line break
			if _, err := io.ReadFull(in, text); err != nil {
				return err
			}
			if err := visit(i, text[:size:size]); err != nil {
				return err
			}
		}
		return nil
	}, "cat-file", "--batch")
}
