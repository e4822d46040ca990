package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"modestad/generator/config"
	"modestad/generator/diag"
	"modestad/generator/history"
	"modestad/generator/ownership"
	"modestad/generator/source"
)

// A proposal is what the branch at hand changes, and where it wants to go.
type proposal struct {
	repo *history.Repo
	base string // as it was given
	diff history.Diff
}

func (a *app) proposal(ctx context.Context, root, base string) (*proposal, error) {
	repo, err := history.Open(ctx, root, a.env)
	if err != nil {
		return nil, err
	}
	diff, err := repo.Changes(ctx, base)
	if err != nil {
		return nil, err
	}
	return &proposal{repo, base, diff}, nil
}

// touched says of files, from the site's root, whether the proposal changed them; nil where there is none.
func (p *proposal) touched() func(file string) bool {
	if p == nil {
		return nil
	}
	files := map[string]bool{}
	for _, c := range p.diff.Changes {
		if file, ok := p.repo.InSite(c.Path); ok {
			files[file] = true
		}
	}
	return func(file string) bool { return files[file] }
}

// texts reads texts out of the repository, by their ids.
func (p *proposal) texts(ctx context.Context, ids []string) (map[string][]byte, error) {
	out := make(map[string][]byte, len(ids))
	err := p.repo.Blobs(ctx, ids, func(i int, text []byte) error {
		out[ids[i]] = text
		return nil
	})
	return out, err
}

// owned holds the proposal against the rules that its base has. A partner whom neither side knows is a slip of the
// command line.
func (a *app) owned(ctx context.Context, p *proposal, partner string) (diag.List, int) {
	data, err := p.repo.Show(ctx, p.base, config.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, a.usage(fmt.Sprintf("%s has no %s, and so no rules to go by", p.base, config.Name), "")
	}
	if err != nil {
		return nil, a.fail(err)
	}
	cfg, _ := config.Read(&source.File{Path: config.Name, Data: data})
	if cfg == nil {
		return nil, a.fail(fmt.Errorf("%s of %s cannot be read", config.Name, p.base))
	}
	before, err := partnersAt(ctx, p.repo, p.base)
	if err != nil {
		return nil, a.fail(err)
	}
	after, err := partnersAt(ctx, p.repo, p.diff.Head)
	if err != nil {
		return nil, a.fail(err)
	}
	known := slices.Concat(before, after)
	if !slices.Contains(known, partner) {
		return nil, a.usage(fmt.Sprintf("no partner %q", partner), diag.Nearest(partner, known))
	}
	rules := ownership.Of(cfg, before, p.repo.Prefix)
	texts, err := p.texts(ctx, ownership.Texts(rules, p.diff))
	if err != nil {
		return nil, a.fail(err)
	}
	return ownership.Check(rules, partner, p.diff, func(id string) []byte { return texts[id] }), -1
}

// partnersAt names the partners that a revision has: the folders with a partner.toml.
func partnersAt(ctx context.Context, repo *history.Repo, rev string) (out []string, err error) {
	entries, err := repo.Tree(ctx, rev, "content/partners")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		parts := strings.Split(e.Path, "/")
		if len(parts) == 4 && parts[3] == "partner.toml" {
			out = append(out, parts[2])
		}
	}
	return out, nil
}
