package generator_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"modestad/generator"
	"modestad/generator/diag"
)

var story = flag.String("story", "", "tell what the story of one `code` finds")

// scripts are the stories of findings that need a repository or a command; each has its own check_<code>.txtar else.
const scripts = "../cmd/modestad/testdata/script/"

var toldThere = map[string]string{"history-shallow": "build_release.txtar"}

// A laid is what a story lays over the example site, and where something is found: a file, a line and a column, or
// the zero value where that is not said.
type laid struct {
	files map[string]string
	file  string
	at    diag.Point
}

// mark stands before what a story finds.
const mark = "▸"

// TestStories provokes each finding in exactly one story, at its place.
func TestStories(t *testing.T) {
	stories := readStories(t)
	for code, files := range oddStories(t) {
		if _, ok := stories[code]; ok {
			t.Errorf("%s has two stories", code)
		}
		stories[code] = files
	}
	known := map[string]bool{}
	for _, c := range diag.Codes() {
		known[c.Name] = true
		var scripted string
		switch name := "check_" + strings.ReplaceAll(c.Name, "-", "_") + ".txtar"; {
		case strings.HasPrefix(c.Name, "ownership-"):
			scripted = "check_as.txtar"
		case toldThere[c.Name] != "":
			scripted = toldThere[c.Name]
		default:
			if text, err := os.ReadFile(scripts + name); err == nil && strings.Contains(string(text), c.Name) {
				scripted = name
			}
		}
		_, told := stories[c.Name]
		switch {
		case scripted == "" && !told:
			t.Errorf("%s has no story: neither %scheck_%s.txtar nor one in testdata/stories.txt", c.Name, scripts, strings.ReplaceAll(c.Name, "-", "_"))
		case scripted != "" && told:
			t.Errorf("%s has two stories: %s and one in testdata/stories.txt", c.Name, scripted)
		case scripted != "":
			if text, err := os.ReadFile(scripts + scripted); err != nil || !strings.Contains(string(text), c.Name) {
				t.Errorf("%s does not find %s (%v)", scripted, c.Name, err)
			}
		}
	}
	memory := &generator.Memory{}
	for _, code := range slices.Sorted(maps.Keys(stories)) {
		if !known[code] {
			t.Errorf("a story of %s, which is no finding", code)
			continue
		}
		if *story != "" && *story != code {
			continue
		}
		m := memory
		for name := range stories[code].files {
			if !strings.HasPrefix(name, "content/") {
				m = nil // what all others have in common is not what this one has
			}
		}
		t.Run(code, func(t *testing.T) { tell(t, code, stories[code], m) })
	}
}

// tell reads the example site with a story laid over it.
func tell(t *testing.T, code string, s laid, memory *generator.Memory) {
	r := load(t, s, memory)
	r.Weigh()
	if memory != nil {
		memory.Forget()
	}
	for _, f := range r.Found {
		if f.Code == code && (s.file == "" || f.Place.File == s.file && f.Place.Start == s.at) {
			return
		}
	}
	var b bytes.Buffer
	_ = diag.Text(&b, r.Found, diag.TextOptions{Lang: "en"})
	t.Errorf("not found at %s:%d:%d; but:\n%s", s.file, s.at.Line, s.at.Column, b.String())
}

// load reads the example site with files laid over it; "-> " begins where a link leads to.
func load(t *testing.T, s laid, memory *generator.Memory) *generator.Result {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/example")); err != nil {
		t.Fatal(err)
	}
	for name, text := range s.files {
		target := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		if to, ok := strings.CutPrefix(text, "-> "); ok {
			if err := os.Symlink(to, target); err != nil {
				t.Fatal(err)
			}
		} else if err := os.WriteFile(target, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Date(2027, 3, 1, 0, 0, 0, 0, time.FixedZone("", 3600))
	r, err := generator.Load(context.Background(), generator.Options{Root: root, Clock: time.Now, Now: now, Drafts: true, Memory: memory, Env: []string{"PATH="}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var short = map[string]string{"event": "content/partners/momu/events/proef.toml", "page": "content/pages/proef/nl.md",
	"chapter": "content/longread/chapters/proef/nl.md", "site": "site.toml"}

// readStories reads testdata/stories.txt, whose form its head tells.
func readStories(t *testing.T) map[string]laid {
	t.Helper()
	data, err := os.ReadFile("testdata/stories.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]laid{}
	for _, part := range regexp.MustCompile(`(?m)^=== `).Split(string(data), -1)[1:] {
		code, rest, _ := strings.Cut(part, "\n")
		if _, ok := out[code]; ok {
			t.Errorf("%s has two stories", code)
		}
		s := laid{files: map[string]string{}}
		for _, file := range regexp.MustCompile(`(?m)^--- `).Split(rest, -1)[1:] {
			head, text, _ := strings.Cut(file, "\n")
			s.lay(t, head, text)
		}
		out[code] = s
	}
	return out
}

// lay adds a file to a story.
func (s *laid) lay(t *testing.T, head, text string) {
	t.Helper()
	name, how, _ := strings.Cut(head, " ")
	if full := short[name]; full != "" {
		name = full
	}
	switch {
	case how != "":
		was, err := os.ReadFile("testdata/example/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if how == "+" {
			text = string(was) + "\n" + text
			break
		}
		whole := string(was)
		for line := range strings.Lines(text) {
			from, to, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ==> ")
			if n := strings.Count(whole, from); n != 1 {
				t.Fatalf("%q stands %d times in %s", from, n, name)
			}
			whole = strings.Replace(whole, from, strings.ReplaceAll(to, `\n`, "\n"), 1)
		}
		text = whole
	case path.Ext(name) == ".md" && !strings.HasPrefix(text, "+++"):
		text = "+++\ntitle = \"Proef\"\n+++\n" + text
	}
	if before, after, ok := strings.Cut(text, mark); ok {
		text = before + after
		line := before[strings.LastIndexByte(before, '\n')+1:]
		s.file, s.at = name, diag.Point{Line: 1 + strings.Count(before, "\n"), Column: 1 + len([]rune(line))}
	}
	s.files[name] = text
}

// picture gives a PNG of a size.
func picture(t *testing.T, w, h int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// oddStories are those that no text file can tell.
func oddStories(t *testing.T) map[string]laid {
	const event, media = "content/partners/momu/events/proef.toml", "content/partners/momu/media/"
	of := func(files ...string) laid {
		s := laid{files: map[string]string{}}
		for i := 0; i < len(files); i += 2 {
			s.lay(t, files[i], files[i+1])
		}
		return s
	}
	shown := func(name, data string) laid {
		return of("event", "start = 2027-06-10T20:00:00\nimage = \"media/"+name+"\"\n[nl]\ntitle = \"Proef\"\nimage_alt = \"Een mouw\"\n", media+name, data)
	}
	// The first bytes of a PNG say its size, before anything is decoded.
	sized := func(w, h int) string {
		data := []byte(picture(t, 1, 1))
		binary.BigEndian.PutUint32(data[16:], uint32(w))
		binary.BigEndian.PutUint32(data[20:], uint32(h))
		binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
		return string(data)
	}
	animated := "RIFF\x1e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x08\x00\x00\x08\x00\x00ANIM\x00\x00\x00\x00"
	events := laid{files: map[string]string{}}
	for i := range 13 {
		events.files[fmt.Sprintf("content/partners/momu/events/v%d.toml", i)] = "month = \"2027-06\"\n[nl]\ntitle = \"Proef\"\n"
	}
	events.lay(t, "site +", "[limits]\nevents_per_partner = 12\n")
	var also []string // each of these dates is a component of its own in a feed
	for day := range 200 {
		for hour := 8; hour < 23; hour++ {
			also = append(also, time.Date(2027, 6, 11+day, hour, 0, 0, 0, time.UTC).Format("2006-01-02T15:04:05"))
		}
	}
	feed := of("event", "start = 2027-06-10T20:00:00\n[repeat]\nalso = ["+strings.Join(also, ", ")+"]\n[nl]\ntitle = \"Proef\"\n")
	many := shown("show.png", picture(t, 9, 9))
	many.lay(t, "site +", "[limits]\npixels_per_partner = 80\n")
	return map[string]laid{
		"image-many":      many,
		"image-broken":    shown("show.png", picture(t, 9, 9)[:40]),
		"image-mismatch":  shown("show.jpg", picture(t, 9, 9)),
		"image-pixels":    shown("show.png", sized(9000, 9000)),
		"image-side":      shown("show.png", sized(20000, 900)),
		"image-size":      shown("show.png", picture(t, 9, 9)+strings.Repeat("\x00", 20_000_001)),
		"image-svg":       shown("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
		"image-type":      shown("show.heic", "\x00\x00\x00\x18ftypheic"),
		"image-animated":  shown("lus.webp", animated),
		"events-many":     events,
		"feed-size":       feed,
		"file-case":       of(media+"Show.png", picture(t, 9, 9), media+"show.png", picture(t, 9, 9)),
		"file-odd":        of("content/partners/momu/logo.png", "-> /etc/passwd"),
		"page-size":       of("page", strings.Repeat("::: timeline\n:::\n\n", 65)),
		"paragraph-marks": of("page", strings.Repeat("*a_", 4000)),
		"paragraph-size":  of("page", strings.Repeat("woord ", 4000)),
		"table-columns":   of("page", "|"+strings.Repeat("a|", 40)+"\n|"+strings.Repeat("-|", 40)+"\n"),
		"toml-control":    of("event", "# \x01 een opmerking\n"),
		"toml-encoding":   of("event", "title = \"Caf\xe9\"\n"),
	}
}
