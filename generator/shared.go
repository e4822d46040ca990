package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"sync"

	"modestad/generator/cache"
	"modestad/generator/lettering"
	"modestad/generator/share"
	"modestad/generator/theme"
	"modestad/themes"
)

// A Drawer draws cards, and keeps the pictures. It reads the fonts when it is first asked for one that is not kept.
type Drawer struct {
	key    string
	cache  *cache.Dir
	studio func() (*share.Studio, error)
}

// newDrawer makes the one that draws in a theme's look. What the theme does not name, or what cannot be read, is the built-in
// theme's.
func newDrawer(look *theme.Theme, c *cache.Dir) *Drawer {
	h := sha256.New()
	for _, f := range look.Drawn {
		fmt.Fprintf(h, "%x ", sha256.Sum256(f))
	}
	for _, name := range share.ColourNames() {
		fmt.Fprintf(h, "%q ", look.Colours[name])
	}
	return &Drawer{key: "share " + hex.EncodeToString(h.Sum(nil)), cache: c, studio: sync.OnceValues(func() (*share.Studio, error) {
		l := share.Look{Colours: look.Colours}
		for i, to := range []*[]byte{&l.Display, &l.Text, &l.Serif} {
			if i < len(look.Drawn) {
				*to = look.Drawn[i]
			}
			if _, err := lettering.Read(*to); err != nil {
				if *to, err = fs.ReadFile(themes.Files, builtinFaces[i]); err != nil {
					return nil, err
				}
			}
		}
		return share.NewStudio(l)
	})}
}

// builtinFaces are the fonts of the built-in theme.
var builtinFaces = [...]string{"patroon/assets/fonts/anybody.woff2", "patroon/assets/fonts/sometype-mono.woff2", "patroon/assets/fonts/piazzolla.woff2"}

// Draw gives a card's picture.
func (d *Drawer) Draw(c share.Card, size share.Size) ([]byte, error) {
	key := fmt.Sprintf("%s %s %d %d", d.key, c.Key(), size.Width, size.Height)
	if data, ok := d.cache.Load(key); ok {
		return data, nil
	}
	s, err := d.studio()
	if err != nil {
		return nil, err
	}
	data := s.Draw(c, size)
	d.cache.Store(key, data)
	return data, nil
}
