package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"modestad/generator"
)

// A site that is read again and again while its files are edited, added, renamed and deleted is, each time, what it
// would be if it were read for the first time: its findings, and every output to the last byte.
func TestRemembered(t *testing.T) {
	steps, seed := 8, int64(1)
	if s := os.Getenv("MODESTAD_STEPS"); s != "" {
		steps, _ = strconv.Atoi(s)
	}
	if s := os.Getenv("MODESTAD_SEED"); s != "" {
		seed, _ = strconv.ParseInt(s, 10, 64)
	}
	t.Logf("MODESTAD_SEED=%d MODESTAD_STEPS=%d", seed, steps)
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/example")); err != nil {
		t.Fatal(err)
	}
	h := &hand{t: t, root: root, rand: rand.New(rand.NewSource(seed))}
	h.write("i18n/nl.toml", "[when]\ntoday = \"vandaag nog\"\n")
	h.write("themes/patroon/assets/css/own.css", "/* ours */\n")
	now := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	clock := now
	load := func(m *generator.Memory) *generator.Result {
		clock = clock.Add(time.Hour) // nothing is so new that its time says nothing
		r, err := generator.Load(t.Context(), generator.Options{Root: root, Now: now, Clock: func() time.Time { return clock }, Memory: m, Drafts: true})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	memory := &generator.Memory{}
	load(memory)
	good := 0
	for range steps {
		var did []string
		for range 1 + h.rand.Intn(3) {
			did = append(did, h.change())
		}
		again, fresh := load(memory), load(nil)
		what := strings.Join(did, ", ")
		if a, b := fmt.Sprint(again.Found), fmt.Sprint(fresh.Found); a != b {
			t.Fatalf("after %s the findings are\n%s\nand were to be\n%s", what, a, b)
		}
		if fresh.Found.Failed() {
			h.undo() // a site with errors has nothing to compare
			continue
		}
		good++
		a, err := generator.Sums(t.Context(), again.Outputs, 0)
		if err != nil {
			t.Fatal(err)
		}
		b, err := generator.Sums(t.Context(), fresh.Outputs, 0)
		if err != nil {
			t.Fatal(err)
		}
		for p, sum := range b {
			if a[p] != sum {
				t.Errorf("after %s %s is another than it would be if it were made for the first time", what, p)
			}
		}
		if len(a) != len(b) {
			t.Errorf("after %s there are %d outputs, not %d", what, len(a), len(b))
		}
		if t.Failed() {
			return
		}
		h.saved = nil
	}
	if good == 0 {
		t.Error("no change left a site without errors")
	}
}

// A hand changes a site's files by chance.
type hand struct {
	t     *testing.T
	root  string
	rand  *rand.Rand
	n     int
	saved []func()
}

func (h *hand) full(name string) string { return filepath.Join(h.root, filepath.FromSlash(name)) }

func (h *hand) write(name, text string) {
	if err := os.MkdirAll(filepath.Dir(h.full(name)), 0o755); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(h.full(name), []byte(text), 0o644); err != nil {
		h.t.Fatal(err)
	}
	// Two writes within one tick of a file system's clock are told apart by nothing else.
	h.n++
	at := time.Date(2027, 1, 1, 0, 0, h.n, 0, time.UTC)
	if err := os.Chtimes(h.full(name), at, at); err != nil {
		h.t.Fatal(err)
	}
}

// files gives the files of the site that match.
func (h *hand) files(match func(name string) bool) []string {
	var out []string
	err := filepath.WalkDir(h.root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(h.root, p)
		if name := filepath.ToSlash(rel); match(name) {
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func (h *hand) pick(list []string) string { return list[h.rand.Intn(len(list))] }

// keep remembers a file, for undo.
func (h *hand) keep(name string) {
	data, err := os.ReadFile(h.full(name))
	h.saved = append(h.saved, func() {
		if err != nil {
			_ = os.Remove(h.full(name))
			return
		}
		h.write(name, string(data))
	})
}

func (h *hand) undo() {
	for _, back := range slices.Backward(h.saved) {
		back()
	}
	h.saved = nil
}

// change makes one change, and says which.
func (h *hand) change() string {
	all := h.files(func(name string) bool { return name != "README.md" })
	events := h.files(func(name string) bool { return strings.Contains(name, "/events/") && path.Ext(name) == ".toml" })
	switch h.rand.Intn(8) {
	case 0: // another event
		name := fmt.Sprintf("content/partners/momu/events/nieuw-%d.toml", h.n)
		h.keep(name)
		h.write(name, fmt.Sprintf("start = 2027-%02d-%02dT19:00:00\nend = 2027-%02[1]d-%02[2]dT21:00:00\nvenue = \"modenatie\"\n[nl]\ntitle = \"Nieuw %d\"\nbody = \"Zie <event:momu/modeweekend>.\"\n", 4+h.rand.Intn(8), 1+h.rand.Intn(28), h.n))
		return "add " + name
	case 1: // one gone
		if len(events) > 2 {
			name := h.pick(events)
			h.keep(name)
			if err := os.Remove(h.full(name)); err != nil {
				h.t.Fatal(err)
			}
			return "delete " + name
		}
	case 2: // one renamed
		name := h.pick(events)
		data, err := os.ReadFile(h.full(name))
		if err != nil {
			h.t.Fatal(err)
		}
		to := path.Dir(name) + fmt.Sprintf("/anders-%d.toml", h.n)
		h.keep(name)
		h.keep(to)
		if err := os.Remove(h.full(name)); err != nil {
			h.t.Fatal(err)
		}
		h.write(to, string(data))
		return "rename " + name + " to " + to
	case 3: // a word of the interface
		h.keep("i18n/nl.toml")
		h.write("i18n/nl.toml", fmt.Sprintf("[when]\ntoday = \"vandaag %d\"\n", h.n))
		return "edit i18n/nl.toml"
	case 4: // the theme
		name := "themes/patroon/assets/css/own.css"
		h.keep(name)
		h.write(name, fmt.Sprintf("/* ours, %d */\n", h.n))
		return "edit " + name
	case 5: // the site
		data, err := os.ReadFile(h.full("site.toml"))
		if err != nil {
			h.t.Fatal(err)
		}
		h.keep("site.toml")
		h.write("site.toml", strings.Replace(string(data), "title       = \"", fmt.Sprintf("title       = \"%d ", h.n%10), 1))
		return "edit site.toml"
	}
	// A number of any file is another: of a date, a price, a figure, a text.
	for range 20 {
		name := h.pick(all)
		data, err := os.ReadFile(h.full(name))
		if err != nil {
			h.t.Fatal(err)
		}
		var digits []int
		for i, c := range data {
			if c >= '1' && c <= '8' && !bytes.HasPrefix(data[max(0, i-1):], []byte("#")) {
				digits = append(digits, i)
			}
		}
		if len(digits) == 0 {
			continue
		}
		h.keep(name)
		at := digits[h.rand.Intn(len(digits))]
		data[at] = '1' + byte(h.rand.Intn(8))
		h.write(name, string(data))
		return fmt.Sprintf("edit %s at %d", name, at)
	}
	return "nothing"
}
