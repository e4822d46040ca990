package markdown

import "strconv"

func (r *renderer) inlines(nodes []*node) {
	for _, n := range nodes {
		r.inline(n)
	}
}

func (r *renderer) inline(n *node) {
	switch n.kind {
	case kindWords:
		s := r.composer.compose(n.text)
		if r.heading && r.opts.Hyphenate != nil {
			s = r.opts.Hyphenate(s)
		}
		r.escape(s)
	case kindSoft:
		r.raw("\n")
		r.composer.skip(" ")
	case kindHard:
		r.raw("<br>\n")
		r.composer.skip(" ")
	case kindEmphasis:
		r.around("em", n)
	case kindStrong:
		r.around("strong", n)
	case kindStrike:
		r.around("del", n)
	case kindVerbatim:
		r.raw("<code>")
		r.escape(n.text)
		r.raw("</code>")
		r.composer.skip("x")
	case kindSpan:
		r.raw("<span")
		r.attribute("id", r.id(n.rare().id))
		r.attributes(n.rare().attr)
		r.raw(">")
		r.inlines(n.children)
		r.raw("</span>")
	case kindGroup:
		r.inlines(n.children)
	case kindLink:
		r.link(n)
	case kindReference:
		r.reference(n)
	case kindImage:
		if r.opts.Resolver != nil {
			r.raw(string(r.opts.Resolver.Image(*n.more.img)))
		}
		r.composer.skip("x")
	case kindNote:
		r.noteMark(n)
	}
}

func (r *renderer) around(tag string, n *node) {
	r.raw("<" + tag + ">")
	r.inlines(n.children)
	r.raw("</" + tag + ">")
}

// attributes writes those that an author gave, but for the id.
func (r *renderer) attributes(a *attributes) {
	if a == nil {
		return
	}
	r.attribute("class", a.class)
	r.attribute("lang", a.lang)
	r.attribute("dir", a.dir)
}

// link writes a link within the text or out of the site.
func (r *renderer) link(n *node) {
	if r.linked {
		r.inlines(n.children)
		return
	}
	r.raw("<a")
	if n.text[0] == '#' {
		r.attribute("href", "#"+r.id(n.text[1:]))
	} else {
		r.attribute("href", n.text)
		if n.text[0] == 'h' { // of http and https; the only other schemes are mailto and tel
			r.attribute("rel", r.opts.Rel)
		}
	}
	r.attribute("title", n.rare().title)
	r.attribute("id", r.id(n.rare().id))
	r.attributes(n.rare().attr)
	r.raw(">")
	r.linkText(n)
	r.raw("</a>")
}

func (r *renderer) linkText(n *node) {
	linked := r.linked
	r.linked = true
	r.inlines(n.children)
	r.linked = linked
}

// reference writes what a reference comes to: a link, or, within another link or where there is no address, a span.
func (r *renderer) reference(n *node) {
	var target Target
	ok := false
	if r.opts.Resolver != nil {
		target, ok = r.opts.Resolver.Resolve(*n.more.ref)
	}
	if !ok {
		r.inlines(n.children)
		return
	}
	tag := "span"
	if target.URL != "" && !r.linked {
		tag = "a"
	}
	r.raw("<" + tag)
	class := target.Class
	if n.more.attr != nil && n.more.attr.class != "" {
		if class != "" {
			class += " "
		}
		class += n.more.attr.class
	}
	r.attribute("class", class)
	if tag == "a" {
		r.attribute("href", target.URL)
	}
	if n.rare().title != "" {
		r.attribute("title", n.rare().title)
	} else {
		r.attribute("title", target.Title)
	}
	r.attribute("id", r.id(n.rare().id))
	if n.more.attr != nil && (n.more.attr.lang != "" || n.more.attr.dir != "") {
		r.attribute("lang", n.more.attr.lang)
		r.attribute("dir", n.more.attr.dir)
	} else if n.more.ref.Auto && target.Lang != r.opts.Lang {
		r.attribute("lang", target.Lang)
		r.attribute("dir", target.Dir)
	}
	r.raw(">")
	if n.more.ref.Auto {
		r.escape(target.Text)
		r.composer.skip(target.Text)
	} else {
		r.linkText(n)
	}
	r.raw("</" + tag + ">")
}

// noteMark writes a footnote's number. The first one to refer to a note is where its way back leads.
func (r *renderer) noteMark(n *node) {
	number, again := r.numbers[n.note]
	if !again {
		if r.numbers == nil {
			r.numbers = map[*node]int{}
		}
		number = len(r.numbers) + 1
		r.numbers[n.note] = number
		r.pending = append(r.pending, n.note)
	}
	s := strconv.Itoa(number)
	r.raw("<sup")
	if !again {
		r.attribute("id", r.id("noteref-"+s))
	}
	r.raw(">")
	if r.linked {
		r.raw(s)
	} else {
		r.raw(`<a class="note-mark" role="doc-noteref"`)
		r.attribute("href", "#"+r.id("note-"+s))
		r.raw(">" + s + "</a>")
	}
	r.raw("</sup>")
	r.composer.skip("x")
}
