package i18n

import (
	"compress/flate"
	_ "embed"
	"io"
	"strconv"
	"strings"
)

// The data of CLDR, made by cldrgen, which says how they lie.
var (
	//go:embed cldr.index
	cldrIndex string
	//go:embed cldr.data
	cldrData string
)

// listSeparator stands between the members of a list in the data.
const listSeparator = "\x1f"

// indexed gives what the index has under a kind and a name, and whether it has it.
func indexed(kind, name string) (string, bool) {
	prefix := "\n" + kind + " "
	if name != "" {
		prefix += name + " "
	}
	_, rest, ok := strings.Cut(cldrIndex, prefix)
	if !ok {
		return "", false
	}
	line, _, _ := strings.Cut(rest, "\n")
	return line, true
}

// A record is the data of one locale: its own, and those of its language below.
type record struct {
	tag       string // the locale that was found, "root" where there is none
	own, base string // lines of key, tab, value
}

// findRecord gives the data nearest to t: those of its region or script, its language, or the root.
func findRecord(t Tag) record {
	for _, name := range t.lookups() {
		if alias, ok := indexed("alias", name); ok {
			name = alias
		}
		language, _, _ := strings.Cut(name, "-")
		text := block(language)
		if text == "" {
			continue
		}
		base, _ := section(text, language)
		if name == language {
			return record{language, "", base}
		}
		if own, ok := section(text, name); ok {
			return record{name, own, base}
		}
	}
	base, _ := section(block("root"), "root")
	return record{"root", "", base}
}

// section cuts the lines of one locale out of a block.
func section(text, tag string) (string, bool) {
	_, rest, ok := strings.Cut(text, "@"+tag+"\n")
	if !ok {
		return "", false
	}
	lines, _, _ := strings.Cut("\n"+rest, "\n@")
	return strings.TrimSuffix(lines, "\n") + "\n", true
}

// block unpacks the data of a language, empty where there are none.
func block(language string) string {
	line, ok := indexed("block", language)
	if !ok {
		return ""
	}
	f := strings.Fields(line)
	offset, _ := strconv.Atoi(f[0])
	length, _ := strconv.Atoi(f[1])
	size, _ := strconv.Atoi(f[2])
	text := make([]byte, size)
	if _, err := io.ReadFull(flate.NewReader(strings.NewReader(cldrData[offset:offset+length])), text); err != nil {
		panic("i18n: the embedded CLDR data are damaged: " + err.Error())
	}
	return string(text)
}

// get gives the value of a key, empty where there is none.
func (r record) get(key string) string {
	for _, text := range []string{r.own, r.base} {
		if _, rest, ok := strings.Cut(text, "\n"+key+"\t"); ok {
			value, _, _ := strings.Cut(rest, "\n")
			return value
		}
	}
	return ""
}

// list gives the members of a list.
func (r record) list(key string) []string { return strings.Split(r.get(key), listSeparator) }

// name gives the name of a language in the record's own, and whether there is one.
func (r record) name(tag string) (string, bool) {
	for _, text := range []string{r.own, r.base} {
		if _, names, ok := strings.Cut(text, "\nnames\t"); ok {
			names, _, _ = strings.Cut(names, "\n")
			if _, rest, ok := strings.Cut(names, listSeparator+tag+"="); ok {
				name, _, _ := strings.Cut(rest, listSeparator)
				return name, true
			}
		}
	}
	return "", false
}
