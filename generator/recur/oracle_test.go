package recur

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"modestad/generator/civil"
)

// A series is what the oracles read; they give a list of instances for each.
type series struct {
	Rule    string `json:"rule"`
	Start   string `json:"start"`
	Horizon string `json:"horizon"`
	Zone    string `json:"zone"`
	AllDay  bool   `json:"all_day"`
	Limit   int    `json:"limit"`

	rule  Rule
	start civil.DateTime
	loc   *time.Location
}

// A moment is an instance as an oracle gives it: the reading that the rule has, and the moment in UTC, which
// is empty where the series is all-day.
type moment [2]string

// randomRule makes a rule, canonical, and a first instance of it, where one is found.
func randomRule(r *rand.Rand) (Rule, civil.Date, bool) {
	rule := Rule{Freq: Freq(1 + r.IntN(4)), Interval: 1, WeekStart: time.Monday}
	if r.IntN(2) == 0 {
		rule.Interval = 1 + r.IntN(5)
	}
	some := func(n int, add func()) {
		if r.IntN(2) == 0 {
			for range 1 + r.IntN(n) {
				add()
			}
		}
	}
	monthDay := func() {
		n := 1 + r.IntN(31)
		if r.IntN(3) == 0 {
			n = -n
		}
		rule.ByMonthDay = append(rule.ByMonthDay, n)
	}
	plain := func() { rule.ByDay = append(rule.ByDay, Day{0, time.Weekday(r.IntN(7))}) }
	numbered := func() {
		n := 1 + r.IntN(5)
		if r.IntN(3) == 0 {
			n = -n
		}
		rule.ByDay = append(rule.ByDay, Day{n, time.Weekday(r.IntN(7))})
	}
	month := func() { rule.ByMonth = append(rule.ByMonth, time.Month(1+r.IntN(12))) }
	switch rule.Freq {
	case Daily:
		if r.IntN(3) == 0 {
			some(6, plain)
		}
	case Weekly:
		some(4, plain)
		if r.IntN(3) == 0 {
			rule.WeekStart = time.Weekday(r.IntN(7))
		}
	case Monthly:
		switch r.IntN(4) {
		case 0:
			some(3, monthDay)
		case 1:
			some(3, numbered)
		case 2:
			some(2, plain)
		}
	case Yearly:
		some(3, month)
		switch r.IntN(4) {
		case 0:
			some(3, monthDay)
		case 1:
			some(3, numbered)
		case 2:
			some(2, plain)
		}
	}
	start := civil.Date{Year: 2024 + r.IntN(6), Month: time.Month(1 + r.IntN(12)), Day: 1 + r.IntN(28)}
	if r.IntN(3) == 0 { // near the change of the clocks
		start.Month, start.Day = []time.Month{time.March, time.October, time.November}[r.IntN(3)], 1+r.IntN(31)
	}
	switch r.IntN(3) {
	case 0:
		rule.Count = 1 + r.IntN(60)
	case 1:
		rule.Until = start.AddDays(500 + r.IntN(1500))
	}
	rule = rule.canonical()
	for range 800 {
		if start.Valid() && rule.Matches(start) {
			return rule, start, rule.Until.IsZero() || !rule.Until.Before(start)
		}
		start = start.AddDays(1)
	}
	return rule, start, false
}

func randomSeries(t testing.TB, n int) []series {
	r := rand.New(rand.NewPCG(2027, 6))
	var zones []*time.Location
	for _, name := range []string{"Europe/Brussels", "Europe/Brussels", "America/New_York"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, loc)
	}
	clocks := []civil.Clock{{}, {Hour: 1, Minute: 30}, {Hour: 2}, {Hour: 2, Minute: 30}, {Hour: 2, Minute: 59, Second: 59}, {Hour: 3}, {Hour: 20}, {Hour: 23, Minute: 30}}
	var out []series
	for len(out) < n {
		rule, day, ok := randomRule(r)
		if !ok {
			continue
		}
		s := series{rule: rule, loc: zones[r.IntN(len(zones))], AllDay: r.IntN(5) == 0, Limit: 120}
		clock := clocks[r.IntN(len(clocks))]
		if s.AllDay {
			clock = civil.Clock{}
		}
		s.start = day.At(clock)
		if _, fit := s.start.In(s.loc); fit == civil.Skipped {
			continue // an error in the content model
		}
		s.Zone, s.Rule = s.loc.String(), rule.RRule(s.start, s.AllDay, s.loc)
		s.Start = plain.Replace(s.start.String())
		s.Horizon = plain.Replace(horizon(s.start).String())
		out = append(out, s)
	}
	return out
}

func horizon(start civil.DateTime) civil.Date {
	return civil.Date{Year: start.Year + 6, Month: start.Month, Day: 1}
}

var plain = strings.NewReplacer("-", "", ":", "")

func expandAll(all []series) [][]moment {
	out := make([][]moment, len(all))
	for i, s := range all {
		found, _ := s.rule.Expand(s.start, Window{To: horizon(s.start), Limit: s.Limit})
		for _, in := range In(found, s.loc) {
			m := moment{plain.Replace(in.At.String()), in.Time.UTC().Format("20060102T150405Z")}
			if s.AllDay {
				m[1] = ""
			}
			out[i] = append(out[i], m)
		}
	}
	return out
}

// oracle runs a command that expands the series.
func oracle(t *testing.T, all []series, cmd *exec.Cmd) [][]moment {
	t.Helper()
	in, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), &stderr
	raw, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, stderr.String())
	}
	var out [][]moment
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// missing skips the test, or fails it where the oracles are asked for.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("MODESTAD_ORACLES") == "1" {
		t.Fatalf("%s is missing", what)
	}
	t.Skipf("%s is missing: the comparison is not made", what)
}

const seriesTried = 2000

func TestAgreesWithDateutil(t *testing.T) {
	const python = "/usr/bin/python3"
	if exec.Command(python, "-c", "import dateutil.rrule, zoneinfo").Run() != nil {
		missing(t, "python3-dateutil for "+python)
	}
	all := randomSeries(t, seriesTried)
	compare(t, "python-dateutil", all, oracle(t, all, exec.Command(python, "testdata/with_dateutil.py")))
}

func TestAgreesWithICalJS(t *testing.T) {
	cmd := exec.Command("node", "testdata/with_icaljs.cjs")
	cmd.Env = os.Environ()
	if dir := os.Getenv("MODESTAD_NODE_MODULES"); dir != "" {
		cmd.Env = append(cmd.Env, "NODE_PATH="+dir)
	}
	probe := exec.Command("node", "-e", `require("ical.js")`)
	probe.Env = cmd.Env
	if probe.Run() != nil {
		missing(t, "ical.js for Node (MODESTAD_NODE_MODULES or NODE_PATH names the folder)")
	}
	// In yearly rules ical.js takes BYMONTHDAY without BYMONTH to mean the month of DTSTART, where RFC 5545
	// means every month, and counts from the end of a month by another month.
	all := slices.DeleteFunc(randomSeries(t, seriesTried), func(s series) bool {
		negative := slices.ContainsFunc(s.rule.ByMonthDay, func(d int) bool { return d < 0 })
		return s.rule.Freq == Yearly && len(s.rule.ByMonthDay) > 0 && (len(s.rule.ByMonth) == 0 || negative)
	})
	theirs := oracle(t, all, cmd)
	// Where a reading does not happen, or twice, ical.js takes the other offset than RFC 5545, 3.3.5, has it;
	// there the reading alone is compared.
	for i, s := range all {
		for j, m := range theirs[i] {
			at, err := time.Parse("20060102T150405", m[0])
			if err != nil {
				t.Fatal(err)
			}
			if in, fit := civil.Of(at).In(s.loc); fit != civil.Exact {
				theirs[i][j][1] = in.UTC().Format("20060102T150405Z")
			}
		}
	}
	compare(t, "ical.js", all, theirs)
}

// compare demands the same instances of every series.
func compare(t *testing.T, name string, all []series, theirs [][]moment) {
	t.Helper()
	ours, shown, instances := expandAll(all), 0, 0
	for i, s := range all {
		instances += len(ours[i])
		if slices.Equal(ours[i], theirs[i]) {
			continue
		}
		t.Fail()
		if shown++; shown <= 10 {
			at := 0
			for at < min(len(ours[i]), len(theirs[i])) && ours[i][at] == theirs[i][at] {
				at++
			}
			t.Logf("%s %s all-day %t, %s: instance %d: ours %s, %s has %s", s.Start, s.Zone, s.AllDay, s.Rule, at, from(ours[i], at), name, from(theirs[i], at))
		}
	}
	if t.Failed() {
		t.Logf("%d disagree", shown)
	}
	if len(all) < 1000 {
		t.Errorf("%d series: too few", len(all))
	}
	t.Logf("%d series, %d instances compared", len(all), instances)
}

func from(list []moment, at int) []moment { return list[at:min(at+3, len(list))] }
