package directive

var partners = Spec{
	Name: "partners",
	Params: []Param{{Name: "role", Type: Enum,
		Values: []string{"anchor", "education", "entrepreneurship", "retail", "tourism", "government", "media", "network"},
		About: map[string]string{
			"en": "of this role only", "nl": "alleen met deze rol", "fr": "de ce seul rôle"}}},
	Draws:   true,
	Body:    Blocks,
	Outside: []string{"figure", "quote", "evidence", "partners"},
	About: map[string]string{
		"en": "the partners with their links; the body introduces them",
		"nl": "de partners met hun links; de inhoud leidt ze in",
		"fr": "les partenaires et leurs liens ; le contenu les introduit",
	},
	Example: "::: partners role=\"anchor\"\n:::\n",
}
