package main

import "io/fs"

// inode is known on other systems; here a file's time tells.
func inode(fs.FileInfo) uint64 { return 0 }
