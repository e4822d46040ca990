package picture

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"modestad/generator/diag"
	"modestad/generator/source"
)

// maxSide is the longest side of an image, in pixels: WebP's own limit (RFC 9649, 2.5).
const maxSide = 16384

// place is what a finding of an image points at: where it is named, or the image.
func (im *original) place() source.Span {
	if im.want.At.File == nil {
		return (&source.File{Path: im.want.Path}).Whole()
	}
	return im.want.At
}

// read reads an image as far as it says what it is.
func (s *Set) read(w Want, previous *Set) (*original, error) {
	im := &original{want: w, read: s.o.At}
	at := im.place()
	fault := func(code string, args ...any) (*original, error) {
		im.found.Add(at.Find(code, args...))
		return im, nil
	}
	info, err := fs.Stat(s.fsys, w.Path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) || err == nil && !info.Mode().IsRegular() {
		return fault("file-missing", w.Path)
	}
	if err != nil {
		return nil, err
	}
	im.size, im.time = info.Size(), info.ModTime()
	vector := strings.EqualFold(path.Ext(w.Path), ".svg")
	limit, limitKey := s.o.Limits.Image, "image"
	if vector {
		limit, limitKey = s.o.Limits.SiteFile, "site_file"
	}
	if im.size > limit {
		return fault("image-size", w.Path, im.size, limit, limitKey)
	}
	if vector && !s.mayDraw(w.Path) {
		return fault("image-svg", w.Path)
	}
	if was := previous.unchanged(im); was != nil {
		im.sum, im.head, im.facts, im.proven = was.sum, was.head, was.facts, true
		if vector {
			d := *was.svg
			im.svg = &d
			return im, nil
		}
		im.found = s.tooLarge(w.Path, im.head, at)
		return im, nil
	}
	data, err := s.load(w.Path, limit)
	if err != nil {
		return nil, err
	}
	im.sum = sha256.Sum256(data)
	if vector {
		im.svg, im.found = readDrawing(w.Path, data)
		im.proven = true
		return im, nil
	}
	is, says := sniff(data), formats[strings.ToLower(path.Ext(w.Path))]
	if is == "" || says == "" {
		return fault("image-type", w.Path)
	}
	if is != says {
		return fault("image-mismatch", w.Path, string(is))
	}
	if im.head, err = readHeader(data); im.head.animated {
		return fault("image-animated", w.Path)
	}
	if err != nil {
		return fault("image-broken", w.Path, string(is))
	}
	im.found = s.tooLarge(w.Path, im.head, at)
	return im, nil
}

// ration finds the images of a partner that come after as many pixels as it may have in all: each pixel costs time, so
// that one proposal could keep a build busy for hours.
func (s *Set) ration(images []*original) {
	held := map[string]int{}
	for _, im := range images {
		rest, ok := strings.CutPrefix(im.want.Path, "content/partners/")
		if !ok || len(im.found) > 0 || im.svg != nil {
			continue
		}
		partner, _, _ := strings.Cut(rest, "/")
		held[partner] += im.head.width * im.head.height
		if most := s.o.Limits.PixelsPerPartner; partner != s.o.Publisher && held[partner] > most {
			im.found.Add(im.place().Find("image-many", im.want.Path, partner, most, "pixels_per_partner"))
		}
	}
}

// mayDraw says whether a drawing may lie there.
func (s *Set) mayDraw(p string) bool {
	return strings.HasPrefix(p, "content/partners/"+s.o.Publisher+"/") || strings.HasPrefix(p, "content/longread/") || strings.HasPrefix(p, "content/pages/")
}

// tooLarge finds an image that has more pixels than are allowed.
func (s *Set) tooLarge(p string, h header, at source.Span) diag.List {
	switch {
	case h.width > maxSide || h.height > maxSide:
		return diag.List{at.Find("image-side", p, h.width, h.height, maxSide)}
	case int64(h.width)*int64(h.height) > int64(s.o.Limits.Pixels):
		return diag.List{at.Find("image-pixels", p, h.width, h.height, s.o.Limits.Pixels, "pixels")}
	}
	return nil
}

// racy is how coarse a file system's clock may be: see source.Load.
const racy = 100 * time.Millisecond

// unchanged gives what is known of a file that is the same as it was.
func (s *Set) unchanged(im *original) *original {
	if s == nil {
		return nil
	}
	was := s.images[im.want.Path]
	if was == nil || was.size != im.size || !was.time.Equal(im.time) || was.read.Sub(was.time) < racy {
		return nil
	}
	return was
}

// load reads a file of at most so many bytes.
func (s *Set) load(p string, limit int64) ([]byte, error) {
	f, err := s.fsys.Open(p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s: %w", p, ErrChanged)
	}
	return data, err
}

// prove decodes an image to learn whether it can be, and what it is like; or knows it from an earlier run.
func (s *Set) prove(im *original) error {
	if im.proven || len(im.found) > 0 {
		return nil
	}
	k := keyOf("facts", recipe, string(im.sum[:]))
	if known, ok := s.o.Cache.get(k); ok && json.Unmarshal(known, &im.facts) == nil {
		return nil
	}
	data, err := s.load(im.want.Path, s.o.Limits.Image)
	if err != nil {
		return err
	}
	if sha256.Sum256(data) != im.sum {
		return fmt.Errorf("%s: %w", im.want.Path, ErrChanged)
	}
	defer s.room.take(im.head.width * im.head.height)()
	img, err := decode(data, im.head)
	if err != nil {
		im.found.Add(im.place().Find("image-broken", im.want.Path, string(sniff(data))))
		return nil
	}
	if !im.head.lossy {
		m := toRGBA(img)
		im.facts = facts{Alpha: !m.Opaque(), Flat: flat(m)}
	}
	if known, err := json.Marshal(im.facts); err == nil {
		s.o.Cache.put(k, known)
	}
	return nil
}
