package diag

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Languages are those that the program speaks.
var languages = [...]string{"en", "nl", "fr"}

//go:embed codes/*.txt
var codeFiles embed.FS

// Words are what a code says in one language. Message and Hint name a finding's arguments by number: see
// format.
type Words struct {
	Message string
	Hint    string // what one can do; may be empty
	Story   string // the long explanation
}

// A Code is the description of one kind of finding.
type Code struct {
	Name         string
	Severity     Severity
	Words        map[string]Words // by language
	Wrong, Right string           // examples
}

var codes = sync.OnceValue(func() map[string]Code {
	files, err := fs.Glob(codeFiles, "codes/*.txt")
	if err != nil {
		panic(err)
	}
	out := make(map[string]Code, len(files))
	for _, file := range files {
		data, err := codeFiles.ReadFile(file)
		if err != nil {
			panic(err)
		}
		name := strings.TrimSuffix(strings.TrimPrefix(file, "codes/"), ".txt")
		out[name] = parseCode(name, data)
	}
	return out
})

// parseCode reads a code's file: sections that begin with a line "-- name --", where the name is severity,
// wrong, right, or a language, alone (the story) or followed by message or hint.
func parseCode(name string, data []byte) Code {
	code := Code{Name: name, Words: map[string]Words{}}
	section, text := "", []string{}
	flush := func() {
		body := strings.Trim(strings.Join(text, "\n"), "\n")
		text = text[:0]
		lang, part, _ := strings.Cut(section, " ")
		switch lang {
		case "":
		case "severity":
			if body == "warning" {
				code.Severity = Warning
			}
		case "wrong":
			code.Wrong = body
		case "right":
			code.Right = body
		default:
			w := code.Words[lang]
			switch part {
			case "message":
				w.Message = body
			case "hint":
				w.Hint = body
			default:
				w.Story = body
			}
			code.Words[lang] = w
		}
	}
	for line := range bytes.Lines(data) {
		s := strings.TrimRight(string(line), "\r\n")
		if strings.HasPrefix(s, "-- ") && strings.HasSuffix(s, " --") {
			flush()
			section = strings.TrimSpace(s[3 : len(s)-3])
			continue
		}
		text = append(text, s)
	}
	flush()
	return code
}

// Codes gives every code, by name.
func Codes() []Code {
	all := codes()
	out := make([]Code, 0, len(all))
	for _, c := range all {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Code) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Lookup gives the code of that name.
func Lookup(name string) (Code, bool) {
	c, ok := codes()[name]
	return c, ok
}

func severity(code string) Severity { return codes()[code].Severity }

// In gives the code's words in a language that the program speaks; in English where it does not.
func (c Code) In(lang string) Words {
	if w, ok := c.Words[speaks(lang)]; ok {
		return w
	}
	return c.Words["en"]
}

// Message says what is wrong, in a language: lower case, no full stop.
func (f Finding) Message(lang string) string {
	c, ok := codes()[f.Code]
	if !ok {
		return f.Code + sentence(f.Args)
	}
	return format(c.In(lang).Message, f.Args)
}

// Hint says what to do, in a language; it may be empty.
func (f Finding) Hint(lang string) string {
	if f.Nearest != "" {
		return fmt.Sprintf(didYouMean[speaks(lang)], f.Nearest)
	}
	return format(codes()[f.Code].In(lang).Hint, f.Args)
}

var didYouMean = map[string]string{"en": "did you mean %q?", "nl": "bedoelde je %q?", "fr": "vouliez-vous dire %q ?"}

func speaks(lang string) string {
	base, _, _ := strings.Cut(lang, "-")
	if slices.Contains(languages[:], base) {
		return base
	}
	return "en"
}

// The longest that a message shows of what content says, in characters: of one value, and of a list to choose from.
const (
	longestValue = 200
	longestList  = 1000
)

// format fills in a finding's arguments: {1} is the first one, quoted where it is text, and {=1} the same
// without quotes. Control characters never come through, whatever the content holds.
func format(text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	pairs := make([]string, 0, 4*len(args))
	for i, a := range args {
		plain := clean(cut(fmt.Sprint(a), longestList))
		quoted := plain
		if s, ok := a.(string); ok {
			quoted = strconv.Quote(cut(s, longestValue))
		}
		n := strconv.Itoa(i + 1)
		pairs = append(pairs, "{"+n+"}", quoted, "{="+n+"}", plain)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func sentence(args []any) string {
	if len(args) == 0 {
		return ""
	}
	return fmt.Sprint(args...)
}
