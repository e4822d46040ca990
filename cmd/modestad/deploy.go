package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"runtime"

	"modestad/generator/deploy"
)

func deployCommand() *command {
	return &command{name: "deploy", args: "TARGET [flags]", about: "Sends what changed of a published folder, and nothing else, to object storage that speaks S3 or to another folder. " +
		"Assets go first, then pages, then feeds, then removals; interrupted, it can be run again.",
		help: `Examples:
  modestad deploy file:///srv/www
  modestad deploy "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-1" --dry-run
  modestad deploy "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-1" --rollback

AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN hold the keys of object storage.`,
		run: (*app).deploy}
}

func (a *app) deploy(ctx context.Context, c *command, args []string) int {
	f := a.flags(c)
	from := f.String("d", "", "the published `folder` (default: public in the site's folder)")
	dry := f.Bool("dry-run", false, "say what would be sent and removed, and do nothing")
	most := f.Int("max-delete", -1, "how many files may be removed, a `number` (default: a tenth of those there, and at least 50)")
	encoding := f.String("encoding", "", "to object storage, send the precompressed variants in place of the files: `gzip or br`")
	back := f.Bool("rollback", false, "bring back what was there before the last deploy: in object storage, or in a folder that is a link to a release")
	asJSON := f.Bool("json", false, "write what was done to standard output, for machines")
	rest, code := a.parse(c, f, args)
	if code >= 0 {
		return code
	}
	if len(rest) != 1 {
		return a.usage("deploy wants one target, such as file:///srv/www or s3://bucket/prefix?endpoint=...", "")
	}
	if *encoding != "" && *encoding != "gzip" && *encoding != "br" {
		return a.usage(fmt.Sprintf("--encoding is gzip or br, not %q", *encoding), "")
	}
	target, err := url.Parse(rest[0])
	if err != nil || target.Scheme != "s3" && target.Scheme != "file" || target.Scheme == "file" && (target.Host != "" || target.Path == "") {
		return a.usage(fmt.Sprintf("deploy to file:///folder or s3://bucket/prefix?endpoint=..., not %q", rest[0]), "")
	}
	if target.Scheme == "file" && *encoding != "" {
		return a.usage("--encoding is for object storage; a web server chooses by itself", "")
	}
	dir := a.path(*from)
	if *from == "" && !*back {
		root, err := a.root()
		if err != nil {
			return a.fail(err)
		}
		dir = filepath.Join(root, "public")
	}
	o := deploy.Options{Now: a.now(), DryRun: *dry, MaxDelete: *most, Encoding: *encoding}
	keys := deploy.Keys{ID: a.variable("AWS_ACCESS_KEY_ID"), Secret: a.variable("AWS_SECRET_ACCESS_KEY"), Token: a.variable("AWS_SESSION_TOKEN")}
	var r *deploy.Result
	folder := folderOf(target.Path, runtime.GOOS)
	switch {
	case *back && target.Scheme == "file":
		r, err = deploy.FolderBack(folder, o)
	case *back:
		r, err = deploy.S3Back(ctx, rest[0], keys, nil, o)
	case target.Scheme == "s3":
		r, err = deploy.S3(ctx, dir, rest[0], keys, nil, o)
	default:
		r, err = deploy.Folder(ctx, dir, folder, o)
	}
	if err != nil {
		return a.failDeploy(err)
	}
	return a.sayDeployed(r, *dry, *asJSON)
}

// folderOf gives the folder that a file: address names (RFC 8089). On Windows its path begins before the drive.
func folderOf(path, system string) string {
	if system == "windows" && len(path) > 2 && path[0] == '/' && path[2] == ':' {
		path = path[1:]
	}
	return filepath.FromSlash(path)
}

func (a *app) failDeploy(err error) int {
	code := a.fail(fmt.Errorf("deploy: %w", err))
	switch {
	case errors.Is(err, deploy.ErrGuard):
		fmt.Fprintln(a.stderr, "hint: look with --dry-run, and allow it with --max-delete")
	case errors.Is(err, deploy.ErrLost):
		fmt.Fprintln(a.stderr, "hint: wait until it is done, and run this again")
	case errors.Is(err, deploy.ErrNothing):
		fmt.Fprintln(a.stderr, "hint: object storage keeps the site before; so does a folder that is a link to a release")
	case errors.Is(err, deploy.ErrChanged), errors.Is(err, fs.ErrNotExist):
		fmt.Fprintln(a.stderr, "hint: build first")
	}
	return code
}

func (a *app) sayDeployed(r *deploy.Result, dry, asJSON bool) int {
	if asJSON {
		enc := json.NewEncoder(a.stdout)
		enc.SetIndent("", "  ")
		if err := enc.Encode(r); err != nil {
			return a.fail(err)
		}
		return exitDone
	}
	if dry {
		for _, name := range r.Sent {
			fmt.Fprintln(a.stdout, "send", name)
		}
		for _, name := range r.Removed {
			fmt.Fprintln(a.stdout, "remove", name)
		}
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "sent: %d files, %d bytes; removed: %d; as before: %d\n", len(r.Sent), r.Bytes, len(r.Removed), r.Same)
	}
	return exitDone
}
