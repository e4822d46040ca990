package page

import (
	"cmp"
	"slices"
	"strconv"

	"modestad/generator/view"
)

// planningAudiences puts the items into rows by audience and message, with the weeks in which an audience hears
// nothing, and marks where two partners say the same at the same time.
func (ed *Edition) planningAudiences(slots []slot, x quarter, meetings []*meeting) []view.PlanningAudience {
	var out []view.PlanningAudience
	for n, a := range ed.s.Config.Audiences {
		v := view.PlanningAudience{Name: ed.audienceName(a.ID), Class: audienceClass(n), Weeks: ed.heard(x.busy(slots, a.ID))}
		meets := map[int]bool{}
		for _, m := range meetings {
			if slices.Contains(m.audiences, a.ID) {
				meets[m.a.n], meets[m.b.n] = true, true
			}
		}
		byChapter := map[string][]slot{}
		var ids []string
		for _, i := range slots {
			if !i.shown || !meant(i.Item, a.ID) {
				continue
			}
			if byChapter[i.Chapter.ID] == nil {
				ids = append(ids, i.Chapter.ID)
			}
			byChapter[i.Chapter.ID] = append(byChapter[i.Chapter.ID], i)
		}
		slices.SortFunc(ids, func(a, b string) int { return cmp.Or(ed.chapterPlace(a)-ed.chapterPlace(b), cmp.Compare(a, b)) })
		for _, id := range ids {
			list := byChapter[id]
			slices.SortStableFunc(list, func(a, b slot) int { return cmp.Or(a.first-b.first, a.n-b.n) })
			title := view.Text{Text: ed.t("planning.no_message")}
			if id != "" {
				title.Text = ed.chapterTitle(id)
			}
			for _, lane := range lanes(list, x.weeks) {
				v.Messages = append(v.Messages, view.PlanningMessage{Title: title, Cells: cells(lane, x.weeks, func(i slot) view.PlanningCell {
					c := view.PlanningCell{Title: ed.planningPartner(i.Partner.ID).Text, URL: "#item-" + strconv.Itoa(i.n), Class: i.Status}
					if meets[i.n] {
						c.Meets = ed.t("planning.meets")
					}
					return c
				})})
			}
		}
		out = append(out, v)
	}
	return out
}

// chapterPlace is where a chapter stands in the first longread that has it; what no longread has comes last.
func (ed *Edition) chapterPlace(id string) int {
	for n, c := range ed.chapters() {
		if c.ID == id {
			return n
		}
	}
	return len(ed.chapters())
}

// heard gives stretches of weeks in which an audience hears something, and of those in which it hears nothing.
func (ed *Edition) heard(busy []bool) []view.PlanningCell {
	var out []view.PlanningCell
	for w := 0; w < len(busy); {
		from := w
		for w < len(busy) && busy[w] == busy[from] {
			w++
		}
		c := view.PlanningCell{Span: strconv.Itoa(w - from), Class: "heard"}
		if !busy[from] {
			c.Class, c.Title = "gap", view.Text{Text: ed.t("planning.gap")}
		}
		out = append(out, c)
	}
	return out
}

// cells fills a row: what each item shows, and the empty stretches between.
func cells(lane []slot, weeks int, show func(slot) view.PlanningCell) []view.PlanningCell {
	var out []view.PlanningCell
	at := 0
	for _, i := range lane {
		if i.first > at {
			out = append(out, view.PlanningCell{Span: strconv.Itoa(i.first - at)})
		}
		c := show(i)
		c.Span = strconv.Itoa(i.end - i.first)
		out = append(out, c)
		at = i.end
	}
	if at < weeks {
		out = append(out, view.PlanningCell{Span: strconv.Itoa(weeks - at)})
	}
	return out
}
