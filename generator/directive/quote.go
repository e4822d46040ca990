package directive

var quote = Spec{
	Name: "quote",
	Params: []Param{
		{Name: "who", Type: Text, Required: true, Prose: true, About: map[string]string{
			"en": "who says it", "nl": "wie het zegt", "fr": "qui le dit"}},
		{Name: "role", Type: Text, Required: true, Prose: true, About: map[string]string{
			"en": "as what, or where", "nl": "in welke rol, of waar", "fr": "à quel titre, ou dans quel texte"}},
		{Name: "source", Type: Name, Scheme: "source", About: map[string]string{
			"en": "the source it comes from", "nl": "de bron waar het uit komt", "fr": "la source dont elle est tirée"}},
	},
	Body:    Required,
	Outside: []string{"quote"},
	About: map[string]string{
		"en": "a quotation with its speaker",
		"nl": "een citaat met wie het zegt",
		"fr": "une citation et son auteur",
	},
	Example: "::: quote who=\"Ann Peeters\" role=\"designer\"\nA pattern is a promise.\n:::\n",
}
