package page

import (
	"html/template"

	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
)

// drawChart draws a chart twice, for wide and for narrow screens, and says in words what it shows.
func (ed *Edition) drawChart(d ChartData) (wide, narrow template.HTML, summary string) {
	return "", "", ""
}

// drawLongread draws a longread's hero, its lay plan and the garment that its pieces make.
func (ed *Edition) drawLongread(l *site.Longread, rules content.VariantText, v view.Longread) (hero, plan, garment template.HTML) {
	return ed.drawHero(l), "", ""
}

func (ed *Edition) drawHero(l *site.Longread) template.HTML { return "" }

func (ed *Edition) drawPiece(l *site.Longread, c *content.Chapter, i int) template.HTML { return "" }

// drawHome draws what stands beside the title of home: the garment.
func (ed *Edition) drawHome() template.HTML { return "" }

// drawWrong draws a piece that was cut wrong, for the page that is not there.
func (ed *Edition) drawWrong() template.HTML { return "" }
