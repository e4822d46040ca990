package template

import (
	"fmt"
	"reflect"
	"sync/atomic"
)

// field is one place where a template takes a field, or the result of a method
// without arguments, by name. What the name means for a type is worked out
// once and remembered here, in a list that only grows at its head, so that
// parallel executions may share it.
type field struct {
	name, place string
	known       atomic.Pointer[meaning]
}

// meaning is what a name means for a type: a method comes before a field, and
// the methods depend on whether the value has an address.
type meaning struct {
	typ       reflect.Type
	addr      bool
	method    int   // or -1
	single    int   // the index of a direct field, or -1
	index     []int // the path to a promoted field
	fault     string
	following *meaning
	depth     int
}

// maxMeanings bounds the list; types beyond it are worked out each time.
const maxMeanings = 32

// of returns the field of v. As in text/template, the field of nothing is
// nothing.
func (f *field) of(v reflect.Value) reflect.Value {
	if !v.IsValid() {
		return v
	}
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			f.fail("nil pointer")
		}
		v = v.Elem()
	}
	m := f.meaning(v.Type(), v.CanAddr())
	switch {
	case m.single >= 0:
		return v.Field(m.single)
	case m.fault != "":
		f.fail(m.fault)
	case m.method >= 0:
		if m.addr {
			v = v.Addr()
		}
		return result(v.Method(m.method).Call(nil))
	}
	v, err := v.FieldByIndexErr(m.index)
	if err != nil {
		f.fail(err.Error())
	}
	return v
}

func (f *field) fail(reason string) {
	panic(unsupported(f.place + ": ." + f.name + ": " + reason))
}

func (f *field) meaning(t reflect.Type, addr bool) *meaning {
	head := f.known.Load()
	for m := head; m != nil; m = m.following {
		if m.typ == t && m.addr == addr {
			return m
		}
	}
	m := resolve(t, addr, f.name)
	if m.following = head; head != nil {
		m.depth = head.depth + 1
	}
	if m.depth < maxMeanings {
		f.known.CompareAndSwap(head, m) // whoever loses works it out again
	}
	return m
}

func resolve(t reflect.Type, addr bool, name string) *meaning {
	m := &meaning{typ: t, addr: addr, method: -1, single: -1}
	receiver := t
	if addr {
		receiver = reflect.PointerTo(t)
	}
	if method, ok := receiver.MethodByName(name); ok {
		if method.Type.NumIn() != 1 || !oneResult(method.Type) {
			m.fault = "a method with arguments, or not with one result"
		}
		m.method = method.Index
		return m
	}
	if t.Kind() != reflect.Struct {
		m.fault = "field of " + t.String()
		return m
	}
	sf, ok := t.FieldByName(name)
	switch {
	case !ok:
		m.fault = "no such field in " + t.String()
	case !sf.IsExported():
		m.fault = "unexported field of " + t.String()
	case len(sf.Index) == 1:
		m.single = sf.Index[0]
	default:
		m.index = sf.Index
	}
	return m
}

func oneResult(t reflect.Type) bool {
	return t.NumOut() == 1 || t.NumOut() == 2 && t.Out(1) == errorType
}

// result unpacks what a function returned. An error is for html/template to
// report, as is a panic.
func result(out []reflect.Value) reflect.Value {
	if len(out) == 2 && !out[1].IsNil() {
		panic(unsupported(fmt.Sprint("error: ", out[1].Interface())))
	}
	v := out[0]
	if v.Type() == reflectValueType {
		v = v.Interface().(reflect.Value)
	}
	return v
}
