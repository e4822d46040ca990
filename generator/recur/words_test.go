package recur

import (
	"fmt"
	"testing"
	"time"

	"modestad/generator/civil"
)

func TestWords(t *testing.T) {
	start := civil.Date{Year: 2027, Month: time.March, Day: 4} // a Thursday, the first of its month
	for rule, want := range map[string]string{
		"FREQ=DAILY":                                 "day []",
		"FREQ=WEEKLY;BYDAY=TH,FR;INTERVAL=2":         "week [thu fri] interval 2",
		"FREQ=WEEKLY;COUNT=5":                        "week [] count 5",
		"FREQ=MONTHLY;BYDAY=1TH":                     "month [first thu]",
		"FREQ=MONTHLY;BYDAY=-1SU;COUNT=3":            "month [last sun] count 3",
		"FREQ=MONTHLY;BYMONTHDAY=4,-1":               "month [4 -1]",
		"FREQ=YEARLY;UNTIL=20300304":                 "year [] until 2030-03-04",
		"FREQ=YEARLY;BYMONTH=3;BYDAY=1TH":            "none",
		"FREQ=MONTHLY;BYDAY=TH":                      "none",
		"FREQ=MONTHLY;BYDAY=-2TH":                    "none",
		"FREQ=DAILY;BYDAY=TH":                        "none",
		"FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TH,SU": "none",
	} {
		r, err := ParseRRule(rule, start.At(civil.Clock{}), time.UTC)
		if err != nil {
			t.Fatalf("%s: %v", rule, err)
		}
		got := "none"
		if w, ok := r.Words(start); ok {
			got = fmt.Sprint(w.Every, " ", w.On)
			if w.Interval != nil {
				got += fmt.Sprint(" interval ", *w.Interval)
			}
			if w.Count != nil {
				got += fmt.Sprint(" count ", *w.Count)
			}
			if !w.Until.IsZero() {
				got += " until " + w.Until.String()
			}
		}
		if got != want {
			t.Errorf("%s: %s, not %s", rule, got, want)
		}
	}
}
