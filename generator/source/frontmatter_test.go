package source

import (
	"bytes"
	"testing"
)

// FuzzFrontMatter wants both parts inside the file, in their order, and every place of the file as an editor shows it.
func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{"", "+++\n+++\n", "+++\na = 1\n+++\ntext\n", "+++\r\na = 1\r\n+++\r\ntext", "\xEF\xBB\xBF+++\n+++", "+++", "+++\n", "+++ \t\n+++ \n+++\n", "text\n+++\n", "++++\n+++\n", "+++\n\xff\n+++\né"} {
		f.Add([]byte(s), 3)
	}
	f.Fuzz(func(t *testing.T, data []byte, offset int) {
		file := &File{Path: "a.md", Data: data}
		front, body, ok := file.FrontMatter()
		if front.Start < 0 || front.End < front.Start || body.Start < front.End || body.End != len(data) {
			t.Fatalf("front %d-%d, body %d-%d of %d", front.Start, front.End, body.Start, body.End, len(data))
		}
		opened := bytes.HasPrefix(bytes.TrimPrefix(data, bom), []byte("+++")) && front.Start > 0
		if !ok && (!opened || front.End != len(data)) {
			t.Fatalf("%q is open", data)
		}
		for line := range bytes.Lines(data[front.Start:front.End]) {
			if ok && string(bytes.TrimRight(line, " \t\r\n")) == "+++" {
				t.Fatalf("a mark inside %q", data[front.Start:front.End])
			}
		}
		p := file.Point(offset)
		lines := bytes.Count(data[:max(0, min(offset, len(data)))], []byte("\n")) + 1
		if p.Line != lines || p.Column < 1 {
			t.Fatalf("offset %d of %q is line %d, column %d", offset, data, p.Line, p.Column)
		}
		if text := file.Line(p.Line); bytes.ContainsAny([]byte(text), "\n") {
			t.Fatalf("line %d is %q", p.Line, text)
		}
	})
}
