package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

func tryLock(f *os.File) error {
	// Far behind the end, since a lock keeps others from reading who holds it.
	at := &windows.Overlapped{OffsetHigh: 1 << 20}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errBusy
	}
	return err
}

// release closes first: an open file cannot be removed here. Where another
// process has opened it by then, it stays.
func (l *lock) release() {
	l.file.Close()
	os.Remove(l.path)
}
