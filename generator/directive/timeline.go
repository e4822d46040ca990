package directive

var timeline = Spec{
	Name: "timeline",
	Params: []Param{{Name: "line", Type: Name, Scheme: "line", About: map[string]string{
		"en": "of this policy line only", "nl": "alleen van deze modelijn", "fr": "de cette seule ligne d’action"}}},
	Draws:   true,
	Body:    Blocks,
	Outside: []string{"timeline"},
	About: map[string]string{
		"en": "the plan's milestones; the body introduces them",
		"nl": "de mijlpalen van het plan; de inhoud leidt ze in",
		"fr": "les jalons du plan ; le contenu les introduit",
	},
	Example: "::: timeline line=\"talent\"\n:::\n",
}
