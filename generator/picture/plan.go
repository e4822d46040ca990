package picture

import (
	"context"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"path"
	"strings"
)

// widths are those that images are made in, in pixels: of a phone, of two of its pixels for one of CSS, and of columns on
// large screens.
var widths = [...]int{480, 800, 1200, 1800}

// widest is how wide an image is made at most. A photograph with transparency has to be a PNG, and those are heavy.
func (im *original) widest() int {
	w, _ := im.shown()
	if im.Alpha && !im.Flat {
		return min(w, 1200)
	}
	return min(w, widths[len(widths)-1])
}

// shown gives an image's size as it is shown.
func (im *original) shown() (width, height int) {
	if im.head.turn.swaps() {
		return im.head.height, im.head.width
	}
	return im.head.width, im.head.height
}

// The size of a version for sharing, as Open Graph's readers want it.
const shareWidth, shareHeight = 1200, 630

// plan decides what is made of an image.
func (s *Set) plan(im *original) {
	name := slug(im.want.Path)
	if im.svg != nil {
		k := keyOf("svg", recipe, string(im.svg.data))
		im.svg.file = File{address(name, k, ".svg"), "image/svg+xml", func() ([]byte, error) { return im.svg.data, nil }}
		return
	}
	w, h := im.shown()
	top := im.widest()
	for _, width := range widths {
		// A step that is nearly the widest saves nothing.
		if width*100 <= top*85 {
			im.steps = append(im.steps, s.step(im, name, width, (h*width+w/2)/w))
		}
	}
	im.steps = append(im.steps, s.step(im, name, top, (h*top+w/2)/w))
	if im.want.Share {
		im.share = s.shareStep(im, name)
	}
}

// step plans an image in one size.
func (s *Set) step(im *original, name string, width, height int) step {
	height = max(1, height)
	st := step{width: width, height: height}
	scaled := func() (*image.RGBA, error) {
		m, err := s.master(im)
		if err != nil {
			return nil, err
		}
		return scale(reduce(m, width, height), width, height), nil
	}
	add := func(extension, mediaType, made string, encode func(m *image.RGBA) ([]byte, error)) {
		k := keyOf("image", recipe, string(im.sum[:]), fmt.Sprint(width, height, im.Flat), made)
		st.files = append(st.files, s.file(address(fmt.Sprintf("%s-%d", name, width), k, extension), mediaType, k, scaled, encode))
	}
	for i := range s.encoders {
		e := &s.encoders[i]
		add(e.extension, e.mediaType, e.identity, func(m *image.RGBA) ([]byte, error) {
			return e.encode(context.Background(), m, im.Flat)
		})
	}
	if im.Alpha || im.Flat {
		add(".png", "image/png", "png", func(m *image.RGBA) ([]byte, error) { return encodePNG(m, png.BestCompression) })
	} else {
		add(".jpg", "image/jpeg", "jpeg", encodeJPEG)
	}
	return st
}

// shareStep plans the version for sharing: cut to shape round the focal point, always a JPEG.
func (s *Set) shareStep(im *original, name string) *step {
	w, h := im.shown()
	focus := [2]float64{share(im.want.Focus[0]), share(im.want.Focus[1])}
	// The size is that of what is cut out, where that is smaller.
	width := max(1, min(shareWidth, w, h*shareWidth/shareHeight))
	height := max(1, width*shareHeight/shareWidth)
	k := keyOf("share", recipe, string(im.sum[:]), fmt.Sprint(width, height, focus))
	return &step{width, height, []File{s.file(address(name+"-share", k, ".jpg"), "image/jpeg", k, func() (*image.RGBA, error) {
		m, err := s.master(im)
		if err != nil {
			return nil, err
		}
		return scale(reduce(crop(m, shareWidth, shareHeight, focus), width, height), width, height), nil
	}, func(m *image.RGBA) ([]byte, error) {
		if im.Alpha {
			m = onWhite(m)
		}
		return encodeJPEG(m)
	})}}
}

// file plans a file that is taken from the cache, or made and put there.
func (s *Set) file(address, mediaType string, k key, pixels func() (*image.RGBA, error), encode func(*image.RGBA) ([]byte, error)) File {
	return File{address, mediaType, func() ([]byte, error) {
		if data, ok := s.o.Cache.get(k); ok {
			return data, nil
		}
		m, err := pixels()
		if err != nil {
			return nil, err
		}
		data, err := encode(m)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", address, err)
		}
		s.o.Cache.put(k, data)
		return data, nil
	}}
}

// outputs gives all files of an image.
func (im *original) outputs() []File {
	if im.svg != nil {
		return []File{im.svg.file}
	}
	var out []File
	for _, st := range im.steps {
		out = append(out, st.files...)
	}
	if im.share != nil {
		out = append(out, im.share.files...)
	}
	return out
}

// address makes an output's address, of its name and what it follows from.
func address(name string, k key, extension string) string {
	return "assets/pictures/" + name + "." + hex.EncodeToString(k[:8]) + extension
}

// slug makes a name for addresses of a file's own.
func slug(p string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSuffix(path.Base(p), path.Ext(p))) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() == 40 {
			break
		}
	}
	if name := strings.Trim(b.String(), "-"); name != "" {
		return name
	}
	return "image"
}
