package content

import (
	"slices"

	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// AccessTerms are the words for what makes a place or an event accessible.
func AccessTerms() []string {
	return []string{"wheelchair", "step_free", "accessible_toilet", "lift", "parking", "companion_free", "sign_language", "captions",
		"audio_description", "induction_loop", "easy_language", "quiet", "low_light", "touch", "assistance_dog", "seating"}
}

// Reach are the ways to get somewhere.
func Reach() []string { return []string{"tram", "bus", "train", "bike", "foot", "car"} }

// A Venue is a place that events are held at.
type Venue struct {
	ID                     string
	File                   *source.File
	Name                   By[string]
	Street, Postcode, City string
	Geo                    *[2]float64 // latitude, longitude
	Area                   source.Ref
	Access                 []Access
	Reach                  []ReachNote // in the order of Reach()
	URL                    string
	RenamedFrom            []source.Ref
}

// A ReachNote says how to get to a venue by one means.
type ReachNote struct {
	By   string
	Text By[string]
}

// An Access is one term of accessibility. Has is false where it is said not to be there; Languages are those of
// sign_language.
type Access struct {
	Term      string
	Has       bool
	Languages []string
}

// An Area is a themed district.
type Area struct {
	ID          string
	File        *source.File
	Name        By[string]
	About       By[Body]
	RenamedFrom []source.Ref
}

// A Series is a yearly clustered moment or another run of events.
type Series struct {
	ID          string
	File        *source.File
	Name        By[string]
	Text        By[Body]
	RenamedFrom []source.Ref
}

func (r *reader) venue(id string) {
	if !r.id(id) {
		return
	}
	t := r.document()
	defer r.close(t)
	v := &Venue{ID: id, File: r.file, Name: r.name(t, id), Street: t.Line("street"), Postcode: t.Line("postcode"), City: t.Line("city"), Geo: geo(t),
		Area: t.Ref("area"), URL: config.URL(t, "url"), RenamedFrom: renamedFrom(t)}
	if at := t.Table("access"); at != nil {
		v.Access = readAccess(at)
	}
	if rt := t.Table("reach"); rt != nil {
		for _, by := range Reach() {
			if text := r.by(rt, by); len(text) > 0 {
				v.Reach = append(v.Reach, ReachNote{by, text})
			}
		}
	}
	r.part.Venue = v
}

// name reads the name that a thing must have.
func (r *reader) name(t *tomlfile.Table, id string) By[string] {
	name := r.by(t, "name")
	if len(name) == 0 {
		if !t.Has("name") {
			t.Find("name", "key-missing", "name")
		}
		return By[string]{{Value: id}}
	}
	return name
}

func readAccess(t *tomlfile.Table) []Access {
	var out []Access
	for _, term := range AccessTerms() {
		v, ok := t.Any(term)
		if !ok {
			continue
		}
		a := Access{Term: term}
		switch v := v.(type) {
		case bool:
			a.Has = v
		case []any:
			if term != "sign_language" {
				t.Find(term, "value-bool", term)
				continue
			}
			a.Languages = t.Lines(term)
			a.Has = len(a.Languages) > 0
		default:
			t.Find(term, "value-bool", term)
			continue
		}
		out = append(out, a)
	}
	return out
}

func (r *reader) area(id string) {
	if !r.id(id) {
		return
	}
	t := r.document()
	defer r.close(t)
	r.part.Area = &Area{ID: id, File: r.file, Name: r.name(t, id), RenamedFrom: renamedFrom(t), About: r.texts(t, "about")}
	r.undeclared(t)
}

func (r *reader) series(id string) {
	if !r.id(id) {
		return
	}
	t := r.document()
	defer r.close(t)
	r.part.Series = &Series{ID: id, File: r.file, Name: r.name(t, id), RenamedFrom: renamedFrom(t), Text: r.texts(t, "text")}
	r.undeclared(t)
}

// texts reads one Markdown text from each language's table.
func (r *reader) texts(t *tomlfile.Table, key string) By[Body] {
	var out By[Body]
	for _, e := range r.languages(t) {
		if s := e.Value.Text(key); s.File != nil {
			out = append(out, config.Entry[Body]{Lang: e.Lang, Value: r.markdown(s)})
		}
		translatedFrom(e.Value)
	}
	return out
}

// Has says whether a list of terms holds one that is there.
func Has(list []Access, term string) bool {
	return slices.ContainsFunc(list, func(a Access) bool { return a.Term == term && a.Has })
}
