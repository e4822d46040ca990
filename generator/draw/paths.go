package draw

import (
	"math"
	"strconv"
	"strings"
)

// A Path is one of a drawing, for who draws on something else than a page. Class says what it means, as for the theme.
// Commands are those of its data in absolute coordinates: M, L, C and Q with their points, and Z.
type Path struct {
	Class    string
	Commands []Command
}

// A Command is a letter of SVG's path data, with as many points as it has.
type Command struct {
	Letter byte
	Points [3][2]float64
}

// Paths gives the paths of a drawing that was made here, in the order in which they are drawn, and the size of its view,
// which begins at 0.
func (s SVG) Paths() (paths []Path, width, height float64) {
	doc := string(s)
	var view [4]float64
	for i, f := range strings.Fields(attribute(doc, "viewBox")) {
		if i < len(view) {
			view[i], _ = strconv.ParseFloat(f, 64)
		}
	}
	width, height = view[2], view[3]
	for {
		i := strings.Index(doc, "<path ")
		if i < 0 {
			return paths, width, height
		}
		element, rest, ok := strings.Cut(doc[i:], ">")
		if !ok {
			return paths, width, height
		}
		doc = rest
		c := commands(attribute(element, "d"))
		for i := range c {
			for k := range c[i].Points {
				c[i].Points[k] = [2]float64{c[i].Points[k][0] - view[0], c[i].Points[k][1] - view[1]}
			}
		}
		if len(c) > 0 {
			paths = append(paths, Path{attribute(element, "class"), c})
		}
	}
}

func attribute(element, name string) string {
	_, rest, _ := strings.Cut(element, " "+name+`="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// commands reads path data as trail writes it.
func commands(d string) []Command {
	var out []Command
	var at, start [2]float64
	var letter byte
	number := func() float64 {
		d = strings.TrimLeft(d, " ")
		n := 0
		for n < len(d) && (d[n] >= '0' && d[n] <= '9' || d[n] == '.' || d[n] == '-' && n == 0) {
			n++
		}
		v, _ := strconv.ParseFloat(d[:n], 64)
		d = d[n:]
		return v
	}
	for d = strings.TrimSpace(d); d != ""; d = strings.TrimLeft(d, " ") {
		if c := d[0]; c >= 'A' {
			letter, d = c, d[1:]
		} else if c != '-' && c != '.' && (c < '0' || c > '9') {
			return out
		}
		from := at
		next := func() [2]float64 { return [2]float64{from[0] + number(), from[1] + number()} }
		c := Command{}
		switch letter {
		case 'M', 'm':
			if letter == 'M' {
				from = [2]float64{}
			}
			c.Letter, c.Points[0] = 'M', next()
			at, start = c.Points[0], c.Points[0]
		case 'l', 'h', 'v':
			c.Letter, c.Points[0] = 'L', at
			if letter != 'v' {
				c.Points[0][0] += number()
			}
			if letter != 'h' {
				c.Points[0][1] += number()
			}
			at = c.Points[0]
		case 'q':
			c.Letter, c.Points[0], c.Points[1] = 'Q', next(), next()
			at = c.Points[1]
		case 'c':
			c.Letter, c.Points[0], c.Points[1], c.Points[2] = 'C', next(), next(), next()
			at = c.Points[2]
		case 'z':
			c.Letter, at, letter = 'Z', start, 0
		case 'a': // half a circle, of which the radius comes first and the end last
			r, _, _, _, _, end := number(), number(), number(), number(), number(), next()
			out = append(out, quarter(at, r, end[0] > at[0]), quarter(end, -r, end[0] < at[0]))
			out[len(out)-1].Points = [3][2]float64{out[len(out)-1].Points[1], out[len(out)-1].Points[0], end}
			at = end
			continue
		default:
			return out
		}
		out = append(out, c)
	}
	return out
}

// quarter is the quarter of a circle from its end at the left, or at the right, to its lowest or highest point.
func quarter(from [2]float64, r float64, right bool) Command {
	const k = 0.5523 // of a quarter of a circle
	x := math.Abs(r)
	if !right {
		x = -x
	}
	y := math.Abs(r)
	if (r > 0) != right {
		y = -y
	}
	return Command{'C', [3][2]float64{{from[0], from[1] + y*k}, {from[0] + x*(1-k), from[1] + y}, {from[0] + x, from[1] + y}}}
}
