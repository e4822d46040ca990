package main

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	heapRoom   = 160 << 20 // how much a build may take before it is worth collecting
	heapAgain  = 64 << 20  // the same of what goes on: memory that it had before is nearer than new
	heapGrowth = 33        // by how many percent what lives may grow before it is collected, where that is more
	heapLarge  = 2 << 30   // how much of the heap is in large pages, at most: what a city needs ten times over
)

// pace has the collector wait until so much room was taken, or a third of what lives: a site of a city is built with a few
// collections, and one of a province in little more memory than it needs. The runtime's own measure, as much again as
// lives, is much work for the first and much memory for the second. What lives is known after each collection, and as the
// runtime tells nobody, it is asked now and then.
func pace(room int) {
	const least = 4 << 20 // the heap that the runtime collects first, at 100 percent
	percent := 100 * room / least
	debug.SetGCPercent(percent)
	go func() {
		largePages(heapLarge)
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for range time.Tick(10 * time.Millisecond) {
			metrics.Read(live)
			n := max(int(live[0].Value.Uint64()), least)
			if want := max(heapGrowth, 100*room/n); want != percent {
				percent = want
				debug.SetGCPercent(percent)
			}
		}
	}()
}
