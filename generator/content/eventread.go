package content

import (
	"path"
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// keysOf are the keys that only some kinds have.
var keysOf = []struct {
	key   string
	kinds []string
}{
	{"start", []string{"event", "exhibition"}}, {"end", []string{"event", "exhibition"}},
	{"month", []string{"event", "exhibition", "call"}}, {"season", []string{"event", "exhibition", "call"}},
	{"repeat", []string{"event"}}, {"opening", []string{"exhibition", "product"}}, {"closed", []string{"exhibition", "product"}},
	{"available", []string{"product", "support"}}, {"deadline", []string{"call", "support"}}, {"opens", []string{"call", "support"}},
	{"for", []string{"call", "support"}}, {"need", []string{"call", "support"}},
	{"owner", []string{"product", "support"}}, {"reviewed", []string{"product", "support"}},
}

func (r *reader) event(partner, slug string) {
	if !r.id(partner) || !r.id(slug) {
		return
	}
	t := r.document()
	e := &Event{Partner: partner, Slug: slug, id: partner + "/" + slug, File: r.file}
	r.part.Event = e
	before := len(r.part.Found)
	e.Kind = config.OneOf(t, "kind", Kinds())
	kindKnown := e.Kind != ""
	if !kindKnown {
		e.Kind, kindKnown = "event", !t.Has("kind")
	}
	e.Status = config.OneOf(t, "status", Statuses())
	if e.Status == "" {
		e.Status = "confirmed"
	}
	e.Draft, _ = t.Bool("draft")
	e.SourceUID = t.Line("source_uid")
	e.RenamedFrom = renamedFrom(t)
	for _, k := range keysOf {
		if t.Peek(k.key) != nil && !slices.Contains(k.kinds, e.Kind) && kindKnown {
			t.Has(k.key)
			if sub, ok := t.Peek(k.key).(map[string]any); ok && sub != nil {
				t.Table(k.key).Free()
			}
			t.Add(t.KeyAt(k.key).Find("key-kind", k.key, e.Kind, strings.Join(k.kinds, ", ")))
		}
	}
	has := func(key string) bool { return t.Has(key) && r.kindHas(e.Kind, key) }
	r.when(t, e, has)
	r.where(t, e)
	r.whom(t, e)
	r.cost(t, e)
	r.ties(t, e)
	if has("opening") || has("closed") {
		r.opening(t, e)
	}
	if has("repeat") && e.Kind == "event" {
		if rt := t.Table("repeat"); rt != nil {
			r.repeat(rt, e)
		}
	}
	r.eventTexts(t, e)
	r.undeclared(t)
	r.close(t)
	// A file that is no TOML has nothing to say, so that what it lacks is not worth a word either.
	if r.part.Unread {
		r.part.Event = nil
		r.part.Found = append(r.part.Found[:before], t.Document().Close()...)
	}
}

func (r *reader) kindHas(kind, key string) bool {
	for _, k := range keysOf {
		if k.key == key {
			return slices.Contains(k.kinds, kind)
		}
	}
	return true
}

// when reads all that says when the event is.
func (r *reader) when(t *tomlfile.Table, e *Event, has func(string) bool) {
	e.Zone, e.ZoneName = r.Config.Zone, r.Config.ZoneName
	if name := t.Line("timezone"); name != "" {
		if zone, ok := config.Zone(name); ok {
			e.Zone, e.ZoneName = zone, name
		} else {
			t.Find("timezone", "zone-unknown", name)
		}
	}
	e.StartAt = t.KeyAt("start")
	if has("start") {
		e.Start, e.AllDay = r.moment(t, "start", e.Zone)
		e.StartAt = t.At("start")
	}
	if has("end") {
		end, allDay := r.moment(t, "end", e.Zone)
		switch {
		case end.IsZero():
		case e.Start.IsZero():
			if !t.Has("start") {
				t.Add(t.KeyAt("end").Find("end-alone"))
			}
		case allDay != e.AllDay:
			t.Find("end", "end-form")
		case end.Before(e.Start):
			t.Find("end", "end-before-start", short(end, allDay), short(e.Start, e.AllDay))
		case end == e.Start && !allDay:
			t.Find("end", "end-before-start", short(end, allDay), short(e.Start, e.AllDay))
		default:
			e.End = end
		}
	}
	if e.Kind == "exhibition" && !e.Start.IsZero() {
		switch {
		case !e.AllDay:
			t.Find("start", "exhibition-dates")
			e.AllDay, e.Start.Clock, e.End.Clock = true, civil.Clock{}, civil.Clock{}
		case !t.Has("end"):
			t.Find("end", "key-missing", "end")
		}
		if e.End.IsZero() {
			e.End = e.Start
		}
	}
	if has("month") {
		s := t.Line("month")
		if d, ok := ParseDue(s); ok && d.Month != 0 && d.Day == 0 {
			e.Month = d
		} else if s != "" {
			t.Find("month", "month-form", s)
		}
	}
	if has("season") {
		s := t.Line("season")
		year, name, _ := strings.Cut(s, "-")
		if d, ok := ParseDue(year); ok && slices.Contains(Seasons(), name) {
			e.Season = Season{d.Year, name}
		} else if s != "" {
			t.Find("season", "season-form", s)
		}
	}
	if has("deadline") {
		e.Deadline = r.deadline(t, "deadline", e.Zone)
	}
	if has("opens") {
		e.Opens = r.deadline(t, "opens", e.Zone)
		if !e.Deadline.Date.IsZero() && e.Opens.Date.After(e.Deadline.Date) {
			t.Find("opens", "opens-after-deadline", e.Opens.Date.String(), e.Deadline.Date.String())
		}
	}
	if has("available") {
		if at := t.Table("available"); at != nil {
			e.From, e.To = at.Date("from"), at.Date("to")
			if !e.From.IsZero() && !e.To.IsZero() && e.To.Before(e.From) {
				at.Find("to", "end-before-start", e.To.String(), e.From.String())
			}
		}
	}
	ways := 0
	for _, key := range []string{"start", "month", "season", "deadline"} {
		if t.Has(key) {
			ways++
			if ways > 1 && key != "deadline" {
				t.Add(t.KeyAt(key).Find("when-double", key))
			}
		}
	}
	switch {
	case ways == 0 && (e.Kind == "event" || e.Kind == "exhibition"):
		t.Find("start", "when-missing", e.Kind)
	case ways == 0 && e.Kind == "call":
		t.Find("deadline", "call-deadline")
	}
	if !e.Start.IsZero() && !e.AllDay && !t.Has("end") {
		t.Find("start", "end-missing")
	}
	if reviewed := t.Date("reviewed"); r.kindHas(e.Kind, "reviewed") {
		e.Reviewed = reviewed
		if !reviewed.IsZero() && reviewed.AddDays(366).Before(r.Today) {
			t.Find("reviewed", "reviewed-old", reviewed.String())
		}
	}
}

func short(t civil.DateTime, allDay bool) string {
	if allDay {
		return t.Date.String()
	}
	return t.String()
}

// moment reads a date or a time, in a zone.
func (r *reader) moment(t *tomlfile.Table, key string, zone *time.Location) (civil.DateTime, bool) {
	return r.local(t.Moment(key), zone)
}

// local gives what the clocks of a zone show at a moment, and whether it is a whole day. A time that the clocks
// skip is an error, one that they show twice a warning.
func (r *reader) local(m tomlfile.Moment, zone *time.Location) (civil.DateTime, bool) {
	switch m.Kind {
	case tomlfile.DateOnly:
		return m.Local, true
	case tomlfile.OffsetTime:
		local := civil.Of(m.Offset.In(zone))
		if at, _ := local.In(zone); !at.Equal(m.Offset.Truncate(time.Second)) {
			r.find(m.At, "time-doubled", local.String())
		}
		return local, false
	case tomlfile.LocalTime:
		switch _, fit := m.Local.In(zone); fit {
		case civil.Skipped:
			before, after := m.Local.Neighbours(zone)
			r.find(m.At, "time-skipped", m.Local.String(), before.String(), after.String())
		case civil.Doubled:
			r.find(m.At, "time-doubled", m.Local.String())
		}
		return m.Local, false
	}
	return civil.DateTime{}, false
}

func (r *reader) deadline(t *tomlfile.Table, key string, zone *time.Location) Deadline {
	at, allDay := r.moment(t, key, zone)
	return Deadline{at, !allDay && !at.Date.IsZero()}
}

func (r *reader) where(t *tomlfile.Table, e *Event) {
	e.Venue = t.Ref("venue")
	e.Online = config.URL(t, "online")
	e.Place = place(t)
	if e.Place != nil && e.Venue.ID != "" {
		t.Add(t.KeyAt("place").Find("place-double"))
	}
}

func place(t *tomlfile.Table) *Place {
	pt := t.Table("place")
	if pt == nil {
		return nil
	}
	p := &Place{Name: pt.Line("name"), Address: pt.Line("address"), Geo: geo(pt)}
	if p.Name == "" && !pt.Has("name") {
		pt.Find("name", "key-missing", "name")
	}
	return p
}

// whom reads all that says for whom the event is.
func (r *reader) whom(t *tomlfile.Table, e *Event) {
	e.Audiences = t.Refs("audiences")
	e.Crowds = words(t, "crowds", Crowds())
	for _, tag := range t.Refs("tags") {
		if !config.ValidID(tag.ID) {
			t.Add(tag.Find("id-form", tag.ID))
			continue
		}
		e.Tags = append(e.Tags, tag)
	}
	if len(e.Tags) > 10 {
		t.Find("tags", "tags-many", len(e.Tags))
	}
	for _, l := range t.Refs("languages") {
		if first, _, _ := strings.Cut(l.ID, "-"); len(first) < 2 || len(first) > 3 || len(l.ID) > 11 || strings.Trim(l.ID, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
			t.Add(l.Find("language-tag", l.ID))
			continue
		}
		e.Languages = append(e.Languages, l.ID)
	}
	forRefs, needs := words(t, "for", SupportFor()), words(t, "need", SupportNeeds())
	if e.Kind == "call" || e.Kind == "support" {
		e.For, e.Need = forRefs, needs
	}
	e.Owner = t.Ref("owner")
	if at := t.Table("age"); at != nil {
		e.MinAge, _ = at.Int("min")
		e.MaxAge, _ = at.Int("max")
		for _, key := range []string{"min", "max"} {
			if n, ok := at.Int(key); ok && (n < 0 || n > 130) {
				at.Find(key, "value-range", key, 0, 130)
			}
		}
		if at.Has("min") && at.Has("max") && e.MinAge > e.MaxAge {
			at.Find("min", "age-order", e.MinAge, e.MaxAge)
		}
	}
	if vt := t.Table("visit"); vt != nil {
		for _, v := range Visits() {
			if on, _ := vt.Bool(v); on {
				e.Visit = append(e.Visit, v)
			}
		}
	}
	if at := t.Table("access"); at != nil {
		e.Access = readAccess(at)
	}
	if ct := t.Table("contact"); ct != nil {
		e.Contact = config.ReadContact(ct)
	}
	e.Performers = t.Lines("performers")
}

func (r *reader) cost(t *tomlfile.Table, e *Event) {
	if pt := t.Table("price"); pt != nil {
		p := &Price{Booking: config.URL(pt, "booking")}
		p.Free, _ = pt.Bool("free")
		p.From, p.HasFrom = pt.Number("from")
		p.To, p.HasTo = pt.Number("to")
		for _, key := range []string{"from", "to"} {
			if n, ok := pt.Number(key); ok && (n < 0 || n > 1e6) {
				pt.Find(key, "value-range", key, 0, 1000000)
			}
		}
		if p.HasFrom && p.HasTo && p.From > p.To {
			pt.Find("from", "price-order", p.From, p.To)
		}
		if p.Free && (p.From > 0 || p.To > 0) {
			pt.Find("free", "price-free")
		}
		e.Price = p
	}
	if gt := t.Table("green"); gt != nil {
		e.Green = &Green{gt.Line("label"), config.URL(gt, "url")}
	}
	e.URL = config.URL(t, "url")
	if img := t.Ref("image"); img.ID != "" {
		clean := path.Clean(img.ID)
		switch ext := strings.ToLower(path.Ext(clean)); {
		case clean != img.ID || path.IsAbs(clean) || strings.HasPrefix(clean, "..") || strings.Contains(clean, "\\"):
			t.Add(img.Find("image-path", img.ID))
		case !slices.Contains([]string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"}, ext):
			t.Add(img.Find("image-type", img.ID))
		case ext == ".svg" && e.Partner != r.Config.Publisher.ID:
			t.Add(img.Find("image-svg", img.ID))
		default:
			e.Image = Image{Path: "content/partners/" + e.Partner + "/" + clean, At: img.At, Focus: [2]float64{0.5, 0.5}}
		}
	}
	e.Image.Credit = t.Line("image_credit")
	if f := t.Items("focus"); f != nil {
		x, ok1 := 0.0, len(f) == 2
		y, ok2 := 0.0, len(f) == 2
		if ok1 {
			x, ok1 = tomlfile.Number(f[0].Value)
			y, ok2 = tomlfile.Number(f[1].Value)
		}
		if !ok1 || !ok2 || x < 0 || x > 1 || y < 0 || y > 1 {
			t.Find("focus", "focus-range")
		} else {
			e.Image.Focus = [2]float64{x, y}
		}
	}
}

// ties reads all that ties the event to others.
func (r *reader) ties(t *tomlfile.Table, e *Event) {
	if st := t.Table("series"); st != nil {
		e.Series = st.Ref("id")
		e.Position, _ = st.Int("position")
		if e.Series.ID == "" && !st.Has("id") {
			st.Find("id", "key-missing", "id")
		}
	}
	e.With = t.Refs("with")
	e.EditionOf, e.PartOf = t.Ref("edition_of"), t.Ref("part_of")
}

var weekdays = map[string]time.Weekday{"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday,
	"sat": time.Saturday, "sun": time.Sunday}

func (r *reader) opening(t *tomlfile.Table, e *Event) {
	for _, ot := range t.Tables("opening") {
		h := Hours{}
		for _, d := range words(ot, "days", []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) {
			h.Days = append(h.Days, weekdays[d])
		}
		from, ok1 := ot.Clock("from")
		to, ok2 := ot.Clock("to")
		h.From, h.To = from, to
		if !ot.Has("days") {
			ot.Find("days", "key-missing", "days")
		}
		for _, key := range []string{"from", "to"} {
			if !ot.Has(key) {
				ot.Find(key, "key-missing", key)
			}
		}
		if ok1 && ok2 && to.Seconds() <= from.Seconds() && to.Seconds() != 0 {
			ot.Find("to", "end-before-start", to.String(), from.String())
		}
		if ok1 && ok2 {
			e.Opening = append(e.Opening, h)
		}
	}
	for _, it := range t.Items("closed") {
		if m, ok := tomlfile.MomentOf(it.Value); ok && m.Kind == tomlfile.DateOnly {
			e.Closed = append(e.Closed, m.Local.Date)
		} else {
			t.Add(it.At.Find("value-date", "closed"))
		}
	}
}

func (r *reader) eventTexts(t *tomlfile.Table, e *Event) {
	for _, l := range r.languages(t) {
		lt := l.Value
		x := EventText{At: lt.Span(), Title: lt.Line("title"), Summary: lt.Line("summary"), ImageAlt: lt.Line("image_alt"), TranslatedFrom: translatedFrom(lt)}
		if x.Title == "" && !lt.Has("title") {
			lt.Find("title", "title-missing", l.Lang)
		}
		if n := len([]rune(x.Summary)); n > 160 {
			lt.Find("summary", "summary-long", n)
		}
		if s := lt.Text("body"); s.File != nil {
			x.Body = r.markdown(s)
		}
		if e.Image.Path != "" && x.ImageAlt == "" {
			lt.Find("image_alt", "image-untold", l.Lang)
		}
		e.Texts = append(e.Texts, config.Entry[EventText]{Lang: l.Lang, Value: x})
	}
	switch {
	case len(e.Texts) == 0:
		r.find(source.Span{File: r.file, Start: 0, End: 0}, "event-text")
	case e.Texts[0].Lang != r.Config.DefaultLanguage:
		r.find(e.Texts[0].Value.At, "text-default", r.Config.DefaultLanguage)
	}
}
