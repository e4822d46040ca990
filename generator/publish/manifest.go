package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ManifestName is the one hidden file that makes a folder ours.
const ManifestName = ".modestad-manifest"

// Manifest says what was published to a folder. It holds nothing that differs from one machine or day to the next, so
// that the same site has the same manifest.
type Manifest struct {
	Files map[string]File   // by path
	Meta  map[string]string // whatever the caller of Commit wants to find again

	written time.Time // the manifest's own time: every file that nobody touched since is as old, or older
}

// File is one published file.
type File struct {
	Size   int64 // bytes
	SHA256 [32]byte
}

const firstLine = "modestad manifest 1"

// encode writes the manifest as lines, sorted, the last with the number of
// files, so that a manifest that was cut off is known.
func (m *Manifest) encode() []byte {
	out := make([]byte, 0, 256+128*len(m.Files))
	out = append(out, firstLine+"\n"...)
	for _, key := range slices.Sorted(maps.Keys(m.Meta)) {
		out = fmt.Appendf(out, "meta %q %q\n", key, m.Meta[key])
	}
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		f := m.Files[name]
		out = append(out, "file "...)
		out = strconv.AppendInt(out, f.Size, 10)
		out = append(out, ' ')
		out = hex.AppendEncode(out, f.SHA256[:])
		out = append(out, ' ')
		out = append(out, name...)
		out = append(out, '\n')
	}
	return fmt.Appendf(out, "end %d\n", len(m.Files))
}

// Digest tells a manifest, and so the site that it lists, from any other.
func (m *Manifest) Digest() [sha256.Size]byte { return sha256.Sum256(m.encode()) }

// parse reads what encode wrote. A path that could not have been published is
// an error: files are removed by their paths.
func parse(data []byte) (*Manifest, error) {
	m := &Manifest{Files: make(map[string]File, bytes.Count(data, []byte("\n"))), Meta: map[string]string{}}
	rest, ok := strings.CutPrefix(string(data), firstLine+"\n")
	if !ok {
		return nil, errors.New("it does not begin with " + strconv.Quote(firstLine))
	}
	for line := 2; rest != ""; line++ {
		var text string
		if text, rest, ok = strings.Cut(rest, "\n"); !ok {
			break
		}
		word, value, _ := strings.Cut(text, " ")
		switch word {
		case "file":
			name, f, err := parseFile(value)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			m.Files[name] = f
		case "meta":
			quoted, err := strconv.QuotedPrefix(value)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			key, _ := strconv.Unquote(quoted)
			if m.Meta[key], err = strconv.Unquote(strings.TrimPrefix(value[len(quoted):], " ")); err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
		case "end":
			if value != strconv.Itoa(len(m.Files)) || rest != "" {
				return nil, fmt.Errorf("line %d: %s files announced, %d read", line, value, len(m.Files))
			}
			return m, nil
		default:
			return nil, fmt.Errorf("line %d: unknown word %q", line, word)
		}
	}
	return nil, errors.New("it is cut off")
}

func parseFile(s string) (name string, f File, err error) {
	size, s, _ := strings.Cut(s, " ")
	sum, name, _ := strings.Cut(s, " ")
	if f.Size, err = strconv.ParseInt(size, 10, 64); err != nil {
		return "", f, err
	}
	if len(sum) != 2*len(f.SHA256) {
		return "", f, errors.New("no hash")
	}
	if _, err = hex.Decode(f.SHA256[:], []byte(sum)); err != nil {
		return "", f, err
	}
	return name, f, CheckPath(name)
}

// ReadManifest returns the manifest in dir. Where there is none the error is
// fs.ErrNotExist; one that cannot be read in full is an error too.
func ReadManifest(dir string) (*Manifest, error) {
	full := filepath.Join(dir, ManifestName)
	data, err := os.ReadFile(full)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(full)
	if err != nil {
		return nil, err
	}
	m, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", full, err)
	}
	m.written = info.ModTime()
	return m, nil
}

// dirs returns the folders that the files stand in, without the root.
func (m *Manifest) dirs() map[string]bool {
	dirs := map[string]bool{}
	for name := range m.Files {
		for {
			i := strings.LastIndexByte(name, '/')
			if i < 0 {
				break
			}
			name = name[:i]
			if dirs[name] {
				break
			}
			dirs[name] = true
		}
	}
	return dirs
}
