package i18n

import (
	"strings"
	"time"

	"modestad/generator/civil"
)

// A Style is a way to write a date.
type Style int

// The styles, with what an English reader in Britain sees.
const (
	Full           Style = iota // Thursday, 10 June 2027
	Long                        // 10 June 2027
	Medium                      // 10 Jun 2027
	Short                       // 10/06/2027
	Card                        // Thu 10 Jun
	CardYear                    // Thu, 10 Jun 2027
	DayMonth                    // 10 June
	MonthYear                   // June 2027
	MonthYearShort              // Jun 2027
	Year                        // 2027

	styleCount
)

// styleNames are the names of the styles in data and in the [dates] table of a catalogue.
var styleNames = [styleCount]string{"full", "long", "medium", "short", "card", "card_year", "day_month", "month_year", "month_year_short", "year"}

// A part is a unit in which the ends of a range differ.
type part int

const (
	noPart part = iota
	yearPart
	monthPart
	dayPart
	halfPart // before and after noon
	hourPart
	minutePart
	partCount
)

// dataParts and houseParts name the parts in data and in a catalogue.
var (
	dataParts  = [partCount]string{"", "y", "M", "d", "a", "h", "m"}
	houseParts = [partCount]string{"", "year", "month", "day", "half", "hour", "minute"}
)

// A dateStyle holds a pattern, and those of its ranges by the greatest part in which the ends differ.
type dateStyle struct {
	single pattern
	ranges [partCount]pattern
	shown  [partCount]bool // the parts that single writes
}

func (s *dateStyle) read(r record, name string) (err error) {
	if s.single, err = compilePattern(r.get("date." + name)); err != nil {
		return err
	}
	s.shown = partsOf(s.single)
	for p := yearPart; p < partCount; p++ {
		if text := r.get("range." + name + "." + dataParts[p]); text != "" {
			if s.ranges[p], err = compilePattern(evenDash(text)); err != nil {
				return err
			}
		}
	}
	return nil
}

// evenDash mends a range whose dash has a thin space on one side alone, the other having slipped into the date before
// it: CLDR 48 has "EEEE d\u2009MMMM –\u2009EEEE d MMMM y" for British English.
func evenDash(pattern string) string {
	const thin = "\u2009"
	left, right, ok := strings.Cut(pattern, " –"+thin)
	if !ok || !strings.Contains(left, thin) {
		return pattern
	}
	return strings.ReplaceAll(left, thin, " ") + thin + "–" + thin + right
}

func partsOf(p pattern) (shown [partCount]bool) {
	for _, t := range p {
		switch t.field {
		case 'y', 'Y':
			shown[yearPart] = true
		case 'M', 'L':
			shown[monthPart] = true
		case 'd', 'E', 'c':
			shown[dayPart] = true
		case 'a':
			shown[halfPart] = true
		case 'H', 'h', 'k', 'K':
			shown[hourPart] = true
		case 'm':
			shown[minutePart] = true
		}
	}
	return shown
}

// A joint is a pattern with two places, {0} and {1}.
type joint struct {
	before, between, after string
	swapped                bool // {1} stands first
}

func newJoint(s string) joint {
	s = strings.ReplaceAll(s, "'", "")
	first, second := "{0}", "{1}"
	swapped := strings.Index(s, second) < strings.Index(s, first)
	if swapped {
		first, second = second, first
	}
	before, rest, _ := strings.Cut(s, first)
	between, after, _ := strings.Cut(rest, second)
	return joint{before, between, after, swapped}
}

// Date writes a date.
func (l *Locale) Date(d civil.Date, s Style) string {
	var buf [96]byte
	at := civil.DateTime{Date: d}
	return string(l.appendPattern(buf[:0], l.styles[style(s)].single, &at, &at))
}

// Time writes a time of day, to the minute.
func (l *Locale) Time(c civil.Clock) string {
	var buf [32]byte
	at := civil.DateTime{Clock: c}
	return string(l.appendPattern(buf[:0], l.time.single, &at, &at))
}

// DateTime writes a date in the given style with the time of day.
func (l *Locale) DateTime(t civil.DateTime, s Style) string {
	var buf [128]byte
	return string(l.appendDateTime(buf[:0], &t, s))
}

func (l *Locale) appendDateTime(b []byte, t *civil.DateTime, s Style) []byte {
	s = style(s)
	j := &l.at[s]
	b = append(b, j.before...)
	if j.swapped {
		b = l.appendPattern(b, l.styles[s].single, t, t)
	} else {
		b = l.appendPattern(b, l.time.single, t, t)
	}
	b = append(b, j.between...)
	if j.swapped {
		b = l.appendPattern(b, l.time.single, t, t)
	} else {
		b = l.appendPattern(b, l.styles[s].single, t, t)
	}
	return append(b, j.after...)
}

// DateRange writes the days from one date to another, both included, with what they share written once. A
// style without the year gets it where the range goes from one year into another.
func (l *Locale) DateRange(from, to civil.Date, s Style) string {
	var buf [128]byte
	if from.Year != to.Year {
		switch s {
		case Card:
			s = CardYear
		case DayMonth:
			s = Long
		}
	}
	a, b := civil.DateTime{Date: from}, civil.DateTime{Date: to}
	return string(l.appendRange(buf[:0], &l.styles[style(s)], &a, &b))
}

// TimeRange writes the time from one reading to another on the same day.
func (l *Locale) TimeRange(from, to civil.Clock) string {
	var buf [64]byte
	a, b := civil.DateTime{Clock: from}, civil.DateTime{Clock: to}
	return string(l.appendRange(buf[:0], &l.time, &a, &b))
}

// DateTimeRange writes the time between two moments: the date once where it is the same day.
func (l *Locale) DateTimeRange(from, to civil.DateTime, s Style) string {
	var buf [192]byte
	b := buf[:0]
	switch {
	case from == to:
		b = l.appendDateTime(b, &from, s)
	case from.Date == to.Date:
		j := &l.atRange
		b = append(b, j.before...)
		if j.swapped {
			b = l.appendPattern(b, l.styles[style(s)].single, &from, &from)
			b = append(b, j.between...)
			b = l.appendRange(b, &l.time, &from, &to)
		} else {
			b = l.appendRange(b, &l.time, &from, &to)
			b = append(b, j.between...)
			b = l.appendPattern(b, l.styles[style(s)].single, &from, &from)
		}
		b = append(b, j.after...)
	default:
		b = append(b, l.between[0]...)
		b = l.appendDateTime(b, &from, s)
		b = append(b, l.between[1]...)
		b = l.appendDateTime(b, &to, s)
	}
	return string(b)
}

func (l *Locale) appendRange(b []byte, s *dateStyle, from, to *civil.DateTime) []byte {
	p := greatestDifference(s, from, to)
	if p == noPart {
		return l.appendPattern(b, s.single, from, from)
	}
	if s.ranges[p] != nil {
		return l.appendPattern(b, s.ranges[p], from, to)
	}
	b = append(b, l.between[0]...)
	b = l.appendPattern(b, s.single, from, from)
	b = append(b, l.between[1]...)
	return l.appendPattern(b, s.single, to, to)
}

// greatestDifference gives the greatest part that s writes and in which the two differ.
func greatestDifference(s *dateStyle, from, to *civil.DateTime) part {
	switch {
	case s.shown[yearPart] && from.Year != to.Year:
		return yearPart
	case s.shown[monthPart] && (from.Month != to.Month || from.Year != to.Year):
		return monthPart
	case s.shown[dayPart] && from.Date != to.Date:
		return dayPart
	case s.shown[halfPart] && (from.Hour >= 12) != (to.Hour >= 12):
		return halfPart
	case s.shown[hourPart] && from.Hour != to.Hour:
		return hourPart
	case s.shown[minutePart] && from.Minute != to.Minute:
		return minutePart
	}
	return noPart
}

// Years writes a run of years: 2009–2019.
func (l *Locale) Years(from, to int) string {
	return l.DateRange(civil.Date{Year: from, Month: time.January, Day: 1}, civil.Date{Year: to, Month: time.January, Day: 1}, Year)
}

// Month gives the name of a month that stands alone.
func (l *Locale) Month(m time.Month, w Width) string { return l.months[1][width(w)][monthIndex(m)] }

// Weekday gives the name of a day of the week that stands alone.
func (l *Locale) Weekday(d time.Weekday, w Width) string {
	return l.days[1][width(w)][((int(d)%7)+7)%7]
}

// Week gives the seven days in the order in which a week is shown.
func (l *Locale) Week() [7]time.Weekday {
	var week [7]time.Weekday
	for i := range week {
		week[i] = (l.firstDay + time.Weekday(i)) % 7
	}
	return week
}

func style(s Style) Style { return min(max(s, 0), styleCount-1) }
func width(w Width) Width { return min(max(w, Wide), Narrow) }
