// Package audit reads a published site, as a folder or from a web server, and says what is wrong with it: links,
// anchors, headings, languages, feeds, headers, sizes, and files that are not what the manifest says.
//
// It knows nothing of how the site was made: it reads what visitors and their programs read, so that it holds for what
// was deployed and not only for what was built.
//
// Invariants: nothing is written, and no other host is asked anything; the same site gives the same report; what is
// read has limits, and no answer of a server can make it endless; the clock is an input.
package audit

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"modestad/generator/compress"
)

// Options of an audit.
type Options struct {
	Now    time.Time     // for ages; the zero time asks for none
	MaxAge time.Duration // a site that was built longer ago is a finding; 0 for any
	Jobs   int           // how many files or requests at once; 0 is as many as there are cores, or 8 requests
	Client *http.Client  // for a web server; nil for one with a limit of half a minute

	files int   // how many are read of one site; 0 is mostFiles
	bytes int64 // of one answer of a server; 0 is mostBytes
}

// A Finding is something that is wrong with a published site. Codes are kebab-case words:
//
// address, age, alternate, anchor, cache, canonical, conditional, cors, dir, encoding, feed, foreign, heading, id,
// image, inline, lang, limit, link, manifest, media-type, not-found, policy, reference, server, sitemap, sniff, size,
// syntax, title, transport.
type Finding struct {
	Place   string `json:"place"` // a path below the site
	Code    string `json:"code"`
	Warning bool   `json:"warning,omitempty"` // is worth a look, and does not fail
	Text    string `json:"text"`
}

// A Feed is a calendar or another feed, with when it last changed, by the server or the file system.
type Feed struct {
	Path    string    `json:"path"`
	Bytes   int       `json:"bytes"`
	Changed time.Time `json:"changed,omitzero"`
}

// A Weight is the heaviest page of the site by one measure, in octets at Brotli.
type Weight struct {
	Of     string `json:"of"` // html, css, js or fonts
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	Budget int    `json:"budget"`
}

// A Report is what an audit found.
type Report struct {
	Address  string    `json:"address"`         // of the site, as it says itself
	Built    time.Time `json:"built,omitzero"`  // the day of the build, where the site tells
	Age      float64   `json:"hours,omitempty"` // since then
	Pages    int       `json:"pages"`
	Files    int       `json:"files"`
	Links    int       `json:"links"` // within the site
	Bytes    int64     `json:"bytes"`
	Weights  []Weight  `json:"weights"`
	Feeds    []Feed    `json:"feeds"`
	Findings []Finding `json:"findings"`
}

// Failed says whether anything is wrong.
func (r *Report) Failed() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return !f.Warning })
}

// an audit under way.
type audit struct {
	o      Options
	zip    compress.Compressor
	web    bool
	base   *url.URL // what the site says that its address is
	served *url.URL // where it was read
	seen   map[string]*file
	names  []string // of seen, sorted
	report Report
}

// most is how many findings of one code a report holds.
const most = 500

func (a *audit) find(place, code, format string, args ...any) {
	a.report.Findings = append(a.report.Findings, Finding{Place: place, Code: code, Text: fmt.Sprintf(format, args...)})
}

func (a *audit) warn(place, code, format string, args ...any) {
	a.report.Findings = append(a.report.Findings, Finding{Place: place, Code: code, Warning: true, Text: fmt.Sprintf(format, args...)})
}

// Folder audits a site in a folder.
func Folder(ctx context.Context, dir string, o Options) (*Report, error) {
	a := &audit{o: o, seen: map[string]*file{}}
	if err := a.readFolder(ctx, dir); err != nil {
		return nil, fmt.Errorf("verify %s: %w", dir, err)
	}
	a.address()
	a.whole()
	return a.done(), nil
}

// URL audits a site at its address. Only what can be reached from its first page and its sitemap is read.
func URL(ctx context.Context, address string, o Options) (*Report, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("verify %s: not the address of a site", address)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: 30 * time.Second}
	}
	own := *o.Client
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	o.Client = &own
	o.Jobs, o.files, o.bytes = cmp.Or(max(0, o.Jobs), 8), cmp.Or(o.files, mostFiles), cmp.Or(o.bytes, mostBytes)
	a := &audit{o: o, web: true, served: u, seen: map[string]*file{}}
	if err := a.crawl(ctx); err != nil {
		return nil, fmt.Errorf("verify %s: %w", address, err)
	}
	a.whole()
	a.answers()
	if err := a.ask(ctx); err != nil {
		return nil, fmt.Errorf("verify %s: %w", address, err)
	}
	return a.done(), nil
}

// address finds out what a site says that its address is: robots.txt names the sitemap by its whole address.
func (a *audit) address() {
	if f := a.seen["robots.txt"]; f != nil && f.sitemap != "" {
		if u, err := url.Parse(strings.TrimSuffix(f.sitemap, "sitemap.xml")); err == nil && u.Host != "" && strings.HasSuffix(u.Path, "/") {
			a.base = u
		}
	}
	switch {
	case a.base == nil && a.served != nil:
		a.base = a.served
		fallthrough
	case a.base == nil:
		a.find("robots.txt", "address", "does not name the sitemap by its whole address")
		if a.base == nil {
			a.base = &url.URL{Scheme: "http", Host: "localhost", Path: "/"}
		}
	case a.served != nil && a.served.Path != a.base.Path:
		a.find("robots.txt", "address", "the site says that it is at %s, and is served at %s", a.base, a.served)
		a.base.Path = a.served.Path
	case a.served != nil && (a.served.Host != a.base.Host || a.served.Scheme != a.base.Scheme):
		a.warn("robots.txt", "address", "the site says that it is at %s, and is served at %s", a.base, a.served)
	}
	a.report.Address = a.base.String()
}

// whole looks at what can only be seen with all files at hand.
func (a *audit) whole() {
	a.names = a.names[:0]
	for name := range a.seen {
		a.names = append(a.names, name)
	}
	slices.Sort(a.names)
	for _, name := range a.names {
		f := a.seen[name]
		a.report.Findings = append(a.report.Findings, f.found...)
		a.report.Files++
		a.report.Bytes += int64(f.size)
		if f.page != nil {
			a.report.Pages++
		}
		if f.feed {
			a.report.Feeds = append(a.report.Feeds, Feed{Path: name, Bytes: f.size, Changed: f.changed})
		}
	}
	a.links()
	a.languages()
	a.sitemap()
	a.budgets()
	a.age()
}

// age looks at how long ago the site was built: RFC 9116 wants a day of expiry in security.txt, which a build sets a
// year ahead; without one, the newest file tells.
func (a *audit) age() {
	built := time.Time{}
	if f := a.seen[".well-known/security.txt"]; f != nil && !f.expires.IsZero() {
		built = f.expires.AddDate(-1, 0, 0)
		if !a.o.Now.IsZero() && a.o.Now.After(f.expires) {
			a.find(".well-known/security.txt", "age", "is out of date since %s", f.expires.Format(time.DateOnly))
		}
	} else {
		for _, f := range a.seen {
			if f.changed.After(built) {
				built = f.changed.UTC()
			}
		}
	}
	if built.IsZero() || a.o.Now.IsZero() {
		return
	}
	a.report.Built = built            // in the zone that the site names
	age := max(0, a.o.Now.Sub(built)) // a year from a leap day is not one back
	a.report.Age = float64(age.Round(6*time.Minute)) / float64(time.Hour)
	if a.o.MaxAge > 0 && age > a.o.MaxAge {
		a.find("", "age", "the site was built %s ago, and %s is the most", age.Round(time.Hour), a.o.MaxAge)
	}
}

// done sorts what was found, and cuts off what is too much of one kind.
func (a *audit) done() *Report {
	r := &a.report
	slices.SortStableFunc(r.Findings, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.Place, y.Place), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Text, y.Text))
	})
	r.Findings = slices.Compact(r.Findings)
	count := map[string]int{}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		count[f.Code]++
		return count[f.Code] > most
	})
	for _, code := range slices.Sorted(maps.Keys(count)) {
		if n := count[code]; n > most {
			r.Findings = append(r.Findings, Finding{Code: code, Warning: true, Text: fmt.Sprintf("and %d more of these", n-most)})
		}
	}
	if r.Findings == nil {
		r.Findings = []Finding{}
	}
	if r.Feeds == nil {
		r.Feeds = []Feed{}
	}
	return r
}
