package directive

// Values are the arguments of one directive, in source order, each of the type that its parameter has.
type Values []Value

// A Value is one argument. Start and End are its place in the arguments, quotes included.
type Value struct {
	Param      *Param
	Text       string // Text, Enum, Path, Anchor, Name
	Number     int    // Integer
	List       []Item // Names
	Start, End int
}

// An Item is one id of a list, with its place.
type Item struct {
	Text       string
	Start, End int
}

// Find gives the argument of that name.
func (v Values) Find(name string) (Value, bool) {
	for _, a := range v {
		if a.Param.Name == name {
			return a, true
		}
	}
	return Value{}, false
}

// Text gives the text of an argument; empty where it is not there.
func (v Values) Text(name string) string {
	a, _ := v.Find(name)
	return a.Text
}

// Int gives the number of an argument, or otherwise where it is not there.
func (v Values) Int(name string, otherwise int) int {
	if a, ok := v.Find(name); ok {
		return a.Number
	}
	return otherwise
}

// Has says whether an argument is there; so it does for a flag.
func (v Values) Has(name string) bool {
	_, ok := v.Find(name)
	return ok
}

// List gives the ids of an argument that is a list.
func (v Values) List(name string) []string {
	a, _ := v.Find(name)
	var out []string
	for _, item := range a.List {
		out = append(out, item.Text)
	}
	return out
}
