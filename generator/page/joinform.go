package page

import (
	"strings"

	"modestad/generator/content"
	"modestad/generator/i18n"
	"modestad/generator/view"
)

// A formKey is one key of an event's file, as the form asks for it. Its words are form.<name> with underscores, unless
// label says otherwise; help names the words that explain it.
type formKey struct {
	name, kind, label, help string
	of                      string // the kinds that have it
	options                 []view.Option
}

// joinForm makes the form: every key of the content model that a person fills in, in the order in which they think.
func (ed *Edition) joinForm() *view.JoinForm {
	s := ed.s
	v := &view.JoinForm{Template: ed.emptyEvent(), Languages: strings.Join(s.Config.Tags(), " "), Wrong: ed.t("form.say_wrong", "Count", "{n}")}
	if script := ed.book.options.Assets.Join; script != "" {
		v.Script = s.URL(script)
	}
	if f := s.Config.Forge; f.Kind != "" {
		v.Forge, v.ForgeKind = ForgeNew(f, "content/partners"), f.Kind
	}
	v.Kinds = ed.options("kind", content.Kinds())
	for _, p := range s.Partners {
		v.Partners = append(v.Partners, view.Option{Value: p.ID, Text: ed.by(p.Name)})
	}
	i18n.SortBy(ed.w.Locale, v.Partners, func(o view.Option) string { return o.Text.Text })
	for i, l := range s.Config.Languages {
		in := ed.book.byTag[l.Tag]
		part := ed.formPart(ed.w.Capital(ed.names[l.Tag]), []formKey{{name: l.Tag + ".title", kind: "text", label: "title"},
			{name: l.Tag + ".summary", kind: "text", label: "summary", help: "summary"}, {name: l.Tag + ".body", kind: "area", label: "body", help: "body"},
			{name: l.Tag + ".image_alt", kind: "text", label: "image_alt"}})
		part.Lang, part.Dir, part.Open = in.tag(), in.dir, l.Tag == ed.lang || i == 0
		v.Texts = append(v.Texts, part)
	}
	v.Parts = ed.formParts(v.Partners)
	return v
}

func (ed *Edition) formParts(partners []view.Option) []view.FormPart {
	s := ed.s
	var venues, audiences, series []view.Option
	for _, p := range s.Venues {
		venues = append(venues, view.Option{Value: p.ID, Text: ed.by(p.Name)})
	}
	i18n.SortBy(ed.w.Locale, venues, func(o view.Option) string { return o.Text.Text })
	for _, a := range s.Config.Audiences {
		audiences = append(audiences, view.Option{Value: a.ID, Text: ed.audienceName(a.ID)})
	}
	for _, x := range s.Series {
		series = append(series, view.Option{Value: x.ID, Text: ed.by(x.Name)})
	}
	var units, seasons []view.Option
	for _, unit := range []string{"day", "week", "month", "year"} {
		units = append(units, view.Option{Value: unit, Text: view.Text{Text: ed.t("form." + unit + "_unit")}})
	}
	for year := s.Today.Year; year < s.Today.Year+3; year++ {
		for _, name := range content.Seasons() {
			seasons = append(seasons, view.Option{Value: itoa(year) + "-" + name, Text: view.Text{Text: ed.season(content.Season{Year: year, Name: name})}})
		}
	}
	week := ed.weekOptions()
	parts := []view.FormPart{
		ed.formPart(ed.t("form.file_when"), []formKey{
			{name: "start", kind: "moment", of: "event exhibition"}, {name: "end", kind: "moment", help: "end", of: "event exhibition"},
			{name: "month", kind: "month", of: "event exhibition call"}, {name: "season", kind: "choice", of: "event exhibition call", options: seasons},
			{name: "deadline", kind: "moment", of: "call support"}, {name: "opens", kind: "moment", of: "call support"},
			{name: "available.from", kind: "date", label: "from", of: "product support"}, {name: "available.to", kind: "date", label: "to", of: "product support"},
			{name: "repeat.every", kind: "choice", of: "event", options: units}, {name: "repeat.interval", kind: "number", of: "event"},
			{name: "repeat.on", kind: "checks", of: "event", options: week}, {name: "repeat.until", kind: "date", of: "event"},
			{name: "repeat.except", kind: "dates", help: "dates", of: "event"},
			{name: "opening", kind: "hours", of: "exhibition product", options: week}, {name: "opening", kind: "hours", label: "opening_more", of: "exhibition product", options: week},
			{name: "closed", kind: "dates", help: "dates", of: "exhibition product"}, {name: "timezone", kind: "text", help: "timezone"},
			{name: "status", kind: "choice", options: ed.options("status", content.Statuses()[1:])}, {name: "draft", kind: "bool"},
		}),
		ed.formPart(ed.t("form.file_where"), []formKey{
			{name: "venue", kind: "choice", options: venues}, {name: "place.name", kind: "text"}, {name: "place.address", kind: "text"}, {name: "online", kind: "url"},
		}),
		ed.formPart(ed.t("form.file_who"), []formKey{
			{name: "audiences", kind: "checks", help: "audiences", options: audiences}, {name: "crowds", kind: "checks", options: ed.options("crowd", content.Crowds())},
			{name: "visit", kind: "marks", options: ed.options("visit", content.Visits())}, {name: "languages", kind: "words", help: "languages"},
			{name: "for", kind: "checks", of: "call support", options: ed.options("for", content.SupportFor())},
			{name: "need", kind: "checks", of: "call support", options: ed.options("need", content.SupportNeeds())},
			{name: "age.min", kind: "number"}, {name: "age.max", kind: "number"},
		}),
		ed.formPart(ed.t("access.title"), []formKey{{name: "access", kind: "marks", label: "access.title", options: ed.options("access", content.AccessTerms())}}),
		ed.formPart(ed.t("form.file_cost"), []formKey{
			{name: "price.free", kind: "bool"}, {name: "price.from", kind: "amount"}, {name: "price.to", kind: "amount"}, {name: "price.booking", kind: "url"},
		}),
		ed.formPart(ed.t("form.file_ties"), []formKey{
			{name: "tags", kind: "words", help: "tags"}, {name: "url", kind: "url"}, {name: "image", kind: "text", help: "image"}, {name: "image_credit", kind: "text"},
			{name: "performers", kind: "lines", help: "lines"}, {name: "series.id", kind: "choice", label: "series", options: series}, {name: "series.position", kind: "number"},
			{name: "part_of", kind: "text", help: "event"}, {name: "edition_of", kind: "text", help: "event"},
			{name: "green.label", kind: "text"}, {name: "green.url", kind: "url"},
			{name: "owner", kind: "choice", of: "product support", options: partners}, {name: "reviewed", kind: "date", of: "product support"},
			{name: "contact.name", kind: "text"}, {name: "contact.email", kind: "email"}, {name: "contact.phone", kind: "text"},
			{name: "with", kind: "checks", help: "with", options: partners},
		}),
	}
	// What every event needs is open; the rest is there for who wants it.
	parts[0].Open, parts[1].Open = true, true
	return parts
}

func (ed *Edition) formPart(title string, keys []formKey) view.FormPart {
	p := view.FormPart{Title: title}
	met := map[string]int{}
	for _, k := range keys {
		label := k.label
		if label == "" {
			label = strings.ReplaceAll(k.name, ".", "_")
		}
		if !strings.Contains(label, ".") {
			label = "form." + label
		}
		f := view.FormField{Name: k.name, ID: "j-" + strings.NewReplacer(".", "-", "_", "-").Replace(k.name), Label: ed.t(label), Type: k.kind, Kinds: k.of, Options: k.options}
		if met[k.name]++; met[k.name] > 1 {
			f.ID += "-" + itoa(met[k.name])
		}
		if k.help != "" {
			f.Help = ed.t("form." + k.help + "_help")
		}
		switch k.kind {
		case "choice", "checks", "marks", "hours":
			if len(k.options) == 0 {
				continue // nothing to choose from
			}
		case "amount":
			f.Type, f.Input, f.Step = "number", "number", "0.01"
		case "number":
			f.Input, f.Step = "number", "1"
		case "url", "email", "month", "date":
			f.Input = k.kind
		case "moment":
			f.Input = "datetime-local"
		case "text", "words", "dates":
			f.Input = "text"
		}
		p.Fields = append(p.Fields, f)
	}
	return p
}

// options are the words of a group for some of its keys.
func (ed *Edition) options(group string, keys []string) []view.Option {
	out := make([]view.Option, len(keys))
	for i, k := range keys {
		out[i] = view.Option{Value: k, Text: view.Text{Text: ed.w.Capital(ed.t(group + "." + k))}}
	}
	return out
}

// weekOptions are the days of the week in the language's order, as a file names them.
func (ed *Edition) weekOptions() []view.Option {
	var out []view.Option
	for _, d := range ed.w.Week() {
		out = append(out, view.Option{Value: strings.ToLower(d.String()[:3]), Text: view.Text{Text: ed.w.Capital(ed.w.Weekday(d, i18n.Wide))}})
	}
	return out
}
