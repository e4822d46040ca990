// Package epub writes a longread as an e-book: EPUB 3.3, to be read where there is no connection.
//
// Invariants: the same book gives the same bytes; every file in it is well-formed XML whatever the HTML it is made of;
// nothing is fetched by who reads it: images lie in it, and links that leave it are whole addresses.
package epub

import (
	"bytes"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"html/template"
	"strings"
	"sync"
	"time"

	"archive/zip"
)

// MediaType is that of a book (EPUB 3.3, section 4.3).
const MediaType = "application/epub+zip"

// A Text may be in another language than the book; Lang and Dir are set where it is.
type Text struct{ Text, Lang, Dir string }

// A Book is what is written. HTML comes from the page and is trusted as it is there.
type Book struct {
	Address     string // the absolute address of the page that it is the book of, and what identifies it
	Lang, Dir   string
	Title       Text
	Lines       []string // the title, cut for a cover
	Audience    Text
	Standfirst  Text
	Publisher   string
	Licence     string // its address
	Reading     string
	Modified    time.Time
	Style       []byte        // the style sheet of its texts
	Piece       template.HTML // the drawing of its cover; empty for none
	Parts       []Part
	Words       Words
	Image       func(address string) (data []byte, mediaType string, ok bool) // one that the page shows
	CoverColour string                                                        // of the thread, as #rrggbb
}

// A Part is a file of the book: a chapter, or what stands before or after all of them.
type Part struct {
	ID      string // its anchor on the page, and the name of its file
	Role    string // doc-chapter, doc-introduction, doc-colophon
	Number  string // "deel 1 van 7"; may be empty
	Kicker  Text
	Title   Text
	Summary Text
	Notice  string
	Piece   template.HTML
	HTML    template.HTML
	Lang    string // of HTML where it is not the book's
	Dir     string
}

// Words are those of the book's own pages.
type Words struct {
	Contents, Cover, Start string
	Access                 string // the summary of its accessibility
}

// Write gives the book as a file.
func (b Book) Write() ([]byte, error) {
	w := &writer{book: b, files: map[string]string{}, images: map[string]string{}}
	w.read()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(name string, data []byte) error { return store(z, name, data) }
	if err := add("mimetype", []byte(MediaType)); err != nil {
		return nil, err
	}
	if err := add("META-INF/container.xml", []byte(container)); err != nil {
		return nil, err
	}
	// The parts come first, since they say which images the book has.
	var parts [][]byte
	for i := range w.parts {
		parts = append(parts, w.part(&w.parts[i]))
	}
	texts := []struct {
		name string
		data []byte
	}{{"package.opf", w.opf()}, {"nav.xhtml", w.nav()}, {"cover.svg", w.cover()}, {"title.xhtml", w.title()}, {"style.css", b.Style}}
	for _, t := range texts {
		if err := add("EPUB/"+t.name, t.data); err != nil {
			return nil, err
		}
	}
	for i, p := range parts {
		if err := add("EPUB/"+w.parts[i].file, p); err != nil {
			return nil, err
		}
	}
	for _, im := range w.shown {
		if err := add("EPUB/"+im.file, im.data); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`

// compressors are used again: each holds over half a megabyte.
var compressors = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, 6)
	if err != nil {
		panic(err) // the level is one that there is
	}
	return w
}}

// store adds a file with its sizes before its bytes, without a time. The first file is the media type, as it is: that
// is how programs know a book (OCF 3.3, section 4.3).
func store(z *zip.Writer, name string, data []byte) error {
	h := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data), UncompressedSize64: uint64(len(data)), CompressedSize64: uint64(len(data))}
	if name != "mimetype" && len(data) > 0 {
		var small bytes.Buffer
		c := compressors.Get().(*flate.Writer)
		defer compressors.Put(c)
		c.Reset(&small)
		if _, err := c.Write(data); err != nil {
			return err
		}
		if err := c.Close(); err != nil {
			return err
		}
		if small.Len() < len(data) {
			h.Method, h.CompressedSize64, data = zip.Deflate, uint64(small.Len()), small.Bytes()
		}
	}
	h.ModifiedDate = 1<<5 | 1 // the first day that the format knows, 1 January 1980
	w, err := z.CreateRaw(h)
	if err != nil {
		return fmt.Errorf("zip %s: %w", name, err)
	}
	_, err = w.Write(data)
	return err
}

// escape writes a text for XML; characters that XML has none of become U+FFFD.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
