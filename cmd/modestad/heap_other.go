//go:build !linux

package main

// largePages has nothing to ask of other kernels: they choose the size of pages by themselves.
func largePages(int) {}
