package generator

import (
	"context"
	"crypto/sha256"
	"sync"

	"modestad/generator/output"
)

// Sums makes all outputs, some at a time, and gives the SHA-256 of each by its path: what a manifest would say of them.
func Sums(ctx context.Context, outputs []output.Output, jobs int) (map[string][sha256.Size]byte, error) {
	sums := make(map[string][sha256.Size]byte, len(outputs))
	var mu sync.Mutex
	err := Render(ctx, outputs, jobs, func(path string, data ...[]byte) error {
		hash := sha256.New()
		for _, part := range data {
			hash.Write(part)
		}
		mu.Lock()
		defer mu.Unlock()
		sums[path] = [sha256.Size]byte(hash.Sum(nil))
		return nil
	})
	return sums, err
}
