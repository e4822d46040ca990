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

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

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

// A store is object storage on loopback, with faults put in between.
type store struct {
	t       *testing.T
	backend *s3mem.Backend
	address string

	mu    sync.Mutex
	n     int
	log   []string
	fault func(n int, w http.ResponseWriter, r *http.Request) bool // true: it has answered
}

func newStore(t *testing.T) *store {
	s := &store{t: t, backend: s3mem.New()}
	if err := s.backend.CreateBucket("bucket"); err != nil {
		t.Fatal(err)
	}
	fake := gofakes3.New(s.backend).Server()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		n, fault := s.n, s.fault
		s.n++
		s.log = append(s.log, r.Method+" "+strings.TrimPrefix(r.URL.Path, "/bucket/p/"))
		s.mu.Unlock()
		if fault == nil || !fault(n, w, r) {
			fake.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	s.address = "s3://bucket/p?region=us-east-1&endpoint=" + server.URL
	return s
}

func (s *store) with(fault func(n int, w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n, s.log, s.fault = 0, nil, fault
}

var keys = Keys{ID: "id", Secret: "secret"}

func (s *store) deploy(ctx context.Context, dir string, change func(*Options)) (*Result, error) {
	o := Options{Now: clock, MaxDelete: -1}
	if change != nil {
		change(&o)
	}
	return S3(ctx, dir, s.address, keys, nil, o)
}

// object gives what stands under a key, and its headers.
func (s *store) object(key string) (string, map[string]string) {
	o, err := s.backend.GetObject("bucket", "p/"+key, nil)
	if err != nil {
		return "", nil
	}
	defer o.Contents.Close()
	data, err := io.ReadAll(o.Contents)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data), o.Metadata
}

// holds looks whether the storage holds a site, all of it and nothing else of ours.
func (s *store) holds(files map[string]string) {
	s.t.Helper()
	list, err := s.backend.ListBucket("bucket", &gofakes3.Prefix{}, gofakes3.ListBucketPage{})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, o := range list.Contents {
		name := strings.TrimPrefix(o.Key, "p/")
		if _, ok := files[name]; !ok && !strings.HasPrefix(name, own) && name != publish.ManifestName {
			s.t.Errorf("%s is left", name)
		}
	}
	for name, want := range files {
		if got, _ := s.object(name); got != want {
			s.t.Errorf("%s holds %q, not %q", name, got, want)
		}
	}
	text, _ := s.object(publish.ManifestName)
	m, err := publish.ParseManifest([]byte(text))
	if err != nil || len(m.Files) != len(files) || m.Meta[claimed] != "" {
		s.t.Errorf("the manifest: %v, %v", m, err)
	}
}

func TestDeploy(t *testing.T) {
	ctx, s := context.Background(), newStore(t)
	dirs := []string{lay(t, sites[0]), lay(t, sites[1]), lay(t, sites[2])}
	r, err := s.deploy(ctx, dirs[0], nil)
	if err != nil || len(r.Sent) != len(sites[0]) || r.Bytes == 0 {
		t.Fatalf("%+v %v", r, err)
	}
	s.holds(sites[0])
	if _, h := s.object("nl/feeds/all.ics"); h["Content-Type"] != "text/calendar; charset=utf-8" {
		t.Errorf("%v", h)
	}
	if _, h := s.object("assets/a.css"); h["Content-Type"] != "text/css; charset=utf-8" {
		t.Errorf("%v", h)
	}

	// Nothing has changed: one look, no write.
	s.with(nil)
	if r, err = s.deploy(ctx, dirs[0], nil); err != nil || r.Same != len(sites[0]) || slices.ContainsFunc(s.log, func(l string) bool { return !strings.HasPrefix(l, "GET ") && !strings.HasPrefix(l, "HEAD ") }) {
		t.Errorf("%+v %v %q", r, err, s.log)
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
	for _, l := range s.log {
		if !strings.Contains(l, own) && !strings.Contains(l, publish.ManifestName) && !strings.HasPrefix(l, "GET") && !strings.HasPrefix(l, "HEAD") {
			order = append(order, l)
		}
	}
	want := []string{"PUT assets/b.css", "PUT index.html", "PUT new.html", "PUT nl/index.html", "PUT nl/feeds/all.ics", "DELETE assets/a.css", "DELETE gone.html"}
	if !slices.Equal(order, want) {
		t.Errorf("%q", order)
	}

	// Back, forth again, and on; what was kept for longer than that is removed.
	back := func() (*Result, error) { return S3Back(ctx, s.address, keys, nil, Options{Now: clock, MaxDelete: -1}) }
	if _, err := back(); err != nil {
		t.Fatal(err)
	}
	s.holds(sites[0])
	if _, err := back(); err != nil {
		t.Fatal(err)
	}
	s.holds(sites[1])
	if _, err := s.deploy(ctx, dirs[2], nil); err != nil {
		t.Fatal(err)
	}
	s.holds(sites[2])
	list, err := s.backend.ListBucket("bucket", &gofakes3.Prefix{HasPrefix: true, Prefix: "p/" + kept}, gofakes3.ListBucketPage{})
	if err != nil || len(list.Contents) != 4 { // home 2, ics 2, new.html, _headers
		t.Errorf("%d objects are kept", len(list.Contents))
	}
	if _, err := back(); err != nil {
		t.Fatal(err)
	}
	s.holds(sites[1])
}

func TestNothingBefore(t *testing.T) {
	s := newStore(t)
	if _, err := S3Back(context.Background(), s.address, keys, nil, Options{Now: clock}); !errors.Is(err, ErrNothing) {
		t.Errorf("%v", err)
	}
}

// Stopped at any request, and run again, the storage holds the new site.
func TestInterrupted(t *testing.T) {
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
		if _, err := S3Back(context.Background(), s.address, keys, nil, Options{Now: clock, MaxDelete: -1}); err != nil {
			t.Fatalf("stopped at request %d, and back: %v", k, err)
		}
		if k < 20 { // once the manifest stood, the second run had nothing to do, and back is back all the same
			s.holds(sites[0])
		}
	}
}

// A connection that is cut before or after the work, an answer of 503, and one that is slow, are survived.
func TestFaults(t *testing.T) {
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
			gofakes3.New(s.backend).Server().ServeHTTP(httptest.NewRecorder(), r)
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
}

// What was changed on the way is refused by the storage, and sent again by the next run.
func TestChecksum(t *testing.T) {
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
}

// Of two deployers, one at a time: the other one loses before it sent anything; after a while a claim is no more.
func TestTwo(t *testing.T) {
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
}

// Variants are left out, or sent in place of what they stand for.
func TestEncoding(t *testing.T) {
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
	if _, h := s.object("index.html"); h["Content-Encoding"] != "gzip" || h["Content-Type"] != "text/html; charset=utf-8" {
		t.Errorf("%v", h)
	}
	if _, err := s.deploy(context.Background(), dir, func(o *Options) { o.Encoding = "zip" }); err == nil {
		t.Error("an unknown coding")
	}
}

func TestFolder(t *testing.T) {
	ctx, to := context.Background(), filepath.Join(t.TempDir(), "www")
	for _, files := range sites {
		dir := lay(t, files)
		if _, err := Folder(ctx, dir, to, Options{MaxDelete: 0}); len(files) < 7 && !errors.Is(err, ErrGuard) {
			t.Errorf("the guard: %v", err)
		}
		if r, err := Folder(ctx, dir, to, Options{MaxDelete: -1, DryRun: true}); err != nil {
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
