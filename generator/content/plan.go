package content

import (
	"regexp"
	"strings"

	"modestad/generator/civil"
	"modestad/generator/config"
	"modestad/generator/source"
	"modestad/generator/tomlfile"
)

// A Plan is the lines of policy, the actions under them, and the targets.
type Plan struct {
	Lines   []Line
	Actions []Action
	Targets []Target
}

// A Line is a line of policy.
type Line struct {
	ID    string
	At    source.Span
	Title By[string]
	Text  By[Body]
}

// Statuses of an action of the plan, and of an item of a quarter's planning.
func ActionStatuses() []string { return []string{"planned", "running", "done", "dropped"} }
func ItemStatuses() []string   { return []string{"idea", "planned", "running", "done", "dropped"} }

// An Action is something that somebody does under a line.
type Action struct {
	ID     string
	At     source.Span
	Line   source.Ref
	Owner  source.Ref // a partner
	Due    DueDate
	Status string
	Title  By[string]
	Text   By[Body]
}

// A Target is something that is to be reached.
type Target struct {
	ID    string
	At    source.Span
	Line  source.Ref
	Due   DueDate
	Value *float64
	Unit  string
	Title By[string]
	Text  By[Body]
}

func (r *reader) plan() {
	t := r.document()
	defer r.close(t)
	p := &Plan{}
	for _, lt := range t.Tables("lines") {
		l := Line{}
		l.ID, l.At, l.Title, l.Text = r.planned(lt)
		p.Lines = append(p.Lines, l)
	}
	for _, at := range t.Tables("actions") {
		a := Action{Line: at.Ref("line"), Owner: at.Ref("owner"), Due: due(at, "due"), Status: config.OneOf(at, "status", ActionStatuses())}
		if a.Status == "" {
			a.Status = "planned"
		}
		a.ID, a.At, a.Title, a.Text = r.planned(at)
		p.Actions = append(p.Actions, a)
	}
	for _, tt := range t.Tables("targets") {
		g := Target{Line: tt.Ref("line"), Due: due(tt, "due"), Unit: config.OneOf(tt, "unit", Units())}
		if v, ok := tt.Number("value"); ok {
			g.Value = &v
		}
		g.ID, g.At, g.Title, g.Text = r.planned(tt)
		p.Targets = append(p.Targets, g)
	}
	seen := map[string]bool{}
	check := func(kind, id string, at source.Span) {
		if id != "" && seen[kind+id] {
			r.find(at, "id-double", id)
		}
		seen[kind+id] = true
	}
	for _, l := range p.Lines {
		check("line ", l.ID, l.At)
	}
	for _, a := range p.Actions {
		check("", a.ID, a.At)
	}
	for _, g := range p.Targets {
		check("", g.ID, g.At)
	}
	r.part.Plan = p
}

// planned reads what lines, actions and targets have in common.
func (r *reader) planned(t *tomlfile.Table) (id string, at source.Span, title By[string], text By[Body]) {
	id, at = t.Line("id"), t.At("id")
	switch {
	case id == "" && !t.Has("id"):
		t.Find("id", "key-missing", "id")
	case id != "" && !config.ValidID(id):
		t.Find("id", "id-form", id)
	}
	for _, e := range r.languages(t) {
		if s := e.Value.Line("title"); s != "" {
			title = append(title, config.Entry[string]{Lang: e.Lang, Value: s})
		}
		if s := e.Value.Text("text"); s.File != nil {
			text = append(text, config.Entry[Body]{Lang: e.Lang, Value: r.markdown(s)})
		}
		translatedFrom(e.Value)
	}
	r.undeclared(t)
	if len(title) == 0 {
		t.Find("title", "key-missing", "title")
		title = By[string]{{Value: id}}
	}
	return id, at, title, text
}

// A Quarter is the communication planning of three months, all partners side by side.
type Quarter struct {
	ID      string // 2027-q2
	Year, N int
	File    *source.File
	Items   []Item
}

// An Item is something that a partner says somewhere in a quarter.
type Item struct {
	At         source.Span
	Partner    source.Ref
	Channel    string
	Audiences  []source.Ref
	Chapter    source.Ref
	Start, End civil.Date
	Status     string
	Text       By[string]
}

var quarterForm = regexp.MustCompile(`^[0-9]{4}-q[1-4]$`)

func (r *reader) quarter(id string) {
	if !quarterForm.MatchString(id) {
		r.find(r.file.Whole(), "quarter-form", id)
		return
	}
	t := r.document()
	defer r.close(t)
	q := &Quarter{ID: id, N: int(id[6] - '0'), File: r.file}
	for _, c := range id[:4] {
		q.Year = 10*q.Year + int(c-'0')
	}
	for _, it := range t.Tables("items") {
		i := Item{At: it.Span(), Partner: it.Ref("partner"), Channel: it.Line("channel"), Audiences: it.Refs("audiences"), Chapter: it.Ref("chapter"),
			Start: it.Date("start"), End: it.Date("end"), Status: config.OneOf(it, "status", ItemStatuses())}
		if i.Status == "" {
			i.Status = "idea"
		}
		if i.Partner.ID == "" && !it.Has("partner") {
			it.Find("partner", "key-missing", "partner")
		}
		if !i.Start.IsZero() && !i.End.IsZero() && i.End.Before(i.Start) {
			it.Find("end", "end-before-start", i.End.String(), i.Start.String())
		}
		for _, e := range r.languages(it) {
			if s := e.Value.Line("text"); s != "" {
				i.Text = append(i.Text, config.Entry[string]{Lang: e.Lang, Value: s})
			}
			translatedFrom(e.Value)
		}
		r.undeclared(it)
		if len(i.Text) == 0 {
			it.Find("text", "key-missing", "text")
		}
		q.Items = append(q.Items, i)
	}
	r.part.Quarter = q
}

// Official names the events of the official programme: ids, or "partner/*".
type Official struct{ Events []source.Ref }

func (r *reader) official() {
	t := r.document()
	defer r.close(t)
	o := &Official{}
	for _, ref := range t.Refs("events") {
		partner, slug, ok := strings.Cut(ref.ID, "/")
		if !ok || !config.ValidID(partner) || slug != "*" && !config.ValidID(slug) {
			t.Add(ref.Find("event-id-form", ref.ID))
			continue
		}
		o.Events = append(o.Events, ref)
	}
	r.part.Official = o
}

// A Statement is what the accessibility statement says: Implementing Decision (EU) 2018/1523.
type Statement struct {
	File        *source.File
	Status      string // full, partial, none
	Reviewed    civil.Date
	Method      By[string]
	Enforcement By[string]
	Exceptions  By[[]Exception]
}

// An Exception is something that is not accessible.
type Exception struct{ What, Why, Alternative string }

func (r *reader) statement() {
	t := r.document()
	defer r.close(t)
	s := &Statement{File: r.file, Status: config.OneOf(t, "status", []string{"full", "partial", "none"}), Reviewed: t.Date("reviewed"),
		Method: r.by(t, "method"), Enforcement: r.by(t, "enforcement")}
	if s.Status == "" && !t.Has("status") {
		t.Find("status", "key-missing", "status")
	}
	if !s.Reviewed.IsZero() && s.Reviewed.AddDays(366).Before(r.Today) {
		r.find(t.At("reviewed"), "statement-review", s.Reviewed.String())
	}
	for _, e := range r.languages(t) {
		var list []Exception
		for _, et := range e.Value.Tables("exceptions") {
			list = append(list, Exception{et.Line("what"), et.Line("why"), et.Line("alternative")})
		}
		if m := e.Value.Line("method"); m != "" {
			s.Method = append(s.Method, config.Entry[string]{Lang: e.Lang, Value: m})
		}
		if m := e.Value.Line("enforcement"); m != "" {
			s.Enforcement = append(s.Enforcement, config.Entry[string]{Lang: e.Lang, Value: m})
		}
		translatedFrom(e.Value)
		s.Exceptions = append(s.Exceptions, config.Entry[[]Exception]{Lang: e.Lang, Value: list})
	}
	r.undeclared(t)
	r.part.Statement = s
}
