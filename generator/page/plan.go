package page

import (
	"strconv"

	"modestad/generator/content"
	"modestad/generator/site"
	"modestad/generator/view"
)

// Plan fills the page of the plan: its lines with their actions and targets, and how far they are.
func (ed *Edition) Plan() view.Plan {
	s := ed.s
	x, intro := ed.section("plan", "plan", ed.sectionAddress("plan"), 1, 1)
	v := view.Plan{Page: ed.frame(x), Intro: intro}
	counts := map[string]int{}
	for _, a := range s.Plan.Actions {
		counts[a.Status]++
	}
	total := len(s.Plan.Actions)
	for _, status := range content.ActionStatuses() {
		if n := counts[status]; n > 0 {
			v.Progress = append(v.Progress, view.Progress{Class: status, Name: ed.w.Plural("list.plan_"+status, n), Text: ed.w.Int(n), Value: percent(n, total), Total: strconv.Itoa(total)})
		}
	}
	for i := range s.Plan.Lines {
		v.Lines = append(v.Lines, ed.planLine(&s.Plan.Lines[i], i+1))
	}
	return v
}

// percent is a share as a whole number from 0 to 100, for the width of a meter.
func percent(n, of int) string {
	if of == 0 {
		return "0"
	}
	return strconv.Itoa((100*n + of/2) / of)
}

func (ed *Edition) planLine(line *content.Line, number int) view.PlanLine {
	s := ed.s
	v := view.PlanLine{ID: "line-" + line.ID, Number: ed.w.Int(number), Title: ed.by(line.Title), Text: ed.planText(line.Text, line.ID, 2)}
	done, total := 0, 0
	for i := range s.Plan.Actions {
		a := &s.Plan.Actions[i]
		if a.Line.ID != line.ID {
			continue
		}
		if a.Status != "dropped" {
			total++
		}
		if a.Status == "done" {
			done++
		}
		v.Actions = append(v.Actions, ed.planAction(a))
	}
	v.Done = view.Progress{Class: "done", Name: ed.t("plan.status.done"), Text: ed.w.Plural("list.plan_progress", total, "Done", done), Value: percent(done, total), Total: strconv.Itoa(total)}
	for i := range s.Plan.Targets {
		t := &s.Plan.Targets[i]
		if t.Line.ID != line.ID {
			continue
		}
		target := view.PlanTarget{ID: t.ID, Title: ed.by(t.Title), Due: ed.dueBy(t.Due)}
		if t.Value != nil {
			target.Value = ed.figure(&site.Fact{Fact: &content.Fact{Value: *t.Value, Unit: t.Unit}})
		}
		v.Targets = append(v.Targets, target)
	}
	if c := ed.teller(line.ID); c != nil {
		if address, ok := s.Address("chapter", c.ID, "", site.Context{Lang: ed.lang}); ok {
			t, in, _ := site.Pick(s, c.Texts, ed.lang)
			link := ed.link(address, ed.text(t.Head.Title, in))
			v.Chapter = &link
		}
	}
	if dates := ed.milestones(line.ID); len(dates) > 1 {
		v.Timeline = &view.Timeline{Label: v.Title.Text, Items: dates}
	}
	return v
}

// teller is the first chapter that tells a line.
func (ed *Edition) teller(line string) *content.Chapter {
	for _, c := range ed.chapters() {
		if c.Texts[0].Value.Line.ID == line {
			return c
		}
	}
	return nil
}

// planText renders a text of the plan; its ids are under those of what it belongs to.
func (ed *Edition) planText(b content.By[content.Body], id string, shift int) view.Prose {
	return ed.pickBody(b, where{ctx: site.Context{Lang: ed.lang}, prefix: id, shift: shift, folder: "content/"})
}

// dueBy says by when something is to be done.
func (ed *Edition) dueBy(d content.DueDate) view.Date {
	v := ed.due(d)
	if v.Text != "" {
		v.Text = ed.t("plan.due", "Date", v.Text)
	}
	return v
}

func (ed *Edition) planAction(a *content.Action) view.PlanAction {
	s := ed.s
	v := view.PlanAction{ID: a.ID, Title: ed.by(a.Title), Text: ed.planText(a.Text, a.ID, 3), Due: ed.dueBy(a.Due), Status: ed.t("plan.status." + a.Status), Class: a.Status}
	if a.Status == "done" {
		v.Due = ed.due(a.Due)
	}
	if p := s.Partner(a.Owner.ID); p != nil {
		owner := ed.partnerLink(p)
		v.Owner = &owner
	}
	if open := a.Status == "planned" || a.Status == "running"; open && !a.Due.IsZero() && a.Due.Last().Before(s.Today) {
		v.Late = ed.t("list.plan_late")
	}
	for _, c := range ed.chapters() {
		v.Used = append(v.Used, ed.chapterUses(c, "action", a.ID)...)
	}
	for _, p := range s.Pages {
		if t, _, _ := site.Pick(s, p.Texts, ed.lang); names(t.Body, "action", a.ID, "") {
			if l, ok := ed.pageLink(p.ID); ok {
				v.Used = append(v.Used, l)
			}
		}
	}
	return v
}
