package picture

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/webp"

	"modestad/generator/config"
)

func timeOf(s int64) time.Time { return time.Unix(s, 0) }

// TestEncoders runs the real ones.
func TestEncoders(t *testing.T) {
	for _, name := range []string{"cwebp", "avifenc"} {
		p, err := exec.LookPath(name)
		need(t, p, err)
	}
	photograph := photo(1000, 640)
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photograph), "b.png": asPNG(t, art(300, 200, true))})
	o := options()
	o.Encoders = config.Encoders{WebP: "cwebp", AVIF: "avifenc"}
	o.Env = []string{"PATH=" + os.Getenv("PATH")}
	s := set(t, fsys, o)
	out := made(t, s)
	if len(out) != 4*3+2-0 {
		t.Errorf("%d outputs", len(out))
	}
	sizes := map[string]int{}
	for address, data := range out {
		if strings.HasPrefix(address, "assets/pictures/a-1000.") {
			sizes[filepath.Ext(address)] = len(data)
		}
		if filepath.Ext(address) == ".webp" {
			m, err := webp.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(address, "a-1000") {
				if p := psnr(t, m, photograph); p < 28 {
					t.Errorf("%.1f dB", p)
				}
			}
			if strings.Contains(address, "b-300") {
				if p := psnr(t, m, art(300, 200, true)); p < 60 {
					t.Errorf("art is not kept: %.1f dB", p)
				}
			}
		}
	}
	t.Log(sizes)
	if sizes[".webp"] >= sizes[".jpg"] || sizes[".avif"] >= sizes[".jpg"] {
		t.Errorf("nothing is gained: %v", sizes)
	}
	if !maps.EqualFunc(made(t, set(t, fsys, o)), out, bytes.Equal) {
		t.Error("a second run gives other bytes")
	}
	html := string(s.Picture(folder+"a.jpg", "A", [2]float64{.5, .5}, false))
	avif, webp, img := strings.Index(html, `type="image/avif"`), strings.Index(html, `type="image/webp"`), strings.Index(html, "<img")
	if !strings.HasPrefix(html, "<picture>") || !strings.HasSuffix(html, "</picture>") || avif < 0 || webp < avif || img < webp {
		t.Error(html)
	}
}

// script makes a program in a folder of its own, and gives an environment that has it.
func script(t *testing.T, name, text string) []string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
	return []string{"PATH=" + dir + string(filepath.ListSeparator) + os.Getenv("PATH")}
}

// TestEncoderFaults declares encoders that are not there, are no names, or do not do what they are for.
func TestEncoderFaults(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(60, 40))})
	for name, c := range map[string]struct {
		program, script string
		atOnce          bool
	}{
		"missing":        {"no-such-encoder", "", true},
		"a path":         {"../enc", "exit 0", true},
		"a whole path":   {"/bin/true", "exit 0", true},
		"an option":      {"-enc", "exit 0", true},
		"with arguments": {"sh -c id", "exit 0", true},
		"broken":         {"enc", "exit 3", true},
		"writes nothing": {"enc", "echo version 1", false},
		"writes junk":    {"enc", `echo version 1; for last; do :; done; [ $# -gt 1 ] && echo '<script>' > "$last"`, true},
		"fails later":    {"enc", `if [ $# -gt 1 ]; then echo 'no room' >&2; exit 1; fi; echo version 1`, false},
		"talks without end": {"enc", `if [ $# -gt 1 ]; then for i in 1 2 3 4 5 6 7 8 9; do echo 0123456789; done; for last; do :; done
			echo RIFFxxxxWEBP > "$last"; exit 0; fi; echo version 1`, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := options()
			o.Encoders.WebP = c.program
			o.Env = script(t, "enc", c.script)
			s, _, err := New(t.Context(), fsys, wants(fsys), o)
			if err == nil {
				for _, f := range s.Outputs() {
					if strings.HasSuffix(f.Address, ".webp") {
						_, err = f.Data()
					}
				}
			}
			if !errors.Is(err, ErrEncoder) {
				t.Errorf("got %v", err)
			}
		})
	}
	// It counts even where there is no image.
	o := options()
	o.Encoders.AVIF = "no-such-encoder"
	if _, _, err := New(t.Context(), fsys, nil, o); !errors.Is(err, ErrEncoder) || !strings.Contains(err.Error(), "no-such-encoder") {
		t.Error(err)
	}
}

// TestEncoderVersion gives another address to what another version makes, and the plain formats the same.
func TestEncoderVersion(t *testing.T) {
	fsys := files(map[string][]byte{"a.jpg": asJPEG(t, photo(60, 40))})
	addresses := map[string]int{}
	for _, version := range []string{"1", "2"} {
		o := options()
		o.Encoders.WebP = "enc"
		o.Env = script(t, "enc", "echo "+version)
		for _, f := range set(t, fsys, o).Outputs() {
			addresses[f.Address]++
		}
	}
	for a, n := range addresses {
		if (n == 2) != strings.HasSuffix(a, ".jpg") {
			t.Errorf("%s stands for %d", a, n)
		}
	}
}

// An encoder that does not end is ended, and one that says too much is not listened to.
func TestEncoderLimits(t *testing.T) {
	sleep, err := exec.LookPath("sleep")
	need(t, sleep, err)
	if _, err := (&encoder{program: sleep}).run(t.Context(), 50*time.Millisecond, "60"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	out := limited{most: 10}
	if n, err := out.Write(make([]byte, 1000)); n != 1000 || err != nil || out.Len() != 10 {
		t.Errorf("%d, %v, %d kept", n, err, out.Len())
	}
}

// TestEncoderRelative does not run what lies in the folder of the site.
func TestEncoderRelative(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "enc"), []byte("#!/bin/sh\necho 1"), 0o755)
	t.Chdir(dir)
	for _, env := range [][]string{{"PATH=."}, {"PATH="}, nil} {
		if p, err := find("enc", env); !errors.Is(err, ErrEncoder) {
			t.Errorf("%v: %s", env, p)
		}
	}
}
