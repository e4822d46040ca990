package ical

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"modestad/generator/civil"
)

// python gives the system's interpreter, which is the one that sees the system's modules.
func python(t *testing.T, module string) string {
	t.Helper()
	const interpreter = "/usr/bin/python3"
	if err := exec.Command(interpreter, "-c", "import "+module).Run(); err != nil {
		if os.Getenv("MODESTAD_ORACLES") == "1" {
			t.Fatalf("%s with %s is missing", interpreter, module)
		}
		t.Skipf("%s with %s is missing", interpreter, module)
	}
	return interpreter
}

// libical, icalendar, vobject, recurring-ical-events, ical.js and khal read the golden feeds without a
// complaint and expand them alike.
func TestOracles(t *testing.T) {
	args := []string{"testdata/oracle/check.py", "--khal", "testdata/golden"}
	if os.Getenv("MODESTAD_ORACLES") == "1" {
		args = append(args, "--strict-tools")
	}
	out, err := exec.Command(python(t, "icalendar"), args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// The oracles do complain of what is wrong.
func TestOraclesBite(t *testing.T) {
	interpreter := python(t, "icalendar, vobject, recurring_ical_events")
	golden := string(corpus(t)["series"])
	for name, broken := range map[string]string{
		"iTIP":   strings.Replace(golden, "ORGANIZER", "X-ORGANIZER", 1),
		"cut":    golden[:len(golden)/2],
		"name":   strings.Replace(golden, "SUMMARY", "SUM MARY", 1),
		"escape": strings.Replace(golden, "DTSTAMP:20270115T093000Z", "DTSTAMP:never", 1),
	} {
		file := filepath.Join(t.TempDir(), "broken.ics")
		if err := os.WriteFile(file, []byte(broken), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(interpreter, "testdata/oracle/check.py", file).CombinedOutput(); err == nil {
			t.Errorf("%s: no complaint\n%s", name, out)
		}
	}
}

// The strict reader's idea of a rule is dateutil's, over random rules.
func TestRuleOracle(t *testing.T) {
	interpreter := python(t, "dateutil")
	random := rand.New(rand.NewPCG(1, 2))
	var input strings.Builder
	type trial struct {
		start civil.Date
		rule  string
	}
	var trials []trial
	for len(trials) < 1500 {
		start := civil.Date{Year: 2027, Month: 1, Day: 1}.AddDays(random.IntN(800))
		text := randomRule(random)
		r, err := parseRule(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		// dateutil keeps no start that is not an instance, and neither do we write one.
		for range 400 {
			if r.on(start, start) {
				break
			}
			start = start.AddDays(1)
		}
		if !r.on(start, start) {
			continue
		}
		trials = append(trials, trial{start, text})
		fmt.Fprintf(&input, "%s %s\n", start, text)
	}
	command := exec.Command(interpreter, "-c", `
import sys, datetime
from dateutil.rrule import rrulestr
for line in sys.stdin:
    start, rule = line.split()
    start = datetime.datetime.fromisoformat(start)
    end = start + datetime.timedelta(days=1500)
    print(" ".join(str((d - start).days) for d in rrulestr(rule, dtstart=start).between(start, end, inc=True)))
`)
	command.Stdin = strings.NewReader(input.String())
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	lines.Buffer(nil, 1<<20)
	for _, c := range trials {
		if !lines.Scan() {
			t.Fatal("too few answers")
		}
		r, _ := parseRule(c.rule)
		var got []string
		for i := range 1501 {
			if r.on(c.start, c.start.AddDays(i)) {
				got = append(got, fmt.Sprint(i))
			}
		}
		if strings.Join(got, " ") != lines.Text() {
			t.Errorf("%s %s: got %v\nwant %s", c.start, c.rule, got, lines.Text())
		}
	}
}

func randomRule(random *rand.Rand) string {
	freq := []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}[random.IntN(4)]
	rule := fmt.Sprintf("FREQ=%s;INTERVAL=%d", freq, 1+random.IntN(4))
	if random.IntN(3) == 0 {
		rule += fmt.Sprintf(";BYMONTH=%d,%d", 1+random.IntN(6), 7+random.IntN(6))
	}
	days := random.IntN(2) == 0
	if days {
		n := ""
		if (freq == "MONTHLY" || freq == "YEARLY") && random.IntN(2) == 0 {
			n = fmt.Sprint([]int{-2, -1, 1, 2, 3, 4, 5}[random.IntN(7)])
		}
		rule += ";BYDAY=" + n + weekdayNames[random.IntN(4)] + "," + n + weekdayNames[4+random.IntN(3)]
	}
	// Without months, BYDAY and BYMONTHDAY of a year are read in more than one way.
	if freq != "WEEKLY" && random.IntN(3) == 0 && !strings.ContainsAny(rule, "-") && !(days && freq == "YEARLY") {
		rule += fmt.Sprintf(";BYMONTHDAY=%d,%d", 1+random.IntN(28), []int{-1, -2, 29, 30, 31}[random.IntN(5)])
	}
	if random.IntN(4) == 0 {
		rule += ";WKST=" + weekdayNames[random.IntN(7)]
	}
	return rule
}
