package planning_test

import (
	"context"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"modestad/generator"
	"modestad/generator/ical"
	"modestad/generator/planning"
)

func load(t *testing.T) *generator.Result {
	t.Helper()
	r, err := generator.Load(context.Background(), generator.Options{Root: "../testdata/example", Clock: time.Now, Now: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if r.Book == nil || len(r.Site.Planning) == 0 {
		t.Fatal("the example has no planning")
	}
	return r
}

func TestText(t *testing.T) {
	r := load(t)
	got := string(planning.Text(r.Book.Edition("en"), r.Site.Planning[0]))
	for _, want := range []string{" 13 14 15", "-----------", "! "} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	for line := range strings.Lines(got) {
		if line != strings.TrimRight(line, " \n")+"\n" {
			t.Errorf("space at the end of %q", line)
		}
	}
}

// A cell begins no formula, and a calendar keeps to the standard whatever an item says.
func TestHostile(t *testing.T) {
	r := load(t)
	q := *r.Site.Planning[0]
	item := q.Items[0]
	item.Channel = "=HYPERLINK(\"x\")\r\nATTENDEE:mailto:a@example.org"
	q.Items = append(q.Items[:1:1], item, item)
	quarters := append(r.Site.Planning[:0:0], &q)
	data, err := planning.CSV(r.Book.Edition("nl"), quarters)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 || !strings.HasPrefix(rows[2][4], "'=") {
		t.Errorf("%q", rows)
	}
	cal, err := planning.ICS(r.Book.Edition("nl"), r.Site, quarters)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(cal), "\r\nATTENDEE") {
		t.Error("a text began a property")
	}
	for _, f := range ical.Check(cal) {
		if !f.Warning {
			t.Error(f)
		}
	}
	if n := strings.Count(string(cal), "BEGIN:VEVENT"); n != 3 {
		t.Errorf("%d events", n)
	}
}
