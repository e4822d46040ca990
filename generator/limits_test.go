package generator_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// LIMITS.md names a limit and its proof in each row: both are in the code.
func TestLimitsTable(t *testing.T) {
	data, err := os.ReadFile("LIMITS.md")
	if err != nil {
		t.Fatal(err)
	}
	// has says whether a package has a declaration of a name, in its tests or elsewhere.
	has := func(pkg, name string, tests bool) bool {
		dir := pkg
		if pkg == "generator" {
			dir = "."
		}
		files, _ := filepath.Glob(filepath.Join(dir, "*.go")) // the pattern is well formed
		declared := regexp.MustCompile(`(?m)^(func(?: \([^)]*\))? |const |var |type |\t)` + name + `\b`)
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") != tests {
				continue
			}
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if declared.Match(text) || !tests && regexp.MustCompile(`(?m)^(?:const|var|\t)[^=\n]*\b`+name+`\b[^=\n]*=`).Match(text) {
				return true
			}
		}
		return false
	}
	rows := 0
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "|") || len(cells) != 4 || strings.HasPrefix(line, "| ---") || strings.HasPrefix(line, "| what ") {
			continue
		}
		rows++
		where, proof := strings.Trim(cells[2], " `"), strings.Trim(cells[3], " `")
		if pkg, name, ok := strings.Cut(where, "."); !ok || !has(pkg, name, false) {
			t.Errorf("%s is not in the code", where)
		}
		if pkg, name, ok := strings.Cut(proof, "."); ok {
			if !has(pkg, name, true) {
				t.Errorf("there is no test %s", proof)
			}
		} else if _, err := os.Stat(filepath.Join("diag", "codes", proof+".txt")); err != nil {
			t.Errorf("there is no finding %s", proof)
		}
	}
	if rows < 40 {
		t.Errorf("%d rows", rows)
	}
}
