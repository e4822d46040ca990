package picture

import (
	"cmp"
	"html"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// Picture gives the element that shows an image: picture where an outside encoder is declared, else img; with its size,
// so that the page does not move when it comes, and with as many widths of it as there are. An image that has a fault or
// was not among the wants has none.
//
// Alt may be empty, for an image that says nothing by itself. Eager is for what is seen first; all else waits until it is
// near. The focal point is given as classes, as pages have no inline styles: fx-0 to fx-10 and fy-0 to fy-10, in
// tenths of the width and of the height, for object-position to follow where a style sheet crops; without them it is the
// middle.
func (s *Set) Picture(path, alt string, focus [2]float64, eager bool) template.HTML {
	im := s.images[path]
	if im == nil {
		return ""
	}
	b := make([]byte, 0, len(im.markup)+len(alt)+128)
	b = append(b, im.markup...)
	b = append(b, ` alt="`...)
	b = append(b, html.EscapeString(alt)...)
	if class := focusClass(focus); class != "" {
		b = append(b, `" class="`...)
		b = append(b, class...)
	}
	if eager {
		b = append(b, `" fetchpriority="high" decoding="async">`...)
	} else {
		b = append(b, `" loading="lazy" decoding="async">`...)
	}
	if strings.HasPrefix(im.markup, "<picture>") {
		b = append(b, "</picture>"...)
	}
	return template.HTML(b)
}

// write gives the part of an image's markup that is the same wherever it is shown: all before its alt.
func (s *Set) write(im *original) string {
	var b strings.Builder
	attribute := func(name, value string) {
		b.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
	}
	size := func(width, height int) string {
		attribute("width", strconv.Itoa(width))
		attribute("height", strconv.Itoa(height))
		return b.String()
	}
	if im.svg != nil {
		b.WriteString("<img")
		attribute("src", s.link(im.svg.file))
		return size(im.svg.width, im.svg.height)
	}
	set := func(format int) {
		var list []string
		for _, st := range im.steps {
			list = append(list, s.link(st.files[format])+" "+strconv.Itoa(st.width)+"w")
		}
		attribute("srcset", strings.Join(list, ", "))
		attribute("sizes", cmp.Or(im.want.Sizes, s.o.Sizes))
	}
	if len(s.encoders) > 0 {
		b.WriteString("<picture>")
		for i, e := range s.encoders {
			b.WriteString("<source")
			attribute("type", e.mediaType)
			set(i)
			b.WriteString(">")
		}
	}
	b.WriteString("<img")
	last := im.steps[len(im.steps)-1]
	plain := last
	for _, st := range im.steps {
		if st.width <= 1200 {
			plain = st // for browsers that do not choose
		}
	}
	attribute("src", s.link(plain.files[len(s.encoders)]))
	if len(im.steps) > 1 {
		set(len(s.encoders))
	}
	return size(last.width, last.height)
}

// Share gives the address, relative to the site's base, of an image's version for sharing, with its width and height;
// empty where there is none: it was not wanted, or the image is a drawing.
func (s *Set) Share(path string) (address string, width, height int) {
	im := s.images[path]
	if im == nil || im.share == nil {
		return "", 0, 0
	}
	return im.share.files[0].Address, im.share.width, im.share.height
}

func (s *Set) link(f File) string {
	if s.o.URL == nil {
		return f.Address
	}
	// A space or a comma of the base would end an address in a srcset.
	return strings.NewReplacer(" ", "%20", ",", "%2C").Replace(s.o.URL(f.Address))
}

// focusClass gives a focal point as classes; none for the middle.
func focusClass(focus [2]float64) string {
	x, y := int(math.Round(10*share(focus[0]))), int(math.Round(10*share(focus[1])))
	if x == 5 && y == 5 {
		return ""
	}
	return "fx-" + strconv.Itoa(x) + " fy-" + strconv.Itoa(y)
}
