package deploy

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"modestad/generator/publish"
)

var keys = Keys{ID: "id", Secret: "secret"}

// A server is object storage on loopback; a bucket of it is a store of its own.
type server struct {
	handler http.Handler
	client  *minio.Client // straight to it, past all faults
	memory  bool
	buckets *atomic.Int32
}

// servers runs a test over object storage in memory, and over a real server that keeps objects on disk: versitygw, where
// MODESTAD_VERSITYGW names its program.
func servers(t *testing.T, test func(t *testing.T, newStore func(*testing.T) *store)) {
	t.Run("memory", func(t *testing.T) {
		fake := gofakes3.New(s3mem.New()).Server()
		direct := httptest.NewServer(fake)
		t.Cleanup(direct.Close)
		s := newServer(t, fake, direct.URL)
		s.memory = true
		test(t, s.store)
	})
	t.Run("versitygw", func(t *testing.T) {
		address := startVersity(t)
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(u)
			r.Out.Host = r.In.Host // it is signed
		}, ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }}
		s := newServer(t, proxy, address)
		test(t, s.store)
	})
}

func newServer(t *testing.T, h http.Handler, address string) *server {
	t.Helper()
	client, err := minio.New(strings.TrimPrefix(address, "http://"), &minio.Options{Creds: credentials.NewStaticV4(keys.ID, keys.Secret, ""), Region: "us-east-1", BucketLookup: minio.BucketLookupPath})
	if err != nil {
		t.Fatal(err)
	}
	return &server{handler: h, client: client, buckets: new(atomic.Int32)}
}

// startVersity runs versitygw over a folder until the test ends, and gives its address.
func startVersity(t *testing.T) string {
	t.Helper()
	program := os.Getenv("MODESTAD_VERSITYGW")
	if program == "" {
		t.Skip("MODESTAD_VERSITYGW names no program")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	dir := t.TempDir()
	root := filepath.Join(dir, "objects")
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	command := exec.Command(program, "--access", keys.ID, "--secret", keys.Secret, "--region", "us-east-1", "--port", address, "--quiet", "posix", root)
	command.Stdout, command.Stderr, command.Dir = &log, &log, dir
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan struct{})
	go func() { _ = command.Wait(); close(exited) }()
	t.Cleanup(func() {
		_ = command.Process.Kill()
		<-exited
	})
	for range 600 {
		if c, err := net.Dial("tcp", address); err == nil {
			_ = c.Close()
			return "http://" + address
		}
		select {
		case <-exited:
			t.Fatalf("versitygw ended:\n%s", log.String())
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("versitygw does not answer")
	return ""
}

// A store is a bucket, with faults put in on the way to it.
type store struct {
	t       *testing.T
	behind  http.Handler
	client  *minio.Client
	bucket  string
	address string
	memory  bool

	mu    sync.Mutex
	n     int
	log   []string
	fault func(n int, w http.ResponseWriter, r *http.Request) bool // true: it has answered
}

func (v *server) store(t *testing.T) *store {
	t.Helper()
	s := &store{t: t, behind: v.handler, client: v.client, memory: v.memory, bucket: fmt.Sprintf("bucket-%d", v.buckets.Add(1))}
	if err := v.client.MakeBucket(context.Background(), s.bucket, minio.MakeBucketOptions{Region: "us-east-1"}); err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		n, fault := s.n, s.fault
		s.n++
		s.log = append(s.log, r.Method+" "+strings.TrimPrefix(r.URL.Path, "/"+s.bucket+"/p/"))
		s.mu.Unlock()
		if fault == nil || !fault(n, w, r) {
			s.behind.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(front.Close)
	s.address = "s3://" + s.bucket + "/p?region=us-east-1&endpoint=" + front.URL
	return s
}

// with puts a fault in, or takes it away.
func (s *store) with(fault func(n int, w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n, s.log, s.fault = 0, nil, fault
}

// asked gives what was asked for since the last with.
func (s *store) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.log...)
}

func (s *store) deploy(ctx context.Context, dir string, change func(*Options)) (*Result, error) {
	o := Options{Now: clock, MaxDelete: -1}
	if change != nil {
		change(&o)
	}
	return S3(ctx, dir, s.address, keys, nil, o)
}

func (s *store) back() (*Result, error) {
	return S3Back(context.Background(), s.address, keys, nil, Options{Now: clock, MaxDelete: -1})
}

// object gives what stands under a key, and its headers.
func (s *store) object(key string) (string, http.Header) {
	s.t.Helper()
	ctx := context.Background()
	o, err := s.client.GetObject(ctx, s.bucket, "p/"+key, minio.GetObjectOptions{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer o.Close()
	data, err := io.ReadAll(o)
	if minio.ToErrorResponse(err).StatusCode == http.StatusNotFound {
		return "", nil
	} else if err != nil {
		s.t.Fatal(err)
	}
	info, err := o.Stat()
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data), info.Metadata
}

// list gives the keys below a prefix.
func (s *store) list(prefix string) (keys []string) {
	s.t.Helper()
	for o := range s.client.ListObjects(context.Background(), s.bucket, minio.ListObjectsOptions{Prefix: "p/" + prefix, Recursive: true}) {
		if o.Err != nil {
			s.t.Fatal(o.Err)
		}
		keys = append(keys, strings.TrimPrefix(o.Key, "p/"))
	}
	return keys
}

// holds looks whether the storage holds a site, all of it and nothing else of ours.
func (s *store) holds(files map[string]string) {
	s.t.Helper()
	for _, name := range s.list("") {
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
