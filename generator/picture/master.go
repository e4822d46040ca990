package picture

import (
	"crypto/sha256"
	"fmt"
	"image"
	"slices"
	"sync"
)

// A room bounds the pixels that are being decoded at one time. One image is let in whatever its size: the limit on that
// is the site's.
type room struct {
	mu   sync.Mutex
	cond *sync.Cond
	free int
}

// roomPixels makes for a gigabyte at most: a pixel takes four bytes, and in a progressive JPEG a dozen more on its way.
const roomPixels = 50e6

func newRoom() *room {
	r := &room{free: roomPixels}
	r.cond = sync.NewCond(&r.mu)
	return r
}

// take waits until there is room for so many pixels. What it gives is to be called once they are gone.
func (r *room) take(pixels int) (release func()) {
	pixels = min(pixels, roomPixels)
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.free < pixels {
		r.cond.Wait()
	}
	r.free -= pixels
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.free += pixels
		r.cond.Broadcast()
	}
}

// masters keeps the images that were decoded last, as an image's outputs are made one soon after the other.
type masters struct {
	mu   sync.Mutex
	list []*master // the one that was asked for last at the end
}

// A master is what all sizes of an image are made from: its pixels, upright, and not many more of them than are of use.
type master struct {
	sum   [sha256.Size]byte
	once  sync.Once
	image *image.RGBA
	err   error
	ready bool // guarded by masters.mu
}

// mostMasters is how many pixels are kept, beside the last master.
const mostMasters = 24e6

// get finds a master, or makes a place for it.
func (ms *masters) get(sum [sha256.Size]byte) *master {
	ms.mu.Lock()
	defer ms.mu.Unlock()
	m := &master{sum: sum}
	if i := slices.IndexFunc(ms.list, func(m *master) bool { return m.sum == sum }); i >= 0 {
		m = ms.list[i]
		ms.list = slices.Delete(ms.list, i, i+1)
	}
	ms.list = append(ms.list, m)
	return m
}

// made says that a master is there, and lets others go for it; one that failed is forgotten.
func (ms *masters) made(m *master) {
	ms.mu.Lock()
	defer ms.mu.Unlock()
	m.ready = true
	room := int(mostMasters)
	for _, other := range slices.Backward(ms.list) {
		if other.ready && other.err == nil && other != m {
			room -= other.image.Rect.Dx() * other.image.Rect.Dy()
			other.ready = room >= 0
		}
	}
	ms.list = slices.DeleteFunc(ms.list, func(other *master) bool {
		return other.err != nil && other == m || other.image != nil && !other.ready
	})
}

// master gives an image's master, which nobody may change.
func (s *Set) master(im *original) (*image.RGBA, error) {
	m := s.masters.get(im.sum)
	m.once.Do(func() {
		m.image, m.err = s.decode(im)
		s.masters.made(m)
	})
	return m.image, m.err
}

func (s *Set) decode(im *original) (*image.RGBA, error) {
	data, err := s.load(im.want.Path, s.o.Limits.Image)
	if err != nil {
		return nil, err
	}
	if sha256.Sum256(data) != im.sum {
		return nil, fmt.Errorf("%s: %w", im.want.Path, ErrChanged)
	}
	defer s.room.take(im.head.width * im.head.height)()
	img, err := decode(data, im.head)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", im.want.Path, err)
	}
	// As large as the widest step and the version for sharing need it.
	w, h := im.shown()
	width := widths[len(widths)-1]
	height := max(shareHeight, h*min(width, w)/w)
	if im.head.turn.swaps() {
		width, height = height, width
	}
	return im.head.turn.apply(reduce(toRGBA(img), width, height)), nil
}
