package deploy

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"
)

// Faults of every kind, by chance, at any request: a deploy that gives up is run again until it is through, and nothing
// is lost or left. Between the runs every page that stands is a whole one, of the old or the new site.
func TestChaos(t *testing.T) {
	one, two := lay(t, sites[0]), lay(t, sites[1])
	servers(t, func(t *testing.T, newStore func(*testing.T) *store) {
		faults, runs := 0, 0
		for seed := range 5 {
			s, chance := newStore(t), rand.New(rand.NewPCG(uint64(seed), 1))
			if _, err := s.deploy(context.Background(), one, nil); err != nil {
				t.Fatal(err)
			}
			var mu sync.Mutex
			s.with(func(_ int, w http.ResponseWriter, r *http.Request) bool {
				mu.Lock()
				kind := chance.IntN(30)
				if kind < 6 {
					faults++
				}
				mu.Unlock()
				switch kind {
				case 0:
					panic(http.ErrAbortHandler)
				case 1:
					s.behind.ServeHTTP(httptest.NewRecorder(), r)
					panic(http.ErrAbortHandler)
				case 2:
					w.WriteHeader(http.StatusServiceUnavailable)
					return true
				case 3:
					w.WriteHeader(http.StatusInternalServerError)
					return true
				case 4: // the answer is cut in its midst
					answer := httptest.NewRecorder()
					s.behind.ServeHTTP(answer, r)
					for k, v := range answer.Header() {
						w.Header()[k] = v
					}
					w.Header().Set("Content-Length", strconv.Itoa(answer.Body.Len()+1))
					w.WriteHeader(answer.Code)
					_, _ = w.Write(answer.Body.Bytes())
					panic(http.ErrAbortHandler)
				case 5: // a body that was spoilt on the way
					if r.Method == "PUT" {
						data, _ := io.ReadAll(r.Body)
						if len(data) > 0 {
							data[len(data)/2] ^= 1
						}
						r.Body = io.NopCloser(bytes.NewReader(data))
					}
				}
				return false
			})
			for try := 0; ; try++ {
				_, err := s.deploy(context.Background(), two, func(o *Options) { o.Now = clock.Add(time.Duration(try) * time.Hour) })
				runs++
				for name, old := range sites[0] {
					if got, _ := s.object(name); got != old && got != sites[1][name] {
						t.Fatalf("%s holds %q", name, got)
					}
				}
				if err == nil {
					break
				}
				if try == 40 {
					t.Fatalf("never through: %v", err)
				}
			}
			s.with(nil)
			s.holds(sites[1])
			if _, err := s.back(); err != nil {
				t.Fatal(err)
			}
			s.holds(sites[0])
		}
		t.Logf("%d faults survived in %d runs", faults, runs)
	})
}
