package i18n

import (
	"math"
	"strconv"
	"strings"
)

// A numberPattern is a number pattern of CLDR (UTS 35, part 3, "Number Patterns"), ready to be filled in.
type numberPattern struct {
	positive, negative [2]string // what stands before and after the digits
	primary, secondary int       // digits in the last group, and in those before it; 0: no groups
	decimal, group     string
}

// newNumberPattern reads a pattern; sign is what stands for % or ¤.
func newNumberPattern(s, decimal, group, minus, sign string) numberPattern {
	positive, negative, both := strings.Cut(s, ";")
	affixes := func(s string) [2]string {
		first := strings.IndexAny(s, "#0,.")
		last := strings.LastIndexAny(s, "#0,.")
		if first < 0 {
			return [2]string{}
		}
		fill := strings.NewReplacer("%", sign, "¤", sign, "-", minus, "'", "").Replace
		return [2]string{fill(s[:first]), fill(s[last+1:])}
	}
	p := numberPattern{positive: affixes(positive), decimal: decimal, group: group}
	if p.negative = affixes(negative); !both {
		p.negative = p.positive
		p.negative[0] = minus + p.negative[0]
	}
	whole, _, _ := strings.Cut(positive, ".")
	whole = whole[:strings.LastIndexAny(whole, "#0,")+1]
	if groups := strings.Split(whole, ","); len(groups) > 1 {
		p.primary = len(groups[len(groups)-1])
		p.secondary = p.primary
		if len(groups) > 2 {
			p.secondary = len(groups[len(groups)-2])
		}
	}
	return p
}

// Int writes a whole number: 150,000.
func (l *Locale) Int(n int) string {
	return l.fillNumber(&l.number, strconv.Itoa(n))
}

// Number writes a number with at most three decimals.
func (l *Locale) Number(x float64) string { return l.fillNumber(&l.number, decimals(x, 3, true)) }

// Decimal writes a number with exactly the given decimals, 0 to 20.
func (l *Locale) Decimal(x float64, places int) string {
	return l.fillNumber(&l.number, decimals(x, min(max(places, 0), 20), false))
}

// Percent writes x, which counts hundredths (39 is 39%), with at most three decimals.
func (l *Locale) Percent(x float64) string { return l.fillNumber(&l.percent, decimals(x, 3, true)) }

// Euro writes an amount in euro: without cents where it is whole, with two decimals otherwise.
func (l *Locale) Euro(x float64) string {
	digits := decimals(x, 2, false)
	return l.fillNumber(&l.euro, strings.TrimSuffix(digits, ".00"))
}

// decimals writes x, halves away from zero as ICU has it, with the decimals of its shortest form as base;
// zeros at the end are dropped where trim says so.
func decimals(x float64, places int, trim bool) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		x = 0
	}
	s := roundHalfUp(strconv.FormatFloat(x, 'f', -1, 64), places)
	if trim && strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return s
}

// roundHalfUp cuts a decimal number down, or fills it up, to the given places.
func roundHalfUp(s string, places int) string {
	whole, fraction, _ := strings.Cut(s, ".")
	if len(fraction) <= places {
		if places == 0 {
			return whole
		}
		return whole + "." + fraction + strings.Repeat("0", places-len(fraction))
	}
	digits := []byte(whole + fraction[:places])
	for i := len(digits) - 1; fraction[places] >= '5'; i-- {
		if i < 0 || digits[i] == '-' {
			digits = append(digits[:i+1], append([]byte{'1'}, digits[i+1:]...)...)
			break
		}
		if digits[i] != '9' {
			digits[i]++
			break
		}
		digits[i] = '0'
	}
	if places == 0 {
		return string(digits)
	}
	return string(digits[:len(digits)-places]) + "." + string(digits[len(digits)-places:])
}

// fillNumber puts digits ("-1234.5") into a pattern.
func (l *Locale) fillNumber(p *numberPattern, number string) string {
	var buf [64]byte
	b := buf[:0]
	affix := &p.positive
	if strings.HasPrefix(number, "-") {
		affix, number = &p.negative, number[1:]
	}
	b = append(b, affix[0]...)
	whole, fraction, point := strings.Cut(number, ".")
	grouped := p.primary > 0 && len(whole) >= p.primary+l.minimumGrouping
	for i := range len(whole) {
		if left := len(whole) - i; i > 0 && grouped && (left == p.primary || left > p.primary && (left-p.primary)%p.secondary == 0) {
			b = append(b, p.group...)
		}
		b = append(b, l.digits[whole[i]-'0']...)
	}
	if point {
		b = append(b, p.decimal...)
		for i := range len(fraction) {
			b = append(b, l.digits[fraction[i]-'0']...)
		}
	}
	return string(append(b, affix[1]...))
}
