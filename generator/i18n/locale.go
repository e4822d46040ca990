package i18n

import (
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// A Locale formats for readers of one language in one region.
type Locale struct {
	Tag    Tag    // the language, as the site names it
	Region Tag    // whose dates and numbers are used: of the language's region, or of the language
	Dir    string // "ltr" or "rtl", from the script
	record record

	// Dates; in months and days, 0 is within a date and 1 is alone, then by Width.
	months       [2][3][]string
	days         [2][3][]string
	am, pm, era  string
	styles       [styleCount]dateStyle
	time         dateStyle
	between      [2]string // what stands before, and between, the two ends of a range without a pattern
	at           [styleCount]joint
	atRange      joint
	firstOfMonth string
	firstDay     time.Weekday

	// Numbers.
	digits          [10]string
	minus           string
	decimal, group  string
	number, percent numberPattern
	euro            numberPattern
	minimumGrouping int
	plurals         []pluralRule

	lists  [2]listPattern
	quotes Quotes
	spaces Spaces

	order   func() *sync.Pool   // of collators, made at first use
	hyphens func() *hyphenation // the patterns, read at first use
}

// Lookup builds the Locale of a language tag and of the locale whose dates, numbers and quotes it uses
// ("nl-BE"; empty: the language's own). A language that CLDR lacks gets its root data; a tag that is not
// well formed is an error.
func Lookup(tag, locale string) (*Locale, error) {
	language, err := ParseTag(tag)
	if err != nil {
		return nil, err
	}
	region := language
	if locale != "" {
		if region, err = ParseTag(locale); err != nil {
			return nil, err
		}
	}
	l := &Locale{Tag: language, Region: region, Dir: direction(language), record: findRecord(region)}
	if err := l.fill(); err != nil {
		return nil, fmt.Errorf("data of %s: %w", region, err)
	}
	l.firstDay = firstDay(region.Region)
	l.plurals = pluralsOf(language, region)
	l.order = sync.OnceValue(func() *sync.Pool { return newOrder(region) })
	l.hyphens = sync.OnceValue(func() *hyphenation { return loadHyphens(language, region) })
	return l, nil
}

func (l *Locale) fill() error {
	r := l.record
	for width, name := range []string{"wide", "abbreviated", "narrow"} {
		for i, kind := range []string{"", "alone."} {
			l.months[i][width] = r.list("month." + kind + name)
			l.days[i][width] = r.list("day." + kind + name)
			if len(l.months[i][width]) < 12 || len(l.days[i][width]) < 7 {
				return fmt.Errorf("names of months and days")
			}
		}
	}
	ampm := r.list("ampm")
	l.am, l.pm, l.era = ampm[0], ampm[len(ampm)-1], r.get("era")
	for s := range styleCount {
		if err := l.styles[s].read(r, styleNames[s]); err != nil {
			return err
		}
	}
	if err := l.time.read(r, "time"); err != nil {
		return err
	}
	fallback := newJoint(r.get("range.fallback"))
	l.between = [2]string{fallback.before, fallback.between}
	for s := range l.at {
		l.at[s] = newJoint(r.get("at." + styleNames[min(Style(s), Short)]))
	}
	l.atRange = newJoint(r.get("at.range"))
	l.fillNumbers(r)
	l.lists = [2]listPattern{newList(r.list("list")), newList(r.list("list.or"))}
	q := r.list("quotes")
	if len(q) != 4 {
		return fmt.Errorf("quotes")
	}
	l.quotes = Quotes{q[0], q[1], q[2], q[3]}
	return nil
}

func (l *Locale) fillNumbers(r record) {
	text := r.get("number.digits")
	for i := range l.digits {
		_, n := utf8.DecodeRuneInString(text)
		l.digits[i], text = text[:n], text[n:]
	}
	l.minus, l.decimal, l.group = r.get("number.minus"), r.get("number.decimal"), r.get("number.group")
	l.minimumGrouping = max(1, int(r.get("number.minimum_grouping")[0]-'0'))
	l.number = newNumberPattern(r.get("number.pattern"), l.decimal, l.group, l.minus, "")
	l.percent = newNumberPattern(r.get("number.percent_pattern"), l.decimal, l.group, l.minus, r.get("number.percent"))
	l.euro = newNumberPattern(r.get("number.currency_pattern"), r.get("number.currency_decimal"),
		r.get("number.currency_group"), l.minus, r.get("number.euro"))
}

// direction gives "rtl" for a tag whose script, stated or likely, runs from right to left.
func direction(t Tag) string {
	kind, names := "rtl-languages", t.lookups()
	if t.Script != "" {
		kind, names = "rtl-scripts", []string{t.Script}
	}
	list, _ := indexed(kind, "")
	for _, name := range names {
		if strings.Contains(" "+list+" ", " "+name+" ") {
			return "rtl"
		}
	}
	return "ltr"
}

// firstDay gives the first day of the week in a region (CLDR, weekData): Monday where no region is named.
func firstDay(region string) time.Weekday {
	for day, name := range map[time.Weekday]string{time.Sunday: "sun", time.Friday: "fri", time.Saturday: "sat"} {
		list, _ := indexed("first-day", name)
		if region != "" && strings.Contains(" "+list+" ", " "+region+" ") {
			return day
		}
	}
	return time.Monday
}

// FirstDay gives the day that a week begins with in the locale's region; Monday where it names none.
func (l *Locale) FirstDay() time.Weekday { return l.firstDay }

// Name gives the name of a language in this one, with a small letter where the language writes one; the
// tag itself where CLDR has no name.
func (l *Locale) Name(of Tag) string {
	for _, name := range of.lookups() {
		if text, ok := l.record.name(name); ok {
			return text
		}
	}
	return of.String()
}

// Autonym gives the language's name in the language itself; the tag where CLDR has none.
func (l *Locale) Autonym() string {
	if l.record.tag == l.Tag.Language || strings.HasPrefix(l.record.tag, l.Tag.Language+"-") {
		return l.Name(l.Tag)
	}
	return (&Locale{record: findRecord(l.Tag)}).Name(l.Tag)
}
