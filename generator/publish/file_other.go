//go:build !unix

package publish

import "os"

// writeFile writes a new file.
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
