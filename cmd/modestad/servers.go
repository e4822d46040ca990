package main

import (
	"context"
	"fmt"
	"net/url"

	"modestad/generator"
	"modestad/generator/hosting"
)

// helpServers prints configuration of web servers for the site, made from what it publishes for hosts.
func (a *app) helpServers(ctx context.Context) int {
	o, _ := a.options("", false, "", 0)
	var err error
	if o.Root, err = a.root(); err != nil {
		return a.fail(err)
	}
	r, err := generator.Load(ctx, o)
	if err != nil {
		return a.fail(err)
	}
	if code := a.report(r); code != exitDone {
		return code
	}
	files := map[string][]byte{}
	for _, out := range r.Outputs {
		if out.Path == "_headers" || out.Path == "_redirects" {
			if files[out.Path], err = out.Make(nil); err != nil {
				return a.fail(err)
			}
		}
	}
	u, err := url.Parse(r.Site.Config.BaseURL)
	if err != nil {
		return a.fail(err)
	}
	s, err := hosting.Read(u.Hostname(), r.Site.Config.BasePath, files["_headers"], files["_redirects"])
	if err != nil {
		return a.fail(err)
	}
	const dir = "/srv/www"
	fmt.Fprintf(a.stdout, "%s\n\n%s", s.Nginx(dir), s.Caddy(dir))
	return exitDone
}
