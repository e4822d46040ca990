package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"modestad/generator/diag"
	"modestad/generator/source"
)

// defaults are the limits of the content model.
var defaults = Limits{Paragraph: 16 << 10, Nesting: 16, TableColumns: 32, Page: 1 << 20}

func (l Limits) orDefaults() Limits {
	return Limits{
		cmp.Or(l.Paragraph, defaults.Paragraph), cmp.Or(l.Nesting, defaults.Nesting),
		cmp.Or(l.TableColumns, defaults.TableColumns), cmp.Or(l.Page, defaults.Page),
	}
}

// grammar is the one parser; it is safe for parallel use. Lower numbers go first.
var grammar = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(fenceParser{}, 50),
			util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(bracketParser{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(guard{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
		),
	)
})

// A reading is what our parsers share while one text is read. Offsets are those of goldmark's source.
type reading struct {
	limits  Limits
	classes []string
	faults  []fault
	open    []*fence // innermost last
	cells   int
}

type fault struct {
	code       string
	start, end int
	args       []any
	unknown    string
	known      []string
}

func (r *reading) fault(code string, start, end int, args ...any) {
	r.faults = append(r.faults, fault{code: code, start: start, end: end, args: args})
}

var readingKey = parser.NewContextKey()

func readingOf(pc parser.Context) *reading { return pc.Get(readingKey).(*reading) }

// Parse reads the text in body, which is a span of file, and gives the document with what is wrong in it.
func Parse(file *source.File, body source.Span, opts ParseOptions) (*Document, diag.List) {
	b := builder{
		doc:   &Document{file: file, size: body.End - body.Start},
		src:   file.Data[body.Start:body.End],
		base:  body.Start,
		units: opts.Units,
		name:  opts.ParagraphIDs,
		reading: reading{
			limits:  opts.Limits.orDefaults(),
			classes: opts.Classes,
		},
	}
	if b.admit() {
		b.room = rooms.Get().(*room)
		defer b.room.leave()
		b.text = string(b.src)
		pc := parser.NewContext()
		pc.Set(readingKey, &b.reading)
		tree := grammar().Parse(text.NewReader(b.src), parser.WithContext(pc))
		b.document(tree)
	}
	return b.doc, b.findings()
}

// admit refuses a text that must not be parsed at all: too long, not text, or nested too deeply on one line.
func (b *builder) admit() bool {
	if n := len(b.src); n > b.limits.Page {
		b.fault("page-size", 0, 0, n, b.limits.Page)
		return false
	}
	if !utf8.Valid(b.src) {
		at := 0
		for at < len(b.src) {
			r, size := utf8.DecodeRune(b.src[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		b.fault("text-encoding", at, at+1)
		return false
	}
	b.invisible()
	for at := 0; at < len(b.src); {
		end := len(b.src)
		if i := bytes.IndexByte(b.src[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if markers(b.src[at:end]) > b.limits.Nesting {
			b.fault("nesting-depth", at, lineEnd(b.src, at), b.limits.Nesting)
			return false
		}
		at = end
	}
	return true
}

// indentPart is how many blanks before a list mark count as one level; fewer may make one, but no text needs more.
const indentPart = 8

// markers counts the quotation and list marks that a line begins with, and the levels that it must be indented to.
func markers(line []byte) int {
	n, first, same := 0, byte(0), true
	blanks := 0
	for i := 0; i < len(line); {
		c := line[i]
		switch {
		case c == ' ' || c == '\t':
			if n == 0 {
				blanks++
			}
			i++
			continue
		case c == '>':
			i++
		case (c == '-' || c == '*' || c == '+') && (i+1 == len(line) || isBlank(line[i+1])):
			i++
		case '0' <= c && c <= '9':
			j := i
			for j < len(line) && j-i < 10 && '0' <= line[j] && line[j] <= '9' {
				j++
			}
			if j >= len(line) || line[j] != '.' && line[j] != ')' || j+1 < len(line) && !isBlank(line[j+1]) {
				return n
			}
			i = j + 1
		case c == '\r' || c == '\n':
			if same && (first == '-' || first == '*') {
				return 0 // a line between parts
			}
			return n
		default:
			return n
		}
		if n == 0 {
			first = c
			n = blanks / indentPart
		}
		same = same && c == first
		n++
	}
	if same && (first == '-' || first == '*') {
		return 0
	}
	return n
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// lineEnd gives the end of the line at an offset, without its line break.
func lineEnd(src []byte, at int) int {
	if i := bytes.IndexAny(src[at:], "\r\n"); i >= 0 {
		return at + i
	}
	return len(src)
}

// findings turns faults into findings, with places in the file.
func (b *builder) findings() diag.List {
	if len(b.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(b.faults, func(x, y fault) int { return cmp.Compare(x.start, y.start) })
	out := make(diag.List, 0, len(b.faults))
	for _, f := range b.faults {
		finding := b.span(f.start, f.end).Find(f.code, f.args...)
		if f.known != nil {
			finding = finding.Near(f.unknown, f.known)
		}
		out = append(out, finding)
		if len(out) == maxFindings {
			break
		}
	}
	return out
}

// maxFindings bounds what one text can fill a report with.
const maxFindings = 200

func (b *builder) span(start, end int) source.Span {
	start = max(0, min(start, len(b.src)))
	end = max(start, min(end, len(b.src)))
	return b.doc.file.Span(b.base+start, b.base+end)
}
