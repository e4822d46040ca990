package ical

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// params checks the parameters of a property.
func (c *checker) params(l line, p property) {
	var allowed []string
	want := "" // of VALUE
	switch p.kind {
	case dateOrTime:
		allowed = []string{"TZID", "VALUE"}
	case address:
		allowed = []string{"CN", "LANGUAGE"}
	case plainText, textList:
		allowed = []string{"LANGUAGE"}
		if l.name == "RELATED-TO" {
			allowed = []string{"RELTYPE"}
		}
	case link:
		// RFC 7986, sections 5.8, 5.10 and 5.11, leave these without a default.
		if l.name != "URL" {
			allowed, want = []string{"VALUE", "DISPLAY", "FEATURE", "LABEL", "FMTTYPE"}, "URI"
		}
	case span:
		if l.name == "REFRESH-INTERVAL" {
			allowed, want = []string{"VALUE"}, "DURATION"
		}
	}
	if got := l.param("VALUE"); want != got && (want != "" || p.kind != dateOrTime) {
		c.fault(l.num, "VALUE", l.name+" without VALUE="+want)
	}
	for i, q := range l.params {
		if !slices.Contains(allowed, q.name) {
			c.fault(l.num, "PARAM", fmt.Sprintf("%s with the parameter %.40s", l.name, q.name))
		}
		for _, other := range l.params[:min(i, 16)] {
			if other.name == q.name {
				c.fault(l.num, "PARAM", fmt.Sprintf("the parameter %.40s twice", q.name))
			}
		}
		for _, v := range q.values {
			if strings.IndexByte(v, '\\') >= 0 {
				c.fault(l.num, "PARAM", "a backslash in a parameter, where it escapes nothing")
			}
		}
	}
}

// value checks the value of a property and keeps what later checks need.
func (c *checker) value(l line, p property, top *component) {
	var err error
	switch p.kind {
	case plainText, textList:
		if e := checkText(l.value, p.kind == textList); e != nil {
			c.fault(l.num, "ESCAPE", l.name+" has "+e.Error())
		}
		if l.value == "" && p.needed {
			c.fault(l.num, "REQUIRED", l.name+" is empty")
		}
	case token:
		if strings.ContainsAny(l.value, `\;, `) {
			c.fault(l.num, "VALUE", fmt.Sprintf("%s:%.40s", l.name, l.value))
		}
	case link, address:
		err = checkURI(l.value, p.kind == address)
	case dateOrTime:
		c.times(l, top)
	case utcTime:
		var v stamp
		if v, err = parseStamp(l.value); err == nil && v.form != utcForm {
			c.fault(l.num, "UTC", l.name+" is not in UTC")
		}
	case span:
		top.length, err = parseDuration(l.value)
		top.hasLength = true
	case integer:
		_, ok := digits(l.value)
		if !ok {
			err = fmt.Errorf("no number: %.40q", l.value)
		}
	case place:
		err = checkGeo(l.value)
	case recurrence:
		_, err = parseRule(l.value)
		if err == nil {
			top.rrule, top.current.rrule = l.value, l.value
		}
	case offset:
		var n int
		if n, err = parseOffset(l.value); l.name == "TZOFFSETFROM" {
			top.current.from = n
		} else {
			top.current.to = n
		}
	}
	if err != nil {
		c.fault(l.num, "VALUE", l.name+": "+err.Error())
	}
	switch l.name {
	case "UID":
		if top.uid = unescape(l.value); top.name == "VCALENDAR" {
			top.uid = ""
		}
	case "TZID":
		top.tzid = unescape(l.value)
	case "METHOD":
		c.method = true
	case "ORGANIZER":
		top.organizer = true
	case "TRANSP":
		top.transparent = l.value == "TRANSPARENT"
	case "CATEGORIES":
		if strings.Contains(l.value, `\,`) {
			c.warn(l.num, "CATEGORIES", "an escaped comma, at which some clients stop")
		}
	}
}

func checkURI(s string, mailto bool) error {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f || strings.IndexByte("\"<>\\^`{|}", s[i]) >= 0 {
			return fmt.Errorf("no URI: %.80q", s)
		}
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme == "" || mailto && u.Scheme != "mailto" || !mailto && u.Host == "" {
		return fmt.Errorf("no URI: %.80q", s)
	}
	return nil
}

func checkGeo(s string) error {
	lat, long, _ := strings.Cut(s, ";")
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(long, 64)
	if err1 != nil || err2 != nil || !(y >= -90 && y <= 90 && x >= -180 && x <= 180) ||
		strings.ContainsAny(s, "eExXnN_pP") {
		return fmt.Errorf("no place: %.40q", s)
	}
	return nil
}

// times takes the dates and times of a property.
func (c *checker) times(l line, top *component) {
	var all []moment
	for s := range strings.SplitSeq(l.value, ",") {
		v, err := parseStamp(s)
		if err != nil {
			c.fault(l.num, "VALUE", l.name+": "+err.Error())
			return
		}
		m := moment{v, l.param("TZID"), l.num}
		isDate := l.param("VALUE") == "DATE"
		switch value := l.param("VALUE"); {
		case isDate != (v.form == dateForm), value != "" && value != "DATE" && value != "DATE-TIME":
			c.fault(l.num, "VALUE", l.name+": the value is not what VALUE says")
			return
		case v.form == utcForm && m.zone != "":
			c.fault(l.num, "TZID", l.name+": UTC and a zone")
		case v.form == utcForm:
			c.fault(l.num, "TZID", l.name+": UTC, where a local time with its zone belongs")
		case isDate && m.zone != "":
			c.fault(l.num, "TZID", l.name+": a day with a zone")
		case v.form == localForm && m.zone == "" && top.name == "VEVENT":
			c.fault(l.num, "FLOATING", l.name+": a time without a zone")
		}
		all = append(all, m)
	}
	if l.name != "EXDATE" && len(all) > 1 {
		c.fault(l.num, "VALUE", l.name+": several values")
	}
	switch l.name {
	case "DTSTART":
		top.start = all[0]
	case "DTEND":
		top.end = all[0]
	case "RECURRENCE-ID":
		top.recurs = all[0]
	case "EXDATE":
		top.exdates = append(top.exdates, all...)
	}
}
