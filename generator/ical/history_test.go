package ical

import (
	"fmt"
	"testing"
	"time"
)

func TestHistory(t *testing.T) {
	now := time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC)
	five := 5
	two := 2
	later := stampTime.Add(time.Hour)
	touched := func(e *Event) { e.Sequence, e.Stamp, e.Modified = &five, later, later }
	moved := func(e *Event) { e.Start, e.End = brussels(2027, 6, 11, 20, 0), brussels(2027, 6, 11, 23, 0) }
	feed := func(events ...Event) []byte {
		data, err := new(Feeds).Append(nil, header, render(t, events))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	past := event("past", func(e *Event) { e.Start, e.End = brussels(2027, 1, 1, 20, 0), brussels(2027, 1, 1, 21, 0) })
	ended := event("ended", func(e *Event) {
		e.Start, e.End, e.RRule = brussels(2026, 1, 1, 20, 0), brussels(2026, 1, 1, 21, 0), "FREQ=WEEKLY;UNTIL=20260201T190000Z"
	})
	open := event("open", func(e *Event) {
		e.Start, e.End, e.RRule = brussels(2026, 1, 1, 20, 0), brussels(2026, 1, 1, 21, 0), "FREQ=WEEKLY"
	})
	counted := event("counted", func(e *Event) {
		e.Start, e.End, e.RRule = brussels(2026, 1, 1, 20, 0), brussels(2026, 1, 1, 21, 0), "FREQ=MONTHLY;COUNT=24"
	})
	change := func(changes ...func(*Event)) []byte {
		return feed(event("a", func(e *Event) {
			for _, c := range changes {
				c(e)
			}
		}))
	}
	for _, row := range []struct {
		name       string
		old, fresh []byte
		want       string
	}{
		{"nothing", change(), change(), "[]"},
		{"new event", feed(), change(), "[]"},
		{"moved and said so", change(), change(moved, touched), "[]"},
		{"moved in silence", change(), change(moved), "[SEQUENCE LASTMOD]"},
		{"text and said so", change(), change(func(e *Event) { e.Summary = "b" }, touched), "[]"},
		{"text in silence", change(), change(func(e *Event) { e.Summary = "b" }), "[LASTMOD?]"},
		{"cancelled in silence", change(), change(func(e *Event) { e.Status = Cancelled }), "[SEQUENCE LASTMOD]"},
		{"touched alone", change(), change(touched), "[CHURN?]"},
		{"fell", change(), change(func(e *Event) { e.Sequence = &two }), "[SEQUENCE CHURN?]"},
		{"time fell", change(touched), change(func(e *Event) { e.Sequence = &five }), "[LASTMOD]"},
		{"gone", change(), feed(), "[VANISHED]"},
		{"gone when over", feed(past), feed(), "[]"},
		{"gone series that ended", feed(ended), feed(), "[]"},
		{"gone open series", feed(open), feed(), "[VANISHED]"},
		{"gone counted series", feed(counted), feed(), "[VANISHED]"},
		{"another UID", change(), feed(event("b", nil)), "[VANISHED]"},
		{"changed occurrence gone", feed(series()...), feed(append(series()[:1:1], series()[2:]...)...), "[]"},
		{"without Git", change(func(e *Event) { e.Sequence, e.Modified = nil, time.Time{} }),
			change(moved, func(e *Event) { e.Sequence, e.Modified = nil, time.Time{} }), "[]"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := []string{}
			for _, f := range History(row.old, row.fresh, now) {
				code := f.Code
				if f.Warning {
					code += "?"
				}
				got = append(got, code)
			}
			if fmt.Sprint(got) != row.want {
				t.Errorf("got %v, want %s", got, row.want)
			}
		})
	}
}
