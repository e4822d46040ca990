package i18n

import "testing"

// FuzzTag: a tag that is taken is the same when it is written and read again.
func FuzzTag(f *testing.F) {
	for _, s := range []string{"nl", "FR-be", "zh-Hant-TW", "de-1996", "en-x-private", "sl-rozaj-biske", "ar-u-nu-latn", "n", "nl-", "en-ı"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tag, err := ParseTag(s)
		if err != nil {
			return
		}
		if again, err := ParseTag(tag.String()); err != nil || again != tag {
			t.Fatalf("%q: %+v, again %+v, %v", s, tag, again, err)
		}
		if names := tag.lookups(); names[len(names)-1] != tag.Language {
			t.Fatalf("%q: %v", s, names)
		}
	})
}
