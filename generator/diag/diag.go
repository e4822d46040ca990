// Package diag holds what can be wrong with content: findings with a place, a stable code, and words in
// the reader's language.
//
// Invariants: a finding holds data, never prose; the words of every code stand in codes/<code>.txt, in every
// language that the program speaks; nothing else in the program prints a finding, and what is printed holds
// nothing of content that a terminal or a log would obey.
package diag

import (
	"cmp"
	"slices"
)

// A Severity says what a finding does to a build.
type Severity int

const (
	Error   Severity = iota // stops the build
	Warning                 // does not, but for --strict
)

// String gives "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Point is a place in a file: line and column from 1, the column in Unicode code points, a tab counted as
// one. A zero Line means the file as a whole.
type Point struct{ Line, Column int }

// A Place is a stretch of a file. File is relative to the site's root, with slashes. End lies just after the
// last character. Text is the line that the place begins on.
type Place struct {
	File       string
	Start, End Point
	Text       string
}

// A Finding is one thing that is wrong, in one place.
type Finding struct {
	Code     string
	Severity Severity
	Place    Place
	Args     []any  // what the code's message names, in its order
	Nearest  string // the known name nearest to an unknown one; empty where none is near
}

// A List is findings in any order.
type List []Finding

// Add appends findings.
func (l *List) Add(f ...Finding) { *l = append(*l, f...) }

// Failed says whether any finding is an error.
func (l List) Failed() bool {
	return slices.ContainsFunc(l, func(f Finding) bool { return f.Severity == Error })
}

// Sorted gives the findings by file and place, each once.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, compare)
	return slices.CompactFunc(out, func(a, b Finding) bool { return compare(a, b) == 0 })
}

func compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Place.File, b.Place.File),
		comparePoints(a.Place.Start, b.Place.Start),
		comparePoints(a.Place.End, b.Place.End),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(sentence(a.Args), sentence(b.Args)),
	)
}

func comparePoints(a, b Point) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// New makes a finding of a code at a place. The severity is the code's own.
func New(code string, at Place, args ...any) Finding {
	return Finding{Code: code, Severity: severity(code), Place: at, Args: args}
}

// Near names the known name that the author probably meant, chosen from the names there are.
func (f Finding) Near(unknown string, known []string) Finding {
	f.Nearest = Nearest(unknown, known)
	return f
}
