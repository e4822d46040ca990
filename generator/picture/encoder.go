package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/image/webp"
)

// ErrEncoder says that an outside encoder which site.toml declares is missing, or failed.
var ErrEncoder = errors.New("encoder of images")

// An encoder is an outside program that writes a modern format.
type encoder struct {
	extension, mediaType string
	program              string // its whole path
	identity             string // its name, what it says of its version, and what it is told to do
	env                  []string
	art, photo           []string // what it is told, between which the files' names come
	args                 func(options []string, in, out string) []string
	check                func(data []byte, width, height int) bool
}

// The longest that an encoder may take: for its version, and for an image.
const (
	versionTimeout = 10 * time.Second
	encodeTimeout  = 2 * time.Minute
)

// findEncoders finds the declared encoders, the format that browsers are to prefer first.
func findEncoders(ctx context.Context, avifName, webpName string, env []string) ([]encoder, error) {
	known := []struct {
		name, version string
		encoder       encoder
	}{
		{avifName, "--version", encoder{extension: ".avif", mediaType: "image/avif",
			art: []string{"--jobs", "1", "--speed", "6"}, photo: []string{"--jobs", "1", "--speed", "6", "--yuv", "420"},
			args:  func(options []string, in, out string) []string { return slices.Concat(options, []string{in, out}) },
			check: func(data []byte, w, h int) bool { return isAVIF(data, w, h) }}},
		{webpName, "-version", encoder{extension: ".webp", mediaType: "image/webp",
			art: []string{"-quiet", "-lossless", "-z", "6", "-metadata", "none"}, photo: []string{"-quiet", "-q", "75", "-m", "4", "-metadata", "none"},
			args: func(options []string, in, out string) []string {
				return slices.Concat(options, []string{in, "-o", out})
			},
			check: isWebP}},
	}
	var out []encoder
	for _, k := range known {
		if k.name == "" {
			continue
		}
		e := k.encoder
		e.env = env
		var err error
		if e.program, err = find(k.name, env); err != nil {
			return nil, err
		}
		version, err := e.run(ctx, versionTimeout, k.version)
		if err != nil {
			return nil, err
		}
		e.identity = strings.Join(slices.Concat([]string{k.name, string(version)}, e.art, e.photo), "\n")
		out = append(out, e)
	}
	return out, nil
}

var bareName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._+-]*$`)

// find looks a program up in the PATH of an environment, in whole paths alone, so that no file of the site's own is run.
func find(name string, env []string) (string, error) {
	if !bareName.MatchString(name) {
		return "", fmt.Errorf("%w: %q is not the name of a program", ErrEncoder, name)
	}
	for _, v := range slices.Backward(env) {
		dirs, ok := strings.CutPrefix(v, "PATH=")
		if !ok {
			continue
		}
		for _, dir := range filepath.SplitList(dirs) {
			if !filepath.IsAbs(dir) {
				continue
			}
			if program, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
				return program, nil
			}
		}
		break
	}
	return "", fmt.Errorf("%w: %s, which [images] in site.toml declares, is not installed", ErrEncoder, name)
}

// run runs the program and gives what it prints.
func (e *encoder) run(ctx context.Context, timeout time.Duration, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, e.program, args...)
	cmd.Env, cmd.WaitDelay = e.env, time.Second
	out := limited{most: 4096}
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("%w: %s: %w: %s", ErrEncoder, e.program, err, strings.TrimSpace(out.String()))
	}
	return out.Bytes(), nil
}

// limited keeps the first bytes of what is written to it.
type limited struct {
	bytes.Buffer
	most int
}

func (l *limited) Write(p []byte) (int, error) {
	l.Buffer.Write(p[:min(len(p), max(0, l.most-l.Len()))])
	return len(p), nil
}

// encode has the program encode an image, and checks that it is what was asked for.
func (e *encoder) encode(ctx context.Context, m *image.RGBA, art bool) ([]byte, error) {
	data, err := encodePNG(m, png.BestSpeed)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "modestad-picture-")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEncoder, err)
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "in.png"), filepath.Join(dir, "out"+e.extension)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEncoder, err)
	}
	options := e.photo
	if art {
		options = e.art
	}
	if _, err := e.run(ctx, encodeTimeout, e.args(options, in, out)...); err != nil {
		return nil, err
	}
	if data, err = os.ReadFile(out); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEncoder, err)
	}
	if !e.check(data, m.Rect.Dx(), m.Rect.Dy()) {
		return nil, fmt.Errorf("%w: %s wrote something else than %s of %s×%s pixels", ErrEncoder, e.program, e.mediaType,
			strconv.Itoa(m.Rect.Dx()), strconv.Itoa(m.Rect.Dy()))
	}
	return data, nil
}

func isWebP(data []byte, width, height int) (ok bool) {
	var err error
	defer func() { ok = ok && err == nil }()
	defer caught(&err)
	c, err := webp.DecodeConfig(bytes.NewReader(data))
	return err == nil && c.Width == width && c.Height == height
}

// isAVIF finds the brand at the begin (ISO 14496-12, 4.3) and the size in an image spatial extents box (ISO 23008-12,
// 6.5.3).
func isAVIF(data []byte, width, height int) bool {
	if len(data) < 12 || string(data[4:8]) != "ftyp" || !bytes.HasPrefix(data[8:], []byte("avif")) {
		return false
	}
	size := binary.BigEndian.AppendUint32([]byte("ispe\x00\x00\x00\x00"), uint32(width))
	return bytes.Contains(data, binary.BigEndian.AppendUint32(size, uint32(height)))
}
