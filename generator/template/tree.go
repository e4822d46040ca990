package template

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	html "html/template"
)

// derivedMark is what html/template puts between a template's name and the
// context that it was escaped for, when that context is not text.
const derivedMark = "$htmltemplate_"

// forceMark begins the names of the templates that force the escaping.
const forceMark = "\x00force "

// parseFiles returns the trees of all templates by name, those of define
// actions included.
func parseFiles(files map[string]string, funcs html.FuncMap) (map[string]*parse.Tree, error) {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	trees, home := map[string]*parse.Tree{}, map[string]string{}
	for _, file := range names {
		if strings.Contains(file, derivedMark) || strings.Contains(file, forceMark) {
			return nil, fmt.Errorf("template %q: a name with %q is html/template's own", file, derivedMark)
		}
		// Each file in a name space of its own, so that a second definition
		// cannot silently win.
		t, err := html.New(file).Funcs(funcs).Parse(files[file])
		if err != nil {
			return nil, err
		}
		for _, def := range t.Templates() {
			name := def.Name()
			if def.Tree == nil {
				continue
			}
			if first, twice := home[name]; twice {
				return nil, fmt.Errorf("template %q is defined in %q and in %q", name, first, file)
			}
			if name != file && (strings.Contains(name, derivedMark) || strings.Contains(name, forceMark)) {
				return nil, fmt.Errorf("template %q: a name with %q is html/template's own", name, derivedMark)
			}
			trees[name], home[name] = def.Tree, file
		}
	}
	return trees, nil
}

// escapeTrees returns a name space in which the entries, and all that they
// call, are escaped and can be looked up.
//
// html/template escapes a template that is called within, say, an attribute
// as a copy with a name of its own, which it keeps to itself; but it takes a
// template of that name where there is one. So the escaping is repeated, with
// such copies given, until every called name can be looked up.
func escapeTrees(trees map[string]*parse.Tree, entries []string, funcs html.FuncMap) (*html.Template, error) {
	derived := map[string]bool{}
	for round := 0; ; round++ {
		set, err := escapeOnce(trees, derived, entries, funcs)
		if err != nil {
			return nil, err
		}
		found := false
		walkCalls(set, entries, func(name string) {
			base, _, ok := strings.Cut(name, derivedMark)
			if ok && trees[base] != nil && !derived[name] {
				derived[name], found = true, true
			}
		})
		// A chain of calls in such contexts is as long as the rounds it
		// takes; what is still missing after this many falls back.
		if !found || round == 16 {
			return set, nil
		}
	}
}

func escapeOnce(trees map[string]*parse.Tree, derived map[string]bool, entries []string, funcs html.FuncMap) (*html.Template, error) {
	set := html.New(forceMark).Funcs(funcs)
	for name, tree := range trees {
		if _, err := set.AddParseTree(name, tree.Copy()); err != nil {
			return nil, err
		}
	}
	for name := range derived {
		base, _, _ := strings.Cut(name, derivedMark)
		if _, err := set.AddParseTree(name, trees[base].Copy()); err != nil {
			return nil, err
		}
	}
	// html/template escapes at the first execution. This template calls the
	// entry where escaping looks and execution does not, so no data is needed
	// and no function runs.
	for _, name := range entries {
		_, err := set.New(forceMark + name).Parse("{{if false}}{{template " + strconv.Quote(name) + " .}}{{end}}")
		if err != nil {
			return nil, err
		}
	}
	for _, name := range entries {
		if err := set.ExecuteTemplate(io.Discard, forceMark+name, nil); err != nil {
			if strings.HasPrefix(err.Error(), "html/template:"+forceMark+name) {
				err = errors.New("ends within a tag, an attribute or an element whose content is no markup")
			}
			return nil, fmt.Errorf("template %q: %w", name, err)
		}
	}
	return set, nil
}

// walkCalls visits the names of all templates that the roots call.
func walkCalls(set *html.Template, roots []string, visit func(name string)) {
	seen := map[string]bool{}
	var template func(string)
	var list func(*parse.ListNode)
	list = func(l *parse.ListNode) {
		if l == nil {
			return
		}
		for _, n := range l.Nodes {
			switch n := n.(type) {
			case *parse.IfNode:
				list(n.List)
				list(n.ElseList)
			case *parse.WithNode:
				list(n.List)
				list(n.ElseList)
			case *parse.RangeNode:
				list(n.List)
				list(n.ElseList)
			case *parse.TemplateNode:
				template(n.Name)
			}
		}
	}
	template = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		visit(name)
		if t := set.Lookup(name); t != nil && t.Tree != nil {
			list(t.Tree.Root)
		}
	}
	for _, name := range roots {
		template(name)
	}
}
