// Package page fills the views that templates show: it turns the resolved model into ready words, dates and
// addresses, for one language at a time.
//
// Invariants: an Edition does not change once it is made, and its methods can run in parallel; what a page shows is
// in its view and nowhere else; every text that is borrowed from another language carries that language.
package page

import (
	"html/template"
	"strings"
	"sync"
	"unicode"

	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/draw"
	"modestad/generator/i18n"
	"modestad/generator/markdown"
	"modestad/generator/share"
	"modestad/generator/site"
	"modestad/generator/view"
)

// Assets are the addresses of the theme's files, and of what stands for the site as a whole.
type Assets struct {
	Style, Script string
	Search, Join  string // the scripts of those pages; empty where the theme has none
	Kit           string
	Admin         string // the web editor; empty where the theme has none
	Fonts         []string
	Icon, IconPNG string
	Manifest      string
}

// Options are what editions are made of beside the site.
type Options struct {
	Languages map[string]*i18n.Language // by tag
	Assets    Assets
	CSP       string
	Blocks    func(lang string) Blocks // the theme's templates for directives
	Pictures  Pictures
	Read      func(path string) ([]byte, bool) // a file of the site: data of a chart, a drawing
}

// Blocks gives the HTML of a directive's view, by the theme.
type Blocks func(name string, view any) (template.HTML, error)

// Pictures gives the markup of an image of the site.
type Pictures interface {
	// Picture gives an img or picture element. Sizes is a CSS class of the theme's for how wide it is shown.
	Picture(path, alt string, focus [2]float64, eager bool) template.HTML
	// Share gives the address of an image's version for sharing, with its width and height; empty where there is none.
	Share(path string) (address string, width, height int)
}

// A Book is the site in all its languages.
type Book struct {
	Site       *site.Site
	Editions   []*Edition // in the order of the site's languages
	byTag      map[string]*Edition
	options    Options
	agenda     *agenda
	filterList []Filter
	pieces     []string // the names of the pattern pieces
	drawn      sync.Map // those drawn for events
	layouts    sync.Map // of lay plans
	programmes sync.Map // of partners, districts and places
	codes      sync.Map // of feeds' addresses, as QR
}

// An Edition is the site in one language.
type Edition struct {
	book     *Book
	s        *site.Site
	lang     string
	language config.Language
	w        *i18n.Language
	dir      string
	names    map[string]string // of the site's languages, in this one
	autonym  string            // the language's own name
	common   view.Page         // what all pages of the language have
	home     share.Card        // what stands for home where it is shared
	images   sync.Map          // addresses of what is drawn for events
	maps     sync.Map          // situation maps that were drawn, by venue
	choices  sync.Once         // makes filters, for every page of the calendar shows the same
	filters  []view.Filter
	cards    sync.Map            // of events that others name, by event
	links    sync.Map            // to feeds that pages announce, by feed
	marks    markdown.Typography // how running text is set
	spacing  markdown.Typography // how a line of text is set: its spaces, and nothing else
}

// New makes the editions of a site.
func New(s *site.Site, o Options) *Book {
	b := &Book{Site: s, byTag: map[string]*Edition{}, options: o, agenda: newAgenda(s), pieces: draw.Pieces()}
	b.filterList = b.filters()
	for _, l := range s.Config.Languages {
		w := o.Languages[l.Tag]
		ed := &Edition{book: b, s: s, lang: l.Tag, language: l, w: w, dir: w.Dir, names: map[string]string{}, autonym: w.Autonym()}
		for _, other := range s.Config.Languages {
			ed.names[other.Tag] = w.Name(o.Languages[other.Tag].Tag)
		}
		ed.marks = typography(w)
		ed.spacing = markdown.Typography{Spaces: ed.marks.Spaces}
		b.Editions = append(b.Editions, ed)
		b.byTag[l.Tag] = ed
	}
	for _, ed := range b.Editions {
		ed.common, ed.home = ed.frameCommon(), ed.homeCard()
	}
	return b
}

// Edition gives the edition in a language.
func (b *Book) Edition(lang string) *Edition { return b.byTag[lang] }

// Lang gives the edition's language.
func (ed *Edition) Lang() string { return ed.lang }

// Dir gives the direction that the edition's language is written in: ltr or rtl.
func (ed *Edition) Dir() string { return ed.dir }

// t gives a word of the interface.
func (ed *Edition) t(key string, args ...any) string { return ed.w.Text(key, args...) }

// text is a line that an author wrote, set as its language has it. It is marked with the language where that is not
// the page's own.
func (ed *Edition) text(s, lang string) view.Text {
	if s == "" || lang == ed.lang || lang == "" {
		return view.Text{Text: ed.line(s)}
	}
	other := ed.book.byTag[lang]
	if other == nil {
		return view.Text{Text: s, Lang: lang, Dir: "ltr"}
	}
	return view.Text{Text: other.line(s), Lang: other.tag(), Dir: other.dir}
}

// line gives a line in the edition's language its spaces, so that no line begins with a mark that belongs to the word
// before it. Quotation marks and dashes stay as the author typed them: a title may be a name.
func (ed *Edition) line(s string) string { return ed.spacing.Line(s) }

// narrow is a text for a narrow column: long words have soft hyphens.
func (ed *Edition) narrow(s, lang string) view.Text {
	if in := ed.book.byTag[lang]; in != nil {
		s = in.w.Hyphenate(s)
	}
	return ed.text(s, lang)
}

// tag is the edition's language as HTML wants it.
func (ed *Edition) tag() string { return ed.language.Locale }

// by picks the text that the edition's readers are served.
func (ed *Edition) by(b content.By[string]) view.Text {
	s, in, _ := site.Pick(ed.s, b, ed.lang)
	return ed.text(s, in)
}

// word picks the text alone.
func (ed *Edition) word(b content.By[string]) string {
	s, _, _ := site.Pick(ed.s, b, ed.lang)
	return s
}

func (ed *Edition) link(address string, text view.Text) view.Link {
	return view.Link{URL: ed.s.URL(address), Text: text}
}

func (ed *Edition) plain(address, text string) view.Link {
	return ed.link(address, view.Text{Text: text})
}

// typography is how smart punctuation is set in a language.
func typography(w *i18n.Language) markdown.Typography {
	q := w.Quotes()
	t := markdown.Typography{Double: [2]string{q.Open, q.Close}, Single: [2]string{q.InnerOpen, q.InnerClose}, Apostrophe: "’",
		Dashes: [2]string{"–", "—"}, Ellipsis: "…"}
	for _, s := range w.Spaces() {
		t.Spaces = append(t.Spaces, markdown.Space{Marks: string(s.Mark), Space: s.Before})
	}
	// Where the language sets a space within its quotation marks, it does so too where an author typed the marks.
	if mark := strings.TrimRightFunc(q.Open, unicode.IsSpace); mark != q.Open {
		t.Spaces = append(t.Spaces, markdown.Space{Marks: mark, Space: q.Open[len(mark):], After: true})
	}
	if mark := strings.TrimLeftFunc(q.Close, unicode.IsSpace); mark != q.Close {
		t.Spaces = append(t.Spaces, markdown.Space{Marks: mark, Space: q.Close[:len(q.Close)-len(mark)]})
	}
	if w.Has("text.elisions") {
		t.Elisions = strings.Fields(w.Text("text.elisions"))
	}
	return t
}

// where says in what surroundings a text is rendered.
type where struct {
	ctx    site.Context
	prefix string // of ids
	shift  int    // of headings
	rel    string
	ids    bool // paragraphs get ids
	folder string
	blocks *counter
}

// prose renders Markdown. Lang is the language that the text is in.
func (ed *Edition) prose(doc *markdown.Document, lang string, at where) view.Prose {
	if doc == nil {
		return view.Prose{}
	}
	in := ed.book.byTag[lang]
	if in == nil {
		in = ed
	}
	r := &resolver{ed: ed, lang: lang, in: in, at: at}
	html := markdown.Render(doc, markdown.Options{
		Lang: in.tag(), Typography: in.marks, Resolver: r, IDPrefix: at.prefix, HeadingShift: at.shift,
		Audience: audienceOf(at.ctx), Rel: at.rel, ParagraphIDs: at.ids, NoteBack: ed.t("longread.back_to_text"), Hyphenate: in.w.Hyphenate,
	})
	p := view.Prose{HTML: html}
	if lang != ed.lang {
		p.Lang, p.Dir = in.tag(), in.dir
	}
	return p
}

func audienceOf(ctx site.Context) string {
	if ctx.Longread != nil {
		return ctx.Longread.Audience.ID
	}
	return ""
}

// pickBody picks a text in Markdown and renders it.
func (ed *Edition) pickBody(b content.By[content.Body], at where) view.Prose {
	doc, in, ok := site.Pick(ed.s, b, ed.lang)
	if !ok {
		return view.Prose{}
	}
	return ed.prose(doc, in, at)
}

// plainText gives Markdown as one line of plain text, at most n characters.
func (ed *Edition) plainText(doc *markdown.Document, lang string, n int) string {
	if doc == nil {
		return ""
	}
	r := &resolver{ed: ed, lang: lang, in: ed, at: where{ctx: site.Context{Lang: ed.lang}}}
	return cut(strings.Join(strings.Fields(markdown.PlainText(doc, markdown.Options{Lang: ed.tag(), Typography: ed.marks, Resolver: r})), " "), n)
}

// cut shortens a text to n characters at the end of a word.
func cut(s string, n int) string {
	if len(s) <= n {
		return s // characters are not more than bytes
	}
	r := []rune(s)
	if n <= 0 || len(r) <= n {
		return s
	}
	s = string(r[:n-1])
	if i := strings.LastIndexByte(s, ' '); i > n/2 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:.–-") + "…"
}
