package feed

import (
	"reflect"
	"sync"

	"modestad/generator/ical"
)

// Rendered keeps what events became, for the next time that the same is asked for: a site that is read again after an
// edit has thousands of events of which one is another. The zero value is empty, nil keeps nothing; both may be used
// by several goroutines at once.
type Rendered struct {
	kept sync.Map // renderedKey -> rendered
}

type renderedKey struct {
	lang, uid string
	banner    bool
}

type rendered struct {
	from []ical.Event
	to   []ical.Component
}

// of gives what the event became, if it is what it was.
func (r *Rendered) of(key renderedKey, events []ical.Event) ([]ical.Component, bool) {
	if r == nil {
		return nil, false
	}
	v, ok := r.kept.Load(key)
	if !ok {
		return nil, false
	}
	was := v.(rendered)
	return was.to, reflect.DeepEqual(was.from, events)
}

func (r *Rendered) keep(key renderedKey, events []ical.Event, to []ical.Component) {
	if r != nil {
		r.kept.Store(key, rendered{events, to})
	}
}
