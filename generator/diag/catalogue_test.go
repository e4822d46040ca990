package diag

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var list = flag.Bool("list", false, "print where each code is found")

// A use is a place in the program that names a code. args is the number of arguments that the finding gets, or
// -1 where that cannot be seen there.
type use struct {
	code string
	at   string
	args int
}

// TestCatalogue holds the program's findings against their descriptions: none lacks one, and none is left over.
func TestCatalogue(t *testing.T) {
	uses := slices.Concat(usesIn(t, ".."), usesIn(t, "../../cmd"), faultsOfLanguages(t))
	byCode := map[string][]use{}
	for _, u := range uses {
		byCode[u.code] = append(byCode[u.code], u)
	}
	for _, name := range slices.Sorted(maps.Keys(byCode)) {
		if *list {
			for _, u := range byCode[name] {
				t.Logf("%s %s %d", name, u.at, u.args)
			}
		}
		if _, ok := Lookup(name); !ok {
			t.Errorf("%s has no codes/%s.txt; found at %s", name, name, byCode[name][0].at)
		}
	}
	for _, c := range Codes() {
		if len(byCode[c.Name]) == 0 {
			t.Errorf("codes/%s.txt: nothing finds it", c.Name)
		}
		for _, u := range byCode[c.Name] {
			if max := highest(c); u.args >= 0 && max > u.args {
				t.Errorf("codes/%s.txt names argument %d; %s gives %d", c.Name, max, u.at, u.args)
			}
		}
	}
}

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// TestCodesWhole demands of every code its words in every language, and its examples.
func TestCodesWhole(t *testing.T) {
	for _, c := range Codes() {
		bad := func(format string, args ...any) {
			t.Helper()
			t.Errorf("codes/%s.txt: "+format, append([]any{c.Name}, args...)...)
		}
		if !kebab.MatchString(c.Name) {
			bad("not in kebab-case")
		}
		if c.Wrong == "" || c.Right == "" {
			bad("lacks an example")
		}
		if c.Wrong == c.Right {
			bad("the examples are the same")
		}
		if len(c.Words) != len(languages) {
			bad("has %d languages", len(c.Words))
		}
		english := c.Words["en"]
		for _, lang := range languages {
			w := c.Words[lang]
			if w.Message == "" || w.Story == "" {
				bad("lacks words in %s", lang)
			}
			if (w.Hint == "") != (english.Hint == "") {
				bad("has a hint in one of en and %s", lang)
			}
			if got, want := placeholders(w.Message), placeholders(english.Message); !slices.Equal(got, want) {
				bad("the message in %s names %v, in en %v", lang, got, want)
			}
			if got, want := placeholders(w.Hint), placeholders(english.Hint); !slices.Equal(got, want) {
				bad("the hint in %s names %v, in en %v", lang, got, want)
			}
			for _, s := range []string{w.Message, w.Hint} {
				if strings.Contains(s, "\n") || strings.HasSuffix(s, ".") || strings.TrimSpace(s) != s {
					bad("not one line without a full stop: %q", s)
				}
			}
			if !strings.HasSuffix(w.Story, ".") {
				bad("the story in %s does not end in a full stop", lang)
			}
			for line := range strings.Lines(w.Story) {
				if n := len([]rune(strings.TrimRight(line, "\n"))); n > 124 {
					bad("a line of the story in %s has %d characters", lang, n)
				}
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{=?(\d+)\}`)

// placeholders gives the arguments that a text names, each once, in order.
func placeholders(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func highest(c Code) int {
	most := 0
	for _, w := range c.Words {
		for _, p := range append(placeholders(w.Message), placeholders(w.Hint)...) {
			n, _ := strconv.Atoi(p)
			most = max(most, n)
		}
	}
	return most
}

// direct are the functions that give a finding just the arguments that follow; others may add some.
var direct = []string{"Find", "find", "New", "fault"}

// usesIn collects the codes that the Go files below a folder name. A code is what is given for a parameter, a
// field or a variable that is called code; a function may have several declarations of one name (Span.Find,
// Table.Find), and then the literal is the first one that could be it and is one.
func usesIn(t *testing.T, dir string) []use {
	t.Helper()
	set := token.NewFileSet()
	var files []*ast.File
	for folder, inside := range parse(t, set, dir) {
		if slices.ContainsFunc(inside, makesFindings) || filepath.Base(folder) == "directive" {
			files = append(files, inside...)
		}
	}
	type position struct{ index, fixed int } // fixed: the parameters before the finding's own arguments; -1 for none
	functions := map[string][]position{}
	declare := func(name string, f *ast.FuncType) {
		n, at, fixed := 0, -1, -1
		for _, field := range f.Params.List {
			_, variadic := field.Type.(*ast.Ellipsis)
			for _, id := range field.Names {
				if id.Name == "code" {
					at = n
				}
				if variadic && at == n-1 {
					fixed = n
				}
				n++
			}
		}
		if at >= 0 && !slices.Contains(functions[name], position{at, fixed}) {
			functions[name] = append(functions[name], position{at, fixed})
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				declare(n.Name.Name, n.Type)
			case *ast.AssignStmt:
				for i, r := range n.Rhs {
					if fn, ok := r.(*ast.FuncLit); ok && i < len(n.Lhs) {
						declare(nameOf(n.Lhs[i]), fn.Type)
					}
				}
			}
			return true
		})
	}
	var out []use
	add := func(e ast.Expr, args int) {
		if code, ok := literal(e); ok && code != "" {
			out = append(out, use{code, set.Position(e.Pos()).String(), args})
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				returned(n, add)
			case *ast.CallExpr:
				at, count := -1, -1
				positions := functions[nameOf(n.Fun)]
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && nameOf(f.X) == "diag" && f.Sel.Name == "New" {
					positions = []position{{0, 2}} // after the code and the place
				}
				for _, p := range positions {
					if p.index >= len(n.Args) {
						continue
					}
					code, ok := literal(n.Args[p.index])
					_, known := Lookup(code)
					if ok && (at < 0 || known || strings.Contains(code, "-")) {
						at, count = p.index, -1
						if p.fixed >= 0 && !n.Ellipsis.IsValid() && slices.Contains(direct, nameOf(n.Fun)) {
							count = len(n.Args) - p.fixed
						}
					}
					if known {
						break
					}
				}
				if at >= 0 {
					add(n.Args[at], count)
				}
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					if nameOf(l) == "code" && i < len(n.Rhs) {
						addAll(n.Rhs[i], add)
					}
				}
			case *ast.KeyValueExpr:
				if nameOf(n.Key) == "code" || nameOf(n.Key) == "Code" {
					add(n.Value, -1)
				}
			}
			return true
		})
	}
	return out
}

// returned adds what a function returns for a result that is called code.
func returned(f *ast.FuncDecl, add func(ast.Expr, int)) {
	if f.Type.Results == nil || f.Body == nil {
		return
	}
	at, n := -1, 0
	for _, field := range f.Type.Results.List {
		for _, id := range field.Names {
			if id.Name == "code" {
				at = n
			}
			n++
		}
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok && at >= 0 && at < len(r.Results) {
			add(r.Results[at], -1)
		}
		return true
	})
}

// faultsOfLanguages gives the codes message-<kind>, which a language file's faults become.
func faultsOfLanguages(t *testing.T) []use {
	t.Helper()
	set := token.NewFileSet()
	var out []use
	for _, f := range parse(t, set, "../i18n")["../i18n"] {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && nameOf(v.Type) == "FaultKind" {
				if kind, ok := literal(v.Values[0]); ok {
					out = append(out, use{"message-" + kind, set.Position(v.Pos()).String(), 2})
				}
			}
			return true
		})
	}
	return out
}

// parse reads the Go files below a folder, by their own folder, but for tests and this package.
func parse(t *testing.T, set *token.FileSet, dir string) map[string][]*ast.File {
	t.Helper()
	out := map[string][]*ast.File{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "diag" {
			return fs.SkipDir
		}
		if d != nil && d.IsDir() && d.Name() == "audit" {
			return fs.SkipDir // it judges published sites, with faults of its own that are no findings
		}
		if err != nil || d.IsDir() || filepath.Ext(p) != ".go" || strings.HasSuffix(p, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(set, p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		out[filepath.Dir(p)] = append(out[filepath.Dir(p)], f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// makesFindings says whether a file is of a package that has places to find something at.
func makesFindings(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool {
		path, _ := strconv.Unquote(i.Path.Value)
		return path == "modestad/generator/source" || path == "modestad/generator/tomlfile" || path == "modestad/generator/diag"
	}) || f.Name.Name == "source"
}

// addAll adds an expression, or the values of a table of codes.
func addAll(e ast.Expr, add func(ast.Expr, int)) {
	switch e := e.(type) {
	case *ast.IndexExpr:
		addAll(e.X, add)
	case *ast.CompositeLit:
		for _, x := range e.Elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				x = kv.Value
			}
			addAll(x, add)
		}
	default:
		add(e, -1)
	}
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.IndexExpr:
		return nameOf(e.X)
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}
