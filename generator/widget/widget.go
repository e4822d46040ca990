// Package widget owns what partners put on their own pages: the script of the custom elements in every version that was
// ever released, and the form of the data that it reads.
//
// Promise: a page that names /widget/v1/ keeps working; one that names a version keeps getting the same bytes.
// COMPATIBILITY.md says what that takes, and the tests hold it against recorded data.
//
// Invariants:
//
//   - A file in versions/ never changes and never goes; its name is its version.
//   - Data is written from structs, in a fixed order; every key is one of a fixed list, and what is free (ids, tags) is
//     a value, so that no content can name a property of an object in the browser.
//   - Nothing here knows a site.
//
// The source of the scripts lies beside this file. What is published is their minified form in versions/, made by the
// test of this package with -update.
package widget

import (
	"crypto/sha512"
	"embed"
	"encoding/base64"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Version is the newest version of the script.
const Version = "1.1.1"

//go:embed versions/*.js
var versions embed.FS

// A Script is a file for the pages of others.
type Script struct {
	Address   string // below the site's base
	Data      []byte
	Immutable bool // the address never stands for other bytes
}

// Address is that of the script that is always the newest of version 1.
const Address = "widget/v1/modestad.js"

// FrameAddress is that of the script that gives iframes their height.
const FrameAddress = "widget/v1/frame.js"

// Pinned is the address of the script in a version.
func Pinned(version string) string { return "widget/" + version + "/modestad.js" }

// DataAddress is that of a feed's data in a language; MessageAddress that of a chapter's message to an audience;
// BrandAddress and StyleAddress those of a partner's brand, for the elements and for pages.
func DataAddress(lang, feed string) string { return "widget/v1/" + lang + "/" + feed + ".json" }
func MessageAddress(lang, audience, chapter string) string {
	return "widget/v1/" + lang + "/message/" + audience + "/" + chapter + ".json"
}
func BrandAddress(partner string) string { return "widget/v1/brands/" + partner + ".json" }
func StyleAddress(partner string) string { return "widget/v1/brands/" + partner + ".css" }

// Scripts gives every script to publish, in the order of the addresses.
func Scripts() []Script {
	var out []Script
	names, _ := fs.Glob(versions, "versions/*.js") // the pattern is well formed
	for _, name := range names {
		data, _ := fs.ReadFile(versions, name) // what is built in can be read
		switch version := strings.TrimSuffix(path.Base(name), ".js"); version {
		case "frame":
			out = append(out, Script{Address: FrameAddress, Data: data})
		case Version:
			out = append(out, Script{Address: Address, Data: data})
			fallthrough
		default:
			out = append(out, Script{Address: Pinned(version), Data: data, Immutable: true})
		}
	}
	slices.SortFunc(out, func(a, b Script) int { return strings.Compare(a.Address, b.Address) })
	return out
}

// Integrity is the hash of the newest version for the integrity attribute: Subresource Integrity, with SHA-384.
func Integrity() string {
	data, err := fs.ReadFile(versions, "versions/"+Version+".js")
	if err != nil {
		return ""
	}
	sum := sha512.Sum384(data)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}
