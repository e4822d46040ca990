package directive

var gallery = Spec{
	Name:    "gallery",
	Body:    Images,
	Outside: []string{"figure", "gallery"},
	About: map[string]string{
		"en": "images side by side; an image's title is its caption",
		"nl": "afbeeldingen naast elkaar; de titel van een afbeelding is haar bijschrift",
		"fr": "des images côte à côte ; le titre d’une image est sa légende",
	},
	Example: "::: gallery\n![A sleeve](sleeve.jpg \"Before it is set\")\n![A collar](collar.jpg)\n:::\n",
}
