package page

import (
	"net/url"
	"testing"
)

// Queries are escaped as the standard library does it, whatever a title holds; what is empty is left out.
func TestQuery(t *testing.T) {
	every := ""
	for r := range rune(0x250) {
		every += string(r)
	}
	got := query("https://x.example/add", "a", "", "b", every, "c", "\xff 漢")
	if want := "https://x.example/add?b=" + url.QueryEscape(every) + "&c=" + url.QueryEscape("\xff 漢"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
