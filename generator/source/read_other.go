//go:build !linux

package source

import "io/fs"

// read gives what is in a file of an open folder.
func read(fsys fs.FS, _ fs.File, name string, _ int64) ([]byte, error) {
	return fs.ReadFile(fsys, name)
}
