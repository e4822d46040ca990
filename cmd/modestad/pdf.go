package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"modestad/generator"
	"modestad/generator/diag"
	"modestad/generator/output"
	"modestad/generator/publish"
	"modestad/generator/site"
)

func pdfCommand() *command {
	return &command{name: "pdf", args: "[ADDRESS...] [flags]", about: "Prints longreads as tagged PDF, with an outline and their language, through an installed Chromium; never into the published folder. Without an address: all of them.",
		help: `Examples:
  modestad pdf /en/visitors/
  modestad pdf talent -o talent.pdf
  modestad pdf -o to-print/

An address is that of the longread on the site, or an audience's id for the default language. The browser
is the one that MODESTAD_CHROMIUM names, else the first of chromium, chromium-browser, google-chrome,
google-chrome-stable and chrome on the PATH. Without -o: <language>-<longread>.pdf in this folder.`,
		run: (*app).pdf}
}

var (
	errNoChromium = errors.New("no Chromium was found: install it, or name one in MODESTAD_CHROMIUM")
	errPublished  = errors.New("is published; a PDF never is")
)

// A story is a longread in one language.
type story struct{ address, audience, lang, name string }

func (a *app) pdf(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	to := f.String("o", "", "the `file` to write; for several longreads, the folder")
	base := f.String("base-url", "", "the `address` of the site, instead of site.toml's")
	now := f.String("now", "", "the clock, as `RFC3339` (default: today at 00:00 in the site's zone)")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	r, code := a.loaded(ctx, *base, *now)
	if code >= 0 {
		return code
	}
	all := stories(r.Site)
	wanted := all
	if len(rest) > 0 {
		wanted = nil
	}
	for _, arg := range rest {
		s, ok := storyOf(all, arg, r.Site.Config.DefaultLanguage)
		if !ok {
			var known []string
			for _, s := range all {
				known = append(known, "/"+s.address)
			}
			return a.usage(fmt.Sprintf("no longread at %q; there are %s", arg, strings.Join(known, ", ")), diag.Nearest(arg, known))
		}
		wanted = append(wanted, s)
	}
	browser, err := a.chromium()
	if err != nil {
		return a.fail(err)
	}
	host, stop, err := preview(r)
	if err != nil {
		return a.fail(err)
	}
	defer stop()
	for _, s := range wanted {
		target := s.name
		switch {
		case *to != "" && len(rest) == 1:
			target = *to
		case *to != "":
			target = filepath.Join(*to, s.name)
		}
		if err := unpublished(a.path(target)); err != nil {
			return a.fail(err)
		}
		if err := os.MkdirAll(filepath.Dir(a.path(target)), 0o755); err != nil {
			return a.fail(err)
		}
		if err := a.print(ctx, browser, host+r.Site.URL(s.address), a.path(target)); err != nil {
			return a.fail(err)
		}
		if !a.quiet {
			fmt.Fprintln(a.stderr, target)
		}
	}
	return exitDone
}

// stories are all longreads in all languages.
func stories(s *site.Site) (out []story) {
	for _, l := range s.Longreads {
		for _, lang := range s.Config.Tags() {
			at := s.LongreadAddress(lang, l.Audience)
			out = append(out, story{at, l.Audience.ID, lang, strings.ReplaceAll(strings.Trim(at, "/"), "/", "-") + ".pdf"})
		}
	}
	return out
}

func storyOf(all []story, arg, lang string) (story, bool) {
	for _, s := range all {
		if s.audience == arg && s.lang == lang || strings.Trim(s.address, "/") == strings.Trim(arg, "/") {
			return s, true
		}
	}
	return story{}, false
}

// chromium finds the browser.
func (a *app) chromium() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}
	if own := a.variable("MODESTAD_CHROMIUM"); own != "" {
		names = []string{own}
	}
	for _, name := range names {
		if p, err := exec.LookPath(name); err == nil {
			return p, nil
		}
	}
	return "", errNoChromium
}

// unpublished refuses a file in a folder that is published.
func unpublished(file string) error {
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, publish.ManifestName)); err == nil {
			return fmt.Errorf("%s %w", dir, errPublished)
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// preview serves a site on loopback, for a browser to print: links in a page lead to where the site is published, and
// its images do not wait until they are seen. Stop ends it.
func preview(r *generator.Result) (address string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	made := map[string]output.Output{}
	for _, o := range r.Outputs {
		made[r.Site.URL(o.Path)] = o
	}
	origin := strings.TrimSuffix(r.Site.Config.BaseURL, r.Site.Config.BasePath)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		o, ok := made[site.File(q.URL.Path)]
		if !ok {
			http.NotFound(w, q)
			return
		}
		data, err := o.Make(nil)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if o.MediaType == "text/html" {
			data = printable(data, origin)
		}
		w.Header().Set("Content-Type", o.MediaType+"; charset=utf-8")
		_, _ = w.Write(data) // a browser that hangs up wants no more
	})}
	go func() { _ = server.Serve(l) }() // it ends when it is closed
	return "http://" + l.Addr().String(), func() { _ = server.Close() }, nil
}

var ownLink = regexp.MustCompile(`<a ([^>]*?href="?)/`)

// printable makes links whole addresses, and marks them as the site's own, so that theirs are not written out.
func printable(html []byte, origin string) []byte {
	html = ownLink.ReplaceAll(html, []byte("<a data-here ${1}"+strings.ReplaceAll(origin, "$", "$$")+"/"))
	return bytes.ReplaceAll(html, []byte(` loading="lazy"`), nil)
}

// print has a browser print a page into a file, which is there as a whole or not at all.
func (a *app) print(ctx context.Context, browser, address, file string) error {
	dir, err := os.MkdirTemp("", "modestad-pdf-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	made := filepath.Join(dir, "page.pdf")
	args := []string{"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--user-data-dir=" + filepath.Join(dir, "profile"), "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--run-all-compositor-stages-before-draw",
		"--virtual-time-budget=10000", "--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf", "--print-to-pdf=" + made, address}
	if os.Geteuid() == 0 { // a browser refuses its sandbox to root
		args = append([]string{"--no-sandbox"}, args...)
	}
	cmd := exec.CommandContext(ctx, browser, args...)
	cmd.Env = a.env
	said, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("%s: %w: %s", browser, err, lastLine(said))
	}
	data, err := os.ReadFile(made)
	if err != nil {
		return fmt.Errorf("%s printed nothing: %s", browser, lastLine(said))
	}
	partial := file + ".part"
	if err := os.WriteFile(partial, data, 0o644); err != nil {
		return err
	}
	return os.Rename(partial, file)
}

func lastLine(b []byte) string {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return lines[len(lines)-1]
}
