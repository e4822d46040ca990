package directive

var events = Spec{
	Name: "events",
	Params: []Param{
		{Name: "feed", Type: Name, Scheme: "feed", Required: true, About: map[string]string{
			"en": "the feed they come from", "nl": "de feed waar ze uit komen", "fr": "le flux dont ils viennent"}},
		{Name: "limit", Type: Integer, Min: 1, Max: 24, About: map[string]string{
			"en": "at most so many", "nl": "hoogstens zoveel", "fr": "au plus autant"}},
	},
	Draws:   true,
	Body:    Blocks,
	Outside: []string{"figure", "quote", "evidence", "events"},
	About: map[string]string{
		"en": "the next events of a feed; the body introduces them",
		"nl": "de volgende evenementen van een feed; de inhoud leidt ze in",
		"fr": "les prochains événements d’un flux ; le contenu les introduit",
	},
	Example: "::: events feed=\"all\" limit=3\n:::\n",
}
