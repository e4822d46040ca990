package headline_test

import (
	"testing"

	"modestad/generator/headline"
)

func BenchmarkSet(b *testing.B) {
	for b.Loop() {
		headline.Set("Open atelier: de beroemd wol met Zuid Huis", 45)
	}
}
