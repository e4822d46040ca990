package serve

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"modestad/generator/site"
	"modestad/generator/source"
	"modestad/generator/translation"
)

// A where says which file something of a page comes from.
type where struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Open string `json:"open,omitempty"` // the address that opens it in the editor
	// Of a page as a whole: its text is behind its original, or says nothing of it.
	Status string `json:"status,omitempty"`
	Words  *words `json:"words,omitempty"`
}

// words are what the bar says, in the language of findings.
type words struct {
	Page     string `json:"page"`
	Open     string `json:"open"`
	Stale    string `json:"stale"`
	Unmarked string `json:"unmarked"`
	Draft    string `json:"draft"`
	Close    string `json:"close"`
}

var barWords = map[string]words{
	"nl": {"deze pagina", "open in de editor", "vertaling verouderd: het origineel is veranderd", "vertaling zonder merk: modestad translations --mark", "concept", "sluiten"},
	"en": {"this page", "open in the editor", "stale translation: the original has changed", "unmarked translation: modestad translations --mark", "draft", "close"},
	"fr": {"cette page", "ouvrir dans l’éditeur", "traduction dépassée : l’original a changé", "traduction sans marque : modestad translations --mark", "brouillon", "fermer"},
}

// serveWhere says what made a page (page=PATH), or a paragraph of it (and text=ITS TEXT).
func (s *Server) serveWhere(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	st := s.state
	s.mu.Unlock()
	if st == nil {
		http.NotFound(w, r)
		return
	}
	name, _ := strings.CutPrefix(r.FormValue("page"), st.base)
	var main *source.File
	if o := st.outputs[site.File(name)]; o != nil {
		main = o.From.File
	}
	lang, _, _ := strings.Cut(name, "/")
	var out where
	if text := r.FormValue("text"); text != "" {
		out.File, out.Line = find(st.result.Texts, inLanguage(st.result.Texts, main, lang), text)
	} else {
		if main != nil {
			main = inLanguage(st.result.Texts, main, lang)
			out.File, out.Line = main.Path, 1
		}
		out.Status = st.status(main, lang)
		said := barWords["en"]
		for _, l := range []string{s.o.Lang, st.result.Site.Config.DefaultLanguage} {
			if w, ok := barWords[l]; ok {
				said = w
				break
			}
		}
		out.Words = &said
	}
	if out.File != "" {
		out.Open = s.editor(out.File, out.Line)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(out)
}

// editor is the address that opens a line of a file: that of Options.Editor, with {path} and {line} filled in.
func (s *Server) editor(file string, line int) string {
	if s.o.Editor == "" {
		return ""
	}
	full := filepath.ToSlash(filepath.Join(s.o.Generator.Root, filepath.FromSlash(file)))
	return strings.NewReplacer("{path}", (&url.URL{Path: full}).EscapedPath(), "{line}", strconv.Itoa(max(line, 1))).Replace(s.o.Editor)
}

// inLanguage gives the file of the same text in a language: en.md beside nl.md; else the file itself.
func inLanguage(texts []*source.File, f *source.File, lang string) *source.File {
	if f == nil || !strings.HasSuffix(f.Path, ".md") {
		return f
	}
	want := f.Path[:strings.LastIndexByte(f.Path, '/')+1] + lang + ".md"
	for _, t := range texts {
		if t.Path == want {
			return t
		}
	}
	return f
}

// status says how the page's text stands to its original: "stale", "unmarked" or nothing.
func (st *state) status(f *source.File, lang string) string {
	if f == nil {
		return ""
	}
	for _, u := range st.units() {
		if u.Key != "" && u.File != f.Path {
			continue
		}
		for _, v := range u.Versions {
			if v.Lang != lang || v.File != f.Path {
				continue
			}
			switch v.Status {
			case translation.Stale:
				return "stale"
			case translation.Unmarked:
				return "unmarked"
			}
		}
	}
	return ""
}

func (st *state) units() []translation.Unit {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.texts == nil {
		st.texts = translation.Units(st.result.Site.Config, st.result.Texts)
	}
	return st.texts
}

const (
	run    = 3  // how many words in a row tell a line
	sought = 16 // how many such runs of a paragraph are looked for
)

// find gives the line that most of a paragraph's words stand on, in their order: what Markdown and typography did to
// them does not count. The page's own file goes before others.
func find(texts []*source.File, main *source.File, text string) (file string, line int) {
	want := strings.Fields(plain(text[:min(len(text), 2000)]))
	n := min(run, len(want))
	if n == 0 {
		return "", 0
	}
	var runs []string
	for i := 0; i+n <= len(want) && i < sought; i++ {
		runs = append(runs, " "+strings.Join(want[i:i+n], " ")+" ")
	}
	best := 0
	look := func(f *source.File) {
		for i, l := range strings.Split(string(f.Data), "\n") {
			l = plain(l)
			found := 0
			for _, r := range runs {
				if strings.Contains(l, r) {
					found++
				}
			}
			if found > best {
				best, file, line = found, f.Path, i+1
			}
		}
	}
	if main != nil {
		look(main)
	}
	for _, f := range texts {
		if f != main && best < len(runs) && strings.HasPrefix(f.Path, "content/") {
			look(f)
		}
	}
	return file, line
}

// plain gives the words of a text in lower case, with a blank before, between and after them. An address that a link
// leads to is none of them.
func plain(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	address := 0
	for i, r := range s {
		switch {
		case r == '(' && i > 0 && s[i-1] == ']':
			address++
		case address > 0:
			if r == ')' {
				address--
			}
		case r == '\u00AD' || r == '\u200B' || unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		case r == '’' || r == '\'' || r == '*' || r == '_' || r == '[' || r == ']':
			// within a word, or a mark that is not shown
		default:
			if b.Len() > 0 && b.String()[b.Len()-1] != ' ' {
				b.WriteByte(' ')
			}
		}
	}
	b.WriteByte(' ')
	return b.String()
}
