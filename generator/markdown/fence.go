package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A fence is a block between two lines of three or more colons. The opening one names a directive; the closing one
// has exactly as many colons. What stands within it has fewer, so that every fence shows what it closes.
type fence struct {
	ast.BaseBlock
	name       string
	args       string
	colons     int
	start, end int // the opening line, without indent and line break
	argsAt     int
	closed     bool
	stray      bool // a closing fence that closes nothing
	crossed    bool // stands in a block with no more colons; already reported
}

var kindFence = ast.NewNodeKind("Fence")

// Kind implements ast.Node.
func (f *fence) Kind() ast.NodeKind { return kindFence }

// Dump implements ast.Node.
func (f *fence) Dump(src []byte, level int) { ast.DumpHelper(f, src, level, nil, nil) }

type fenceParser struct{}

func (fenceParser) Trigger() []byte             { return []byte{':'} }
func (fenceParser) CanInterruptParagraph() bool { return true }
func (fenceParser) CanAcceptIndentedLine() bool { return false }

func countColons(line []byte) int {
	n := 0
	for n < len(line) && line[n] == ':' {
		n++
	}
	return n
}

func (fenceParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || pos >= len(line) {
		return nil, parser.NoChildren
	}
	colons := countColons(line[pos:])
	if colons < 3 {
		return nil, parser.NoChildren
	}
	state := readingOf(pc)
	at := max(seg.Start, seg.Start+pos-seg.Padding)
	f := &fence{colons: colons, start: at, end: lineEnd(r.Source(), at)}
	r.AdvanceToEOL()
	rest := r.Source()[at+colons : f.end]
	name := bytes.TrimLeft(rest, " \t")
	if len(name) == 0 {
		f.stray = true
		return f, parser.NoChildren
	}
	f.argsAt = f.end - len(name)
	if i := bytes.IndexAny(name, " \t"); i >= 0 {
		name = name[:i]
	}
	f.argsAt += len(name)
	f.name, f.args = string(name), string(r.Source()[f.argsAt:f.end])
	if len(state.open) >= state.limits.Nesting {
		state.fault("nesting-depth", f.start, f.end, state.limits.Nesting)
		f.closed, f.crossed = true, true
		return f, parser.NoChildren
	}
	if n := len(state.open); n > 0 && state.open[n-1].colons <= colons {
		f.crossed = true
		state.fault("directive-fence", f.start, f.end, f.name, state.open[n-1].name)
	}
	state.open = append(state.open, f)
	return f, parser.HasChildren
}

func (fenceParser) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	f := n.(*fence)
	if f.name == "" || f.crossed && f.closed {
		return parser.Close
	}
	line, _ := r.PeekLine()
	if w, pos := util.IndentWidth(line, r.LineOffset()); w < 4 && pos < len(line) && line[pos] == ':' {
		colons := countColons(line[pos:])
		if colons == f.colons && util.IsBlank(line[pos+colons:]) && innermost(f, pc) {
			f.closed = true
			r.AdvanceToEOL()
			return parser.Close
		}
	}
	return parser.Continue | parser.HasChildren
}

// innermost says whether a closing fence of f's length closes f: it is not code, and no block within f that is still
// open has as many colons.
func innermost(f *fence, pc parser.Context) bool {
	if last := pc.LastOpenedBlock().Node; last != nil && last.Kind() == ast.KindFencedCodeBlock {
		return false
	}
	open := readingOf(pc).open
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].colons == f.colons {
			return open[i] == f
		}
	}
	return true
}

func (fenceParser) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	state := readingOf(pc)
	for i, f := range state.open {
		if f == n {
			state.open = state.open[:i]
			return
		}
	}
}
