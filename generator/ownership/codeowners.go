package ownership

import (
	"regexp"
	"slices"
	"strings"
)

// What stands between these lines is written by the program; what stands around them is not its business.
const (
	blockBegin = "# modestad codeowners: begin"
	blockEnd   = "# modestad codeowners: end"
)

// CodeownersPaths are where a forge looks for a CODEOWNERS file, from the top of the repository, in its order.
func CodeownersPaths(kind string) []string {
	switch kind {
	case "gitlab":
		return []string{"CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"}
	case "forgejo":
		return []string{"CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS"}
	}
	return []string{".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"}
}

// Codeowners gives the lines of a CODEOWNERS file out of the rules. A partner is the team of its id in the organisation
// that the repository belongs to, @organisation/partner; where no organisation is known, the user or group of its id. With GitHub and GitLab the last line that fits counts, so that
// what holds for more comes first; Forgejo writes its patterns as regular expressions and takes all lines that fit.
func Codeowners(r Rules, kind, organisation string) string {
	team := func(partner string) string { return "@" + strings.TrimPrefix(organisation+"/"+partner, "/") }
	lines := []string{blockBegin}
	add := func(pattern string, partners ...string) {
		if kind == "forgejo" {
			pattern = expression(pattern)
		} else {
			pattern = strings.NewReplacer(" ", `\ `, "#", `\#`).Replace(pattern)
		}
		var seen []string
		for _, p := range partners {
			if p != "" && !slices.Contains(seen, team(p)) {
				seen = append(seen, team(p))
			}
		}
		if len(seen) > 0 {
			lines = append(lines, pattern+" "+strings.Join(seen, " "))
		}
	}
	add("*", r.Publisher)
	partners := slices.Sorted(slices.Values(r.Partners))
	for _, p := range slices.Compact(partners) {
		add("/"+r.Prefix+Folder(p), p, r.Publisher)
	}
	role := func(partner string, patterns []string) {
		for _, p := range patterns {
			if p != "**" {
				add("/"+r.Prefix+strings.TrimPrefix(p, "/"), partner, r.Publisher)
			}
		}
	}
	role(r.Publisher, r.Roles.Publisher)
	role(r.CalendarManager, r.Roles.CalendarManager)
	return strings.Join(append(lines, blockEnd), "\n") + "\n"
}

// expression writes a pattern as a regular expression over whole paths.
func expression(pattern string) string {
	if pattern == "*" {
		return ".*"
	}
	pattern = strings.TrimPrefix(pattern, "/")
	if strings.HasSuffix(pattern, "/") {
		pattern += "**"
	}
	var b strings.Builder
	for pattern != "" {
		switch {
		case strings.HasPrefix(pattern, "**/"):
			b.WriteString("(.*/)?")
			pattern = pattern[3:]
		case strings.HasPrefix(pattern, "**"):
			b.WriteString(".*")
			pattern = pattern[2:]
		case pattern[0] == '*':
			b.WriteString("[^/]*")
			pattern = pattern[1:]
		case pattern[0] == '?':
			b.WriteString("[^/]")
			pattern = pattern[1:]
		default:
			b.WriteString(regexp.QuoteMeta(pattern[:1]))
			pattern = pattern[1:]
		}
	}
	return b.String()
}

// Differs compares a CODEOWNERS file with the lines that it should have: what lacks in it, and what is in the
// program's part of it and should not.
func Differs(file, lines string) (lacks, extra []string) {
	_, rest, ok := strings.Cut(file, blockBegin+"\n")
	have, _, closed := strings.Cut(rest, blockEnd)
	if !ok || !closed {
		have = ""
	}
	is := strings.Split(strings.TrimSpace(have), "\n")
	want := strings.Split(strings.TrimSpace(lines), "\n")
	want = want[1 : len(want)-1]
	if slices.Equal(is, want) {
		return nil, nil
	}
	for _, l := range want {
		if !slices.Contains(is, l) {
			lacks = append(lacks, l)
		}
	}
	for _, l := range is {
		if l != "" && !slices.Contains(want, l) {
			extra = append(extra, l)
		}
	}
	if len(lacks)+len(extra) == 0 { // the order
		return want, is
	}
	return lacks, extra
}
