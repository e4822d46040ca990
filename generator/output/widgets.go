package output

import (
	"modestad/generator/page"
	"modestad/generator/source"
	"modestad/generator/widget"
)

// widgets plans what the pages of partners load: the scripts in every version, and their data.
func (x *planner) widgets() {
	s := x.Site
	widgets, embed := s.Config.Outputs.On("widgets"), s.Config.Outputs.On("embed")
	none := source.Span{}
	for _, p := range s.Partners {
		brand, ok := page.Brand(p)
		if ok && widgets {
			x.raw(widget.BrandAddress(p.ID), "application/json", file(p.File), func() ([]byte, error) { return widget.JSON(brand) })
		}
		if ok && embed {
			x.raw(widget.StyleAddress(p.ID), "text/css", file(p.File), func() ([]byte, error) { return brand.CSS(), nil })
		}
	}
	for _, script := range widget.Scripts() {
		if script.Address == widget.FrameAddress && !embed || script.Address != widget.FrameAddress && !widgets {
			continue
		}
		x.scripts = append(x.scripts, script)
		x.raw(script.Address, "text/javascript", none, func() ([]byte, error) { return script.Data, nil })
	}
	for _, ed := range x.Book.Editions {
		lang := ed.Lang()
		if embed {
			for _, f := range s.Feeds {
				x.raw(page.OEmbedAddress(s.EmbedAddress(lang, f.ID)), "application/json", none, func() ([]byte, error) { return ed.EmbedData(f) })
			}
		}
		if widgets {
			for _, f := range s.Feeds {
				x.raw(widget.DataAddress(lang, f.ID), "application/json", none, func() ([]byte, error) { return ed.WidgetCalendar(f).Fit() })
			}
		}
		for _, l := range s.Longreads {
			for _, c := range l.Chapters {
				if widgets {
					x.raw(widget.MessageAddress(lang, l.Audience.ID, c.ID), "application/json", none, func() ([]byte, error) { return widget.JSON(ed.WidgetMessage(l, c)) })
				}
				if embed {
					x.raw(page.OEmbedAddress(s.EmbedMessage(lang, l.Audience.ID, c.ID)), "application/json", none, func() ([]byte, error) { return ed.EmbedMessageData(l, c) })
				}
			}
		}
	}
}
