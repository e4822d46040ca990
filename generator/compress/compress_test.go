package compress

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
)

// texts are of each kind: small, large, that do not get smaller.
func texts() map[string][]byte {
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 4000)
	for i := range noise {
		noise[i] = byte(r.IntN(256))
	}
	page := strings.Repeat("<p>Een jurk, <a href=\"/nl/kalender/\">een kalender</a> en een stad.</p>\n", 600)
	return map[string][]byte{
		"index.html":    []byte(page),
		"a/style.css":   []byte(strings.Repeat(".a{color:red}", 200)),
		"big.json":      []byte("[" + strings.Repeat(`{"a":1},`, 50000) + "1]"),
		"noise.txt":     noise,
		"tiny.css":      []byte("a{}"),
		"p.png":         []byte(page),
		"_headers":      []byte(page),
		"feeds/all.ics": []byte(strings.Repeat("BEGIN:VEVENT\r\nEND:VEVENT\r\n", 40)),
	}
}

func open(t *testing.T, v Variant) []byte {
	t.Helper()
	var r io.Reader = brotli.NewReader(bytes.NewReader(v.Data))
	if v.Encoding == "gzip" {
		z, err := gzip.NewReader(bytes.NewReader(v.Data))
		if err != nil {
			t.Fatal(err)
		}
		if !z.ModTime.IsZero() || z.Name != "" {
			t.Errorf("the header holds %v and %q", z.ModTime, z.Name)
		}
		r = z
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestVariants(t *testing.T) {
	want := map[string]string{"index.html": ".br .gz", "a/style.css": ".br .gz", "big.json": ".br .gz", "feeds/all.ics": ".br .gz"}
	var c Compressor
	for name, data := range texts() {
		var suffixes []string
		for _, v := range c.Variants(name, data) {
			suffixes = append(suffixes, v.Suffix)
			if !bytes.Equal(open(t, v), data) {
				t.Errorf("%s%s says something else", name, v.Suffix)
			}
			if len(v.Data) >= len(data) {
				t.Errorf("%s%s has %d octets, the file %d", name, v.Suffix, len(v.Data), len(data))
			}
		}
		if got := strings.Join(suffixes, " "); got != want[name] {
			t.Errorf("%s: %q, not %q", name, got, want[name])
		}
		if n := c.Size(name, data); n > len(data) || n < 3 {
			t.Errorf("%s: size %d of %d", name, n, len(data))
		}
	}
}

// A compressor that has been used, and is used by many at once, gives what a new one gives.
func TestSameBytes(t *testing.T) {
	var shared Compressor
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for name, data := range texts() { // in any order
				var fresh Compressor
				one, two := fresh.Variants(name, data), shared.Variants(name, data)
				for i := range one {
					if !bytes.Equal(one[i].Data, two[i].Data) {
						t.Errorf("%s%s differs", name, one[i].Suffix)
					}
				}
			}
		})
	}
	wg.Wait()
}

// Another program opens what we made.
func TestGzipOpens(t *testing.T) {
	gzip, err := exec.LookPath("gzip")
	if err != nil {
		if os.Getenv("MODESTAD_ORACLES") == "1" {
			t.Fatal("gzip is not installed")
		}
		t.Skip("gzip is not installed")
	}
	var c Compressor
	data := texts()["index.html"]
	command := exec.Command(gzip, "-dc")
	command.Stdin = bytes.NewReader(c.Variants("index.html", data)[1].Data)
	if out, err := command.Output(); err != nil || !bytes.Equal(out, data) {
		t.Errorf("gzip gives %d octets of %d: %v", len(out), len(data), err)
	}
}

func FuzzVariants(f *testing.F) {
	for name, data := range texts() {
		f.Add(name, data[:min(len(data), 5000)])
	}
	var c Compressor
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		for _, v := range c.Variants(name, data) {
			if !bytes.Equal(open(t, v), data) {
				t.Error("says something else")
			}
		}
	})
}

func BenchmarkVariants(b *testing.B) {
	var c Compressor
	data := texts()["index.html"]
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		c.Variants("index.html", data)
	}
}

// What is packed cannot take more than is allowed, however little it is.
func TestExpand(t *testing.T) {
	var packed bytes.Buffer
	w := brotli.NewWriterLevel(&packed, 11)
	for range 1 << 10 {
		if _, err := w.Write(make([]byte, 1<<10)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := Expand(packed.Bytes(), 1<<20); err != nil || len(out) != 1<<20 {
		t.Errorf("%d octets, %v", len(out), err)
	}
	if out, err := Expand(packed.Bytes(), 1<<16); err == nil || len(out) > 1<<16+1 {
		t.Errorf("%d octets of %d, %v", len(out), packed.Len(), err)
	}
}
