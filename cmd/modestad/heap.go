package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	heapGrowth  = 33        // by how many percent the heap may grow before it is collected
	heapBallast = 768 << 20 // counts as part of the heap, so that a third of it is free to be used
	heapSmall   = 160 << 20 // what lives in the heap of a city's site
	heapLarge   = 1 << 30   // how much of the heap is in large pages: what a city's site may need at its peak
)

// pace sets how much memory is used before it is worth collecting: for a site of a city 256 MiB, so that it is built with
// a collection or two, and for one of a province a third of what lives. The runtime's own measure, the double of what
// lives, is much work for the first and much memory for the second. The ballast is never touched, and so is no
// memory; it goes overboard when the first collection finds a large heap.
func pace() {
	debug.SetGCPercent(heapGrowth)
	ballast := make([]byte, heapBallast)
	largePages(heapLarge)
	watch(ballast)
}

// watch looks at the heap after each collection, until it is large.
func watch(ballast []byte) {
	runtime.AddCleanup(new(mark), func(ballast []byte) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		if metrics.Read(live); live[0].Value.Uint64() < heapBallast+heapSmall {
			watch(ballast)
		}
	}, ballast)
}

// A mark is dead from the start: the next collection finds it.
type mark struct{ _ *int }
