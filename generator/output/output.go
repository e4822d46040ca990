// Package output plans what a build publishes: every file with its address, its media type and how it is made.
//
// Invariants: an address is planned once, or two things that claim it are a finding; the plan is in the order of the
// addresses; making an output has no effect but its bytes, so that outputs can be made in any order and in parallel.
package output

import (
	"cmp"
	"slices"
	"sync"

	"modestad/generator/diag"
	"modestad/generator/feed"
	"modestad/generator/page"
	"modestad/generator/share"
	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/template"
	"modestad/generator/theme"
	"modestad/generator/widget"
)

// An Output is one file to publish. Make appends its bytes to a buffer and gives the result; Parts, where it is there,
// gives the same as parts that follow each other, which a large file shares with others.
type Output struct {
	Path      string // below the published folder
	MediaType string
	Address   func(lang string) string // of a page, in each language
	In        []string                 // the languages in which a page stands in the sitemap; none is in none
	From      source.Span              // what it is mainly made from, to name where two claim one address
	Lang      string                   // of a page: the language of its words
	Template  string                   // of a page: the one that shows it
	Make      func(buf []byte) ([]byte, error)
	Parts     func() ([][]byte, error)
}

// A Plan is what a site's outputs are made of.
type Plan struct {
	Site      *site.Site
	Book      *page.Book
	Theme     *theme.Theme
	Templates map[string]*template.Set // by language
	Feeds     *feed.Set
	Draw      func(c share.Card) ([]byte, error) // what stands for a page where it is shared
	Files     []File                             // of the site's content, to be published as they are
}

// A File is one that is published as it is, by its address.
type File struct {
	Address, MediaType string
	Data               func() ([]byte, error)
}

// A planner collects outputs.
type planner struct {
	Plan
	out     []Output
	scripts []widget.Script // for the pages of others
	moved   []site.Redirect // from addresses that once were
}

// Outputs plans all outputs, in the order of their paths.
func (p Plan) Outputs() ([]Output, diag.List) {
	x := &planner{Plan: p}
	x.languages()
	x.calendar()
	x.lists()
	x.shared()
	x.data()
	x.widgets()
	x.admin()
	x.assets()
	x.offline()
	x.redirects()
	x.root()
	out, found := alone(sorted(x.out))
	x.out = out
	return out, found
}

// sorted gives outputs in the order of their paths; those of one path stay as they were. The places are sorted, which
// are small, and not the outputs.
func sorted(out []Output) []Output {
	at := make([]int, len(out))
	for i := range at {
		at[i] = i
	}
	order := func(a, b int) int { return cmp.Or(cmp.Compare(out[a].Path, out[b].Path), cmp.Compare(a, b)) }
	var wg sync.WaitGroup
	half := len(at) / 2
	wg.Go(func() { slices.SortFunc(at[:half], order) })
	slices.SortFunc(at[half:], order)
	wg.Wait()
	at = merged(at[:half], at[half:], order)
	for i := range at { // each round of places that change among each other
		first, to := out[i], i
		for from := at[to]; from != i; from = at[to] {
			out[to], at[to], to = out[from], to, from
		}
		out[to], at[to] = first, to
	}
	return out
}

// merged gives two lists that are in order as one.
func merged(a, b []int, order func(a, b int) int) []int {
	out := make([]int, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if order(a[0], b[0]) < 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// alone keeps the first output of each path. Two files that meet in several languages, because a language borrows
// both, are one finding.
func alone(out []Output) ([]Output, diag.List) {
	var found diag.List
	met := map[[2]string]bool{}
	kept := out[:0]
	for _, o := range out {
		n := len(kept)
		if n == 0 || kept[n-1].Path != o.Path {
			kept = append(kept, o)
			continue
		}
		at, other := o.From, kept[n-1].From
		if at.File == nil {
			at, other = other, at
		}
		if pair := [2]string{name(at), name(other)}; !met[pair] {
			met[pair] = true
			found.Add(at.Find("address-double", address(&o), name(at), name(other)))
		}
	}
	return kept, found
}

func name(s source.Span) string {
	if s.File == nil {
		return "modestad"
	}
	return s.File.Path
}

// page plans a page that a template shows. The view is made when the page is. In are the languages in which it is
// for search engines to find.
func (x *planner) page(lang string, address func(lang string) string, tmpl string, from source.Span, in []string, view func() any) {
	set, entry := x.Templates[lang], "page/"+tmpl
	x.shown(site.File(address(lang)), lang, address, entry, from, in, func(buf []byte) ([]byte, error) { return set.Append(buf, entry, view()) })
}

// shown plans a page at a path, that says how it is made.
func (x *planner) shown(path, lang string, address func(lang string) string, entry string, from source.Span, in []string, make func(buf []byte) ([]byte, error)) {
	x.out = append(x.out, Output{Path: path, MediaType: "text/html", Address: address, In: in, From: from, Lang: lang, Template: entry, Make: make})
}

// raw plans a file of bytes.
func (x *planner) raw(address, mediaType string, from source.Span, make func() ([]byte, error)) {
	x.appended(address, mediaType, from, func(buf []byte) ([]byte, error) {
		data, err := make()
		if err != nil {
			return nil, err
		}
		return append(buf, data...), nil
	})
}

// parts plans a file that is made of parts.
func (x *planner) parts(address, mediaType string, from source.Span, parts func() ([][]byte, error)) {
	x.out = append(x.out, Output{Path: site.File(address), MediaType: mediaType, From: from, Parts: parts, Make: func(buf []byte) ([]byte, error) {
		list, err := parts()
		if err != nil {
			return nil, err
		}
		size := 0
		for _, part := range list {
			size += len(part)
		}
		buf = slices.Grow(buf, size)
		for _, part := range list {
			buf = append(buf, part...)
		}
		return buf, nil
	}})
}

// appended plans a file of bytes that are written to the end of others.
func (x *planner) appended(address, mediaType string, from source.Span, make func(buf []byte) ([]byte, error)) {
	x.out = append(x.out, Output{Path: site.File(address), MediaType: mediaType, From: from, Make: make})
}

// file is the place of a file as a whole.
func file(f *source.File) source.Span {
	if f == nil {
		return source.Span{}
	}
	return f.Whole()
}
