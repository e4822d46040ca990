package recur

import (
	"reflect"
	"testing"
	"time"

	"modestad/generator/civil"
	"modestad/generator/cputime"
)

// FuzzWords reads repetition as editors write it. What is taken has instances in order and no more than it says; as an
// RRULE it is the same rule, and so it is in words again.
func FuzzWords(f *testing.F) {
	f.Add("week", int64(2), "thu", "fri", int64(0), 2027, 3, 4, 300, int64(0))
	f.Add("month", int64(0), "first thu", "last sun", int64(0), 2027, 3, 4, 0, int64(12))
	f.Add("month", int64(1), "", "", int64(-1), 2028, 2, 29, 5000, int64(0))
	f.Add("year", int64(4), "", "", int64(0), 2028, 2, 29, 0, int64(99999))
	f.Add("day", int64(99999), "", "", int64(0), 1, 1, 1, 0, int64(99999))
	f.Add("Weekly", int64(-1), "Thursday", "mon mon", int64(32), 9999, 12, 31, 1, int64(1<<62))
	f.Fuzz(func(t *testing.T, every string, interval int64, one, two string, number int64, year, month, day, until int, count int64) {
		start := civil.Date{Year: year, Month: time.Month(month), Day: day}
		if !start.Valid() || year < 1 || year > 9999 {
			t.Skip()
		}
		w := Words{Every: every}
		if interval != 0 {
			w.Interval = &interval
		}
		if count != 0 {
			w.Count = &count
		}
		if until != 0 {
			w.Until = start.AddDays(until % 100000)
		}
		for _, s := range []string{one, two} {
			if s != "" {
				w.On = append(w.On, s)
			}
		}
		if number != 0 {
			w.On = append(w.On, number)
		}
		r, errs := Parse(w, start)
		if len(errs) > 0 {
			for _, e := range errs {
				if e.Error() == "" || e.Index >= len(w.On) {
					t.Fatalf("%+v: %+v", w, e)
				}
			}
			return
		}
		at := start.At(civil.Clock{Hour: 20})
		var found []civil.DateTime
		took := cputime.Of(func() {
			found, _ = r.Expand(at, Window{To: civil.Date{Year: 9999, Month: 12, Day: 31}, Limit: 750})
		})
		for i, x := range found {
			if i > 0 && !found[i-1].Before(x) || x.Before(at) || !r.Until.IsZero() && x.Date.After(r.Until) {
				t.Fatalf("%+v: %s", w, x)
			}
		}
		if len(found) > 750 || r.Count > 0 && len(found) > r.Count {
			t.Fatalf("%+v: %d instances", w, len(found))
		}
		if took > 2*time.Second {
			t.Fatalf("%+v took %s", w, took)
		}
		if w.Until.Year <= 9999 {
			again, err := ParseRRule(r.RRule(at, false, time.UTC), at, time.UTC)
			if err != nil || !reflect.DeepEqual(again, r) {
				t.Fatalf("%+v: %+v, as an RRULE %+v, %v", w, r, again, err)
			}
		}
		if back, ok := r.Words(start); ok {
			if same, errs := Parse(back, start); len(errs) > 0 || !reflect.DeepEqual(same, r) {
				t.Fatalf("%+v: %+v, in words %+v, %v", w, r, back, errs)
			}
		}
	})
}
