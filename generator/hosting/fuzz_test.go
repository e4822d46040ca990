package hosting

import (
	"fmt"
	"strings"
	"testing"
)

// FuzzRead reads what a site publishes for hosts. Whatever is taken cannot leave the string that it is written into: the
// configuration of nginx has the same directives as that of a site of as many harmless rules.
func FuzzRead(f *testing.F) {
	f.Add("/*\n  X-Frame-Options: DENY\n/a/*.ics\n  Content-Type: text/calendar\n  ! X-Frame-Options\n", "/a /b 301\n/nl/* /nl/404.html 404\n")
	f.Add("/*\n  X: \"; } server { return 200 $host; } #\n", "/a\";} /b 301\n")
	f.Add("/{x}\\\n  X: a\\\n", "/$uri /`x` 301\n/* /404.html 404\n")
	f.Add("/*\n  X: {env.HOME} {$HOME}\n", "/a /{path} 302\n")
	f.Add("", "/ /; 404")
	f.Fuzz(func(t *testing.T, headers, redirects string) {
		s, err := Read("example.org", "/", []byte(headers), []byte(redirects))
		if err != nil {
			return
		}
		s.For("nl/index.html")
		s.Caddy("/srv/www")
		plain := &Site{Host: s.Host, Base: s.Base}
		for _, r := range s.Rules {
			p := Rule{Pattern: "/x*"}
			for _, h := range r.Headers {
				value := "x"
				if h.Name == "Content-Type" {
					value = h.Value // a rule of its own for the charset follows from it
				}
				p.Headers = append(p.Headers, Header{h.Name, value})
			}
			plain.Rules = append(plain.Rules, p)
		}
		for range s.Redirects {
			plain.Redirects = append(plain.Redirects, Redirect{"/x", "/y", 301})
		}
		for range s.NotFound {
			plain.NotFound = append(plain.NotFound, Redirect{"/x*", "/y", 404})
		}
		got, err := directives(s.Nginx("/srv/www"))
		if err != nil {
			t.Fatalf("%v in\n%s", err, s.Nginx("/srv/www"))
		}
		want, _ := directives(plain.Nginx("/srv/www"))
		if got != want {
			t.Fatalf("%s\nand of harmless rules\n%s", got, want)
		}
	})
}

// directives gives the names of a configuration's directives, with how deep they stand and how many arguments they have:
// a reader of nginx's syntax that shares nothing with the writer. Within a map or types a name is a value, and left out.
func directives(config string) (string, error) {
	var out strings.Builder
	var words []string
	var blocks []string
	for i := 0; i < len(config); {
		switch c := config[i]; {
		case strings.IndexByte(" \t\r\n", c) >= 0:
			i++
		case c == '#':
			for i < len(config) && config[i] != '\n' {
				i++
			}
		case c == ';' || c == '{':
			if len(words) == 0 {
				return "", fmt.Errorf("no directive at %d", i)
			}
			name := words[0]
			if n := len(blocks); n > 0 && (blocks[n-1] == "map" || blocks[n-1] == "types") {
				name = "-"
			}
			fmt.Fprintf(&out, "%d %s %d\n", len(blocks), name, len(words))
			if c == '{' {
				blocks = append(blocks, words[0])
			}
			words = nil
			i++
		case c == '}':
			if len(blocks) == 0 || len(words) > 0 {
				return "", fmt.Errorf("an end at %d", i)
			}
			blocks = blocks[:len(blocks)-1]
			i++
		case c == '"':
			from := i + 1
			for i++; i < len(config) && config[i] != '"'; i++ {
				if config[i] == '\\' {
					i++
				}
			}
			if i >= len(config) {
				return "", fmt.Errorf("a string without end at %d", from)
			}
			words = append(words, config[from:i])
			if i++; i < len(config) && strings.IndexByte(" \t\r\n;{)", config[i]) < 0 {
				return "", fmt.Errorf("%q after a string at %d", config[i], i)
			}
		default:
			from := i
			for i < len(config) && strings.IndexByte(" \t\r\n;{", config[i]) < 0 {
				if config[i] == '\\' || config[i] == '$' && i+1 < len(config) && config[i+1] == '{' {
					i++
				}
				i++
			}
			words = append(words, config[from:min(i, len(config))])
		}
	}
	if len(blocks) > 0 || len(words) > 0 {
		return "", fmt.Errorf("not closed: %v %v", blocks, words)
	}
	return out.String(), nil
}
