// Package deploy brings a published folder to where visitors get it: object storage that speaks S3, or another folder.
//
// Promise: only what changed is sent, in an order in which no page names what is not there yet: assets, pages, feeds and
// data, removals. A deploy that was interrupted anywhere can be run again, and so can the next one.
//
// Invariants:
//
//   - A manifest stands with the site, and only what it lists is ever removed.
//   - Before anything else is written the manifest is claimed, by a conditional write (RFC 9110, 13.1.1): it then says
//     of each file that will change that its content is not known. Of two deployers one loses, before it sent anything;
//     a claim is looked at again before each part of the work, and the manifest itself is written on the same condition.
//   - What is replaced or removed is kept by its hash, until the next deploy but one, so that Rollback has it.
//   - The clock is an input.
package deploy

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"modestad/generator/compress"
	"modestad/generator/hosting"
	"modestad/generator/publish"
	"modestad/generator/source"
)

var (
	// ErrGuard says that more would be removed than is allowed.
	ErrGuard = errors.New("more would be removed than is allowed")
	// ErrLost says that another deployer was first.
	ErrLost = errors.New("another deployer is at work")
	// ErrNothing says that there is no manifest to go back to.
	ErrNothing = errors.New("there is nothing to go back to")
	// ErrChanged says that the folder is not what was built.
	ErrChanged = errors.New("is not what was built")
)

// Options of a deploy.
type Options struct {
	Now       time.Time
	Jobs      int    // how many requests at once; 0 is 8
	DryRun    bool   // say what would be done, and write nothing
	MaxDelete int    // how many files may be removed; below 0, a tenth of those there, and at least 50
	Encoding  string // send the variants of this content coding in place of the files that have one; empty for none
}

// guard says whether so many files may be removed of those there are.
func (o Options) guard(removed, there int) error {
	most := o.MaxDelete
	if most < 0 {
		most = max(50, there/10)
	}
	if removed > most {
		return fmt.Errorf("%w: %d files, %d at most", ErrGuard, removed, most)
	}
	return nil
}

// A Result says what was done, or would be.
type Result struct {
	Sent    []string `json:"sent"` // in the order of sending
	Removed []string `json:"removed"`
	Same    int      `json:"same"`
	Bytes   int64    `json:"bytes"`
}

const (
	own     = ".modestad/"
	before  = own + "before"
	kept    = own + "kept/"
	claimed = "deploying" // the key of a claim's meta
	since   = "deploying-since"
	// patience is how long a claim for another site holds after its deployer fell silent.
	patience = 15 * time.Minute
)

// A tree is a site that can be sent.
type tree struct {
	manifest *publish.Manifest // of what is sent
	read     func(ctx context.Context, name string) ([]byte, error)
	encoding map[string]string // by name, where not as it is
}

// local is a published folder.
func local(dir, encoding string) (*tree, error) {
	m, err := publish.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	t := &tree{manifest: &publish.Manifest{Files: map[string]publish.File{}, Meta: map[string]string{}}, encoding: map[string]string{}}
	from := map[string]string{}
	suffix := ""
	for _, f := range compress.Forms() {
		if f.Encoding == encoding {
			suffix = f.Suffix
		}
	}
	if encoding != "" && suffix == "" {
		return nil, fmt.Errorf("no content coding %q", encoding)
	}
	for name, f := range m.Files {
		if variant(m, name) {
			continue // object storage does not choose among them
		}
		from[name] = name
		if v, ok := m.Files[name+suffix]; ok && suffix != "" {
			from[name], f, t.encoding[name] = name+suffix, v, encoding
		}
		t.manifest.Files[name] = f
	}
	t.read = func(_ context.Context, name string) ([]byte, error) {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(from[name])))
		if err == nil && sha256.Sum256(data) != t.manifest.Files[name].SHA256 {
			err = fmt.Errorf("%s %w", name, ErrChanged)
		}
		return data, err
	}
	if encoding != "" {
		t.manifest.Meta["encoding"] = encoding
	}
	return t, nil
}

// variant says whether a file is the compressed form of another.
func variant(m *publish.Manifest, name string) bool {
	for _, f := range compress.Forms() {
		if of, ok := strings.CutSuffix(name, f.Suffix); ok {
			if _, ok := m.Files[of]; ok {
				return true
			}
		}
	}
	return false
}

// A place is where a site is sent. Keys are as paths in a manifest. What is not there is fs.ErrNotExist; a condition
// that does not hold is ErrLost.
type place interface {
	get(ctx context.Context, key string) (data []byte, tag string, err error)
	put(ctx context.Context, key string, data []byte, h headers, on condition) (tag string, err error)
	copy(ctx context.Context, from, to string) error
	remove(ctx context.Context, key string) error
	list(ctx context.Context, prefix string) ([]string, error)
}

type headers struct{ Type, Cache, Encoding string }

// A condition of a write: none, that nothing is there, or that what is there has a tag.
type condition struct {
	absent bool
	tag    string
}

func digest(m *publish.Manifest) string {
	sum := sha256.Sum256((&publish.Manifest{Files: m.Files}).Bytes())
	return hex.EncodeToString(sum[:])
}

// remote reads a manifest of the place; an empty one where there is none.
func remote(ctx context.Context, p place, key string) (*publish.Manifest, string, error) {
	data, tag, err := p.get(ctx, key)
	if errors.Is(err, fs.ErrNotExist) {
		return &publish.Manifest{Files: map[string]publish.File{}, Meta: map[string]string{}}, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	m, err := publish.ParseManifest(data)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", key, err)
	}
	return m, tag, nil
}

// order is that in which files are sent.
func order(a, b string) int { return cmp.Or(group(a)-group(b), strings.Compare(a, b)) }

// group gives the part of the order in which a file is sent.
func group(name string) int {
	switch path.Ext(name) {
	case ".html":
		return 1
	case ".ics", ".atom", ".xml", ".json", ".jsonld", ".csv", ".txt", "":
		return 2
	}
	return 0
}

// send makes a place hold a tree.
func send(ctx context.Context, p place, t *tree, o Options) (*Result, error) {
	if o.Jobs <= 0 {
		o.Jobs = 8
	}
	is, tag, err := remote(ctx, p, publish.ManifestName)
	if err != nil {
		return nil, err
	}
	r := &Result{Sent: []string{}, Removed: []string{}}
	for name, f := range t.manifest.Files {
		if was, ok := is.Files[name]; ok && was == f && is.Meta["encoding"] == t.manifest.Meta["encoding"] {
			r.Same++
			continue
		}
		r.Sent = append(r.Sent, name)
		r.Bytes += f.Size
	}
	slices.SortFunc(r.Sent, order)
	for name := range is.Files {
		if _, stays := t.manifest.Files[name]; !stays {
			r.Removed = append(r.Removed, name)
		}
	}
	slices.Sort(r.Removed)
	if err := o.guard(len(r.Removed), len(is.Files)); err != nil {
		return r, err
	}
	if o.DryRun || len(r.Sent) == 0 && len(r.Removed) == 0 && is.Meta[claimed] == "" {
		return r, nil
	}
	return r, (&sending{p: p, t: t, o: o, is: is, tag: tag}).run(ctx, r)
}

// A sending is one under way.
type sending struct {
	p   place
	t   *tree
	o   Options
	is  *publish.Manifest // of the place, as it was found
	tag string            // of the place's manifest, as it was written last
}

func (s *sending) run(ctx context.Context, r *Result) error {
	if err := s.claim(ctx, nil); err != nil {
		return err
	}
	if err := s.keep(ctx, r); err != nil {
		return fmt.Errorf("keep what is replaced: %w", err)
	}
	if err := s.claim(ctx, slices.Concat(r.Sent, r.Removed)); err != nil {
		return err
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return err
	}
	for g := range 3 {
		if err := s.held(ctx); err != nil {
			return err
		}
		var names []string
		for _, name := range r.Sent {
			if group(name) == g {
				names = append(names, name)
			}
		}
		err := source.Each(ctx, len(names), s.o.Jobs, func(i int) error {
			data, err := s.t.read(ctx, names[i])
			if err == nil {
				_, err = s.p.put(ctx, names[i], data, s.headers(rules, names[i]), condition{})
			}
			if err != nil {
				return fmt.Errorf("send %s: %w", names[i], err)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := s.held(ctx); err != nil {
		return err
	}
	err = source.Each(ctx, len(r.Removed), s.o.Jobs, func(i int) error { return s.p.remove(ctx, r.Removed[i]) })
	if err != nil {
		return fmt.Errorf("remove: %w", err)
	}
	if err := s.write(ctx, s.t.manifest); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return s.forget(ctx)
}

func plain() headers { return headers{Type: "text/plain; charset=utf-8", Cache: "no-store"} }

// claim says in the manifest that this deployer is at work, and of which files the content is not known any more. A claim of another deployer for another site holds for a while;
// one for the same site is taken over, since both send the same bytes.
func (s *sending) claim(ctx context.Context, unknown []string) error {
	to := digest(s.t.manifest)
	if was := s.is.Meta[claimed]; was != "" && was != to {
		if at, err := time.Parse(time.RFC3339, s.is.Meta[since]); err == nil && s.o.Now.Sub(at) < patience {
			return fmt.Errorf("%w, since %s", ErrLost, at.Format(time.RFC3339))
		}
	}
	c := &publish.Manifest{Files: maps.Clone(s.is.Files), Meta: map[string]string{claimed: to, since: s.o.Now.UTC().Format(time.RFC3339), "encoding": s.is.Meta["encoding"]}}
	for _, name := range unknown {
		c.Files[name] = publish.File{}
	}
	if err := s.write(ctx, c); err != nil {
		return fmt.Errorf("claim the manifest: %w", err)
	}
	return nil
}

// write replaces the manifest, if it is the one that was seen last. Where an answer was lost on the way and the write was
// tried again, it fails although it was done: what stands there tells.
func (s *sending) write(ctx context.Context, m *publish.Manifest) error {
	data := m.Bytes()
	tag, err := s.p.put(ctx, publish.ManifestName, data, plain(), condition{absent: s.tag == "", tag: s.tag})
	if errors.Is(err, ErrLost) {
		is, now, readErr := s.p.get(ctx, publish.ManifestName)
		if readErr != nil || !bytes.Equal(is, data) {
			return err
		}
		tag = now
	} else if err != nil {
		return err
	}
	s.tag = tag
	return nil
}

// held says whether the claim is still ours.
func (s *sending) held(ctx context.Context) error {
	_, tag, err := s.p.get(ctx, publish.ManifestName)
	if err == nil && tag != s.tag {
		err = ErrLost
	}
	return err
}

// keep copies what will be replaced to where Rollback finds it. Where an interrupted deploy has begun to replace, it had
// kept all before.
func (s *sending) keep(ctx context.Context, r *Result) error {
	if len(s.is.Files) == 0 {
		return nil
	}
	for _, f := range s.is.Files {
		if f == (publish.File{}) {
			return nil
		}
	}
	met := map[[32]byte]bool{}
	var names []string
	for _, name := range slices.Concat(r.Sent, r.Removed) {
		if f, ok := s.is.Files[name]; ok && !met[f.SHA256] {
			met[f.SHA256] = true
			names = append(names, name)
		}
	}
	err := source.Each(ctx, len(names), s.o.Jobs, func(i int) error {
		err := s.p.copy(ctx, names[i], keptKey(s.is.Files[names[i]]))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // somebody removed what was ours
		}
		return err
	})
	if err != nil {
		return err
	}
	was := &publish.Manifest{Files: s.is.Files, Meta: map[string]string{"encoding": s.is.Meta["encoding"]}}
	_, err = s.p.put(ctx, before, was.Bytes(), plain(), condition{})
	return err
}

func keptKey(f publish.File) string { return kept + hex.EncodeToString(f.SHA256[:]) }

// forget removes what was kept for the deploy before the one before.
func (s *sending) forget(ctx context.Context) error {
	m, _, err := remote(ctx, s.p, before)
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, f := range m.Files {
		wanted[keptKey(f)] = true
	}
	keys, err := s.p.list(ctx, kept)
	if err != nil {
		return err
	}
	keys = slices.DeleteFunc(keys, func(k string) bool { return wanted[k] })
	return source.Each(ctx, len(keys), s.o.Jobs, func(i int) error { return s.p.remove(ctx, keys[i]) })
}

// rules are what the site says of headers. Its path does not matter: they are matched below it.
func (s *sending) rules(ctx context.Context) (*hosting.Site, error) {
	if _, ok := s.t.manifest.Files["_headers"]; !ok {
		return &hosting.Site{Base: "/"}, nil
	}
	data, err := s.t.read(ctx, "_headers")
	if err != nil {
		return nil, err
	}
	h, err := hosting.Read("", "/", data, nil)
	if err != nil {
		return nil, err
	}
	if len(h.Rules) > 0 { // the first rule is for all of the site
		h.Base = strings.TrimSuffix(h.Rules[0].Pattern, "*")
	}
	return h, nil
}

func (s *sending) headers(rules *hosting.Site, name string) headers {
	h := headers{Cache: "public, max-age=0, must-revalidate", Encoding: s.t.encoding[name]}
	for _, x := range rules.For(name) {
		switch x.Name {
		case "Content-Type":
			h.Type = x.Value
		case "Cache-Control":
			h.Cache = x.Value
		}
	}
	return h
}

// back makes a place hold what it held before.
func back(ctx context.Context, p place, o Options) (*Result, error) {
	m, _, err := remote(ctx, p, before)
	if err != nil {
		return nil, err
	}
	if len(m.Files) == 0 {
		return nil, ErrNothing
	}
	t := &tree{manifest: m, encoding: map[string]string{}}
	if e := m.Meta["encoding"]; e != "" {
		for name := range m.Files {
			if compress.Worth(name, 1<<20) {
				t.encoding[name] = e
			}
		}
	}
	t.read = func(ctx context.Context, name string) ([]byte, error) {
		data, _, err := p.get(ctx, keptKey(m.Files[name]))
		if errors.Is(err, fs.ErrNotExist) {
			data, _, err = p.get(ctx, name)
		}
		if err == nil && sha256.Sum256(data) != m.Files[name].SHA256 {
			err = fmt.Errorf("%s %w", name, ErrChanged)
		}
		return data, err
	}
	return send(ctx, p, t, o)
}
