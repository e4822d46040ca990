package hosting

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const headers = `# a comment
/site/*
  Content-Security-Policy: default-src 'none'; frame-ancestors 'self'
  X-Content-Type-Options: nosniff
/site/*.ics
  Content-Type: text/calendar; charset=utf-8
/site/assets/*
  Cache-Control: public, max-age=31536000, immutable
/site/nl/feeds/*
  Access-Control-Allow-Origin: *
/site/nl/feeds/*.json
  Content-Type: application/feed+json; charset=utf-8
/site/nl/embed/*
  ! Content-Security-Policy
  Content-Security-Policy: default-src 'none'; frame-ancestors *
/site/bare/*
  ! X-Content-Type-Options
`

const redirects = `/site/nl/oud/ /site/nl/nieuw/ 301
/site/nl/* /site/nl/404.html 404
/site/en/* /site/en/404.html 404
`

func read(t testing.TB) *Site {
	t.Helper()
	s, err := Read("127.0.0.1", "/site/", []byte(headers), []byte(redirects))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		pattern, path string
		want          bool
	}{
		{"/a/*", "/a/b/c", true}, {"/a/*", "/a/", true}, {"/a/*", "/a", false}, {"/a/*.ics", "/a/b/c.ics", true}, {"/a/*.ics", "/a/b.icsx", false},
		{"/a", "/a", true}, {"/a", "/ab", false}, {"/*b*c", "/xbyc", true}, {"/*b*c", "/xcyb", false}, {"/a*a", "/a", false},
	} {
		if got := Match(test.pattern, test.path); got != test.want {
			t.Errorf("%s and %s: %v", test.pattern, test.path, got)
		}
	}
}

// want is what each file is served with, by any server.
var want = []struct{ name, header, value string }{
	{"nl/index.html", "Content-Type", "text/html; charset=utf-8"},
	{"nl/index.html", "Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'"},
	{"nl/index.html", "X-Content-Type-Options", "nosniff"},
	{"nl/index.html", "Cache-Control", ""},
	{"nl/embed/all/index.html", "Content-Security-Policy", "default-src 'none'; frame-ancestors *"},
	{"nl/feeds/all.ics", "Content-Type", "text/calendar; charset=utf-8"},
	{"nl/feeds/all.ics", "Access-Control-Allow-Origin", "*"},
	{"nl/feeds/all.json", "Content-Type", "application/feed+json; charset=utf-8"},
	{"nl/kalender/x/event.ics", "Content-Type", "text/calendar; charset=utf-8"},
	{"assets/a.0123456789.css", "Content-Type", "text/css; charset=utf-8"},
	{"assets/a.0123456789.css", "Cache-Control", "public, max-age=31536000, immutable"},
	{"assets/a.0123456789.woff2", "Content-Type", "font/woff2"},
	{"data/events.json", "Content-Type", "application/json; charset=utf-8"},
	{"bare/a.txt", "X-Content-Type-Options", ""},
}

func TestFor(t *testing.T) {
	s := read(t)
	for _, w := range want {
		got := ""
		for _, h := range s.For(w.name) {
			if h.Name == w.header {
				got = h.Value
			}
		}
		if got != w.value {
			t.Errorf("%s: %s: %q, not %q", w.name, w.header, got, w.value)
		}
	}
}

func TestReadFaults(t *testing.T) {
	for _, test := range [][2]string{{"  A: b\n", ""}, {"/a\n  b\n", ""}, {"/a\n  a b: c\n", ""}, {"a\n", ""}, {"", "/a\n"}, {"", "/a b 301\n"}, {"", "/a /b x\n"}, {"", "/a /b 301 x\n"},
		{"", "/ /; 404\n"}, {"", "/a /$host 301\n"}, {"", "/a{x} /b 301\n"}, {"", "/a /b 30\n"}, {"", "/a /b 1e9\n"}, {"/a\"b\n", ""}, {"/a;b\n", ""}, {"/a\n  X: a$b\n", ""}, {"/a\n  X: a\\\n", ""}, {"/a\n  X$: a\n", ""}, {"/a\n  X: a\x00b\n", ""}} {
		if _, err := Read("h", "/", []byte(test[0]), []byte(test[1])); err == nil {
			t.Errorf("%q and %q were read", test[0], test[1])
		}
	}
}

func TestHostile(t *testing.T) {
	s := &Site{Host: "h", Base: "/", Rules: []Rule{{"/a\"b*", []Header{{"X", "a\"; } server { {env.HOME}\nevil"}}}}}
	for _, text := range []string{s.Nginx("/srv"), s.Caddy("/srv")} {
		if strings.Contains(text, "\nevil") || strings.Contains(text, ` "a"; }`) {
			t.Errorf("a value ends its string:\n%s", text)
		}
	}
}

// lay writes the files that want names, and a precompressed one.
func lay(t *testing.T) string {
	dir := t.TempDir()
	put := func(name, data string) {
		full := filepath.Join(dir, "site", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range want {
		put(w.name, "this is "+w.name)
	}
	for _, name := range []string{"404.html", "nl/404.html", "en/404.html", ".well-known/security.txt", ".modestad-manifest", "_headers", "nl/feeds/all.ics.gz"} {
		put(name, "this is "+name)
	}
	return dir
}

// tool finds a program, or skips.
func tool(t *testing.T, name string) string {
	t.Helper()
	for _, p := range []string{name, "/usr/sbin/" + name} {
		if full, err := exec.LookPath(p); err == nil {
			return full
		}
	}
	if os.Getenv("MODESTAD_ORACLES") == "1" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

func free(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// run starts a server and waits until it answers.
func run(t *testing.T, address string, command *exec.Cmd) {
	t.Helper()
	var log strings.Builder
	command.Stdout, command.Stderr = &log, &log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan error, 1)
	go func() { exited <- command.Wait() }()
	t.Cleanup(func() {
		_ = command.Process.Kill()
		<-exited
	})
	for range 300 {
		if c, err := net.Dial("tcp", address); err == nil {
			_ = c.Close()
			return
		}
		select {
		case <-exited:
			exited <- nil
			t.Fatalf("the server ended:\n%s", log.String())
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("the server does not answer")
}

// ask looks at all that a server of the site must do.
func ask(t *testing.T, address string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Transport: &http.Transport{DisableCompression: true}}
	t.Cleanup(client.CloseIdleConnections)
	get := func(path string, h ...string) (*http.Response, string) {
		req, err := http.NewRequest("GET", "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(h); i += 2 {
			req.Header.Set(h[i], h[i+1])
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp, string(body)
	}
	at := func(name string) string { return "/site/" + strings.TrimSuffix(name, "index.html") }
	for _, w := range want {
		resp, body := get(at(w.name))
		if resp.StatusCode != 200 || body != "this is "+w.name {
			t.Errorf("%s: %d %q", w.name, resp.StatusCode, body)
		}
		if got := resp.Header.Values(w.header); strings.Join(got, "|") != w.value {
			t.Errorf("%s: %s: %q, not %q", w.name, w.header, got, w.value)
		}
		if tag := resp.Header.Get("ETag"); tag == "" {
			t.Errorf("%s has no ETag", w.name)
		} else if again, _ := get(at(w.name), "If-None-Match", tag); again.StatusCode != 304 {
			t.Errorf("%s: If-None-Match gives %d", w.name, again.StatusCode)
		} else if w.header != "Content-Type" && strings.Join(again.Header.Values(w.header), "|") != w.value {
			t.Errorf("%s: 304 with %s: %q", w.name, w.header, again.Header.Values(w.header))
		}
		if again, _ := get(at(w.name), "If-Modified-Since", resp.Header.Get("Last-Modified")); again.StatusCode != 304 {
			t.Errorf("%s: If-Modified-Since gives %d", w.name, again.StatusCode)
		}
	}
	resp, body := get("/site/nl/feeds/all.ics", "Accept-Encoding", "gzip")
	if resp.Header.Get("Content-Encoding") != "gzip" || body != "this is nl/feeds/all.ics.gz" || resp.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(resp.Header.Get("Vary"), "Accept-Encoding") {
		t.Errorf("precompressed: %q %v", body, resp.Header)
	}
	for _, test := range []struct {
		path   string
		status int
		want   string // of Location, or of the body
	}{
		{"/site/nl/oud/", 301, "/site/nl/nieuw/"}, {"/site/nl/embed/all", 0, "/site/nl/embed/all/"},
		{"/site/nl/niets/", 404, "this is nl/404.html"}, {"/site/en/nothing", 404, "this is en/404.html"}, {"/site/fr/rien/", 404, "this is 404.html"}, {"/niets", 404, "this is 404.html"},
		{"/site/.modestad-manifest", 404, ""}, {"/site/_headers", 404, ""}, {"/site/.well-known/security.txt", 200, "this is .well-known/security.txt"},
	} {
		resp, body := get(test.path)
		status := resp.StatusCode
		if test.status == 0 && (status == 301 || status == 308) {
			status = 0
		}
		if status/100 == 3 || status == 0 {
			body = resp.Header.Get("Location")
		}
		if status != test.status || test.want != "" && body != test.want {
			t.Errorf("%s: %d %q, not %d %q", test.path, resp.StatusCode, body, test.status, test.want)
		}
		if status == 404 && strings.HasPrefix(test.path, "/site/nl") && (resp.Header.Get("X-Content-Type-Options") != "nosniff" || resp.Header.Get("Content-Type") != "text/html; charset=utf-8") {
			t.Errorf("%s: 404 with %v", test.path, resp.Header)
		}
	}
}

func TestNginx(t *testing.T) {
	nginx := tool(t, "nginx")
	dir, address := lay(t), free(t)
	work := t.TempDir()
	config := strings.Replace(read(t).Nginx(dir), "listen 80;", "listen "+address+";", 1)
	whole := fmt.Sprintf("daemon off; master_process off; pid %[1]s/pid; error_log stderr;\nevents {}\nhttp {\naccess_log off; client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;\n%[2]s\n}\n", work, config)
	if err := os.WriteFile(work+"/nginx.conf", []byte(whole), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, address, exec.Command(nginx, "-e", "stderr", "-p", work, "-c", work+"/nginx.conf"))
	ask(t, address)
}

func TestCaddy(t *testing.T) {
	caddy := tool(t, "caddy")
	dir, address := lay(t), free(t)
	work := t.TempDir()
	config := "{\n\tadmin off\n\tauto_https off\n}\n" + strings.Replace(read(t).Caddy(dir), "127.0.0.1 {", "http://"+address+" {", 1)
	if err := os.WriteFile(work+"/Caddyfile", []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(caddy, "run", "--config", work+"/Caddyfile", "--adapter", "caddyfile")
	command.Env = append(os.Environ(), "XDG_DATA_HOME="+work, "XDG_CONFIG_HOME="+work, "HOME="+work)
	run(t, address, command)
	ask(t, address)
}
