package civil

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestIn(t *testing.T) {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	at := func(y int, m time.Month, d, h, min int) DateTime {
		return DateTime{Date{y, m, d}, Clock{Hour: h, Minute: min}}
	}
	for _, row := range []struct {
		name string
		in   DateTime
		want string
		fit  Fit
	}{
		{"winter", at(2027, 1, 10, 20, 0), "2027-01-10T20:00:00+01:00", Exact},
		{"summer", at(2027, 6, 10, 20, 0), "2027-06-10T20:00:00+02:00", Exact},
		{"skipped takes the later reading", at(2027, 3, 28, 2, 30), "2027-03-28T03:30:00+02:00", Skipped},
		{"last before the jump", at(2027, 3, 28, 1, 59), "2027-03-28T01:59:00+01:00", Exact},
		{"first after the jump", at(2027, 3, 28, 3, 0), "2027-03-28T03:00:00+02:00", Exact},
		{"doubled takes the first", at(2027, 10, 31, 2, 30), "2027-10-31T02:30:00+02:00", Doubled},
		{"after the doubled hour", at(2027, 10, 31, 3, 0), "2027-10-31T03:00:00+01:00", Exact},
		{"before the doubled hour", at(2027, 10, 31, 1, 59), "2027-10-31T01:59:00+02:00", Exact},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, fit := row.in.In(brussels)
			if got.Format(time.RFC3339) != row.want || fit != row.fit {
				t.Errorf("%s: got %s, fit %d; want %s, fit %d", row.in, got.Format(time.RFC3339), fit, row.want, row.fit)
			}
		})
	}
}

func TestNeighbours(t *testing.T) {
	brussels, _ := time.LoadLocation("Europe/Brussels")
	before, after := DateTime{Date{2027, 3, 28}, Clock{Hour: 2, Minute: 30}}.Neighbours(brussels)
	if before.String() != "2027-03-28T01:59:59" || after.String() != "2027-03-28T03:00:00" {
		t.Errorf("got %s and %s", before, after)
	}
}

func TestValid(t *testing.T) {
	for in, want := range map[Date]bool{{2027, 2, 28}: true, {2027, 2, 29}: false, {2028, 2, 29}: true, {2027, 13, 1}: false, {}: false} {
		if in.Valid() != want {
			t.Errorf("%v: got %v", in, !want)
		}
	}
}
