// Command release makes what is handed out of a version: the program for each system, what it is made of, and the sums
// of both.
//
//	go run ./cmd/release -o dist
//
// Promise: the same commit and Go give the same bytes, wherever they are made. To show it each program is built twice,
// the second time from another folder and from nothing, and compared. A working copy with changes, a module that is not
// what go.sum says, and a licence that nobody has read are refused.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// targets are the systems that a release is for.
var targets = []target{
	{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"},
}

// A target is a system by Go's names.
type target struct{ os, arch string }

func (t target) String() string { return t.os + "/" + t.arch }

func (t target) program() string {
	if t.os == "windows" {
		return "modestad.exe"
	}
	return "modestad"
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stderr)
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// A source is the commit that a release is made of.
type source struct {
	dir    string
	commit string
	at     time.Time // of the commit: the only time in a release
	goes   string    // the version of Go
}

func run(ctx context.Context, args []string, log io.Writer) error {
	f := flag.NewFlagSet("release", flag.ContinueOnError)
	out := f.String("o", "dist", "the `folder` to write to; it must not be there")
	only := f.String("only", "", "comma-separated `targets`, such as linux/amd64 (default: all six)")
	once := f.Bool("once", false, "build once: faster, and proves nothing")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return fmt.Errorf("unexpected %q", f.Args())
	}
	chosen, err := choose(*only)
	if err != nil {
		return err
	}
	src, err := look(ctx, ".")
	if err != nil {
		return err
	}
	if _, err := command(ctx, src.dir, nil, "go", "mod", "verify"); err != nil {
		return err
	}
	parts, err := partsOf(ctx, src.dir, chosen)
	if err != nil {
		return err
	}
	if err := os.Mkdir(*out, 0o755); err != nil {
		return err
	}
	r := &release{src: src, parts: parts, out: *out, log: log, once: *once}
	if err := r.make(ctx, chosen); err != nil {
		return errors.Join(err, os.RemoveAll(*out)) // half a release is none
	}
	return nil
}

func choose(only string) ([]target, error) {
	if only == "" {
		return targets, nil
	}
	var chosen []target
	for name := range strings.SplitSeq(only, ",") {
		found := false
		for _, t := range targets {
			if t.String() == name {
				chosen, found = append(chosen, t), true
			}
		}
		if !found {
			return nil, fmt.Errorf("no target %q", name)
		}
	}
	return chosen, nil
}

// look finds out what a working copy holds, and refuses one that is not a commit.
func look(ctx context.Context, dir string) (source, error) {
	top, err := command(ctx, dir, nil, "git", "rev-parse", "--show-toplevel")
	if err != nil {
		return source{}, err
	}
	s := source{dir: filepath.FromSlash(top)}
	changed, err := command(ctx, s.dir, nil, "git", "status", "--porcelain")
	if err != nil {
		return source{}, err
	}
	if changed != "" {
		return source{}, fmt.Errorf("there are changes that are in no commit:\n%s", changed)
	}
	stamp, err := command(ctx, s.dir, nil, "git", "show", "-s", "--format=%H %ct", "HEAD")
	if err != nil {
		return source{}, err
	}
	commit, seconds, _ := strings.Cut(stamp, " ")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return source{}, err
	}
	s.commit, s.at = commit, time.Unix(n, 0).UTC()
	s.goes, err = command(ctx, s.dir, nil, "go", "env", "GOVERSION")
	return s, err
}

// command gives what a program printed, without the last line's end.
func command(ctx context.Context, dir string, env []string, name string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir, c.Env = dir, append(os.Environ(), env...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, bytes.TrimSpace(errs.Bytes()))
	}
	return strings.TrimRight(out.String(), "\r\n"), nil
}
