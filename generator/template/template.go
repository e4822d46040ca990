// Package template runs html/template's escaping at the speed of closures.
//
// Promise: what [Set.Append] writes is byte for byte what html/template
// writes for the same sources, functions and data. html/template parses the
// sources and rewrites their trees, so that every action carries the escapers
// of its context; this package then compiles the rewritten trees into closures
// and runs those.
//
// Invariants:
//
//   - Nothing is written that html/template did not escape. An action without
//     a known escaper, a construct, a function or an escaper that the compiler
//     does not know makes the whole entry fall back to html/template; a value
//     that the compiled code does not handle (a map, a nil pointer, a missing
//     field) makes that one execution fall back. Errors are therefore
//     html/template's own. [Set.Fallbacks] tells which and why.
//   - An execution that fails writes nothing.
//   - A Set is safe for parallel use and never changes what it is given.
//   - Functions have no side effects: a falling back execution calls them
//     again. A pure function depends on its arguments alone: with constant
//     arguments it is called once, when the set is made.
//
// Absent on purpose: parsing of anything that comes from content, access to
// files, a cache of what was written, escapers for scripts and style sheets. A
// data block such as JSON-LD is handed over as one template.HTML, its script
// element included.
package template

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"
	"sync"
	"text/template/parse"

	html "html/template"
)

// Config is what a Set is made from.
type Config struct {
	// Files are the sources by template name. What they define inside shares
	// the same name space, in which each name may be defined once.
	Files map[string]string
	// Funcs are the functions that the templates may call, in the form that
	// html/template asks for.
	Funcs map[string]any
	// Pure are further functions, whose result depends on their arguments
	// alone: calls with constant arguments are folded into the text.
	Pure map[string]any
	// Entries are the templates that will be executed, by name. When it is
	// nil, every file is one. A template that is only called by others, in a
	// context other than text, must not be among them.
	Entries []string
}

// Set is the compiled templates of one theme in one language.
type Set struct {
	html    func() (*html.Template, error) // what runs what the compiled code does not, made when it is asked for
	entries map[string]*program            // nil where the whole entry falls back
	names   []string
	states  sync.Pool

	mu        sync.Mutex
	fallbacks map[Fallback]bool
}

// Fallback is one reason why html/template itself ran an entry.
type Fallback struct {
	Entry  string // the name of the entry
	Reason string // what the compiled code does not handle, with its place
}

// A Prepared is templates that are parsed and escaped. It does not depend on what the functions do, but on their names:
// the sets of several languages are compiled from one.
type Prepared struct {
	trees   map[string]*parse.Tree
	escaped *html.Template
	entries []string
}

// Prepare parses and escapes. It fails on what html/template fails on, on a name that is defined twice and on an entry
// that does not exist. Of functions it uses the names.
func Prepare(c Config) (*Prepared, error) {
	funcs, err := mergeFuncs(c.Funcs, c.Pure)
	if err != nil {
		return nil, err
	}
	entries := slices.Clone(c.Entries)
	if c.Entries == nil {
		for name := range c.Files {
			entries = append(entries, name)
		}
	}
	slices.Sort(entries)
	entries = slices.Compact(entries)

	trees, err := parseFiles(c.Files, funcs)
	if err != nil {
		return nil, err
	}
	for _, name := range entries {
		if trees[name] == nil {
			return nil, fmt.Errorf("template %q does not exist", name)
		}
	}
	escaped, err := escapeTrees(trees, entries, funcs)
	if err != nil {
		return nil, err
	}
	return &Prepared{trees, escaped, entries}, nil
}

// Compile makes a set with functions of the names that the templates were prepared with. It can be called from several
// goroutines.
func (p *Prepared) Compile(funcs, pure map[string]any) (*Set, error) {
	all, err := mergeFuncs(funcs, pure)
	if err != nil {
		return nil, err
	}
	comp := newCompiler(p.escaped, all, pure)
	s := &Set{entries: map[string]*program{}, names: p.entries, fallbacks: map[Fallback]bool{}}
	s.html = sync.OnceValues(func() (*html.Template, error) { return escapeTrees(p.trees, p.entries, all) })
	s.states.New = func() any { return new(state) }
	for _, name := range p.entries {
		one := comp.program(name)
		if reason := one.unsupported(map[*program]bool{}); reason != "" {
			s.fallbacks[Fallback{name, reason}] = true
			one = nil
		}
		s.entries[name] = one
	}
	return s, nil
}

// New prepares and compiles.
func New(c Config) (*Set, error) {
	p, err := Prepare(c)
	if err != nil {
		return nil, err
	}
	return p.Compile(c.Funcs, c.Pure)
}

// mergeFuncs joins both maps and refuses names that html/template uses itself.
func mergeFuncs(funcs, pure map[string]any) (html.FuncMap, error) {
	all := make(html.FuncMap, len(funcs)+len(pure))
	for _, m := range []map[string]any{funcs, pure} {
		for name, f := range m {
			if strings.HasPrefix(name, "_") {
				return nil, fmt.Errorf("function %q: names that begin with _ are html/template's own", name)
			}
			if _, twice := all[name]; twice {
				return nil, fmt.Errorf("function %q is given twice", name)
			}
			if t := reflect.TypeOf(f); t == nil || t.Kind() != reflect.Func || t.NumOut() < 1 || t.NumOut() > 2 ||
				t.NumOut() == 2 && t.Out(1) != errorType {
				return nil, fmt.Errorf("function %q: %T is not a function with one result, or one and an error", name, f)
			}
			all[name] = f
		}
	}
	return all, nil
}

// Uses gives the names of the templates that an entry is made of, itself among them, sorted. Where html/template itself
// runs the entry, only its own is known.
func (s *Set) Uses(entry string) []string {
	out := []string{entry}
	if p := s.entries[entry]; p != nil {
		p.uses(map[*program]bool{}, &out)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Entries returns the names that can be executed, sorted.
func (s *Set) Entries() []string { return slices.Clone(s.names) }

// Append executes the entry on data and returns dst with the result appended.
// On an error, which is html/template's, dst is returned as it was.
func (s *Set) Append(dst []byte, entry string, data any) ([]byte, error) {
	p, ok := s.entries[entry]
	if !ok {
		return dst, fmt.Errorf("template %q is no entry", entry)
	}
	if p != nil {
		out, reason := s.run(p, dst, data)
		if reason == "" {
			return out, nil
		}
		s.note(entry, reason)
		dst = out[:len(dst)]
	}
	set, err := s.html()
	if err != nil {
		return dst, err
	}
	buf := bytes.NewBuffer(dst)
	if err := set.ExecuteTemplate(buf, entry, data); err != nil {
		return dst, err
	}
	return buf.Bytes(), nil
}

// Execute executes the entry on data and writes the result to buf. On an error
// nothing is written.
func (s *Set) Execute(buf *bytes.Buffer, entry string, data any) error {
	out, err := s.Append(buf.AvailableBuffer(), entry, data)
	if err == nil {
		buf.Write(out)
	}
	return err
}

// run executes the compiled code. A reason means that html/template has to do
// it, and that nothing after len(dst) counts.
func (s *Set) run(p *program, dst []byte, data any) (out []byte, reason string) {
	st := s.states.Get().(*state)
	st.out = dst
	defer func() {
		out = st.out
		switch r := recover().(type) {
		case nil:
		case unsupported:
			reason = string(r)
		default:
			// A function panicked: html/template knows what to do with it.
			reason = fmt.Sprint("panic: ", r)
		}
		st.reset()
		s.states.Put(st)
	}()
	v, ok := data.(reflect.Value)
	if !ok {
		v = reflect.ValueOf(data)
	}
	st.call(p, v)
	return
}

// maxFallbacks bounds what is kept of reasons that hold user values.
const maxFallbacks = 1000

func (s *Set) note(entry, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.fallbacks) < maxFallbacks {
		s.fallbacks[Fallback{entry, reason}] = true
	}
}

// Fallbacks returns why html/template ran what the compiled code could not,
// found when the set was made and in the executions so far, sorted, each once.
func (s *Set) Fallbacks() []Fallback {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Fallback, 0, len(s.fallbacks))
	for f := range s.fallbacks {
		list = append(list, f)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Entry != list[j].Entry {
			return list[i].Entry < list[j].Entry
		}
		return list[i].Reason < list[j].Reason
	})
	return list
}
