package draw

import (
	"strings"
	"unicode"
)

// The faces of text in a drawing: the classes of the theme's drawing.css with their sizes. Widths are in em: of the
// monospaced face, whose every letter advances 0.58, and of the digits of the display face; both with some air,
// because another face may stand in.
type face struct {
	class      string
	size, wide float64
}

var (
	plain = face{"", 13, 0.605}
	small = face{"small", 12, 0.605}
	value = face{"value", 13, 0.605}
	big   = face{"big", 40, 0.6}
)

// line is the distance of base lines.
func (f face) line() float64 { return f.size * 1.25 }

// measure is the width of a text: marks that combine have none, and the wide letters of East Asia and pictographs take
// a whole em or more.
func (f face) measure(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case r >= 0x1100 && (r < 0x1200 || r >= 0x2E80 && r < 0xA4D0 || r >= 0xAC00 && r < 0xD7A4 || r >= 0xF900 && r < 0xFB00 || r >= 0xFF00 && r < 0xFF61 || r >= 0x1F000), r >= 0x2190 && r < 0x2C00:
			w += max(f.wide, 1.3) * f.size
		default:
			w += f.wide * f.size
		}
	}
	return w
}

// wrap breaks a text into at most lines lines that are no wider than width. Words that are too long are broken; where
// lines run out the last one ends in an ellipsis, and whole is false.
func (f face) wrap(s string, width float64, lines int) (out []string, whole bool) {
	words := strings.FieldsFunc(s, breaking)
	for i := 0; i < len(words); {
		if len(out) == lines {
			out[lines-1] = f.cut(out[lines-1]+" "+words[i], width, true)
			return out, false
		}
		line := words[i]
		i++
		if f.measure(line) > width {
			head, tail := f.split(line, width)
			if tail == "" {
				return append(out, head), false
			}
			line, words = head, append([]string{tail}, words[i:]...)
			i = 0
			out = append(out, line)
			continue
		}
		for i < len(words) && f.measure(line+" "+words[i]) <= width {
			line += " " + words[i]
			i++
		}
		out = append(out, line)
	}
	return out, true
}

// breaking says whether a line may end at a space.
func breaking(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

// split breaks a word so that its head with a hyphen fits: after a hyphen or soft hyphen where there is one.
func (f face) split(word string, width float64) (head, tail string) {
	used, last, soft, count := 0.0, 0, 0, 0
	for i, r := range word {
		if count > 0 && used+f.measure(string(r))+f.measure("-") > width {
			break
		}
		used += f.measure(string(r))
		count++
		last = i + len(string(r))
		if (r == '-' || r == '/' || r == '\u00AD') && count > 3 {
			soft = last
		}
	}
	if soft > 0 {
		return strings.TrimSuffix(word[:soft], "\u00AD") + map[bool]string{true: "-"}[strings.HasSuffix(word[:soft], "\u00AD")], word[soft:]
	}
	if last == 0 || last >= len(word) {
		return word, ""
	}
	return word[:last] + "-", word[last:]
}

// cut shortens a text to a width, with an ellipsis if it was shortened or always.
func (f face) cut(s string, width float64, always bool) string {
	if f.measure(s) <= width && !always {
		return s
	}
	used, end := f.measure("…"), 0
	for i, r := range s {
		if used += f.measure(string(r)); used > width {
			break
		}
		end = i + len(string(r))
	}
	return strings.TrimRight(s[:end], " -,.;:") + "…"
}

// An anchor says which part of a text stands at its X: as text-anchor does, start being the side that reading begins.
type anchor string

const (
	atStart  anchor = ""
	atMiddle anchor = "middle"
	atEnd    anchor = "end"
)

// space is the box that lines of text take up, with y the first base line, before mirroring.
func (f face) space(lines []string, x, y float64, a anchor) box {
	w := 0.0
	for _, l := range lines {
		w = max(w, f.measure(l))
	}
	b := box{x, y - 0.8*f.size, x + w, y + float64(len(lines)-1)*f.line() + 0.22*f.size}
	switch a {
	case atMiddle:
		b.x0, b.x1 = x-w/2, x+w/2
	case atEnd:
		b.x0, b.x1 = x-w, x
	}
	return b
}

// write puts lines of text with y as the first base line, and remembers the space they take.
func (p *pen) write(f face, lines []string, x, y float64, a anchor) {
	if len(lines) == 0 || len(lines) == 1 && lines[0] == "" {
		return
	}
	b := f.space(lines, x, y, a)
	if p.rtl {
		b.x0, b.x1 = p.width-b.x1, p.width-b.x0
	}
	p.texts = append(p.texts, b)
	x = p.x(x)
	if len(lines) == 1 {
		p.element("text", lines[0], "class", f.class, "x", num(x), "y", num(y), "text-anchor", string(a))
		return
	}
	p.open("text", "class", f.class, "y", num(y), "text-anchor", string(a))
	for i, l := range lines {
		dy := ""
		if i > 0 {
			dy = num(f.line())
		}
		p.element("tspan", l, "x", num(x), "dy", dy)
	}
	p.close("text")
}
