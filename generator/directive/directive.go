// Package directive describes the fenced blocks that authors write in Markdown, and reads the arguments on their
// fence.
//
// Invariants: one file holds one directive, as one Spec value; All is the only list of them; the author's guide is
// printed from it. Reading is pure: it never fails, and gives whatever could be read together with the faults.
// Offsets are bytes from the start of the arguments. Nothing here knows which facts, feeds or audiences exist.
package directive

// A Spec says what one directive is: what may stand on its fence, what its body may hold, and where it may stand.
type Spec struct {
	Name      string
	Params    []Param
	Exclusive []string // of these parameters exactly one is given
	Body      Body
	Outside   []string          // directives that it may not stand in, at any depth
	Draws     bool              // comes out many times longer than it is written: from the site's own data
	About     map[string]string // one line, by language (en, nl, fr)
	Example   string            // Markdown that is right as it stands
}

// A Param is one parameter of a directive.
type Param struct {
	Name     string
	Type     Type
	Scheme   string   // of Name and Names: what is named, as in a reference's URI ("fact", "audience")
	Values   []string // of Enum
	Min, Max int      // of Integer, inclusive
	Required bool
	Bare     bool // written without its name: all the bare words are its list
	Prose    bool // a text that readers read, and not only a setting
	About    map[string]string
}

// Type is the kind of value that a parameter takes.
type Type int

const (
	Text    Type = iota // any text, in quotes; not empty
	Integer             // a whole number between Min and Max
	Flag                // present or not; written as a bare word
	Enum                // one of Values
	Path                // a file beside the text: relative, with slashes
	Anchor              // an id for links to lead to
	Name                // the id of one thing of Scheme
	Names               // a list of such ids, with commas
)

// Body is what may stand between the fences.
type Body int

const (
	Blocks   Body = iota // any Markdown, and it may be empty
	Required             // any Markdown, and it must not be empty
	Empty                // nothing
	Images               // Markdown images alone, at least one
	Parts                // two or more stretches of Markdown with a line --- between them
)

// All holds every directive, in the order in which the author's guide prints them.
var All = []*Spec{
	&forAudiences, &quote, &evidence, &figure, &gallery, &chart, &timeline, &steps, &events, &partners, &aside, &details,
}

// Find gives the directive of that name, or nil.
func Find(name string) *Spec {
	for _, s := range All {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Known gives the names of all directives, in the order of All.
func Known() []string {
	out := make([]string, len(All))
	for i, s := range All {
		out[i] = s.Name
	}
	return out
}

// Param gives the parameter of that name, or nil.
func (s *Spec) Param(name string) *Param {
	for i := range s.Params {
		if s.Params[i].Name == name {
			return &s.Params[i]
		}
	}
	return nil
}

func (s *Spec) bare() *Param {
	for i := range s.Params {
		if s.Params[i].Bare {
			return &s.Params[i]
		}
	}
	return nil
}
