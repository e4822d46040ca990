package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// guard takes out paragraphs that would take goldmark long: it sees each one after it was found and before anything
// in it is parsed. It is goldmark that is quadratic in the marks of a paragraph, not our own code.
type guard struct{}

// marksPart is how much of a paragraph's limit may be marks: one byte in so many.
const marksPart = 16

// cellSize is about what an empty table cell grows to, in bytes.
const cellSize = 16

// drawnSize is about what a block grows to that is drawn from the site's own data, in bytes.
const drawnSize = 16 << 10

func (guard) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	if p.Lines().Len() == 0 {
		return
	}
	if !admitLines(p.Lines(), r.Source(), readingOf(pc)) {
		p.Parent().RemoveChild(p.Parent(), p)
	}
}

// admitLines says whether the lines of a paragraph or heading may be parsed, and records why not.
func admitLines(lines *text.Segments, src []byte, state *reading) bool {
	start, end := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	size, marks, most, columns := 0, 0, 0, 0
	for i := range lines.Len() {
		seg := lines.At(i)
		line := src[seg.Start:seg.Stop]
		size += len(line)
		n := countMarks(line)
		marks += n
		most = max(most, n)
		if i > 0 && columns == 0 && delimiterRow(line) {
			columns = bytes.Count(bytes.Trim(line, "| \t\r\n"), []byte{'|'}) + 1
		}
	}
	if columns > 0 {
		marks = most // each cell is parsed alone
		state.cells += columns * lines.Len()
	}
	limits := state.limits
	switch {
	case size > limits.Paragraph:
		state.fault("paragraph-size", start, lineEnd(src, start), size, limits.Paragraph)
	case marks > limits.Paragraph/marksPart:
		state.fault("paragraph-marks", start, lineEnd(src, start), marks, limits.Paragraph/marksPart)
	case columns > limits.TableColumns:
		state.fault("table-columns", start, lineEnd(src, start), columns, limits.TableColumns)
	case state.cells*cellSize > limits.Page:
		state.fault("page-size", start, end, state.cells*cellSize, limits.Page)
	default:
		return true
	}
	return false
}

// countMarks counts what may open or close something within a line; a run of one mark counts once.
func countMarks(line []byte) int {
	n := 0
	for i, c := range line {
		switch c {
		case '[', '<':
			n++
		case '*', '_', '~', '`':
			if i == 0 || line[i-1] != c {
				n++
			}
		}
	}
	return n
}

// delimiterRow says whether a line is the one that makes a table of a paragraph.
func delimiterRow(line []byte) bool {
	bar := false
	for _, c := range line {
		switch c {
		case '|':
			bar = true
		case '-', ':', ' ', '\t', '\r', '\n':
		default:
			return false
		}
	}
	return bar
}

// A headingParser adds to goldmark's the guard, and attributes at the end: ## Title {#id}.
type headingParser struct{ parser.BlockParser }

func (h headingParser) Close(n ast.Node, r text.Reader, pc parser.Context) {
	h.BlockParser.Close(n, r, pc)
	lines := n.Lines()
	if lines.Len() == 0 || n.Parent() == nil {
		return
	}
	state, src := readingOf(pc), r.Source()
	if !admitLines(lines, src, state) {
		lines.Clear()
		return
	}
	last := lines.At(lines.Len() - 1)
	last = last.TrimRightSpace(src)
	line := src[last.Start:last.Stop]
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' || open > 0 && !isBlank(line[open-1]) {
		return
	}
	attr, size := parseAttributes(line[open:], last.Start+open, state)
	if size != len(line)-open {
		return
	}
	last.Stop = last.Start + open
	last = last.TrimRightSpace(src)
	lines.Set(lines.Len()-1, last)
	n.SetAttributeString(attributeName, attr)
}
