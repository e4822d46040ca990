package feed

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// series are events that repeat in all the ways there are, but for the hours that daylight saving skips or doubles:
// programs differ on which is meant, and authors are warned of them.
var series = map[string]string{
	"weekly": "start = 2027-03-04T19:00:00\nend = 2027-03-04T20:30:00\nvenue = \"modenatie\"\n[repeat]\nevery = \"week\"\nexcept = [2027-10-28]\nalso = [2027-06-02T11:00:00]\n" +
		"[[repeat.change]]\non = 2027-05-13\nstart = 2027-05-14T18:00:00\n[[repeat.change]]\non = 2027-05-20\nstatus = \"cancelled\"\n" +
		"[[repeat.change]]\non = 2027-11-04\nvenue = \"stadsfeestzaal\"\n" + text,
	"monthly":  "start = 2027-01-31T01:30:00\nend = 2027-01-31T03:30:00\n[repeat]\nevery = \"month\"\non = [\"last sun\"]\nuntil = 2028-12-31\n" + text,
	"days":     "start = 2027-05-08\nend = 2027-05-09\n[repeat]\nevery = \"month\"\non = [\"second sat\"]\ncount = 9\nexcept = [2027-06-12]\n[[repeat.change]]\non = 2027-07-10\nstart = 2027-07-17\n" + text,
	"several":  "start = 2027-05-06T19:00:00\nend = 2027-05-06T20:30:00\n[repeat]\nalso = [2027-05-06T21:00:00, 2027-05-08T19:00:00]\n" + text,
	"far":      "timezone = \"America/New_York\"\nstart = 2027-03-01T22:00:00\nend = 2027-03-02T01:00:00\n[repeat]\nevery = \"week\"\ninterval = 2\non = [\"mon\", \"wed\"]\ncount = 40\n" + text,
	"one":      "start = 2027-12-31T22:00:00\nend = 2028-01-01T04:00:00\n" + text,
	"yearly":   "start = 2027-03-28\n[repeat]\nevery = \"year\"\n" + text,
	"lastdays": "start = 2027-05-31T23:30:00\nend = 2027-06-01T00:30:00\n[repeat]\nevery = \"month\"\non = [-1]\n" + text,
}

func withSeries(t testing.TB) *Set {
	changes := map[string]string{}
	for name, toml := range series {
		changes["content/partners/momu/events/"+name+".toml"] = toml
	}
	return build(t, example(t, changes), stamps{}.of)
}

// oracle gives the arguments of a command that runs the system's Python, which sees the system's modules.
func oracle(t *testing.T, module string) string {
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

// libical, icalendar, vobject and ical.js read every feed without a complaint; khal imports those that hold all.
func TestOracles(t *testing.T) {
	python := oracle(t, "icalendar")
	s := withSeries(t)
	every, some := t.TempDir(), t.TempDir()
	for lang := range s.editions {
		for _, f := range s.site.Feeds {
			dir := every
			switch {
			case f.ID == "all":
				dir = some
			case lang != "nl" && f.ID != "kind-exhibition":
				continue // the same events in other words
			}
			if err := os.WriteFile(filepath.Join(dir, f.ID+"."+lang+".ics"), whole(t)(s.ICS(f, lang)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, args := range [][]string{{every}, {"--khal", some}} {
		if os.Getenv("MODESTAD_ORACLES") == "1" {
			args = append(args, "--strict-tools")
		}
		out, err := exec.Command(python, append([]string{"../ical/testdata/oracle/check.py"}, args...)...).CombinedOutput()
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		t.Logf("%s", out)
	}
}

// What another program makes of a calendar is what the site shows: each date of each event, at the same moment.
func TestSameDates(t *testing.T) {
	python := oracle(t, "icalendar, recurring_ical_events")
	s := withSeries(t)
	cmd := exec.Command(python, "-c", `
import sys, json, datetime, icalendar, recurring_ical_events
groups = {}
for e in icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk("VEVENT"):
    groups.setdefault(str(e["UID"]), icalendar.Calendar()).add_component(e)
out = {}
for uid, group in groups.items():
    name = uid.split("@")[0].split("--")[0]
    for e in recurring_ical_events.of(group).between((2027, 1, 1), (2029, 1, 1)):
        d = e["DTSTART"].dt
        text = d.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(d, datetime.datetime) else d.isoformat()
        out.setdefault(name, []).append(text + " " + str(e["STATUS"]))
print(json.dumps(out))
`)
	cmd.Stdin = strings.NewReader(string(whole(t)(s.ICS(s.site.Feed("kind-event"), "nl"))))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(series)) {
		e := s.site.Event("momu/" + name)
		var want []string
		for _, o := range e.Occurrences {
			if o.Start.Year > 2028 {
				continue
			}
			at := o.Begin.UTC().Format(time.RFC3339)
			if o.AllDay {
				at = o.Start.Date.String()
			}
			want = append(want, at+" "+string(status(o.Status)))
		}
		have := got[e.ID()]
		slices.Sort(have)
		slices.Sort(want)
		if !slices.Equal(have, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(have, "\n"), strings.Join(want, "\n"))
		}
		if len(want) == 0 {
			t.Errorf("%s never happens", name)
		}
	}
}
