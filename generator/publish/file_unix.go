//go:build unix

package publish

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/unix"
)

// writeFile writes a new file. The system is called without package os, which asks it six things more about every file,
// in case it were a pipe.
func writeFile(full string, chmod bool, data ...[]byte) error {
	fault := func(op string, err error) error { return &fs.PathError{Op: op, Path: full, Err: err} }
	fd, err := again(func() (int, error) {
		return unix.Open(full, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, uint32(fileMode))
	})
	if err != nil {
		return fault("open", err)
	}
	err = gathered(data, func(part []byte) error {
		for len(part) > 0 {
			n, err := again(func() (int, error) { return unix.Write(fd, part) })
			if err != nil {
				return fault("write", err)
			}
			part = part[n:]
		}
		return nil
	})
	if err == nil && chmod {
		if err = unix.Fchmod(fd, uint32(fileMode)); err != nil {
			err = fault("chmod", err)
		}
	}
	if closed := unix.Close(fd); err == nil && closed != nil {
		err = fault("close", closed)
	}
	return err
}

// again calls until no signal comes between.
func again(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}
