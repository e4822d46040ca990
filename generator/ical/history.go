package ical

import (
	"slices"
	"strings"
	"time"

	"modestad/generator/civil"
)

// History compares a feed with the one published before it and gives what subscribers' calendars would get
// wrong: VANISHED (an event that is not over yet is gone: it should be cancelled), SEQUENCE (it fell, or the
// time, the rule or the status changed and it did not rise), LASTMOD (it fell, or the event changed and it did
// not move; a warning where only the text changed, since words from elsewhere may have), CHURN (a warning:
// DTSTAMP, LAST-MODIFIED or SEQUENCE moved and nothing else did). now is the clock by which events are over.
func History(before, after []byte, now time.Time) []Fault {
	old, fresh := index(before), index(after)
	var faults []Fault
	add := func(r *record, warning bool, code, text string) {
		faults = append(faults, Fault{Code: code, Warning: warning, Line: r.line, UID: r.uid, Text: text})
	}
	alive := map[string]bool{}
	for _, r := range fresh.list {
		alive[r.uid] = true
	}
	for _, was := range old.list {
		is := fresh.by[was.key()]
		if is == nil {
			if !alive[was.uid] && was.recurs == "" && was.lastDay() >= now.UTC().AddDate(0, 0, -1).Format("20060102") {
				was.line = 0
				add(was, false, "VANISHED", "an event that is not over is gone; cancel it instead")
			}
			continue
		}
		schedule, text := was.schedule != is.schedule, was.rest != is.rest
		switch {
		case is.sequence < was.sequence:
			add(is, false, "SEQUENCE", "SEQUENCE fell")
		case schedule && is.sequence == was.sequence && is.sequence >= 0:
			add(is, false, "SEQUENCE", "the time, the rule or the status changed and SEQUENCE did not rise")
		}
		switch {
		case is.modified < was.modified || is.stamp < was.stamp:
			add(is, false, "LASTMOD", "LAST-MODIFIED or DTSTAMP fell")
		case (schedule || text) && is.modified == was.modified && is.modified != "":
			add(is, !schedule, "LASTMOD", "the event changed and LAST-MODIFIED did not")
		case !schedule && !text && (is.modified != was.modified || is.stamp != was.stamp || is.sequence != was.sequence):
			add(is, true, "CHURN", "DTSTAMP, LAST-MODIFIED or SEQUENCE moved and nothing else did")
		}
	}
	return faults
}

// A record is a VEVENT as History looks at it.
type record struct {
	line                         int
	uid, recurs                  string
	sequence                     int // -1: none
	modified, stamp              string
	start, end, rrule            string
	schedule, rest               string // what else it says, about time and about all else
	scheduleLines, remainingText []string
}

func (r *record) key() string { return r.uid + "\x00" + r.recurs }

// lastDay gives the last day of r as 20270610, or one that never comes.
func (r *record) lastDay() string {
	if r.rrule != "" {
		rule, err := parseRule(r.rrule)
		switch {
		case err != nil || rule.until.form == noForm && rule.count == 0:
			return "99999999"
		case rule.count > 0:
			v, _ := parseStamp(r.start)
			return string(appendDate(nil, Day(civil.Date{Year: rule.lastYear(v.Year), Month: 12, Day: 31})))
		}
		return string(appendDate(nil, Day(rule.until.Date)))
	}
	end := max(r.start, r.end)
	return end[:min(8, len(end))]
}

type records struct {
	list []*record
	by   map[string]*record
}

// index takes the events out of a feed, their lines in order.
func index(data []byte) records {
	all := records{by: map[string]*record{}}
	var r *record
	for num, s := range unfold(string(data), nil) {
		l, code, _ := parseLine(num, s)
		switch {
		case code != "":
		case l.name == "BEGIN" && l.value == "VEVENT":
			r = &record{line: num, sequence: -1}
		case r == nil:
		case l.name == "END" && l.value == "VEVENT":
			slices.Sort(r.scheduleLines)
			slices.Sort(r.remainingText)
			r.schedule, r.rest = strings.Join(r.scheduleLines, "\n"), strings.Join(r.remainingText, "\n")
			all.list = append(all.list, r)
			all.by[r.key()] = r
			r = nil
		default:
			r.take(l, s)
		}
	}
	return all
}

func (r *record) take(l line, raw string) {
	switch l.name {
	case "UID":
		r.uid = l.value
	case "RECURRENCE-ID":
		r.recurs = l.value
	case "SEQUENCE":
		if n, ok := digits(l.value); ok {
			r.sequence = n
		}
	case "LAST-MODIFIED":
		r.modified = l.value
	case "DTSTAMP":
		r.stamp = l.value
	case "DTSTART", "DTEND", "RRULE", "EXDATE", "STATUS", "DURATION":
		switch l.name {
		case "DTSTART":
			r.start = l.value
		case "DTEND":
			r.end = l.value
		case "RRULE":
			r.rrule = l.value
		}
		r.scheduleLines = append(r.scheduleLines, raw)
	default:
		r.remainingText = append(r.remainingText, raw)
	}
}
