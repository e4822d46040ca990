package diag

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// widest is how many characters of a line of source are shown.
const widest = 120

// TextOptions say how findings are printed for people.
type TextOptions struct {
	Lang  string // of messages and hints
	Color bool   // ANSI escapes (ECMA-48) for colour and weight
}

// Text prints findings for people: the place, what is wrong, its code, the line with carets below what is meant, and
// what one can do. Nothing from content reaches w that a terminal would obey.
func Text(w io.Writer, list List, o TextOptions) error {
	var b bytes.Buffer
	paint := func(style, s string) {
		if o.Color && s != "" {
			s = "\x1b[" + style + "m" + s + "\x1b[0m"
		}
		b.WriteString(s)
	}
	for _, f := range list.Sorted() {
		colour := "1;31"
		if f.Severity == Warning {
			colour = "1;33"
		}
		if at := f.Place.String(); at != "" {
			paint("1", at+":")
			b.WriteByte(' ')
		}
		paint(colour, f.Severity.String()+":")
		b.WriteString(" " + clean(f.Message(o.Lang)) + " [" + clean(f.Code) + "]\n")
		if f.Place.Start.Line > 0 {
			number := strconv.Itoa(f.Place.Start.Line)
			number = strings.Repeat(" ", max(0, 5-len(number))) + number
			line, blank, carets := f.Place.excerpt()
			b.WriteString(strings.TrimRight(number+" | "+line, " \t") + "\n" + strings.Repeat(" ", len(number)) + " | " + blank)
			paint(colour, carets)
			b.WriteByte('\n')
		}
		if hint := clean(f.Hint(o.Lang)); hint != "" {
			b.WriteString("    hint: " + hint + "\n")
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// String gives file:line:column, the file alone where the place is the file as a whole, or nothing, safe to print.
func (p Place) String() string {
	file := clean(p.File)
	if file == "" || p.Start.Line == 0 {
		return file
	}
	return file + ":" + strconv.Itoa(p.Start.Line) + ":" + strconv.Itoa(p.Start.Column)
}

// excerpt gives the line that a place begins on, cut around the place where it is long, and what stands below it:
// blanks up to the place, with the line's own tabs, and a caret for each cell of it. A place of several lines is
// marked to the end of the first.
func (p Place) excerpt() (line, blank, carets string) {
	runes := shown(p.Text)
	start := max(0, min(p.Start.Column-1, len(runes)))
	end := max(0, min(p.End.Column-1, len(runes)))
	if p.End.Line > p.Start.Line {
		end = len(runes)
	}
	end = max(start, end)
	var before, after string
	if len(runes) > widest {
		from := max(0, min(start-widest/4, len(runes)-widest))
		to := min(len(runes), from+widest)
		if from > 0 {
			before = "…"
		}
		if to < len(runes) {
			after = "…"
		}
		runes, start, end = runes[from:to], start-from, min(end, to)-from
	}
	var gap strings.Builder
	gap.WriteString(strings.Repeat(" ", len([]rune(before))))
	for _, r := range runes[:start] {
		if r == '\t' {
			gap.WriteByte('\t')
			continue
		}
		gap.WriteString(strings.Repeat(" ", width(r)))
	}
	cells := 0
	for _, r := range runes[start:end] {
		cells += width(r)
	}
	return before + string(runes) + after, gap.String(), strings.Repeat("^", max(1, cells))
}
