package generator

import (
	"context"
	"path"
	"strings"

	"modestad/generator/content"
	"modestad/generator/output"
	"modestad/generator/page"
	"modestad/generator/picture"
	"modestad/generator/site"
	"modestad/generator/source"
)

// logoSizes is how wide a partner's logo is shown.
const logoSizes = "12rem"

// pictures reads every image that a page shows.
func (l *loading) pictures(ctx context.Context) (*picture.Set, error) {
	o := picture.Options{
		Publisher: l.cfg.Publisher.ID, Limits: l.cfg.Limits, Encoders: l.cfg.Encoders, Env: l.Env, URL: l.result.Site.URL, Jobs: l.Jobs, At: l.Clock(),
	}
	if dir := l.Cache.Path("pictures"); dir != "" {
		// A cache that cannot be opened costs time, not the build.
		if c, err := picture.OpenCache(dir); err == nil {
			o.Cache = c
		}
	}
	if l.Memory != nil {
		o.Previous = l.Memory.pictures
	}
	set, found, err := picture.New(ctx, l.fsys, l.wantedPictures(), o)
	if err != nil {
		return nil, err
	}
	l.found.Add(found...)
	if l.Memory != nil {
		l.Memory.pictures = set
	}
	return set, nil
}

// wantedPictures are the images that are named in the content, and the partners' logos.
func (l *loading) wantedPictures() []picture.Want {
	s := l.result.Site
	var out []picture.Want
	text := func(doc content.Body, file *source.File) {
		if doc == nil {
			return
		}
		for _, i := range doc.Images() {
			out = append(out, picture.Want{Path: site.Beside(file, i.Src), At: i.Span})
		}
	}
	for _, e := range s.Events {
		if e.Image.Path != "" {
			out = append(out, picture.Want{Path: e.Image.Path, At: e.Image.At, Focus: e.Image.Focus, Share: true})
		}
		for _, t := range e.Texts {
			text(t.Value.Body, e.File)
		}
	}
	for _, v := range l.content.Variants {
		for _, t := range v.Texts {
			text(t.Value.Body, t.Value.File)
			if h := t.Value.Hero; strings.Contains(h.ID, ".") {
				out = append(out, picture.Want{Path: site.Beside(t.Value.File, h.ID), At: h.At, Focus: [2]float64{0.5, 0.5}, Share: true})
			}
		}
	}
	for _, c := range l.content.Chapters {
		for _, t := range c.Texts {
			text(t.Value.Body, t.Value.File)
		}
	}
	for _, p := range l.content.Pages {
		for _, t := range p.Texts {
			text(t.Value.Body, t.Value.File)
		}
	}
	bodies := func(by content.By[content.Body], file *source.File) {
		for _, b := range by {
			text(b.Value, file)
		}
	}
	for _, p := range s.Partners {
		bodies(p.About, p.File)
		for _, name := range page.Logos() {
			file := path.Join(path.Dir(p.File.Path), name)
			if _, ok := l.tree.Media(file); ok || l.tree.File(file) != nil {
				out = append(out, picture.Want{Path: file, Sizes: logoSizes})
			}
		}
	}
	for _, a := range s.Areas {
		bodies(a.About, a.File)
	}
	for _, x := range s.Series {
		bodies(x.Text, x.File)
	}
	return out
}

// files are the images as outputs.
func files(set *picture.Set) []output.File {
	var out []output.File
	for _, f := range set.Outputs() {
		out = append(out, output.File(f))
	}
	return out
}
