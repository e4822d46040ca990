package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A visitor is a browser with one open page of a served site.
type visitor struct {
	t      *testing.T
	root   string // the address, with the slash
	events *bufio.Scanner
}

// said is what an open page is told.
type said struct {
	Version  int
	Failed   bool
	Findings []struct{ Place, Code, Message, Line string }
}

// served runs the program on the example site and opens a page.
func served(t *testing.T, args ...string) (site string, v *visitor) {
	site = t.TempDir()
	if err := layAround("../../generator/testdata/example", site); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	a := &app{stdout: io.Discard, stderr: write, dir: filepath.Join(site, "content", "partners"), now: time.Now, env: os.Environ()}
	code := make(chan int, 1)
	go func() {
		code <- a.main(ctx, append([]string{"serve", "--addr", "127.0.0.1:0", "--now", "2027-03-01T00:00:00+01:00"}, args...))
		write.Close()
	}()
	t.Cleanup(func() {
		stop()
		if got := <-code; got != exitStopped {
			t.Errorf("exit code %d, not %d", got, exitStopped)
		}
	})
	lines := bufio.NewScanner(read)
	address := regexp.MustCompile(`^http://127\.0\.0\.1:[0-9]+/.*$`)
	for lines.Scan() {
		if address.MatchString(lines.Text()) {
			v = &visitor{t: t, root: lines.Text()}
			break
		}
	}
	if v == nil {
		t.Fatal("no address was said")
	}
	go func() { _, _ = io.Copy(io.Discard, read) }()
	res, err := http.Get(v.root + "_modestad/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	v.events = bufio.NewScanner(res.Body)
	v.events.Buffer(nil, 1<<20)
	if first := v.hear(); first.Failed {
		t.Fatalf("the example fails: %+v", first)
	}
	return site, v
}

// hear waits for what the open page is told next.
func (v *visitor) hear() said {
	v.t.Helper()
	for v.events.Scan() {
		if data, ok := strings.CutPrefix(v.events.Text(), "data: "); ok {
			var s said
			if err := json.Unmarshal([]byte(data), &s); err != nil {
				v.t.Fatal(err)
			}
			return s
		}
	}
	v.t.Fatal("the page is told nothing more")
	return said{}
}

func (v *visitor) get(path string) (int, string) {
	v.t.Helper()
	res, err := http.Get(v.root + path)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// edit replaces a text in a file as editors do: a new file takes the old one's name.
func (v *visitor) edit(file, was, is string) {
	v.t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		v.t.Fatal(err)
	}
	if !strings.Contains(string(data), was) {
		v.t.Fatalf("%s does not hold %q", file, was)
	}
	if err := os.WriteFile(file+"~", []byte(strings.Replace(string(data), was, is, 1)), 0o644); err != nil {
		v.t.Fatal(err)
	}
	if err := os.Rename(file+"~", file); err != nil {
		v.t.Fatal(err)
	}
}

// An edit of a shared chapter is in all three longreads when the open page is told to load again.
func TestServeEdit(t *testing.T) {
	site, v := served(t)
	v.edit(filepath.Join(site, "content/longread/chapters/ankers/nl.md"), "rust op drie ankers", "steunt op drie pijlers")
	if s := v.hear(); s.Failed || len(s.Findings) > 0 {
		t.Fatalf("said %+v", s)
	}
	for _, p := range []string{"nl/belevers/", "nl/ondernemers/", "nl/talent/"} {
		if code, body := v.get(p); code != http.StatusOK || !strings.Contains(body, "steunt op drie pijlers") {
			t.Errorf("%s: status %d, without the edit", p, code)
		}
	}
}

// A fault is told to the open page, with its place; the last good site stays; once mended, the page loads again.
func TestServeFault(t *testing.T) {
	site, v := served(t, "--lang", "en")
	event := filepath.Join(site, "content/partners/momu/events/modeweekend.toml")
	v.edit(event, `"modenatie"`, `"modenati"`)
	s := v.hear()
	if !s.Failed || len(s.Findings) != 1 || s.Findings[0].Code != "venue-unknown" || s.Findings[0].Message != `no venue "modenati"` ||
		s.Findings[0].Place != "content/partners/momu/events/modeweekend.toml:5:13" || s.Findings[0].Line != `venue     = "modenati"` {
		t.Errorf("said %+v", s)
	}
	if code, body := v.get("nl/kalender/momu/modeweekend/"); code != http.StatusOK || !strings.Contains(body, "ModeNatie") {
		t.Errorf("the good page is gone: status %d", code)
	}
	v.edit(event, `"modenati"`, `"stadsfeestzaal"`)
	if s := v.hear(); s.Failed || len(s.Findings) > 0 {
		t.Errorf("said %+v", s)
	}
	if _, body := v.get("nl/kalender/momu/modeweekend/"); !strings.Contains(body, "Stadsfeestzaal") {
		t.Error("the mended page is not shown")
	}
}

// Drafts are shown, every page loads the script that listens, nothing is kept, and nothing is written to disk.
func TestServePages(t *testing.T) {
	site, v := served(t)
	code, body := v.get("nl/kalender/momu/avondatelier/")
	if code != http.StatusOK || !strings.Contains(body, "_modestad/reload.js") {
		t.Errorf("the draft: status %d", code)
	}
	if code, body := v.get("_modestad/reload.js"); code != http.StatusOK || strings.Contains(body, "innerHTML") {
		t.Errorf("the script: status %d", code)
	}
	if code, body := v.get("nl/geen/"); code != http.StatusNotFound || !strings.Contains(body, `lang="nl`) && !strings.Contains(body, "lang=nl") {
		t.Errorf("a page that is not there: status %d", code)
	}
	res, err := http.Get(v.root + "nl/feeds/all.ics")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got := res.Header.Get("Content-Type"); got != "text/calendar; charset=utf-8" {
		t.Errorf("a feed is %q", got)
	}
	if got := res.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control is %q", got)
	}
	if _, err := os.Stat(filepath.Join(site, "public")); err == nil {
		t.Error("serve made public/")
	}
}

// A folder that comes whole is seen, and so is one that goes.
func TestServeFolder(t *testing.T) {
	site, v := served(t, "--lang", "en")
	made := filepath.Join(t.TempDir(), "over")
	if err := os.MkdirAll(made, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(made, "nl.md"), []byte("+++\ntitle = \"Over\"\n+++\nTekst.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(site, "content/pages/over")
	if err := os.Rename(made, page); err != nil {
		t.Fatal(err)
	}
	if s := v.hear(); s.Failed {
		t.Fatalf("said %+v", s)
	}
	if code, _ := v.get("nl/over/"); code != http.StatusOK {
		t.Errorf("the new page: status %d", code)
	}
	if err := os.Rename(page, made); err != nil {
		t.Fatal(err)
	}
	v.hear()
	if code, _ := v.get("nl/over/"); code != http.StatusNotFound {
		t.Errorf("the page that went: status %d", code)
	}
}

// The bar of a page says which file made a paragraph, whatever Markdown and typography did to it, and what is behind.
func TestServeWhere(t *testing.T) {
	site, v := served(t, "--editor", "x:{path}#{line}")
	ask := func(query string) (got struct {
		File, Open, Status string
		Line               int
	}) {
		t.Helper()
		code, body := v.get("_modestad/where?" + query)
		if err := json.Unmarshal([]byte(body), &got); code != http.StatusOK || err != nil {
			t.Fatalf("%d %s: %v", code, body, err)
		}
		return got
	}
	const chapter = "content/longread/chapters/ankers/nl.md"
	for _, c := range []struct {
		page, text, file string
		line             int
	}{
		{"/nl/belevers/", "", "content/longread/variants/belevers/nl.md", 1},
		{"/en/visitors/", "", "content/longread/variants/belevers/en.md", 1},
		{"/nl/belevers/", "De mode van Antwerpen rust op drie ankers: het museum, de Mode\u00adacademie en de ondernemers.", chapter, 8},
		{"/nl/belevers/", "groot genoeg om ertoe te doen, klein genoeg om erom te geven", chapter, 12},
		{"/nl/kalender/momu/modeweekend/", "", "content/partners/momu/events/modeweekend.toml", 1},
		{"/nl/kalender/momu/modeweekend/", "Voorbeeld: drie dagen open huis in de ModeNatie.", "content/partners/momu/events/modeweekend.toml", 14},
		{"/nl/belevers/", "xyzzy plugh", "", 0},
	} {
		got := ask(url.Values{"page": {c.page}, "text": {c.text}}.Encode())
		if got.File != c.file || got.Line != c.line {
			t.Errorf("%s %q: %s:%d, not %s:%d", c.page, c.text, got.File, got.Line, c.file, c.line)
		}
		if want := "x:" + filepath.ToSlash(filepath.Join(site, c.file)) + "#" + strconv.Itoa(c.line); c.file != "" && got.Open != want {
			t.Errorf("opens %s, not %s", got.Open, want)
		}
	}
	if got := ask("page=/en/visitors/"); got.Status != "unmarked" {
		t.Errorf("a translation that says nothing of its original is %q", got.Status)
	}
}
