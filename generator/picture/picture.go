// Package picture makes a site's images safe, small and fit for every screen: it reads what partners handed in, and
// publishes what it wrote itself.
//
// Invariants:
//
//   - No byte of a raster image is passed on: what is published was decoded, turned upright, scaled and encoded anew, so
//     that neither metadata (places, names) nor files that are two things at once come through. A drawing (SVG) is
//     written anew from a list of what drawings may hold.
//   - Nothing is decoded before its size in bytes, its format by content and its size in pixels are known and allowed;
//     what is in memory at one time is bounded, and a decoder's panic is a finding.
//   - New proves every image: afterwards no fault of content can come up, and every address is known. An address is
//     made of all that its bytes follow from, so that it can be cached for ever.
//   - The same images, encoders and recipe give the same bytes, on any machine, in any order, with or without a cache.
//   - No image is made larger than it is.
//
// Absent on purpose: animation, colour profiles (all is taken for sRGB), and any format that not every browser shows, but
// for those of declared outside encoders.
package picture

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/source"
)

// A Want is an image that pages show.
type Want struct {
	Path  string      // from the site's root, with slashes
	At    source.Span // where the content names it: its faults are found there; else at the image
	Focus [2]float64  // what must stay in view, as shares of width and height; for the version for sharing
	Share bool        // a version for sharing is wanted
	Sizes string      // how wide it is shown, as HTML's sizes attribute says it; Options.Sizes where it is empty
}

// Options say what is allowed, and what is made.
type Options struct {
	Publisher string // the partner that may use drawings
	Limits    config.Limits
	Encoders  config.Encoders
	Env       []string                    // for the encoders, which are found in its PATH
	Cache     *Cache                      // nil keeps nothing between runs
	URL       func(address string) string // how pages link an address
	Sizes     string                      // how wide images are shown where a Want does not say; DefaultSizes where it is empty
	Jobs      int                         // 0 is as many as there are cores
	At        time.Time                   // when the files are read
	Previous  *Set                        // what an earlier run learnt of files that did not change since; may be nil
}

// DefaultSizes is how wide an image is shown in a column of text.
const DefaultSizes = "(min-width: 62em) 58em, 100vw"

// A File is one to publish: an address relative to the site's base, and how its bytes are made.
type File struct {
	Address, MediaType string
	// Data makes the bytes. It may be called at any time, again and in parallel; the files given to New must still be
	// there. An error is one of the surroundings: ErrEncoder, ErrChanged, or the file system's.
	Data func() ([]byte, error)
}

// ErrChanged says that an image is not what it was when New read it.
var ErrChanged = errors.New("an image changed during the build")

// A Set is the images of a site. It does not change once it is made, and its methods may be called in parallel.
type Set struct {
	fsys     fs.FS
	o        Options
	encoders []encoder
	images   map[string]*original
	files    []File
	room     *room
	masters  *masters
}

// An original is an image as it was handed in. It is immutable once it is read.
type original struct {
	want Want
	read time.Time
	size int64
	time time.Time
	sum  [sha256.Size]byte
	head header
	facts
	proven bool      // facts are known
	found  diag.List // what is wrong with it; then nothing else is set
	svg    *drawing
	steps  []step
	share  *step
	markup string // all of it before the alt
}

// facts are what only decoding an image tells of it.
type facts struct {
	Alpha bool `json:"alpha"` // something shines through
	Flat  bool `json:"flat"`  // it is drawn, in few colours
}

// A step is one size of an image, in all formats.
type step struct {
	width, height int
	files         []File // the outside encoders', in their order, and then the one that every browser shows
}

// New reads and proves the wanted images, in parallel, and plans what is made of them. Of several wants of one path the
// first counts, but for Share, which any may ask for. An error means that the surroundings failed, ErrEncoder among
// them; faults of images are findings. An image with a fault has no markup and no outputs.
func New(ctx context.Context, fsys fs.FS, wants []Want, o Options) (*Set, diag.List, error) {
	if o.Sizes == "" {
		o.Sizes = DefaultSizes
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	previous := o.Previous
	o.Previous = nil // or each would hold all that went before it
	s := &Set{fsys: fsys, o: o, images: map[string]*original{}, room: newRoom(), masters: &masters{}}
	if previous != nil && previous.o.Encoders == o.Encoders && slices.Equal(previous.o.Env, o.Env) {
		s.encoders = previous.encoders
	} else {
		var err error
		if s.encoders, err = findEncoders(ctx, o.Encoders.AVIF, o.Encoders.WebP, o.Env); err != nil {
			return nil, nil, err
		}
	}
	order := merge(wants)
	read := make([]*original, len(order))
	err := s.each(ctx, len(order), func(i int) (err error) {
		read[i], err = s.read(order[i], previous)
		return err
	})
	if err == nil {
		s.ration(read)
		err = s.each(ctx, len(read), func(i int) error { return s.prove(read[i]) })
	}
	if err != nil {
		return nil, nil, err
	}
	var found diag.List
	files := map[string]File{}
	for _, im := range read {
		if len(im.found) > 0 {
			found.Add(im.found...)
			continue
		}
		s.plan(im)
		im.markup = s.write(im)
		s.images[im.want.Path] = im
		for _, f := range im.outputs() {
			files[f.Address] = f // two images of the same name and bytes are one
		}
	}
	for _, address := range slices.Sorted(maps.Keys(files)) {
		s.files = append(s.files, files[address])
	}
	return s, found, nil
}

// merge makes one want of those of one path.
func merge(wants []Want) []Want {
	var out []Want
	at := map[string]int{}
	for _, w := range wants {
		if i, ok := at[w.Path]; ok {
			if w.Share && !out[i].Share {
				out[i].Share, out[i].Focus = true, w.Focus
			}
			continue
		}
		at[w.Path] = len(out)
		out = append(out, w)
	}
	return out
}

// Outputs gives all files to publish, in the order of their addresses.
func (s *Set) Outputs() []File { return s.files }

// each calls do for 0 to n-1 from as many goroutines as there are jobs, one at a time, as images differ much in what
// they cost.
func (s *Set) each(ctx context.Context, n int, do func(i int) error) error {
	var next atomic.Int64
	errs := make([]error, n)
	var wg sync.WaitGroup
	for range min(s.o.Jobs, n) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				errs[i] = do(i)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(errs...)
}
