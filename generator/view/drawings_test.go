package view_test

import (
	"fmt"
	"html/template"
	"strings"
)

// Drawings by hand, in the classes that the theme styles, for previews only.

// shapes are pattern pieces in a box of 300 by 400.
var shapes = []string{
	"M20 380 40 150C60 60 105 20 150 20s90 40 110 130l20 230z",      // sleeve
	"M40 380V120l30-80 60-16q20 60 90 56l30 40q-18 70 20 110v170z",  // front
	"M50 380V70l70-40q30 22 60 0l70 40v310z",                        // back
	"M20 250q130-150 260 0l-30 80q-100-110-200 0z",                  // collar
	"M60 120h180v160q0 60-90 80-90-20-90-80z",                       // pocket
	"M30 380V90q60 30 90-50h60q30 80 90 50v290l-60-24-60 24-60-24z", // lining
	"M20 300q130 60 260 0v60q-130 60-260 0z",                        // hem
}

func piece(n int, word string) template.HTML {
	d := shapes[n%len(shapes)]
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="-24 -24 348 448" width="348" height="448" focusable="false">`)
	fmt.Fprintf(&b, `<path class="grade" transform="translate(150 210) scale(1.12) translate(-150 -210)" d="%s"/>`, d)
	fmt.Fprintf(&b, `<path class="grade" transform="translate(150 210) scale(1.06) translate(-150 -210)" d="%s"/>`, d)
	fmt.Fprintf(&b, `<path class="fill cut" d="%s"/>`, d)
	fmt.Fprintf(&b, `<path class="stitch" transform="translate(150 214) scale(.86) translate(-150 -214)" d="%s"/>`, d)
	b.WriteString(`<path class="grain" d="M150 140v150m-6-10 6 10 6-10m-12-130 6-10 6 10"/>`)
	if word != "" {
		fmt.Fprintf(&b, `<text class="small" transform="translate(166 260) rotate(-90)">%s</text>`, word)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

func layPlan(titles []string) template.HTML {
	var b strings.Builder
	b.WriteString(`<svg viewBox="0 0 720 470" width="720" height="470" role="group" aria-label="Legplan"><path class="axis" d="M1 20h718v430H1z"/><path class="tick" d="M1 235h718"/>`)
	at := [][3]float64{{10, 40, .46}, {150, 30, .5}, {300, 40, .5}, {450, 20, .42}, {580, 60, .4}, {180, 240, .5}, {370, 230, .5}}
	for i, t := range titles {
		p := at[i%len(at)]
		fmt.Fprintf(&b, `<a href="#k%d"><g transform="translate(%g %g) scale(%g)"><title>%d. %s</title><path class="fill cut" d="%s"/><path class="stitch" transform="translate(150 214) scale(.86) translate(-150 -214)" d="%s"/><text class="big" x="130" y="240">%d</text></g></a>`,
			i+1, p[0], p[1], p[2], i+1, t, shapes[i%len(shapes)], shapes[i%len(shapes)], i+1)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

func garment() template.HTML {
	return template.HTML(`<svg viewBox="0 0 420 440" width="420" height="440" focusable="false"><path class="grade" d="M110 30 40 100 10 300l60 12 22-130-10 240h256l-10-240 22 130 60-12-30-200-70-70-60-14q-40 46-80 0z"/><path class="fill cut" d="M124 44 58 108 34 288l34 8 34-160-8 270h232l-8-270 34 160 34-8-24-180-66-64-56-12q-40 44-80 0z"/><path class="stitch" d="M102 136 96 396h228l-6-260M210 70v326"/><path class="fill-2 cut" d="M236 220h62v54q-30 18-62 0z"/><path class="stitch" d="M242 226h50"/></svg>`)
}

func chart(wide bool) template.HTML {
	width, gap := 640, 90
	if !wide {
		width, gap = 320, 46
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d 280" width="%d" height="280" role="img" aria-label="Omzet van de sector, 2009 tot 2019"><path class="tick" d="M0 60h%d M0 120h%d M0 180h%d"/>`, width, width, width, width, width)
	for i, v := range []int{100, 104, 109, 118, 127, 139} {
		x, h := 20+i*gap, (v-70)*3
		series := "series-1"
		if i == 5 {
			series = "series-0"
		}
		fmt.Fprintf(&b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d"/><text class="value" x="%d" y="%d">%d</text><text class="small" x="%d" y="262">%d</text>`,
			series, x, 240-h, gap*6/10, h, x, 232-h, v, x, 2009+2*i)
	}
	fmt.Fprintf(&b, `<path class="axis" d="M0 240h%d"/></svg>`, width)
	return template.HTML(b.String())
}

func situation() template.HTML {
	return template.HTML(`<svg viewBox="0 0 640 360" width="640" height="360" role="img" aria-label="De straten rond de ModeNatie"><path class="grade" d="M0 300q200-60 640-40"/><path class="cut" d="M300 0 220 360M0 120l640 60M470 0l-30 360"/><path class="stitch" d="M60 340Q190 260 256 190"/><path class="fill-2 cut" d="M262 150h66v56h-66z"/><circle class="pin" cx="295" cy="178" r="9"/><text x="340" y="170">ModeNatie</text><text class="small" transform="translate(228 300) rotate(-77)">Nationalestraat</text></svg>`)
}

func wrong() template.HTML {
	return template.HTML(`<svg viewBox="0 0 300 400" width="300" height="400" focusable="false"><path class="grade" d="M20 380 40 150C60 60 105 20 150 20s90 40 110 130l20 230z"/><path class="fill cut" d="M20 380 40 150C60 60 105 20 150 20l20 90-34 50 60 70-20 60 44 90z"/><path class="stitch" d="M40 360 58 160q16-92 80-112M186 300l14 60"/><path class="notch" d="m196 100 40 40m0-40-40 40"/></svg>`)
}

func swatch(colour string) template.HTML {
	return template.HTML(`<svg viewBox="0 0 96 48" width="96" height="48" aria-hidden="true"><rect width="96" height="48" fill="` + colour + `"/></svg>`)
}
