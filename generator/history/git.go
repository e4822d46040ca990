package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

var (
	ErrNoGit        = errors.New("git is not installed")
	ErrNoRepository = errors.New("not in a Git work tree")
	// ErrForeign is Git's own refusal of a repository that belongs to another user. The remedy:
	// git config --global --add safe.directory FOLDER.
	ErrForeign = errors.New("the Git repository belongs to another user, and safe.directory does not name it")
	// ErrNoRevision is a branch, tag or commit that the repository does not have.
	ErrNoRevision = errors.New("no such revision")
)

// A Repo is the Git repository that a site lies in.
type Repo struct {
	// Prefix is the way from the top of the repository to the site's root: empty, or with a slash at its end.
	Prefix  string
	Shallow bool

	git  string
	root string
	env  []string
	safe []string // what the user's own settings call safe
}

// settings keep what users set from changing what Git says, or from starting programs.
var settings = []string{
	"--no-pager", "--no-optional-locks", "--literal-pathspecs",
	"-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull,
	"-c", "core.excludesFile=", "-c", "core.attributesFile=",
	"-c", "color.ui=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "log.follow=false",
	"-c", "log.diffMerges=first-parent", "-c", "diff.relative=false", "-c", "status.relativePaths=false",
}

// Open finds the repository of the site at root. env is the environment to run Git with; of it Git gets all
// but its own variables.
func Open(ctx context.Context, root string, env []string) (*Repo, error) {
	r := &Repo{root: root, git: find("git", env)}
	if r.git == "" {
		return nil, ErrNoGit
	}
	for _, v := range env {
		name, _, _ := strings.Cut(v, "=")
		if !strings.HasPrefix(name, "GIT_") || name == "GIT_CEILING_DIRECTORIES" {
			r.env = append(r.env, v)
		}
	}
	own := r.env
	r.env = append(slices.Clip(own), "LC_ALL=C", "LANGUAGE=", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_ATTR_NOSYSTEM=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_TERMINAL_PROMPT=0")

	about := []string{"rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix"}
	out, err := r.output(ctx, about...)
	if err != nil && strings.Contains(err.Error(), "safe.directory") {
		// Git refuses a folder of another user, but where the user's own settings, which are not read
		// here, allow it.
		r.safe = r.allowed(ctx, own)
		if out, err = r.output(ctx, about...); err != nil && strings.Contains(err.Error(), "safe.directory") {
			return nil, fmt.Errorf("%s: %w", root, ErrForeign)
		}
	}
	if err != nil {
		if strings.Contains(err.Error(), "not a git repository") {
			return nil, ErrNoRepository
		}
		return nil, err
	}
	lines := strings.SplitN(string(out), "\n", 3)
	if len(lines) < 3 || lines[0] != "true" {
		return nil, ErrNoRepository
	}
	r.Shallow = lines[1] == "true"
	r.Prefix = strings.TrimSuffix(lines[2], "\n") // a folder's name may hold line breaks
	return r, nil
}

// allowed gives the folders that the user's settings call safe, as options.
func (r *Repo) allowed(ctx context.Context, env []string) []string {
	cmd := exec.CommandContext(ctx, r.git, "config", "-z", "--get-all", "safe.directory")
	cmd.Dir, cmd.Env = filepath.Dir(r.git), env // outside the repository, whose own word must not count
	out, err := cmd.Output()
	if err != nil {
		return nil
	}
	var options []string
	for dir := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		options = append(options, "-c", "safe.directory="+dir)
	}
	return options
}

// find looks a program up in the PATH of env.
func find(name string, env []string) string {
	for _, v := range slices.Backward(env) {
		path, ok := strings.CutPrefix(v, "PATH=")
		if !ok {
			continue
		}
		for _, dir := range filepath.SplitList(path) {
			if !filepath.IsAbs(dir) {
				continue // a program of the site's own folder is not to be run
			}
			if found, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
				return found
			}
		}
		return ""
	}
	return ""
}

// command makes a run of Git in the site's root.
func (r *Repo) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, r.git, slices.Concat(settings, r.safe, args)...)
	cmd.Dir, cmd.Env = r.root, r.env
	cmd.WaitDelay = time.Second
	return cmd
}

// output runs Git and gives what it prints.
func (r *Repo) output(ctx context.Context, args ...string) ([]byte, error) {
	var out []byte
	err := r.stream(ctx, nil, func(from io.Reader) (err error) {
		out, err = io.ReadAll(from)
		return err
	}, args...)
	return out, err
}

// stream runs Git and hands read what it prints, while it prints it.
func (r *Repo) stream(ctx context.Context, in io.Reader, read func(io.Reader) error, args ...string) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	cmd := r.command(ctx, args...)
	var stderr head
	cmd.Stdin, cmd.Stderr = in, &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git %s: %w", args[0], err)
	}
	failed := read(out)
	if failed != nil {
		stop()
	}
	err = cmd.Wait()
	if failed != nil && (err == nil || stderr.Len() == 0) {
		return fmt.Errorf("git %s: %w", args[0], failed)
	}
	if err != nil {
		if text := strings.TrimSpace(stderr.String()); text != "" {
			return fmt.Errorf("git %s: %s", args[0], text)
		}
		return fmt.Errorf("git %s: %w", args[0], err)
	}
	return nil
}

// head keeps the first words of a message.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	if room := 4096 - h.Len(); room > 0 {
		h.Buffer.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}

// commit gives the id of the commit that rev names.
func (r *Repo) commit(ctx context.Context, rev string) (string, error) {
	out, err := r.output(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return "", fmt.Errorf("%q: %w", rev, ErrNoRevision)
}
