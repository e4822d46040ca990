// Package cputime tells tests how much work something was: what the machine does beside it does not count.
//
// Invariant: nothing but tests imports it.
package cputime

import "time"

// Of gives the time that the processors spent in this process while f ran: on all threads, the collector of memory too.
func Of(f func()) time.Duration {
	before := used()
	f()
	return used() - before
}
