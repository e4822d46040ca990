package directive

var figure = Spec{
	Name: "figure",
	Params: []Param{
		{Name: "src", Type: Path, Required: true, About: map[string]string{
			"en": "the image, beside the text", "nl": "de afbeelding, naast de tekst", "fr": "l’image, à côté du texte"}},
		{Name: "alt", Type: Text, Required: true, About: map[string]string{
			"en": "what the image shows, for who cannot see it",
			"nl": "wat de afbeelding toont, voor wie haar niet ziet",
			"fr": "ce que montre l’image, pour qui ne la voit pas"}},
		{Name: "credit", Type: Text, About: map[string]string{
			"en": "who made it", "nl": "wie ze maakte", "fr": "qui l’a faite"}},
		{Name: "wide", Type: Flag, About: map[string]string{
			"en": "wider than the text", "nl": "breder dan de tekst", "fr": "plus large que le texte"}},
	},
	Body:    Blocks,
	Outside: []string{"figure", "gallery"},
	About: map[string]string{
		"en": "an image; the body is its caption",
		"nl": "een afbeelding; de inhoud is haar bijschrift",
		"fr": "une image ; le contenu est sa légende",
	},
	Example: "::: figure src=\"sleeve.jpg\" alt=\"A sleeve on a table\" credit=\"MoMu\" wide\nThe sleeve before it is set.\n:::\n",
}
