package recur

import (
	"fmt"
	"strings"
)

// A Reason says what is wrong with an element of a rule. It is stable: diagnostics are keyed by it.
type Reason string

const (
	UnknownWord Reason = "unknown-word" // none of Known
	Malformed   Reason = "malformed"    // cannot be read at all as what it should be
	OutOfRange  Reason = "out-of-range" // a number under Min or over Max, or zero
	Doubled     Reason = "doubled"      // there already
	Missing     Reason = "missing"      // must be there
	Unsupported Reason = "unsupported"  // RFC 5545 has it, the content model does not
	Misplaced   Reason = "misplaced"    // does not go with this frequency
	Together    Reason = "together"     // does not go together with With
	BeforeStart Reason = "before-start" // ends before the first instance
)

// An Error says which element of a rule is wrong, and why. It holds data; Error puts it in plain English.
type Error struct {
	Part    string   // every, interval, on, until, count; or the name of a part of an RRULE
	Index   int      // which element of `on`, from 0; -1 where the part as a whole is meant
	Offset  int      // in an RRULE, the byte at which the faulty text begins
	Length  int      // and how many bytes it has
	Value   string   // the faulty text
	Reason  Reason   //
	Nearest string   // the right word, where one is near
	Known   []string // for UnknownWord: every right word
	Min     int      // for OutOfRange
	Max     int      //
	With    string   // for Together and Misplaced: the other element
}

func (e *Error) Error() string {
	where := e.Part
	if e.Value != "" {
		where = fmt.Sprintf("%s %q", e.Part, e.Value)
	}
	var why string
	switch e.Reason {
	case UnknownWord:
		why = "is none of " + strings.Join(e.Known, ", ")
	case OutOfRange:
		why = fmt.Sprintf("lies outside %d to %d", e.Min, e.Max)
		if e.Min < 0 {
			why = fmt.Sprintf("is neither 1 to %d nor -1 to %d", e.Max, e.Min)
		}
	case Doubled:
		why = "stands there twice"
	case Missing:
		why = "is missing"
	case Unsupported:
		why = "is not supported"
	case Misplaced:
		why = "does not go with " + e.With
	case Together:
		why = "does not go together with " + e.With
	case BeforeStart:
		why = "ends the series before it starts"
	default:
		why = "cannot be read"
	}
	if e.Nearest != "" {
		why += "; " + e.Nearest + " is near"
	}
	return where + " " + why
}
