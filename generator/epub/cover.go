package epub

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode"
)

// The sheet of a cover, its margin, and where the piece lies; in units of the drawing.
const coverWidth, coverHeight, coverMargin, coverSquare = 1200, 1800, 100, 100

// cover draws the cover: a sheet of pattern paper, the title in lines of one length, the piece below it.
func (w *writer) cover() []byte {
	b := w.book
	thread := cmp.Or(b.CoverColour, "#B3261E")
	var out bytes.Buffer
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%[1]d" height="%[2]d" xml:lang="%[3]s"><title>%[4]s</title>`,
		coverWidth, coverHeight, escape(b.Lang), escape(b.Title.Text))
	fmt.Fprintf(&out, `<style>text{font-family:Helvetica,Arial,sans-serif;fill:#17150f}.line{font-weight:900}.small{font-family:monospace;font-size:38px}.cut,.grain{fill:none;stroke:#17150f;stroke-width:2}.stitch,.notch,.thread{fill:none;stroke:%s;stroke-width:2}.stitch{stroke-dasharray:10 7}.grade{fill:none;stroke:#857b62;stroke-dasharray:2 3}.fill{fill:#fbf9f3}.piece text{font-size:13px}</style>`, escape(thread))
	fmt.Fprintf(&out, `<rect width="%d" height="%d" fill="#f4f0e6"/><path d="`, coverWidth, coverHeight)
	for x := coverSquare; x < coverWidth; x += coverSquare {
		fmt.Fprintf(&out, "M%d 0V%d", x, coverHeight)
	}
	for y := coverSquare; y < coverHeight; y += coverSquare {
		fmt.Fprintf(&out, "M0 %dH%d", y, coverWidth)
	}
	out.WriteString(`" fill="none" stroke="#d9d1bc" stroke-width="2"/>`)
	const top, width = 300, coverWidth - 2*coverMargin
	lines := b.Lines
	if len(lines) == 0 {
		lines = fold(b.Title.Text, 12)
	}
	size := min(190, 900/max(1, len(lines)))
	at := top + len(lines)*size
	if svg := svgOf(b.Piece); svg != "" {
		y := at + 40
		fmt.Fprintf(&out, `<g class="piece"><svg x="%d" y="%d" width="%d" height="%d" %s</g>`, coverMargin, y, width, max(200, coverHeight-y-180), strings.TrimPrefix(svg, "<svg "))
	}
	anchor, x := "start", coverMargin
	if b.Dir == "rtl" {
		anchor, x = "end", coverWidth-coverMargin
	}
	fmt.Fprintf(&out, `<text class="small" x="%d" y="160" text-anchor="%s">%s</text>`, x, anchor, escape(b.Audience.Text))
	for i, l := range lines {
		// Letters that are joined are not stretched.
		stretch := fmt.Sprintf(` textLength="%d" lengthAdjust="spacingAndGlyphs"`, width)
		if b.Dir == "rtl" {
			stretch = ""
		}
		fmt.Fprintf(&out, `<text class="line" x="%d" y="%d" font-size="%d" text-anchor="%s"%s>%s</text>`, x, top+i*size+size/2, size, anchor, stretch, escape(l))
	}
	fmt.Fprintf(&out, `<text class="small" x="%d" y="%d" text-anchor="%s">%s</text></svg>`, x, coverHeight-90, anchor, escape(b.Publisher))
	return out.Bytes()
}

// breaking says whether a line may end at a space.
func breaking(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

// fold cuts a title into lines of about n letters.
func fold(s string, n int) (lines []string) {
	line := ""
	for _, word := range strings.FieldsFunc(s, breaking) {
		if line != "" && len(line)+1+len(word) > n {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
