package deploy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"crypto/sha256"

	"modestad/generator/publish"
	"modestad/generator/source"
)

// Folder deploys a published folder to another: as a whole, or not at all. The folder may be a link to a release, as
// package publish has it.
func Folder(ctx context.Context, dir, to string, o Options) (*Result, error) {
	m, err := publish.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	is, err := publish.ReadManifest(to)
	if errors.Is(err, fs.ErrNotExist) {
		is, err = &publish.Manifest{}, nil
	}
	if err != nil {
		return nil, err
	}
	r := between(is, m)
	if err := o.guard(len(r.Removed), len(is.Files)); err != nil || o.DryRun {
		return r, err
	}
	names := slices.Sorted(maps.Keys(m.Files))
	stage, err := publish.Begin(to, publish.Options{Jobs: o.Jobs})
	if err != nil {
		return r, err
	}
	defer stage.Abort()
	err = source.Each(ctx, len(names), o.Jobs, func(i int) error {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(names[i])))
		if err != nil {
			return err
		}
		if sha256.Sum256(data) != m.Files[names[i]].SHA256 {
			return fmt.Errorf("%s %w", names[i], ErrChanged)
		}
		return stage.Write(names[i], data)
	})
	if err != nil {
		return r, err
	}
	_, err = stage.Commit(m.Meta)
	return r, err
}

// between says what leads from a folder to another.
func between(is, m *publish.Manifest) *Result {
	r := &Result{Sent: []string{}, Removed: []string{}}
	for _, name := range slices.SortedFunc(maps.Keys(m.Files), order) {
		if was, ok := is.Files[name]; ok && was == m.Files[name] {
			r.Same++
		} else {
			r.Sent = append(r.Sent, name)
			r.Bytes += m.Files[name].Size
		}
	}
	for _, name := range slices.Sorted(maps.Keys(is.Files)) {
		if _, stays := m.Files[name]; !stays {
			r.Removed = append(r.Removed, name)
		}
	}
	return r
}

// FolderBack points a folder that is a link to the release before the one that is linked now.
func FolderBack(to string, o Options) (*Result, error) {
	is, err := publish.ReadManifest(to)
	if err != nil {
		return nil, err
	}
	m, err := publish.ReadBefore(to)
	if errors.Is(err, publish.ErrNothing) {
		err = fmt.Errorf("%w: %w", ErrNothing, err)
	}
	if err != nil {
		return nil, err
	}
	r := between(is, m)
	if err := o.guard(len(r.Removed), len(is.Files)); err != nil || o.DryRun {
		return r, err
	}
	return r, publish.Back(to)
}
