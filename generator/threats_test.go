package generator_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"modestad/generator"
	"modestad/generator/diag"
)

// nasty is what a proposal may put into any text: it is to come out as text, or to be refused at its place.
var nasty = []string{
	`</script><script>alert(1)</script>`, `</title><script>alert(1)</script>`, `</noscript><img src=x onerror=alert(1)>`, `" onload="alert(1)`, `' onfocus='alert(1)`,
	`{{ .Site.Secret }} {{template "x"}}`, `=HYPERLINK("https://evil.example/")`, `@SUM(1)`, `__proto__ constructor toString`, `]]><!--`, `</textarea><svg/onload=alert(1)>`,
	`END:VEVENT ATTENDEE:mailto:e@e.example`, "::add-mask::x ::set-output name=a::b", `&lt;script&gt; &#60;script&#62;`, "\u2028\u2029x", `${alert(1)}`, `\u003cscript\u003e`,
}

// hostileSite is the example with hostile texts wherever a partner may write one, all within the rules.
func hostileSite(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/example")); err != nil {
		t.Fatal(err)
	}
	quote := func(s string) string { // of TOML
		var b strings.Builder
		for _, r := range s {
			switch {
			case r == '"' || r == '\\':
				b.WriteString(`\` + string(r))
			case r > 0x2000:
				fmt.Fprintf(&b, `\u%04X`, r)
			default:
				b.WriteRune(r)
			}
		}
		return `"` + b.String() + `"`
	}
	write := func(name, text string) {
		p := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var about strings.Builder
	for i, x := range nasty {
		if strings.ContainsAny(x, "\u2028\u2029") {
			x = "x" // refused in a title; see TestThreats
		}
		q := quote(x)
		kind := []string{"event", "exhibition", "product", "call"}[i%4]
		when := map[string]string{"event": "start = 2027-06-10T20:00:00\nend = 2027-06-10T21:00:00\n", "exhibition": "start = 2027-06-10\nend = 2027-06-20\n", "product": "",
			"call": "deadline = 2027-06-10\n"}[kind]
		text := ""
		for _, lang := range []string{"nl", "en", "fr"} {
			text += fmt.Sprintf("[%s]\ntitle = %s\nsummary = %s\nbody = \"\"\"\nEen `%s` en <svg/onload=alert(1)>\n\n```x\"onclick=1\n%s\n```\n\"\"\"\n", lang, q, q,
				strings.ReplaceAll(strings.ReplaceAll(strings.Trim(q, `"`), "`", ""), "\n", " "), strings.Trim(q, `"`))
		}
		place := "place = { name = " + q + ", address = " + q + " }\n"
		write(fmt.Sprintf("content/partners/vijand/events/v%d.toml", i), "kind = \""+kind+"\"\n"+when+place+"performers = ["+q+"]\nimage_credit = "+q+
			"\nurl = \"https://example.org/?q=%22%3E%3Cscript%3E\"\ntags = [\"constructor\", \"tostring\"]\ncontact = { name = "+q+" }\ngreen = { label = "+q+", url = \"https://example.org/\" }\n"+text)
		about.WriteString(strings.Trim(quote(strings.NewReplacer("<", "‹", "&", "en", "`", "").Replace(x)), `"`) + "\\n\\n")
	}
	write("content/partners/vijand/partner.toml", "name = "+quote(nasty[0])+"\nrole = \"network\"\ncontact = { name = "+quote(nasty[3])+", email = \"v@example.org\" }\n[nl]\nabout = \""+about.String()+"\"\n")
	return root
}

var allowedAddress = regexp.MustCompile(`^(https?://|mailto:|tel:|webcal://|#|/|\?|$)`)

// harmful says what in a page could run, load or lead somewhere that it may not.
func harmful(d *document, host string) string {
	for _, n := range d.nodes {
		for _, a := range n.Attr {
			switch key := strings.ToLower(a.Key); {
			case strings.HasPrefix(key, "on"), key == "style", key == "srcdoc", key == "formaction", key == "ping":
				return "attribute " + key
			case key == "href" || key == "action" || key == "src" || key == "xlink:href" || key == "data":
				u, err := url.Parse(a.Val)
				if err != nil || !allowedAddress.MatchString(strings.ToLower(a.Val)) {
					return key + " " + a.Val
				}
				if (n.Data == "script" || n.Data == "img" || n.Data == "iframe" || n.Data == "link" && strings.Contains(attr(n, "rel"), "stylesheet")) && u.Host != "" && u.Host != host {
					return n.Data + " from " + u.Host
				}
			}
		}
		if n.Data == "script" && attr(n, "src") == "" && !strings.HasSuffix(attr(n, "type"), "json") {
			return "an inline script"
		}
		if slices.Contains([]string{"object", "embed", "applet", "style", "foreignobject"}, n.Data) || n.Data == "base" && attr(n, "href") != "" {
			return "<" + n.Data + ">"
		}
	}
	return ""
}

// Hostile texts come out as text: in pages, feeds, JSON, XML and tables. MODESTAD_HOSTILE names a folder that gets the
// site, for a browser.
func TestHostileSite(t *testing.T) {
	b := build(t, hostileSite(t), nil)
	for name, data := range b.files {
		dir := os.Getenv("MODESTAD_HOSTILE")
		if dir == "" {
			break
		}
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.WriteFile(p, data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	at, _ := url.Parse(b.base)
	seen := 0
	for name, data := range b.files {
		switch text := string(data); {
		case strings.HasSuffix(name, ".html"):
			if fault := harmful(b.docs[name], at.Host); fault != "" {
				t.Errorf("%s: %s", name, fault)
			}
			if strings.Contains(name, "/vijand/") {
				seen++
			}
		case strings.HasSuffix(name, ".ics"):
			if m := regexp.MustCompile(`(?m)^(ATTENDEE|ATTACH|BEGIN:VALARM|ATTENDEE;)`).FindString(text); m != "" {
				t.Errorf("%s: %s", name, m)
			}
			if strings.Count(text, "\nBEGIN:VEVENT") != strings.Count(text, "\nEND:VEVENT") || strings.Count(text, "\nEND:VCALENDAR") != 1 {
				t.Errorf("%s: its components do not close", name)
			}
		case strings.HasSuffix(name, ".json"), strings.HasSuffix(name, ".jsonld"), strings.HasSuffix(name, ".webmanifest"):
			if !json.Valid(data) {
				t.Errorf("%s is no JSON", name)
			}
		case strings.HasSuffix(name, ".xml"), strings.HasSuffix(name, ".atom"), strings.HasSuffix(name, ".svg"):
			for x := xml.NewDecoder(strings.NewReader(text)); ; {
				if _, err := x.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
			}
			if strings.HasSuffix(name, ".svg") && regexp.MustCompile(`(?i)<script|\son\w+=|<foreignobject`).MatchString(text) {
				t.Errorf("%s runs something", name)
			}
		case strings.HasSuffix(name, ".csv"):
			rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if strings.IndexAny(cell, "=+@\t\r") == 0 || strings.HasPrefix(cell, "-") && !regexp.MustCompile(`^-[0-9.]+$`).MatchString(cell) {
						t.Errorf("%s: a cell begins a formula: %q", name, cell)
					}
				}
			}
		}
	}
	if seen < 3*len(nasty) {
		t.Errorf("%d pages of the hostile partner", seen)
	}
}

// TestThreats lays what may not pass over the example site: it is refused, at its place.
func TestThreats(t *testing.T) {
	const event = "content/partners/momu/events/proef.toml"
	of := func(line string) string {
		return "start = 2027-06-10T20:00:00\n" + line + "\n[nl]\ntitle = \"Proef\"\n"
	}
	body := func(text string) string {
		return "start = 2027-06-10T20:00:00\n[nl]\ntitle = \"Proef\"\nbody = '''\n" + text + "\n'''\n"
	}
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	memory := &generator.Memory{}
	for name, c := range map[string]struct{ file, text, code string }{
		"raw HTML":               {event, body(`a <img src=x onerror=alert(1)> b`), "html-raw"},
		"raw SVG":                {event, body(`<svg onload=alert(1)>`), "html-raw"},
		"a comment":              {event, body(`<!--><script>`), "html-raw"},
		"javascript by entities": {event, body(`[x](javascript&colon;alert(1))`), "link-scheme"},
		"javascript with a tab":  {event, body(`[x](java&Tab;script:1)`), ""},
		"blob":                   {event, body(`[x](blob:a)`), "link-scheme"},
		"data":                   {event, body(`[x](data:text/html,x)`), "link-scheme"},
		"by a definition":        {event, body("[x][r]\n\n[r]: vbscript:x"), "link-scheme"},
		"a backslash":            {event, body(`[x](/\evil.example)`), ""},
		"two slashes":            {event, body(`[x](//evil.example)`), ""},
		"a user":                 {event, body(`[x](https://momu.be@evil.example/)`), ""},
		"blind copies":           {event, body(`[x](mailto:a@b.example?bcc=c@d.example)`), ""},
		"a style":                {event, body(`# h {style="position:fixed;inset:0"}`), ""},
		"a remote image":         {event, body(`![x](https://evil.example/x.png)`), "image-address"},
		"https without slashes":  {event, of(`url = "https:evil"`), ""},
		"a line in an address":   {event, of(`url = "https://x.example/\r\nATTENDEE:mailto:e@e.example"`), ""},
		"a line in a title":      {event, "start = 2027-06-10T20:00:00\n[nl]\ntitle = \"a\\rEND:VEVENT\"\n", "text-control"},
		"line separators":        {event, "start = 2027-06-10T20:00:00\n[nl]\ntitle = \"a\\u2028b\"\n", ""},
		"turned text":            {event, "start = 2027-06-10T20:00:00\n[nl]\ntitle = \"Gratis\\u202e\"\n", "text-invisible"},
		"tag characters":         {event, "start = 2027-06-10T20:00:00\n[nl]\ntitle = \"a\\U000E0041\"\n", ""},
		"an escape sequence":     {event, "start = 2027-06-10T20:00:00\n[nl]\ntitle = \"a\\u001b]0;x\"\n", "text-control"},
		"a UID":                  {event, of(`uid = "other@modestad.example"`), "key-unknown"},
		"a partner":              {event, of(`partner = "stad-antwerpen"`), "key-unknown"},
		"the programme":          {event, of(`official = true`), "key-unknown"},
		"lists in lists":         {event, "a=" + many("[", 100_000), "toml-depth"},
		"dotted keys":            {event, many("a.", 40_000) + "a=1", "toml-depth"},
		"tables in tables":       {event, "a=" + many("{a=", 9_000), "toml-depth"},
		"marks":                  {event, body(many("*a_", 8_000)), ""},
		"links":                  {event, body(many("[a](", 8_000)), ""},
		"lists on a line":        {event, body(many("- ", 8_000) + "a"), ""},
		"a wide table":           {event, body("|" + many("a|", 3_000) + "\n|" + many("-|", 3_000)), ""},
		"every second":           {event, of("[repeat]\nrule = \"FREQ=SECONDLY\""), "repeat-unsupported"},
		"less than nothing":      {event, of("[repeat]\nrule = \"FREQ=DAILY;COUNT=-5\""), "repeat-range"},
		"no interval":            {event, of("[repeat]\nrule = \"FREQ=DAILY;INTERVAL=0\""), "repeat-range"},
		"never":                  {event, of("[repeat]\nrule = \"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\""), ""},
		"a look-alike folder":    {"content/partners/m\u043emu/partner.toml", "name = \"MoMu\"\nrole = \"anchor\"\n[nl]\nabout = \"x\"\n", "id-form"},
		"an SVG":                 {"content/partners/momu/logo.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`, "image-svg"},
		"a script as a picture":  {"content/partners/momu/logo.png", "GIF89a/*<script>alert(1)</script>*/=1;", ""},
		"HTML as a picture":      {"content/partners/momu/logo.png", "<html><script>alert(1)</script>", ""},
		"a link":                 {"content/partners/momu/logo.png", "-> /etc/passwd", "file-odd"},
		"a program":              {"content/partners/momu/media/x.js", "alert(1)", ""},
		"attributes of Git":      {"content/partners/momu/.gitattributes", "* filter=x\n", "-"},
	} {
		t.Run(name, func(t *testing.T) {
			s := laid{files: map[string]string{c.file: c.text}}
			r := load(t, s, memory)
			if c.code == "-" { // not read at all; check --as refuses it
				for _, f := range r.Found {
					if f.Severity == diag.Error {
						t.Errorf("%s", f.Message("en"))
					}
				}
				return
			}
			var codes []string
			for _, f := range r.Found {
				if f.Severity == diag.Error && f.Place.File == c.file {
					if f.Place.Start.Line == 0 && strings.HasSuffix(c.file, ".toml") && f.Code != "id-form" {
						t.Errorf("%s has no place", f.Code)
					}
					codes = append(codes, f.Code)
				}
			}
			if len(codes) == 0 || c.code != "" && !slices.Contains(codes, c.code) {
				t.Errorf("found %v, not %q; in all %d", codes, c.code, len(r.Found))
				for _, f := range r.Found {
					t.Log(f.Place.File, f.Place.Start, f.Code, f.Message("en"))
				}
			}
		})
	}
}
