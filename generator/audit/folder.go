package audit

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"modestad/generator/compress"
	"modestad/generator/publish"
	"modestad/generator/source"
)

// readFolder reads all files of a folder, and holds them to the manifest where there is one.
func (a *audit) readFolder(ctx context.Context, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var names []string
	err = fs.WalkDir(root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() || p == publish.ManifestName:
		case !d.Type().IsRegular():
			a.find(p, "manifest", "is neither a file nor a folder")
		default:
			names = append(names, p)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return errors.New("the folder is empty")
	}
	manifest, err := publish.ReadManifest(filepath.Clean(dir))
	if errors.Is(err, fs.ErrNotExist) {
		a.warn("", "manifest", "there is none: the files cannot be held to what was built")
	} else if err != nil {
		a.find("", "manifest", "%v", err)
	}
	jobs := a.o.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	var mu sync.Mutex
	err = source.Each(ctx, len(names), jobs, func(i int) error {
		name := names[i]
		data, err := root.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return err
		}
		info, err := root.Stat(filepath.FromSlash(name))
		if err != nil {
			return err
		}
		f := a.look(name, data)
		f.changed = info.ModTime()
		if manifest != nil {
			want, listed := manifest.Files[name]
			if !listed {
				f.find("manifest", "is not in the manifest")
			} else if want.SHA256 != sha256.Sum256(data) {
				f.find("manifest", "is not what was built")
			}
		}
		mu.Lock()
		defer mu.Unlock()
		a.seen[name] = f
		return nil
	})
	if err != nil {
		return err
	}
	if manifest != nil {
		for name := range manifest.Files {
			if a.seen[name] == nil {
				a.find(name, "manifest", "is in the manifest and not in the folder")
			}
		}
	}
	return a.variants(root)
}

// variants looks whether precompressed files say what they stand for.
func (a *audit) variants(root *os.Root) error {
	for name, f := range a.seen {
		for _, form := range compress.Forms() {
			of, ok := strings.CutSuffix(name, form.Suffix)
			if !ok {
				continue
			}
			plain, err := root.ReadFile(filepath.FromSlash(of))
			if errors.Is(err, fs.ErrNotExist) {
				f.find("encoding", "is the variant of a file that is not there")
				continue
			}
			if err != nil {
				return err
			}
			packed, err := root.ReadFile(filepath.FromSlash(name))
			if err != nil {
				return err
			}
			if same, err := compress.Says(form, packed, plain); err != nil || !same {
				f.find("encoding", "does not say what %s says%s", of, because(err))
			}
		}
	}
	return nil
}

func because(err error) string {
	if err == nil {
		return ""
	}
	return fmt.Sprintf(": %v", err)
}
