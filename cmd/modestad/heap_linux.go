package main

import (
	"runtime"
	"syscall"
)

// largePages asks the kernel for pages of 2 MiB where the heap is going to grow. A build touches hundreds of megabytes
// once, and on most machines the faults of the small pages cost a quarter of it. The runtime has no setting for that:
// a block is taken, marked, and given back, and what is allocated next lies in it. Nothing of it is touched here, so
// that it is no memory until then; where the kernel says no, pages stay small.
func largePages(size int) {
	const least = 128 << 20
	for ; size >= least; size /= 2 {
		// What the system would not give is not to be asked of the runtime, which would end the program.
		room, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
		if err != nil {
			continue
		}
		syscall.Munmap(room)
		syscall.Madvise(make([]byte, size), syscall.MADV_HUGEPAGE)
		runtime.GC()
		return
	}
}
