package view

import "html/template"

// Longread is page/longread: one audience's telling, all chapters on one page.
type Longread struct {
	Page       Page
	Class      string // the audience: a0, a1, ...
	Audience   Text
	Headline   Headline
	Standfirst Text
	Tag        string        // "patroon voor belevers · 7 delen"
	Piece      template.HTML // the hero drawing
	Picture    *Picture      // instead of Piece, where the variant names an image
	Reading    string        // "18 minuten lezen"
	Words      string
	Updated    Date
	Opening    Prose
	LayPlan    template.HTML // the clickable drawing of the contents
	Chapters   []Chapter
	CTA        *Link
	Garment    template.HTML // the pieces, assembled
	Others     []Proof       // what the other audiences read instead
	Citation   string
	ShareURL   string // absolute
	Downloads  []Download
}

// Chapter is one piece of the pattern. Its element's id is ID.
type Chapter struct {
	ID       string
	Number   string // "1"
	Of       string // "deel 1 van 7"
	Kicker   Text
	Title    Text
	Summary  Text
	Reading  string
	Piece    template.HTML
	Body     Prose
	Notice   string // borrowed from another language
	Previous *Link
	Next     *Link
	Line     *Link       // the policy line it tells
	Here     []Elsewhere // the same chapter as others read it
	Tongues  []Alternate // the same chapter in the other languages
}

// Elsewhere is a chapter as another audience reads it, with the evidence that is theirs alone.
type Elsewhere struct {
	Audience AudienceLink
	Evidence []Link
}

// Proof is one of the other audiences' readings.
type Proof struct {
	Audience AudienceLink
	Title    Text
	Summary  Text
	Evidence []Link
}

// Download is a file beside a page.
type Download struct{ URL, Label, Type, Size string }
