package source

import "bytes"

// FrontMatter finds the TOML front matter between two lines of three plus signs at the top of a file, and
// gives its span and that of the text after it. Offsets stay those of the file, so a place in either part is
// a place in the file. A file without front matter has an empty front span; ok is false where it is opened
// and never closed.
func (f *File) FrontMatter() (front, body Span, ok bool) {
	data := f.Data
	start := 0
	if bytes.HasPrefix(data, bom) {
		start = len(bom)
	}
	line, next := cutLine(data, start)
	if string(line) != "+++" {
		return f.Span(start, start), f.Span(start, len(data)), true
	}
	begin := next
	for at := next; at < len(data); {
		line, next = cutLine(data, at)
		if string(line) == "+++" {
			return f.Span(begin, at), f.Span(next, len(data)), true
		}
		at = next
	}
	return f.Span(begin, len(data)), f.Span(len(data), len(data)), false
}

// cutLine gives the line at an offset, without its end and trailing blanks, and where the next one begins.
func cutLine(data []byte, at int) (line []byte, next int) {
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		next = at + i + 1
	} else {
		next = len(data)
	}
	return bytes.TrimRight(data[at:next], " \t\r\n"), next
}
