package page

import (
	"strings"
	"testing"

	"modestad/generator/config"
	"modestad/generator/site"
	"modestad/generator/source"
)

func TestFeedBuilder(t *testing.T) {
	b := example(t)
	v := b.Edition("nl").Feeds()
	var keys []string
	ids := map[string]bool{}
	for _, g := range v.Groups {
		for _, f := range g.Feeds {
			ids[f.ID] = true
			hasText(t, f.ID, string(f.Code), "<svg", `aria-hidden="true"`)
		}
	}
	for _, c := range v.Builder.Choices {
		keys = append(keys, c.Key)
		// Each single choice leads to a feed that is on the page.
		for _, o := range c.Options {
			id := c.Key + "-" + o.Value
			if c.Key == "programme" {
				id = o.Value
			}
			if !ids[id] {
				t.Errorf("%s leads nowhere", id)
			}
		}
	}
	same(t, "choices", keys, []string{"audience", "programme", "area", "partner"})
	hasText(t, "office", v.Main.Office, "https://outlook.office.com/calendar/0/addfromweb?", "url=https%3A%2F%2Fmodestad.example%2Fnl%2Ffeeds%2Fall.ics")
	hasText(t, "code", string(v.Main.Code), "<svg")
}

func TestOwnFilter(t *testing.T) {
	refs := func(ids string) (out []source.Ref) {
		for id := range strings.FieldsSeq(ids) {
			out = append(out, source.Ref{ID: id})
		}
		return out
	}
	free := true
	for want, f := range map[string]config.Filter{
		"area=modebuurt&audience=talent&programme=off": {Audience: refs("talent"), Programme: refs("off"), Area: refs("modebuurt")},
		"partner=momu": {Partner: refs("momu")},
		"":             {Partner: refs("momu stad"), Area: refs("modebuurt")},
	} {
		is(t, want, ownFilter(&site.Feed{Own: &config.Feed{Filter: f}}), want)
	}
	is(t, "more than the builder offers", ownFilter(&site.Feed{Own: &config.Feed{Filter: config.Filter{Partner: refs("momu"), Free: &free}}}), "")
	is(t, "a tag", ownFilter(&site.Feed{Own: &config.Feed{Filter: config.Filter{Tag: refs("x")}}}), "")
	is(t, "built in", ownFilter(&site.Feed{}), "")
}
