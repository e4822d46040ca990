package ical

import (
	"strings"
	"testing"
)

// wellFormed checks the first promise on a component of ours: no value has started anything.
func wellFormed(t testing.TB, data []byte) {
	t.Helper()
	c := checker{open: []*component{{}, {name: "VCALENDAR", props: known["VCALENDAR"], count: map[string]int{}}}, steps: mostSteps}
	for num, s := range unfold(string(data), c.fault) {
		l, code, text := parseLine(num, s)
		if code != "" {
			t.Fatalf("%s: %s in %q", code, text, s)
		}
		if l.name == "BEGIN" && l.value != "VEVENT" || l.name == "ATTENDEE" {
			t.Fatalf("a value became the line %q", s)
		}
		c.line(l)
	}
	for _, f := range c.faults {
		if !f.Warning && !strings.Contains("DST_GAP ORDER_TIME", f.Code) {
			t.Fatalf("%v in %q", f, data)
		}
	}
}
