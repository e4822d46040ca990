package directive

var forAudiences = Spec{
	Name: "for",
	Params: []Param{{
		Name: "audiences", Type: Names, Scheme: "audience", Bare: true, Required: true,
		About: map[string]string{
			"en": "the audiences that see the block",
			"nl": "de publieken die het blok zien",
			"fr": "les publics qui voient le bloc",
		},
	}},
	Body: Required,
	About: map[string]string{
		"en": "shows a block to some audiences only",
		"nl": "toont een blok alleen aan bepaalde publieken",
		"fr": "ne montre un bloc qu’à certains publics",
	},
	Example: "::: for belevers talent\nOnly these two audiences read this.\n:::\n",
}
