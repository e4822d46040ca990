// Package serve shows a site while it is being written: pages are made when they are asked for, from what was read
// last; a change is read at once, and open pages load again; what is wrong stands over the page, and the last good
// site under it.
//
// Invariants: nothing is written to disk; only files that changed are read again; a reading that fails replaces
// nothing.
package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"modestad/generator"
	"modestad/generator/diag"
	"modestad/generator/output"
	"modestad/generator/site"
	"modestad/generator/translation"
)

// Options say what is served.
type Options struct {
	Generator generator.Options // Drafts, BaseURL and Memory are set here
	Lang      string            // of findings; empty for the site's
	Editor    string            // the address that opens a file, with {path} and {line}; empty for none
	Changes   <-chan struct{}   // something in the folder may have changed
	Quiet     time.Duration     // how long nothing must change before the site is read again
	Built     func(Status)      // called after each reading
}

// A Status is how a reading went.
type Status struct {
	Found  diag.List
	Took   time.Duration
	Pages  int
	Good   bool
	Err    error
	Result *generator.Result
}

// A Server shows one site.
type Server struct {
	o      Options
	memory *generator.Memory

	mu      sync.Mutex
	state   *state
	found   diag.List
	err     error
	version int
	changed chan struct{} // closed at the next version
}

// state is a good site.
type state struct {
	result  *generator.Result
	outputs map[string]*output.Output
	base    string

	mu    sync.Mutex
	made  map[string][]byte
	texts []translation.Unit // nil until somebody asks
}

// New makes a server and reads the site for the first time.
func New(ctx context.Context, o Options) (*Server, error) {
	s := &Server{o: o, memory: &generator.Memory{}, changed: make(chan struct{})}
	err := s.read(ctx)
	if errors.Is(err, generator.ErrNoSite) || errors.Is(err, context.Canceled) {
		return nil, err
	}
	return s, nil
}

// read reads the site again. Its findings, or the error, stand over the last good one.
func (s *Server) read(ctx context.Context) error {
	o := s.o.Generator
	o.Drafts, o.Memory = true, s.memory
	began := o.Clock()
	r, err := generator.Load(ctx, o)
	status := Status{Err: err}
	var good *state
	if err == nil {
		status.Found, status.Result, status.Good = r.Found, r, !r.Found.Failed()
		if status.Good {
			good = &state{result: r, outputs: make(map[string]*output.Output, len(r.Outputs)), base: r.Site.Config.BasePath, made: map[string][]byte{}}
			for i := range r.Outputs {
				good.outputs[r.Outputs[i].Path] = &r.Outputs[i]
				if r.Outputs[i].Address != nil {
					status.Pages++
				}
			}
		}
	}
	s.show(good, status)
	status.Took = o.Clock().Sub(began)
	if s.o.Built != nil {
		s.o.Built(status)
	}
	return err
}

// show has readers see what was read last. Nil leaves the last good site.
func (s *Server) show(good *state, status Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err = status.Err; s.err == nil {
		s.found = status.Found
	}
	if good != nil {
		s.state = good
	}
	s.version++
	close(s.changed)
	s.changed = make(chan struct{})
}

// longest is how long a burst of changes can put off the reading.
const longest = 10

// Run reads the site again after each burst of changes, until the context ends or the changes do.
func (s *Server) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case _, ok := <-s.o.Changes:
			if !ok {
				return nil
			}
		}
		for n := 0; n < longest; n++ {
			timer := time.NewTimer(s.o.Quiet)
			select {
			case <-ctx.Done():
				timer.Stop()
				return ctx.Err()
			case _, ok := <-s.o.Changes:
				timer.Stop()
				if !ok {
					return nil
				}
				continue
			case <-timer.C:
			}
			break
		}
		if err := s.read(ctx); errors.Is(err, context.Canceled) {
			return err
		}
		s.memory.Forget()
	}
}

// own is the folder of the server's own files, which no site can have: a language or page never begins so.
const own = "_modestad/"

// ServeHTTP shows a page or a file.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	s.mu.Lock()
	st := s.state
	s.mu.Unlock()
	base := "/"
	if st != nil {
		base = st.base
	}
	name, ok := strings.CutPrefix(r.URL.Path, base)
	if !ok {
		if r.URL.Path+"/" == base || r.URL.Path == "/" {
			http.Redirect(w, r, base, http.StatusFound)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/"+own) {
			name = strings.TrimPrefix(r.URL.Path, "/")
		} else {
			http.NotFound(w, r)
			return
		}
	}
	if file, ok := strings.CutPrefix(name, own); ok {
		s.serveOwn(w, r, file)
		return
	}
	if st == nil {
		s.serveBroken(w)
		return
	}
	st.serve(w, r, name, base)
}

// serve shows an output of a good site.
func (st *state) serve(w http.ResponseWriter, r *http.Request, name, base string) {
	status := http.StatusOK
	file := site.File(name)
	if st.outputs[file] == nil {
		if st.outputs[file+"/index.html"] != nil {
			http.Redirect(w, r, base+name+"/", http.StatusMovedPermanently)
			return
		}
		status, file = http.StatusNotFound, "404.html"
		if lang, _, _ := strings.Cut(name, "/"); st.outputs[lang+"/404.html"] != nil {
			file = lang + "/404.html"
		}
	}
	o := st.outputs[file]
	if o == nil {
		http.NotFound(w, r)
		return
	}
	data, err := st.make(o)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	media := o.MediaType
	if strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+xml") || strings.HasSuffix(media, "json") || media == "application/xml" {
		media += "; charset=utf-8"
	}
	if o.MediaType == "text/html" {
		data = withScript(data, base)
	}
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(data)
	}
}

// make makes an output once.
func (st *state) make(o *output.Output) ([]byte, error) {
	st.mu.Lock()
	data, ok := st.made[o.Path]
	st.mu.Unlock()
	if ok {
		return data, nil
	}
	data, err := o.Make(nil)
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", o.Path, err)
	}
	st.mu.Lock()
	st.made[o.Path] = data
	st.mu.Unlock()
	return data, nil
}

// withScript adds the script that loads the page again. The page's own policy allows it: it is a file of this server.
func withScript(page []byte, base string) []byte {
	tag := []byte(`<script type="module" src="` + base + own + `reload.js"></script>`)
	if i := bytes.LastIndex(page, []byte("</body>")); i >= 0 {
		return append(append(append(make([]byte, 0, len(page)+len(tag)), page[:i]...), tag...), page[i:]...)
	}
	return append(bytes.Clone(page), tag...)
}

func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, file string) {
	switch path.Clean(file) {
	case "reload.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(reloadScript)
	case "overlay.css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(overlayStyle)
	case "events":
		s.serveEvents(w, r)
	case "where":
		s.serveWhere(w, r)
	default:
		http.NotFound(w, r)
	}
}

// A message tells an open page what it should do.
type message struct {
	Version  int       `json:"version"`
	Failed   bool      `json:"failed"`
	Findings []finding `json:"findings"`
}

type finding struct {
	Place    string `json:"place"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	Line     string `json:"line,omitempty"`
}

func (s *Server) message() (message, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := message{Version: s.version, Failed: s.err != nil || s.found.Failed(), Findings: []finding{}}
	if s.err != nil {
		m.Findings = append(m.Findings, finding{Severity: "error", Message: s.err.Error()})
	}
	lang := s.o.Lang
	if lang == "" && s.state != nil {
		lang = s.state.result.Site.Config.DefaultLanguage
	}
	for _, f := range s.found {
		if f.Severity == diag.Error {
			m.Findings = append(m.Findings, finding{Place: place(f), Severity: f.Severity.String(), Code: f.Code, Message: f.Message(lang), Hint: f.Hint(lang), Line: f.Place.Text})
		}
	}
	return m, s.changed
}

func place(f diag.Finding) string {
	if f.Place.Start.Line == 0 {
		return f.Place.File
	}
	return fmt.Sprintf("%s:%d:%d", f.Place.File, f.Place.Start.Line, f.Place.Start.Column)
}

// serveEvents tells an open page of each reading.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	flush, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no streaming", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		m, changed := s.message()
		data, err := json.Marshal(m)
		if err != nil {
			return
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
			return
		}
		flush.Flush()
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		}
	}
}

// serveBroken shows what is wrong where there is no good site yet.
func (s *Server) serveBroken(w http.ResponseWriter) {
	m, _ := s.message()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	fmt.Fprintf(w, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>modestad</title></head><body><h1>modestad</h1><pre>`)
	for _, f := range m.Findings {
		fmt.Fprintf(w, "%s: %s [%s]\n", html.EscapeString(f.Place), html.EscapeString(f.Message), html.EscapeString(f.Code))
	}
	fmt.Fprintf(w, `</pre><script type="module" src="/%sreload.js"></script></body></html>`, own)
}

// ListenAndServe serves until the context ends. Ready is called with the address once it listens.
func (s *Server) ListenAndServe(ctx context.Context, addr string, ready func(addr string)) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	ready(l.Addr().String())
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		_ = srv.Close()
		return ctx.Err()
	}
}

// Base is the path below which the site is served.
func (s *Server) Base() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == nil {
		return "/"
	}
	return s.state.base
}
