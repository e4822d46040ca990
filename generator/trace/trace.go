// Package trace tells what an output is made of, and what is made of an input. It finds out by trial: the site is
// resolved as it would be without a file, or with other words in a record, and what comes out is compared byte for
// byte. So it cannot tell a lie, and no part of the program has to keep account of what it looked at.
//
// An input is a file by its path ("content/venues/modenatie.toml"), or one record of a file that holds many
// ("content/facts.toml#turnover"). Templates and interface texts are inputs too; where the site has none of its own,
// the path is that of the built-in one.
//
// Invariants: nothing is written; a trial changes nothing for the next one.
package trace

import (
	"bytes"
	"context"
	"crypto/sha256"
	"path"
	"regexp"
	"slices"
	"strings"

	"modestad/generator"
	"modestad/generator/output"
	"modestad/generator/source"
)

// A Tracer knows a site as it is. Its methods must not be called at the same time.
type Tracer struct {
	options generator.Options
	is      *generator.Result
	inputs  []string // the files of the content, sorted
	tree    *source.Tree
	sums    map[string][sha256.Size]byte // of the outputs as they are, once they were asked for
}

// New reads and plans a site. Findings are in the result; where it has no outputs, nothing can be traced.
func New(ctx context.Context, o generator.Options) (*Tracer, *generator.Result, error) {
	if o.Memory == nil {
		o.Memory = &generator.Memory{}
	}
	t := &Tracer{options: o}
	t.options.Tree = func(tree *source.Tree) *source.Tree {
		t.tree = tree
		return tree
	}
	r, err := generator.Load(ctx, t.options)
	if err != nil {
		return nil, nil, err
	}
	t.is = r
	for _, f := range t.tree.Under("content") {
		t.inputs = append(t.inputs, f.Path)
	}
	for _, m := range t.tree.MediaUnder("content") {
		t.inputs = append(t.inputs, m.Path)
	}
	slices.Sort(t.inputs)
	return t, r, nil
}

// Output gives an output by its path below the published folder.
func (t *Tracer) Output(path string) (output.Output, bool) { return find(t.is.Outputs, path) }

func find(outputs []output.Output, path string) (output.Output, bool) {
	for _, o := range outputs {
		if o.Path == path {
			return o, true
		}
	}
	return output.Output{}, false
}

// Inputs gives the files of the content, sorted.
func (t *Tracer) Inputs() []string { return t.inputs }

// try gives the site as it would be if its files were others.
func (t *Tracer) try(ctx context.Context, edit func(*source.Tree) *source.Tree) (*generator.Result, error) {
	o := t.options
	o.Tree = edit
	return generator.Load(ctx, o)
}

// Why gives the inputs of an output, sorted: all without which it would be another, or would not be.
func (t *Tracer) Why(ctx context.Context, o output.Output) ([]string, error) {
	want, err := o.Make(nil)
	if err != nil {
		return nil, err
	}
	want = bytes.Clone(want)
	// other says whether the output is another when files are others.
	other := func(edit func(*source.Tree) *source.Tree) (bool, error) {
		r, err := t.try(ctx, edit)
		if err != nil {
			return false, err
		}
		now, ok := find(r.Outputs, o.Path)
		if !ok {
			return true, nil
		}
		got, err := now.Make(nil)
		return err != nil || !bytes.Equal(got, want), nil
	}
	files, err := search(t.inputs, func(some []string) (bool, error) {
		return other(without(some))
	})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range files {
		f := t.tree.File(name)
		records := recordsOf(f)
		if records == nil {
			out = append(out, name)
			continue
		}
		found, err := search(records, func(some []string) (bool, error) {
			return other(changed(f, some))
		})
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			out = append(out, name+"#"+r)
		}
	}
	out = append(out, "site.toml")
	if o.Template != "" {
		out = append(out, t.look(o, files)...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// search finds the members of a sorted list that matter, where matter tells of some of them together. It takes as many
// trials as there are members that matter, times the logarithm of the list.
func search(list []string, matter func(some []string) (bool, error)) ([]string, error) {
	if len(list) == 0 {
		return nil, nil
	}
	yes, err := matter(list)
	if err != nil || !yes {
		return nil, err
	}
	if len(list) == 1 {
		return list, nil
	}
	var out []string
	for _, half := range [][]string{list[:len(list)/2], list[len(list)/2:]} {
		found, err := search(half, matter)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func without(some []string) func(*source.Tree) *source.Tree {
	return func(tree *source.Tree) *source.Tree {
		return tree.Without(func(p string) bool {
			_, gone := slices.BinarySearch(some, p)
			return gone
		})
	}
}

var fence = regexp.MustCompile(`(?m)^\s*:{3,}\s*([a-z]+)`)

// look gives what a page is shown with: templates, those of the blocks in its texts among them, and words.
func (t *Tracer) look(o output.Output, files []string) []string {
	cfg, set := t.is.Site.Config, t.is.Templates[o.Lang]
	names := set.Uses(o.Template)
	entries := set.Entries()
	for _, name := range files {
		if f := t.tree.File(name); f != nil && path.Ext(name) != ".csv" {
			for _, m := range fence.FindAllStringSubmatch(f.Text(), -1) {
				if block := "directive/" + m[1]; slices.Contains(entries, block) {
					names = append(names, set.Uses(block)...)
				}
			}
		}
	}
	var out []string
	for _, n := range names {
		out = append(out, "themes/"+cfg.Theme+"/templates/"+n+".html")
	}
	if l, ok := cfg.Language(o.Lang); ok {
		for _, tag := range append([]string{o.Lang}, l.Fallback...) {
			out = append(out, "i18n/"+tag+".toml")
		}
	}
	return out
}

// Affects gives the paths of the outputs that an input goes into, sorted: those that would be others, or would not be,
// without it. A folder stands for all that is below it. ok is false where there is no such input.
func (t *Tracer) Affects(ctx context.Context, input string) (paths []string, ok bool, err error) {
	edit := t.edit(input)
	if edit == nil {
		return nil, false, nil
	}
	r, err := t.try(ctx, edit)
	if err != nil {
		return nil, true, err
	}
	if t.sums == nil {
		if t.sums, err = generator.Sums(ctx, t.is.Outputs, t.options.Jobs); err != nil {
			return nil, true, err
		}
	}
	is, err := generator.Sums(ctx, r.Outputs, t.options.Jobs)
	if err != nil {
		return nil, true, err
	}
	for p, sum := range t.sums {
		if now, there := is[p]; !there || now != sum {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return paths, true, nil
}

// edit says how the site is to be read without an input. Texts that the program has a built-in version of, and
// site.toml, cannot be taken away: their words are changed instead.
func (t *Tracer) edit(input string) func(*source.Tree) *source.Tree {
	name, record, one := strings.Cut(input, "#")
	f := t.tree.File(name)
	switch {
	case one:
		if f == nil || !slices.Contains(recordsOf(f), record) {
			return nil
		}
		return changed(f, []string{record})
	case f != nil && !strings.HasPrefix(name, "content/"):
		return func(tree *source.Tree) *source.Tree { return tree.With(name, marked(f)) }
	}
	below := strings.TrimSuffix(name, "/") + "/"
	var gone []string
	for _, p := range t.inputs {
		if p == name || strings.HasPrefix(p, below) {
			gone = append(gone, p)
		}
	}
	if gone == nil {
		return nil
	}
	return without(gone)
}

const mark = "¤"

var (
	quoted = regexp.MustCompile(`(= *")([^"\n]*")`)
	naming = regexp.MustCompile(`(?m)((?:title|description|name)\s*= *")`)
)

// marked gives a file with a mark in all of its words that readers can see.
func marked(f *source.File) []byte {
	text := f.Text()
	switch path.Ext(f.Path) {
	case ".toml":
		if f.Path == "site.toml" {
			return []byte(naming.ReplaceAllString(text, "${1}"+mark))
		}
		// Slugs are addresses, not words, and a mark would make them none.
		slugs, rest := "", text
		if i := strings.Index(text, "[slugs]"); i >= 0 {
			end := len(text)
			if j := strings.Index(text[i+1:], "\n["); j >= 0 {
				end = i + 1 + j
			}
			slugs, rest = text[i:end], text[:i]+text[end:]
		}
		return []byte(quoted.ReplaceAllString(rest, "${1}"+mark+"${2}") + "\n" + slugs)
	case ".css":
		return []byte(text + "\n.mark-of-trace{order:1}\n")
	case ".js":
		return []byte(text + "\n;self.markOfTrace = 1;\n")
	}
	return []byte(text + mark)
}
