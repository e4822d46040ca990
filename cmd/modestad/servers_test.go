package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// program finds a program of the system, or skips.
func program(t *testing.T, name string) string {
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

// does runs the program, which must succeed, and gives what it printed.
func does(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var out, errs strings.Builder
	a := &app{stdout: &out, stderr: &errs, dir: dir, now: time.Now, env: os.Environ()}
	if code := a.main(context.Background(), args); code != exitDone {
		t.Fatalf("%q gives %d:\n%s", args, code, errs.String())
	}
	return out.String()
}

// behind starts the real nginx over a built site with the configuration that the program prints for it.
func behind(t *testing.T) (public, address string) {
	nginx := program(t, "nginx")
	site := t.TempDir()
	const renamed = "content/partners/momu/events/modeweekend.toml"
	if err := layAround("../../generator/testdata/example", site); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(site, renamed))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(site, renamed), append([]byte("renamed_from = [\"momu/oud\"]\n"), data...), 0o644); err != nil {
		t.Fatal(err)
	}
	does(t, site, "build", "-q", "--precompress", "--now", "2027-03-01T00:00:00+01:00")
	public = filepath.Join(site, "public")
	config, _, ok := strings.Cut(does(t, site, "help", "servers"), "# Caddy")
	if !ok {
		t.Fatal("no configuration of Caddy after that of nginx")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = l.Addr().String()
	_ = l.Close()
	for _, swap := range [][2]string{{"listen 80;", "listen " + address + " backlog=1024;"}, {`root "/srv/www";`, `root "` + public + `";`}} {
		if strings.Count(config, swap[0]) != 1 {
			t.Fatalf("%q stands %d times", swap[0], strings.Count(config, swap[0]))
		}
		config = strings.Replace(config, swap[0], swap[1], 1)
	}
	work := t.TempDir()
	whole := fmt.Sprintf("daemon off; master_process off; pid %[1]s/pid; error_log stderr;\nevents { worker_connections 1024; }\nhttp {\naccess_log off; client_body_temp_path %[1]s/a; "+
		"proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;\n%[2]s\n}\n", work, config)
	if err := os.WriteFile(work+"/nginx.conf", []byte(whole), 0o644); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	command := exec.Command(nginx, "-e", "stderr", "-p", work, "-c", work+"/nginx.conf")
	command.Stdout, command.Stderr = &log, &log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan struct{})
	go func() { _ = command.Wait(); close(exited) }()
	t.Cleanup(func() {
		_ = command.Process.Kill()
		<-exited
		if log.Len() > 0 {
			t.Logf("nginx said:\n%s", log.String())
		}
	})
	for range 600 {
		if c, err := net.Dial("tcp", address); err == nil {
			_ = c.Close()
			return public, address
		}
		select {
		case <-exited:
			t.Fatal("nginx ended")
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("nginx does not answer")
	return "", ""
}

// An answer is a response with its body.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func ask(t *testing.T, client *http.Client, url string, h ...string) answer {
	t.Helper()
	req, err := http.NewRequest("GET", url, nil)
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
	return answer{resp.StatusCode, resp.Header, body}
}

// types are the media types that clients must see, by extension.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8", ".json": "application/json; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".jsonld": "application/ld+json; charset=utf-8", ".webmanifest": "application/manifest+json; charset=utf-8", ".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".epub": "application/epub+zip",
}

// Every file of a built site comes from the real nginx with all its headers, is confirmed when it is asked for again, and
// comes compressed to who takes that. What is written down here shares nothing with what makes the configuration.
func TestNginxServesAll(t *testing.T) {
	public, address := behind(t)
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(client.CloseIdleConnections)
	files, kinds, confirmed, compressed := 0, map[string]int{}, 0, 0
	err := filepath.WalkDir(public, func(full string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(public, full)
		if err != nil {
			return err
		}
		name, ext := filepath.ToSlash(rel), path.Ext(rel)
		switch {
		case name == "_headers" || name == "_redirects" || strings.HasPrefix(name, ".modestad"):
			if a := ask(t, client, "http://"+address+"/"+name); a.status != 404 {
				t.Errorf("%s is given away: %d", name, a.status)
			}
			return nil
		case ext == ".gz" || ext == ".br" || strings.HasSuffix(name, "/oud/index.html"): // the last has a redirect before it
			return nil
		}
		data, err := os.ReadFile(full)
		if err != nil {
			return err
		}
		url := "http://" + address + "/" + strings.TrimSuffix(name, "index.html")
		a := ask(t, client, url)
		if a.status != 200 || !bytes.Equal(a.body, data) {
			t.Errorf("%s: %d, %d bytes of %d", name, a.status, len(a.body), len(data))
			return nil
		}
		files++
		kinds[ext]++
		feed := strings.Contains(name, "/feeds/")
		widget, shared := strings.HasPrefix(name, "widget/"), strings.HasPrefix(name, "data/")
		frame := "frame-ancestors 'self'"
		if strings.Contains(name, "/embed/") {
			frame = "frame-ancestors *"
		}
		media := types[ext]
		if feed && ext == ".json" {
			media = "application/feed+json; charset=utf-8"
		}
		cache := ""
		switch {
		case strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "widget/1."):
			cache = "public, max-age=31536000, immutable"
		case feed && !strings.HasSuffix(name, "/index.html") || strings.HasPrefix(name, "widget/v1/"), feed:
			cache = "public, max-age=900, must-revalidate"
		case name == "sw.js":
			cache = "no-cache"
		}
		origin := ""
		// Fonts and scripts of embedded pages too: WordPress shows them in a frame without an origin.
		if feed || widget || shared || strings.HasPrefix(name, "assets/") {
			origin = "*"
		}
		for header, want := range map[string]string{"Content-Type": media, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin", "Cache-Control": cache,
			"Access-Control-Allow-Origin": origin, "Strict-Transport-Security": "max-age=31536000; includeSubDomains", "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()"} {
			if got := a.header.Values(header); strings.Join(got, "|") != want {
				t.Errorf("%s: %s: %q, not %q", name, header, got, want)
			}
		}
		policy := a.header.Values("Content-Security-Policy")
		if len(policy) != 1 || !strings.HasPrefix(policy[0], "default-src 'none'; ") || !strings.HasSuffix(policy[0], "; "+frame) || strings.Contains(policy[0], "unsafe") {
			t.Errorf("%s: %q", name, policy)
		}
		tag, date := a.header.Get("ETag"), a.header.Get("Last-Modified")
		for _, condition := range [][2]string{{"If-None-Match", tag}, {"If-Modified-Since", date}} {
			if again := ask(t, client, url, condition[0], condition[1]); condition[1] == "" || again.status != 304 || len(again.body) > 0 || again.header.Get("X-Content-Type-Options") != "nosniff" || again.header.Get("Cache-Control") != cache {
				t.Errorf("%s: %s: %q gives %d %v", name, condition[0], condition[1], again.status, again.header)
			}
			confirmed++
		}
		if _, err := os.Lstat(full + ".gz"); err == nil {
			z := ask(t, client, url, "Accept-Encoding", "gzip")
			r, err := gzip.NewReader(bytes.NewReader(z.body))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return nil
			}
			plain, err := io.ReadAll(r)
			if err != nil || !bytes.Equal(plain, data) || z.header.Get("Content-Encoding") != "gzip" || z.header.Get("Content-Type") != media || !strings.Contains(z.header.Get("Vary"), "Accept-Encoding") || z.header.Get("ETag") == tag {
				t.Errorf("%s: compressed: %v %v", name, err, z.header)
			}
			compressed++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		path, to string
		status   int
	}{
		{"/nl/kalender/momu/oud/", "/nl/kalender/momu/modeweekend/", 301}, {"/en/calendar/momu/oud/", "/en/calendar/momu/modeweekend/", 301}, {"/nl/kalender", "/nl/kalender/", 301},
		{"/nl/niets", "nl", 404}, {"/en/nothing/at/all/", "en", 404}, {"/fr/rien", "fr", 404}, {"/nowhere", "nl", 404}, {"/.git/config", "nl", 404}, {"/nl/../../etc/passwd", "", 400}, {"/%2e%2e/%2e%2e/etc/passwd", "", 400},
	} {
		a := ask(t, client, "http://"+address+test.path)
		if a.status != test.status || a.status == 301 && a.header.Get("Location") != test.to || a.status == 404 && !bytes.Contains(a.body[:200], []byte("lang="+test.to)) && !bytes.Contains(a.body[:200], []byte(`lang="`+test.to)) {
			t.Errorf("%s: %d %v %.200s", test.path, a.status, a.header, a.body)
		}
		if a.status == 404 && (a.header.Get("Content-Type") != types[".html"] || len(a.header.Values("Content-Security-Policy")) != 1) {
			t.Errorf("%s: %v", test.path, a.header)
		}
	}
	t.Logf("%d files of %d kinds, %d confirmations, %d compressed", files, len(kinds), confirmed, compressed)
	if len(kinds) < 12 || compressed < 100 {
		t.Errorf("%v", kinds)
	}
	load(t, client, public, address)
}

// load asks for everything as fast as a few dozen clients can, plain, compressed and conditional, and wants every answer.
func load(t *testing.T, client *http.Client, public, address string) {
	wrk := program(t, "wrk")
	var paths strings.Builder
	var mu sync.Mutex
	err := filepath.WalkDir(public, func(full string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), "_") || strings.HasPrefix(d.Name(), ".modestad") || path.Ext(full) == ".gz" || path.Ext(full) == ".br" {
			return err
		}
		rel, err := filepath.Rel(public, full)
		if err != nil {
			return err
		}
		url := "/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		a := ask(t, client, "http://"+address+url)
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintf(&paths, "%s\t%s\n", url, a.header.Get("ETag"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	const script = `
local list, n = {}, 0
function init(args)
  local host = wrk.headers["Host"]
  for line in io.lines(os.getenv("MODESTAD_PATHS")) do
    local path, tag = line:match("^(.-)\t(.*)$")
    list[#list + 1] = wrk.format("GET", path, { ["Host"] = host })
    list[#list + 1] = wrk.format("GET", path, { ["Host"] = host, ["Accept-Encoding"] = "gzip" })
    list[#list + 1] = wrk.format("GET", path, { ["Host"] = host, ["If-None-Match"] = tag })
  end
end
function request()
  n = n % #list + 1
  return list[n]
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d\n", summary.requests, e.connect + e.read + e.write + e.timeout + e.status, summary.duration, latency:percentile(99)))
end
`
	for name, text := range map[string]string{"paths": paths.String(), "load.lua": script} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	last := "2s"
	if s := os.Getenv("MODESTAD_LOAD"); s != "" {
		last = s
	}
	command := exec.Command(wrk, "-t2", "-c64", "-d"+last, "--timeout", "20s", "-s", filepath.Join(dir, "load.lua"), "http://"+address)
	command.Env = append(os.Environ(), "MODESTAD_PATHS="+filepath.Join(dir, "paths"))
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var requests, failed, micros, slowest int
	i := bytes.Index(out, []byte("RESULT"))
	if i < 0 {
		t.Fatalf("%s", out)
	}
	if _, err := fmt.Sscanf(string(out[i:]), "RESULT %d %d %d %d", &requests, &failed, &micros, &slowest); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	rate := float64(requests) / (float64(micros) / 1e6)
	t.Logf("%d requests, %d failed, %.0f a second, 99 of 100 within %.1f ms", requests, failed, rate, float64(slowest)/1000)
	if failed > 0 || rate < 1000 {
		t.Errorf("%s", out)
	}
}
