package directive

var aside = Spec{
	Name:    "aside",
	Body:    Required,
	Outside: []string{"aside"},
	About: map[string]string{
		"en": "a text beside the story",
		"nl": "een tekst naast het verhaal",
		"fr": "un texte à côté du récit",
	},
	Example: "::: aside\nA muslin is the first version of a garment, in cheap cloth.\n:::\n",
}
