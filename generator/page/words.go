package page

import (
	"strconv"

	"modestad/generator/headline"
	"modestad/generator/view"
)

func itoa(n int) string { return strconv.Itoa(n) }

// number writes a coordinate for machines.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// headlineOf sets a title as a block, near a height in percent of the measure.
func headlineOf(t view.Text, goal int) view.Headline {
	b := headline.Set(t.Text, goal)
	h := view.Headline{Text: t}
	if len(b.Lines) == 0 {
		return h
	}
	h.Class = "h" + itoa(b.Height)
	for _, l := range b.Lines {
		class := "w" + itoa(l.Width)
		if l.Low {
			class += " low"
		}
		h.Runs = append(h.Runs, view.Run{Text: l.Text, Class: class})
	}
	return h
}

// titleGoal is how high the title of a page that is no opener is set, in percent of the measure.
const titleGoal = 20
