package directive

var evidence = Spec{
	Name: "evidence",
	Params: []Param{{Name: "fact", Type: Name, Scheme: "fact", Required: true, About: map[string]string{
		"en": "the fact that proves it", "nl": "het feit dat het bewijst", "fr": "le fait qui la prouve"}}},
	Body:    Required,
	Outside: []string{"evidence"},
	About: map[string]string{
		"en": "a claim with its figure and its source, as a card",
		"nl": "een bewering met haar cijfer en haar bron, als kaart",
		"fr": "une affirmation avec son chiffre et sa source, sur une carte",
	},
	Example: "::: evidence fact=\"turnover-growth\"\nThe sector grew by <fact:turnover-growth>.\n:::\n",
}
