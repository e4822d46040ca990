package template

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// builtin compiles a call of one of text/template's own functions. Where
// theirs gives an error, ours gives up.
func (b *builder) builtin(id *parse.IdentifierNode, args []parse.Node, final *expr) expr {
	switch id.Ident {
	case "print":
		return folded(b.call(id, reflect.ValueOf(fmt.Sprint), args, final))
	case "println":
		return folded(b.call(id, reflect.ValueOf(fmt.Sprintln), args, final))
	case "printf":
		return folded(b.call(id, reflect.ValueOf(fmt.Sprintf), args, final))
	}
	place := b.place(id)
	var values []eval
	all := true
	for _, n := range args {
		e := expr{}
		if _, ok := n.(*parse.NilNode); ok {
			e = constant(reflect.Value{})
		} else {
			e = b.operand(n)
		}
		values, all = append(values, e.eval), all && e.constant
	}
	if final != nil {
		values, all = append(values, final.eval), all && final.constant
	}
	arity := func(least, most int) {
		if len(values) < least || len(values) > most {
			b.fail(id, "wrong number of arguments")
		}
	}
	compare := func(holds func(a, b reflect.Value) bool) expr {
		arity(2, 2)
		left, right := values[0], values[1]
		return folded(expr{func(s *state, dot reflect.Value) reflect.Value {
			return boolean(holds(left(s, dot), right(s, dot)))
		}, all})
	}
	const many = 1 << 10
	switch id.Ident {
	case "and", "or":
		arity(1, many)
		stop := id.Ident == "or"
		return folded(expr{func(s *state, dot reflect.Value) (v reflect.Value) {
			for _, value := range values {
				if v = value(s, dot); isTrue(v) == stop {
					break
				}
			}
			return v
		}, all})
	case "not":
		arity(1, 1)
		return folded(expr{func(s *state, dot reflect.Value) reflect.Value {
			return boolean(!isTrue(values[0](s, dot)))
		}, all})
	case "len":
		arity(1, 1)
		return folded(expr{func(s *state, dot reflect.Value) reflect.Value {
			v := values[0](s, dot)
			for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
				v = v.Elem()
			}
			switch v.Kind() {
			case reflect.Slice, reflect.String, reflect.Array, reflect.Map:
				return reflect.ValueOf(v.Len())
			}
			panic(unsupported(place + ": len of " + v.Kind().String()))
		}, all})
	case "index":
		arity(1, many)
		return folded(expr{func(s *state, dot reflect.Value) reflect.Value {
			v := concrete(values[0](s, dot))
			for _, value := range values[1:] {
				for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
					v = v.Elem()
				}
				i := concrete(value(s, dot))
				if k := v.Kind(); k != reflect.Slice && k != reflect.Array && k != reflect.String ||
					!i.CanInt() || i.Int() < 0 || i.Int() >= int64(v.Len()) {
					panic(unsupported(place + ": index of " + v.Kind().String() + ", or out of range"))
				}
				v = v.Index(int(i.Int()))
			}
			if !v.IsValid() {
				panic(unsupported(place + ": index of nothing"))
			}
			return v
		}, all})
	case "eq":
		arity(2, many)
		return folded(expr{func(s *state, dot reflect.Value) reflect.Value {
			first := values[0](s, dot)
			for _, value := range values[1:] {
				if equal(first, value(s, dot)) {
					return boolean(true)
				}
			}
			return boolean(false)
		}, all})
	case "ne":
		return compare(func(a, b reflect.Value) bool { return !equal(a, b) })
	case "lt":
		return compare(less)
	case "le":
		return compare(func(a, b reflect.Value) bool { return less(a, b) || equal(a, b) })
	case "gt":
		return compare(func(a, b reflect.Value) bool { return !less(a, b) && !equal(a, b) })
	case "ge":
		return compare(func(a, b reflect.Value) bool { return !less(a, b) })
	}
	b.fail(id, "function %q", id.Ident)
	return expr{}
}

var trueValue, falseValue = reflect.ValueOf(true), reflect.ValueOf(false)

func boolean(b bool) reflect.Value {
	if b {
		return trueValue
	}
	return falseValue
}

// concrete is what an interface value holds.
func concrete(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// equal is eq for two values of basic types.
func equal(a, b reflect.Value) bool {
	a, b = concrete(a), concrete(b)
	switch {
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return a.String() == b.String()
	case a.CanInt() && b.CanInt():
		return a.Int() == b.Int()
	case a.CanUint() && b.CanUint():
		return a.Uint() == b.Uint()
	case a.CanInt() && b.CanUint():
		return a.Int() >= 0 && uint64(a.Int()) == b.Uint()
	case a.CanUint() && b.CanInt():
		return b.Int() >= 0 && a.Uint() == uint64(b.Int())
	case a.CanFloat() && b.CanFloat():
		return a.Float() == b.Float()
	case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool:
		return a.Bool() == b.Bool()
	case !a.IsValid() || !b.IsValid():
		return isNil(a) && isNil(b)
	case a.Kind() == reflect.Pointer && a.Type() == b.Type():
		return a.Pointer() == b.Pointer()
	}
	panic(unsupported("comparison of " + a.Type().String() + " with " + b.Type().String()))
}

func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice:
		return v.IsNil()
	}
	return false
}

// less is lt for two values of basic types.
func less(a, b reflect.Value) bool {
	a, b = concrete(a), concrete(b)
	switch {
	case a.CanInt() && b.CanInt():
		return a.Int() < b.Int()
	case a.CanUint() && b.CanUint():
		return a.Uint() < b.Uint()
	case a.CanInt() && b.CanUint():
		return a.Int() < 0 || uint64(a.Int()) < b.Uint()
	case a.CanUint() && b.CanInt():
		return b.Int() >= 0 && a.Uint() < uint64(b.Int())
	case a.CanFloat() && b.CanFloat():
		return a.Float() < b.Float()
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return a.String() < b.String()
	}
	panic(unsupported("order of " + a.Kind().String() + " and " + b.Kind().String()))
}
