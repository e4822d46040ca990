package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"modestad/generator/source"
)

const (
	mostFiles = 200000   // of one site
	mostBytes = 32 << 20 // of one answer
)

// get asks for a file of the site.
func (a *audit) get(ctx context.Context, address string, header http.Header) (*http.Response, []byte, error) {
	u := *a.served
	u.Path += address
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, err
	}
	for k, v := range header {
		req.Header[k] = v
	}
	req.Header.Set("User-Agent", "modestad-verify")
	var first error
	for range 2 { // a connection that was closed while it was idle is no fault
		resp, err := a.o.Client.Do(req)
		if err != nil {
			first = err
			if ctx.Err() != nil {
				break
			}
			continue
		}
		data, err := io.ReadAll(io.LimitReader(resp.Body, a.o.bytes+1))
		resp.Body.Close()
		if err == nil && int64(len(data)) > a.o.bytes {
			err = fmt.Errorf("more than %d octets", a.o.bytes)
		}
		if err == nil {
			return resp, data, nil
		}
		first = err
	}
	return nil, nil, first
}

// fetch reads a file of the site.
func (a *audit) fetch(ctx context.Context, name string) (*file, error) {
	resp, data, err := a.get(ctx, strings.TrimSuffix(name, "index.html"), nil)
	if err != nil {
		return nil, err
	}
	f := &file{name: name}
	if resp.StatusCode == http.StatusOK {
		f = a.look(name, data)
	}
	f.status, f.header = resp.StatusCode, resp.Header
	if t, err := http.ParseTime(resp.Header.Get("Last-Modified")); err == nil {
		f.changed = t
	}
	return f, nil
}

// crawl reads all that can be reached from the first page, the sitemap, and what stands at fixed addresses.
func (a *audit) crawl(ctx context.Context) error {
	for _, name := range []string{"robots.txt", "index.html"} {
		f, err := a.fetch(ctx, name)
		if err != nil {
			return err
		}
		if name == "index.html" && f.status != http.StatusOK {
			return fmt.Errorf("the first page answers %d", f.status)
		}
		a.seen[name] = f
	}
	a.address()
	todo := []string{"sitemap.xml", ".well-known/security.txt"}
	todo = append(todo, a.leads(a.seen["index.html"])...)
	for len(todo) > 0 {
		slices.Sort(todo)
		todo = slices.Compact(todo)
		todo = slices.DeleteFunc(todo, func(n string) bool { return a.seen[n] != nil })
		if len(a.seen)+len(todo) > a.o.files {
			a.find("", "limit", "the site has more than %d files; the rest was not read", a.o.files)
			todo = todo[:max(0, a.o.files-len(a.seen))]
		}
		got := make([]*file, len(todo))
		err := source.Each(ctx, len(todo), a.o.Jobs, func(i int) error {
			f, err := a.fetch(ctx, todo[i])
			if err != nil && ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				f = &file{name: todo[i], status: 599}
				f.find("server", "does not answer: %v", unwrapped(err))
			}
			got[i] = f
			return nil
		})
		if err != nil {
			return err
		}
		if len(a.seen) >= mostFiles {
			return nil
		}
		todo = todo[:0:0]
		for _, f := range got {
			a.seen[f.name] = f
			todo = append(todo, a.leads(f)...)
		}
	}
	// What is not there may be, and have no page that says so.
	for _, name := range []string{".well-known/security.txt"} {
		if f := a.seen[name]; f != nil && f.status >= 400 {
			delete(a.seen, name)
		}
	}
	return nil
}

func unwrapped(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// leads gives the files of the site that a file names.
func (a *audit) leads(f *file) (out []string) {
	add := func(text string) {
		if u, err := a.resolve(f.name, text); err == nil {
			if to, ours := a.within(u); ours && u.RawQuery == "" && a.seen[to] == nil {
				out = append(out, to)
			}
		}
	}
	for _, r := range f.refs {
		add(r.text)
	}
	if f.page != nil {
		for _, to := range f.page.alternates {
			add(to)
		}
		if f.page.canonical != "" {
			add(f.page.canonical)
		}
	}
	return out
}

// ask puts the questions that a crawl does not: what is not there, and what has not changed.
func (a *audit) ask(ctx context.Context) error {
	languages := []string{""}
	for _, name := range a.names {
		if dir, rest, ok := strings.Cut(name, "/"); ok && rest == "index.html" && a.seen[name].page != nil && a.seen[name].status == http.StatusOK {
			languages = append(languages, dir+"/")
		}
	}
	for _, dir := range languages {
		name := dir + "there-is-no-such-page/"
		f, err := a.fetch(ctx, name)
		if err != nil {
			return err
		}
		if f.status != http.StatusNotFound {
			a.find(name, "not-found", "answers %d, not 404", f.status)
			continue
		}
		_, data, err := a.get(ctx, name, nil)
		if err != nil {
			return err
		}
		page := &file{}
		page.html(data)
		if dir != "" {
			if want := a.seen[dir+"index.html"].page.lang; page.page.lang != want {
				a.find(name, "not-found", "is in %q, not in %s", page.page.lang, want)
			}
		}
	}
	asked := map[string]bool{}
	for _, name := range a.names {
		f := a.seen[name]
		kind := name[strings.LastIndexByte(name, '.')+1:]
		if f.status != http.StatusOK || asked[kind] {
			continue
		}
		asked[kind] = true
		for header, value := range map[string]string{"If-None-Match": f.header.Get("ETag"), "If-Modified-Since": f.header.Get("Last-Modified")} {
			if value == "" {
				continue
			}
			resp, _, err := a.get(ctx, strings.TrimSuffix(name, "index.html"), http.Header{header: {value}})
			if err != nil {
				return err
			}
			if resp.StatusCode != http.StatusNotModified {
				a.find(name, "conditional", "%s answers %d, not 304", header, resp.StatusCode)
			}
		}
	}
	return nil
}
