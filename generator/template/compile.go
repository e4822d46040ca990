package template

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"

	html "html/template"
)

// op writes one piece of a template. It returns what a loop around it has to do.
type op func(s *state, dot reflect.Value) flow

type flow int

const (
	next flow = iota
	breakLoop
	continueLoop
)

// program is one compiled template.
type program struct {
	name  string
	body  op
	slots int        // variables, $ included
	calls []*program // the templates it calls
	fault string     // why it could not be compiled
}

// uses adds the names of p and of all that it calls.
func (p *program) uses(seen map[*program]bool, names *[]string) {
	if seen[p] {
		return
	}
	seen[p] = true
	name, _, _ := strings.Cut(p.name, derivedMark)
	*names = append(*names, name)
	for _, c := range p.calls {
		c.uses(seen, names)
	}
}

// unsupported returns the first fault in p and all that it calls.
func (p *program) unsupported(seen map[*program]bool) string {
	if seen[p] {
		return ""
	}
	seen[p] = true
	if p.fault != "" {
		return p.fault
	}
	for _, c := range p.calls {
		if f := c.unsupported(seen); f != "" {
			return f
		}
	}
	return ""
}

// unsupported is the panic value with which compilation and execution give up.
type unsupported string

// compiler turns the trees of one escaped set into programs.
type compiler struct {
	set      *html.Template
	funcs    map[string]reflect.Value
	pure     map[string]bool
	programs map[string]*program
}

func newCompiler(set *html.Template, funcs html.FuncMap, pure map[string]any) *compiler {
	c := &compiler{set: set, funcs: map[string]reflect.Value{}, pure: map[string]bool{}, programs: map[string]*program{}}
	for name, f := range funcs {
		c.funcs[name] = reflect.ValueOf(f)
	}
	for name := range pure {
		c.pure[name] = true
	}
	return c
}

// program compiles the template of that name, once.
func (c *compiler) program(name string) (p *program) {
	if p = c.programs[name]; p != nil {
		return p
	}
	p = &program{name: name}
	c.programs[name] = p
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil {
		p.fault = fmt.Sprintf("template %q cannot be looked up", name)
		return p
	}
	b := &builder{compiler: c, p: p, tree: t.Tree, scope: []variable{{"$", 0}}}
	p.slots = 1
	defer func() {
		switch r := recover().(type) {
		case nil:
		case unsupported:
			p.fault = string(r)
		default:
			panic(r)
		}
	}()
	p.body = b.list(t.Tree.Root)
	return
}

// builder compiles one template. Variables get their slots here, by the
// lexical scopes that text/template's stack amounts to.
type builder struct {
	*compiler
	p     *program
	tree  *parse.Tree
	scope []variable
}

type variable struct {
	name string
	slot int
}

// fail gives up on the template, at node n.
func (b *builder) fail(n parse.Node, format string, args ...any) {
	place, context := b.tree.ErrorContext(n)
	panic(unsupported(fmt.Sprintf("%s: <%s>: %s", place, context, fmt.Sprintf(format, args...))))
}

func (b *builder) declare(name string) int {
	slot := b.p.slots
	b.p.slots++
	b.scope = append(b.scope, variable{name, slot})
	return slot
}

func (b *builder) lookup(n parse.Node, name string) int {
	for i := len(b.scope) - 1; i >= 0; i-- {
		if b.scope[i].name == name {
			return b.scope[i].slot
		}
	}
	b.fail(n, "undefined variable %s", name)
	return 0
}

// list compiles a sequence. Text and what is constant become one literal.
func (b *builder) list(l *parse.ListNode) op {
	var ops []op
	var literal []byte
	flush := func() {
		if len(literal) > 0 {
			text := literal
			ops = append(ops, func(s *state, _ reflect.Value) flow {
				s.out = append(s.out, text...)
				return next
			})
			literal = nil
		}
	}
	if l != nil {
	nodes:
		for _, n := range l.Nodes {
			switch n := n.(type) {
			case *parse.TextNode:
				literal = append(literal, n.Text...)
			case *parse.CommentNode:
			case *parse.ActionNode:
				text, o := b.action(n)
				literal = append(literal, text...)
				if o != nil {
					flush()
					ops = append(ops, o)
				}
			case *parse.BreakNode, *parse.ContinueNode:
				flush()
				code := breakLoop
				if n.Type() == parse.NodeContinue {
					code = continueLoop
				}
				ops = append(ops, func(*state, reflect.Value) flow { return code })
				// html/template does not escape what follows.
				break nodes
			default:
				flush()
				ops = append(ops, b.control(n))
			}
		}
	}
	flush()
	return sequence(ops)
}

func sequence(ops []op) op {
	switch len(ops) {
	case 0:
		return func(*state, reflect.Value) flow { return next }
	case 1:
		return ops[0]
	}
	return func(s *state, dot reflect.Value) flow {
		for _, o := range ops {
			if f := o(s, dot); f != next {
				return f
			}
		}
		return next
	}
}

// action compiles {{pipeline}}, into the text that it always writes or into an
// op.
func (b *builder) action(n *parse.ActionNode) ([]byte, op) {
	if len(n.Pipe.Decl) > 0 {
		set := b.pipeline(n.Pipe, true)
		return nil, func(s *state, dot reflect.Value) flow {
			set.eval(s, dot)
			return next
		}
	}
	value, names := splitEscapers(n.Pipe)
	write, ok := escapers[strings.Join(names, " ")]
	if !ok {
		b.fail(n, "escaper %q", strings.Join(names, " "))
	}
	e := b.commands(n.Pipe, value)
	if e.constant {
		if text, ok := fold(func(s *state) { write(s, e.eval(s, reflect.Value{})) }); ok {
			return text, nil
		}
	}
	eval := e.eval
	return nil, func(s *state, dot reflect.Value) flow {
		write(s, eval(s, dot))
		return next
	}
}

// fold returns what f writes, if it gets to the end.
func fold(f func(*state)) (text []byte, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = nil, false
		}
	}()
	s := new(state)
	f(s)
	return s.out, true
}

const escaperPrefix = "_html_template_"

// splitEscapers divides a pipeline into the commands of the theme's author and
// the names of the escapers that html/template put after them.
func splitEscapers(p *parse.PipeNode) (commands []*parse.CommandNode, names []string) {
	i := len(p.Cmds)
	for i > 0 {
		id, ok := p.Cmds[i-1].Args[0].(*parse.IdentifierNode)
		if !ok || len(p.Cmds[i-1].Args) != 1 || !strings.HasPrefix(id.Ident, escaperPrefix) {
			break
		}
		i--
	}
	for _, c := range p.Cmds[i:] {
		names = append(names, strings.TrimPrefix(c.Args[0].(*parse.IdentifierNode).Ident, escaperPrefix))
	}
	return p.Cmds[:i], names
}

func (b *builder) control(n parse.Node) op {
	mark := len(b.scope)
	defer func() { b.scope = b.scope[:mark] }()
	switch n := n.(type) {
	case *parse.IfNode:
		return b.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return b.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return b.loop(n)
	case *parse.TemplateNode:
		return b.template(n)
	}
	b.fail(n, "construct")
	return nil
}

// branch compiles if and with.
func (b *builder) branch(n *parse.BranchNode, with bool) op {
	cond := b.pipeline(n.Pipe, true)
	if cond.constant && !with && len(n.Pipe.Decl) == 0 {
		var truth bool
		if _, ok := fold(func(s *state) { truth = isTrue(cond.eval(s, reflect.Value{})) }); ok {
			if truth {
				return b.list(n.List)
			}
			return b.list(n.ElseList)
		}
	}
	// Each branch is a scope of its own, below that of the pipeline.
	mark := len(b.scope)
	then := b.list(n.List)
	b.scope = b.scope[:mark]
	otherwise := b.list(n.ElseList)
	eval := cond.eval
	return func(s *state, dot reflect.Value) flow {
		v := eval(s, dot)
		if !isTrue(v) {
			return otherwise(s, dot)
		}
		if with {
			dot = v
		}
		return then(s, dot)
	}
}

func (b *builder) loop(n *parse.RangeNode) op {
	over := b.pipeline(n.Pipe, true)
	// One variable takes the element, two take the index and the element.
	index, elem := -1, -1
	if d := n.Pipe.Decl; len(d) > 0 {
		elem = b.lookup(n, d[len(d)-1].Ident[0])
		if len(d) > 1 {
			index = b.lookup(n, d[0].Ident[0])
		}
	}
	mark := len(b.scope)
	body := b.list(n.List)
	b.scope = b.scope[:mark]
	otherwise := b.list(n.ElseList)
	eval := over.eval
	place := b.place(n)
	return func(s *state, dot reflect.Value) flow {
		v := eval(s, dot)
		for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
			if v.IsNil() {
				panic(unsupported(place + ": range over nil"))
			}
			v = v.Elem()
		}
		step := func(i int, e reflect.Value) flow {
			if elem >= 0 {
				s.vars[s.base+elem] = e
			}
			if index >= 0 {
				s.vars[s.base+index] = reflect.ValueOf(i)
			}
			return body(s, e)
		}
		count := 0
		switch v.Kind() {
		case reflect.Slice, reflect.Array:
			count = v.Len()
			for i := range count {
				if step(i, v.Index(i)) == breakLoop {
					break
				}
			}
		case reflect.Int:
			if index >= 0 {
				panic(unsupported(place + ": range over an integer with two variables"))
			}
			count = int(v.Int())
			for i := range count {
				if step(i, reflect.ValueOf(i).Convert(v.Type())) == breakLoop {
					break
				}
			}
		case reflect.Invalid:
		default:
			panic(unsupported(place + ": range over " + v.Kind().String()))
		}
		if count <= 0 {
			return otherwise(s, dot)
		}
		return next
	}
}

func (b *builder) template(n *parse.TemplateNode) op {
	callee := b.program(n.Name)
	b.p.calls = append(b.p.calls, callee)
	eval := func(*state, reflect.Value) reflect.Value { return reflect.Value{} }
	if n.Pipe != nil {
		eval = b.pipeline(n.Pipe, false).eval
	}
	return func(s *state, dot reflect.Value) flow {
		s.call(callee, eval(s, dot))
		return next
	}
}

// place is where n stands, for reasons given at run time.
func (b *builder) place(n parse.Node) string {
	place, context := b.tree.ErrorContext(n)
	return place + ": <" + context + ">"
}

// state is one execution.
type state struct {
	out   []byte
	vars  []reflect.Value // the frames of the templates that are running
	base  int             // where the innermost frame begins
	depth int
}

// maxDepth is where template calls within template calls are left to
// html/template, which has a limit of its own and reports it.
const maxDepth = 1000

func (s *state) call(p *program, dot reflect.Value) {
	if s.depth == maxDepth {
		panic(unsupported(fmt.Sprintf("template %q: calls nested deeper than %d", p.name, maxDepth)))
	}
	s.depth++
	outer := s.base
	s.base = len(s.vars)
	for range p.slots {
		s.vars = append(s.vars, reflect.Value{})
	}
	s.vars[s.base] = dot
	p.body(s, dot)
	s.vars = s.vars[:s.base]
	s.base = outer
	s.depth--
}

// reset forgets what the execution held, and keeps the memory.
func (s *state) reset() {
	clear(s.vars[:cap(s.vars)])
	*s = state{vars: s.vars[:0]}
}
