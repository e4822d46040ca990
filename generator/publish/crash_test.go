//go:build unix

package publish

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// With this in its environment the test binary publishes the second site and
// kills itself at the named step.
const (
	crashDir   = "MODESTAD_TEST_CRASH_DIR"
	crashPoint = "MODESTAD_TEST_CRASH_POINT"
	crashPlain = "MODESTAD_TEST_CRASH_PLAIN" // without exchange
	crashHold  = "hold"                      // not kill: print, then wait for its input to end
)

func TestMain(m *testing.M) {
	dir := os.Getenv(crashDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	files := maps.Clone(second)
	for i := range 40 {
		files[fmt.Sprintf("many/%d/x", i)] = "y"
	}
	_, err := publishSite(dir, files, nil, Options{noExchange: os.Getenv(crashPlain) != "", fault: func(point string) error {
		switch os.Getenv(crashPoint) {
		case point:
			return syscall.Kill(os.Getpid(), syscall.SIGKILL)
		case crashHold:
			if point == "begun" {
				fmt.Println("held")
				os.Stdin.Read(make([]byte, 1))
			}
		}
		return nil
	}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func child(t *testing.T, dir, point string, plain bool) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), crashDir+"="+dir, crashPoint+"="+point)
	if plain {
		cmd.Env = append(cmd.Env, crashPlain+"=1")
	}
	cmd.Stderr = os.Stderr
	return cmd
}

// TestKilled kills a publication (kill -9) at every step, over nothing, over a
// site and over a link, by exchange and by two renames. The old or the new
// site has to stand; only between two renames may nothing stand until the next
// Begin has mended it. After that everything works as before.
func TestKilled(t *testing.T) {
	killed := 0
	for _, over := range []string{"nothing", "site", "link"} {
		for _, plain := range []bool{false, true} {
			for _, point := range []string{"begun", "write", "written", "staged", "linked", "manifest", "synced", "half", "swapped", "trashed", "removing"} {
				t.Run(fmt.Sprintf("%s plain %v %s", over, plain, point), func(t *testing.T) {
					dir := newTarget(t, over == "link")
					if over != "nothing" {
						mustPublish(t, dir, first)
					}
					err := child(t, dir, point, plain).Run()
					if err == nil {
						return // that step is not on this way
					}
					var exit *exec.ExitError
					if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
						t.Fatal(err)
					}
					killed++
					stands := func() string {
						if _, err := os.Stat(dir); err != nil {
							return "nothing"
						}
						files := read(t, dir)
						if maps.Equal(files, first) {
							return "first"
						}
						for name := range files {
							if strings.HasPrefix(name, "many/") {
								delete(files, name)
							}
						}
						if maps.Equal(files, second) {
							return "second"
						}
						return fmt.Sprint("neither: ", files)
					}
					got := stands()
					half := point == "half" && plain && over == "site"
					switch {
					case got == "second":
					case got == "first" && over != "nothing":
					case got == "nothing" && (over == "nothing" || half):
					default:
						t.Fatalf("%s stands", got)
					}

					s, err := Begin(dir, Options{noSync: true})
					if err != nil {
						t.Fatal(err)
					}
					mended := stands()
					if half && mended != "second" || !half && mended != got {
						t.Errorf("%s stood and %s stands after Begin", got, mended)
					}
					if err := s.Abort(); err != nil {
						t.Fatal(err)
					}
					checkClean(t, dir)
					mustPublish(t, dir, first)
					checkSite(t, dir, first)
					checkClean(t, dir)
				})
			}
		}
	}
	t.Logf("%d kills survived", killed)
	if killed < 50 {
		t.Errorf("only %d of the steps were reached", killed)
	}
}

// TestHalfSwapUndone: between two renames, without a complete new tree, the
// old one comes back.
func TestHalfSwapUndone(t *testing.T) {
	dir := newTarget(t, false)
	mustPublish(t, dir, first)
	at, err := locate(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Rename(dir, at.old), os.Mkdir(at.next, 0o755), os.WriteFile(filepath.Join(at.next, "index.html"), nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	s, err := Begin(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Abort()
	checkSite(t, dir, first)
}

// TestTwoProcesses: while one publishes, another is told which; when the one
// is killed, its lock is gone.
func TestTwoProcesses(t *testing.T) {
	dir := newTarget(t, false)
	cmd := child(t, dir, crashHold, false)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 4)); err != nil {
		t.Fatal(err)
	}
	_, err = Begin(dir, Options{})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprintf("process %d", cmd.Process.Pid)) {
		t.Errorf("while another works: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	mustPublish(t, dir, first)
	checkClean(t, dir)
}

// TestFullDisk publishes to a file system that is too small, and to one that
// has become read-only.
func TestFullDisk(t *testing.T) {
	mount := t.TempDir()
	if err := mountSmall(mount); err != nil {
		if os.Getenv("MODESTAD_ORACLES") == "1" {
			t.Fatalf("needs the right to mount a tmpfs: %v", err)
		}
		t.Skipf("needs the right to mount a tmpfs: %v", err)
	}
	defer unmount(mount)
	dir := filepath.Join(mount, "public")
	mustPublish(t, dir, first)
	big := maps.Clone(second)
	big["big"] = strings.Repeat("x", 1<<20)
	if _, err := publishSite(dir, big, nil, Options{}); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	checkSite(t, dir, first)
	checkClean(t, dir)
	mustPublish(t, dir, second)
	checkSite(t, dir, second)
	checkClean(t, dir)

	if err := remountReadOnly(mount); err != nil {
		t.Fatal(err)
	}
	if _, err := publishSite(dir, first, nil, Options{}); !errors.Is(err, syscall.EROFS) {
		t.Fatal(err)
	}
	checkSite(t, dir, second)
}
