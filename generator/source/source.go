// Package source holds a site's files as they were read: bytes, places in them, and front matter cut off
// without moving anything.
//
// Invariants: offsets are byte offsets into File.Data; a line and column are computed only when a finding is
// made. Nothing here follows a symbolic link or leaves the site's root.
package source

import (
	"bytes"
	"crypto/sha256"
	"sort"
	"sync"
	"time"
	"unicode/utf8"

	"modestad/generator/diag"
)

// A File is one file of the site. Path is relative to the site's root, with slashes.
type File struct {
	Path string
	Data []byte

	modified time.Time

	once   sync.Once
	lines  []int // offset of each line's first byte
	inside Span  // of a text that does not stand in its file as it is

	summed sync.Once
	sum    [sha256.Size]byte
}

// Sum is a digest of Data. It is made once.
func (f *File) Sum() [sha256.Size]byte {
	f.summed.Do(func() { f.sum = sha256.Sum256(f.Data) })
	return f.sum
}

// Detached makes a file of a text that stands in another one, but not byte for byte: a TOML string with
// escapes. Every place in it is the place of the whole.
func Detached(inside Span, data []byte) *File {
	return &File{Path: inside.File.Path, Data: data, inside: inside}
}

// Text gives Data as a string.
func (f *File) Text() string { return string(f.Data) }

// A Span is a stretch of a file, in byte offsets; End is exclusive. The zero Span is nowhere.
type Span struct {
	File       *File
	Start, End int
}

// Whole is the span that means the file as such.
func (f *File) Whole() Span { return Span{f, -1, -1} }

// Span gives a stretch of f.
func (f *File) Span(start, end int) Span { return Span{f, start, end} }

func (f *File) index() {
	f.lines = append(f.lines, 0)
	for i, b := range f.Data {
		if b == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
}

// Point gives the line and column of a byte offset. An offset outside the file is taken as the nearest end.
func (f *File) Point(offset int) diag.Point {
	f.once.Do(f.index)
	offset = max(0, min(offset, len(f.Data)))
	n := sort.SearchInts(f.lines, offset+1) - 1
	start := f.lines[n]
	if start == 0 && bytes.HasPrefix(f.Data, bom) {
		start = min(len(bom), offset)
	}
	return diag.Point{Line: n + 1, Column: utf8.RuneCount(f.Data[start:offset]) + 1}
}

var bom = []byte("\uFEFF")

// Line gives the text of a line, counted from 1, without its end.
func (f *File) Line(n int) string {
	f.once.Do(f.index)
	if n < 1 || n > len(f.lines) {
		return ""
	}
	start, end := f.lines[n-1], len(f.Data)
	if n < len(f.lines) {
		end = f.lines[n] - 1
	}
	line := bytes.TrimSuffix(f.Data[start:end], []byte("\r"))
	return string(bytes.TrimPrefix(line, bom))
}

// Place gives the span as a finding shows it. A span nowhere is the site as a whole.
func (s Span) Place() diag.Place {
	if s.File == nil {
		return diag.Place{}
	}
	if s.File.inside.File != nil {
		return s.File.inside.Place()
	}
	if s.Start < 0 {
		return diag.Place{File: s.File.Path}
	}
	end := max(s.Start, s.End)
	start := s.File.Point(s.Start)
	return diag.Place{File: s.File.Path, Start: start, End: s.File.Point(end), Text: s.File.Line(start.Line)}
}

// Find makes a finding at the span.
func (s Span) Find(code string, args ...any) diag.Finding { return diag.New(code, s.Place(), args...) }

// A Ref is a name of something else, and where it stands. The zero Ref names nothing.
type Ref struct {
	ID string
	At Span
}

// Find makes a finding at the name.
func (r Ref) Find(code string, args ...any) diag.Finding { return r.At.Find(code, args...) }
