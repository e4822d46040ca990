package serve

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"modestad/generator"
)

const example = `base_url = "https://example.org/"
timezone = "Europe/Brussels"
default_language = "nl"
[languages.nl]
title = "Mode"
`

// A burst of changes is one reading, once nothing changed for the quiet time; a burst without end is read as well.
func TestRunBursts(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "site.toml"), []byte(example), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		changes int
		apart   time.Duration
		want    int // readings after the first
	}{
		"one":         {1, 0, 1},
		"burst":       {5, 3 * time.Millisecond, 1},
		"apart":       {3, 20 * time.Millisecond, 3},
		"without end": {3 * longest, 3 * time.Millisecond, 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, stop := context.WithCancel(t.Context())
				changes := make(chan struct{})
				readings := 0
				s, err := New(ctx, Options{
					Generator: generator.Options{Root: root, Clock: time.Now, Now: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)},
					Changes:   changes, Quiet: 15 * time.Millisecond,
					Built: func(st Status) {
						if readings++; !st.Good {
							t.Errorf("not good: %v %v", st.Err, st.Found)
						}
					},
				})
				if err != nil {
					t.Fatal(err)
				}
				done := make(chan error)
				go func() { done <- s.Run(ctx) }()
				for range c.changes {
					changes <- struct{}{}
					time.Sleep(c.apart) // of the bubble's clock
				}
				time.Sleep(time.Second)
				synctest.Wait()
				if readings-1 != c.want {
					t.Errorf("%d readings, not %d", readings-1, c.want)
				}
				stop()
				<-done
			})
		})
	}
}
