package tomlfile

import (
	"time"

	"modestad/generator/civil"
	"modestad/generator/source"
)

// A Moment is a TOML date, local date-time or offset date-time. Offset is set for the last only, Clock is not
// meant for the first.
type Moment struct {
	Kind   MomentKind
	Local  civil.DateTime
	Offset time.Time
	At     source.Span
}

// A MomentKind says which of TOML's kinds of date a Moment is.
type MomentKind int

const (
	NoMoment MomentKind = iota
	DateOnly
	LocalTime
	OffsetTime
)

// Moment reads a date or a date-time.
func (t *Table) Moment(key string) Moment {
	v, ok := t.ask(key)
	if !ok {
		return Moment{}
	}
	m, ok := MomentOf(v)
	if !ok {
		t.Find(key, "value-moment", key)
		return Moment{}
	}
	m.At = t.At(key)
	return m
}

// MomentOf gives a decoded value as a Moment, where it is a date or a date-time.
func MomentOf(v any) (Moment, bool) {
	x, ok := v.(time.Time)
	if !ok {
		return Moment{}, false
	}
	m := Moment{Local: civil.Of(x)}
	switch x.Location().String() {
	case "date-local":
		m.Kind = DateOnly
	case "datetime-local":
		m.Kind = LocalTime
	case "time-local":
		return Moment{}, false
	default:
		m.Kind, m.Offset = OffsetTime, x
	}
	return m, true
}

// Date reads a date.
func (t *Table) Date(key string) civil.Date {
	m := t.Moment(key)
	if m.Kind == LocalTime || m.Kind == OffsetTime {
		t.Find(key, "value-date", key)
		return civil.Date{}
	}
	return m.Local.Date
}

// Clock reads a time of day.
func (t *Table) Clock(key string) (civil.Clock, bool) {
	v, ok := t.ask(key)
	if !ok {
		return civil.Clock{}, false
	}
	if x, ok := v.(time.Time); ok && x.Location().String() == "time-local" {
		return civil.Of(x).Clock, true
	}
	t.Find(key, "value-clock", key)
	return civil.Clock{}, false
}
