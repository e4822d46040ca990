package config

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a machine without zones must not change the output

	"modestad/generator/diag"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// Name is the file that makes a folder a site.
const Name = "site.toml"

// Read reads site.toml. Where something in it is wrong, the findings say so and a usable value stands in; only
// a file that has no languages at all cannot be gone on with, and gives nil beside all that is wrong with it.
func Read(file *source.File) (*Config, diag.List) {
	doc := tomlfile.Parse(file.Span(0, len(file.Data)))
	t := doc.Root()
	c := &Config{}
	c.Languages = readLanguages(t)
	none := len(c.Languages) == 0
	if none {
		// The rest is read all the same, so that one run names every fault of it.
		if lt := t.Table("languages"); lt == nil || len(lt.Keys()) == 0 {
			t.Find("languages", "site-languages")
		}
		c.Languages = []Language{{Tag: "en", Locale: "en"}}
		if tag := t.Line("default_language"); validTag(tag) {
			c.Languages[0] = Language{Tag: tag, Locale: tag}
		}
	}
	c.DefaultLanguage = t.Line("default_language")
	if i := slices.IndexFunc(c.Languages, func(l Language) bool { return l.Tag == c.DefaultLanguage }); i >= 0 {
		l := c.Languages[i]
		c.Languages = slices.Insert(slices.Delete(c.Languages, i, i+1), 0, l)
	} else {
		if t.Has("default_language") {
			t.Add(t.At("default_language").Find("language-undeclared", c.DefaultLanguage).Near(c.DefaultLanguage, c.Tags()))
		} else if len(c.Languages) > 1 {
			t.Find("default_language", "key-missing", "default_language")
		}
		c.DefaultLanguage = c.Languages[0].Tag
	}
	for i := range c.Languages {
		c.Languages[i].chain = c.Languages[i].served(c.DefaultLanguage)
	}
	readAddress(t, c)
	readZone(t, c)
	c.Theme, c.ThemeAt = t.Line("theme"), t.At("theme")
	if c.Theme == "" {
		c.Theme = "patroon"
	}
	if !ValidID(c.Theme) {
		t.Find("theme", "id-form", c.Theme)
		c.Theme = "patroon"
	}
	c.Publisher, c.CalendarManager = t.Ref("publisher"), t.Ref("calendar_manager")
	c.Licence = t.Line("licence")
	if ct := t.Table("contact"); ct != nil {
		c.Contact = ReadContact(ct)
	}
	if ft := t.Table("forge"); ft != nil {
		c.Forge = Forge{Kind: OneOf(ft, "kind", []string{"github", "gitlab", "forgejo"}), URL: strings.TrimRight(URL(ft, "url"), "/"), Branch: ft.Line("branch")}
		if c.Forge.Branch == "" {
			c.Forge.Branch = "main"
		}
		if c.Forge.URL == "" {
			c.Forge.Kind = ""
		}
	}
	c.Audiences = readAudiences(t, c)
	if rt := t.Table("roles"); rt != nil {
		c.Roles = Roles{Publisher: rt.Lines("publisher"), CalendarManager: rt.Lines("calendar_manager")}
	}
	if it := t.Table("images"); it != nil {
		c.Encoders = Encoders{WebP: it.Line("webp"), AVIF: it.Line("avif")}
	}
	c.Feeds = readFeeds(t, c)
	c.Outputs = readOutputs(t.Table("outputs"))
	c.Limits = readLimits(t.Table("limits"))
	if none {
		return nil, doc.Close()
	}
	return c, doc.Close()
}

func readAddress(t *tomlfile.Table, c *Config) {
	c.BaseURL = URL(t, "base_url")
	if c.BaseURL == "" {
		if !t.Has("base_url") {
			t.Find("base_url", "key-missing", "base_url")
		}
		c.BaseURL = "https://site.invalid/"
	}
	c.SetBase(c.BaseURL)
	c.UIDHost = t.Line("uid_host")
	if strings.ContainsFunc(c.UIDHost, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-')
	}) {
		t.Find("uid_host", "uid-host", c.UIDHost)
		c.UIDHost = ""
	}
	if c.UIDHost == "" {
		u, _ := url.Parse(c.BaseURL)
		c.UIDHost = u.Hostname()
	}
}

// SetBase puts the site at another address, an absolute one; it says whether the address can be used.
func (c *Config) SetBase(base string) bool {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return false
	}
	u.RawQuery, u.Fragment, u.User = "", "", nil
	u.Path = strings.TrimRight(u.Path, "/") + "/"
	c.BaseURL, c.BasePath = u.String(), u.EscapedPath()
	return true
}

func readZone(t *tomlfile.Table, c *Config) {
	c.ZoneName = t.Line("timezone")
	if c.ZoneName == "" {
		if !t.Has("timezone") {
			t.Find("timezone", "key-missing", "timezone")
		}
		c.ZoneName = "UTC"
	}
	zone, ok := Zone(c.ZoneName)
	if !ok {
		t.Find("timezone", "zone-unknown", c.ZoneName)
		c.ZoneName, zone = "UTC", time.UTC
	}
	c.Zone = zone
}

// Zone gives a time zone of the tz database by its name. "Local" and the empty name are none.
func Zone(name string) (*time.Location, bool) {
	if name == "" || name == "Local" {
		return nil, false
	}
	zone, err := time.LoadLocation(name)
	return zone, err == nil
}

// reservedKeys are the words that a language or an audience cannot be called by, for they are keys of the model.
var reservedKeys = []string{"name", "title", "body", "summary", "text", "note", "about", "label", "kind", "start", "end", "id",
	"slug", "value", "unit", "source", "brand", "contact", "feeds", "embed", "kit", "data", "widget", "p", "f", "cta", "menu", "line",
	"hero", "chapters", "kicker"}

func readLanguages(t *tomlfile.Table) []Language {
	lt := t.Table("languages")
	if lt == nil {
		return nil
	}
	var out []Language
	for _, tag := range lt.Keys() {
		entry := lt.Table(tag)
		if entry == nil {
			continue
		}
		if !validTag(tag) || slices.Contains(reservedKeys, tag) {
			t.Add(lt.KeyAt(tag).Find("language-tag", tag))
			continue
		}
		l := Language{Tag: tag, Locale: entry.Line("locale"), LocaleAt: entry.At("locale"), Title: entry.Line("title"), Description: entry.Line("description")}
		if l.Locale == "" {
			l.Locale = tag
		}
		out = append(out, l)
	}
	tags := make([]string, len(out))
	for i, l := range out {
		tags[i] = l.Tag
	}
	for i := range out {
		entry := lt.Table(out[i].Tag)
		for _, r := range entry.Refs("fallback") {
			if !slices.Contains(tags, r.ID) {
				t.Add(r.Find("language-undeclared", r.ID).Near(r.ID, tags))
				continue
			}
			if r.ID != out[i].Tag && !slices.Contains(out[i].Fallback, r.ID) {
				out[i].Fallback = append(out[i].Fallback, r.ID)
			}
		}
	}
	for i := range out {
		if out[i].Title == "" {
			// A site without a name has one all the same: that of a fallback, else its address.
			for _, f := range out[i].Fallback {
				for _, o := range out {
					if o.Tag == f && out[i].Title == "" {
						out[i].Title = o.Title
					}
				}
			}
			if out[i].Title == "" {
				out[i].Title = t.Line("base_url")
			}
		}
	}
	return out
}

// validTag says whether a tag has the form of a language tag, BCP 47, in lower case, with or without a script
// or region: it becomes the first part of addresses.
func validTag(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if i == 0 && (len(part) < 2 || len(part) > 3) || i > 0 && (len(part) < 2 || len(part) > 8) || i > 2 {
			return false
		}
		if strings.ContainsFunc(part, func(r rune) bool { return !(r >= 'a' && r <= 'z' || i > 0 && r >= '0' && r <= '9') }) {
			return false
		}
	}
	return true
}

func readAudiences(t *tomlfile.Table, c *Config) []Audience {
	at := t.Table("audiences")
	if at == nil {
		return nil
	}
	var out []Audience
	for _, id := range at.Keys() {
		entry := at.Table(id)
		if entry == nil {
			continue
		}
		if !ValidID(id) || slices.Contains(reservedKeys, id) || slices.Contains(c.Tags(), id) {
			t.Add(at.KeyAt(id).Find("id-reserved", id))
			continue
		}
		a := Audience{ID: id, Slug: ReadBy(entry, "slug", c.Tags()), Name: ReadBy(entry, "name", c.Tags()), RenamedFrom: readRenamed(entry)}
		for _, s := range a.Slug {
			if !ValidID(s.Value) {
				entry.Find("slug", "id-form", s.Value)
				a.Slug = nil
				break
			}
		}
		out = append(out, a)
	}
	return out
}

// readRenamed reads the ids that an audience or a feed had before, oldest first.
func readRenamed(t *tomlfile.Table) []source.Ref {
	return slices.DeleteFunc(t.Refs("renamed_from"), func(r source.Ref) bool {
		if ValidID(r.ID) {
			return false
		}
		t.Add(r.Find("id-form", r.ID))
		return true
	})
}

// ReadBy reads text that is the same for all languages, or a table with one text a language.
func ReadBy(t *tomlfile.Table, key string, languages []string) By[string] {
	v, ok := t.Any(key)
	if !ok {
		return nil
	}
	if _, ok := v.(string); ok {
		if s := t.Line(key); s != "" {
			return By[string]{{"", s}}
		}
		return nil
	}
	if _, ok := v.(map[string]any); !ok {
		t.Find(key, "value-text", key)
		return nil
	}
	table := t.Table(key)
	if table == nil {
		return nil
	}
	var out By[string]
	for _, lang := range table.Keys() {
		if !slices.Contains(languages, lang) {
			table.Has(lang)
			t.Add(table.KeyAt(lang).Find("language-undeclared", lang).Near(lang, languages))
			continue
		}
		if s := table.Line(lang); s != "" {
			out = append(out, Entry[string]{lang, s})
		}
	}
	return out
}

// ReadContact reads a table of name, email and phone.
func ReadContact(t *tomlfile.Table) Contact {
	c := Contact{Name: t.Line("name"), Email: t.Line("email"), Phone: t.Line("phone")}
	if c.Email != "" && !validEmail(c.Email) {
		t.Find("email", "email-form", c.Email)
		c.Email = ""
	}
	return c
}

// validEmail says whether s is an address that every mailto: and every calendar can hold as it stands: RFC 5322's
// ordinary form, in ASCII, without what would have to be encoded.
func validEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && a.Name == "" && len(s) <= 254 &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"(),:;<>[]\\%?&#^`{|}", r) })
}

// URL reads an address of the web: http or https, with a host and without a user.
func URL(t *tomlfile.Table, key string) string {
	s := t.Line(key)
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Hostname() == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(s, " \"<>\\^`{|}") {
		t.Find(key, "url-form", s)
		return ""
	}
	return u.String()
}

// OneOf reads one of a few words.
func OneOf(t *tomlfile.Table, key string, words []string) string {
	r := t.Ref(key)
	if r.ID != "" && !slices.Contains(words, r.ID) {
		t.Add(r.Find("value-unknown", r.ID, strings.Join(words, ", ")).Near(r.ID, words))
		return ""
	}
	return r.ID
}

// ValidID says whether s has the form of an id: [a-z0-9]+(-[a-z0-9]+)*, at most 64 characters.
func ValidID(s string) bool {
	if s == "" || len(s) > 64 || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-') })
}

// feedPrefixes are the names and beginnings that feeds of one's own cannot have.
var feedReserved = []string{"all", "official", "off", "calls"}
var feedPrefixes = []string{"audience-", "partner-", "area-", "venue-", "kind-", "series-", "tag-"}

func readFeeds(t *tomlfile.Table, c *Config) []Feed {
	ft := t.Table("feeds")
	if ft == nil {
		return nil
	}
	var out []Feed
	for _, id := range ft.Keys() {
		entry := ft.Table(id)
		if entry == nil {
			continue
		}
		reserved := slices.Contains(feedReserved, id) || slices.ContainsFunc(feedPrefixes, func(p string) bool { return strings.HasPrefix(id, p) })
		if !ValidID(id) || reserved {
			t.Add(ft.KeyAt(id).Find("id-reserved", id))
		}
		f := Feed{ID: id, At: ft.KeyAt(id), RenamedFrom: readRenamed(entry)}
		for _, k := range []struct {
			key  string
			into *[]source.Ref
		}{
			{"audience", &f.Filter.Audience}, {"programme", &f.Filter.Programme}, {"kind", &f.Filter.Kind}, {"partner", &f.Filter.Partner},
			{"area", &f.Filter.Area}, {"venue", &f.Filter.Venue}, {"series", &f.Filter.Series}, {"tag", &f.Filter.Tag},
			{"crowd", &f.Filter.Crowd}, {"visit", &f.Filter.Visit}, {"access", &f.Filter.Access}, {"language", &f.Filter.Language},
		} {
			*k.into = entry.Refs(k.key)
		}
		if free, ok := entry.Bool("free"); ok {
			f.Filter.Free = &free
		}
		for _, l := range c.Languages {
			if lt := entry.Table(l.Tag); lt != nil {
				if s := lt.Line("title"); s != "" {
					f.Title = append(f.Title, Entry[string]{l.Tag, s})
				}
			}
		}
		if !reserved && ValidID(id) {
			out = append(out, f)
		}
	}
	return out
}
