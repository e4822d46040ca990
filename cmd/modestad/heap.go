package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// heapFloor is how large the heap may be before it is worth collecting.
const heapFloor = 256 << 20

// heapLarge is how much of the heap is in large pages: what a city's site needs at its peak.
const heapLarge = 1 << 30

// pace has the collector wait until the heap is at heapFloor, or a third larger than what lives in it: a site of a city
// is built with a collection or two, and one of a province in little more memory than it needs. The runtime's own
// measure, a share of what lives, is much work for the first and much memory for the second. After each collection it
// looks again.
func pace() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if n := int(live[0].Value.Uint64()); n > 0 {
		debug.SetGCPercent(max(33, min(100*heapFloor/n, 10_000)-100))
	}
	type mark struct{ _ *int }
	runtime.AddCleanup(new(mark), func(struct{}) { pace() }, struct{}{})
}
