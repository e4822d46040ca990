package i18n

import (
	"strconv"
	"strings"
)

// categories are the plural categories of CLDR.
var categories = []string{"zero", "one", "two", "few", "many", "other"}

// A pluralRule is the condition of one category (UTS 35, part 3, "Plural rules syntax"): any of its
// alternatives, each of which is a list of relations that all hold.
type pluralRule struct {
	category string
	any      [][]relation
}

// A relation compares an operand, modulo a number where that is not 0, with ranges of whole numbers.
type relation struct {
	operand byte
	modulo  uint64
	differs bool
	ranges  [][2]uint64
}

// operands are what the rules ask of a number: its whole part, its visible decimals with and without the
// zeros at the end, and how many of each. The exponents c and e are 0: no number is written compactly here.
type operands struct {
	i, f, t uint64
	v, w    uint64
}

// pluralsOf gives the rules of the first of the tags that has some.
func pluralsOf(tags ...Tag) []pluralRule {
	for _, t := range tags {
		names := []string{t.Language}
		if t.Region != "" {
			names = []string{t.Language + "-" + t.Region, t.Language}
		}
		for _, name := range names {
			if alias, ok := indexed("alias", name); ok && !strings.Contains(alias, "-") {
				name = alias
			}
			if text, ok := indexed("plural", name); ok {
				return parsePlurals(text)
			}
		}
	}
	return nil
}

// parsePlurals reads "one: i = 1 and v = 0; few: ...".
func parsePlurals(text string) []pluralRule {
	var rules []pluralRule
	for _, one := range strings.Split(text, ";") {
		category, condition, ok := strings.Cut(one, ":")
		if !ok {
			continue
		}
		rule := pluralRule{category: strings.TrimSpace(category)}
		for _, alternative := range strings.Split(condition, " or ") {
			var together []relation
			for _, r := range strings.Split(alternative, " and ") {
				together = append(together, parseRelation(r))
			}
			rule.any = append(rule.any, together)
		}
		rules = append(rules, rule)
	}
	return rules
}

// parseRelation reads "n % 100 != 3..10,15". What cannot be read never holds.
func parseRelation(s string) relation {
	var r relation
	left, right, ok := strings.Cut(s, "=")
	if !ok {
		return r
	}
	r.differs = strings.HasSuffix(left, "!")
	operand, modulo, _ := strings.Cut(strings.TrimSuffix(left, "!"), "%")
	if operand = strings.TrimSpace(operand); len(operand) != 1 {
		return relation{}
	}
	r.operand = operand[0]
	r.modulo, _ = strconv.ParseUint(strings.TrimSpace(modulo), 10, 64)
	for _, span := range strings.Split(right, ",") {
		low, high, ok := strings.Cut(strings.TrimSpace(span), "..")
		if !ok {
			high = low
		}
		from, err1 := strconv.ParseUint(low, 10, 64)
		to, err2 := strconv.ParseUint(high, 10, 64)
		if err1 != nil || err2 != nil {
			return relation{}
		}
		r.ranges = append(r.ranges, [2]uint64{from, to})
	}
	return r
}

func (r *relation) holds(o *operands) bool {
	var value uint64
	whole := true
	switch r.operand {
	case 'n':
		value, whole = o.i, o.t == 0
	case 'i':
		value = o.i
	case 'v':
		value = o.v
	case 'w':
		value = o.w
	case 'f':
		value = o.f
	case 't':
		value = o.t
	case 'c', 'e':
	default:
		return false
	}
	if r.modulo > 0 {
		value %= r.modulo
	}
	in := false
	for _, span := range r.ranges {
		in = in || whole && span[0] <= value && value <= span[1]
	}
	return in != r.differs
}

// operandsOf reads a number such as "-1200.50". Of a whole part or decimals beyond 18 digits the last 18
// count, which no rule can tell.
func operandsOf(number string) operands {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(number, "-"), ".")
	short := strings.TrimRight(fraction, "0")
	return operands{
		i: lastDigits(whole), f: lastDigits(fraction), t: lastDigits(short),
		v: uint64(len(fraction)), w: uint64(len(short)),
	}
}

func lastDigits(s string) uint64 {
	const most = 18
	long := len(s) > most
	if long {
		s = s[len(s)-most:]
	}
	n, _ := strconv.ParseUint(s, 10, 64)
	if long {
		n += 1e18 // so that a long number is no small one
	}
	return n
}

// category gives the plural category of a number as it is written in digits.
func (l *Locale) category(number string) string {
	o := operandsOf(number)
	for i := range l.plurals {
		for _, together := range l.plurals[i].any {
			holds := true
			for j := range together {
				holds = holds && together[j].holds(&o)
			}
			if holds {
				return l.plurals[i].category
			}
		}
	}
	return "other"
}

// Plural gives the CLDR plural category of n, as a cardinal number: zero, one, two, few, many or other.
func (l *Locale) Plural(n int) string { return l.category(strconv.Itoa(n)) }

// PluralOf gives the plural category of x as Number writes it.
func (l *Locale) PluralOf(x float64) string { return l.category(decimals(x, 3, true)) }
