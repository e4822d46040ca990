package directive

var steps = Spec{
	Name:    "steps",
	Body:    Parts,
	Outside: []string{"steps", "figure", "quote", "evidence", "details"},
	About: map[string]string{
		"en": "a figure that stays in view beside a run of steps; the first part is the figure, each next one a step, with a line --- between them",
		"nl": "een figuur die in beeld blijft naast een reeks stappen; het eerste deel is de figuur, elk volgende een stap, met een regel --- ertussen",
		"fr": "une figure qui reste en vue à côté d’étapes ; la première partie est la figure, chaque suivante une étape, séparées par une ligne ---",
	},
	Example: ":::: steps\n::: figure src=\"pattern.png\" alt=\"A pattern in three pieces\"\n:::\n\n---\n\nFirst the sleeve.\n\n---\n\nThen the collar.\n::::\n",
}
