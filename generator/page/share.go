package page

import (
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/content"
	"modestad/generator/draw"
	"modestad/generator/i18n"
	"modestad/generator/share"
	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/view"
)

// A Shared is a picture that is drawn for a page, for who shares its address.
type Shared struct {
	Address string
	Card    share.Card
	From    *source.File // what it is mainly made from; nil for none
}

// The least size of a picture of an event's own that stands for it where it is shared: networks show smaller ones as a
// stamp beside the text.
const sharedWidth, sharedHeight = 600, 315

// Shared gives all pictures of the edition: of home, of the parts of the site, of partners, districts and series,
// of longreads and of events that have none of their own.
func (ed *Edition) Shared() []Shared {
	s := ed.s
	if !s.Config.Outputs.On("share_images") {
		return nil
	}
	var out []Shared
	add := func(page string, c share.Card, from *source.File) {
		out = append(out, Shared{s.ShareAddress(page, c.Key()), c, from})
	}
	add(s.Home(ed.lang), ed.homeCard(), nil)
	for _, name := range cardSections {
		if name == "calendar" || s.Config.Outputs.On(name) {
			add(s.Section(ed.lang, name), ed.sectionCard(name), nil)
		}
	}
	for _, l := range s.Longreads {
		if !ed.pictured(heroPicture(l)) {
			add(s.LongreadAddress(ed.lang, l.Audience), ed.longreadCard(l), l.Texts[0].Value.File)
		}
	}
	for _, e := range s.Events {
		if !e.Beyond && !ed.pictured(e.Image.Path) {
			page, card := ed.eventShared(e)
			add(page, card, e.File)
		}
	}
	if s.Config.Outputs.On("partners") {
		for _, p := range s.Partners {
			add(s.PartnerAddress(ed.lang, p.ID), ed.namedCard(p.Name, "section.partners", "partner "+p.ID), p.File)
		}
	}
	if s.Config.Outputs.On("areas") {
		for _, a := range s.Areas {
			add(s.AreaAddress(ed.lang, a.ID), ed.namedCard(a.Name, "section.areas", "area "+a.ID), a.File)
		}
	}
	if s.Config.Outputs.On("series") {
		for _, x := range s.Series {
			add(s.SeriesAddress(ed.lang, x.ID), ed.namedCard(x.Name, "section.series", "series "+x.ID), x.File)
		}
	}
	return out
}

// cardSections are the parts of the site that have a picture of their own.
var cardSections = []string{"calendar", "menu", "calls", "support", "partners", "areas", "plan", "facts", "join"}

// pictured says whether a picture of the site's content is large enough to stand for its page.
func (ed *Edition) pictured(path string) bool {
	if path == "" || ed.book.options.Pictures == nil {
		return false
	}
	address, w, h := ed.book.options.Pictures.Share(path)
	return address != "" && w >= sharedWidth && h >= sharedHeight
}

// imageOf is the whole address of what stands for an event: its own picture, where that is large enough, else the one that
// is drawn for it; empty where a site has neither.
func (ed *Edition) imageOf(e *site.Event) string {
	if ed.pictured(e.Image.Path) {
		address, _, _ := ed.book.options.Pictures.Share(e.Image.Path)
		return ed.s.Absolute(address)
	}
	if !ed.s.Config.Outputs.On("share_images") {
		return ""
	}
	if made, ok := ed.images.Load(e); ok {
		return made.(string)
	}
	page, card := ed.eventShared(e)
	image := ed.s.Absolute(ed.s.ShareAddress(page, card.Key()))
	ed.images.Store(e, image)
	return image
}

// eventShared is the picture that is drawn for an event, and the page that it is of. What a partner has beyond the limit,
// as an import that went wrong has thousands, shares that of home: a picture takes as long as thirty pages.
func (ed *Edition) eventShared(e *site.Event) (page string, card share.Card) {
	if e.Beyond {
		return ed.s.Home(ed.lang), ed.home
	}
	return ed.s.EventAddress(ed.lang, e), ed.eventCard(e)
}

// heroPicture is the path of a longread's picture; empty where its hero is drawn.
func heroPicture(l *site.Longread) string {
	t := l.Texts[0].Value
	if !strings.Contains(t.Hero.ID, ".") {
		return ""
	}
	return site.Beside(t.File, t.Hero.ID)
}

// share lets a page show a picture where it is shared.
func (ed *Edition) share(p *view.Page, page string, c share.Card) {
	if !ed.s.Config.Outputs.On("share_images") {
		return
	}
	o := &p.OpenGraph
	o.Image, o.ImageType, o.ImageAlt = ed.s.Absolute(ed.s.ShareAddress(page, c.Key())), "image/png", ed.line(cardAlt(c))
	o.ImageWidth, o.ImageHeight = itoa(share.Wide.Width), itoa(share.Wide.Height)
}

// sharePicture lets a page show a picture of its own, where that is large enough.
func (ed *Edition) sharePicture(p *view.Page, path, alt string) bool {
	if !ed.pictured(path) {
		return false
	}
	address, w, h := ed.book.options.Pictures.Share(path)
	o := &p.OpenGraph
	if alt == "" {
		alt = o.Title
	}
	o.Image, o.ImageType, o.ImageAlt = ed.s.Absolute(address), "image/jpeg", alt
	o.ImageWidth, o.ImageHeight = itoa(w), itoa(h)
	return true
}

// cardAlt says in words what a card shows.
func cardAlt(c share.Card) string {
	title := strings.ReplaceAll(c.Title, i18n.SoftHyphen, "")
	return join(". ", append([]string{c.Status, join(": ", c.Label, title)}, c.Lines...)...)
}

// cardOf is what all cards of the edition have.
func (ed *Edition) cardOf(title, in string) share.Card {
	from := ed.book.byTag[in]
	if from == nil {
		from = ed
	}
	return share.Card{Lang: from.tag(), RTL: ed.rtl(), Site: ed.language.Title, Title: from.w.Hyphenate(title), Thread: share.Plain}
}

func (ed *Edition) homeCard() share.Card {
	c := ed.cardOf(ed.language.Title, ed.lang)
	if p := ed.s.Page("home"); p != nil {
		t, in, _ := site.Pick(ed.s, p.Texts, ed.lang)
		c = ed.cardOf(t.Title, in)
		c.Lines = lines(t.Summary)
	}
	if c.Lines == nil {
		c.Lines = lines(ed.language.Description)
	}
	if strings.ReplaceAll(c.Title, i18n.SoftHyphen, "") == c.Site {
		c.Site = "" // the title says it
	}
	return c
}

// lines are those that say something.
func lines(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (ed *Edition) sectionCard(name string) share.Card {
	title, summary := ed.t("section."+name), ""
	if p := ed.s.Page(name); p != nil {
		if t, in, _ := site.Pick(ed.s, p.Texts, ed.lang); in == ed.lang {
			summary = t.Summary
			if t.Title != "" {
				title = t.Title
			}
		}
	}
	c := ed.cardOf(title, ed.lang)
	c.Lines, c.Piece = lines(summary), ed.book.cutOf(name)
	return c
}

// namedCard is that of a page that stands for a thing with a name.
func (ed *Edition) namedCard(name content.By[string], section, seed string) share.Card {
	text, in, _ := site.Pick(ed.s, name, ed.lang)
	c := ed.cardOf(text, in)
	c.Label, c.Piece = ed.t(section), ed.book.cutOf(seed)
	return c
}

func (ed *Edition) longreadCard(l *site.Longread) share.Card {
	t, in, _ := site.Pick(ed.s, l.Texts, ed.lang)
	c := ed.cardOf(t.Title, in)
	c.Label, c.Lines = ed.audienceName(l.Audience.ID).Text, lines(t.Standfirst)
	c.Piece, c.Stitch, c.Thread = ed.heroCut(l), draw.StitchFor(l.Index), l.Index
	return c
}

// eventCard says of an event what its page says first.
func (ed *Edition) eventCard(e *site.Event) share.Card {
	s, w := ed.s, ed.w
	t, in, _ := site.Pick(s, e.Texts, ed.lang)
	c := ed.cardOf(t.Title, in)
	c.Label, c.Piece, c.Struck = w.Capital(ed.t("kind."+e.Kind)), ed.book.cutOf(e.ID()), e.Status == "cancelled"
	if e.Status != "confirmed" {
		c.Status = w.Capital(ed.t("status." + e.Status))
	}
	if len(e.Audiences) == 1 {
		c.Thread = slices.IndexFunc(s.Config.Audiences, func(a config.Audience) bool { return a.ID == e.Audiences[0] })
		c.Stitch = draw.StitchFor(c.Thread)
	}
	when := ""
	switch n := len(e.Occurrences); {
	case e.Kind == "call" && !e.Deadline.Date.IsZero():
		c.Number, when = w.Date(e.Deadline.Date, i18n.DayMonth), ed.Deadline(e)
	case e.Kind == "product" || e.Kind == "support":
		if when = w.Capital(ed.available(e)); !e.Deadline.Date.IsZero() {
			c.Number, when = w.Date(e.Deadline.Date, i18n.DayMonth), ed.Deadline(e)
		}
	case n == 0:
		if c.Number = ed.undated(e).Text; c.Number != "" {
			when = w.Capital(ed.t("when.date_to_follow"))
		}
	case n > 1 && endless(e):
		when = ed.rule(e)
	case n > 1: // the whole run, so that the picture does not change from day to day
		first, last := e.Occurrences[0].Start.Date, lastDay(e.Occurrences[n-1])
		if c.Number = w.Date(first, i18n.DayMonth); last != first {
			c.Number = w.DateRange(first, last, i18n.Medium)
		}
		when = ed.rule(e)
	default:
		o := e.Occurrences[0]
		if last := lastDay(o); last != o.Start.Date {
			c.Number = w.DateRange(o.Start.Date, last, i18n.Medium)
		} else {
			c.Number, when = w.Int(o.Start.Day), w.Capital(ed.when(o).Text)
		}
	}
	place := ""
	switch {
	case e.Venue != nil:
		place = ed.word(e.Venue.Name)
		if city := e.Venue.City; !strings.Contains(place, city) {
			place = join(", ", place, city)
		}
	case e.Place != nil:
		place = e.Place.Name
	case e.Online != "":
		place = w.Capital(ed.t("place.online"))
	}
	who := ""
	if e.Partner != nil {
		if who = ed.word(e.Partner.Name); strings.Contains(who, place) || strings.HasPrefix(place, who) {
			if len(who) > len(place) {
				place = who
			}
			who = ""
		}
	}
	c.Lines = lines(when, place, who)
	return c
}

// endless says whether an event repeats for as long as one looks.
func endless(e *site.Event) bool {
	return e.Repeat != nil && e.Repeat.Rule != nil && e.Repeat.Rule.Count == 0 && e.Repeat.Rule.Until.IsZero()
}

// A KitImage is a picture of a chapter's message in a partner's brand; Name is made of ids.
type KitImage struct {
	Name string
	Card share.Card
}

// KitImages are the pictures of a partner's message kit: of each message that a chapter has for an audience. Their colours
// and their kind of letters are the brand's, whose contrast was checked where it was read.
func (ed *Edition) KitImages(p *site.Partner) []KitImage {
	var out []KitImage
	for _, l := range ed.s.Longreads {
		for i, c := range l.Chapters {
			t, in, _ := site.Pick(ed.s, c.Texts, ed.lang)
			head := t.For(l.Audience.ID)
			x := ed.cardOf(head.Title, in)
			x.Site, x.Label, x.Lines = ed.word(p.Name), ed.audienceName(l.Audience.ID).Text, lines(head.Summary)
			x.Piece, x.Stitch, x.Thread = ed.cut(l, c, i), draw.StitchFor(l.Index), l.Index
			if b := p.Brand; b != nil {
				x.Brand = share.Brand{Accent: b.Accent, Ink: b.Ink, Paper: b.Paper, Font: b.Font}
			}
			out = append(out, KitImage{l.Audience.ID + "-" + c.ID, x})
		}
	}
	return out
}
