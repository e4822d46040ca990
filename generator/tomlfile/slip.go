package tomlfile

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A mistake is what the author probably did where the decoder stopped.
type mistake struct {
	code string
	at   extent // in the text that was decoded
	args []any
}

// quoted finds the quoted part of one of the decoder's messages, which writes it with %q or between quotes.
var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`)

// slip tells the commonest mistakes apart by the decoder's message and by what stands at the place, so that each
// can be explained in the reader's language. The messages are those of BurntSushi/toml v1.6 (lex.go, parse.go,
// error.go); one that is not known here is passed on as it is.
func slip(message string, data []byte, at extent) mistake {
	has := func(part string) bool { return strings.Contains(message, part) }
	got := ""
	if q := quoted.FindString(message[max(0, strings.LastIndex(message, "got ")):]); q != "" {
		got = unquote(q)
	}
	found := mistake{code: "toml-syntax", at: at, args: []any{message}}
	is := func(code string, args ...any) mistake { return mistake{code, found.at, args} }
	switch {
	case has("strings cannot contain newlines"):
		return is("toml-newline")
	case has("unexpected EOF; expected value"), has(`expected value but found '\n'`), has("expected value but found '#'"), has(`expected value but found '\r'`):
		return is("toml-value-missing")
	case has("key separator"), has(`expected '.' or '=', but got '\n'`), has(`expected '.' or '=', but got '\r'`):
		return is("toml-alone")
	case has("unexpected EOF; expected"):
		mark := message[strings.LastIndex(message, " ")+1:]
		mark = mark[1 : len(mark)-1]
		// Where the text begins says more than where the file ends.
		if i := bytes.LastIndex(data, []byte(mark)); len(mark) == 3 && i >= 0 {
			found.at = extent{i, i + len(mark)}
		}
		return is("toml-quote", mark)
	case has("has already been defined"), has("was already created"), has("is not a table"):
		found.at = wholeKey(data, at)
		return is("toml-double", firstQuoted(message))
	case has("invalid datetime"):
		return is("toml-date", string(data[at.start:at.end]))
	case has("expected value but found"):
		return value(data, at)
	case has("expected a top-level item to end"):
		return more(data, at, got)
	case has("expected '.' or '='"):
		if first, _ := utf8.DecodeRuneInString(got); curly(first) {
			return is("toml-curly", got)
		}
		if comma := decimalComma(data, at.start); comma >= 0 {
			return mistake{code: "toml-comma", at: extent{comma, comma + 1}}
		}
		return is("toml-equals", got)
	case has("array terminator"):
		return is("toml-list")
	case has("inline table"):
		if comma := decimalComma(data, at.start); comma >= 0 {
			return mistake{code: "toml-comma", at: extent{comma, comma + 1}}
		}
		if got == "," {
			return is("toml-comma")
		}
		return is("toml-braces")
	case has("unexpected comma"):
		return is("toml-comma")
	case has("table name"), has("table array name"):
		return is("toml-header")
	case has("Invalid integer"), has("nvalid float"), has("floats must start"), has("expected a digit"), has("is out of range"), has("out of the safe"),
		has("cannot use sign"), has("not a binary"), has("not an octal"), has("not a hexadecimal"):
		found.at = word(data, at)
		return is("toml-number", string(data[found.at.start:found.at.end]))
	case has("invalid escape"), has("hexadecimal digits after"), has("Escaped character"):
		return is("toml-escape")
	case has("control characters"):
		n, _ := strconv.ParseInt(firstQuoted(message), 0, 32)
		return is("toml-control", codePoint(rune(n)))
	case has("NULL bytes"), has("invalid UTF-8"):
		return is("toml-encoding")
	case has("unexpected '='"), has("unexpected '.'"):
		return is("toml-key")
	}
	return found
}

// value says what stands where a value should.
func value(data []byte, at extent) mistake {
	at = word(data, at)
	text := string(data[at.start:at.end])
	first, _ := utf8.DecodeRuneInString(text)
	lower := strings.ToLower(text)
	switch {
	case curly(first):
		return mistake{code: "toml-curly", at: at, args: []any{text}}
	case first == ',':
		return mistake{code: "toml-comma", at: at}
	case lower != text && (lower == "true" || lower == "false"):
		return mistake{code: "toml-bool", at: at, args: []any{text, lower}}
	}
	return mistake{code: "toml-value", at: at, args: []any{text}}
}

// more says what goes on where a line should end.
func more(data []byte, at extent, got string) mistake {
	start := bytes.LastIndexByte(data[:at.start], '\n') + 1
	end := at.start + line(data[at.start:])
	before := data[start:at.start]
	_, set, _ := bytes.Cut(before, []byte("="))
	set = bytes.TrimLeft(set, " \t")
	for at.start+1 < end && (data[at.start] == ' ' || data[at.start] == '\t') {
		at.start++
	}
	rest := extent{at.start, max(end, at.start+1)}
	digits := len(set) > 0 && set[0] >= '0' && set[0] <= '9'
	switch {
	case len(set) > 0 && (set[0] == '"' || set[0] == '\''):
		return mistake{code: "toml-quote-inside", at: rest, args: []any{string(data[rest.start:min(rest.end, len(data))])}}
	case got == "," && digits:
		return mistake{code: "toml-comma", at: at}
	case digits && (got == "/" || got == "u" || got == "h" || got == "."):
		whole := word(data, extent{at.start - len(set), at.start})
		return mistake{code: "toml-date", at: whole, args: []any{string(data[whole.start:whole.end])}}
	}
	return mistake{code: "toml-line", at: rest, args: []any{string(data[rest.start:min(rest.end, len(data))])}}
}

// line gives the length of the rest of a line, without a remark and blanks at its end.
func line(rest []byte) int {
	if i := bytes.IndexAny(rest, "\n#"); i >= 0 {
		rest = rest[:i]
	}
	return len(bytes.TrimRight(rest, " \t\r"))
}

// word widens a place to all that the author wrote there: up to the end of the line, or a comma or bracket.
func word(data []byte, at extent) extent {
	rest := data[at.start:]
	rest = rest[:line(rest)]
	if i := bytes.IndexAny(rest, ",]}"); i > 0 {
		rest = bytes.TrimRight(rest[:i], " \t")
	}
	at.end = max(at.end, at.start+len(rest))
	at.end = min(at.end, len(data))
	return at
}

// wholeKey widens a place to the key that begins there.
func wholeKey(data []byte, at extent) extent {
	rest := data[at.start:]
	rest = rest[:line(rest)]
	if i := bytes.IndexAny(rest, "=]"); i > 0 {
		rest = bytes.TrimRight(rest[:i], " \t")
	}
	at.end = min(max(at.end, at.start+len(rest)), len(data))
	return at
}

// decimalComma finds the comma of a number that stands at an offset, or ends there: 12,5. It is -1 where there is none.
func decimalComma(data []byte, at int) int {
	i := len(bytes.TrimRight(data[:at], " \t"))
	for i > 0 && data[i-1] >= '0' && data[i-1] <= '9' {
		i--
	}
	digit := func(j int) bool { return j >= 0 && j < len(data) && data[j] >= '0' && data[j] <= '9' }
	if i > 0 && data[i-1] == ',' && digit(i-2) && digit(i) {
		return i - 1
	}
	return -1
}

func curly(r rune) bool { return strings.ContainsRune("“”„‟‘’‚‛«»‹›", r) }

// firstQuoted gives the first quoted part of a message, without its quotes.
func firstQuoted(message string) string { return unquote(quoted.FindString(message)) }

// unquote takes the quotes of %q, for a text or a character, off.
func unquote(q string) string {
	if s, err := strconv.Unquote(q); err == nil {
		return s
	}
	return strings.Trim(q, `"'`)
}

// invalid gives the offset of the first byte that is not UTF-8, or -1.
func invalid(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
