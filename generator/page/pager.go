package page

import (
	"html/template"

	"modestad/generator/site"
	"modestad/generator/view"
)

// listPart is how many entries one page of a list holds.
const listPart = 50

// pagerNear is how many parts the pager names on each side of the one that is shown.
const pagerNear = 2

// inPart gives the addresses of a part of a list whose first part is at the addresses that first gives.
func inPart(first func(lang string) string, part int) func(lang string) string {
	return func(lang string) string { return site.PartAddress(first(lang), part) }
}

// partTitle names a further part of a list.
func (ed *Edition) partTitle(part, of int) string {
	return ed.t("page.number", "Page", part, "Pages", of)
}

// cutPart gives the entries that a part of a list shows.
func cutPart[T any](list []T, part int) []T {
	from, to := window(len(list), listPart, part)
	return list[from:to]
}

// pager leads through the parts of a list; nil where there is but one. It names the first and the last part, and
// those around the one that is shown.
func (ed *Edition) pager(first func(lang string) string, part, of int) *view.Pager {
	if of <= 1 {
		return nil
	}
	link := func(n int) view.Link {
		l := ed.plain(site.PartAddress(first(ed.lang), n), ed.w.Int(n))
		l.Current = n == part
		return l
	}
	v := &view.Pager{Status: ed.partTitle(part, of)}
	if part > 1 {
		prev := link(part - 1)
		v.Prev = &prev
	}
	if part < of {
		next := link(part + 1)
		v.Next = &next
	}
	shown := 0
	for n := 1; n <= of; n++ {
		if n > 1 && n < of && (n < part-pagerNear || n > part+pagerNear) {
			continue
		}
		switch {
		case n == shown+2:
			v.Pages = append(v.Pages, link(n-1)) // one part alone takes no more room than the mark that it is left out
		case n > shown+2:
			v.Pages = append(v.Pages, view.Link{Text: view.Text{Text: "…"}})
		}
		v.Pages = append(v.Pages, link(n))
		shown = n
	}
	return v
}

func escape(s string) template.HTML { return template.HTML(template.HTMLEscapeString(s)) }
