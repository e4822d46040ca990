package translation

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

var (
	// ErrNone is a file, or a language in it, that is no translation of anything.
	ErrNone = errors.New("no translation")
	// ErrForm is a file that is written so that a mark cannot be set without touching the rest.
	ErrForm = errors.New("cannot set translated_from there; write it by hand")
)

// Mark gives the text of a file in which translations say that they were made from the originals as they are now: all
// that the file holds, or those in one language where lang is not empty. units are those of the site.
func Mark(c *config.Config, units []Unit, f *source.File, lang string) ([]byte, error) {
	type job struct{ key, lang, hash string }
	var jobs []job
	for _, u := range units {
		for _, v := range u.Versions {
			if v.File == f.Path && v.Status != Missing && (lang == "" || lang == v.Lang) {
				jobs = append(jobs, job{u.Key, v.Lang, u.Hash})
			}
		}
	}
	if len(jobs) == 0 {
		return nil, ErrNone
	}
	data := f.Data
	for _, j := range jobs {
		now := &source.File{Path: f.Path, Data: data}
		t, limit := version(c, now, j.key, j.lang)
		if t == nil {
			return nil, ErrForm
		}
		data = set(t, now, limit, j.hash)
		again, _ := version(c, &source.File{Path: f.Path, Data: data}, j.key, j.lang)
		if again == nil || again.Peek("translated_from") != any(j.hash) {
			return nil, ErrForm
		}
	}
	return data, nil
}

// version finds the table of a translation; limit is where the TOML ends.
func version(c *config.Config, f *source.File, key, lang string) (t *tomlfile.Table, limit int) {
	if path.Ext(f.Path) == ".md" {
		front, _, ok := f.FrontMatter()
		if !ok || front.Start == front.End {
			return nil, 0
		}
		return tomlfile.Parse(front).Root(), front.End
	}
	for _, g := range groups(f, c.Tags()) {
		if g.key == key && slices.Contains(g.tags, lang) {
			return g.table.Table(lang), len(f.Data)
		}
	}
	return nil, 0
}

// set puts the hash where the table has it, or else beside its first text.
func set(t *tomlfile.Table, f *source.File, limit int, hash string) []byte {
	insert := func(at, end int, s string) []byte {
		return bytes.Join([][]byte{f.Data[:at], []byte(s), f.Data[end:]}, nil)
	}
	if t.Peek("translated_from") != nil {
		at := t.At("translated_from")
		return insert(at.Start, at.End, `"`+hash+`"`)
	}
	var first string
	for _, key := range t.Keys() {
		if _, ok := t.Peek(key).(string); ok {
			first = key
			break
		}
	}
	if first == "" {
		return f.Data
	}
	key, value := t.KeyAt(first), t.At(first)
	line := bytes.LastIndexByte(f.Data[:key.Start], '\n') + 1
	name := string(f.Data[key.Start:key.End])
	if len(bytes.TrimLeft(bytes.TrimPrefix(f.Data[line:key.Start], []byte("\uFEFF")), " \t")) > 0 { // in { }
		return insert(key.Start, key.Start, `translated_from = "`+hash+`", `)
	}
	prefix := string(f.Data[line:key.Start])
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		prefix += name[:dot+1]
	}
	added := strings.TrimPrefix(prefix, "\uFEFF") + `translated_from = "` + hash + `"`
	end := bytes.IndexByte(f.Data[value.End:limit], '\n')
	if end < 0 {
		return insert(limit, limit, "\n"+added)
	}
	at := value.End + end
	if at > 0 && f.Data[at-1] == '\r' {
		added += "\r"
	}
	return insert(at+1, at+1, added+"\n")
}
