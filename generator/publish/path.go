package publish

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is the longest name, in bytes, that common file systems take; of
// ".gz", which precompression adds, is room left.
const maxName = 250

// CheckPath says why a path cannot be published, by an error that is
// [ErrPath], or nil: relative, slash-separated and clean, in NFC, printable,
// without the characters and names that Windows reserves, not ending in a dot
// or a space, and not the manifest's name.
func CheckPath(name string) error {
	refuse := func(why string) error { return fmt.Errorf("%w: %q %s", ErrPath, name, why) }
	switch {
	case name == "" || name == "." || name[0] == '/' || path.Clean(name) != name || name == ".." || strings.HasPrefix(name, "../"):
		return refuse("is not a clean path below the folder")
	case len(name) > 1000:
		return refuse("is longer than 1000 bytes")
	case isPlain(name):
		return nil
	case !utf8.ValidString(name) || !norm.NFC.IsNormalString(name):
		return refuse("is not UTF-8 in normalisation form C")
	}
	for _, r := range name {
		if !unicode.IsPrint(r) || strings.ContainsRune(`\:*?"<>|`, r) {
			return refuse(fmt.Sprintf("contains %q", r))
		}
	}
	for part := range strings.SplitSeq(name, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		switch {
		case len(part) > maxName:
			return refuse(fmt.Sprintf("has a name longer than %d bytes", maxName))
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || strings.HasPrefix(part, " "):
			return refuse("has a name that begins or ends in a space, or ends in a dot")
		case slices.Contains(reserved, stem):
			return refuse(fmt.Sprintf("has %q in it, which Windows reserves", part))
		case strings.HasPrefix(strings.ToLower(part), ManifestName):
			return refuse("is the manifest's own name")
		}
	}
	return nil
}

// isPlain reports whether a clean path is of such letters, and such short names,
// that nothing can be wrong with it: which is nearly always.
func isPlain(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if len(part) > maxName || part[0] == '.' || part[len(part)-1] == '.' {
			return false
		}
		for i := range len(part) {
			if c := part[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_' {
				return false
			}
		}
		if stem, _, _ := strings.Cut(part, "."); len(stem) <= longestReserved && slices.Contains(reserved, stem) {
			return false
		}
	}
	return true
}

const longestReserved = len("conout$")

// reserved are the names that are devices on Windows, with any extension.
var reserved = strings.Fields("con prn aux nul conin$ conout$ clock$ com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 com¹ com² com³ " +
	"lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 lpt¹ lpt² lpt³")

// fold maps a path to what it shares with all paths that differ from it in
// case only.
func fold(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return norm.NFC.String(strings.Map(func(r rune) rune {
				least := r
				for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
					least = min(least, f)
				}
				return unicode.ToLower(least)
			}, name))
		}
	}
	return name
}
