package generator_test

import (
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A reader in a browser: testdata/reader.mjs says what is tried: search, the form, choices of the calendar, and reading
// on without a connection. MODESTAD_NODE_MODULES names the folder with playwright-core; MODESTAD_SHOTS one for pictures.
func TestReader(t *testing.T) {
	modules := os.Getenv("MODESTAD_NODE_MODULES")
	need := func(what string, ok bool) {
		t.Helper()
		if !ok && os.Getenv("MODESTAD_ORACLES") == "1" {
			t.Fatalf("no %s", what)
		}
		if !ok {
			t.Skipf("no %s", what)
		}
	}
	node, err := exec.LookPath("node")
	need("node", err == nil)
	chromium, err := exec.LookPath("chromium")
	need("chromium", err == nil)
	_, err = os.Stat(filepath.Join(modules, "playwright-core"))
	need("playwright-core in MODESTAD_NODE_MODULES", modules != "" && err == nil)

	// The example, with an activity menu that is cut into pages.
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/example")); err != nil {
		t.Fatal(err)
	}
	for n := range 120 {
		text := fmt.Sprintf("kind = \"product\"\ncrowds = [%q]\nvisit = { %s = true }\n[nl]\ntitle = \"Bezoek %03d\"\n", []string{"own", "us"}[n%2], []string{"group", "schools"}[n/2%2], n)
		if n == 119 {
			text = "kind = \"product\"\ncrowds = [\"in\"]\nvisit = { individual = true }\n[nl]\ntitle = \"Alleen\"\n"
		}
		if err := os.WriteFile(filepath.Join(root, "content/partners/momu/events", fmt.Sprintf("bezoek-%03d.toml", n)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b := build(t, root, nil)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := strings.TrimPrefix(r.URL.Path, "/")
		if p == "" || strings.HasSuffix(p, "/") {
			p += "index.html"
		}
		data, ok := b.files[p]
		if !ok {
			http.NotFound(w, r)
			return
		}
		kind := mime.TypeByExtension(path.Ext(p))
		if path.Ext(p) == ".webmanifest" {
			kind = "application/manifest+json"
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Date", time.Now().UTC().Format(http.TimeFormat))
		_, _ = w.Write(data)
	}))
	defer server.Close()
	script, err := filepath.Abs("testdata/reader.mjs")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), node, script, server.URL, chromium)
	cmd.Env = append(os.Environ(), "MODESTAD_NODE_MODULES="+modules)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
