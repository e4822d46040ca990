// Package site joins what was read into one resolved model: names become things, rules become occurrences, and
// everything that is published has its address.
//
// Invariants: a Site is made once by Resolve and never changed; every list is in a fixed order; every address is
// decided here, in address.go, and nowhere else; a name that leads nowhere is a finding at its place.
package site

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/diag"
	"modestad/generator/source"
)

// A Stamp is what version control knows of an event or a text: how many changes of the site's first line had been made
// when it was last touched, and when that was.
type Stamp struct {
	Sequence int
	Modified time.Time
}

// History gives the stamp of the newest commit that touched any of the paths; ok is false where it is not known.
type History func(paths ...string) (s Stamp, ok bool)

// Options are what the resolving depends on beside the content.
type Options struct {
	Now     time.Time // the build's clock
	Drafts  bool
	Slugs   map[string]map[string]string // by language, by section: from the catalogues
	History History                      // nil where there is none
	Exists  func(path string) bool       // whether the site has a file
	Heroes  []string                     // drawings of the theme that a longread's hero can name
}

// A Site is the resolved model.
type Site struct {
	Config  *config.Config
	Now     time.Time
	Today   civil.Date
	Horizon civil.Date // the last day that recurrences are shown for

	Partners  []*Partner
	Venues    []*Venue
	Areas     []*Area
	Series    []*Series
	Events    []*Event // by id
	inTime    []*Event // the same, by when they begin
	Facts     []*Fact
	Sources   []*Source
	Longreads []*Longread // by the order of the audiences
	Chapters  map[string]*content.Chapter
	Pages     []*content.Page
	Plan      content.Plan
	Planning  []*content.Quarter
	Statement *content.Statement
	Feeds     []*Feed
	Redirects []Redirect
	Renamed   Renamed
	// Texts are the stamps of the files of chapters and of facts, by path; empty without history.
	Texts map[string]Stamp

	slugs    map[string]map[string]string
	partners map[string]*Partner
	venues   map[string]*Venue
	areas    map[string]*Area
	series   map[string]*Series
	events   map[string]*Event
	facts    map[string]*Fact
	sources  map[string]*Source
	pages    map[string]*content.Page
	hidden   map[string]bool // ids of drafts that are left out
	unread   []string        // paths of files that could not be read
	exists   func(path string) bool
	found    diag.List
}

// A Partner with what it takes part in.
type Partner struct {
	*content.Partner
	Venue  *Venue
	Events []*Event // its own, and those of others that it accepted
}

// A Venue with its district and what is on there.
type Venue struct {
	*content.Venue
	Area   *Area
	Events []*Event
}

// An Area with its places and what is on there.
type Area struct {
	*content.Area
	Venues []*Venue
	Events []*Event
}

// A Series with its events, by position and date.
type Series struct {
	*content.Series
	Events []*Event
}

// A Fact with its source and the places that state it.
type Fact struct {
	*content.Fact
	Source *Source
	Used   []Use
}

// A Source with the facts that rest on it.
type Source struct {
	*content.Source
	Facts []*Fact
	Used  []Use
}

// A Use is a place that names a fact or a source: a chapter, a page or an event.
type Use struct {
	Chapter string
	Page    string
	Event   *Event
}

// A Longread is the variant for one audience.
type Longread struct {
	Audience config.Audience
	Index    int // in the order of the audiences
	*content.Variant
	Chapters []*content.Chapter
}

// Event gives an event by its id.
func (s *Site) Event(id string) *Event { return s.events[id] }

// Partner gives a partner by its id.
func (s *Site) Partner(id string) *Partner { return s.partners[id] }

// Fact gives a fact by its id.
func (s *Site) Fact(id string) *Fact { return s.facts[id] }

// Source gives a source by its id.
func (s *Site) Source(id string) *Source { return s.sources[id] }

// Venue gives a place by its id.
func (s *Site) Venue(id string) *Venue { return s.venues[id] }

// Area gives a district by its id.
func (s *Site) Area(id string) *Area { return s.areas[id] }

// Page gives an ordinary page, or the introduction of an output, by its id.
func (s *Site) Page(id string) *content.Page { return s.pages[id] }

// Resolve joins the content of a site. Its findings are those that need more than one file to see.
func Resolve(cfg *config.Config, c *content.Content, o Options) (*Site, diag.List) {
	now := o.Now.In(cfg.Zone)
	s := &Site{
		Config: cfg, Now: now, Today: civil.DateOf(now), Horizon: civil.DateOf(now.AddDate(0, cfg.Limits.HorizonMonths, 0)),
		Plan: c.Plan, Planning: c.Planning, Statement: c.Statement, Pages: c.Pages, slugs: o.Slugs,
		partners: map[string]*Partner{}, venues: map[string]*Venue{}, areas: map[string]*Area{}, series: map[string]*Series{},
		events: make(map[string]*Event, len(c.Events)), facts: map[string]*Fact{}, sources: map[string]*Source{},
		pages: map[string]*content.Page{}, Chapters: map[string]*content.Chapter{}, hidden: map[string]bool{},
		unread: c.Unread,
	}
	for _, a := range c.Areas {
		s.areas[a.ID] = &Area{Area: a}
		s.Areas = append(s.Areas, s.areas[a.ID])
	}
	for _, v := range c.Venues {
		x := &Venue{Venue: v, Area: named(s, s.areas, v.Area, "area-unknown")}
		if x.Area != nil {
			x.Area.Venues = append(x.Area.Venues, x)
		}
		s.venues[v.ID] = x
		s.Venues = append(s.Venues, x)
	}
	for _, p := range c.Partners {
		s.partners[p.ID] = &Partner{Partner: p, Venue: named(s, s.venues, p.Venue, "venue-unknown")}
		s.Partners = append(s.Partners, s.partners[p.ID])
	}
	for _, x := range c.Series {
		s.series[x.ID] = &Series{Series: x}
		s.Series = append(s.Series, s.series[x.ID])
	}
	for _, x := range c.Sources {
		if s.sources[x.ID] == nil {
			s.sources[x.ID] = &Source{Source: x}
			s.Sources = append(s.Sources, s.sources[x.ID])
		}
	}
	for _, f := range c.Facts {
		if s.facts[f.ID] != nil {
			continue
		}
		x := &Fact{Fact: f, Source: named(s, s.sources, f.Source, "source-unknown")}
		if x.Source != nil {
			x.Source.Facts = append(x.Source.Facts, x)
		}
		s.facts[f.ID] = x
		s.Facts = append(s.Facts, x)
	}
	named(s, s.partners, cfg.Publisher, "partner-unknown")
	named(s, s.partners, cfg.CalendarManager, "partner-unknown")
	for _, x := range c.Chapters {
		s.Chapters[x.ID] = x
	}
	for _, p := range c.Pages {
		s.pages[p.ID] = p
	}
	s.resolveLongreads(c, o)
	s.stampTexts(o)
	s.resolvePlan()
	s.resolveEvents(c, o)
	var wg sync.WaitGroup
	var clashes diag.List
	wg.Go(func() { clashes = s.clashes() }) // looks at events alone, which stay as they are from here on
	s.resolveFeeds()
	s.exists = o.Exists
	s.checkReferences(c)
	wg.Wait()
	s.found.Add(clashes...)
	s.resolveRedirects(c)
	s.checkFacts()
	return s, s.found
}

// named gives the thing that a name means, and finds fault where there is none.
func named[T any](s *Site, things map[string]*T, name source.Ref, code string) *T {
	if name.ID == "" {
		return nil
	}
	if x := things[name.ID]; x != nil {
		return x
	}
	s.lost(name.Find(code, name.ID).Near(name.ID, keys(things)), code, name.ID)
	return nil
}

// lost finds fault with a name that nothing has, unless the file that may well say it could not be read: that is the
// one fault then.
func (s *Site) lost(f diag.Finding, code, id string) {
	places := map[string]string{"fact-unknown": "content/facts.toml", "source-unknown": "content/sources.toml",
		"line-unknown": "content/plan.toml", "action-unknown": "content/plan.toml", "chapter-unread": "content/longread/variants/",
		"chapter-unknown": "content/longread/chapters/" + id + "/", "page-unknown": "content/pages/" + id + "/"}
	place := places[code]
	if partner, slug, ok := strings.Cut(id, "/"); ok && code == "event-unknown" {
		place = "content/partners/" + partner + "/events/" + slug + ".toml"
	}
	if place != "" && slices.ContainsFunc(s.unread, func(path string) bool { return strings.HasPrefix(path, place) }) {
		return
	}
	s.found.Add(f)
}

func keys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func (s *Site) resolveLongreads(c *content.Content, o Options) {
	for i, a := range s.Config.Audiences {
		var v *content.Variant
		for _, x := range c.Variants {
			if x.Audience == a.ID {
				v = x
			}
		}
		if v == nil {
			continue
		}
		sortLanguages(s.Config, v.Texts)
		l := &Longread{Audience: a, Index: i, Variant: v}
		for n, t := range v.Texts {
			chapters := make([]string, len(t.Value.Chapters))
			for j, ref := range t.Value.Chapters {
				chapters[j] = ref.ID
				if x := named(s, s.Chapters, ref, "chapter-unknown"); x != nil && n == 0 {
					l.Chapters = append(l.Chapters, x)
				}
			}
			first := v.Texts[0].Value
			if n > 0 && !slices.Contains(c.Unread, first.File.Path) {
				s.checkRuled(t.Value, first, chapters)
			}
			if h := t.Value.Hero; h.ID != "" && !strings.Contains(h.ID, ".") && !slices.Contains(o.Heroes, h.ID) {
				s.found.Add(h.Find("hero-unknown", h.ID, strings.Join(o.Heroes, ", ")).Near(h.ID, o.Heroes))
			}
		}
		s.Longreads = append(s.Longreads, l)
	}
	for _, x := range c.Chapters {
		sortLanguages(s.Config, x.Texts)
		for n, t := range x.Texts {
			if t.Value.Line.ID != "" && !slices.ContainsFunc(s.Plan.Lines, func(l content.Line) bool { return l.ID == t.Value.Line.ID }) {
				s.lost(t.Value.Line.Find("line-unknown", t.Value.Line.ID).Near(t.Value.Line.ID, s.lineIDs()), "line-unknown", t.Value.Line.ID)
			}
			if first := x.Texts[0].Value.Line.ID; n > 0 && t.Value.Line.ID != "" && t.Value.Line.ID != first {
				s.found.Add(t.Value.Line.Find("ruled-elsewhere", "line", s.Config.DefaultLanguage))
			}
		}
	}
	for _, p := range c.Pages {
		sortLanguages(s.Config, p.Texts)
		for n, t := range p.Texts {
			if first := p.Texts[0].Value.Menu; n > 0 && t.Value.Menu != 0 && t.Value.Menu != first {
				s.found.Add(t.Value.MenuAt.Find("ruled-elsewhere", "menu", s.Config.DefaultLanguage))
			}
		}
	}
}

// stampTexts notes when what the longreads say last changed.
func (s *Site) stampTexts(o Options) {
	s.Texts = map[string]Stamp{}
	if o.History == nil {
		return
	}
	var paths []string
	for _, c := range s.Chapters {
		for _, t := range c.Texts {
			paths = append(paths, t.Value.File.Path)
		}
	}
	for _, f := range s.Facts {
		paths = append(paths, f.At.File.Path)
	}
	slices.Sort(paths)
	for _, p := range slices.Compact(paths) {
		if stamp, ok := o.History(p); ok {
			s.Texts[p] = stamp
		}
	}
}

// checkRuled compares what a translation says with what the default language's file rules.
func (s *Site) checkRuled(t, first content.VariantText, chapters []string) {
	if len(chapters) > 0 && !slices.EqualFunc(t.Chapters, first.Chapters, func(a, b source.Ref) bool { return a.ID == b.ID }) {
		s.found.Add(t.ChaptersAt.Find("chapters-differ", s.Config.DefaultLanguage))
	}
	if t.Hero.ID != "" && t.Hero.ID != first.Hero.ID {
		s.found.Add(t.Hero.Find("ruled-elsewhere", "hero", s.Config.DefaultLanguage))
	}
	if t.CTA.To.ID != "" && t.CTA.To.ID != first.CTA.To.ID {
		s.found.Add(t.CTA.To.Find("ruled-elsewhere", "cta.to", s.Config.DefaultLanguage))
	}
}

func (s *Site) lineIDs() []string {
	var out []string
	for _, l := range s.Plan.Lines {
		out = append(out, l.ID)
	}
	return out
}

// sortLanguages puts texts in the order of the site's languages, the default one first.
func sortLanguages[T any](cfg *config.Config, by content.By[T]) {
	tags := cfg.Tags()
	slices.SortStableFunc(by, func(a, b config.Entry[T]) int {
		return cmp.Compare(slices.Index(tags, a.Lang), slices.Index(tags, b.Lang))
	})
}

func (s *Site) resolvePlan() {
	lines := map[string]*content.Line{}
	for i := range s.Plan.Lines {
		lines[s.Plan.Lines[i].ID] = &s.Plan.Lines[i]
	}
	for _, a := range s.Plan.Actions {
		named(s, lines, a.Line, "line-unknown")
		named(s, s.partners, a.Owner, "partner-unknown")
	}
	for _, t := range s.Plan.Targets {
		named(s, lines, t.Line, "line-unknown")
	}
	for _, q := range s.Planning {
		for _, i := range q.Items {
			named(s, s.partners, i.Partner, "partner-unknown")
			named(s, s.Chapters, i.Chapter, "chapter-unknown")
			s.audiences(i.Audiences)
		}
	}
}

// audiences checks the names of audiences and gives those that there are.
func (s *Site) audiences(refs []source.Ref) []string {
	var out []string
	for _, ref := range refs {
		if _, ok := s.Config.Audience(ref.ID); !ok {
			s.found.Add(ref.Find("audience-unknown", ref.ID).Near(ref.ID, s.audienceIDs()))
			continue
		}
		if !slices.Contains(out, ref.ID) {
			out = append(out, ref.ID)
		}
	}
	return out
}

func (s *Site) audienceIDs() []string {
	var out []string
	for _, a := range s.Config.Audiences {
		out = append(out, a.ID)
	}
	return out
}

// Pick gives the value that a reader of lang is served, and the language that it is in.
func Pick[T any](s *Site, by content.By[T], lang string) (value T, in string, ok bool) {
	for _, l := range s.Config.Chain(lang) {
		for _, e := range by {
			if e.Lang == l || e.Lang == "" {
				if e.Lang == "" {
					return e.Value, lang, true
				}
				return e.Value, l, true
			}
		}
	}
	if len(by) > 0 {
		return by[0].Value, by[0].Lang, true
	}
	return value, lang, false
}
