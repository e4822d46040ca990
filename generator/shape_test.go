package generator_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A row is one of the table of packages in ARCHITECTURE.md.
type row struct {
	name    string
	imports []string // ours, as import paths
	modules []string
}

// table reads the table of packages, in its order, by import path.
func table(t *testing.T) (rows []row) {
	t.Helper()
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	in := false
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case len(cells) == 4 && cells[0] == "package" && cells[2] == "imports (ours)" && cells[3] == "third party":
			in = true
		case in && !strings.HasPrefix(line, "|"):
			return rows
		case in && !strings.HasPrefix(cells[0], "-"):
			if len(cells) != 4 || cells[1] == "" {
				t.Fatalf("ARCHITECTURE.md: not a row of the table of packages: %s", line)
			}
			r := row{name: importPath(strings.Trim(cells[0], "`")), modules: names(cells[3])}
			for _, n := range names(cells[2]) {
				r.imports = append(r.imports, importPath(n))
			}
			rows = append(rows, r)
		}
	}
	return rows
}

func names(cell string) (out []string) {
	for n := range strings.SplitSeq(cell, ",") {
		if n = strings.Trim(n, " `"); n != "" && n != "–" {
			out = append(out, n)
		}
	}
	return out
}

// importPath gives a package of the table by its path: below generator, the façade itself, or at the top.
func importPath(name string) string {
	if top, ok := strings.CutPrefix(name, "/"); ok {
		return "modestad/" + top
	}
	if name == "generator" {
		return "modestad/generator"
	}
	return "modestad/generator/" + name
}

// A listed is a package as Go lists it.
type listed struct {
	ImportPath, Dir, Doc string
	GoFiles              []string
	Imports              []string
}

func packages(t *testing.T) (out []listed) {
	t.Helper()
	command := exec.Command("go", "list", "-json=ImportPath,Dir,Doc,GoFiles,Imports", "modestad/...")
	var errs bytes.Buffer
	command.Stderr = &errs
	data, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.Bytes())
	}
	d := json.NewDecoder(bytes.NewReader(data))
	for {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 {
			out = append(out, p)
		}
	}
}

// modules gives the modules of go.mod.
func modules(t *testing.T) (out []string) {
	t.Helper()
	data, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) >= 2 && strings.Contains(f[0], ".") && strings.HasPrefix(line, "\t") {
			out = append(out, f[0])
		}
	}
	return out
}

// Who imports whom is as the table of packages in ARCHITECTURE.md says: no more, no less, and only upwards in it.
// Every third-party module has one home; golang.org/x/text and golang.org/x/net are many
// libraries in one module, and have as many.
func TestImports(t *testing.T) {
	rows, mods := table(t), modules(t)
	if len(rows) == 0 || len(mods) == 0 {
		t.Fatal("ARCHITECTURE.md has no table of packages, or go.mod no modules")
	}
	order := map[string]int{}
	byName := map[string]row{}
	homes := map[string][]string{}
	for i, r := range rows {
		if _, twice := byName[r.name]; twice {
			t.Errorf("%s has two rows", r.name)
		}
		order[r.name], byName[r.name] = i, r
	}
	for _, p := range packages(t) {
		r, ok := byName[p.ImportPath]
		if !ok {
			t.Errorf("%s has no row in the table of ARCHITECTURE.md", p.ImportPath)
			continue
		}
		delete(byName, p.ImportPath)
		var ours, theirs []string
		for _, i := range p.Imports {
			if strings.HasPrefix(i, "modestad/") {
				ours = append(ours, i)
				if order[i] >= order[p.ImportPath] {
					t.Errorf("%s imports %s, which is not above it in the table", p.ImportPath, i)
				}
				continue
			}
			if first, _, _ := strings.Cut(i, "/"); !strings.Contains(first, ".") {
				continue
			}
			module := ""
			for _, m := range mods {
				if (i == m || strings.HasPrefix(i, m+"/")) && len(m) > len(module) {
					module = m
				}
			}
			if module == "" {
				t.Errorf("%s imports %s, which is in no module of go.mod", p.ImportPath, i)
			} else if !slices.Contains(theirs, module) {
				theirs = append(theirs, module)
				homes[module] = append(homes[module], p.ImportPath)
			}
		}
		differ(t, p.ImportPath+" imports of ours", r.imports, ours)
		differ(t, p.ImportPath+" uses the modules", r.modules, theirs)
	}
	for name := range byName {
		t.Errorf("%s is in the table of ARCHITECTURE.md and nowhere else", name)
	}
	for m, at := range homes {
		if len(at) > 1 && m != "golang.org/x/text" && m != "golang.org/x/net" && m != "golang.org/x/image" {
			t.Errorf("module %s has more homes than one: %s", m, strings.Join(at, ", "))
		}
	}
}

func differ(t *testing.T, what string, table, code []string) {
	t.Helper()
	for _, n := range code {
		if !slices.Contains(table, n) {
			t.Errorf("%s %s, and the table of ARCHITECTURE.md does not say so", what, n)
		}
	}
	for _, n := range table {
		if !slices.Contains(code, n) {
			t.Errorf("%s %s by the table of ARCHITECTURE.md, and not in the code", what, n)
		}
	}
}

// Below the command and the preview server nothing asks the machine what time it is or how it is set up, nothing
// prints, and nothing runs before main; every package says what it promises, and is named after what it is.
func TestPurity(t *testing.T) {
	banned := map[string][]string{
		"time": {"Now", "Since", "Until", "After", "Tick", "NewTimer", "NewTicker", "Sleep"},
		"os":   {"Getenv", "LookupEnv", "Environ", "Exit", "Stdout", "Stderr", "Stdin", "Args", "Getwd", "Chdir", "Hostname"},
		"fmt":  {"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
	}
	set := token.NewFileSet()
	for _, p := range packages(t) {
		name := p.ImportPath[strings.LastIndex(p.ImportPath, "/")+1:]
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc", "base", "shared", "lib", "types"}, name) {
			t.Errorf("%s is named after nothing", p.ImportPath)
		}
		if p.Doc == "" {
			t.Errorf("%s has no doc comment", p.ImportPath)
		}
		free := p.ImportPath == "modestad/generator/serve" || strings.HasPrefix(p.ImportPath, "modestad/cmd/")
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range f.Imports {
				if path, _ := strconv.Unquote(i.Path.Value); path == "log" || strings.HasPrefix(path, "log/") || path == "unsafe" || path == "math/rand" || path == "math/rand/v2" {
					t.Errorf("%s/%s imports %s", p.ImportPath, name, path)
				}
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					if n.Recv == nil && n.Name.Name == "init" {
						t.Errorf("%v: init", set.Position(n.Pos()))
					}
					if rest, ok := strings.CutPrefix(n.Name.Name, "Get"); ok && rest != "" && strings.ToUpper(rest[:1]) == rest[:1] {
						t.Errorf("%v: %s", set.Position(n.Pos()), n.Name.Name)
					}
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && !free && slices.Contains(banned[x.Name], n.Sel.Name) {
						t.Errorf("%v: %s.%s", set.Position(n.Pos()), x.Name, n.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

// longest is how many lines a file of the program may have.
const longest = 500

// No file of the program is longer than can be read in one go, and no work is left in it to be done later.
func TestFiles(t *testing.T) {
	for _, root := range []string{".", "../cmd", "../i18n", "../themes"} {
		err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".go" {
				return err
			}
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			if n := bytes.Count(data, []byte("\n")); n > longest {
				t.Errorf("%s has %d lines, and %d is the most", p, n, longest)
			}
			for _, word := range []string{"TO" + "DO", "FIX" + "ME", "XX" + "X"} {
				if i := bytes.Index(data, []byte("// "+word)); i >= 0 {
					t.Errorf("%s:%d: %s", p, 1+bytes.Count(data[:i], []byte("\n")), word)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
