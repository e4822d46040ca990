package markdown

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzAddress holds the guard over addresses in Markdown to what may stand in a page: of few schemes, without a user, a
// host of ASCII letters, nothing that could end an attribute.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://example.org/a?b=c#d", "http://a.be:80", "javascript:alert(1)", "JaVaScRiPt:x", "https://user:x@host.be/", "https:host.be", "https:/host.be", "//host.be", "https://127.0.0.1/", "https://0x7f.1/", "https://é.be/", "https://h.be/\u202e", "mailto:a@b.be", "mailto:a@b.be?bcc=c", "mailto:@b", "tel:+32 3", "tel:+32-3", "data:text/html,x", "https://h.be/%zz", "https://xn--a.be/", "vbscript:x", "https://h.be/a b", "https://h.be/\"x", "blob:https://a.be/", "http://A? "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		scheme, _, ok := cutScheme(s)
		if !ok || strings.ContainsFunc(s, unfitForAddress) || !utf8.ValidString(s) {
			return
		}
		out, _ := externalAddress(scheme, s)
		if out == "" {
			return
		}
		if !safeAddress.MatchString(out) || strings.ContainsAny(out, "\"<>\\\r\n\t ") {
			t.Fatalf("%q becomes %q", s, out)
		}
		if u, err := url.Parse(out); err != nil || u.User != nil || u.Scheme != scheme {
			t.Fatalf("%q becomes %q: %v", s, out, err)
		}
		if again, _ := externalAddress(scheme, out); again != out {
			t.Fatalf("%q becomes %q, and that %q", s, out, again)
		}
	})
}

var slugForm = regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)

// FuzzSlug wants an id or nothing, short, and an id to be its own.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Ceci n’est pas", "Straße", "ĳs", "İstanbul", "漢字", "--a--b--", "\u0301a", "a\xffb", "ǅ", strings.Repeat("œ", 60), strings.Repeat("-a", 60)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Slug(s)
		if !slugForm.MatchString(got) || len(got) > maxSlug+1 {
			t.Fatalf("%q: %q", s, got)
		}
		if again := Slug(got); again != got && len(got) <= maxSlug {
			t.Fatalf("%q: %q, and then %q", s, got, again)
		}
	})
}
