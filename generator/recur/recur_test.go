package recur

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"modestad/generator/civil"
	"modestad/generator/cputime"
)

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func brussels(t testing.TB) *time.Location {
	loc, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

var evening = civil.Clock{Hour: 20}

func num(n int64) *int64 { return &n }

func TestParse(t *testing.T) {
	start := day("2027-06-10") // a Thursday
	for _, row := range []struct {
		name string
		in   Words
		want string // as an RRULE
	}{
		{"every day", Words{Every: "day"}, "FREQ=DAILY"},
		{"every other day", Words{Every: "day", Interval: num(2), Count: num(5)}, "FREQ=DAILY;INTERVAL=2;COUNT=5"},
		{"the weekday of the start", Words{Every: "week"}, "FREQ=WEEKLY"},
		{"weekdays in order", Words{Every: "week", On: []any{"sun", "thu", "mon"}}, "FREQ=WEEKLY;BYDAY=MO,TH,SU"},
		{"until, inclusive", Words{Every: "week", On: []any{"thu"}, Until: day("2027-12-31")}, "FREQ=WEEKLY;BYDAY=TH;UNTIL=20271231T190000Z"},
		{"until in summer", Words{Every: "week", Until: day("2027-07-31")}, "FREQ=WEEKLY;UNTIL=20270731T180000Z"},
		{"days of the month", Words{Every: "month", On: []any{int64(-1), int64(15), int64(1)}}, "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"},
		{"weekdays of the month", Words{Every: "month", On: []any{"last fri", "first sun"}}, "FREQ=MONTHLY;BYDAY=1SU,-1FR"},
		{"every year", Words{Every: "year"}, "FREQ=YEARLY"},
	} {
		t.Run(row.name, func(t *testing.T) {
			rule, errs := Parse(row.in, start)
			if errs != nil {
				t.Fatal(errs[0])
			}
			if got := rule.RRule(start.At(evening), false, brussels(t)); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for _, row := range []struct {
		name string
		in   Words
		want []Error // Part, Index, Value, Reason, Nearest
	}{
		{"nothing", Words{}, []Error{{Part: "every", Index: -1, Reason: Missing}}},
		{"another form", Words{Every: "weekly"}, []Error{{Part: "every", Index: -1, Value: "weekly", Reason: UnknownWord, Nearest: "week"}}},
		{"another form of day", Words{Every: "daily"}, []Error{{Part: "every", Index: -1, Value: "daily", Reason: UnknownWord, Nearest: "day"}}},
		{"no period", Words{Every: "hour"}, []Error{{Part: "every", Index: -1, Value: "hour", Reason: UnknownWord}}},
		{"interval and count of nothing", Words{Every: "day", Interval: num(0), Count: num(-1)}, []Error{
			{Part: "interval", Index: -1, Value: "0", Reason: OutOfRange}, {Part: "count", Index: -1, Value: "-1", Reason: OutOfRange}}},
		{"count and until", Words{Every: "day", Count: num(3), Until: day("2028-01-01")}, []Error{{Part: "count", Index: -1, Value: "3", Reason: Together}}},
		{"over before it starts", Words{Every: "day", Until: day("2027-06-09")}, []Error{{Part: "until", Index: -1, Value: "2027-06-09", Reason: BeforeStart}}},
		{"on in a day", Words{Every: "day", On: []any{"mon"}}, []Error{{Part: "on", Index: -1, Reason: Misplaced}}},
		{"the whole word", Words{Every: "week", On: []any{"mon", "Thursday"}}, []Error{{Part: "on", Index: 1, Value: "Thursday", Reason: UnknownWord, Nearest: "thu"}}},
		{"a slip", Words{Every: "week", On: []any{"fir"}}, []Error{{Part: "on", Index: 0, Value: "fir", Reason: UnknownWord, Nearest: "fri"}}},
		{"no day", Words{Every: "week", On: []any{"donderdag"}}, []Error{{Part: "on", Index: 0, Value: "donderdag", Reason: UnknownWord}}},
		{"twice", Words{Every: "week", On: []any{"mon", "mon"}}, []Error{{Part: "on", Index: 1, Value: "mon", Reason: Doubled}}},
		{"numbered in a week", Words{Every: "week", On: []any{"first sun"}}, []Error{{Part: "on", Index: 0, Value: "first sun", Reason: Misplaced, Nearest: "sun"}}},
		{"a number in a week", Words{Every: "week", On: []any{int64(1)}}, []Error{{Part: "on", Index: 0, Value: "1", Reason: UnknownWord}}},
		{"no day of any month", Words{Every: "month", On: []any{int64(32), int64(0)}}, []Error{
			{Part: "on", Index: 0, Value: "32", Reason: OutOfRange}, {Part: "on", Index: 1, Value: "0", Reason: OutOfRange}}},
		{"which one", Words{Every: "month", On: []any{"sun"}}, []Error{{Part: "on", Index: 0, Value: "sun", Reason: UnknownWord, Nearest: "first sun"}}},
		{"almost", Words{Every: "month", On: []any{"fisrt sunday"}}, []Error{{Part: "on", Index: 0, Value: "fisrt sunday", Reason: UnknownWord, Nearest: "first sun"}}},
		{"in quotes", Words{Every: "month", On: []any{"15"}}, []Error{{Part: "on", Index: 0, Value: "15", Reason: UnknownWord, Nearest: "15"}}},
		{"two kinds", Words{Every: "month", On: []any{int64(1), "first sun"}}, []Error{{Part: "on", Index: 1, Value: "first sun", Reason: Together}}},
		{"neither word nor number", Words{Every: "month", On: []any{1.5}}, []Error{{Part: "on", Index: 0, Reason: Malformed}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, errs := Parse(row.in, day("2027-06-10"))
			var got []Error
			for _, e := range errs {
				got = append(got, Error{Part: e.Part, Index: e.Index, Value: e.Value, Reason: e.Reason, Nearest: e.Nearest})
				if e.Error() == "" {
					t.Error("no words")
				}
			}
			if !reflect.DeepEqual(got, row.want) {
				t.Errorf("got %+v, want %+v", got, row.want)
			}
		})
	}
}

func TestParseRRule(t *testing.T) {
	for _, row := range []struct{ name, in, want string }{
		{"as the content model has it", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20271231", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20271231T190000Z"},
		{"any order, any case, signs", "byday=+1su,-1FR;freq=Monthly;interval=01", "FREQ=MONTHLY;BYDAY=1SU,-1FR"},
		{"doubles in a list", "FREQ=WEEKLY;BYDAY=TH,MO,TH", "FREQ=WEEKLY;BYDAY=MO,TH"},
		{"week start that matters", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,SU;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,SU;WKST=SU"},
		{"week start that does not", "FREQ=WEEKLY;BYDAY=TH;WKST=SU", "FREQ=WEEKLY;BYDAY=TH"},
		{"until before the last instance of its day", "FREQ=DAILY;UNTIL=20271231T185959Z", "FREQ=DAILY;UNTIL=20271230T190000Z"},
		{"until on it", "FREQ=DAILY;UNTIL=20271231T190000Z", "FREQ=DAILY;UNTIL=20271231T190000Z"},
		{"local until before it", "FREQ=DAILY;UNTIL=20271231T195959", "FREQ=DAILY;UNTIL=20271230T190000Z"},
		{"local until on it", "FREQ=DAILY;UNTIL=20271231T200000", "FREQ=DAILY;UNTIL=20271231T190000Z"},
		{"a leap second", "FREQ=DAILY;UNTIL=20271231T235960Z", "FREQ=DAILY;UNTIL=20271231T190000Z"},
		{"yearly", "FREQ=YEARLY;COUNT=3;BYMONTH=6,3;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=-1;COUNT=3"},
		{"weekday of the year", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYDAY=20MO"},
	} {
		t.Run(row.name, func(t *testing.T) {
			start := day("2027-06-10").At(evening)
			rule, err := ParseRRule(row.in, start, brussels(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := rule.RRule(start, false, brussels(t)); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestParseRRuleErrors(t *testing.T) {
	for _, row := range []struct {
		name, in, part, value string
		reason                Reason
	}{
		{"nothing", "", "RRULE", "", Malformed},
		{"an empty part", "FREQ=DAILY;", "RRULE", "", Malformed},
		{"no frequency", "COUNT=3", "FREQ", "COUNT=3", Missing},
		{"hourly", "FREQ=HOURLY", "FREQ", "HOURLY", Unsupported},
		{"no such frequency", "FREQ=WEEKLEY", "FREQ", "WEEKLEY", UnknownWord},
		{"set position", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "BYSETPOS", "BYSETPOS=1", Unsupported},
		{"week number", "FREQ=YEARLY;BYWEEKNO=1", "BYWEEKNO", "BYWEEKNO=1", Unsupported},
		{"no such part", "FREQ=DAILY;BYDAYS=MO", "RRULE", "BYDAYS", UnknownWord},
		{"with its name", "RRULE:FREQ=DAILY", "RRULE", "RRULE:FREQ", UnknownWord},
		{"twice", "FREQ=DAILY;COUNT=2;COUNT=3", "COUNT", "COUNT=3", Doubled},
		{"count of nothing", "FREQ=DAILY;COUNT=0", "COUNT", "0", OutOfRange},
		{"count below nothing", "FREQ=DAILY;COUNT=-1", "COUNT", "-1", OutOfRange},
		{"too large", "FREQ=DAILY;COUNT=99999999999999999999", "COUNT", "99999999999999999999", OutOfRange},
		{"interval of nothing", "FREQ=DAILY;INTERVAL=0", "INTERVAL", "0", OutOfRange},
		{"interval of words", "FREQ=DAILY;INTERVAL=two", "INTERVAL", "two", Malformed},
		{"count and until", "FREQ=DAILY;COUNT=2;UNTIL=20271231", "UNTIL", "20271231", Together},
		{"no such day", "FREQ=DAILY;UNTIL=20270230", "UNTIL", "20270230", Malformed},
		{"no such hour", "FREQ=DAILY;UNTIL=20271231T250000Z", "UNTIL", "20271231T250000Z", Malformed},
		{"before the start", "FREQ=DAILY;UNTIL=20270610T100000", "UNTIL", "20270610T100000", BeforeStart},
		{"numbered in a week", "FREQ=WEEKLY;BYDAY=MO,2TH", "BYDAY", "2TH", Misplaced},
		{"sixth of a month", "FREQ=MONTHLY;BYDAY=1MO,6MO", "BYDAY", "6MO", OutOfRange},
		{"zeroth", "FREQ=MONTHLY;BYDAY=0MO", "BYDAY", "0", OutOfRange},
		{"no weekday", "FREQ=MONTHLY;BYDAY=XX", "BYDAY", "XX", UnknownWord},
		{"day of the month in a week", "FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY", "1", Misplaced},
		{"32nd", "FREQ=MONTHLY;BYMONTHDAY=1,32", "BYMONTHDAY", "32", OutOfRange},
		{"13th month", "FREQ=YEARLY;BYMONTH=13", "BYMONTH", "13", OutOfRange},
		{"letters that grow in upper case", "ſ=ß;FREQ=DAILY", "RRULE", "ſ", UnknownWord},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := ParseRRule(row.in, day("2027-06-10").At(evening), brussels(t))
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			if e.Part != row.part || e.Value != row.value || e.Reason != row.reason {
				t.Errorf("got %s %q %s", e.Part, e.Value, e.Reason)
			}
			if row.in[e.Offset:e.Offset+e.Length] != row.value {
				t.Errorf("the place is %d, %d", e.Offset, e.Length)
			}
		})
	}
}

func TestExpand(t *testing.T) {
	for _, row := range []struct {
		name, start, rule string
		window            Window
		want              string
		end               End
	}{
		{"over both changes of the clocks", "2027-03-25", "FREQ=WEEKLY;COUNT=2", Window{To: day("2028-01-01"), Limit: 9}, "2027-03-25 2027-04-01", Ended},
		{"the 31st, where there is one", "2027-01-31", "FREQ=MONTHLY", Window{To: day("2027-06-30"), Limit: 9}, "2027-01-31 2027-03-31 2027-05-31", Horizon},
		{"the last day", "2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1", Window{To: day("2027-03-31"), Limit: 9}, "2027-01-31 2027-02-28 2027-03-31", Horizon},
		{"29 February", "2024-02-29", "FREQ=YEARLY;COUNT=3", Window{To: day("2050-01-01"), Limit: 9}, "2024-02-29 2028-02-29 2032-02-29", Ended},
		{"29 February over a century", "2096-02-29", "FREQ=YEARLY", Window{To: day("2104-12-31"), Limit: 9}, "2096-02-29 2104-02-29", Horizon},
		{"30 February", "2027-01-01", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", Window{To: day("9999-12-31"), Limit: 9}, "", Horizon},
		{"fifth Sundays", "2027-01-31", "FREQ=MONTHLY;BYDAY=5SU", Window{To: day("2027-12-31"), Limit: 9}, "2027-01-31 2027-05-30 2027-08-29 2027-10-31", Horizon},
		{"Friday the 13th", "2026-02-13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", Window{To: day("2027-12-31"), Limit: 9}, "2026-02-13 2026-03-13 2026-11-13 2027-08-13", Horizon},
		{"the limit", "2027-01-01", "FREQ=DAILY", Window{To: day("2027-12-31"), Limit: 2}, "2027-01-01 2027-01-02", Full},
		{"the limit, just not", "2027-01-01", "FREQ=DAILY;COUNT=2", Window{To: day("2027-12-31"), Limit: 2}, "2027-01-01 2027-01-02", Ended},
		{"a later window", "2027-01-07", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", Window{From: day("2027-02-01"), To: day("2027-02-28"), Limit: 9}, "2027-02-04 2027-02-18", Horizon},
		{"a later window of a counted series", "2027-01-01", "FREQ=DAILY;COUNT=5", Window{From: day("2027-01-04"), To: day("2027-02-28"), Limit: 9}, "2027-01-04 2027-01-05", Ended},
		{"until in the window", "2027-01-01", "FREQ=DAILY;UNTIL=20270102", Window{To: day("2027-02-28"), Limit: 9}, "2027-01-01 2027-01-02", Ended},
		{"until after the window", "2027-01-01", "FREQ=DAILY;UNTIL=20270109", Window{To: day("2027-01-02"), Limit: 9}, "2027-01-01 2027-01-02", Horizon},
		{"a window before the start", "2027-01-01", "FREQ=DAILY", Window{To: day("2026-01-02"), Limit: 9}, "", Horizon},
		{"week start Monday", "1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", Window{To: day("1998-01-01"), Limit: 9}, "1997-08-05 1997-08-10 1997-08-19 1997-08-24", Ended},
		{"week start Sunday", "1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", Window{To: day("1998-01-01"), Limit: 9}, "1997-08-05 1997-08-17 1997-08-19 1997-08-31", Ended},
		{"an interval beyond the calendar", "2027-01-01", "FREQ=YEARLY;INTERVAL=99999", Window{To: day("9999-12-31"), Limit: 9}, "2027-01-01", Horizon},
	} {
		t.Run(row.name, func(t *testing.T) {
			start := day(row.start).At(evening)
			rule, err := ParseRRule(row.rule, start, brussels(t))
			if err != nil {
				t.Fatal(err)
			}
			found, end := rule.Expand(start, row.window)
			var got []string
			for _, at := range found {
				if at.Clock != evening {
					t.Errorf("at %s", at.Clock)
				}
				got = append(got, at.Date.String())
			}
			if strings.Join(got, " ") != row.want || end != row.end {
				t.Errorf("got %s, end %d", strings.Join(got, " "), end)
			}
		})
	}
}

func TestStrays(t *testing.T) {
	for _, row := range []struct{ name, rule, days, want string }{
		{"open-ended", "FREQ=WEEKLY;INTERVAL=2", "2027-06-10 2027-06-17 2027-06-24 2099-01-08 2027-05-27", "2027-06-17 2099-01-08 2027-05-27"},
		{"counted", "FREQ=WEEKLY;COUNT=3", "2027-06-24 2027-07-01 2027-06-11", "2027-07-01 2027-06-11"},
		{"until", "FREQ=WEEKLY;UNTIL=20270624", "2027-06-24 2027-07-01", "2027-07-01"},
	} {
		t.Run(row.name, func(t *testing.T) {
			start := day("2027-06-10")
			rule, err := ParseRRule(row.rule, start.At(evening), brussels(t))
			if err != nil {
				t.Fatal(err)
			}
			var days []civil.Date
			for _, d := range strings.Fields(row.days) {
				days = append(days, day(d))
			}
			var got []string
			for _, d := range rule.Strays(start, days) {
				got = append(got, d.String())
			}
			if strings.Join(got, " ") != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestMatches(t *testing.T) {
	for rule, want := range map[string]bool{"FREQ=WEEKLY;BYDAY=TH": true, "FREQ=WEEKLY;BYDAY=FR": false, "FREQ=MONTHLY;BYDAY=2TH": true,
		"FREQ=YEARLY": true, "FREQ=DAILY;BYMONTH=7": false, "FREQ=DAILY;COUNT=1": true, "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2": false} {
		start := day("2027-06-10")
		r, err := ParseRRule(rule, start.At(evening), brussels(t))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Matches(start); got != want {
			t.Errorf("%s: got %t", rule, got)
		}
	}
}

func TestInNamesWhatDaylightSavingSkips(t *testing.T) {
	start := day("2027-03-27").At(civil.Clock{Hour: 2, Minute: 30})
	found, _ := Rule{Freq: Daily, Count: 3}.Expand(start, Window{To: day("2027-12-31"), Limit: 9})
	got := In(found, brussels(t))
	if got[0].Fit != civil.Exact || got[1].Fit != civil.Skipped || got[2].Fit != civil.Exact {
		t.Errorf("got %+v", got)
	}
	if civil.Of(got[1].Time).Clock != (civil.Clock{Hour: 3, Minute: 30}) || got[1].At.Clock != start.Clock {
		t.Errorf("got %+v", got[1])
	}
}

func TestDayNumbers(t *testing.T) {
	for n := -800000; n < 3000000; n += 13 {
		at := time.Unix(int64(n)*86400, 0).UTC()
		d := civil.DateOf(at)
		if dateOf(n) != d || number(d) != n || weekday(n) != int(at.Weekday()) || daysIn(d) != d.DaysIn() {
			t.Fatalf("%d: got %s, %d; want %s", n, dateOf(n), number(d), d)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	for _, s := range randomSeries(t, 2000) {
		got, err := ParseRRule(s.Rule, s.start, s.loc)
		if err != nil || !reflect.DeepEqual(got, s.rule) {
			t.Fatalf("%s: got %+v, %v; want %+v", s.Rule, got, err, s.rule)
		}
	}
}

func TestLongRRule(t *testing.T) {
	start := day("2027-01-07").At(evening)
	long := "FREQ=DAILY;BYMONTHDAY=1" + strings.Repeat(",1", maxRRule)
	var e *Error
	if _, err := ParseRRule(long, start, brussels(t)); !errors.As(err, &e) || e.Reason != Malformed {
		t.Errorf("%v", err)
	}
}

func FuzzParseRRule(f *testing.F) {
	for _, s := range randomSeries(f, 20) {
		f.Add(s.Rule, s.start.Year, int(s.start.Month), s.start.Day, s.start.Hour)
	}
	f.Add("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1, 1, 1, 0)
	f.Add("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29;BYDAY=5MO", 1996, 2, 29, 2)
	loc := brussels(f)
	f.Fuzz(func(t *testing.T, text string, year, month, day, hour int) {
		start := civil.Date{Year: year, Month: time.Month(month), Day: day}.At(civil.Clock{Hour: hour})
		if !start.Valid() || year < 1 || year > 9999 || hour < 0 || hour > 23 {
			t.Skip()
		}
		rule, err := ParseRRule(text, start, loc)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(text) || e.Error() == "" {
				t.Fatalf("%q: %#v", text, err)
			}
			return
		}
		again, err := ParseRRule(rule.RRule(start, false, loc), start, loc)
		if err != nil || !reflect.DeepEqual(again, rule) {
			t.Fatalf("%q: got %+v, %v; want %+v", text, again, err, rule)
		}
		var found []civil.DateTime
		took := cputime.Of(func() {
			found, _ = rule.Expand(start, Window{To: civil.Date{Year: 9999, Month: 12, Day: 31}, Limit: 750})
		})
		if len(found) > 750 || rule.Count > 0 && len(found) > rule.Count {
			t.Fatalf("%q: %d instances", text, len(found))
		}
		var days []civil.Date
		for i, at := range found {
			if i > 0 && !found[i-1].Before(at) || at.Before(start) {
				t.Fatalf("%q: %s out of order", text, at)
			}
			days = append(days, at.Date)
		}
		if strays := rule.Strays(start.Date, days); strays != nil {
			t.Fatalf("%q: %v", text, strays)
		}
		if took > 2*time.Second {
			t.Fatalf("%q took %s", text, took)
		}
	})
}

func BenchmarkExpandWeekly(b *testing.B) {
	start := day("2027-01-07").At(evening)
	rule := Rule{Freq: Weekly, ByDay: []Day{{Day: time.Thursday}}}
	for b.Loop() {
		for range 5000 {
			rule.Expand(start, Window{To: day("2028-01-07"), Limit: 750})
		}
	}
}
