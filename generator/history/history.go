// Package history reads what a site takes from Git: when each file last changed and how often the site had
// changed by then, what a proposal changes, and files as they were.
//
// Invariants: Git is only read, never written, fetched or locked; the user's and the machine's Git settings
// do not change a result; history is read in one pass however many files there are; paths are relative to
// the site's root, with slashes, but for those of Changes.
package history

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// A Stamp is what Git knows of a file, or of several together.
type Stamp struct {
	// Sequence is the first-parent ordinal of the newest commit that touched it: 1 for the root commit, and
	// one more for each on the way to HEAD that follows first parents alone, as `git rev-list --first-parent
	// --count` has it. What a merge brings in has the ordinal of the merge, however old its commits are.
	// So it only grows, as long as the published branch keeps its line of first parents: one that is
	// rewritten, or moved forward onto a merge of itself into another branch, has another line.
	Sequence int
	// Modified is when that commit was made (the committer's date, in UTC), or where an earlier one that
	// touched it bears a later date, that date: it does not fall either.
	Modified time.Time
}

// A Log is the history of the files of a site.
type Log struct {
	Present bool   // the site's root lies in a Git work tree
	Shallow bool   // the clone lacks older commits, so that nothing can be known: see Of
	Head    string // the id of HEAD's commit; empty where there is none yet
	Dirty   bool   // something is not committed
	// Uncommitted names what is not committed, sorted; a folder of which nothing is ends in a slash. Files
	// that Git is told to ignore are not among them: see Committed.
	Uncommitted []string

	past
}

// past is the part of a Log that depends on HEAD alone.
type past struct {
	head    Stamp
	touched map[string]touch
}

type touch struct {
	Stamp
	gone bool // the newest commit that touched it removed it
}

// Of gives the newest stamp of the files at paths, which must exist in the work tree. A file that is not
// committed, or not as it is, has HEAD's. It gives false where Git knows nothing: without a repository or a
// commit, and in a shallow clone, where every old file would look new.
func (l *Log) Of(paths ...string) (Stamp, bool) {
	if !l.Present || l.Shallow || l.Head == "" || len(paths) == 0 {
		return Stamp{}, false
	}
	var s Stamp
	for _, p := range paths {
		if t, ok := l.touched[p]; ok {
			s = newest(s, t.Stamp)
		}
		if !l.Committed(p) {
			s = newest(s, l.head)
		}
	}
	return s, true
}

// Committed says whether the file at path is in HEAD just as it is in the work tree. In a shallow clone it
// gives false.
func (l *Log) Committed(path string) bool {
	if t, ok := l.touched[path]; !ok || t.gone {
		return false
	}
	if !l.Dirty {
		return true
	}
	_, found := slices.BinarySearchFunc(l.Uncommitted, path, func(u, path string) int {
		if strings.HasSuffix(u, "/") && strings.HasPrefix(path, u) {
			return 0
		}
		return cmp.Compare(u, path)
	})
	return !found
}

func newest(a, b Stamp) Stamp {
	if b.Modified.After(a.Modified) {
		a.Modified = b.Modified
	}
	a.Sequence = max(a.Sequence, b.Sequence)
	return a
}

// A Cache keeps what was once computed. Load may give anything: what is damaged is computed again.
type Cache interface {
	Load(key string) ([]byte, bool)
	Store(key string, value []byte)
}

// Read gives the history of what lies under paths ("content" where none are named) in the site at root. env
// is the environment for Git, of which it needs PATH. cache may be nil. No Git, no repository and no commit
// are no errors: the Log says so.
func Read(ctx context.Context, root string, env []string, cache Cache, paths ...string) (*Log, error) {
	repo, err := Open(ctx, root, env)
	if errors.Is(err, ErrNoGit) || errors.Is(err, ErrNoRepository) {
		return &Log{}, nil
	}
	if err != nil {
		return nil, err
	}
	return repo.Log(ctx, cache, paths...)
}
