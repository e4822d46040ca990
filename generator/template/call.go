package template

import (
	"reflect"
	"text/template/parse"
)

// eval is what an expr does.
type eval = func(s *state, dot reflect.Value) reflect.Value

// function compiles a call of a function of the theme, or of a builtin. The
// theme's come first, as in text/template.
func (b *builder) function(id *parse.IdentifierNode, args []parse.Node, final *expr) expr {
	fn, ok := b.funcs[id.Ident]
	if !ok {
		return b.builtin(id, args, final)
	}
	e := b.call(id, fn, args, final)
	if !b.pure[id.Ident] {
		e.constant = false
	}
	return folded(e)
}

// folded evaluates what is constant, unless that fails: then it is left to
// fail when it is executed.
func folded(e expr) expr {
	if !e.constant {
		return e
	}
	var v reflect.Value
	if _, ok := fold(func(s *state) { v = e.eval(s, reflect.Value{}) }); ok {
		return constant(v)
	}
	e.constant = false
	return e
}

// call compiles the call of a Go function by reflection; the commonest kinds
// of function are called directly.
func (b *builder) call(n parse.Node, fn reflect.Value, args []parse.Node, final *expr) expr {
	t := fn.Type()
	count := len(args)
	if final != nil {
		count++
	}
	fixed := t.NumIn()
	if t.IsVariadic() {
		fixed--
	}
	if count < fixed || count > fixed && !t.IsVariadic() {
		b.fail(n, "wrong number of arguments")
	}
	in := func(i int) reflect.Type {
		if i < fixed {
			return t.In(i)
		}
		return t.In(fixed).Elem()
	}
	place := b.place(n)
	values, all := make([]eval, count), true
	for i := range values {
		var e expr
		if i < len(args) {
			e = b.argument(args[i], in(i), place)
		} else {
			e = assignable(*final, in(i), place)
		}
		values[i], all = e.eval, all && e.constant
	}
	switch f := fn.Interface().(type) {
	case func(string) string:
		return expr{func(s *state, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(f(values[0](s, dot).String()))
		}, all}
	case func(string, ...any) string:
		return expr{func(s *state, dot reflect.Value) reflect.Value {
			rest := make([]any, 0, 4)
			for _, value := range values[1:] {
				rest = append(rest, asAny(value(s, dot)))
			}
			return reflect.ValueOf(f(values[0](s, dot).String(), rest...))
		}, all}
	}
	return expr{func(s *state, dot reflect.Value) reflect.Value {
		argv := make([]reflect.Value, count)
		for i, value := range values {
			argv[i] = value(s, dot)
		}
		return result(fn.Call(argv))
	}, all}
}

// asAny is v as an argument of type any.
func asAny(v reflect.Value) any {
	if !v.IsValid() {
		return nil
	}
	return v.Interface()
}

// argument compiles an argument of type t.
func (b *builder) argument(n parse.Node, t reflect.Type, place string) expr {
	switch n := n.(type) {
	case *parse.NilNode:
		if !canBeNil(t) {
			b.fail(n, "nil for %s", t)
		}
		return constant(reflect.Zero(t))
	case *parse.BoolNode, *parse.StringNode, *parse.NumberNode:
		return constant(b.constantOf(n, t))
	}
	return assignable(b.operand(n), t, place)
}

// constantOf is a constant as a value of type t.
func (b *builder) constantOf(n parse.Node, t reflect.Type) reflect.Value {
	if t.Kind() == reflect.Interface && t.NumMethod() == 0 || t == reflectValueType {
		v := b.operand(n).eval(nil, reflect.Value{})
		if t == reflectValueType {
			v = reflect.ValueOf(v)
		}
		return v
	}
	v := reflect.New(t).Elem()
	switch c := n.(type) {
	case *parse.BoolNode:
		if t.Kind() == reflect.Bool {
			v.SetBool(c.True)
			return v
		}
	case *parse.StringNode:
		if t.Kind() == reflect.String {
			v.SetString(c.Text)
			return v
		}
	case *parse.NumberNode:
		switch {
		case c.IsInt && v.CanInt():
			v.SetInt(c.Int64)
			return v
		case c.IsUint && v.CanUint():
			v.SetUint(c.Uint64)
			return v
		case c.IsFloat && v.CanFloat():
			v.SetFloat(c.Float64)
			return v
		}
	}
	b.fail(n, "constant for an argument of type %s", t)
	return v
}

func canBeNil(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return true
	}
	return t == reflectValueType
}

// assignable makes sure that e can be given where t is asked for, with the
// conversions that text/template allows itself.
func assignable(e expr, t reflect.Type, place string) expr {
	from := e.eval
	fail := func() { panic(unsupported(place + ": argument is no " + t.String())) }
	e.eval = func(s *state, dot reflect.Value) reflect.Value {
		v := from(s, dot)
		if !v.IsValid() {
			if !canBeNil(t) {
				fail()
			}
			return reflect.Zero(t)
		}
		vt := v.Type()
		if vt == t {
			return v
		}
		if t == reflectValueType {
			return reflect.ValueOf(v)
		}
		if vt.AssignableTo(t) {
			return v
		}
		if v.Kind() == reflect.Interface && !v.IsNil() {
			if v = v.Elem(); v.Type().AssignableTo(t) {
				return v
			}
		}
		switch {
		case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(t) && !v.IsNil():
			return v.Elem()
		case v.CanAddr() && reflect.PointerTo(v.Type()).AssignableTo(t):
			return v.Addr()
		}
		fail()
		return v
	}
	return e
}
