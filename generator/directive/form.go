package directive

import (
	"fmt"
	"strings"
)

// Form gives the fence as one writes it, with what is optional in brackets.
func (s *Spec) Form() string {
	var b strings.Builder
	b.WriteString("::: " + s.Name)
	for i := range s.Params {
		p := &s.Params[i]
		if p.Required || p.in(s.Exclusive) {
			b.WriteString(" " + p.Form())
		} else {
			b.WriteString(" [" + p.Form() + "]")
		}
	}
	return b.String()
}

func (p *Param) in(names []string) bool {
	for _, n := range names {
		if n == p.Name {
			return true
		}
	}
	return false
}

// Form gives the parameter as one writes it.
func (p *Param) Form() string {
	switch {
	case p.Bare:
		return fmt.Sprintf("<%s> ...", p.Scheme)
	case p.Type == Flag:
		return p.Name
	case p.Type == Integer:
		return fmt.Sprintf("%s=%s", p.Name, p.wants())
	}
	return fmt.Sprintf("%s=%q", p.Name, p.wants())
}

// wants says what value the parameter takes, in signs rather than in words, so that it reads in every language.
func (p *Param) wants() string {
	switch p.Type {
	case Integer:
		return fmt.Sprintf("%d..%d", p.Min, p.Max)
	case Flag:
		return p.Name
	case Enum:
		return strings.Join(p.Values, "|")
	case Path:
		return "file"
	case Anchor:
		return "id"
	case Name:
		return "<" + p.Scheme + ">"
	case Names:
		if p.Bare {
			return "<" + p.Scheme + ">"
		}
		return "<" + p.Scheme + ">,<" + p.Scheme + ">"
	}
	return "..."
}
