package page

import (
	"net/url"

	"modestad/generator/config"
)

// ForgeEdit is the address at which the forge opens a file for editing.
func ForgeEdit(f config.Forge, file string) string {
	path := (&url.URL{Path: f.Branch + "/" + file}).EscapedPath()
	switch f.Kind {
	case "gitlab":
		return f.URL + "/-/edit/" + path
	case "forgejo":
		return f.URL + "/_edit/" + path
	}
	return f.URL + "/edit/" + path
}

// ForgeNew is the address at which the forge opens a new file in a folder.
func ForgeNew(f config.Forge, folder string) string {
	path := (&url.URL{Path: f.Branch + "/" + folder}).EscapedPath()
	switch f.Kind {
	case "gitlab":
		return f.URL + "/-/new/" + path
	case "forgejo":
		return f.URL + "/_new/" + path
	}
	return f.URL + "/new/" + path
}
