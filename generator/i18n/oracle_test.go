package i18n

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"modestad/generator/civil"
)

var update = flag.Bool("update", false, "write testdata/oracle.txt anew with Node")

// differences are where Intl differs, and why it is not followed.
var differences = []struct{ prefix, reason string }{
	{"ko time", "Intl writes AM and PM in Latin letters in times; CLDR has Korean words"},
	{"ko moment", "the same"},
	{"en-BE euro", "CLDR 48.2 sets the euro behind the amount, 48.0 before it"},
	{"el month ", "Intl gives the genitive for a month alone; CLDR has the nominative"},
	{"ja month ", "Intl adds the word month to a narrow name; CLDR has the number alone"},
	{"ja moments", "Intl falls back on figures where a range has a time"},
	{"cs moments short", "Intl takes another pattern for the date beside a range of times"},
	{"uk range month_year", "Intl finds no range of a month that stands alone; CLDR has one"},
	{"pl range month_year", "the same"},
	{"el range month_year", "the same"},
	{"cs range month_year", "the same"},
}

// TestOracle holds every answer to that of Node's Intl, which has its own reading of CLDR.
func TestOracle(t *testing.T) {
	stored, err := os.ReadFile("testdata/oracle.txt")
	if err != nil && !*update {
		t.Fatal(err)
	}
	if fresh := askNode(t); fresh != nil {
		if *update {
			if err := os.WriteFile("testdata/oracle.txt", fresh, 0o666); err != nil {
				t.Fatal(err)
			}
			stored = fresh
		}
		head := func(b []byte) string { line, _, _ := strings.Cut(string(b), "\n"); return line }
		if head(stored) == head(fresh) && !bytes.Equal(stored, fresh) {
			t.Error("testdata/oracle.txt is not what cldrgen/oracle.mjs writes: run with -update")
		}
	}

	locales := map[string]*Locale{}
	asked, met := 0, map[string]bool{}
	for line := range strings.Lines(string(stored)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		l := locales[f[0]]
		if l == nil {
			if l, err = Lookup(f[0], ""); err != nil {
				t.Fatal(err)
			}
			locales[f[0]] = l
		}
		want := f[len(f)-1]
		got := answer(t, l, f[1], f[2:len(f)-1])
		asked++
		// Intl passes on the slip in British ranges that we mend.
		if plain(got) == plain(want) || plain(got) == plain(evenDash(want)) {
			continue
		}
		question := strings.Join(f[:len(f)-1], " ")
		if i := slices.IndexFunc(differences, func(d struct{ prefix, reason string }) bool { return strings.HasPrefix(question, d.prefix) }); i >= 0 {
			met[differences[i].prefix] = true
		} else {
			t.Errorf("%s: got %q, Intl says %q", question, got, want)
		}
	}
	for _, d := range differences {
		if !met[d.prefix] {
			t.Errorf("Intl no longer differs in %q (%s)", d.prefix, d.reason)
		}
	}
	if asked < 10_000 {
		t.Errorf("only %d questions", asked)
	}
}

// plain leaves aside what Node changes on purpose: V8 writes a plain space for U+202F in times.
func plain(s string) string { return strings.ReplaceAll(s, "\u202f", " ") }

// askNode runs the oracle, or gives nil where Node is missing.
func askNode(t *testing.T) []byte {
	out, err := exec.Command("node", "cldrgen/oracle.mjs").Output()
	if err == nil {
		return out
	}
	if os.Getenv("MODESTAD_ORACLES") == "1" || *update {
		t.Fatalf("node cldrgen/oracle.mjs: %v", err)
	}
	t.Log("Node is missing: compared with its stored answers only")
	return nil
}

func answer(t *testing.T, l *Locale, question string, args []string) string {
	t.Helper()
	styleOf := func(s string) Style {
		for i, name := range styleNames {
			if name == s {
				return Style(i)
			}
		}
		t.Fatalf("no style %q", s)
		return 0
	}
	date := func(s string) civil.Date {
		d, err := civil.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	clock := func(s string) civil.Clock {
		at, err := time.Parse("15:04", s[:5])
		if err != nil {
			t.Fatal(err)
		}
		return civil.Clock{Hour: at.Hour(), Minute: at.Minute()}
	}
	moment := func(s string) civil.DateTime { return date(s[:10]).At(clock(s[11:])) }
	whole := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	float := func(s string) float64 {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	widths := map[string]Width{"long": Wide, "short": Abbreviated, "narrow": Narrow}
	switch question {
	case "date":
		return l.Date(date(args[1]), styleOf(args[0]))
	case "range":
		return l.DateRange(date(args[1]), date(args[2]), styleOf(args[0]))
	case "time":
		return l.Time(clock(args[0]))
	case "times":
		return l.TimeRange(clock(args[0]), clock(args[1]))
	case "moment":
		return l.DateTime(moment(args[1]), styleOf(args[0]))
	case "moments":
		return l.DateTimeRange(moment(args[1]), moment(args[2]), styleOf(args[0]))
	case "int":
		return l.Int(whole(args[0]))
	case "number":
		return l.Number(float(args[0]))
	case "percent":
		return l.Percent(float(args[0]))
	case "euro":
		return l.Euro(float(args[0]))
	case "plural":
		return l.Plural(whole(args[0]))
	case "pluralof":
		return l.PluralOf(float(args[0]))
	case "list":
		return l.List(strings.Split(args[0], ","))
	case "or":
		return l.ListOr(strings.Split(args[0], ","))
	case "month":
		return l.Month(time.Month(whole(args[0])), widths[args[1]])
	case "weekday":
		return l.Weekday(time.Weekday(whole(args[0])), widths[args[1]])
	case "dir":
		return l.Dir
	case "firstday":
		return strconv.Itoa(int(l.FirstDay()))
	case "name":
		tag, err := ParseTag(args[0])
		if err != nil {
			t.Fatal(err)
		}
		return l.Name(tag)
	}
	t.Fatalf("no question %q", question)
	return ""
}
