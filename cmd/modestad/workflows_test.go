package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unsafeInWorkflow is what a workflow may not hold: https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/
var unsafeInWorkflow = []struct{ why, pattern string }{
	{"an action that is not pinned to a commit", `(?m)^\s*-?\s*uses:\s*(?:[^@\s]+|[^@\s]+@(?:[^0-9a-f\s]\S*|[0-9a-f]{1,39}(?:[^0-9a-f\s]\S*)?))\s*$`},
	{"a proposal's code with a token", `(?s)pull_request_target.*(?:checkout|git\s[^\n]*fetch)`},
	{"a value of the event inside a script", `(?m)^\s*-?\s*run:.*\$\{\{|(?s)run:\s*\|(?:\n(?:\s{8,}[^\n]*|\s*))*?\n\s{8,}[^\n]*\$\{\{`},
	{"no permissions", `\A(?:[^p]|p(?:[^e]|e(?:[^r]|r[^m])))*\z`},
	{"all permissions", `permissions:\s*write-all`},
}

func faults(workflow string) (out []string) {
	for _, u := range unsafeInWorkflow {
		if regexp.MustCompile(u.pattern).MatchString(workflow) {
			out = append(out, u.why)
		}
	}
	return out
}

// No workflow of this repository hands a proposal more than it needs.
func TestWorkflows(t *testing.T) {
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range faults(string(data)) {
			t.Errorf("%s: %s", file, f)
		}
	}
}

func TestFaults(t *testing.T) {
	const good = "permissions:\n  contents: read\n"
	for _, c := range []struct{ workflow, want string }{
		{good, ""},
		{good + "      - uses: a/b@" + strings.Repeat("0", 40) + "\n", ""},
		{good + "      - uses: a/b@v4\n", "an action that is not pinned to a commit"},
		{good + "      - uses: a/b\n", "an action that is not pinned to a commit"},
		{good + "      - uses: a/b@main\n", "an action that is not pinned to a commit"},
		{good + "on: pull_request_target\nx:\n  uses: actions/checkout@" + strings.Repeat("0", 40) + "\n", "a proposal's code with a token"},
		{good + "      - run: echo ${{ github.event.issue.title }}\n", "a value of the event inside a script"},
		{good + "      - run: |\n          true\n          echo ${{ github.head_ref }}\n", "a value of the event inside a script"},
		{good + "      - run: |\n          true\n    env:\n      A: ${{ github.head_ref }}\n", ""},
		{"on: push\n", "no permissions"},
		{"permissions: write-all\n", "all permissions"},
	} {
		if got := strings.Join(faults(c.workflow), "; "); got != c.want {
			t.Errorf("%q: %q, want %q", c.workflow, got, c.want)
		}
	}
}
