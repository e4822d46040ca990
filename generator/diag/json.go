package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
)

// A record is a finding as programs read it: the contract of `check --format json`.
type record struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Severity  string `json:"severity"`
	Code      string `json:"code"`
	Message   string `json:"message"`
	Hint      string `json:"hint"`
}

// JSON prints findings as one array of objects, each on a line: file, line, column, end_line, end_column, severity,
// code, message, hint. Lines and columns are 0 where a finding is about a file, or the site, as a whole.
func JSON(w io.Writer, list List, lang string) error {
	var b bytes.Buffer
	b.WriteByte('[')
	for i, f := range list.Sorted() {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		data, err := marshal(record{f.Place.File, f.Place.Start.Line, f.Place.Start.Column, f.Place.End.Line, f.Place.End.Column,
			f.Severity.String(), f.Code, clean(f.Message(lang)), clean(f.Hint(lang))}, "")
		if err != nil {
			return err
		}
		b.Write(data)
	}
	if len(list) > 0 {
		b.WriteByte('\n')
	}
	b.WriteString("]\n")
	_, err := w.Write(b.Bytes())
	return err
}

// marshal writes JSON in which everything that a terminal would obey, or that cannot be seen, is escaped.
func marshal(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	data := bytes.ReplaceAll(bytes.TrimSuffix(b.Bytes(), []byte("\n")), []byte(logCommand), []byte(`##\u005b`))
	if !bytes.ContainsFunc(data, hidden) {
		return data, nil
	}
	var out bytes.Buffer
	for _, r := range string(data) {
		switch {
		case r == '\n' || !hidden(r):
			out.WriteRune(r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.Bytes(), nil
}
