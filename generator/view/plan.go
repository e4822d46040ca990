package view

import "html/template"

// Plan is page/plan: policy lines, actions and targets, and how far they are.
type Plan struct {
	Page     Page
	Intro    Intro
	Progress []Progress
	Drawing  template.HTML
	Lines    []PlanLine
	Source   *Link
}

// Progress counts a state. Value and Total are whole numbers for a meter; Text says the same in words.
type Progress struct {
	Class, Name, Text string
	Value, Total      string
}

// PlanLine is a line of policy with its actions (#<action>) and targets.
type PlanLine struct {
	ID       string
	Number   string
	Title    Text
	Text     Prose
	Done     Progress
	Chapter  *Link
	Actions  []PlanAction
	Targets  []PlanTarget
	Timeline *Timeline
}

// PlanAction is an action. Class is planned, running, done or dropped; Late says in words that its date passed.
type PlanAction struct {
	ID     string
	Title  Text
	Text   Prose
	Owner  *Link
	Due    Date
	Status string
	Class  string
	Late   string
	Used   []Link
}

// PlanTarget is a target with its figure.
type PlanTarget struct {
	ID    string
	Title Text
	Due   Date
	Value string
}

// Facts is page/facts: every figure with its source and where it is used.
type Facts struct {
	Page      Page
	Intro     Intro
	Count     string
	Groups    []FactGroup
	Downloads []Download
}

// FactGroup is the facts of one source or theme.
type FactGroup struct {
	ID    string
	Title Text
	Facts []Fact
}

// Fact is one figure.
type Fact struct {
	ID       string
	Figure   string
	Label    Text
	Period   string
	Source   *Link
	Locator  Text
	Strength string
	Review   string
	Used     []Link
}

// Sources is page/sources.
type Sources struct {
	Page    Page
	Intro   Intro
	Sources []Source
}

// Source is a document that facts rest on.
type Source struct {
	ID       string
	Title    Text
	Author   Text
	Date     Date
	Link     *Link
	Language string
	Facts    []Link
	Used     []Link
}

// Planning is page/planning: a quarter's communication, partners by weeks.
type Planning struct {
	Page      Page
	Title     string
	Caption   string
	Prev      *Link
	Next      *Link
	Weeks     []PlanningWeek
	Rows      []PlanningRow
	Audiences []PlanningAudience
	Findings  []string // gaps and collisions, in words
	Items     []PlanningItem
}

// PlanningWeek is a column's head.
type PlanningWeek struct{ Number, Text string }

// PlanningRow is a partner's quarter. Cells cover all weeks; a cell spans Span of them.
type PlanningRow struct {
	Partner Link
	Cells   []PlanningCell
}

// PlanningCell is a stretch of weeks, empty or with an item.
type PlanningCell struct {
	Span  string
	Title Text
	URL   string // of the item in the list below; empty in an empty cell
	Class string // idea, planned, running, done, dropped; of an audience's weeks heard or gap
	Meets string // says that another partner brings the same at the same time; empty where none does
}

// PlanningAudience is what an audience hears in the quarter: whether anything, week by week, and what.
type PlanningAudience struct {
	Name     Text
	Class    string
	Weeks    []PlanningCell // a gap has a title
	Messages []PlanningMessage
}

// PlanningMessage is a row of one message; the cells name the partners that bring it.
type PlanningMessage struct {
	Title Text
	Cells []PlanningCell
}

// PlanningItem is an item in full.
type PlanningItem struct {
	ID       string
	Title    Text
	Partner  Link
	Channel  Text
	When     Date
	Status   string
	Class    string
	Audience []AudienceLink
	Chapter  *Link
}
