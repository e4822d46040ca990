//go:build unix

package publish

import (
	"errors"
	"io/fs"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// A folder is one that is open, so that the system looks for what lies in it from there, and not from its root each time.
// It is called without package os, which asks six things more about every file, in case it were a pipe. The zero folder
// is none.
type folder struct {
	fd   int
	path string
}

func openFolder(path string) (folder, error) {
	fd, err := again(func() (int, error) { return unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0) })
	if err != nil {
		return folder{}, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return folder{fd, path}, nil
}

func (f folder) close() {
	if f.path != "" {
		unix.Close(f.fd)
	}
}

func (f folder) fault(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: filepath.Join(f.path, name), Err: err}
}

// makeDir makes one folder in it. The name is relative, its parts separated by slashes; so are those of write.
func (f folder) makeDir(name string) error {
	if _, err := again(func() (int, error) { return 0, unix.Mkdirat(f.fd, name, uint32(dirMode)) }); err != nil {
		return f.fault("mkdir", name, err)
	}
	return nil
}

// write writes a new file in it.
func (f folder) write(name string, chmod bool, data ...[]byte) error {
	fd, err := again(func() (int, error) {
		return unix.Openat(f.fd, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, uint32(fileMode))
	})
	if err != nil {
		return f.fault("open", name, err)
	}
	err = gathered(data, func(part []byte) error {
		for len(part) > 0 {
			n, err := again(func() (int, error) { return unix.Write(fd, part) })
			if err != nil {
				return f.fault("write", name, err)
			}
			part = part[n:]
		}
		return nil
	})
	if err == nil && chmod {
		if err = unix.Fchmod(fd, uint32(fileMode)); err != nil {
			err = f.fault("chmod", name, err)
		}
	}
	if closed := unix.Close(fd); err == nil && closed != nil {
		err = f.fault("close", name, closed)
	}
	return err
}

// writeFile writes a new file wherever it is.
func writeFile(full string, chmod bool, data ...[]byte) error {
	return folder{fd: unix.AT_FDCWD}.write(full, chmod, data...)
}

// again calls until no signal comes between.
func again(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}
