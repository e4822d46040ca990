package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// BenchmarkPublish is 18,000 small files: written plainly, published first,
// published again without a change, and with one file changed.
func BenchmarkPublish(b *testing.B) {
	const n = 18000
	paths := make([]string, n)
	for i := range paths {
		paths[i] = fmt.Sprintf("nl/kalender/partner-%d/event-%d/index.html", i%60, i)
	}
	page := []byte(strings.Repeat("<p>a page of the site</p>", 200))
	jobs := runtime.GOMAXPROCS(0)
	base := os.Getenv("MODESTAD_BENCH_DIR") // for a file system of choice
	publish := func(b *testing.B, dir string, salt byte, odd bool) {
		s, err := Begin(dir, Options{noSync: true})
		if err != nil {
			b.Fatal(err)
		}
		var wg sync.WaitGroup
		for j := range jobs {
			wg.Go(func() {
				data := append(slices.Clone(page), salt)
				for i := j; i < n; i += jobs {
					data[0] = '<'
					if odd && i == 77 {
						data[0] = '>'
					}
					if err := s.Write(paths[i], data); err != nil {
						b.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if _, err := s.Commit(nil); err != nil {
			b.Fatal(err)
		}
	}
	temp := func(b *testing.B) string {
		dir, err := os.MkdirTemp(base, "publish")
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	b.Run("raw", func(b *testing.B) {
		for b.Loop() {
			dir := temp(b)
			var wg sync.WaitGroup
			for j := range jobs {
				wg.Go(func() {
					for i := j; i < n; i += jobs {
						full := filepath.Join(dir, paths[i])
						if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, page, 0o644)); err != nil {
							b.Error(err)
						}
					}
				})
			}
			wg.Wait()
			b.StopTimer()
			os.RemoveAll(dir)
			b.StartTimer()
		}
	})
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			dir := temp(b)
			publish(b, filepath.Join(dir, "public"), 0, false)
			b.StopTimer()
			os.RemoveAll(dir)
			b.StartTimer()
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		dir := filepath.Join(temp(b), "public")
		publish(b, dir, 0, false)
		for b.Loop() {
			publish(b, dir, 0, false)
		}
	})
	b.Run("kept", func(b *testing.B) {
		dir := filepath.Join(temp(b), "public")
		publish(b, dir, 0, false)
		for b.Loop() {
			s, err := Begin(dir, Options{})
			if err != nil {
				b.Fatal(err)
			}
			var wg sync.WaitGroup
			for j := range jobs {
				wg.Go(func() {
					for i := j; i < n; i += jobs {
						if ok, err := s.Keep(paths[i]); !ok || err != nil {
							b.Error("not kept", err)
						}
					}
				})
			}
			wg.Wait()
			if _, err := s.Commit(nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("one changed", func(b *testing.B) {
		dir := filepath.Join(temp(b), "public")
		publish(b, dir, 0, false)
		odd := false
		for b.Loop() {
			odd = !odd
			publish(b, dir, 0, odd)
		}
	})
}
