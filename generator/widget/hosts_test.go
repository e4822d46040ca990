package widget

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// need gives the path of a tool outside Go, or skips; with MODESTAD_ORACLES=1 a missing one fails.
func need(t *testing.T, what string, ok bool) {
	t.Helper()
	if ok {
		return
	}
	if os.Getenv("MODESTAD_ORACLES") == "1" {
		t.Fatalf("no %s", what)
	}
	t.Skipf("no %s", what)
}

// On the pages of others, in a browser: testdata/hosts.mjs says what is tried. MODESTAD_NODE_MODULES names the folder
// with playwright-core and axe-core, MODESTAD_SHOTS one for pictures of each page. ONLY is a pattern of their names.
func TestHosts(t *testing.T) {
	node, err := exec.LookPath("node")
	need(t, "node", err == nil)
	chromium, err := exec.LookPath("chromium")
	need(t, "chromium", err == nil)
	modules := os.Getenv("MODESTAD_NODE_MODULES")
	_, err = os.Stat(filepath.Join(modules, "playwright-core"))
	need(t, "playwright-core in MODESTAD_NODE_MODULES", modules != "" && err == nil)

	dir := t.TempDir()
	write := func(address string, data []byte) {
		file := filepath.Join(dir, filepath.FromSlash(address))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range Scripts() {
		write(s.Address, s.Data)
	}
	write(Address, source(t, "modestad.js"))
	data := func(v any) []byte {
		out, err := JSON(v)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	calendar := samples()["calendar"].(Calendar)
	write(DataAddress("nl", "all"), data(calendar))
	write(MessageAddress("nl", "belevers", "ankers"), data(samples()["message"]))
	write(BrandAddress("momu"), data(samples()["brand"]))
	write(BrandAddress("pale"), data(Brand{Version: 1, Accent: "#cccccc", Ink: "#000000", Paper: "#ffffff"}))
	calendar.Lang, calendar.Dir = "ar", "rtl"
	write(DataAddress("ar", "all"), data(calendar))
	write(DataAddress("nl", "future"), []byte(`{"version":2}`))
	for _, version := range released(t) {
		lang := "r" + strings.ReplaceAll(version, ".", "-")
		for name, address := range map[string]string{"calendar": DataAddress(lang, "all"), "message": MessageAddress(lang, "belevers", "ankers")} {
			recorded, err := os.ReadFile(filepath.Join("testdata", version, name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			write(address, recorded)
		}
	}
	write("nl/embed/all/index.html", []byte(`<!doctype html><title>x</title><script>
const tell = (height) => parent.postMessage({ type: "modestad:size", height }, "*");
addEventListener("message", ({ data }) => { if ("say" in data) tell(data.say); else tell(777); });
tell(777);
</script>`))

	// A page for frames with the theme's own script, as it stands on it.
	behaviour, err := os.ReadFile(filepath.FromSlash("../../themes/patroon/assets/js/site.js"))
	if err != nil {
		t.Fatal(err)
	}
	write("assets/js/site.js", behaviour)
	write(StyleAddress("momu"), samples()["brand"].(Brand).CSS())
	write("nl/kalender/momu/opening/index.html", []byte("<!doctype html><title>Opening</title>"))
	write("nl/embed/real/index.html", []byte(`<!doctype html><html lang="nl"><title>Antwerpen Modestad</title><base target="_top">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types modestad">
<script type="module" src="/assets/js/site.js"></script><body class="page-embed">
<main id="main" data-now data-size><h1>Antwerpen Modestad</h1><ul><li><a href="/nl/kalender/momu/opening/">Opening</a></ul><p>`+strings.Repeat("Wat er nog is. ", 60)+`</main>`))

	// The pages that every change must pass; all of them where MODESTAD_FULL is 1.
	only := "^(two lines|month|filters|message|strict policy true|hostile styles|own look|right to left|narrow|two versions|pinned|out of sight|a wrong view|no scripts|" +
		"no shift, list, 360|axe, dark true|what a screen reader hears|offline|removed while it loads|content management|a block of WordPress( late)?, 360|media of Drupal, 360|frame|.* with data of .*)$"
	if os.Getenv("MODESTAD_FULL") == "1" {
		only = ""
	}
	if pattern := os.Getenv("ONLY"); pattern != "" {
		only = pattern
	}
	command := exec.Command(node, "testdata/hosts.mjs", dir)
	if shots := os.Getenv("MODESTAD_SHOTS"); shots != "" {
		command.Args = append(command.Args, shots)
	}
	command.Env = append(os.Environ(), "CHROMIUM="+chromium, "INTEGRITY="+Integrity(), "ONLY="+only, "VERSIONS="+strings.Join(released(t), " "))
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	if err := command.Run(); err != nil {
		t.Errorf("%v", err)
		for line := range strings.Lines(out.String()) {
			t.Error(strings.TrimSpace(line))
		}
	}
}
