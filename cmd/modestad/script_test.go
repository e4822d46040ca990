package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the program says into the stories")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"modestad": main})
}

// The stories of testdata/script run the program as a user does. Beside testscript's own commands they have:
//
//	site                   lays the example site around the story's own files
//	exits N COMMAND...     runs a command that must give an exit code
//	write FILE [N*]TEXT... writes a file of texts in Go's escapes, each N times
//	swap OLD NEW FILE      replaces the one place where a text stands in a file, in Go's escapes
//	snapshot DIR FILE      records a folder's files: bytes, inodes and times
//	sametree DIR DIR       two folders hold the same files
//
// $NOW is the clock of all stories.
func TestScripts(t *testing.T) {
	example, err := filepath.Abs("../../generator/testdata/example")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NOW", "2027-03-01T00:00:00+01:00")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"site": func(ts *testscript.TestScript, _ bool, _ []string) {
				ts.Check(layAround(example, ts.MkAbs(".")))
			},
			"exits": exits, "write": write, "swap": swap, "snapshot": snapshot, "sametree": sameTree,
		},
	})
}

// layAround copies a folder's files to where none of the same name is.
func layAround(from, to string) error {
	return filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if _, err := os.Lstat(target); err == nil {
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, not %d", got, want)
	}
}

func write(ts *testscript.TestScript, _ bool, args []string) {
	var b strings.Builder
	for _, text := range args[1:] {
		n := 1
		if count, rest, ok := strings.Cut(text, "*"); ok {
			if c, err := strconv.Atoi(count); err == nil {
				n, text = c, rest
			}
		}
		b.WriteString(strings.Repeat(plain(ts, text), n))
	}
	file := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o755))
	ts.Check(os.WriteFile(file, []byte(b.String()), 0o644))
}

// plain reads Go's escapes.
func plain(ts *testscript.TestScript, text string) string {
	s, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	ts.Check(err)
	return s
}

func swap(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[2])
	data, err := os.ReadFile(file)
	ts.Check(err)
	was, is := plain(ts, args[0]), plain(ts, args[1])
	if n := strings.Count(string(data), was); n != 1 {
		ts.Fatalf("%q stands %d times in %s", args[0], n, args[2])
	}
	ts.Check(os.WriteFile(file, []byte(strings.Replace(string(data), was, is, 1)), 0o644))
}

func snapshot(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(list(ts, args[0], true)), 0o644))
}

func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	a, b := list(ts, args[0], false), list(ts, args[1], false)
	if same := a == b; same == neg {
		ts.Fatalf("%s and %s: the same is %v\n%s\n%s", args[0], args[1], same, a, b)
	}
}

// list gives a line for each file and folder; whole with what changes when one is written anew.
func list(ts *testscript.TestScript, dir string, whole bool) string {
	var b strings.Builder
	root, err := filepath.EvalSymlinks(ts.MkAbs(dir))
	ts.Check(err)
	ts.Check(filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		fmt.Fprintf(&b, "%s", rel)
		if whole {
			info, err := d.Info()
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, " %d %d", inode(info), info.ModTime().UnixNano())
		}
		if !d.IsDir() {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, " %x", sha256.Sum256(data))
		}
		b.WriteByte('\n')
		return nil
	}))
	return b.String()
}
