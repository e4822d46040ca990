package main

import (
	"path/filepath"
	"testing"
)

func TestFolderOf(t *testing.T) {
	for _, c := range [][3]string{{"/srv/www", "linux", "/srv/www"}, {"/C:/www", "windows", "C:/www"}, {"/srv/www", "windows", "/srv/www"}, {"/c:/www", "linux", "/c:/www"}, {"/", "windows", "/"}} {
		if got := folderOf(c[0], c[1]); got != filepath.FromSlash(c[2]) {
			t.Errorf("%s on %s: %s", c[0], c[1], got)
		}
	}
}
