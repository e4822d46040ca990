package output

// shared plans the pictures that stand for pages where they are shared.
func (x *planner) shared() {
	for _, ed := range x.Book.Editions {
		for _, p := range ed.Shared() {
			x.raw(p.Address, "image/png", file(p.From), func() ([]byte, error) { return x.Draw(p.Card) })
		}
	}
}
