package page

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"modestad/generator/widget"
)

func TestWidgetCalendar(t *testing.T) {
	b := book(t, files(t, nil), spring)
	v := b.Edition("nl").WidgetCalendar(b.Site.Feed("all"))
	is(t, "version", v.Version, 1)
	is(t, "url", v.URL, "/nl/kalender/")
	is(t, "weekdays", len(v.Weekdays), 7)
	groups := map[string]int{}
	order := ""
	for _, e := range v.Events {
		groups[e.Group]++
		if e.Group == "" {
			if e.ISO < order {
				t.Errorf("%s is out of order", e.Title)
			}
			order = e.ISO
			if e.End == "" || len(e.ISO) < 10 {
				t.Errorf("%s: %q to %q", e.Title, e.ISO, e.End)
			}
			if !slices.ContainsFunc(v.Months, func(m widget.Month) bool { return m.ID == e.ISO[:7] }) && e.ISO >= "2027-04" {
				t.Errorf("no month %s", e.ISO[:7])
			}
		}
		if !strings.HasPrefix(e.URL, "/nl/kalender/") || e.Date == "" || e.Tags == nil {
			t.Errorf("%+v", e)
		}
	}
	for _, g := range []string{"", "running", "undated"} {
		if groups[g] == 0 {
			t.Errorf("nothing is %q", g)
		}
	}
	for _, f := range b.Site.Feeds {
		data, err := b.Edition("fr").WidgetCalendar(f).Fit()
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(data) || strings.Contains(string(data), ":null") {
			t.Errorf("%s: %s", f.ID, data)
		}
	}
}

func TestWidgetMessage(t *testing.T) {
	b := book(t, files(t, nil), spring)
	quotes, charts, figures := 0, 0, 0
	for _, ed := range b.Editions {
		for _, l := range b.Site.Longreads {
			for _, c := range l.Chapters {
				v := ed.WidgetMessage(l, c)
				if v.Line.Text == "" || !strings.HasSuffix(v.URL, "#"+c.ID) {
					t.Errorf("%+v", v)
				}
				if v.Quote != nil {
					quotes++
					if strings.ContainsAny(v.Quote.Text.Text, "<>") || v.Quote.Text.Text == "" {
						t.Errorf("quote: %q", v.Quote.Text.Text)
					}
				}
				if v.Chart != nil {
					charts++
					for _, r := range v.Chart.Rows {
						if r.Part < 0 || r.Part > 1 || len(r.Cells)+1 != len(v.Chart.Columns) {
							t.Errorf("row %+v", r)
						}
					}
				}
				for _, f := range v.Figures {
					figures++
					if f.Figure == "" || f.Label.Text == "" || f.Source == "" {
						t.Errorf("figure %+v", f)
					}
				}
			}
		}
	}
	if quotes == 0 || charts == 0 || figures == 0 {
		t.Errorf("%d quotes, %d charts, %d figures", quotes, charts, figures)
	}
}

func TestOEmbed(t *testing.T) {
	b := book(t, files(t, nil), spring)
	ed := b.Edition("nl")
	is(t, "embed", ed.Embed(b.Site.Feed("partner-momu")).Page.OEmbed, "https://modestad.example/nl/embed/partner-momu/oembed.json")
	is(t, "brand", ed.Embed(b.Site.Feed("partner-momu")).Brand, "/widget/v1/brands/momu.css")
	is(t, "no brand", ed.Embed(b.Site.Feed("all")).Brand, "")
	is(t, "partner", ed.Partner(b.Site.Partner("momu"), 1).Page.OEmbed, "https://modestad.example/nl/embed/partner-momu/oembed.json")
	is(t, "calendar", ed.Calendar(1).Page.OEmbed, "https://modestad.example/nl/embed/all/oembed.json")
	l := b.Site.Longreads[0]
	is(t, "message", ed.EmbedMessage(l, l.Chapters[0]).Page.OEmbed, "https://modestad.example/nl/embed/message/"+l.Audience.ID+"/"+l.Chapters[0].ID+"/oembed.json")
	is(t, "home", ed.Home().Page.OEmbed, "")
	data, err := ed.EmbedData(b.Site.Feed("all"))
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	is(t, "type", v["type"], any("rich"))
	hasText(t, "html", v["html"].(string), `<iframe src="https://modestad.example/nl/embed/all/" title="`, `></iframe>`)
}

func TestUnmarked(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"<p>a &amp; <em>b</em></p>":       "a & b",
		"<p>one</p>\n<p>two<br>three</p>": "one\n\ntwo three",
		"<p>open <em":                     "open <em",
		"<ul><li>x</li><li>y</li></ul>":   "x y",
	} {
		is(t, in, unmarked(in), want)
	}
}
