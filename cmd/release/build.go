package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// A release under way.
type release struct {
	src   source
	parts []part
	out   string
	log   io.Writer
	once  bool
	name  string            // "modestad-" and the version
	sums  map[string]string // SHA-256 by name, of what is written to out
}

// versions are such as can stand in the name of a file.
var versions = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*$`)

// flags of every build: no path of this machine, and no identity of a linker, is in a program.
func flags() []string {
	return []string{"build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w -buildid="}
}

func (r *release) make(ctx context.Context, chosen []target) error {
	work, err := os.MkdirTemp("", "modestad-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	// Not from the working copy: somebody may be at work in it.
	here, again := filepath.Join(work, "source"), filepath.Join(work, "another folder")
	for _, dir := range []string{here, again} {
		if _, err := command(ctx, r.src.dir, nil, "git", "clone", "--quiet", "--no-checkout", r.src.dir, dir); err != nil {
			return err
		}
		if _, err := command(ctx, dir, nil, "git", "checkout", "--quiet", "--detach", r.src.commit); err != nil {
			return err
		}
	}
	said, err := command(ctx, here, nil, "go", "run", "./cmd/modestad", "version", "--json")
	if err != nil {
		return err
	}
	var about struct{ Version string }
	if err := json.Unmarshal([]byte(said), &about); err != nil || !versions.MatchString(about.Version) {
		return fmt.Errorf("no version: %q", said)
	}
	r.name, r.sums = "modestad-"+about.Version, map[string]string{}
	bundled, err := bundled(here, r.parts)
	if err != nil {
		return err
	}
	for _, t := range chosen {
		one := filepath.Join(work, "one", t.program())
		if err := r.build(ctx, t, here, one, nil); err != nil {
			return err
		}
		if !r.once {
			two := filepath.Join(work, "two", t.program())
			if err := r.build(ctx, t, again, two, []string{"GOCACHE=" + filepath.Join(work, "cache"), "LC_ALL=tr_TR.UTF-8", "TZ=Pacific/Kiritimati"}); err != nil {
				return err
			}
			if err := equal(one, two); err != nil {
				return fmt.Errorf("%s: %w", t, err)
			}
		}
		if err := r.known(one); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		data, err := os.ReadFile(one)
		if err != nil {
			return err
		}
		archive, err := pack(t, fmt.Sprintf("%s-%s-%s", r.name, t.os, t.arch), append([]entry{{t.program(), data, true}}, bundled...), r.src.at)
		if err != nil {
			return err
		}
		if err := r.write(archive.name, archive.data); err != nil {
			return err
		}
		fmt.Fprintf(r.log, "%s: %d bytes, sha256 %s\n", archive.name, len(archive.data), r.sums[archive.name])
	}
	sbom, err := r.sbom(about.Version)
	if err != nil {
		return err
	}
	if err := r.write(r.name+".cdx.json", sbom); err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(r.sums)) {
		fmt.Fprintf(&sums, "%s  %s\n", r.sums[name], name)
	}
	return os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), sums.Bytes(), 0o644)
}

// bundled is what goes into every archive beside the program.
func bundled(dir string, parts []part) ([]entry, error) {
	var out []entry
	for _, name := range []string{"LICENSE", "README.md"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		out = append(out, entry{name, data, false})
	}
	return append(out, entry{"NOTICES.txt", notices(parts), false}), nil
}

func (r *release) build(ctx context.Context, t target, dir, to string, env []string) error {
	env = append(env, "CGO_ENABLED=0", "GOOS="+t.os, "GOARCH="+t.arch, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=-mod=readonly", "GOEXPERIMENT=", "GOWORK=off")
	_, err := command(ctx, dir, env, "go", append(flags(), "-o", to, "./cmd/modestad")...)
	return err
}

func equal(one, two string) error {
	a, err := os.ReadFile(one)
	if err != nil {
		return err
	}
	b, err := os.ReadFile(two)
	if err != nil {
		return err
	}
	if !bytes.Equal(a, b) {
		return fmt.Errorf("two builds are not the same: %d and %d bytes, %x and %x", len(a), len(b), sha256.Sum256(a), sha256.Sum256(b))
	}
	return nil
}

// known holds what a program says that it is made of to what is listed.
func (r *release) known(program string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	for _, m := range info.Deps {
		if !slices.ContainsFunc(r.parts, func(p part) bool { return p.name == m.Path && p.version == m.Version && p.sum == m.Sum }) {
			return fmt.Errorf("%s %s is in the program and not in the list", m.Path, m.Version)
		}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && s.Value != r.src.commit || s.Key == "vcs.modified" && s.Value != "false" {
			return fmt.Errorf("made of %s %s", s.Key, s.Value)
		}
	}
	return nil
}

func (r *release) write(name string, data []byte) error {
	sum := sha256.Sum256(data)
	r.sums[name] = hex.EncodeToString(sum[:])
	return os.WriteFile(filepath.Join(r.out, name), data, 0o644)
}
