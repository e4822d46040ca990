package draw

import "hash/fnv"

// chance is a run of numbers that follows from a seed text alone (splitmix64, Steele, Lea and Flood 2014, started
// with the text's FNV-1a hash).
type chance struct{ state uint64 }

func seeded(parts ...string) *chance {
	h := fnv.New64a()
	for _, s := range parts {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return &chance{h.Sum64()}
}

func (c *chance) next() uint64 {
	c.state += 0x9E3779B97F4A7C15
	z := c.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// between is a number from a up to b.
func (c *chance) between(a, b float64) float64 {
	return a + (b-a)*float64(c.next()>>11)/(1<<53)
}

// pick is a number from 0 up to n.
func (c *chance) pick(n int) int { return int(c.next() % uint64(n)) }
