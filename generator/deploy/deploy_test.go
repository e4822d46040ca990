package deploy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"modestad/generator/compress"
	"modestad/generator/publish"
)

var clock = time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)

// sites are three that follow each other: files change, come and go.
var sites = []map[string]string{
	{"index.html": "home 1", "nl/index.html": "nl 1", "assets/a.css": "css 1", "nl/feeds/all.ics": "ics 1", "same.txt": "same", "gone.html": "gone", "_headers": "/*\n  X: y\n/assets/*\n  Cache-Control: public, immutable\n"},
	{"index.html": "home 2", "nl/index.html": "nl 2", "assets/b.css": "css 2", "nl/feeds/all.ics": "ics 2", "same.txt": "same", "new.html": "new", "_headers": "/*\n  X: y\n/assets/*\n  Cache-Control: public, immutable\n"},
	{"index.html": "home 3", "nl/index.html": "nl 2", "assets/b.css": "css 2", "same.txt": "same"},
}

// lay publishes files as a build does.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	stage, err := publish.Begin(dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer stage.Abort()
	for name, data := range files {
		if err := stage.Write(name, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := stage.Commit(nil); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestDeploy(t *testing.T) {
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		ctx, s := context.Background(), newStore(t)
		dirs := []string{lay(t, sites[0]), lay(t, sites[1]), lay(t, sites[2])}
		r, err := s.deploy(ctx, dirs[0], nil)
		if err != nil || len(r.Sent) != len(sites[0]) || r.Bytes == 0 {
			t.Fatalf("%+v %v", r, err)
		}
		s.holds(sites[0])
		if _, h := s.object("nl/feeds/all.ics"); h.Get("Content-Type") != "text/calendar; charset=utf-8" {
			t.Errorf("%v", h)
		}
		if _, h := s.object("assets/a.css"); h.Get("Content-Type") != "text/css; charset=utf-8" {
			t.Errorf("%v", h)
		}

		// Nothing has changed: one look, no write.
		s.with(nil)
		if r, err = s.deploy(ctx, dirs[0], nil); err != nil || r.Same != len(sites[0]) || slices.ContainsFunc(s.asked(), func(l string) bool { return !strings.HasPrefix(l, "GET ") && !strings.HasPrefix(l, "HEAD ") }) {
			t.Errorf("%+v %v %q", r, err, s.asked())
		}

		// A dry run and a guard write nothing.
		s.with(nil)
		if r, err = s.deploy(ctx, dirs[1], func(o *Options) { o.DryRun = true }); err != nil || len(r.Sent) != 5 || !slices.Equal(r.Removed, []string{"assets/a.css", "gone.html"}) {
			t.Errorf("%+v %v", r, err)
		}
		if _, err = s.deploy(ctx, dirs[1], func(o *Options) { o.MaxDelete = 1 }); !errors.Is(err, ErrGuard) {
			t.Errorf("two removals of one allowed: %v", err)
		}
		s.holds(sites[0])

		// What changed and nothing else, in order.
		s.with(nil)
		if r, err = s.deploy(ctx, dirs[1], func(o *Options) { o.Jobs = 1 }); err != nil {
			t.Fatal(err)
		}
		s.holds(sites[1])
		var order []string
		for _, l := range s.asked() {
			if !strings.Contains(l, own) && !strings.Contains(l, publish.ManifestName) && !strings.HasPrefix(l, "GET") && !strings.HasPrefix(l, "HEAD") {
				order = append(order, l)
			}
		}
		want := []string{"PUT assets/b.css", "PUT index.html", "PUT new.html", "PUT nl/index.html", "PUT nl/feeds/all.ics", "DELETE assets/a.css", "DELETE gone.html"}
		if !slices.Equal(order, want) {
			t.Errorf("%q", order)
		}

		// Back, forth again, and on; what was kept for longer than that is removed.
		if _, err := s.back(); err != nil {
			t.Fatal(err)
		}
		s.holds(sites[0])
		if _, err := s.back(); err != nil {
			t.Fatal(err)
		}
		s.holds(sites[1])
		if _, err := s.deploy(ctx, dirs[2], nil); err != nil {
			t.Fatal(err)
		}
		s.holds(sites[2])
		if list := s.list(kept); len(list) != 4 { // home 2, ics 2, new.html, _headers
			t.Errorf("kept: %q", list)
		}
		if _, err := s.back(); err != nil {
			t.Fatal(err)
		}
		s.holds(sites[1])
	})
}

func TestNothingBefore(t *testing.T) {
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		s := newStore(t)
		if _, err := s.back(); !errors.Is(err, ErrNothing) {
			t.Errorf("%v", err)
		}
	})
}

// Stopped at any request, and run again, the storage holds the new site.
func TestInterrupted(t *testing.T) {
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		one, two := lay(t, sites[0]), lay(t, sites[1])
		for k := 0; ; k++ {
			s := newStore(t)
			if _, err := s.deploy(context.Background(), one, nil); err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithCancel(context.Background())
			s.with(func(n int, w http.ResponseWriter, r *http.Request) bool {
				if n == k {
					stop()
					panic(http.ErrAbortHandler)
				}
				return false
			})
			_, err := s.deploy(ctx, two, func(o *Options) { o.Jobs = 2 })
			stop()
			if err == nil {
				if k < 15 {
					t.Errorf("only %d requests", k)
				}
				return
			}
			s.with(nil)
			if _, err := s.deploy(context.Background(), two, nil); err != nil {
				t.Fatalf("stopped at request %d, and again: %v", k, err)
			}
			s.holds(sites[1])
			if _, err := s.back(); err != nil {
				t.Fatalf("stopped at request %d, and back: %v", k, err)
			}
			if k < 20 { // once the manifest stood, the second run had nothing to do, and back is back all the same
				s.holds(sites[0])
			}
		}
	})
}

// A connection that is cut before or after the work, an answer of 503, and one that is slow, are survived.
func TestFaults(t *testing.T) {
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		one, two := lay(t, sites[0]), lay(t, sites[1])
		faults := map[string]func(s *store, w http.ResponseWriter, r *http.Request) bool{
			"cut": func(*store, http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) },
			"503": func(_ *store, w http.ResponseWriter, _ *http.Request) bool {
				w.WriteHeader(http.StatusServiceUnavailable)
				return true
			},
			"slow": func(_ *store, _ http.ResponseWriter, r *http.Request) bool {
				<-time.After(100 * time.Millisecond)
				return false
			},
			"answer lost": func(s *store, _ http.ResponseWriter, r *http.Request) bool {
				s.behind.ServeHTTP(httptest.NewRecorder(), r)
				panic(http.ErrAbortHandler)
			},
		}
		for name, fault := range faults {
			t.Run(name, func(t *testing.T) {
				s := newStore(t)
				if _, err := s.deploy(context.Background(), one, nil); err != nil {
					t.Fatal(err)
				}
				s.with(func(n int, w http.ResponseWriter, r *http.Request) bool { return n%4 == 1 && fault(s, w, r) })
				if _, err := s.deploy(context.Background(), two, nil); err != nil {
					t.Fatal(err)
				}
				s.holds(sites[1])
			})
		}
	})
}

// What was changed on the way is refused by the storage, and sent again by the next run.
func TestChecksum(t *testing.T) {
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		s, dir := newStore(t), lay(t, sites[0])
		s.with(func(n int, _ http.ResponseWriter, r *http.Request) bool {
			if r.Method == "PUT" && strings.HasSuffix(r.URL.Path, "/index.html") {
				data, _ := io.ReadAll(r.Body)
				r.Body = io.NopCloser(bytes.NewReader(bytes.Replace(data, []byte("1"), []byte("7"), 1)))
			}
			return false
		})
		if _, err := s.deploy(context.Background(), dir, nil); err == nil {
			t.Error("a wrong checksum went through")
		}
		s.with(nil)
		if _, err := s.deploy(context.Background(), dir, nil); err != nil {
			t.Fatal(err)
		}
		s.holds(sites[0])
	})
}

// Of two deployers, one at a time: the other one loses before it sent anything; after a while a claim is no more.
func TestTwo(t *testing.T) {
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		s := newStore(t)
		dirs := []string{lay(t, sites[0]), lay(t, sites[1]), lay(t, sites[2])}
		if _, err := s.deploy(context.Background(), dirs[0], nil); err != nil {
			t.Fatal(err)
		}
		var once sync.Once
		s.with(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
			if r.Method == "PUT" && strings.HasSuffix(r.URL.Path, "/assets/b.css") {
				once.Do(func() {
					if _, err := s.deploy(context.Background(), dirs[2], nil); !errors.Is(err, ErrLost) {
						t.Errorf("the second: %v", err)
					}
				})
			}
			return false
		})
		if _, err := s.deploy(context.Background(), dirs[1], nil); err != nil {
			t.Fatal(err)
		}
		s.holds(sites[1])

		// The first fell silent for long: the second takes over, and the first finds out.
		once = sync.Once{}
		s.with(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
			if r.Method == "PUT" && strings.HasSuffix(r.URL.Path, "/assets/a.css") {
				once.Do(func() {
					if _, err := s.deploy(context.Background(), dirs[2], func(o *Options) { o.Now = clock.Add(time.Hour) }); err != nil {
						t.Errorf("the second: %v", err)
					}
				})
			}
			return false
		})
		if _, err := s.deploy(context.Background(), dirs[0], nil); !errors.Is(err, ErrLost) {
			t.Errorf("the first: %v", err)
		}
		s.with(nil)
		if _, err := s.deploy(context.Background(), dirs[0], func(o *Options) { o.Now = clock.Add(2 * time.Hour) }); err != nil {
			t.Fatal(err)
		}

		// At the same moment: one wins, and the storage holds its site.
		for range 10 {
			errs := make([]error, 2)
			var wg sync.WaitGroup
			for i := range errs {
				wg.Go(func() { _, errs[i] = s.deploy(context.Background(), dirs[i+1], nil) })
			}
			wg.Wait()
			switch {
			case errs[0] != nil && errs[1] != nil:
				t.Fatalf("both lost: %v, %v", errs[0], errs[1])
			case errs[0] == nil && errs[1] != nil && errors.Is(errs[1], ErrLost):
				s.holds(sites[1])
			case errs[1] == nil && errs[0] != nil && errors.Is(errs[0], ErrLost):
				s.holds(sites[2])
			case errs[0] == nil && errs[1] == nil: // one after the other
			default:
				t.Fatalf("%v, %v", errs[0], errs[1])
			}
			if _, err := s.deploy(context.Background(), dirs[0], nil); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Every kind of file has its media type, and how long it may be kept, from the site's own rules.
func TestHeaders(t *testing.T) {
	const rules = "/*\n  X-Content-Type-Options: nosniff\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n/nl/feeds/*\n  Cache-Control: public, max-age=900, must-revalidate\n" +
		"/nl/feeds/*.json\n  Content-Type: application/feed+json; charset=utf-8\n"
	const validate, feed, forever = "public, max-age=0, must-revalidate", "public, max-age=900, must-revalidate", "public, max-age=31536000, immutable"
	want := map[string][2]string{
		"index.html": {"text/html; charset=utf-8", validate}, "nl/feeds/all.ics": {"text/calendar; charset=utf-8", feed}, "nl/kalender/a/b/event.ics": {"text/calendar; charset=utf-8", validate},
		"nl/feeds/all.json": {"application/feed+json; charset=utf-8", feed}, "nl/feeds/all.atom": {"application/atom+xml; charset=utf-8", feed}, "data/events.json": {"application/json; charset=utf-8", validate},
		"data/events.csv": {"text/csv; charset=utf-8", validate}, "data/dcat.jsonld": {"application/ld+json; charset=utf-8", validate}, "assets/a.css": {"text/css; charset=utf-8", forever},
		"assets/a.js": {"text/javascript; charset=utf-8", forever}, "assets/a.woff2": {"font/woff2", forever}, "assets/a.svg": {"image/svg+xml", forever}, "assets/a.jpg": {"image/jpeg", forever},
		"manifest.webmanifest": {"application/manifest+json; charset=utf-8", validate}, "sitemap.xml": {"application/xml; charset=utf-8", validate}, "robots.txt": {"text/plain; charset=utf-8", validate},
		"nl/a/longread.epub": {"application/epub+zip", validate}, ".well-known/security.txt": {"text/plain; charset=utf-8", validate},
	}
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		s := newStore(t)
		files := map[string]string{"_headers": rules}
		for name := range want {
			files[name] = "this is " + name
		}
		sent := map[string]http.Header{}
		var mu sync.Mutex
		s.with(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
			mu.Lock()
			defer mu.Unlock()
			if r.Method == "PUT" {
				sent[strings.TrimPrefix(r.URL.Path, "/"+s.bucket+"/p/")] = r.Header.Clone()
			}
			return false
		})
		if _, err := s.deploy(context.Background(), lay(t, files), nil); err != nil {
			t.Fatal(err)
		}
		s.holds(files)
		for name, w := range want {
			_, stored := s.object(name)
			if stored.Get("Content-Type") != w[0] || stored.Get("Cache-Control") != w[1] && !s.memory { // the one in memory forgets it
				t.Errorf("%s: %v", name, stored)
			}
			if h := sent[name]; h.Get("Content-Type") != w[0] || h.Get("Cache-Control") != w[1] || h.Get("Content-Md5") == "" {
				t.Errorf("%s is sent with %v", name, h)
			}
		}
	})
}

// Variants are left out, or sent in place of what they stand for.
func TestEncoding(t *testing.T) {
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		long := strings.Repeat("tekst ", 200)
		files := map[string]string{"index.html": long, "a.png": "png"}
		var c compress.Compressor
		for _, v := range c.Variants("index.html", []byte(long)) {
			files["index.html"+v.Suffix] = string(v.Data)
		}
		s, dir := newStore(t), lay(t, files)
		if _, err := s.deploy(context.Background(), dir, nil); err != nil {
			t.Fatal(err)
		}
		s.holds(map[string]string{"index.html": long, "a.png": "png"})
		if _, err := s.deploy(context.Background(), dir, func(o *Options) { o.Encoding = "gzip" }); err != nil {
			t.Fatal(err)
		}
		s.holds(map[string]string{"index.html": files["index.html.gz"], "a.png": "png"})
		if _, h := s.object("index.html"); h.Get("Content-Encoding") != "gzip" || h.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%v", h)
		}
		if _, err := s.deploy(context.Background(), dir, func(o *Options) { o.Encoding = "zip" }); err == nil {
			t.Error("an unknown coding")
		}
	})
}

func TestAtMost(t *testing.T) {
	for n, want := range map[int64]bool{3: false, 4: true, 5: true} {
		endless := &io.LimitedReader{R: strings.NewReader("1234"), N: 1 << 40}
		if data, err := atMost(endless, n); (err == nil) != want || int64(len(data)) > n+1 {
			t.Errorf("%d: %q, %v", n, data, err)
		}
	}
}

func TestFolder(t *testing.T) {
	ctx, to := context.Background(), filepath.Join(t.TempDir(), "www")
	for _, files := range sites {
		dir := lay(t, files)
		if _, err := Folder(ctx, dir, to, Options{MaxDelete: 0}); len(files) < 7 && !errors.Is(err, ErrGuard) {
			t.Errorf("the guard: %v", err)
		}
		if r, err := Folder(ctx, dir, to, Options{MaxDelete: -1, DryRun: true}); err != nil || !slices.IsSortedFunc(r.Sent, order) {
			t.Errorf("%+v %v", r, err)
		}
		if _, err := Folder(ctx, dir, to, Options{MaxDelete: -1}); err != nil {
			t.Fatal(err)
		}
		one, _ := publish.ReadManifest(dir)
		two, err := publish.ReadManifest(to)
		if err != nil || digest(one) != digest(two) {
			t.Errorf("%v", err)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, address := range []string{"", "s3://", "http://b/p", "s3://b/p?endpoint=ftp://x", "s3://b?endpoint=https://x/path"} {
		if _, err := newBucket(address, keys, nil); err == nil {
			t.Errorf("%s is taken", address)
		}
	}
	b, err := newBucket("s3://bucket/a/b/?endpoint=http://127.0.0.1:1", keys, nil)
	if err != nil || b.prefix != "a/b/" || b.name != "bucket" {
		t.Errorf("%+v %v", b, err)
	}
	if fmt.Sprint(group("a/b.css"), group("a.html"), group("a.ics"), group("_headers"), group("a.woff2")) != "0 1 2 2 0" {
		t.Error("the order")
	}
}

// FuzzAddress: what is taken for an address of object storage keeps its prefix apart from other objects.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"s3://bucket", "s3://bucket/a/b/?endpoint=http://127.0.0.1:1&region=x", "s3://b//a//", "s3://b/../a", "s3://b?endpoint=%zz", "s3://u:p@b/", "s3://b/a?endpoint=//h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, err := newBucket(s, keys, nil)
		if err != nil {
			return
		}
		if b.name == "" || b.prefix != "" && (!strings.HasSuffix(b.prefix, "/") || strings.HasPrefix(b.prefix, "/")) {
			t.Fatalf("%q: %q %q", s, b.name, b.prefix)
		}
	})
}
