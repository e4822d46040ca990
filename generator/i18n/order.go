package i18n

import (
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// newOrder makes the pool of collators of a language: a collator has a buffer, so two goroutines cannot
// share one.
func newOrder(t Tag) *sync.Pool {
	tag := language.Make(t.String())
	return &sync.Pool{New: func() any { return collate.New(tag, collate.Numeric) }}
}

// Compare orders two names as a reader of the language expects, numbers by their value: negative where a
// stands first. Names that sort alike are ordered by their bytes, so that the order is always the same.
func (l *Locale) Compare(a, b string) int {
	pool := l.order()
	c := pool.Get().(*collate.Collator)
	defer pool.Put(c)
	if n := c.CompareString(a, b); n != 0 {
		return n
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// SortKey gives bytes whose order is that of Compare, for names that are sorted over and over.
func (l *Locale) SortKey(s string) []byte {
	pool := l.order()
	c := pool.Get().(*collate.Collator)
	defer pool.Put(c)
	var buf collate.Buffer
	return append(append(slices.Clone(c.KeyFromString(&buf, s)), 0), s...)
}

// SortBy sorts items by a name of theirs.
func SortBy[T any](l *Locale, items []T, name func(T) string) {
	slices.SortStableFunc(items, func(a, b T) int { return l.Compare(name(a), name(b)) })
}
