package content

import (
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// document opens the file as a whole as TOML.
func (r *reader) document() *tomlfile.Table {
	return r.toml(r.file.Span(0, len(r.file.Data)))
}

// toml opens a part of the file as TOML; close must be called with the result.
func (r *reader) toml(s source.Span) *tomlfile.Table { return tomlfile.Parse(s).Root() }

func (r *reader) close(t *tomlfile.Table) {
	d := t.Document()
	r.part.Found.Add(d.Close()...)
	r.part.Unread = r.part.Unread || d.Broken()
}

// languages gives the table of each of the site's languages that there is, in the site's order, and finds fault
// with the tables of languages that the site does not have.
func (r *reader) languages(t *tomlfile.Table) By[*tomlfile.Table] {
	var out By[*tomlfile.Table]
	tags := r.Config.Tags()
	for _, tag := range tags {
		if lt := t.Table(tag); lt != nil {
			out = append(out, config.Entry[*tomlfile.Table]{Lang: tag, Value: lt})
		}
	}
	return out
}

// undeclared finds fault with the tables of languages that the site does not have. It is called when all other
// keys have been asked for.
func (r *reader) undeclared(t *tomlfile.Table) {
	tags := r.Config.Tags()
	for _, key := range t.Keys() {
		if t.Asked(key) || len(key) < 2 || len(key) > 3 && !strings.Contains(key, "-") || slices.Contains(tags, key) {
			continue
		}
		if _, ok := t.Peek(key).(map[string]any); ok {
			t.Has(key)
			t.Table(key).Free()
			t.Add(t.KeyAt(key).Find("language-undeclared", key).Near(key, tags))
		}
	}
}

func (r *reader) by(t *tomlfile.Table, key string) By[string] {
	return config.ReadBy(t, key, r.Config.Tags())
}

// oneOf reads a list of words out of a few.
func words(t *tomlfile.Table, key string, known []string) []string {
	var out []string
	for _, ref := range t.Refs(key) {
		if !slices.Contains(known, ref.ID) {
			t.Add(ref.Find("value-unknown", ref.ID, strings.Join(known, ", ")).Near(ref.ID, known))
			continue
		}
		if !slices.Contains(out, ref.ID) {
			out = append(out, ref.ID)
		}
	}
	return out
}

// renamedMost is how many ids a thing may have had before: each is a page of its own in every language.
const renamedMost = 24

// renamedFrom reads the ids that a thing had before, oldest first.
func renamedFrom(t *tomlfile.Table) []source.Ref {
	var out []source.Ref
	refs := t.Refs("renamed_from")
	if len(refs) > renamedMost {
		t.Find("renamed_from", "renamed-many", len(refs), renamedMost)
		refs = refs[:renamedMost]
	}
	for _, ref := range refs {
		ok := true
		for _, part := range strings.Split(ref.ID, "/") {
			ok = ok && config.ValidID(part)
		}
		if !ok || strings.Count(ref.ID, "/") > 1 {
			t.Add(ref.Find("id-form", ref.ID))
			continue
		}
		out = append(out, ref)
	}
	return out
}

// geo reads a pair of latitude and longitude, in degrees.
func geo(t *tomlfile.Table) *[2]float64 {
	items := t.Items("geo")
	if items == nil {
		return nil
	}
	if len(items) == 2 {
		lat, ok1 := tomlfile.Number(items[0].Value)
		lon, ok2 := tomlfile.Number(items[1].Value)
		if ok1 && ok2 && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180 {
			return &[2]float64{lat, lon}
		}
	}
	t.Find("geo", "geo-range")
	return nil
}

// translatedFrom reads the hash of the original that a translation was made from.
func translatedFrom(t *tomlfile.Table) string {
	ref := t.Ref("translated_from")
	if ref.ID == "" {
		return ""
	}
	if len(ref.ID) != 12 || strings.Trim(ref.ID, "0123456789abcdef") != "" {
		t.Add(ref.Find("translation-hash", ref.ID))
		return ""
	}
	return ref.ID
}
