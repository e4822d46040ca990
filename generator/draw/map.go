package draw

import (
	"math"
	"strconv"
)

// A Place is a point on a situation map: latitude and longitude in degrees. Here is the one that the map is about. With
// an Href it is a link.
type Place struct {
	Lat, Lon float64
	Name     string
	Href     string
	Here     bool
}

// An Area is a district: the places in it, with its name. With an Href it is a link.
type Area struct {
	Name   string
	Href   string
	Places []Place
}

// MapWords are the words of a map: what stands at the arrow to the north, and how a distance in metres is written.
type MapWords struct {
	North  string
	Metres func(int) string
}

// maxPlaces bounds what one map holds.
const maxPlaces = 80

// plot is a piece of the earth on a sheet, in the equirectangular projection about its middle: true to scale over the
// few kilometres of a city.
type plot struct {
	lat, lon float64 // of the sheet's middle
	scale    float64 // units a metre
	middle   pt
}

// metresPerDegree of latitude, on a sphere of the earth's mean radius (IUGG, 6371.0088 km).
const metresPerDegree = 111195.08

func (m plot) at(q Place) pt {
	return pt{m.middle.x + (q.Lon-m.lon)*math.Cos(m.lat*math.Pi/180)*metresPerDegree*m.scale, m.middle.y - (q.Lat-m.lat)*metresPerDegree*m.scale}
}

// plotted finds the plot that shows all places on a sheet, at least reach metres across. Places without a sane position
// are dropped.
func plotted(places []Place, view box, reach float64) (plot, []Place) {
	var sane []Place
	for _, q := range places[:min(len(places), maxPlaces)] {
		if math.Abs(q.Lat) <= 85 && math.Abs(q.Lon) <= 180 {
			sane = append(sane, q)
		}
	}
	m := plot{scale: 1, middle: pt{(view.x0 + view.x1) / 2, (view.y0 + view.y1) / 2}}
	if len(sane) == 0 {
		m.scale = (view.x1 - view.x0) / reach
		return m, nil
	}
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, q := range sane {
		b = b.join(box{q.Lon, q.Lat, q.Lon, q.Lat})
	}
	m.lon, m.lat = (b.x0+b.x1)/2, (b.y0+b.y1)/2
	wide := (b.x1 - b.x0) * math.Cos(m.lat*math.Pi/180) * metresPerDegree
	high := (b.y1 - b.y0) * metresPerDegree
	m.scale = min((view.x1-view.x0)/max(reach, wide), (view.y1-view.y0)/max(reach*0.6, high))
	return m, sane
}

const mapWidth, mapHeight = 560.0, 420.0

// Situation draws where places lie to each other: pins on a grid of round distances, with a scale and an arrow to the
// north. It draws only what the data give: no street, no river.
func Situation(f Frame, places []Place, words MapWords) SVG {
	p := &pen{width: mapWidth}
	m, places := plotted(places, box{70, 70, mapWidth - 70, mapHeight - 80}, 400)
	p.grid(m, words)
	at := make([]pt, len(places))
	for i, q := range places {
		at[i] = m.at(q)
		k := 1.0
		if q.Here {
			k = 1.5
		}
		p.marks = append(p.marks, box{at[i].x - 7*k, at[i].y - 20*k, at[i].x + 7*k, at[i].y + 2})
	}
	for pass := range 2 { // the place itself last, on top, but named first
		for i, q := range places {
			if q.Here == (pass == 0) {
				p.name(q, at[i])
			}
		}
	}
	linked := false
	for pass := range 2 {
		for i, q := range places {
			if q.Here != (pass == 1) {
				continue
			}
			if q.Href != "" {
				linked = true
				p.open("a", "href", q.Href, "aria-label", q.Name)
			}
			if q.Here {
				p.path("pin", pin(at[i], 1.5))
			} else {
				p.path("cut fill", pin(at[i], 1))
			}
			if q.Href != "" {
				p.close("a")
			}
		}
	}
	return p.mapped(f, linked)
}

func (p *pen) mapped(f Frame, linked bool) SVG {
	r := image
	switch {
	case linked:
		r = group
	case f.Title == "":
		r = decoration
	}
	// North is up and east is right in every language: only text follows the direction of reading, and every name here
	// is placed by its middle or by its left end.
	f.RTL = false
	return p.finish(r, f, "drawing", box{0, 0, mapWidth, mapHeight})
}

// pin is a drop whose tip is at a point.
func pin(at pt, k float64) string {
	var t trail
	t.move(at)
	t.curve(at.add(pt{-3 * k, -5 * k}), at.add(pt{-7 * k, -8 * k}), at.add(pt{-7 * k, -13 * k}))
	t.curve(at.add(pt{-7 * k, -22 * k}), at.add(pt{7 * k, -22 * k}), at.add(pt{7 * k, -13 * k}))
	t.curve(at.add(pt{7 * k, -8 * k}), at.add(pt{3 * k, -5 * k}), at)
	t.close(at)
	return t.String() + circle(at.add(pt{0, -13.5 * k}), 2*k)
}

// name writes a place's name beside its pin, wherever that meets nothing; else it stays unwritten.
func (p *pen) name(q Place, at pt) {
	f, lift := plain, 0.0
	if q.Here {
		f, lift = value, 6
	}
	lines, _ := f.wrap(q.Name, 150, 3)
	if len(lines) == 0 {
		return
	}
	tall := float64(len(lines)-1) * f.line()
	for _, c := range []struct {
		x, y float64
		a    anchor
	}{
		{at.x + 12 + lift/2, at.y - 8 - lift - tall/2, atStart},
		{at.x - 12 - lift/2, at.y - 8 - lift - tall/2, atEnd},
		{at.x, at.y + 15, atMiddle},
		{at.x, at.y - 28 - lift - tall, atMiddle},
		{at.x + 12, at.y + 8, atStart},
		{at.x - 12, at.y + 8, atEnd},
		{at.x + 12, at.y - 24 - tall, atStart},
		{at.x - 12, at.y - 24 - tall, atEnd},
	} {
		if p.try(f, lines, c.x, c.y, c.a, mapHeight) {
			return
		}
	}
}

// grid draws squares of a round distance, the scale bar and the arrow.
func (p *pen) grid(m plot, words MapWords) {
	step := 50.0
	for _, s := range []float64{50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1e6, 2e6, 5e6} {
		if step = s; s*m.scale >= 44 {
			break
		}
	}
	unit := step * m.scale
	var lines [][]pt
	for x := math.Mod(m.middle.x, unit); x <= mapWidth && len(lines) < 40; x += unit {
		lines = append(lines, []pt{{x, 0}, {x, mapHeight}})
	}
	for y := math.Mod(m.middle.y, unit); y <= mapHeight && len(lines) < 80; y += unit {
		lines = append(lines, []pt{{0, y}, {mapWidth, y}})
	}
	p.path("tick", polyline(lines...))
	unit = min(unit, 200)
	x, y := 16.0, mapHeight-18
	p.path("cut fill", polyline(rect(x, y-4, 2*unit, 8))+"z")
	p.path("axis", polyline([]pt{{x, y}, {x + unit, y}}, []pt{{x + unit, y - 4}, {x + unit, y + 4}}))
	text := strconv.Itoa(int(2*step)) + " m"
	if words.Metres != nil {
		text = words.Metres(int(2 * step))
	}
	p.marks = append(p.marks, box{x - 4, y - 8, x + 2*unit + 4, y + 8})
	p.write(value, []string{value.cut(text, 160, false)}, x+2*unit+10, y+4.5, atStart)
	n := pt{mapWidth - 24, 20}
	p.path("grain", polyline([]pt{{n.x, n.y + 44}, n}, []pt{{n.x - 6, n.y + 12}, n, {n.x + 6, n.y + 12}}))
	p.marks = append(p.marks, box{n.x - 8, n.y - 4, n.x + 8, n.y + 46})
	p.write(value, []string{value.cut(words.North, 40, false)}, n.x, n.y+60, atMiddle)
}

// Areas draws the districts of a city as cloth around their places, each with its name. Areas without a place that has a
// position are left out.
func Areas(f Frame, areas []Area, words MapWords) SVG {
	p := &pen{width: mapWidth}
	var all []Place
	for _, a := range areas[:min(len(areas), maxItems)] {
		all = append(all, a.Places[:min(len(a.Places), maxPlaces)]...)
	}
	if len(all) > maxPlaces {
		all = all[:maxPlaces]
	}
	m, _ := plotted(all, box{80, 70, mapWidth - 80, mapHeight - 90}, 800)
	p.grid(m, words)
	linked := false
	var names []string
	var cloths []box
	for _, a := range areas[:min(len(areas), maxItems)] {
		var around []pt
		var pins trail
		b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
		_, sane := plotted(a.Places, box{0, 0, 1, 1}, 1)
		for _, q := range sane {
			at := m.at(q)
			if at.x < 0 || at.y < 0 || at.x > mapWidth || at.y > mapHeight {
				continue
			}
			for k := range 12 {
				s, c := math.Sincos(float64(k) * math.Pi / 6)
				around = append(around, at.add(pt{c, s}.times(20)))
			}
			b = b.join(box{at.x - 20, at.y - 20, at.x + 20, at.y + 20})
			pins.move(at.add(pt{-3, 0}))
			pins.line(at.add(pt{3, 0}))
			pins.move(at.add(pt{0, -3}))
			pins.line(at.add(pt{0, 3}))
		}
		if len(around) == 0 {
			continue
		}
		if a.Href != "" {
			linked = true
			p.open("a", "href", a.Href, "aria-label", a.Name)
		}
		cloth := hull(around)
		p.path("cut fill-2", closedRuns([][]pt{cloth}))
		var seam outline
		for i, q := range cloth {
			e := cloth[(i+1)%len(cloth)]
			seam = append(seam, seg{q, q, e, e, 1})
		}
		p.path("stitch", seam.inset(5).closed())
		p.path("notch", pins.String())
		if a.Href != "" {
			p.close("a")
		}
		names, cloths = append(names, a.Name), append(cloths, b)
	}
	p.marks = append(p.marks, cloths...)
	for i, name := range names {
		p.areaName(name, cloths[i])
	}
	return p.mapped(f, linked)
}

// areaName writes a district's name beside, over or under it, or on it.
func (p *pen) areaName(name string, b box) {
	lines, _ := value.wrap(name, 140, 2)
	if len(lines) == 0 {
		return
	}
	tall := float64(len(lines)-1) * value.line()
	x, y := (b.x0+b.x1)/2, (b.y0+b.y1)/2
	for _, c := range []struct {
		x, y float64
		a    anchor
	}{
		{b.x1 + 8, y + 4 - tall/2, atStart}, {b.x0 - 8, y + 4 - tall/2, atEnd}, {x, b.y0 - 8 - tall, atMiddle}, {x, b.y1 + 17, atMiddle},
		{b.x1 + 8, b.y0 + 4, atStart}, {b.x0 - 8, b.y0 + 4, atEnd}, {b.x1 + 8, b.y1 - tall, atStart}, {b.x0 - 8, b.y1 - tall, atEnd},
	} {
		if p.try(value, lines, c.x, c.y, c.a, mapHeight) {
			return
		}
	}
	marks := p.marks
	p.marks = nil
	for _, dy := range []float64{0, -18, 18, -36, 36} {
		if p.try(value, lines, x, y+4-tall/2+dy, atMiddle, mapHeight) {
			break
		}
	}
	p.marks = marks
}
