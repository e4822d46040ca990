package source

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"syscall"
)

// read gives what is in a file of an open folder. The system is called without package os, which asks it a dozen things
// more about every file, in case it were a pipe, or lay elsewhere: a name without a slash that is no link leads nowhere.
func read(fsys fs.FS, folder fs.File, name string, size int64) ([]byte, error) {
	dir, ok := folder.(*os.File)
	if !ok {
		return fs.ReadFile(fsys, name)
	}
	wrap := func(op string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }
	fd, err := again(func() (int, error) {
		return syscall.Openat(int(dir.Fd()), path.Base(name), syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	})
	if err != nil {
		return nil, wrap("open", err)
	}
	defer syscall.Close(fd)
	for data, n := make([]byte, size+1), 0; ; data = append(data, make([]byte, len(data))...) {
		for n < len(data) {
			got, err := again(func() (int, error) { return syscall.Read(fd, data[n:]) })
			if err != nil {
				return nil, wrap("read", err)
			}
			if got == 0 || n+got == int(size) && len(data) == int(size)+1 {
				return data[: n+got : n+got], nil
			}
			n += got
		}
	}
}

// again calls until no signal comes between.
func again(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); !errors.Is(err, syscall.EINTR) {
			return n, err
		}
	}
}
