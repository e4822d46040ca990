package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unsafeInWorkflow is what a workflow may not hold: https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/
var unsafeInWorkflow = []struct{ why, pattern string }{
	{"an action that is not pinned to a commit", `(?m)^\s*-?\s*uses:\s*["']?(?:[^@\s]+|[^@\s]+@(?:[^0-9a-f\s]\S*|[0-9a-f]{1,39}(?:[^0-9a-f\s]\S*)?))["']?\s*(?:#.*)?$`},
	{"a proposal's code with a token", `pull_request_target`},
	{"a value of the event inside a script", `(?m)^\s*-?\s*run:.*\$\{\{|(?s)run:\s*[|>]-?(?:\n(?:\s{8,}[^\n]*|\s*))*?\n\s{8,}[^\n]*\$\{\{`},
	{"no permissions", `\A(?:[^p]|p(?:[^e]|e(?:[^r]|r[^m])))*\z`},
	{"all permissions", `permissions:\s*write-all`},
	{"a cache that a proposal could poison", `actions/cache|actions/setup-go`},
}

var (
	job   = regexp.MustCompile(`(?m)^  [a-z][a-z-]*:\n`)
	power = regexp.MustCompile(`(?m): write\s*$|\bsecrets\.`)
	// What a proposal holds, by the names that it has in a workflow.
	theirs = regexp.MustCompile(`refs/pull/|head_sha|head\.sha|head_ref|\bproposal\b`)
	runs   = regexp.MustCompile(`(?m)cd proposal\b|\./proposal/|go run \S*proposal|working-directory:\s*proposal`)
)

// faults names what is unsafe in a workflow of GitHub or Forgejo.
func faults(workflow string) (out []string) {
	for _, u := range unsafeInWorkflow {
		if regexp.MustCompile(u.pattern).MatchString(workflow) {
			out = append(out, u.why)
		}
	}
	head, jobs, _ := strings.Cut(workflow, "\njobs:\n")
	if strings.Contains(head, "pull_request:") && power.MatchString(workflow) {
		out = append(out, "a proposal with a token or a secret")
	}
	at := job.FindAllStringIndex(jobs, -1)
	for i, a := range at {
		end := len(jobs)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		if text := jobs[a[0]:end]; power.MatchString(text) && theirs.MatchString(text) {
			out = append(out, "a proposal in a job with a token or a secret")
		}
	}
	if runs.MatchString(workflow) {
		out = append(out, "a proposal's code is run")
	}
	return slices.Compact(out)
}

// No workflow of this repository hands a proposal more than it needs, on any forge.
func TestWorkflows(t *testing.T) {
	for folder, want := range map[string]int{".github": 4, ".forgejo": 3} {
		files, err := filepath.Glob("../../" + folder + "/workflows/*.yml")
		if err != nil || len(files) != want {
			t.Errorf("%d workflows in %s, not %d: %v", len(files), folder, want, err)
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
	pipeline, err := os.ReadFile("../../.gitlab/ci.yml")
	if err != nil {
		t.Fatal(err)
	}
	if runs.Match(pipeline) {
		t.Error(".gitlab/ci.yml: a proposal's code is run")
	}
}

// Every forge asks a proposal for the same three things.
func TestTemplates(t *testing.T) {
	for _, file := range []string{".github/pull_request_template.md", ".forgejo/pull_request_template.md", ".gitlab/merge_request_templates/Default.md"} {
		data, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(data), "\n- [ ] "); n != 3 {
			t.Errorf("%s has %d boxes", file, n)
		}
	}
}

func TestFaults(t *testing.T) {
	const good = "permissions:\n  contents: read\n"
	sha := strings.Repeat("0", 40)
	for _, c := range []struct{ workflow, want string }{
		{good, ""},
		{good + "      - uses: a/b@" + sha + "\n", ""},
		{good + "      - uses: a/b@" + sha + " # v4\n", ""},
		{good + "      - uses: a/b@v4\n", "an action that is not pinned to a commit"},
		{good + "      - uses: a/b@v4 # " + sha + "\n", "an action that is not pinned to a commit"},
		{good + "      - uses: a/b\n", "an action that is not pinned to a commit"},
		{good + "      - uses: a/b@main\n", "an action that is not pinned to a commit"},
		{good + "on: pull_request_target\nx:\n  uses: actions/checkout@" + sha + "\n", "a proposal's code with a token"},
		{good + "      - run: echo ${{ github.event.issue.title }}\n", "a value of the event inside a script"},
		{good + "      - run: |\n          true\n          echo ${{ github.head_ref }}\n", "a value of the event inside a script"},
		{good + "      - run: |\n          true\n    env:\n      A: ${{ github.head_ref }}\n", ""},
		{"on: push\n", "no permissions"},
		{"permissions: write-all\n", "all permissions"},
		{"on:\n  pull_request:\npermissions:\n  contents: write\njobs:\n  a:\n", "a proposal with a token or a secret"},
		{"on:\n  pull_request:\n" + good + "jobs:\n  a:\n    env: ${{ secrets.X }}\n", "a proposal with a token or a secret"},
		{good + "jobs:\n  a:\n    permissions:\n      issues: write\n    steps:\n      - run: git fetch x refs/pull/1/head\n", "a proposal in a job with a token or a secret"},
		{good + "jobs:\n  a:\n    permissions:\n      issues: write\n  b:\n    steps:\n      - run: git fetch x refs/pull/1/head\n", ""},
		{good + "      - run: cd proposal && go build ./cmd/modestad\n", "a proposal's code is run"},
	} {
		if got := strings.Join(faults(c.workflow), "; "); got != c.want {
			t.Errorf("%q: %q, want %q", c.workflow, got, c.want)
		}
	}
}
