package directive

var details = Spec{
	Name: "details",
	Params: []Param{{Name: "summary", Type: Text, Required: true, Prose: true, About: map[string]string{
		"en": "the line that one opens it with", "nl": "de regel waarmee men het opent", "fr": "la ligne qui l’ouvre"}}},
	Body: Required,
	About: map[string]string{
		"en": "a text that the reader opens",
		"nl": "een tekst die de lezer opent",
		"fr": "un texte que le lecteur ouvre",
	},
	Example: "::: details summary=\"Where does this come from?\"\nFrom the plan of 2021.\n:::\n",
}
