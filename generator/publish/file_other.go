//go:build !unix

package publish

import (
	"os"
	"path/filepath"
)

// A folder is one that files are written to.
type folder struct{ path string }

func openFolder(path string) (folder, error) { return folder{path}, nil }

func (f folder) close() {}

// makeDir makes one folder in it. The name is relative, its parts separated by slashes; so are those of write.
func (f folder) makeDir(name string) error {
	return os.Mkdir(filepath.Join(f.path, filepath.FromSlash(name)), dirMode)
}

// write writes a new file in it.
func (f folder) write(name string, chmod bool, data ...[]byte) error {
	return writeFile(filepath.Join(f.path, filepath.FromSlash(name)), chmod, data...)
}

// writeFile writes a new file wherever it is.
func writeFile(full string, chmod bool, data ...[]byte) error {
	f, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	err = gathered(data, func(part []byte) error {
		_, err := f.Write(part)
		return err
	})
	if err == nil && chmod {
		err = f.Chmod(fileMode)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
