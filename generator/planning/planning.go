// Package planning writes a quarter's communication planning for the terminal, for spreadsheets and for calendar
// programs: partners and weeks, by audience and message, with what is missing and what meets.
//
// Promise: it says what the page of the quarter says, and what it gives to others is theirs to trust: a cell begins no
// formula, and a calendar keeps to RFC 5545.
//
// Invariants: the same site gives the same bytes; an item keeps its UID when its dates change.
package planning

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"modestad/generator/civil"
	"modestad/generator/content"
	"modestad/generator/ical"
	"modestad/generator/page"
	"modestad/generator/site"
	"modestad/generator/view"
)

// signs are how the states of an item look in the grid.
var signs = map[string]string{"idea": "··", "planned": "--", "running": "==", "done": "##", "dropped": "xx", "gap": "??", "meets": "!!"}

// Text writes a quarter as a grid of partners and weeks and one of audiences with their messages, the items below
// them, and then what is missing or meets.
func Text(ed *page.Edition, q *content.Quarter) []byte {
	v := ed.Planning(q)
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\n", v.Title)
	width := 0
	for _, r := range v.Rows {
		width = max(width, utf8.RuneCountInString(r.Partner.Text.Text))
	}
	for _, a := range v.Audiences {
		width = max(width, utf8.RuneCountInString(a.Name.Text))
		for _, m := range a.Messages {
			width = max(width, 2+utf8.RuneCountInString(m.Title.Text))
		}
	}
	width = min(width, 28)
	if len(v.Rows) > 0 {
		b.WriteString(strings.Repeat(" ", width))
		for _, w := range v.Weeks {
			fmt.Fprintf(&b, " %2s", strings.TrimFunc(w.Number, func(r rune) bool { return r < '0' || r > '9' }))
		}
		b.WriteByte('\n')
		last := ""
		for _, r := range v.Rows {
			name := r.Partner.Text.Text
			if name == last {
				name = ""
			} else {
				last = name
			}
			b.WriteString(line(pad(name, width), r.Cells))
		}
		b.WriteByte('\n')
		for _, a := range v.Audiences {
			b.WriteString(line(pad(a.Name.Text, width), a.Weeks))
			for _, m := range a.Messages {
				b.WriteString(line(pad("  "+m.Title.Text, width), m.Cells))
			}
		}
		var legend []string
		seen := map[string]bool{}
		for _, i := range v.Items {
			if !seen[i.Class] {
				seen[i.Class] = true
				legend = append(legend, signs[i.Class]+" "+i.Status)
			}
		}
		legend = append(legend, signs["gap"]+" "+ed.Text("planning.gap"), signs["meets"]+" "+ed.Text("planning.meets"))
		fmt.Fprintf(&b, "\n%s\n", strings.Join(legend, "   "))
	}
	for _, i := range v.Items {
		fmt.Fprintf(&b, "\n%s\n  %s\n", i.When.Text, i.Title.Text)
		said := []string{i.Partner.Text.Text, i.Channel.Text}
		for _, a := range i.Audience {
			said = append(said, a.Text.Text)
		}
		if i.Chapter != nil {
			said = append(said, i.Chapter.Text.Text)
		}
		said = append(said, i.Status)
		fmt.Fprintf(&b, "  %s\n", strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " · "))
	}
	for i, f := range v.Findings {
		if i == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "! %s\n", f)
	}
	return b.Bytes()
}

// line is a row of a grid.
func line(name string, cells []view.PlanningCell) string {
	for _, c := range cells {
		n, _ := strconv.Atoi(c.Span) // a whole number, as the page needs it
		name += cell(c, n)
	}
	return strings.TrimRight(name, " ") + "\n"
}

// cell is a stretch of weeks in the grid, three columns each.
func cell(c view.PlanningCell, weeks int) string {
	sign := signs[c.Class]
	if c.Meets != "" {
		sign = signs["meets"]
	}
	if sign == "" {
		return strings.Repeat("   ", weeks)
	}
	edge := string([]rune(sign)[0])
	return " " + sign + strings.Repeat(edge+sign, weeks-1)
}

// pad cuts or fills a name.
func pad(s string, n int) string {
	r := []rune(s)
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s + strings.Repeat(" ", n-len(r))
}

// ordered gives the items by their dates; those without come last.
func ordered(q *content.Quarter) []*content.Item {
	var out []*content.Item
	for i := range q.Items {
		out = append(out, &q.Items[i])
	}
	slices.SortStableFunc(out, func(a, b *content.Item) int {
		if a.Start.IsZero() != b.Start.IsZero() {
			return cmp.Compare(b2i(a.Start.IsZero()), b2i(b.Start.IsZero()))
		}
		return a.Start.Compare(b.Start)
	})
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func audiences(i *content.Item) string {
	var out []string
	for _, a := range i.Audiences {
		out = append(out, a.ID)
	}
	return strings.Join(out, " ")
}

func day(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// CSV writes quarters as a table (RFC 4180), an item a row, in the order of time.
func CSV(ed *page.Edition, quarters []*content.Quarter) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{{"quarter", "start", "end", "partner", "channel", "audiences", "chapter", "status", "text"}}
	for _, q := range quarters {
		for _, i := range ordered(q) {
			row := []string{q.ID, day(i.Start), day(i.End), i.Partner.ID, i.Channel, audiences(i), i.Chapter.ID, i.Status, ed.Name(i.Text)}
			for n := range row {
				row[n] = page.CSVCell(row[n])
			}
			rows = append(rows, row)
		}
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// ICS writes quarters as a calendar of whole days. What has no date is left out.
func ICS(ed *page.Edition, s *site.Site, quarters []*content.Quarter) ([]byte, error) {
	var list []ical.Component
	seen := map[string]int{}
	for _, q := range quarters {
		for _, i := range ordered(q) {
			if i.Start.IsZero() {
				continue
			}
			end := i.End
			if end.IsZero() {
				end = i.Start
			}
			e := ical.Event{UID: uid(s, q, i, seen), Stamp: time.Unix(0, 0).UTC(), Start: ical.Day(i.Start), End: ical.Day(end.AddDays(1)), Transparent: true, Status: ical.Tentative}
			switch i.Status {
			case "running", "done":
				e.Status = ical.Confirmed
			case "dropped":
				e.Status = ical.Cancelled
			}
			partner := i.Partner.ID
			if p := s.Partner(partner); p != nil {
				partner = ed.Name(p.Name)
			}
			e.Summary = partner + ": " + ed.Name(i.Text)
			e.Description = strings.Join(slices.DeleteFunc([]string{i.Channel, audiences(i), i.Chapter.ID}, func(s string) bool { return s == "" }), "\n")
			if s.Config.Outputs.On("planning") {
				e.URL = s.Absolute(s.QuarterAddress(ed.Lang(), q.ID))
			}
			if c := s.Config.Contact; c.Email != "" {
				e.Organizer = ical.Organizer{Name: c.Name, Email: c.Email}
			}
			c, err := ical.Render(e)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", q.ID, err)
			}
			list = append(list, c)
		}
	}
	name := ed.Text("section.planning")
	if len(quarters) == 1 {
		name = ed.Planning(quarters[0]).Title
	}
	var feeds ical.Feeds
	return feeds.Append(nil, ical.Calendar{ProdID: "-//modestad//planning//" + strings.ToUpper(ed.Lang()), Name: name, URL: s.Absolute(s.Home(ed.Lang())), Zone: s.Config.ZoneName}, list)
}

// uid names an item by what it is, not by when: the quarter, who says what, where, to whom. Doubles are counted.
func uid(s *site.Site, q *content.Quarter, i *content.Item, seen map[string]int) string {
	h := sha256.New()
	for _, part := range []string{i.Partner.ID, i.Channel, i.Chapter.ID, audiences(i)} {
		fmt.Fprintf(h, "%q", part)
	}
	for _, t := range i.Text {
		fmt.Fprintf(h, "%q%q", t.Lang, t.Value)
	}
	id := fmt.Sprintf("%s-%x", q.ID, h.Sum(nil)[:8])
	seen[id]++
	if n := seen[id]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id + "@" + s.Config.UIDHost
}
