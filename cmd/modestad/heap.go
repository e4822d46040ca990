package main

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	heapFloor  = 320 << 20 // how large the heap of a build may be before it is worth collecting
	heapAgain  = 160 << 20 // the same of what goes on: memory that it had before is nearer than new
	heapGrowth = 33        // by how many percent a larger one may grow before it is collected
	heapLarge  = 4 << 30   // how much of the heap is in large pages, at most: what a province's site needs at its peak
)

// pace has the collector wait until the heap is at the floor, or a third larger than what lives in it: a site of a city
// is built with a collection or two, and one of a province in little more memory than it needs. The runtime's own
// measure, a share of what lives, is much work for the first and much memory for the second. What lives is known after
// each collection, and as the runtime tells nobody, it is asked now and then.
func pace(floor int) {
	const least = 4 << 20 // the heap that the runtime collects first, at 100 percent
	percent := 100 * floor / least
	debug.SetGCPercent(percent)
	largePages(heapLarge)
	go func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for range time.Tick(10 * time.Millisecond) {
			metrics.Read(live)
			n := max(int(live[0].Value.Uint64()), least)
			if want := max(heapGrowth, 100*floor/n-100); want != percent {
				percent = want
				debug.SetGCPercent(percent)
			}
		}
	}()
}
