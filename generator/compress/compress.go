// Package compress makes the variants of text files that a web server hands to clients which take them: Brotli
// (RFC 7932) and gzip (RFC 1952).
//
// Invariants: the same bytes give the same variants, in any order and from any number of goroutines; a variant is
// always smaller than what it stands for, and says the same; neither time, name nor system stands in it.
package compress

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"sync"

	"github.com/andybalholm/brotli"
)

// Recipe names how variants are made. It changes whenever the bytes could.
const Recipe = "1"

// A Form is one way to compress.
type Form struct {
	Suffix   string // of the file's name
	Encoding string // as Content-Encoding names it (RFC 9110, 8.4.1)
}

// Forms are those that there are, the smallest first.
func Forms() []Form { return []Form{{".br", "br"}, {".gz", "gzip"}} }

// A Variant is a compressed file.
type Variant struct {
	Form
	Data []byte
}

const (
	smallest = 256     // octets; below, headers weigh more than what is saved
	most     = 1 << 18 // octets; above, the best quality takes seconds
)

// Worth says whether a file of that name and size can have variants: text of more than 256 octets. Pictures, fonts
// and archives are compressed by themselves.
func Worth(name string, size int) bool {
	if size <= smallest {
		return false
	}
	switch path.Ext(name) {
	case ".html", ".css", ".js", ".mjs", ".json", ".jsonld", ".webmanifest", ".svg", ".xml", ".atom", ".ics", ".csv", ".txt", ".md", ".map":
		return true
	}
	return false
}

// quality is the best for what is got often and made seldom; pages are many, and change.
func quality(name string, size int) int {
	if path.Ext(name) == ".html" || size > most {
		return 6
	}
	return brotli.BestCompression
}

// A writer is a compressor of either kind.
type writer interface {
	io.WriteCloser
	Reset(io.Writer)
}

// A Compressor keeps its working memory between files. The zero value is ready; it may be used in parallel.
type Compressor struct {
	fast, best, gzip sync.Pool
}

// Variants gives those of a file that are smaller than it, in the order of Forms.
func (c *Compressor) Variants(name string, data []byte) []Variant {
	var out []Variant
	for _, f := range Forms() {
		if made, ok := c.Variant(f, name, data); ok {
			out = append(out, Variant{f, made})
		}
	}
	return out
}

// Variant gives one form of a file; ok is false where there is none.
func (c *Compressor) Variant(f Form, name string, data []byte) (made []byte, ok bool) {
	if !Worth(name, len(data)) {
		return nil, false
	}
	if f.Encoding == "br" {
		made = c.brotli(data, quality(name, len(data)))
	} else {
		made = c.zip(data)
	}
	return made, len(made) < len(data)
}

// Size is how many octets a file is on the wire at Brotli: as a variant, or as it is where that is smaller.
func (c *Compressor) Size(name string, data []byte) int {
	if !Worth(name, len(data)) {
		return len(data)
	}
	return min(len(data), len(c.brotli(data, quality(name, len(data)))))
}

func (c *Compressor) brotli(data []byte, level int) []byte {
	var b bytes.Buffer
	pool := &c.fast
	if level == brotli.BestCompression {
		pool = &c.best
	}
	w, ok := pool.Get().(writer)
	switch {
	case ok:
		w.Reset(&b)
	case level == brotli.BestCompression:
		w = brotli.NewWriterLevel(&b, level)
	default:
		w = brotli.NewWriterV2(&b, level)
	}
	defer pool.Put(w)
	return finish(w, &b, data)
}

func (c *Compressor) zip(data []byte) []byte {
	var b bytes.Buffer
	w, ok := c.gzip.Get().(writer)
	if ok {
		w.Reset(&b)
	} else {
		w, _ = gzip.NewWriterLevel(&b, gzip.BestCompression)
	}
	defer c.gzip.Put(w)
	return finish(w, &b, data)
}

// finish writes into memory, where nothing fails.
func finish(w writer, b *bytes.Buffer, data []byte) []byte {
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// Says reports whether a variant opens to exactly the bytes of plain. It reads no more than that, whatever it is given.
func Says(f Form, packed, plain []byte) (bool, error) {
	var r io.Reader = brotli.NewReader(bytes.NewReader(packed))
	if f.Encoding == "gzip" {
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return false, err
		}
		r = z
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(len(plain))+1))
	return err == nil && bytes.Equal(data, plain), err
}

// errLarge says that something would be larger than is allowed.
var errLarge = errors.New("larger than is allowed")

// Expand gives back what Brotli compressed; it is at most limit octets.
func Expand(data []byte, limit int) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(data)), int64(limit)+1))
	if err == nil && len(out) > limit {
		err = errLarge
	}
	return out, err
}
