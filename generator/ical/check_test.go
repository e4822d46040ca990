package ical

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Each code is found where its rule is broken, in an otherwise good feed: the mutations of a golden file.
func TestCheckFinds(t *testing.T) {
	golden := corpus(t)
	event := func(lines ...string) []byte {
		var feeds Feeds
		e := "BEGIN:VEVENT\r\nUID:a@x\r\nDTSTAMP:20270101T000000Z\r\nSUMMARY:a\r\nORGANIZER:mailto:a@x\r\n" +
			strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
		data, err := feeds.Append(nil, header, []Component{{Bytes: []byte(e), UID: "a@x", Zones: []string{"Europe/Brussels"},
			First: 2027, Last: 2037, Organized: true}})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	swap := func(feed, old, new string) []byte {
		if !bytes.Contains(golden[feed], []byte(old)) {
			t.Fatalf("%s has no %q", feed, old)
		}
		return bytes.Replace(golden[feed], []byte(old), []byte(new), 1)
	}
	const start = "DTSTART;TZID=Europe/Brussels:20270304T190000"
	const weekly = "RRULE:FREQ=WEEKLY;BYDAY=TH"
	for _, row := range []struct {
		name, code string
		data       []byte
	}{
		{"byte order mark", "BOM", append([]byte("\ufeff"), golden["kinds"]...)},
		{"no UTF-8", "UTF8", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:\xff\xfe!")},
		{"bare line feed", "CRLF", swap("kinds", "VERSION:2.0\r\n", "VERSION:2.0\n")},
		{"last line without end", "CRLF", bytes.TrimSuffix(golden["kinds"], []byte("\r\n"))},
		{"line feeds all over", "CRLF", bytes.ReplaceAll(golden["kinds"], []byte("\r"), nil)},
		{"long line", "FOLD", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:"+strings.Repeat("a", 68))},
		{"folded in a character", "FOLD", swap("folds", "é", "\xc3\r\n \xa9")},
		{"begins with a continuation", "FOLD", append([]byte(" x\r\n"), golden["kinds"]...)},
		{"bell", "CTRL", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:Mode\x07show")},
		{"bare carriage return", "CTRL", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:Mode\rshow")},
		{"C1 control", "CTRL", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:Mode\u0085show")},
		{"blank line", "BLANK", append(bytes.Clone(golden["kinds"]), "\r\n"...)},
		{"line of blanks", "BLANK", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:Mode\r\n    \r\n show")},
		{"no name", "NAME", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:Mode\r\nshow")},
		{"bare comma", "ESCAPE", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:Mode, show")},
		{"bare semicolon", "ESCAPE", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:Mode; show")},
		{"bare backslash", "ESCAPE", swap("kinds", "SUMMARY:Modeshow", "SUMMARY:Mode\\show")},
		{"escaped parameter", "PARAM", swap("unorganized", "SUMMARY", "ORGANIZER;CN=A\\, B:mailto:a@b\r\nSUMMARY")},
		{"open quote", "PARAM", swap("unorganized", "SUMMARY", "ORGANIZER;CN=\"A:mailto:a@b\r\nSUMMARY")},
		{"foreign parameter", "PARAM", swap("kinds", "SUMMARY:", "SUMMARY;X-A=b:")},
		{"no PRODID", "REQUIRED", swap("kinds", "PRODID:-//modestad//calendar//EN\r\n", "")},
		{"no DTSTAMP", "REQUIRED", swap("unorganized", "DTSTAMP:20270115T093000Z\r\n", "")},
		{"no SUMMARY", "REQUIRED", swap("unorganized", "SUMMARY:Modeshow\r\n", "")},
		{"empty UID", "REQUIRED", swap("unorganized", "UID:x/plain@modestad.example", "UID:")},
		{"two SUMMARY", "ONCE", swap("kinds", "SUMMARY:Modeshow\r\n", "SUMMARY:a\r\nSUMMARY:b\r\n")},
		{"two VERSION", "ONCE", swap("kinds", "VERSION:2.0\r\n", "VERSION:2.0\r\nVERSION:2.0\r\n")},
		{"DTEND and DURATION", "ONCE", swap("unorganized", "SUMMARY", "DURATION:PT1H\r\nSUMMARY")},
		{"local DTSTAMP", "UTC", swap("kinds", "DTSTAMP:20270115T093000Z", "DTSTAMP:20270115T093000")},
		{"no VTIMEZONE", "TZID", swap("kinds", "TZID:Europe/Brussels", "TZID:Europe/Brussel")},
		{"UTC start", "TZID", swap("unorganized", "DTSTART;TZID=Europe/Brussels:20270610T200000", "DTSTART:20270610T180000Z")},
		{"UTC with a zone", "TZID", swap("unorganized", "Brussels:20270610T200000", "Brussels:20270610T200000Z")},
		{"day with a zone", "TZID", swap("kinds", "DTSTART;VALUE=DATE:", "DTSTART;TZID=Europe/Brussels;VALUE=DATE:")},
		{"floating", "FLOATING", swap("unorganized", "DTSTART;TZID=Europe/Brussels:", "DTSTART:")},
		{"wrong week", "VTIMEZONE", swap("series", "BYMONTH=3;BYDAY=-1SU", "BYMONTH=3;BYDAY=2SU")},
		{"wrong offset", "VTIMEZONE", swap("kinds", "TZOFFSETTO:+0200", "TZOFFSETTO:+0300")},
		{"zone of one year", "VTIMEZONE", bytes.ReplaceAll(golden["series"], []byte("TZNAME:CEST\r\nRRULE:FREQ=YEARLY;"), []byte("TZNAME:CEST\r\nRRULE:FREQ=YEARLY;UNTIL=20200101T000000Z;"))},
		{"zone too late", "VTIMEZONE", bytes.ReplaceAll(golden["kinds"], []byte("DTSTART:1996"), []byte("DTSTART:2036"))},
		{"skipped hour", "DST_GAP", event("DTSTART;TZID=Europe/Brussels:20270328T023000")},
		{"doubled hour", "DST_FOLD", event("DTSTART;TZID=Europe/Brussels:20271031T023000")},
		{"date without VALUE", "VALUE", swap("kinds", "DTSTART;VALUE=DATE:", "DTSTART:")},
		{"no such day", "VALUE", event("DTSTART;TZID=Europe/Brussels:20270230T190000")},
		{"no such hour", "VALUE", event("DTSTART;TZID=Europe/Brussels:20270228T250000")},
		{"place off the Earth", "VALUE", swap("kinds", "GEO:51.216700", "GEO:151.216700")},
		{"status of a task", "VALUE", swap("kinds", "STATUS:CONFIRMED", "STATUS:COMPLETED")},
		{"address with a space", "VALUE", swap("kinds", "URL:https://modestad.example/nl/feeds/", "URL:https://modestad.example/nl feeds/")},
		{"negative number", "VALUE", swap("kinds", "SEQUENCE:3", "SEQUENCE:-3")},
		{"kinds mixed", "VALUE", event(start, "DTEND;VALUE=DATE:20270305")},
		{"rule without frequency", "VALUE", event(start, "RRULE:BYDAY=TH")},
		{"rule with COUNT and UNTIL", "VALUE", event(start, weekly+";COUNT=2;UNTIL=20270401T170000Z")},
		{"end before start", "ORDER_TIME", swap("unorganized", "20270610T230000", "20270610T190000")},
		{"last day as the end", "ORDER_TIME", event("DTSTART;VALUE=DATE:20270304", "DTEND;VALUE=DATE:20270304")},
		{"start outside its rule", "RRULE_SYNC", swap("series", "BYDAY=TH", "BYDAY=FR")},
		{"local UNTIL", "UNTIL", event(start, weekly+";UNTIL=20270401T190000")},
		{"UNTIL a date for times", "UNTIL", event(start, weekly+";UNTIL=20270401")},
		{"UNTIL a time for days", "UNTIL", event("DTSTART;VALUE=DATE:20270304", "TRANSP:TRANSPARENT", weekly+";UNTIL=20270401T170000Z")},
		{"UNTIL before the start", "UNTIL", event(start, weekly+";UNTIL=20260401T170000Z")},
		{"exception on a Friday", "EXDATE", event(start, weekly, "EXDATE;TZID=Europe/Brussels:20270305T190000")},
		{"exception at another hour", "EXDATE", event(start, weekly, "EXDATE;TZID=Europe/Brussels:20270311T180000")},
		{"exception of another kind", "EXDATE", event(start, weekly, "EXDATE;VALUE=DATE:20270311")},
		{"exception after COUNT", "EXDATE", event(start, weekly+";COUNT=3", "EXDATE;TZID=Europe/Brussels:20270325T190000")},
		{"exception after UNTIL", "EXDATE", event(start, weekly+";UNTIL=20270401T165959Z", "EXDATE;TZID=Europe/Brussels:20270401T190000")},
		{"exception without a rule", "EXDATE", event(start, "EXDATE;TZID=Europe/Brussels:20270311T190000")},
		{"change of no instance", "OVERRIDE", swap("series", "RECURRENCE-ID;TZID=Europe/Brussels:20270325T190000", "RECURRENCE-ID;TZID=Europe/Brussels:20270326T190000")},
		{"change of an exception", "OVERRIDE", swap("series", "RECURRENCE-ID;TZID=Europe/Brussels:20270325T190000", "RECURRENCE-ID;TZID=Europe/Brussels:20270506T190000")},
		{"change without a series", "OVERRIDE", event(start, "RECURRENCE-ID;TZID=Europe/Brussels:20270311T190000")},
		{"request", "METHOD", swap("kinds", "METHOD:PUBLISH", "METHOD:REQUEST")},
		{"METHOD without ORGANIZER", "ITIP", swap("unorganized", "NAME:", "METHOD:PUBLISH\r\nNAME:")},
		{"UID twice", "UID_DUP", swap("kinds", "UID:momu/open-end@", "UID:momu/show@")},
		{"attendee", "UNKNOWN", swap("kinds", "SUMMARY:Modeshow\r\n", "SUMMARY:a\r\nATTENDEE:mailto:a@b\r\n")},
		{"alarm", "UNKNOWN", swap("kinds", "SUMMARY:Modeshow\r\n", "SUMMARY:a\r\nBEGIN:VALARM\r\nEND:VALARM\r\n")},
		{"RDATE", "UNKNOWN", event(start, weekly, "RDATE;TZID=Europe/Brussels:20270305T190000")},
		{"RFC 9073", "UNKNOWN", event(start, "STYLED-DESCRIPTION:a")},
		{"cut off", "STRUCTURE", golden["kinds"][:len(golden["kinds"])-len("END:VCALENDAR\r\n")]},
		{"twice in one file", "STRUCTURE", append(bytes.Clone(golden["kinds"]), golden["kinds"]...)},
		{"crossed", "STRUCTURE", swap("kinds", "END:DAYLIGHT", "END:STANDARD")},
		{"nothing", "STRUCTURE", nil},
		{"no components", "STRUCTURE", []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:a\r\nEND:VCALENDAR\r\n")},
		{"one of twins", "TWIN", swap("kinds", "X-WR-CALNAME:Modestad: alles\\; echt\\, alles\r\n", "")},
		{"comma in a category", "CATEGORIES", swap("kinds", "CATEGORIES:defile", "CATEGORIES:de\\,file")},
		{"busy all day", "TRANSP", swap("kinds", "TRANSP:TRANSPARENT\r\n", "")},
		{"large", "SIZE", bytes.Repeat([]byte(" "), 1<<20)},
		{"positions", "UNCHECKED", event(start, "RRULE:FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1")},
	} {
		t.Run(row.name, func(t *testing.T) {
			faults := Check(row.data)
			if !slices.ContainsFunc(faults, func(f Fault) bool { return f.Code == row.code }) {
				t.Errorf("no %s among %v", row.code, faults)
			}
		})
	}
}

// What is good stays good.
func TestCheckAccepts(t *testing.T) {
	for name, data := range corpus(t) {
		for _, f := range Check(data) {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// Files made to be slow are not.
func TestCheckIsLinear(t *testing.T) {
	const n = 20_000
	wrap := func(s string) []byte { return []byte("BEGIN:VCALENDAR\r\n" + s + "END:VCALENDAR\r\n") }
	for name, data := range map[string][]byte{
		"nesting":    wrap(strings.Repeat("BEGIN:VEVENT\r\n", n)),
		"folds":      wrap("SUMMARY:" + strings.Repeat("\r\n x", 50*n) + "\r\n"),
		"one line":   wrap("SUMMARY:" + strings.Repeat(",;\\", 50*n) + "\r\n"),
		"parameters": wrap("SUMMARY" + strings.Repeat(";A=b", 20*n) + ":\r\n"),
		"counts": wrap(strings.Repeat("BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:00010101\r\nRRULE:FREQ=DAILY;INTERVAL=999999;COUNT=999999999\r\n"+
			"EXDATE;VALUE=DATE:99991231\r\nEND:VEVENT\r\n", n/10)),
		"zone names": wrap(numbered("BEGIN:VTIMEZONE\r\nTZID:z%d\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"+
			"TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=3\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:%[1]d\r\nSUMMARY:a\r\n"+
			"DTSTART;TZID=z%[1]d:20270101T000000\r\nEND:VEVENT\r\n", n/2)),
		"tags":       wrap("BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:a\r\nDTSTART:20270101T000000\r\nDESCRIPTION:" + strings.Repeat("<", 10*n) + "\r\nEND:VEVENT\r\n"),
		"exceptions": wrap("BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:a\r\nDTSTART;TZID=Asia/Tokyo:20270101T000000\r\nEXDATE:" + strings.Repeat("20270101T000000Z,", n/2) + "\r\nEND:VEVENT\r\n"),
		"zones": wrap(strings.Repeat("BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nTZOFFSETFROM:+0100\r\n"+
			"TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n", n/10) +
			strings.Repeat("BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Brussels:00010101T000000\r\nDTEND;TZID=Europe/Brussels:99990101T000000\r\nEND:VEVENT\r\n", n/10)),
	} {
		t.Run(name, func(t *testing.T) {
			if faults := Check(data); len(faults) == 0 || len(faults) > mostFaults {
				t.Errorf("%d faults", len(faults))
			}
			Read(data, home(t))
			History(data, data, stampTime)
		})
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func FuzzCheck(f *testing.F) {
	for name, data := range corpus(f) {
		if name != "folds" { // large, and with nothing of its own
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		Check(data)
		for _, fault := range History(data, data, stampTime) {
			if fault.Code != "VANISHED" && fault.Code != "LASTMOD" && fault.Code != "SEQUENCE" && fault.Code != "CHURN" {
				t.Error(fault)
			}
		}
	})
}
