package history

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Log gives the history of what lies under paths, relative to the site's root: "content" where none are
// named. cache may be nil.
func (r *Repo) Log(ctx context.Context, cache Cache, paths ...string) (*Log, error) {
	if len(paths) == 0 {
		paths = []string{"content"}
	}
	l := &Log{Present: true, Shallow: r.Shallow}
	var err error
	if l.Uncommitted, err = r.uncommitted(ctx, paths); err != nil {
		return nil, err
	}
	l.Dirty = len(l.Uncommitted) > 0
	if l.Head, err = r.commit(ctx, "HEAD"); errors.Is(err, ErrNoRevision) {
		return l, nil // no commit yet
	} else if err != nil || l.Shallow {
		return l, err
	}
	sum := sha256.Sum256([]byte(l.Head + "\x00" + r.Prefix + "\x00" + strings.Join(paths, "\x00")))
	key := "history-1-" + hex.EncodeToString(sum[:])
	if cache != nil {
		if kept, ok := cache.Load(key); ok {
			if l.past, ok = decode(kept); ok {
				return l, nil
			}
		}
	}
	// The diff of each commit on HEAD's line of first parents with its first parent: what a merge brings
	// in counts as the merge's. --sparse lists the commits that touch nothing here as well, to count them.
	args := append([]string{"log", "--first-parent", "-m", "--sparse", "--no-renames", "--no-ext-diff", "--relative",
		"--format=commit %ct", "--name-status", "-z", l.Head, "--"}, paths...)
	err = r.stream(ctx, nil, func(out io.Reader) (err error) {
		l.past, err = parse(out)
		return err
	}, args...)
	if err != nil {
		return nil, err
	}
	if cache != nil {
		cache.Store(key, l.encode())
	}
	return l, nil
}

// parse reads the newest commit first: "commit TIME" and, for each file, its status and its name, each ended
// by a NUL.
func parse(out io.Reader) (past, error) {
	p := past{touched: map[string]touch{}}
	in := bufio.NewReaderSize(out, 1<<16)
	commits := 0 // so far, the one being read included
	var at time.Time
	for {
		token, err := in.ReadString(0)
		if err == io.EOF && token == "" {
			break
		}
		if err != nil {
			return past{}, fmt.Errorf("cannot read the log: %w", err)
		}
		// Git puts a line break between a commit and its files.
		token = strings.TrimLeft(token[:len(token)-1], "\n")
		if seconds, ok := strings.CutPrefix(token, "commit "); ok {
			n, err := strconv.ParseInt(seconds, 10, 64)
			if err != nil {
				return past{}, fmt.Errorf("cannot read the log: a commit of %q", seconds)
			}
			at = time.Unix(n, 0).UTC()
			if commits == 0 {
				p.head.Modified = at
			}
			commits++
			continue
		}
		name, err := in.ReadString(0)
		if err != nil || len(token) != 1 || commits == 0 {
			return past{}, fmt.Errorf("cannot read the log at %q", token)
		}
		name = name[:len(name)-1]
		t, seen := p.touched[name]
		if !seen {
			t = touch{Stamp{commits, at}, token == "D"}
		} else if at.After(t.Modified) {
			t.Modified = at
		}
		p.touched[name] = t
	}
	// Counted from HEAD so far.
	p.head.Sequence = commits
	for name, t := range p.touched {
		t.Sequence = commits - t.Sequence + 1
		p.touched[name] = t
	}
	return p, nil
}

// uncommitted lists what differs from HEAD in the work tree or the index, or is unknown to it.
func (r *Repo) uncommitted(ctx context.Context, paths []string) ([]string, error) {
	args := append([]string{"status", "--porcelain=v1", "-z", "--untracked-files=normal", "--no-renames", "--ignore-submodules=dirty", "--"}, paths...)
	out, err := r.output(ctx, args...)
	if err != nil {
		return nil, err
	}
	var found []string
	for entry := range strings.SplitSeq(string(out), "\x00") {
		if len(entry) < 4 { // two letters, a space, the path from the top
			continue
		}
		path, ok := strings.CutPrefix(entry[3:], r.Prefix)
		if !ok || path == "" { // the site's own folder, or one around it, is untracked as a whole
			found = append(found, paths...)
			for i := len(found) - len(paths); i < len(found); i++ {
				found[i] += "/"
			}
			continue
		}
		found = append(found, path)
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// encode writes p for a cache: the sum of what follows, HEAD's stamp, then each file's, in order.
func (p past) encode() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %d\x00", p.head.Sequence, p.head.Modified.Unix())
	for _, name := range slices.Sorted(maps.Keys(p.touched)) {
		t := p.touched[name]
		gone := 0
		if t.gone {
			gone = 1
		}
		fmt.Fprintf(&b, "%d %d %d %s\x00", t.Sequence, t.Modified.Unix(), gone, name)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return append(sum[:], b.String()...)
}

// decode reads what encode wrote.
func decode(kept []byte) (past, bool) {
	if len(kept) < sha256.Size || sha256.Sum256(kept[sha256.Size:]) != [sha256.Size]byte(kept) {
		return past{}, false
	}
	records := strings.Split(string(kept[sha256.Size:]), "\x00")
	p := past{touched: make(map[string]touch, len(records))}
	for i, record := range records[:len(records)-1] {
		sequence, rest, _ := strings.Cut(record, " ")
		seconds, rest, _ := strings.Cut(rest, " ")
		n, err := strconv.Atoi(sequence)
		at, err2 := strconv.ParseInt(seconds, 10, 64)
		if err != nil || err2 != nil {
			return past{}, false
		}
		stamp := Stamp{n, time.Unix(at, 0).UTC()}
		if i == 0 {
			p.head = stamp
			continue
		}
		gone, name, ok := strings.Cut(rest, " ")
		if !ok {
			return past{}, false
		}
		p.touched[name] = touch{stamp, gone == "1"}
	}
	return p, true
}
