package main

import (
	"fmt"
	"strings"

	"modestad/generator"
	"modestad/generator/config"
)

// feedGuide says which feeds there are, and how a site combines its own.
func feedGuide(lang string) string {
	texts := map[string][2]string{
		"en": {"Families of feeds, for [outputs] feeds = [...]:", "A feed of your own is a table [feeds.<id>] in site.toml; all keys given must hold:\naudience, programme, kind, partner, area, venue, series, tag, crowd, visit, access, language\n(lists: one of them), free (true or false), and <language>.title for its name.\n\n  [feeds.schools]\n  visit    = [\"schools\"]\n  free     = true\n  nl.title = \"Gratis voor scholen\"\n"},
		"nl": {"Families van feeds, voor [outputs] feeds = [...]:", "Een eigen feed is een tabel [feeds.<id>] in site.toml; alle sleutels die er staan, moeten gelden:\naudience, programme, kind, partner, area, venue, series, tag, crowd, visit, access, language\n(lijsten: één ervan), free (true of false), en <taal>.title voor de naam.\n\n  [feeds.scholen]\n  visit    = [\"schools\"]\n  free     = true\n  nl.title = \"Gratis voor scholen\"\n"},
		"fr": {"Familles de flux, pour [outputs] feeds = [...] :", "Un flux à vous est une table [feeds.<id>] dans site.toml ; toutes les clés données doivent valoir :\naudience, programme, kind, partner, area, venue, series, tag, crowd, visit, access, language\n(listes : l’un d’eux), free (true ou false), et <langue>.title pour le nom.\n\n  [feeds.ecoles]\n  visit    = [\"schools\"]\n  free     = true\n  fr.title = \"Gratuit pour les écoles\"\n"},
	}
	t := texts[lang]
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s\n\n%s", t[0], strings.Join(config.FeedFamilies(), ", "), t[1])
	return b.String()
}

// helpLanguages lists the keys of the interface's texts, with the English text of each.
func (a *app) helpLanguages() int {
	keys, err := generator.InterfaceTexts()
	if err != nil {
		return a.fail(err)
	}
	for _, k := range keys {
		fmt.Fprintf(a.stdout, "%-32s %s\n", k.Key, k.Text)
	}
	return exitDone
}
