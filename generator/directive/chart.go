package directive

var chart = Spec{
	Name: "chart",
	Params: []Param{
		{Name: "type", Type: Enum, Values: []string{"bar", "column", "line", "dot"}, Required: true, About: map[string]string{
			"en": "how it is drawn", "nl": "hoe ze getekend wordt", "fr": "comment il est dessiné"}},
		{Name: "facts", Type: Names, Scheme: "fact", About: map[string]string{
			"en": "the facts it shows", "nl": "de feiten die ze toont", "fr": "les faits qu’il montre"}},
		{Name: "data", Type: Path, About: map[string]string{
			"en": "or a CSV file beside the text", "nl": "of een CSV-bestand naast de tekst", "fr": "ou un fichier CSV à côté du texte"}},
		{Name: "title", Type: Text, Required: true, Prose: true, About: map[string]string{
			"en": "what one learns from it", "nl": "wat men eruit leert", "fr": "ce qu’on en apprend"}},
		{Name: "id", Type: Anchor, About: map[string]string{
			"en": "an id to link to", "nl": "een id om naar te verwijzen", "fr": "un id pour y renvoyer"}},
	},
	Exclusive: []string{"facts", "data"},
	Draws:     true,
	Body:      Blocks,
	Outside:   []string{"figure"},
	About: map[string]string{
		"en": "a chart of facts or of a file; the body is its caption",
		"nl": "een grafiek van feiten of van een bestand; de inhoud is haar bijschrift",
		"fr": "un graphique de faits ou d’un fichier ; le contenu est sa légende",
	},
	Example: "::: chart type=\"bar\" facts=\"turnover-growth,shops-growth\" title=\"Turnover grew faster than shops\" id=\"growth\"\n:::\n",
}
