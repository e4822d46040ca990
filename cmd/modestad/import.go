package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"modestad/generator"
	"modestad/generator/diag"
	"modestad/generator/ical"
	"modestad/generator/importer"
	"modestad/generator/source"
)

func importCommand() *command {
	return &command{name: "import", args: "ics FILE --partner ID [flags]", about: "Writes the events of a partner's own calendar as event files. Run again, it brings the same files up to date, and keeps what a person changed in them.",
		help: `Examples:
  modestad import ics calendar.ics --partner modenatie
  modestad import ics calendar.ics --partner modenatie --dry-run

An event is found again by its source_uid. Each file says in a comment which keys are as
the calendar had them; those follow it, and all others are yours. Nothing is removed: what
is gone from the calendar is listed. Look through what was written, then propose it.`,
		run: (*app).importFile}
}

func (a *app) importFile(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	partner := f.String("partner", "", "the partner's `id`")
	language := f.String("language", "", "the `language` of the calendar's texts, where they do not say it (default: the site's)")
	past := f.Bool("past", false, "take what is over, too")
	dry := f.Bool("dry-run", false, "say what would be done, and do nothing")
	now := f.String("now", "", "the clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if len(rest) != 2 || rest[0] != "ics" {
		return a.usage("import wants a format and a file: import ics calendar.ics --partner ID", "")
	}
	if *partner == "" {
		return a.usage("import wants the partner whose calendar it is: --partner ID", "")
	}
	o, code := a.options("", true, *now, 0)
	if code >= 0 {
		return code
	}
	var err error
	if o.Root, err = a.root(); err != nil {
		return a.fail(err)
	}
	data, err := calendar(a.path(rest[1]))
	if err != nil {
		return a.fail(err)
	}
	r, err := generator.Load(ctx, o)
	if err != nil {
		return a.fail(err)
	}
	if r.Site == nil {
		return a.report(r)
	}
	lang := a.messages(r)
	s := r.Site
	if s.Partner(*partner) == nil {
		var ids []string
		for _, p := range s.Partners {
			ids = append(ids, p.ID)
		}
		return a.usage(fmt.Sprintf("no partner %q", *partner), diag.Nearest(*partner, ids))
	}
	if *language == "" {
		*language = s.Config.DefaultLanguage
	} else if !slices.Contains(s.Config.Tags(), *language) {
		return a.usage(fmt.Sprintf("the site has no language %q", *language), diag.Nearest(*language, s.Config.Tags()))
	}
	events, problems, err := ical.Read(data, s.Config.Zone)
	if err != nil {
		fmt.Fprintf(a.stderr, "modestad: %s: %s\n", rest[1], refused(err, lang))
		return exitFindings
	}
	folder, err := openPartner(o.Root, *partner)
	if err != nil {
		return a.fail(err)
	}
	defer folder.Close()
	existing, err := eventFiles(folder, *partner)
	if err != nil {
		return a.fail(err)
	}
	io := importer.Options{Partner: *partner, Zone: s.Config.Zone, Language: *language, Languages: s.Config.Tags(), Today: s.Today, Past: *past, Comment: importComment(lang)}
	for _, v := range s.Venues {
		known := importer.Venue{ID: v.ID}
		for _, n := range v.Name {
			known.Names = append(known.Names, n.Value)
		}
		io.Venues = append(io.Venues, known)
	}
	plan, found := importer.Plan(events, problems, existing, io)
	if len(found) > 0 {
		if err := diag.Text(a.stderr, found, diag.TextOptions{Lang: lang, Color: a.colours(a.stderr)}); err != nil {
			return a.fail(err)
		}
		return exitFindings
	}
	if !*dry {
		for _, file := range plan.Files {
			if err := ctx.Err(); err != nil {
				return a.fail(err)
			}
			if err := writeEvent(folder, file); err != nil {
				return a.fail(err)
			}
		}
	}
	for _, n := range plan.Notes {
		if n.Kind == importer.Same && !a.verbose || n.Kind == importer.Past && !a.verbose {
			continue
		}
		fmt.Fprintln(a.stdout, n.Say(lang))
	}
	if !a.quiet {
		fmt.Fprintln(a.stderr, importer.Sum(plan.Notes, lang))
	}
	if *dry || len(plan.Files) == 0 {
		return exitDone
	}
	return a.checkWritten(ctx, o, plan.Files, lang)
}

// checkWritten names what is wrong with files that were just written.
func (a *app) checkWritten(ctx context.Context, o generator.Options, files []*source.File, lang string) int {
	r, err := generator.Load(ctx, o)
	if err != nil {
		return a.fail(err)
	}
	found := slices.DeleteFunc(r.Found, func(f diag.Finding) bool {
		return !slices.ContainsFunc(files, func(x *source.File) bool { return x.Path == f.Place.File })
	})
	if err := diag.Text(a.stderr, found, diag.TextOptions{Lang: lang, Color: a.colours(a.stderr)}); err != nil {
		return a.fail(err)
	}
	if found.Failed() {
		return exitFindings
	}
	return exitDone
}

// calendar reads a calendar, and no more of it than can be imported.
func calendar(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	const most = 6 << 20
	return io.ReadAll(io.LimitReader(f, most))
}

// openPartner opens a partner's folder: nothing outside it can be reached by what is opened.
func openPartner(root, partner string) (*os.Root, error) {
	site, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer site.Close()
	return site.OpenRoot(path.Join("content/partners", partner))
}

// eventFiles reads the event files that a partner has; what is no plain file is none.
func eventFiles(folder *os.Root, partner string) ([]*source.File, error) {
	entries, err := fs.ReadDir(folder.FS(), "events")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []*source.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".toml") || !e.Type().IsRegular() {
			continue
		}
		data, err := folder.ReadFile("events/" + e.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, &source.File{Path: "content/partners/" + partner + "/events/" + e.Name(), Data: data})
	}
	return out, nil
}

// writeEvent replaces an event file as a whole, or makes it.
func writeEvent(folder *os.Root, file *source.File) error {
	if err := folder.MkdirAll("events", 0o755); err != nil {
		return err
	}
	name := "events/" + path.Base(file.Path)
	fresh := "events/." + path.Base(file.Path) + ".new"
	if err := folder.WriteFile(fresh, file.Data, 0o644); err != nil {
		return err
	}
	if err := folder.Rename(fresh, name); err != nil {
		_ = folder.Remove(fresh)
		return err
	}
	return nil
}

// importComment is what a file that an import wrote says of itself.
func importComment(lang string) string {
	switch lang {
	case "nl":
		return "Uit een kalender, met `modestad import ics`. Een volgende import werkt bij wat de kalender wijzigt;\nwat je zelf wijzigt, blijft. De regel hieronder zegt wat van de kalender kwam: laat hem staan."
	case "fr":
		return "Tiré d’un agenda, par `modestad import ics`. L’importation suivante reprend ce que l’agenda modifie ;\nce que vous modifiez vous-même reste. La ligne ci-dessous dit ce qui vient de l’agenda : laissez-la."
	}
	return "From a calendar, by `modestad import ics`. The next import follows what the calendar changes; what you\nchange yourself stays. The line below says what came from the calendar: leave it."
}

// refused says why a file is no calendar that can be imported.
func refused(err error, lang string) string {
	for _, x := range []struct {
		err    error
		nl, fr string
	}{
		{ical.ErrTooLarge, "het bestand is groter dan 5 MiB", "le fichier dépasse 5 Mio"},
		{ical.ErrNoCalendar, "het bestand begint niet met BEGIN:VCALENDAR", "le fichier ne commence pas par BEGIN:VCALENDAR"},
		{ical.ErrTruncated, "het bestand eindigt niet met END:VCALENDAR: het is afgebroken", "le fichier ne se termine pas par END:VCALENDAR : il est tronqué"},
		{ical.ErrNoEvents, "er staan geen evenementen in het bestand", "le fichier ne contient aucun événement"},
		{ical.ErrNotUTF8, "het bestand is in UTF-16; bewaar het als UTF-8", "le fichier est en UTF-16 ; enregistrez-le en UTF-8"},
	} {
		if errors.Is(err, x.err) && lang == "nl" {
			return x.nl
		}
		if errors.Is(err, x.err) && lang == "fr" {
			return x.fr
		}
	}
	return err.Error()
}
