package publish

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// lock is an advisory lock on a file beside the folder, which names the
// process that holds it. It ends with the process, however that ends.
type lock struct {
	path string
	file *os.File
}

// errBusy is what tryLock gives where another process holds the lock.
var errBusy = errors.New("busy")

func acquire(path string) (*lock, error) {
	// The holder removes the file before it lets go of it, so a lock on a file
	// that is no longer there is none.
	for range 100 {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
		if err != nil {
			return nil, err
		}
		if err := tryLock(f); err != nil {
			holder, _ := io.ReadAll(io.LimitReader(f, 20))
			f.Close()
			if errors.Is(err, errBusy) {
				return nil, fmt.Errorf("%w: %s", ErrLocked, holderName(string(holder)))
			}
			return nil, fmt.Errorf("lock: %w", err)
		}
		mine, err := f.Stat()
		if err == nil {
			if there, failed := os.Lstat(path); failed == nil && os.SameFile(mine, there) {
				if err = f.Truncate(0); err == nil {
					_, err = fmt.Fprintf(f, "%d\n", os.Getpid())
				}
				if err == nil {
					return &lock{path, f}, nil
				}
			}
		}
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("lock: %w", err)
		}
	}
	return nil, ErrLocked
}

func holderName(text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return "one that has just begun"
	}
	return "process " + text
}
