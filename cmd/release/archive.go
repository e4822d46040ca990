package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"time"
)

// An entry is one file of an archive.
type entry struct {
	name    string
	data    []byte
	program bool // it can be run
}

func (e entry) mode() int64 {
	if e.program {
		return 0o755
	}
	return 0o644
}

// An archive has the ending that its system expects.
type archive struct {
	name string
	data []byte
}

// pack puts files into one folder of an archive: a zip for Windows, a compressed tar for others. Nothing in it tells who
// made it or when.
func pack(t target, name string, entries []entry, at time.Time) (archive, error) {
	var b bytes.Buffer
	ending, write := ".tar.gz", packTar
	if t.os == "windows" {
		ending, write = ".zip", packZip
	}
	err := write(&b, name+"/", entries, at)
	return archive{name + ending, b.Bytes()}, err
}

func packTar(w io.Writer, folder string, entries []entry, at time.Time) error {
	g, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	a := tar.NewWriter(g)
	for _, e := range entries {
		h := &tar.Header{Typeflag: tar.TypeReg, Name: folder + e.name, Size: int64(len(e.data)), Mode: e.mode(), ModTime: at, Format: tar.FormatUSTAR}
		if err := a.WriteHeader(h); err != nil {
			return err
		}
		if _, err := a.Write(e.data); err != nil {
			return err
		}
	}
	if err := a.Close(); err != nil {
		return err
	}
	return g.Close()
}

func packZip(w io.Writer, folder string, entries []entry, at time.Time) error {
	a := zip.NewWriter(w)
	for _, e := range entries {
		f, err := a.CreateHeader(&zip.FileHeader{Name: folder + e.name, Method: zip.Deflate, Modified: at})
		if err != nil {
			return err
		}
		if _, err := f.Write(e.data); err != nil {
			return err
		}
	}
	return a.Close()
}
