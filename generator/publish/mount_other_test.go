//go:build unix && !linux

package publish

import "errors"

func mountSmall(string) error { return errors.ErrUnsupported }

func remountReadOnly(string) error { return errors.ErrUnsupported }

func unmount(string) {}
