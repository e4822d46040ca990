package draw

import (
	"fmt"
	"testing"
)

func BenchmarkLayPlan(b *testing.B) {
	var chapters []Chapter
	for i := range 8 {
		chapters = append(chapters, Chapter{CutFor(i, "bench"), fmt.Sprint(i + 1), "A chapter about fashion in the city", "#x"})
	}
	for b.Loop() {
		layPlan(Frame{ID: "x", Title: "t"}, chapters, false)
	}
}

func BenchmarkChart(b *testing.B) {
	c := Chart{Kind: Column, Names: []string{"2022", "2023", "2024"}, Series: []Series{{"", []Value{{1, "1", false}, {2, "2", false}, {3, "3", false}}}}}
	for b.Loop() {
		c.Draw(Frame{ID: "x"}, false)
	}
}

func BenchmarkPiece(b *testing.B) {
	for b.Loop() {
		Piece(Cut{Piece: "mouw", Seed: "bench"}, Chain, Words{"Sleeve", "cut 2", "grain"}, false)
	}
}
