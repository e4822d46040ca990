package main

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	heapFloor  = 320 << 20 // how large the heap may be before it is worth collecting
	heapGrowth = 33        // by how many percent a larger one may grow before it is collected
	heapLarge  = 4 << 30   // how much of the heap is in large pages, at most: what a province's site needs at its peak
)

// pace has the collector wait until the heap is at heapFloor, or a third larger than what lives in it: a site of a city
// is built with a collection or two, and one of a province in little more memory than it needs. The runtime's own
// measure, a share of what lives, is much work for the first and much memory for the second. What lives is known after
// each collection, and as the runtime tells nobody, it is asked now and then.
func pace() {
	const least = 4 << 20 // the heap that the runtime collects first, at 100 percent
	percent := 100 * heapFloor / least
	debug.SetGCPercent(percent)
	largePages(heapLarge)
	go func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for range time.Tick(10 * time.Millisecond) {
			metrics.Read(live)
			n := max(int(live[0].Value.Uint64()), least)
			if want := max(heapGrowth, 100*heapFloor/n-100); want != percent {
				percent = want
				debug.SetGCPercent(percent)
			}
		}
	}()
}
