package diag

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	annotations  = 10         // GitHub shows ten of a kind for a step
	summaryBytes = 1000 << 10 // GitHub refuses a summary over 1 MiB
)

// GitHub prints findings as workflow commands, which need no token and so work for proposals from anybody: at most
// ten, errors and files that changed first. changed says which files a proposal changed; nil means all. Where summary
// is not nil, everything is written to it as Markdown, for the job's summary.
func GitHub(w, summary io.Writer, list List, lang string, changed func(file string) bool) error {
	list = list.Sorted()
	first := slices.Clone(list)
	rank := func(f Finding) int {
		n := int(f.Severity)
		if changed != nil && !changed(f.Place.File) {
			n += 2
		}
		return n
	}
	slices.SortStableFunc(first, func(a, b Finding) int { return rank(a) - rank(b) })
	var b bytes.Buffer
	for _, f := range first[:min(len(first), annotations)] {
		b.WriteString("::" + f.Severity.String() + " ")
		p := f.Place
		if p.File != "" {
			b.WriteString("file=" + property(p.File) + ",")
		}
		if p.Start.Line > 0 {
			fmt.Fprintf(&b, "line=%d,endLine=%d,", p.Start.Line, max(p.Start.Line, p.End.Line))
			if p.End.Line == p.Start.Line { // columns are for places on one line
				fmt.Fprintf(&b, "col=%d,endColumn=%d,", p.Start.Column, max(p.Start.Column, p.End.Column-1))
			}
		}
		b.WriteString("title=" + property(f.Code) + "::" + command(f.Message(lang)))
		if hint := f.Hint(lang); hint != "" {
			b.WriteString("%0A" + command(hint))
		}
		b.WriteByte('\n')
	}
	if _, err := w.Write(b.Bytes()); err != nil || summary == nil {
		return err
	}
	_, err := summary.Write(markdownSummary(list, lang))
	return err
}

// command escapes text for the data of a workflow command, property for one of its properties: what
// actions/toolkit's command.ts does. Line ends and other controls in content have become visible before.
func command(s string) string { return strings.ReplaceAll(clean(s), "%", "%25") }

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(command(s))
}

// markdownSummary lists findings as a table, as far as GitHub takes it.
func markdownSummary(list List, lang string) []byte {
	words := labels[speaks(lang)]
	var b bytes.Buffer
	fmt.Fprintf(&b, "### %s\n", list.Summary(lang))
	for i, f := range list {
		if i == 0 {
			fmt.Fprintf(&b, "\n| | %s | %s |\n| --- | --- | --- |\n", words.where, words.what)
		}
		row := fmt.Sprintf("| %s | %s | %s (`%s`)", f.Severity, literally(f.Place.String()), literally(f.Message(lang)), literally(f.Code))
		if hint := f.Hint(lang); hint != "" {
			row += "<br>" + literally(hint)
		}
		if b.Len()+len(row) > summaryBytes {
			fmt.Fprintf(&b, "\n… + %d\n", len(list)-i)
			break
		}
		b.WriteString(row + " |\n")
	}
	return b.Bytes()
}

// literally writes text so that Markdown takes nothing in it for a mark: punctuation as character references.
func literally(s string) string {
	var b strings.Builder
	for _, r := range clean(s) {
		if r < 0x80 && strings.ContainsRune("\\`*_{}[]()<>#+!|~&@$^=", r) {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
