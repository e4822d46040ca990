package template

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// expr is a compiled value. A constant one needs neither state nor dot.
type expr struct {
	eval     func(s *state, dot reflect.Value) reflect.Value
	constant bool
}

func constant(v reflect.Value) expr {
	return expr{func(*state, reflect.Value) reflect.Value { return v }, true}
}

var (
	errorType        = reflect.TypeFor[error]()
	reflectValueType = reflect.TypeFor[reflect.Value]()
)

// pipeline compiles a pipeline; where it may declare or assign, so does
// evaluating it.
func (b *builder) pipeline(p *parse.PipeNode, mayDeclare bool) expr {
	e := b.commands(p, p.Cmds)
	if len(p.Decl) == 0 {
		return e
	}
	if !mayDeclare {
		b.fail(p, "variable declared inside a pipeline")
	}
	slots := make([]int, len(p.Decl))
	for i, d := range p.Decl {
		if p.IsAssign {
			slots[i] = b.lookup(d, d.Ident[0])
		} else {
			slots[i] = b.declare(d.Ident[0])
		}
	}
	eval := e.eval
	return expr{eval: func(s *state, dot reflect.Value) reflect.Value {
		v := eval(s, dot)
		for _, slot := range slots {
			s.vars[s.base+slot] = v
		}
		return v
	}}
}

// commands compiles the commands of a pipeline, each the last argument of the
// next.
func (b *builder) commands(p *parse.PipeNode, cmds []*parse.CommandNode) expr {
	if len(cmds) == 0 {
		b.fail(p, "empty pipeline")
	}
	var final *expr
	for _, cmd := range cmds {
		e := b.command(cmd, final)
		if !e.constant {
			eval := e.eval
			e.eval = func(s *state, dot reflect.Value) reflect.Value {
				v := eval(s, dot)
				if v.Kind() == reflect.Interface && v.NumMethod() == 0 {
					v = v.Elem()
				}
				return v
			}
		}
		final = &e
	}
	return *final
}

func (b *builder) command(cmd *parse.CommandNode, final *expr) expr {
	first := cmd.Args[0]
	if id, ok := first.(*parse.IdentifierNode); ok {
		return b.function(id, cmd.Args[1:], final)
	}
	if len(cmd.Args) > 1 || final != nil {
		b.fail(cmd, "method with arguments")
	}
	if _, ok := first.(*parse.NilNode); ok {
		b.fail(cmd, "nil is not a command")
	}
	return b.operand(first)
}

// operand compiles one word, without arguments.
func (b *builder) operand(n parse.Node) expr {
	switch n := n.(type) {
	case *parse.DotNode:
		return expr{eval: func(_ *state, dot reflect.Value) reflect.Value { return dot }}
	case *parse.FieldNode:
		root := func(_ *state, dot reflect.Value) reflect.Value { return dot }
		return b.fields(n, root, n.Ident)
	case *parse.VariableNode:
		slot := b.lookup(n, n.Ident[0])
		root := func(s *state, _ reflect.Value) reflect.Value { return s.vars[s.base+slot] }
		return b.fields(n, root, n.Ident[1:])
	case *parse.ChainNode:
		if _, ok := n.Node.(*parse.NilNode); ok {
			b.fail(n, "field of nil")
		}
		return b.fields(n, b.operand(n.Node).eval, n.Field)
	case *parse.PipeNode:
		return b.pipeline(n, false)
	case *parse.IdentifierNode:
		return b.function(n, nil, nil)
	case *parse.BoolNode:
		return constant(reflect.ValueOf(n.True))
	case *parse.StringNode:
		return constant(reflect.ValueOf(n.Text))
	case *parse.NumberNode:
		return constant(b.number(n))
	}
	b.fail(n, "operand")
	return expr{}
}

// number gives a number the type that Go's rules for constants give it.
func (b *builder) number(n *parse.NumberNode) reflect.Value {
	hexInt := len(n.Text) > 2 && n.Text[0] == '0' && (n.Text[1] == 'x' || n.Text[1] == 'X') && !strings.ContainsAny(n.Text, "pP")
	switch {
	case n.IsComplex:
		b.fail(n, "complex number")
	case n.IsFloat && !hexInt && n.Text[0] != '\'' && strings.ContainsAny(n.Text, ".eEpP"):
		return reflect.ValueOf(n.Float64)
	case n.IsInt && int64(int(n.Int64)) == n.Int64:
		return reflect.ValueOf(int(n.Int64))
	}
	b.fail(n, "number")
	return reflect.Value{}
}

// fields compiles the chain of names that follows a value.
func (b *builder) fields(n parse.Node, root func(*state, reflect.Value) reflect.Value, names []string) expr {
	eval := root
	for _, name := range names {
		f, from := &field{name: name, place: b.place(n)}, eval
		eval = func(s *state, dot reflect.Value) reflect.Value { return f.of(from(s, dot)) }
	}
	return expr{eval: eval}
}

// isTrue is the truth of if, with, and, or and not.
func isTrue(v reflect.Value) bool {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Bool:
		return v.Bool()
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return v.Len() > 0
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int() != 0
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return v.Uint() != 0
	case reflect.Float32, reflect.Float64:
		return v.Float() != 0
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.Struct:
		return true
	}
	panic(unsupported("truth of " + v.Kind().String()))
}
