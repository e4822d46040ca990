package page

import (
	"slices"
	"strings"

	"modestad/generator/content"
	"modestad/generator/epub"
	"modestad/generator/i18n"
	"modestad/generator/markdown"
	"modestad/generator/site"
	"modestad/generator/view"
)

// wordsPerMinute is how fast people read prose: Brysbaert, "How many words do we read per minute?" (2019), rounded;
// the languages of the world lie close to each other.
const wordsPerMinute = 230

// A Longread is a page with the data of its charts, which are published beside it.
type Longread struct {
	View   view.Longread
	Charts []ChartData
}

// Longread fills the longread for one audience.
func (ed *Edition) Longread(l *site.Longread) Longread {
	s := ed.s
	t, in, _ := site.Pick(s, l.Texts, ed.lang)
	rules := l.Texts[0].Value // the default language's file
	ctx := site.Context{Lang: ed.lang, Longread: l}
	x := sheet{
		kind: "longread", title: t.Title, description: t.Standfirst, about: "audience-" + l.Audience.ID, file: t.File.Path,
		address:    func(lang string) string { return s.LongreadAddress(lang, l.Audience) },
		translated: func(lang string) bool { return has(l.Texts, lang) },
	}
	if in != ed.lang {
		x.shown = in
	}
	c := ed.longreadCard(l)
	x.card, x.cardAt = &c, s.LongreadAddress(ed.lang, l.Audience)
	v := view.Longread{Page: ed.frame(x), Class: audienceClass(l.Index), Audience: ed.audienceName(l.Audience.ID), Headline: headlineOf(ed.text(t.Title, in), 60),
		Standfirst: ed.text(t.Standfirst, in), Opening: ed.prose(t.Body, in, where{ctx: ctx, prefix: "opening", shift: 1, folder: dirOf(t.File.Path), ids: true})}
	v.Page.OpenGraph.Type = "article"
	ed.sharePicture(&v.Page, heroPicture(l), "")
	v.Tag = ed.w.Plural("count.chapters", len(l.Chapters))
	total := ed.words(t.Body, l)
	var csv []ChartData
	for i, c := range l.Chapters {
		ch, words, charts := ed.chapter(l, c, i)
		v.Chapters = append(v.Chapters, ch)
		total += words
		csv = append(csv, charts...)
	}
	for i := range v.Chapters {
		if i > 0 {
			v.Chapters[i].Previous = chapterLink(v.Chapters[i-1])
		}
		if i+1 < len(v.Chapters) {
			v.Chapters[i].Next = chapterLink(v.Chapters[i+1])
		}
	}
	v.Reading = ed.reading(total)
	v.Words = ed.w.Plural("count.words", total)
	v.Piece, v.LayPlan, v.Garment = ed.drawLongread(l, v)
	if strings.Contains(rules.Hero.ID, ".") && ed.book.options.Pictures != nil {
		v.Picture = &view.Picture{HTML: ed.book.options.Pictures.Picture(dirOf(l.Texts[0].Value.File.Path)+rules.Hero.ID, "", [2]float64{0.5, 0.5}, true)}
	}
	v.CTA = ed.cta(t.CTA, rules.CTA, ctx, in)
	for _, o := range s.Longreads {
		if o != l {
			v.Others = append(v.Others, ed.proof(o))
		}
	}
	v.ShareURL = v.Page.Canonical
	v.Citation = ed.citation(t.Title, v.Page.Canonical)
	if s.Config.Outputs.On("epub") {
		at := s.URL(ed.EbookAddress(l))
		v.Downloads = append(v.Downloads, view.Download{URL: at, Label: ed.t("longread.epub"), Type: "EPUB 3"})
		v.Page.Footer.Links = append(slices.Clone(v.Page.Footer.Links), view.CareLink{Kind: "epub", Link: view.Link{URL: at, Text: view.Text{Text: ed.t("longread.epub")}}})
		v.Page.Feeds = append(slices.Clone(v.Page.Feeds), view.FeedLink{URL: at, Type: epub.MediaType, Title: t.Title})
	}
	v.Page.JSONLD = append(v.Page.JSONLD, ld(ldArticle{Context: schema, Type: "Article", ID: v.Page.Canonical, Headline: t.Title, About: t.Standfirst,
		URL: v.Page.Canonical, Language: ed.book.byTag[in].tag(), Minutes: "PT" + itoa(minutes(total)) + "M", Words: total, Image: v.Page.OpenGraph.Image, Publisher: ed.publisherLD(),
		Licence: licenceOf(s.Config.Licence), Audience: &ldGroup{"Audience", v.Audience.Text}}))
	return Longread{v, csv}
}

func licenceOf(id string) string {
	if id == "" {
		return ""
	}
	return licenceURL(id)
}

func chapterLink(c view.Chapter) *view.Link { return &view.Link{URL: "#" + c.ID, Text: c.Title} }

// chapter fills one chapter of a longread.
func (ed *Edition) chapter(l *site.Longread, c *content.Chapter, i int) (view.Chapter, int, []ChartData) {
	s := ed.s
	t, in, _ := site.Pick(s, c.Texts, ed.lang)
	head := t.For(l.Audience.ID)
	count := &counter{chapter: itoa(i + 1)}
	v := view.Chapter{ID: c.ID, Number: ed.w.Int(i + 1), Of: ed.t("story.part_of", "Number", ed.w.Int(i+1), "Count", ed.w.Int(len(l.Chapters))),
		Kicker: ed.text(head.Kicker, in), Title: ed.text(head.Title, in), Summary: ed.text(head.Summary, in)}
	v.Body = ed.prose(t.Body, in, where{ctx: site.Context{Lang: ed.lang, Longread: l}, prefix: c.ID, shift: 1, folder: dirOf(t.File.Path), ids: true, blocks: count})
	words := ed.words(t.Body, l)
	v.Reading = ed.reading(words)
	if in != ed.lang {
		v.Notice = ed.t("language.fallback_part", "Wanted", ed.names[ed.lang], "Shown", ed.names[in])
	}
	if line := s.Line(c.Texts[0].Value.Line.ID); line != nil && s.Config.Outputs.On("plan") {
		link := ed.link(s.Section(ed.lang, "plan")+"#line-"+line.ID, ed.by(line.Title))
		v.Line = &link
	}
	v.Piece = ed.drawPiece(l, c, i)
	for _, o := range s.Longreads {
		if o != l && slices.Contains(o.Chapters, c) {
			a := ed.audience(o.Audience.ID)
			a.URL += "#" + c.ID
			v.Here = append(v.Here, view.Elsewhere{Audience: a, Evidence: ed.evidenceOf(o, c, l.Audience.ID, elsewhereShown)})
		}
	}
	for _, e := range ed.book.Editions {
		if e != ed {
			v.Tongues = append(v.Tongues, view.Alternate{Lang: e.tag(), Dir: e.dir, Name: e.autonym, URL: s.URL(s.LongreadAddress(e.lang, l.Audience)) + "#" + c.ID})
		}
	}
	return v, words, count.csv
}

// words counts the words of a text that an audience sees.
func (ed *Edition) words(doc *markdown.Document, l *site.Longread) int {
	if doc == nil {
		return 0
	}
	return markdown.Words(doc, markdown.Options{Audience: l.Audience.ID})
}

func minutes(words int) int { return max(1, (words+wordsPerMinute/2)/wordsPerMinute) }

// reading says how long a text takes.
func (ed *Edition) reading(words int) string {
	return ed.w.Plural("longread.reading_time", minutes(words))
}

// cta is what a longread asks its readers to do; where the translation's file does not say where it leads, the
// default language's does.
func (ed *Edition) cta(own, rules content.CTA, ctx site.Context, in string) *view.Link {
	to := rules.To.ID
	if to == "" {
		to = own.To.ID
	}
	label := own.Label
	if label == "" {
		label, in = rules.Label, ctx.Longread.Texts[0].Lang
	}
	if to == "" || label == "" {
		return nil
	}
	scheme, rest, _ := strings.Cut(to, ":")
	if scheme == "https" || scheme == "http" || scheme == "mailto" {
		return &view.Link{URL: to, Text: ed.text(label, in)}
	}
	id, anchor, _ := strings.Cut(rest, "#")
	address, ok := ed.s.Address(scheme, id, anchor, ctx)
	if !ok {
		return nil
	}
	url := ed.s.URL(address)
	if strings.HasPrefix(address, "#") {
		url = address
	}
	return &view.Link{URL: url, Text: ed.text(label, in)}
}

// proof is what another audience reads.
func (ed *Edition) proof(o *site.Longread) view.Proof {
	t, in, _ := site.Pick(ed.s, o.Texts, ed.lang)
	p := view.Proof{Audience: ed.audience(o.Audience.ID), Title: ed.text(t.Title, in), Summary: ed.text(t.Standfirst, in)}
	for _, c := range o.Chapters {
		if left := proofShown - len(p.Evidence); left > 0 {
			p.Evidence = append(p.Evidence, ed.evidenceOf(o, c, "", left)...)
		}
	}
	return p
}

// evidenceOf names the evidence in a chapter that is for the readers of a longread and not for everybody, nor for those
// of without; at most so many.
func (ed *Edition) evidenceOf(o *site.Longread, c *content.Chapter, without string, most int) (out []view.Link) {
	t, in, _ := site.Pick(ed.s, c.Texts, ed.lang)
	for i, d := range directivesFor(t.Body, "evidence", o.Audience.ID) {
		f := ed.s.Fact(d.Values.Text("fact"))
		if f == nil || d.Audiences == nil || slices.Contains(d.Audiences, without) {
			continue
		}
		if len(out) == most {
			break
		}
		label := ed.by(f.Label)
		label.Text = ed.book.byTag[in].figure(f) + " " + label.Text
		out = append(out, view.Link{URL: ed.s.URL(ed.s.LongreadAddress(ed.lang, o.Audience)) + "#" + c.ID + "--evidence-" + itoa(i+1), Text: label})
	}
	return out
}

// ChartFiles names the data of a longread's charts, relative to its address: "<chapter>/<id, or number>.csv".
func (ed *Edition) ChartFiles(l *site.Longread) []string {
	var out []string
	for _, c := range l.Chapters {
		t, _, _ := site.Pick(ed.s, c.Texts, ed.lang)
		n := 0
		for _, d := range directivesFor(t.Body, "chart", l.Audience.ID) {
			n++
			out = append(out, c.ID+"/"+chartFile(d, n)+".csv")
		}
	}
	return out
}

// chartFile is the name of a chart's data: its id, or its number in the chapter.
func chartFile(d *markdown.Directive, n int) string {
	if id := d.Values.Text("id"); id != "" {
		return id
	}
	return itoa(n)
}

// proofShown is how much of the others' own evidence a longread names, and elsewhereShown a chapter.
const proofShown, elsewhereShown = 3, 4

// directivesFor gives the directives of a name that an audience sees, in the order of the text.
func directivesFor(doc *markdown.Document, name, audience string) []*markdown.Directive {
	return slices.DeleteFunc(directivesOf(doc.Directives()), func(d *markdown.Directive) bool {
		return d.Name != name || d.Audiences != nil && !slices.Contains(d.Audiences, audience)
	})
}

// directivesOf gives directives and all within them, in the order of the text.
func directivesOf(list []*markdown.Directive) []*markdown.Directive {
	var out []*markdown.Directive
	for _, d := range list {
		out = append(append(out, d), directivesOf(d.Children)...)
	}
	return out
}

func (ed *Edition) citation(title, address string) string {
	publisher := ed.language.Title
	if p := ed.s.Partner(ed.s.Config.Publisher.ID); p != nil {
		publisher = ed.word(p.Name)
	}
	return ed.t("story.citation", "Publisher", publisher, "Title", ed.w.Quote(title), "Date", ed.w.Date(ed.s.Today, i18n.Long), "Address", address)
}

// audienceCard is the way into a longread from home.
func (ed *Edition) audienceCard(l *site.Longread) view.AudienceCard {
	s := ed.s
	t, in, _ := site.Pick(s, l.Texts, ed.lang)
	c := view.AudienceCard{URL: s.URL(s.LongreadAddress(ed.lang, l.Audience)), Class: audienceClass(l.Index), Name: ed.audienceName(l.Audience.ID),
		Title: ed.text(t.Title, in), Summary: ed.text(t.Standfirst, in)}
	words := ed.words(t.Body, l)
	for _, ch := range l.Chapters {
		ct, cin, _ := site.Pick(s, ch.Texts, ed.lang)
		words += ed.words(ct.Body, l)
		c.Chapters = append(c.Chapters, ed.link(s.LongreadAddress(ed.lang, l.Audience)+"#"+ch.ID, ed.text(ct.For(l.Audience.ID).Title, cin)))
	}
	c.Reading = ed.reading(words)
	c.Piece = ed.drawHero(l)
	return c
}
